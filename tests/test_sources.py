"""Files to a transcript: each form in which programs and people take meetings down, and what is odd about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from assistant.drafting.sources.gathering import HEADING, is_heading
from assistant.drafting.sources.transcripts import in_order, read
from assistant.drafting.values import Said, Transcript
from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, IngestError, UnsupportedFormat
from ingest.sandbox import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.close()


class Folder:
    """Files in a temporary folder, read through one worker."""

    def __init__(self, path: Path, worker: Worker) -> None:
        self.path, self.worker = path, worker

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.path / name
        path.write_bytes(text.encode(encoding))
        return path

    def read(self, text: str, name: str = "会議.txt") -> Transcript:
        return read([self.write(name, text)], self.worker)

    def read_word(self, *paragraphs: str) -> Transcript:
        document = docx.Document()
        for words in paragraphs:
            document.add_paragraph(words)
        document.save(str(self.path / "会議.docx"))
        return read([self.path / "会議.docx"], self.worker)


@pytest.fixture
def folder(tmp_path: Path, worker: Worker) -> Folder:
    return Folder(tmp_path, worker)


def said(transcript: Transcript) -> list[tuple[str, str, str]]:
    """Label, speaker and words of everything but headings; numbers are checked on the way."""
    assert [one.number for one in transcript.said] == list(range(1, len(transcript.said) + 1))
    return [(one.label, one.speaker, one.text) for one in transcript.said if not is_heading(one)]


def headings(transcript: Transcript) -> list[str]:
    return [one.text for one in transcript.said if is_heading(one)]


THREE = [
    ("00:00:03", "山田 太郎", "おはようございます。始めます。"),
    ("00:00:12", "佐藤主査", "はい、お願いします。"),
    ("01:02:05", "山田 太郎", "以上です。"),
]


def test_subtitles_with_voices(folder: Folder) -> None:
    transcript = folder.read(
        "WEBVTT\n\nNOTE\n第3回窓口改善検討会議 令和5年7月21日\n\nNOTE Confidence: 0.9\n\n"
        "1a2b/12-0\n00:00:03.120 --> 00:00:05.000\n<v 山田 太郎>おはようございます。</v>\n\n"
        "00:00:06.000 --> 00:00:09.000\n<v 山田 太郎>始めます。</v>\n\n"
        "00:00:12.000 --> 00:00:14.000\n<v 佐藤主査>はい、お願い\nします。</v>\n\n"
        "01:02:05.000 --> 01:02:06.000\n<v 山田 太郎>以上です。</v>\n",
        "会議.vtt",
    )
    assert said(transcript) == THREE
    assert headings(transcript) == ["第3回窓口改善検討会議 令和5年7月21日"]
    assert (transcript.sources, transcript.problems) == (("会議.vtt",), ())
    assert transcript.speakers == ("山田 太郎", "佐藤主査")


def test_subtitles_in_which_names_stand_before_the_words(folder: Folder) -> None:
    """As Zoom writes VTT; two people may speak in one subtitle."""
    transcript = folder.read(
        "1\n00:00:03,000 --> 00:00:05,000\n山田 太郎: おはようございます。\n\n"
        "2\n00:00:06,000 --> 00:00:09,000\n山田 太郎: 始めます。\n\n"
        "3\n00:00:12,000 --> 00:00:14,000\n佐藤主査: はい、お願いします。\n山田 太郎: 場所：大会議室です。\n",
        "会議.srt",
    )
    assert said(transcript) == [*THREE[:2], ("00:00:12", "山田 太郎", "場所：大会議室です。")]


def test_word_as_teams_saves_it(folder: Folder) -> None:
    transcript = folder.read_word(
        "窓口改善検討会議-20230721_100000-会議の記録",
        "2023年7月21日, 1:00AM",
        "1時間2分37秒",
        "● 山田 太郎 が文字起こしを開始しました",
        "山田 太郎   0:03\nおはようございます。\n始めます。",
        "佐藤主査   0:12",
        "はい、お願い",
        "します。",
        "山田 太郎   1:02:05\n以上です。",
        "● 山田 太郎 が文字起こしを停止しました",
    )
    assert said(transcript) == THREE
    assert headings(transcript) == [
        "窓口改善検討会議-20230721_100000-会議の記録",
        "2023年7月21日, 1:00AM",
        "1時間2分37秒",
        "● 山田 太郎 が文字起こしを開始しました",
        "● 山田 太郎 が文字起こしを停止しました",
    ]


def test_word_as_teams_once_saved_it(folder: Folder) -> None:
    transcript = folder.read_word(
        "0:0:3.120 --> 0:0:5.0\n山田 太郎\nおはようございます。",
        "0:0:6.0 --> 0:0:9.0\n山田 太郎\n始めます。",
        "0:0:12.0 --> 0:0:14.0\n佐藤主査\nはい、お願いします。",
        "1:2:5.0 --> 1:2:6.0\n山田 太郎\n以上です。",
    )
    assert said(transcript) == THREE


FIRST, SECOND, THIRD = (words for _, _, words in THREE)
TIMED = {
    "zoom": f"[山田 太郎] 00:00:03\n{FIRST}\n\n[佐藤主査] 00:00:12\n{SECOND}\n\n[山田 太郎] 01:02:05\n{THIRD}\n",
    "one line": f"00:00:03 山田 太郎: {FIRST}\n00:00:12 佐藤主査: {SECOND}\n01:02:05 山田 太郎: {THIRD}\n",
    "brackets": f"[0:03] 山田 太郎：{FIRST}\n[0:12] 佐藤主査：はい、お願い\nします。\n[1:02:05] 山田 太郎：{THIRD}\n",
    "time last": f"山田 太郎 00:00:03\n{FIRST}\n\n佐藤主査 00:00:12\n{SECOND}\n\n山田 太郎 01:02:05\n{THIRD}\n",
    "time first": f"00:00:03 山田 太郎\n{FIRST}\n00:00:12 佐藤主査\n{SECOND}\n01:02:05 山田 太郎\n{THIRD}\n",
    "between": f"山田 太郎（00:00:03）：{FIRST}\n佐藤主査（00:00:12）：{SECOND}\n山田 太郎（01:02:05）：{THIRD}\n",
    "alone": f"00:00:03\n山田 太郎：{FIRST}\n00:00:12\n佐藤主査：{SECOND}\n01:02:05\n山田 太郎：{THIRD}\n",
    "minutes": f"山田 太郎\t0 分 3 秒\n{FIRST}\n佐藤主査\t0 分 12 秒\n{SECOND}\n山田 太郎\t1 時間 2 分 5 秒\n{THIRD}\n",
}


@pytest.mark.parametrize("text", TIMED.values(), ids=TIMED)
def test_text_with_times(folder: Folder, text: str) -> None:
    assert said(folder.read(text)) == THREE


def test_the_department_in_brackets_is_part_of_the_name(folder: Folder) -> None:
    text = "山田 太郎 (総務課) 00:03:12\n始めます。\n佐藤 花子 (市民課) 00:03:20\nはい。\n"
    assert said(folder.read(text)) == [
        ("00:03:12", "山田 太郎 (総務課)", "始めます。"),
        ("00:03:20", "佐藤 花子 (市民課)", "はい。"),
    ]


def test_times_of_day_without_seconds(folder: Folder) -> None:
    text = "10:03 山田：始めます。\n10:04 佐藤：9:30の電車です。\n14:00 山田：終わります。\n"
    assert [one[0] for one in said(folder.read(text))] == ["10:03:00", "10:04:00", "14:00:00"]


def test_a_time_that_is_spoken_of_begins_nothing(folder: Folder) -> None:
    text = "山田 太郎   0:03\n次回の開始時刻は 10:30\nとします。\n佐藤 花子   0:20\nわかりました。\n"
    assert said(folder.read(text)) == [
        ("00:00:03", "山田 太郎", "次回の開始時刻は 10:30とします。"),
        ("00:00:20", "佐藤 花子", "わかりました。"),
    ]


PLAIN_NAMES = [
    ("発言1", "山田課長", "始めます。資料は3枚です。"),
    ("発言2", "佐藤主査", "はい。日時：7月21日で変わりません。"),
    ("発言3", "山田課長", "わかりました。"),
]


@pytest.mark.parametrize("opening", ["{}：", "{}　", "○{}　", "【{}】", "{}\n", "{}:\n"])
def test_text_with_names(folder: Folder, opening: str) -> None:
    text = "".join(f"{opening.format(name)}{words}\n" for _, name, words in PLAIN_NAMES)
    assert said(folder.read(text)) == PLAIN_NAMES


def test_text_with_names_below_a_head(folder: Folder) -> None:
    head = "第2回公用車予約検討会\n日時：令和5年7月21日（金）10時\n場所：第2会議室\n出席者：山田課長、佐藤主査\n\n"
    transcript = folder.read(head + "話者1：始めます。\n話者2：はい。\n話者1：次に、例：予約の表です。\n")
    assert said(transcript) == [
        ("発言1", "話者1", "始めます。"),
        ("発言2", "話者2", "はい。"),
        ("発言3", "話者1", "次に、例：予約の表です。"),
    ]
    assert headings(transcript) == [line for line in head.split("\n") if line]


def test_names_in_brackets_headings_and_arrows(folder: Folder) -> None:
    first = "■議題1　窓口の混雑\n山田）昼に集中している\n佐藤）番号札はどうか\n→8月に導入\n"
    transcript = folder.read(first + "■議題2　その他\n鈴木）掲示を直す\n")
    assert said(transcript) == [
        ("発言1", "山田", "昼に集中している"),
        ("発言2", "佐藤", "番号札はどうか\n→8月に導入"),
        ("発言3", "鈴木", "掲示を直す"),
    ]
    assert headings(transcript) == ["■議題1　窓口の混雑", "■議題2　その他"]


@pytest.mark.parametrize("opening", ["{}　{}\n", "（{}）{}\n"])
def test_a_name_that_comes_once_among_names_that_are_sure(folder: Folder, opening: str) -> None:
    talk = [("山田課長", "始めます。"), ("つじの栄作", "はい。"), ("佐藤主査", "資料です。"), ("鈴木主任", "ええ。")]
    text = "".join(opening.format(*one) for one in talk)
    assert [(who, words) for _, who, words in said(folder.read(text))] == talk


def test_short_words_on_a_line_are_no_names(folder: Folder) -> None:
    text = "山田課長\nそれでは始めます\nはい\n資料をご覧ください\n佐藤主査\n拝見しました\nはい\n質問はありません\n"
    assert [(who, words) for _, who, words in said(folder.read(text))] == [
        ("山田課長", "それでは始めます\nはい\n資料をご覧ください"),
        ("佐藤主査", "拝見しました\nはい\n質問はありません"),
    ]


def test_questions_and_answers_without_names(folder: Folder) -> None:
    transcript = folder.read("問：いつから始めるのか。\n答：8月からです。\n問：費用は。\n答：10万円です。\n")
    assert [one[1] for one in said(transcript)] == ["問", "答", "問", "答"]


def test_a_program_that_writes_the_time_now_and_then(folder: Folder) -> None:
    head = "定例会議 (2023-07-21 10:00) - 文字起こし\n参加者\n山田太郎, 佐藤花子\n\n"
    text = head + "山田太郎: 始めます。\n佐藤花子: はい。\n\n"
    transcript = folder.read(text + "00:05:00\n\n山田太郎: 終わります。\n会議は 00:06:03 後に終了しました\n")
    assert said(transcript) == [
        ("発言1", "山田太郎", "始めます。"),
        ("発言2", "佐藤花子", "はい。"),
        ("00:05:00", "山田太郎", "終わります。"),
    ]


def test_subtitles_that_are_numbered_with_names(folder: Folder) -> None:
    """As Webex writes them."""
    vtt = (
        'WEBVTT\n\n1 "山田 太郎" (123)\n00:00:03.000 --> 00:00:05.000\nおはようございます。始めます。\n\n'
        '2 "佐藤主査" (456)\n00:00:12.000 --> 00:00:14.000\nはい、お願いします。\n'
    )
    assert said(folder.read(vtt, "a.vtt")) == THREE[:2]


def test_published_minutes(folder: Folder) -> None:
    text = (
        "令和5年第3回みなと市議会定例会会議録\n午前10時開議\n\n"
        "○議長（石川良一君）　ただいまから会議を開きます。\n"
        "○二十一番（田中花子君）　伺います。窓口は混んでいますか。\n"
        "○市民部長（山田太郎君）　お答えいたします。混んでおります。\n"
        "○議長（石川良一君）　以上で終わります。\n"
    )
    assert said(folder.read(text)) == [
        ("発言1", "議長（石川良一君）", "ただいまから会議を開きます。"),
        ("発言2", "二十一番（田中花子君）", "伺います。窓口は混んでいますか。"),
        ("発言3", "市民部長（山田太郎君）", "お答えいたします。混んでおります。"),
        ("発言4", "議長（石川良一君）", "以上で終わります。"),
    ]


def test_a_table_of_times_speakers_and_words(folder: Folder) -> None:
    transcript = folder.read(
        f"開始時刻,話者,発言内容\n0:03,山田 太郎,{FIRST}\n0:12,佐藤主査,「はい、お願いします。」\n",
        "会議.csv",
    )
    assert said(transcript) == [THREE[0], ("00:00:12", "佐藤主査", "「はい、お願いします。」")]


def test_words_without_speakers_in_broken_lines(folder: Folder) -> None:
    """Lines break where a program's line was full; the speeches are a few sentences each."""
    sentence = "窓口の混雑について市民の皆さまからご意見をいただいておりますので対応を考えます。"
    assert len(sentence) == 40
    broken = "\n".join(sentence[n : n + 15] for n in range(0, 40, 15))
    transcript = folder.read("\n".join([broken] * 7) + "\n")
    # The fifth sentence reaches 200 characters.
    assert said(transcript) == [("発言1", "", sentence * 5), ("発言2", "", sentence * 2)]
    assert transcript.problems == (
        "会議.txtには話す人の名前がありません。だれの発言かを書き分けない下書きになります。",
    )


