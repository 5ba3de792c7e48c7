"""What is shown together: a sentence or row, or in minutes all that was answered on one matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answering.units import Unit
from assistant.answering.values import Hit
from ingest.model import Role

# How minutes say who speaks: ○教育長（若槻文江君）
_FLOOR = re.compile(r"^[○◯〇◆◎●◇]\s*[^\s　（(。]{1,20}(?:[（(][^）)]{1,20}[）)])?\s*")


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a paper as they stand in one passage: characters `start` to `end` of the paper's text."""

    hit: Hit
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring sentences that are shown together; in minutes they may go on in the next passage of their turn."""

    units: tuple[Unit, ...]  # in the order of the paper, at least one

    @property
    def said(self) -> str:
        """The words as they are shown; an answer given in an assembly with who gave it."""
        words = "".join(" ".join(unit.read.said[unit.n].split()) for unit in self.units)
        role = self.units[0].read.hit.passage.role
        words = without_floor(words) if role is not None else words
        return f"{self.speaker}: {words}" if role is Role.EXECUTIVE and self.speaker else words

    @property
    def speaker(self) -> str:
        """Who says them; empty where nobody speaks."""
        return self.units[0].read.hit.passage.speaker

    @property
    def quotes(self) -> list[Quote]:
        """The same words as they stand in the paper, one quote for each passage."""
        return [_quote(list(units)) for _, units in groupby(self.units, key=lambda unit: unit.read.hit.passage.id)]


def without_floor(sentence: str) -> str:
    """A sentence of minutes without the mark and the name that open its turn."""
    return _FLOOR.sub("", sentence.strip())


def _quote(units: Sequence[Unit]) -> Quote:
    read = units[0].read
    start, end = read.spans[units[0].n][0], read.spans[units[-1].n][1]
    passage = read.hit.passage
    return Quote(read.hit, passage.text[start:end], passage.start + start, passage.start + end)
