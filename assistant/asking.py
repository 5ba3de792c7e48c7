"""How a question becomes an answer: read, looked up, and given to the engine, or answered in full by a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from assistant.answering import ordering
from assistant.answering.conversation import standalone
from assistant.answering.query import Question, clean, read
from assistant.answering.values import Answer, Answered, Earlier, Event, Found, Hit, Piece, ReadAs
from assistant.answering.wanted import day_meant
from assistant.answering.withheld import as_readable, offered
from assistant.chat import Sent
from assistant.drafting import follow_up
from assistant.knowing import Knowing
from assistant.looking_up import LookingUp
from ingest.library.library import Library
from ingest.model import Filters, Person

if TYPE_CHECKING:
    from assistant.drafting.ledger import Entry, Wanted

SHOWN = 10  # passages that an answer is made from
_NO_PAPERS = (
    "まだ資料が登録されていません。「資料」の画面にファイルをドラッグするか、shirube ingest で登録してください。"
)


class Engine(Protocol):
    """Makes an answer from the passages found."""

    @property
    def name(self) -> str: ...
    def answer(
        self, question: str, read_as: ReadAs, hits: Sequence[Hit], earlier: Sequence[Earlier] = ()
    ) -> Iterator[Sent | Piece | Answered]: ...


class Asking:
    """The questions to one library. Safe for threads."""

    def __init__(
        self,
        library: Library,
        looking_up: LookingUp,
        engine: Engine,
        without_model: Engine,
        ledger: Callable[[Person, Wanted], tuple[Entry, ...]] | None,
    ) -> None:
        """`without_model` tries out what is suggested. `ledger` lists what meetings left to do."""
        self._library, self._looking_up, self._ledger = library, looking_up, ledger
        self._engine, self._without_model = engine, without_model
        self._as_readable = as_readable(library)
        self._knowing = Knowing(library, self._try)

    @property
    def engine(self) -> str:
        """What answers: "extract", or the model's name."""
        return self._engine.name

    def suggestions(self, person: Person, count: int) -> tuple[str, ...]:
        """Questions that the papers which are in can answer; each was tried."""
        return self._knowing.suggestions(person, count)

    def read(
        self, question: str, person: Person, filters: Filters, today: date | None, ignoring: frozenset[str]
    ) -> Question:
        """The question as the library's own names and the calendar explain it."""
        today = today or datetime.now().astimezone().date()
        asked = read(question, filters, today=today, known=self._knowing.names(person), ignoring=ignoring)
        if not asked.wanted.relative:
            return asked
        day = day_meant(asked.wanted, asked.terms, self._library.documents(person), today)
        return replace(asked, wanted=replace(asked.wanted, held_from=day, held_to=day)) if day else asked

    def events(
        self,
        question: str,
        person: Person,
        filters: Filters,
        earlier: Sequence[Earlier],
        today: date | None,
        ignoring: frozenset[str],
        *,
        by_words: bool = False,
    ) -> Iterator[Event]:
        """What comes of a question, as `Desk.ask` gives it. `by_words` asks no embedding model."""
        question = clean(question)
        earlier = [replace(one, answer=self._as_readable(one.answer, person)) for one in earlier]
        if self._ledger is not None and (about := follow_up.read(question)) is not None:
            yield from self._from_ledger(question, about, person, today)
            return
        whole = standalone(question, earlier)
        asked = self.read(whole, person, filters, today, ignoring)
        if (whole_answer := self._looking_up.in_full(question, asked, person, by_words=by_words)) is not None:
            yield Found(asked.read_as, ())
            yield Answered(whole_answer)
            return
        found, trouble = self._looking_up.passages(asked, person, SHOWN, by_words=by_words)
        yield found
        if not found.hits and not self._library.documents(person):
            yield Answered(Answer(question, found.read_as, abstained=True, engine=self.engine, notice=_NO_PAPERS))
            return
        whole = whole if self.engine == "extract" else question
        noted = trouble + ordering.told(found.hits)
        for event in self._engine.answer(whole, found.read_as, found.hits, earlier):
            if isinstance(event, Answered):
                shown = () if event.answer.engine == "extract" else offered(found.hits, earlier)
                yield Answered(replace(event.answer, notice=noted + event.answer.notice, offered=shown))
            else:
                yield event

    def _from_ledger(
        self, question: str, about: follow_up.Asked, person: Person, today: date | None
    ) -> Iterator[Event]:
        """The answer to a question about decisions and to-dos: those of the ledger, each with its words."""
        assert self._ledger is not None  # the caller has looked
        day = today or datetime.now().astimezone().date()
        found = self._ledger(person, about.wanted(day))
        yield Found(about.read_as, ())
        yield Answered(follow_up.answer(question, about, found, day))

    def _try(self, question: str, person: Person) -> Answer:
        """The answer without a model, from what words find in their view as it stands."""
        asked = read(question)
        found = self._looking_up.by_words(asked, person, SHOWN)
        for event in self._without_model.answer(question, found.read_as, found.hits):
            if isinstance(event, Answered):
                return event.answer
        return Answer(question, asked.read_as, abstained=True)
