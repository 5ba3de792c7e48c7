"""The nouns of answering. An answer is sentences, a sentence has citations, a citation has a verbatim quote."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.chat import Masked, Sent
from ingest.model import Document, Filters, Passage, Role


class Verdict(StrEnum):
    """What code found when it held a sentence against the words it cites."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What was understood from a question before it was searched.

    `values` has the keys of the JSON interface (fiscal_year, date, kind, source, must, ... and dropped); `label` says
    the same to a person in Japanese. `filters` is what the search is narrowed to. `chips` are the parts of `label`
    that the question itself gave, each with its key, so that a person can take one back. `today` is the day that
    words such as 先月 were read against, None where they are not counted; with it an engine reads the question alike.
    `taken_back` are the keys that the person took back before.
    """

    values: dict[str, object] = field(default_factory=dict)
    label: str = ""
    filters: Filters = Filters()
    chips: tuple[tuple[str, str], ...] = ()
    today: date | None = None
    taken_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `score` is relative to the best of the same search."""

    rank: int
    passage: Passage
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and its place: characters `start` to `end` of the paper's text."""

    number: int
    passage: Passage
    document: Document
    quote: str
    start: int
    end: int
    page: int | None
    label: str

    @property
    def ocr(self) -> bool:
        """Whether the words were recognised in a picture: figures in them may be misread."""
        return self.passage.ocr

    @property
    def heading(self) -> str:
        """The headings that the words stand under, outermost first."""
        return self.passage.heading_at(self.start - self.passage.start)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the numbers of its citations, and what checking it said."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    reason: str = ""  # in Japanese, where the verdict is not `supported`


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker said in one turn of an exchange."""

    speaker: str
    text: str
    label: str  # the place where it begins


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked in a sitting and what was answered to it, each in the order of the paper."""

    document: Document
    questions: tuple[Utterance, ...]
    answers: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that names a topic: characters `start` to `end` of the paper's text, in the passage of that id."""

    text: str
    start: int
    end: int
    passage: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One turn of a complete list, or one passage where nobody speaks. `document` comes without its problems."""

    document: Document
    passage: str  # id of the passage with the first mention, whose page and label these are
    page: int | None
    label: str
    speaker: str
    role: Role | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries there are of one year or one speaker."""

    name: str
    entries: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Every place that speaks of a topic, in order of date. `notice` says in Japanese what lies beside the list."""

    topic: str
    read_as: ReadAs
    entries: tuple[Entry, ...]
    by_year: tuple[Count, ...]  # in order of date
    by_speaker: tuple[Count, ...]  # most entries first
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its proof. `abstained` means that the papers do not say; `nearest` is then what comes closest.

    `notice` tells the person, in Japanese, what went wrong on the way (an endpoint that is down, a reply cut off).
    `engine` is "extract" or the model's name; `prompt` names the prompt file that made it, with its version.
    `listing` is the complete list where one was asked for; the citations are then of its first entries. `offered` are
    the ids of the papers that a model was shown, `masked` is how much was masked of what was sent to it.
    """

    question: str
    read_as: ReadAs
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstained: bool = False
    engine: str = "extract"
    notice: str = ""
    nearest: tuple[Hit, ...] = ()
    prompt: str = ""
    listing: Listing | None = None
    offered: tuple[str, ...] = ()
    masked: Masked = ()

    @property
    def text(self) -> str:
        """The sentences as one string, without marks."""
        return "\n".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier question of a conversation and what was answered to it."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Found:
    """First event of an answer: the passages that it will rest on."""

    read_as: ReadAs
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text as it streams, marks such as [1] included."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Last event: the whole answer, checked."""

    answer: Answer


Event = Found | Sent | Piece | Answered
"""`Sent` comes where a language model is asked, with what it is told."""
