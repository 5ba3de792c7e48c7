# ruff: noqa: S608 -- names of columns come from constants of this program, values are bound
"""The papers of a library in memory, kept up with its change log: who lists thousands of them reads no table."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.library import changes, rows
from ingest.library.truth import Connection, Truth
from ingest.model import Document

_MANY = 5_000  # changes from which on it is quicker to read all


@dataclass(frozen=True, slots=True)
class Shelved:
    """A paper and who speaks in it, as its passages name them."""

    document: Document
    speakers: tuple[str, ...]


class Shelf:
    """All papers by name. Safe for threads; what other processes do is seen at the next call."""

    def __init__(self, database: Truth) -> None:
        """Reads nothing yet."""
        self._database = database
        self._lock = threading.Lock()
        self._change = 0
        self._by_id: dict[str, Shelved] = {}
        self._all: tuple[Shelved, ...] = ()
        self._audiences: tuple[str, ...] = ()

    def all(self) -> tuple[Shelved, ...]:
        """The papers as they are now, in order of their names."""
        with self._lock:
            self._catch_up()
            return self._all

    def by_id(self) -> Mapping[str, Shelved]:
        """The papers as they are now, by their ids."""
        with self._lock:
            self._catch_up()
            return self._by_id

    def audiences(self) -> tuple[str, ...]:
        """The audiences that some paper has now."""
        with self._lock:
            self._catch_up()
            return self._audiences

    def spread(self, count: int) -> Iterator[tuple[str, int]]:
        """Up to `count` passages at even distances through all papers, each as its paper's id and its place there."""
        papers = [one.document for one in self.all()]
        ends = list(accumulate(paper.passages for paper in papers))
        for place in sorted({ends[-1] * step // count for step in range(count)}) if ends and ends[-1] else ():
            paper = bisect_right(ends, place)
            yield papers[paper].id, place - (ends[paper - 1] if paper else 0)

    def _catch_up(self) -> None:
        with self._database.reading() as truth:
            last = changes.latest(truth)
            if last != self._change:
                self._read(truth)
                self._all = tuple(sorted(self._by_id.values(), key=_place))
                self._audiences = tuple(sorted({one.document.audience for one in self._all}))
                self._change = last

    def _read(self, truth: Connection) -> None:
        changed = [key for (key,) in truth.execute("SELECT document FROM changes WHERE number > ?", (self._change,))]
        if self._change == 0 or len(changed) > _MANY:
            self._by_id = _shelved(truth)
            return
        for some in rows.batches(changed):
            out = frozenset(some)
            left = {key: one for key, one in self._by_id.items() if key not in out}  # who reads the old one goes on
            self._by_id = left | _shelved(truth, some)


def _place(one: Shelved) -> tuple[str, str]:
    return one.document.source, one.document.audience


def _shelved(truth: Connection, ids: Sequence[str] = ()) -> dict[str, Shelved]:
    """The papers of these ids that are in; of all where none are named."""
    which = f"IN ({rows.marks_for(ids)})" if ids else "IS NOT NULL"
    sql = f"SELECT DISTINCT document, speaker FROM passages WHERE speaker <> '' AND document {which} ORDER BY 1, 2"
    speakers: dict[str, list[str]] = {}
    for key, speaker in truth.execute(sql, tuple(ids)):
        speakers.setdefault(key, []).append(speaker)
    found = truth.execute(f"SELECT {rows.DOCUMENT} FROM documents WHERE id {which}", tuple(ids))
    documents = map(rows.read_document, found.fetchall())
    return {one.id: Shelved(one, tuple(speakers.get(one.id, ()))) for one in documents}
