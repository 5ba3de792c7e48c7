"""The log of uses: append-only, every entry bound to the one before it, so that nobody can change it unseen.

An entry is a line of canonical JSON. Its hash is SHA-256 over the hash before it and that line: the linked time-stamps
of Haber and Stornetta (How to Time-Stamp a Digital Document, 1991), used for logs by Schneier and Kelsey (Secure Audit
Logs to Support Computer Forensics, 1999). The newest number and hash, the head, are also kept in a second place, the
anchor: a log whose end was cut off no longer reaches it. Words that a person wrote lie apart; the chain holds a salted
digest of each, so that words can be deleted and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from assistant.small_database import SmallDatabase
from ingest.errors import ShirubeError

FILE, ANCHOR = "uses.sqlite", "uses.anchor"
FIRST = "0" * 64  # stands before the first entry

MIGRATIONS = (
    """
    CREATE TABLE entry (number INTEGER PRIMARY KEY, line TEXT NOT NULL, hash TEXT NOT NULL);
    CREATE TABLE said (
        entry INTEGER NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, salt TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (entry, name));
    CREATE INDEX said_at ON said (at);
    CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
    CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
    CREATE TRIGGER said_stays BEFORE UPDATE ON said BEGIN SELECT RAISE(ABORT, 'words are never changed'); END;
    """,
)
"""Each entry brings the file from version n to n + 1; entries are only ever added."""


class LogUnavailable(ShirubeError):
    """The log of uses could not be read or written. What is not recorded is not done."""

    hint = (
        "利用の記録を書けないため、止めました。資料庫のフォルダに空きがあり、書き込めるか確かめてください"
        "（記録のない利用は行わない決まりです）。"
    )


@dataclass(frozen=True, slots=True)
class Head:
    """How many entries there are, and the hash of the last."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Head:
        """`text` as `str` writes it. Raises ValueError."""
        count, _, found = text.strip().partition(":")
        if not count.isdecimal() or len(found) != 64:
            raise ValueError(text)
        return cls(int(count), found)


@dataclass(frozen=True, slots=True)
class Entry:
    """One use: who did what, and when (ISO 8601, UTC). `said` are the words that have not been deleted yet."""

    number: int
    at: str
    who: str
    what: str
    about: Mapping[str, Any]  # plain JSON: numbers, names of papers, kinds and counts
    hash: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of a time of ISO 8601 in UTC (included) to another (not included), by whom, and of what."""

    since: str = ""
    before: str = ""
    who: str | None = None  # an empty name is a name: that of whoever sits at the machine
    what: str = ""


EVERYTHING = Wanted()
_IN_IT = """
    json_extract(line, '$.at') >= :since AND (:before = '' OR json_extract(line, '$.at') < :before)
    AND (:who IS NULL OR json_extract(line, '$.who') = :who) AND (:what = '' OR json_extract(line, '$.what') = :what)
