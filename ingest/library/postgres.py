"""The truth in PostgreSQL, for several machines. The only door to pg8000.

The tables are those of `schema`. Writers come one after the other, by a lock of the database's own: the numbers of the
change log rise as transactions end, so a view that has applied one number has missed none before it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import ssl
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from ingest.errors import LibraryError
from ingest.library import schema

if TYPE_CHECKING:
    from pg8000.dbapi import Connection as Link

_WAIT = 30  # seconds that another writer is waited for
_SILENCE = 60.0  # seconds without an answer after which the server counts as away
_VALUES = 30_000  # in one statement; PostgreSQL takes 65,535
_AWAY = "データベース（PostgreSQL）につながりません。設定と、データベースの状態を確かめてください。"
_LOGIN = "データベース（PostgreSQL）にログインできません。利用者名、パスワード、データベース名を確かめてください。"
_BUSY = "ほかの処理が資料庫に書き込んでいます。しばらく待ってから、もう一度行ってください。"
_FULL = "データベースのディスクに空きがありません。空きを作ってから、もう一度行ってください。"
_REFUSED = "データベース（PostgreSQL）に書き込めません。利用者の権限を確かめてください。"
_BY_STATE = {
    "28": _LOGIN, "3D": _LOGIN, "53": _FULL, "53300": _BUSY, "55P03": _BUSY, "40": _BUSY, "25": _REFUSED,
    "42501": _REFUSED, "57P": _AWAY,
}  # fmt: skip
_OUR_FAULT = ("22", "23", "42")  # a mistake of the program

# Migrations that PostgreSQL does in its own way, by their place: it changes a table where SQLite makes it anew.
_OURS = {
    1: """
ALTER TABLE documents ADD COLUMN audience_said INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents DROP CONSTRAINT documents_source_key;
ALTER TABLE documents ADD UNIQUE (source, audience);
CREATE INDEX documents_by_audience ON documents (audience);
ALTER TABLE changes ADD COLUMN contents INTEGER;
"""
}


class Postgres:
    """Connections to one database: reads on connections of their own, writes one after the other."""

    def __init__(self, url: str) -> None:
        """`url` is postgresql://user:password@host:port/database[?sslmode=require]. Raises LibraryError."""
        self._url = url
        self._idle: list[Link] = []
        self._lock = threading.Lock()
        self._migrate()

    @contextmanager
    def reading(self) -> Iterator[_Session]:
        """A connection that sees one state of the truth for the length of the block."""
        with self._link("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[_Session]:
        """One transaction: all of the block is kept, or nothing of it."""
        with self._lock, self._link("BEGIN") as session:
            session.execute(f"SET LOCAL lock_timeout = '{_WAIT}s'")
            session.execute(f"SELECT pg_advisory_xact_lock({_key('writing')})")
            yield session
            session.execute("COMMIT")

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether nobody else is inside a block of that name, on any machine."""
        with self._link("") as session:  # held by the connection: it goes with a process that is killed
            taken = session.execute(f"SELECT pg_try_advisory_lock({_key(name)})").fetchone() == (True,)
            yield taken
            if taken:
                session.execute(f"SELECT pg_advisory_unlock({_key(name)})")

    def is_sound(self) -> bool:
        """Whether it answers; what is wrong with its files is PostgreSQL's to find."""
        with self.reading() as session:
            return session.execute("SELECT count(*) FROM library").fetchone() == (1,)

    def flush_log(self) -> None:
        """Has removed rows cleared for other use; its log is PostgreSQL's own matter (docs/several_machines.md)."""
        with self._link("") as session:
            for table in ("passages", "pages", "documents", "vectors"):
                session.execute(f"VACUUM {table}")

    def write_anew(self) -> None:
        """Nothing: its files are PostgreSQL's own matter."""

    def close(self) -> None:
        """Closes every connection."""
        while self._idle:
            _let_go(self._idle.pop())

    @contextmanager
    def _link(self, begin: str) -> Iterator[_Session]:
        """A connection in a transaction that is rolled back unless the block committed; a broken one is let go."""
        with explained():
            link = self._take()
            try:
                session = _Session(link)
                if begin:
                    session.execute(begin)
                yield session
                if begin:
                    session.execute("ROLLBACK")
            except BaseException:
                _let_go(link)  # it may be in the middle of an answer
                raise
            self._idle.append(link)

    def _take(self) -> Link:
        try:
            return self._idle.pop()
        except IndexError:
            return _connected(self._url)

    def _migrate(self) -> None:
        """Brings the tables to their newest form. Raises LibraryError when a newer Shirube wrote them."""
        with self.writing() as session:
            session.execute("CREATE TABLE IF NOT EXISTS form (version INTEGER NOT NULL)")
            row = session.execute("SELECT version FROM form").fetchone()
            version = row[0] if row else 0
            if version > len(schema.MIGRATIONS):
                raise LibraryError(schema.NEWER)
            for number in range(version, len(schema.MIGRATIONS)):
                for statement in schema.statements(_OURS.get(number, schema.MIGRATIONS[number])):
                    session.execute(_in_our_words(statement))
            if version == 0:
                session.execute("INSERT INTO library (id) VALUES (?)", (secrets.token_hex(8),))
                session.execute("INSERT INTO form VALUES (?)", (0,))
            session.execute("UPDATE form SET version = ?", (len(schema.MIGRATIONS),))


class _Session:
    """A connection as the library speaks to it."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Rows:
        """Runs one statement, `?` for each value."""
        if not values:
            return _Rows(self._link.execute_simple(sql).rows)
        return _Rows(self._link.execute_unnamed(_numbered(sql), vals=tuple(values)).rows)

    def executemany(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Runs a statement for each row of values; those that insert rows, many rows at a time."""
        match = re.fullmatch(r"(?P<into>INSERT INTO .* VALUES )(?P<row>\((?:\?, )*\?\))", sql)
        if match is None:
            for row in values:
                self.execute(sql, row)
            return
        rest, at_once = iter(values), _VALUES // match["row"].count("?")
        while rows := list(islice(rest, at_once)):
            self.execute(match["into"] + ", ".join([match["row"]] * len(rows)), tuple(chain.from_iterable(rows)))


class _Rows:
    """What a statement gave, all of it at hand."""

    def __init__(self, rows: Iterable[Sequence[Any]] | None) -> None:
        self._rows = iter([tuple(row) for row in rows or ()])

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)


