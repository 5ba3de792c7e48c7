"""What a PDF page is drawn of: paths, texts and pictures, those inside form objects too, from one walk over it.

A page has thousands of objects and characters, and each is asked for several things. pypdfium2's functions make a new
Python object for every pointer; taken `bare`, with plain numbers for handles and addresses, they cost a third less.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

_DEEPEST = 4  # form objects inside one another
_EDGES = ctypes.c_float * 4

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Objects:
    """Handles of a page's objects in the order of drawing; they hold while the page is open.

    With each path comes the matrix that takes the form that it stands in to the page.
    """

    paths: list[tuple[int, Matrix]] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)


def objects(page: Any) -> Objects:
    """The objects of a page."""
    found = Objects()
    _gather(found, address(page.raw), "FPDFPage_CountObjects", "FPDFPage_GetObject", _PLAIN, 0)
    return found


def _gather(found: Objects, holder: int, count: str, get: str, outer: Matrix, depth: int) -> None:
    import pypdfium2.raw as c

    path, text, picture, form = (
        c.FPDF_PAGEOBJ_PATH,
        c.FPDF_PAGEOBJ_TEXT,
        c.FPDF_PAGEOBJ_IMAGE,
        c.FPDF_PAGEOBJ_FORM,
    )
    item_of, kind_of = bare(get), bare("FPDFPageObj_GetType")
    for n in range(bare(count)(holder)):
        item = item_of(holder, n)
        kind = kind_of(item)
        if kind == text:
            found.texts.append(item)
        elif kind == path:
            found.paths.append((item, outer))
        elif kind == picture:
            found.pictures.append(item)
        elif kind == form and depth < _DEEPEST:
            placed = times(matrix(item), outer)
            _gather(found, item, "FPDFFormObj_CountObjects", "FPDFFormObj_GetObject", placed, depth + 1)


def edges(item: int) -> Box | None:
    """Left, bottom, right and top of an object where it stands; None of one that has no extent."""
    found = _EDGES()
    at = ctypes.addressof(found)
    if not bare("FPDFPageObj_GetBounds")(item, at, at + 4, at + 8, at + 12):
        return None
    left, bottom, right, top = found
    return left, bottom, right, top


def matrix(item: int) -> Matrix:
    """An object's own matrix, as PDF writes it (a b c d e f)."""
    import pypdfium2.raw as c

    own = c.FS_MATRIX()
    bare("FPDFPageObj_GetMatrix")(item, ctypes.addressof(own))
    return own.a, own.b, own.c, own.d, own.e, own.f


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` and then `outer`."""
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer  # noqa: N806 - the same letters, of the other matrix
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


@cache
def bare(name: str) -> Callable[..., Any]:
    """PDFium's function of that name, to which every handle and every place in memory is a plain number.

    It keeps Python's lock, as is right for what takes less than a microsecond.
    """
    import pypdfium2.raw as c

    own = getattr(c, name)
    # Of all types only those of pointers have contents.
    kinds = [ctypes.c_void_p if hasattr(kind, "contents") else kind for kind in (own.restype, *own.argtypes)]
    bound: Callable[..., Any] = ctypes.PYFUNCTYPE(*kinds)(address(own))
    return bound


def address(pointer: Any) -> int:
    """Where a pointer of pypdfium2 leads."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
