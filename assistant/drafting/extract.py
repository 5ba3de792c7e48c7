"""Minutes from what was said, without a model: verbatim sentences without their fillers, each in its place.

Decisions, to-dos, questions with their answers and the next meeting are all kept; of explanations and opinions a style
says how much. The words stay as they were said, so the draft says of itself that it is an extract.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting import condensing
from assistant.drafting.checking import checked
from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.agenda import Section
from assistant.drafting.hearing.announcing import moves_on
from assistant.drafting.hearing.heard import Heard, words_of
from assistant.drafting.outcomes.decisions import Decision, decisions
from assistant.drafting.outcomes.questions import exchanges
from assistant.drafting.outcomes.tasks import tasks
from assistant.drafting.outcomes.upcoming import announcements, next_day
from assistant.drafting.styles import Style
from assistant.drafting.values import Item, Line, LineKind, Occasion, Transcript
from ingest.japanese.numbers import numbers

NOTICE = "言語モデルを使わず、発言から要点となる文を抜き出した下書きです。言い回しは発言のままです。"

_LEAST = 2.0  # what a sentence must say at least to be told
_LONGEST = 200  # characters of a line that runs several explanations together


def items(
    heard: Sequence[Heard], sections: Sequence[Section], transcript: Transcript, occasion: Occasion, style: Style
) -> tuple[Item, ...]:
    """An item for each section, its lines in the order of the meeting, every line checked."""
    lines: dict[int, list[Line]] = {}
    told: set[int] = set()
    for kept in _kept(heard, occasion, style):
        lines.setdefault(kept.place, []).append(kept.line)
        told |= {one.ordinal for one in kept.tells}
    made = [_item(section, lines, told, style) for section in sections]
    if style.brief:
        made = condensing.leave_aside(made, style.pairs)
    made = [replace(item, lines=tuple(_run_together(item.lines))) for item in made]
    return tuple(
        replace(item, lines=tuple(checked(line, transcript, occasion) for line in item.lines)) for item in made
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """A line that every style keeps, the ordinal of the sentence where it stands, and the sentences that it tells."""

    place: int
    line: Line
    tells: Sequence[Heard]


def _kept(heard: Sequence[Heard], occasion: Occasion, style: Style) -> Iterator[_Kept]:
    for n, whole in enumerate(exchanges(heard)):
        place = whole.question[-1].ordinal
        asked = condensing.question(whole) if style.brief else whole.question
        question = _line(f"q{n}", LineKind.QUESTION, asked, (*whole.question, *whole.beside))
        yield _Kept(place, question, whole.question)
        written = condensing.answer(whole) if style.brief else ()
        for m, answer in enumerate(whole.answers):
            for line in _answered(f"q{n}", m, answer, written):
                yield _Kept(place, line, answer)
    for n, decision in enumerate(decisions(heard)):
        said = condensing.decision(decision.sentences) if style.brief else decision.sentences
        line = _decided(f"d{n}", decision, said)
        yield _Kept(decision.sentences[-1].ordinal, line, decision.sentences)
    for n, one in enumerate(tasks(heard, occasion.held_on, next_day(heard, occasion.held_on))):
        line = replace(_line(f"t{n}", LineKind.TODO, one.sentences), task=one.task)
        yield _Kept(one.sentences[-1].ordinal, line, one.sentences)
    for n, upcoming in enumerate(announcements(heard)):
        yield _Kept(upcoming[0].ordinal, _line(f"n{n}", LineKind.NEXT, upcoming), upcoming)


def _answered(question: str, n: int, answer: Sequence[Heard], written: Sequence[Heard]) -> Iterator[Line]:
    """What one speaker answers as a line; where only some of it is `written`, the rest as a line kept aside."""
    in_short = [one for one in written if any(one.ordinal == there.ordinal for there in answer)]
    if in_short:
        yield replace(_line(f"{question}a{n}", LineKind.ANSWER, in_short), answers=question)
    if rest := condensing.rest(answer, in_short):
        yield replace(_line(f"{question}r{n}", LineKind.ANSWER, rest), answers=question, aside=bool(written))


def _decided(id: str, decision: Decision, said: Sequence[Heard]) -> Line:
    """A decision with what it is about before it: 市道の認定について：議案第48号は可決すべきものと決しました。"""
    about = decision.matter
    beside = (*decision.sentences, *decision.agreed, *((about.at,) if about else ()))
    line = _line(id, LineKind.DECISION, said, beside)
    return replace(line, text=f"{about.text}：{line.text}", speaker=decision.sentences[-1].speaker) if about else line


def _line(id: str, kind: LineKind, said: Sequence[Heard], beside: Sequence[Heard] = ()) -> Line:
    """A line of sentences; it rests on these, and on the words `beside` them that it does not repeat."""
    proof = sorted({one.ordinal: one for one in (*said, *beside)}.values(), key=lambda one: one.ordinal)
    return Line(id, kind, _joined(said), tuple(basis for one in proof for basis in one.bases), speaker=said[0].speaker)


def _joined(said: Sequence[Heard]) -> str:
    return "".join(one.text if one.text.endswith(("。", "？", "?", "！", "!")) else f"{one.text}。" for one in said)


def _item(section: Section, lines: dict[int, list[Line]], told: set[int], style: Style) -> Item:
    """The lines that stand in a section, and between them as much of what is not told yet as the style wants."""
    title = words_of(section.title)
    rest = [one for one in section.heard if one.tells and not _only_names(one, title) and one.ordinal not in told]
    wanted = _worth_telling(rest, style)
    made: list[Line] = []
    for one in section.heard:
        if one.ordinal in wanted:
            kind = LineKind.OPINION if one.does(Act.OPINES, Act.PROPOSES, Act.OBJECTS) else LineKind.EXPLANATION
            shown = condensing.short_told(one) if style.brief else one
            made.append(_line(f"s{one.ordinal}", kind, (shown,)))
        made.extend(lines.get(one.ordinal, ()))
    return Item(section.title, tuple(made))


def _only_names(one: Heard, title: frozenset[str]) -> bool:
    """Whether a sentence says nothing but the title of its item: まず、生成AIの試行です."""
    return moves_on(one.folded) and len(one.words - title) <= 1 and not numbers(one.folded)


def _run_together(lines: Sequence[Line]) -> list[Line]:
    """Explanations that one speaker gives in a row as one line."""
    found: list[Line] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            last = found[-1]
            found[-1] = replace(last, text=last.text + line.text, bases=(*last.bases, *line.bases))
        else:
            found.append(line)
    return found


def _goes_on(last: Line, line: Line) -> bool:
    telling = line.kind in (LineKind.EXPLANATION, LineKind.OPINION)
    same = (last.kind, last.speaker, last.aside) == (line.kind, line.speaker, line.aside)
    at_once = last.bases[-1].said == line.bases[0].said
    return telling and same and at_once and len(last.text) + len(line.text) <= _LONGEST


def _worth_telling(rest: Sequence[Heard], style: Style) -> set[int]:
    """The ordinals of the sentences that say most, as many as the style's share of them."""
    wanted = [one for one in rest if style.opinions or not one.does(Act.OPINES)]
    count = math.ceil(len(wanted) * style.share)
    ranked = sorted(wanted, key=lambda one: (-_weight(one), one.ordinal))
    # Figures and days are what minutes are looked up for, so no style leaves them out.
    told = {one.ordinal for one in wanted if numbers(one.folded)}
    return told | {one.ordinal for one in ranked[:count] if style.share == 1 or _weight(one) >= _LEAST}


def _weight(one: Heard) -> float:
    """How much a sentence says: its content words, figures twice, up to the length that a reader takes in."""
    return min(len(one.words), 12) + 2 * min(len(numbers(one.folded)), 3)
