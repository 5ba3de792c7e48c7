"""Everything a person can ask of Shirube. Terminal and app call this and nothing behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.answering.exchanges_view import exchange_of
from assistant.answering.history import History
from assistant.answering.retrieval import Retriever
from assistant.answering.values import (
    Earlier,
    Event,
    Exchange,
    Found,
    Hit,
    Listing,
)
from assistant.asking import SHOWN, Asking, Engine
from assistant.governance.access import permit
from assistant.governance.recording import NOT_RECORDED, Recorder
from assistant.looking_up import LookingUp
from assistant.pages import PageImage, Pages
from assistant.upkeep import Upkeep
from ingest.errors import ShirubeError
from ingest.filing import Given, NotAmongReaders, SeveralOfThatName
from ingest.library.library import Library
from ingest.model import Document, Filters, Passage, Person, Rank
from ingest.outcomes import Health, Outcome, Progress, Replaced
from ingest.pipeline import Pipeline, never
from ingest.sandbox import Workers

if TYPE_CHECKING:
    from assistant.drafting.ledger import Entry, Wanted
    from ingest.library.vectors import VectorsView
    from ingest.library.words import WordsView

_NO_TOPIC = "何について挙げるかが読み取れません。「空き家についての発言をすべて」のように、話題を入れてください。"


class Desk:
    """One library, its views and an engine. Safe for the threads of one process; a context manager."""

    def __init__(
        self,
        library: Library,
        words: WordsView,
        vectors: VectorsView,
        retriever: Retriever,
        engine: Engine,
        *,
        without_model: Engine | None = None,
        by_meaning: bool = False,
        ocr: bool = True,
        ledger: Callable[[Person, Wanted], tuple[Entry, ...]] | None = None,
        beside: Callable[[], tuple[str, ...]] = tuple,
        rules: Mapping[str, str] | None = None,
        recorder: Recorder = NOT_RECORDED,
    ) -> None:
        """`without_model` tries out what is suggested; `engine` does where there is none.

        `by_meaning` says that the ranking uses the vectors; without it they are not opened for a question. `ocr` has
        pages recognised in their pictures where Tesseract is installed. `ledger` lists what meetings left to do,
        `beside` says which of the records beside the library are damaged. `rules` say by its folder who may read a
        paper that comes in. `recorder` writes every use into the log.
        """
        self._recorder = recorder
        self._library, self._words, self._vectors = library, words, vectors
        self._by_meaning = by_meaning
        self._upkeep = Upkeep(library, words, vectors, by_meaning=by_meaning, beside=beside)
        self._looking_up = LookingUp(library, words, vectors, retriever, self._upkeep)
        self._asking = Asking(library, self._looking_up, engine, without_model or engine, ledger)
        self._pages = Pages(library)
        self._rules = rules or {}
        self._pipeline = Pipeline(library, [words, vectors], ocr=ocr)

    @property
    def notices(self) -> tuple[str, ...]:
        """What was mended beside the work, in Japanese."""
        return self._upkeep.notices

    @property
    def engine(self) -> str:
        """What answers: "extract", or the model's name."""
        return self._asking.engine

    # ---- papers in and out

    def ingest(
        self,
        paths: Sequence[Path],
        person: Person,
        *,
        audience: str = "",
        stop: Callable[[], bool] = never,
        workers: Workers | None = None,
    ) -> Iterator[Progress | Outcome]:
        """Takes in every file below `paths`; one outcome a file, progress between them.

        They are for `audience`, else for whom the rules say, else for all in the house; a paper that is in keeps its
        own. `workers` that were started beforehand are used instead of new ones, and ended. What a replaced paper left
        on the disk goes beside the work, as after `remove`. For rank 登録.
        """
        permit(person, Rank.FILER)
        given = Given(person, audience, self._rules)
        steps = self._pipeline.ingest(paths, given, stop=stop, workers=workers)
        replaced = False
        try:
            for step in self._recorder.taking_in(person, steps):
                replaced = replaced or isinstance(step, Replaced)
                yield step
        finally:
            if replaced:
                self._upkeep.tidy()

    def remove(self, source: str, person: Person, audience: str = "") -> bool:
        """Takes a paper out; False where there is none of that name. For rank 登録.

        It is gone from the truth and found no more on return. Its remains leave the disk beside the work: both views
        are built anew, which takes seconds to minutes; in an app the vectors rest some times as long before the next
        building. `close` waits for what is under way, and what a process that ended left of it is done by the next
        `tidy`.
        """
        permit(person, Rank.FILER)
        self._recorder.ready()
        paper = self._one_named(source, person, audience)
        if paper is None or not self._library.remove(paper.source, paper.audience):
            return False
        self._recorder.note(person, "remove", {"source": source, "audience": paper.audience})
        self._words.catch_up()
        self._upkeep.tidy()
        return True

    def set_audience(self, source: str, wanted: str, person: Person, audience: str = "") -> bool:
        """Gives a paper to the readers `wanted`; False where there is none of that name. For rank 登録.

        `audience` is whose it is now, where several papers have that name. Raises `ShirubeError` where the person would
        not be among its readers, or where another paper of that name is theirs already.
        """
        permit(person, Rank.FILER)
        paper = self._one_named(source, person, audience)
        if paper is None:
            return False
        if not person.may_read(wanted):
            raise NotAmongReaders
        self._recorder.ready()
        self._library.set_audience(paper.id, wanted)
        self._recorder.note(person, "audience", {"source": source, "from": paper.audience, "to": wanted})
        self._words.catch_up()
        self._upkeep.tidy()
        return True

    def tidy(self) -> None:
        """Mends and catches up both views beside the work; `notices` then says what was done.

        From then on the desk follows beside the work what other processes do, and no question waits for it.
        """
        self._upkeep.stay()

    def documents(self, person: Person) -> tuple[Document, ...]:
        """The papers that `person` may read."""
        return self._library.documents(person)

    def passages(self, document_id: str, person: Person) -> tuple[Passage, ...]:
        """A paper's passages in order; none of a paper that `person` may not read."""
        return self._library.passages(document_id) if self._library.readable(document_id, person) else ()

    # ---- questions

    def search(
        self,
        question: str,
        person: Person,
        *,
        k: int = SHOWN,
        filters: Filters = Filters(),
        today: date | None = None,
        ignoring: frozenset[str] = frozenset(),
        by_words: bool = False,
        noted: bool = True,
    ) -> Found:
        """The best `k` passages. `ignoring` are keys of `ReadAs.values` that the person took back.

        `by_words` asks no embedding model, which may be somewhere else. What is part of another use, which is recorded
        itself, is not `noted`: its words are what was put into that one.

        Raises `ShirubeError` for a question that cannot be searched.
        """
        asked = self._asking.read(question, person, filters, today, ignoring)
        self._recorder.ready()
        found, _ = self._looking_up.passages(asked, person, k, by_words=by_words)
        if noted:
            self._recorder.searched(person, question, found.hits)
        return found

    def ask(
        self,
        question: str,
        person: Person,
        *,
        filters: Filters = Filters(),
        earlier: Sequence[Earlier] = (),
        today: date | None = None,
        ignoring: frozenset[str] = frozenset(),
    ) -> Iterator[Event]:
        """`Found`, what is `Sent` to a model, `Piece`s where the engine streams, then exactly one `Answered`.

        A question that leans on the conversation is completed from it for the search. Raises `ShirubeError` for one
        that cannot be asked.
        """
        events = self._asking.events(question, person, filters, earlier, today, ignoring)
        yield from self._recorder.asking(person, question, events)

    def unsent(self, question: str, person: Person, filters: Filters | None = None) -> Iterator[Event]:
        """The events of `ask` for who wants to know what would be `Sent`, and lets go there: nothing has been sent.

        The passages are those that words find: an embedding model may be somewhere else.
        """
        self._recorder.note(person, "preview", {}, {"question": question})
        yield from self._asking.events(question, person, filters or Filters(), (), None, frozenset(), by_words=True)

    @property
    def by_meaning(self) -> bool:
        """Whether the ranking uses an embedding model beside the words."""
        return self._by_meaning

    def find_all(
        self,
        question: str,
        person: Person,
        *,
        filters: Filters = Filters(),
        today: date | None = None,
        ignoring: frozenset[str] = frozenset(),
    ) -> Listing:
        """Every place that speaks of the question's topic, in order of date, with no best ten.

        Raises `ShirubeError` for a question that names no topic.
        """
        asked = self._asking.read(question, person, filters, today, ignoring)
        found = self._looking_up.listing(asked, person)
        if found is None:
            raise ShirubeError(_NO_TOPIC)
        self._recorder.listed(person, question, found)
        return found

    def history(
        self,
        question: str,
        person: Person,
        *,
        filters: Filters = Filters(),
        today: date | None = None,
        ignoring: frozenset[str] = frozenset(),
    ) -> History:
        """What was answered on the question's topic, in order of date, each beside the answer before.

        Raises `ShirubeError` for a question that names no topic.
        """
        asked = self._asking.read(question, person, filters, today, ignoring)
        found = self._looking_up.history(asked, person)
        if found is None:
            raise ShirubeError(_NO_TOPIC)
        self._recorder.note(person, "history", {"stages": len(found.stages)}, {"question": question})
        return found

    def related(self, passage_id: str, person: Person, k: int = 5) -> tuple[Hit, ...]:
        """Passages near in meaning to one passage; () where the vectors view is not to be had."""
        passage = self._passage(passage_id, person)
        return self._looking_up.near(passage, person, k) if passage else ()

    def exchange(self, passage_id: str, person: Person) -> tuple[Passage, ...]:
        """The question and all that was answered to it that a passage of minutes belongs to; () where there is none."""
        passage = self._passage(passage_id, person)
        if passage is None or passage.exchange is None:
            return ()
        return self._library.exchange(passage.document, passage.exchange)

    def question_and_answers(self, passage_id: str, person: Person) -> Exchange | None:
        """The exchange of a passage of minutes by speakers; None where the passage belongs to none."""
        passages = self.exchange(passage_id, person)
        document = self._library.readable(passages[0].document, person) if passages else None
        return exchange_of(document, passages) if document else None

    def suggestions(self, person: Person, count: int = 4) -> tuple[str, ...]:
        """Questions that the papers which are in can answer; each was tried. Kept while these papers stay."""
        return self._asking.suggestions(person, count)

    # ---- the pages themselves

    def page_image(
        self, document_id: str, start: int, end: int, person: Person, *, width: int = 1000
    ) -> PageImage | None:
        """The page where `start` lies, with `start` to `end` marked; None where there is no page to draw."""
        return self._pages.image(document_id, start, end, person, width)

    def page_text(
        self, document_id: str, start: int, end: int, person: Person, *, around: int = 400
    ) -> tuple[str, str, str]:
        """Plain text before, of and after characters `start` to `end`; empty for a paper that `person` may not read."""
        return self._pages.text(document_id, start, end, person, around)

    def original(self, document_id: str, person: Person) -> tuple[str, bytes]:
        """The file as it was given: its name and contents. Raises `ShirubeError` where there is none to be had."""
        document = self._library.readable(document_id, person)
        if document is None:
            raise ShirubeError("この資料は見つかりません。一覧を読み込み直してください。")
        self._recorder.note(person, "original", {"source": document.source})
        return document.source.rsplit("/", 1)[-1], self._library.original(document).read_bytes()

    # ---- health

    def check(self, person: Person, progress: Callable[[int, int], None] | None = None) -> Health:
        """The truth about the library and both views, once what is under way has come to its end. For rank 管理.

        All is looked through, and what the person may read is counted. A damaged view is built anew on the way, and
        `mended` says so: nothing of it was lost. `progress` is told papers looked at, and in all, twice over.
        """
        permit(person, Rank.ADMINISTRATOR)
        return self._upkeep.check(person, progress)

    def rebuild(self, person: Person) -> Iterator[Progress]:
        """Makes both views anew from the truth. For rank 管理."""
        permit(person, Rank.ADMINISTRATOR)
        yield from self._upkeep.rebuild()

    def close(self) -> None:
        """Frees files, locks and processes."""
        self._upkeep.close()
        self._pages.close()
        self._words.close()
        self._vectors.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _passage(self, passage_id: str, person: Person) -> Passage | None:
        """The passage of that id, of a paper that `person` may read."""
        passage = self._library.passages_by_id([passage_id]).get(passage_id)
        return passage if passage is not None and self._library.readable(passage.document, person) else None

    def _one_named(self, source: str, person: Person, audience: str) -> Document | None:
        """The paper of that name, and of that audience where one is said. Raises `SeveralOfThatName`."""
        found = [one for one in self._library.named(source, person) if audience in ("", one.audience)]
        if len(found) > 1:
            raise SeveralOfThatName(source, [one.audience for one in found])
        return found[0] if found else None
