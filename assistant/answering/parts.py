"""A question taken apart: its words, the rarer in the library the weightier, its dates, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.focus import focus, towns, year_of
from assistant.answering.query import Question
from assistant.answering.subjects import Subject, asked_of
from ingest.japanese import tokens
from ingest.japanese.dates import When, spans
from ingest.japanese.folding import fold, squeeze

# Words of asking and of courtesy, in Sudachi's normalised form: they stand in no answer.
_EMPTY = re.compile(
    "為る|有る|居る|成る|事|物|其の|此の|何|出来る|言う|為|時|付く|於く|因る|無い|下さる|御|教える|知る|所|者|行く|良い|仰る"
    "|様|取る|関する|又|及び|行う|示す|対する|其れ|此れ|誰|何処|何時|幾ら|幾つ|どう|そう|こう|貰う|頂く|致す|申す|思う|遣る|見解|所見|[ぁ-ん]"
)
# What tables and headings call by several names.
TOTALS = frozenset({"全体", "合計", "計", "総計", "総数", "総額"})
_ALIKE = (
    TOTALS,
    frozenset({"会場", "場所", "所"}),
    frozenset({"費用", "経費", "金額"}),
    frozenset({"日時", "日程", "開催日", "期日"}),
    frozenset({"担当", "担当者", "担当課"}),
    frozenset({"決まる", "決める", "決定"}),
    # What a paper is for, and what a meeting is about, stand under these headings.
    frozenset({"目的", "目指す", "狙い", "趣旨", "目標"}),
    frozenset({"議題", "次第", "議事", "案件"}),
    frozenset({"メンバー", "構成員", "委員", "名簿", "出席者"}),
    # People ask with a verb, papers write the noun.
    frozenset({"開く", "開催"}),
    frozenset({"始まる", "始める", "開始"}),
    frozenset({"終わる", "終える", "終了"}),
    frozenset({"増える", "増やす", "増加"}),
    frozenset({"減る", "減らす", "減少"}),
    frozenset({"変わる", "変える", "変更"}),
    frozenset({"設ける", "設置"}),
    frozenset({"使う", "利用", "使用"}),
    frozenset({"調べる", "調査"}),
    frozenset({"知らせる", "周知", "通知"}),
)
# Verbs and adjectives end in kana in their normalised form. What is done can be said in many ways, what it is done to
# in few: they weigh less.
_DOING = re.compile(r"[ぁ-ん]$")
_DONE = 0.5
_ASKED_FOR = 1.5  # weight of what is asked for, in parts of what else the question says
DAY, YEAR, NUMBERED = 5.0, 2.0, 3.0  # weights of a day or month, of a bare year, of 第N回
_HIRAGANA = re.compile(r"[ぁ-ん]")
_COUNT = re.compile(r"(?<![\d.,第])\d{1,2}[一-龠々ァ-ヺー]{1,4}(?=[はのをがにとで、 ]|$)")
ORDINAL = re.compile(r"第(\d+|[一二三四五六七八九十百]+)(回|号|条|期|次|章)")

Rarity = Callable[[Sequence[str]], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the question; `pairs` are the two-word pieces of compounds it stands in, squeezed."""

    word: str
    weight: float
    pairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """What is asked for, squeezed, and those of its words that tell: 登録者数 of 登録者数は何人か."""

    text: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Parts:
    """A question taken apart."""

    words: tuple[Part, ...]
    whens: tuple[When, ...]
    ordinals: tuple[str, ...]  # 第3回, squeezed
    counts: tuple[str, ...]  # 6館, 3路線: what is asked for is so many
    nouns: tuple[Noun, ...]  # what is asked for, and what that is of
    of_year: When | None  # said of the first noun: 令和5年度 of 令和5年度の利用者数は
    towns: frozenset[str]  # 高松市
    subject: Subject  # the 年度, the account, the bill

    @property
    def numbered(self) -> str:
        """The 第20号 that what is asked for is named by: 議案第20号は何か."""
        return next((one for one in self.ordinals if self.nouns and one in self.nouns[0].text), "")

    @property
    def whole(self) -> float:
        """The weight of all parts."""
        dated = sum(map(weight_of, self.whens)) + NUMBERED * len(self.ordinals)
        return sum(part.weight for part in self.words) + dated or 1.0


def parts_of(question: Question, rarity: Rarity) -> Parts:
    """The parts of `question`, each word once."""
    folded = fold(question.text)
    nouns = tuple(_noun(squeeze(noun)) for noun in focus(folded))
    rest = _without_dates(question.terms)
    ordinals = tuple(dict.fromkeys(match[0] for match in ORDINAL.finditer(rest)))
    rest = ORDINAL.sub(" ", rest)
    for town in towns(rest):  # 高松市市民: its words are 高松市 and 市民
        rest = rest.replace(town, f"{town} ")
    of_year = year_of(folded, nouns[0].text) if nouns else None
    words = _words(rest, frozenset().union(*(noun.words for noun in nouns)), rarity)
    counts, whens = tuple(_COUNT.findall(rest)), _literal(question)
    return Parts(words, whens, ordinals, counts, nouns, of_year, towns(folded), asked_of(question.text))


def _words(text: str, asked_for: frozenset[str], rarity: Rarity) -> tuple[Part, ...]:
    placed = [(start, end, word) for start, end, word in tokens.placed_words(text) if _tells(word)]
    pairs: dict[str, list[str]] = {}
    for (start, end, word), (next_start, next_end, next_word) in pairwise(placed):
        if end == next_start and not _HIRAGANA.search(text[end - 1 : end + 1]):
            for one in (word, next_word):
                pairs.setdefault(one, []).append(squeeze(text[start:next_end]))
    weights = rarity([word for _, _, word in placed])

    def weight(word: str) -> float:
        return weights[word] * (_DONE if _DOING.search(word) else 1.0) * (_ASKED_FOR if word in asked_for else 1.0)

    return tuple(
        Part(word, weight(word), tuple(pairs.get(word, ()))) for word in dict.fromkeys(w for _, _, w in placed)
    )


def _noun(text: str) -> Noun:
    words = (word for word in tokens.words(text) if len(word) > 1 and not word.isdecimal() and _tells(word))
    return Noun(text, frozenset(words))


def alike(word: str) -> frozenset[str]:
    """All that `word` is called in tables and headings, itself included."""
    return next((names for names in _ALIKE if word in names), frozenset({word}))


def weight_of(when: When) -> float:
    """What a date of the question weighs."""
    return DAY if when.month else YEAR


def _literal(question: Question) -> tuple[When, ...]:
    """The dates that the question writes out. What 今年度 means today a paper of another year does not contradict."""
    written = {when for _, _, when in spans(fold(question.text))}
    return tuple(when for when in question.whens if when in written)


def _without_dates(folded: str) -> str:
    kept, at = [], 0
    for start, end, _ in spans(folded):
        kept.append(folded[at:start])
        at = end
    return " ".join((*kept, folded[at:]))


def _tells(word: str) -> bool:
    return not _EMPTY.fullmatch(word)
