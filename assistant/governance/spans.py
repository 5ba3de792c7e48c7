"""Where personal data stands in a text: the value, and how finds that overlap become finds that do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of personal data that are masked; the values are those of the interface."""

    MYNUMBER = "mynumber"
    PHONE = "phone"
    EMAIL = "email"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"
    PERSON_NAME = "person_name"
    BANK_ACCOUNT = "bank_account"
    CARD = "card"
    BIRTH_DATE = "birth_date"
    VEHICLE_NUMBER = "vehicle_number"
    LOT_NUMBER = "lot_number"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of a text are personal data of one kind."""

    start: int
    end: int
    kind: Kind

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]


class Taken:
    """The places of a text that are spoken for. Who asks first has a place, so ask with the most specific first."""

    def __init__(self, length: int) -> None:
        self._free = bytearray(b"\1") * length

    def take(self, start: int, end: int) -> bool:
        """Takes the place where all of it is free; says whether it did."""
        if start >= end or 0 in self._free[start:end]:
            return False
        self._free[start:end] = bytes(end - start)
        return True


def settle(length: int, closed: Iterable[tuple[int, int]], found: Iterable[Span]) -> tuple[Span, ...]:
    """Of spans, the most specific first, those that touch neither a `closed` place nor one before them; in order."""
    taken = Taken(length)
    for start, end in closed:
        for at in range(start, end):
            taken.take(at, at + 1)
    return tuple(sorted(span for span in found if taken.take(span.start, span.end)))
