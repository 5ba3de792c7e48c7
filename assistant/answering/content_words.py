"""The words of a sentence that say something, and whether a text has them."""

from __future__ import annotations

import re

from ingest.japanese import clocks, dates, tokens

# So general that sharing them, or not, says nothing; counters of people and shares, which have several names.
_GENERAL = frozenset(
    (
        "為る", "有る", "居る", "成る", "行う", "事", "物", "為", "等", "様", "此れ", "其れ", "此の", "其の", "出来る",
        "下さる", "頂く", "致す", "御座る", "言う", "因る", "於く", "対する", "就く", "こと", "人", "名", "パーセント",
        "%", "約", "凡そ", "程",
    )
)  # fmt: skip
_FIGURE = re.compile(r"[\d.,]+")
# A figure with its counter: what is counted is said beside it.
_COUNTED = re.compile(
    r"[\d〇一二三四五六七八九十][\d,.]*\s*[百千万億兆]*(?:円|人|名|歳|才|件|回|校|枚|個|台|本|冊|戸|票|点|割|倍|条|項|号|%|パーセント|メートル"
    r"|キロ(?:メートル|グラム)?|グラム|世帯|団体|事業所?|[かカケ箇]所|[かカケ箇]月|週間|時間|日間|年間|分の|分間?|mm?|cm|km|k?g)?"
)
_STEM = re.compile(r"([一-龠々]+)[ぁ-ん]+")
_WEEKDAY = re.compile(r"[(（][月火水木金土日](?:曜日?)?[・祝]*[)）]|[月火水木金土日]曜日")


def content(folded: str) -> list[str]:
    """The content words, normalised, without dates, times and counted figures, which are compared as such."""
    taken = bytearray(len(folded) + 1)
    for start, end in (*_dates(folded), *(match.span() for match in _COUNTED.finditer(folded))):
        taken[start:end] = b"x" * (end - start)
    return [
        word
        for start, end, word in tokens.placed_words(folded)
        if not any(taken[start:end])
        and word not in _GENERAL
        and not _FIGURE.fullmatch(word)
        and (len(word) > 1 or not "ぁ" <= word <= "ん")
    ]


class Known:
    """The words of quotes. A verb is known by its kanji too: 始まる where they say 始める, 出す where they say 提出."""

    def __init__(self, folded: str) -> None:
        self._words, self._text = set(tokens.words(folded)), folded

    def __contains__(self, word: str) -> bool:
        stem = _STEM.fullmatch(word)
        return word in self._words or (stem is not None and stem[1] in self._text)

    def __len__(self) -> int:
        return len(self._words)

    def share(self, words: list[str]) -> float:
        """The share of `words` that are known; all of none."""
        return sum(word in self for word in words) / len(words) if words else 1.0


def without_dates(text: str) -> str:
    """`text` with its dates, weekdays and times taken out."""
    kept, at = [], 0
    for start, end in sorted(_dates(text)):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join((*kept, text[at:]))


def _dates(text: str) -> list[tuple[int, int]]:
    found = [(start, end) for start, end, _ in (*dates.spans(text), *clocks.spans(text))]
    return found + [match.span() for match in _WEEKDAY.finditer(text)]
