"""A small SQLite file of one's own records (conversations, drafts): numbered migrations, deletion that overwrites."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import ShirubeError


class SmallDatabase:
    """One file, made on first use. Each `open` is a connection and a transaction of its own: any thread may call.

    `migrations` bring the file from version n to n + 1 (`PRAGMA user_version`) and are only ever added to; `trouble` is
    raised where the file cannot be read or written.
    """

    def __init__(self, path: Path, migrations: Sequence[str], trouble: type[ShirubeError]) -> None:
        self._path, self._migrations, self._trouble = path, migrations, trouble

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection; what is written is kept when the block ends well, and only then."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=10)) as database:
                database.execute("PRAGMA foreign_keys = ON")
                database.execute("PRAGMA secure_delete = ON")
                self._migrate(database)
                with database:
                    yield database
        except (sqlite3.Error, OSError) as error:
            raise self._trouble from error

    def vacuum(self) -> None:
        """Overwrites what was deleted, in the file too."""
        with self.open() as database:
            database.execute("VACUUM")

    def _migrate(self, database: sqlite3.Connection) -> None:
        if _version(database) >= len(self._migrations):
            return
        with database:
            # The version is read again under the lock: two windows may open a new file at once.
            database.execute("BEGIN IMMEDIATE")
            for script in self._migrations[_version(database) :]:
                for statement in _statements(script):
                    database.execute(statement)
            database.execute(f"PRAGMA user_version = {len(self._migrations)}")


def _statements(script: str) -> Iterator[str]:
    """One after the other: `executescript` would end the transaction. A trigger has semicolons of its own."""
    statement = ""
    for piece in script.split(";")[:-1]:
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
