"""One meeting's minutes from beginning to end, by a model where there is one, and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.chat import Sent, added, masked_words
from assistant.drafting import extract
from assistant.drafting.generate import Writer
from assistant.drafting.hearing.agenda import Section, divide
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.sentences import hear
from assistant.drafting.styles import Style
from assistant.drafting.values import BY_HAND, Draft, Item, Line, Occasion, Task, Transcript
from assistant.model_errors import ModelError
from ingest.errors import ShirubeError
from ingest.outcomes import Progress

_OWN = "手で加えた議題は、発言から作り直せません。行を加えるか、ほかの議題から移してください。"
_ASIDE = "様式「{style}」は短くまとめるため、細かな質疑や説明 {count}行は下書きに残し、議事録には載せていません。"
_REST = "「{title}」から後は、発言から抜き出した下書きです。議題ごとに作り直せます。"
_STOPPED = f"途中で止めたため、{_REST}"
_FAILED = f"{{why}}{_REST}"
_OPENING = "開会"


def draft(
    transcript: Transcript,
    occasion: Occasion,
    style: Style,
    *,
    now: str,
    writer: Writer | None = None,
    open_tasks: tuple[Task, ...] = (),
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Progress | Draft]:
    """Progress by items, then exactly one `Draft`. `now` is the time as ISO 8601, UTC.

    The whole meeting is drafted whatever happens: where the model fails or somebody stops, the items from there on are
    extracts, and a notice says so. `remake` writes single items anew.
    """
    heard = hear(transcript)
    sections = _sections(heard, occasion)
    made = list(extract.items(heard, sections, transcript, occasion, style))
    notices = list(transcript.problems)
    sent: list[Sent] = []
    if writer is None:
        notices.append(extract.NOTICE)
    else:
        for n, section in enumerate(sections):
            yield Progress(n, len(sections), section.title or _OPENING)
            if stop():
                notices.append(_STOPPED.format(title=section.title or _OPENING))
                break
            try:
                made[n] = _written(writer, section, transcript, occasion, style, made[n], sent)
            except ModelError as error:
                notices.append(_FAILED.format(why=error, title=section.title or _OPENING))
                break
    yield Progress(len(sections), len(sections), "確認")
    engine = writer.model.name if writer else "extract"
    prompt = f"{writer.prompt.identity}、様式 {style.identity}" if writer else f"様式 {style.identity}"
    items = tuple(item for item in made if item.lines or item.title)
    if aside := sum(line.aside for item in items for line in item.lines):
        notices.append(_ASIDE.format(style=style.name, count=aside))
    masked = added(*(one.masked for one in sent))
    notices += [masked_words(masked)] if masked else []
    yield _numbered(
        Draft(occasion, items, style.name, engine, prompt, now, tuple(notices), style.brief, open_tasks, masked)
    )


def remake(old: Draft, item: int, transcript: Transcript, style: Style, *, writer: Writer | None = None) -> Draft:
    """`old` with its item at place `item` drafted anew; the other lines, and what was checked in them, stay.

    Raises `ModelError`, or `ShirubeError` where it was added by hand; then nothing has changed.
    """
    there = old.items[item]
    origins = there.origins or (there.title,)
    heard = hear(transcript)
    sections = _sections(heard, replace(old.occasion, agenda=_first_agenda(old)))
    extracts = extract.items(heard, sections, transcript, old.occasion, style)
    meant = [(section, one) for section, one in zip(sections, extracts, strict=True) if section.title in origins]
    if there.engine == BY_HAND or not meant:
        raise ShirubeError(_OWN)
    written = [
        _written(writer, section, transcript, old.occasion, style, plain, []) if writer else plain
        for section, plain in meant
    ]
    # Each item has ids of its own to begin with; of several they are told apart.
    lines = tuple(
        replace(line, id=f"{n}-{line.id}", answers=f"{n}-{line.answers}" if line.answers else "")
        for n, one in enumerate(written)
        for line in one.lines
    )
    fresh = replace(there, lines=lines, engine=written[-1].engine)
    # An id that a line had is given to no other: what became of a to-do is kept by it.
    return _numbered(replace(old, items=(*old.items[:item], fresh, *old.items[item + 1 :])), old.lines)


def left(draft: Draft) -> tuple[int, ...]:
    """The places of the items that a model was to write and did not, because it failed or somebody stopped it."""
    if not any(_is_of_rest(notice) for notice in draft.notices):
        return ()
    return tuple(n for n, item in enumerate(draft.items) if item.engine == "extract" and item.lines)


def completed(draft: Draft) -> Draft:
    """`draft` without the notice that some of it is left."""
    return replace(draft, notices=tuple(notice for notice in draft.notices if not _is_of_rest(notice)))


def _is_of_rest(notice: str) -> bool:
    return notice.endswith(_REST.partition("}")[2])


def _first_agenda(draft: Draft) -> tuple[str, ...]:
    """The agenda by which the draft was divided, whatever its items were called since."""
    found = (origin for item in draft.items if item.engine != BY_HAND for origin in item.origins or (item.title,))
    return tuple(title for title in dict.fromkeys(found) if title)


def _sections(heard: Sequence[Heard], occasion: Occasion) -> list[Section]:
    return list(divide(heard, occasion.agenda))


def _written(
    writer: Writer,
    section: Section,
    transcript: Transcript,
    occasion: Occasion,
    style: Style,
    plain: Item,
    sent: list[Sent],
) -> Item:
    """The item as the model writes it; what it was told goes to `sent`.

    A section in which nothing is told is not worth a call.
    """
    item = plain
    for step in writer.write(section, transcript, occasion, style) if plain.lines else ():
        if isinstance(step, Sent):
            sent.append(step)
        else:
            item = replace(step, engine=writer.model.name)
    return item


def _numbered(draft: Draft, before: Sequence[Line] = ()) -> Draft:
    """Ids in the order of the draft, L1, L2, ..., behind those that lines have already or had `before`."""
    known = [int(line.id[1:]) for line in (*draft.lines, *before) if re.fullmatch(r"L\d+", line.id)]
    fresh = (f"L{n}" for n in range(max(known, default=0) + 1, 10**6))
    items: list[Item] = []
    for item in draft.items:
        new = {line.id: line.id if line.id.startswith("L") else next(fresh) for line in item.lines}
        lines = (replace(line, id=new[line.id], answers=new.get(line.answers, "")) for line in item.lines)
        items.append(replace(item, lines=tuple(lines)))
    return replace(draft, items=tuple(items))
