"""From characters of a page to the rectangles that mark them."""

from __future__ import annotations

import numpy as np

from ingest.model import Page

Rectangle = tuple[float, float, float, float]


def rectangles(page: Page, start: int, end: int) -> list[Rectangle]:
    """The rectangles around characters `start` to `end` of the page's text, one a line or column, as fractions 0 to 1.

    Nothing is searched: the boxes were kept when the page was read. Empty where the page has no layout.
    """
    if not page.boxes:
        return []
    boxes = np.frombuffer(page.boxes, dtype="<u2").reshape(-1, 4)[start:end].astype(float) / 65535
    ink = [box for box, character in zip(boxes, page.text[start:end], strict=True) if not character.isspace()]
    found: list[list[float]] = []
    for left, top, right, bottom in ink:
        if right <= left or bottom <= top:
            continue
        if found and _goes_on(found[-1], (left, top, right, bottom)):
            last = found[-1]
            found[-1] = [min(last[0], left), min(last[1], top), max(last[2], right), max(last[3], bottom)]
        else:
            found.append([left, top, right, bottom])
    return [(left, top, right, bottom) for left, top, right, bottom in found]


def _goes_on(last: list[float], box: Rectangle) -> bool:
    """Whether a character stands on the same line as the rectangle so far, or in the same column, and near it."""
    height, width = box[3] - box[1], box[2] - box[0]
    level = min(last[3], box[3]) - max(last[1], box[1]) > 0.5 * height
    beside = -0.5 * width <= max(box[0] - last[2], last[0] - box[2]) < 3 * width
    over = min(last[2], box[2]) - max(last[0], box[0]) > 0.5 * width and last[2] - last[0] < 1.6 * width
    # Below in a column, above where the page was turned.
    follows = -0.5 * height <= max(box[1] - last[3], last[1] - box[3]) < 2 * height
    return bool((level and beside) or (over and follows))
