"""Answering without a model: the sentences and table rows of the papers that answer, verbatim, each cited.

Each sentence of the best passages is weighed by how much of the question it carries, by its passage's place among the
hits, and by whether it holds the kind of thing asked for. When the best place carries too little of the question, the
papers do not say, and that is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from assistant.answering.answer_kinds import with_measures
from assistant.answering.choosing import choose
from assistant.answering.coverage import Paper, Sentences, paper_of, read_hit
from assistant.answering.held import asks_when_held, held
from assistant.answering.listed import LONGEST
from assistant.answering.parts import Parts, Rarity, parts_of
from assistant.answering.query import Question, read
from assistant.answering.speeches import Turn, asks_a_position, is_answer, speeches
from assistant.answering.stretches import Quote, Stretch
from assistant.answering.totals import Sum, asks_for_a_sum, sum_in
from assistant.answering.units import Unit, best_first, carried, of_what_is_asked, units_of
from assistant.answering.values import Answer, Answered, Citation, Earlier, Hit, Piece, ReadAs, Sentence
from assistant.answering.verification import verify
from ingest.japanese.folding import fold
from ingest.model import Passage, Role

# The share of the question that the best place must carry for an answer to be given.
ENOUGH = 0.44
_LOOKED_AT = 10  # passages
_ANSWERS = 6  # answers of an assembly that are looked at
_BESIDE = 2  # passages before and after one of minutes that may go on with its matter
_ONWARD = 20  # passages that a list or a table may go on in
_SUMMED = 3  # papers that are looked through for sums
_OF_ALL = (Sum.OF_ALL, Sum.UNNAMED)
_FIRST = 4  # passages of a paper that its head may take
_HEAD = 400  # characters of a paper's beginning that say what it is
_NOT_ALL = f"一覧が長いため、{LONGEST}件までを挙げています。続きは出典の資料で確かめてください。"

Place = Callable[[str, int], tuple[int | None, str, str]]


class Papers(Protocol):
    """The library, as far as an answer needs it."""

    def head(self, document_id: str) -> str: ...
    def passages(self, document_id: str) -> Sequence[Passage]: ...
    def exchange(self, document_id: str, number: int) -> Sequence[Passage]: ...
    def neighbours(self, passage: Passage, before: int, after: int) -> Sequence[Passage]: ...


class ExtractiveEngine:
    """Answers from the hits, and from what was said beside them in the same sitting.

    `place` says, for a paper's id and an offset in its text, the page, the label, and how a table row there reads out;
    `rarity` how much a word tells.
    """

    name = "extract"

    def __init__(self, papers: Papers, place: Place, rarity: Rarity) -> None:
        self._papers, self._place, self._rarity = papers, place, rarity

    def answer(
        self, question: str, read_as: ReadAs, hits: Sequence[Hit], earlier: Sequence[Earlier] = ()
    ) -> Iterator[Piece | Answered]:
        """The answer as one event; there is nothing to wait for."""
        del earlier  # the question that arrives here stands alone
        asked = with_measures(read(question, read_as.filters, today=read_as.today))
        look = _Look(self._papers, self._place, asked, parts_of(asked, self._rarity))
        hits = hits[:_LOOKED_AT]
        chosen = look.chosen((*hits, *look.sums(hits)))
        if chosen:
            yield Answered(self._compose(question, read_as, chosen))
        else:
            yield Answered(Answer(question, read_as, abstained=True, engine=self.name, nearest=tuple(hits[:3])))

    def _compose(self, question: str, read_as: ReadAs, chosen: Sequence[Stretch]) -> Answer:
        said: list[Sentence] = []
        citations: list[Citation] = []
        for stretch in chosen[:LONGEST]:
            proof = [self._cite(quote, number) for number, quote in enumerate(stretch.quotes, len(citations) + 1)]
            context = f"{stretch.said}\n{proof[0].document.title}"
            verdict, reason = verify(stretch.said, [citation.quote for citation in proof], context)
            said.append(Sentence(stretch.said, tuple(citation.number for citation in proof), verdict, reason))
            citations += proof
        notice = _NOT_ALL if len(chosen) > LONGEST else ""
        return Answer(question, read_as, tuple(said), tuple(citations), engine=self.name, notice=notice)

    def _cite(self, quote: Quote, number: int) -> Citation:
        document = quote.hit.document
        page, label, _ = self._place(document.id, quote.start)
        return Citation(number, quote.hit.passage, document, quote.text, quote.start, quote.end, page, label)


@dataclass(slots=True)
class _Look:
    """One question's look at the papers. What is met again is not read again."""

    papers: Papers
    place: Place
    asked: Question
    parts: Parts
    heads: dict[str, Paper] = field(default_factory=dict)
    seen: dict[str, Sentences] = field(default_factory=dict)

    def chosen(self, hits: Sequence[Hit]) -> list[Stretch]:
        """What answers; nothing where the best place carries too little of the question."""
        units = best_first(of_what_is_asked(self._units(hits), self.parts), self.asked)
        if asks_when_held(self.asked):
            return [Stretch((unit,)) for unit in held(self.asked, self.parts, hits, units, self._opening)]
        if not units or (carried(units, self.asked) < ENOUGH and self._asked_there(hits[0]) < ENOUGH):
            return []
        if asks_a_position(hits[0], self.asked):
            turns = [self._turn(hit) for hit in hits if is_answer(hit)][:_ANSWERS]
            if answers := speeches(turns, self.asked, self.parts):
                return answers
        if asks_for_a_sum(fold(self.asked.text)) and len(self.asked.asked) == 1 and self._sums_all(units[0]):
            units = [unit for unit in units if self._sums_all(unit)]
        before, after = partial(self._along, back=True), partial(self._along, back=False)
        return [Stretch((unit,)) for unit in choose(units, self.asked, self.parts, before, after)]

    def _opening(self, hit: Hit) -> list[Unit]:
        """The first sentences of a hit's paper, in order."""
        first = self.papers.passages(hit.document.id)[:_FIRST]
        return [unit for one in first for unit in self._units([replace(hit, passage=one)])]

    def _sums_all(self, unit: Unit) -> bool:
        return sum_in(unit.text, self.parts) is Sum.OF_ALL

    def _along(self, unit: Unit, *, back: bool) -> Iterator[Unit]:
        """What stands after a sentence or row in its paper, or before it; in minutes as far as its turn goes."""
        hit, step = unit.read.hit, -1 if back else 1
        here = sorted(self._units([hit]), key=lambda one: step * one.n)
        yield from (one for one in here if step * one.n > step * unit.n)
        for passage in self._beyond(hit.passage, step):
            yield from sorted(self._units([replace(hit, passage=passage)]), key=lambda one: step * one.n)

    def _beyond(self, passage: Passage, step: int) -> Iterator[Passage]:
        """The passages after one in its turn, or before it, the nearest first; read as they are asked for."""
        for _ in range(_ONWARD):
            near = self.papers.neighbours(passage, int(step < 0), int(step > 0))
            if not near or near[0].turn != passage.turn:
                return
            passage = near[0]
            yield passage

    def sums(self, hits: Sequence[Hit]) -> list[Hit]:
        """Where a sum is asked for, the other passages that give one in the papers found; none of what was spoken.

        A row of sums names little of what is asked for, so a search finds it late.
        """
        if not asks_for_a_sum(fold(self.asked.text)):
            return []
        found = {hit.passage.id for hit in hits}
        papers = {hit.document.id: hit for hit in reversed(hits) if hit.passage.turn is None}
        return [
            replace(hit, passage=passage)
            for hit in sorted(papers.values(), key=lambda hit: hit.rank)[:_SUMMED]
            for passage in self.papers.passages(hit.document.id)
            if passage.id not in found and self._gives_a_sum(passage)
        ]

    def _gives_a_sum(self, passage: Passage) -> bool:
        return any(sum_in(line, self.parts) in _OF_ALL for line in passage.text.splitlines())

    def _units(self, hits: Iterable[Hit]) -> Iterator[Unit]:
        return units_of([self._read(hit) for hit in hits], self.asked, self.parts)

    def _asked_there(self, best: Hit) -> float:
        """How well the question that the best hit answers in a sitting carries this one.

        An answer need not repeat what it was asked.
        """
        if not asks_a_position(best, self.asked) or best.passage.exchange is None:
            return 0.0
        there = self.papers.exchange(best.document.id, best.passage.exchange)
        questions = [replace(best, passage=passage) for passage in there if passage.role is Role.QUESTIONER]
        return max((unit.place for unit in self._units(questions)), default=0.0)

    def _turn(self, hit: Hit) -> Turn:
        near = self.papers.neighbours(hit.passage, _BESIDE, _BESIDE)
        said = [hit.passage, *(one for one in near if one.turn == hit.passage.turn)]
        said.sort(key=lambda passage: passage.ordinal)
        return Turn(hit, tuple(self._units(replace(hit, passage=passage) for passage in said)))

    def _read(self, hit: Hit) -> Sentences:
        document = hit.document
        if document.id not in self.heads:
            head = self.papers.head(document.id)[:_HEAD]
            self.heads[document.id] = paper_of(f"{document.title}\n{document.source}\n{head}")
        if hit.passage.id not in self.seen:
            paper = self.heads[document.id]
            self.seen[hit.passage.id] = read_hit(hit, paper, lambda offset: self.place(document.id, offset)[2])
        seen = self.seen[hit.passage.id]
        return seen if seen.hit is hit else replace(seen, hit=hit)
