"""Where implementations are named: which reader, view, embedder and engine stand behind the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Self

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.retrieval import Retriever
from assistant.asking import Engine
from assistant.desk import Desk
from assistant.governance.recording import NOT_RECORDED, Recorder
from assistant.pages import place_in
from assistant.settings import Settings
from ingest.audience import PUBLIC
from ingest.errors import LibraryError
from ingest.library.embeddings import Embedder, EndpointEmbedder, FolderEmbedder, HashingEmbedder
from ingest.library.library import DATABASE, Library
from ingest.library.vectors import Shown, VectorsView
from ingest.library.words import WordsView
from ingest.model import local_person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.answering.proving import Place
    from assistant.answering.values import Hit
    from assistant.backup.making import Made
    from assistant.chat import ChatModel, Sent
    from assistant.conversations import Conversations
    from assistant.drafting.generate import Writer
    from assistant.governance.door import Masking
    from assistant.governance.use_log import UseLog
    from assistant.hearing import Transcriber
    from assistant.outflow import Outflow
    from assistant.secretary import Secretary, Summariser
    from assistant.trials.running import Model
    from assistant.trials.trials import Trials
    from ingest.model import Document, Passage, Person
    from ingest.outcomes import Progress


_NOT_HELD_TO = frozenset({
    "must", "fiscal_year", "year", "date", "date_from", "date_to", "relative", "meeting_number", "session_number",
    "session_month", "speaker", "office", "kind",
})  # fmt: skip
_NOT_HERE = (
    "資料の本文はデータベース（PostgreSQL）にあるため、このコマンドでは控えを作れません。"
    "pg_dump と、共有フォルダの写しで控えてください。"
)
_OFFERED = 20  # passages that a use case may rest on; a model is shown as many as fit


@dataclass(frozen=True, slots=True)
class Office:
    """What a person can turn to: the desk for questions, with a record of what was asked, the secretary for drafts,
    the trials of generative AI. Closing it closes the library.
    """

    desk: Desk
    secretary: Secretary
    conversations: Conversations
    trials: Trials
    recorder: Recorder
    outflow: Outflow

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()

    def expire(self, settings: Settings, now: datetime) -> dict[str, int]:
        """Deletes for good what is kept longer than the settings allow; says how much of what, in Japanese."""
        gone: dict[str, int] = {}
        if settings.keep_questions_days is not None:
            limit = now - timedelta(days=settings.keep_questions_days)
            gone = {"会話": self.conversations.expire(limit), "記録の文": self.recorder.forget(limit)}
        if settings.keep_drafts_days is not None:
            gone["下書き"] = self.secretary.expire(now - timedelta(days=settings.keep_drafts_days))
        if any(gone.values()):
            self.recorder.note(local_person(), "forget", dict(gone))
        return gone


def build(settings: Settings, *, recorded: bool = True) -> Desk:
    """The desk that `settings` describe. Opens the library; views open at first use. Raises `LibraryError`.

    What nobody asks for, as questions that only measure, is not `recorded` in the log of uses.
    """
    return _desk(settings, _library(settings), recorder(settings) if recorded else NOT_RECORDED)


def build_office(settings: Settings) -> Office:
    """Desk, secretary and trials over one library, the past conversations beside it. Raises `LibraryError`."""
    from assistant.answering.withheld import as_readable
    from assistant.conversations import Conversations
    from assistant.drafting.drafts import Drafts
    from assistant.outflow import Outflow
    from assistant.secretary import Secretary

    library = _library(settings)
    records = recorder(settings)
    secretary = Secretary(
        Drafts(settings.home / "drafts.sqlite"),
        library,
        settings.home,
        _summariser(settings, library),
        writer=_writer(settings, library) if settings.llm_provider else None,
        transcriber=transcriber(settings),
        piece=settings.transcription_minutes,
        recorder=records,
    )
    conversations = Conversations(settings.home / "conversations.sqlite", as_readable(library))
    desk = _desk(settings, library, records, secretary)
    trials = _trials(settings, desk, library, records)
    silent = partial(_silent_summariser, settings, library) if settings.llm_provider else None
    outflow = Outflow(desk, secretary, trials, silent, settings.endpoint_summary())
    return Office(desk, secretary, conversations, trials, records, outflow)


def back_up(settings: Settings, target: Path) -> Iterator[Progress | Made]:
    """Makes a backup of the home. Raises `LibraryError`."""
    from assistant.backup.making import make

    if settings.database_url.get_secret_value():
        raise LibraryError(_NOT_HERE)
    with Library(settings.home) as library:
        yield from make(library, settings.home, target)


def use_log(settings: Settings) -> UseLog:
    """The log of uses, beside the library."""
    from assistant.governance import use_log as uses

    anchor = settings.log_anchor or settings.home / uses.ANCHOR
    return uses.UseLog(settings.home / uses.FILE, anchor)


def recorder(settings: Settings) -> Recorder:
    """Who writes uses into the log."""
    return Recorder(use_log(settings))


def _library(settings: Settings) -> Library:
    if not (url := settings.database_url.get_secret_value()):
        return Library(settings.home)
    from ingest.library.postgres import Postgres

    return Library(settings.home, Postgres(url), settings.shared_folder)


def _trials(settings: Settings, desk: Desk, library: Library, records: Recorder) -> Trials:
    from assistant.drafting.summaries.extract import ExtractiveSummariser
    from assistant.governance.masking import find
    from assistant.proofreading.checking import proofread
    from assistant.proofreading.values import Rule
    from assistant.trials import made_by_staff
    from assistant.trials.by_rule import ByRule
    from assistant.trials.records import FILE, Records
    from assistant.trials.running import Means
    from assistant.trials.trials import Trials

    def search(question: str, person: Person, *, by_words: bool = False) -> tuple[Hit, ...]:
        # What is put in is about a matter: the years and names in it do not say where to look.
        return desk.search(question, person, k=_OFFERED, ignoring=_NOT_HELD_TO, by_words=by_words).hits

    by_rule = ByRule(ExtractiveSummariser(), lambda text, rule: proofread(text, Rule(rule)))
    means = Means(search, by_rule, place=_where(library), may_leave=_leaves(settings))
    means = replace(means, search_by_words=partial(search, by_words=True))
    model = partial(_model, settings, library) if settings.llm_provider else None
    return Trials(
        made_by_staff.MadeByStaff(settings.home / made_by_staff.FILE),
        Records(settings.home / FILE),
        means,
        model,
        find,
        settings.prices,
        settings.llm_model,
        recorder=records,
    )


def _model(settings: Settings, library: Library, name: str) -> Model:
    """The language model of that name at the endpoint that is set; the one that is set for an empty name."""
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter
    from assistant.trials.running import Model

    if name:
        settings = settings.model_copy(update={"llm_model": name, "llm_deployment": ""})
    return Model(
        _chat(settings, library),
        load("use_case"),
        load("use_case_cited"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
    )


def _desk(settings: Settings, library: Library, records: Recorder, secretary: Secretary | None = None) -> Desk:
    words = WordsView(settings.home / "words", library)
    embedder, shown = _embedder(settings), _shown_outside(settings)
    vectors = VectorsView(settings.home / "vectors", library, embedder, settings.chroma_server, shown)
    retriever = Retriever(library, words, vectors, settings.vector_weight)
    extract = ExtractiveEngine(library, place_in(library), words.rarity)
    engine = _engine(settings, library, extract)
    by_meaning = settings.vector_weight > 0
    ocr = settings.ocr != "off"
    return Desk(
        library,
        words,
        vectors,
        retriever,
        engine,
        without_model=extract,
        by_meaning=by_meaning,
        ocr=ocr,
        ledger=secretary.ledger if secretary else None,
        beside=partial(_damaged_beside, settings.home),
        rules=settings.audience_rules,
        recorder=records,
    )


def _damaged_beside(home: Path) -> tuple[str, ...]:
    """Which of the databases beside the library are damaged, in Japanese."""
    from assistant.backup.contents import databases
    from assistant.small_database import prove

    return tuple(prove(home / name for name in databases(home) if name != DATABASE))


def _writer(settings: Settings, library: Library) -> Writer:
    from assistant.drafting.generate import Writer
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter

    return Writer(
        _chat(settings, library),
        load("minutes_item"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
    )


def _summariser(settings: Settings, library: Library) -> Summariser:
    if not settings.llm_provider:
        from assistant.drafting.summaries.extract import ExtractiveSummariser

        return ExtractiveSummariser()
    return _summariser_of(_chat(settings, library), settings)


def _silent_summariser(settings: Settings, library: Library, see: Callable[[Sent], object]) -> Summariser:
    """One that sends nothing and tells `see` of what it would have sent."""
    from assistant.governance.door import MaskedModel, Watched
    from assistant.outflow import Silent

    return _summariser_of(Watched(MaskedModel(Silent(settings.llm_model), _masking(settings, library)), see), settings)


def _summariser_of(model: ChatModel, settings: Settings) -> Summariser:
    """By this model, but for papers that may not leave."""
    from assistant.drafting.summaries.extract import ExtractiveSummariser
    from assistant.drafting.summaries.generate import GenerativeSummariser
    from assistant.governance.leaving import InTheHouse
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter

    by_model = GenerativeSummariser(
        model,
        load("summary_map"),
        load("summary_reduce"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
    )
    return InTheHouse(by_model, ExtractiveSummariser(), _leaves(settings))


def transcriber(settings: Settings) -> Transcriber | None:
    """Who writes recordings down, where a model for it is set."""
    if not settings.transcription_model:
        return None
    from assistant.llm import EndpointTranscriber

    return EndpointTranscriber(settings)


def _shown_outside(settings: Settings) -> Shown:
    """Which papers an embedder may be shown: on this machine all, elsewhere those that may leave."""
    if settings.embedding_provider in ("", "local"):
        return Shown()
    from assistant.governance.leaving import audience_may_leave

    return Shown(f"/{settings.may_leave}", partial(audience_may_leave, up_to=settings.may_leave))


def _embedder(settings: Settings) -> Embedder:
    from assistant.governance.door import MaskedEmbedder, Masking

    query, document = settings.embedding_query_prefix, settings.embedding_document_prefix
    if settings.embedding_provider == "":
        return HashingEmbedder()
    if settings.embedding_provider == "local":
        assert settings.embedding_folder is not None  # the settings have checked it
        return FolderEmbedder(settings.embedding_folder, query_prefix=query, document_prefix=document)
    outside = EndpointEmbedder(
        settings.embedding_provider,
        settings.embedding_model,
        base_url=settings.embedding_base_url,
        api_key=settings.embedding_api_key.get_secret_value(),
        deployment=settings.embedding_deployment,
        api_version=settings.embedding_api_version,
        query_prefix=query,
        document_prefix=document,
    )
    # What is left out for a model would change what a vector is whenever the setting does, or a paper comes in.
    return MaskedEmbedder(outside, Masking(settings.masking == "on"))


def _engine(settings: Settings, library: Library, extract: Engine) -> Engine:
    if not settings.llm_provider:
        return extract
    from assistant.answering.generative import GenerativeEngine
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter

    return GenerativeEngine(
        _chat(settings, library),
        load("answer"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
        fallback=extract,
        place=_where(library),
        may_leave=_leaves(settings),
    )


def _chat(settings: Settings, library: Library) -> ChatModel:
    """The language model that is set, behind the door where personal data is masked."""
    from assistant.governance.door import MaskedModel
    from assistant.llm import EndpointModel

    return MaskedModel(EndpointModel(settings), _masking(settings, library))


def _masking(settings: Settings, library: Library) -> Masking:
    from assistant.governance.door import Masking
    from assistant.governance.spans import Kind

    left = frozenset(Kind(kind) for kind in settings.left_unmasked)
    masking = Masking(settings.masking == "on", left)
    if not settings.masking_public_speakers:
        return masking
    return replace(masking, known=lambda: library.speakers_in(PUBLIC))


def _leaves(settings: Settings) -> Callable[[Document], bool]:
    """Which papers a model may be shown."""
    from assistant.governance.leaving import may_leave

    return partial(may_leave, up_to=settings.may_leave)


def _where(library: Library) -> Place:
    """Page and label of a character of a passage's paper."""
    place = place_in(library)

    def where(passage: Passage, offset: int) -> tuple[int | None, str]:
        page, label, _ = place(passage.document, offset)
        return page, label

    return where
