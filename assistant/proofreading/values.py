"""What a check of a text finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Rule(Enum):
    """What a text is held against."""

    KOYOBUN = "koyobun"  # 公用文作成の考え方 and the notices it rests on
    YASASHII = "yasashii"  # 在留支援のためのやさしい日本語ガイドライン


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place that may be better: characters `start` to `end` of the text as given."""

    start: int
    end: int
    kind: str
    why: str
    instead: str  # what to write, or, where no words can be put in its place, what to do
