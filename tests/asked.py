"""A desk over papers written in a test, and what it answers without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant.answering.values import Answer, Answered
from assistant.settings import load
from assistant.wiring import build
from ingest.model import Person, local_person

CLERK = Person()
Ask = Callable[[str], Answer]


@contextmanager
def asking(folder: Path, papers: Mapping[str, str], today: date = date(2025, 9, 1)) -> Iterator[Ask]:
    """Takes `papers` in, and whatever else lies in the folder `papers` below `folder`; yields who is asked."""
    there = folder / "papers"
    there.mkdir(exist_ok=True)
    for name, text in papers.items():
        (there / name).write_text(text, encoding="utf-8")
    with build(load(folder / "home")) as desk:
        list(desk.ingest([there], local_person()))

        def ask(question: str) -> Answer:
            events = desk.ask(question, CLERK, today=today)
            return next(event.answer for event in events if isinstance(event, Answered))

        yield ask


def said(answer: Answer) -> list[str]:
    """The sentences of an answer."""
    return [sentence.text for sentence in answer.sentences]
