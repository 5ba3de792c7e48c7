"""Putting a page together, block by block, so that every block knows where its words stand."""

from __future__ import annotations

import re

from ingest.model import Block, BlockKind, Page, PageState

# Without width: they part words for a search, turn the order of letters round, or write what no person sees (tags).
# Selectors of a variant (葛\U000e0100) and the joiner within one sign are part of what is seen.
WIDTHLESS = "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u180e\U000e0000-\U000e007f"
# What no person can see and no search should trip over: controls, byte order marks and noncharacters too.
_UNSEEN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff{WIDTHLESS}]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BETWEEN = re.compile("[\t\n]+")
_UNEVEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff{WIDTHLESS}]")
_LONGEST_LABEL = 40

BODY = "本文"  # the label of a paper that has no pages, where no heading says it better


def clean(text: str) -> str:
    """`text` with every line break as a line feed and without controls; nothing else is touched."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` on one line, without tabs: fit to be a heading or a cell."""
    if not _UNEVEN.search(text):
        return text.strip()
    return " ".join(filter(None, (line.strip() for line in _BETWEEN.split(clean(text)))))


class Composer:
    """Collects the blocks of one page.

    With `by_heading` each block is labelled with the nearest heading above it, save a title that begins the page.
    """

    def __init__(self, *, by_heading: bool = False) -> None:
        self._by_heading = by_heading
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._heading = ""

    def __bool__(self) -> bool:
        return bool(self._blocks)

    def add(
        self, kind: BlockKind, text: str, *, level: int = 0, index: str = "", speaker: str = "", label: str = ""
    ) -> None:
        """Put `text` on the page as one block. Blank text is left out."""
        text = clean(text).rstrip()
        if not text:
            return
        if kind is BlockKind.HEADING and self._by_heading:
            # A title above everything says no more of a place than the paper's own name does.
            self._heading = one_line(text)[:_LONGEST_LABEL] if self._blocks or level > 1 else ""
        start, end = self._length, self._length + len(text)
        self._blocks.append(Block(kind, start, end, level, index, speaker, label or self._heading))
        self._pieces.append(text)
        self._length = end + 1

    def page(self, number: int | None, label: str, *, furniture: tuple[str, ...] = (), printed: bool = False) -> Page:
        """The page so far. `printed` says that there is more on it than characters, a picture for instance."""
        text = "".join(piece + "\n" for piece in self._pieces)
        state = PageState.TEXT if text else PageState.NO_TEXT if printed else PageState.EMPTY
        return Page(number, label, text, tuple(self._blocks), state=state, furniture=furniture)
