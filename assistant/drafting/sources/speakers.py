"""Who speaks, put right by a person: 話者1 becomes 総務課長, and two names of one speaker become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.drafting.sources.gathering import LONGEST, is_heading
from assistant.drafting.values import Said, Transcript
from ingest.errors import ShirubeError
from ingest.structure.speech.running import between, ends, is_punctuated


class UnknownSpeaker(ShirubeError):
    """Nobody of that name speaks in the transcript."""

    hint = "その名前の話し手は文字起こしにいません。"


def rename(transcript: Transcript, names: Mapping[str, str]) -> Transcript:
    """The transcript with each speaker under a new name; an empty one stands for nobody in particular.

    What two speakers said one after the other is one speech when both now bear one name. Where a speech is long already
    it stays by itself, unless a sentence goes on into the next. Speeches are numbered anew; labels stay. Raises
    `UnknownSpeaker` for a name that nobody bears.
    """
    if unknown := [name for name in names if name not in transcript.speakers]:
        known = "、".join(transcript.speakers) or "いません（名前のない文字起こしです）"
        raise UnknownSpeaker(f"「{unknown[0]}」という話し手はいません。文字起こしの話し手: {known}")
    punctuated = is_punctuated(one.text for one in transcript.said if not is_heading(one))
    said: list[Said] = []
    last = ""  # as the speaker of the speech before was called
    for one in transcript.said:
        new = replace(one, speaker=names.get(one.speaker, one.speaker).strip())
        if said and one.speaker != last and _belongs(said[-1], new, punctuated=punctuated):
            gap = between(said[-1].text, new.text, punctuated=punctuated)
            said[-1] = replace(said[-1], text=f"{said[-1].text}{gap}{new.text}")
        else:
            said.append(replace(new, number=len(said) + 1))
        last = one.speaker
    return replace(transcript, said=tuple(said))


def _belongs(before: Said, said: Said, *, punctuated: bool) -> bool:
    """Whether `said` goes on with the speech before it, by the same speaker in the same file."""
    if is_heading(before) or is_heading(said) or not said.speaker:
        return False
    if (before.speaker, before.source) != (said.speaker, said.source):
        return False
    together = len(before.text) + len(said.text) <= LONGEST
    return together or not ends(before.text, punctuated=punctuated)
