"""A page of a PDF as a picture, with the cited characters marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import BrokenFile
from ingest.readers.ocr_picture import Picture

_MARK = (255, 211, 61, 90)  # the highlighter's yellow, and how much it covers
_EDGE = (183, 143, 0, 255)
_WIDEST = 2400
# Whatever size a page claims to be, a picture of it for recognition has no more pixels, and no longer side, than these.
_MOST_PIXELS = 20_000_000
_LONGEST_SIDE = 10_000


def draw(path: Path, number: int, width: int, boxes: Sequence[tuple[float, float, float, float]]) -> bytes:
    """Page `number` (from 1) as PNG, `width` pixels wide; `boxes` are fractions of the page as it is shown."""
    import pypdfium2
    from PIL import Image, ImageDraw

    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[number - 1]
            scale = min(width, _WIDEST) / max(page.get_width(), 1.0)
            picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGBA")
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise BrokenFile("このページは画像にできません。元の資料を開いて確かめてください。") from error
    marks = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(marks)
    for left, top, right, bottom in boxes:
        corners = (left * picture.width - 1, top * picture.height - 1, right * picture.width, bottom * picture.height)
        pen.rectangle(corners, fill=_MARK)
        pen.line((corners[0], corners[3], corners[2], corners[3]), fill=_EDGE, width=2)
    out = io.BytesIO()
    Image.alpha_composite(picture, marks).convert("RGB").save(out, "PNG")
    return out.getvalue()


def picture(path: Path, number: int, dpi: int) -> tuple[Picture, float, float]:
    """Page `number` (from 1) in grey as it is shown, and its width and height in points.

    At `dpi`, or less where the page is huge. Raises `BrokenFile` for a page that cannot be drawn.
    """
    import numpy as np
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[number - 1]
            width, height = page.get_size()
            if not (width > 0 and height > 0):
                raise BrokenFile
            room = min((_MOST_PIXELS / width / height) ** 0.5, _LONGEST_SIDE / max(width, height))
            scale = min(dpi / 72, room)
            drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise BrokenFile from error
    return np.ascontiguousarray(drawn.reshape(drawn.shape[:2])), width, height
