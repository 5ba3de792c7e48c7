"""A page of a PDF as a picture, with the cited characters marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import BrokenFile

_MARK = (255, 211, 61, 90)  # the highlighter's yellow, and how much it covers
_EDGE = (183, 143, 0, 255)
_WIDEST = 2400


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
