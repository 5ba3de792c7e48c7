"""Finding passages: BM25 of words and of character 2-grams, half and half, and vectors where a model gives them.

Each score is divided by the best of its kind for the question before they are added; on Japanese that beats
rank fusion and either half alone (docs/quality.md).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Protocol

from assistant.answering.coverage import is_same
from assistant.answering.exchanges import Scored, linked
from assistant.answering.held import asks_when_held
from assistant.answering.narrowing import (
    admits,
    against,
    holds_papers,
    last_held,
    lets_in,
    names_meeting,
    settled,
    without,
)
from assistant.answering.query import Question
from assistant.answering.values import Found, Hit
from assistant.answering.wanted import Wanted, is_spoken_by, meets
from ingest.japanese import tokens
from ingest.japanese.dates import dates
from ingest.japanese.folding import fold, squeeze
from ingest.library.library import Library
from ingest.model import BETWEEN_HEADINGS, Document, Filters, Passage, Person, Role
from ingest.structure.bills import bill

_DEPTH = 400  # passages that each half brings
_LOOKED_AT = 60  # of them that are looked at as passages
_QUESTIONS_AMONG = 100  # ... and so many for questions of minutes
_CARRIED = 0.3  # share of the ranking for how much of the question a passage carries
_NAMED = 0.2  # what the paper's name and first lines, and a bill's heading, may add
_HEAD = 600  # characters of a paper's first page that say what it is
_FIRST_WORDS = 100  # ... and of those that say what it is called
_HIRAGANA = re.compile(r"[ぁ-ん]+")
# What a mark of the paper that the question names is worth where it agrees, and where it does not: the number of a
# meeting tells more than a year, which other papers speak of too.
_AGREES = {
    "meeting_number": (1.25, 0.6),
    "session_number": (1.2, 0.7),
    "session_month": (1.2, 0.7),
    "date": (1.25, 1.0),
}
_AGREES_ELSE = (1.15, 1.0)
_OF_THE_KIND = 1.1
_OF_THE_NAME = 1.2
_THEIRS, _ANOTHERS = 1.4, 0.7
_NAMES_THE_MEETING = 2.0  # for a passage that names the meeting of which day and place are asked for
_OF_THE_DAY = 1.3  # for a passage that names the day asked for: 6/12 in a row
_ASIDE = 0.6  # for an attendance list or an agenda, unless it is asked for
_OF_ASIDES = re.compile(r"出席|欠席|参加者|委員|議員|日程|次第|議題|目次|誰")


class Ranked(Protocol):
    """What the words view found: passage ids with their BM25 by words and by 2-grams."""

    @property
    def words(self) -> Mapping[str, float]: ...
    @property
    def grams(self) -> Mapping[str, float]: ...


class Words(Protocol):
    """The words view, as far as a search needs it."""

    def search(
        self, words: Sequence[str], grams: Sequence[str], person: Person, filters: Filters, k: int = 400
    ) -> Ranked: ...


class Vectors(Protocol):
    """The vectors view, as far as a search needs it."""

    def search(self, question: str, person: Person, filters: Filters, k: int = 100) -> Sequence[tuple[str, float]]: ...


class Retriever:
    """Finds the passages of a library that a person may read; `vector_weight` is the vectors' share of the ranking."""

    def __init__(
        self, library: Library, words: Words, vectors: Vectors | None = None, vector_weight: float = 0.0
    ) -> None:
        if not 0.0 <= vector_weight <= 1.0:
            raise ValueError(f"vector_weight must lie between 0 and 1, not {vector_weight!r}")
        self._library, self._words = library, words
        self._vectors, self._weight = vectors, vector_weight
        self._cards: dict[str, str] = {}

    def search(self, question: Question, person: Person, k: int = 10) -> Found:
        """The best `k` passages for the question, within its filters and what it is held to.

        What would leave nothing is let go of; `read_as` of what was found says so.
        """
        papers = self._papers(question, person) if holds_papers(question) else ()
        asked, question = question, settled(question, papers)
        if "meeting_number" in asked.wanted.required - question.wanted.required:
            held = settled(asked, papers, keeping="meeting_number")
            hits = self._hits(held, papers, person, k)
            if any(names_meeting(held.wanted, hit.passage) for hit in hits):
                return Found(held.read_as, hits)
        while not (hits := self._hits(question, papers, person, k)) and (key := last_held(question)) is not None:
            question = without(question, [key])
        return Found(question.read_as, hits)

    def _hits(self, question: Question, papers: Sequence[Document], person: Person, k: int) -> tuple[Hit, ...]:
        scores, sure = self._scores(question, papers, person)
        found = [
            # Further down only the questions of minutes are worth a look: their answers may come first.
            one
            for n, one in enumerate(self._held(question, scores, sure, person))
            if n < _LOOKED_AT or one.passage.role is Role.QUESTIONER
        ]
        parts = _parts(question)
        weighed = linked(
            self._weighed(question, parts, found),
            parts,
            self._library.exchange,
            shares,
            asks_answer=bool(question.read_as.values.get("asks_answer")),
            favours=lambda passage: _spoken_by(passage, question.wanted),
        )
        if "must" in question.wanted.required:  # an answer that comes in through its question may lack the phrase
            weighed = [one for one in weighed if lets_in(question, one.document, one.passage, self._called)]
        top = (weighed[0].score if weighed else 0.0) or 1.0
        return tuple(Hit(rank, one.passage, one.document, one.score / top) for rank, one in enumerate(weighed[:k], 1))

    def _held(
        self, question: Question, scores: Mapping[str, float], sure: Iterable[str], person: Person
    ) -> list[Scored]:
        """The best passages that are within what the question is held to: of all, and of those `sure` to be."""
        best = {*_in_order(scores, scores)[:_QUESTIONS_AMONG], *_in_order(scores, sure)[:_QUESTIONS_AMONG]}
        passages = self._library.passages_by_id(_in_order(scores, best))
        # The views may lag behind the library, so it has the last word on who may read what.
        by_id = self._library.documents_by_id({one.document for one in passages.values()}, person)
        found = [Scored(scores[id], one, by_id[one.document]) for id, one in passages.items() if one.document in by_id]
        held = [one for one in found if lets_in(question, one.document, one.passage, self._called)]
        return held[:_QUESTIONS_AMONG]

    def _papers(self, question: Question, person: Person) -> tuple[Document, ...]:
        """The papers that the person may read and chose to search."""
        return tuple(one for one in self._library.documents(person) if admits(question.read_as.filters, one))

    def _weighed(self, question: Question, parts: Sequence[str], found: Sequence[Scored]) -> list[Scored]:
        """The same passages, best first, by what else speaks for them.

        BM25 lets a passage win by one word said often. So the share of the question that a passage carries counts
        too, each part once and rare parts most; and the paper's own name and first lines say what it is about, of
        several bills the heading that a passage stands under.
        """
        carried = shares(parts, [_said(one.passage) for one in found])
        names = [f"{self._card(one.document)}{_bills(one.passage)}" for one in found]
        each = list(dict.fromkeys(names))
        named = dict(zip(each, shares(parts, each), strict=True))
        weighed = [
            replace(
                one,
                score=((1 - _CARRIED) * one.score + _CARRIED * share)
                * (1 + _NAMED * named[name])
                * _prior(one.document, one.passage, question),
            )
            for one, share, name in zip(found, carried, names, strict=True)
        ]
        return sorted(weighed, key=lambda one: (-one.score, one.passage.id))

    def _card(self, document: Document) -> str:
        """What a paper says of itself: title, file name, first lines; squeezed, and kept for the next question."""
        if document.id not in self._cards:
            head = self._library.head(document.id)[:_HEAD]
            self._cards[document.id] = squeeze(f"{document.title}{document.source}{head}")
        return self._cards[document.id]

    def _called(self, document: Document) -> str:
        """What a paper calls itself: title, file name and first words, squeezed."""
        return self._card(document)[: len(document.title) + len(document.source) + _FIRST_WORDS]

    def _scores(
        self, question: Question, papers: Sequence[Document], person: Person
    ) -> tuple[dict[str, float], frozenset[str]]:
        """What each passage found scores, and which of them were looked for by what the question is held to.

        Papers that agree with it are searched by themselves too, and a phrase is looked for by itself: among all that
        is found they may lie too deep.
        """
        filters, sure = question.read_as.filters, frozenset[str]()
        words, grams, near = self._ranked(question, filters, person)
        agreeing = [paper.id for paper in papers if not against(question.wanted, paper)]
        if 0 < len(agreeing) < len(papers):
            found = self._ranked(question, replace(filters, documents=tuple(agreeing)), person)
            words, grams, near = words | found[0], grams | found[1], near | found[2]
            sure = frozenset().union(*found)
        scores = fuse([words, grams], [0.5, 0.5])
        scores = fuse([scores, near], [1 - self._weight, self._weight]) if near else scores
        if "must" in question.wanted.required:
            phrases = [gram for phrase in question.must for gram in tokens.bigrams(fold(phrase))]
            said = self._words.search([], phrases, person, filters, _QUESTIONS_AMONG).grams
            return dict.fromkeys(said, 0.0) | scores, sure | said.keys()
        return scores, sure

    def _ranked(
        self, question: Question, filters: Filters, person: Person
    ) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
        """The best passages by words, by 2-grams, and where vectors count by nearness."""
        terms = question.terms
        found = self._words.search(tokens.words(terms), tokens.bigrams(terms), person, filters, _DEPTH)
        near = dict[str, float]()
        if self._vectors is not None and self._weight > 0:
            near = dict(self._vectors.search(question.text, person, filters, _DEPTH))
        return dict(found.words), dict(found.grams), near


