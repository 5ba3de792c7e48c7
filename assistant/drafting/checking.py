"""Each line of a draft held against the words it rests on, by the same code that checks answers."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.values import Verdict
from assistant.answering.verification import verify
from assistant.drafting.values import Basis, Line, Occasion, Said, Transcript
from ingest.japanese.dates import in_era


def checked(line: Line, transcript: Transcript, occasion: Occasion) -> Line:
    """`line` with the verdict on its text. Bases that are not the words said are dropped first."""
    said = {one.number: one for one in transcript.said}
    bases = tuple(basis for basis in line.bases if _is_said(basis, said))
    quotes = [basis.quote for basis in bases]
    verdict, reason = verify(line.text, quotes, context(line, bases, said, occasion))
    return replace(line, bases=bases, verdict=verdict, reason=reason)


def context(line: Line, bases: tuple[Basis, ...], said: dict[int, Said], occasion: Occasion) -> str:
    """What is known besides the quoted words: who spoke, the meeting's day and title, the day meant by 来週."""
    speakers = dict.fromkeys(said[basis.said].speaker for basis in bases)
    held_on = in_era(occasion.held_on) if occasion.held_on else ""
    meant = in_era(line.task.due) if line.task and line.task.due else ""
    return "\n".join((*speakers, occasion.title, held_on, meant))


def unverified(line: Line) -> bool:
    """Whether a person must look at the line before it is relied on."""
    return line.verdict is not Verdict.SUPPORTED and not line.checked_by


def _is_said(basis: Basis, said: dict[int, Said]) -> bool:
    one = said.get(basis.said)
    return one is not None and one.text[basis.start : basis.end] == basis.quote
