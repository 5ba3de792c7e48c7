"""What a paper is when it has been read: the value that a worker hands over, and the number of the way of reading."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Document, Page, Passage

# Raised whenever papers are read, cut or named in another way: what was read before is then read again.
READING = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready for the library."""

    document: Document
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    tokens: bytes
