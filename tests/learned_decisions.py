"""Learns how decisions are come to from the gold lists: `python -m tests.learned_decisions` writes the weights.

`python -m tests.learned_decisions --alone` leaves out the newest ordinary meetings, and then the formless ones, learns
from all others, and says how many decisions of those left out the rules find alone, and with the weighing at several
thresholds. The same meetings give the same file, byte for byte.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.sentences import hear
from assistant.drafting.outcomes import weighing
from assistant.drafting.outcomes.decisions import Decision, decisions
from assistant.drafting.outcomes.signs import Signs, points_at
from assistant.drafting.sources import transcripts
from tests.drafted import FOLDER, FORMLESS, MEETINGS, ORDINARY
from tests.transcripts_score import Entry, Tally, compare, fold, overlap

ALL = (*MEETINGS, *FORMLESS)
NEWEST = ORDINARY[-7:]  # met after the rules had been made
LEFT_OUT = {"the newest": NEWEST, "the formless": FORMLESS}
_BATCH, _PASSES, _STEP, _DECAY = 256, 12, 0.2, 1e-2
_SEEN = 8  # times that a sign must be seen
_SMALLEST = 0.05  # a weight below says nothing
_FEW = 5  # letters of a deciding word that is told from others by what it points at


@dataclass(frozen=True)
class Example:
    """The signs of a sentence, and whether it is of a decision's words."""

    signs: tuple[str, ...]
    settles: bool


@cache
def meeting(name: str) -> tuple[Heard, ...]:
    """What was heard in a meeting."""
    return hear(transcripts.read([FOLDER / name]))


@cache
def gold(name: str) -> Entry:
    """The gold list of a meeting."""
    found: dict[str, Any] = json.loads((FOLDER / f"{Path(name).stem}.gold.json").read_text(encoding="utf-8"))
    return found


@cache
def examples(name: str) -> tuple[Example, ...]:
    """The sentences of a meeting that may settle something."""
    heard = meeting(name)
    signs = Signs(heard)
    quotes = [entry["quote"] for entry in gold(name)["decisions"]]
    pieces = [piece for quote in quotes for piece in (quote if isinstance(quote, list) else [quote])]
    return tuple(
        Example(signs.of(n), any(_is_of(one, piece) for piece in pieces))
        for n, one in enumerate(heard)
        if weighing.may_settle(one)
    )


def _is_of(one: Heard, quote: str) -> bool:
    """Whether a sentence is among deciding words; of short ones (それで) only what points at something."""
    said = fold(one.raw)
    within = len(said) >= 3 and said in fold(quote) and (len(said) >= _FEW or points_at(one.folded))
    return within or overlap(one.raw, quote)


def learn(some: Sequence[Example]) -> dict[str, float]:
    """Weights by stochastic gradient descent with steps of their own (Duchi, Hazan and Singer 2011), kept small."""
    seen = Counter(sign for one in some for sign in one.signs)
    places = {sign: place for place, sign in enumerate(sorted(s for s in seen if seen[s] >= _SEEN), 1)}
    rows = np.zeros((len(some), max(len(one.signs) for one in some)), np.int64)
    for row, one in enumerate(some):
        known = [places[sign] for sign in one.signs if sign in places]
        rows[row, : len(known)] = known
    wanted = np.array([one.settles for one in some], float)
    learned, squares = np.zeros(len(places) + 1), np.full(len(places) + 1, 1e-6)
    random = np.random.default_rng(0)
    for _ in range(_PASSES):
        order = random.permutation(len(some))
        for start in range(0, len(some), _BATCH):
            batch = order[start : start + _BATCH]
            signs = rows[batch]
            missing = 1 / (1 + np.exp(-learned[signs].sum(1))) - wanted[batch]
            slope = np.bincount(signs.ravel(), np.repeat(missing, rows.shape[1]), len(learned))
            touched = np.flatnonzero(slope)
            touched = touched[touched > 0]  # the place 0 is of no sign
            step = slope[touched] * 16 / len(batch) + _DECAY * learned[touched]
            squares[touched] += step * step
            learned[touched] -= _STEP * step / np.sqrt(squares[touched])
    rounded = {sign: round(float(learned[place]), 2) for sign, place in places.items()}
    return {sign: weight for sign, weight in rounded.items() if abs(weight) >= _SMALLEST}


def learned_from(names: Iterable[str]) -> dict[str, float]:
    """Weights from these meetings."""
    return learn([one for name in names for one in examples(name)])


def claim(one: Decision) -> Entry:
    """A decision as the scorer reads it."""
    beside = (*one.sentences, *one.agreed, *((one.matter.at,) if one.matter else ()))
    text = (f"{one.matter.text}：" if one.matter else "") + "".join(sentence.text for sentence in one.sentences)
    return {"text": text, "quote": [basis.quote for sentence in beside for basis in sentence.bases]}


def kept(names: Iterable[str], weights: dict[str, float]) -> str:
    """What the rules and a weighing find of these meetings."""
    tallies: list[Tally] = []
    for name in names:
        found = decisions(meeting(name), lambda: weights)
        tallies.append(compare("decisions", {"decisions": [claim(one) for one in found]}, gold(name)))
    counts = {"false": 0, "forbidden": 0, "misplaced": 0}
    for one in tallies:
        for what in counts:
            counts[what] += len(getattr(one, what))
    found_of = f"{sum(one.found for one in tallies)} of {sum(one.total for one in tallies)}"
    return f"{found_of}, " + ", ".join(f"{count} {what}" for what, count in counts.items())


def alone() -> None:
    """What the rules alone and with the weighing find of meetings from which nothing was learned."""
    for what, names in LEFT_OUT.items():
        weights = learned_from(name for name in ALL if name not in names)
        print(f"{what}, the rules alone: {kept(names, {'*': -3.0})}")
        for least in (0.5, 0.0, -0.5, -0.75, -1.0, -1.25, -1.5, -2.0):
            # The weight of what every sentence has moves the threshold; what is never believed moves along.
            moved = {**weights, "*": weights.get("*", 0.0) + weighing.LEAST - least}
            print(f"{what}, from {least}: {kept(names, moved)}", flush=True)


def main(arguments: list[str]) -> None:
    if "--alone" in arguments:
        alone()
        return
    learned = learned_from(ALL)
    text = "".join(f"{sign}\t{weight:g}\n" for sign, weight in sorted(learned.items()))
    weighing.WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
