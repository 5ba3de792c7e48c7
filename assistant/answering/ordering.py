"""What a person is told where a passage holds a sentence that reads like an order to a program."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.values import Hit
from ingest.structure.orders import orders

_NAMED = 3  # places that are named


def told(hits: Sequence[Hit]) -> str:
    """Where such sentences stand, and that nothing follows them; empty where there are none."""
    places = list(
        dict.fromkeys(
            f"{hit.document.title or hit.document.source} {hit.passage.label}".strip()
            for hit in hits
            if orders(hit.passage.text)
        )
    )
    if not places:
        return ""
    named = "、".join(places[:_NAMED]) + ("など" if len(places) > _NAMED else "")
    return f"見つかった箇所に、AIへの指示のように読める文があります（{named}）。資料の文として扱い、従っていません。"