@contextmanager
def explained() -> Iterator[None]:
    """Turns a failure of the database or the way there into a LibraryError that says what to do."""
    from pg8000.exceptions import DatabaseError, InterfaceError

    try:
        yield
    except DatabaseError as error:
        told = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
        state = str(told.get("C", ""))
        why = next((_BY_STATE[state[:n]] for n in (5, 3, 2) if state[:n] in _BY_STATE), "")
        if not why and state.startswith(_OUR_FAULT):
            raise
        raise LibraryError(why) from error
    except (InterfaceError, OSError) as error:
        raise LibraryError(_AWAY) from error


def _let_go(link: Link) -> None:
    """Closes a connection, also one whose server went first."""
    from pg8000.exceptions import Error

    with suppress(Error, OSError):
        link.close()


def _connected(url: str) -> Link:
    from pg8000 import dbapi

    at = urlsplit(url)
    mode = parse_qs(at.query).get("sslmode", ["prefer"])[0]
    link = dbapi.connect(
        unquote(at.username or ""),
        host=at.hostname or "127.0.0.1",
        port=at.port or 5432,
        database=unquote(at.path.lstrip("/")) or None,
        password=unquote(at.password) if at.password else None,
        ssl_context=_encryption(mode),
        timeout=_SILENCE,
        application_name="shirube",
    )
    link.autocommit = True  # transactions are begun by name
    return link


def _encryption(mode: str) -> ssl.SSLContext | bool | None:
    """`verify-full` proves who the server is, `require` encrypts, `disable` does not."""
    if mode == "verify-full":
        return ssl.create_default_context()
    return {"require": True, "disable": False}.get(mode)


@cache
def _numbered(sql: str) -> str:
    """The statement with $1, $2 … for its question marks; no text in our statements has one."""
    parts = sql.split("?")
    return "".join(part + (f"${number}" if number < len(parts) else "") for number, part in enumerate(parts, 1))


@cache
def _key(name: str) -> int:
    """A lock's number in PostgreSQL."""
    return int.from_bytes(hashlib.blake2b(f"shirube {name}".encode(), digest_size=8).digest(), signed=True)


def _in_our_words(statement: str) -> str:
    """A statement of the schema as PostgreSQL has it."""
    for theirs, ours in (
        (r"INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        (r"\bBLOB\b", "BYTEA"),
        (r"\) WITHOUT ROWID", ")"),
    ):
        statement = re.sub(theirs, ours, statement)
    return statement
