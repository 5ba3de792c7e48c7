"""What becomes of each file given to `ingest`, and how far the work has come."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Document


@dataclass(frozen=True, slots=True)
class Ingested:
    """The paper is in."""

    source: str
    document: Document


@dataclass(frozen=True, slots=True)
class Replaced:
    """A paper of the same name was in with other contents; the new one stands in its place."""

    source: str
    document: Document


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The very same file was in already; nothing was done."""

    source: str
    document: Document


@dataclass(frozen=True, slots=True)
class Moved:
    """The very same file was in already, for other readers than now."""

    source: str
    document: Document


@dataclass(frozen=True, slots=True)
class Failed:
    """The file is not in, and why, in a Japanese sentence that says what to do."""

    source: str
    reason: str


Outcome = Ingested | Replaced | Unchanged | Moved | Failed


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest or a rebuild has come: `done` of `total` files (or passages); `now` is what is being read."""

    done: int
    total: int
    now: str


@dataclass(frozen=True, slots=True)
class Health:
    """The truth about a library: the counts of the truth and of both views, and what is wrong, in Japanese."""

    healthy: bool
    problems: tuple[str, ...]
    documents: int
    passages: int
    words: int
    vectors: int | None  # None where another process owns the vectors view
    mended: tuple[str, ...] = ()  # what was damaged and is whole again, in Japanese
