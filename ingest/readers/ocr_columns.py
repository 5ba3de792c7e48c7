"""Several columns of lines side by side on one page: Tesseract would read across them, so each is read by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.readers.ocr_picture import Picture, ink_of

_EM = 29  # pixels of a usual letter (10.5 points at 200 dpi)
_SIDE = 8  # letters that most lines of a column have at least
_HIGH = 6  # letters that two columns stand side by side at least
_NARROWEST = 0.9  # letters between two columns
_NEAR = 1.6  # letters: a line of prose ends no further from its margin
_RUN_IN = 0.6  # of the rows of ink end near the margin: prose does, the cells of a table do not
_TORN = 3.0  # letters: a gap as wide parts cells
_WHOLE = 0.75  # of the rows of ink have no such gap
_DEEPEST = 3

Part = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def parts(picture: Picture) -> list[Part]:
    """The picture's parts in reading order, each with one column of lines; the whole where it has but one."""
    step = max(1, _EM // 10)
    ink = ink_of(picture, step)
    height, width = picture.shape
    found = [
        (left * step, top * step, right * step, bottom * step) for left, top, right, bottom in _cut(ink, _EM / step)
    ]
    if len(found) == 1:
        return [(0, 0, width, height)]
    # The last pixels, which the coarser picture leaves out, belong to the parts at the edges.
    far = ink.shape[1] * step, ink.shape[0] * step
    return [(a, b, width if c == far[0] else c, height if d == far[1] else d) for a, b, c, d in found]


def _cut(ink: NDArray[np.bool_], em: float) -> list[Part]:
    return list(_parts(ink, (0, 0, ink.shape[1], ink.shape[0]), em, 0))


def _parts(ink: NDArray[np.bool_], part: Part, em: float, depth: int) -> Iterator[Part]:
    left, top, right, bottom = part
    found = _gutter(ink[top:bottom, left:right], em) if depth < _DEEPEST else None
    if found is None:
        yield part
        return
    x, high, low = found[0] + left, found[1] + top, found[2] + top
    for one in ((left, top, right, high), (left, high, x, low), (x, high, right, low), (left, low, right, bottom)):
        if ink[one[1] : one[3], one[0] : one[2]].any():
            yield from _parts(ink, one, em, depth + 1)


def _gutter(ink: NDArray[np.bool_], em: float) -> tuple[int, int, int] | None:
    """Where a strip without ink parts two columns: its middle, and the rows from and to which it runs."""
    width = ink.shape[1]
    narrow, side = max(2, round(_NARROWEST * em)), round(_SIDE * em)
    best: tuple[int, int, int] | None = None
    sums = np.pad(np.cumsum(ink, axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    for x in range(side, width - side - narrow, max(1, narrow // 3)):
        top, bottom = _longest((sums[:, x + narrow] - sums[:, x]) == 0)
        if best is not None and bottom - top <= best[2] - best[1]:
            continue
        top, bottom = _to_ink(ink, top, bottom)
        if bottom - top < _HIGH * em:
            continue
        if _is_prose(ink[top:bottom, :x][:, ::-1], em) and _is_prose(ink[top:bottom, x + narrow :], em):
            best = (x + narrow // 2, top, bottom)
    return best


def _longest(empty: NDArray[np.bool_]) -> tuple[int, int]:
    """The longest run of true values, from and to."""
    edges = np.flatnonzero(np.diff(np.pad(empty.astype(np.int8), 1)))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return 0, 0
    n = int((ends - starts).argmax())
    return int(starts[n]), int(ends[n])


def _to_ink(ink: NDArray[np.bool_], top: int, bottom: int) -> tuple[int, int]:
    """The run without its empty rows at both ends."""
    rows = np.flatnonzero(ink[top:bottom].any(axis=1))
    return (top + int(rows[0]), top + int(rows[-1]) + 1) if len(rows) else (top, top)


def _is_prose(side: NDArray[np.bool_], em: float) -> bool:
    """Whether a column, its gutter on the left, has lines that run from there without wide gaps."""
    inked = side[side.any(axis=1)]
    if len(inked) < _HIGH * em / 3:
        return False
    near = inked[:, : round(_NEAR * em) + round(_NARROWEST * em)].any(axis=1).mean()
    rows = [np.flatnonzero(row) for row in _rows(inked, em)]
    whole = np.mean([bool((np.diff(row) <= _TORN * em).all()) for row in rows])
    length = np.median([row[-1] - row[0] for row in rows])  # labels beside their matter are short
    return bool(near >= _RUN_IN and whole >= _WHOLE and length >= _SIDE * em)


def _rows(inked: NDArray[np.bool_], em: float) -> Iterator[Any]:
    """Bands of rows about half a letter high: a single row of pixels has gaps within letters."""
    band = max(1, round(em / 2))
    for start in range(0, len(inked), band):
        yield inked[start : start + band].any(axis=0)
