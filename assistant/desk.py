"""Everything a person can ask of Shirube. Terminal and app call this and nothing behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from assistant.answering import history, listing, ordering, told
from assistant.answering.conversation import standalone
from assistant.answering.exchanges_view import exchange_of
from assistant.answering.history import History
from assistant.answering.query import Question, clean, read
from assistant.answering.retrieval import Retriever
from assistant.answering.values import (
    Answer,
    Answered,
    Earlier,
    Event,
    Exchange,
    Found,
    Hit,
    Listing,
    Piece,
    ReadAs,
)
from assistant.answering.wanted import day_meant
from assistant.answering.withheld import as_readable, offered
from assistant.beside import Beside
from assistant.chat import Sent
from assistant.drafting import follow_up
from assistant.governance.access import permit
from assistant.governance.recording import NOT_RECORDED, Recorder
from assistant.knowing import Knowing
from ingest.errors import LibraryError, ShirubeError
from ingest.filing import Given, NotAmongReaders, SeveralOfThatName
from ingest.library.health import check
from ingest.library.library import Library
from ingest.model import Block, Document, Filters, Page, Passage, Person, Rank
from ingest.outcomes import Health, Outcome, Progress, Replaced
from ingest.pipeline import Pipeline, never
from ingest.sandbox import Worker, Workers
from ingest.structure.marking import rectangles

if TYPE_CHECKING:
    from assistant.drafting.ledger import Entry, Wanted
    from ingest.library.vectors import VectorsView
    from ingest.library.words import WordsView

T = TypeVar("T")

_SHOWN = 10  # passages that an answer is made from
_NEAREST = 3  # passages that are shown where the papers do not say
_NO_TOPIC = "何について挙げるかが読み取れません。「空き家についての発言をすべて」のように、話題を入れてください。"
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
        self._ledger, self._beside, self._recorder = ledger, beside, recorder
        self._library, self._words, self._vectors = library, words, vectors
        self._retriever, self._engine = retriever, engine
        self._without_model = without_model or engine
        self._by_words = Retriever(library, words)
        self._by_meaning = by_meaning
        self._tidying = Beside(self._tidy, "tidying")
        self._stays = self._unproven = False  # whether it follows by itself; whether the views are yet to be proven
        self._mended: tuple[str, ...] = ()
        self._followed = -1  # the last change of the library that tidying has seen
        self._rules = rules or {}
        self._as_readable = as_readable(library)
        self._knowing = Knowing(library, self._try)
        self._pipeline = Pipeline(library, [words, vectors], ocr=ocr)
        self._painter = Worker(seconds=20)
        self._painting = threading.Lock()
        self.notices: tuple[str, ...] = ()  # what was mended beside the work, in Japanese

    @property
    def engine(self) -> str:
        """What answers: "extract", or the model's name."""
        return self._engine.name

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
                self._tidying.ask()

    def remove(self, source: str, person: Person, audience: str = "") -> bool:
        """Takes a paper out; False where there is none of that name. For rank 登録.

        It is gone from the truth and found no more on return. Its remains leave the disk beside the work: both views
        are built anew, which takes seconds to minutes. `close` waits for it, and what a killed process left of it is
        done by the next `tidy`.
        """
        permit(person, Rank.FILER)
        self._recorder.ready()
        paper = self._one_named(source, person, audience)
        if paper is None or not self._library.remove(paper.source, paper.audience):
            return False
        self._recorder.note(person, "remove", {"source": source, "audience": paper.audience})
        self._words.catch_up()
        self._tidying.ask()
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
        self._tidying.ask()
        return True

    def tidy(self) -> None:
        """Mends and catches up both views beside the work; `notices` then says what was done.

        From then on the desk follows beside the work what other processes do, and no question waits for it.
        """
        self._unproven = self._stays = True
        self._tidying.ask()

    def documents(self, person: Person) -> tuple[Document, ...]:
        """The papers that `person` may read."""
        return self._library.documents(person)

    def passages(self, document_id: str, person: Person) -> tuple[Passage, ...]:
        """A paper's passages in order; none of a paper that `person` may not read."""
        return self._library.passages(document_id) if self._may_read(document_id, person) else ()

    # ---- questions

    def search(
        self,
        question: str,
        person: Person,
        *,
        k: int = _SHOWN,
        filters: Filters = Filters(),
        today: date | None = None,
        ignoring: frozenset[str] = frozenset(),
        by_words: bool = False,
    ) -> Found:
        """The best `k` passages. `ignoring` are keys of `ReadAs.values` that the person took back.

        `by_words` asks no embedding model, which may be somewhere else.

        Raises `ShirubeError` for a question that cannot be searched.
        """
        asked = self._read(question, person, filters, today, ignoring)
        self._recorder.ready()
        found, _ = self._look_up(asked, person, k, by_words=by_words)
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
        events = self._answering(question, person, filters, earlier, today, ignoring)
        yield from self._recorder.asking(person, question, events)

    def unsent(self, question: str, person: Person, filters: Filters | None = None) -> Iterator[Event]:
        """The events of `ask` for who wants to know what would be `Sent`, and lets go there: nothing has been sent.

        The passages are those that words find: an embedding model may be somewhere else.
        """
        self._recorder.note(person, "preview", {}, {"question": question})
        yield from self._answering(question, person, filters or Filters(), (), None, frozenset(), by_words=True)

    @property
    def by_meaning(self) -> bool:
        """Whether the ranking uses an embedding model beside the words."""
        return self._by_meaning

    def _answering(
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
        question = clean(question)
        earlier = [replace(one, answer=self._as_readable(one.answer, person)) for one in earlier]
        if self._ledger is not None and (about := follow_up.read(question)) is not None:
            yield from self._from_ledger(question, about, person, today)
            return
        whole = standalone(question, earlier)
        asked = self._read(whole, person, filters, today, ignoring)
        if (whole_answer := self._in_full(question, asked, person, by_words=by_words)) is not None:
            yield Found(asked.read_as, ())
            yield Answered(whole_answer)
            return
        found, trouble = self._look_up(asked, person, _SHOWN, by_words=by_words)
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
        asked = self._read(question, person, filters, today, ignoring)
        self._keep_up()
        found = self._mending(lambda: listing.find_all(self._library, self._words, asked, person))
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
        asked = self._read(question, person, filters, today, ignoring)
        self._keep_up()
        found = self._mending(lambda: history.trace(self._library, self._words, asked, person))
        if found is None:
            raise ShirubeError(_NO_TOPIC)
        self._recorder.note(person, "history", {"stages": len(found.stages)}, {"question": question})
        return found

    def related(self, passage_id: str, person: Person, k: int = 5) -> tuple[Hit, ...]:
        """Passages near in meaning to one passage; () where the vectors view is not to be had."""
        passage = self._library.passages_by_id([passage_id]).get(passage_id)
        if passage is None or not self._may_read(passage.document, person):
            return ()
        if self._stays:
            self._keep_up()
        else:
            self._vectors.catch_up()
        near = self._vectors.related(passage, person, Filters(), k)
        found = self._library.passages_by_id([id for id, _ in near])
        # The view may lag behind the library, which has the last word on who may read what.
        papers = self._library.documents_by_id({one.document for one in found.values()}, person)
        there = ((found[id], alike) for id, alike in near if id in found and found[id].document in papers)
        return tuple(Hit(n, one, papers[one.document], alike) for n, (one, alike) in enumerate(there, 1))

    def exchange(self, passage_id: str, person: Person) -> tuple[Passage, ...]:
        """The question and all that was answered to it that a passage of minutes belongs to; () where there is none."""
        passage = self._library.passages_by_id([passage_id]).get(passage_id)
        if passage is None or passage.exchange is None or not self._may_read(passage.document, person):
            return ()
        return self._library.exchange(passage.document, passage.exchange)

    def question_and_answers(self, passage_id: str, person: Person) -> Exchange | None:
        """The exchange of a passage of minutes by speakers; None where the passage belongs to none."""
        passages = self.exchange(passage_id, person)
        document = self._readable(passages[0].document, person) if passages else None
        return exchange_of(document, passages) if document else None

    def suggestions(self, person: Person, count: int = 4) -> tuple[str, ...]:
        """Questions that the papers which are in can answer; each was tried. Kept while these papers stay."""
        return self._knowing.suggestions(person, count)

    # ---- the pages themselves

    def page_image(self, document_id: str, start: int, end: int, person: Person, *, width: int = 1000) -> bytes | None:
        """The page where `start` lies, as PNG with `start` to `end` marked; None where there is no page to draw."""
        document = self._readable(document_id, person)
        if document is None or document.format != "pdf":
            return None
        try:
            page, at, _ = self._library.page_at(document_id, start)
        except LookupError:  # the paper went, or gave way to another, this very moment
            return None
        if page.number is None:
            return None
        boxes = rectangles(page, start - at, min(end - at, len(page.text)))
        with self._painting:
            image: bytes = self._painter.run("draw", str(self._library.original(document)), page.number, width, boxes)
        return image

    def page_text(
        self, document_id: str, start: int, end: int, person: Person, *, around: int = 400
    ) -> tuple[str, str, str]:
        """Plain text before, of and after characters `start` to `end`; empty for a paper that `person` may not read."""
        if self._readable(document_id, person) is None:
            return "", "", ""
        text = self._library.text(document_id)
        return text[max(0, start - around) : start], text[start:end], text[end : end + around]

    def original(self, document_id: str, person: Person) -> tuple[str, bytes]:
        """The file as it was given: its name and contents. Raises `ShirubeError` where there is none to be had."""
        document = self._readable(document_id, person)
        if document is None:
            raise ShirubeError("この資料は見つかりません。一覧を読み込み直してください。")
        self._recorder.note(person, "original", {"source": document.source})
        return document.source.rsplit("/", 1)[-1], self._library.original(document).read_bytes()

    # ---- health

    def check(self, person: Person) -> Health:
        """The truth about the library and both views, once what is under way has come to its end. For rank 管理.

        All is looked through, and what the person may read is counted. A damaged view is built anew on the way, and
        `mended` says so: nothing of it was lost.
        """
        permit(person, Rank.ADMINISTRATOR)
        self._tidying.wait()
        said: list[str] = []
        trouble: list[str] = []
        for view in (self._words, self._vectors):
            try:
                said.append(view.mend())
                view.catch_up()
            except ShirubeError as error:  # no room on the disk; the embedding model or the Chroma server is away
                trouble.append(str(error))
        health = check(self._library, self._words, self._vectors, person)
        problems = tuple(dict.fromkeys((*health.problems, *trouble, *self._beside())))
        return replace(health, healthy=not problems, problems=problems, mended=tuple(filter(None, said)))

    def rebuild(self, person: Person) -> Iterator[Progress]:
        """Makes both views anew from the truth. For rank 管理."""
        permit(person, Rank.ADMINISTRATOR)
        yield Progress(0, 2, "ことばの索引")
        self._words.rebuild()
        yield Progress(1, 2, "意味の近さの索引")
        self._vectors.rebuild()
        yield Progress(2, 2, "完了")

    def close(self) -> None:
        """Frees files, locks and processes."""
        self._tidying.wait()
        self._painter.close()
        self._words.close()
        self._vectors.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tidy(self) -> None:
        self._followed = self._library.last_change()
        try:
            if self._unproven:
                self._unproven = False
                self._mended = tuple(filter(None, (self._words.mend(), self._vectors.mend())))
            self._words.catch_up()
            while self._vectors.catch_up():  # papers may come and go meanwhile
                pass
            self._words.forget()
            self._vectors.forget()
            self.notices = self._mended
        except ShirubeError as error:  # a model or server that is away: the next tidying tries again
            self.notices = (*self._mended, str(error))

    def _read(
        self, question: str, person: Person, filters: Filters, today: date | None, ignoring: frozenset[str]
    ) -> Question:
        """The question as the library's own names and the calendar explain it."""
        today = today or datetime.now().astimezone().date()
        asked = read(question, filters, today=today, known=self._knowing.names(person), ignoring=ignoring)
        if not asked.wanted.relative:
            return asked
        day = day_meant(asked.wanted, asked.terms, self._library.documents(person), today)
        return replace(asked, wanted=replace(asked.wanted, held_from=day, held_to=day)) if day else asked

    def _in_full(
        self, question: str, asked: Question, person: Person, *, by_words: bool = False
    ) -> Answer | None:
        """The answer to a question that asks for all, or for a history; None for any other, or where nothing is."""
        self._keep_up(by_words=True)
        if listing.asks_for_all(asked):
            every = self._mending(lambda: listing.find_all(self._library, self._words, asked, person))
            if every and every.notice and not every.entries:
                found, _ = self._look_up(asked, person, _NEAREST, by_words=by_words)
                return told.of_empty_listing(question, every, found.hits)
            return told.of_listing(question, every, self._library) if every and every.entries else None
        if "history" in asked.read_as.values:
            traced = self._mending(lambda: history.trace(self._library, self._words, asked, person))
            return told.of_history(question, traced, self._library) if traced and traced.stages else None
        return None

    def _mending(self, search: Callable[[], T]) -> T:
        """What `search` finds, with a damaged words view built anew on the way."""
        try:
            return search()
        except LibraryError:
            if not self._words.mend():
                raise
            return search()

    def _look_up(self, asked: Question, person: Person, k: int, *, by_words: bool = False) -> tuple[Found, str]:
        """What was found, and what to tell the person of the way there. What the vectors lack does not stop words."""
        if by_words:
            self._words.catch_up()
            return self._mending(lambda: self._by_words.search(asked, person, k)), ""
        trouble = self._keep_up()
        try:
            return self._retriever.search(asked, person, k), trouble
        except LibraryError:
            if not (mended := self._words.mend()):
                raise
            return self._by_words.search(asked, person, k), mended
        except ShirubeError as error:  # the embedding model is away
            return self._by_words.search(asked, person, k), str(error)

    def _try(self, question: str, person: Person) -> Answer:
        asked = read(question)
        found = self._by_words.search(asked, person, _SHOWN)
        for event in self._without_model.answer(question, found.read_as, found.hits):
            if isinstance(event, Answered):
                return event.answer
        return Answer(question, asked.read_as, abstained=True)

    def _keep_up(self, *, by_words: bool = False) -> str:
        """Applies to both views what was done to the library, here or elsewhere; says what hindered the vectors.

        `by_words` leaves the vectors as they are, whose model may be somewhere else.
        """
        if self._stays:
            # Whoever took papers in has caught up the words; what is left to do has time.
            if self._followed != self._library.last_change():
                self._tidying.ask()
            return ""
        self._words.catch_up()
        if self._by_meaning and not by_words:
            try:
                self._vectors.catch_up()
            except ShirubeError as error:
                return str(error)
        return ""

    def _readable(self, document_id: str, person: Person) -> Document | None:
        document = self._library.document(document_id)
        return document if document is not None and person.may_read(document.audience) else None

    def _one_named(self, source: str, person: Person, audience: str) -> Document | None:
        """The paper of that name, and of that audience where one is said. Raises `SeveralOfThatName`."""
        found = [one for one in self._library.named(source, person) if audience in ("", one.audience)]
        if len(found) > 1:
            raise SeveralOfThatName(source, [one.audience for one in found])
        return found[0] if found else None

    def _may_read(self, document_id: str, person: Person) -> bool:
        return self._readable(document_id, person) is not None


def place_in(library: Library) -> Callable[[str, int], tuple[int | None, str, str]]:
    """Says of an offset in a paper's text: the page, the label, and how a table row there reads out.

    Of a paper that went while it was being answered from, nothing is known any more.
    """

    def place(document_id: str, offset: int) -> tuple[int | None, str, str]:
        try:
            page, start, _ = library.page_at(document_id, offset)
        except LookupError:
            return None, "", ""
        block = next((block for block in page.blocks if block.start <= offset - start < block.end), None)
        return page.number, _label(page, block.label if block else ""), _read_out(block)

    return place


def _read_out(block: Block | None) -> str:
    """A row in words: 回 第6回、場所 地階大会議室. What follows on further lines is for the search only."""
    return block.index.partition("\n")[0] if block else ""


def _label(page: Page, finer: str) -> str:
    return finer or page.label
