"""Questions to begin with, made from the papers that are in: an empty page shows what can be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.model import Document, Passage

_BY_KIND = {
    "会議録": "{title}では何が決まりましたか",
    "会議資料": "{title}の次回の予定はいつですか",
    "調査": "{title}では何が分かりましたか",
    "条例・規則": "{title}では何が禁止されていますか",
    "予算": "{title}の総額はいくらですか",
}
_TOPIC = re.compile(r"([一-龠々ァ-ヺーA-Za-z0-9]{2,14})(?:について|の(?:概要|結果|取組|目的|予定|状況))")
_LONGEST = 40


def questions(
    documents: Sequence[Document], passages: Callable[[str], Sequence[Passage]], count: int
) -> tuple[str, ...]:
    """Up to `count` questions, of papers of different kinds and newest first."""
    newest = sorted(documents, key=lambda d: (d.held_on is not None, d.held_on, d.added_at), reverse=True)
    found: list[str] = []
    kinds: set[str] = set()
    for document in newest:
        if len(found) == count:
            break
        if document.kind in kinds or not document.passages:
            continue
        kinds.add(document.kind)
        title = _short(document.title)
        if document.kind in _BY_KIND and len(title) <= _LONGEST:
            found.append(_BY_KIND[document.kind].format(title=title))
        elif topic := _topic(passages(document.id)[:6]):
            found.append(f"{topic}について、資料には何と書かれていますか")
    return tuple(dict.fromkeys(found))


def _short(title: str) -> str:
    return " ".join(re.sub(r"[（(].*?[）)]", "", title).split())


def _topic(passages: Sequence[Passage]) -> str:
    for passage in passages:
        if match := _TOPIC.search(passage.text):
            return match[1]
    return ""
