"""Where a backup lies: one zip without compression, or a folder that the next backup only adds to."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from assistant.backup.manifest import LARGEST, NAME, Manifest, NotABackup, write
from ingest.library.originals import sync_folder
from ingest.readers.zipguard import ZIP_ERRORS

_BLOCK = 1 << 20
_ENCRYPTED = 0x1


class Written(Protocol):
    """A backup that is being made. Until `finish` an earlier one in its place stays as it is."""

    @property
    def state(self) -> str: ...
    @property
    def scratch(self) -> Path: ...
    def has(self, place: str, size: int) -> bool: ...
    def add(self, source: Path, place: str) -> tuple[int, str]: ...
    def finish(self, manifest: Manifest) -> None: ...


class Kept(Protocol):
    """A backup that is there."""

    def manifest(self) -> bytes: ...
    def open(self, place: str, size: int) -> IO[bytes]: ...


def is_zip(target: Path) -> bool:
    """Whether a backup of that name is a file."""
    return target.is_file() or (not target.is_dir() and target.suffix.lower() == ".zip")


def is_ours(name: str) -> bool:
    """Whether an entry of that name in a folder is a part of a backup, whole or not."""
    return name in (NAME, "originals") or name.startswith("state-") or name.endswith(".part")


@contextmanager
def writing(target: Path) -> Iterator[Written]:
    """A new backup in `target`; what is not finished by the end of the block is gone."""
    made = _ZipWritten(target) if is_zip(target) else _FolderWritten(target)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def reading(source: Path) -> Iterator[Kept]:
    """The backup in `source`. Raises `NotABackup`."""
    if source.is_dir():
        yield _FolderKept(source)
        return
    if not source.is_file():
        raise NotABackup("控えが見つかりません。ファイルかフォルダの名前と場所を確かめてください。")
    try:
        with zipfile.ZipFile(source) as archive:
            yield _ZipKept(archive)
    except ZIP_ERRORS as error:
        raise NotABackup from error


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, some: bytes, /) -> object: ...


class _Nowhere:
    def write(self, some: bytes, /) -> int:
        return len(some)


def copy(source: IO[bytes], target: Sink) -> tuple[int, str]:
    """Copies; how many bytes there were, and their SHA-256."""
    sha256, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        sha256.update(block)
        target.write(block)
        size += len(block)
    return size, sha256.hexdigest()


class _ZipWritten:
    state = "state"

    def __init__(self, target: Path) -> None:
        self._target = target
        self.scratch = _scratch(target)
        self._part = self.scratch / target.name
        try:
            self._file = self._part.open("xb")
        except OSError:
            shutil.rmtree(self.scratch, ignore_errors=True)
            raise
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED)

    def has(self, place: str, size: int) -> bool:
        return False

    def add(self, source: Path, place: str) -> tuple[int, str]:
        entry = zipfile.ZipInfo(place)  # without the time of the file: it says nothing of the paper
        entry.external_attr = 0o600 << 16
        with source.open("rb") as stream, self._zip.open(entry, "w", force_zip64=True) as written:
            return copy(stream, written)

    def finish(self, manifest: Manifest) -> None:
        self._zip.writestr(NAME, write(manifest))
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        with reading(self._part) as kept:
            read_back(kept, manifest, lambda place: True)
        self._part.replace(self._target)
        sync_folder(self._target.parent)

    def close(self) -> None:
        # What they could not write yet does not matter any more, but on a full disk each of them says so once.
        with suppress(OSError, ValueError):
            self._zip.close()
        with suppress(OSError):
            self._file.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


class _FolderWritten:
    """Originals by their contents, added and never changed; the rest in a folder of its own that the manifest names."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._old = {path.name for path in target.glob("state-*")}
        self.state = f"state-{secrets.token_hex(6)}"
        self.scratch = _scratch(target)
        self._new: set[str] = set()

    def has(self, place: str, size: int) -> bool:
        path = self._target / place
        return path.is_file() and path.stat().st_size == size

    def add(self, source: Path, place: str) -> tuple[int, str]:
        path = self._target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        part = self.scratch / secrets.token_hex(8)
        with source.open("rb") as stream, part.open("xb") as written:
            copied = copy(stream, written)
            written.flush()
            os.fsync(written.fileno())
        part.replace(path)
        self._new.add(place)
        return copied

    def finish(self, manifest: Manifest) -> None:
        with reading(self._target) as kept:
            read_back(kept, manifest, self._new.__contains__)
        part = self.scratch / NAME
        part.write_bytes(write(manifest))
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(self._target / NAME)
        sync_folder(self._target)
        # From here on the new one is the backup, and what only the old one needed goes.
        for name in self._old - {manifest.state}:
            shutil.rmtree(self._target / name, ignore_errors=True)
        needed = {entry.name for entry in manifest.entries}
        for path in (self._target / "originals").glob("*/*"):
            if path.relative_to(self._target).as_posix() not in needed:
                path.unlink(missing_ok=True)
        self.state = ""

    def close(self) -> None:
        shutil.rmtree(self.scratch, ignore_errors=True)
        if self.state:
            shutil.rmtree(self._target / self.state, ignore_errors=True)


class _ZipKept:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.orig_filename: entry for entry in archive.infolist()}
        for entry in archive.infolist():
            if entry.flag_bits & _ENCRYPTED or entry.compress_type != zipfile.ZIP_STORED:
                raise NotABackup  # what is not compressed cannot unpack to more than there is
        if len(self._entries) != len(archive.infolist()):
            raise NotABackup

    def manifest(self) -> bytes:
        entry = self._entries.get(NAME)
        if entry is None or entry.file_size > LARGEST:
            raise NotABackup
        return self._archive.read(entry)

    def open(self, place: str, size: int) -> IO[bytes]:
        entry = self._entries.get(place)
        if entry is None or entry.file_size != size:
            raise NotABackup(_TORN)
        return self._archive.open(entry)


class _FolderKept:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def manifest(self) -> bytes:
        path = self._folder / NAME
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise NotABackup
        return path.read_bytes()

    def open(self, place: str, size: int) -> IO[bytes]:
        path = self._folder / place
        if path.is_symlink() or not path.is_file() or path.stat().st_size != size:
            raise NotABackup(_TORN)
        return path.open("rb")


_TORN = "控えが欠けているか、傷んでいます。別の控えを使ってください。"


def read_back(kept: Kept, manifest: Manifest, wanted: Callable[[str], bool] = lambda place: True) -> None:
    """Reads each file whose place is `wanted` and holds it against the manifest. Raises `NotABackup`."""
    for entry in manifest.entries:
        place = manifest.place(entry)
        with kept.open(place, entry.bytes) as stream:
            if wanted(place) and copy(stream, _Nowhere()) != (entry.bytes, entry.sha256):
                raise NotABackup(_TORN)


def _scratch(target: Path) -> Path:
    """A folder beside the backup, on its disk, for what is under way; those of stopped backups go."""
    inside = target if not is_zip(target) else target.parent
    inside.mkdir(parents=True, exist_ok=True)
    for path in inside.glob(f".{target.name}.*.part"):
        shutil.rmtree(path, ignore_errors=True)
    folder = inside / f".{target.name}.{secrets.token_hex(6)}.part"
    folder.mkdir(mode=0o700)
    return folder