def test_a_remark_above_the_words_is_not_spoken(folder: Folder) -> None:
    transcript = folder.read(
        "※機械による文字起こし（誤りを含む）\n\nこれ録れてるかな大丈夫だと思います。\nでは始めます。\n"
    )
    assert said(transcript) == [("発言1", "", "これ録れてるかな大丈夫だと思います。では始めます。")]
    assert headings(transcript) == ["※機械による文字起こし（誤りを含む）"]


def test_words_without_a_single_mark(folder: Folder) -> None:
    """Where no mark ends a sentence its end keeps the line break, so that sentences can be told apart later."""
    transcript = folder.read(
        "それでは本日の会議を\n始めたいと思います\n資料はお手元に\nございますでしょうか\n一枚目です\n"
    )
    assert said(transcript) == [
        ("発言1", "", "それでは本日の会議を始めたいと思います\n資料はお手元にございますでしょうか\n一枚目です")
    ]


def test_notes_taken_by_hand(folder: Folder) -> None:
    transcript = folder.read(
        "窓口改善打合せメモ\n日時：7/21 10時\n出席者\n・山田課長\n・佐藤主査\n\n"
        "１ 窓口の混雑\n・昼休みに集中、待ち時間30分\n・番号札の導入を検討\n　8月中に見積り\n→ 佐藤主査が業者に確認\n"
        "２ その他\n・次回は8月4日\n・山田課長：掲示も直すこと\n"
    )
    assert said(transcript) == [
        ("発言1", "", "昼休みに集中、待ち時間30分"),
        ("発言2", "", "番号札の導入を検討\n8月中に見積り"),
        ("発言3", "", "→ 佐藤主査が業者に確認"),
        ("発言4", "", "次回は8月4日"),
        ("発言5", "山田課長", "掲示も直すこと"),
    ]
    assert headings(transcript) == [
        "窓口改善打合せメモ", "日時：7/21 10時", "出席者", "・山田課長", "・佐藤主査", "１ 窓口の混雑", "２ その他",
    ]  # fmt: skip
    assert transcript.said[5] == Said(6, "", "１ 窓口の混雑", HEADING, "会議.txt")
    assert transcript.problems == ()


