"""Words that may be names of persons, and what can be said of each and of its place, for a learned weighing.

A trait is a short string: what the dictionary has the word as, which words stand beside it, what parts it from them,
what else its line holds. The word itself is no trait, so that what is learned are places and not names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from assistant.governance import names as lexicon
from assistant.governance.name_words import FIRM_BEFORE, HONOURED, NOT_A_PERSON, PREFECTURES, TITLE
from assistant.governance.placeholders import LOOSE
from assistant.governance.reading import Reading

_SHAPE = re.compile(rf"(?:{lexicon.KANJI}|[ぁ-んー])+|[ァ-ヺー]+|[A-Z][A-Za-z'-]+")
_KANA = re.compile(r"[ァ-ヺー]+")
_HIRAGANA = re.compile(r"[ぁ-んー]+")
_IN_KANJI = re.compile(lexicon.KANJI)
# 第四条, 明十八日
_NUMERAL = re.compile(
    r"[明翌昨本]?[一二三四五六七八九十百千万億〇零]+[つ目月日年番人文行件回度名本冊枚台点週条章節項]*"
)
# What the rules do not ask for, since nothing but this weighing looks at a word that stands bare in a sentence.
_THING_BEHIND = re.compile(
    r"接骨院|整骨院|鍼灸|施術所|塗装|建材|通信|塾|道場|造園|モータース|石油|書店|旅館|ホテル|薬品|印刷|電設|設備|総業|技研|機械|精機"
    r"|[堰浦瀬沢崎台丘原森岬灘](?![^\W_])|例会|委員会|会期|市場|小委"
)
# 補助金, broken by the edge of a cell or the end of a line: the dictionary has the rest as a family name.
_PIECES = frozenset(("助金",))
_SCHOOL = re.compile("[東西南北]+[小中高]")  # 審判：東中、西中
_SEPARATORS = frozenset('\t"|:,、。;/()「」【】[]→⇒●○■□◆・※=-~')
_OF_A_WORD = frozenset(("名詞", "接尾辞", "動詞", "形容詞", "副詞", "形状詞"))
_BREAK = "\n"
_AROUND = 12  # words on either side that are traits by themselves
_NEAR = 6  # words on either side in which another name counts as near
# What the dictionary says of a word, by the letter that stands for it in a trait.
_READINGS = (("姓", "姓"), ("名", "名"), ("人名", "人"), ("地名", "地"), ("普通名詞", "普"), ("固有名詞", "固"))


class Word(NamedTuple):
    """A word, a mark or a placeholder, and the `sort` that stands for it in the traits of its neighbours."""

    start: int
    end: int
    surface: str
    kinds: tuple[str, ...]
    known: bool
    sort: str
    masked: str = ""  # what a placeholder stands for: 氏名


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be the name of a person, or half of one."""

    start: int
    end: int
    read_as_place: bool
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    first: int
    last: int
    masked: frozenset[str]
    families: int


def candidates(reading: Reading) -> list[Candidate]:
    """Every word of the text that may be a name, with its traits."""
    return _Text(reading).candidates()


def _words(reading: Reading) -> Iterator[Word]:
    placeholders = LOOSE.finditer(reading.text)
    holder, begun = next(placeholders, None), -1
    for part in reading.parts:
        while holder and part.start >= holder.end():
            holder = next(placeholders, None)
        if holder is None or part.end <= holder.start():
            yield Word(part.start, part.end, part.surface, part.kinds, part.known, _sort(part.kinds, part.surface))
        elif begun != holder.start():
            begun = holder.start()
            yield Word(begun, holder.end(), holder[0], ("", "", "", ""), True, f"<{holder[1]}>", holder[1])


def _sort(kinds: tuple[str, ...], surface: str) -> str:
    if kinds[1] == "固有名詞":
        return f"<{kinds[3] if kinds[3] in ('姓', '名') else kinds[2][:1]}>"
    if kinds[1] == "数詞" or surface.isdigit():
        return "0"
    return "n" if _BREAK in surface else surface[:8]


