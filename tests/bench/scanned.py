"""Character recognition: what share of the characters comes out wrong, on pages whose text is known."""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ingest.readers import ocr
from tests.bench.material import SAMPLES, sentences
from tests.bench.measure import Figure, median
from tests.scans import Picture, error_rate, scan, spoilt, written

PAGES = 12  # of each kind
LINES, LETTERS, POINTS = 28, 34, 10.5
MARKUP = re.compile(r"[\"'`=$|<>_#\\\[\]{}]")  # of the files that the sample papers are made from
FEWEST = 200  # characters that a page of the samples has at least


def recognition() -> list[Figure]:
    """Error rates of printed pages drawn at 200 dpi, clean, and with grain and one degree of tilt."""
    tesseract = ocr.find()
    if tesseract is None:
        return []
    figures, seconds = [], []
    for kind, pages in (("prose", list(_prose())), ("sample papers", list(islice(_samples(), PAGES)))):
        for state, most in (("clean", "under 3"), ("tilt and noise", "under 8")):
            rates = []
            for text, shown in pages:
                began = time.perf_counter()
                rates.append(_rate(text, shown if state == "clean" else spoilt(shown), tesseract))
                seconds.append(time.perf_counter() - began)
            wanted = most if kind == "prose" else ""
            mean = 100 * sum(rates) / len(rates)
            figures.append(Figure(f"{kind}, {state}: wrong characters, mean", mean, "%", wanted))
            figures.append(Figure(f"{kind}, {state}: median", 100 * median(rates), "%"))
            figures.append(Figure(f"{kind}, {state}: worst of {len(rates)} pages", 100 * max(rates), "%"))
    return [*figures, Figure("seconds a page, median", median(seconds), "s")]


def _rate(text: str, shown: Picture, tesseract: ocr.Tesseract) -> float:
    height, width = shown.shape
    with tempfile.TemporaryDirectory() as folder:
        path = scan(Path(folder, "scan.pdf"), shown, size=(width * 72 / ocr.DPI, height * 72 / ocr.DPI))
        return error_rate(ocr.recognise(path, 1, tesseract).text, text)


def _prose() -> Iterator[tuple[str, Picture]]:
    """Pages of sentences of the sample papers, set in Mincho and Gothic by turns."""
    words = [sentence for sentence in sentences() if not MARKUP.search(sentence)]
    for number in range(PAGES):
        chance = random.Random(number)
        text = "".join(chance.sample(words, min(len(words), 60)))[: LINES * LETTERS]
        lines = [text[start : start + LETTERS] for start in range(0, len(text), LETTERS)]
        yield text, written(lines, POINTS, ("Serif", "Sans")[number % 2])


def _samples() -> Iterator[tuple[str, Picture]]:
    """Pages of the sample papers as their programs drew them, tables and slides among them."""
    from ingest.readers.pdf import read
    from ingest.readers.pdf_page import picture

    for path in sorted(SAMPLES.glob("*.pdf")):
        for page in read(path).pages[:2]:
            text = page.text + "".join(page.furniture)
            if page.number is not None and len(text) >= FEWEST:
                yield text, picture(path, page.number, ocr.DPI)[0]
