"""Whether characters that came out of a file are Japanese a person could read."""

from __future__ import annotations

import re
from enum import StrEnum

_READABLE = re.compile(
    r"[\u0020-\u007e\u3000-\u30ff\u3190-\u319f\u31f0-\u9fff\uf900-\ufaff\uff00-\uffef\u2460-\u24ff\u2500-\u27bf"
    r"\u2010-\u2027\u2030-\u203b\u2100-\u22ff\u3200-\u33ff\u2e80-\u2fdf\u00a0-\u00ff\U00020000-\U0002ffff\n\t\r]"
)
_BROKEN = re.compile(r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff]")
# Measured: garbled pages have 0 to 0.56 readable characters, good ones 0.98 to 1.00.
_ENOUGH = 0.8


class Legibility(StrEnum):
    """What a page's characters are worth."""

    GOOD = "good"
    GARBLED = "garbled"


def legibility(text: str) -> Legibility:
    """`GARBLED` where a fifth of the characters or more could not stand in a Japanese paper.

    Scripts that a Japanese paper hardly uses (accented Greek, Cyrillic, Arabic) come out where a font has no table of
    characters; NULs, replacement and private-use characters where the table is wrong. Single private-use marks are
    bullets of a symbol font and do no harm.
    """
    characters = [c for c in text if not c.isspace()]
    if not characters:
        return Legibility.GOOD
    joined = "".join(characters)
    readable = len(_READABLE.findall(joined))
    broken = len(_BROKEN.findall(joined))
    return Legibility.GOOD if readable - broken / 4 >= _ENOUGH * len(joined) else Legibility.GARBLED