def _parts(question: Question) -> list[str]:
    """What a passage may carry of a question: its pairs of characters, without those of kana alone."""
    return [gram for gram in dict.fromkeys(tokens.bigrams(question.terms)) if not _HIRAGANA.fullmatch(gram)]


def _in_order(scores: Mapping[str, float], ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=lambda id: (-scores[id], id))


def _said(passage: Passage) -> str:
    return squeeze(f"{passage.heading}\n{passage.index}\n{passage.text}")


def _bills(passage: Passage) -> str:
    """The headings above a passage and those in it, where they begin with a bill's; squeezed."""
    paths = dict.fromkeys((passage.heading, *(path for _, path in passage.headings)))
    return squeeze("".join(path for path in paths if bill(path.partition(BETWEEN_HEADINGS)[0])))


def fuse(rankings: Sequence[Mapping[str, float]], weights: Sequence[float]) -> dict[str, float]:
    """The weighted sum of rankings, each divided by its own best."""
    fused: dict[str, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        best = max(ranking.values(), default=0.0)
        for id, score in ranking.items():
            if best > 0:
                fused[id] = fused.get(id, 0.0) + weight * score / best
    return fused


def shares(parts: Sequence[str], texts: Sequence[str]) -> list[float]:
    """For each text the share of `parts` that occur in it, 0 to 1, each weighed by how few of the texts have it."""
    once = list(dict.fromkeys(parts))
    held = [[part for part in once if part in text] for text in texts]  # the costly part: looked for once
    having = Counter(chain.from_iterable(held))
    weights = {p: math.log(1 + (len(texts) - having[p] + 0.5) / (having[p] + 0.5)) for p in once if p in having}
    whole = sum(weights.values()) or 1.0
    return [sum(weights[part] for part in parts_held) / whole for parts_held in held]


def _spoken_by(passage: Passage, wanted: Wanted) -> float:
    """What it is worth that the person or the office asked for speaks, or that another does."""
    theirs = is_spoken_by(wanted, passage.speaker)
    return 1.0 if theirs is None else _THEIRS if theirs else _ANOTHERS


def _prior(document: Document, passage: Passage, question: Question) -> float:
    """What speaks for a passage besides its words: the paper's year, day, meeting and kind, a quoted phrase in it."""
    weight = _spoken_by(passage, question.wanted)
    for mark, agrees in meets(question.wanted, document).items():
        if mark == "meeting_number" and not agrees and names_meeting(question.wanted, passage):
            continue  # another meeting's paper that speaks of the one asked for
        weight *= _AGREES.get(mark, _AGREES_ELSE)[not agrees]
    if question.wanted.kinds and document.kind in question.wanted.kinds:
        weight *= _OF_THE_KIND
    if passage.aside and not _OF_ASIDES.search(question.terms):
        weight *= _ASIDE
    if document.source in question.wanted.sources:
        weight *= _OF_THE_NAME
    if question.wanted.meeting_number is not None and asks_when_held(question):
        weight *= _NAMES_THE_MEETING if names_meeting(question.wanted, passage) else 1.0
    if _names_a_day(passage, question):
        weight *= _OF_THE_DAY
    for phrase in question.must:
        weight *= 1.5 if squeeze(phrase) in squeeze(passage.text) else 0.7
    return weight


def _names_a_day(passage: Passage, question: Question) -> bool:
    """Whether a passage names the day that a question names, as far as both do."""
    days = [when for when in question.whens if when.day is not None]
    if not days:
        return False
    named = dates(f"{passage.index}\n{passage.text}")
    return any(is_same(day, other) for day in days for other in named if other.day is not None)
