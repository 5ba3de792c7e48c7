"""The files themselves, kept beside the truth under the hash of their contents."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ingest.errors import LibraryError

_HALF_WRITTEN = ".part"
# Younger files may belong to an ingest that is about to commit.
_GRACE = 600.0
_BLOCK = 1 << 20


class Originals:
    """A folder of files named by their SHA-256; a name, once there, has the whole file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def name(self, sha256: str, source: str) -> str:
        """Where the original of a paper lies, from this folder: `ab/abcdef….pdf`."""
        suffix = Path(source).suffix.lower()
        return f"{sha256[:2]}/{sha256}{suffix if suffix[1:].isalnum() and suffix.isascii() else ''}"

    def path(self, name: str) -> Path:
        """Where the file of that name lies."""
        return self._folder / name

    def holds_any(self) -> bool:
        """Whether any file is there."""
        return self._folder.is_dir() and any(path.is_file() for path in self._folder.rglob("*"))

    def keep(self, name: str, original: Path) -> None:
        """Copies a file in, whole or not at all. Raises LibraryError when its contents are no longer what was read."""
        target = self._folder / name
        if target.exists():
            return
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(self._folder)
        part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{_HALF_WRITTEN}")
        try:
            if _copy(original, part) != target.name.partition(".")[0]:
                raise LibraryError("登録の途中でファイルの内容が変わりました。もう一度登録してください。")
            try:
                part.replace(target)
            except PermissionError:  # on Windows: another process was first, and somebody reads what it kept
                if not target.exists():
                    raise
        finally:
            part.unlink(missing_ok=True)
        sync_folder(target.parent)

    def is_sound(self, name: str) -> bool:
        """Whether the file of that name is there and has the contents that it is named by."""
        try:
            with self.path(name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == Path(name).name.partition(".")[0]
        except FileNotFoundError:
            return False

    def drop(self, name: str) -> None:
        """Deletes the file of that name; one that is gone already is fine.

        Windows refuses while somebody reads it: what nobody needs is deleted at the next opening of the library.
        """
        with suppress(PermissionError):
            self.path(name).unlink(missing_ok=True)

    def settled(self) -> Iterator[str]:
        """Names of the files that no ingest can still be busy with, halves left by a stopped one among them."""
        limit = time.time() - _GRACE
        for folder in os.scandir(self._folder) if self._folder.is_dir() else ():
            if folder.is_dir(follow_symlinks=False):
                for file in os.scandir(folder.path):
                    if file.stat(follow_symlinks=False).st_mtime < limit:
                        yield f"{folder.name}/{file.name}"


def _copy(original: Path, target: Path) -> str:
    """Copies and returns the SHA-256 of what was copied; the bytes are on the disk when it returns."""
    sha256 = hashlib.sha256()
    with original.open("rb") as source, target.open("xb") as copy:
        while block := source.read(_BLOCK):
            sha256.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return sha256.hexdigest()


def sync_folder(folder: Path) -> None:
    """Has the names in a folder on the disk before anything that rests on them."""
    if os.name == "posix":  # Windows cannot open a folder, and keeps its entries itself
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
