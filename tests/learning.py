"""Logistic regression over traits that hold or do not: how the weights of the house are learned.

Stochastic gradient descent with steps of their own for each weight (Duchi, Hazan and Singer 2011), kept small by a
decay. The same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_BATCH, _PASSES, _STEP = 256, 12, 0.2


@dataclass(frozen=True)
class Example:
    """The traits that hold of a case, and whether it is what is sought."""

    traits: tuple[str, ...]
    sought: bool


@dataclass(frozen=True)
class Care:
    """How careful the learning is."""

    seen: int  # times that a trait must be seen
    decay: float  # how much each step takes off a weight
    smallest: float  # a weight below says nothing and is left out


def learn(some: Sequence[Example], care: Care) -> dict[str, float]:
    """The weight of each trait, in log odds, with two decimals."""
    seen = Counter(trait for one in some for trait in one.traits)
    places = {trait: place for place, trait in enumerate(sorted(t for t in seen if seen[t] >= care.seen), 1)}
    rows = np.zeros((len(some), max(len(one.traits) for one in some)), np.int64)
    for row, one in enumerate(some):
        known = [places[trait] for trait in one.traits if trait in places]
        rows[row, : len(known)] = known
    sought = np.array([one.sought for one in some], float)
    learned, squares = np.zeros(len(places) + 1), np.full(len(places) + 1, 1e-6)
    random = np.random.default_rng(0)
    for _ in range(_PASSES):
        order = random.permutation(len(some))
        for start in range(0, len(some), _BATCH):
            batch = order[start : start + _BATCH]
            traits = rows[batch]
            missing = 1 / (1 + np.exp(-learned[traits].sum(1))) - sought[batch]
            slope = np.bincount(traits.ravel(), np.repeat(missing, rows.shape[1]), len(learned))
            touched = np.flatnonzero(slope)
            touched = touched[touched > 0]  # the place 0 is of no trait
            step = slope[touched] * 16 / len(batch) + care.decay * learned[touched]
            squares[touched] += step * step
            learned[touched] -= _STEP * step / np.sqrt(squares[touched])
    rounded = {trait: round(float(learned[place]), 2) for trait, place in places.items()}
    return {trait: weight for trait, weight in rounded.items() if abs(weight) >= care.smallest}


def write(weights: Mapping[str, float], path: Path) -> None:
    """The weights as a file of tab-separated lines, in order."""
    path.write_text("".join(f"{trait}\t{weight:g}\n" for trait, weight in sorted(weights.items())), encoding="utf-8")
