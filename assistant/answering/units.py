"""The sentences and rows that may answer, each weighed by how well it does."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.answer_kinds import asks_beyond_a_name, holds, is_definite, is_told_by_kind
from assistant.answering.coverage import Sentences, is_same, share
from assistant.answering.parts import TOTALS, Parts, alike
from assistant.answering.query import Asked, Question
from assistant.answering.subjects import Stance, stance
from assistant.answering.totals import Sum, asks_for_a_sum, sum_in
from ingest.japanese import tokens
from ingest.japanese.folding import fold, squeeze
from ingest.model import Role
from ingest.structure.bills import bill
from ingest.structure.orders import is_order, orders

_OF_ANOTHER_KIND = 0.6  # worth of a place that holds nothing of the kind asked for
_OF_THE_KIND = 0.3  # what a sentence gains by holding the kind of thing asked for
_SPECIFIC = 0.4  # share of its weight that rests on what its title and heading leave open
_PLACE = 0.3  # what it gains by how well its place answers as a whole
_SO_MANY = 0.15  # what it gains by naming just as many things as are asked for
_NAMES_IT = 0.15  # what it gains by naming what is asked for in one piece
# What it gains by a sum, where one is asked for.
_SUMS = {Sum.OF_ALL: 0.4, Sum.UNNAMED: 0.05, Sum.OF_A_PART: -0.3, Sum.NONE: 0.0}
_UNDER = 0.25  # what it gains where the heading right above it names what is asked for
_RANK = 0.3  # what it gains by its passage's place among the hits
_LABEL = 0.15  # what a heading or label loses: it names and does not say
_OF_CONTENTS = 0.6  # what an entry of a table of contents loses: 現在地の表示........7
_ASKS = 0.25  # what a sentence loses that itself asks, or announces what comes
_OF_ANOTHER_ROW = 0.12  # what a table's row loses when what it names is not in the question
_LONG = 0.05  # what it loses for each doubling of its length beyond a usual sentence: long rows match anything
_ROWS = 3  # rows that make a table of which one is asked for
_USUAL = 70  # characters
OPENS = re.compile(r"[:：]$|(?:次|以下|下記|左記)の(?:とおり|各号|\S{1,6})|次に掲げる|掲げるとおり|^記$")
# Three nouns or more, parted by 、: a comma after a particle parts clauses.
_ENUMERATES = re.compile(r"(?:[^、。はがをにでともてばしりくけら]、[^、。]+){2}")
_ASKING = re.compile(
    r"伺い|お尋ねし|お聞きし|質問し|(?:お聞かせ|お示し|お答え)(?:ください|願い)|(?:でしょう|ます|です|いかが)か[。．]?$"
)
ANNOUNCING = re.compile(
    r"(?:お答え|御?(?:報告|説明|答弁)|申し(?:上|述)べ?)(?:を?(?:いた)?し|げ)?(?:ます|させていただきます)[。．]?$"
    r"|(?:について|に関する|につきまして)の?(?:ご|御)?(?:質問|お尋ね|質疑)(?:で|が)?(?:ございます|あります|ありました|ございました|です)"
    r"|(?:について|に関して|につきまして)で(?:ございます|あります|す)(?:が|けれども)?[、。]?$"
)
_LEADER = re.compile(r"[.．・･…‥]{4,}\s*[\d０-９]*\s*$")
# How headings and forms name a kind of thing.
_NAMED = {
    Asked.WHEN: re.compile(r"日時|日程|期間|期日|期限|時期|開催日"),
    Asked.WHERE: re.compile(r"場所|会場|所在地|提出先|窓口"),
    Asked.AMOUNT: re.compile(r"金額|費用|料金|単価|予算額"),
    Asked.WHY: re.compile(r"理由|背景|経緯|趣旨"),
}
_CIRCLED = re.compile("[①-⑳]")  # numbers a heading, wherever it stands in it
_NUMBERING = re.compile(r"^[\s\d.()・-]+|第\d+[号回条章節項]|\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or row that may answer: the `n`th of its hit, and how well it does."""

    read: Sentences
    n: int
    score: float
    specific: float  # how much of what title and heading leave open
    place: float  # how much of the question its place carries
    fits: bool  # holds the kind of thing asked for

    @property
    def text(self) -> str:
        """The words as they stand in the paper."""
        return self.read.text_of(self.n)


def units_of(reads: Sequence[Sentences], asked: Question, parts: Parts) -> Iterator[Unit]:
    """Every sentence and row of the hits as a unit, in no order of worth."""
    told_by_kind, summed = is_told_by_kind(asked), asks_for_a_sum(fold(asked.text))
    beyond_a_name = asks_beyond_a_name(asked)
    for read_ in reads:
        ordered = bool(orders(read_.hit.passage.text))
        for n in range(len(read_.spans)):
            if ordered and is_order(read_.text_of(n)):
                continue  # it says nothing of the matter, and might be meant to be read as an answer
            if beyond_a_name and (is_label(read_, n) or bill(read_.text_of(n))):
                continue
            carried = share(parts, read_, n)
            tied = carried.specific > 0 or not _is_bare(read_, n) or _is_of_the_day(read_, n, parts)
            held = tied and fits(read_, n, asked)
            score = (1 - _SPECIFIC) * carried.own + _SPECIFIC * carried.specific + _PLACE * carried.place
            score += _RANK * read_.hit.score
            score += _OF_THE_KIND if held and told_by_kind else 0.0
            if any(count in squeeze(read_.said[n]) for count in parts.counts):
                score += _SO_MANY
            if parts.nouns and parts.nouns[0].text in squeeze(_own_words(read_, n)):
                score += _NAMES_IT
            if held and _stands_under(read_, n, asked, parts):
                score += _UNDER + _SPECIFIC * share(parts, read_, n - 1).specific
            if summed:
                score += _SUMS[sum_in(read_.text_of(n), parts)]
            if Asked.LIST in asked.asked and (OPENS.search(read_.text_of(n)) or _ENUMERATES.search(read_.text_of(n))):
                score += _OF_THE_KIND
            score -= _burden(read_, n) + (_OF_ANOTHER_ROW if _names_another(read_, n, parts) else 0.0)
            yield Unit(read_, n, score, carried.specific, carried.place, held)


