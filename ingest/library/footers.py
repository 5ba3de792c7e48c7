"""The checksums that tantivy ends each of its files with, read back: it looks at them itself only when it is asked to.

A file is its body, then JSON with the CRC-32 of the body, the length of that JSON and a number that says so, each in
four bytes.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

_MAGIC = 1337
_TAIL = struct.Struct("<II")
_LONGEST = 10_000  # bytes of JSON; more is no footer


def are_sound(version: Path) -> bool:
    """Whether every byte of every segment in use is as it was written."""
    try:
        meta = json.loads((version / "meta.json").read_text(encoding="utf-8"))
        used = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
        # Others were left by a process that was killed while it wrote; nothing reads them.
        return all(_is_sound(path) for path in version.iterdir() if path.name.partition(".")[0] in used)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error):
        return False


def _is_sound(path: Path) -> bool:
    written = memoryview(path.read_bytes())
    length, magic = _TAIL.unpack(written[-_TAIL.size :])
    if magic != _MAGIC or length > _LONGEST:
        return False
    body, footer = written[: -_TAIL.size - length], written[-_TAIL.size - length : -_TAIL.size]
    return bool(zlib.crc32(body) == json.loads(bytes(footer))["crc"])
