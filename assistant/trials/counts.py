"""What the store counts, before anything is withheld: who did how much in which group, and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from assistant.trials.values import Rating, SurveyAnswer


class By(StrEnum):
    """What the runs are grouped by."""

    USE_CASE = "use_case"
    DEPARTMENT = "department"
    WEEK = "week"  # the Monday it begins with, ISO 8601


class Share(NamedTuple):
    """One person's part of a group, as numbers of runs; `yen` is the sum over the runs whose price is known.

    A report of a hundred thousand runs is made of some ten thousand of these: a tuple is made fastest.
    """

    group: str
    person: str
    runs: int = 0
    served: int = 0
    partly: int = 0
    not_served: int = 0
    used: int = 0
    unused: int = 0
    timed: int = 0  # both minutes are said
    reasons: int = 0
    shared: int = 0
    priced: int = 0
    yen: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Saving:
    """In how many runs of a group this many minutes were saved."""

    group: str
    minutes: int
    runs: int


@dataclass(frozen=True, slots=True)
class Said:
    """A reason in somebody's own words, or a text that somebody shared; who said it and when is not told."""

    use_case: str  # id
    rating: Rating | None
    words: str


@dataclass(frozen=True, slots=True)
class Counts:
    """All that a report is made of. `said` and `shared` are the newest of each use case, not all."""

    shares: Mapping[By, tuple[Share, ...]] = field(default_factory=dict)
    savings: Mapping[By, tuple[Saving, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)  # of use cases, by id
    said: tuple[Said, ...] = ()
    shared: tuple[Said, ...] = ()
    survey: tuple[SurveyAnswer, ...] = ()
