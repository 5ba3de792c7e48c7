"""The rows of a ruled table as lines: cells parted by tabs, column names and merged values for the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.structure.grid import Grid, Merge, indexed
from ingest.structure.lines import Line
from ingest.structure.ruled import Cell, Table


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one cell shows in one row of the table."""

    column: int
    merge: tuple[int, int]  # columns covered
    depth: int  # rows of the table that it reaches down, itself included
    lines: tuple[Line, ...]


def table_rows(table: Table) -> list[Line]:
    """Every row of the table that holds words, from top to bottom."""
    rows: list[list[_Entry]] = []
    first_of: dict[int, int] = {}  # elementary row to the row made of it
    bands = sorted({cell.top for cell in table.cells} | {cell.bottom for cell in table.cells})
    for band in bands:
        first_of[band] = len(rows)
        cells = sorted((cell for cell in table.cells if cell.top == band), key=lambda cell: cell.left)
        rows.extend(_parted(cells))
    grid = _grid(rows, first_of, table.cells)
    words = dict(indexed(grid))
    width = max(cell.right for cell in table.cells)
    # What stands alone across the top of a table is its title, not a row.
    titled = len(rows[0]) == 1 and rows[0][0].merge == (0, width) and len(rows[0][0].lines) == 1
    lines = [_as_line(row, words.get(n, "")) for n, row in enumerate(rows) if row]
    return [replace(lines[0], is_row=False, index=""), *lines[1:]] if titled else lines


def _parted(cells: list[Cell]) -> Iterator[list[_Entry]]:
    """One band of cells as one row, or as several where the lines of its cells stand on common levels."""
    inner = [cell for cell in cells if cell.top == cell.bottom]
    levels = _common_levels(inner)
    if not levels:
        yield [_entry(cell, cell.lines) for cell in cells]
        return
    for n, level in enumerate(levels):
        row = [_entry(cell, own) for cell in inner if (own := _at(cell, level, levels))]
        if n == 0:
            row += [_entry(cell, cell.lines) for cell in cells if cell.top != cell.bottom]
        yield sorted(row, key=lambda entry: entry.column)


def _common_levels(cells: Sequence[Cell]) -> list[float]:
    """Heights on which lines of at least two cells stand; empty where the cells wrap text each on its own."""
    several = [cell for cell in cells if len(cell.lines) > 1]
    if len(several) < 2:
        return []
    longest = max(several, key=lambda cell: len(cell.lines))
    # The leftmost cell names the rows: where it has fewer lines, the others wrap their text.
    if len(cells[0].lines) < 0.75 * len(longest.lines):
        return []
    if all(len(line.text) == 1 for cell in several for line in cell.lines):
        return []  # names written downwards
    levels = [line.middle for line in longest.lines]
    size = longest.lines[0].size
    for cell in cells:
        level = sum(any(abs(line.middle - at) < 0.4 * size for at in levels) for line in cell.lines)
        if level < len(cell.lines):
            return []
    agreeing = sum(len(cell.lines) for cell in several)
    return levels if agreeing >= 0.75 * len(levels) * len(several) else []


def _at(cell: Cell, level: float, levels: list[float]) -> tuple[Line, ...]:
    return tuple(line for line in cell.lines if min(levels, key=lambda at: abs(at - line.middle)) == level)


def _entry(cell: Cell, lines: tuple[Line, ...]) -> _Entry:
    return _Entry(cell.left, (cell.left, cell.right), cell.bottom - cell.top + 1, lines)


def _grid(rows: list[list[_Entry]], first_of: dict[int, int], cells: Sequence[Cell]) -> Grid:
    width = max(cell.right for cell in cells) + 1
    shown = [["" for _ in range(width)] for _ in rows]
    for n, row in enumerate(rows):
        for entry in row:
            shown[n][entry.column] = _cell_text(entry.lines)[0]
    merges = []
    for cell in cells:
        if cell.top != cell.bottom or cell.left != cell.right:
            following = [first for band, first in first_of.items() if band > cell.bottom]
            bottom = min(following, default=len(rows)) - 1
            merges.append(Merge(first_of[cell.top], cell.left, max(bottom, first_of[cell.top]), cell.right))
    return Grid(shown, tuple(merges))


def _as_line(row: list[_Entry], index: str) -> Line:
    text = ""
    sources: list[int] = []
    for n, entry in enumerate(row):
        words, glyphs = _cell_text(entry.lines)
        text += ("\t" if n else "") + words
        sources += ([-1] if n else []) + glyphs
    parts = [line for entry in row for line in entry.lines]
    return Line(
        text,
        tuple(sources),
        min(p.left for p in parts),
        min(p.top for p in parts),
        max(p.right for p in parts),
        max(p.bottom for p in parts),
        is_row=True,
        index=index,
    )


def _cell_text(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """A cell's lines as one: a line that fills the cell goes on without a break, a shorter one is parted by a space."""
    text = ""
    sources: list[int] = []
    margin = max((line.right for line in lines), default=0.0)
    before: Line | None = None
    for line in lines:
        if before is not None and (len(lines) == 1 or before.right < margin - 1.5 * before.size):
            text, sources = text + " ", [*sources, -1]
        text += line.text.replace("\t", " ")
        sources += line.glyphs
        before = line
    return text, sources
