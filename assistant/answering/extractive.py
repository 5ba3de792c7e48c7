"""Answering without a model: the sentences and table rows of the papers that answer, verbatim, each cited.

A sentence is weighed by how much of the question it carries, rare parts of it most, by what stands around it (its
heading, its passage, its paper), and by whether it holds the kind of thing asked for. When the best of them carries
too little of the question, the papers do not say, and that is the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.answer_kinds import holds
from assistant.answering.query import Asked, Question, read
from assistant.answering.values import Answer, Answered, Citation, Earlier, Hit, Piece, ReadAs, Sentence
from assistant.answering.verification import verify
from ingest.japanese import sentences, tokens
from ingest.japanese.folding import fold, squeeze

# How much of the question the best unit and what stands around it must carry for an answer to be given.
ENOUGH = 0.5
_AROUND = 0.5  # the worth of a part of the question that stands in the heading or beside the sentence
_OF_THE_PAPER = 0.3  # ... or only in the paper's title and name
_OF_THE_KIND = 0.25  # for holding the kind of thing asked for
_RANK = 0.35  # for the passage's own place among the hits
_CLOSE = 0.86  # a second sentence is given when it is nearly as good as the first
_MOST = 3  # sentences, unless a list is asked for
_LIST = 12
_LOOKED_AT = 10  # passages
_OPENS = re.compile(r"(?:[:：]|次のとおり(?:です|である)?。?|以下のとおり(?:です|である)?。?|下記のとおり.*)$")
_HIRAGANA = re.compile(r"[ぁ-ん]+")

Place = Callable[[str, int], tuple[int | None, str, str]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a table row of a passage; `start` and `end` are offsets in the paper's text."""

    hit: Hit
    start: int
    end: int
    text: str
    said: str  # as it is shown: a row with its column names
    searched: str  # squeezed, with the column names
    around: str  # the heading and the passage, squeezed


class ExtractiveEngine:
    """Answers from the hits alone.

    `place` says, for a paper's id and an offset in its text, the page, the label, and how a table row there reads out.
    """

    name = "extract"

    def __init__(self, place: Place) -> None:
        self._place = place

    def answer(
        self, question: str, read_as: ReadAs, hits: Sequence[Hit], earlier: Sequence[Earlier] = ()
    ) -> Iterator[Piece | Answered]:
        """The answer as one event; there is nothing to wait for."""
        del earlier  # the question that arrives here stands alone
        asked = read(question)
        units = [unit for hit in hits[:_LOOKED_AT] for unit in self._units(hit)]
        weights = _weights(asked, units)
        ranked = sorted(
            ((_score(unit, asked, weights), n) for n, unit in enumerate(units)), key=lambda s: (-s[0], s[1])
        )
        if not ranked or _carried(units[ranked[0][1]], asked, weights, units) < ENOUGH:
            yield Answered(Answer(question, read_as, abstained=True, engine=self.name, nearest=tuple(hits[:3])))
            return
        chosen = _choose(ranked, units, asked)
        yield Answered(self._compose(question, read_as, chosen))

    def _units(self, hit: Hit) -> list[Unit]:
        passage = hit.passage
        around = squeeze(f"{passage.heading}\n{passage.index}\n{passage.text}")
        units = []
        for start, end in sentences.split(passage.text):
            text = passage.text[start:end]
            read_out = ""
            if "\t" in text:
                _, _, read_out = self._place(passage.document, passage.start + start)
            searched = squeeze(text + read_out)
            units.append(
                Unit(hit, passage.start + start, passage.start + end, text, read_out or text, searched, around)
            )
        return units

    def _compose(self, question: str, read_as: ReadAs, chosen: Sequence[Unit]) -> Answer:
        said, citations = [], []
        for number, unit in enumerate(chosen, 1):
            page, label, _ = self._place(unit.hit.document.id, unit.start)
            citation = Citation(
                number, unit.hit.passage, unit.hit.document, unit.text, unit.start, unit.end, page, label
            )
            text = " ".join(unit.said.split()) if unit.said is unit.text else unit.said
            verdict, reason = verify(text, [unit.text], f"{unit.said}\n{unit.hit.document.title}")
            said.append(Sentence(text, (number,), verdict, reason))
            citations.append(citation)
        return Answer(question, read_as, tuple(said), tuple(citations), engine=self.name)


def _weights(asked: Question, units: Sequence[Unit]) -> dict[str, float]:
    """The worth of each 2-gram of the question: the fewer of the units have it, the more it tells."""
    grams = [gram for gram in dict.fromkeys(tokens.bigrams(asked.terms)) if not _HIRAGANA.fullmatch(gram)]
    count = len(units)
    return {gram: math.log(1 + (count + 0.5) / (sum(gram in unit.searched for unit in units) + 0.5)) for gram in grams}


def _score(unit: Unit, asked: Question, weights: dict[str, float]) -> float:
    paper = squeeze(f"{unit.hit.document.title}{unit.hit.document.source}")
    whole = sum(weights.values()) or 1.0
    carried = sum(
        weight * (1.0 if g in unit.searched else _AROUND if g in unit.around else _OF_THE_PAPER if g in paper else 0.0)
        for g, weight in weights.items()
    )
    kind = _OF_THE_KIND if _answers(unit, asked) else 0.0
    short = 0.15 if len(unit.searched) < 8 else 0.0  # a label or a heading says nothing
    return carried / whole + kind + _RANK * unit.hit.score - short


def _answers(unit: Unit, asked: Question) -> bool:
    return asked.asked not in (Asked.OTHER, Asked.LIST) and holds(
        fold(unit.said + "\t" * ("\t" in unit.text)), asked.asked, fold(asked.text)
    )


def _carried(best: Unit, asked: Question, weights: dict[str, float], units: Sequence[Unit]) -> float:
    """The share of the question that the best unit carries with all that stands around it."""
    paper = squeeze(f"{best.hit.document.title}{best.hit.document.source}")
    whole = sum(weights.values()) or 1.0
    return sum(weight for g, weight in weights.items() if g in best.around or g in best.searched or g in paper) / whole


def _choose(ranked: Sequence[tuple[float, int]], units: Sequence[Unit], asked: Question) -> list[Unit]:
    """The best unit, what it opens, and others nearly as good; in the order of the paper within one passage."""
    best_score, best = ranked[0]
    chosen = [best]
    first = units[best]
    wanted = _LIST if asked.asked is Asked.LIST else _MOST
    if _OPENS.search(first.text) or (len(first.text) < 40 and not re.search(r"[。．]$|\t", first.text)):
        chosen += [n for n in range(best + 1, min(best + wanted, len(units))) if units[n].hit is first.hit]
    for score, n in ranked[1:]:
        if len(chosen) >= wanted or score < _CLOSE * best_score:
            break
        if n not in chosen and units[n].searched not in {units[c].searched for c in chosen}:
            chosen.append(n)
    return [units[n] for n in chosen[:wanted]]
