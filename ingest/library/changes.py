"""The log of changes, by which the views keep up: a rising number, and the latest change of each document."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.library.truth import Connection


@dataclass(frozen=True, slots=True)
class Change:
    """The latest thing that happened to a document: it came (again), it went, or others may read it now.

    `contents` is the number of the change by which its contents came or went.
    """

    number: int
    document_id: str
    removed: bool
    contents: int


def latest(truth: Connection) -> int:
    """The number of the latest change, 0 for none."""
    return int(truth.execute("SELECT coalesce(max(number), 0) FROM changes").fetchone()[0])


def since(truth: Connection, number: int) -> tuple[Change, ...]:
    """What happened since change `number`, the latest of each document, in order."""
    sql = """SELECT number, document, removed, coalesce(contents, number) FROM changes
             WHERE number > ? ORDER BY number"""
    found = truth.execute(sql, (number,))
    return tuple(Change(number, key, bool(removed), contents) for number, key, removed, contents in found)


def note_added(truth: Connection, document_id: str) -> None:
    """A paper is in, for the first time or again."""
    _forget(truth, document_id)
    truth.execute("INSERT INTO changes (document, removed) VALUES (?, 0)", (document_id,))


def note_moved(truth: Connection, document_id: str) -> None:
    """A paper has other readers now: a change of a paper whose contents stay, so that no view reads them again."""
    sql = "SELECT coalesce(contents, number) FROM changes WHERE document = ?"
    contents = truth.execute(sql, (document_id,)).fetchone()[0]
    _forget(truth, document_id)
    truth.execute("INSERT INTO changes (document, removed, contents) VALUES (?, 0, ?)", (document_id, contents))


def note_gone(truth: Connection, document_id: str, audience: str) -> None:
    """A paper is out. Answers of before may quote it, so whose it was stays known; its name and words do not."""
    _forget(truth, document_id)
    truth.execute("INSERT INTO changes (document, removed, audience) VALUES (?, 1, ?)", (document_id, audience))


def note_successor(truth: Connection, document_id: str, successor: str) -> None:
    """A paper gave way to a newer one: who may not read that may not read what it was before either."""
    truth.execute("UPDATE changes SET successor = ? WHERE document = ?", (successor, document_id))


def _forget(truth: Connection, document_id: str) -> None:
    """Takes the row before out: a new row gets a new number."""
    truth.execute("DELETE FROM changes WHERE document = ?", (document_id,))
