"""Files in, papers in the library out: one outcome a file, and both views caught up at the end."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from ingest.errors import BrokenFile, IngestError, ShirubeError
from ingest.filing import Given, place
from ingest.library.library import Library
from ingest.library.putting import Paper
from ingest.model import Document
from ingest.outcomes import Failed, Ingested, Moved, Outcome, Progress, Replaced, Unchanged
from ingest.prepared import READING, Prepared
from ingest.readers.recognised import Recognised
from ingest.recognition import Recogniser
from ingest.sandbox import Worker, Workers, usual
from ingest.walking import Found, walk

# A file larger than this is refused before it is read.
_LARGEST = 500 * 1024**2
# Papers are written in one transaction until this many passages wait.
_BATCH = 400

Settled = Unchanged | Moved  # of a file that need not be read


class View(Protocol):
    """An index that can be made again from the library."""

    def warm(self) -> None: ...
    def catch_up(self, progress: Callable[[int, int], None] | None = None) -> int: ...


def never() -> bool:
    """No one asks to stop."""
    return False


class Pipeline:
    """Takes files into a library, reading `workers` of them at a time in processes of their own."""

    def __init__(
        self, library: Library, views: Sequence[View], workers: int | None = None, *, ocr: bool = True
    ) -> None:
        """`ocr` has pages without readable characters recognised in their pictures, where Tesseract is installed."""
        self._library, self._views, self._ocr = library, views, ocr
        self._workers = workers or usual()

    def ingest(
        self,
        paths: Sequence[Path],
        given: Given | None = None,
        *,
        stop: Callable[[], bool] = never,
        workers: Workers | None = None,
    ) -> Iterator[Progress | Outcome]:
        """Takes in every file below `paths`. A file that fails is an outcome, and the rest goes in.

        `given` says by whom, and for whom (`ingest.filing`). When `stop` answers true, no further file and no further
        page of a scan is begun; what is in stays in, and the same call goes on from there. `workers` that are at hand
        are used instead of new ones, and ended.
        """
        given = given or Given()
        walked = list(walk(paths))
        # The largest first: otherwise one worker ends with it while the others have nothing left to do.
        files = sorted((one for one in walked if isinstance(one, Found)), key=_size, reverse=True)
        yield from (one for one in walked if isinstance(one, Failed))
        for view in self._views:
            threading.Thread(target=view.warm, daemon=True).start()
        waiting: list[Prepared] = []
        originals: dict[str, Path] = {}
        said: SimpleQueue[str] = SimpleQueue()
        recogniser = Recogniser(self._library.recognitions, on=self._ocr, stop=stop, say=said.put)
        with workers or Workers(min(self._workers, max(1, len(files)))) as workers:
            prepare = partial(self._prepare, recogniser, given)
            running = workers.run((file for file in files if not stop()), prepare)
            for done, (file, future) in enumerate(running, 1):
                yield Progress(done, len(files), file.source)
                for now in _until_done(future, said):
                    yield Progress(done, len(files), now)
                result = _result(file, future)
                if result is None:
                    continue
                if isinstance(result, Prepared):
                    waiting.append(result)
                    originals[result.document.source] = file.path
                else:
                    yield result
                if sum(len(paper.passages) for paper in waiting) > _BATCH or len(waiting) > _BATCH / 4:
                    yield from self._write(waiting, originals, given)
                    waiting = []
        yield from self._write(waiting, originals, given)
        yield Progress(len(files), len(files), "索引")
        for view in self._views:
            view.catch_up()

    def _prepare(self, recogniser: Recogniser, given: Given, worker: Worker, file: Found) -> Prepared | Settled:
        size = file.path.stat().st_size
        if size > _LARGEST:
            raise IngestError(
                f"ファイルが大きすぎます（{size // 1024**2} MB）。{_LARGEST // 1024**2} MBまでに分けてください。"
            )
        digest = _digest(file.path)
        at = place(given, file.path, digest, self._library.named(file.source, given.person))
        known = at.known
        if known is not None and (known.audience, known.audience_said) != (at.audience, at.said):
            self._library.set_audience(known.id, at.audience, said=at.said)
        if known is not None and known.sha256 == digest:
            self._library.mend_original(known, file.path)
        if known is not None and self._is_current(known, digest, recogniser):
            now = replace(known, audience=at.audience, audience_said=at.said)
            return Unchanged(file.source, now) if now.audience == known.audience else Moved(file.source, now)
        prepared = _take_in(worker, file, digest)
        if pages := recogniser.pages(worker, str(file.path), prepared):
            prepared = _take_in(worker, file, digest, pages)
        prepared = recogniser.explained(prepared)
        document = replace(prepared.document, audience=at.audience, audience_said=at.said)
        return replace(prepared, document=document)

    def _is_current(self, known: Document, digest: str, recogniser: Recogniser) -> bool:
        """Whether a paper that is in would come out the same. What the disk has changed since is read again."""
        if (known.sha256, known.reading) != (digest, READING):
            return False
        # A scan that came before there was a program to recognise it is read again, too.
        return not (self._library.waiting(known.id) and recogniser.ready) and self._library.is_whole(known)

    def _write(self, papers: list[Prepared], originals: dict[str, Path], given: Given) -> Iterator[Outcome]:
        """Puts papers in and says what became of each."""
        documents = [paper.document for paper in papers]
        known = {one.source for one in documents if self._library.find(one.source, one.audience)}
        ready = [
            Paper(
                paper.document,
                paper.pages,
                paper.passages,
                originals[paper.document.source],
                paper.tokens,
                with_new_id=not given.person.everywhere,
            )
            for paper in papers
        ]
        for source, became in self._put(ready).items():
            if isinstance(became, str):
                yield Failed(source, became)
            else:
                yield Replaced(source, became) if source in known else Ingested(source, became)

    def _put(self, papers: list[Paper]) -> dict[str, Document | str]:
        """All in one transaction, or one by one where that fails, so that none harms another.

        By source the paper as it is kept, or why it is not.
        """
        if not papers:
            return {}
        try:
            return {document.source: document for document in self._library.add_all(papers)}
        except (ShirubeError, ValueError) as error:
            if len(papers) == 1:
                return {papers[0].document.source: str(error) if isinstance(error, ShirubeError) else BrokenFile.hint}
            return {source: became for paper in papers for source, became in self._put([paper]).items()}


def _take_in(worker: Worker, file: Found, digest: str, *recognised: tuple[Recognised, ...]) -> Prepared:
    prepared = worker.run("take_in", str(file.path), file.source, digest, *recognised)
    # A process that a paper has taken over must not speak for another paper.
    if not isinstance(prepared, Prepared) or _name_of(prepared) != (file.source, digest):
        raise BrokenFile
    return prepared


def _name_of(prepared: Prepared) -> tuple[str, str]:
    return prepared.document.source, prepared.document.sha256


def _until_done(future: Future[Prepared | Settled], said: SimpleQueue[str]) -> Iterator[str]:
    """What the workers say until the paper of `future` is read."""
    future.add_done_callback(lambda _: said.put(""))  # wakes whoever listens
    while not future.done():
        if now := said.get():
            yield now


def _result(file: Found, future: Future[Prepared | Settled]) -> Prepared | Settled | Failed | None:
    """None where the paper was left in the middle because someone asked to stop."""
    try:
        return future.result()
    except CancelledError:
        return None
    except IngestError as error:
        return Failed(file.source, str(error))
    except OSError:
        return Failed(file.source, "ファイルを開けません。読み取りの権限と保存場所を確かめてください。")


def _size(file: Found) -> int:
    try:
        return file.path.stat().st_size
    except OSError:  # it went meanwhile; reading it will say so
        return 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