def test_notes_in_markdown(folder: Folder) -> None:
    transcript = folder.read(
        "# 窓口打合せ\n## 日時\n2023/7/21\n## 議題1 混雑\n"
        "- 番号札を導入\n  - 担当：佐藤\n  - 期限：8/31\n- 掲示を直す（鈴木主任）\n",
        "メモ.md",
    )
    assert said(transcript) == [
        ("発言1", "", "番号札を導入\n担当：佐藤\n期限：8/31"),
        ("発言2", "鈴木主任", "掲示を直す（鈴木主任）"),
    ]
    assert headings(transcript) == ["窓口打合せ", "日時", "2023/7/21", "議題1 混雑"]


def test_a_long_speech_is_cut_where_a_sentence_ends(folder: Folder) -> None:
    """Each piece has the time of the subtitle in which it begins; subtitles end within sentences here."""
    sentence = "あ" * 99 + "。"
    text = sentence * 13
    cues = [text[n : n + 130] for n in range(0, 1300, 130)]
    vtt = "".join(f"00:{n:02}:00.000 --> 00:{n:02}:50.000\n<v 山田>{words}\n\n" for n, words in enumerate(cues))
    # The eighth sentence reaches 800 characters, which stand in the seventh subtitle (780 to 910).
    assert said(folder.read("WEBVTT\n\n" + vtt, "a.vtt")) == [
        ("00:00:00", "山田", sentence * 8),
        ("00:06:00", "山田", sentence * 5),
    ]


