"""Numbers and amounts as Japanese papers write them, so that 5,511,532千円 and 55億1,153万2千円 are one."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# One number with its scales: 55億1,153万2千, 3.5万, 千 only after a digit.
_NUMBER = re.compile(rf"(?:(?:{_PLAIN})[兆億万千百]?)(?:(?:{_PLAIN})[兆億万千百])*(?:(?<=[兆億万千百])(?:{_PLAIN}))?")
_PART = re.compile(rf"({_PLAIN})([兆億万千百]*)")
# Kanji numerals count as numbers only before a counter: 七十歳, 三名; 一部 and 一方 are words.
_KANJI_NUMBER = re.compile(
    r"(?<![\d兆億万千百])[〇一二三四五六七八九十百千]{1,6}"
    r"(?=[万億]?(?:円|人|名|歳|件|回|日|月|年|時|分|箇所|か所|カ所|ケ所|か月|カ月|ケ月|校|台|個|%|パーセント|メートル|キロ|項|号|条|番|票|者|団体|世帯|割|倍))"
)
_DIGIT = {c: n for n, c in enumerate("〇一二三四五六七八九")}


def numbers(folded: str) -> list[frozenset[Decimal]]:
    """Each number of an already folded text as the set of values it may stand for.

    `5,511,532千` may be compared as 5511532 (its table says 千円 elsewhere) or as 5511532000.
    """
    found = [_values(match[0]) for match in _NUMBER.finditer(folded)]
    found += [frozenset({Decimal(_kanji(match[0]))}) for match in _KANJI_NUMBER.finditer(folded)]
    return [values for values in found if values]


def _values(text: str) -> frozenset[Decimal]:
    total, section, parts = Decimal(0), Decimal(0), _PART.findall(text)
    try:
        for digits, scales in parts:
            value = Decimal(digits.replace(",", ""))
            for scale in scales:
                value *= _SCALE[scale]
            section += value
        total = section
        first = Decimal(parts[0][0].replace(",", ""))
    except (InvalidOperation, IndexError):
        return frozenset()
    # Tables give their unit once, above; these are the units they use.
    return frozenset({total, first}) if len(parts) == 1 and parts[0][1] in ("千", "百万") else frozenset({total})


def _kanji(text: str) -> int:
    if not any(c in "十百千" for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _DIGIT:
            digit = _DIGIT[c]
        else:
            total, digit = total + (digit or 1) * _SCALE[c], 0
    return total + digit
