"""Which sentences make the answer: the best, what completes it, and what it opens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.coverage import is_same
from assistant.answering.query import Asked, Question
from assistant.answering.units import ANNOUNCING, OPENS, Unit, fits, is_label, names_columns

_CLOSE = 0.88  # a second sentence is given when it is nearly as good as the first
_AS_SPECIFIC = 0.75
_MOST = 3  # sentences, unless a list is asked for
_LIST = 12
_UNMARKED = 6  # sentences taken as the entries of a list that has no marks
_REACH = 3  # how far from the best sentence one that completes it may stand
_MARKED = re.compile(r"^\s*(?:[・●○◎◆■□▶*※＊-]|[(（]?[\d０-９一二三四五六七八九十ア-ン①-⑳]{1,2}[)）.．、 　])")


def choose(units: Sequence[Unit], asked: Question) -> list[Unit]:
    """The best sentence; the list it opens, or what stands beside it and completes it; others nearly as good."""
    best = units[0]
    listed = Asked.LIST in asked.asked
    chosen = [best]
    if listed or OPENS.search(best.text) or _heads_a_list(best):
        chosen += _opened(best, units)
        if len(chosen) > 1 and (listed or is_label(best.read, best.n)):
            return chosen
    most = max(_MOST, len(chosen))
    chosen += _completing(chosen, units, asked)
    said = {unit.text for unit in chosen}
    for unit in units[1:]:
        if len(chosen) >= most or unit.score < _CLOSE * best.score:
            break
        says_more = unit.text not in said and not names_columns(unit.read, unit.n) and not _of_another_day(unit, asked)
        if says_more and unit.specific >= _AS_SPECIFIC * best.specific:
            chosen.append(unit)
            said.add(unit.text)
    chosen = chosen[:most]
    # A sentence that opens a list says nothing without it.
    return chosen + _opened(chosen[-1], units) if len(chosen) > 1 and OPENS.search(chosen[-1].text) else chosen


def _completing(chosen: Sequence[Unit], units: Sequence[Unit], asked: Question) -> list[Unit]:
    """Neighbours of the best sentence that hold what it lacks: a kind of thing asked for, the matter it announces."""
    best = chosen[0]
    near = {u.n: u for u in units if u.read is best.read and u not in chosen and not is_label(u.read, u.n)}
    by_distance = sorted(near, key=lambda n: (abs(n - best.n), n < best.n))
    more: list[Unit] = []
    for kind in asked.asked:
        if kind in (Asked.LIST, Asked.OTHER) or any(fits(u.read, u.n, asked, kind) for u in (*chosen, *more)):
            continue
        close = (near[n] for n in by_distance if abs(n - best.n) <= _REACH and fits(best.read, n, asked, kind))
        if (unit := next(close, None)) is not None:
            more.append(unit)
    if is_label(best.read, best.n):  # what stands under a heading, up to the next
        under = sorted(
            (u for u in units if u.read is best.read and 0 < u.n - best.n <= _REACH), key=lambda unit: unit.n
        )
        ends = next((n for n, unit in enumerate(under) if n and _is_heading(unit)), len(under))
        more += [unit for unit in under[:ends] if unit not in more]
    elif ANNOUNCING.search(best.text):
        more += [near[n] for n in range(best.n + 1, best.n + 1 + _REACH) if n in near and near[n] not in more]
    return more


def _of_another_day(unit: Unit, asked: Question) -> bool:
    """Whether a sentence or row is of days or months, and of none that the question names."""
    named = [when for when in asked.whens if when.month is not None]
    own = [when for when in unit.read.whens[unit.n] if when.month is not None]
    return bool(named and own) and not any(is_same(when, other) for when in named for other in own)


def _heads_a_list(unit: Unit) -> bool:
    """Whether a line only names what follows, and what follows are entries of a list: 次第."""
    n = unit.n + 1
    return is_label(unit.read, unit.n) and n < len(unit.read.spans) and bool(_MARKED.match(unit.read.text_of(n)))


def _is_heading(unit: Unit) -> bool:
    return is_label(unit.read, unit.n) and not re.search(r"\d", unit.text)


def _on_one_line(before: Unit, unit: Unit) -> bool:
    """Whether a sentence goes on in the line of the one before it."""
    start, end = before.read.spans[before.n][1], unit.read.spans[unit.n][0]
    return unit.n == before.n + 1 and "\n" not in unit.read.hit.passage.text[start:end]


def _opened(best: Unit, units: Sequence[Unit]) -> list[Unit]:
    """The list that a sentence opens: the entries or rows that follow it, up to one that is no entry."""
    by_place = {unit.n: unit for unit in units if unit.read is best.read}
    taken: list[Unit] = []
    for n in range(best.n + 1, len(best.read.spans)):
        unit = by_place[n]
        goes_on = bool(taken) and _on_one_line(taken[-1], unit)
        entry = bool(_MARKED.match(unit.text)) or "\t" in unit.text or goes_on
        ends = bool(taken) and not goes_on and ("\t" in unit.text) != ("\t" in taken[0].text)  # a table, or a list
        if ends or (not entry and (taken or n > best.n + 2)):
            break
        if entry:
            taken.append(unit)
        if len(taken) == _LIST:
            break
    if len(taken) < 2 and OPENS.search(best.text):  # entries without marks
        following = (by_place[n] for n in range(best.n + 1, len(best.read.spans)))
        taken = [unit for unit in following if len(unit.text) > 2][:_UNMARKED]
    return taken
