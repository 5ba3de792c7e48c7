"""The library offered to other chains: a LangChain retriever over the same search that the app uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from ingest.model import Filters, Person

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun

    from assistant.answering.values import Found


class Searching(Protocol):
    """The one verb of the desk that a retriever needs."""

    def search(self, question: str, person: Person, *, k: int = 10, filters: Filters = Filters()) -> Found:
        """The best `k` passages that `person` may read."""
        ...


class LibraryRetriever(BaseRetriever):
    """`LibraryRetriever(desk=desk, person=Person("窓口")).invoke("第3回会議はいつか")` gives LangChain documents.

    There is none without a person. The metadata are source, title, page (from 1, or None), label, held_on (ISO, or
    None), speaker, passage (its id), document (its id) and score; the text is the passage, verbatim.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    desk: object = Field(exclude=True)  # a `Searching`; pydantic cannot look into a protocol
    person: Person
    k: int = Field(default=10, ge=1, le=100)
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        desk: Searching = self.desk  # type: ignore[assignment]
        found = desk.search(query, self.person, k=self.k, filters=self.filters)
        return [
            Document(
                page_content=hit.passage.text,
                id=hit.passage.id,
                metadata={
                    "source": hit.document.source,
                    "title": hit.document.title,
                    "page": hit.passage.page,
                    "label": hit.passage.label,
                    "held_on": hit.document.held_on.isoformat() if hit.document.held_on else None,
                    "speaker": hit.passage.speaker,
                    "passage": hit.passage.id,
                    "document": hit.document.id,
                    "score": hit.score,
                },
            )
            for hit in found.hits
        ]
