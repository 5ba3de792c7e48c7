"""Tables as files that people open: CSV that Excel reads with its Japanese whole, and Excel itself.

Words go into cells as words: one that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LONGEST = 32_000  # characters that Excel takes in one cell

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a book: its name, its rows with the header first, the widths of its columns in characters."""

    name: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]


def to_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads Japanese as CP932. The first row is the header."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(name: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    """A book of one sheet under `name`, its header fixed, its columns filtered."""
    return to_book([Sheet(name, rows, widths)])


def to_book(sheets: Sequence[Sheet]) -> bytes:
    """A book of several such sheets."""
    import xlsxwriter  # type: ignore[import-untyped]  # it has none

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for sheet in sheets:
            add_sheet(book, sheet.name, sheet.rows, sheet.widths)
    return out.getvalue()


def add_sheet(book: Any, name: str, rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
    """A sheet with `rows`, the first of them its header; numbers stay numbers.

    `book` is an xlsxwriter.Workbook, which has no types.
    """
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, wrapped)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            style = bold if number == 0 else wrapped
            if isinstance(cell, str):
                sheet.write_string(number, column, safe(cell), style)
            else:
                sheet.write_number(number, column, cell, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows) - 1), len(widths) - 1)


def _plain(cell: Cell) -> Cell:
    return safe(cell) if isinstance(cell, str) else cell


def safe(text: str) -> str:
    """`text` as a cell that no spreadsheet calculates; control characters that no sheet can hold are left out."""
    text = "".join(c for c in text if c >= " " or c in "\n\t\r")[:_LONGEST]
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
