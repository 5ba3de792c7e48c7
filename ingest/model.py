"""The nouns of the house: what a paper is once it has been read, and how a place in it is named.

A paper's text is one string, the concatenation of its pages' texts; every offset without another word counts
characters of that string. A passage is a verbatim slice of it, so a citation never has to be searched for again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from ingest.audience import HOUSE, PUBLIC, departments_of, own

BETWEEN_HEADINGS = " > "  # parts the headings above a passage: 第１章 総則 > １ 目的


class BlockKind(StrEnum):
    """What a run of text is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # one entry of a list
    ROW = "row"  # one row of a table, cells parted by tabs
    SPEECH = "speech"  # what one speaker said at one time


class Role(StrEnum):
    """What a speaker is in a sitting."""

    CHAIR = "chair"
    QUESTIONER = "questioner"
    EXECUTIVE = "executive"
    SECRETARIAT = "secretariat"
    UNKNOWN = "unknown"


class PageState(StrEnum):
    """Whether a page's words can be trusted."""

    TEXT = "text"
    EMPTY = "empty"  # nothing is printed on it
    NO_TEXT = "no_text"  # something is printed, no characters can be read: waits for OCR
    POOR = "poor"  # characters come out, but not as Japanese a person could read; kept out of passages


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a page's text that belongs together; `start` and `end` count characters of the page's text."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # of a heading, 1 is the highest
    index: str = ""  # words for the search only, never shown: column names of a row
    speaker: str = ""
    label: str = ""  # a finer place than the page's: 00:12:30


@dataclass(frozen=True, slots=True)
class Page:
    """A page, slide or sheet, or the whole of a paper that has none.

    `boxes` packs one box a character of `text` as four little-endian uint16 (left, top, right, bottom), in 1/65535 of
    the width and height of the page as it is shown, origin at the top left; zero-width where a character has no ink.
    It is empty where a format has no layout. A text that ends without a line break goes on on the next page.
    """

    number: int | None
    label: str
    text: str
    blocks: tuple[Block, ...]
    boxes: bytes = b""
    state: PageState = PageState.TEXT
    furniture: tuple[str, ...] = ()  # running heads and page numbers, left out of `text`
    ocr: bool = False  # its characters were recognised in a picture: figures in it may be misread


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a clerk should know about a paper, said in Japanese; `page` counts from 1 where it is of one page."""

    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file."""

    format: str  # pdf docx pptx xlsx csv html md txt vtt srt
    pages: tuple[Page, ...]
    title: str = ""  # as the file says it of itself; empty where it says nothing
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A paper in the library. `source` is the file's name as it was given and names the paper to people."""

    id: str
    source: str
    sha256: str
    format: str
    title: str
    kind: str  # the kind of paper in Japanese: 会議録, 議案, 予算, 資料, ...
    pages: int
    held_on: date | None = None
    fiscal_year: int | None = None
    problems: tuple[Problem, ...] = ()
    added_at: str = ""  # ISO 8601, UTC
    passages: int = 0
    audience: str = HOUSE  # who may read it (see `ingest.audience`); both views filter by it
    meeting_number: int | None = None  # 第3回
    session: str = ""  # of an assembly: 令和2年第1回定例会
    reading: int = 0  # the version of the rules it was read by; a newer one reads it again
    audience_said: bool = False  # a person said who may read it; no rule changes that


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim slice of a paper, small enough to cite: `text` equals the paper's text from `start` to `end`."""

    id: str
    document: str
    ordinal: int  # place among the paper's passages, from 0
    page: int | None  # where it begins; None where the paper has no pages
    label: str  # what a person would say: p.3, スライド4, シート「予算」, 00:12:30
    start: int
    end: int
    text: str
    heading: str = ""  # the headings above it, those it begins with left out: 第１章 総則 > １ 目的
    index: str = ""  # words for the search only: column names, the topic of a turn
    speaker: str = ""
    tabular: bool = False  # made of table rows
    role: Role | None = None  # of the speaker, in minutes
    turn: int | None = None  # the paper's how manieth turn it is of, from 0
    exchange: int | None = None  # the question-and-answer it belongs to, numbered within the paper
    aside: bool = False  # an attendance list, an agenda, a table of contents: answers only what is asked of it
    ocr: bool = False  # some of it was recognised in a picture
    headings: tuple[tuple[int, str], ...] = ()  # after each heading in it: from which character which ones are above

    def heading_at(self, offset: int) -> str:
        """The headings that character `offset` of its text stands under, outermost first; a heading is not its own."""
        return next((path for start, path in reversed(self.headings) if start <= offset), self.heading)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; an empty field narrows nothing. All given fields must hold."""

    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = field(default=())  # ids


class Rank(IntEnum):
    """What a person may do with the library; each rank may do what the ranks before it may."""

    READER = 1  # 閲覧: asks and drafts
    FILER = 2  # 登録: takes papers in and out, and says who may read them
    ADMINISTRATOR = 3  # 管理: approves use cases, checks and rebuilds, reads the log

    @property
    def label(self) -> str:
        """As people call it."""
        return {Rank.READER: "閲覧", Rank.FILER: "登録", Rank.ADMINISTRATOR: "管理"}[self]


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks; there is no search without one. By itself a person reads what is for everybody, and does no more.

    `name` tells this person from all others: what is theirs alone goes by it. `called` is what colleagues read, where
    that is not the name. `everywhere` is for whoever works at the machine that the library lies on, and reads the
    papers of every department.
    """

    name: str = ""
    departments: frozenset[str] = frozenset()
    rank: Rank = Rank.READER
    everywhere: bool = False
    called: str = ""

    @property
    def label(self) -> str:
        """The person as colleagues read it."""
        return self.called or self.name

    def may_read(self, audience: str) -> bool:
        """Whether a paper of this audience is for this person. Nobody reads what is another's own."""
        if audience in (PUBLIC, HOUSE) or audience == own(self.name):
            return True
        theirs = departments_of(audience)
        return bool(theirs) and (self.everywhere or not theirs.isdisjoint(self.departments))


def local_person(name: str = "") -> Person:
    """Whoever works at this machine: all rights, and every paper but what is another's own."""
    return Person(name, rank=Rank.ADMINISTRATOR, everywhere=True)
