"""What was answered before on what is asked now: the stretches of answers that speak of it, verbatim.

A stretch goes from where an answer names its matter (次に、Xについてであります) to where it names the next.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.content_words import content
from assistant.answering.listing import spoken
from assistant.answering.values import Hit
from assistant.drafting.summaries.cues import announcement, is_form
from ingest.japanese.folding import fold
from ingest.model import Passage, Role

MOST = 8
_ANSWERING = frozenset({Role.EXECUTIVE, Role.SECRETARIAT})
_NEAR = 0.5  # of what the best stretch carries of the question
_ENOUGH = 1 / 3  # of the question's weight, below which an answer is of something else
# Words by which one asks in an assembly, whatever it is about.
_ASKING = frozenset(
    {"つく", "関する", "伺う", "尋ねる", "聞く", "求める", "示す", "考え", "見解", "所見", "状況", "市", "本市"}
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """Characters `start` to `end` of the paper of `hit` answer what is asked; `share` of its words they carry."""

    hit: Hit
    start: int
    end: int
    share: float = 0.0


def find(asked: str, hits: Sequence[Hit]) -> list[Earlier]:
    """The earlier answers, those that carry most of the question first, one place a passage."""
    every = [
        (Earlier(hit, start, end), set(content(fold(words))))
        for hit in hits
        if hit.passage.role in _ANSWERING
        for start, end, words in _stretches(hit.passage)
    ]
    spread = Counter(word for _, words in every for word in words)
    wanted = set(content(fold(asked))) - _ASKING
    rarity = {word: math.log(1 + len(every) / (spread[word] or 1)) for word in wanted}
    whole = sum(rarity.values()) or 1.0
    best: dict[str, Earlier] = {}
    for one, words in every:
        share = sum(rarity.get(word, 0.0) for word in words) / whole
        before = best.get(one.hit.passage.id)
        if before is None or share > before.share:
            best[one.hit.passage.id] = Earlier(one.hit, one.start, one.end, share)
    found = sorted(best.values(), key=lambda one: -one.share)
    return [one for one in found if one.share >= max(_ENOUGH, _NEAR * found[0].share)][:MOST]


def _stretches(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Start and end of each stretch in the paper's text without its greetings, and all words that speak for it."""
    topic = passage.index  # of a turn whose matter was named before this passage
    said: list[tuple[int, int]] = []
    for start, end in spoken(passage):
        sentence = passage.text[start:end]
        if (named := announcement(sentence)) is not None or is_form(sentence):
            yield from _stretch(passage, said, topic)
            said, topic = [], sentence if named is None else ""
        if not is_form(sentence) or (named is not None and named.rest < len(sentence)):
            said.append((start, end))
        else:
            topic = sentence
    yield from _stretch(passage, said, topic)


def _stretch(passage: Passage, said: Sequence[tuple[int, int]], topic: str) -> Iterator[tuple[int, int, str]]:
    if said:
        start, end = said[0][0], said[-1][1]
        yield passage.start + start, passage.start + end, f"{topic}\n{passage.text[start:end]}"
