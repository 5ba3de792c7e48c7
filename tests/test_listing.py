"""Find all: the complete list over three sittings, worked out by hand, and against a scan of the texts."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from assistant import list_file
from assistant.answering.listing import asks_for_all, of_office
from assistant.answering.query import read
from assistant.answering.topic import topic_of
from assistant.answering.values import Answer, Answered, Count, Entry, Listing, Mention, ReadAs
from assistant.cli import main
from assistant.desk import Desk
from assistant.settings import load
from assistant.wiring import build
from ingest.errors import ShirubeError
from ingest.japanese.folding import squeeze
from ingest.library.library import Library
from ingest.library.words import WordsView
from ingest.model import Document, Filters, Person, Role, local_person
from tests.shelf import paper
from tests.three_sittings import FIRST, PLAN, SECOND, THIRD, write

CLERK = Person("窓口", frozenset({"窓口課"}))
STRANGER = Person("ほかの人", frozenset({"ほかの課"}))
TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sittings")
    with build(load(folder / "home")) as desk:
        list(desk.ingest([write(folder / "papers")], local_person(), audience="dept:窓口課"))
    return folder / "home"


@pytest.fixture
def desk(home: Path, tmp_path: Path) -> Iterator[Desk]:
    with build(load(shutil.copytree(home, tmp_path / "home"))) as desk:
        yield desk


def places(listing: Listing) -> list[tuple[str, str]]:
    return [(entry.document.source, entry.speaker) for entry in listing.entries]


def answer(desk: Desk, question: str) -> Answer:
    *_, last = desk.ask(question, CLERK, today=TODAY)
    assert isinstance(last, Answered)
    return last.answer


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("空き家についての発言をすべて", ("空き家",)),
        ("空き家の利活用に関する答弁を一覧で", ("空き家", "利活用")),
        ("町長の学童クラブについての答弁をすべて挙げてください", ("学童クラブ",)),
        ("令和4年度の防災訓練に関する質問をすべて教えて", ("防災訓練",)),
        ("令和5年第1回定例会での給食費についての発言をすべて", ("給食費",)),
        ("「空き家バンク」についての発言をすべて", ("空き家バンク",)),
        ("避難所の備蓄に触れた箇所をすべて", ("避難所", "備蓄")),
        ("空き家対策の答弁の変遷", ("空き家対策",)),
        ("議会改革についての発言一覧", ("議会改革",)),
        ("一般質問で空き家を取り上げた発言をすべて", ("空き家",)),
        ("65歳以上の高齢者についての発言をすべて", ("高齢者",)),
        ("生成AIについての言及をすべて", ("生成ai",)),
    ],
)
def test_what_a_list_is_about(question: str, parts: tuple[str, ...]) -> None:
    topic = topic_of(read(question, today=TODAY))
    assert topic is not None
    assert topic.parts == parts


def test_a_topic_is_named_as_it_was_written() -> None:
    topic = topic_of(read("生成AIの活用についての発言をすべて"))
    assert topic is not None
    assert topic.label == "生成AIの活用"


def test_an_office_taken_back_is_no_topic() -> None:
    topic = topic_of(read("町長の空き家についての答弁をすべて", ignoring=frozenset({"office"})))
    assert topic is not None
    assert topic.parts == ("空き家",)


def test_a_list_of_everything_is_about_nothing(desk: Desk) -> None:
    with pytest.raises(ShirubeError, match="話題"):
        desk.find_all("発言をすべて", CLERK)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("空き家についての発言をすべて", True),
        ("空き家についてすべて", True),
        ("補助について必要書類をすべて教えてください", False),  # its answer is a list of papers to bring
        ("空き家について", False),
    ],
)
def test_who_asks_for_all(question: str, asks: bool) -> None:
    assert asks_for_all(read(question)) is asks


def test_all_that_was_said_in_order_of_date(desk: Desk) -> None:
    found = desk.find_all("空き家についての発言をすべて", CLERK, today=TODAY)
    assert found.topic == "空き家"
    assert places(found) == [
        (FIRST, "桐生和子"),
        (FIRST, "町長（長谷川環）"),
        (SECOND, "乾圭"),
        (SECOND, "町長（長谷川環）"),
        (THIRD, "桐生和子"),
        (THIRD, "町長（山野楓）"),
    ]
    assert found.by_year == (
        Count("令和3年（2021年）", 2),
        Count("令和4年（2022年）", 2),
        Count("令和5年（2023年）", 2),
    )
    assert set(found.by_speaker[:2]) == {Count("桐生和子", 2), Count("町長（長谷川環）", 2)}
    second = found.entries[1]
    assert [mention.text for mention in second.mentions] == [
        "町内の空き家は180戸です。",
        "空き家の調査を毎年行っています。",
        "空き家の除却の補助は行っておりません。",
    ]
    assert (second.label, second.role) == ("発言3", Role.EXECUTIVE)
    assert "ほかに4件" in found.notice  # three agendas and the plan


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "町長の空き家についての答弁をすべて",
            [(FIRST, "町長（長谷川環）"), (SECOND, "町長（長谷川環）"), (THIRD, "町長（山野楓）")],
        ),
        ("桐生議員の空き家についての質問をすべて", [(FIRST, "桐生和子"), (THIRD, "桐生和子")]),
        ("令和4年の空き家についての発言をすべて", [(SECOND, "乾圭"), (SECOND, "町長（長谷川環）")]),
        ("令和4年の空き家についての記述をすべて", [(SECOND, ""), (SECOND, "乾圭"), (SECOND, "町長（長谷川環）")]),
        ("令和5年第2回定例会での空き家についての答弁をすべて", [(THIRD, "町長（山野楓）")]),
        ("乾議員の質問に対する空き家の答弁をすべて", [(SECOND, "町長（長谷川環）")]),
        ("空き家の除却の補助についての発言をすべて", [(FIRST, "町長（長谷川環）"), (THIRD, "町長（山野楓）")]),
        ("令和2年の空き家についての発言をすべて", []),
    ],
)  # fmt: skip
def test_what_was_read_narrows_the_list(desk: Desk, question: str, expected: list[tuple[str, str]]) -> None:
    assert places(desk.find_all(question, CLERK, today=TODAY)) == expected


def test_what_is_written_counts_where_it_is_asked_for(desk: Desk) -> None:
    found = desk.find_all("空き家についての記述をすべて", CLERK, today=TODAY)
    assert len(found.entries) == 10
    assert places(found)[-1] == (PLAN, "")
    assert found.by_year[-1] == Count("日付なし", 1)


def test_a_list_is_narrowed_by_hand_and_by_what_is_taken_back(desk: Desk) -> None:
    question = "令和4年の空き家についての発言をすべて"
    assert len(desk.find_all(question, CLERK, today=TODAY, ignoring=frozenset({"year"})).entries) == 6
    by_hand = Filters(sources=(THIRD,))
    assert len(desk.find_all("空き家についての発言をすべて", CLERK, filters=by_hand, today=TODAY).entries) == 2
    assert desk.find_all(question, STRANGER, today=TODAY).entries == ()


def test_ask_gives_the_count_and_the_list(desk: Desk) -> None:
    given_ = answer(desk, "空き家についての発言をすべて")
    assert given_.text.startswith("「空き家」に触れた箇所は6件です。")
    assert given_.listing is not None
    assert [c.number for c in given_.citations] == [1, 2, 3, 4, 5, 6]
    assert all(c.quote in c.passage.text for c in given_.citations)


def test_an_empty_list_says_what_lies_beside_it(desk: Desk) -> None:
    nothing = answer(desk, "令和2年の空き家についての発言をすべて")
    assert nothing.abstained
    assert nothing.notice.startswith(
        "「空き家」に触れた箇所は、読み取った条件では0件です。読み取った条件に合わない箇所が、ほかに10件"
    )
    assert len(nothing.nearest) == 3


def test_a_question_for_anything_else_is_answered_as_ever(desk: Desk) -> None:
    assert answer(desk, "図書館の開館時間は何時までですか").listing is None


LETTERS = st.text(alphabet="空き家予算館の、。\n 東a", min_size=0, max_size=30)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(LETTERS, min_size=1, max_size=4), topic=st.sampled_from(["空き家", "予算", "館"]))
def test_the_list_is_what_a_scan_finds(texts: list[str], topic: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("scan")
    made = [paper(folder / "papers", f"{n}.txt", text + "\n") for n, text in enumerate(texts)]
    with Library(folder / "home") as library:
        library.add_all(made)
        words = WordsView(folder / "words", library)
        words.catch_up()
        from assistant.answering.listing import find_all

        found = find_all(
            library, words, read(f"「{topic}」の記述をすべて" if len(topic) > 1 else f"{topic}の記述をすべて"), Person()
        )
        words.close()
    scanned = {one.id for each in made for one in each.passages if topic in squeeze(one.text)}
    assert found is not None
    assert {entry.passage for entry in found.entries} == scanned


def test_a_word_that_a_line_break_parts_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "令和5年6月1日\n\nこの町の予\n算は、町の空き\n家の対策に充てる。\n", encoding="utf-8"
    )
    with build(load(tmp_path / "home")) as desk:
        list(desk.ingest([tmp_path / "a.txt"], local_person()))
        for word in ("予算", "空き家"):
            assert len(desk.find_all(f"{word}についての記述をすべて", CLERK).entries) == 1


def test_a_speakers_own_office_speaks_of_nothing(tmp_path: Path) -> None:
    text = (
        "総務委員会会議録\n\n令和5年6月1日（木曜日）\n\n○堺委員長　ただいまから総務委員会を開会いたします。\n"
        "○乾委員　備蓄は足りていますか。\n○防災課長（堀　道夫君）　足りております。\n"
        "○乾委員　訓練はどうですか。\n○防災課長（堀　道夫君）　防災訓練を毎年行います。\n○堺委員長　散会いたします。\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with build(load(tmp_path / "home")) as desk:
        list(desk.ingest([tmp_path / "a.txt"], local_person()))
        (entry,) = desk.find_all("防災についての発言をすべて", CLERK).entries
    assert [mention.text for mention in entry.mentions] == ["防災訓練を毎年行います。"]


def test_an_office_is_no_deputy() -> None:
    assert of_office("知事（小池花子）", "知事")
    assert not of_office("副知事（小池花子）", "知事")
    assert of_office("教育委員会学校教育部長", "学校教育部長")


# ---- table files


def dangerous() -> Listing:
    document = Document("d", "=cmd.txt", "0", "txt", "+題名", "会議録", 1, date(2023, 6, 1))
    said = (Mention('=HYPERLINK("http://example.com")', 0, 5, "d-0"),)
    entries = tuple(
        Entry(document, "d-0", 1, "p.1", speaker, Role.EXECUTIVE, said)
        for speaker in ("@知事", "-部長", "\t課長", "町長")
    )
    return Listing("空き家", ReadAs(), entries, (Count("令和5年（2023年）", 4),), (Count("@知事", 1),))


def test_no_cell_is_a_formula() -> None:
    table = list(csv.reader(io.StringIO(list_file.to_csv(dangerous()).decode("utf-8-sig"))))
    assert [row[6] for row in table[1:]] == ["'@知事", "'-部長", "'\t課長", "町長"]
    assert table[1][3:5] == ["'+題名", "'=cmd.txt"]
    assert table[1][8] == '\'=HYPERLINK("http://example.com")'
    assert list_file.to_csv(dangerous()).startswith(b"\xef\xbb\xbf")
    book = CalamineWorkbook.from_filelike(io.BytesIO(list_file.to_xlsx(dangerous())))
    assert book.sheet_names == ["一覧", "件数"]
    assert [row[6] for row in book.get_sheet_by_name("一覧").to_python()][1:] == ["'@知事", "'-部長", "'\t課長", "町長"]
    assert book.get_sheet_by_name("件数").to_python()[4] == ["'@知事", 1.0]


def test_the_command_writes_the_list(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = ["search", "空き家についての発言をすべて", "--all", "--home", str(home)]
    for name in ("list.csv", "list.xlsx"):
        with pytest.raises(SystemExit) as ended:
            main([*question, "--out", str(tmp_path / name)])
        assert ended.value.code == 0
    assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig").count("空き家について伺います。") == 1
    rows = CalamineWorkbook.from_path(str(tmp_path / "list.xlsx")).get_sheet_by_name("一覧").to_python()
    assert [row[6] for row in rows[1:]][:2] == ["桐生和子", "町長（長谷川環）"]
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main([*question, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["topic"], len(told["list"])) == (6, "空き家", 6)
    assert told["by_speaker"][0]["count"] == 2
    assert told["list"][5]["quotes"] == ["空き家の除却の補助を上限50万円で行います。"]


def test_the_command_ask_prints_and_gives_the_list(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = ["ask", "空き家についての発言をすべて", "--home", str(home)]
    with pytest.raises(SystemExit):
        main(question)
    shown = capsys.readouterr().out
    assert "「空き家」に触れた箇所: 6件" in shown
    assert "発言者ごと: 桐生和子 2件" in shown
    assert shown.count("空き家の調査を毎年行っています。") == 2
    with pytest.raises(SystemExit):
        main([*question, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert len(told["list"]) == 6
    assert told["citations"][1]["exchange"]["question"]["speaker"] == "桐生和子"
    assert [one["speaker"] for one in told["citations"][1]["exchange"]["answers"]] == [
        "町長（長谷川環）",
        "教育長（三宅典子）",
    ]


@pytest.mark.parametrize("options", [["--out", "a.txt"], ["--questions", "a.jsonl"]])
def test_a_list_to_nowhere_is_wrong_usage(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    question = [] if "--questions" in options else ["空き家についての発言をすべて"]
    with pytest.raises(SystemExit) as ended:
        main(["search", *question, "--all", *options])
    assert ended.value.code == 2
    assert "--all" in capsys.readouterr().err
