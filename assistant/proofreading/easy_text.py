"""やさしい日本語: the text without readings and without spaces between words, and which of its kanji have a reading.

A reading stands behind the kanji in brackets, as the guide shows it, 払（はら）う or 払う（はらう）, or as ruby:
<ruby>払<rt>はら</rt></ruby>, 払《はら》.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Rule
from ingest.japanese import sentences, tokens

KANJI = re.compile(r"[㐀-䶿一-鿿豈-﫿々〆]")
_RUBY = re.compile(
    r"<ruby>(?:<rb>)?([^<]*)(?:</rb>)?(?:<rp>[^<]*</rp>)?<rt>([^<]*)</rt>(?:<rp>[^<]*</rp>)?</ruby>", re.IGNORECASE
)
# Kana in brackets; behind them, after a colon or an equals sign, there may stand what the word means.
_IN_BRACKETS = re.compile(r"[ 　]{0,2}[（(《]([ 　ぁ-ゖァ-ヺー・]+)([：:＝=／/][^（）()《》\n]*)?[）)》]")
_READ = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ㐀-䶿一-鿿豈-﫿々〆]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")


@dataclass(frozen=True, slots=True)
class EasyText(Manuscript):
    """A manuscript that knows which of its characters have a reading."""

    read: frozenset[int]
    edges: tuple[int, ...]  # where words begin, and the shorter words inside them


def read(text: str) -> EasyText:
    """`text` without readings and without the spaces between words; its offsets lead back to `text`."""
    dropped, with_reading = _readings(text)
    kept = [i for i in range(len(text)) if i not in dropped]
    spaced = "".join(text[i] for i in kept)
    # The spaces tell where words end, so the words are read before the spaces go.
    close = [n for n, one in enumerate(spaced) if one not in " 　\t"]
    bare = "".join(spaced[n] for n in close)
    words = []
    for word in tokens.morphemes(spaced):
        start, end = bisect_left(close, word.start), bisect_left(close, word.end)
        if start < end:
            cuts = tuple(bisect_left(close, cut) for cut in word.cuts)
            words.append(replace(word, start=start, end=end, surface=bare[start:end], cuts=cuts))
    origin = tuple(kept[n] for n in close)
    covered = frozenset(n for n, i in enumerate(origin) if i in with_reading)
    starts = tuple(word.start for word in words)
    edges = tuple(sorted({*starts, *(cut for word in words for cut in word.cuts)}))
    return EasyText(Rule.YASASHII, bare, tuple(words), tuple(sentences.split(bare)), origin, starts, covered, edges)


def _readings(text: str) -> tuple[set[int], set[int]]:
    """The places that are a reading and its marks, and the places of what is read by it."""
    dropped: set[int] = {i for i, one in enumerate(text) if one == "｜"}
    covered: set[int] = set()
    for match in _RUBY.finditer(text):
        base = range(*match.span(1))
        dropped.update(i for i in range(*match.span()) if i not in base)
        covered.update(base)
    for match in _IN_BRACKETS.finditer(text):
        start = _where_read(text, match.start(), re.sub(r"[ 　]", "", match[1]))
        covered.update(range(start, match.start()))
        if start < match.start() and not match[2]:
            dropped.update(range(*match.span()))
    return dropped, covered


def _where_read(text: str, end: int, reading: str) -> int:
    """Where the kanji begin that `reading`, in brackets at `end`, belongs to; `end` where there are none."""
    kanji_end = end
    while kanji_end > 0 and end - kanji_end < len(reading) and _HIRAGANA.match(text[kanji_end - 1]):
        kanji_end -= 1
    if not reading.endswith(text[kanji_end:end]):  # 行って（いって） is read so, そこ（うけつけ） is not
        return end
    start = kanji_end
    while start > 0 and _READ.match(text[start - 1]):
        start -= 1
    return start if start < kanji_end else end
