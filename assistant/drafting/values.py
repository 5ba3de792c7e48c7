"""The nouns of drafting. A draft is items, an item has lines, a line has bases: verbatim words that somebody said.

What was said is kept as it came in (`Said`); a line never stands alone. Decisions and to-dos are lines too, so that
each of them is traced, checked and edited like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant.answering.values import Verdict
from assistant.chat import Masked


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker said in a row. `number` counts from 1 in the order of the meeting, over all its files."""

    number: int
    speaker: str  # as the transcript has it, or as a person renamed it; empty where nobody is named
    text: str
    label: str  # where it is found: 00:12:30, or 発言12 where the transcript has no times
    source: str = ""  # the file's name


@dataclass(frozen=True, slots=True)
class Transcript:
    """A meeting as it was taken down. `problems` tell a clerk, in Japanese, what is odd about it."""

    said: tuple[Said, ...]
    sources: tuple[str, ...] = ()  # the files' names, in the order of the meeting
    problems: tuple[str, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of those who speak, in the order of their first words."""
        return tuple(dict.fromkeys(one.speaker for one in self.said if one.speaker))

    @property
    def length(self) -> int:
        """Characters that were said."""
        return sum(len(one.text) for one in self.said)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of a meeting beside what was said: from the agenda, the deck, or its opening words.

    An empty field is not known; nothing is made up for it.
    """

    title: str = ""
    held_on: date | None = None
    hours: str = ""  # 10時から11時30分まで, as it is written
    place: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()  # titles of the items, in order
    materials: tuple[str, ...] = ()  # 資料1 ..., as they are named


class LineKind(StrEnum):
    """What a line of minutes reports."""

    EXPLANATION = "explanation"  # 説明
    QUESTION = "question"  # 質疑, the asking side
    ANSWER = "answer"  # 質疑, the answering side
    OPINION = "opinion"  # 意見
    DECISION = "decision"  # 決定事項
    TODO = "todo"  # 宿題
    NEXT = "next"  # 次回


@dataclass(frozen=True, slots=True)
class Basis:
    """The words that a line rests on: characters `start` to `end` of what was said under `said`."""

    said: int  # number of the `Said`
    start: int
    end: int
    quote: str  # verbatim


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody is to do. `due` is the day that `due_as_said` means, None where no day can be read from it."""

    what: str
    who: str = ""
    due_as_said: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft, what it rests on, and what checking it against that said."""

    id: str  # unique within its draft and kept through edits
    kind: LineKind
    text: str
    bases: tuple[Basis, ...] = ()
    verdict: Verdict = Verdict.UNSUPPORTED
    reason: str = ""  # in Japanese, where the verdict is not `supported`
    speaker: str = ""
    answers: str = ""  # id of the question that this answers
    task: Task | None = None  # of a to-do
    checked_by: str = ""  # the person who has compared it with its words
    by_hand: bool = False  # added by a person
    aside: bool = False  # stays in the draft, beside its source, and is not written into the minutes


BY_HAND = "hand"  # the engine of an item that a person added


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda, with what was said to it in the order of the meeting."""

    title: str  # empty before the first item, and where the meeting had no agenda
    lines: tuple[Line, ...] = ()
    engine: str = "extract"  # what wrote it last, or the model's name
    origins: tuple[str, ...] = ()  # titles that it was drafted under, where it was renamed or joined since


@dataclass(frozen=True, slots=True)
class Draft:
    """Minutes as drafted. `notices` tell a person what happened on the way; `prompt` names what made it."""

    occasion: Occasion
    items: tuple[Item, ...]
    style: str
    engine: str = "extract"  # or the model's name
    prompt: str = ""
    made_at: str = ""  # ISO 8601, UTC
    notices: tuple[str, ...] = ()
    brief: bool = False  # the points only: its to-dos stand in their table alone
    open_tasks: tuple[Task, ...] = ()  # of earlier meetings, still to be done when this one was drafted
    masked: Masked = ()  # how much was masked of what was sent to a model

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order."""
        return tuple(line for item in self.items for line in item.lines)

    @property
    def written(self) -> Draft:
        """What goes into the minutes: all but the lines that are kept aside."""
        items = (replace(item, lines=tuple(line for line in item.lines if not line.aside)) for item in self.items)
        return replace(self, items=tuple(items))

    @property
    def numbered(self) -> tuple[tuple[int, Item], ...]:
        """The items with their numbers on the agenda; what was said before the first has none, 0."""
        titled = [item for item in self.items if item.title]
        return tuple((titled.index(item) + 1 if item.title else 0, item) for item in self.items)

    def of_kind(self, kind: LineKind) -> tuple[Line, ...]:
        """The lines of one kind, in order."""
        return tuple(line for line in self.lines if line.kind is kind)

    @property
    def exchanges(self) -> tuple[tuple[Line, tuple[Line, ...]], ...]:
        """Each question with the lines that answer it."""
        return tuple(
            (question, tuple(line for line in self.lines if line.answers == question.id))
            for question in self.of_kind(LineKind.QUESTION)
        )
