"""The nouns of minutes: who spoke in which role, what was asked and answered, what was decided.

Every offset counts characters of the paper's whole text; a span is (start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ingest.model import Problem, Role

Span: TypeAlias = tuple[int, int]


class Form(StrEnum):
    """How questions and answers follow each other."""

    PLENARY = "plenary"  # one long question, several answers, further questions of the same member
    COMMITTEE = "committee"  # question and answer turn by turn


class MeetingKind(StrEnum):
    """Who meets."""

    PLENARY = "plenary"
    COMMITTEE = "committee"
    TEAM = "team"  # staff of a city hall: a project team, a liaison meeting


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said at one time; `start` is at the mark before the speaker, `body` where the words begin."""

    ordinal: int
    start: int
    body: int
    end: int
    speaker: str  # without 君 and spaces; a surname alone where the full name is not certain; may be empty
    office: str  # 知事, 総務局長, 議長, 委員; empty for a numbered member
    member: str  # 21 for 二十一番
    role: Role
    exchange: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what was answered to it, as ordinals of turns in their order."""

    ordinal: int
    question: tuple[int, ...]
    answers: tuple[int, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Vote:
    """What the chair declared decided. `manner` is 起立多数, 異議なし and the like; it may be empty."""

    what: str
    result: str
    manner: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Session:
    """The session as the paper writes it, its western year, and 第N回 or the month it is named by."""

    text: str
    year: int
    number: int | None
    month: int | None
    kind: str  # 定例会, 臨時会, 定例月会議


@dataclass(frozen=True, slots=True)
class NotedField:
    """A part of a team's notes under a name of its own: 日時, 場所, 出席者, 次第, 決定事項, 宿題, 次回."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of an attendance list; `surname` is empty where the list does not part the names."""

    name: str
    surname: str = ""
    office: str = ""
    member: str = ""
    side: Role = Role.UNKNOWN  # the list they stand in: members, executives, secretariat


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of the sitting as a whole, and the stretches that answer no question about what was said."""

    title: str
    assembly: str  # 東京都議会
    session: Session | None
    sitting: int | None  # 第N号
    held_on: date | None
    kind: MeetingKind
    people: tuple[Person, ...] = ()
    attendance: tuple[Span, ...] = ()
    agenda: tuple[Span, ...] = ()  # tables of contents too
    votes: tuple[Vote, ...] = ()
    procedural: tuple[Span, ...] = ()  # times, giving the floor, papers printed between turns
    fields: tuple[NotedField, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes as read. `interjections` are stage directions, applause and calls within turns."""

    meeting: Meeting
    turns: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]
    interjections: tuple[Span, ...]
    problems: tuple[Problem, ...]
