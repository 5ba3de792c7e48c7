"""What is known of a meeting beside what was said: from its agenda, its deck, the head of its transcript, its opening.

The agenda goes before the transcript's own head, that before the deck, and that before what somebody says. Each fills
what those before it leave empty; nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from assistant.drafting.sources.gathering import is_heading
from assistant.drafting.sources.opening import read_opening
from assistant.drafting.sources.particulars import named_title
from assistant.drafting.sources.programme import Line, clean_item, lines_of, marker, read_programme
from assistant.drafting.sources.sitting import read_sitting
from assistant.drafting.values import Occasion, Transcript
from ingest.errors import EmptyFile, IngestError
from ingest.japanese.folding import squeeze
from ingest.model import BlockKind, Page, Reading
from ingest.preparing import title_of
from ingest.sandbox import Worker
from ingest.structure.kinds import held_on
from ingest.structure.speech.front import is_program

NO_WORDS = "{name}には読み取れる文字がありません。文字の入った次第（Word、PDF、テキスト）を指定してください。"
_AGENDA_SLIDE = re.compile(r"(?:会議|議事|本日の)?(?:次第|議題|議事|アジェンダ|内容|項目)|agenda|目次", re.IGNORECASE)
_NAMED_ITEM = ("議題1",)
_LONGEST_ITEM = 40


def occasion(
    transcript: Transcript,
    agenda: Path | None,
    materials: Sequence[Path],
    today: date,
    worker: Worker | None = None,
) -> Occasion:
    """What is known of the meeting. Raises an IngestError with the file's name for a paper that cannot be read.

    `today` is for days without a year. Where no paper and no word at the opening names the items, headings of the
    transcript and titles of slides do, if they are spoken of.
    """
    own = worker or Worker()
    try:
        of_agenda = _of_agenda(_read(agenda, own), agenda.name, today) if agenda else Occasion()
        decks = [(path.name, _read(path, own)) for path in materials]
    finally:
        if worker is None:
            own.close()
    known = [of_agenda, _of_head(transcript, today), *(_of_deck(deck, name, today) for name, deck in decks)]
    found = _together([*known, read_opening(transcript.said, today)])
    if not found.agenda:
        found = replace(found, agenda=_spoken_of(transcript, (deck for _, deck in decks)))
    if not found.materials:
        found = replace(found, materials=tuple(title_of(deck, name) for name, deck in decks))
    return found


def _read(path: Path, worker: Worker) -> Reading:
    try:
        return cast("Reading", worker.run("read", str(path)))
    except IngestError as error:
        raise type(error)(f"{path.name}: {error}") from error


def _together(known: Iterable[Occasion]) -> Occasion:
    """Each field from the first that knows it."""
    found: dict[str, Any] = {}
    for one in known:
        for field in fields(Occasion):
            if field.name not in found and (value := getattr(one, field.name)):
                found[field.name] = value
    return Occasion(**found)


def _of_agenda(reading: Reading, name: str, today: date) -> Occasion:
    lines = lines_of(reading)
    if not lines:
        raise EmptyFile(NO_WORDS.format(name=name))
    return read_programme(lines, today)


def _of_head(transcript: Transcript, today: date) -> Occasion:
    """From the lines above the first words of each file, else from the days in the files' names."""
    head: list[Line] = []
    for source in transcript.sources:
        for one in (one for one in transcript.said if one.source == source):
            if not is_heading(one):
                break
            head += [Line(one.text)] if not is_program(one.text) else []
    items = tuple(_headings(transcript))
    said = [one.text for one in transcript.said if not is_heading(one)]
    sitting = read_sitting([line.text for line in head], said, next(iter(transcript.sources), ""))
    if sitting is not None:
        return sitting if sitting.agenda or len(items) < 2 else replace(sitting, agenda=items)
    read = read_programme(head, today)
    days = [day for source in transcript.sources if (day := held_on("", source, ""))]
    # A day without a year in the head is the one that a file's name has with its year.
    same = (day for day in days if read.held_on and (day.month, day.day) == (read.held_on.month, read.held_on.day))
    told = next(same, read.held_on) or held_on(head[0].text if head else "", "", "")
    day = told or next(iter(days), None)
    return replace(read, held_on=day, agenda=items if len(items) > 1 else read.agenda)


def _headings(transcript: Transcript) -> Iterator[str]:
    """The items that somebody wrote above what was said to them."""
    begun = False
    for number, one in enumerate(transcript.said):
        follows = transcript.said[number + 1] if number + 1 < len(transcript.said) else None
        if is_heading(one) and follows is not None and not is_heading(follows):
            kind, words = marker(one.text.lstrip("■□◆◇【"))
            item = clean_item(words.strip("】■□◆◇ 　"))
            if (kind or begun) and 1 < len(item) <= _LONGEST_ITEM:
                yield item
        begun = begun or not is_heading(one)


def _of_deck(reading: Reading, name: str, today: date) -> Occasion:
    """Title and day of the first slide, and the items of a slide that lists them, or of slides named 議題1, 議題2."""
    if not reading.pages:
        return Occasion()
    first = [line.text for line in lines_of(reading, 1)]
    title = named_title([reading.title, *first] if reading.title else first)
    day = held_on(title, name, reading.pages[0].text)
    listed = next((page for page in reading.pages if _AGENDA_SLIDE.fullmatch(squeeze(_title(page)))), None)
    items: tuple[str, ...] = ()
    if listed is not None:
        items = read_programme(lines_of(replace(reading, pages=(listed,))), today).agenda
    if not items:
        marked = [marker(_title(page)) for page in reading.pages]
        items = tuple(dict.fromkeys(clean_item(words) for kind, words in marked if kind in _NAMED_ITEM))
    return Occasion(title=title, held_on=day, agenda=items)


def _title(page: Page) -> str:
    """What stands at the top of a slide."""
    heading = next((block for block in page.blocks if block.kind is BlockKind.HEADING), None)
    block = heading or next(iter(page.blocks), None)
    return page.text[block.start : block.end].strip().split("\n")[0] if block else ""


def _spoken_of(transcript: Transcript, decks: Iterable[Reading]) -> tuple[str, ...]:
    """The titles of slides that somebody says, where at least two are said."""
    said = squeeze("".join(one.text for one in transcript.said if not is_heading(one)))
    titles = (clean_item(marker(_title(page))[1]) for deck in decks for page in deck.pages[1:])
    found = dict.fromkeys(title for title in titles if 3 < len(title) <= _LONGEST_ITEM and _core(title) in said)
    return tuple(found) if len(found) > 1 else ()


def _core(title: str) -> str:
    return squeeze(re.sub(r"(?:について|に関して|の件|[（(].*[)）])+$", "", title))
