"""The characters of a page with their places, as a reader of PDF hands them over."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# With fewer characters a page is not taken for one written in columns.
_FEWEST = 20
Boxes = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A page's characters in drawing order.

    `text` has one character a glyph, with a line feed for each line break that the reader put in. `boxes` (n, 4) holds
    left, top, right, bottom in points on the page as it is shown, origin at the top left. `invented` (n,) marks
    characters that are not in the file but were inferred by the reader, such as a space for a wide gap. `width` and
    `height` are those of the page as shown. `quarters` says how many quarter turns clockwise the letters stand at.
    """

    text: str
    boxes: Boxes
    invented: NDArray[np.bool_]
    width: float
    height: float
    quarters: int = 0
    # The boxes as plain lists: going through them one by one is many times faster than through an array.
    places: list[list[float]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", self.boxes.tolist())


def is_vertical(glyphs: Glyphs) -> bool:
    """Whether most of the page is written in columns: more than half of the steps between neighbours go down."""
    ink = np.array([not c.isspace() for c in glyphs.text], dtype=bool)
    boxes = glyphs.boxes[ink]
    if len(boxes) < _FEWEST:
        return False
    centre_x, centre_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    step_x, step_y = np.abs(np.diff(centre_x)), np.diff(centre_y)
    em = np.maximum(boxes[1:, 2] - boxes[1:, 0], boxes[1:, 3] - boxes[1:, 1])
    down = (step_y > 0.4 * em) & (step_y < 2.5 * em) & (step_x < 0.4 * em)
    return bool(down.mean() > 0.5)


def turned(glyphs: Glyphs, quarters: int) -> Glyphs:
    """The page turned back by so many quarter turns.

    What ran downwards (1), leftwards (2) or upwards (3) then runs as lines from left to right. Columns of vertical
    writing, turned once, become lines that follow each other downwards.
    """
    if quarters == 0:
        return glyphs
    boxes = turned_boxes(glyphs.boxes, quarters, glyphs.width, glyphs.height)
    sides = (glyphs.height, glyphs.width) if quarters % 2 else (glyphs.width, glyphs.height)
    return Glyphs(glyphs.text, boxes, glyphs.invented, *sides)


def turned_boxes(boxes: Boxes, quarters: int, width: float, height: float) -> Boxes:
    """Boxes (n, 4) of a page `width` by `height`, where they come to stand when it is turned back."""
    left, top, right, bottom = boxes.T
    if quarters == 1:
        return np.stack([top, width - right, bottom, width - left], axis=1)
    if quarters == 2:
        return np.stack([width - right, height - bottom, width - left, height - top], axis=1)
    if quarters == 3:
        return np.stack([height - bottom, left, height - top, right], axis=1)
    return boxes
