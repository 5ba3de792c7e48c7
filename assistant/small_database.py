"""A small SQLite file of one's own records (conversations, drafts): numbered migrations, deletion that overwrites."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import ShirubeError

_TORN = "{name} が傷んでいます。控えから戻してください（shirube restore）。"
# Emptied by a disk, or never begun: the first use of it found no room. The next use begins it.
_EMPTY = "{name} が空です。記録があったはずなら、使う前に控えから戻してください（shirube restore）。"
NEWER = "{name} は新しい版のしるべで作られています。しるべを新しい版に更新してから開いてください。"


class SmallDatabase:
    """One file, made on first use. Each `open` is a connection and a transaction of its own: any thread may call.

    `migrations` bring the file from version n to n + 1 (`PRAGMA user_version`) and are only ever added to; `trouble` is
    raised where the file cannot be read or written, or a newer Shirube wrote it.
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
        if _version(database) == len(self._migrations):
            return
        with database:
            # The version is read again under the lock: two windows may open a new file at once.
            database.execute("BEGIN IMMEDIATE")
            version = _version(database)
            if version > len(self._migrations):
                raise self._trouble(NEWER.format(name=self._path.name))
            for script in self._migrations[version:]:
                for statement in _statements(script):
                    database.execute(statement)
            database.execute(f"PRAGMA user_version = {len(self._migrations)}")


def prove(paths: Iterable[Path]) -> Iterator[str]:
    """Which of these databases are damaged, in Japanese. Those that are not there are made on first use."""
    for path in paths:
        if not path.stat().st_size:
            yield _EMPTY.format(name=path.name)
            continue
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as database:
                sound = [row[0] for row in database.execute("PRAGMA integrity_check(1)")] == ["ok"] and (
                    _version(database) > 0 and all(map(_is_written, _values(database)))
                )
        except (sqlite3.Error, zlib.error):
            sound = False
        if not sound:
            yield _TORN.format(name=path.name)


def _values(database: sqlite3.Connection) -> Iterator[object]:
    """Every value of every table."""
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (table,) in tables.fetchall():
        for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            yield from row


def _is_written(value: object) -> bool:
    """Whether a value is one that somebody wrote. SQLite has no checksums; blocks that a disk lost come back as zeros.

    A text has no character zero in it, and what is packed is packed by zlib, which has a checksum.
    """
    if isinstance(value, bytes):
        return zlib.decompress(value) is not None
    return not isinstance(value, str) or "\0" not in value
def _statements(script: str) -> Iterator[str]:
    """One after the other: `executescript` would end the transaction. A trigger has semicolons of its own."""
    statement = ""
    for piece in script.rstrip().removesuffix(";").split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
