"""What a zip-based file must pass before anything opens it: its size unpacked, its names, and no DTD in its XML.

Sizes in a zip's headers are claims, so every entry is inflated once and counted while it is thrown away.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, HostileFile

LARGEST = 200 * 1024 * 1024  # bytes unpacked
STEEPEST = 100  # times its packed size
# Below this a file may be as repetitive as it likes: an empty form of a thousand equal rows packs 200 to 1.
HARMLESS = 10 * 1024 * 1024
MOST_ENTRIES = 5_000
_CHUNK = 1 << 18
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones Office writes

_FORBIDDEN = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _FORBIDDEN)) - 1
_XML_NAMES = (".xml", ".rels", ".vml")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
# In another encoding (UTF-7 for one) a DOCTYPE could pass unseen.
_PLAIN_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252", b"shift_jis"}

# What zipfile lets out when the bytes are not those of a zip.
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, IndexError,
    KeyError, OverflowError,
)  # fmt: skip


def check(path: Path) -> None:
    """Raise HostileFile, BrokenFile, EncryptedFile or EmptyFile where `path` must not be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_claims(archive.infolist())
            _check_contents(archive)
    except ZIP_ERRORS as cause:
        raise BrokenFile from cause


def _check_claims(entries: list[zipfile.ZipInfo]) -> None:
    if not entries:
        raise EmptyFile
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST:
        raise HostileFile
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise EncryptedFile
        if entry.compress_type not in _METHODS:
            raise BrokenFile
        if _leads_outside(entry.orig_filename):
            raise HostileFile


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name[:3] or "\0" in name


def _check_contents(archive: zipfile.ZipFile) -> None:
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            size = _count(stream, entry.filename, LARGEST - total)
        total += size
        if size > HARMLESS and size > STEEPEST * max(1, entry.compress_size):
            raise HostileFile


def _count(stream: IO[bytes], name: str, allowed: int) -> int:
    """Bytes in `stream`, each looked at when it is XML. Raises HostileFile past `allowed` bytes or at a DTD."""
    size, tail, xml = 0, b"", False
    while chunk := stream.read(_CHUNK):
        if size == 0:
            xml = _is_xml(name, chunk)
            if xml and _has_odd_encoding(chunk):
                raise HostileFile
        size += len(chunk)
        if size > allowed:
            raise HostileFile
        if xml:
            seen = tail + chunk
            if any(word in seen for word in _FORBIDDEN):
                raise HostileFile
            tail = chunk[-_OVERLAP:]
    return size


def _is_xml(name: str, beginning: bytes) -> bool:
    return name.lower().endswith(_XML_NAMES) or beginning[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _has_odd_encoding(beginning: bytes) -> bool:
    declared = _DECLARED.search(beginning[:400].replace(b"\0", b""))
    return declared is not None and declared[1].lower() not in _PLAIN_ENCODINGS
