# ruff: noqa: S608 -- names of columns come from constants of this program, values are bound
"""Vectors once paid for, by the digest of the text: a vectors view that is made anew asks no model again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.library import rows
from ingest.library.truth import Connection


def find(truth: Connection, embedder: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
    """Those of the vectors that are kept, by `indexing.digest`: float32, little-endian."""
    found: dict[bytes, bytes] = {}
    for some in rows.batches(digests):
        sql = f"SELECT digest, vector FROM vectors WHERE embedder = ? AND digest IN ({rows.marks_for(some)})"
        found |= dict(truth.execute(sql, (embedder, *some)))
    return found


def keep(truth: Connection, embedder: str, vectors: Mapping[bytes, bytes]) -> None:
    """Keeps vectors; those of a text that has left the library meanwhile are let go."""
    sql = """INSERT INTO vectors SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM passages WHERE digest = ?)
             ON CONFLICT (embedder, digest) DO UPDATE SET vector = excluded.vector"""
    truth.executemany(sql, [(embedder, key, vector, key) for key, vector in vectors.items()])


def forget(truth: Connection) -> None:
    """Vectors of a text are kept for as long as some passage has that text."""
    truth.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)")
