"""Who may read what, as the truth has it: the audiences that a person is of, and papers that went or went elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.audience import HOUSE
from ingest.model import Person


def audiences(truth: sqlite3.Connection, person: Person) -> tuple[str, ...]:
    """The audiences of the papers that are in, those that `person` is of."""
    found = truth.execute("SELECT DISTINCT audience FROM documents ORDER BY audience")
    return tuple(audience for (audience,) in found if person.may_read(audience))


def note_moved(truth: sqlite3.Connection, document_id: str) -> None:
    """A paper has other readers now: a change of a paper whose contents stay, so that no view reads them again."""
    sql = """INSERT OR REPLACE INTO changes (document, removed, contents)
             SELECT document, 0, coalesce(contents, number) FROM changes WHERE document = ?"""
    truth.execute(sql, (document_id,))


def note_gone(truth: sqlite3.Connection, document_id: str, audience: str) -> None:
    """A paper is out. Answers of before may quote it, so whose it was stays known; its name and words do not."""
    sql = "INSERT OR REPLACE INTO changes (document, removed, audience) VALUES (?, 1, ?)"
    truth.execute(sql, (document_id, audience))


def note_successor(truth: sqlite3.Connection, document_id: str, successor: str) -> None:
    """A paper gave way to a newer one: who may not read that may not read what it was before either."""
    truth.execute("UPDATE changes SET successor = ? WHERE document = ?", (successor, document_id))


def could_read(truth: sqlite3.Connection, ids: Iterable[str], person: Person) -> frozenset[str]:
    """Those of `ids` whose words `person` may see: papers that are in, that were in, or that never were papers."""
    return frozenset(id for id in set(ids) if _may_see(truth, id, person))


def _may_see(truth: sqlite3.Connection, id: str, person: Person) -> bool:
    seen: set[str] = set()
    while id and id not in seen:
        seen.add(id)
        row = truth.execute("SELECT audience FROM documents WHERE id = ?", (id,)).fetchone()
        if row is not None:
            return person.may_read(row[0])
        row = truth.execute("SELECT audience, successor FROM changes WHERE document = ?", (id,)).fetchone()
        # What went before audiences were kept was for all in the house.
        if row is not None and not person.may_read(row[0] or HOUSE):
            return False
        id = row[1] or "" if row is not None else ""
    return True
