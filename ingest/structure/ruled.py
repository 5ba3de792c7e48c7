"""Tables drawn with rules: from the lines on a page and its characters to a grid of cells.

The rules are extended to a full grid of elementary cells; where no rule stands between two neighbours they are one
(merged) cell. A row without rules between its lines, as accountants like them, is parted where the lines
of its cells agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.structure.glyphs import Glyphs, turned_boxes
from ingest.structure.lines import Line, lines

_NEAR = 2.5  # points within which two rules are one, and a rule touches another
_SHORTEST = 6.0  # points; anything shorter is part of a character or a mark
_MOST_RULES = 4000  # beyond this a page is a drawing or a map


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on the page as shown, in points: at `at` on one axis, from `start` to `end` on the other."""

    horizontal: bool
    at: float
    start: float
    end: float


def turned_rules(found: Sequence[Rule], quarters: int, width: float, height: float) -> list[Rule]:
    """Rules of a page `width` by `height`, where they come to stand when it is turned back by `quarters`."""
    if not quarters or not found:
        return list(found)
    ends = [(r.start, r.at, r.end, r.at) if r.horizontal else (r.at, r.start, r.at, r.end) for r in found]
    placed = turned_boxes(np.array(ends, dtype=np.float32), quarters, width, height).tolist()
    return [
        Rule(True, top, left, right) if rule.horizontal != (quarters % 2 == 1) else Rule(False, left, top, bottom)
        for rule, (left, top, right, bottom) in zip(found, placed, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and what is written in it; rows and columns of the elementary grid, bounds included."""

    top: int
    left: int
    bottom: int
    right: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of at least two rows and two columns that hold words."""

    cells: tuple[Cell, ...]
    glyphs: frozenset[int]  # all characters inside
    bounds: tuple[float, float, float, float]


def tables(rules: Sequence[Rule], glyphs: Glyphs) -> list[Table]:
    """The ruled tables of a page."""
    if not 4 <= len(rules) <= _MOST_RULES:
        return []
    found = []
    for group in _connected(_merged(rules)):
        table = _table(group, glyphs)
        if table is not None:
            found.append(table)
    return found


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that lie on one line and meet, as one; short ones left out."""
    merged: list[Rule] = []
    by_axis = sorted(rules, key=lambda rule: (rule.horizontal, rule.at, rule.start))
    lines_: list[list[Rule]] = []
    for rule in by_axis:
        last = lines_[-1][0] if lines_ else None
        if last and last.horizontal == rule.horizontal and rule.at - last.at <= _NEAR:
            lines_[-1].append(rule)
        else:
            lines_.append([rule])
    for line in lines_:
        at = sum(rule.at for rule in line) / len(line)
        start = end = None
        for rule in sorted(line, key=lambda rule: rule.start):
            if end is not None and start is not None and rule.start <= end + _NEAR:
                end = max(end, rule.end)
                continue
            if end is not None and start is not None:
                merged.append(Rule(rule.horizontal, at, start, end))
            start, end = rule.start, rule.end
        if start is not None and end is not None:
            merged.append(Rule(line[0].horizontal, at, start, end))
    return [rule for rule in merged if rule.end - rule.start >= _SHORTEST]


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that touch one another."""
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    across = [(i, rule) for i, rule in enumerate(rules) if rule.horizontal]
    down = [(i, rule) for i, rule in enumerate(rules) if not rule.horizontal]
    for i, h in across:
        for j, v in down:
            if h.start - _NEAR <= v.at <= h.end + _NEAR and v.start - _NEAR <= h.at <= v.end + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for i, rule in enumerate(rules):
        groups[root(i)].append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _table(rules: list[Rule], glyphs: Glyphs) -> Table | None:
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    if len(across) < 2 or len(down) < 1:
        return None
    xs = _positions([rule.at for rule in down] + [min(r.start for r in across), max(r.end for r in across)])
    ys = _positions([rule.at for rule in across] + [min(r.start for r in down), max(r.end for r in down)])
    if len(xs) < 3 or len(ys) < 3:
        return None
    owner = _owners(xs, ys, across, down)
    inside, rows, columns = _placed(xs, ys, glyphs)
    by_cell: dict[int, list[int]] = defaultdict(list)
    for glyph, number in zip(inside.tolist(), owner[rows, columns].tolist(), strict=True):
        by_cell[number].append(glyph)
    bounds = _bounds(owner)
    cells = tuple(_cell(bounds[number], members, glyphs) for number, members in sorted(by_cell.items()))
    cells = tuple(cell for cell in cells if cell.lines)
    if len({cell.left for cell in cells}) < 2 or len({cell.top for cell in cells}) < 2:
        return None
    return Table(cells, frozenset(inside.tolist()), (xs[0], ys[0], xs[-1], ys[-1]))


def _positions(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _owners(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> NDArray[np.int64]:
    """For each elementary cell the number of the cell it belongs to (its first elementary cell)."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for r in range(rows):
        middle = (ys[r] + ys[r + 1]) / 2
        walls = [rule.at for rule in down if rule.start <= middle <= rule.end]
        for c in range(1, columns):
            if not any(abs(at - xs[c]) <= _NEAR for at in walls):
                _join(parent, root(r * columns + c - 1), root(r * columns + c))
    for c in range(columns):
        middle = (xs[c] + xs[c + 1]) / 2
        floors = [rule.at for rule in across if rule.start <= middle <= rule.end]
        for r in range(1, rows):
            if not any(abs(at - ys[r]) <= _NEAR for at in floors):
                _join(parent, root((r - 1) * columns + c), root(r * columns + c))
    return np.array([root(i) for i in range(rows * columns)]).reshape(rows, columns)


def _join(parent: list[int], one: int, other: int) -> None:
    parent[max(one, other)] = min(one, other)


def _placed(
    xs: list[float], ys: list[float], glyphs: Glyphs
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Glyphs inside the grid with the row and column of their middle."""
    boxes = glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    columns, rows = np.searchsorted(xs, x) - 1, np.searchsorted(ys, y) - 1
    breaks = np.array([c == "\n" for c in glyphs.text], dtype=bool)
    inside = (columns >= 0) & (columns < len(xs) - 1) & (rows >= 0) & (rows < len(ys) - 1) & ~breaks
    index = np.nonzero(inside)[0]
    return index, rows[index], columns[index]


def _bounds(owner: NDArray[np.int64]) -> dict[int, tuple[int, int, int, int]]:
    """Top, left, bottom and right of each cell in the elementary grid."""
    bounds: dict[int, tuple[int, int, int, int]] = {}
    for r, row in enumerate(owner.tolist()):
        for c, number in enumerate(row):
            top, left, _, right = bounds.get(number, (r, c, r, c))
            bounds[number] = (top, min(left, c), r, max(right, c))
    return bounds


def _cell(bounds: tuple[int, int, int, int], members: list[int], glyphs: Glyphs) -> Cell:
    return Cell(*bounds, tuple(sorted(lines(glyphs, members), key=lambda line: (round(line.middle / 4), line.left))))
