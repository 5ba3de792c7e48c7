"""Who has a home open: any number of processes at once, or one alone while it puts another library in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import LibraryError
from ingest.library import swapping
from ingest.library.database import explained

IN_USE = "in_use.lock"
_LENDING = "backup.lock"
_PATIENCE = 30.0  # seconds that an opening waits for a restore
_RESTORING = "控えから戻しているところです。終わるのを待ってから、もう一度開いてください。"
_TAKEN = "この資料庫を使っている画面や処理があります。しるべの画面をすべて終えてから、もう一度行ってください。"
_LENT = "ほかの処理が控えを作っています。終わるのを待ってから、もう一度行ってください。"


class Holding:
    """One opening of a home, for as long as its process lives or until `close`: a kill lets go of it too.

    SQLite's locks on a file without contents are the only ones that are shared, told from an exclusive one, and the
    same on every system.
    """

    def __init__(self, home: Path) -> None:
        """Finishes a restore that was stopped while it swapped. Raises LibraryError where one is under way."""
        self._home = home
        with explained():
            home.mkdir(parents=True, exist_ok=True)
        while True:
            self._connection = _opened(home, "BEGIN", _PATIENCE, _RESTORING)
            if not swapping.is_ready(home):
                break
            self.close()
            with alone(home, _PATIENCE):
                swapping.finish(home)
        swapping.sweep(home)

    def close(self) -> None:
        """Lets go of the home."""
        self._connection.close()

    @contextmanager
    def lending(self) -> Iterator[None]:
        """For a copy of the library that is being made: until its end no original is deleted."""
        lock = FileLock(self._home / _LENDING)
        with explained():
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise LibraryError(_LENT) from error
        try:
            yield
        finally:
            lock.release()

    @property
    def lends(self) -> bool:
        """Whether a copy is being made somewhere."""
        with suppress(Timeout), FileLock(self._home / _LENDING, timeout=0):
            return False
        return True


@contextmanager
def alone(home: Path, patience: float = 0.0) -> Iterator[None]:
    """Nobody else has the home open for the length of the block. Raises LibraryError where somebody has."""
    with explained():
        home.mkdir(parents=True, exist_ok=True)
    with closing(_opened(home, "BEGIN EXCLUSIVE", patience, _TAKEN)):
        yield


def _opened(home: Path, begin: str, patience: float, otherwise: str) -> sqlite3.Connection:
    with explained():
        connection = sqlite3.connect(home / IN_USE, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            connection.execute(begin)
            connection.execute("SELECT 1 FROM sqlite_master").fetchall()  # takes the shared lock
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise LibraryError(otherwise) from error
            raise
    return connection
