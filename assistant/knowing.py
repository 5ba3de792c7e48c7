"""What the desk works out of the papers and keeps: the names in them, and questions that they can answer.

Kept for each group of people who may read the same papers, the groups of late. Safe for threads.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.answering import suggesting
from assistant.answering.naming import Known
from assistant.answering.values import Answer
from ingest.library.library import Library
from ingest.model import Person

V = TypeVar("V")

_GROUPS = 32
_FRESH = 600.0  # seconds after which papers that came meanwhile are asked about too

Group = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Suggested:
    """Questions tried out, of which papers, when."""

    questions: tuple[str, ...]
    papers: frozenset[str]
    change: int
    at: float


class _Kept(Generic[V]):
    """One value for each group; the one that was not asked for longest goes first."""

    def __init__(self) -> None:
        self._values: OrderedDict[Group, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, group: Group) -> V | None:
        with self._lock:
            if group in self._values:
                self._values.move_to_end(group)
            return self._values.get(group)

    def put(self, group: Group, value: V) -> None:
        with self._lock:
            self._values[group] = value
            self._values.move_to_end(group)
            if len(self._values) > _GROUPS:
                self._values.popitem(last=False)


class Knowing:
    """Names and suggestions of one library."""

    def __init__(self, library: Library, answer: Callable[[str, Person], Answer]) -> None:
        """`answer` tries a question out."""
        self._library, self._answer = library, answer
        self._known: _Kept[tuple[int, Known]] = _Kept()
        self._suggested: _Kept[_Suggested] = _Kept()
        self._reading, self._trying = threading.Lock(), threading.Lock()

    def names(self, person: Person) -> Known:
        """What the papers that `person` may read name: themselves, who speaks in them, their kinds and years."""
        group, change = self._library.audiences(person), self._library.last_change()
        # One works it out, the others wait: 20 ms for 10,000 papers, and forty times that if all did.
        with self._reading:
            kept = self._known.get(group)
            if kept is None or kept[0] != change:
                kept = change, self._read(person)
                self._known.put(group, kept)
            return kept[1]

    def suggestions(self, person: Person, count: int) -> tuple[str, ...]:
        """Questions that the papers which are in can answer; each was tried. () while another's are being tried."""
        group = (*self._library.audiences(person), count)
        kept = self._suggested.get(group)
        if kept is not None and self._holds(kept, count):
            return kept.questions
        if not self._trying.acquire(blocking=False):
            return ()
        try:
            change, documents = self._library.last_change(), self._library.documents(person)
            found = suggesting.questions(
                documents, self._library.pages, lambda question: self._answer(question, person), count
            )
            if found:  # the machine may only have been busy
                papers = frozenset(one.id for one in documents)
                self._suggested.put(group, _Suggested(found, papers, change, time.monotonic()))
            return found
        finally:
            self._trying.release()

    def _read(self, person: Person) -> Known:
        papers = self._library.documents(person)
        return Known(
            speakers=self._library.speakers(person),
            kinds=tuple(sorted({paper.kind for paper in papers})),
            sources=tuple(paper.source for paper in papers),
            titles=tuple((paper.title, paper.source) for paper in papers),
            fiscal_years=tuple(sorted({paper.fiscal_year for paper in papers if paper.fiscal_year})),
        )

    def _holds(self, kept: _Suggested, count: int) -> bool:
        """Whether all papers are as they were; that others came matters where questions lack, and after a while."""
        if self._library.last_change() == kept.change:
            return True
        if len(kept.questions) < count or time.monotonic() > kept.at + _FRESH:
            return False
        return not any(one.removed or one.document_id in kept.papers for one in self._library.changes(kept.change))
