"""A whole library in the place of another, in steps that can be stopped anywhere and gone on with.

The new library is put together in a folder inside the home, on the same disk. When all of it is there, a note of what
leaves and what comes is written; from then on the swap is finished by whoever opens the home next.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from ingest.library.database import explained
from ingest.library.originals import sync_folder

_FOLDER = "restoring"
_NOTE = "ready"


def new(home: Path) -> Path:
    """An empty folder for the new library. The home must be held alone until `swap` is done."""
    sweep(home)
    folder = home / _FOLDER / "new"
    folder.mkdir(parents=True)
    return folder


def swap(home: Path, leaving: Iterable[str]) -> None:
    """Puts what lies in the folder of `new` in the place of the entries of the home named `leaving`."""
    inside = home / _FOLDER
    coming = sorted(path.name for path in (inside / "new").iterdir())
    part = inside / f"{_NOTE}.part"
    with part.open("w", encoding="utf-8") as note:
        json.dump({"leaving": sorted({*leaving, *coming}), "coming": coming}, note)
        note.flush()
        os.fsync(note.fileno())
    sync_folder(inside / "new")
    part.replace(inside / _NOTE)
    sync_folder(inside)
    finish(home)


def is_ready(home: Path) -> bool:
    """Whether a swap was begun and is not finished."""
    return (home / _FOLDER / _NOTE).exists()


def finish(home: Path) -> None:
    """Does what is left of a swap; nothing where there is none. The home must be held alone."""
    if not is_ready(home):
        return
    with explained():
        inside = home / _FOLDER
        note = json.loads((inside / _NOTE).read_text(encoding="utf-8"))
        (inside / "old").mkdir(exist_ok=True)
        for name in note["leaving"]:
            # What has come already is no longer in the folder of the new, and stays.
            if (home / name).exists() and (name not in note["coming"] or (inside / "new" / name).exists()):
                (home / name).rename(inside / "old" / name)
        for name in note["coming"]:
            if (inside / "new" / name).exists():
                (inside / "new" / name).rename(home / name)
        sync_folder(home)
        (inside / _NOTE).unlink()
        sync_folder(inside)
        sweep(home)


def sweep(home: Path) -> None:
    """Deletes what a stopped or finished swap left. Only for who knows that none is under way."""
    if (home / _FOLDER).exists() and not is_ready(home):
        shutil.rmtree(home / _FOLDER, ignore_errors=True)
