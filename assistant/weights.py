"""Weights that were learned beforehand: a logistic regression is the sum of those whose traits hold, in log odds.

The programs in tests/ that learn them write each file (`tests/learning.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path


@cache
def read(path: Path) -> Mapping[str, float]:
    """The weight of each trait, from a file of tab-separated lines."""
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return {trait: float(weight) for trait, _, weight in (line.rpartition("\t") for line in lines)}


def odds(traits: Iterable[str], weights: Mapping[str, float]) -> float:
    """The log odds of what has these traits; a trait that is not known says nothing."""
    return sum(weights.get(trait, 0.0) for trait in traits)
