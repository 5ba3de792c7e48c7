"""Family names that stand one below another: of a book of visitors, marks of a course, a table of extensions.

No word beside them says that they are names, but in line after line the same place holds one. Names of towns stand so
too, and many are family names: so one of the column must be no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.governance import names as lexicon
from assistant.governance.name_words import PREFECTURES
from assistant.governance.reading import Reading

_LEAST = 3  # lines of a column
_ABOVE = 40  # characters above a column in which it may be said to be one of towns
_PLACES = 4  # fields of a line, from its beginning, in which names stand
_LINE = re.compile(r"(?P<line>[^\n]*)(?:\n|$)")
_ITEM = re.compile(r"[^、,/]+")
_SENTENCE = re.compile(r"[^。\n]+")
_FIELD = re.compile(r"[^\s,、|:]+")
_WORD = re.compile(rf"{lexicon.KANJI}{{2,4}}(?<![市区町村郡県課係部局室所])")
_TOWNS = re.compile(r"人口|世帯|地区|町名|字名|学区|校区|駅|停留所|路線|会場|施設|工区|支所|出張所|店舗|河川|橋")


def of_columns(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names in columns: most words at one place of lines, or of items of a line, are family names."""
    text = reading.even
    yield from _of_items(text)
    if text.count("\n") < _LEAST - 1:
        return
    lines = [list(_FIELD.finditer(text, *line.span("line"))) for line in _LINE.finditer(text)]
    for filled, run in groupby(lines, key=bool):
        rows = list(run)
        if filled and len(rows) >= _LEAST:
            for place in range(_PLACES):
                yield from _column(text, [row[place] for row in rows if len(row) > place], len(rows))


def _of_items(text: str) -> Iterator[tuple[int, int]]:
    """文書 柏木、予算 三宅、機器 児玉: the first or the last word of items that one line lists."""
    for listed in _SENTENCE.finditer(text):
        items = [list(_FIELD.finditer(text, *item.span())) for item in _ITEM.finditer(text, *listed.span())]
        pairs = [item for item in items if len(item) > 1]
        if len(pairs) >= _LEAST:
            for place in (0, -1):
                yield from _column(text, [item[place] for item in pairs], len(pairs))


def _column(text: str, fields: Sequence[re.Match[str]], rows: int) -> Iterator[tuple[int, int]]:
    named = [field for field in fields if _is_family(field[0])]
    if len(named) < _LEAST or len(named) * 5 < rows * 3 or len({field[0] for field in named}) < 2:
        return
    above = text[max(0, fields[0].start() - _ABOVE) : named[0].start()]
    surely = any("地名" not in lexicon.kinds(field[0]) for field in named)
    if surely and not _TOWNS.search(above):
        yield from (field.span() for field in named)


def _is_family(word: str) -> bool:
    known = _WORD.fullmatch(word) is not None and word not in PREFECTURES
    return known and lexicon.is_surname(word) and not lexicon.is_no_name(word)
