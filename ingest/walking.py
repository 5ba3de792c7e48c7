"""Which files a person means by a path, and the name each goes by in the library."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.outcomes import Failed

# What systems and Office leave lying about; no one means to take it in.
_LITTER = {"thumbs.db", "desktop.ini", ".ds_store"}


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in under the name `source`, with / between folders."""

    source: str
    path: Path


def walk(paths: Sequence[Path]) -> Iterator[Found | Failed]:
    """Every file below `paths`, in order of name, each once; what cannot be reached comes as `Failed`.

    A file given by itself goes by its base name, one found in a given folder by its path from there. Two files that
    would share a name in one call are told apart by their folders. Links to folders are not followed: loops do no harm.
    """
    found: dict[Path | str, Found | Failed] = {}
    for one in (one for path in paths for one in _below(path)):
        found.setdefault(one.path.resolve() if isinstance(one, Found) else one.source, one)
    namesakes: dict[str, list[Path]] = {}
    for one in found.values():
        if isinstance(one, Found):
            namesakes.setdefault(one.source, []).append(one.path.absolute())
    for one in found.values():
        if isinstance(one, Found) and len(others := namesakes[one.source]) > 1:
            yield Found(_told_apart(one, others), one.path)
        else:
            yield one


def _told_apart(one: Found, namesakes: Sequence[Path]) -> str:
    """The name of `one` with as many of its folders as tell it from every other of that name."""
    length = len(PurePosixPath(one.source).parts)
    longest = max(len(path.parts) for path in namesakes)
    while length < longest and len({path.parts[-length:] for path in namesakes}) < len(namesakes):
        length += 1
    return _name("/".join(one.path.absolute().parts[-length:]))


def _below(path: Path) -> Iterator[Found | Failed]:
    if path.is_file():
        yield Found(_name(path.name), path)
    elif path.is_dir():
        yield from _in_folder(path)
    elif path.exists():
        yield Failed(_name(str(path)), "ふつうのファイルではないため読めません。")
    else:
        yield Failed(_name(str(path)), "ファイルがありません。名前と場所を確かめてください。")


def _in_folder(folder: Path) -> Iterator[Found | Failed]:
    failures: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=failures.append, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(here) / name
            if name.lower() in _LITTER or name.startswith(("~$", ".")):
                continue
            source = _name(path.relative_to(folder).as_posix())
            if path.is_file():
                yield Found(source, path)
            else:
                yield Failed(source, "リンク先がないか、ふつうのファイルではないため読めません。")
    for failure in failures:
        where = Path(failure.filename or folder)
        name = where.relative_to(folder).as_posix() if where != folder else folder.name
        yield Failed(_name(name), "フォルダを開けません。読み取りの権限を確かめてください。")


def _name(name: str) -> str:
    r"""A name that any database and screen can hold: bytes that are no UTF-8 are shown as \udcXX escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
