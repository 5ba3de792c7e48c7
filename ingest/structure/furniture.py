"""Running heads, feet and page numbers: lines that belong to the sheet and not to what is said on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.japanese.folding import squeeze
from ingest.structure.lines import Line

_PAGE_NUMBER = re.compile(r"^[-‐―－ー─一~p. (]*\d{1,4}([/／of]+\d{1,4})?[-‐―－ー─一~) ]*(ページ|頁)?$")
_EDGE = 0.09  # of the page's height
_MARGIN = 0.125  # of the height: where running heads stand
_COUNTING = re.compile(r"(?<![第\d])\d{1,4}(?!\d)")  # 第7号 names a bill, not a page
_OFTEN = 8  # pages: a chapter's running head need not stand on half of a book
_REPEATS = 0.5  # of the pages
_NAMES = 8  # letters that a running head has at least when it names the paper


def without_furniture(
    pages: Sequence[list[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[tuple[str, ...]]]:
    """Each page's lines without its furniture, and the furniture's text.

    A line is furniture when it is one of the two outermost at the top or bottom, near the edge, and its words stand in
    the same place on half of the pages (at least three); a number in it may count the pages. So is a bare page number
    at the very edge.
    """
    outermost = [_outer(found, height) for found, height in zip(pages, heights, strict=True)]
    seen = Counter(
        key for n, outer in enumerate(outermost) for key in {key for line in outer for key in _keys(line, n)}
    )
    needed = max(3, min(int(len(pages) * _REPEATS), _OFTEN))
    bodies, furniture = [], []
    for n, (found, outer) in enumerate(zip(pages, outermost, strict=True)):
        repeated = {id(line) for line in outer if any(seen[key] >= needed for key in _keys(line, n))}
        out = {id(line) for line in found if id(line) in repeated or _is_page_number(line, heights[n])}
        bodies.append([line for line in found if id(line) not in out])
        furniture.append(tuple(line.text for line in found if id(line) in out))
    return bodies, furniture


def running_head(furniture: Sequence[str]) -> str:
    """The furniture line of a first page that names the paper, the first with more than a few letters; else ""."""
    heads = (" ".join(line.split()) for line in furniture)
    return next((head for head in heads if len(re.findall(r"[^\W\d_]", head)) >= _NAMES), "")


def _outer(found: list[Line], height: float) -> list[Line]:
    by_height = sorted(found, key=lambda line: line.middle)
    head = [line for line in by_height[:2] if line.bottom < _MARGIN * height]
    return head + [line for line in by_height[2:][-2:] if line.top > (1 - _MARGIN) * height]


def _keys(line: Line, page: int) -> set[str]:
    """What to know the line by on other pages: its place and words, as they are and with each number counting pages."""
    words = squeeze(line.text)
    place = f"{line.top / 20:.0f}:"
    counting = {f"{place}{words[: m.start()]}#{int(m[0]) - page}{words[m.end() :]}" for m in _COUNTING.finditer(words)}
    return {place + words} | counting


def _is_page_number(line: Line, height: float) -> bool:
    at_edge = height and (line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height)
    return bool(at_edge and _PAGE_NUMBER.match(squeeze(line.text)))
