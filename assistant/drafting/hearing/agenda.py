"""A meeting divided by the items of its agenda.

Who leads announces each item: by its number (議題の2), by its title, mostly behind 続いて or それでは. The items keep
their order, so all announcements are fitted at once, by the highest sum of what speaks for each (a dynamic programme
over items and sentences); an item that nobody announces stays empty. Without one the announcements themselves give the
titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.announcing import count_of, is_other, moves_on, taken_up, title_of
from assistant.drafting.hearing.heard import Heard, words_of

_ENOUGH = 1.0  # what must speak for a sentence to announce an item
_HALF = 0.5  # of the words of a title that name it
_LATER = 0.01  # what an announcement loses, were it the last sentence: of two alike the earlier one is meant


@dataclass(frozen=True, slots=True)
class Section:
    """An item and the sentences spoken to it; `title` is empty before the first one that is announced."""

    title: str
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """Announcements chosen so far, as (sentence, item), and what speaks for them in all."""

    score: float = 0.0
    begins: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int:
        return self.begins[-1][0] if self.begins else -1


def divide(heard: Sequence[Heard], agenda: Sequence[str] = ()) -> tuple[Section, ...]:
    """The meeting by items, every sentence in exactly one of them, in order.

    Of an agenda all items come, those that nobody announced without sentences. Where nothing is announced, one section
    without a title holds what was said.
    """
    announced = [] if agenda else _announced(heard)
    titles = agenda or [title for _, title in announced]
    begins = (
        {item: at for at, item in _fitted(heard, agenda)} if agenda else {n: at for n, (at, _) in enumerate(announced)}
    )
    ends = dict(pairwise((*sorted(begins.values()), len(heard))))
    opening = Section("", tuple(heard[: min(begins.values(), default=len(heard))]))
    items = [
        Section(title, tuple(heard[begins[n] : ends[begins[n]]]) if n in begins else ())
        for n, title in enumerate(titles)
    ]
    return (opening, *items) if opening.heard or not items else tuple(items)


def _fitted(heard: Sequence[Heard], agenda: Sequence[str]) -> list[tuple[int, int]]:
    """Where each item begins, as (sentence, item): the best sum over all choices that keep the order."""
    best: list[_Fit] = [_Fit()]  # of the items so far, for each sentence that may announce the last of them
    for item in range(len(agenda)):
        best += [
            _Fit(before.score + score - _LATER * n / len(heard), (*before.begins, (n, item)))
            for n, score in _announcements(heard, item, agenda)
            for before in [max((fit for fit in best if fit.end < n), key=lambda fit: fit.score)]
        ]
    chosen = max(best, key=lambda fit: fit.score).begins
    return [*_unannounced_first(heard, chosen), *chosen]


def _announcements(heard: Sequence[Heard], item: int, agenda: Sequence[str]) -> Iterator[tuple[int, float]]:
    """The sentences that may announce an item, with what speaks for each."""
    titles = [words_of(title) for title in agenda]
    own = titles[item].difference(*(title for n, title in enumerate(titles) if n != item))
    for n, one in enumerate(heard):
        score = _speaks_for(one, item, agenda[item], titles[item], own)
        if score >= _ENOUGH:
            yield n, score


def _speaks_for(one: Heard, item: int, title: str, words: frozenset[str], own: frozenset[str]) -> float:
    """How much says that a sentence announces an item; `own` are the words of its title that no other has."""
    named = len(one.words & words) / len(words) if words else 0.0
    moves, counted = moves_on(one.folded), count_of(one.folded) == item + 1
    if not (moves or counted or one.does(Act.CALLS)) or (one.does(Act.COURTESY) and not named):
        return 0.0
    if named >= _HALF or (is_other(title) and is_other(one.folded)) or (one.words & own and moves):
        return 1.0 + named + 0.5 * moves + 0.5 * counted + 0.3 * one.leads
    return 0.6 * moves + 0.8 + named + 0.3 * one.leads if counted else 0.0


def _unannounced_first(heard: Sequence[Heard], chosen: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first item, where only others are announced: it begins when the first other than the leader speaks."""
    if not chosen or chosen[0][1] == 0:
        return []
    nameless = not any(one.speaker for one in heard)
    first = next((one.ordinal for one in heard if one.tells and (nameless or not one.leads)), len(heard))
    return [(first, 0)] if first < chosen[0][0] else []


def _announced(heard: Sequence[Heard]) -> list[tuple[int, str]]:
    """Where the leader announces a new matter, with its title; () unless it is done twice."""
    busy = (Act.DECIDES, Act.CONFIRMS, Act.REQUESTS, Act.ASKS, Act.INVITES)
    taken = [(n, title) for n, one in enumerate(heard) if one.leads and (title := taken_up(one.text))]
    if len(taken) > 1:  # a committee that takes up its bills one by one announces nothing else
        return taken
    found = [
        (n, title)
        for n, one in enumerate(heard)
        if one.leads and moves_on(one.folded) and not one.does(*busy) and (title := title_of(one.text))
    ]
    return found if len(found) > 1 else []
