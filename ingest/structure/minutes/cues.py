"""What a stretch of speech is about, as its speaker announced it."""

from __future__ import annotations

import re

_SAID = ("について", "に関し", "につきまして")
_REACH = 700
_LONGEST, _SHORTEST = 40, 2
_PARTING = re.compile("[。、\n]")
_CUE = re.compile("|".join(_SAID))


def topic_cue(text_before: str) -> str:
    """What the last 「…について」, 「…に関し」 or 「…につきまして」 of the last 700 characters names, or nothing.

    `text_before` is what the same speaker has said in the same turn so far.
    """
    text = text_before[-_REACH:]
    topic, opened = "", 0
    for cue in _CUE.finditer(text):
        begin = max(opened, cue.start() - _LONGEST)
        for parting in _PARTING.finditer(text, begin, cue.start()):
            begin = parting.end()
        if cue.start() - begin >= _SHORTEST:
            topic, opened = text[begin : cue.start()], cue.end()
    return topic.strip()
