"""Character recognition by the program Tesseract, for pages that are pictures or whose characters make no sense.

Settings as measured on Japanese pages (docs/quality.md): 200 dpi, one block of lines (page segmentation mode 6; the
default, 3, puts the lines of a page into a wrong order), columns of vertical writing with their own model and mode 5.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.errors import BrokenFile
from ingest.readers.ocr_columns import parts
from ingest.readers.ocr_picture import Picture, bearing, without_grain, without_rules
from ingest.readers.ocr_words import Box, Word, characters, confidence_of, trusted, words_of
from ingest.readers.recognised import Recognised, packed

SECONDS = 60.0  # for one page
# Raised whenever pages are drawn, turned or put together in another way: what was recognised before is done again.
RECIPE = 1
DPI = 200
_LONGEST_STROKE = 125  # pixels: 45 points
_ASKED = 35.0  # seconds that the program gets
_SURE = 2.0  # times the contrast of the other direction: no need to try both
_QUITE_SURE = 5.0  # so many times: not even when the words come out poor
_POOR = 60.0  # mean confidence
_ASKED_AGAIN = 20.0  # seconds for the other direction, whose model can take very long over lines that are not its own
HORIZONTAL, VERTICAL = "jpn", "jpn_vert"
_PROGRAM_FILES = "Tesseract-OCR/tesseract.exe"  # the installer for Windows does not touch the search path
_INSTALL = {
    "win32": "winget install -e -i --id UB-Mannheim.TesseractOCR（追加の言語は Japanese と Japanese (vertical)）",
    "darwin": "brew install tesseract tesseract-lang",
}
_INSTALL_ELSEWHERE = "sudo apt-get install tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert"


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program as it is installed here, with the Japanese models that it has."""

    program: str
    version: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The words of a picture under one model, poor lines left out, and how sure the program is of all of them."""

    words: tuple[Word, ...]
    confidence: float
    vertical: bool


_NOTHING = _Found((), 0.0, vertical=False)


def find() -> Tesseract | None:
    """Tesseract with a model for Japanese, or None."""
    program = shutil.which("tesseract") or _in_program_files()
    if program is None:
        return None
    version = re.search(r"tesseract v?(\S+)", _said(program, "--version"))
    models = tuple(name for name in (HORIZONTAL, VERTICAL) if name in _said(program, "--list-langs").split())
    return Tesseract(program, version[1], models) if version and HORIZONTAL in models else None


def how_to_install() -> str:
    """The one line that installs the program with its Japanese models on this system."""
    return _INSTALL.get(sys.platform, _INSTALL_ELSEWHERE)


def recognise(path: Path, page: int, tesseract: Tesseract) -> Recognised:
    """The characters of page `page` (from 1) of a PDF. A page that cannot be drawn or read says so in `trouble`."""
    from ingest.readers.pdf_page import picture

    try:
        shown, width, height = picture(path, page, DPI)
    except BrokenFile:
        return Recognised(page, 1.0, 1.0, trouble="このページは壊れていて、文字認識ができません。")
    try:
        return _read(shown, Recognised(page, width, height), tesseract)
    except subprocess.TimeoutExpired:
        return too_slow(page, width, height)
    except (subprocess.CalledProcessError, OSError):
        trouble = "文字認識のソフト（Tesseract）がこのページで止まりました。元の資料を確かめてください。"
        return Recognised(page, width, height, trouble=trouble)


def too_slow(page: int, width: float = 1.0, height: float = 1.0) -> Recognised:
    """What is kept of a page that took too long, so that it is not tried again and again."""
    trouble = "文字認識に時間がかかりすぎるため、このページは読まずに止めました。"
    return Recognised(page, width, height, trouble=trouble)


def _in_program_files() -> str | None:
    programs = os.environ.get("PROGRAMFILES", "") if sys.platform == "win32" else ""
    path = Path(programs) / _PROGRAM_FILES
    return str(path) if programs and path.is_file() else None


def _said(program: str, option: str) -> str:
    try:
        done = subprocess.run([program, option], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _read(shown: Picture, page: Recognised, tesseract: Tesseract) -> Recognised:
    """The better of both directions; only one is tried where the picture leaves no doubt."""
    lie = bearing(shown)
    upright = without_grain(without_rules(_turned(shown, lie.tilt), _LONGEST_STROKE))
    vertical = lie.sureness < 1 and VERTICAL in tesseract.models
    best = _ask(upright, tesseract, _ASKED, vertical=vertical)
    sureness = max(lie.sureness, 1 / max(lie.sureness, 1e-9))
    if sureness < _SURE or (sureness < _QUITE_SURE and best.confidence < _POOR):
        best = max(best, _other(upright, tesseract, vertical=not vertical), key=lambda found: found.confidence)
    text, boxes = characters(best.words, vertical=best.vertical)
    height, width = shown.shape
    return replace(page, text=text, boxes=packed(_back(boxes, lie.tilt, width, height)))


def _other(upright: Picture, tesseract: Tesseract, *, vertical: bool) -> _Found:
    """The other direction; nothing where it cannot be had."""
    if vertical and VERTICAL not in tesseract.models:
        return _NOTHING
    try:
        return _ask(upright, tesseract, _ASKED_AGAIN, vertical=vertical)
    except (subprocess.SubprocessError, OSError):
        return _NOTHING


def _turned(shown: Picture, tilt: float) -> Picture:
    """The picture turned so that lines tilted by `tilt` degrees (clockwise) lie level."""
    if not tilt:
        return shown
    from PIL import Image

    level = Image.fromarray(shown).rotate(tilt, Image.Resampling.BICUBIC, fillcolor=int(np.percentile(shown, 90)))
    return np.asarray(level)


def _back(boxes: Sequence[Box], tilt: float, width: int, height: int) -> list[Box]:
    """Boxes of the level picture in fractions of the picture as it was: their middles turned back."""
    angle = np.radians(tilt)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    placed = []
    for left, top, right, bottom in boxes:
        x, y = (left + right - width) / 2, (top + bottom - height) / 2
        x, y = x * cos - y * sin + width / 2, x * sin + y * cos + height / 2
        wide, tall = (right - left) / 2, (bottom - top) / 2
        placed.append(((x - wide) / width, (y - tall) / height, (x + wide) / width, (y + tall) / height))
    return placed


def _ask(shown: Picture, tesseract: Tesseract, seconds: float, *, vertical: bool) -> _Found:
    """Runs the program on a picture, on each column of lines by itself, for so long in all.

    Raises CalledProcessError, TimeoutExpired or OSError where it fails.
    """
    until = time.monotonic() + seconds
    words: list[Word] = []
    for n, (left, top, right, bottom) in enumerate([(0, 0, *shown.shape[::-1])] if vertical else parts(shown)):
        part = np.ascontiguousarray(shown[top:bottom, left:right])
        found = _run(part, tesseract, max(until - time.monotonic(), 0.0), vertical=vertical)
        words += [word.moved(left, top, n) for word in found]
    return _Found(tuple(trusted(words)), confidence_of(words), vertical)


def _run(shown: Picture, tesseract: Tesseract, seconds: float, *, vertical: bool) -> list[Word]:
    command = [tesseract.program, "stdin", "stdout", "--dpi", str(DPI), "-c", "tessedit_create_tsv=1"]
    command += ["-l", VERTICAL, "--psm", "5"] if vertical else ["-l", HORIZONTAL, "--psm", "6"]
    height, width = shown.shape
    given = f"P5 {width} {height} 255\n".encode() + shown.tobytes()
    done = subprocess.run(
        command,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would open one for a moment
        # Threads of its own make it slower where several pages are read at a time.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return words_of(done.stdout.decode("utf-8", "replace"))