def test_words_without_an_end_are_cut_where_a_subtitle_begins(folder: Folder) -> None:
    vtt = "".join(f"00:{n:02}:00.000 --> 00:{n:02}:50.000\n<v 山田>{'あ' * 300}\n\n" for n in range(8))
    # 1,500 characters are the last beginning within twice 800.
    assert [(label, len(words)) for label, _, words in said(folder.read("WEBVTT\n\n" + vtt, "a.vtt"))] == [
        ("00:00:00", 1500),
        ("00:05:00", 900),
    ]


def test_one_endless_line_is_cut_after_a_comma(folder: Folder) -> None:
    words = "あ" * 349 + "、" + "い" * 600
    # Nobody is named, so 200 characters are long and 400 are too long.
    assert [text for _, _, text in said(folder.read(words))] == [words[:350], words[350:750], words[750:]]


def test_several_files_of_one_meeting(folder: Folder) -> None:
    second = folder.write("会議_後半.txt", "山田：後です。\n佐藤：はい。\n")
    first = folder.write("会議_前半.txt", "佐藤：前です。\n山田：はい。\n", "cp932")
    transcript = read([second, first], folder.worker)
    assert transcript.sources == ("会議_前半.txt", "会議_後半.txt")
    assert [(one.number, one.label, one.speaker, one.text, one.source) for one in transcript.said] == [
        (1, "発言1", "佐藤", "前です。", "会議_前半.txt"),
        (2, "発言2", "山田", "はい。", "会議_前半.txt"),
        (3, "発言1", "山田", "後です。", "会議_後半.txt"),
        (4, "発言2", "佐藤", "はい。", "会議_後半.txt"),
    ]
    assert transcript.problems == ()


