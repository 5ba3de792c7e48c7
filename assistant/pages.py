"""The papers themselves, beside what is said of them: their pages as images and as text, and what stands where."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from ingest.library.library import Library
from ingest.model import Block, Person
from ingest.sandbox import Worker
from ingest.structure.marking import rectangles


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG. `marked_at` is how far down the first marked words stand, from 0 (top) to 1; None without any."""

    png: bytes
    marked_at: float | None


class Pages:
    """What a person may see of the papers of one library. Pages are drawn in a process of its own, one at a time."""

    def __init__(self, library: Library) -> None:
        """Starts nothing yet."""
        self._library = library
        self._painter = Worker(seconds=20)
        self._painting = threading.Lock()

    def image(self, document_id: str, start: int, end: int, person: Person, width: int) -> PageImage | None:
        """The page where `start` lies, with `start` to `end` marked; None where there is no page to draw."""
        document = self._library.readable(document_id, person)
        if document is None or document.format != "pdf":
            return None
        try:
            page, at, _ = self._library.page_at(document_id, start)
        except LookupError:  # the paper went, or gave way to another, this very moment
            return None
        if page.number is None:
            return None
        boxes = rectangles(page, start - at, min(end - at, len(page.text)))
        with self._painting:
            png: bytes = self._painter.run("draw", str(self._library.original(document)), page.number, width, boxes)
        return PageImage(png, min((top for _, top, _, _ in boxes), default=None))

    def text(self, document_id: str, start: int, end: int, person: Person, around: int) -> tuple[str, str, str]:
        """Plain text before, of and after characters `start` to `end`; empty for a paper that `person` may not read."""
        if self._library.readable(document_id, person) is None:
            return "", "", ""
        text = self._library.text(document_id)
        return text[max(0, start - around) : start], text[start:end], text[end : end + around]

    def close(self) -> None:
        """Ends the process that draws."""
        self._painter.close()


def place_in(library: Library) -> Callable[[str, int], tuple[int | None, str, str]]:
    """Says of an offset in a paper's text: the page, the label, and how a table row there reads out.

    Of a paper that went while it was being answered from, nothing is known any more.
    """

    def place(document_id: str, offset: int) -> tuple[int | None, str, str]:
        try:
            page, start, _ = library.page_at(document_id, offset)
        except LookupError:
            return None, "", ""
        block = next((block for block in page.blocks if block.start <= offset - start < block.end), None)
        return page.number, (block.label if block else "") or page.label, _read_out(block)

    return place


def _read_out(block: Block | None) -> str:
    """A row in words: 回 第6回、場所 地階大会議室. What follows on further lines is for the search only."""
    return block.index.partition("\n")[0] if block else ""
