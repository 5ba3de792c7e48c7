"""The words view: BM25 over words and over character 2-grams, with who may read what inside the query.

Versions of it lie side by side, each a `WordIndex`. It holds nothing that the library cannot give again. BM25 is
tantivy's, k1 1.2 and b 0.75 (docs/quality.md has what it finds).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from ingest.errors import LibraryError
from ingest.library.database import explained, told
from ingest.library.footers import are_sound
from ingest.library.generations import Generations
from ingest.library.indexing import unpack
from ingest.library.library import Library
from ingest.library.word_index import BROKEN, FORM, State, WordIndex
from ingest.model import Filters, Passage, Person

_log = logging.getLogger(__name__)
T = TypeVar("T")
_PATIENCE = 600.0  # seconds that a rebuild waits for another process
_DAMAGED = "検索用の索引（ことば）が壊れていたため、作り直しました。資料は失われていません。"
_UNWRITTEN = (
    "検索用の索引（ことば）を書けません。保存先のディスクを確かめてください。登録済みの資料はそのまま残っています。"
)
_OLDER = (
    "資料庫が、索引を作ったときより古い状態に戻っています。最後に登録した資料が残っているか、一覧で確かめてください。"
)
_UNEVEN = "検索用の索引（ことば）の件数が資料庫の件数と合いません。作り直してください。"
_LOST = "検索用の索引（ことば）で見つからない箇所があります。作り直してください。"
_BEHIND = "検索用の索引（ことば）に、まだ反映されていない資料があります。"
_TAKEN = "ほかの処理が検索用の索引を作っています。終わるのを待ってから、もう一度行ってください。"


@dataclass(frozen=True, slots=True)
class Ranked:
    """What was found, best first: passage ids with their BM25, by words and by character 2-grams."""

    words: dict[str, float]
    grams: dict[str, float]


class WordsView:
    """The words view of one library, in `folder`. Safe for threads, and for other processes on the same folder.

    Two locks of files: who builds a version holds `builder.lock` all along, who writes to the one in use or exchanges
    it holds `writer.lock` for that moment. Searching waits for neither.
    """

    def __init__(self, folder: Path, library: Library) -> None:
        """Touches nothing yet; the folder is opened at first use."""
        self._folder = folder
        self._library = library
        self._generations = Generations(folder)
        self._open: tuple[Path, WordIndex] | None = None
        self._lock = threading.RLock()

    def warm(self) -> None:
        """Nothing to load beforehand."""

    def close(self) -> None:
        """Lets go of the files."""
        with self._lock:
            self._open = None

    # ---- searching

    def search(
        self, words: Sequence[str], grams: Sequence[str], person: Person, filters: Filters, k: int = 400
    ) -> Ranked:
        """The best `k` passages for `words` and for `grams` that `person` may read and `filters` let through.

        Commits of other processes are seen. A passage that was removed or went to other readers since may still be
        among the ids: the library has the last word.
        Raises LibraryError when the view is damaged (`mend` it).
        """
        if not (audiences := self._library.audiences(person)):
            return Ranked({}, {})
        found = self._asked(lambda index: index.best({"words": words, "grams": grams}, audiences, filters, k))
        if found is None and self._generations.current() is not None:
            raise LibraryError(BROKEN)
        return Ranked(found["words"], found["grams"]) if found else Ranked({}, {})

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """How much each word tells: BM25's inverse document frequency over the passages of the library."""
        return self._asked(lambda index: index.rarity(words)) or dict.fromkeys(words, 1.0)

    def count(self, audiences: Sequence[str] | None = None) -> int:
        """How many passages can be found; of these audiences, where some are given."""
        return self._asked(lambda index: index.count(audiences)) or 0

    # ---- keeping up with the library

    def catch_up(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Applies what happened to the library since the last time; returns how many papers that was.

        A second call does nothing. When another process is at it, it is left to that process. A paper that went is
        found no more on return; its tokens leave the disk with `forget`.
        """
        self._sweep()
        if self._is_current():
            return 0
        with self._written():
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with self._writing(0):
                    index, state = self._index(), self._state()
                    if index is not None and state is not None and self._can_follow(state):
                        changes = self._library.changes(state.change)
                        try:
                            index.write(self._library, changes, state.remains, progress)
                        except ValueError as error:  # whoever was killed while it committed left files in the way
                            _log.warning("the words view is built anew, for it cannot be written: %s", error)
                        else:
                            return len(changes)
                return self._build(0, progress)
            except Timeout:
                return 0

    def forget(self) -> bool:
        """Builds the view anew where its files keep remains of papers that went; whether that was so.

        An index keeps on the disk what is deleted from it. Searching and catching up go on meanwhile. When another
        process is building, it is left to that process.
        """
        state = self._state()
        if state is None or not state.remains:
            return False
        with self._written():
            try:
                self._build(0, None)
            except Timeout:
                return False
        return True

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Builds the view anew beside the old one, then takes it into use."""
        with self._written():
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                self._build(_PATIENCE, progress)
            except Timeout as error:
                raise LibraryError(_TAKEN) from error

    def mend(self, progress: Callable[[int, int], None] | None = None) -> str:
        """Builds the view anew if it is damaged; returns what to tell the person, in Japanese, or nothing."""
        damage = self._damage()
        if not damage:
            return ""
        self.rebuild(progress)
        return _OLDER if damage == (_OLDER,) else _DAMAGED

    def prove(self) -> tuple[str, ...]:
        """What is wrong with the view, in Japanese: counts that differ, passages not found by their own words."""
        return self._damage() or (() if self._is_current() else (_BEHIND,))

    # ---- inside

    def _is_ours(self, state: State) -> bool:
        return (state.library, state.form) == (self._library.id, FORM)

    def _is_of_later(self, state: State) -> bool:
        """Whether the view knows of changes that the library has never heard of: a log was torn, a copy put back."""
        return state.library == self._library.id and state.change > self._library.last_change()

    def _can_follow(self, state: State) -> bool:
        return self._is_ours(state) and not self._is_of_later(state)

    def _is_current(self) -> bool:
        state = self._state()
        if state is None:
            return self._library.last_change() == 0
        return self._is_ours(state) and state.change == self._library.last_change()

    def _damage(self) -> tuple[str, ...]:
        version = self._generations.current()
        if version is None:
            return ()  # not there at all: the next `catch_up` makes it
        if not are_sound(version) or (state := self._state()) is None:
            # A commit or an exchange while it was looked at leaves other files: they are looked at once more.
            version = self._generations.current()
            if version is None or not are_sound(version) or (state := self._state()) is None:
                return (BROKEN,)
        if self._is_of_later(state):
            return (_OLDER,)
        if not self._is_current():
            return ()
        if self.count() != self._library.counts()[1]:
            return (_UNEVEN,)
        try:
            lost = sum(not self._holds(passage) for passage in self._library.sample(20))
        except LibraryError as error:
            return (str(error),)
        return (_LOST,) if lost else ()

    def _holds(self, passage: Passage) -> bool:
        document, packed = self._library.document(passage.document), self._library.tokens(passage.document)
        if document is None or packed is None:
            return False
        words, grams = unpack(packed)[passage.ordinal]
        field, tokens = ("words", words.split()) if words else ("grams", grams.split())
        only, audiences, all_of_it = Filters(documents=(document.id,)), [document.audience], document.passages
        # Passages of one paper may have the same words, so all of the paper's are looked at.
        found = self._asked(lambda index: index.best({field: tokens}, audiences, only, all_of_it))
        return found is not None and (not tokens or passage.id in found[field])

    def _build(self, patience: float, progress: Callable[[int, int], None] | None) -> int:
        """Builds a version beside the one in use, then takes it into use with what came meanwhile."""
        with FileLock(self._folder / "builder.lock", timeout=patience):
            changes = self._library.changes(0)
            version = self._generations.new()
            with self._or_dropped(version):
                index = WordIndex.made(version)
                index.write(self._library, changes, progress=progress)
            with self._writing(_PATIENCE):
                since = self._library.changes(changes[-1].number if changes else 0)
                if since:
                    with self._or_dropped(version):
                        index.write(self._library, since)
                with self._lock:
                    self._open = None
                self._generations.adopt(version)
            return len(changes) + len(since)

    @contextmanager
    def _or_dropped(self, version: Path) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._generations.drop(version)
            raise

    def _sweep(self) -> None:
        """Deletes what a process that was killed while it built has left."""
        if self._generations.has_remains():
            with suppress(Timeout), FileLock(self._folder / "builder.lock", timeout=0):
                self._generations.sweep()

    @contextmanager
    def _written(self) -> Iterator[None]:
        """Turns what tantivy and the system say of a disk that fails into a LibraryError."""
        with explained():
            try:
                yield
            except ValueError as error:
                raise LibraryError(told(self._folder, _UNWRITTEN)) from error

    def _state(self) -> State | None:
        try:
            return self._asked(lambda index: index.state())
        except LibraryError:
            return None

    def _writing(self, patience: float) -> FileLock:
        return FileLock(self._folder / "writer.lock", timeout=patience)

    def _asked(self, ask: Callable[[WordIndex], T]) -> T | None:
        """What the version in use answers; None where there is none.

        Its files go when another takes its place, which may be at this very moment: then that one is asked.
        """
        while (index := self._index()) is not None:
            try:
                return ask(index)
            except LibraryError:
                if self._index() is index:
                    raise
        return None

    def _index(self) -> WordIndex | None:
        """The version in use, opened once; None when there is none or it cannot be read."""
        with self._lock:
            while (version := self._generations.current()) is not None:
                if self._open is not None and self._open[0] == version:
                    return self._open[1]
                index = WordIndex.opened(version)
                if index is not None:
                    self._open = (version, index)
                    return index
                if self._generations.current() == version:  # it was not being deleted
                    break
            self._open = None
            return None
