"""Values as rows of the truth, and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from ingest.model import Block, BlockKind, Document, Page, PageState, Passage, Problem, Role

V = TypeVar("V")

_AT_ONCE = 500  # values in one statement

Row = tuple[Any, ...]  # what SQLite gives, column by column as named below

DOCUMENT = (
    "id, source, sha256, format, title, kind, pages, held_on, fiscal_year, problems, added_at, passages, audience,"
    " meeting_number, session, reading, audience_said"
)
PAGE = "number, label, text, blocks, state, furniture, ocr"
PASSAGE = (
    'id, document, ordinal, page, label, start, "end", text, heading, "index", speaker, tabular,'
    " role, turn, exchange, aside, ocr, headings"
)


def marks(columns: str) -> str:
    """A question mark for each column."""
    return ", ".join("?" * (columns.count(",") + 1))


def marks_for(values: Sequence[object]) -> str:
    """A question mark for each value."""
    return ", ".join("?" * len(values))


def batches(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """The values, as many at a time as one statement takes."""
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def document_row(document: Document) -> Row:
    """The values of `DOCUMENT`'s columns."""
    held_on = document.held_on.isoformat() if document.held_on else None
    problems = _json([[problem.message, problem.page] for problem in document.problems])
    return (
        document.id, document.source, document.sha256, document.format, document.title, document.kind, document.pages,
        held_on, document.fiscal_year, problems, document.added_at, document.passages, document.audience,
        document.meeting_number, document.session, document.reading, int(document.audience_said),
    )  # fmt: skip


def read_document(row: Row) -> Document:
    """From a row of `DOCUMENT`'s columns."""
    values = list(row)
    values[7] = date.fromisoformat(row[7]) if row[7] else None
    values[9] = tuple(Problem(message, page) for message, page in json.loads(row[9]))
    values[16] = bool(row[16])
    return Document(*values)


def page_row(page: Page) -> Row:
    """The values of `PAGE`'s columns."""
    furniture = _json(page.furniture)
    return (page.number, page.label, page.text, _blocks(page.blocks), page.state.value, furniture, int(page.ocr))


def read_page(row: Row, boxes: bytes = b"") -> Page:
    """From a row of `PAGE`'s columns; boxes have their own column."""
    number, label, text, blocks, state, furniture, ocr = row
    read = tuple(Block(BlockKind(kind), *rest) for kind, *rest in json.loads(blocks))
    return Page(number, label, text, read, boxes, PageState(state), tuple(json.loads(furniture)), bool(ocr))


def pack_boxes(boxes: bytes) -> bytes:
    """Boxes as they are stored."""
    return zlib.compress(boxes, 1) if boxes else b""


def unpack_boxes(packed: bytes) -> bytes:
    """Boxes as they were."""
    return zlib.decompress(packed) if packed else b""


def passage_row(passage: Passage) -> Row:
    """The values of `PASSAGE`'s columns."""
    return (
        passage.id, passage.document, passage.ordinal, passage.page, passage.label, passage.start, passage.end,
        passage.text, passage.heading, passage.index, passage.speaker, int(passage.tabular),
        passage.role.value if passage.role else None, passage.turn, passage.exchange, int(passage.aside),
        int(passage.ocr), _json(passage.headings) if passage.headings else "",
    )  # fmt: skip


def read_passage(row: Row) -> Passage:
    """From a row of `PASSAGE`'s columns."""
    values = list(row)
    values[11] = bool(row[11])
    values[12] = Role(row[12]) if row[12] else None
    values[15], values[16] = bool(row[15]), bool(row[16])
    values[17] = tuple((start, path) for start, path in json.loads(row[17])) if row[17] else ()
    return Passage(*values)


def _blocks(blocks: Sequence[Block]) -> str:
    return _json([_trimmed([b.kind.value, b.start, b.end, b.level, b.index, b.speaker, b.label]) for b in blocks])


def _trimmed(values: list[Any]) -> list[Any]:
    """Without the empty ones at the end, which a Block has by itself."""
    while values[-1] in ("", 0) and len(values) > 3:
        values.pop()
    return values


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
