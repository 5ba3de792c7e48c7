"""What is recorded of each use, and that it is: who, when, what was asked, what it rests on, what was masked.

A use is recorded before its result is handed over, and the log is asked before it begins: where nothing can be
recorded, nothing is done. Words that a person wrote go into the log masked; words of papers never do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from assistant.answering.values import Answer, Answered, Citation, Found, Hit, Listing, Verdict
from assistant.chat import Masked, Sent, added
from ingest.outcomes import Failed, Ingested, Progress, Replaced

if TYPE_CHECKING:
    from assistant.governance.use_log import UseLog
    from ingest.model import Person
    from ingest.outcomes import Outcome

T = TypeVar("T")
_FILES = 100  # of one ingest in one entry
Json = dict[str, Any]


class _Made(Protocol):
    """A result of an engine: an answer, a summary, a draft of a use case."""

    @property
    def engine(self) -> str: ...
    @property
    def prompt(self) -> str: ...
    @property
    def masked(self) -> Masked: ...


class _Checked(Protocol):
    @property
    def verdict(self) -> Verdict: ...


class Recorder:
    """Writes uses into `log`; without one it lets everything through. Raises `LogUnavailable`."""

    def __init__(self, log: UseLog | None = None) -> None:
        self._log = log

    # ---- questions

    def asking(self, person: Person, question: str, events: Iterator[T]) -> Iterator[T]:
        """The events of an answer; recorded before the last of them, or when somebody stops it."""
        about: Json = {"stopped": True}

        def read(event: T) -> bool:
            if isinstance(event, Found):
                about["passages"] = _hits(event.hits)
            elif isinstance(event, Sent):
                about.update({"to": event.to, "masked": _together(about, event.masked)})
            elif isinstance(event, Answered):
                del about["stopped"]
                about.update(answered(event.answer))
                return True
            return False

        yield from self._watched(person, "ask", about, {"question": question}, events, read)

    def searched(self, person: Person, question: str, hits: Sequence[Hit]) -> None:
        """A search and what it found."""
        self.note(person, "search", {"passages": _hits(hits)}, {"question": question})

    def listed(self, person: Person, question: str, found: Listing) -> None:
        """A complete list."""
        sources = Counter(entry.document.source for entry in found.entries)
        self.note(person, "list", {"entries": len(found.entries), "sources": dict(sources)}, {"question": question})

    # ---- what is made

    def making(
        self,
        person: Person,
        what: str,
        about: Json,
        steps: Iterator[T],
        result: Callable[[T], _Made | None],
        said: Mapping[str, str] | None = None,
    ) -> Iterator[T]:
        """The steps of a summary, a draft or a run; recorded before what was made is handed over.

        `result` gives what was made, None of a step on the way.
        """
        about = {**about, "stopped": True}

        def read(step: T) -> bool:
            if isinstance(step, Sent):
                about.update({"to": step.to, "masked": _together(about, step.masked)})
            if (one := result(step)) is not None:
                del about["stopped"]
                about.update(made(one))
                return True
            return False

        yield from self._watched(person, what, about, said or {}, steps, read)

    # ---- papers

    def taking_in(self, person: Person, steps: Iterator[Progress | Outcome]) -> Iterator[Progress | Outcome]:
        """The steps of an ingest; what came of every file is recorded, a hundred files in an entry."""
        self.ready()
        files: list[tuple[str, str]] = []
        with closing(_as_generator(steps)) as events:
            try:
                for step in events:
                    if not isinstance(step, Progress):
                        files.append((step.source, _outcome(step)))
                    if len(files) >= _FILES:
                        self._took_in(person, files)
                    yield step
            finally:
                self._took_in(person, files)

    def _took_in(self, person: Person, files: list[tuple[str, str]]) -> None:
        if files:
            self.note(person, "ingest", {"files": dict(files)})
            files.clear()

    # ---- anything

    def ready(self) -> None:
        """Raises `LogUnavailable` where nothing could be recorded."""
        if self._log is not None:
            self._log.ready()

    def forget(self, before: datetime) -> int:
        """Deletes the words of entries older than `before`; returns how many there were."""
        return self._log.forget(before) if self._log is not None else 0

    def note(self, person: Person, what: str, about: Json, said: Mapping[str, str] | None = None) -> None:
        """Records one use: remove, audience, export, original, sign-in, ..."""
        if self._log is not None:
            from assistant.governance.masking import mask

            masked = {name: mask(text).text for name, text in (said or {}).items()}
            self._log.append(person.name, what, about, masked)

    def _watched(
        self,
        person: Person,
        what: str,
        about: Json,
        said: Mapping[str, str],
        steps: Iterator[T],
        read: Callable[[T], bool],
    ) -> Iterator[T]:
        """`read` takes in what a step says, and says of the last one that it is the last."""
        self.ready()
        recorded = False
        with closing(_as_generator(steps)) as events:
            try:
                for step in events:
                    if read(step) and not recorded:
                        self.note(person, what, about, said)
                        recorded = True
                    yield step
            finally:
                if not recorded:
                    self.note(person, what, about, said)


NOT_RECORDED = Recorder()


def answered(answer: Answer) -> Json:
    """What the log says of an answer."""
    return {**made(answer), "abstained": answer.abstained}


def made(one: _Made) -> Json:
    """Engine, prompt, verdicts, what it cites, and what was masked, of whatever an engine has made."""
    # Lines of minutes are checked as sentences are; they cite what was said, not papers.
    checked: Sequence[_Checked] = getattr(one, "sentences", ()) or getattr(one, "lines", ())
    citations: Sequence[Citation] = getattr(one, "citations", ())
    return {
        "engine": one.engine,
        "prompt": one.prompt,
        "masked": dict(one.masked),
        "verdicts": dict(Counter(sentence.verdict.value for sentence in checked)),
        "cited": [_place(citation) for citation in citations],
    }


def _together(about: Json, masked: Masked) -> Json:
    return dict(added(tuple(about.get("masked", {}).items()), masked))


def _hits(hits: Sequence[Hit]) -> list[Json]:
    return [{"id": hit.passage.id, "source": hit.document.source, "page": hit.passage.page} for hit in hits]


def _place(one: Citation) -> Json:
    return {"id": one.passage.id, "source": one.document.source, "page": one.page}


def _outcome(one: Outcome) -> str:
    if isinstance(one, Failed):
        return "failed"
    return {Ingested: "ingested", Replaced: "replaced"}.get(type(one), "unchanged")


def _as_generator(steps: Iterator[T]) -> Generator[T, None, None]:
    yield from steps
