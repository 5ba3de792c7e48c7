"""Minutes from what was said, without a model: verbatim sentences without their fillers, each in its place.

Decisions, to-dos, questions with their answers and the next meeting are all kept; of explanations and opinions a style
says how much. The words stay as they were said, so the draft says of itself that it is an extract.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.content_words import content
from assistant.drafting.acts import Act
from assistant.drafting.agenda import Section
from assistant.drafting.checking import checked
from assistant.drafting.decisions import decisions
from assistant.drafting.due import last_day
from assistant.drafting.heard import Heard
from assistant.drafting.questions import exchanges
from assistant.drafting.styles import Style
from assistant.drafting.tasks import tasks
from assistant.drafting.values import Item, Line, LineKind, Occasion, Transcript
from ingest.japanese.folding import fold
from ingest.japanese.numbers import numbers

NOTICE = "言語モデルを使わず、発言から要点となる文を抜き出した下書きです。言い回しは発言のままです。"

_MEETING = re.compile(r"第(\d{1,3})回")
_LEAST = 2.0  # what a sentence must say at least to be told
_WHERE = re.compile(r"時間|場所|会場|[0-9０-９]時|会議室")


def items(
    heard: Sequence[Heard], sections: Sequence[Section], transcript: Transcript, occasion: Occasion, style: Style
) -> tuple[Item, ...]:
    """An item for each section, its lines in the order of the meeting, every line checked."""
    lines = _lines(heard, occasion)
    made = (_item(section, lines, style) for section in sections)
    return tuple(
        replace(item, lines=tuple(checked(line, transcript, occasion) for line in item.lines)) for item in made
    )


def _lines(heard: Sequence[Heard], occasion: Occasion) -> dict[int, list[Line]]:
    """What must be kept, by the ordinal of the sentence where it stands."""
    found: dict[int, list[Line]] = {}
    next_on = _next_day(heard, occasion.held_on)
    for n, exchange in enumerate(exchanges(heard)):
        asked = _line(f"q{n}", LineKind.QUESTION, exchange.question, exchange.beside)
        found.setdefault(exchange.question[-1].ordinal, []).append(asked)
        for m, answer in enumerate(exchange.answers):
            line = replace(_line(f"q{n}a{m}", LineKind.ANSWER, answer), answers=asked.id)
            found[exchange.question[-1].ordinal].append(line)
    for n, decision in enumerate(decisions(heard)):
        line = _line(f"d{n}", LineKind.DECISION, decision.sentences, decision.agreed)
        found.setdefault(decision.sentences[-1].ordinal, []).append(line)
    for n, one in enumerate(tasks(heard, occasion.held_on, next_on)):
        line = replace(_line(f"t{n}", LineKind.TODO, one.sentences), task=one.task)
        found.setdefault(one.sentences[-1].ordinal, []).append(line)
    for n, upcoming in enumerate(one for one in heard if one.does(Act.NEXT)):
        found.setdefault(upcoming.ordinal, []).append(_line(f"n{n}", LineKind.NEXT, _next(heard, upcoming)))
    return found


def _next_day(heard: Sequence[Heard], held_on: date | None) -> date | None:
    """The day of the next meeting: the last that was said of it, of several meetings the one with the lowest number."""
    days: dict[int, date] = {}
    for one in heard:
        day = last_day(one.text, held_on) if one.does(Act.NEXT) else None
        if day is not None:
            number = _MEETING.search(fold(one.text))
            days[int(number[1]) if number else 0] = day
    return days[min(days)] if days else None


def _next(heard: Sequence[Heard], upcoming: Heard) -> list[Heard]:
    """The next meeting with its hour and place, which speakers tell in the sentences after."""
    found = [upcoming]
    for one in heard[upcoming.ordinal + 1 : upcoming.ordinal + 4]:
        if one.speaker != upcoming.speaker or not _WHERE.search(one.text) or one.does(Act.NEXT):
            break
        found.append(one)
    return found


def _line(id: str, kind: LineKind, sentences: Iterable[Heard], beside: Iterable[Heard] = ()) -> Line:
    """A line of `sentences`; it rests on these, and on the words `beside` them that it does not repeat."""
    said = tuple(sentences)
    proof = sorted({one.ordinal: one for one in (*said, *beside)}.values(), key=lambda one: one.ordinal)
    return Line(id, kind, _joined(said), tuple(basis for one in proof for basis in one.bases), speaker=said[0].speaker)


def _joined(said: Sequence[Heard]) -> str:
    return "".join(one.text if one.text.endswith(("。", "？", "?", "！", "!")) else f"{one.text}。" for one in said)


def _item(section: Section, lines: dict[int, list[Line]], style: Style) -> Item:
    """The lines that stand in a section, and between them as much of the rest as the style wants."""
    told = {line.text for found in lines.values() for line in found}
    rest = [one for one in section.heard if one.tells and not any(_joined([one]) in text for text in told)]
    kept = _worth_telling(rest, style)
    made: list[Line] = []
    for one in section.heard:
        if one.ordinal in kept:
            kind = LineKind.OPINION if one.does(Act.OPINES, Act.PROPOSES, Act.OBJECTS) else LineKind.EXPLANATION
            made.append(_line(f"s{one.ordinal}", kind, (one,)))
        made.extend(lines.get(one.ordinal, ()))
    return Item(section.title, tuple(_run_together(made)))


def _run_together(lines: Sequence[Line]) -> list[Line]:
    """Explanations that one speaker gives in a row as one line, up to some 200 characters."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last is not None
            and line.kind in (LineKind.EXPLANATION, LineKind.OPINION)
            and (last.kind, last.speaker) == (line.kind, line.speaker)
            and last.bases[-1].said == line.bases[0].said
            and len(last.text) + len(line.text) <= 200
        ):
            found[-1] = replace(last, text=last.text + line.text, bases=(*last.bases, *line.bases))
        else:
            found.append(line)
    return found


def _worth_telling(rest: Sequence[Heard], style: Style) -> set[int]:
    """The ordinals of the sentences that say most, as many as the style's share of them."""
    wanted = [one for one in rest if style.opinions or not one.does(Act.OPINES)]
    count = math.ceil(len(wanted) * style.share)
    ranked = sorted(wanted, key=lambda one: (-_weight(one), one.ordinal))
    # Figures and days are what minutes are looked up for, so no style leaves them out.
    told = {one.ordinal for one in wanted if (one.speaker or one.noted) and numbers(fold(one.text))}
    return told | {one.ordinal for one in ranked[:count] if style.share == 1 or _weight(one) >= _LEAST}


def _weight(one: Heard) -> float:
    """How much a sentence says: its content words, figures twice, up to the length that a reader takes in."""
    said = fold(one.text)
    return min(len(set(content(said))), 12) + 2 * min(len(numbers(said)), 3)
