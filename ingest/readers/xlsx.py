"""Excel: a page a sheet, a block a row. Hidden sheets are left out, and said to be."""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, IngestError, TooCostly
from ingest.model import Page, Problem, Reading
from ingest.readers import zipguard
from ingest.readers.composing import Composer, one_line
from ingest.readers.office import core_title
from ingest.structure.grid import Grid, Merge, lay

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_ROWS = 200_000
# The reader keeps the whole rectangle between the first and the last value in memory, 24 bytes a cell.
_LARGEST_RECTANGLE = 15_000_000

_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>])([^>]*[^/>])?>\s*<")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# 「別記様式第二」 above the title of a form says which form it is, not what it is.
_NUMBERING = re.compile(r"別記|別紙|別添|別表|様式|第.{1,4}号|資料|[（(※]")

Value = int | float | str | bool | time | date | datetime | timedelta


def read(path: Path) -> Reading:
    """The visible sheets of a workbook that hold a value. Raises an IngestError."""
    zipguard.check(path)
    _check_rectangles(path)
    pages: list[Page] = []
    problems: list[Problem] = []
    with _calamine(path) as book:
        for sheet, visible in _sheets(book):
            if not visible:
                problems.append(Problem(f"非表示のシート「{sheet.name}」は読み込んでいません。"))
                continue
            composer = Composer()
            if (cut := _lay_sheet(sheet, composer)) > 0:
                problems.append(Problem(f"シート「{sheet.name}」は行が多いため、最後の{cut:,}行を読み込んでいません。"))
            if composer:
                pages.append(composer.page(None, f"シート「{sheet.name}」"))
    if not pages:
        raise EmptyFile("値の入ったセルがありません。" + "".join(problem.message for problem in problems))
    return Reading("xlsx", tuple(pages), core_title(path) or _title_row(pages), tuple(problems))


@contextmanager
def _calamine(path: Path) -> Iterator[CalamineWorkbook]:
    """The open workbook. Whatever calamine says of a bad file becomes one of our errors."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        with load_workbook(path) as book:
            yield book
    except PasswordError as cause:
        raise EncryptedFile from cause
    except (CalamineError, ValueError, OverflowError, MemoryError) as cause:
        raise BrokenFile from cause
    except IngestError:
        raise
    except BaseException as cause:
        # A panic in its Rust code comes as an exception without a public class, outside of Exception.
        if type(cause).__name__ == "PanicException":
            raise BrokenFile from cause
        raise


def _sheets(book: CalamineWorkbook) -> Iterator[tuple[CalamineSheet, bool]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for number, about in enumerate(book.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            yield book.get_sheet_by_index(number), about.visible == SheetVisibleEnum.Visible


def _lay_sheet(sheet: CalamineSheet, composer: Composer) -> int:
    """Put the sheet's rows on the page; returns how many rows were too many for it."""
    if sheet.start is None:
        return 0
    most = sheet.start[0] + MOST_ROWS
    rows: list[list[str]] = []
    cut = 0
    for values in sheet.iter_rows():  # from the first row of the sheet, but from the first column that has a value
        if len(rows) < most:
            rows.append([_shown(value) for value in values])
        else:
            cut += any(value != "" for value in values)
    lay(_without_empty_columns(rows, sheet), composer, titled=True)
    return cut


def _without_empty_columns(rows: list[list[str]], sheet: CalamineSheet) -> Grid:
    """The sheet as a table. Sheets drawn on graph paper have dozens of columns that hold nothing."""
    width = max(map(len, rows), default=0)
    kept = [c for c, column in enumerate(zip(*rows, strict=False)) if any(column)] if rows else []
    left = sheet.start[1] if sheet.start else 0
    merges = [
        Merge(top, bisect_left(kept, first - left), bottom, bisect_right(kept, last - left) - 1)
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
    ]
    if len(kept) < width:
        rows = [[row[c] for c in kept] for row in rows]
    return Grid(rows, tuple(merge for merge in merges if merge.top < len(rows) and merge.left <= merge.right))


def _shown(value: Value) -> str:
    """A cell's value as a person would type it."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _title_row(pages: list[Page]) -> str:
    """What stands alone in a row above the table, in a workbook of one sheet."""
    if len(pages) != 1 or "\t" not in pages[0].text:
        return ""
    for block in pages[0].blocks[:4]:
        row = pages[0].text[block.start : block.end].strip()
        if "\t" in row:
            return ""
        if 4 <= len(row) <= 60 and "。" not in row and not _NUMBERING.match(row):
            return row
    return ""


def _check_rectangles(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if _WORKSHEET.fullmatch(entry.filename) and _rectangle(archive.read(entry)) > _LARGEST_RECTANGLE:
                raise TooCostly(
                    "シートの使われている範囲が広すぎます。表から遠く離れたセルの値を消し、保存し直してから登録してください。"
                )


def _rectangle(xml: bytes) -> int:
    """Cells between the first and the last value of a sheet."""
    rows: set[int] = set()
    columns: set[bytes] = set()
    for cell in _CELL.finditer(xml):
        if (place := _PLACE.search(b" " + (cell[1] or b""))) is not None:
            columns.add(place[1])
            rows.add(int(place[2]))
    if not rows:
        return 0
    numbers = [_column(letters) for letters in columns]
    return (max(rows) - min(rows) + 1) * (max(numbers) - min(numbers) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
