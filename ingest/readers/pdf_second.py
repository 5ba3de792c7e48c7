"""The second reader of PDF, pypdf: asked for pages whose characters PDFium could not make sense of."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdf

log = logging.getLogger(__name__)


class SecondReader:
    """pypdf on one file, opened when the first page is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _reader(self) -> pypdf.PdfReader:
        import pypdf

        return pypdf.PdfReader(self._path)

    def text(self, index: int) -> str:
        """The text of page `index` (from 0); empty where pypdf fails too."""
        from pypdf.errors import DependencyError, DeprecationError, PyPdfError

        # Python's own errors come out of pypdf where a file is broken; each means that it cannot be read.
        broken = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RuntimeError, OSError)
        try:
            return self._reader.pages[index].extract_text()
        except (PyPdfError, DependencyError, DeprecationError, *broken) as error:
            log.info("The second reader failed on page %d: %s", index + 1, type(error).__name__)
            return ""
