"""The library as a LangChain retriever."""

from __future__ import annotations

from datetime import date

import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from assistant.answering.langchain_retriever import LibraryRetriever
from assistant.answering.values import Found, Hit, ReadAs
from ingest.model import Document, Filters, Passage, Person

PAPER = Document("d1", "会議録.pdf", "0", "pdf", "第3回会議録", "会議録", 2, held_on=date(2023, 7, 21))
PASSAGE = Passage("p1", "d1", 0, 2, "p.2", 5, 12, "会議は7月だ。")


class Shelf:
    """A desk with one paper; it notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Person, int, Filters]] = []

    def search(self, question: str, person: Person, *, k: int = 10, filters: Filters = Filters()) -> Found:
        self.asked.append((question, person, k, filters))
        return Found(ReadAs(), (Hit(1, PASSAGE, PAPER, 1.0),))


def test_a_passage_becomes_a_document_with_its_place() -> None:
    shelf, person = Shelf(), Person("窓口", frozenset({"all", "総務課"}))
    retriever = LibraryRetriever(desk=shelf, person=person, k=3, filters=Filters(kinds=("会議録",)))
    (found,) = retriever.invoke("会議はいつですか")
    assert (found.page_content, found.id) == ("会議は7月だ。", "p1")
    assert found.metadata == {
        "source": "会議録.pdf",
        "title": "第3回会議録",
        "page": 2,
        "label": "p.2",
        "held_on": "2023-07-21",
        "speaker": "",
        "passage": "p1",
        "document": "d1",
        "score": 1.0,
    }
    assert shelf.asked == [("会議はいつですか", person, 3, Filters(kinds=("会議録",)))]


def test_it_is_a_step_of_a_chain() -> None:
    chain = LibraryRetriever(desk=Shelf(), person=Person()) | RunnableLambda(lambda found: found[0].metadata["source"])
    assert chain.invoke("会議") == "会議録.pdf"


def test_there_is_none_without_a_person() -> None:
    with pytest.raises(ValidationError, match="person"):
        LibraryRetriever(desk=Shelf())  # type: ignore[call-arg]
