"""Word templates for tests, made in code: paragraphs, tables, headers, as a clerk would type them."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as Word


def template(*paragraphs: str, rows: Iterable[tuple[str, ...]] = ()) -> bytes:
    """A Word file with these paragraphs and, below them, a table of these rows."""
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    rows = list(rows)
    if rows:
        table = word.add_table(rows=0, cols=max(map(len, rows)))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    return saved(word)


def saved(word: Word) -> bytes:
    kept = BytesIO()
    word.save(kept)
    return kept.getvalue()


def opened(contents: bytes) -> Word:
    return docx.Document(BytesIO(contents))


def texts(contents: bytes) -> list[str]:
    """The paragraphs of the body, empty ones left out."""
    return [paragraph.text for paragraph in opened(contents).paragraphs if paragraph.text]


def written(folder: Path, contents: bytes, name: str = "ひな形.docx") -> Path:
    path = folder / name
    path.write_bytes(contents)
    return path
