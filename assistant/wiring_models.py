"""Where models are named: the one that answers, the one that embeds, the one that listens; and what each is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.asking import Engine
from assistant.pages import place_in
from assistant.settings import Settings
from ingest.audience import PUBLIC
from ingest.library.embeddings import Embedder, EndpointEmbedder, FolderEmbedder, HashingEmbedder
from ingest.library.library import Library
from ingest.library.vector_filling import Shown

if TYPE_CHECKING:
    from assistant.answering.proving import Place
    from assistant.chat import ChatModel, Sent
    from assistant.drafting.generate import Writer
    from assistant.drafting.replies import Replies
    from assistant.governance.door import Masking
    from assistant.hearing import Transcriber
    from assistant.secretary import Summariser
    from assistant.small_database import SmallDatabase
    from assistant.tokens import Budget, TokenCounter
    from assistant.trials.running import Model
    from ingest.model import Document, Passage


def embedder(settings: Settings) -> Embedder:
    """What makes vectors of texts: a model where one is set, else hashes."""
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


def shown_outside(settings: Settings) -> Shown:
    """Which papers an embedder may be shown: on this machine all, elsewhere those that may leave."""
    if settings.embedding_provider in ("", "local"):
        return Shown()
    from assistant.governance.leaving import audience_may_leave

    return Shown(f"/{settings.may_leave}", partial(audience_may_leave, up_to=settings.may_leave))


def engine(settings: Settings, library: Library, extract: Engine) -> Engine:
    """What answers: a model where one is set, with `extract` to fall back on, else `extract`."""
    if not settings.llm_provider:
        return extract
    from assistant.answering.generative import GenerativeEngine
    from assistant.prompting import load

    return GenerativeEngine(
        _chat(settings, library),
        load("answer"),
        *_counting(settings),
        fallback=extract,
        place=where(library),
        may_leave=leaves(settings),
    )


def model(settings: Settings, library: Library, name: str) -> Model:
    """The language model of that name at the endpoint that is set; the one that is set for an empty name."""
    from assistant.prompting import load
    from assistant.trials.running import Model

    if name:
        settings = settings.model_copy(update={"llm_model": name, "llm_deployment": ""})
    return Model(_chat(settings, library), load("use_case"), load("use_case_cited"), *_counting(settings))


def writer(settings: Settings, library: Library, drafts: SmallDatabase) -> Writer:
    """Who writes the items of minutes by the model that is set; its replies go into the file of drafts."""
    from assistant.drafting.generate import Writer
    from assistant.drafting.replies import KeptReplies
    from assistant.prompting import load

    return Writer(_chat(settings, library), load("minutes_item"), *_counting(settings), KeptReplies(drafts))


def summariser(settings: Settings, library: Library, drafts: SmallDatabase) -> Summariser:
    """Who sums up: by a model where one is set, whose replies go into the file of drafts, else by extracts."""
    if not settings.llm_provider:
        from assistant.drafting.summaries.extract import ExtractiveSummariser

        return ExtractiveSummariser()
    from assistant.drafting.replies import KeptReplies

    return _summariser_of(_chat(settings, library), settings, KeptReplies(drafts))


def silent_summariser(settings: Settings, library: Library, see: Callable[[Sent], object]) -> Summariser:
    """One that sends nothing and tells `see` of what it would have sent."""
    from assistant.governance.door import MaskedModel, Watched
    from assistant.outflow import Silent

    return _summariser_of(Watched(MaskedModel(Silent(settings.llm_model), _masking(settings, library)), see), settings)


def transcriber(settings: Settings) -> Transcriber | None:
    """Who writes recordings down, where a model for it is set."""
    if not settings.transcription_model:
        return None
    from assistant.llm import EndpointTranscriber

    return EndpointTranscriber(settings)


def leaves(settings: Settings) -> Callable[[Document], bool]:
    """Which papers a model may be shown."""
    from assistant.governance.leaving import may_leave

    return partial(may_leave, up_to=settings.may_leave)


def where(library: Library) -> Place:
    """Page and label of a character of a passage's paper."""
    place = place_in(library)

    def where(passage: Passage, offset: int) -> tuple[int | None, str]:
        page, label, _ = place(passage.document, offset)
        return page, label

    return where


def _chat(settings: Settings, library: Library) -> ChatModel:
    """The language model that is set, behind the door where personal data is masked."""
    from assistant.governance.door import MaskedModel
    from assistant.llm import EndpointModel

    return MaskedModel(EndpointModel(settings), _masking(settings, library))


def _summariser_of(model: ChatModel, settings: Settings, replies: Replies | None = None) -> Summariser:
    """By this model, but for papers that may not leave."""
    from assistant.drafting.summaries.extract import ExtractiveSummariser
    from assistant.drafting.summaries.generate import GenerativeSummariser
    from assistant.governance.leaving import InTheHouse
    from assistant.prompting import load

    by_model = GenerativeSummariser(model, load("summary_map"), load("summary_reduce"), *_counting(settings), replies)
    return InTheHouse(by_model, ExtractiveSummariser(), leaves(settings))


def _masking(settings: Settings, library: Library) -> Masking:
    from assistant.governance.door import Masking
    from assistant.governance.spans import Kind

    left = frozenset(Kind(kind) for kind in settings.left_unmasked)
    masking = Masking(settings.masking == "on", left)
    if not settings.masking_public_speakers:
        return masking
    return replace(masking, known=lambda: library.speakers_in(PUBLIC))


def _counting(settings: Settings) -> tuple[TokenCounter, Budget]:
    """How the model counts, and how much it takes at once."""
    from assistant.tokens import Budget, TokenCounter

    counter = TokenCounter(settings.llm_model, download=settings.tiktoken_download)
    return counter, Budget(settings.llm_context_tokens, settings.llm_answer_tokens)
