"""Family names in a line that names somebody already: there the dictionary's reading of a word as one is enough.

Elsewhere it is not: 高橋 may be a firm and 犬塚 a place. On five sets of lines that the rules had not met (by_another_8
to 12) it found 20 names more of 1,666 marked spans, and took 9 words for names that are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.governance import names as lexicon
from assistant.governance.name_words import NOT_A_PERSON, PREFECTURES
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span
from ingest.japanese.tokens import Part

_MASKED = re.compile(r"〔氏名\d+〕")
_OF_A_PERSON = frozenset(("様", "さん", "氏", "君", "宅", "家", "方"))
_IN_KANJI = re.compile(rf"{lexicon.KANJI}+(?<![市区町県])")
_PLACE_OF = re.compile("の(?:里|郷|丘|森|湯|宿|城|滝|杜|庄)")  # 水野の里
_FIGURE = re.compile(r"[0-9(]")


def near_others(reading: Reading, known: Iterable[Span]) -> Iterator[Span]:
    """Words of two characters or more that are read as family names, in the lines of `known` names."""
    known = tuple(known)
    named = [span.start for span in known if span.kind is Kind.PERSON_NAME]
    named += [match.start() for match in _MASKED.finditer(reading.text)]
    lines = {_line(reading.even, at) for at in named}
    for part in reading.parts if lines else ():
        family = part.kinds[2] == "人名" and part.kinds[3] == "姓" and part.end - part.start > 1
        if not family or any(part.start < span.end and span.start < part.end for span in known):
            continue
        if any(start <= part.start < end for start, end in lines) and _is_person(reading, part):
            yield Span(part.start, part.end, Kind.PERSON_NAME)


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def _is_person(reading: Reading, part: Part) -> bool:
    """Whether nothing beside the word says that it is a place, a firm or part of a longer word."""
    word = part.surface
    if not _IN_KANJI.fullmatch(word) or word in PREFECTURES or not lexicon.is_surname(word) or lexicon.is_no_name(word):
        return False
    if NOT_A_PERSON.match(reading.even, part.end) or _PLACE_OF.match(reading.even, part.end):
        return False
    before, after = reading.ending.get(part.start), reading.starting.get(part.end)
    if before and (before.kinds[0] == "接頭辞" or (before.kinds[1] == "固有名詞" and before.kinds[2] != "人名")):
        return False
    # A given name behind it makes a name in full, which other rules know, and those of history: 坂本龍馬の像.
    joined = after is not None and after.kinds[0] in ("名詞", "接尾辞")
    return not joined or after is None or after.surface in _OF_A_PERSON or _FIGURE.match(after.surface) is not None
