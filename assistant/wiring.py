"""Where implementations are named: which reader, view, embedder and engine stand behind the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Self

from assistant import wiring_models as models
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.retrieval import Retriever
from assistant.desk import Desk
from assistant.governance.recording import NOT_RECORDED, Recorder
from assistant.pages import place_in
from assistant.settings import Settings
from ingest.errors import LibraryError
from ingest.library.library import DATABASE, Library
from ingest.library.vectors import VectorsView
from ingest.library.words import WordsView
from ingest.model import local_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assistant.answering.values import Hit
    from assistant.auditing import Audit
    from assistant.backup.making import Made
    from assistant.conversations import Conversations
    from assistant.drafting.ledger import Entry, Wanted
    from assistant.governance.use_log import UseLog
    from assistant.outflow import Outflow
    from assistant.secretary import Secretary
    from assistant.trials.trials import Trials
    from ingest.model import Person
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
    audit: Audit

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
    library, records = _library(settings), recorder(settings) if recorded else NOT_RECORDED
    # Made when the ledger is asked: most questions are about papers, and start sooner without it.
    secretary = cache(partial(_secretary, settings, library, records))
    return _desk(settings, library, records, lambda person, wanted: secretary().ledger(person, wanted))


def build_office(settings: Settings) -> Office:
    """Desk, secretary and trials over one library, the past conversations beside it. Raises `LibraryError`."""
    from assistant import conversations
    from assistant.answering.withheld import as_readable
    from assistant.outflow import Outflow

    library = _library(settings)
    records = recorder(settings)
    secretary = _secretary(settings, library, records)
    past = conversations.Conversations(settings.home / conversations.FILE, as_readable(library))
    desk = _desk(settings, library, records, secretary.ledger)
    trials = _trials(settings, desk, library, records)
    silent = partial(models.silent_summariser, settings, library) if settings.llm_provider else None
    outflow = Outflow(desk, secretary, trials, silent, settings.endpoint_summary())
    return Office(desk, secretary, past, trials, records, outflow, audit(settings, records))


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


def audit(settings: Settings, records: Recorder | None = None) -> Audit:
    """What is asked of the log of uses; the library itself is not opened for it."""
    from assistant.auditing import Audit

    return Audit(use_log(settings), records or recorder(settings))


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
        ignoring, noted = _NOT_HELD_TO, False
        return desk.search(question, person, k=_OFFERED, ignoring=ignoring, by_words=by_words, noted=noted).hits

    by_rule = ByRule(ExtractiveSummariser(), lambda text, rule: proofread(text, Rule(rule)))
    means = Means(search, by_rule, place=models.where(library), may_leave=models.leaves(settings))
    means = replace(means, search_by_words=partial(search, by_words=True))
    # One of each name for all runs, with the connection that it keeps.
    model = cache(partial(models.model, settings, library)) if settings.llm_provider else None
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


def _secretary(settings: Settings, library: Library, records: Recorder) -> Secretary:
    from assistant.drafting import drafts
    from assistant.secretary import Secretary

    kept = drafts.Drafts(settings.home / drafts.FILE)
    return Secretary(
        kept,
        library,
        settings.home,
        models.summariser(settings, library, kept.database),
        writer=models.writer(settings, library, kept.database) if settings.llm_provider else None,
        transcriber=models.transcriber(settings),
        piece=settings.transcription_minutes,
        recorder=records,
    )


def _desk(
    settings: Settings,
    library: Library,
    records: Recorder,
    ledger: Callable[[Person, Wanted], tuple[Entry, ...]],
) -> Desk:
    words = WordsView(settings.home / "words", library)
    embedder, shown = models.embedder(settings), models.shown_outside(settings)
    vectors = VectorsView(settings.home / "vectors", library, embedder, settings.chroma_server, shown)
    retriever = Retriever(library, words, vectors, settings.vector_weight)
    extract = ExtractiveEngine(library, place_in(library), words.rarity)
    engine = models.engine(settings, library, extract)
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
        ledger=ledger,
        beside=partial(_damaged_beside, settings.home),
        rules=settings.audience_rules,
        recorder=records,
    )


def _damaged_beside(home: Path) -> tuple[str, ...]:
    """Which of the databases beside the library are damaged, in Japanese."""
    from assistant.backup.contents import databases
    from assistant.small_database import prove

    return tuple(prove(home / name for name in databases(home) if name != DATABASE))
