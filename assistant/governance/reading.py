"""A text as the finders read it: every character in its plain width, in the same place, and its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from ingest.japanese.tokens import Part, parts_of_speech

_DASHES = "‐‑‒–—―−─－ｰ﹣➖"
# The upright lines of a drawn box: │氏名│…│.
_BARS = "│┃┆┇┊┋║¦"
# Long vowel marks and kanji ones written as dashes between digits: 0192ー33ー4321.
_BAR = re.compile(r"(?<=\d)( ?)[ー一]( ?)(?=\d)")
# Text of a scan, or of a form with a box for each character: 生 年 月 日, 0 9 0 - 1 2 3 4.
_SPREAD = re.compile(r"(?<!\S)(?:[^\s、。，．,|] ){3,}[^\s、。，．,|](?!\S)")
# Of three kanji only where something longer is spread out too: 届 出 人.
_SPREAD_NAME = re.compile(r"(?<!\S)[一-龥々] [一-龥々] [一-龥々](?!\S)(?! \S)")
# 大 上 戸　礼 子: a name whose halves stand further apart than its letters
_SPREAD_HALVES = re.compile(
    r"(?<![^\s:：、，|│(（])[一-龥々ヶ](?: [一-龥々ヶ]){1,3}\u3000{1,2}"
    r"[一-龥々ヶぁ-んァ-ヺ](?: [一-龥々ぁ-んァ-ヺ]){1,3}(?!\S| \S)"
)
_HALF = re.compile("[^\u3000]+")
_SURROGATES = range(0xD800, 0xE000)


class _Even(dict[int, int]):
    """One character for one: full width becomes half, dashes become one dash, white space in a line becomes a space."""

    def __missing__(self, code: int) -> int:
        if 0x2460 <= code <= 0x249B or 0x2776 <= code <= 0x2793:  # ①090-1234-5678: a mark, no digit of the number
            self[code] = ord("●")
            return self[code]
        plain = unicodedata.normalize("NFKC", chr(code)) if code not in _SURROGATES else " "
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_EVEN = _Even(
    {
        **{ord(dash): ord("-") for dash in _DASHES},
        ord("〔"): ord("〔"),
        ord("〕"): ord("〕"),
        **dict.fromkeys(map(ord, _BARS), ord("|")),
    }
)


def even(text: str) -> str:
    """`text` with as many characters, each in its plain width."""
    return _BAR.sub(r"\1-\2", text.translate(_EVEN))


def drawn_together(text: str) -> tuple[str, list[int]]:
    """`text` without the single spaces of runs that are spread out, and where each character left stood."""
    runs = list(_SPREAD.finditer(text))
    runs += _SPREAD_NAME.finditer(text) if runs else []
    runs += [half for match in _SPREAD_HALVES.finditer(text) for half in _HALF.finditer(text, *match.span())]
    dropped = {at for run in runs for at in range(run.start() + 1, run.end(), 2)}
    kept = [at for at in range(len(text)) if at not in dropped]
    return ("".join(text[at] for at in kept) if dropped else text), kept


@dataclass(frozen=True)
class Reading:
    """A text with its even form; the words are read when they are first asked for."""

    text: str

    @cached_property
    def even(self) -> str:
        """The text character for character in its plain width."""
        return even(self.text)

    @cached_property
    def parts(self) -> list[Part]:
        """The words of the even text."""
        return parts_of_speech(self.even)

    @cached_property
    def starting(self) -> dict[int, Part]:
        """Each word by where it starts."""
        return {part.start: part for part in self.parts}

    @cached_property
    def ending(self) -> dict[int, Part]:
        """Each word by where it ends."""
        return {part.end: part for part in self.parts}

    def inside(self, start: int, end: int) -> list[Part]:
        """The words between two places, as far as they begin and end there."""
        found, at = [], start
        while at < end and (part := self.starting.get(at)) is not None:
            found.append(part)
            at = part.end
        return found
