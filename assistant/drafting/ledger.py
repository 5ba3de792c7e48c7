"""Decisions and to-dos of all meetings in one list, each with the words that prove it.

The list is not kept: it is read from the drafts as they are, and from papers in the library whose notes have parts
named 決定事項 and 宿題. Only what people say of an entry afterwards is kept: that it is done, who took it over, which
later decision has taken its place. A meeting that is drafted again stands in the list once, as its newest draft has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant.drafting import redrafted
from assistant.drafting.checking import unverified
from assistant.drafting.drafts import Drafts, Kept
from assistant.drafting.hearing.due import due
from assistant.drafting.values import LineKind, Occasion, Task, Transcript
from ingest.errors import ShirubeError
from ingest.japanese.folding import squeeze
from ingest.model import Document, Person
from ingest.structure.minutes import notes

_BODY = re.compile(
    r"(?:(?:令和|平成)(?:\d+|元)年度?|R\d+|第?\d+回|[（(][^（）()]*[）)]|議事録|会議録|資料|\d+月\d*日?|\d{4}年?度?)"
)
_BULLET = re.compile(r"^[ 　\t]*(?:[・●○■□◆◇▶▪*-]|[(（]?\d{1,2}[)）.．、]|[①-⑳])[ 　\t]*")
_COLUMN = re.compile(r"[ 　]*[｜|\t][ 　]*")
_TASK = re.compile(
    r"^(?P<what>.+?)[ 　\t]*[（(](?P<who>(?![月火水木金土日][）)])[^（）()、,：:]{1,20}?)(?:[、,：: 　]+(?P<due"
    r">[^（）()]{1,20}))?[）)]。?$"
)


class State(StrEnum):
    """What became of an entry."""

    OPEN = "open"  # of a to-do: still to be done
    DONE = "done"
    STANDS = "stands"  # of a decision
    SUPERSEDED = "superseded"  # a later decision has taken its place


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision or a to-do. `where` names the place of its words for a person; `paper` is the id of its paper."""

    id: str
    kind: LineKind  # decision or to-do
    what: str
    meeting: str
    held_on: date | None
    state: State
    quote: str
    where: str
    who: str = ""
    due_as_said: str = ""
    due: date | None = None
    draft: str = ""
    paper: str = ""
    superseded_by: str = ""  # id of the later decision
    verified: bool = True  # its words bear it out, or somebody has checked it

    def late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.state is State.OPEN and self.due is not None and self.due < today

    @property
    def task(self) -> Task:
        """The to-do as the next draft carries it."""
        return Task(self.what, self.who, self.due_as_said, self.due)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; an empty field narrows nothing."""

    kind: LineKind | None = None
    state: State | None = None
    words: str = ""  # each must stand in what, who or meeting
    late_on: date | None = None  # only what should have been done by that day


def entries(kept: Kept) -> Iterator[Entry]:
    """The decisions and to-dos of one draft, in their order."""
    labels = {one.number: one.label for one in kept.transcript.said}
    occasion = kept.draft.occasion
    for line in kept.draft.lines:
        if line.kind not in (LineKind.DECISION, LineKind.TODO):
            continue
        task = line.task or Task(line.text)
        yield Entry(
            f"{kept.id}:{line.id}",
            line.kind,
            task.what if line.kind is LineKind.TODO else line.text,
            occasion.title or "（名前のない会議）",
            occasion.held_on,
            _fresh(line.kind),
            "".join(basis.quote for basis in line.bases),
            labels.get(line.bases[0].said, "") if line.bases else "",
            task.who,
            task.due_as_said,
            task.due,
            draft=kept.id,
            verified=not unverified(line),
        )


def of_paper(document: Document, text: str) -> Iterator[Entry]:
    """What the notes of a meeting list under 決定事項 and 宿題, an entry a line."""
    kinds = {"決定事項": LineKind.DECISION, "宿題": LineKind.TODO}
    parts = notes.fields(text)
    if not notes.is_notes(parts):
        return
    for part in parts:
        if part.name not in kinds:
            continue
        for number, line in enumerate(_lines(text[part.start : part.end])):
            kind = kinds[part.name]
            task = _task(line, document.held_on) if kind is LineKind.TODO else Task(line)
            yield Entry(
                f"{document.id}:{part.start}:{number}",
                kind,
                task.what,
                document.title or document.source,
                document.held_on,
                _fresh(kind),
                line,
                part.name,
                task.who,
                task.due_as_said,
                task.due,
                paper=document.id,
            )


def narrowed(found: Iterable[Entry], wanted: Wanted) -> tuple[Entry, ...]:
    """The entries that are wanted: what is due first, then by the day of the meeting, the latest first."""
    words = [squeeze(word) for word in wanted.words.split()]
    kept = [
        one
        for one in found
        if wanted.kind in (None, one.kind)
        and wanted.state in (None, one.state)
        and (wanted.late_on is None or one.late(wanted.late_on))
        and all(word in squeeze(f"{one.what}{one.who}{one.meeting}") for word in words)
    ]
    latest = sorted(kept, key=lambda one: one.held_on or date.min, reverse=True)
    return tuple(sorted(latest, key=lambda one: one.due or date.max if one.state is State.OPEN else date.max))


def body(title: str) -> str:
    """The name of who meets, without the number and the day of the meeting: what its meetings share."""
    return squeeze(_BODY.sub("", title))


class Ledger:
    """The list, and what people say of its entries."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def of_drafts(self, person: Person) -> tuple[Entry, ...]:
        """The entries of all meetings that a person has drafted, as they were followed up."""
        kept = [self._drafts.load(heading.id, person) for heading in self._drafts.newest(person)]
        return self.followed([entry for group in redrafted.meetings(kept) for entry in self._of_meeting(group, person)])

    def _of_meeting(self, group: Sequence[Kept], person: Person) -> list[Entry]:
        """The entries of the newest draft, and of earlier ones what a person wrote there and not in a later one.

        What a person took out of an earlier one does not come back because the meeting was drafted again.
        """
        found = list(entries(group[0]))
        for at, older in enumerate(group[1:], 1):
            by_hand = self._by_hand(older, person)
            if not by_hand:
                continue
            later = frozenset().union(*(self._by_hand(one, person) for one in group[:at]))
            old = [entry for entry in entries(older) if entry.id in by_hand]
            stands_for = redrafted.counterparts(old, found)
            replaced = {new.id: one for one in old if (new := stands_for.get(one.id)) and new.id not in later}
            found = [replaced.get(entry.id, entry) for entry in found]
            found += [one for one in old if one.id not in stands_for]
        gone = [entry for older in group[1:] for entry in self._taken_out(older, person)]
        refused = {new.id for new in redrafted.counterparts(gone, list(entries(group[0]))).values()}
        return [entry for entry in found if entry.id not in refused - self._by_hand(group[0], person)]

    def _taken_out(self, kept: Kept, person: Person) -> list[Entry]:
        """The entries that a draft had at first and a person took out, or made something else of."""
        if len(kept.versions) == 1:
            return []
        there = {entry.id for entry in entries(kept)}
        first = replace(kept, draft=self._drafts.first(kept.id, person))
        return [entry for entry in entries(first) if entry.id not in there]

    def _by_hand(self, kept: Kept, person: Person) -> frozenset[str]:
        """The ids of entries that a person wrote or changed."""
        if len(kept.versions) == 1:
            return frozenset()
        lines = redrafted.written_by_hand(kept.draft, self._drafts.first(kept.id, person))
        return frozenset(f"{kept.id}:{line}" for line in lines)

    def same_meeting(self, transcript: Transcript, about: Occasion, person: Person) -> tuple[Kept, ...]:
        """The person's drafts of the same meeting, the newest first."""
        meant = redrafted.meeting_of(transcript, about)
        kept = (self._drafts.load(heading.id, person) for heading in self._drafts.newest(person))
        return tuple(one for one in kept if meant.is_same(redrafted.meeting_of(one.transcript, one.draft.occasion)))

    def hand_over(self, id: str, person: Person, at: str) -> None:
        """Carries what was said of entries in the other drafts of its meeting over to the entries of draft `id`."""
        new = self._drafts.load(id, person)
        others = [one for one in self.same_meeting(new.transcript, new.draft.occasion, person) if one.id != id]
        for old in others:
            self.carry(list(entries(old)), list(entries(new)), at)

    def carry(self, old: Sequence[Entry], new: Sequence[Entry], at: str) -> None:
        """Keeps for new entries what was said of the old ones that they stand for; what was said of them goes first."""
        stands_for = redrafted.counterparts(old, new)
        with self._drafts.database.open() as database:
            for one, other in stands_for.items():
                database.execute(
                    "INSERT OR IGNORE INTO followed SELECT ?, state, who, due, superseded_by, ? FROM followed"
                    " WHERE entry = ?",
                    (other.id, at, one),
                )
                database.execute(
                    "UPDATE followed SET superseded_by = ? WHERE superseded_by = ? AND entry <> ?",
                    (other.id, one, other.id),
                )

    def followed(self, found: Sequence[Entry]) -> tuple[Entry, ...]:
        """`found` with what was said of them since."""
        with self._drafts.database.open() as database:
            rows = database.execute("SELECT entry, state, who, due, superseded_by FROM followed").fetchall()
        said: Mapping[str, tuple[str, str | None, str | None, str]] = {row[0]: row[1:] for row in rows}
        return tuple(_followed(one, *said[one.id]) if one.id in said else one for one in found)

    def follow(self, entry: Entry, at: str) -> None:
        """Keeps the state of an entry, who does it and until when. A decision is open to no state of a to-do.

        Raises `ShirubeError` for a state that its kind cannot have.
        """
        todo = entry.kind is LineKind.TODO
        if todo != (entry.state in (State.OPEN, State.DONE)):
            raise ShirubeError("宿題は「未了」か「完了」、決定は「有効」か「変更済み」のどちらかにしてください。")
        due = entry.due.isoformat() if entry.due else ""
        row = (entry.id, entry.state.value, entry.who, due, entry.superseded_by, at)
        with self._drafts.database.open() as database:
            database.execute("INSERT OR REPLACE INTO followed VALUES (?, ?, ?, ?, ?, ?)", row)


