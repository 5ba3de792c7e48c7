# ruff: noqa: S608 -- names of columns come from constants of this program, values are bound
"""The pages of papers, read from the truth."""

from __future__ import annotations

from ingest.library import rows
from ingest.library.truth import Connection
from ingest.model import Page, PageState


def of(truth: Connection, document_id: str, *, boxes: bool) -> tuple[Page, ...]:
    """The pages of a paper in order, with boxes or without."""
    sql = f"SELECT {rows.PAGE}{', boxes' if boxes else ''} FROM pages WHERE document = ? ORDER BY ordinal"
    found = truth.execute(sql, (document_id,)).fetchall()
    return tuple(rows.read_page(row[:7], rows.unpack_boxes(row[7]) if boxes else b"") for row in found)


def waiting(truth: Connection, document_id: str) -> tuple[int, ...]:
    """The numbers of the pages that may yet be recognised in a picture: no characters, or none that make sense."""
    sql = "SELECT number FROM pages WHERE document = ? AND state IN (?, ?) AND ocr = 0 AND number IS NOT NULL"
    found = truth.execute(sql, (document_id, PageState.NO_TEXT.value, PageState.POOR.value))
    return tuple(number for (number,) in found)


def text(truth: Connection, document_id: str) -> str:
    """The pages' texts, one after the other."""
    sql = "SELECT text FROM pages WHERE document = ? ORDER BY ordinal"
    return "".join(text for (text,) in truth.execute(sql, (document_id,)))


def head(truth: Connection, document_id: str) -> str:
    """The text of the first page; "" where there is none."""
    row = truth.execute("SELECT text FROM pages WHERE document = ? AND ordinal = 0", (document_id,)).fetchone()
    return str(row[0]) if row else ""


def at(truth: Connection, document_id: str, offset: int) -> tuple[Page, int, int]:
    """The page, with boxes, that holds character `offset` of the paper's text; where the page starts; its ordinal.

    Raises LookupError for an offset outside the text.
    """
    sql = f"""SELECT start, ordinal, {rows.PAGE}, boxes FROM pages
              WHERE document = ? AND start <= ? AND ? < start + length"""
    row = truth.execute(sql, (document_id, offset, offset)).fetchone()
    if row is None:
        raise LookupError(f"no page of {document_id} holds character {offset}")
    return rows.read_page(row[2:9], rows.unpack_boxes(row[9])), row[0], row[1]
