"""Use cases that staff make: a draft of one's own, proposed to the team, approved by an administrator, taken back.

A use case is kept as its file, a version each time one is begun after another was approved or withdrawn. Only the
author changes it; what is in force is the newest approved version, and a draft of the next one lies beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from assistant.governance.access import permit
from assistant.small_database import SmallDatabase
from assistant.trials.use_case_file import read, write
from assistant.trials.values import Stage, UseCase
from ingest.errors import ShirubeError
from ingest.model import Person, Rank

FILE = "use_cases.sqlite"  # in the library's home
MIGRATIONS = (
    """
    CREATE TABLE made (id TEXT PRIMARY KEY, owner TEXT NOT NULL, begun_at TEXT NOT NULL);
    CREATE TABLE version (
        made TEXT NOT NULL REFERENCES made (id) ON DELETE CASCADE, number INTEGER NOT NULL, stage TEXT NOT NULL,
        body TEXT NOT NULL, changed_by TEXT NOT NULL, changed_at TEXT NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (made, number));
    CREATE INDEX version_stage ON version (stage);
    """,
)
"""Each entry brings the file from version n to n + 1; entries are only ever added."""

# Whatever is changed gets a new last row: orders do not rest on a clock, which may have been set back.
_NEWEST = """
    SELECT made.id, owner, number, stage, body, changed_by, changed_at, reason FROM version JOIN made ON made.id = made
    WHERE number = (SELECT max(number) FROM version v WHERE v.made = made.id) ORDER BY version.rowid
"""
_IN_FORCE = """
    SELECT made.id, owner, number, stage, body, changed_by, changed_at, reason FROM version JOIN made ON made.id = made
    WHERE number = (SELECT max(number) FROM version v WHERE v.made = made.id AND stage = 'approved')
"""
_ALL = """
    SELECT made.id, owner, number, stage, body, changed_by, changed_at, reason FROM version JOIN made ON made.id = made
    WHERE made.id = ? ORDER BY number
"""
_COPY = "の写し"


class UseCasesUnavailable(ShirubeError):
    """The file of use cases could not be opened or written."""

    hint = "使い方の登録を読み書きできません。保存先のフォルダに空きがあり、書き込めるか確かめてください。"


class NotAllowed(ShirubeError):
    """What this person, or this stage, does not allow; nothing has changed."""

    hint = "この操作はできません。"


class UnknownMade(ShirubeError):
    """There is no such use case made by staff."""

    hint = "この使い方は見つかりません。一覧から開き直してください。"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a use case made by staff: who changed it last, when (ISO 8601, UTC), and why it was sent back."""

    use_case: UseCase
    owner: str
    changed_by: str
    changed_at: str
    reason: str = ""

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.use_case.stage


def _now() -> datetime:
    return datetime.now(UTC)


