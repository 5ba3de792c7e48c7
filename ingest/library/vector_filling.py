"""Filling the vectors view: papers into Chroma's collections, in batches, with how far it has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.library.changes import Change
from ingest.library.embeddings import Embedder
from ingest.library.indexing import digest, full_text
from ingest.library.library import Library
from ingest.library.vector_store import State, VectorStore
from ingest.model import Document, Passage

if TYPE_CHECKING:
    from ingest.library.embeddings import Vectors

_A_BATCH = 1_000  # passages embedded and added before the state is noted
# Chroma holds Python's lock while it adds, 1 to 3 ms a passage: no other thread moves, and an app would stand still.
_AT_A_BREATH = 12
_REST = 3.0  # times as long as adding them took


def _any(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Shown:
    """The audiences whose papers the embedder may be shown, by a rule of this name; others have no vectors."""

    rule: str = ""
    may_be: Callable[[str], bool] = _any


ALL_SHOWN = Shown()


class Filling:
    """Brings papers of `library` into a store, those that `embedder` may be `shown`; `kind` names both in the state."""

    def __init__(self, library: Library, embedder: Embedder, shown: Shown, kind: str) -> None:
        self._library, self._embedder, self._shown, self._kind = library, embedder, shown, kind

    def fill(
        self,
        store: VectorStore,
        generation: str,
        changes: Sequence[Change],
        progress: Callable[[int, int], None] | None,
        *,
        whole: bool = False,
        gently: bool = False,
    ) -> None:
        """Adds papers that these collections do not have yet, and notes how far it came: at the end if `whole`.

        `gently` adds a few at a time, and rests between. Raises EmbeddingError and what Chroma raises.
        """
        done = 0
        last = changes[-1].number if changes else 0
        before = None if whole else store.state()
        for number, batch, total in self._batches(changes):
            self._add(store, generation, batch, _AT_A_BREATH if gently else len(batch))
            if number == last or not whole:
                remains = before is not None and before.remains
                store.note(State(self._library.id, self._kind, number, generation, remains=remains))
            done += len(batch)
            if progress is not None:
                progress(done, total)

    def _add(
        self, store: VectorStore, generation: str, batch: Sequence[tuple[Document, Passage]], at_once: int
    ) -> None:
        vectors = self._vectors(batch)
        for start in range(0, len(batch), at_once or 1):
            began = time.perf_counter()
            store.add(generation, batch[start : start + at_once], vectors[start : start + at_once])
            if at_once < len(batch):
                time.sleep(_REST * (time.perf_counter() - began))

    def _batches(self, changes: Sequence[Change]) -> Iterator[tuple[int, list[tuple[Document, Passage]], int]]:
        """Whole papers in batches, each with the number of the last change it holds and how many passages there are."""
        papers = [None if change.removed else self._shown_of(change.document_id) for change in changes]
        total = sum(paper.passages for paper in papers if paper)
        batch: list[tuple[Document, Passage]] = []
        for place, (change, paper) in enumerate(zip(changes, papers, strict=True), start=1):
            if paper is not None:
                batch.extend((paper, passage) for passage in self._library.passages(paper.id))
            if len(batch) >= _A_BATCH or place == len(changes):
                yield change.number, batch, total
                batch = []
        if not changes:
            yield 0, [], 0

    def _shown_of(self, document_id: str) -> Document | None:
        """The paper, where the embedder may be shown it."""
        document = self._library.document(document_id)
        return document if document is not None and self._shown.may_be(document.audience) else None

    def _vectors(self, batch: Sequence[tuple[Document, Passage]]) -> Vectors:
        """A row for each passage; those once paid for come from the library."""
        import numpy as np

        texts = {digest(*entry): full_text(*entry) for entry in batch}
        name = self._embedder.name
        kept = self._library.vectors(name, list(texts)) if self._embedder.costly else {}
        rows = {key: np.frombuffer(packed, dtype="<f4") for key, packed in kept.items()}
        wanted = [key for key in texts if key not in rows]
        for start in range(0, len(wanted), 256):
            some = wanted[start : start + 256]
            made = self._embedder.documents([texts[key] for key in some]).astype("<f4")
            rows |= dict(zip(some, made, strict=True))
            if self._embedder.costly:
                self._library.keep_vectors(name, {key: rows[key].tobytes() for key in some})
        return np.stack([rows[digest(*entry)] for entry in batch]) if batch else np.zeros((0, 1), dtype=np.float32)
