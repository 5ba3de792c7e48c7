"""The characters of a page with their places, as a reader of PDF hands them over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A page's characters in drawing order.

    `text` has one character a glyph, with a line feed for each line break that the reader put in. `boxes` (n, 4) holds
    left, top, right, bottom in points on the page as it is shown, origin at the top left. `invented` (n,) marks
    characters that are not in the file but were inferred by the reader, such as a space for a wide gap. `width` and
    `height` are those of the page as shown.
    """

    text: str
    boxes: Boxes
    invented: NDArray[np.bool_]
    width: float
    height: float


def is_vertical(glyphs: Glyphs) -> bool:
    """Whether most of the page is written in columns: more than half of the steps between neighbours go down."""
    ink = np.array([not c.isspace() for c in glyphs.text], dtype=bool)
    boxes = glyphs.boxes[ink]
    if len(boxes) < 40:
        return False
    centre_x, centre_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    step_x, step_y = np.abs(np.diff(centre_x)), np.diff(centre_y)
    em = np.maximum(boxes[1:, 2] - boxes[1:, 0], boxes[1:, 3] - boxes[1:, 1])
    down = (step_y > 0.4 * em) & (step_y < 2.5 * em) & (step_x < 0.4 * em)
    return bool(down.mean() > 0.5)


def turned(glyphs: Glyphs) -> Glyphs:
    """A vertical page turned so that its columns run as lines from left to right and follow each other downwards."""
    b = glyphs.boxes
    boxes = np.stack([b[:, 1], glyphs.width - b[:, 2], b[:, 3], glyphs.width - b[:, 0]], axis=1)
    return Glyphs(glyphs.text, boxes, glyphs.invented, glyphs.height, glyphs.width)