def test_files_of_different_days(folder: Folder) -> None:
    paths = [folder.write(f"会議_2023072{day}.txt", "山田：はい。\n佐藤：はい。\n") for day in (1, 2)]
    assert read(paths, folder.worker).problems == (
        "ファイル名の日付が異なります（会議_20230721.txt、会議_20230722.txt）。同じ会議の記録かどうかを確かめてください。",
    )


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["会議10.vtt", "会議9.vtt"], ["会議9.vtt", "会議10.vtt"]),
        (["R5_0721_午後.txt", "R5_0721_午前.txt"], ["R5_0721_午前.txt", "R5_0721_午後.txt"]),
        (["その二.txt", "その一.txt"], ["その一.txt", "その二.txt"]),
        (["20230721_1300.docx", "20230721_1000.vtt"], ["20230721_1000.vtt", "20230721_1300.docx"]),
        (["続き.txt", "会議.txt"], ["続き.txt", "会議.txt"]),
        (["b/会議.txt", "a/会議.txt"], ["b/会議.txt", "a/会議.txt"]),
    ],
)
def test_the_order_of_files(given: list[str], ordered: list[str]) -> None:
    assert in_order([Path(name) for name in given]) == [Path(name) for name in ordered]


def lines_of_talk(begin: int, names: tuple[str, str], count: int = 8) -> str:
    """A subtitle every minute, in turns."""
    return "".join(
        f"{n // 60:02}:{n % 60:02}:01.000 --> {n // 60:02}:{n % 60:02}:50.000\n<v {names[n % 2]}>はい。\n\n"
        for n in range(begin, begin + count)
    )


