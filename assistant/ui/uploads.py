"""Files from the browser on their way to a reader: their names are words, never paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest.errors import ShirubeError

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST = 300  # files of one lot
LARGEST = 200  # megabytes of a file; the browser's limit says the same
TOGETHER = 1_000  # megabytes of a lot
_MEGABYTE = 1024 * 1024
# On Windows these are devices, in every folder and with every ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class NoRoom(ShirubeError):
    """The folder for passing files could not be written."""

    hint = "一時フォルダに書き込めません。空き容量を確かめて、もう一度お試しください。"


class TooMuch(ShirubeError):
    """More files, or larger ones, than are taken at once."""

    hint = (
        f"一度に登録できるのは、{MOST}個まで、1個{LARGEST}MBまで、合わせて{TOGETHER:,}MBまでです。"
        "分けて登録してください。"
    )


def safe_name(given: str) -> str:
    """The base name of an uploaded file, fit to be written: no folder, no control character, at most 200 bytes."""
    name = _UNSAFE.sub("_", given.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "無題"
    if _DEVICE.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    room = 200 - len(f"{dot}{ending}".encode())
    if room < 1:
        return name.encode()[:200].decode(errors="ignore")
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


@contextmanager
def on_disk(files: Iterable[UploadedFile]) -> Iterator[list[Path]]:
    """The files under their safe names, for the length of the block. Raises `NoRoom`, `TooMuch`."""
    files = list(files)
    sizes = [file.size for file in files]
    if len(files) > MOST or max(sizes, default=0) > LARGEST * _MEGABYTE or sum(sizes) > TOGETHER * _MEGABYTE:
        raise TooMuch
    with _folder() as folder:
        yield [_written(folder / str(number), file) for number, file in enumerate(files)]


@contextmanager
def _folder() -> Iterator[Path]:
    try:
        made = TemporaryDirectory(prefix="shirube-", ignore_cleanup_errors=True)
    except OSError as cause:
        raise NoRoom from cause
    with made as folder:
        yield Path(folder)


def _written(folder: Path, file: UploadedFile) -> Path:
    """A folder each: two files may have one name, and some disks take A.pdf and a.pdf for one."""
    path = folder / safe_name(file.name)
    try:
        folder.mkdir()
        path.write_bytes(file.getbuffer())
    except OSError as cause:
        raise NoRoom from cause
    return path
