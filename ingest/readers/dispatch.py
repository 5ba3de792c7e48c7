"""From a file to its reading, by the reader of its kind."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ingest.errors import IngestError
from ingest.readers.formats import UNOPENABLE, detect

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.model import Reading

_READERS = {
    "pdf": ("pdf", "read"), "docx": ("docx", "read"), "pptx": ("pptx", "read"), "xlsx": ("xlsx", "read"),
    "csv": ("csv", "read"), "html": ("html", "read"), "txt": ("plain", "read"), "md": ("markdown", "read"),
    "vtt": ("transcript", "read"), "srt": ("transcript", "read"),
}  # fmt: skip


def read(path: Path) -> Reading:
    """What stands in `path`. Raises an IngestError whose text tells a clerk what to do.

    A reader is imported when the first file of its kind comes, so that the others cost nothing.
    """
    module, verb = _READERS[detect(path)]
    reader = cast("Callable[[Path], Reading]", getattr(import_module(f"ingest.readers.{module}"), verb))
    try:
        return reader(path)
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause
