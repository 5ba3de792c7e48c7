"""Blocks to passages: verbatim slices of about 500 characters, cut at sentence ends, never across a speaker.

500 characters in units that follow the paper's structure held the answer within 3,000 characters of context most
often of all sizes measured on assembly minutes (docs/quality.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.japanese import sentences
from ingest.model import Block, BlockKind, Page, Passage

SIZE = 500
# A heading opens a new passage once the one before it has at least this many characters.
_ENOUGH = 120


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or a part of one, in offsets of the paper's text."""

    block: Block
    page: Page
    start: int
    end: int


def chunk(document: str, pages: Sequence[Page]) -> list[Passage]:
    """The passages of a paper; `document` is its id. Each passage's text is the paper's text from `start` to `end`."""
    text = "".join(page.text for page in pages)
    passages: list[Passage] = []
    headings: dict[int, str] = {}
    current: list[_Piece] = []
    path = ""
    for piece in _pieces(text, pages):
        if current and _parts(current, piece):
            passages.append(_passage(document, len(passages), text, current, path))
            current = []
        opens = piece.block.kind is BlockKind.HEADING
        if opens:
            headings = {level: words for level, words in headings.items() if level < piece.block.level}
        if not current:
            path = " > ".join(words for _, words in sorted(headings.items()))
        if opens:
            headings[piece.block.level] = " ".join(text[piece.start : piece.end].split())
        current.append(piece)
    if current:
        passages.append(_passage(document, len(passages), text, current, path))
    return passages


def _parts(current: list[_Piece], piece: _Piece) -> bool:
    """Whether `piece` opens a new passage."""
    last = current[-1]
    length = piece.end - current[0].start
    if piece.page is not last.page or piece.block.speaker != last.block.speaker:
        return True
    if length > SIZE:
        return True
    opens = piece.block.kind is BlockKind.HEADING and last.block.kind is not BlockKind.HEADING
    return opens and (piece.block.level <= 2 or last.end - current[0].start >= _ENOUGH)


def _pieces(text: str, pages: Sequence[Page]) -> Iterator[_Piece]:
    """All blocks in order; a paragraph broken by the end of a page is one, long ones are cut at sentence ends."""
    for block, page in _joined(pages):
        if block.end - block.start <= SIZE:
            yield _Piece(block, page, block.start, block.end)
            continue
        for start, end in _cut(text[block.start : block.end]):
            yield _Piece(block, page, block.start + start, block.start + end)


def _joined(pages: Sequence[Page]) -> Iterator[tuple[Block, Page]]:
    """Blocks in offsets of the paper, each with the page it begins on."""
    waiting: tuple[Block, Page] | None = None
    at = 0
    for page in pages:
        for n, block in enumerate(page.blocks):
            placed = replace(block, start=block.start + at, end=block.end + at)
            # A page that ends without a line break goes on: its last paragraph and the first words of this one are one.
            if waiting and n == 0 and waiting[0].end == placed.start and block.kind is not BlockKind.ROW:
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


def _passage(document: str, ordinal: int, text: str, pieces: list[_Piece], heading: str) -> Passage:
    first, start, end = pieces[0], pieces[0].start, pieces[-1].end
    own = text[start:end]
    rows = sum(piece.end - piece.start for piece in pieces if piece.block.kind is BlockKind.ROW)
    # Each once, and none that the text has: a long index text weighs a passage down.
    said = (word for piece in pieces for word in re.split(r"[\s、]+", piece.block.index))
    words = dict.fromkeys(word for word in said if word not in own)
    return Passage(
        id=f"{document}-{ordinal}",
        document=document,
        ordinal=ordinal,
        page=first.page.number,
        label=first.block.label or first.page.label,
        start=start,
        end=end,
        text=own,
        heading=heading,
        index=" ".join(words),
        speaker=first.block.speaker,
        tabular=rows * 2 > end - start,
    )
