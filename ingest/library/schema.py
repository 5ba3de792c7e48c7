"""The tables of the truth, as numbered migrations; `PRAGMA user_version` holds the last one applied.

They are written for SQLite; `postgres` puts the few words that differ into its own.
"""

from __future__ import annotations

import secrets
import sqlite3

from ingest.errors import LibraryError

_FIRST = """
CREATE TABLE library (id TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    held_on TEXT,
    fiscal_year INTEGER,
    problems TEXT NOT NULL,
    added_at TEXT NOT NULL,
    passages INTEGER NOT NULL,
    audience TEXT NOT NULL,
    meeting_number INTEGER,
    session TEXT NOT NULL,
    reading INTEGER NOT NULL,
    original TEXT NOT NULL,
    tokens BLOB NOT NULL
);
CREATE INDEX documents_by_original ON documents (original);
CREATE TABLE pages (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    length INTEGER NOT NULL,
    number INTEGER,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL,
    furniture TEXT NOT NULL,
    ocr INTEGER NOT NULL,
    boxes BLOB NOT NULL,
    PRIMARY KEY (document, ordinal)
);
CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    page INTEGER,
    label TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    heading TEXT NOT NULL,
    "index" TEXT NOT NULL,
    speaker TEXT NOT NULL,
    tabular INTEGER NOT NULL,
    role TEXT,
    turn INTEGER,
    exchange INTEGER,
    aside INTEGER NOT NULL,
    ocr INTEGER NOT NULL,
    digest BLOB NOT NULL,
    UNIQUE (document, ordinal)
);
CREATE INDEX passages_by_exchange ON passages (document, exchange) WHERE exchange IS NOT NULL;
CREATE INDEX passages_by_digest ON passages (digest);
CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL UNIQUE,
    removed INTEGER NOT NULL
);
CREATE TABLE vectors (
    embedder TEXT NOT NULL,
    digest BLOB NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (embedder, digest)
) WITHOUT ROWID;
CREATE INDEX vectors_by_digest ON vectors (digest);
"""

# A paper goes by its name within its audience: two departments may each have a 予算書.xlsx, unknown to one another.
_AUDIENCES = """
CREATE TABLE documents_2 (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    held_on TEXT,
    fiscal_year INTEGER,
    problems TEXT NOT NULL,
    added_at TEXT NOT NULL,
    passages INTEGER NOT NULL,
    audience TEXT NOT NULL,
    meeting_number INTEGER,
    session TEXT NOT NULL,
    reading INTEGER NOT NULL,
    original TEXT NOT NULL,
    tokens BLOB NOT NULL,
    audience_said INTEGER NOT NULL,
    UNIQUE (source, audience)
);
INSERT INTO documents_2 SELECT
    id, source, sha256, format, title, kind, pages, held_on, fiscal_year, problems, added_at, passages,
    CASE audience WHEN 'all' THEN 'house' ELSE 'dept:' || audience END,
    meeting_number, session, reading, original, tokens, audience <> 'all' FROM documents;
DROP TABLE documents;
ALTER TABLE documents_2 RENAME TO documents;
CREATE INDEX documents_by_original ON documents (original);
CREATE INDEX documents_by_audience ON documents (audience);
ALTER TABLE changes ADD COLUMN contents INTEGER;
"""

# What an answer of before quotes is shown to nobody who may not read it now, also when the paper has gone since.
_GONE = """
ALTER TABLE changes ADD COLUMN audience TEXT;
ALTER TABLE changes ADD COLUMN successor TEXT;
"""

# Who speaks in a paper, without reading its text.
_SPEAKERS = """
CREATE INDEX passages_by_speaker ON passages (document, speaker) WHERE speaker <> '';
"""

# How many papers have gone, and how many had gone when the file was last written anew; once for what went before.
_REMAINS = """
ALTER TABLE library ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE library ADD COLUMN cleaned INTEGER NOT NULL DEFAULT 0;
UPDATE library SET gone = 1;
"""

# Which headings are above the words of a passage, after those in its text; not known until it is read again.
_HEADINGS = """
ALTER TABLE passages ADD COLUMN headings TEXT NOT NULL DEFAULT '';
"""

NEWER = "この資料庫は新しい版のしるべで作られています。しるべを新しい版に更新してから開いてください。"

MIGRATIONS: tuple[str, ...] = (_FIRST, _AUDIENCES, _GONE, _SPEAKERS, _REMAINS, _HEADINGS)
"""Each entry brings the file from version n to n + 1; entries are only ever added, once a release holds them."""


def statements(migration: str) -> list[str]:
    """The statements of a migration, one by one."""
    return [one for one in migration.split(";\n") if one.strip()]


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a database, new or old, to the newest form, all of it or nothing.

    Raises LibraryError when a newer Shirube wrote it.
    """
    if _version(connection) == len(MIGRATIONS):
        return
    # A table that is made anew is dropped first, and what refers to it must stay. SQLite is told so before it begins.
    held = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        _apply(connection)
    finally:
        connection.execute(f"PRAGMA foreign_keys = {held}")


def _apply(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # again: another process may have been first
        if version > len(MIGRATIONS):
            raise LibraryError(NEWER)
        for number in range(version, len(MIGRATIONS)):
            for statement in statements(MIGRATIONS[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        if version == 0:
            connection.execute("INSERT INTO library (id) VALUES (?)", (secrets.token_hex(8),))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
