"""A paper's text to minutes: who said what in which role, what was asked and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Problem, Role
from ingest.structure.minutes import exchanges as linking
from ingest.structure.minutes import meeting as sitting
from ingest.structure.minutes import notes, stage
from ingest.structure.minutes import turns as speaking
from ingest.structure.minutes.openers import Opener, Style, find
from ingest.structure.minutes.roster import Roster, read_roster
from ingest.structure.minutes.values import Exchange, Meeting, MeetingKind, Minutes, NotedField, Turn
from ingest.structure.minutes.votes import votes

_MARKED = frozenset({Style.MARK, Style.FRAME})
_HEAD = 60_000  # characters in which the lists before the first words have their place


def parse(text: str, source: str = "", title: str = "") -> Minutes | None:
    """The minutes that `text`, a paper's whole text, is; None where nothing shows that it is minutes.

    `source` is the file's name, `title` what the paper says of itself. What cannot be recognised stays outside the
    turns, or with an empty speaker and an unknown role, and `problems` says so.
    """
    named = sitting.title_of(text, source, title)
    head = _head(text)
    roster = read_roster(text, head)
    begins = speaking.openers(text, roster, titled=bool(named))
    parts = notes.fields(text) if named else ()
    noted = notes.is_notes(parts)
    if not begins and not (named and (noted or roster.people)):
        return None
    first = begins[0].start if begins else head
    if first < head:
        roster = read_roster(text, first)
    made = speaking.turns(text, begins)
    # The minutes of a whole session have the lists of each day before its first words.
    days = [span for span in stage.closings(text, made) if span[1] < made[-1].start]
    if days:
        for start, end in days:
            roster = roster.joined(read_roster(text, end, start))
        begins = speaking.openers(text, roster, titled=bool(named))
        made = speaking.turns(text, begins)
    # Assemblies mark their speakers; notes of a team write them before a colon or a gap.
    unmarked = bool(named and begins and not any(opener.mark for opener in begins))
    kind = sitting.kind_of(named, made, is_noted=noted or unmarked)
    if kind is MeetingKind.TEAM:
        made = _as_team(speaking.turns(text, begins, notes.breaks(text, parts)), roster)
    return _minutes(text, source, named or title, kind, roster, made, begins, parts if noted else ())


def _minutes(
    text: str,
    source: str,
    title: str,
    kind: MeetingKind,
    roster: Roster,
    made: Sequence[Turn],
    begins: Sequence[Opener],
    parts: tuple[NotedField, ...],
) -> Minutes:
    linked: Sequence[Turn] = made
    pairs: list[Exchange] = []
    if kind is not MeetingKind.TEAM:
        linked, pairs = linking.exchanges(text, made, linking.form_of(made, kind))
    decided = tuple(votes(text, linked, kind))
    first = begins[0].start if begins else len(text)
    session = sitting.session_of(text, first, title, source)
    about = Meeting(
        title=title,
        assembly="" if kind is MeetingKind.TEAM else sitting.assembly_of(text, title),
        session=session,
        sitting=sitting.sitting_of(text, title),
        held_on=sitting.day_of(text, first, title, source, session),
        kind=kind,
        people=roster.people,
        attendance=roster.attendance,
        agenda=roster.agenda,
        votes=decided,
        procedural=stage.procedural(text, linked, [(vote.start, vote.end) for vote in decided]),
        fields=parts if kind is MeetingKind.TEAM else (),
    )
    return Minutes(
        about, tuple(linked), tuple(pairs), stage.directions(text, 0, len(text)), _problems(text, linked, begins)
    )


def _head(text: str) -> int:
    """Where the first words are spoken, as far as that shows without knowing who is present."""
    for opener in find(text[:_HEAD], _MARKED, Roster()):
        if speaking.has_sentence(text, opener):
            return opener.start
    return min(len(text), _HEAD)


def _as_team(made: Sequence[Turn], roster: Roster) -> list[Turn]:
    """In a team nobody is questioned: there is who leads, who keeps the papers, and the others."""
    return [_with_role(turn, _team_role(turn, roster)) for turn in made]


def _team_role(turn: Turn, roster: Roster) -> Role:
    sides = {person.side for person in roster.named(turn.speaker) if not turn.office or person.office == turn.office}
    if turn.role is Role.CHAIR or sides == {Role.CHAIR}:
        return Role.CHAIR
    return Role.SECRETARIAT if sides == {Role.SECRETARIAT} or turn.role is Role.SECRETARIAT else Role.UNKNOWN


def _with_role(turn: Turn, role: Role) -> Turn:

    return replace(turn, role=role)


def _problems(text: str, made: Sequence[Turn], begins: Sequence[Opener]) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    opened = sum(1 for start, _ in stage.closings(text, made) if start < made[-1].start)
    if opened:
        problems.append(Problem(f"{opened + 1}日分の会議が1つのファイルに入っています。開催日は最初の日のものです。"))
    if not made:
        problems.append(Problem("会議録ですが、発言者の印を読み取れませんでした。全文を普通の文章として扱います。"))
    if count := speaking.unread(text, begins):
        problems.append(
            Problem(f"行頭の印のうち{count}か所は、だれの発言か読み取れませんでした。前の発言に続けて扱います。")
        )
    unknown = sum(1 for turn in made if not (turn.speaker or turn.member or turn.office))
    if unknown:
        problems.append(Problem(f"{unknown}件の発言は、発言者の名前を読み取れませんでした。"))
    return tuple(problems)
