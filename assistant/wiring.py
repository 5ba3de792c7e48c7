"""Where implementations are named: which reader, view, embedder and engine stand behind the desk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.retrieval import Retriever
from assistant.desk import Desk, Engine, place_in
from assistant.settings import Settings
from ingest.library.embeddings import Embedder, EndpointEmbedder, FolderEmbedder, HashingEmbedder
from ingest.library.library import Library
from ingest.library.vectors import VectorsView
from ingest.library.words import WordsView

if TYPE_CHECKING:
    from assistant.answering.proving import Place
    from assistant.answering.values import Hit
    from assistant.conversations import Conversations
    from assistant.drafting.generate import Writer
    from assistant.hearing import Transcriber
    from assistant.secretary import Secretary, Summariser
    from assistant.trials.running import Model
    from assistant.trials.trials import Trials
    from ingest.model import Passage, Person


_NOT_HELD_TO = frozenset({
    "must", "fiscal_year", "year", "date", "date_from", "date_to", "relative", "meeting_number", "session_number",
    "session_month", "speaker", "office", "kind",
})  # fmt: skip
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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()


def build(settings: Settings) -> Desk:
    """The desk that `settings` describe. Opens the library; views open at first use. Raises `LibraryError`."""
    return _desk(settings, Library(settings.home))


def build_office(settings: Settings) -> Office:
    """Desk, secretary and trials over one library, the past conversations beside it. Raises `LibraryError`."""
    from assistant.conversations import Conversations
    from assistant.drafting.drafts import Drafts
    from assistant.secretary import Secretary

    library = Library(settings.home)
    secretary = Secretary(
        Drafts(settings.home / "drafts.sqlite"),
        library,
        settings.home,
        _summariser(settings),
        writer=_writer(settings) if settings.llm_provider else None,
        transcriber=transcriber(settings),
        piece=settings.transcription_minutes,
    )
    conversations = Conversations(settings.home / "conversations.sqlite")
    desk = _desk(settings, library, secretary)
    return Office(desk, secretary, conversations, _trials(settings, desk, library))


def _trials(settings: Settings, desk: Desk, library: Library) -> Trials:
    from assistant.drafting.summary_extract import ExtractiveSummariser
    from assistant.governance.masking import find
    from assistant.proofreading.checking import proofread
    from assistant.proofreading.values import Rule
    from assistant.trials import made_by_staff, records
    from assistant.trials.by_rule import ByRule
    from assistant.trials.running import Means
    from assistant.trials.trials import Trials

    def search(question: str, person: Person) -> tuple[Hit, ...]:
        # What is put in is about a matter: the years and names in it do not say where to look.
        return desk.search(question, person, k=_OFFERED, ignoring=_NOT_HELD_TO).hits

    by_rule = ByRule(ExtractiveSummariser(), lambda text, rule: proofread(text, Rule(rule)))
    means = Means(search, by_rule, place=_where(library))
    model = partial(_model, settings) if settings.llm_provider else None
    return Trials(
        made_by_staff.MadeByStaff(settings.home / made_by_staff.FILE),
        records.Records(settings.home / records.FILE),
        means,
        model,
        find,
        settings.prices,
        settings.llm_model,
    )


def _model(settings: Settings, name: str) -> Model:
    """The language model of that name at the endpoint that is set; the one that is set for an empty name."""
    from assistant.llm import EndpointModel
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter
    from assistant.trials.running import Model

    if name:
        settings = settings.model_copy(update={"llm_model": name, "llm_deployment": ""})
    return Model(
        EndpointModel(settings),
        load("use_case"),
        load("use_case_cited"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
    )


def _desk(settings: Settings, library: Library, secretary: Secretary | None = None) -> Desk:
    words = WordsView(settings.home / "words", library)
    vectors = VectorsView(settings.home / "vectors", library, _embedder(settings), settings.chroma_server)
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
    )


def _writer(settings: Settings) -> Writer:
    from assistant.drafting.generate import Writer
    from assistant.llm import EndpointModel
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter

    return Writer(
        EndpointModel(settings),
        load("minutes_item"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
    )


def _summariser(settings: Settings) -> Summariser:
    if not settings.llm_provider:
        from assistant.drafting.summary_extract import ExtractiveSummariser

        return ExtractiveSummariser()
    from assistant.drafting.summary_generate import GenerativeSummariser
    from assistant.llm import EndpointModel
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter

    return GenerativeSummariser(
        EndpointModel(settings),
        load("summary_map"),
        load("summary_reduce"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
    )


def transcriber(settings: Settings) -> Transcriber | None:
    """Who writes recordings down, where a model for it is set."""
    if not settings.transcription_model:
        return None
    from assistant.llm import EndpointTranscriber

    return EndpointTranscriber(settings)


def _embedder(settings: Settings) -> Embedder:
    query, document = settings.embedding_query_prefix, settings.embedding_document_prefix
    if settings.embedding_provider == "":
        return HashingEmbedder()
    if settings.embedding_provider == "local":
        assert settings.embedding_folder is not None  # the settings have checked it
        return FolderEmbedder(settings.embedding_folder, query_prefix=query, document_prefix=document)
    return EndpointEmbedder(
        settings.embedding_provider,
        settings.embedding_model,
        base_url=settings.embedding_base_url,
        api_key=settings.embedding_api_key.get_secret_value(),
        deployment=settings.embedding_deployment,
        api_version=settings.embedding_api_version,
        query_prefix=query,
        document_prefix=document,
    )


def _engine(settings: Settings, library: Library, extract: Engine) -> Engine:
    if not settings.llm_provider:
        return extract
    from assistant.answering.generative import GenerativeEngine
    from assistant.llm import EndpointModel
    from assistant.prompting import load
    from assistant.tokens import Budget, TokenCounter

    return GenerativeEngine(
        EndpointModel(settings),
        load("answer"),
        TokenCounter(settings.llm_model, download=settings.tiktoken_download),
        Budget(settings.llm_context_tokens, settings.llm_answer_tokens),
        fallback=extract,
        place=_where(library),
    )


def _where(library: Library) -> Place:
    """Page and label of a character of a passage's paper."""
    place = place_in(library)

    def where(passage: Passage, offset: int) -> tuple[int | None, str]:
        page, label, _ = place(passage.document, offset)
        return page, label

    return where
