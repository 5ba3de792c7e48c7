"""What a person is told where a passage holds a sentence that reads like an order to a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.values import Hit
from ingest.model import Document, Passage
from ingest.structure.orders import orders

_NAMED = 3  # places that are named


def told(hits: Sequence[Hit]) -> str:
    """Where such sentences stand, and that nothing follows them; empty where there are none."""
    return told_of((hit.document, hit.passage) for hit in hits)


def told_of(passages: Iterable[tuple[Document, Passage]]) -> str:
    """The same of passages of papers."""
    places = list(
        dict.fromkeys(
            f"{document.title or document.source} {passage.label}".strip()
            for document, passage in passages
            if orders(passage.text)
        )
    )
    if not places:
        return ""
    named = "、".join(places[:_NAMED]) + ("など" if len(places) > _NAMED else "")
    return f"資料の中に、AIへの指示のように読める文があります（{named}）。資料の文として扱い、従っていません。"