def _may_be_name(word: Word) -> bool:
    """Whether the dictionary lets the word be a name; what stands beside it is not looked at."""
    surface, kinds = word.surface, word.kinds
    if word.masked or len(surface) < 2 or kinds[0] != "名詞" or kinds[1] == "数詞" or not _SHAPE.fullmatch(surface):
        return False
    if surface in PREFECTURES or surface in _PIECES or lexicon.is_no_name(surface) or surface[-1] in "市町村区":
        return False
    if _NUMERAL.fullmatch(surface) or _SCHOOL.fullmatch(surface):
        return False
    if _KANA.fullmatch(surface) and "普通名詞" in lexicon.kinds(surface):
        return False
    if not word.known:
        return not _IN_KANJI.search(surface)
    named = bool(lexicon.kinds(surface) & {"姓", "名", "人名"}) or lexicon.is_only_a_place(surface)
    return kinds[2] == "人名" or (kinds[1] == "固有名詞" and named)


def _is_foreign(word: Word) -> bool:
    """Whether the word is one half of a name in katakana or Latin letters."""
    named = not word.known or word.kinds[2] == "人名"
    return (
        named
        and word.kinds[0] == "名詞"
        and _SHAPE.fullmatch(word.surface) is not None
        and not _IN_KANJI.search(word.surface)
    )


def _shape(surface: str) -> str:
    first = surface[0]
    letter = "漢" if _IN_KANJI.match(first) else "ひ" if "ぁ" <= first <= "ん" else "カ" if _KANA.match(first) else "A"
    return f"{letter}{min(len(surface), 4)}"


