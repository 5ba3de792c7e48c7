"""A question that was read, looked up in both views: also while one of them is damaged, or behind, or away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering import history, listing, told
from assistant.answering.history import History
from assistant.answering.query import Question
from assistant.answering.retrieval import Retriever
from assistant.answering.values import Answer, Found, Hit, Listing
from assistant.upkeep import Upkeep
from ingest.errors import LibraryError, ShirubeError
from ingest.library.library import Library
from ingest.model import Filters, Passage, Person

if TYPE_CHECKING:
    from ingest.library.vectors import VectorsView
    from ingest.library.words import WordsView

_NEAREST = 3  # passages that are shown where the papers do not say


class LookingUp:
    """What the papers of one library have on a question. Each finding is of the library as it is now."""

    def __init__(
        self, library: Library, words: WordsView, vectors: VectorsView, retriever: Retriever, upkeep: Upkeep
    ) -> None:
        """`retriever` ranks; where what it needs is away, words alone do."""
        self._library, self._words, self._vectors = library, words, vectors
        self._retriever, self._by_words = retriever, Retriever(library, words)
        self._upkeep = upkeep

    def passages(self, asked: Question, person: Person, k: int, *, by_words: bool = False) -> tuple[Found, str]:
        """What was found, and what to tell the person of the way there. What the vectors lack does not stop words."""
        if by_words:
            self._words.catch_up()
            return self._upkeep.mending(lambda: self.by_words(asked, person, k)), ""
        trouble = self._upkeep.follow()
        try:
            return self._retriever.search(asked, person, k), trouble
        except LibraryError:
            if not (mended := self._words.mend()):
                raise
            return self.by_words(asked, person, k), mended
        except ShirubeError as error:  # the embedding model is away
            return self.by_words(asked, person, k), str(error)

    def by_words(self, asked: Question, person: Person, k: int) -> Found:
        """What words find, in their view as it stands."""
        return self._by_words.search(asked, person, k)

    def listing(self, asked: Question, person: Person) -> Listing | None:
        """Every place that speaks of the question's topic; None for a question that names none."""
        self._upkeep.follow(by_words=True)
        return self._upkeep.mending(lambda: listing.find_all(self._library, self._words, asked, person))

    def history(self, asked: Question, person: Person) -> History | None:
        """What was answered on the question's topic, in order of date; None for a question that names none."""
        self._upkeep.follow(by_words=True)
        return self._upkeep.mending(lambda: history.trace(self._library, self._words, asked, person))

    def in_full(self, question: str, asked: Question, person: Person, *, by_words: bool = False) -> Answer | None:
        """The answer to a question that asks for all, or for a history; None for any other, or where nothing is."""
        if listing.asks_for_all(asked):
            every = self.listing(asked, person)
            if every and every.notice and not every.entries:
                found, _ = self.passages(asked, person, _NEAREST, by_words=by_words)
                return told.of_empty_listing(question, every, found.hits)
            return told.of_listing(question, every, self._library) if every and every.entries else None
        if "history" in asked.read_as.values:
            traced = self.history(asked, person)
            return told.of_history(question, traced, self._library) if traced and traced.stages else None
        return None

    def near(self, passage: Passage, person: Person, k: int) -> tuple[Hit, ...]:
        """Passages near in meaning to one passage; () where the vectors view is not to be had."""
        self._upkeep.follow_vectors()
        near = self._vectors.related(passage, person, Filters(), k)
        found = self._library.passages_by_id([id for id, _ in near])
        # The view may lag behind the library, which has the last word on who may read what.
        papers = self._library.documents_by_id({one.document for one in found.values()}, person)
        there = ((found[id], alike) for id, alike in near if id in found and found[id].document in papers)
        return tuple(Hit(n, one, papers[one.document], alike) for n, (one, alike) in enumerate(there, 1))
