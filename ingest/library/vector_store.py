"""Vectors in Chroma's collections: one collection an audience, and one that holds no vector but says how things stand.

A filter costs Chroma time for each passage that passes it (10 ms for 10,000 of them), while a person belongs to few
groups; and a passage cannot be found by someone whose collections do not hold it. Each building anew has collections of
its own, named by its generation, and is taken into use by one change of the state.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.model import Document, Passage

if TYPE_CHECKING:
    from ingest.library.embeddings import Vectors

FORM = 2  # of what is kept; another number has it built anew
# The ten nearest are those of an exact search for 998 of 1,000 of 17,840 passages of minutes, in 3 ms (5 at p95); with
# Chroma's own figures (16, 100, 100) for 933. Building more loosely (200) gave 984 to 990, in half the time.
_HNSW = {"space": "cosine", "max_neighbors": 48, "ef_construction": 400, "ef_search": 1000}
_AT_ONCE = 2_000  # Chroma takes 5,461


@dataclass(frozen=True, slots=True)
class State:
    """What the view says of itself: which library and embedder, the last change applied, the collections in use.

    `remains` says that Chroma keeps on the disk what is no longer found.
    """

    library: str
    embedder: str
    change: int
    generation: str
    form: int = FORM
    remains: bool = False


class VectorStore:
    """The collections of one library at one Chroma client."""

    def __init__(self, client: Any, library: str) -> None:
        """`client` is Chroma's; its types stay behind the door in `vectors`."""
        self._client = client
        self._prefix = f"shirube-{library}-"
        self._found: dict[str, Any] = {}  # collections by name

    def close(self) -> None:
        """Lets go of the files."""
        self._client.close()

    def wake(self) -> None:
        """Asks each collection for something, so that its files are read now."""
        for name in list(self._names()):
            some = self._found[name].get(limit=1, include=["embeddings"])["embeddings"]
            if len(some):
                self._found[name].query(query_embeddings=[some[0]], n_results=1, include=[])

    def state(self) -> State | None:
        """How things stand; None before anything was noted."""
        collection = self._collection(f"{self._prefix}state", fresh=True)
        return State(**collection.metadata) if collection is not None and collection.metadata else None

    def note(self, state: State) -> None:
        """Takes the collections of a generation into use, or says how far they have come."""
        name = f"{self._prefix}state"
        self._client.get_or_create_collection(name, embedding_function=None).modify(metadata=asdict(state))
        self._found.pop(name, None)

    def add(self, generation: str, entries: Sequence[tuple[Document, Passage]], vectors: Vectors) -> None:
        """Adds passages with their vectors, row by row; those that are in already are written over."""
        rows = sorted(range(len(entries)), key=lambda row: entries[row][0].audience)
        for audience, some in groupby(rows, key=lambda row: entries[row][0].audience):
            chosen = list(some)
            name = self._name(generation, audience)
            collection = self._client.get_or_create_collection(
                name, configuration={"hnsw": _HNSW}, embedding_function=None
            )
            for start in range(0, len(chosen), _AT_ONCE):
                part = chosen[start : start + _AT_ONCE]
                collection.upsert(
                    ids=[entries[row][1].id for row in part],
                    embeddings=vectors[part],
                    metadatas=[_fields(*entries[row]) for row in part],
                )

    def holding(self, generation: str, documents: Sequence[str]) -> frozenset[str]:
        """Those of the documents of which a passage is in."""
        return frozenset(
            fields["document"]
            for collection in self._collections(generation)
            for start in range(0, len(documents), 500)
            for fields in collection.get(
                where={"document": {"$in": list(documents[start : start + 500])}}, include=["metadatas"]
            )["metadatas"]
        )

    def delete(self, generation: str, documents: Sequence[str]) -> None:
        """Takes out the passages of the documents."""
        for collection in self._collections(generation):
            for start in range(0, len(documents), 500):
                collection.delete(where={"document": {"$in": list(documents[start : start + 500])}})

    def count(self, generation: str, audiences: Sequence[str] | None = None) -> int:
        """How many vectors there are, of these audiences where some are given."""
        wanted = None if audiences is None else {self._name(generation, audience) for audience in audiences}
        collections = self._collections(generation)
        return sum(one.count() for one in collections if wanted is None or one.name in wanted)

    def vector(self, generation: str, audience: str, passage_id: str) -> Vectors | None:
        """The vector of a passage."""
        import numpy as np

        collection = self._collection(self._name(generation, audience))
        if collection is None:
            return None
        found = collection.get(ids=[passage_id], include=["embeddings"])["embeddings"]
        return np.asarray(found[0], dtype=np.float32) if len(found) else None

    def nearest(
        self, generation: str, audience: str, vector: Vectors, conditions: Sequence[Mapping[str, Any]], k: int
    ) -> list[tuple[str, float]]:
        """Ids and cosine similarities of the `k` nearest passages of an audience that meet all conditions."""
        collection = self._collection(self._name(generation, audience))
        if collection is None:
            return []
        where = {"$and": list(conditions)} if len(conditions) > 1 else dict(conditions[0]) if conditions else None
        found = collection.query(query_embeddings=[vector], n_results=k, where=where, include=["distances"])
        return [(key, 1 - float(far)) for key, far in zip(found["ids"][0], found["distances"][0], strict=True)]

    def sweep(self) -> None:
        """Deletes the collections of generations that are not in use."""
        state = self.state()
        kept = (f"{self._prefix}state", *([f"{self._prefix}{state.generation}-"] if state else []))
        for collection in self._client.list_collections():
            if collection.name.startswith(self._prefix) and not collection.name.startswith(kept):
                self._client.delete_collection(collection.name)
        self._found.clear()

    def _name(self, generation: str, audience: str) -> str:
        # Chroma's names are ASCII, an audience's is Japanese.
        return f"{self._prefix}{generation}-{hashlib.blake2b(audience.encode(), digest_size=8).hexdigest()}"

    def _collection(self, name: str, *, fresh: bool = False) -> Any:
        if fresh or name not in self._found:
            self._names()
        return self._found.get(name)

    def _collections(self, generation: str) -> list[Any]:
        return [self._found[name] for name in self._names() if name.startswith(f"{self._prefix}{generation}-")]

    def _names(self) -> list[str]:
        """The names of this library's collections, looked up anew."""
        found = {collection.name: collection for collection in self._client.list_collections()}
        self._found = {name: found[name] for name in sorted(found) if name.startswith(self._prefix)}
        return list(self._found)


def wipe(folder: Path) -> None:
    """Zeroes what stands behind the last vector in Chroma's files.

    They are written as long as there is room for, at opening too, and the rest is memory as it was: of papers that
    went, even. Chroma never reads it.
    """
    for path in folder.rglob("data_level0.bin"):
        with suppress(OSError, struct.error):
            _, _, room, used, size = struct.unpack_from("<iQQQQ", path.with_name("header.bin").read_bytes())
            if used <= room and room * size == path.stat().st_size:
                with path.open("r+b") as file:
                    file.seek(used * size)
                    file.write(bytes((room - used) * size))


def _fields(document: Document, passage: Passage) -> dict[str, str | int]:
    """What filters go by. A paper's name is not among them: it is one with its id."""
    fields: dict[str, str | int | None] = {
        "document": document.id,
        "kind": document.kind,
        "fiscal_year": document.fiscal_year,
        "speaker": passage.speaker,
    }
    return {name: value for name, value in fields.items() if value not in (None, "")}
