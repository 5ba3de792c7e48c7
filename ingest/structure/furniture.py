"""Running heads, feet and page numbers: lines that belong to the sheet and not to what is said on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.japanese.folding import squeeze
from ingest.structure.lines import Line

_PAGE_NUMBER = re.compile(r"^[-‐―－ー─~p. (]*\d{1,4}([/／of]+\d{1,4})?[-‐―－ー─~) ]*(ページ|頁)?$")
_EDGE = 0.09  # of the page's height
_REPEATS = 0.5  # of the pages
_NAMES = 8  # letters that a running head has at least when it names the paper


def without_furniture(
    pages: Sequence[list[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[tuple[str, ...]]]:
    """Each page's lines without its furniture, and the furniture's text.

    A line is furniture when it is one of the two outermost at the top or bottom and its words, digits masked, stand
    in the same place on half of the pages (at least three), or when it is a bare page number at the very edge.
    """
    seen: Counter[str] = Counter()
    for found in pages:
        seen.update({_mask(line) for line in _outer(found)})
    needed = max(3, int(len(pages) * _REPEATS))
    bodies, furniture = [], []
    for found, height in zip(pages, heights, strict=True):
        outer = {id(line) for line in _outer(found)}
        out = {
            id(line)
            for line in found
            if (id(line) in outer and seen[_mask(line)] >= needed) or _is_page_number(line, height)
        }
        bodies.append([line for line in found if id(line) not in out])
        furniture.append(tuple(line.text for line in found if id(line) in out))
    return bodies, furniture


def running_head(furniture: Sequence[str]) -> str:
    """The furniture line of a first page that names the paper: the first with more than a few words; "" if none does."""
    heads = (" ".join(line.split()) for line in furniture)
    return next((head for head in heads if len(re.findall(r"[^\W\d_]", head)) >= _NAMES), "")


def _outer(found: list[Line]) -> list[Line]:
    by_height = sorted(found, key=lambda line: line.middle)
    return by_height[:2] + by_height[2:][-2:]


def _mask(line: Line) -> str:
    return f"{line.top / 20:.0f}:" + re.sub(r"\d+", "0", squeeze(line.text))


def _is_page_number(line: Line, height: float) -> bool:
    at_edge = height and (line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height)
    return bool(at_edge and _PAGE_NUMBER.match(squeeze(line.text)))
