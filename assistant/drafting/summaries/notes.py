"""What goes into a call and what comes out: blocks of a paper that a model is shown, and the notes it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from assistant.answering import offering
from assistant.answering.values import Hit, Sentence, Verdict
from assistant.drafting.summaries.citing import Citations
from assistant.drafting.summaries.extract import choose, shown
from assistant.drafting.summaries.matters import Excerpt, Section
from assistant.drafting.summaries.values import SummaryPart
from ingest.model import Role

T = TypeVar("T")

_SIDES = {Role.QUESTIONER: "質問", Role.EXECUTIVE: "答弁"}
FENCE = "d7e1b9c3f5a8"  # such as a call draws
_LARGEST = 999  # number of a passage, for its cost
_MARK = 8  # tokens of a mark such as [123], and of the line break after a block

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring sentences of one passage, as the model is shown them. The hit's passage is cut to them."""

    hit: Hit
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on its way into the summary, and the words it rests on: of each hit, where they begin and end."""

    text: str
    proof: tuple[tuple[Hit, int, int], ...]
    verdict: Verdict
    reason: str
    engine: str

    @property
    def is_proven(self) -> bool:
        """Whether it may be handed on: what no passage bears out would only be said again."""
        return bool(self.proof) and self.verdict is not Verdict.UNSUPPORTED

    @property
    def is_asked(self) -> bool:
        """Whether it reports what a member asked."""
        return bool(self.proof) and all(hit.passage.role is Role.QUESTIONER for hit, _, _ in self.proof)


def batches(section: Section, room: int, count: Count) -> list[list[Block]]:
    """The section in order, as many blocks to a call as `room` tokens hold."""
    every = [one for stretch in (*section.asked, *section.said) for one in stretch]
    runs = (tuple(run) for _, run in groupby(every, lambda one: one.passage.id))
    blocks = (block for run in runs for block in _cut(run, room, count))
    return packed(((block, _cost(block, count)) for block in blocks), room)


def groups(notes: Sequence[Note], room: int, count: Count) -> list[list[Note]]:
    """The notes in order, as many to a call as `room` tokens hold."""
    return packed(((note, count(note.text) + _MARK * (len(note.proof) + 1)) for note in notes), room)


def packed(costs: Iterable[tuple[T, int]], room: int) -> list[list[T]]:
    """Things in order in as few groups as hold them; one that is larger than `room` is a group by itself."""
    found: list[list[T]] = []
    left = 0
    for one, cost in costs:
        if cost > left or not found:
            found.append([])
            left = room
        found[-1].append(one)
        left -= cost
    return found


def verbatim(batch: Sequence[Block], topic: str, count: int) -> list[Note]:
    """Sentences of the papers in place of what a model did not write of them."""
    chosen = choose(tuple(one for block in batch for one in block.excerpts), topic, count)
    return [
        Note(shown(one, start), ((_block((one,)).hit, one.start, one.end),), Verdict.SUPPORTED, "", "extract")
        for one, start in chosen
    ]


def numbered(notes: Sequence[Note]) -> tuple[str, dict[int, Hit]]:
    """The notes as lines with marks, and the passages that these marks name."""
    numbers: dict[tuple[str, int, int], int] = {}
    offered: dict[int, Hit] = {}
    lines = []
    for note in notes:
        marks = []
        for hit, _, _ in note.proof:
            place = hit.passage.id, hit.passage.start, hit.passage.end
            number = numbers.setdefault(place, len(numbers) + 1)
            offered[number] = hit
            marks.append(f"[{number}]")
        lines.append(" ".join(note.text.split()) + "".join(dict.fromkeys(marks)))
    return "\n".join(lines), offered


def part_of(section: Section, notes: Sequence[Note], citations: Citations) -> SummaryPart:
    """The part that the notes of a section make up."""
    sides: tuple[list[Sentence], list[Sentence]] = [], []
    for note in notes:
        places = (citations.number(hit.document, hit.passage, start, end) for hit, start, end in note.proof)
        sentence = Sentence(note.text, tuple(dict.fromkeys(places)), note.verdict, note.reason)
        sides[bool(section.asked) and note.is_asked].append(sentence)
    engine = next((note.engine for note in notes if note.engine != "extract"), "extract")
    return SummaryPart(section.title, tuple(sides[0]), section.under, tuple(sides[1]), engine)


def _cut(run: tuple[Excerpt, ...], room: int, count: Count) -> Iterator[Block]:
    """Sentences of one passage as one block, as several where one is too large for a call."""
    block = _block(run)
    if len(run) == 1 or _cost(block, count) <= room:
        yield block
        return
    yield from _cut(run[: len(run) // 2], room, count)
    yield from _cut(run[len(run) // 2 :], room, count)


def _block(run: tuple[Excerpt, ...]) -> Block:
    whole, start, end = run[0].passage, run[0].start, run[-1].end
    side = _SIDES.get(whole.role or Role.UNKNOWN) if whole.exchange is not None else None
    text = whole.text[start - whole.start : end - whole.start]
    passage = replace(whole, start=start, end=end, text=text, heading=side or whole.heading)
    return Block(Hit(0, passage, run[0].document, 0.0), run)


def _cost(block: Block, count: Count) -> int:
    return count(offering.block(_LARGEST, block.hit, FENCE)) + _MARK
