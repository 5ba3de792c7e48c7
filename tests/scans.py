"""Scans made in code: Japanese text drawn as a picture, and papers that are nothing but such pictures."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A5 = (420.0, 595.0)  # points
DPI = 200
Picture = NDArray[np.uint8]


def font(points: float, face: str = "Serif") -> ImageFont.FreeTypeFont:
    """A Japanese face (Serif or Sans), 200 dots an inch; skips the test where there is none."""
    for name in (f"noto/Noto{face}CJK-Regular.ttc", "ipaexfont-mincho/ipaexm.ttf", "ipafont-gothic/ipag.ttf"):
        path = Path("/usr/share/fonts/opentype", name)
        if path.is_file():
            return ImageFont.truetype(path, round(points * DPI / 72))
    pytest.skip("no Japanese font: apt-get install fonts-noto-cjk")


def written(lines: Sequence[str], points: float = 11, face: str = "Serif") -> Picture:
    """A page with these lines one below another."""
    page, pen, em = _page(points)
    for n, line in enumerate(lines):
        pen.text((1.5 * em, (2 + 1.8 * n) * em), line, fill=0, font=font(points, face))
    return np.asarray(page)


def in_columns(lines: Sequence[str], points: float = 11) -> Picture:
    """A page with these lines as columns from right to left."""
    page, pen, em = _page(points)
    for n, line in enumerate(lines):
        for row, character in enumerate(line):
            # Points and commas stand at the upper right of their square.
            shift = (0.55 * em, -0.55 * em) if character in "、。" else (0.0, 0.0)
            place = (page.width - (3 + 1.8 * n) * em + shift[0], (2 + row) * em + shift[1])
            pen.text(place, character, fill=0, font=font(points))
    return np.asarray(page)


def spoilt(picture: Picture, tilt: float = 1.0, grain: float = 25.0) -> Picture:
    """The picture as a poor scanner gives it: tilted clockwise by so many degrees, greyish, with grain."""
    tilted = Image.fromarray(picture).rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(tilted) * 0.9 + np.random.default_rng(1).normal(0, grain, picture.shape)
    return np.clip(grey, 0, 255).astype(np.uint8)


def scan(path: Path, *pictures: Picture, size: tuple[float, float] = A5) -> Path:
    """A PDF with a picture a page and no characters."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for picture in pictures:
        file = io.BytesIO()
        Image.fromarray(picture).save(file, "PNG")
        canvas.drawImage(ImageReader(file), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return path


def error_rate(read: str, meant: str) -> float:
    """Characters to insert, delete or exchange (Levenshtein) for each that is meant; widths and spaces do not count."""
    read, meant = _plain(read), _plain(meant)
    codes = np.array([ord(character) for character in meant])
    steps = np.arange(len(meant) + 1)
    costs = steps
    for n, character in enumerate(read, 1):
        best = np.concatenate([[n], np.minimum(costs[:-1] + (codes != ord(character)), costs[1:] + 1)])
        costs = np.minimum.accumulate(best - steps) + steps
    return float(costs[-1]) / max(1, len(meant))


def _page(points: float) -> tuple[Image.Image, ImageDraw.ImageDraw, float]:
    page = Image.new("L", (round(A5[0] * DPI / 72), round(A5[1] * DPI / 72)), 255)
    return page, ImageDraw.Draw(page), points * DPI / 72


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