"""


def _now() -> datetime:
    return datetime.now(UTC)


class UseLog:
    """The log in one SQLite file, made on first use. Any thread and any process may append.

    Raises `LogUnavailable` where the file, or the anchor, cannot be read or written.
    """

    def __init__(self, path: Path, anchor: Path, clock: Callable[[], datetime] = _now) -> None:
        self._path, self._anchor, self._clock = path, anchor, clock
        self._database = SmallDatabase(path, MIGRATIONS, LogUnavailable)

    def ready(self) -> None:
        """Whether an entry could be written now; asked before something is done that must be recorded."""
        with self._writing():
            pass

    def append(self, who: str, what: str, about: Mapping[str, Any], said: Mapping[str, str] | None = None) -> Head:
        """Adds an entry; `said` are words of a person that may be deleted later, by what they are."""
        # No text on this disk has a character zero: blocks that a disk lost read so (`small_database.prove`).
        said = {name: text.replace("\0", " ") for name, text in (said or {}).items()}
        salts = {name: secrets.token_hex(16) for name in said}
        at = self._clock().astimezone(UTC).isoformat(timespec="milliseconds")
        with self._writing() as database:
            before = _head(database)
            number = before.count + 1
            words = {name: _digest(salts[name], text) for name, text in said.items()}
            line = canonical(
                {"number": number, "at": at, "who": who, "what": what, "about": dict(about), "said": words}
            )
            head = Head(number, linked(before.hash, line))
            database.execute("INSERT INTO entry VALUES (?, ?, ?)", (number, line, head.hash))
            rows = [(number, name, at, salts[name], text) for name, text in said.items()]
            database.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", rows)
        self._write_anchor(head)
        return head

    def head(self) -> Head:
        """The newest entry's number and hash, to be noted down somewhere else."""
        with self._database.open() as database:
            return _head(database)

    def entries(self, wanted: Wanted = EVERYTHING) -> Iterator[Entry]:
        """The entries that are wanted, in order."""
        with self._database.open() as database:
            said: dict[int, dict[str, str]] = {}
            for number, name, text in database.execute("SELECT entry, name, text FROM said"):
                said.setdefault(number, {})[name] = text
            query = f"SELECT number, line, hash FROM entry WHERE {_IN_IT} ORDER BY number"  # noqa: S608
            for number, line, found in database.execute(query, asdict(wanted)):
                yield _entry(number, line, found, said.get(number, {}))

    def newest(self, wanted: Wanted, most: int) -> tuple[tuple[Entry, ...], int]:
        """The newest `most` of the entries that are wanted, newest first, and how many there are in all."""
        with self._database.open() as database:
            [(count,)] = database.execute(f"SELECT count(*) FROM entry WHERE {_IN_IT}", asdict(wanted))  # noqa: S608
            query = f"SELECT number, line, hash FROM entry WHERE {_IN_IT} ORDER BY number DESC LIMIT :most"  # noqa: S608
            rows = database.execute(query, {**asdict(wanted), "most": most}).fetchall()
            words = "SELECT name, text FROM said WHERE entry = ?"
            found = tuple(
                _entry(n, line, hash, dict(database.execute(words, (n,)).fetchall())) for n, line, hash in rows
            )
        return found, count

    def people(self) -> tuple[str, ...]:
        """Everybody who is in the log, by name."""
        query = "SELECT DISTINCT json_extract(line, '$.who') FROM entry ORDER BY 1"
        with self._database.open() as database:
            return tuple(name for (name,) in database.execute(query))

    def forget(self, before: datetime) -> int:
        """Deletes the words of entries older than `before` for good; the chain stays. Returns how many there were."""
        limit = before.astimezone(UTC).isoformat(timespec="milliseconds")
        with self._database.open() as database:
            count = database.execute("DELETE FROM said WHERE at < ?", (limit,)).rowcount
        if count:
            self._database.vacuum()
        return count

    def verify(self, noted: Head | None = None) -> tuple[str, ...]:
        """What is wrong with the log, in Japanese; nothing where it is as it was written.

        `noted` is a head that somebody noted down; the log must still pass through it.
        """
        if not self._path.exists() and not self._anchor.exists() and noted is None:
            return ()
        heads: dict[int, str] = {0: FIRST}
        with self._database.open() as database:
            problems = [*_chain(database, heads), *_words(database)]
        try:
            anchor = Head.read(self._anchor.read_text(encoding="utf-8"))
        except FileNotFoundError:
            problems += [_NO_ANCHOR] if len(heads) > 1 else []
        except (OSError, ValueError):
            problems.append(_BAD_ANCHOR)
        else:
            problems += _misses(anchor, heads, "控え")
        problems += _misses(noted, heads, "書き留めた値") if noted is not None else []
        return tuple(problems)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One appends at a time, in whatever process."""
        with self._database.open() as database:
            database.execute("BEGIN IMMEDIATE")
            yield database

    def _write_anchor(self, head: Head) -> None:
        """Notes the head. Of two that come at once the older may win: it is on the chain too."""
        new = self._anchor.with_name(f"{self._anchor.name}.{os.getpid()}-{secrets.token_hex(4)}")
        try:
            self._anchor.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(f"{head}\n", encoding="utf-8")
            with suppress(PermissionError):  # Windows: somebody reads or replaces it at this moment; the next one notes
                new.replace(self._anchor)
            new.unlink(missing_ok=True)
        except OSError as error:
            raise LogUnavailable from error


_NO_ANCHOR = "記録の末尾の控え（anchor）がありません。末尾が削られていないかを確かめられません。"
_BAD_ANCHOR = "記録の末尾の控え（anchor）を読めません。末尾が削られていないかを確かめられません。"


def moment(day: date) -> str:
    """The beginning of a day of this machine's calendar, as the log has it."""
    return datetime.combine(day, time.min).astimezone().astimezone(UTC).isoformat(timespec="milliseconds")


def canonical(value: Mapping[str, Any]) -> str:
    """The one JSON of a value: names in order, no blanks, no escapes but those that JSON needs."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def linked(before: str, line: str) -> str:
    """The hash of an entry: of the hash before it, a line break, and its own line, in UTF-8."""
    return hashlib.sha256(f"{before}\n{line}".encode("utf-8", "surrogatepass")).hexdigest()


def _digest(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _entry(number: int, line: str, found: str, said: Mapping[str, str]) -> Entry:
    told = json.loads(line)
    return Entry(number, told["at"], told["who"], told["what"], told["about"], found, said)


def _head(database: sqlite3.Connection) -> Head:
    row = database.execute("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, FIRST)


def _chain(database: sqlite3.Connection, heads: dict[int, str]) -> Iterator[str]:
    """What is wrong with the chain; `heads` gets the hash of each entry as it must be, up to the first fault."""
    before, expected = FIRST, 1
    for number, line, found in database.execute("SELECT number, line, hash FROM entry ORDER BY number"):
        if number != expected:
            yield f"{expected}番から{number - 1}番までの記録がありません（削られています）。"
            return
        if linked(before, line) != found:
            yield f"{number}番の記録が、書かれた時と違います（書き換え、差し込み、入れ替えのいずれか）。"
            return
        if json.loads(line)["number"] != number:
            yield f"{number}番の記録は、別の番号で書かれたものです（入れ替えられています）。"
            return
        heads[number] = before = found
        expected += 1


def _words(database: sqlite3.Connection) -> Iterator[str]:
    rows = database.execute(
        "SELECT said.entry, said.name, said.salt, said.text, entry.line FROM said"
        " LEFT JOIN entry ON entry.number = said.entry ORDER BY said.entry"
    )
    for number, name, salt, text, line in rows:
        if _said_in(line).get(name) != _digest(salt, text):
            yield f"{number}番の記録に付いた文（{name}）が、書かれた時と違います。"


def _said_in(line: str | None) -> Mapping[str, str]:
    """The digests of an entry; none where there is no such entry, or it is no longer JSON."""
    try:
        return dict(json.loads(line or "{}").get("said", {}))
    except (ValueError, AttributeError, TypeError):
        return {}


def _misses(head: Head, heads: Mapping[int, str], what: str) -> list[str]:
    if head.count not in heads:
        found = f"確かめられたのは{max(heads)}番までです"
        return [f"{what}では{head.count}番まで記録がありますが、{found}（末尾が削られています）。"]
    return [] if heads[head.count] == head.hash else [f"{head.count}番の記録が{what}と違います（作り直されています）。"]
