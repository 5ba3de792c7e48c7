"""PDF pages for the tests, drawn character by character where that matters; the Japanese font needs no file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.model import BlockKind, Page, Reading
from ingest.readers.pdf import read

FONT = "HeiseiKakuGo-W5"
WIDTH, HEIGHT = A4
Draw = Callable[[Any], None]
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(path: Path, *pages: Draw, size: tuple[float, float] = A4, **settings: Any) -> Path:
    """A PDF of these pages; each is drawn by a function that gets the canvas."""
    canvas = Canvas(str(path), pagesize=size, invariant=1, **settings)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def words(*lines: tuple[float, float, str], size: float = 10.5, font: str = FONT, spacing: float = 0.0) -> Draw:
    """Draws each (left, top, text) on a page, top counted from above; `spacing` is put between characters."""

    def draw(canvas: Any) -> None:
        for left, top, text in lines:
            piece = canvas.beginText(left, canvas._pagesize[1] - top - size)
            piece.setFont(font, size)
            piece.setCharSpace(spacing)
            piece.textOut(text)
            canvas.drawText(piece)

    return draw


def both(*draws: Draw) -> Draw:
    """Several drawings on one page."""

    def draw(canvas: Any) -> None:
        for one in draws:
            one(canvas)

    return draw


def prose(*lines: str, left: float = 72, top: float = 100, size: float = 10.5, leading: float = 18) -> Draw:
    """Lines of body text, one below another."""
    return words(*((left, top + n * leading, line) for n, line in enumerate(lines)), size=size)


def table(
    rows: Sequence[Sequence[str]],
    *,
    left: float = 72,
    top: float = 100,
    widths: Sequence[float],
    height: float = 22,
    outer: bool = True,
    skip: Sequence[tuple[int, int]] = (),
) -> Draw:
    """A ruled table. `skip` names (row, column) whose lower rule is left out; without `outer` the sides are open."""

    def draw(canvas: Any) -> None:
        high = canvas._pagesize[1]
        edges = np.concatenate([[left], left + np.cumsum(widths)])
        for r in range(len(rows) + 1):
            for c in range(len(widths)):
                if (r - 1, c) not in skip:
                    y = high - top - r * height
                    canvas.line(edges[c], y, edges[c + 1], y)
        for edge in edges if outer else edges[1:-1]:
            canvas.line(edge, high - top, edge, high - top - len(rows) * height)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                for n, line in enumerate(cell.split("\n")):
                    words((edges[c] + 4, top + r * height + 5 + n * 12, line), size=9)(canvas)

    return draw


def reading(tmp_path: Path, *pages: Draw, size: tuple[float, float] = A4) -> Reading:
    return read(pdf(tmp_path / "paper.pdf", *pages, size=size))


def shown(page: Page) -> list[tuple[BlockKind, str]]:
    """Kind and words of each block of a page."""
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


def texts(page: Page) -> list[str]:
    return [text for _, text in shown(page)]


def place(page: Page, text: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of `text` on its page, in fractions."""
    at = page.text.index(text)
    boxes = np.frombuffer(page.boxes, dtype="<u2").reshape(-1, 4)[at : at + len(text)] / 65535
    return boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()
