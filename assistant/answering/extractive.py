"""Answering without a model: the sentences and table rows of the papers that answer, verbatim, each cited.

Each sentence of the best passages is weighed by how much of the question it carries, by its passage's place among the
hits, and by whether it holds the kind of thing asked for. When the best place carries too little of the question, the
papers do not say, and that is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.answering.choosing import Stretch, stretches
from assistant.answering.coverage import Rarity, Sentences, parts_of, read_hit
from assistant.answering.query import read
from assistant.answering.units import carried, units_of
from assistant.answering.values import Answer, Answered, Citation, Earlier, Hit, Piece, ReadAs, Sentence
from assistant.answering.verification import verify

# The share of the question that the best place must carry for an answer to be given.
ENOUGH = 0.44
_LOOKED_AT = 10  # passages
_HEAD = 400  # characters of a paper's beginning that say what it is

Place = Callable[[str, int], tuple[int | None, str, str]]


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
        units = sorted(units_of(reads, asked, parts), key=lambda unit: (-unit.score, unit.read.hit.rank, unit.n))
        if not units or carried(units) < ENOUGH:
            yield Answered(Answer(question, read_as, abstained=True, engine=self.name, nearest=tuple(hits[:3])))
            return
        yield Answered(self._compose(question, read_as, stretches(units, asked)))

    def _read(self, hit: Hit) -> Sentences:
        document = hit.document
        paper = f"{document.title}\n{document.source}\n{self._head(document.id)[:_HEAD]}"
        return read_hit(hit, paper, lambda offset: self._place(document.id, offset)[2])

    def _compose(self, question: str, read_as: ReadAs, chosen: Sequence[Stretch]) -> Answer:
        said, citations = [], []
        for number, stretch in enumerate(chosen, 1):
            hit, (start, end) = stretch.read.hit, stretch.span
            page, label, _ = self._place(hit.document.id, start)
            verdict, reason = verify(stretch.said, [stretch.quote], f"{stretch.said}\n{hit.document.title}")
            said.append(Sentence(stretch.said, (number,), verdict, reason))
            citations.append(Citation(number, hit.passage, hit.document, stretch.quote, start, end, page, label))
        return Answer(question, read_as, tuple(said), tuple(citations), engine=self.name)
