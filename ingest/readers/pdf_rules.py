"""The straight rules of a PDF page: table lines, and thin filled boxes that programs draw instead of them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_objects import Matrix, Objects, bare, edges, matrix, times
from ingest.structure.ruled import Rule

_THIN = 3.0  # points: a filled box thinner than this is a rule
_STRAIGHT = 1.0  # points a rule may lean
_MOST_OBJECTS = 20_000  # a page with more is a map
_MOST_SEGMENTS = 64  # a path with more is a picture
_MODES = ctypes.c_int * 2  # how a path is filled, and whether it is stroked

Point = tuple[float, float]


def to_page(page: Any, width: float, height: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Matrix and origin from page space to points on the page as shown: cropped, rotated, origin at the top left."""
    import pypdfium2.raw as c

    unit = 1 << 20
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for px, py in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        c.FPDF_PageToDevice(page.raw, 0, 0, unit, unit, 0, px, py, x, y)
        corners.append(np.array([x.value / unit * width, y.value / unit * height]))
    origin, right, up = corners
    return np.array([(right - origin) / 1000, (up - origin) / 1000]), origin


def rules(page: Any, drawn: Objects, width: float, height: float) -> list[Rule]:
    """Every rule among what a page is drawn of, in points on the page as shown; none where the page is a drawing."""
    if len(drawn.paths) > _MOST_OBJECTS:
        return []
    turn, origin = to_page(page, width, height)
    shown = (*turn[0].tolist(), *turn[1].tolist(), *origin.tolist())
    found: list[Rule] = []
    form, placed = None, shown
    for path, outer in drawn.paths:
        if outer is not form:
            form, placed = outer, times(outer, shown)
        for (x0, y0), (x1, y1) in _strokes(path, placed):
            if abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
                found.append(Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
                found.append(Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return found


def _strokes(path: int, outer: Matrix) -> Sequence[tuple[Point, Point]]:
    """The straight strokes of a path on the page as shown: a thin one's middle line, else the edges that are drawn.

    Most paths of a table are thin: their bounds alone tell, which is five times faster than going along them.
    """
    bounds = edges(path)
    if bounds is None:
        return ()
    left, low, right, high = bounds
    wide, tall = right - left, high - low
    if wide <= _THIN and tall <= _THIN:
        return ()
    modes = _MODES()
    at = ctypes.addressof(modes)
    bare("FPDFPath_GetDrawMode")(path, at, at + ctypes.sizeof(ctypes.c_int))
    fill, stroke = modes
    if wide > _THIN and tall > _THIN:
        return _edges(path, times(matrix(path), outer)) if stroke else ()
    if not (fill or stroke):
        return ()
    x, y = (left + right) / 2, (low + high) / 2
    ends = ((left, y), (right, y)) if wide > tall else ((x, low), (x, high))
    return ((_placed(ends[0], outer), _placed(ends[1], outer)),)


def _placed(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _edges(path: int, placed: Matrix) -> list[tuple[Point, Point]]:
    """Straight edges of a path, taken to the page as shown; none for one with curves or of great length."""
    import pypdfium2.raw as c

    count = bare("FPDFPath_CountSegments")(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return []
    a, b, c_, d, e, f = placed
    x, y = ctypes.c_float(), ctypes.c_float()
    point = ctypes.addressof(x), ctypes.addressof(y)
    found: list[tuple[Point, Point]] = []
    first = last = (0.0, 0.0)
    for n in range(count):
        segment = bare("FPDFPath_GetPathSegment")(path, n)
        kind = bare("FPDFPathSegment_GetType")(segment)
        if kind == c.FPDF_SEGMENT_BEZIERTO:
            return []
        bare("FPDFPathSegment_GetPoint")(segment, *point)
        at = (a * x.value + c_ * y.value + e, b * x.value + d * y.value + f)
        if kind == c.FPDF_SEGMENT_MOVETO:
            first = at
        else:
            found.append((last, at))
        if bare("FPDFPathSegment_GetClose")(segment):
            found.append((at, first))
        last = at
    return found
