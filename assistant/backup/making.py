"""A backup of a home that may be in use: one state of each database, every original, the settings, the styles.

The views are not in it: they are made again. While it is made no original is deleted, so the files of all papers of
that one state are there, whatever is taken in or removed meanwhile.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant.backup import contents, manifest, places
from assistant.backup.manifest import Entry, Manifest, NotABackup
from ingest.errors import LibraryError
from ingest.library.database import explained, is_sound
from ingest.library.library import DATABASE, ORIGINALS, Library
from ingest.library.proving import prove_database
from ingest.outcomes import Progress

_PAGES = 2_000  # of a database, copied between two looks at whether to stop
_INSIDE = "控えは、資料庫のフォルダの外に作ってください。同じ場所では、一緒に失われます。"
_OTHERS = "「{target}」には、ほかのものが入っています。空のフォルダか、前の控えのフォルダを指定してください。"
_ANOTHER = "「{target}」は、別の資料庫の控えです。別の名前を指定してください。"
_DAMAGED = (
    "{problem}傷んだ資料庫で前の控えを置き換えないよう、止めました。前の控えはそのまま残っています。"
    "今のものも残すときは、別の名前を指定してください。"
)
_GONE = "「{source}」の元のファイルが見つかりません。控えに入っていません。"
_CHANGED = "「{source}」の元のファイルが傷んでいます。傷んだまま控えに入れました。"


class Stopped(Exception):
    """Somebody asked to stop; nothing is left of the backup, and an earlier one is as it was."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: what it holds, how many bytes had to be written, and what of the library is damaged, in Japanese."""

    target: Path
    papers: int
    files: int
    bytes: int
    copied: int
    problems: tuple[str, ...]


def _now() -> datetime:
    return datetime.now(UTC)


def make(
    library: Library, home: Path, target: Path, *, stop: Callable[[], bool] = bool, now: Callable[[], datetime] = _now
) -> Iterator[Progress | Made]:
    """Makes a backup of `home`: a zip where `target` ends in .zip, else a folder, which only grows by what is new.

    Raises LibraryError, and `Stopped` when `stop` answers true. An earlier backup in its place gives way at the very
    end, and never to one of a damaged library.
    """
    _check_target(library, home, target)
    with library.lending(), explained(), places.writing(target) as written:
        yield from _make(library, home, target, written, stop, now)
    library.sweep()


def _make(
    library: Library,
    home: Path,
    target: Path,
    written: places.Written,
    stop: Callable[[], bool],
    now: Callable[[], datetime],
) -> Iterator[Progress | Made]:
    earlier = target.exists() and (target.is_file() or (target / manifest.NAME).exists())
    problems: list[str] = []
    entries: list[Entry] = []
    schemas: dict[str, int] = {}
    copied = 0
    # Before the databases: the log of uses passes through the head that its anchor had a moment earlier.
    beside = {name: _copied(home / name, written.scratch / name) for name in contents.files(home)}
    for name in contents.databases(home):
        yield Progress(0, 1, name)
        schemas[name] = _snapshot(home / name, written.scratch / name, stop)
        if name == DATABASE:
            papers, passages, originals, problems = _truth(written.scratch / name)
    if problems and earlier:
        raise LibraryError(_DAMAGED.format(problem=problems[0]))
    wanted = [(name, written.scratch / name) for name in schemas]
    wanted += beside.items()
    for name, path in wanted:
        size, sha256 = written.add(path, f"{written.state}/{name}")
        entries.append(Entry(name, size, sha256))
        copied += size
    for done, (name, source) in enumerate(originals.items(), 1):
        if stop():
            raise Stopped
        yield Progress(done, len(originals), source)
        entry, size, problem = _original(home / ORIGINALS / name, f"{ORIGINALS}/{name}", source, written)
        entries += [entry] if entry else []
        problems += [problem] if problem else []
        copied += size
    if problems and earlier:
        raise LibraryError(_DAMAGED.format(problem=problems[0]))
    at = now().astimezone(UTC).isoformat(timespec="seconds")
    made = Manifest(library.id, at, version("shirube"), papers, passages, schemas, tuple(entries), written.state)
    yield Progress(len(originals), len(originals), "読み直して確かめています")
    written.finish(made)
    total = sum(entry.bytes for entry in entries)
    yield Made(target, papers, len(entries), total, copied, tuple(problems))


def _check_target(library: Library, home: Path, target: Path) -> None:
    whole = target.absolute().resolve()
    if whole.is_relative_to(home.resolve()):
        raise LibraryError(_INSIDE)
    if target.is_dir() and not all(places.is_ours(path.name) for path in target.iterdir()):
        raise LibraryError(_OTHERS.format(target=target))
    if not (target.is_file() or (target / manifest.NAME).is_file()):
        return  # nothing there, or what a first backup left that was killed
    try:
        with places.reading(target) as kept:
            if manifest.read(kept.manifest(), contents.schemas()).library != library.id:
                raise LibraryError(_ANOTHER.format(target=target))
    except NotABackup as error:
        if target.is_file():
            raise LibraryError(_OTHERS.format(target=target)) from error


def _copied(source: Path, target: Path) -> Path:
    """A small file as it is now."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    return target


def _snapshot(source: Path, target: Path, stop: Callable[[], bool]) -> int:
    """Copies one state of a database that others may be writing to; returns the number of its schema."""

    def look(*_: int) -> None:
        if stop():
            raise Stopped

    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)) as truth:
        truth.execute("BEGIN")
        truth.execute("SELECT 1 FROM sqlite_master").fetchone()  # the state that is copied is the one of now
        with closing(sqlite3.connect(target, isolation_level=None)) as copied:
            truth.backup(copied, pages=_PAGES, progress=look)
            copied.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
            if [row[0] for row in copied.execute("PRAGMA integrity_check(1)")] != ["ok"]:
                raise LibraryError(_TORN.format(name=source.name))
            return int(copied.execute("PRAGMA user_version").fetchone()[0])


_TORN = (
    "{name} が傷んでいるため、控えを作れません。前の控えはそのまま残っています。"
    "shirube check で確かめ、前の控えから戻してください（shirube restore）。"
)


def _truth(path: Path) -> tuple[int, int, Mapping[str, str], list[str]]:
    """Papers, passages, the originals that they need with the name of one paper each, and what is damaged."""
    with closing(sqlite3.connect(path)) as truth:
        papers, passages = truth.execute("SELECT count(*), coalesce(sum(passages), 0) FROM documents").fetchone()
        originals = dict(truth.execute("SELECT original, source FROM documents ORDER BY original"))
        return papers, passages, originals, list(prove_database(truth, is_sound(truth)))


def _original(path: Path, name: str, source: str, written: places.Written) -> tuple[Entry | None, int, str]:
    """Adds a paper's file where the backup lacks it; its entry, the bytes written, and what is wrong with it."""
    if not path.is_file():
        return None, 0, _GONE.format(source=source)
    entry = Entry(name, path.stat().st_size, path.name.partition(".")[0])
    if written.has(name, entry.bytes):
        return entry, 0, ""
    with path.open("rb") as stream:
        entry = replace(entry, sha256=hashlib.file_digest(stream, "sha256").hexdigest())
    size, sha256 = written.add(path, entry.name if entry.is_named_by_contents else f"{written.state}/{name}")
    problem = "" if entry.is_named_by_contents else _CHANGED.format(source=source)
    return replace(entry, bytes=size, sha256=sha256), size, problem


def room_for(folder: Path, size: int) -> bool:
    """Whether so many bytes fit on the disk of a folder, with a little left over."""
    return shutil.disk_usage(folder).free > size + size // 50 + (1 << 20)
