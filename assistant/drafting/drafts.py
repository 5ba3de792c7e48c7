"""Drafts kept on this machine with their versions, until their owner deletes them.

A draft is kept whole with each change, beside the transcript it rests on, so that any version can be opened again and
every line still leads to the words.
"""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.drafting.replies import MIGRATION as REPLIES
from assistant.drafting.summaries.kept import MIGRATION as SUMMARIES
from assistant.drafting.values import Draft, Transcript
from assistant.small_database import SmallDatabase
from ingest.errors import ShirubeError
from ingest.model import Person

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "drafts.sqlite"  # in the library's home
MIGRATIONS = (
    """
    CREATE TABLE draft (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, held_on TEXT NOT NULL,
        transcript TEXT NOT NULL, made_at TEXT NOT NULL, changed_at TEXT NOT NULL);
    CREATE TABLE version (
        draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE, number INTEGER NOT NULL,
        what TEXT NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (draft, number));
    CREATE TABLE followed (
        entry TEXT PRIMARY KEY, state TEXT NOT NULL, who TEXT, due TEXT, superseded_by TEXT NOT NULL, at TEXT NOT NULL);
    CREATE INDEX draft_newest ON draft (owner, changed_at DESC);
    """,
    SUMMARIES,
    REPLIES,
)
"""Each entry brings the file from version n to n + 1; entries are only ever added."""

# The order is that in which versions came: a clock may have been set back.
_NEWEST = """
    SELECT id, title, held_on, changed_at, (SELECT count(*) FROM version WHERE draft = d.id) FROM draft d
    WHERE owner = ? ORDER BY (SELECT max(rowid) FROM version WHERE draft = d.id) DESC
"""


class DraftsUnavailable(ShirubeError):
    """The file of drafts could not be opened or written."""

    hint = "下書きを読み書きできません。保存先のフォルダに空きがあり、書き込めるか確かめてください。"


class UnknownDraft(ShirubeError):
    """There is no such draft of this person."""

    hint = "この下書きは見つかりません。一覧から開き直してください。"


@dataclass(frozen=True, slots=True)
class Heading:
    """A draft as the list shows it; `held_on` is ISO 8601, empty where the day is not known."""

    id: str
    title: str
    held_on: str
    changed_at: str
    versions: int


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a draft: its number, what was done to it, when (ISO 8601, UTC)."""

    number: int
    what: str
    at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it is now, what it rests on, and its versions, oldest first."""

    id: str
    draft: Draft
    transcript: Transcript
    versions: tuple[Version, ...]


class Drafts:
    """The drafts in one SQLite file. Raises `DraftsUnavailable` where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.database = SmallDatabase(path, MIGRATIONS, DraftsUnavailable)

    def add(self, draft: Draft, transcript: Transcript, person: Person) -> str:
        """Keeps a new draft; returns its id."""
        id = uuid4().hex
        held_on = draft.occasion.held_on.isoformat() if draft.occasion.held_on else ""
        words = _transcripts().dump_json(transcript).decode()
        row = (id, person.name, draft.occasion.title, held_on, words, draft.made_at, draft.made_at)
        with self.database.open() as database:
            database.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            _add_version(database, id, draft, "下書きを作成", draft.made_at)
        return id

    def save(self, id: str, draft: Draft, what: str, at: str, person: Person) -> None:
        """Keeps a change as the newest version. Raises `UnknownDraft`."""
        held_on = draft.occasion.held_on.isoformat() if draft.occasion.held_on else ""
        with self.database.open() as database:
            _check_owner(database, id, person)
            database.execute(
                "UPDATE draft SET title = ?, held_on = ?, changed_at = ? WHERE id = ?",
                (draft.occasion.title, held_on, at, id),
            )
            _add_version(database, id, draft, what, at)

    def load(self, id: str, person: Person) -> Kept:
        """The draft as it is now. Raises `UnknownDraft`."""
        with self.database.open() as database:
            _check_owner(database, id, person)
            (words,) = database.execute("SELECT transcript FROM draft WHERE id = ?", (id,)).fetchone()
            rows = database.execute("SELECT number, what, at FROM version WHERE draft = ? ORDER BY number", (id,))
            versions = tuple(Version(*row) for row in rows)
            # Of many versions only the newest is read: a long draft with all that was done to it is tens of megabytes.
            (body,) = database.execute(
                "SELECT body FROM version WHERE draft = ? AND number = ?", (id, versions[-1].number)
            ).fetchone()
        return Kept(id, _drafts().validate_json(zlib.decompress(body)), _transcripts().validate_json(words), versions)

    def first(self, id: str, person: Person) -> Draft:
        """The draft as it was made, before anybody changed it. Raises `UnknownDraft`."""
        with self.database.open() as database:
            _check_owner(database, id, person)
            (body,) = database.execute(
                "SELECT body FROM version WHERE draft = ? ORDER BY number LIMIT 1", (id,)
            ).fetchone()
        return _drafts().validate_json(zlib.decompress(body))

    def undo(self, id: str, person: Person) -> bool:
        """Takes the newest change back; False where there is none."""
        with self.database.open() as database:
            _check_owner(database, id, person)
            done = database.execute(
                "DELETE FROM version WHERE draft = ? AND number > 1"
                " AND number = (SELECT max(number) FROM version WHERE draft = ?)",
                (id, id),
            ).rowcount
        return bool(done)

    def newest(self, person: Person) -> tuple[Heading, ...]:
        """The person's drafts, the one changed last first."""
        with self.database.open() as database:
            return tuple(Heading(*row) for row in database.execute(_NEWEST, (person.name,)))

    def expire(self, before: datetime) -> int:
        """Deletes the drafts that were last changed before then, whoever they are of, for good; returns how many."""
        limit = before.astimezone(UTC).isoformat(timespec="seconds")
        with self.database.open() as database:
            gone = database.execute("DELETE FROM draft WHERE changed_at < ? RETURNING id", (limit,)).fetchall()
            for (id,) in gone:
                database.execute("DELETE FROM followed WHERE entry LIKE ?", (f"{id}:%",))
        if gone:
            self.database.vacuum()
        return len(gone)

    def delete(self, id: str, person: Person) -> bool:
        """Deletes a draft with its versions for good: its words are overwritten in the file."""
        with self.database.open() as database:
            done = database.execute("DELETE FROM draft WHERE id = ? AND owner = ?", (id, person.name)).rowcount
            database.execute("DELETE FROM followed WHERE entry LIKE ? AND ?", (f"{id}:%", done))
        if done:
            self.database.vacuum()
        return bool(done)


def _add_version(database: sqlite3.Connection, id: str, draft: Draft, what: str, at: str) -> None:
    # A draft of two hours is 400 kB with each change, packed a seventh of that.
    body = zlib.compress(_drafts().dump_json(draft))
    database.execute(
        "INSERT INTO version SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ? FROM version WHERE draft = ?",
        (id, what, at, body, id),
    )


def _check_owner(database: sqlite3.Connection, id: str, person: Person) -> None:
    if not database.execute("SELECT 1 FROM draft WHERE id = ? AND owner = ?", (id, person.name)).fetchone():
        raise UnknownDraft


@cache
def _drafts() -> TypeAdapter[Draft]:
    from pydantic import TypeAdapter

    return TypeAdapter(Draft)


@cache
def _transcripts() -> TypeAdapter[Transcript]:
    from pydantic import TypeAdapter

    return TypeAdapter(Transcript)
