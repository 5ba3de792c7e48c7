"""Learns how names stand in a text from the marked sets: `python -m tests.learned_names` writes the weights.

`python -m tests.learned_names --alone` leaves each set by another hand out in turn, learns from the others, and says
what the weighing alone finds in it. The same sets give the same file, byte for byte.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from assistant.governance.name_learned import WEIGHTS, last_look
from assistant.governance.name_traits import candidates
from assistant.governance.placeholders import NAMES, written
from assistant.governance.reading import Reading, drawn_together
from assistant.governance.spans import Kind, Span
from tests.learning import Care, Example, learn, write
from tests.masking_score import FOLDER, Case, cases

SETS = sorted(path.stem for path in FOLDER.glob("*.txt"))
ENOUGH = 0.8  # of a name must be masked
CARE = Care(seen=3, decay=1e-4, smallest=0.03)


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


@cache
def examples_of(name: str) -> tuple[Example, ...]:
    """The words of a set."""
    random = Random(1)
    return tuple(one for case in cases(FOLDER / f"{name}.txt") for one in examples(case, random))


def learned_from(names: Iterable[str]) -> dict[str, float]:
    """Weights from these sets."""
    return learn([one for name in names for one in examples_of(name)], CARE)


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
    write(learned, WEIGHTS)


if __name__ == "__main__":
    main(sys.argv[1:])
