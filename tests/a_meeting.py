"""A meeting of an invented city, its transcript and the draft of its minutes, for tests of what is written of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.answering.values import Verdict
from assistant.drafting.values import Basis, Draft, Item, Line, LineKind, Occasion, Said, Task, Transcript

_SPOKEN = """\
00:00:05 佐藤課長 それでは第3回の会議を始めます。本日は議題が三つあります。
00:02:10 佐藤課長 試行は6月1日から9月30日まで、12の課で行いました。1件あたりの時間は42分から27分に短くなりました。
00:06:41 田中主任 個人情報を入れてしまった事例はありましたか。
00:07:02 佐藤課長 自動で伏せる仕組みがありますので、外に出た事例はありません。伏せ漏れの届け出が3件ありました。
00:09:15 鈴木係長 窓口では音声の入力もほしいという声が多いです。
00:12:30 佐藤課長 では、10月から全ての課に広げることに決定します。
00:15:00 高橋係長 研修は庁舎の3階会議室で、11月に4回行う案です。1回は90分で、定員は25人と考えています。
00:18:22 田中主任 窓口の職員が出られる時間帯はあるのでしょうか。閉庁後の回も要ると思います。
00:19:05 高橋係長 4回のうち2回は17時30分からにします。
00:20:40 鈴木係長 録画して後から見られるようにしてはどうでしょう。
00:21:10 高橋係長 録画の件は来週の金曜までに情報政策課と相談して返事をします。
00:25:33 佐藤課長 予算は1,250千円を見込んでいますが、まだ固まっていません。
00:27:48 田中主任 次年度の契約は、単年度ですか、長期継続契約ですか。
00:28:20 佐藤課長 長期継続契約の条例に入るか、契約検査課に確かめます。
00:31:00 佐藤課長 次回は令和5年11月24日金曜の10時から、同じ会議室で行います。資料は1週間前に送ります。
"""
_SAID = tuple(spoken.split(" ", 2) for spoken in _SPOKEN.splitlines())  # when, who, what

TRANSCRIPT = Transcript(
    tuple(Said(n, speaker, text, label, "R5第3回.vtt") for n, (label, speaker, text) in enumerate(_SAID, 1)),
    ("R5第3回.vtt",),
)


def basis(said: int, quote: str = "") -> Basis:
    """The words `quote` of what was said under that number, all of them where nothing is quoted."""
    text = TRANSCRIPT.said[said - 1].text
    start = text.index(quote)
    return Basis(said, start, start + len(quote or text), quote or text)


def line(number: int, kind: LineKind, text: str, *said: int, verdict: Verdict = Verdict.SUPPORTED) -> Line:
    speaker = TRANSCRIPT.said[said[0] - 1].speaker if said else ""
    return Line(f"l{number}", kind, text, tuple(map(basis, said)), verdict, speaker=speaker)


OCCASION = Occasion(
    title="第3回デジタル推進プロジェクトチーム会議",
    held_on=date(2023, 10, 27),
    hours="10時00分から11時30分まで",
    place="本庁舎3階　第2会議室",
    present=("佐藤課長", "田中主任", "鈴木係長", "高橋係長", "（事務局）小林主事"),
    absent=("渡辺係長",),
    agenda=("生成AIの試行の結果について", "職員研修について", "次年度の予算と契約について"),
    materials=("資料1　試行の結果", "資料2　研修計画（案）", "参考資料　伏せ漏れの届け出"),
)
DECISION = line(5, LineKind.DECISION, "生成AIの利用を、10月から全ての課に広げることに決定した。", 6)
TODO = replace(
    line(11, LineKind.TODO, "録画の件について、情報政策課と相談して返事をする。", 11),
    task=Task("録画の可否を情報政策課と相談し、返事をする。", "高橋係長", "来週の金曜まで", date(2023, 11, 3)),
    checked_by="小林主事",
)
PARTLY = replace(
    line(12, LineKind.EXPLANATION, "予算は1,250千円で確定した。", 12, verdict=Verdict.PARTIAL),
    reason="「まだ固まっていません」と言われています。",
)
BARE = Line("l15", LineKind.OPINION, "契約の期間は3年が望ましい。", reason="もとになる発言が見つかりません。")
TRIAL = (
    line(
        1, LineKind.EXPLANATION, "6月1日から9月30日まで12の課で試行し、1件あたりの時間は42分から27分に短くなった。", 2
    ),
    line(2, LineKind.QUESTION, "個人情報を入力した事例はあったか。", 3),
    replace(line(3, LineKind.ANSWER, "外に出た事例はない。伏せ漏れの届け出は3件あった。", 4), answers="l2"),
    line(4, LineKind.OPINION, "窓口では音声の入力を望む声が多い。", 5),
    DECISION,
)
TRAINING = (
    line(6, LineKind.EXPLANATION, "研修は3階会議室で11月に4回、1回90分、定員25人で行う案である。", 7),
    line(7, LineKind.QUESTION, "窓口の職員が出られる時間帯はあるか。閉庁後の回も要る。", 8),
    replace(line(8, LineKind.ANSWER, "4回のうち2回は17時30分から行う。", 9), answers="l7"),
    line(9, LineKind.OPINION, "録画して後から見られるようにしてはどうか。", 10),
    TODO,
)
MONEY = (
    PARTLY,
    line(13, LineKind.QUESTION, "次年度の契約は単年度か、長期継続契約か。", 13),
    replace(line(14, LineKind.ANSWER, "条例に入るか、契約検査課に確かめる。", 14), answers="l13"),
    BARE,
    replace(line(16, LineKind.TODO, "条例に入るかを確かめる。", 14), task=Task("条例に入るかを確かめる。", "佐藤課長")),
    line(17, LineKind.NEXT, "次回は令和5年11月24日(金)10時から、同じ会議室で行う。", 15),
)
DRAFT = Draft(
    OCCASION,
    tuple(Item(title, lines) for title, lines in zip(OCCASION.agenda, (TRIAL, TRAINING, MONEY), strict=True)),
    style="標準",
    engine="extract",
    made_at="2023-10-27T05:12:00+00:00",
    notices=("「高橋」と「高橋係長」を同じ人として扱いました。",),
)
