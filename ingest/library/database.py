"""Connections to library.sqlite, and what its failures mean to a clerk."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import LibraryError
from ingest.library.schema import migrate

_LITTLE = 4 << 20  # bytes of a disk that is as good as full
_WAIT = 30.0  # seconds that a second process is waited for
_BUSY = "ほかの処理が資料庫に書き込んでいます。しばらく待ってから、もう一度行ってください。"
_FULL = "ディスクの空きがありません。空きを作ってから、もう一度行ってください。登録済みの資料はそのまま残っています。"
_READ_ONLY = "資料庫のフォルダに書き込めません。フォルダの権限を確かめるか、書き込める場所を保存先にしてください。"
_NOT_OURS = (
    "資料庫のファイル（library.sqlite）が壊れているか、別のファイルです。控えから戻すか、別の保存先を指定してください。"
)
_GONE = "ファイルが見つかりません。移動や削除がされていないか確かめてください。"
_CODES = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_NOTADB: _NOT_OURS,
    sqlite3.SQLITE_CORRUPT: _NOT_OURS,
}
_ERRNOS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOTDIR: _READ_ONLY,
    errno.EEXIST: _READ_ONLY,
    errno.ENOENT: _GONE,
}


@contextmanager
def explained() -> Iterator[None]:
    """Turns a failure of the disk or of SQLite into a LibraryError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code, the rest refines it.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
            raise  # a mistake of the program, not of the disk
        raise LibraryError(_CODES.get(code, "")) from error
    except OSError as error:
        raise LibraryError(_ERRNOS.get(error.errno or 0, "")) from error


def told(folder: Path, otherwise: str) -> str:
    """The sentence for a view in `folder` that could not be written: its library does not say why, the disk does."""
    return _FULL if shutil.disk_usage(folder).free < _LITTLE else otherwise


class Database:
    """Reads on connections of their own, one a call at a time; writes one after the other.

    Safe for threads of one process and for several processes.
    """

    def __init__(self, path: Path) -> None:
        """Opens or creates. Raises LibraryError for a read-only folder, a full disk, a foreign or newer file."""
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            for place in (path.parent, path):
                if place.exists() and not os.access(place, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            self._writer = self._connect()
            try:
                migrate(self._writer)
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the truth for the length of the block."""
        with explained():
            connection = self._take()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.execute("ROLLBACK")
                self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of the block is kept, or nothing of it."""
        with explained(), self._lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                with suppress(sqlite3.OperationalError):
                    self._writer.execute("ROLLBACK")
                raise

    def flush_log(self) -> None:
        """Empties the write-ahead log, where removed text would stay. A busy reader puts it off to the next time."""
        with explained(), self._lock:
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def write_anew(self) -> None:
        """Writes the whole file anew, which takes seconds for each hundred thousand passages; reading goes on.

        `secure_delete` overwrites a row where it is deleted, not the copies that SQLite left where it moved rows from
        block to block before.
        """
        with explained(), self._lock:
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_sound(self) -> bool:
        """Whether SQLite finds the file whole."""
        with self.reading() as connection:
            return is_sound(connection)

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether nobody else is inside a block of that name."""
        lock = FileLock(self._path.with_name(f"{name}.lock"), timeout=0)
        with explained(), ExitStack() as held:
            try:
                held.enter_context(lock)
            except Timeout:
                yield False
                return
            yield True

    def close(self) -> None:
        """Closes every connection; the last process to do so folds the log into the database."""
        while self._idle:
            self._idle.pop().close()
        self._writer.close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds a database whole."""
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switches to the write-ahead log. SQLite does not wait for other processes here, as it does everywhere else."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