def test_two_meetings_in_one_file_by_their_times(folder: Folder) -> None:
    text = "WEBVTT\n\n" + lines_of_talk(0, ("山田", "佐藤")) + lines_of_talk(0, ("鈴木", "高橋"))
    transcript = folder.read(text, "a.vtt")
    assert len(said(transcript)) == 16
    (problem,) = transcript.problems
    assert problem == (
        "a.vttに別の会議の記録が混ざっているかもしれません。時刻が00:07:01のあとで00:00:01に戻って始まり直し、"
        "話す人も入れ替わっています。会議ごとにファイルを分けてください。"
    )


@pytest.mark.parametrize(
    ("between", "why"),
    [
        ("第4回庁舎管理連絡会議 議事録\n", "途中に「第4回庁舎管理連絡会議 議事録」という見出しがあります。"),
        ("令和5年8月2日（水）\n", "途中に「令和5年8月2日（水）」という見出しがあります。"),
        (
            "山田：以上で本日の会議を終わります。\n佐藤：お疲れさまでした。\n山田：ただいまから庁舎管理連絡会議を始めます。\n",
            "会議を閉じる言葉のあとに、「ただいまから庁舎管理連絡会議を始め」と開く言葉があります。",
        ),
    ],
)
def test_two_meetings_in_one_file_by_its_words(folder: Folder, between: str, why: str) -> None:
    talk = "山田：はい。\n佐藤：そうですね。\n" * 4
    text = f"第3回窓口改善検討会議\n令和5年7月21日（金）\n{talk}{between}{talk}"
    assert folder.read(text).problems == (
        f"会議.txtに別の会議の記録が混ざっているかもしれません。{why}会議ごとにファイルを分けてください。",
    )


def test_two_meetings_in_one_file_by_who_speaks(folder: Folder) -> None:
    transcript = folder.read("山田：はい。\n佐藤：そうですね。\n" * 6 + "鈴木：はい。\n高橋：そうですね。\n" * 6)
    assert "途中で、話す人がすべて入れ替わっています" in transcript.problems[0]


def test_a_break_is_no_other_meeting(folder: Folder) -> None:
    talk = "山田：はい。\n佐藤：そうですね。\n" * 4
    pause = "山田：以上で午前の会議を終わります。\n山田：それでは午後の会議を始めます。\n"
    assert folder.read(talk + pause + talk).problems == ()


def test_times_that_run_backwards(folder: Folder) -> None:
    text = "[0:10] 山田：はい。\n[0:02] 佐藤：いいえ。\n[0:30] 山田：はい。\n[0:20] 佐藤：いいえ。\n"
    assert folder.read(text).problems == (
        "時刻が前に戻る箇所があります（00:00:10の次が00:00:02、ほか1か所）。ファイルに書かれた順のまま読みました。",
    )


def test_eight_hours(folder: Folder) -> None:
    transcript = folder.read("WEBVTT\n\n" + lines_of_talk(0, ("山田", "佐藤"), 8 * 60), "a.vtt")
    assert len(transcript.said) == 480
    assert transcript.problems == (
        "a.vttは約8時間の長い記録です。1回の会議だけか、録音の止め忘れがないかを確かめてください。",
    )


@pytest.mark.parametrize(("name", "text"), [("a.vtt", "WEBVTT\n\n"), ("a.txt", " \n"), ("b.txt", "第3回会議 議事録\n")])
def test_nothing_said(folder: Folder, name: str, text: str) -> None:
    with pytest.raises(EmptyFile, match="発言がありません"):
        folder.read(text, name)


def test_a_password_on_a_word_file(folder: Folder) -> None:
    path = folder.path / "会議.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(EncryptedFile, match="パスワード"):
        read([path], folder.worker)
    other = folder.write("会議2.txt", "山田：はい。\n佐藤：はい。\n")
    with pytest.raises(EncryptedFile, match=r"^会議\.docx: パスワード"):
        read([other, path], folder.worker)


def test_what_is_no_transcript(folder: Folder) -> None:
    with pytest.raises(IngestError, match="1つ以上"):
        read([], folder.worker)
    with pytest.raises(UnsupportedFormat, match="音声のファイル"):
        read([folder.path / "会議.m4a"], folder.worker)
    (folder.path / "a.txt").write_bytes("はい".encode() + b"\xff\xfe\x81")
    with pytest.raises(BrokenFile, match="文字コード"):
        read([folder.path / "a.txt"], folder.worker)
    with pytest.raises(IngestError, match="開けません"):
        read([folder.path / "ない.txt"], folder.worker)