class _Text:
    """The words of a text, its lines, and which of the words may be names."""

    def __init__(self, reading: Reading) -> None:
        self._even = reading.even
        self._words = list(_words(reading))
        # A line ends with its line break.
        breaks = accumulate((word.sort == "n" for word in self._words), initial=0)
        self._line_of = list(breaks)[: len(self._words)]
        self._named = any(word.masked == "氏名" for word in self._words)

    def candidates(self) -> list[Candidate]:
        """The words that may be names, each with its traits."""
        return [self._candidate(at) for at in self._places]

    def _candidate(self, at: int) -> Candidate:
        word = self._words[at]
        return Candidate(word.start, word.end, word.known and word.kinds[2] != "人名", tuple(self._traits(at)))

    @cached_property
    def _places(self) -> list[int]:
        """Which words may be names: none that is a thing here or elsewhere in the text (築地市場, 築地).

        One sense a text: Gale, Church and Yarowsky 1992.
        """
        named = [at for at, word in enumerate(self._words) if _may_be_name(word)]
        things = {self._words[at].surface for at in named if self._is_of_a_thing(self._words[at])}
        return [at for at in named if self._words[at].surface not in things and self._stands(at)]

    def _is_of_a_thing(self, word: Word) -> bool:
        return bool(NOT_A_PERSON.match(self._even, word.end) or _THING_BEHIND.match(self._even, word.end))

    def _stands(self, at: int) -> bool:
        word = self._words[at]
        behind = self._words[at + 1].kinds[0] if at + 1 < len(self._words) else ""
        if _HIRAGANA.fullmatch(word.surface) and behind in _OF_A_WORD:
            called = HONOURED.match(self._even, word.end) or TITLE.match(self._even, word.end)
            if not called:
                return False  # よしの川, みのり
        if FIRM_BEFORE.search(self._even[max(0, word.start - 6) : word.start]):
            return False
        # A word that the dictionary lacks is a name only as one of two: KENJI OKADA.
        return word.known or any(
            0 <= at + 2 * step < len(self._words)
            and self._words[at + step].surface in (" ", "・")
            and _is_foreign(self._words[at + 2 * step])
            for step in (-1, 1)
        )

    @cached_property
    def _lines(self) -> list[_Line]:
        firsts = [at for at, line in enumerate(self._line_of) if not at or line != self._line_of[at - 1]]
        lasts = [at - 1 for at in firsts[1:]] + [len(self._words) - 1]
        may_be = set(self._places)
        return [
            _Line(
                first,
                last,
                frozenset(word.masked for word in self._words[first : last + 1] if word.masked),
                sum(at in may_be and self._words[at].kinds[3] == "姓" for at in range(first, last + 1)),
            )
            for first, last in zip(firsts, lasts, strict=True)
        ]

    @cached_property
    def _frames(self) -> Counter[tuple[str, str]]:
        """How many candidates stand between the same two sorts of words."""
        return Counter(self._frame(at) for at in self._places)

    @cached_property
    def _families_in_frames(self) -> Counter[tuple[str, str]]:
        return Counter(self._frame(at) for at in self._places if self._words[at].kinds[3] == "姓")

    def _sort_at(self, at: int) -> str:
        return "^" if at < 0 else "$" if at >= len(self._words) else self._words[at].sort

    def _next_word(self, at: int, step: int) -> int:
        """Where the next word stands that is no blank; the end of a line is one."""
        at += step
        while 0 <= at < len(self._words) and self._words[at].surface.isspace() and self._words[at].sort != "n":
            at += step
        return at

    def _frame(self, at: int) -> tuple[str, str]:
        return self._coarsely(at - 1), self._coarsely(at + 1)

    def _coarsely(self, at: int) -> str:
        if not 0 <= at < len(self._words):
            return "n"
        word = self._words[at]
        plain = word.kinds[0] in ("補助記号", "空白", "助詞") or word.sort in ("0", "n") or word.sort.startswith("<")
        return word.sort if plain else word.kinds[0]

    def _traits(self, at: int) -> Iterator[str]:
        word = self._words[at]
        readings = lexicon.kinds(word.surface)
        said = "".join(letter for kind, letter in _READINGS if kind in readings)
        said += "他" if readings.difference(kind for kind, _ in _READINGS) else ""
        read = word.kinds[3] if word.kinds[3] in ("姓", "名") else word.kinds[2][:1] if word.known else "?"
        own = read + ("普" if "普" in said or "他" in said else "") + ("地" if "地" in said else "")
        shape = _shape(word.surface)
        yield from ("*", f"said={said}/{read}", f"own={own}", f"shape={shape}", f"own={own} shape={shape}")
        yield from self._of_neighbours(at, own)
        yield from self._of_field(at, own, shape)
        yield from self._of_line(at, own)

    def _of_neighbours(self, at: int, own: str) -> Iterator[str]:
        """The words before and behind, by one and by two, with blanks and without, and their parts of speech."""
        before, before2, before3 = (self._sort_at(at - step) for step in (1, 2, 3))
        behind, behind2, behind3 = (self._sort_at(at + step) for step in (1, 2, 3))
        yield from (f"-1={before}", f"-2={before2}", f"-3={before3}", f"+1={behind}", f"+2={behind2}", f"+3={behind3}")
        yield from (f"-2-1={before2}|{before}", f"+1+2={behind}|{behind2}", f"-1+1={before}|{behind}")
        yield from (f"{own}-1={before}", f"{own}+1={behind}", f"{own}-1+1={before}|{behind}")
        part_before = "".join(self._words[at - 1].kinds[:2]) if at else "^"
        part_behind = "".join(self._words[at + 1].kinds[:2]) if at + 1 < len(self._words) else "$"
        yield from (f"-p={part_before}", f"+p={part_behind}", f"{own}-p+p={part_before}|{part_behind}")
        left, right = self._next_word(at, -1), self._next_word(at, 1)
        gap_left, gap_right = "_" * (left != at - 1), "_" * (right != at + 1)
        word_left, word_right = gap_left + self._sort_at(left), gap_right + self._sort_at(right)
        yield from (f"-w={word_left}", f"+w={word_right}", f"-w+w={word_left}|{word_right}")
        yield f"-w-w={self._sort_at(self._next_word(left, -1))}|{self._sort_at(left)}"
        yield f"+w+w={self._sort_at(right)}|{self._sort_at(self._next_word(right, 1))}"
        if left >= 0 and self._has_letters(left):
            last = gap_left + self._words[left].surface[-1]
            yield from (f"-c={last}", f"{own}-c={last}")
        if right < len(self._words) and self._has_letters(right):
            first = gap_right + self._words[right].surface[0]
            yield from (f"+c={first}", f"{own}+c={first}")
        end = at + 1
        while end < min(at + _NEAR, len(self._words)) and self._words[end].kinds[0] in ("名詞", "接頭辞", "接尾辞"):
            end += 1
        if end > at + 1:
            yield from (f"+run={self._words[end - 1].surface[-1]}", f"{own}+run={self._words[end - 1].surface[-1]}")

    def _has_letters(self, at: int) -> bool:
        return not self._words[at].masked and self._words[at].sort != "n"

    def _of_field(self, at: int, own: str, shape: str) -> Iterator[str]:
        """What parts the word from those beside it, and the label before a mark."""
        first = self._lines[self._line_of[at]].first
        left, right = self._next_word(at, -1), self._next_word(at, 1)
        edge_left = "n" if left < first else self._edge(left, gap=left != at - 1)
        edge_right = "n" if right >= len(self._words) else self._edge(right, gap=right != at + 1)
        yield from (f"edges={edge_left}{edge_right}", f"{own} edges={edge_left}{edge_right}")
        yield f"{own}{shape} parted={int(edge_left != '-')}{int(edge_right != '-')}"
        if edge_left not in ("-", "n"):
            label = self._next_word(left, -1)
            if label >= first:
                yield from (f"label={edge_left}{self._sort_at(label)}", f"label={self._sort_at(label)}")

    def _edge(self, at: int, *, gap: bool) -> str:
        sort = self._words[at].sort
        return sort if sort in _SEPARATORS or sort == "n" else "_" if gap else "-"

    def _of_line(self, at: int, own: str) -> Iterator[str]:
        """What else the line holds, where in it the word stands, and whether others stand in such places."""
        word, line = self._words[at], self._lines[self._line_of[at]]
        others = min(line.families - (word.kinds[3] == "姓"), 3)
        yield from (f"others={others}", f"{own} others={others}")
        yield from [f"line={kind}" for kind in sorted(line.masked)] or ["line=-"]
        yield f"{own} named={int(self._named)}{int('氏名' in line.masked)}"
        right = self._next_word(at, 1)
        ends = right >= len(self._words) or self._words[right].sort == "n"
        yield from (f"place={min(at - line.first, 4)}{'e' * ends}", f"lines={int(len(self._lines) > 2)}")
        same = self._frames[self._frame(at)] - 1
        if same:
            families = self._families_in_frames[self._frame(at)] - (word.kinds[3] == "姓")
            yield from (f"same={min(same, 4)}", f"{own} same={min(families, 3)}")
        near = any(one.masked == "氏名" for one in self._words[max(0, at - _NEAR) : at + _NEAR + 1])
        column = "".join(self._in_column(self._line_of[at] + step, at - line.first) for step in (-1, 1))
        yield from (f"{own} near={int(near)}", f"column={column}", f"{own} column={column}")
        yield from sorted(
            {
                f"around={one.sort}"
                for one in self._words[max(line.first, at - _AROUND) : min(line.last, at + _AROUND) + 1]
                if one.kinds[0] in ("名詞", "動詞") and len(one.surface) > 1 and one.sort != "0" and one.sort[0] != "<"
            }
        )

    def _in_column(self, line: int, offset: int) -> str:
        """Whether a name or a family name stands at the same place of the line before or behind."""
        if not 0 <= line < len(self._lines):
            return "-"
        at = self._lines[line].first + offset
        sort = self._sort_at(at) if at <= self._lines[line].last else ""
        return "N" if sort == "<氏名>" else "F" if sort == "<姓>" else "."
