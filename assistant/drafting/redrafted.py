"""Drafts of one meeting: which belong together, and which entry of a later draft stands for one of an earlier.

A meeting is drafted again in another style, with its agenda, after a better transcript. Then the newest draft speaks
for it, and only what a person wrote in an earlier one stays beside that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.drafting.drafts import Kept
from assistant.drafting.values import Draft, Line, Occasion, Transcript
from ingest.japanese.folding import squeeze

if TYPE_CHECKING:
    from assistant.drafting.ledger import Entry

_ALIKE = 0.6  # of the pairs of letters of the shorter, for two entries to rest on the same words
_FEWEST = 6  # pairs of letters of words that tell one entry from another: not はい、確認します


@dataclass(frozen=True, slots=True)
class Meeting:
    """By what a meeting is known again: all that was said, or its title and day, unless the hours are others."""

    said: str
    title: str
    held_on: date | None
    hours: str

    def is_same(self, other: Meeting) -> bool:
        """Whether both are one meeting."""
        if self.said == other.said:
            return True
        named = bool(self.title) and self.held_on is not None
        at_once = self.hours == other.hours or not (self.hours and other.hours)
        return named and at_once and (self.title, self.held_on) == (other.title, other.held_on)


def meeting_of(transcript: Transcript, about: Occasion) -> Meeting:
    """The meeting that a transcript is of."""
    said = "\n".join(one.text for one in transcript.said)
    return Meeting(said, squeeze(about.title), about.held_on, squeeze(about.hours))


def meetings(kept: Sequence[Kept]) -> list[list[Kept]]:
    """The drafts by meetings, those of each meeting as they were made, the newest first."""
    groups: list[tuple[list[Meeting], list[Kept]]] = []
    for one in sorted(kept, key=lambda one: one.draft.made_at, reverse=True):
        known = meeting_of(one.transcript, one.draft.occasion)
        group = next((group for group in groups if any(map(known.is_same, group[0]))), None)
        if group is None:
            group = ([], [])
            groups.append(group)
        group[0].append(known)
        group[1].append(one)
    return [drafts for _, drafts in groups]


def counterparts(old: Sequence[Entry], new: Sequence[Entry]) -> Mapping[str, Entry]:
    """For the id of each entry of an earlier draft the entry of a later one that rests on the same words.

    Each of the later stands for one of the earlier, the most alike first.
    """
    ours, theirs = ([(_pairs(one.quote), _pairs(one.what)) for one in entries] for entries in (old, new))
    scored = sorted(
        (-max(map(_share, ours[n], theirs[m])), n, m)
        for n, one in enumerate(old)
        for m, other in enumerate(new)
        if one.kind is other.kind
    )
    found: dict[str, Entry] = {}
    taken: set[int] = set()
    for less, n, m in scored:
        if -less >= _ALIKE and old[n].id not in found and m not in taken:
            found[old[n].id] = new[m]
            taken.add(m)
    return found


def written_by_hand(draft: Draft, first: Draft) -> frozenset[str]:
    """The ids of lines that a person wrote, changed or compared with their words since the draft was made."""
    before = {line.id: line for line in first.lines}
    return frozenset(line.id for line in draft.lines if _is_touched(line, before.get(line.id)))


def _is_touched(line: Line, before: Line | None) -> bool:
    if line.by_hand or line.checked_by:
        return True
    return before is not None and (line.text, line.task, line.kind) != (before.text, before.task, before.kind)


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text."""
    return frozenset(one + other for one, other in pairwise(squeeze(text)))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter the longer has too."""
    if one == other:
        return 1.0 if one else 0.0
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= _FEWEST else 0.0