def _followed(entry: Entry, state: str, who: str | None, due: str | None, superseded_by: str) -> Entry:
    day = entry.due if due is None else date.fromisoformat(due) if due else None
    return replace(
        entry, state=State(state), who=entry.who if who is None else who, due=day, superseded_by=superseded_by
    )


def _fresh(kind: LineKind) -> State:
    return State.OPEN if kind is LineKind.TODO else State.STANDS


def _lines(part: str) -> list[str]:
    """The entries of a part, without its name and bullets."""
    _, _, rest = part.partition("\n")
    lines = [_BULLET.sub("", line).strip() for line in (rest or part.partition("：")[2]).splitlines()]
    return [line for line in lines if len(line) > 3 and line not in ("特になし", "なし")]


def _task(line: str, held_on: date | None) -> Task:
    """窓口端末の照会（総務課、8月末）, or the same in columns: what, who, by when."""
    what, *cells = _COLUMN.split(line)
    if cells:
        limits = [found for cell in cells if (found := due(cell, held_on))]
        who = next((cell for cell in cells if not due(cell, held_on)), "")
        return Task(what, who, limits[0].said if limits else "", limits[0].day if limits else None)
    match = _TASK.match(line)
    what, who, until = (match["what"], match["who"], match["due"] or "") if match else (line, "", "")
    limit = due(until or line, held_on)
    return Task(what, who, until or (limit.said if limit else ""), limit.day if limit else None)
