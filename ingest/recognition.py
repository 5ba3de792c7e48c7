"""Pages that wait for character recognition, page by page: what was recognised before is not recognised again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import cached_property

from ingest.errors import BrokenFile, TooCostly
from ingest.library.recognitions import Recognitions
from ingest.model import PageState
from ingest.prepared import Prepared
from ingest.readers import ocr
from ingest.readers.recognised import Recognised
from ingest.sandbox import Worker

log = logging.getLogger(__name__)

_MISSING = "文字認識のソフト（Tesseract）を次の1行で入れてから、もう一度登録してください: "
_OFF = "文字認識は設定（SHIRUBE_OCR=off）で止めてあります。"
_HOPELESS = 3  # pages one after another that take too long: the rest of the paper is left alone


class Recogniser:
    """Recognises the waiting pages of papers during one ingest. Safe for several threads with a worker each."""

    def __init__(self, kept: Recognitions, *, on: bool, stop: Callable[[], bool], say: Callable[[str], None]) -> None:
        """`stop` is asked before each page; `say` is told, in Japanese, which page is under way."""
        self._kept, self._on, self._stop, self._say = kept, on, stop, say

    @cached_property
    def _tesseract(self) -> ocr.Tesseract | None:
        return ocr.find() if self._on else None

    @property
    def ready(self) -> bool:
        """Whether pages can be recognised here. The first time this asks the program, which takes a moment."""
        return self._tesseract is not None

    def pages(self, worker: Worker, path: str, paper: Prepared) -> tuple[Recognised, ...]:
        """The paper's waiting pages as recognised; none where the program is missing or turned off.

        Raises CancelledError when `stop` answers true: what was done by then is kept for the next time.
        """
        if self._tesseract is None:
            return ()
        numbers = waiting(paper)
        found: list[Recognised] = []
        hopeless = 0
        for done, number in enumerate(numbers, 1):
            if self._stop():
                raise CancelledError
            self._say(f"{paper.document.source}（文字認識 {done}/{len(numbers)}ページ）")
            if hopeless < _HOPELESS and (page := self._page(worker, path, paper.document.sha256, number)):
                hopeless = hopeless + 1 if _is_slow(page) else 0
                found.append(page)
        return tuple(found)

    def _page(self, worker: Worker, path: str, sha256: str, number: int) -> Recognised | None:
        """One page, from what is kept or anew; None where its process died over it."""
        assert self._tesseract is not None
        engine = f"{self._tesseract.version}-{'-'.join(self._tesseract.models)}-{ocr.RECIPE}"
        if kept := self._kept.find(sha256, number, engine):
            return kept
        try:
            page = worker.run("recognise", path, number, self._tesseract, seconds=ocr.SECONDS)
        except TooCostly:
            page = ocr.too_slow(number)
        except BrokenFile:
            if worker.ended:
                raise CancelledError from None
            return None
        # A process that a paper has taken over must not speak for another page.
        if not isinstance(page, Recognised) or page.page != number:
            return None
        if page.trouble and not _is_slow(page):  # a process that was interrupted looks like one that failed
            return page
        try:
            self._kept.keep(sha256, page, engine)
        except OSError as error:
            log.warning("A recognised page could not be kept: %s", type(error).__name__)
        return page

    def explained(self, paper: Prepared) -> Prepared:
        """The paper, with what its waiting pages wait for said at each of them."""
        pages = set(waiting(paper))
        if not pages or self._tesseract is not None:
            return paper
        why = _MISSING + ocr.how_to_install() if self._on else _OFF
        said = (
            replace(problem, message=problem.message + why) if problem.page in pages else problem
            for problem in paper.document.problems
        )
        return replace(paper, document=replace(paper.document, problems=tuple(said)))


def _is_slow(page: Recognised) -> bool:
    return page == ocr.too_slow(page.page, page.width, page.height)


def waiting(paper: Prepared) -> tuple[int, ...]:
    """The numbers of the pages of a PDF that have no characters, or none that make sense."""
    if paper.document.format != "pdf":
        return ()
    return tuple(_waiting(paper))


def _waiting(paper: Prepared) -> Iterator[int]:
    for page in paper.pages:
        if page.state in (PageState.NO_TEXT, PageState.POOR) and page.number is not None and not page.ocr:
            yield page.number
