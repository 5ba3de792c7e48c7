"""Blocks to passages: verbatim slices of about 500 characters, cut at sentence ends, never across a speaker.

500 characters in units that follow the paper's structure held the answer within 3,000 characters of context most
often of all sizes measured on assembly minutes (docs/quality.md).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ingest.japanese import sentences
from ingest.model import BETWEEN_HEADINGS, Block, BlockKind, Page, Passage
from ingest.structure.bills import bill
from ingest.structure.minutes import MeetingKind, Minutes, Turn, topic_cue

SIZE = 500
# A heading opens a new passage once the one before it has at least this many characters.
_ENOUGH = 120
# The caption of an article says nothing of a page that begins with a table.
_CAPTION = re.compile(r"[（(][^（）()]*[)）]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or a part of one, in offsets of the paper's text."""

    block: Block
    page: Page
    start: int
    end: int
    turn: Turn | None = None
    aside: bool = False
    above: str = ""  # the headings that it stands under, outermost first; a heading is not its own
    below: str = ""  # ... and those that what comes after it stands under


class _Floor:
    """Who has the floor where, in minutes; nobody in any other paper."""

    def __init__(self, minutes: Minutes | None) -> None:
        self._turns = minutes.turns if minutes else ()
        self._starts = [turn.start for turn in self._turns]
        meeting = minutes.meeting if minutes else None
        # In an assembly the last heading above a speech is that of the agenda, which says nothing of it.
        self.has_headings = meeting is None or meeting.kind is MeetingKind.TEAM
        self._asides = sorted((*meeting.attendance, *meeting.agenda, *meeting.procedural)) if meeting else []

    def cuts(self, start: int, end: int) -> list[int]:
        """Where another turn begins between `start` and `end`."""
        return [at for at in self._starts if start < at < end]

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that holds the character at `offset`."""
        n = bisect_right(self._starts, offset) - 1
        return self._turns[n] if n >= 0 and offset < self._turns[n].end else None

    def is_aside(self, offset: int) -> bool:
        """Whether the character at `offset` stands in a list of those present, an agenda, or words of procedure."""
        return any(start <= offset < end for start, end in self._asides)


def chunk(document: str, pages: Sequence[Page], minutes: Minutes | None = None) -> list[Passage]:
    """The passages of a paper; `document` is its id. Each passage's text is the paper's text from `start` to `end`.

    With `minutes`, passages end with a speaker's turn, know its speaker and role, and carry its topic to the search.
    """
    text = "".join(page.text for page in pages)
    passages: list[Passage] = []
    current: list[_Piece] = []
    floor = _Floor(minutes)
    recognised = _recognised(pages)
    for piece in _under_headings(_pieces(text, pages, floor), text, floor, of_sheets=_are_sheets(pages)):
        if current and _parts(current, piece) and not _waits(text, current):
            passages.append(_passage(document, len(passages), text, current))
            current = []
        current.append(piece)
    if current:
        passages.append(_passage(document, len(passages), text, current))
    return [_marked(passage, recognised) for passage in passages] if recognised else passages


def _are_sheets(pages: Sequence[Page]) -> bool:
    """Whether these are the sheets of a workbook: a heading of one says nothing of the next."""
    return len(pages) > 1 and all(page.number is None for page in pages)


def _under_headings(pieces: Iterable[_Piece], text: str, floor: _Floor, *, of_sheets: bool) -> Iterator[_Piece]:
    """The pieces with the headings above them: each holds until the next of its level or a higher one, over pages."""
    open_: dict[int, str] = {}
    before: _Piece | None = None
    for piece in pieces:
        if of_sheets and (before is None or piece.page is not before.page):
            open_ = {0: piece.page.label}
        elif before is not None and piece.page is not before.page and piece.block.kind is BlockKind.ROW:
            open_ = {rank: one for rank, one in open_.items() if not _CAPTION.fullmatch(one)}
        above = open_
        if piece.block.kind is BlockKind.HEADING:
            level, words = piece.block.level, " ".join(text[piece.start : piece.end].split())
            above = {rank: one for rank, one in open_.items() if rank < level}
            together = before is not None and before.block.level == level and _are_bills(text, before, piece)
            open_ = above | {level: f"{open_[level]}、{words}" if together else words}
        named = piece.turn is None or floor.has_headings
        yield replace(piece, above=_path(above), below=_path(open_)) if named else piece
        before = piece


def _are_bills(text: str, one: _Piece, other: _Piece) -> bool:
    """Whether both are headings that name a bill: what follows is said of both."""
    headings = one.block.kind is other.block.kind is BlockKind.HEADING
    return headings and all(bill(text[piece.start : piece.end]) for piece in (one, other))


def _path(headings: Mapping[int, str]) -> str:
    return BETWEEN_HEADINGS.join(words for _, words in sorted(headings.items()))


def _recognised(pages: Sequence[Page]) -> list[tuple[int, int]]:
    """Where the paper's text was recognised in pictures."""
    ends = list(accumulate(len(page.text) for page in pages))
    return [(end - len(page.text), end) for page, end in zip(pages, ends, strict=True) if page.ocr]


