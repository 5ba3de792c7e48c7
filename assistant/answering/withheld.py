"""Answers of before, for who may see them now: one that rests on a paper which is no longer theirs is not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.values import Answer, Earlier, Hit, ReadAs
from ingest.library.library import Library
from ingest.model import Document, Person

NOTICE = (
    "この回答の根拠にした資料は、取り除かれたか、読める人が変わりました。回答は表示できません。もう一度質問してください。"
)
_NAMES = ("source", "speaker", "office", "kind")  # what is read of a question by the names that papers have
AsReadable = Callable[[Answer, Person], Answer]


def as_readable(library: Library) -> AsReadable:
    """Gives an answer as a person may see it now: the answer itself, where nothing stands in the way."""

    def readable(answer: Answer, person: Person) -> Answer:
        ids = {paper.id for paper in _papers(answer)} | set(answer.offered)
        if library.could_read(ids, person) != ids:
            return Answer(answer.question, ReadAs(), engine=answer.engine, notice=NOTICE)
        return answer if _names(answer) <= _known(answer, library, person) else replace(answer, read_as=ReadAs())

    return readable


def offered(hits: Sequence[Hit], earlier: Sequence[Earlier]) -> tuple[str, ...]:
    """The papers that a model was shown when it wrote: what it says without a mark may be of any of them."""
    before = (id for one in earlier for id in (*one.answer.offered, *(paper.id for paper in _papers(one.answer))))
    return tuple(dict.fromkeys((*(hit.document.id for hit in hits), *before)))


def _papers(answer: Answer) -> Iterator[Document]:
    yield from (citation.document for citation in answer.citations)
    yield from (hit.document for hit in answer.nearest)
    if answer.listing is not None:
        yield from (entry.document for entry in answer.listing.entries)


def _names(answer: Answer) -> set[str]:
    """The names by which the question was read."""
    read_as = answer.read_as
    return {str(read_as.values[key]) for key in _NAMES if key in read_as.values} | {*read_as.filters.sources}


def _known(answer: Answer, library: Library, person: Person) -> set[str]:
    """Those of the names that stand in papers which the person may see."""
    if not (wanted := _names(answer)):
        return set()
    papers = [*_papers(answer), *library.documents(person)]
    there = [*(name for one in papers for name in (one.source, one.title, one.kind))]
    if {"speaker", "office"} & answer.read_as.values.keys():
        there += [*library.speakers(person), *(citation.passage.speaker for citation in answer.citations)]
    return {name for name in wanted if any(name in one for one in there)}