def fits(read_: Sentences, n: int, asked: Question, kind: Asked | None = None) -> bool:
    """Whether a sentence holds the kind of thing asked for, or else of `kind`."""
    text = read_.text_of(n)
    return holds(fold(f"{text}\n{read_.said[n]}"), kind or asked.asked[0], fold(asked.text))


def of_what_is_asked(units: Iterable[Unit], parts: Parts) -> list[Unit]:
    """The units without those under headings of another year, account or bill, where some stand under the right one."""
    stances = [
        (unit, stance(parts.subject, unit.read.above[unit.n], unit.read.hit.document.title, unit.read.said[unit.n]))
        for unit in units
    ]
    if not any(one is Stance.AGREES for _, one in stances):
        return [unit for unit, _ in stances]
    return [unit for unit, one in stances if one is not Stance.CONTRADICTS]


def best_first(units: Iterable[Unit], asked: Question) -> list[Unit]:
    """The units in order of worth; where only a time or a figure answers, those that hold one come first."""
    definite = is_definite(asked)
    return sorted(units, key=lambda one: (definite and not one.fits, -one.score, one.read.hit.rank, one.n))


def carried(units: Sequence[Unit], asked: Question) -> float:
    """How well the place of the best sentence answers the question as a whole; `units` are best first."""
    best = units[0]
    if best.fits:
        return best.place
    return 0.0 if is_definite(asked) else best.place * _OF_ANOTHER_KIND


def _own_words(read_: Sentences, n: int) -> str:
    """A sentence, or a row with its column names; of a long row's clause not the row's name, which all of them bear."""
    text = read_.text_of(n)
    return f"{text}\n{read_.said[n]}" if "\t" in text else text


def _is_bare(read_: Sentences, n: int) -> bool:
    """Whether a line gives something without a sentence or a label above: a row of a table, a figure of a chart."""
    text = read_.text_of(n)
    return "\t" in text or not (re.search(r"[ぁ-ん。]", text) or (n > 0 and is_label(read_, n - 1)))


def _stands_under(read_: Sentences, n: int, asked: Question, parts: Parts) -> bool:
    """Whether the heading right above names what is asked for: 対象者 above who they are, 調査期間 for いつ."""
    if n == 0 or is_label(read_, n) or not is_label(read_, n - 1):
        return False
    named = squeeze(read_.text_of(n - 1))
    if parts.nouns and parts.nouns[0].text in named:
        return True
    return any(kind in _NAMED and _NAMED[kind].search(named) for kind in asked.asked)


def _is_of_the_day(read_: Sentences, n: int, parts: Parts) -> bool:
    """Whether a sentence or row is of a day that the question names."""
    days = (when for when in parts.whens if when.day is not None)
    return any(is_same(day, other) for day in days for other in read_.whens[n] if other.day is not None)


def _burden(read_: Sentences, n: int) -> float:
    """What speaks against a sentence: that it only names, asks or announces, or that it is long."""
    text = read_.text_of(n)
    burden = _LONG * max(0.0, math.log2(len(text) / _USUAL))
    if is_label(read_, n) or names_columns(read_, n) or not re.search(r"[^\W\d_]", text):
        burden += _LABEL
    if _repeats_title(read_, n):
        burden += 2 * _LABEL
    if _LEADER.search(text):
        burden += _OF_CONTENTS
    asks = read_.hit.passage.role is Role.QUESTIONER or _ASKING.search(text) or ANNOUNCING.search(text)
    return burden + (_ASKS if asks else 0.0)


def _names_another(read_: Sentences, n: int, parts: Parts) -> bool:
    """Whether a row among several speaks of something that the question does not name; the row of totals never does."""
    if "\t" not in read_.text_of(n) or sum("\t" in read_.text_of(m) for m in range(len(read_.spans))) < _ROWS:
        return False
    name = next((cell for cell in read_.text_of(n).split("\t") if re.search(r"[^\W\d_]", cell)), "")
    words = set(tokens.words(fold(name)))
    return bool(words) and not words & TOTALS and not any(alike(part.word) & words for part in parts.words)


def is_label(read_: Sentences, n: int) -> bool:
    """Whether a line only names something: short, no full stop, no row, and no figure but its own number."""
    text = _CIRCLED.sub("", read_.text_of(n))
    return len(text) < 40 and not re.search(r"[。\t]", text) and not re.search(r"\d", _NUMBERING.sub("", fold(text)))


def names_columns(read_: Sentences, n: int) -> bool:
    """Whether a row is the head of the rows below it: the next row reads out with its cells as names."""
    cells = [cell for cell in read_.text_of(n).split("\t") if cell.strip()]
    below = squeeze(read_.said[n + 1]) if n + 1 < len(read_.said) else ""
    return len(cells) > 1 and all(squeeze(cell) in below for cell in cells)


def _repeats_title(read_: Sentences, n: int) -> bool:
    """Whether a line says again what title or heading say."""
    text, title = squeeze(read_.text_of(n)), squeeze(read_.hit.document.title)
    return text in title + squeeze(read_.hit.passage.heading) or (title in text and len(text) < 1.5 * len(title))
