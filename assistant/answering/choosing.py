"""Which sentences make the answer: the best, what completes it, and what it opens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.coverage import is_same
from assistant.answering.listed import Along, are_entries, beside, heads_a_list, is_entry, opened
from assistant.answering.parts import Parts
from assistant.answering.query import Asked, Question
from assistant.answering.units import ANNOUNCING, OPENS, Unit, fits, is_label, names_columns

_CLOSE = 0.88  # a second sentence is given when it is nearly as good as the first
_ALIKE = 0.99  # rows that are so nearly as good as the best are as good
_AS_SPECIFIC = 0.75
_MOST = 3  # sentences, unless a list is asked for
_REACH = 3  # how far from the best sentence one that completes it may stand


def choose(units: Sequence[Unit], asked: Question, parts: Parts, before: Along, after: Along) -> list[Unit]:
    """The best sentence; the list it opens, or what stands beside it and completes it; others nearly as good.

    Where a list is asked for and the best is an entry or a row, those that answer as it does are given with it, up to
    some more than `LONGEST`.
    """
    best = units[0]
    listed = Asked.LIST in asked.asked or _are_alike(units, asked)
    chosen = [best]
    if listed and (together := beside(best, before, after, parts)):
        return together
    one_of_many = "\t" in best.text or is_entry(best.text)  # what follows it does not answer as it does
    if (listed and not one_of_many) or OPENS.search(best.text) or heads_a_list(best, after):
        chosen += opened(best, after, listed=listed)
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
    opens = len(chosen) > 1 and OPENS.search(chosen[-1].text)
    return chosen + opened(chosen[-1], after, listed=listed) if opens else chosen


def _are_alike(units: Sequence[Unit], asked: Question) -> bool:
    """Whether the best is one of many rows that nothing of the question tells apart: the dishes of one day."""
    best = units[0]
    if asked.asked != (Asked.OTHER,) or "\t" not in best.text:
        return False
    document = best.read.hit.document.id
    as_good = (u for u in units if u.score > _ALIKE * best.score and "\t" in u.text)
    return sum(unit.read.hit.document.id == document for unit in as_good) > _MOST


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
        ends = next((n for n, u in enumerate(under) if are_entries(best, u) or (n and _is_heading(u))), len(under))
        more += [unit for unit in under[:ends] if unit not in more]
    elif ANNOUNCING.search(best.text):
        more += [near[n] for n in range(best.n + 1, best.n + 1 + _REACH) if n in near and near[n] not in more]
    return more


def _of_another_day(unit: Unit, asked: Question) -> bool:
    """Whether a sentence or row is of days or months, and of none that the question names."""
    named = [when for when in asked.whens if when.month is not None]
    own = [when for when in unit.read.whens[unit.n] if when.month is not None]
    return bool(named and own) and not any(is_same(when, other) for when in named for other in own)


def _is_heading(unit: Unit) -> bool:
    return is_label(unit.read, unit.n) and not re.search(r"\d", unit.text)
