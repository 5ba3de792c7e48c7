"""The vectors view: nearness of passages, in Chroma.

The only door to chromadb. Chroma is never the truth: two processes on one folder lose vectors without an error, and a
process killed while adding may leave the folder unreadable. So the folder has one owner at a time, and whatever is
wrong with it is mended by building it anew from the library. Chroma gets ids, vectors and filter fields, never text.
"""

from __future__ import annotations

import importlib
import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import product, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from filelock import FileLock, Timeout

from ingest.errors import LibraryError
from ingest.library.changes import Change
from ingest.library.database import explained, told
from ingest.library.embeddings import Embedder
from ingest.library.generations import Generations
from ingest.library.library import Library
from ingest.library.vector_filling import ALL_SHOWN, Filling, Shown
from ingest.library.vector_store import FORM, State, VectorStore, wipe
from ingest.model import Document, Filters, Passage, Person

if TYPE_CHECKING:
    from ingest.library.embeddings import Vectors

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_SAMPLE = 40  # passages that the view proves itself by
_ALIKE = 1e-5  # cosine distance of vectors that are the same but for rounding

_OWNED = "別のしるべがこの資料庫を開いているため、関連する箇所（意味の近さ）は使えません。ことばの検索は使えます。"
_AWAY = "Chroma サーバーにつながらないため、意味の近さによる検索を使えません。設定の通信先を確かめてください。"
_BROKEN = "検索用の索引（意味の近さ）が壊れています。索引を作り直してください。"
_TAKEN = "ほかの処理が検索用の索引を作っています。終わるのを待ってから、もう一度行ってください。"
_BEHIND = "検索用の索引（意味の近さ）に、まだ反映されていない資料があります。"
_MENDED = "検索用の索引（意味の近さ）が壊れていたため、作り直しました。資料は失われていません。"

Near = tuple[tuple[str, float], ...]  # passage ids with their cosine similarity, best first


