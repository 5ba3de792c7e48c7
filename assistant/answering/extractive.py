"""Answering without a model: the sentences and table rows of the papers that answer, verbatim, each cited.

Each sentence of the best passages is weighed by how much of the question it carries, by its passage's place among the
hits, and by whether it holds the kind of thing asked for. When the best place carries too little of the question, the
papers do not say, and that is the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.answer_kinds import holds
from assistant.answering.coverage import Parts, Rarity, Sentences, parts_of, read_hit, share
from assistant.answering.query import Asked, Question, read
from assistant.answering.values import Answer, Answered, Citation, Earlier, Hit, Piece, ReadAs, Sentence
from assistant.answering.verification import verify
from ingest.japanese.folding import fold, squeeze

# The share of the question that the best place must carry for an answer to be given.
ENOUGH = 0.44
_OF_ANOTHER_KIND = 0.6  # worth of a place that holds nothing of the kind asked for
_OF_THE_KIND = 0.2  # what a sentence gains by holding the kind of thing asked for
_SPECIFIC = 0.4  # share of its weight that rests on what its title and heading leave open
_PLACE = 0.3  # what it gains by how well its place answers as a whole
_SO_MANY = 0.15  # what it gains by naming just as many things as are asked for
_RANK = 0.3  # what it gains by its passage's place among the hits
_LABEL = 0.15  # what a heading or label loses: it names and does not say
_ASKS = 0.25  # what a sentence loses that itself asks
_LONG = 0.05  # what it loses for each doubling of its length beyond a usual sentence: long rows match anything
_USUAL = 70  # characters
_CLOSE = 0.88  # a second sentence is given when it is nearly as good as the first
_AS_SPECIFIC = 0.75
_MOST = 3  # sentences, unless a list is asked for
_LIST = 12
_UNMARKED = 6  # sentences taken as the entries of a list that has no marks
_REACH = 3  # how far from the best sentence one that completes it may stand
_LOOKED_AT = 10  # passages
_HEAD = 400  # characters of a paper's beginning that say what it is
_OPENS = re.compile(r"[:：]$|(?:次|以下|下記|左記)の(?:とおり|各号|\S{1,6})|次に掲げる|掲げるとおり|^記$")
_ASKING = re.compile(
    r"伺い|お尋ねし|お聞きし|質問し|(?:お聞かせ|お示し|お答え)(?:ください|願い)|(?:でしょう|ます|です|いかが)か[。．]?$"
)
_ANNOUNCING = re.compile(
    r"(?:お答え|御?(?:報告|説明|答弁)|申し(?:上|述)べ?)(?:を?(?:いた)?し|げ)?(?:ます|させていただきます)[。．]?$"
)
_NUMBERING = re.compile(r"^[\s\d.()・-]+|第\d+[号回条章節項]|\([^()]*\)")
_MARKED = re.compile(r"^\s*(?:[・●○◎◆■□▶*※＊-]|[(（]?[\d０-９一二三四五六七八九十ア-ン①-⑳]{1,2}[)）.．、 　])")

Place = Callable[[str, int], tuple[int | None, str, str]]


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


class ExtractiveEngine:
    """Answers from the hits alone.

    `place` says, for a paper's id and an offset in its text, the page, the label, and how a table row there reads out;
    `rarity` how much a word tells; `head` how a paper begins.
    """

    name = "extract"

    def __init__(self, place: Place, rarity: Rarity, head: Callable[[str], str]) -> None:
        self._place, self._rarity, self._head = place, rarity, head

    def answer(
        self, question: str, read_as: ReadAs, hits: Sequence[Hit], earlier: Sequence[Earlier] = ()
    ) -> Iterator[Piece | Answered]:
        """The answer as one event; there is nothing to wait for."""
        del earlier  # the question that arrives here stands alone
        asked = read(question, read_as.filters, today=read_as.today)
        parts = parts_of(asked, self._rarity)
        reads = [self._read(hit) for hit in hits[:_LOOKED_AT]]
        units = sorted(_units(reads, asked, parts), key=lambda unit: (-unit.score, unit.read.hit.rank, unit.n))
        if not units or _carried(units[0]) < ENOUGH:
            yield Answered(Answer(question, read_as, abstained=True, engine=self.name, nearest=tuple(hits[:3])))
            return
        yield Answered(self._compose(question, read_as, _choose(units, asked)))

    def _read(self, hit: Hit) -> Sentences:
        document = hit.document
        paper = f"{document.title}\n{document.source}\n{self._head(document.id)[:_HEAD]}"
        return read_hit(hit, paper, lambda offset: self._place(document.id, offset)[2])

    def _compose(self, question: str, read_as: ReadAs, chosen: Sequence[Unit]) -> Answer:
        said, citations = [], []
        for number, unit in enumerate(chosen, 1):
            hit, (start, end) = unit.read.hit, unit.read.spans[unit.n]
            start, end = start + hit.passage.start, end + hit.passage.start
            page, label, _ = self._place(hit.document.id, start)
            text = " ".join(unit.read.said[unit.n].split())
            verdict, reason = verify(text, [unit.text], f"{text}\n{hit.document.title}")
            said.append(Sentence(text, (number,), verdict, reason))
            citations.append(Citation(number, hit.passage, hit.document, unit.text, start, end, page, label))
        return Answer(question, read_as, tuple(said), tuple(citations), engine=self.name)


def _units(reads: Sequence[Sentences], asked: Question, parts: Parts) -> Iterator[Unit]:
    for read_ in reads:
        for n in range(len(read_.spans)):
            fits = _fits(read_, n, asked)
            carried = share(parts, read_, n)
            score = (1 - _SPECIFIC) * carried.own + _SPECIFIC * carried.specific + _PLACE * carried.place
            score += _RANK * read_.hit.score
            score += _OF_THE_KIND if fits and asked.asked[0] not in (Asked.OTHER, Asked.LIST) else 0.0
            if any(count in squeeze(read_.said[n]) for count in parts.counts):
                score += _SO_MANY
            if Asked.LIST in asked.asked and _OPENS.search(read_.text_of(n)):
                score += _OF_THE_KIND
            yield Unit(read_, n, score - _burden(read_, n), carried.specific, carried.place, fits)


def _fits(read_: Sentences, n: int, asked: Question, kind: Asked | None = None) -> bool:
    text = read_.text_of(n)
    return holds(fold(f"{text}\n{read_.said[n]}"), kind or asked.asked[0], fold(asked.text))


def _burden(read_: Sentences, n: int) -> float:
    """What speaks against a sentence: that it only names, asks or announces, or that it is long."""
    text = read_.text_of(n)
    burden = _LONG * max(0.0, math.log2(len(text) / _USUAL))
    if _is_label(read_, n) or _names_columns(read_, n):
        burden += _LABEL
    if _repeats_title(read_, n):
        burden += 2 * _LABEL
    return burden + (_ASKS if _ASKING.search(text) or _ANNOUNCING.search(text) else 0.0)


def _is_label(read_: Sentences, n: int) -> bool:
    """Whether a line only names something: short, no full stop, no row, and no figure but its own number."""
    text = read_.text_of(n)
    return len(text) < 40 and not re.search(r"[。\t]", text) and not re.search(r"\d", _NUMBERING.sub("", fold(text)))


def _names_columns(read_: Sentences, n: int) -> bool:
    """Whether a row is the head of the rows below it: the next row reads out with its cells as names."""
    cells = [cell for cell in read_.text_of(n).split("\t") if cell.strip()]
    below = squeeze(read_.said[n + 1]) if n + 1 < len(read_.said) else ""
    return len(cells) > 1 and all(squeeze(cell) in below for cell in cells)


def _repeats_title(read_: Sentences, n: int) -> bool:
    """Whether a line says again what title or heading say."""
    text, title = squeeze(read_.text_of(n)), squeeze(read_.hit.document.title)
    return text in title + squeeze(read_.hit.passage.heading) or (title in text and len(text) < 1.5 * len(title))


def _carried(best: Unit) -> float:
    """How well the place of the best sentence answers the question as a whole."""
    return best.place if best.fits else best.place * _OF_ANOTHER_KIND


def _choose(units: Sequence[Unit], asked: Question) -> list[Unit]:
    """The best sentence; the list it opens, or what stands beside it and completes it; others nearly as good."""
    best = units[0]
    listed = Asked.LIST in asked.asked
    chosen = [best]
    if listed or _OPENS.search(best.text):
        chosen += _opened(best, units)
        if len(chosen) > 1 and listed:
            return chosen
    most = max(_MOST, len(chosen))
    chosen += _completing(chosen, units, asked)
    said = {unit.text for unit in chosen}
    for unit in units[1:]:
        if len(chosen) >= most or unit.score < _CLOSE * best.score:
            break
        says_more = unit.text not in said and not _names_columns(unit.read, unit.n)
        if says_more and unit.specific >= _AS_SPECIFIC * best.specific:
            chosen.append(unit)
            said.add(unit.text)
    return chosen[:most]


def _completing(chosen: Sequence[Unit], units: Sequence[Unit], asked: Question) -> list[Unit]:
    """Neighbours of the best sentence that hold what it lacks: a kind of thing asked for, the matter it announces."""
    best = chosen[0]
    near = {u.n: u for u in units if u.read is best.read and u not in chosen and not _is_label(u.read, u.n)}
    by_distance = sorted(near, key=lambda n: (abs(n - best.n), n < best.n))
    more: list[Unit] = []
    for kind in asked.asked:
        if kind in (Asked.LIST, Asked.OTHER) or any(_fits(u.read, u.n, asked, kind) for u in (*chosen, *more)):
            continue
        close = (near[n] for n in by_distance if abs(n - best.n) <= _REACH and _fits(best.read, n, asked, kind))
        if (unit := next(close, None)) is not None:
            more.append(unit)
    if _is_label(best.read, best.n):  # what stands under a heading, up to the next
        under = [u for u in units if u.read is best.read and 0 < u.n - best.n <= _REACH]
        more += [unit for unit in sorted(under, key=lambda unit: unit.n) if unit not in more]
    elif _ANNOUNCING.search(best.text):
        more += [near[n] for n in range(best.n + 1, best.n + 1 + _REACH) if n in near and near[n] not in more]
    return more


def _opened(best: Unit, units: Sequence[Unit]) -> list[Unit]:
    """The list that a sentence opens: the entries or rows that follow it, up to one that is no entry."""
    by_place = {unit.n: unit for unit in units if unit.read is best.read}
    taken: list[Unit] = []
    for n in range(best.n + 1, len(best.read.spans)):
        unit = by_place[n]
        entry = bool(_MARKED.match(unit.text)) or "\t" in unit.text
        if not entry and (taken or n > best.n + 2):
            break
        if entry:
            taken.append(unit)
        if len(taken) == _LIST:
            break
    if len(taken) < 2 and _OPENS.search(best.text):  # entries without marks
        following = (by_place[n] for n in range(best.n + 1, len(best.read.spans)))
        taken = [unit for unit in following if len(unit.text) > 2][:_UNMARKED]
    return taken
