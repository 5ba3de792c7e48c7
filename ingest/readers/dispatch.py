"""From a file to its reading, by the reader of its kind."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ingest.errors import IngestError
from ingest.readers.formats import UNOPENABLE, detect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.model import Reading
    from ingest.readers.recognised import Recognised

_READERS = {
    "pdf": ("pdf", "read"), "docx": ("docx", "read"), "pptx": ("pptx", "read"), "xlsx": ("xlsx", "read"),
    "csv": ("csv", "read"), "html": ("html", "read"), "txt": ("plain", "read"), "md": ("markdown", "read"),
    "vtt": ("transcript", "read"), "srt": ("transcript", "read"),
}  # fmt: skip


def read(path: Path, recognised: Sequence[Recognised] = ()) -> Reading:
    """What stands in `path`. Raises an IngestError whose text tells a clerk what to do.

    A reader is imported when the first file of its kind comes, so that the others cost nothing. `recognised` are pages
    of a PDF whose characters were recognised in a picture.
    """
    module, verb = _READERS[detect(path)]
    reader = cast("Callable[..., Reading]", getattr(import_module(f"ingest.readers.{module}"), verb))
    try:
        return reader(path, recognised) if recognised else reader(path)
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause
