"""The nouns of a trial: a use case is a file of the catalogue, a run makes a draft, a record says what it brought.

A record holds figures and a reason, never what was put in or came out, unless the person chose to share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.answering.values import Citation, Sentence
from assistant.chat import Masked


class InputKind(StrEnum):
    """What a person fills in."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    FILE = "file"
    DATE = "date"


class MayPutIn(StrEnum):
    """What may be put into a use case."""

    PUBLIC = "public"  # 公開情報のみ
    INTERNAL = "internal"  # 庁内情報まで
    NO_PERSONAL = "no_personal"  # 庁内情報まで、個人情報は不可


class Stage(StrEnum):
    """How far a use case made by staff has come."""

    DRAFT = "draft"  # its author's own
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a use case's form. `name` is the placeholder in its text, `$name`."""

    name: str
    label: str
    kind: InputKind = InputKind.TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class UseCase:
    """A use of generative AI at work, as its file in the catalogue says it.

    `engine` names the part that works without a model (koyobun, yasashii, classify, summary, answers), empty where
    there is none. `messages` are role and text with `$placeholders`.
    """

    id: str  # the file's name without its ending
    title: str
    purpose: str
    inputs: tuple[Input, ...]
    messages: tuple[tuple[str, str], ...]
    may_put_in: MayPutIn
    checked_by: str  # who must check what comes out
    may_leave: bool  # whether what comes out may leave the house once it is checked
    cannot: str  # what it cannot do
    draws_on_library: bool = False
    engine: str = ""
    example: tuple[tuple[str, str], ...] = ()  # input name and value of a worked example
    author: str = ""
    version: int = 1
    stage: Stage = Stage.APPROVED
    group: str = "その他"  # what it is about, as the catalogue lists it

    @property
    def identity(self) -> str:
        """What a record remembers of it: 庁内メールの文案 v2."""
        return f"{self.title} v{self.version}"


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made. `sentences` and `citations` are there where it rests on papers, each sentence checked."""

    text: str
    engine: str  # "rules", "extract", or the model's name
    prompt: str = ""
    notice: str = ""
    seconds: float = 0.0
    tokens_in: int | None = None
    tokens_out: int | None = None
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    masked: Masked = ()  # how much was masked of what was sent to a model


class Rating(StrEnum):
    """Whether it served."""

    SERVED = "served"  # 役に立った
    PARTLY = "partly"  # 一部役に立った
    NOT = "not"  # 役に立たなかった


@dataclass(frozen=True, slots=True)
class Record:
    """What one run brought. Minutes are the person's own estimate, before and after; None where not said.

    `shared` is the text that the person chose to share, empty otherwise. Times are ISO 8601, UTC.
    """

    id: str
    use_case: str  # id
    title: str
    version: int
    department: str
    person: str
    engine: str
    at: str
    seconds: float
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost: float | None = None  # yen, by the price table in the settings; None where no price is known
    rating: Rating | None = None
    minutes_before: int | None = None  # what it would have taken by hand
    minutes_actual: int | None = None  # what it took with the draft, checking included
    used: bool | None = None
    reason: str = ""
    shared: str = ""

    @property
    def minutes_saved(self) -> int | None:
        """Before less actual, as the person said them; None where one is missing."""
        if self.minutes_before is None or self.minutes_actual is None:
            return None
        return self.minutes_before - self.minutes_actual


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """Why somebody does not use it, or how often: half of what is learned is why not."""

    at: str
    department: str
    uses: str  # 使っている, 使ったことがある, 使っていない
    reasons: tuple[str, ...] = ()  # of a fixed list
    words: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the trial."""

    year: int
    month: int

    def holds(self, day: date) -> bool:
        """Whether `day` falls in it."""
        return (day.year, day.month) == (self.year, self.month)
