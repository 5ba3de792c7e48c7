"""Past conversations, kept on this machine and nowhere else, until their owner deletes them.

A turn is one question with its answer as a whole value (citations, verdicts and all), so an old answer is shown by
the same code as a new one, even when the papers it cites have been removed since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.answering.values import Answer, Earlier
from assistant.answering.withheld import AsReadable
from assistant.small_database import SmallDatabase
from ingest.errors import ShirubeError
from ingest.japanese.folding import fold
from ingest.model import Person

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "conversations.sqlite"  # in the library's home
MIGRATIONS = (
    """
    CREATE TABLE conversation (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL,
        started_at TEXT NOT NULL, changed_at TEXT NOT NULL);
    CREATE TABLE turn (
        id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, stopped INTEGER NOT NULL,
        asked_at TEXT NOT NULL, useful INTEGER, why TEXT NOT NULL, folded TEXT NOT NULL);
    CREATE INDEX conversation_newest ON conversation (owner, changed_at DESC);
    CREATE INDEX turn_of ON turn (conversation, ordinal);
    """,
)
"""Each entry brings the file from version n to n + 1 (`PRAGMA user_version`); entries are only ever added."""

# The order is that in which turns came. A clock may have been set back, and would hide the newest conversation.
_NEWEST = """
    SELECT id, title, changed_at, (SELECT count(*) FROM turn WHERE conversation = c.id) FROM conversation c
    WHERE owner = ? AND NOT EXISTS (
        SELECT 1 FROM json_each(?) AS word
        WHERE NOT EXISTS (SELECT 1 FROM turn WHERE conversation = c.id AND instr(folded, word.value)))
    ORDER BY (SELECT max(rowid) FROM turn WHERE conversation = c.id) DESC
"""


class ConversationsUnavailable(ShirubeError):
    """The file of past conversations could not be opened or written."""

    hint = (
        "会話の記録を読み書きできません。保存先のフォルダに空きがあり、書き込めるか確かめてください。"
        "回答そのものには影響ありません。"
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer. `stopped` means that the person stopped it; `useful` is None until it is rated."""

    id: str
    question: str
    answer: Answer
    asked_at: str  # ISO 8601, UTC
    stopped: bool = False
    useful: bool | None = None
    why: str = ""

    @property
    def earlier(self) -> Earlier:
        """This turn as a follow-up question sees it."""
        return Earlier(self.question, self.answer)


@dataclass(frozen=True, slots=True)
class Heading:
    """A conversation as the list shows it."""

    id: str
    title: str
    changed_at: str
    turns: int


class Conversations:
    """The past conversations in one SQLite file, made on first use. Each verb opens it anew: any thread may call.

    Raises `ConversationsUnavailable` where the file cannot be read or written.
    """

    def __init__(self, path: Path, as_readable: AsReadable = lambda answer, _: answer) -> None:
        """`as_readable` gives an answer as its person may see it now; who may read a paper changes."""
        self._database = SmallDatabase(path, MIGRATIONS, ConversationsUnavailable)
        self._as_readable = as_readable

    def save(self, turn: Turn, person: Person, conversation: str = "") -> str:
        """Add `turn` to the end of `conversation`, or to a new one where none is named; returns its id."""
        with self._database.open() as database:
            if not _owned(database, conversation, person):
                conversation = uuid4().hex
                new = (conversation, person.name, turn.question, turn.asked_at, turn.asked_at)
                database.execute("INSERT INTO conversation VALUES (?, ?, ?, ?, ?)", new)
            database.execute("UPDATE conversation SET changed_at = ? WHERE id = ?", (turn.asked_at, conversation))
            database.execute(
                "INSERT INTO turn SELECT ?, ?, count(*), ?, ?, ?, ?, ?, ?, ? FROM turn WHERE conversation = ?",
                (turn.id, conversation, *_row(turn), conversation),
            )
        return conversation

    def newest(self, person: Person, matching: str = "", limit: int = 50) -> tuple[Heading, ...]:
        """The person's conversations, newest first; `matching` keeps those that hold each of its words anywhere."""
        words = [fold(word) for word in matching.split()]  # folding first would join 予算 5年度
        with self._database.open() as database:
            rows = database.execute(_NEWEST, (person.name, json.dumps(words))).fetchall()
        found = (Heading(*row) for row in rows)
        return tuple(islice((one for one in found if not words or self._holds(one, words, person)), limit))

    def load(self, conversation: str, person: Person) -> tuple[Turn, ...]:
        """The turns in the order they were asked; () where there is no such conversation of this person."""
        with self._database.open() as database:
            if not _owned(database, conversation, person):
                return ()
            rows = database.execute(
                "SELECT id, question, answer, asked_at, stopped, useful, why FROM turn"
                " WHERE conversation = ? ORDER BY ordinal",
                (conversation,),
            )
            turns = tuple(_turn(*row) for row in rows)
        return self.readable(turns, person)

    def readable(self, turns: Sequence[Turn], person: Person) -> tuple[Turn, ...]:
        """The turns as the person may see them now."""
        return tuple(replace(turn, answer=self._as_readable(turn.answer, person)) for turn in turns)

    def delete(self, conversation: str, person: Person) -> bool:
        """Delete it for good: its words are overwritten in the file. False where there was none."""
        with self._database.open() as database:
            done = database.execute(
                "DELETE FROM conversation WHERE id = ? AND owner = ?", (conversation, person.name)
            ).rowcount
        if done:
            self._database.vacuum()
        return bool(done)

    def expire(self, before: datetime) -> int:
        """Delete the conversations that were last added to before then, whoever they are of; returns how many."""
        with self._database.open() as database:
            limit = before.astimezone(UTC).isoformat()
            count = database.execute("DELETE FROM conversation WHERE changed_at < ?", (limit,)).rowcount
        if count:
            self._database.vacuum()
        return count

    def rate(self, turn: str, person: Person, useful: bool | None, why: str = "") -> None:
        """Remember whether an answer was of use, and the person's one line for why."""
        with self._database.open() as database:
            database.execute(
                "UPDATE turn SET useful = ?, why = ? WHERE id = ?"
                " AND conversation IN (SELECT id FROM conversation WHERE owner = ?)",
                (useful, why, turn, person.name),
            )


    def _holds(self, heading: Heading, words: Sequence[str], person: Person) -> bool:
        """Whether the words stand in what the person may see of a conversation: nobody learns by searching."""
        shown = [_folded(turn) for turn in self.load(heading.id, person)]
        return all(any(word in text for text in shown) for word in words)


def _owned(database: sqlite3.Connection, conversation: str, person: Person) -> bool:
    found = database.execute("SELECT 1 FROM conversation WHERE id = ? AND owner = ?", (conversation, person.name))
    return found.fetchone() is not None


def _row(turn: Turn) -> tuple[object, ...]:
    answer = _answers().dump_json(turn.answer).decode()
    return turn.question, answer, turn.stopped, turn.asked_at, turn.useful, turn.why, _folded(turn)


def _folded(turn: Turn) -> str:
    return fold(f"{turn.question}\n{turn.answer.text}")


def _turn(turn: str, question: str, answer: str, asked_at: str, stopped: int, useful: int | None, why: str) -> Turn:
    rated = None if useful is None else bool(useful)
    return Turn(turn, question, _answers().validate_json(answer), asked_at, bool(stopped), rated, why)


@cache
def _answers() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
