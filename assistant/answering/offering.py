"""Passages as a language model is shown them, and what is known of a passage besides its words."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date

from assistant.answering.values import Hit


def context(hit: Hit) -> str:
    """What is known of a passage besides its words, for checking dates and names."""
    document = hit.document
    day = _day(document.held_on)
    year = f"{document.fiscal_year}年度" if document.fiscal_year else ""
    headings = "\n".join((hit.passage.heading, *(path for _, path in hit.passage.headings)))
    return f"{document.title}\n{day}\n{year}\n{headings}\n{hit.passage.speaker}"


def block(number: int, hit: Hit, fence: str) -> str:
    """A passage as the model sees it, between two lines that only this call knows."""
    document, passage = hit.document, hit.passage
    day = _day(document.held_on)
    lines = {
        "題名": document.title or document.source,
        "日付": day,
        "場所": passage.label,
        "見出し": passage.heading if passage.heading != passage.label else "",
        "発言者": passage.speaker,
    }
    head = [f"{name}: {' '.join(value.split())}" for name, value in lines.items() if value]
    body = [f"<<資料 {number} {fence}>>", *head, "本文:", passage.text, f"<<資料 {number} ここまで {fence}>>"]
    return "\n".join(body)


def pack(hits: Sequence[Hit], fence: str, left: int, count: Callable[[str], int]) -> tuple[str, dict[int, Hit]]:
    """The passages that fit in `left` tokens, whole and best first, as one text, and by number; numbers are places."""
    offered: dict[int, Hit] = {}
    blocks: list[str] = []
    for number, hit in enumerate(hits, 1):
        shown = block(number, hit, fence)
        cost = count(shown) + 1
        if cost <= left:
            left -= cost
            offered[number] = hit
            blocks.append(shown)
    return "\n".join(blocks), offered


def fence(texts: Sequence[str]) -> str:
    """A random word that stands in none of `texts`, so that none of them can end its own quotation."""
    while True:
        word = secrets.token_hex(6)
        if not any(word in text for text in texts):
            return word


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
