"""Who may read what, as the truth has it: also papers that went to other readers, or went for good."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.audience import HOUSE
from ingest.library.truth import Connection
from ingest.model import Person


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
