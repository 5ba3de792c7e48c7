"""A text under check: its sentences and words, and the way back to the text as it was given."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.proofreading import lists
from assistant.proofreading.values import Finding, Rule
from ingest.japanese import sentences, tokens
from ingest.japanese.tokens import Morpheme

_NOWHERE = Morpheme(-1, -1, "", ("",) * 6, "", "", "")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the rules read. `origin[i]` is where character i of `text` stands in the text as given."""

    rule: Rule
    text: str
    words: tuple[Morpheme, ...]
    sentences: tuple[tuple[int, int], ...]
    origin: Sequence[int]
    starts: tuple[int, ...]  # of the words

    def finding(self, start: int, end: int, kind: str, instead: str, case: str = "", **told: object) -> Finding:
        """A finding at `start` to `end` of `text`; `case` and `told` choose and complete the reason."""
        reason = lists.reasons(self.rule)[f"{kind}.{case}" if case else kind]
        why = reason.format(written=self.text[start:end], **told)
        return Finding(self.origin[start], self.origin[end - 1] + 1, kind, why, instead)

    def at(self, index: int) -> Morpheme:
        """The word with this number; before the first and after the last there is an empty one."""
        return self.words[index] if 0 <= index < len(self.words) else _NOWHERE

    def between(self, start: int, end: int) -> range:
        """The numbers of the words that begin from `start` up to `end`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def is_whole(self, start: int, end: int) -> bool:
        """Whether `start` to `end` is made of whole words."""
        first, after = bisect_left(self.starts, start), bisect_left(self.starts, end)
        begins = first < len(self.starts) and self.starts[first] == start
        return begins and (end == len(self.text) or (after < len(self.starts) and self.starts[after] == end))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Each place where `pattern` stands."""
        return pattern.finditer(self.text)


def read(text: str, rule: Rule = Rule.KOYOBUN) -> Manuscript:
    """`text` with its sentences and words."""
    words = tuple(tokens.morphemes(text))
    starts = tuple(word.start for word in words)
    return Manuscript(rule, text, words, tuple(sentences.split(text)), range(len(text)), starts)
