"""Decisions that no form declares: a learned weighing of what a sentence does, its place and what is said to it.

Among those who settle things by talking, somebody names a way (じゃあ、3時に揃えてもらえますか), the next gives in
(しょうがねえな) and the talk goes on. None of it decides by itself, so each sign adds a little. The weights are
those of a logistic regression, learned from the meetings in tests/transcripts by `python -m tests.learned_decisions`,
which also measures them on meetings left out (docs/quality.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from assistant import weights
from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.outcomes.signs import Signs

WEIGHTS = Path(__file__).with_name("settling_weights.tsv")
# Log odds from which a sentence settles something, and below which even a rule is not believed.
# Both were chosen on meetings left out.
LEAST, NEVER = -0.75, -3.0
APART = 3  # sentences between a decision and another that is none of its parts

Weigh = Callable[[], Mapping[str, float]]


LEARNED: Weigh = partial(weights.read, WEIGHTS)


def may_settle(one: Heard) -> bool:
    """Whether a sentence is weighed at all: it is no mere yes or thanks, and not the running of the meeting."""
    if not one.within or one.noted or not one.raw.strip() or one.does(Act.CALLS, Act.INVITES, Act.WITHDRAWS):
        return False
    return not one.does(Act.COURTESY, Act.AGREES) or one.does(Act.DECIDES, Act.PROPOSES, Act.CONFIRMS)


def odds(heard: Sequence[Heard], weigh: Weigh = LEARNED) -> dict[int, float]:
    """The log odds, by their place, that the sentences which may settle something do so."""
    signs, weighed = Signs(heard), weigh()
    return {n: weights.odds(signs.of(n), weighed) for n, one in enumerate(heard) if may_settle(one)}


def likely(odds: Mapping[int, float], taken: set[int]) -> Iterator[int]:
    """The places that are likely to settle something, the likeliest first, none near another or near `taken`."""
    near = {place + step for place in taken for step in range(-APART, APART + 1)}
    for n in sorted(odds, key=lambda place: (-odds[place], place)):
        if odds[n] < LEAST:
            return
        if n not in near:
            near |= set(range(n - APART, n + APART + 1))
            yield n
