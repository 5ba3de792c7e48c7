"""A transcript heard sentence by sentence: what each one does, and who leads the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.hearing import directions, jotted, spoken
from assistant.drafting.hearing.acts import Act, acts
from assistant.drafting.hearing.acts.chairing import speaks_of_next
from assistant.drafting.hearing.correcting import corrected
from assistant.drafting.hearing.heard import Heard, words_of
from assistant.drafting.hearing.leading import edges, leaders
from assistant.drafting.hearing.wordings import SO, YES
from assistant.drafting.sources.gathering import is_heading
from assistant.drafting.values import Said, Transcript

_DAY = re.compile(r"\d日|[月火水木金土日]曜")
_NODS = re.compile(r"\s*(?:うん|ええ|はい)(?:、?(?:うん|ええ|はい))*[。、!！]?\s*$")
_HOUR = re.compile(r"\d時|\d:\d\d")
_AT_ONCE = 2  # sentences after 次の打合せですが in which its day is named
_BEGINS = re.compile(f"{YES}{SO}")
_SHORT = 20  # characters of a sentence that names a day and nothing else
_PLACE = re.compile(r"^[^。、]{0,4}\d{2,4}(?:会議室)?でお願いします。*$")  # 402でお願いします
_SINCE = 20  # sentences after the next meeting is spoken of


def hear(transcript: Transcript) -> tuple[Heard, ...]:
    """Every sentence of the meeting in order; of notes by hand every line, of headings each whole."""
    noted = jotted.is_jotted([one for one in transcript.said if not is_heading(one)])
    found: list[Heard] = []
    for said in transcript.said:
        if is_heading(said):
            found.append(_heard(len(found), said, 0, len(said.text), said.text, frozenset({Act.CALLS})))
        else:
            found.extend(_lines(said, len(found)) if noted else _sentences(said, len(found)))
    who = frozenset() if noted else leaders(found)
    first, last = (0, len(found)) if noted else edges(found)
    placed = (replace(one, leads=not who or one.speaker in who, within=first <= one.ordinal <= last) for one in found)
    return tuple(_put_off(corrected(placed)))


def turns(heard: Sequence[Heard]) -> list[list[Heard]]:
    """Runs of sentences of one speaker; where nobody is named, each sentence is a run of its own."""
    found: list[list[Heard]] = []
    for one in heard:
        if found and one.speaker and found[-1][0].speaker == one.speaker:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _heard(ordinal: int, said: Said, start: int, end: int, text: str, does: frozenset[Act]) -> Heard:
    return Heard(ordinal, said, start, end, text, words_of(text), does)


def _sentences(said: Said, first: int) -> Iterator[Heard]:
    for ordinal, (start, end) in enumerate(spoken.split(said.text), first):
        text = spoken.plain(said.text[start:end])
        of_room = directions.acts_of(said.text[start:end])
        does = acts(text) if of_room is None else of_room
        if not text.strip("。、") and _NODS.match(said.text[start:end]):
            does |= {Act.AGREES}  # a nod by itself is a yes, in the midst of a sentence it is a filler
        yield _heard(ordinal, said, start, end, text, does)


def _lines(said: Said, first: int) -> Iterator[Heard]:
    """A line of notes is one matter, whatever full stops stand in it."""
    for ordinal, match in enumerate(re.finditer(r"[^\n]*\S[^\n]*", said.text), first):
        one = _heard(ordinal, said, *match.span(), jotted.plain(match[0]), jotted.acts_of(match[0]))
        yield replace(one, noted=True)


def _says_when_or_where(one: Heard) -> bool:
    """Whether an hour stands beside the day, or little else: じゃあ翌日の、8日の水曜日は。"""
    names_it = len(one.text) <= _SHORT and one.says_little(3) and _BEGINS.match(one.folded) is not None
    return names_it or _HOUR.search(one.folded) is not None


def _put_off(heard: Sequence[Heard]) -> Iterator[Heard]:
    """Once the next meeting is spoken of, its leader's day and hour are that meeting's: じゃあ20日の14時からで."""
    since, spoken_of = 0, 0
    for one in heard:
        since, spoken_of = max(0, since - 1), max(0, spoken_of - 1)
        named = spoken_of and one.leads and one.speaker and _DAY.search(one.folded)
        timed = named or (since and one.leads and _DAY.search(one.folded) and _says_when_or_where(one))
        timed = timed or (since > _SINCE - _AT_ONCE * 2 and one.leads and _PLACE.search(one.folded))
        does = (one.acts - {Act.DECIDES, Act.REQUESTS, Act.CALLS}) | {Act.NEXT} if timed else one.acts
        since = _SINCE + 1 if Act.NEXT in does else since
        spoken_of = _AT_ONCE + 1 if speaks_of_next(one.folded) and Act.NEXT not in does else spoken_of
        yield replace(one, acts=does)
