"""Meetings of a few sentences, written as 岸本：… a line, and what is drafted from them without a model."""

from __future__ import annotations

from datetime import date

from assistant.drafting import minutes, styles
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.sentences import hear
from assistant.drafting.styles import Style
from assistant.drafting.values import Draft, Occasion, Said, Transcript

HELD_ON = date(2023, 10, 18)  # a Wednesday


def meeting(*lines: str) -> Transcript:
    """What was said: a name before a colon, or nobody named. Lines of one speaker in a row are one speech."""
    said: list[Said] = []
    for line in lines:
        speaker, _, words = line.rpartition("：")
        if said and speaker and said[-1].speaker == speaker:
            said[-1] = Said(len(said), speaker, said[-1].text + words, said[-1].label)
        else:
            said.append(Said(len(said) + 1, speaker, words, f"発言{len(said) + 1}"))
    return Transcript(tuple(said))


def heard(*lines: str) -> tuple[Heard, ...]:
    """The sentences of a meeting."""
    return hear(meeting(*lines))


def drafted(*lines: str, agenda: tuple[str, ...] = (), style: Style | None = None) -> Draft:
    """The draft of a meeting that is held on 18 October 2023."""
    occasion = Occasion(title="第4回デジタル推進会議", held_on=HELD_ON, agenda=agenda)
    *_, draft = minutes.draft(meeting(*lines), occasion, style or styles.load(), now="2023-10-18T03:00:00+00:00")
    assert isinstance(draft, Draft)
    return draft
