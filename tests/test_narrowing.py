"""What a search is held to: years, meetings, papers and phrases that a question says outright."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.naming import Known
from assistant.answering.narrowing import against, lets_in, settled
from assistant.answering.query import read
from assistant.desk import Desk
from assistant.settings import load
from assistant.wiring import build
from ingest.model import Document, Filters, Passage, Person, local_person
from ingest.outcomes import Progress

CLERK = Person("窓口")
TODAY = date(2024, 3, 1)
SURVEY = Document("s4", "職員調査_R4.txt", "0", "txt", "令和4年度職員調査", "調査", 1, date(2023, 2, 6), 2022)
NEXT = replace(
    SURVEY,
    id="s5",
    source="職員調査_R5.txt",
    title="令和5年度職員調査",
    held_on=date(2023, 10, 10),
    fiscal_year=2023,
)
UNDATED = replace(SURVEY, id="u", source="手順.txt", title="手順", kind="手引き", held_on=None, fiscal_year=None)
MEETING = replace(NEXT, id="m", source="第5回会議録.txt", title="第5回会議録", kind="会議録", meeting_number=5)
SITTING = replace(
    MEETING, id="a", source="本会議.txt", title="令和5年第6回定例会会議録第2号", meeting_number=2, session="第6回定例会"
)
PAPERS = (SURVEY, NEXT, UNDATED, MEETING)


def said(paper: Document, text: str) -> Passage:
    return Passage(f"{paper.id}-0", paper.id, 0, 1, "p.1", 0, len(text), text)


@pytest.mark.parametrize(
    ("question", "paper", "text", "stays"),
    [
        ("令和4年度の回答率", SURVEY, "回答率は62％", True),
        ("令和4年度の回答率", NEXT, "回答率は77％", False),
        ("令和4年度の回答率", UNDATED, "回答率は何％か", True),  # a paper that does not say stays
        ("令和4年度の回答率", NEXT, "令和４年度の62％から上がった", True),  # one that speaks of it, too
        ("令和4年度の回答率", NEXT, "R4は62％、R5は77％", True),
        ("令和4年度の回答率", NEXT, "令和四年度は62％", True),
        ("令和4年度の回答率", NEXT, "2022年度は62％", True),
        ("令和4年度の回答率", NEXT, "前年度の62％から上がった", True),
        ("令和4年度の回答率", NEXT, "令和5年2月に尋ねた前回より上がった", True),  # February is of 令和4年度
        ("令和4年度の回答率", NEXT, "令和4年2月の調査", False),  # ... and this of the year before
        ("令和4年度の回答率", NEXT, "令和14年度までの目標", False),
        ("令和5年度の目標", SURVEY, "来年度の目標", True),
        ("令和6年度の目標", SURVEY, "来年度の目標", False),
        ("R4のアンケートの回答率", SURVEY, "回答率は62％", True),  # held in 令和5年, of 令和4年度
        ("R4のアンケートの回答率", NEXT, "回答率は77％", False),
        ("第6回の会議の日時", MEETING, "会議は8月に開いた", False),
        ("第6回の会議の日時", MEETING, "次回 第６回会議 9月22日", True),  # the fifth announces the sixth
        ("第6回の会議の日時", MEETING, "次回 第六回会議 9月22日", True),
        ("第6回の会議の日時", NEXT, "会議は9月22日", True),  # of no meeting
        ("第6回の会議の日時", SITTING, "次の会議は9月22日", False),  # the sixth session is no sixth meeting of a team
        ("第6回の会議の日時", SITTING, "第6回市議会定例会の会議は9月22日", False),
        ("第6回の会議の日時", SITTING, "推進チームの第6回会議は9月22日", True),
        ("「回答率」は", SURVEY, "全体の回答 率は62％", True),
        ("「回答率」は", SURVEY, "回答は62％", False),
        ("「回答率」と「目標」は", SURVEY, "回答率は62％", False),  # all of them
        ("「職員調査」の回答", SURVEY, "回答は62％", True),  # a title counts
        ("昨年度の回答率", NEXT, "回答率は77％", True),  # 昨年度 may be a paper's own word
        ("令和4年の回答率", NEXT, "回答率は77％", True),  # a year alone may be that of the matter
    ],
)
def test_which_passages_stay(question: str, paper: Document, text: str, stays: bool) -> None:
    asked = read(question, today=TODAY, known=Known(fiscal_years=(2022, 2023)))
    assert lets_in(asked, paper, said(paper, text), lambda one: one.title) is stays


def test_a_paper_is_of_the_year_it_is_called_by() -> None:
    budget = replace(SURVEY, id="b", source="yosan.pdf", title="予算書", held_on=date(2026, 3, 2), fiscal_year=2025)
    passage, asked = said(budget, "教育費 5,397千円"), read("令和8年度の教育費")
    assert lets_in(asked, budget, passage, lambda paper: "令和8年度みなと市一般会計予算")
    assert not lets_in(asked, budget, passage, lambda paper: "みなと市一般会計予算")


@pytest.mark.parametrize(
    ("question", "dropped"),
    [
        ("令和4年度の回答率", []),
        ("令和3年度の回答率", ["fiscal_year"]),
        ("第5回の会議の日時", []),
        ("第6回の会議の日時", ["meeting_number"]),
        ("令和5年度第5回の議題", []),
        ("令和4年度第5回の議題", ["meeting_number"]),  # the year is surer than the number
        ("令和3年度第5回の議題", ["fiscal_year"]),
        ("令和2年第3回定例会の議事録", ["year", "session_number"]),
    ],
)
def test_what_no_paper_agrees_with_is_dropped_and_said(question: str, dropped: list[str]) -> None:
    asked = read(question)
    left = settled(asked, PAPERS)
    assert left.read_as.values.get("dropped", []) == dropped
    assert left.wanted.required == asked.wanted.required - set(dropped)
    assert left.read_as.label.count("合う資料がないため外しました") == len(dropped)
    assert [key for key, _ in left.read_as.chips if key in dropped] == []


def test_a_dropped_wish_no_longer_speaks_against_a_paper() -> None:
    left = settled(read("第6回の会議の日時"), PAPERS)
    assert left.wanted.meeting_number is None
    assert against(left.wanted, MEETING) == ()


def test_what_the_person_chose_holds_before_what_the_question_says() -> None:
    assert "fiscal_year" not in read("令和5年度の予算", Filters(fiscal_years=(2022,))).wanted.required


# ---- with a real library

OF_4, OF_5, UNTIMED = "令和4年度職員アンケート結果.txt", "令和5年度職員アンケート結果.txt", "アンケートの手順.txt"
TEXTS = {
    OF_4: "令和4年度職員アンケート結果\n\n総務部の回答率は62.0％である。\n\n導入を望む声が多い。\n",
    OF_5: "令和5年度職員アンケート結果\n\n総務部の回答率は77.2％である。\n\n"
    "総務部の回答率は、前年度の62.0％から上がった。\n",
    UNTIMED: "アンケートの手順\n\n総務部の回答率は集計の翌日に公表する。\n",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("sisters")
    (folder / "papers").mkdir()
    for name, text in TEXTS.items():
        (folder / "papers" / name).write_text(text, encoding="utf-8")
    with build(load(folder / "home")) as desk:
        events = desk.ingest([folder / "papers"], local_person())
        assert len([one for one in events if not isinstance(one, Progress)]) == len(TEXTS)
        yield desk


def sources(desk: Desk, question: str, filters: Filters = Filters()) -> list[str]:
    found = desk.search(question, CLERK, today=TODAY, filters=filters)
    return list(dict.fromkeys(hit.document.source for hit in found.hits))


def test_of_two_papers_of_one_kind_the_year_asked_for_answers(desk: Desk) -> None:
    assert sources(desk, "令和4年度のアンケートで総務部の回答率は")[0] == OF_4
    assert sources(desk, "令和5年度のアンケートで総務部の回答率は")[0] == OF_5
    assert OF_4 not in sources(desk, "令和5年度のアンケートで総務部の回答率は")
    assert UNTIMED in sources(desk, "令和5年度のアンケートで総務部の回答率は")
    assert set(sources(desk, "アンケートで総務部の回答率は")) == set(TEXTS)


def test_a_year_of_no_paper_is_dropped_and_all_is_searched(desk: Desk) -> None:
    found = desk.search("令和元年度のアンケートで総務部の回答率は", CLERK)
    assert found.read_as.values["dropped"] == ["fiscal_year"]
    assert "令和元年度（2019年度）（合う資料がないため外しました）" in found.read_as.label
    assert {hit.document.source for hit in found.hits} == set(TEXTS)


def test_a_phrase_in_quotation_marks_is_in_every_passage(desk: Desk) -> None:
    assert sources(desk, "回答率が「前年度」と比べてどうか") == [OF_5]
    found = desk.search("回答率の「目標」は", CLERK)
    assert found.read_as.values["dropped"] == ["must"]
    assert found.hits


def test_a_paper_named_as_the_place_of_the_answer_is_the_only_one(desk: Desk) -> None:
    assert sources(desk, "令和4年度職員アンケート結果では、総務部の回答率は") == [OF_4]
    assert sources(desk, f"{OF_5}の総務部の回答率は") == [OF_5]
    assert set(sources(desk, "職員アンケート結果の公表の手順")) == set(TEXTS)


def test_the_answer_says_what_was_dropped(desk: Desk) -> None:
    *_, last = desk.ask("第9回の会議で総務部の回答率はいくらとされたか", CLERK)
    assert last.answer.read_as.values["dropped"] == ["meeting_number"]  # type: ignore[union-attr]


def test_what_the_person_chose_never_gives_way(desk: Desk) -> None:
    chosen = Filters(sources=(OF_4,))
    assert sources(desk, "令和5年度のアンケートで総務部の回答率は", chosen) == [OF_4]
