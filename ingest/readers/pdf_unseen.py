"""Characters of a PDF page that nobody sees: in the colour of the paper, without ink, too small, beyond the edge.

What might be unseen is found by how it is drawn, and is so only where the page as it is shown has nothing there: white
letters on a dark box are seen, and so is a scan under the characters that were recognised in it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_objects import Objects, address, bare, edges
from ingest.structure.glyphs import Boxes

TOLD = "見えない文字が{}字、{}ページにあります（紙と同じ色、極端に小さい、紙の外など）。読み込んでいません。"
_TINY = 1.2  # points of height
_ALL = 0.95  # of a page's characters
_PALE = 0xF0  # of each colour
_FLAT = 12  # grey levels between which nothing can be read
_MOST = 20_000  # texts of a page, and pictures, that are looked at


def unseen(
    page: Any, text_page: Any, drawn: Objects, numbers: Sequence[int], boxes: Boxes, size: tuple[float, float]
) -> NDArray[np.bool_]:
    """Of the characters `numbers`, whose boxes on the page as shown are `boxes`, which nobody sees."""
    hidden = _misplaced(boxes, size)
    suspects = _suspects(drawn, size)
    if suspects:
        handle, object_of = address(text_page.raw), bare("FPDFText_GetTextObject")
        doubtful = [n for n, number in enumerate(numbers) if object_of(handle, number) in suspects]
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


def _suspects(drawn: Objects, size: tuple[float, float]) -> set[int]:
    """The text objects that are drawn in the colour of paper, or without ink where no scan lies below."""
    import pypdfium2.raw as c

    filled, without_ink = c.FPDF_TEXTRENDERMODE_FILL, (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP)
    mode_of, colour_of = bare("FPDFTextObj_GetTextRenderMode"), bare("FPDFPageObj_GetFillColor")
    colour = (ctypes.c_uint * 4)()
    places = [ctypes.addressof(colour) + n * ctypes.sizeof(ctypes.c_uint) for n in range(4)]
    pale, inkless = set[int](), set[int]()
    for item in drawn.texts[:_MOST]:
        mode = mode_of(item)
        if mode == filled:
            if colour_of(item, *places):
                red, green, blue, alpha = colour
                if alpha == 0 or min(red, green, blue) >= _PALE:
                    pale.add(item)
        elif mode in without_ink:
            inkless.add(item)
    if inkless and not any(_covers(item, size) for item in drawn.pictures[:_MOST]):
        return pale | inkless
    return pale


def _covers(image: int, size: tuple[float, float]) -> bool:
    """Whether a picture covers half of the page, as that of a scan does."""
    bounds = edges(image)
    if bounds is None:
        return False
    left, bottom, right, top = bounds
    return (right - left) * (top - bottom) > size[0] * size[1] / 2


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
