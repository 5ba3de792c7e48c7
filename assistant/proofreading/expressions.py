"""公用文: wordings to avoid, by the table of expressions, and foreign words that few know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import cache

from assistant.proofreading.lists import pairs, table
from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Finding

# (?:^|(?<=[。\n]))でも and (?<=[一-龠])なき, where no sign behind the words makes one of them optional.
_PLACE_FIRST = re.compile(
    r"(?:\(\?:\^\|\(\?<=\[(?P<head>[^\]^]+)\]\)\)|\(\?<=\[(?P<after>[^\]^]+)\]\))(?P<words>[ぁ-んァ-ヴー一-龠]+)(?![?*+{|])"
)
_LETTERS = re.compile(r"(?<![A-Za-z0-9@./:_-])[A-ZＡ-Ｚ]{2,5}(?![A-Za-z0-9@./:_-])")
KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー]+(?:・[ァ-ヺー]+)*")
_GLOSS = re.compile(r"\s*[（(][^（）()\n]*[一-鿿][^（）()\n]*[）)]")


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (kind, re.compile(_words_first(pattern), re.MULTILINE), instead)
        for kind, pattern, instead in table("expressions")
    )


def _words_first(pattern: str) -> str:
    """The same pattern with what stands before its words looked at after them: re seeks words fast, places slowly."""
    match = _PLACE_FIRST.match(pattern)
    if match is None:
        return pattern
    words, rest = match["words"], pattern[match.end() :]
    if match["head"]:
        return rf"{words}(?<![^\n{match['head']}]{words}){rest}"
    return f"{words}(?<=[{match['after']}]{words}){rest}"


def expressions(manuscript: Manuscript) -> Iterator[Finding]:
    """Places that the table of expressions names."""
    for kind, pattern, instead in _expressions():
        for match in manuscript.matches(pattern):
            yield manuscript.finding(match.start(), match.end(), kind, match.expand(instead))


@cache
def _said_twice() -> re.Pattern[str]:
    """Two words of one group side by side: あらかじめ事前に, 引き続き、継続して."""
    alike = [
        re.escape(one) + r"、?(?:" + "|".join(re.escape(other) for other in others if other != one) + ")"
        for others in (row[0].split() for row in table("same_meaning"))
        for one in others
    ]
    return re.compile("|".join(alike))


def repetitions(manuscript: Manuscript) -> Iterator[Finding]:
    """Two adverbs that say the same."""
    for match in manuscript.matches(_said_twice()):
        if manuscript.is_whole(match.start(), match.end()):
            yield manuscript.finding(match.start(), match.end(), "redundancy", "（どちらか一方を省く）")


def loanwords(manuscript: Manuscript) -> Iterator[Finding]:
    """Foreign words that most readers do not know, where their meaning does not stand beside them in brackets."""
    known = pairs("loanwords")
    for letters in manuscript.matches(_LETTERS):
        meaning = known.get(unicodedata.normalize("NFKC", letters[0]), "")
        if meaning and not _is_glossed(manuscript.text, letters.start(), letters.end()):
            yield manuscript.finding(letters.start(), letters.end(), "loanword", meaning)
    for run in manuscript.matches(KATAKANA):
        if _is_glossed(manuscript.text, run.start(), run.end()):
            continue
        for start, end in parts(manuscript, run.start(), run.end(), known):
            instead = known[manuscript.text[start:end].replace("・", "")]
            yield manuscript.finding(start, end, "loanword", instead)


def parts(manuscript: Manuscript, start: int, end: int, known: Container[str]) -> list[tuple[int, int]]:
    """The words of `known` in a run of katakana: the whole run, else each part that the dictionary parts off."""
    if manuscript.text[start:end].replace("・", "") in known:
        return [(start, end)]
    inside = [manuscript.at(index) for index in manuscript.between(start, end)]
    return [(word.start, word.end) for word in inside if word.surface in known and word.end <= end]


def _is_glossed(text: str, start: int, end: int) -> bool:
    """Whether a meaning stands behind the word, or the word glosses another: 外部委託（アウトソーシング）."""
    return _GLOSS.match(text, end) is not None or (
        text[start - 1 : start] in ("（", "(") and text[end : end + 1] in ("）", ")")
    )
