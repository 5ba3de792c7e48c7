"""What a question wants of its papers: years, days, meetings, people, kinds; and how well a paper is what it wants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from ingest.japanese.dates import either_way
from ingest.japanese.folding import fold
from ingest.japanese.sittings import Sitting, sitting
from ingest.japanese.tokens import bigrams

_MONTH_OF_FILE = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")
# What every meeting is called by, which tells no body from another.
_RELATIVE_WORD = re.compile(r"[前次]回|直近|最新|[ぁ-ん]+|会議録?|議事録?|資料")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was read of the papers that answer; an empty field wants nothing.

    All of it speaks for a paper: a search prefers by it. `required` are the keys of `ReadAs.values` that a search is
    held to, and lets go of where nothing is left.
    """

    fiscal_years: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    held_from: date | None = None
    held_to: date | None = None
    meeting_number: int | None = None
    counter: str = "回"  # what the meeting is counted in: 第3回, or 第3号 of minutes
    session_number: int | None = None
    session_month: int | None = None
    relative: str = ""  # previous or next
    speakers: tuple[str, ...] = ()  # who spoke what is asked for, as passages name them
    asked_by: tuple[str, ...] = ()  # whose question is meant; the answer is another's
    offices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()


class Marked(Protocol):
    """A paper as far as its own marks are known; a `Document` is one."""

    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def held_on(self) -> date | None: ...
    @property
    def fiscal_year(self) -> int | None: ...
    @property
    def meeting_number(self) -> int | None: ...
    @property
    def session(self) -> str: ...


def meets(wanted: Wanted, paper: Marked) -> dict[str, bool]:
    """For each mark that both the question names and the paper bears: whether they agree."""
    held, met = paper.held_on, dict[str, bool]()
    # Every paper of a library is asked, so what is not wanted is not worked out.
    session = _sitting(paper.session) if wanted.session_number is not None or wanted.session_month is not None else None
    if wanted.fiscal_years and paper.fiscal_year is not None:
        met["fiscal_year"] = paper.fiscal_year in wanted.fiscal_years
    if wanted.years and (agrees := _is_of_years(wanted.years, paper)) is not None:
        met["year"] = agrees
    if held is not None and (wanted.held_from or wanted.held_to):
        met["date"] = (wanted.held_from or date.min) <= held <= (wanted.held_to or date.max)
    elif wanted.held_from and wanted.held_to and (months := months_named(paper.source)):
        met["date"] = any(_is_within(wanted.held_from, wanted.held_to, *month) for month in months)
    if wanted.meeting_number is not None and (number := _numbered(paper, wanted.counter)) is not None:
        met["meeting_number"] = number == wanted.meeting_number
    elif wanted.meeting_number is not None and wanted.counter == "回" and paper.session:
        met["meeting_number"] = False  # an assembly's sitting: its sessions are counted by themselves
    if session is None:
        return met
    if wanted.session_number is not None and session.session_number is not None:
        met["session_number"] = session.session_number == wanted.session_number
    if wanted.session_month is not None and session.session_month is not None:
        met["session_month"] = session.session_month == wanted.session_month
    elif wanted.session_month is not None and paper.session and held is not None:
        # A session is named by the month it is called for, and may begin the month before or go on into the next.
        met["session_month"] = (held.month - wanted.session_month) % 12 in (11, 0, 1)
    return met


@cache
def months_named(source: str) -> frozenset[tuple[int, int]]:
    """Year and month that a file is named by: kondate_202506.xlsx."""
    return frozenset((int(year), int(month)) for year, month in _MONTH_OF_FILE.findall(fold(source)))


def _is_within(first: date, last: date, year: int, month: int) -> bool:
    """Whether a month has some of the days from `first` to `last`."""
    return (first.year, first.month) <= (year, month) <= (last.year, last.month)


def _numbered(paper: Marked, counter: str) -> int | None:
    """The number of a paper's meeting; None where its names count in another way: 第4号 is no 第4回."""
    number = paper.meeting_number
    counted = _counted_in(f"{paper.title}\n{paper.source}", number) if number is not None else ""
    return number if not counted or counter in counted else None


@cache
def _counted_in(names: str, number: int) -> str:
    return "".join(re.findall(rf"第\s*{either_way(number)}\s*([回号])", fold(names)))


@cache
def _sitting(session: str) -> Sitting:
    return sitting(fold(session))


def _is_of_years(years: tuple[int, ...], paper: Marked) -> bool | None:
    """Whether a paper is of one of the years as people say them: R4のアンケート may have been held in the 年度."""
    fiscal, held = paper.fiscal_year, paper.held_on
    if fiscal in years or (held is not None and held.year in years):
        return True
    # Of a paper with a 年度 and no day, January to March may be meant.
    return None if held is None and (fiscal is None or fiscal + 1 in years) else False


def is_spoken_by(wanted: Wanted, speaker: str) -> bool | None:
    """Whether a passage's speaker is the person or holds the office asked for; None where nobody is asked for."""
    if not speaker or not (wanted.speakers or wanted.offices):
        return None
    office = fold(speaker).partition("(")[0]
    return speaker in wanted.speakers or any(office.endswith(one) for one in wanted.offices)


def day_meant(wanted: Wanted, terms: str, papers: Iterable[Marked], today: date) -> date | None:
    """The day that 前回 or 次回 means among `papers` that numbered meetings or sessions bore; None for no such word.

    前回 is the last day before `today`, 次回 the first from then on, or, where no paper is of such a day, the last
    day before it: its papers announce the next. Of several bodies the one counts whose titles the question names best.
    """
    if not wanted.relative:
        return None
    held = [paper for paper in papers if paper.held_on and (paper.meeting_number is not None or paper.session)]
    parts = set(bigrams(_RELATIVE_WORD.sub(" ", fold(terms))))
    named = [len(parts & set(bigrams(fold(paper.title)))) for paper in held]
    days = sorted({p.held_on for p, n in zip(held, named, strict=True) if n == max(named) and p.held_on})
    if wanted.relative == "next" and (after := [day for day in days if day >= today]):
        return after[0]
    return max((day for day in days if day < today), default=None)
