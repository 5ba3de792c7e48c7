"""The ways a topic is spelled in the papers: 空き家 and 空家, 子ども, 子供 and こども, 取組 and 取り組み.

Two spellings are of one word when the dictionary gives both one normal form. Which ones the papers have is looked up in
the papers themselves: a passage that has the word and none of its known spellings has another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

from assistant.answering.topic import Topic
from ingest.japanese import tokens
from ingest.japanese.folding import squeeze

_MOST = 60  # spellings of one compound


@dataclass(frozen=True, slots=True)
class SpeltTopic(Topic):
    """A topic whose parts may be spelled in several ways; `ways` has those of each part, its own first."""

    ways: tuple[tuple[str, ...], ...] = ()

    def named_in(self, squeezed: str) -> bool:
        """Whether a squeezed text has every part in one of its spellings."""
        return self.touched_in(squeezed) == len(self.ways)

    def touched_in(self, squeezed: str) -> int:
        """How many of the parts a squeezed text has in one of their spellings."""
        return sum(any(way in squeezed for way in ways) for ways in self.ways)


def words_of(part: str) -> list[str]:
    """The words of a compound, normalised, that may be spelled in several ways: a single character has one."""
    return [word for word in dict.fromkeys(tokens.words(part)) if len(word) > 1]


def ways_of(part: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The spellings of a compound, squeezed, that `texts` have, its own first."""
    placed = tokens.placed_words(part)
    known: dict[str, dict[str, None]] = {}
    for start, end, word in placed:
        known.setdefault(word, {})[part[start:end]] = None
    for text in texts:
        _learn(known, text)
    pieces: list[list[str]] = []
    at = 0
    for start, end, word in placed:
        own = part[start:end]
        pieces += [[part[at:start]], [own, *(way for way in known[word] if way != own)]]
        at = end
    pieces.append([part[at:]])
    return tuple(dict.fromkeys("".join(chosen) for chosen in islice(product(*pieces), _MOST)))


def _learn(known: dict[str, dict[str, None]], text: str) -> None:
    """Adds to the known spellings those of a text that has a word and none of its known spellings."""
    if not _lacking(known, text):
        return
    squeezed = squeeze(text)
    if lacking := _lacking(known, squeezed):
        for start, end, word in tokens.placed_words(squeezed):
            if word in lacking and end - start > 1:
                known[word][squeezed[start:end]] = None


def _lacking(known: dict[str, dict[str, None]], text: str) -> list[str]:
    return [word for word, ways in known.items() if len(word) > 1 and not any(way in text for way in ways)]
