"""What a search is held to: the year, the meeting, the paper and the phrases that a question says outright.

A passage stays when its paper agrees, when its paper does not say, or when the passage itself speaks of what is asked:
the minutes of 令和5年 tell of 令和4年度, and the fifth meeting announces the sixth. What no paper agrees with is let go
of and said (`ReadAs.values["dropped"]`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from assistant.answering.query import Question
from assistant.answering.reading import drop
from assistant.answering.wanted import Wanted, meets
from ingest.japanese.dates import either_way, in_kanji
from ingest.japanese.folding import squeeze
from ingest.model import Document, Filters, Passage

# The order in which they hold; what is let go of goes from the last. A year is surer than the number of a meeting.
_ORDER = ("source", "fiscal_year", "year", "session_number", "session_month", "meeting_number", "must")
_FIELDS = {"source": "sources", "fiscal_year": "fiscal_years", "year": "years"}  # of `Wanted`, where named otherwise
_OF_PAPERS = frozenset(_ORDER) - {"must"}
_ERAS = (("令和", "r", 2018), ("平成", "h", 1988), ("昭和", "s", 1925))
_LONGEST_ERA = 64
# How a paper names the year before its own and the one after it.
_BESIDE = {
    "fiscal_year": {-1: re.compile("[昨前]年度"), 1: re.compile("[来翌次]年度")},
    "year": {-1: re.compile("[昨前]年"), 1: re.compile("[来翌]年")},
}


def holds_papers(asked: Question) -> bool:
    """Whether the papers must be looked through before the search."""
    return bool(asked.wanted.required & _OF_PAPERS)


def settled(asked: Question, papers: Iterable[Document], keeping: str = "") -> Question:
    """The question without the wishes that none of `papers` agrees with, once those before them in order hold.

    `keeping` is one of them that holds all the same, for passages may speak of it.
    """
    left, gone = list(papers), list[str]()
    for key in _ORDER:
        if key not in asked.wanted.required & _OF_PAPERS or key == keeping:
            continue
        said = [(paper, _agrees(asked.wanted, paper).get(key)) for paper in left]
        if any(agrees for _, agrees in said):
            left = [paper for paper, agrees in said if agrees is not False]
        else:
            gone.append(key)
    return without(asked, gone)


def without(asked: Question, keys: Sequence[str]) -> Question:
    """The question without the wish for `keys`, which emptied the result and are said as dropped."""
    if not keys:
        return asked
    fields = [_FIELDS.get(key, key) for key in keys if key != "must"]
    wanted = replace(
        asked.wanted,
        required=asked.wanted.required - frozenset(keys),
        **{name: getattr(Wanted(), name) for name in fields},
    )
    return replace(asked, read_as=drop(asked.read_as, keys), wanted=wanted)


def last_held(asked: Question) -> str | None:
    """The first key to let go of when nothing is left."""
    return next((key for key in reversed(_ORDER) if key in asked.wanted.required), None)


def against(wanted: Wanted, paper: Document) -> tuple[str, ...]:
    """What the question is held to and the paper is not."""
    if not wanted.required:
        return ()
    agrees = _agrees(wanted, paper)
    return tuple(key for key in _ORDER if key in wanted.required and agrees.get(key) is False)


def lets_in(asked: Question, paper: Document, passage: Passage, called: Callable[[Document], str]) -> bool:
    """Whether a passage is within what the question is held to; `called` is what a paper calls itself, squeezed.

    A budget of 令和8年度 that is dated 令和8年3月 is of the 年度 it is called by, too.
    """
    keys, must = against(asked.wanted, paper), asked.must if "must" in asked.wanted.required else ()
    if not keys and not must:
        return True
    said, name = squeeze(f"{passage.heading}。{passage.index}。{passage.text}"), called(paper)
    if not all(phrase in said or phrase in name for phrase in map(squeeze, must)):
        return False
    return all(
        _names(asked.wanted, key, said) or _names(asked.wanted, key, name) or _beside(asked.wanted, key, paper, said)
        for key in keys
    )


def names_meeting(wanted: Wanted, passage: Passage) -> bool:
    """Whether a passage speaks of the meeting asked for by its number, as the first meeting's table of days does."""
    return _names(wanted, "meeting_number", squeeze(f"{passage.heading}。{passage.index}。{passage.text}"))


def admits(filters: Filters, paper: Document) -> bool:
    """Whether a paper is among those that the person chose."""
    return (
        (not filters.sources or paper.source in filters.sources)
        and (not filters.kinds or paper.kind in filters.kinds)
        and (not filters.fiscal_years or paper.fiscal_year in filters.fiscal_years)
        and (not filters.documents or paper.id in filters.documents)
    )


def _agrees(wanted: Wanted, paper: Document) -> dict[str, bool]:
    named = {"source": paper.source in wanted.sources} if wanted.sources else {}
    return named | meets(wanted, paper)


def _names(wanted: Wanted, key: str, said: str) -> bool:
    """Whether squeezed words name the year or the meeting asked for."""
    if key in ("fiscal_year", "year"):
        pattern = _fiscal_year if key == "fiscal_year" else _year
        return any(pattern(year).search(said) for year in getattr(wanted, _FIELDS[key]))
    number = getattr(wanted, key, None)
    if number is None:
        return False
    written = {
        "session_number": rf"第{either_way(number)}回[^。]{{0,12}}?(?:定例|臨時)",
        "session_month": rf"(?<!\d){either_way(number)}月[^。]{{0,8}}?(?:定例|臨時|議会)",
        # An assembly counts its sessions by themselves: the third meeting of a team is not 第3回定例会.
        "meeting_number": rf"第{either_way(number)}{wanted.counter}(?![^。、はがを]{{0,12}}?(?:定例|臨時))",
    }
    return re.search(written[key], said) is not None


def _beside(wanted: Wanted, key: str, paper: Document, said: str) -> bool:
    """Whether a paper speaks of the year asked for as the one before its own or after it."""
    own = paper.fiscal_year if key == "fiscal_year" else paper.held_on.year if paper.held_on else None
    if key not in _BESIDE or own is None:
        return False
    patterns = [_BESIDE[key].get(year - own) for year in getattr(wanted, _FIELDS[key])]
    return any(pattern.search(said) for pattern in patterns if pattern is not None)


@cache
def _year(year: int) -> re.Pattern[str]:
    """令和5, 令和五, 令5, R5 and 2023, whatever follows."""
    return re.compile(_spelled(year))


@cache
def _fiscal_year(year: int) -> re.Pattern[str]:
    """令和5年度, R5, the months from April of 令和5年 to the next March, the bare 5年度 of a table; not 令和5年2月."""
    months = rf"(?:{_spelled(year)})(?:年度|年(?:[4-9]|1[0-2])月|(?!年))|(?:{_spelled(year + 1)})年[1-3]月"
    counts = "|".join(str(year - before) for _, _, before in _ERAS if 1 <= year - before <= _LONGEST_ERA)
    return re.compile(rf"{months}|(?<![\d.,])(?:{counts})年度" if counts else months)


def _spelled(year: int) -> str:
    ways = [rf"(?<!\d){year}(?!\d)"]
    for era, letter, before in _ERAS:
        if 1 <= (count := year - before) <= _LONGEST_ERA:
            kanji = "元" if count == 1 else in_kanji(count)
            ways.append(rf"(?:{era}|{era[0]}|(?<![a-z]){letter})0?{count}(?!\d)")
            ways.append(rf"{era}{kanji}(?![一二三四五六七八九十])")
    return "|".join(ways)