class MadeByStaff:
    """The use cases in one SQLite file. Raises `UseCasesUnavailable` where it cannot be read or written."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = _now) -> None:
        self.database = SmallDatabase(path, MIGRATIONS, UseCasesUnavailable)
        self._clock = clock

    # ---- by anybody

    def begin(self, text: str, person: Person) -> Version:
        """A new draft of one's own, from a form or a file. Raises `UseCaseError` for a file that breaks the rules."""
        id = uuid4().hex[:12]
        use_case = read(id, text, Stage.DRAFT)
        with self.database.open() as database:
            database.execute("INSERT INTO made VALUES (?, ?, ?)", (id, person.name, self._at()))
            self._put(database, use_case, 1, person)
        return self.newest(id)

    def copy(self, use_case: UseCase, person: Person) -> Version:
        """A new draft of one's own that begins as another use case."""
        author = person.label or use_case.author
        return self.begin(write(replace(use_case, title=f"{use_case.title}{_COPY}", author=author, version=1)), person)

    def in_force(self) -> tuple[UseCase, ...]:
        """The newest approved version of each."""
        return tuple(one.use_case for one in self._found(_IN_FORCE))

    def ids(self) -> frozenset[str]:
        """Of every use case that staff ever made."""
        with self.database.open() as database:
            return frozenset(id for (id,) in database.execute("SELECT id FROM made"))

    def proposed(self) -> tuple[Version, ...]:
        """What waits for an administrator, the longest waiting first. The whole team may read and try it."""
        return tuple(one for one in self._found(_NEWEST) if one.stage is Stage.PROPOSED)

    def own(self, person: Person) -> tuple[Version, ...]:
        """The newest version of each use case of the person, the one changed last first."""
        return tuple(one for one in reversed(self._found(_NEWEST)) if one.owner == person.name)

    def newest(self, id: str) -> Version:
        """The newest version, whatever its stage. Raises `UnknownMade`."""
        return self.versions(id)[-1]

    def versions(self, id: str) -> tuple[Version, ...]:
        """All versions, oldest first. Raises `UnknownMade`."""
        found = self._found(_ALL, id)
        if not found:
            raise UnknownMade
        return found

    # ---- by the author

    def save(self, id: str, text: str, person: Person) -> Version:
        """Changes a draft. After an approval, a withdrawal or a proposal the change is a draft again.

        Raises `UseCaseError` for a file that breaks the rules.
        """
        newest = self._own(id, person)
        use_case = read(id, text, Stage.DRAFT)
        settled = newest.stage in (Stage.APPROVED, Stage.WITHDRAWN)
        with self.database.open() as database:
            self._put(database, use_case, newest.use_case.version + settled, person)
        return self.newest(id)

    def restore(self, id: str, number: int, person: Person) -> Version:
        """An earlier version as the newest draft."""
        found = next((one for one in self.versions(id) if one.use_case.version == number), None)
        if found is None:
            raise UnknownMade
        return self.save(id, write(found.use_case), person)

    def propose(self, id: str, person: Person) -> Version:
        """Puts a draft before the team."""
        return self._move(self._own(id, person), Stage.DRAFT, Stage.PROPOSED, person)

    def delete(self, id: str, person: Person) -> None:
        """Deletes for good what was never approved."""
        self._own(id, person)
        if any(one.stage in (Stage.APPROVED, Stage.WITHDRAWN) for one in self.versions(id)):
            raise NotAllowed("一度承認された使い方は消せません。取り下げてください。")
        with self.database.open() as database:
            database.execute("DELETE FROM made WHERE id = ?", (id,))
        self.database.vacuum()

    # ---- by an administrator

    def approve(self, id: str, person: Person) -> Version:
        """Takes a proposal into the catalogue. For rank 管理."""
        permit(person, Rank.ADMINISTRATOR)
        return self._move(self.newest(id), Stage.PROPOSED, Stage.APPROVED, person)

    def send_back(self, id: str, reason: str, person: Person) -> Version:
        """Gives a proposal back to its author, with the reason. For rank 管理."""
        permit(person, Rank.ADMINISTRATOR)
        return self._move(self.newest(id), Stage.PROPOSED, Stage.DRAFT, person, reason)

    # ---- by either

    def take_back(self, id: str, person: Person) -> Version:
        """A proposal is a draft again; else what is in force leaves the catalogue, a draft beside it stays.

        By its author or an administrator.
        """
        newest = self.newest(id)
        if person.rank < Rank.ADMINISTRATOR:
            self._own(id, person)
        if newest.stage is Stage.PROPOSED:
            return self._move(newest, Stage.PROPOSED, Stage.DRAFT, person)
        with self.database.open() as database:
            done = database.execute(
                "UPDATE version SET stage = 'withdrawn', changed_by = ?, changed_at = ?"
                " WHERE made = ? AND stage = 'approved'",
                (person.name, self._at(), id),
            )
            if not done.rowcount:
                raise NotAllowed("取り下げるものがありません。提案中か、承認された使い方だけを取り下げられます。")
        return self.newest(id)

    def _own(self, id: str, person: Person) -> Version:
        newest = self.newest(id)
        if newest.owner != person.name:
            raise NotAllowed("直せるのは作成者だけです。写しを作ると、ご自分の下書きとして直せます。")
        return newest

    def _move(self, of: Version, before: Stage, after: Stage, person: Person, reason: str = "") -> Version:
        """Another stage, where it still has the one `before` when this is written."""
        with self.database.open() as database:
            done = database.execute(
                "UPDATE version SET rowid = (SELECT max(rowid) + 1 FROM version),"
                " stage = ?, changed_by = ?, changed_at = ?, reason = ?"
                " WHERE made = ? AND number = ? AND stage = ?",
                (after, person.name, self._at(), reason, of.use_case.id, of.use_case.version, before),
            )
            if not done.rowcount:
                raise NotAllowed(_WANTED[before])
        return self.newest(of.use_case.id)

    def _put(self, database: sqlite3.Connection, use_case: UseCase, number: int, person: Person) -> None:
        body = write(replace(use_case, version=number))
        database.execute(
            "INSERT OR REPLACE INTO version VALUES (?, ?, ?, ?, ?, ?, '')",
            (use_case.id, number, Stage.DRAFT, body, person.name, self._at()),
        )

    def _found(self, query: str, *values: str) -> tuple[Version, ...]:
        with self.database.open() as database:
            rows = database.execute(query, values).fetchall()
        return tuple(
            Version(replace(read(id, body, Stage(stage)), version=number), owner, by, at, reason)
            for id, owner, number, stage, body, by, at, reason in rows
        )

    def _at(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")


_WANTED = {
    Stage.DRAFT: "提案できるのは下書きだけです。",
    Stage.PROPOSED: "提案中の使い方ではありません。一覧を読み込み直してください。",
}
