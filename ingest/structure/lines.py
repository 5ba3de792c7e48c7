"""From characters to lines: spaces that no one typed are dropped, cells of a table row are parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.structure.glyphs import Glyphs

_JAPANESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_FIGURE = re.compile(r"^[\s\d０-９,，.．%％△▲\-－()（）+＋]+$")
# A gap wider than this many characters parts two cells; letter spacing of headings (件　名) stays below it.
_CELL_GAP = 1.6
_WIDE_SPACE = 0.9  # characters beyond the letter spacing: a space as wide as a character was meant
_WORD_SPACE = 0.15  # between Latin words or figures
_SPACED_OUT = re.compile(r"[々〆\u3041-\u9fff](\t[々〆\u3041-\u9fff]){1,7}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its display text and, for each character of it, the glyph it stands for (-1 for none)."""

    text: str
    glyphs: tuple[int, ...]
    left: float
    top: float
    right: float
    bottom: float
    is_row: bool = False  # a row of a ruled table
    index: str = ""  # words for the search only: column names, values of merged cells
    indented: bool = False  # begins with a typed ideographic space

    @property
    def size(self) -> float:
        """Height of the line in points, a measure of its type size."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines(glyphs: Glyphs, only: Sequence[int] | None = None) -> list[Line]:
    """The lines of a horizontally written page, or of the glyphs `only`, in drawing order.

    Figures that are drawn apart from their words, as in budget tables, are put back beside them.
    """
    found = [
        line for run in _runs(glyphs, range(len(glyphs.text)) if only is None else only) if (line := _line(glyphs, run))
    ]
    return _reunite(found, glyphs)


def columns(glyphs: Glyphs) -> list[Line]:
    """The lines of a vertical page (already `turned`), in reading order."""
    found = [line for run in _straight_runs(glyphs) if (line := _line(glyphs, run))]
    return _in_reading_order(found)


def _runs(glyphs: Glyphs, only: Iterable[int]) -> Iterable[list[int]]:
    """Glyph indices between line breaks; a run that jumps back or to another height is cut there."""
    run: list[int] = []
    last = -1
    boxes = glyphs.places
    for i in only:
        character = glyphs.text[i]
        if character == "\n":
            yield run
            run, last = [], -1
            continue
        if not character.isspace():
            if last >= 0 and _jumps(boxes[last], boxes[i]):
                yield run
                run = []
            last = i
        run.append(i)
    yield run


def _jumps(before: Sequence[float], after: Sequence[float]) -> bool:
    height = max(before[3] - before[1], after[3] - after[1], 1.0)
    apart = abs((before[1] + before[3]) - (after[1] + after[3])) / 2
    return bool(apart > 0.8 * height or after[0] < before[0] - 1.5 * height)


def _straight_runs(glyphs: Glyphs) -> Iterable[list[int]]:
    run: list[int] = []
    boxes = glyphs.places
    for i, character in enumerate(glyphs.text):
        if character.isspace():
            continue
        if run:
            before, after = boxes[run[-1]], boxes[i]
            em = max(after[3] - after[1], after[2] - after[0], 1.0)
            level = abs((before[1] + before[3]) - (after[1] + after[3])) / 2 < 0.45 * em
            if not (level and -0.6 * em < after[0] - before[2] < 2.2 * em):
                yield run
                run = []
        run.append(i)
    yield run


def _line(glyphs: Glyphs, run: list[int]) -> Line | None:
    drawn, places = glyphs.text, glyphs.places
    ink = [i for i in run if not drawn[i].isspace()]
    if not ink:
        return None
    boxes = [places[i] for i in ink]
    em = _median([max(box[3] - box[1], 1.0) for box in boxes])
    gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
    usual = _median(gaps) if len(gaps) > 2 else 0.0
    spacing = max(sorted(gaps)[len(gaps) // 4], 0.0) if gaps else 0.0  # between letters of a word
    widest = spacing + _WIDE_SPACE * em
    wide = max(_CELL_GAP * em, 2.2 * usual)
    text: list[str] = []
    sources: list[int] = []
    between: list[int] = []
    n = -1
    for i in run:
        if drawn[i].isspace():
            between.append(i)
            continue
        n += 1
        parts = n > 0 and gaps[n - 1] > wide
        if n > 0 and (between or parts):
            extra = (gaps[n - 1] - spacing) / em
            if extra > _WIDE_SPACE and any(gap > widest for gap in (*gaps[max(n - 2, 0) : n - 1], *gaps[n : n + 1])):
                extra = _WIDE_SPACE  # a word spread over its cell: 地 方 交 付 税
            for mark, source in _gap(glyphs, between, ink[n - 1], i, extra, parts):
                text.append(mark)
                sources.append(source)
        between = []
        text.append(drawn[i])
        sources.append(i)
    top, bottom = _median([box[1] for box in boxes]), _median([box[3] for box in boxes])
    left, right = min([box[0] for box in boxes]), max([box[2] for box in boxes])
    indented = any(drawn[i] == "\u3000" for i in run[: run.index(ink[0])])
    words = "".join(text)
    if _SPACED_OUT.fullmatch(words):  # a heading like 認　　定, no row of a table
        words = words.replace("\t", "\u3000")
    return Line(words, tuple(sources), left, top, right, bottom, indented=indented)


def _median(values: list[float]) -> float:
    """The middle value (the upper one of two): a tenth of numpy's time on lists as short as a line."""
    return sorted(values)[len(values) // 2]


def _gap(
    glyphs: Glyphs, between: list[int], before: int, after: int, extra: float, parts: bool
) -> list[tuple[str, int]]:
    """What stands between two inked characters: a tab for the edge of a cell, typed spaces, or nothing.

    `extra` is the gap beyond the line's letter spacing, in characters; `parts` says that it parts two cells.
    """
    typed = [i for i in between if not glyphs.invented[i]]
    if parts and not any(glyphs.text[i] == "\u3000" for i in typed):
        return [("\t", -1)]
    if typed:
        return [(glyphs.text[i] if glyphs.text[i] == "\u3000" else " ", i) for i in typed]
    if not between:
        return []
    # An invented space beside a Japanese character is letter spacing; between Latin words it parts them.
    if _JAPANESE.match(glyphs.text[before]) or _JAPANESE.match(glyphs.text[after]):
        return [("\u3000", -1)] if extra > _WIDE_SPACE else []
    return [(" ", -1)] if extra > _WORD_SPACE else []


def _reunite(found: list[Line], glyphs: Glyphs) -> list[Line]:
    """Put a row's figures back beside its words where the file draws them apart: budget tables do, column by column."""
    figures = [n for n, line in enumerate(found) if _FIGURE.match(line.text.split("\t")[0])]
    if len(figures) < 3:
        return found
    taken: set[int] = set()
    rows: dict[int, Line] = {}
    by_height = sorted(range(len(found)), key=lambda n: found[n].middle)
    place = {n: at for at, n in enumerate(by_height)}
    for n in figures:
        if n in taken:
            continue
        level = [m for m in _level_with(n, found, by_height, place) if m not in taken]
        if any(not _FIGURE.match(found[m].text) for m in level):
            rows[n] = _merge([cell for m in (*level, n) for cell in _cells(found[m], glyphs)])
            taken.update((*level, n))
    return [rows.get(n, line) for n, line in enumerate(found) if n in rows or n not in taken]


def _level_with(n: int, found: list[Line], by_height: list[int], place: dict[int, int]) -> list[int]:
    line = found[n]
    level: list[int] = []
    for step in (-1, 1):
        at = place[n] + step
        while 0 <= at < len(by_height):
            other = found[by_height[at]]
            if abs(other.middle - line.middle) > 0.45 * min(other.size, line.size):
                break
            level.append(by_height[at])
            at += step
    return level


def _cells(line: Line, glyphs: Glyphs) -> list[Line]:
    """A line cut at its tabs, each piece with its own edges."""
    cells, start = [], 0
    for cell in line.text.split("\t"):
        sources = line.glyphs[start : start + len(cell)]
        inked = [glyphs.places[i] for i in sources if i >= 0]
        if inked:
            left, right = min(box[0] for box in inked), max(box[2] for box in inked)
            cells.append(Line(cell, sources, left, line.top, right, line.bottom))
        start += len(cell) + 1
    return cells


def _merge(parts: list[Line]) -> Line:
    parts = sorted(parts, key=lambda line: line.left)
    text, sources = parts[0].text, list(parts[0].glyphs)
    for part in parts[1:]:
        text += "\t" + part.text
        sources += [-1, *part.glyphs]
    return Line(
        text,
        tuple(sources),
        min(p.left for p in parts),
        min(p.top for p in parts),
        max(p.right for p in parts),
        max(p.bottom for p in parts),
    )


def _in_reading_order(found: list[Line]) -> list[Line]:
    """Recursive cuts along the widest empty strip, as in Nagy and Seth's XY-cut (1984), columns before lines."""
    if len(found) < 2:
        return found
    em = max(float(np.median([line.size for line in found])), 1.0)
    across = _widest_gap([(line.left, line.right) for line in found])
    along = _widest_gap([(line.top, line.bottom) for line in found])
    if across[0] > 0.3 * em:
        first = [line for line in found if line.right <= across[1]]
        second = [line for line in found if line.right > across[1]]
    elif along[0] > 1.5 * em:
        first = [line for line in found if line.bottom <= along[1]]
        second = [line for line in found if line.bottom > along[1]]
    else:
        return sorted(found, key=lambda line: (round(line.middle / (0.5 * em)), line.left))
    return _in_reading_order(first) + _in_reading_order(second)


def _widest_gap(spans: list[tuple[float, float]]) -> tuple[float, float]:
    """Width and position of the widest stretch that no span covers."""
    spans = sorted(spans)
    best, at, reach = 0.0, 0.0, spans[0][1]
    for start, end in spans[1:]:
        if start - reach > best:
            best, at = start - reach, (start + reach) / 2
        reach = max(reach, end)
    return best, at