def _marked(passage: Passage, recognised: list[tuple[int, int]]) -> Passage:
    return replace(passage, ocr=any(start < passage.end and passage.start < end for start, end in recognised))


def _parts(current: list[_Piece], piece: _Piece) -> bool:
    """Whether `piece` opens a new passage."""
    last = current[-1]
    length = piece.end - current[0].start
    if piece.page is not last.page or piece.block.speaker != last.block.speaker:
        return True
    if piece.turn is not last.turn or piece.aside != last.aside:
        return True
    if length > SIZE:
        return True
    opens = piece.block.kind is BlockKind.HEADING and last.block.kind is not BlockKind.HEADING
    return opens and (piece.block.level <= 2 or last.end - current[0].start >= _ENOUGH)


def _waits(text: str, current: list[_Piece]) -> bool:
    """Whether there are only headings of bills yet, as at the foot of a page: what is said of them belongs to them."""
    return all(one.block.kind is BlockKind.HEADING and bill(text[one.start : one.end]) for one in current)


def _pieces(text: str, pages: Sequence[Page], floor: _Floor) -> Iterator[_Piece]:
    """All blocks in order; a paragraph broken by the end of a page is one, long ones are cut at sentence ends."""
    for block, page in _joined(pages):
        edges = [block.start, *floor.cuts(block.start, block.end), block.end]
        for low, edge in pairwise(edges):
            high = edge if edge == block.end else low + len(text[low:edge].rstrip())
            turn, aside = floor.turn_at(low), floor.is_aside(low)
            stretches = [(0, high - low)] if high - low <= SIZE else _cut(text[low:high])
            for start, end in stretches:
                yield _Piece(block, page, low + start, low + end, turn, aside)


def _joined(pages: Sequence[Page]) -> Iterator[tuple[Block, Page]]:
    """Blocks in offsets of the paper, each with the page it begins on."""
    waiting: tuple[Block, Page] | None = None
    at = 0
    for page in pages:
        for n, block in enumerate(page.blocks):
            placed = replace(block, start=block.start + at, end=block.end + at)
            # A page that ends without a line break goes on: its last paragraph and the first words of this one are one.
            goes_on = block.kind not in (BlockKind.ROW, BlockKind.HEADING)
            if waiting and n == 0 and waiting[0].end == placed.start and goes_on:
                waiting = replace(waiting[0], end=placed.end), waiting[1]
                continue
            if waiting:
                yield waiting
            waiting = placed, page
        at += len(page.text)
    if waiting:
        yield waiting


def _cut(text: str) -> list[tuple[int, int]]:
    """Stretches of at most SIZE characters that end at sentence ends; a longer sentence is cut at 、 or by length."""
    stretches: list[tuple[int, int]] = []
    start = end = 0
    for low, high in sentences.split(text):
        if high - start > SIZE and end > start:
            stretches.append((start, end))
            start = low
        if end <= start:
            start = max(start, low)
        while high - start > SIZE:
            comma = max(text.rfind(mark, start + SIZE // 2, start + SIZE) for mark in "、，\t ")
            cut = comma + 1 if comma > 0 else start + SIZE
            stretches.append((start, cut))
            start = cut
        end = high
    if end > start:
        stretches.append((start, end))
    return stretches


def _passage(document: str, ordinal: int, text: str, pieces: list[_Piece]) -> Passage:
    first, start, end = pieces[0], pieces[0].start, pieces[-1].end
    own = text[start:end]
    rows = sum(piece.end - piece.start for piece in pieces if piece.block.kind is BlockKind.ROW)
    # Each once, and none that the text has: a long index text weighs a passage down.
    words = dict.fromkeys(
        word for piece in pieces for word in re.split(r"[\s、]+", piece.block.index) if word not in own
    )
    turn = first.turn
    topic = topic_cue(text[turn.body : start]) if turn and start > turn.body else ""
    label = first.block.label or first.page.label
    return Passage(
        id=f"{document}-{ordinal}",
        document=document,
        ordinal=ordinal,
        page=first.page.number,
        label=f"発言{turn.ordinal + 1}" if turn and first.page.number is None else label,
        start=start,
        end=end,
        text=own,
        heading=first.above,
        headings=tuple((piece.end - start, piece.below) for piece in pieces if piece.below != piece.above),
        index=" ".join(filter(None, [topic, *words])),
        speaker=_speaker(turn) if turn else first.block.speaker,
        tabular=rows * 2 > end - start,
        role=turn.role if turn else None,
        turn=turn.ordinal if turn else None,
        exchange=turn.exchange if turn else None,
        aside=first.aside,
    )


def _speaker(turn: Turn) -> str:
    """A speaker as people name them: 知事（小池百合子）, 桐生和子, 21番."""
    if turn.office and turn.speaker:
        return f"{turn.office}（{turn.speaker}）"
    return turn.speaker or turn.office or (f"{turn.member}番" if turn.member else "")
