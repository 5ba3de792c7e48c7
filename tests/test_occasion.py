"""What is known of a meeting beside what was said: agendas in the forms people write, decks, heads, opening words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pptx
import pytest

from assistant.drafting.sources.occasion import occasion
from assistant.drafting.sources.opening import read_opening
from assistant.drafting.sources.programme import Line, read_programme
from assistant.drafting.sources.transcripts import of_speeches
from assistant.drafting.values import Occasion, Said, Transcript
from ingest.errors import EmptyFile, EncryptedFile
from ingest.sandbox import Worker
from ingest.structure.speech import speech

TODAY = date(2023, 9, 1)
NOTHING = Transcript(())


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.close()


def of_text(text: str) -> Occasion:
    return read_programme([Line(line.strip()) for line in text.split("\n") if line.strip()], TODAY)


def talk(text: str, name: str = "会議.txt") -> Transcript:
    return of_speeches([(name, speech(text.split("\n")))])


def test_an_agenda(tmp_path: Path, worker: Worker) -> None:
    path = tmp_path / "次第.txt"
    path.write_text(
        "　　　　第３回窓口改善検討会議　次第\n\n"
        "　日　時　令和５年７月２１日（金）午前10時～11時30分\n　場　所　市役所３階　第２会議室\n\n"
        "１　開　会\n２　課長あいさつ\n３　議　題\n"
        "　(1)　窓口の混雑について（資料１）\n　(2)　番号札の導入について……資料２\n"
        "４　報告事項\n　(1)　公用車予約システムについて\n　　・利用の状況\n　　・来月の予定\n"
        "５　その他\n　※次回は8月4日\n６　閉　会\n\n"
        "【配付資料】\n　資料１　窓口の現状\n　資料２　番号札の見積り\n",
        encoding="utf-8",
    )
    assert occasion(NOTHING, path, [], TODAY, worker) == Occasion(
        title="第３回窓口改善検討会議",
        held_on=date(2023, 7, 21),
        hours="午前10時～11時30分",
        place="市役所３階 第２会議室",
        agenda=("窓口の混雑について", "番号札の導入について", "公用車予約システムについて", "その他"),
        materials=("資料１ 窓口の現状", "資料２ 番号札の見積り"),
    )


def test_an_agenda_whose_particulars_are_numbered_too() -> None:
    assert of_text(
        "庁内連絡会議の開催について\n１ 日時：8月4日（金）10時から\n２ 場所：大会議室\n"
        "３ 出席者：総務課長、市民課 佐藤主査、鈴木主任\n"
        "４ 議題\n(1) 避難所の運営\n(2) 備蓄品の更新\n５ 資料\n資料1 避難所一覧\n"
    ) == Occasion(
        title="庁内連絡会議の開催について",
        held_on=date(2023, 8, 4),
        hours="10時から",
        place="大会議室",
        present=("総務課長", "市民課 佐藤主査", "鈴木主任"),
        agenda=("避難所の運営", "備蓄品の更新"),
        materials=("資料1 避難所一覧",),
    )


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("次第\n1 開会\n2 予算の執行\n3 組織について（総務課）\n4 閉会", ("予算の執行", "組織について（総務課）")),
        ("議題１　窓口の混雑\n議題２　番号札の導入\n報告１　車の予約", ("窓口の混雑", "番号札の導入", "車の予約")),
        ("【議題】\n・窓口の混雑\n・番号札の導入\n【その他】", ("窓口の混雑", "番号札の導入")),
        ("■議題\n窓口の混雑について\n番号札の導入について", ("窓口の混雑について", "番号札の導入について")),
        ("議題：窓口の混雑について\n日時：7月21日", ("窓口の混雑について",)),
        ("10:00～10:05 開会\n", ()),
        ("1 予算\n2 その他\n (1) 次回の日程について\n (2) 次回：8月4日", ("予算", "次回の日程について")),
        (
            "次第\n１．開会（5分）\n２．協議事項\n①窓口の混雑（10分）\n②番号札の導入（20分）\n３．連絡事項\n４．閉会",
            ("窓口の混雑", "番号札の導入", "連絡事項"),
        ),
        (
            "1 各班からの報告\n (1) 窓口班\n (2) 車両班\n2 意見交換\n3 その他\n(1) 次回会議 8/4",
            ("窓口班", "車両班", "意見交換", "その他"),
        ),
    ],
)  # fmt: skip
def test_the_items_to_talk_about(text: str, items: tuple[str, ...]) -> None:
    assert of_text(text).agenda == items


@pytest.mark.parametrize(
    ("line", "day", "hours", "place"),
    [
        ("日時：令和5年7月21日（金）13時30分～15時　4階会議室", date(2023, 7, 21), "13時30分～15時", "4階会議室"),
        ("日時　R5.7.21 10:00-11:00", date(2023, 7, 21), "10:00-11:00", ""),
        ("令和5年度第2回連絡会議\n4/21(金) 10:30~", date(2023, 4, 21), "10:30~", ""),
        ("日時：3月10日（金）10時", date(2023, 3, 10), "10時", ""),
        ("2024年1月9日 午後2時から3時まで\n第1委員会室", date(2024, 1, 9), "午後2時から3時まで", "第1委員会室"),
        ("日時：12月20日", date(2023, 12, 20), "", ""),
    ],
)  # fmt: skip
def test_when_and_where(line: str, day: date, hours: str, place: str) -> None:
    read = of_text(line)
    assert (read.held_on, read.hours, read.place) == (day, hours, place)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("令和5年度第3回\n窓口改善検討会議\n次　第", "令和5年度第3回 窓口改善検討会議"),
        ("会議次第\n第2回公用車予約検討会（案）\n7月21日", "第2回公用車予約検討会"),
        ("窓口改善検討会議-20230721_100000-会議の記録", "窓口改善検討会議"),
        ("令和5年7月10日\n関係課長　様\n庁内連絡会議", "庁内連絡会議"),
        ("会議名：デジタル推進PT 議事録", "デジタル推進PT"),
        ("番号札の見積り", ""),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert of_text(text).title == title


def test_people_are_named_as_they_are_written() -> None:
    read = of_text(
        "出席者（敬称略）\n委員長　山田太郎\n・佐藤主査、鈴木主任\n高橋課長　田中係長\n（計5名）\n"
        "欠席者：なし\n事務局：総務課 伊藤\n１ 開会"
    )
    assert read.present == ("委員長 山田太郎", "佐藤主査", "鈴木主任", "高橋課長", "田中係長", "総務課 伊藤")
    assert read.absent == ()


def test_an_agenda_that_word_numbers_by_itself(tmp_path: Path, worker: Worker) -> None:
    document = docx.Document()
    document.add_heading("第3回窓口改善検討会議 次第", 0)
    table = document.add_table(2, 2)
    for row, (name, words) in zip(table.rows, [("日時", "令和5年7月21日 10時"), ("場所", "大会議室")], strict=True):
        row.cells[0].text, row.cells[1].text = name, words
    for style, words in [
        ("List Number", "開会"), ("List Number", "議題"), ("List Number 2", "窓口の混雑"),
        ("List Number 2", "番号札の導入"), ("List Number", "その他"), ("List Number", "閉会"),
    ]:  # fmt: skip
        document.add_paragraph(words, style)
    document.save(str(tmp_path / "次第.docx"))
    read = occasion(NOTHING, tmp_path / "次第.docx", [], TODAY, worker)
    assert (read.title, read.held_on, read.place) == ("第3回窓口改善検討会議", date(2023, 7, 21), "大会議室")
    assert read.agenda == ("窓口の混雑", "番号札の導入", "その他")


def deck(path: Path, *slides: tuple[str, str]) -> Path:
    presentation = pptx.Presentation()
    for title, words in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = words
    presentation.save(str(path))
    return path


def test_a_deck_lends_what_the_agenda_leaves_open(tmp_path: Path, worker: Worker) -> None:
    first = ("令和5年度第3回窓口改善検討会議資料", "令和5年7月21日（金）\n総務課")
    slides = deck(
        tmp_path / "資料.pptx", first, ("本日の議題", "１ 窓口の混雑\n２ 番号札の導入"), ("窓口の混雑", "昼に集中")
    )
    read = occasion(NOTHING, None, [slides], TODAY, worker)
    assert read == Occasion(
        title="令和5年度第3回窓口改善検討会議",
        held_on=date(2023, 7, 21),
        agenda=("窓口の混雑", "番号札の導入"),
        materials=("令和5年度第3回窓口改善検討会議資料",),
    )
    agenda = tmp_path / "次第.txt"
    agenda.write_text("窓口の打合せ\n１ 開会\n２ 混雑への対応\n", encoding="utf-8")
    both = occasion(NOTHING, agenda, [slides], TODAY, worker)
    assert (both.title, both.held_on, both.agenda) == ("窓口の打合せ", date(2023, 7, 21), ("混雑への対応",))


def test_titles_of_slides_that_are_spoken_of(tmp_path: Path, worker: Worker) -> None:
    slides = deck(
        tmp_path / "資料.pptx", ("連絡会議", ""), ("窓口の混雑について", "a"), ("番号札の導入", "b"), ("参考", "c")
    )
    said = talk("山田：窓口の混雑ですが、昼に多いです。\n佐藤：番号札の導入はどうですか。\n")
    assert occasion(said, None, [slides], TODAY, worker).agenda == ("窓口の混雑について", "番号札の導入")
    assert occasion(talk("山田：はい。\n佐藤：いいえ。\n"), None, [slides], TODAY, worker).agenda == ()


def test_the_head_of_the_transcript() -> None:
    said = talk(
        "窓口改善打合せメモ\n日時：7/21（金） 10時\n場所：第2会議室\n出席者：山田課長、佐藤主査\n"
        "１ 窓口の混雑\n・昼に集中\n２ 番号札\n・8月に導入\n"
    )
    assert occasion(said, None, [], TODAY) == Occasion(
        title="窓口改善打合せ",
        held_on=date(2023, 7, 21),
        hours="10時",
        place="第2会議室",
        present=("山田課長", "佐藤主査"),
        agenda=("窓口の混雑", "番号札"),
    )


def test_many_who_were_there_and_items_on_one_line_are_of_the_head() -> None:
    people = [f"第{n}地区連合自治会長 山崎{n}（防災部会・総務部会）" for n in range(1, 21)]
    said = talk(
        f"会議名：第2回防災会議\n出席：{'、'.join(people)}\n次第　1 避難所の鍵　2 備蓄　3 その他\n"
        "山崎：はい。\n佐藤：はい。\n"
    )
    found = occasion(said, None, [], TODAY)
    assert found.present == tuple(people)
    assert found.agenda == ("避難所の鍵", "備蓄", "その他")
    assert [one.speaker for one in said.said if one.speaker] == ["山崎", "佐藤"]


def test_a_head_on_one_line() -> None:
    said = talk("第3回窓口改善検討会議 令和5年7月21日（金）10時00分 市役所3階 大会議室\n山田：はい。\n佐藤：はい。\n")
    assert occasion(said, None, [], TODAY) == Occasion(
        title="第3回窓口改善検討会議", held_on=date(2023, 7, 21), hours="10時00分", place="市役所3階 大会議室"
    )


def test_the_day_in_the_name_of_the_file() -> None:
    said = talk("山田：はい。\n佐藤：いいえ。\n", "窓口会議_20230721.txt")
    assert occasion(said, None, [], TODAY) == Occasion(held_on=date(2023, 7, 21))


def opened(text: str) -> Occasion:
    return read_opening([Said(1, "司会", text, "発言1")], TODAY)


def test_the_opening_words() -> None:
    assert opened(
        "皆さん、おはようございます。ただいまから第3回窓口改善検討会議を開会します。本日は7月21日金曜日です。"
        "本日の議題は3つです。1つ目は窓口の混雑について、2つ目は、えー、番号札の導入について、3つ目はその他です。"
        "では1つ目から始めます。"
    ) == Occasion(
        title="第3回窓口改善検討会議",
        held_on=date(2023, 7, 21),
        agenda=("窓口の混雑について", "番号札の導入について", "その他"),
    )


def test_an_opening_that_is_spoken_freely() -> None:
    text = "雪がすごくてそれではあの広報担当者会議ということで令和6年の2月14日水曜日ですね今日、締切は3月です。"
    assert opened(text) == Occasion(title="広報担当者会議", held_on=date(2024, 2, 14))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("議題は窓口の混雑と番号札の導入の2件です。", ("窓口の混雑", "番号札の導入")),
        (
            "次第はお手元のとおりで、生成AIの試行、LINEの準備、視察の順に進めます。",
            ("生成AIの試行", "LINEの準備", "視察"),
        ),
        (
            "議題1、窓口の混雑について、議題2、番号札の導入について。以上です。",
            ("窓口の混雑について", "番号札の導入について"),
        ),
        ("議題は二つあります。一つ目が窓口の混雑で、二つ目がその他になります。", ("窓口の混雑", "その他")),
        (
            "今日は三つです。一つ目が庁舎の清掃、二つ目が鍵の管理、三つ目が年末の当番ということで、4時には終わります。",
            ("庁舎の清掃", "鍵の管理", "年末の当番"),
        ),
        (
            "今日は、お手元の次第にありますとおり、除雪の体制、それから融雪剤の配り方、あと、予算と契約ですね。",
            ("除雪の体制", "融雪剤の配り方", "予算と契約"),
        ),
        (
            "えっと今日は大きく4つで、名簿の更新と、会費の集め方と、夏の掃除の話、それから回覧のこと、この順でいきます。",
            ("名簿の更新", "会費の集め方", "夏の掃除", "回覧"),
        ),
        (
            "本日は報告が二つ、図書の貸出しと読書会。協議が三つ、開館時間と、席の予約と、それから休館日のことです。",
            ("図書の貸出し", "読書会", "開館時間", "席の予約", "休館日"),
        ),
        (
            "きょうはまず春の実績を課長から、それから券の配り方の話、で、来年の4月どうするか、最後にその他、という順番で。",
            ("春の実績", "券の配り方", "来年の4月どうするか", "その他"),
        ),
        ("順番は、道路課、河川課、公園課の順でお願いします。", ("道路課", "河川課", "公園課")),
        (
            "今日は二つです。避難所の鍵の件と、備蓄の件です。最後にその他で、当番の話を少しします。",
            ("避難所の鍵", "備蓄", "その他"),
        ),
        ("本日の議題はお手元の次第のとおりです。それでは議題1に入ります。", ()),
        ("今日は、佐藤さんが出張、田中さんと林さんが欠席です。", ()),
        ("今日は雨で、バスが遅れて、すみません。資料は三つ、次第と、名簿と、図面です。", ()),
        ("今日は暑いですね。9月なのに、30度もあって、クーラーが効かなくて。", ()),
        ("1つ目は費用の面です。2つ目は時間の面です。", ()),
    ],
)
def test_items_that_are_counted_out(text: str, items: tuple[str, ...]) -> None:
    assert opened(text).agenda == items


@pytest.mark.parametrize(
    "text", ["では会議を始めます。", "この会議を開催した理由は混雑です。", "前回の会議を開いたときの話です。"]
)
def test_words_that_name_no_meeting(text: str) -> None:
    assert opened(text) == Occasion()


def test_papers_that_cannot_be_read(tmp_path: Path, worker: Worker) -> None:
    locked = tmp_path / "次第.docx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(EncryptedFile, match=r"^次第\.docx: パスワード"):
        occasion(NOTHING, locked, [], TODAY, worker)
    (tmp_path / "次第.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(EmptyFile, match=r"^次第\.txt: "):
        occasion(NOTHING, tmp_path / "次第.txt", [], TODAY, worker)
