"""Numbers and amounts as Japanese papers write them, so that 5,511,532千円 and 55億1,153万2千円 are one."""

from __future__ import annotations

import re
from decimal import Decimal

_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_DIGIT = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
# One number with its scales: 55億1,153万2千, 3.5万, 12百万, 3万5,750.
_NUMBER = re.compile(rf"{_PLAIN}(?:[百千万億兆]+{_PLAIN})*[百千万億兆]*")
# Kanji numerals are numbers only before a counter: 七十歳, 三名. 一部 and 一方 are words, and so are 十分 and 一時的.
_COUNTER = (
    "円|人(?!ひとり|一人|でも)|名|歳|件|回|日|月|年|時(?![的預保金所停])|分(?![にな])|箇所|か所|カ所|ケ所|か月|カ月"
    "|ケ月|校|台|個|%|パーセント|メートル|キロ|項|号|条|番|票|者|団体|世帯|割|倍"
)
_KANJI_NUMBER = re.compile(
    r"(?<![\d兆億万千百十〇一二三四五六七八九数何幾])[〇一二三四五六七八九十百千][〇一二三四五六七八九十百千万億兆]{0,11}"
    rf"(?={_COUNTER})"
)
_TOKEN = re.compile(rf"{_PLAIN}|[〇一二三四五六七八九]+|[十百千万億兆]")


def numbers(folded: str) -> list[frozenset[Decimal]]:
    """Each number of an already folded text as the set of values it may stand for; those in digits come first.

    `5,511,532千` may be compared as 5511532 (its table says 千円 elsewhere) or as 5511532000.
    """
    found = [_values(match[0]) for match in _NUMBER.finditer(folded)]
    return found + [frozenset({_total(match[0])}) for match in _KANJI_NUMBER.finditer(folded)]


def _values(text: str) -> frozenset[Decimal]:
    figure = text.rstrip("百千万")
    # Tables give their unit once, above; these are the units they use.
    if text[len(figure) :] in ("千", "百万") and not set(figure) & set("百千万億兆"):
        return frozenset({_total(text), _total(figure)})
    return frozenset({_total(text)})


def _total(text: str) -> Decimal:
    """The value of digits and kanji numerals with their scales."""
    total = section = Decimal(0)
    value: Decimal | None = None
    for token in _TOKEN.findall(text):
        if token in _SMALL:
            section, value = section + (1 if value is None else value) * _SMALL[token], None
        elif token in _LARGE:
            whole = section + (value or 0)
            total, section, value = total + (whole or 1) * _LARGE[token], Decimal(0), None
        elif token[0] in _DIGIT:
            value = Decimal("".join(str(_DIGIT[c]) for c in token))
        else:
            value = Decimal(token.replace(",", ""))
    return total + section + (value or 0)