class VectorsView:
    """The vectors view of one library, in `folder` or on a Chroma server. Safe for the threads of one process."""

    def __init__(
        self, folder: Path, library: Library, embedder: Embedder, server: str = "", shown: Shown = ALL_SHOWN
    ) -> None:
        """Touches nothing yet: the folder is locked and opened at first use. `server` is host:port."""
        self._folder, self._library, self._embedder, self._server = folder, library, embedder, server
        self._shown, self._kind = shown, embedder.name + shown.rule
        self._filling = Filling(library, embedder, shown, self._kind)
        self._generations = Generations(folder)
        self._owning: FileLock | None = None
        self._open: tuple[Path, VectorStore] | None = None
        self._using = threading.RLock()  # held for one question to Chroma, and while versions are swapped
        self._writing = threading.RLock()
        self.unavailable = ""  # why there is nothing to search, in Japanese

    def warm(self) -> None:
        """Loads Chroma, which takes most of a second; for while papers are being read. Opens nothing."""
        importlib.import_module("chromadb.api.rust")  # what a client of Chroma's imports when it is made

    def close(self) -> None:
        """Lets go of the files, and of the folder for the next process."""
        with self._writing, self._using:
            self._shut()
            if self._owning is not None:
                self._owning.release()
                self._owning = None

    @property
    def owner(self) -> bool:
        """Whether this process may use the folder; tried again each time, since the other one may have ended."""
        with self._using:
            if self._owning is None and not self._server:
                lock = FileLock(self._folder / "owner.lock", timeout=0, thread_local=False)
                with explained():
                    self._folder.mkdir(parents=True, exist_ok=True)
                    try:
                        lock.acquire()
                    except Timeout:
                        self.unavailable = _OWNED
                        return False
                self._generations.sweep()  # whoever owned it before may have been killed while building
                self._owning, self.unavailable = lock, ""
            return True

    # ---- searching

    def search(self, question: str, person: Person, filters: Filters, k: int = 100) -> Near:
        """The `k` passages nearest to `question` that `person` may read and `filters` let through.

        () when the view cannot be used; `unavailable` then says why. Raises EmbeddingError.
        """
        if self._state() is None:
            return ()
        return self._nearest(self._embedder.query(question), self._library.audiences(person), filters, k) or ()

    def related(self, passage: Passage, person: Person, filters: Filters, k: int = 5) -> Near:
        """The `k` passages nearest to `passage`, itself not among them. () when the view cannot be used."""
        document = self._library.document(passage.document)
        if document is None or not person.may_read(document.audience):
            return ()
        vector = self._vector(document, passage)
        audiences = self._library.audiences(person)
        found = None if vector is None else self._nearest(vector, audiences, filters, k + 1)
        return tuple((key, alike) for key, alike in found or () if key != passage.id)[:k]

    def count(self, audiences: Sequence[str] | None = None) -> int | None:
        """How many passages have a vector, of these audiences where some are given; None when it cannot be used."""
        if not self.owner:
            return None
        if not self._server and self._generations.current() is None:
            return 0
        counted = self._ask(lambda store, state: store.count(state.generation, audiences))
        return 0 if counted is None and not self.unavailable else counted

    # ---- keeping up with the library

    def catch_up(self, progress: Callable[[int, int], None] | None = None, *, gently: bool = False) -> int:
        """Applies what happened to the library since the last time; returns how many papers that was.

        A second call does nothing, nor does one of a process that does not own the view, nor one while another thread
        is at it. A paper that went is found no more on return; what Chroma keeps of it on the disk goes with `forget`.
        Raises EmbeddingError; what a costly embedder gave by then is kept. `progress` is told passages done and in all.
        `gently`, here and below, leaves other threads their turn and takes some times as long.
        """
        if not self.owner:
            return 0
        with self._alone(blocking=False) as alone:
            state, last = self._state(), self._library.last_change()
            if not alone or self._is_current(state) or (state is None and last == 0):
                return 0
            if state is None or (state.library, state.embedder, state.form) != self._identity() or state.change > last:
                return self._build(progress, gently)
            changes = self._library.changes(state.change)
            with self._written():
                if (store := self._take_out(state, changes)) is None:
                    return self._build(progress, gently)
                self._filling.fill(store, state.generation, changes, progress, gently=gently)
                if self._open is not None:
                    wipe(self._open[0])
            return len(changes)

    def forget(self, *, gently: bool = False) -> bool:
        """Builds the view anew where Chroma keeps remains of papers that went; whether that was so."""
        if not self.owner:
            return False
        with self._alone() as alone:
            state = self._state()
            if not alone or state is None or not state.remains:
                return False
            self._build(None, gently)
            return True

    def rebuild(self, progress: Callable[[int, int], None] | None = None, *, gently: bool = False) -> None:
        """Builds the view anew beside the old one, then takes it into use. Raises LibraryError when another owns it."""
        if not self.owner:
            raise LibraryError(_OWNED)
        with self._alone() as alone:
            if not alone:
                raise LibraryError(_TAKEN)
            self._build(progress, gently)

    def mend(self, progress: Callable[[int, int], None] | None = None, *, gently: bool = False) -> str:
        """Builds the view anew if it is damaged; returns what to tell the person, in Japanese, or nothing."""
        if not self.owner or not self._damage() or self.unavailable == _AWAY:
            return ""
        self.rebuild(progress, gently=gently)
        return _MENDED

    def prove(self) -> tuple[str, ...]:
        """What is wrong with the view, in Japanese: counts that differ, vectors not found by themselves."""
        if not self.owner:
            return ()
        if damage := self._damage():
            return damage
        state = self._state()
        current = self._is_current(state) or (state is None and self._library.last_change() == 0)
        return () if current else (_BEHIND,)

    # ---- inside: how things stand

    @contextmanager
    def _alone(self, *, blocking: bool = True) -> Iterator[bool]:
        """Whether no other thread writes to the view, nor another process to the collections of a server."""
        if not self._writing.acquire(blocking=blocking):
            yield False
            return
        try:
            with self._library.alone("vectors") if self._server else nullcontext(True) as alone:
                yield alone
        finally:
            self._writing.release()

    def _identity(self) -> tuple[str, str, int]:
        return self._library.id, self._kind, FORM

    def _is_current(self, state: State | None) -> bool:
        if state is None or (state.library, state.embedder, state.form) != self._identity():
            return False
        return state.change == self._library.last_change()

    def _state(self) -> State | None:
        return self._ask(lambda store, state: state)

    def _damage(self) -> tuple[str, ...]:
        if not self._server and self._generations.current() is None:
            return ()  # not there at all: the next `catch_up` makes it
        state = self._state()
        if state is None and (self.unavailable or not self._server):
            return (self.unavailable or _BROKEN,)
        if not self._is_current(state):
            return ()
        held = self.count()
        wanted = sum(count for audience, count in self._library.passages_of() if self._shown.may_be(audience))
        if held != wanted:
            return (_BROKEN if held is None else _UNEVEN,)
        sample = self._library.sample(_SAMPLE)
        lost = sum(not self._holds(passage) for passage in sample)
        # A sound graph leaves one in some hundreds out of reach; damage takes one in five and more.
        return (_LOST,) if lost > len(sample) // 20 else ()

    def _holds(self, passage: Passage) -> bool:
        document = self._library.document(passage.document)
        if document is None or not self._shown.may_be(document.audience):
            return True  # it left this very moment, or has no vector
        vector = self._vector(document, passage)
        if vector is None:
            return False
        found = self._nearest(vector, [document.audience], Filters(), 10) or ()
        # Passages that read the same have the same vector, and any of them may come first.
        return any(key == passage.id for key, _ in found) or (bool(found) and found[-1][1] > 1 - _ALIKE)

    # ---- inside: asking Chroma

    def _vector(self, document: Document, passage: Passage) -> Vectors | None:
        return self._ask(lambda store, state: store.vector(state.generation, document.audience, passage.id))

    def _nearest(self, vector: Vectors, audiences: Sequence[str], filters: Filters, k: int) -> Near | None:
        where = self._where(filters, audiences)
        if where is None or k < 1:
            return ()
        found = self._ask(
            lambda store, state: [
                hit for audience in audiences for hit in store.nearest(state.generation, audience, vector, where, k)
            ]
        )
        return None if found is None else tuple(sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k])

    def _where(self, filters: Filters, audiences: Sequence[str]) -> list[dict[str, Any]] | None:
        """The conditions as Chroma has them; None when no passage can meet them."""
        documents = set(filters.documents)
        if filters.sources:
            wanted = product(filters.sources, audiences)
            named = {paper.id for paper in starmap(self._library.find, wanted) if paper}
            documents = documents & named if documents else named
            if not documents:
                return None
        conditions: tuple[tuple[str, Iterable[str | int]], ...] = (
            ("document", sorted(documents)),
            ("kind", filters.kinds),
            ("fiscal_year", filters.fiscal_years),
            ("speaker", filters.speakers),
        )
        return [{field: {"$in": list(values)}} for field, values in conditions if values]

    def _ask(self, question: Callable[[VectorStore, State], _T]) -> _T | None:
        """Puts one question; None when there is nothing to ask, or no answer, which `unavailable` then says."""
        if not self.owner:
            return None
        with self._using:
            try:
                store = self._store()
                state = store.state() if store is not None else None
                if store is None or state is None:
                    # A folder is taken into use with its state; one without has lost it. A server may have none yet.
                    if store is not None:
                        self.unavailable = "" if self._server else _BROKEN
                    return None
                answer = question(store, state)
            except _failures() as error:
                _log.warning("the vectors view does not answer: %s", error)
                self.unavailable = _AWAY if self._server else _BROKEN
                return None
            self.unavailable = ""
            return answer

    def _store(self) -> VectorStore | None:
        """The version in use, opened once; None before the first."""
        with self._using:
            version = self._folder if self._server else self._generations.current()
            if version is None or (self._open is not None and self._open[0] != version):
                self._shut()
            if version is not None and self._open is None:
                self._open = version, self._opened(version)
            return self._open[1] if self._open is not None else None

    def _opened(self, version: Path) -> VectorStore:
        """Opens what is kept there. Raises RuntimeError where the last one to try did not live to tell."""
        mark = version / "opening"
        if not self._server:
            if mark.exists():
                raise RuntimeError("opening these files ended the process")  # a torn data file is read past its end
            mark.touch()
        store = VectorStore(self._client(version), self._library.id)
        try:
            store.wake()
            wipe(version)
        except BaseException:
            store.close()
            raise
        finally:
            mark.unlink(missing_ok=True)
        return store

    def _shut(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _client(self, version: Path) -> Any:
        """A client of Chroma's: of the server, or of a folder that no other client has open."""
        import chromadb

        settings = chromadb.config.Settings(anonymized_telemetry=False)
        if self._server:
            host, _, port = self._server.rpartition(":")
            return chromadb.HttpClient(host=host.strip("[]"), port=int(port), settings=settings)
        return chromadb.PersistentClient(str(version), settings=settings)

    # ---- inside: writing

    def _take_out(self, state: State, changes: Sequence[Change]) -> VectorStore | None:
        """Deletes what the collections in use have of the changed papers; None where they do not answer."""
        held = self._ask(lambda store, _: store.holding(state.generation, [one.document_id for one in changes]))
        if not held:
            return None if held is None else self._store()
        gone = {change.document_id for change in changes if change.contents > state.change}  # not to other readers only
        if not self._server:
            # Before it deletes, Chroma applies once more what it has not written to its files since they were opened:
            # 13 to 100 ms for each of up to a thousand passages. Opened anew it has nothing to repeat.
            with self._using:
                self._shut()

        def take_out(store: VectorStore, _: State) -> VectorStore:
            if held & gone:
                store.note(replace(state, remains=True))  # first, so that a killed process has not hidden them
            store.delete(state.generation, sorted(held))
            return store

        return self._ask(take_out)

    def _build(self, progress: Callable[[int, int], None] | None, gently: bool) -> int:
        changes = self._library.changes(0)
        with explained():
            version = self._folder if self._server else self._generations.new()
        try:
            with self._written():
                store = VectorStore(self._client(version), self._library.id)
                try:
                    self._filling.fill(store, secrets.token_hex(4), changes, progress, whole=True, gently=gently)
                    store.sweep()
                finally:
                    store.close()
            wipe(version)
        except BaseException:
            if not self._server:
                self._generations.drop(version)
            raise
        with self._using, explained():
            self._shut()
            if not self._server:
                self._generations.adopt(version)
            self.unavailable = ""
        return len(changes)

    @contextmanager
    def _written(self) -> Iterator[None]:
        """Turns what Chroma raises of a disk that fails, or of a server, into a LibraryError."""
        try:
            yield
        except _failures() as error:
            self.unavailable = _AWAY if self._server else told(self._folder, _BROKEN)
            raise LibraryError(self.unavailable) from error


_UNEVEN = "検索用の索引（意味の近さ）の件数が資料庫の件数と合いません。作り直してください。"
_LOST = "検索用の索引（意味の近さ）で見つからない箇所があります。作り直してください。"


def _failures() -> tuple[type[Exception], ...]:
    """What Chroma raises for files that it cannot read, or a server that does not answer."""
    import httpx
    from chromadb.errors import ChromaError

    return ChromaError, httpx.HTTPError, ValueError, RuntimeError, OSError
