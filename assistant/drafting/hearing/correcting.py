"""Figures that their speaker puts right a few sentences later: 613件です。…すみません、613じゃなくて631です."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.drafting.hearing.heard import Heard

_BACK = 4  # sentences in which a figure is put right
_CORRECTION = re.compile(
    r"(?P<wrong>\d[\d,.]*)[^\d、。]{0,6}(?:じゃなくて|ではなくて|じゃなく|ではなく)、?(?P<right>\d[\d,.]*)"
)


def corrected(heard: Iterable[Heard]) -> list[Heard]:
    """The sentences with the right figures, each resting on the words that correct it too.

    A figure that nobody has given before is no correction: 100人ではなく150人にします says something of its own.
    """
    found: list[Heard] = []
    for one in heard:
        right = one
        for match in _CORRECTION.finditer(one.folded):
            figure = re.compile(rf"(?<![\d,.]){re.escape(match['wrong'])}(?![\d,.])")
            for n, before in enumerate(found[-_BACK:], max(0, len(found) - _BACK)):
                if before.speaker == one.speaker and figure.search(before.folded):
                    text = figure.sub(match["right"], before.folded)
                    found[n] = replace(before.reworded(text), corrected=one.bases[0])
                    right = right.reworded(right.folded.replace(match[0], match["right"]))
        found.append(right)
    return found
