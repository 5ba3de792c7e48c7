"""Which sentences make the answer: the best, what completes it, what it opens; or, in minutes, what was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.coverage import Sentences
from assistant.answering.query import Asked, Question
from assistant.answering.units import ANNOUNCING, OPENS, Unit, fits, is_label, names_columns
from assistant.answering.wanted import is_spoken_by
from ingest.model import Role

_CLOSE = 0.88  # a second sentence is given when it is nearly as good as the first
_AS_SPECIFIC = 0.75
_MOST = 3  # sentences, unless a list is asked for
_LIST = 12
_UNMARKED = 6  # sentences taken as the entries of a list that has no marks
_REACH = 3  # how far from the best sentence one that completes it may stand
_MARKED = re.compile(r"^\s*(?:[・●○◎◆■□▶*※＊-]|[(（]?[\d０-９一二三四五六七八九十ア-ン①-⑳]{1,2}[)）.．、 　])")
_SPEECHES = 3  # answers of an assembly that are given
_AS_GOOD = 0.55  # ... when their passage ranks at least so near to the first
_AS_TELLING = 0.35  # ... and says at least a third of what the first does
_LONGEST_SPEECH = 420  # characters of one of them
# How minutes say who speaks: ○教育長（若槻文江君）
_FLOOR = re.compile(r"^[○◯〇◆◎●◇]\s*[^\s　（(。]{1,20}(?:[（(][^）)]{1,20}[）)])?\s*")
_NEXT_TOPIC = re.compile(r"^\s*(?:次に|続いて|続きまして|最後に|次いで)、?")
_COMMITS = re.compile(
    r"(?:まいります|いたします|いたしました|おります|ございます|考えて|検討|であります|次第です)[。．]?$"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring sentences of one hit that are shown together: the `first`th to the `last`th."""

    read: Sentences
    first: int
    last: int

    @property
    def said(self) -> str:
        """The words as they are shown; an answer given in an assembly with who gave it."""
        words = "".join(" ".join(self.read.said[n].split()) for n in range(self.first, self.last + 1))
        passage = self.read.hit.passage
        if passage.role is not None:
            words = _FLOOR.sub("", words)
        return f"{passage.speaker}: {words}" if passage.role is Role.EXECUTIVE and passage.speaker else words

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the paper's text."""
        at = self.read.hit.passage.start
        return at + self.read.spans[self.first][0], at + self.read.spans[self.last][1]

    @property
    def quote(self) -> str:
        """The words as they stand in the paper."""
        start, end = self.read.spans[self.first][0], self.read.spans[self.last][1]
        return self.read.hit.passage.text[start:end]


def stretches(units: Sequence[Unit], asked: Question) -> list[Stretch]:
    """What to show, from units best first."""
    if _asks_a_position(units, asked):
        return _speeches(units, asked)
    return [Stretch(unit.read, unit.n, unit.n) for unit in choose(units, asked)]


def _asks_a_position(units: Sequence[Unit], asked: Question) -> bool:
    """Whether what an executive said in an assembly answers, and not one fact of it."""
    first = min((unit.read.hit for unit in units), key=lambda hit: hit.rank)
    return first.passage.role is Role.EXECUTIVE and asked.asked[0] in (Asked.OTHER, Asked.WHY)


def _speeches(units: Sequence[Unit], asked: Question) -> list[Stretch]:
    """The best answers given, each as the stretch of its passage that carries most and says what will be done."""
    hits = sorted({unit.read.hit.rank: unit.read for unit in units}.values(), key=lambda read: read.hit.rank)
    best = hits[0].hit.score
    answers = [read for read in hits if read.hit.passage.role is Role.EXECUTIVE and read.hit.score >= _AS_GOOD * best]
    theirs = [read for read in answers if is_spoken_by(asked.wanted, read.hit.passage.speaker)]
    answers = theirs or answers
    own = {read.hit.rank: [unit for unit in units if unit.read is read] for read in answers}
    most = max(unit.specific for unit in own[answers[0].hit.rank])
    told = [read for read in answers if max(unit.specific for unit in own[read.hit.rank]) >= _AS_TELLING * most]
    return [_speech(read, own[read.hit.rank]) for read in told[:_SPEECHES]]


def _speech(read: Sentences, units: Sequence[Unit]) -> Stretch:
    worth = {unit.n: unit.score + (0.3 if _COMMITS.search(unit.text) else 0.0) for unit in units}
    said = {unit.n: unit.text for unit in units}
    last = len(read.spans) - 1
    # The sentence that names the matter, even when it only announces it, belongs to the answer.
    anchor = max(units, key=lambda unit: unit.specific).n
    windows = [(first, end) for first in range(anchor + 1) for end in range(anchor, min(first + 5, last + 1))]

    def value(window: tuple[int, int]) -> float:
        ns = range(window[0], window[1] + 1)
        if len(ns) > 1 and sum(len(said[n]) for n in ns) > _LONGEST_SPEECH:
            return -1.0
        if any(_NEXT_TOPIC.search(said[n]) for n in ns[1:]):  # the next matter begins here
            return -1.0
        return sum(worth[n] for n in ns if not ANNOUNCING.search(said[n]))

    first, end = max(windows or [(anchor, anchor)], key=value)
    while first < end and ANNOUNCING.search(said[first]):
        first += 1
    return Stretch(read, first, end)


def choose(units: Sequence[Unit], asked: Question) -> list[Unit]:
    """The best sentence; the list it opens, or what stands beside it and completes it; others nearly as good."""
    best = units[0]
    listed = Asked.LIST in asked.asked
    chosen = [best]
    if listed or OPENS.search(best.text):
        chosen += _opened(best, units)
        if len(chosen) > 1 and listed:
            return chosen
    most = max(_MOST, len(chosen))
    chosen += _completing(chosen, units, asked)
    said = {unit.text for unit in chosen}
    for unit in units[1:]:
        if len(chosen) >= most or unit.score < _CLOSE * best.score:
            break
        says_more = unit.text not in said and not names_columns(unit.read, unit.n)
        if says_more and unit.specific >= _AS_SPECIFIC * best.specific:
            chosen.append(unit)
            said.add(unit.text)
    return chosen[:most]


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


def _is_heading(unit: Unit) -> bool:
    return is_label(unit.read, unit.n) and not re.search(r"\d", unit.text)


def _opened(best: Unit, units: Sequence[Unit]) -> list[Unit]:
    """The list that a sentence opens: the entries or rows that follow it, up to one that is no entry."""
    by_place = {unit.n: unit for unit in units if unit.read is best.read}
    taken: list[Unit] = []
    for n in range(best.n + 1, len(best.read.spans)):
        unit = by_place[n]
        entry = bool(_MARKED.match(unit.text)) or "\t" in unit.text
        if not entry and (taken or n > best.n + 2):
            break
        if entry:
            taken.append(unit)
        if len(taken) == _LIST:
            break
    if len(taken) < 2 and OPENS.search(best.text):  # entries without marks
        following = (by_place[n] for n in range(best.n + 1, len(best.read.spans)))
        taken = [unit for unit in following if len(unit.text) > 2][:_UNMARKED]
    return taken
