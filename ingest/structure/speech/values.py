"""The nouns of a transcript as a file has it: utterances, in the order in which they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a file tells who speaks and when."""

    CUES = "cues"  # subtitles: VTT, SRT
    TIMED = "timed"  # a time at each change of speaker: Teams, Zoom
    NAMED = "named"  # a name before the words
    MINUTES = "minutes"  # the marks of published minutes
    NOTES = "notes"  # what somebody wrote down, point by point
    PLAIN = "plain"  # words alone


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words to which a file gives one speaker and one time.

    A `heading` is said by nobody: the title, the day, who was there, an item of the agenda above the words to it.
    """

    text: str
    speaker: str = ""
    at: float | None = None  # seconds since the recording began, or since midnight where a clock was read
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """All that one file says of a meeting."""

    form: Form
    utterances: tuple[Utterance, ...]
