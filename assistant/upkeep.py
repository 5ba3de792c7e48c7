"""How both views of a library are kept in order: they follow what happens to it, and are mended where damaged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from assistant.beside import Beside
from ingest.errors import LibraryError, ShirubeError
from ingest.library.health import check
from ingest.library.library import Library
from ingest.model import Person
from ingest.outcomes import Health, Progress

if TYPE_CHECKING:
    from ingest.library.vectors import VectorsView
    from ingest.library.words import WordsView

T = TypeVar("T")

_REST = 4.0  # times as long as the last writing for the sake of removed papers took


class Upkeep:
    """The upkeep of one library's views. Safe for threads."""

    def __init__(
        self,
        library: Library,
        words: WordsView,
        vectors: VectorsView,
        *,
        by_meaning: bool,
        beside: Callable[[], tuple[str, ...]],
    ) -> None:
        """`by_meaning` says that questions use the vectors; `beside`, which records beside the library are damaged."""
        self._library, self._words, self._vectors = library, words, vectors
        self._by_meaning, self._beside = by_meaning, beside
        self._tidying = Beside(self._tidy, "tidying")
        self._stays = self._unproven = False  # whether it follows by itself; whether the views are yet to be proven
        self._mended: tuple[str, ...] = ()
        self._followed = -1  # the last change of the library that tidying has seen
        self._rested = 0.0  # by the clock, when truth and vectors may be written anew for removed papers again
        self.notices: tuple[str, ...] = ()  # what was mended beside the work, in Japanese

    def stay(self) -> None:
        """Mends and catches up both views beside the work, now and whenever the library has changed."""
        self._unproven = self._stays = True
        self.tidy()

    def tidy(self) -> None:
        """Catches up both views beside the work, and has what left the library leave the disk."""
        self._tidying.ask()

    def wait(self) -> None:
        """Returns when nothing is being done beside the work."""
        self._tidying.wait()

    def close(self) -> None:
        """The same, and nothing is begun any more. What is left to do is done after the next start."""
        self._tidying.close()

    def follow(self, *, by_words: bool = False) -> str:
        """Applies to both views what was done to the library, here or elsewhere; says what hindered the vectors.

        `by_words` leaves the vectors as they are, whose model may be somewhere else.
        """
        if self._stays:
            # Whoever took papers in has caught up the words; what is left to do has time.
            if self._followed != self._library.last_change():
                self.tidy()
            return ""
        self._words.catch_up()
        if self._by_meaning and not by_words:
            try:
                self._vectors.catch_up()
            except ShirubeError as error:
                return str(error)
        return ""

    def follow_vectors(self) -> None:
        """The same for who needs the vectors. Raises `ShirubeError` where they are not to be had."""
        if self._stays:
            self.follow()
        else:
            self._vectors.catch_up()

    def mending(self, search: Callable[[], T]) -> T:
        """What `search` finds, with a damaged words view built anew on the way."""
        try:
            return search()
        except LibraryError:
            if not self._words.mend():
                raise
            return search()

    def check(self, person: Person, progress: Callable[[int, int], None] | None = None) -> Health:
        """Library and views, looked through once what is under way has come to its end; damaged views are mended."""
        self.wait()
        said: list[str] = []
        trouble: list[str] = []
        for view in (self._words, self._vectors):
            try:
                said.append(view.mend())
                view.catch_up()
                view.forget()
            except ShirubeError as error:  # no room on the disk; the embedding model or the Chroma server is away
                trouble.append(str(error))
        try:
            self._library.clean()
        except ShirubeError as error:
            trouble.append(str(error))
        health = check(self._library, self._words, self._vectors, person, progress)
        problems = tuple(dict.fromkeys((*health.problems, *trouble, *self._beside())))
        return replace(health, healthy=not problems, problems=problems, mended=tuple(filter(None, said)))

    def rebuild(self) -> Iterator[Progress]:
        """Makes both views anew from the truth."""
        yield Progress(0, 2, "ことばの索引")
        self._words.rebuild()
        yield Progress(1, 2, "意味の近さの索引")
        self._vectors.rebuild()
        yield Progress(2, 2, "完了")

    def _tidy(self) -> None:
        self._followed = self._library.last_change()
        try:
            if self._unproven:
                self._unproven = False
                self._mended = tuple(filter(None, (self._words.mend(), self._vectors.mend(gently=True))))
            self._words.catch_up()
            while self._vectors.catch_up(gently=True):  # papers may come and go meanwhile
                pass
            self._words.forget()
            self._forget()
            self.notices = self._mended
        except ShirubeError as error:  # a model or server that is away: the next tidying tries again
            self.notices = (*self._mended, str(error))

    def _forget(self) -> None:
        """Has what left the library leave the files of truth and vectors. Both are written anew for it, so in an app
        it rests between: who removes paper after paper all day must not have them written all day.
        """
        began = time.monotonic()
        if self._stays and began < self._rested:
            self._tidying.ask_later(self._rested - began)
            return
        done = self._library.clean(), self._vectors.forget(gently=True)
        if any(done):
            ended = time.monotonic()
            self._rested = ended + _REST * (ended - began)
