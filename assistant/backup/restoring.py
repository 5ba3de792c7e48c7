"""A backup put back: read and proved beside what is there, then put in its place in steps that can be gone on with."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.backup import contents, manifest, places
from assistant.backup.making import room_for
from assistant.backup.manifest import Entry, Manifest, NewerBackup, NotABackup
from ingest.errors import LibraryError, ShirubeError
from ingest.library import swapping
from ingest.library.database import explained
from ingest.library.holding import alone
from ingest.library.library import DATABASE
from ingest.library.originals import sync_folder
from ingest.outcomes import Progress

_TAKEN = (
    "「{home}」には、すでに資料庫か設定があります。入れ替えるときは --replace を付けてください。"
    "今の資料庫は消えます。先に shirube backup で控えを作ることをお勧めします。"
)
_NO_ROOM = (
    "ディスクの空きが足りません。{size:,} MBの空きを作ってから、もう一度行ってください。"
    "今の資料庫はそのまま残っています。"
)
_LOST = "控えの中の元のファイルが1つ傷んでいて、戻せませんでした（{name}）。shirube check で、どの資料かが分かります。"
_TORN = "控えの中の {name} が壊れています。別の控えを使ってください。今の資料庫はそのまま残っています。"


class HomeTaken(ShirubeError):
    """There is a library already, and nobody said that it may go."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: when it had been kept, how much there was, and what of it was damaged, in Japanese."""

    made_at: str
    papers: int
    passages: int
    files: int
    problems: tuple[str, ...]


def restore(source: Path, home: Path, *, replace: bool = False) -> Iterator[Progress | Restored]:
    """Puts the backup in `source` back as the library of `home`. Its views are to be built anew after it.

    Raises `NotABackup` for one that is not whole, `NewerBackup`, `HomeTaken` where there is a library and `replace` was
    not said, LibraryError where the library is in use or the disk is full. Whatever happens, there is then either the
    library of before or that of the backup, whole.
    """
    with explained(), places.reading(source) as kept:
        known = manifest.read(kept.manifest(), contents.schemas())
        if contents.holds_anything(home) and not replace:
            raise HomeTaken(_TAKEN.format(home=home))
        with alone(home):
            swapping.finish(home)
            size = sum(entry.bytes for entry in known.entries)
            if not room_for(home, size):
                raise LibraryError(_NO_ROOM.format(size=size // 1024**2 + 2))
            problems: list[str] = []
            try:
                yield from _copied(kept, known, swapping.new(home), problems)
                swapping.swap(home, contents.own(home))
            finally:
                swapping.sweep(home)
    yield Restored(known.made_at, known.papers, known.passages, len(known.entries) - len(problems), tuple(problems))


def _copied(kept: places.Kept, known: Manifest, folder: Path, problems: list[str]) -> Iterator[Progress]:
    """Every file of the backup in `folder`, held against the manifest, the databases against themselves.

    A paper's file that is damaged is a problem that is told, and the rest is put back: it may be the only backup.
    """
    (folder / "originals").mkdir()
    for done, entry in enumerate(known.entries, 1):
        yield Progress(done, len(known.entries), entry.name)
        try:
            _copy(kept, known, entry, folder / entry.name)
        except NotABackup:
            if not entry.is_original:
                raise
            (folder / entry.name).unlink(missing_ok=True)
            problems.append(_LOST.format(name=entry.name))
    for path in sorted({folder, *(path.parent for path in folder.rglob("*"))}):
        sync_folder(path)
    for name in known.schemas:
        _check_database(folder / name, known)


def _copy(kept: places.Kept, known: Manifest, entry: Entry, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with kept.open(known.place(entry), entry.bytes) as stream, target.open("xb") as written:
        if places.copy(stream, written) != (entry.bytes, entry.sha256):
            raise NotABackup(_TORN.format(name=entry.name))
        written.flush()
        os.fsync(written.fileno())


def _check_database(path: Path, known: Manifest) -> None:
    """The manifest may say what it likes: the database is asked itself."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            number = int(database.execute("PRAGMA user_version").fetchone()[0])
            if number > contents.schemas()[path.name]:
                raise NewerBackup
            sound = [row[0] for row in database.execute("PRAGMA quick_check(1)")] == ["ok"]
            if path.name == DATABASE:
                sound = sound and database.execute("SELECT id FROM library").fetchone() == (known.library,)
    except sqlite3.DatabaseError as error:
        raise NotABackup(_TORN.format(name=path.name)) from error
    if not sound:
        raise NotABackup(_TORN.format(name=path.name))
