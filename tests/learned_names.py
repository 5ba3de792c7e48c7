"""Learns how names stand in a text from the marked sets: `python -m tests.learned_names` writes the weights.

`python -m tests.learned_names --alone` leaves each set by another hand out in turn, learns from the others, and says
what the weighing alone finds in it. The same sets give the same file, byte for byte.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np

from assistant.governance.name_learned import WEIGHTS, last_look
from assistant.governance.name_traits import candidates
from assistant.governance.placeholders import NAMES, written
from assistant.governance.reading import Reading, drawn_together
from assistant.governance.spans import Kind, Span
from tests.masking_score import FOLDER, Case, cases

SETS = sorted(path.stem for path in FOLDER.glob("*.txt"))
_BATCH, _PASSES, _STEP, _DECAY = 256, 12, 0.2, 1e-4
ENOUGH = 0.8  # of a name must be masked
_SEEN = 3  # times that a trait must be seen
_SMALLEST = 0.03  # a weight below says nothing


@dataclass(frozen=True)
class Example:
    """The traits of a word, and whether it is of a name."""

    traits: tuple[str, ...]
    is_name: bool


def examples(case: Case, random: Random) -> list[Example]:
    """The words of a case, with all of its names to find, with half of them known, and with all but one."""
    names = [mark for mark in case.marked if mark.kind is Kind.PERSON_NAME]
    half = [mark for mark in names if random.random() < 0.5]
    hidden = [names, *([half] if half else []), *([[random.choice(names)]] if len(names) > 1 else [])]
    return [one for sought in hidden for one in _examples(case, sought)]


def _examples(case: Case, sought: Sequence[Span]) -> Iterable[Example]:
    text, stood = masked(case.text, [mark for mark in case.marked if mark not in sought])
    for one in candidates(Reading(text)):
        start, end = stood[one.start], stood[one.end - 1] + 1
        yield Example(one.traits, any(start < mark.end and mark.start < end for mark in sought))


def masked(text: str, known: Iterable[Span]) -> tuple[str, list[int]]:
    """`text` as the rules leave it, and where each of its characters stood."""
    pieces, stood, at = "", list[int](), 0
    for span in sorted(known):
        placeholder = written(NAMES[span.kind], 1)
        pieces += text[at : span.start] + placeholder
        stood += [*range(at, span.start), *[span.start] * len(placeholder)]
        at = span.end
    drawn, kept = drawn_together(pieces + text[at:])
    stood += range(at, len(text))
    return drawn, [stood[place] for place in kept]


def learn(some: Sequence[Example]) -> dict[str, float]:
    """Weights by stochastic gradient descent with steps of their own (Duchi, Hazan and Singer 2011), kept small."""
    seen = Counter(trait for one in some for trait in one.traits)
    places = {trait: place for place, trait in enumerate(sorted(t for t in seen if seen[t] >= _SEEN), 1)}
    rows = np.zeros((len(some), max(len(one.traits) for one in some)), np.int64)
    for row, one in enumerate(some):
        known = [places[trait] for trait in one.traits if trait in places]
        rows[row, : len(known)] = known
    wanted = np.array([one.is_name for one in some], float)
    learned, squares = np.zeros(len(places) + 1), np.full(len(places) + 1, 1e-6)
    random = np.random.default_rng(0)
    for _ in range(_PASSES):
        order = random.permutation(len(some))
        for start in range(0, len(some), _BATCH):
            batch = order[start : start + _BATCH]
            traits = rows[batch]
            missing = 1 / (1 + np.exp(-learned[traits].sum(1))) - wanted[batch]
            slope = np.bincount(traits.ravel(), np.repeat(missing, rows.shape[1]), len(learned))
            touched = np.flatnonzero(slope)
            touched = touched[touched > 0]  # the place 0 is of no trait
            step = slope[touched] * 16 / len(batch) + _DECAY * learned[touched]
            squares[touched] += step * step
            learned[touched] -= _STEP * step / np.sqrt(squares[touched])
    rounded = {trait: round(float(learned[place]), 2) for trait, place in places.items()}
    return {trait: weight for trait, weight in rounded.items() if abs(weight) >= _SMALLEST}


@cache
def examples_of(name: str) -> tuple[Example, ...]:
    """The words of a set."""
    random = Random(1)
    return tuple(one for case in cases(FOLDER / f"{name}.txt") for one in examples(case, random))


def learned_from(names: Iterable[str]) -> dict[str, float]:
    """Weights from these sets."""
    return learn([one for name in names for one in examples_of(name)])


def found_alone(text: str, known: Sequence[Span], weights: Mapping[str, float]) -> list[Span]:
    """Names that the weighing finds in `text` where `known` are masked already, until it finds nothing more."""
    found: list[Span] = []
    while True:
        shown, stood = masked(text, [*known, *found])
        more = [Span(stood[s.start], stood[s.end - 1] + 1, s.kind) for s in last_look(Reading(shown), lambda: weights)]
        if not more:
            return found
        found += more


@dataclass(frozen=True)
class Alone:
    """Of the names of a set: how many are found; of the words masked: how many rightly."""

    marked: int
    found: int
    given: int
    right: int

    def __add__(self, other: Alone) -> Alone:
        return Alone(
            self.marked + other.marked,
            self.found + other.found,
            self.given + other.given,
            self.right + other.right,
        )

    def __str__(self) -> str:
        recall, precision = self.found / max(1, self.marked), self.right / max(1, self.given)
        return (
            f"recall {recall:.3f} ({self.found}/{self.marked}), precision {precision:.3f} ({self.right}/{self.given})"
        )


def alone(name: str) -> Alone:
    """What the weighing finds in a set that it has not learned from, all names to find and no rule beside it."""
    weights = learned_from(one for one in SETS if one not in (name, "classes"))
    total = Alone(0, 0, 0, 0)
    for case in cases(FOLDER / f"{name}.txt"):
        names = [mark for mark in case.marked if mark.kind is Kind.PERSON_NAME]
        spans = found_alone(case.text, [mark for mark in case.marked if mark not in names], weights)
        covered = [mark for mark in names if sum(_shared(mark, s) for s in spans) >= ENOUGH * (mark.end - mark.start)]
        right = [span for span in spans if any(_shared(mark, span) for mark in names)]
        total += Alone(len(names), len(covered), len(spans), len(right))
    return total


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def main(arguments: list[str]) -> None:
    if "--alone" in arguments:
        each = {name: alone(name) for name in SETS if name.startswith("by_another")}
        for name, one in each.items():
            print(f"{name}: {one}")
        print(f"together: {sum(each.values(), Alone(0, 0, 0, 0))}")
        return
    learned = learned_from(SETS)
    WEIGHTS.write_text("".join(f"{trait}\t{weight:g}\n" for trait, weight in sorted(learned.items())), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
