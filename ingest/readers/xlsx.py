"""Excel: a page a sheet, a block a row. Hidden sheets are left out, and said to be."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, IngestError
from ingest.model import Page, Problem, Reading
from ingest.readers import zipguard
from ingest.readers.composing import Composer, one_line
from ingest.readers.office import core_title
from ingest.readers.sheets import Surveyed, survey
from ingest.structure.grid import Grid, Merge, lay

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_ROWS = 200_000
_UNSEEN = "シート「{}」に、文字の見えないセルが{:,}個あります（白い文字、値を表示しない書式）。読み込んでいません。"
# 「別記様式第二」 above the title of a form says which form it is, not what it is.
_NUMBERING = re.compile(r"別記|別紙|別添|別表|様式|第.{1,4}号|資料|[（(※]")

Value = int | float | str | bool | time | date | datetime | timedelta


def read(path: Path) -> Reading:
    """The visible sheets of a workbook that hold a value. Raises an IngestError."""
    zipguard.check(path)
    surveyed = survey(path)
    pages: list[Page] = []
    problems: list[Problem] = []
    with _calamine(path) as book:
        for sheet, visible in _sheets(book):
            if not visible:
                problems.append(Problem(f"非表示のシート「{sheet.name}」は読み込んでいません。"))
                continue
            composer = Composer()
            about = surveyed.get(sheet.name, Surveyed())
            if (cut := _lay_sheet(sheet, about, composer)) > 0:
                problems.append(Problem(f"シート「{sheet.name}」は行が多いため、最後の{cut:,}行を読み込んでいません。"))
            if hidden := "、".join(f"{n}が{k}{n}" for n, k in (("行", about.rows), ("列", about.columns)) if k):
                problems.append(
                    Problem(f"シート「{sheet.name}」に非表示の{hidden}あります。それらも読み込んでいます。")
                )
            if about.unseen:
                problems.append(Problem(_UNSEEN.format(sheet.name, len(about.unseen))))
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


def _lay_sheet(sheet: CalamineSheet, about: Surveyed, composer: Composer) -> int:
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
    left = sheet.start[1]
    for (row, place), decimals in about.percentages.items():
        column = place - left
        if row < len(rows) and 0 <= column < len(rows[row]):
            rows[row][column] = _as_percentage(rows[row][column], decimals)
    for row, place in about.unseen:
        if row < len(rows) and 0 <= place - left < len(rows[row]):
            rows[row][place - left] = ""
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


def _as_percentage(shown: str, decimals: int) -> str:
    try:
        return f"{float(shown):.{decimals}%}"
    except ValueError:  # a word in a cell that is set to show percentages
        return shown


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
