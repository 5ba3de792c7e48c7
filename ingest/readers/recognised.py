"""What recognising the characters of a page's picture gave, as it travels between processes and is kept on disk."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

import numpy as np

from ingest.structure.glyphs import Glyphs

_BOX = 8  # bytes: four uint16


@dataclass(frozen=True, slots=True)
class Recognised:
    """The characters of one page as a picture shows them.

    `text` has them in reading order, a line feed after each line, a space where two Latin words part. `boxes` packs one
    box a character as `ingest.model.Page` does. `width` and `height` are those of the page as shown, in points.
    `trouble` says in Japanese why there are none, where something went wrong.
    """

    page: int
    width: float
    height: float
    text: str = ""
    boxes: bytes = b""
    trouble: str = ""

    def __post_init__(self) -> None:
        if len(self.boxes) != _BOX * len(self.text):
            raise ValueError(f"{len(self.text)} characters need {_BOX * len(self.text)} bytes of boxes")


def glyphs_of(page: Recognised) -> Glyphs:
    """The page as a reader of PDF would have given it; spaces count as inferred from gaps."""
    size = np.array([page.width, page.height, page.width, page.height], dtype=np.float32)
    fractions = np.frombuffer(page.boxes, dtype="<u2").reshape(-1, 4) / np.float32(65535)
    boxes = (fractions * size).astype(np.float32)
    invented = np.array([character.isspace() for character in page.text], dtype=bool)
    return Glyphs(page.text, boxes, invented, page.width, page.height)


def packed(boxes: list[tuple[float, float, float, float]]) -> bytes:
    """Boxes in fractions of the page (left, top, right, bottom), packed."""
    values = np.clip(np.array(boxes, dtype=np.float64).reshape(-1, 4), 0, 1) * 65535
    return values.astype("<u2").tobytes()


def to_json(page: Recognised) -> str:
    """`page` as it is kept on disk."""
    boxes = base64.b64encode(page.boxes).decode("ascii")
    values = {"page": page.page, "width": page.width, "height": page.height, "text": page.text, "boxes": boxes}
    return json.dumps({**values, "trouble": page.trouble}, ensure_ascii=False)


def from_json(kept: str) -> Recognised:
    """From what `to_json` wrote. Raises ValueError for anything else."""
    try:
        values = json.loads(kept)
        boxes = base64.b64decode(values["boxes"], validate=True)
        size = float(values["width"]), float(values["height"])
        return Recognised(int(values["page"]), *size, str(values["text"]), boxes, str(values["trouble"]))
    except (KeyError, TypeError, binascii.Error) as error:
        raise ValueError("not a recognised page") from error
