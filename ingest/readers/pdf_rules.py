"""The straight rules of a PDF page: table lines, and thin filled boxes that programs draw instead of them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.structure.ruled import Rule

_THIN = 3.0  # points: a filled box thinner than this is a rule
_STRAIGHT = 1.0  # points a rule may lean
_MOST_OBJECTS = 20_000  # a page with more is a map
_MOST_SEGMENTS = 64  # a path with more is a picture
_DEEPEST = 4  # form objects inside one another

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


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


def rules(page: Any, width: float, height: float) -> list[Rule]:
    """Every rule on the page, in points on the page as shown; none where the page is a drawing."""
    turn, origin = to_page(page, width, height)
    shown = (*turn[0].tolist(), *turn[1].tolist(), *origin.tolist())
    found: list[Rule] = []
    for n, (path, outer) in enumerate(_paths(page, shown)):
        if n > _MOST_OBJECTS:
            return []
        for (x0, y0), (x1, y1) in _strokes(path, outer):
            if abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
                found.append(Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
                found.append(Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return found


def _paths(page: Any, shown: Matrix) -> Iterator[tuple[Any, Matrix]]:
    """Every path of the page, those inside form objects too, with the matrix that takes it to the page as shown."""
    import pypdfium2.raw as c

    return _paths_in(page.raw, c.FPDFPage_CountObjects(page.raw), c.FPDFPage_GetObject, shown, 0)


def _paths_in(
    holder: Any, count: int, get: Callable[[Any, int], Any], outer: Matrix, depth: int
) -> Iterator[tuple[Any, Matrix]]:
    import pypdfium2.raw as c

    kind_of, path, form = c.FPDFPageObj_GetType, c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_FORM
    for n in range(count):
        item = get(holder, n)
        kind = kind_of(item)
        if kind == path:
            yield item, outer
        elif kind == form and depth < _DEEPEST:
            placed = _times(_matrix(item), outer)
            yield from _paths_in(item, c.FPDFFormObj_CountObjects(item), c.FPDFFormObj_GetObject, placed, depth + 1)


def _matrix(item: Any) -> Matrix:
    import pypdfium2.raw as c

    own = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(item, own)
    return own.a, own.b, own.c, own.d, own.e, own.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` and then `outer`, each as PDF writes them (a b c d e f)."""
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer  # noqa: N806 - the same letters, of the other matrix
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


def _strokes(path: Any, outer: Matrix) -> Sequence[tuple[Point, Point]]:
    """The straight strokes of a path on the page as shown: a thin one's middle line, else the edges that are drawn.

    Most paths of a table are thin: their bounds alone tell, which is five times faster than going along them.
    """
    import pypdfium2.raw as c

    bounds = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not c.FPDFPageObj_GetBounds(path, *bounds):
        return ()
    left, low, right, high = [edge.value for edge in bounds]
    wide, tall = right - left, high - low
    if wide <= _THIN and tall <= _THIN:
        return ()
    fill, stroke = ctypes.c_int(), c.FPDF_BOOL()
    c.FPDFPath_GetDrawMode(path, fill, stroke)
    if wide > _THIN and tall > _THIN:
        return _edges(path, _times(_matrix(path), outer)) if stroke.value else ()
    if not (fill.value or stroke.value):
        return ()
    x, y = (left + right) / 2, (low + high) / 2
    ends = ((left, y), (right, y)) if wide > tall else ((x, low), (x, high))
    return ((_placed(ends[0], outer), _placed(ends[1], outer)),)


def _placed(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _edges(path: Any, placed: Matrix) -> list[tuple[Point, Point]]:
    """Straight edges of a path, taken to the page as shown; none for one with curves or of great length."""
    import pypdfium2.raw as c

    count = c.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return []
    a, b, c_, d, e, f = placed
    x, y = ctypes.c_float(), ctypes.c_float()
    edges: list[tuple[Point, Point]] = []
    first = last = (0.0, 0.0)
    for n in range(count):
        segment = c.FPDFPath_GetPathSegment(path, n)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_BEZIERTO:
            return []
        c.FPDFPathSegment_GetPoint(segment, x, y)
        at = (a * x.value + c_ * y.value + e, b * x.value + d * y.value + f)
        if kind == c.FPDF_SEGMENT_MOVETO:
            first = at
        else:
            edges.append((last, at))
        if c.FPDFPathSegment_GetClose(segment):
            edges.append((at, first))
        last = at
    return edges
