"""Citations of a draft, numbered as they are first used, each on the page where its words stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from assistant.answering.values import Citation
from assistant.drafting.summaries.values import Source
from ingest.model import Document, Page, Passage


class Citations:
    """Gathers the citations of one summary; the same words are cited once."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._passages = {passage.id: passage for source in sources for passage in source.passages}
        self._pages = {source.document.id: _placed(source.pages) for source in sources}
        self._found: dict[tuple[str, int, int], Citation] = {}

    @property
    def all(self) -> tuple[Citation, ...]:
        """Every citation so far, by number."""
        return tuple(self._found.values())

    def number(self, document: Document, passage: Passage, start: int, end: int) -> int:
        """The number of the citation of characters `start` to `end` of the paper's text.

        They stand in `passage`, which may be a slice of one of the papers' passages.
        """
        key = document.id, start, end
        if key not in self._found:
            passage = self._passages.get(passage.id, passage)
            quote = passage.text[start - passage.start : end - passage.start]
            page, label = self._place(document, passage, start)
            self._found[key] = Citation(len(self._found) + 1, passage, document, quote, start, end, page, label)
        return self._found[key].number

    def _place(self, document: Document, passage: Passage, at: int) -> tuple[int | None, str]:
        """Page and label; on its own page a passage may have a finer name for its place."""
        starts, pages = self._pages.get(document.id, ((), ()))
        page = pages[max(0, bisect_right(starts, at) - 1)] if pages else None
        if page is None or page.number == passage.page:
            return passage.page, passage.label
        return page.number, page.label


def _placed(pages: Sequence[Page]) -> tuple[tuple[int, ...], tuple[Page, ...]]:
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page.text)
    return tuple(starts), tuple(pages)
