"""Which papers a question wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.query import read
from assistant.answering.wanted import Wanted, day_meant, meets
from ingest.model import Document

TODAY = date(2023, 7, 21)
PAPER = Document(
    "d", "a.pdf", "0", "pdf", "令和5年度第3回 PT会議", "会議録", 1, date(2023, 6, 29), 2023, meeting_number=3
)
SITTING = replace(PAPER, title="会議録", held_on=date(2023, 9, 12), session="令和5年第3回定例会", meeting_number=2)


@pytest.mark.parametrize(
    ("question", "paper", "met"),
    [
        ("令和5年度第3回の議題", PAPER, {"fiscal_year": True, "meeting_number": True}),
        ("令和4年度第3回の議題", PAPER, {"fiscal_year": False, "meeting_number": True}),
        ("令和5年の議題", PAPER, {"year": True}),
        ("先月の会議の議題", PAPER, {"date": True}),
        ("今月の会議の議題", PAPER, {"date": False}),
        ("令和5年4月以降の議題", PAPER, {"date": True}),
        ("第3回定例会の議題", PAPER, {}),  # this paper is of no session
        ("第3回定例会の議題", SITTING, {"session_number": True}),
        ("第2回定例会の議題", SITTING, {"session_number": False}),
        ("9月定例会の議題", SITTING, {"session_month": True}),
        ("12月定例会の議題", SITTING, {"session_month": False}),
        ("6月定例会の議題", replace(SITTING, session="令和5年6月定例会"), {"session_month": True}),
        (
            "3月定例会の議題",
            replace(SITTING, held_on=date(2023, 2, 24)),
            {"session_month": True},
        ),  # it begins in February
        ("1月定例会の議題", replace(SITTING, held_on=date(2022, 12, 20)), {"session_month": True}),
        ("議題", PAPER, {}),
        ("令和5年度の議題", replace(PAPER, held_on=None, fiscal_year=None), {}),
        ("令和5年の議題", replace(PAPER, held_on=None), {"year": True}),
        ("令和6年の議題", replace(PAPER, held_on=None), {}),  # it may be of January to March
        ("令和5年の議題", replace(PAPER, held_on=date(2024, 2, 1)), {"year": True}),  # R5 as people say it
        ("令和6年の議題", replace(PAPER, held_on=date(2024, 2, 1)), {"year": True}),
        ("令和4年の議題", replace(PAPER, held_on=date(2024, 2, 1)), {"year": False}),
        ("会議録第3号の議題", PAPER, {}),  # 第3号 is no 第3回
        ("会議録第2号の議題", replace(SITTING, title="会議録（第二号）", session=""), {"meeting_number": True}),
        ("第2回の議題", replace(SITTING, title="会議録（第二号）", session=""), {}),
        # An assembly counts its sessions by themselves: the third meeting of a team is none of theirs.
        ("第3回の会議の議題", replace(SITTING, title="第3回定例会会議録（第二号）"), {"meeting_number": False}),
    ],
)
def test_what_a_paper_meets(question: str, paper: Document, met: dict[str, bool]) -> None:
    assert meets(read(question, today=TODAY).wanted, paper) == met


def meeting(title: str, day: date) -> Document:
    return replace(PAPER, title=title, held_on=day)


PT = [meeting("デジタル推進PT会議", date(2023, month, 20)) for month in (4, 6, 8)]
OTHERS = [meeting("防災会議", date(2023, 7, 10)), meeting("防災会議", date(2023, 7, 30))]
NOTICE = replace(PAPER, title="デジタル推進のお知らせ", held_on=date(2023, 7, 20), meeting_number=None)


@pytest.mark.parametrize(
    ("question", "papers", "day"),
    [
        ("前回のデジタル推進PT会議の議題", [*PT, *OTHERS, NOTICE], date(2023, 6, 20)),
        ("次回のデジタル推進PT会議の議題", [*PT, *OTHERS, NOTICE], date(2023, 8, 20)),
        ("前回の防災会議の議題", [*PT, *OTHERS], date(2023, 7, 10)),
        ("前回の会議の議題", [*PT, *OTHERS], date(2023, 7, 10)),
        ("次回の会議はいつか", PT[:2], date(2023, 6, 20)),  # its papers announce the next
        ("前回の会議の議題", PT[2:], None),
        ("前回の会議の議題", [], None),
        ("会議の議題", PT, None),
    ],
)
def test_the_day_of_the_last_and_the_next_meeting(question: str, papers: list[Document], day: date | None) -> None:
    asked = read(question)
    assert day_meant(asked.wanted, asked.terms, papers, TODAY) == day


def test_nothing_wanted_meets_nothing() -> None:
    assert meets(Wanted(), PAPER) == {}
