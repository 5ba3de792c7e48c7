"""What belongs to one person at one window: one typed value in Streamlit's session state."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import takewhile
from threading import Event as Flag
from typing import Generic, TypeVar
from uuid import uuid4

import streamlit as st

from assistant.answering.values import Answer, Earlier, Event, Found, Piece, ReadAs, Sentence, Verdict
from assistant.chat import Sent
from assistant.conversations import Turn
from assistant.drafting.drafts import Kept
from assistant.drafting.summaries.values import By, Length, Summary
from assistant.drafting.values import Occasion, Transcript
from assistant.drafting.word.template import Placeholder
from assistant.governance.recording import NOT_RECORDED, Recorder
from assistant.outflow import Preview
from assistant.phrasing import STOPPED
from assistant.ui.trying import Making, Trying
from ingest.errors import ShirubeError
from ingest.model import Filters, Person, local_person
from ingest.outcomes import Health, Outcome, Progress

T = TypeVar("T")
UNFORESEEN = "思わぬ問題が起きました。画面を読み込み直してください。続くときは、担当者に知らせてください。"
_KEY = "session"
_SENT = 20  # calls of a model that a window remembers
_MARK = re.compile(r"\[\d+\]")  # the checked answer has its own; these would lead nowhere


@dataclass(frozen=True, slots=True)
class Live:
    """An answer under way: what has come so far. One that is still here in the next run was stopped."""

    question: str
    found: Found | None = None
    text: str = ""

    def after(self, event: Event) -> Live:
        """This answer with `event` taken in."""
        if isinstance(event, Found):
            return replace(self, found=event)
        return replace(self, text=self.text + event.text) if isinstance(event, Piece) else self

    def stopped(self) -> Turn:
        """What came before the stop, said as what it is: unchecked, with the passages that had been found."""
        read_as = self.found.read_as if self.found else ReadAs()
        text = _MARK.sub("", self.text).strip()
        said = (Sentence(text, (), Verdict.UNSUPPORTED, "途中で止めたため、確かめていません。"),) if text else ()
        nearest = self.found.hits if self.found else ()
        notice = f"{STOPPED}。ここまでの文は、資料と照らし合わせていません。" if text else f"{STOPPED}。"
        return new_turn(Answer(self.question, read_as, said, notice=notice, nearest=nearest), stopped=True)


@dataclass(frozen=True, slots=True)
class Understood:
    """A meeting that has been read and is not drafted yet, as a person has put it right so far.

    `names` has each speaker of the transcript with the name to go by; `id` keeps its fields apart from another's.
    """

    transcript: Transcript
    occasion: Occasion
    names: Mapping[str, str]
    id: str


@dataclass(slots=True)
class Work(Generic[T]):
    """A meeting being read, a draft, one item of it or a summary being written, in a thread of its own.

    It outlives the run of a page that began it, and runs overlap: the thread alone writes `progress`, `made` and
    `error`, and `done` last; every run reads them. `stop` asks it to end. Where `stopped` says something, nothing of it
    is kept then, so nobody waits for its end.
    """

    what: str  # as the person reads it
    slow: bool  # a model is asked, so that it may be worth while to stop it
    stopped: str = ""
    stop: Flag = field(default_factory=Flag)
    done: Flag = field(default_factory=Flag)
    progress: Progress | None = None
    made: T | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A city's own Word form, checked, with its placeholders and those that it has no place for."""

    name: str
    contents: bytes
    placeholders: tuple[Placeholder, ...]
    missing: tuple[Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that took a while to make, and what it was made from."""

    of: str
    contents: bytes


FIRST = -2  # in place of an item: the first that has something to be written


@dataclass(slots=True)
class Minutes:
    """Where this window is on 議事録をつくる. Everything that lasts is with the secretary."""

    beginning: bool = False  # files for a new draft are being given
    lots: int = 0  # how many lots of files were given: fresh uploaders for each
    understood: Understood | None = None
    work: Work[Understood | Kept] | None = None
    draft: str = ""  # id of the draft that is open
    item: int = FIRST  # place of the item that is looked at
    line: str = ""  # id of the line that is looked at
    around: int = 1  # speeches shown before and after its words
    signs_as: str = ""  # the name under which lines are marked as checked
    form: Form | None = None
    made: Made | None = None

    def open(self, draft: str, item: int = FIRST, line: str = "") -> None:
        """Look at a draft; an empty id leads back to the list."""
        self.draft, self.item, self.beginning, self.understood, self.made = draft, item, False, None, None
        self.choose(line)

    def choose(self, line: str) -> None:
        """Look at a line of the draft; an empty id at none."""
        self.line, self.around = line, 1


@dataclass(slots=True)
class Summing:
    """Where this window is on 要約する: what is wished for, and what has come of it."""

    sources: tuple[str, ...] = ()
    by: By = By.WHOLE
    length: Length = Length.MIDDLE
    work: Work[Summary] | None = None
    summary: Summary | None = None


@dataclass(slots=True)
class Session:
    """One person's window. Pages change it; nothing else is kept between two runs."""

    person: Person
    conversation: str = ""  # id, empty until the first answer is kept
    turns: tuple[Turn, ...] = ()
    filters: Filters = Filters()
    asking: str = ""  # a question pressed rather than typed, to be asked in this run
    ignoring: frozenset[str] = frozenset()  # what was read of it and taken back
    again: str = ""  # id of the turn that it asks again: what came from there on is no part of the conversation for it
    live: Live | None = None
    fresh: str = ""  # id of the turn just answered: the page is turned to it once
    problem: str = ""  # what the person is told once, in the next run
    notice: str = ""  # likewise, where something went well
    uploads: int = 0  # how many lots of files were given: a fresh uploader for each
    giving_to: str | None = ""  # who may read the papers that are given
    outcomes: tuple[Outcome, ...] = ()
    health: Health | None = None
    recorder: Recorder = NOT_RECORDED  # of the office; the same for everybody
    noted: bool = False  # the log has that this person came in
    sent: tuple[Sent, ...] = ()  # what went to a model for the answers of this window, the newest last
    preview: Preview | None = None
    minutes: Minutes = field(default_factory=Minutes)
    summing: Summing = field(default_factory=Summing)
    trying: Trying = field(default_factory=Trying)
    making: Making = field(default_factory=Making)

    def note_coming(self) -> None:
        """Records once that somebody signed in. Raises `LogUnavailable`; then it is tried again in the next run.

        Whoever sits at this machine has not signed in.
        """
        if not (self.noted or self.person.everywhere):
            self.recorder.note(self.person, "sign in", {})
            self.noted = True

    def keep_sent(self, sent: Sent) -> None:
        """Remembers what was sent, the newest of it."""
        self.sent = (*self.sent, sent)[-_SENT:]

    def told(self) -> tuple[str, str]:
        """Problem and notice, which are told once."""
        problem, self.problem, notice, self.notice = self.problem, "", self.notice, ""
        return problem, notice

    def attempt(self, verb: Callable[[], object], done: str = "") -> bool:
        """Whether `verb` could be done; the person is told `done`, or in one sentence what went wrong.

        What a press calls is done before the page is drawn, outside of the frame's door: this is its outermost door.
        """
        try:
            verb()
        except ShirubeError as error:
            self.problem = str(error)
            return False
        except Exception:  # the person gets a sentence, the log the rest
            logging.getLogger("shirube").exception("What was pressed could not be done")
            self.problem = UNFORESEEN
            return False
        self.notice = done
        return True

    def press(self, verb: Callable[[], object], done: str = "") -> None:
        """The same, for a button to call."""
        self.attempt(verb, done)

    def begin_anew(self) -> None:
        """An empty page for a new conversation; the filters stay."""
        self.conversation, self.turns, self.live, self.problem = "", (), None, ""
        self.ask("")

    def ask(self, question: str, ignoring: frozenset[str] = frozenset(), again: str = "") -> None:
        """`question` is the next to be asked, the turn `again` once more without what was taken back of it."""
        self.asking, self.ignoring, self.again = question, ignoring, again

    def earlier(self) -> tuple[Earlier, ...]:
        """The conversation before the question to be asked."""
        before = takewhile(lambda turn: turn.id != self.again, self.turns)
        return tuple(turn.earlier for turn in before if not turn.stopped)


def enter(person: Person) -> None:
    """Whose window this is, said anew in each run: what another left in it is gone, and departments may change."""
    if _KEY not in st.session_state or st.session_state[_KEY].person.name != person.name:
        st.session_state[_KEY] = Session(person)
    st.session_state[_KEY].person = person


def current() -> Session:
    """This window's session; at this machine's own where nobody has entered by name."""
    if _KEY not in st.session_state:
        enter(local_person())
    session: Session = st.session_state[_KEY]
    return session


def new_turn(answer: Answer, *, stopped: bool = False) -> Turn:
    """`answer` as a turn of now."""
    return Turn(uuid4().hex, answer.question, answer, datetime.now(UTC).isoformat(), stopped)
