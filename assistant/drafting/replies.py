"""Replies of a model on the way to a summary or an item of minutes, kept so that long ones go on where they stopped.

Each is found by all that was sent for it: who may not read the papers cannot ask for it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol

from assistant.prompting import Prompt
from assistant.small_database import SmallDatabase

MIGRATION = """
    CREATE TABLE reply (key TEXT PRIMARY KEY, at TEXT NOT NULL, body BLOB NOT NULL);
    CREATE INDEX reply_oldest ON reply (at);
"""
_LONGEST = timedelta(days=7)  # that what nobody takes up again may lie half made


def call_name(model: str, prompt: Prompt, values: Mapping[str, str]) -> str:
    """Names a call by all that is sent but the fence, which is another one each time."""
    fence = values["fence"]
    said = "\0".join((model, prompt.sha256, *(values[name].replace(fence, "") for name in sorted(values))))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


class Replies(Protocol):
    """Whole replies by the names of their calls."""

    def get(self, key: str) -> str | None:
        """The reply to this call, if it was received whole before."""

    def keep(self, key: str, reply: str) -> None:
        """Keeps the reply to a call."""

    def forget(self, keys: Iterable[str]) -> None:
        """Deletes what is no longer needed: what they were for is whole."""


class Held:
    """Replies for as long as this lives."""

    def __init__(self) -> None:
        self._replies: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """The reply to this call."""
        return self._replies.get(key)

    def keep(self, key: str, reply: str) -> None:
        """Holds the reply."""
        self._replies[key] = reply

    def forget(self, keys: Iterable[str]) -> None:
        """Lets go of replies."""
        for key in keys:
            self._replies.pop(key, None)


class KeptReplies:
    """Replies in the file of drafts, for a week at most. Raises what the file raises where it cannot be used."""

    def __init__(self, database: SmallDatabase, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database, self._clock = database, clock

    def get(self, key: str) -> str | None:
        """The reply to this call."""
        with self._database.open() as database:
            found = database.execute("SELECT body FROM reply WHERE key = ?", (key,)).fetchone()
        return zlib.decompress(found[0]).decode() if found else None

    def keep(self, key: str, reply: str) -> None:
        """Keeps the reply; those of a week ago go."""
        now = self._clock()
        # A half of a surrogate pair, which a careless endpoint may send, cannot be written.
        body = zlib.compress(reply.encode("utf-8", "replace"))
        with self._database.open() as database:
            expire(database, (now - _LONGEST).isoformat(timespec="seconds"))
            row = key, now.isoformat(timespec="seconds"), body
            database.execute("INSERT OR REPLACE INTO reply VALUES (?, ?, ?)", row)

    def forget(self, keys: Iterable[str]) -> None:
        """Deletes replies; their words are overwritten."""
        with self._database.open() as database:
            database.executemany("DELETE FROM reply WHERE key = ?", [(key,) for key in keys])


def expire(database: sqlite3.Connection, before: str) -> int:
    """Deletes the replies of before then (ISO 8601, UTC); returns how many."""
    return database.execute("DELETE FROM reply WHERE at < ?", (before,)).rowcount
