"""Who may read what, as the truth has it: papers that went to other readers, or went for good."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.audience import HOUSE
from ingest.library.truth import Connection
from ingest.model import Person


def note_moved(truth: Connection, document_id: str) -> None:
    """A paper has other readers now: a change of a paper whose contents stay, so that no view reads them again."""
    sql = "SELECT coalesce(contents, number) FROM changes WHERE document = ?"
    contents = truth.execute(sql, (document_id,)).fetchone()[0]
    truth.execute("DELETE FROM changes WHERE document = ?", (document_id,))  # a new row gets a new number
    truth.execute("INSERT INTO changes (document, removed, contents) VALUES (?, 0, ?)", (document_id, contents))


def note_gone(truth: Connection, document_id: str, audience: str) -> None:
    """A paper is out. Answers of before may quote it, so whose it was stays known; its name and words do not."""
    truth.execute("DELETE FROM changes WHERE document = ?", (document_id,))
    truth.execute("INSERT INTO changes (document, removed, audience) VALUES (?, 1, ?)", (document_id, audience))


def note_successor(truth: Connection, document_id: str, successor: str) -> None:
    """A paper gave way to a newer one: who may not read that may not read what it was before either."""
    truth.execute("UPDATE changes SET successor = ? WHERE document = ?", (successor, document_id))


def could_read(truth: Connection, ids: Iterable[str], person: Person) -> frozenset[str]:
    """Those of `ids` whose words `person` may see: papers that are in, that were in, or that never were papers."""
    return frozenset(id for id in set(ids) if _may_see(truth, id, person))


def _may_see(truth: Connection, id: str, person: Person) -> bool:
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
