"""Characters of a PDF page that nobody sees: in the colour of the paper, without ink, too small, beyond the edge.

What might be unseen is found by how it is drawn, and is so only where the page as it is shown has nothing there: white
letters on a dark box are seen, and so is a scan under the characters that were recognised in it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.structure.glyphs import Boxes

TOLD = "見えない文字が{}字、{}ページにあります（紙と同じ色、極端に小さい、紙の外など）。読み込んでいません。"
_TINY = 1.2  # points of height
_ALL = 0.95  # of a page's characters
_PALE = 0xF0  # of each colour
_FLAT = 12  # grey levels between which nothing can be read
_DEEPEST = 4  # form objects inside one another
_MOST = 20_000  # objects of a page that are looked at


def unseen(
    page: Any, text_page: Any, numbers: Sequence[int], boxes: Boxes, size: tuple[float, float]
) -> NDArray[np.bool_]:
    """Of the characters `numbers`, whose boxes on the page as shown are `boxes`, which nobody sees."""
    hidden = _misplaced(boxes, size)
    suspects = _suspects(page, size)
    if suspects:
        handle = text_page.raw
        doubtful = [n for n, number in enumerate(numbers) if _address(_object_of(handle, number)) in suspects]
        if doubtful:
            hidden[doubtful] |= _blank(page, boxes[doubtful])
    return hidden


def _misplaced(boxes: Boxes, size: tuple[float, float]) -> NDArray[np.bool_]:
    """Too small to be read, or beyond the edge. A page on which all is so is drawn in some way of its own."""
    if not len(boxes):
        return np.zeros(0, dtype=bool)
    left, top, right, bottom = boxes.T
    height, across, down = bottom - top, (left + right) / 2, (top + bottom) / 2
    tiny = (height > 0) & (height < _TINY) & (right - left < _TINY)
    outside = (across < 0) | (across > size[0]) | (down < 0) | (down > size[1])
    hidden: NDArray[np.bool_] = (tiny & (tiny.mean() < _ALL)) | (outside & (outside.mean() < _ALL))
    return hidden


def _suspects(page: Any, size: tuple[float, float]) -> set[int]:
    """The text objects that are drawn in the colour of paper, or without ink where no scan lies below; as addresses."""
    import pypdfium2.raw as c

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pale, inkless, scanned = set[int](), set[int](), False
    for n, (item, kind) in enumerate(_items_in(page.raw, c.FPDFPage_CountObjects(page.raw), c.FPDFPage_GetObject, 0)):
        if n > _MOST:
            break
        if kind == c.FPDF_PAGEOBJ_IMAGE:
            scanned = scanned or _covers(item, size)
            continue
        mode = c.FPDFTextObj_GetTextRenderMode(item)
        if mode in (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP):
            inkless.add(_address(item))
        elif (
            mode == c.FPDF_TEXTRENDERMODE_FILL
            and c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
            and (alpha.value == 0 or min(red.value, green.value, blue.value) >= _PALE)
        ):
            pale.add(_address(item))
    return pale if scanned else pale | inkless


def _covers(image: Any, size: tuple[float, float]) -> bool:
    """Whether a picture covers half of the page, as that of a scan does."""
    import pypdfium2.raw as c

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not c.FPDFPageObj_GetBounds(image, left, bottom, right, top):
        return False
    return (right.value - left.value) * (top.value - bottom.value) > size[0] * size[1] / 2


def _items_in(holder: Any, count: int, get: Callable[[Any, int], Any], depth: int) -> Iterator[tuple[Any, int]]:
    """The texts and pictures of the page, those inside form objects too."""
    import pypdfium2.raw as c

    kind_of, form = c.FPDFPageObj_GetType, c.FPDF_PAGEOBJ_FORM
    wanted = (c.FPDF_PAGEOBJ_TEXT, c.FPDF_PAGEOBJ_IMAGE)
    for n in range(count):
        item = get(holder, n)
        kind = kind_of(item)
        if kind in wanted:
            yield item, kind
        elif kind == form and depth < _DEEPEST:
            yield from _items_in(item, c.FPDFFormObj_CountObjects(item), c.FPDFFormObj_GetObject, depth + 1)


def _blank(page: Any, boxes: Boxes) -> NDArray[np.bool_]:
    """Whether the page, as it is shown, is of one tone where each box stands."""
    picture = page.render(scale=1.0, grayscale=True).to_numpy()
    rows, columns = picture.shape[:2]
    flat = np.zeros(len(boxes), dtype=bool)
    for n, (left, top, right, bottom) in enumerate(boxes.tolist()):
        part = picture[
            max(0, int(top)) : min(rows, int(bottom) + 1), max(0, int(left)) : min(columns, int(right) + 1)
        ]
        flat[n] = part.size == 0 or int(part.max()) - int(part.min()) < _FLAT
    return flat


def _object_of(handle: Any, number: int) -> Any:
    import pypdfium2.raw as c

    return c.FPDFText_GetTextObject(handle, number)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0
