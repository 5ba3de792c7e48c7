"""What is said to a language model and what comes back, in plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

_THINKING = ("<think>", "</think>")


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a model."""

    role: Literal["system", "user"]
    text: str


Masked = tuple[tuple[str, int], ...]
"""How much was masked, by kind as a person reads it: (("氏名", 2), ("電話", 1))."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is about to leave for a model: the messages as they go, after masking, and how much was masked in them.

    `words` are the placeholders with what they stand for: for the person who asks, on this machine and nowhere else.
    """

    to: str  # the model's name
    messages: tuple[Message, ...]
    masked: Masked = ()
    words: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the reply as it comes; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The end of a reply. `reason` is stop, length, content_filter or what the server says.

    Tokens are known only where the server tells them.
    """

    reason: str
    tokens_in: int | None = None
    tokens_out: int | None = None


class ChatModel(Protocol):
    """A language model: a name, and one verb."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message]) -> Iterator[Sent | Delta | Finish]:
        """`Sent` where something watches the door, deltas, then exactly one Finish.

        Raises `ModelError`; closing the iterator hangs up.
        """
        ...


def added(*some: Masked) -> Masked:
    """What was masked in several messages or calls, together, in the order in which kinds first came."""
    sums: dict[str, int] = {}
    for kind, count in (pair for one in some for pair in one):
        sums[kind] = sums.get(kind, 0) + count
    return tuple(sums.items())


def masked_words(masked: Masked) -> str:
    """個人情報に見えるもの3件（氏名2、電話1）を伏せて送りました。 Empty where nothing was masked."""
    if not masked:
        return ""
    kinds = "、".join(f"{kind}{count}" for kind, count in masked)
    return f"個人情報に見えるもの{sum(count for _, count in masked)}件（{kinds}）を伏せて送りました。"


def without_thinking(events: Iterator[Delta | Finish]) -> Iterator[Delta | Finish]:
    """The reply without the <think>...</think> that some open models put in front of it."""
    opening, closing_mark = _THINKING
    held, state = "", "start"  # start: may still begin with the mark; inside: thinking; after: the reply itself
    for event in events:
        if isinstance(event, Finish) or state == "after":
            if held and state == "start":
                yield Delta(held)
            held = ""
            yield event
            continue
        held += event.text
        if state == "start" and not opening.startswith(held.lstrip()[: len(opening)]):
            state = "after"
        elif state == "start" and held.lstrip().startswith(opening):
            state = "inside"
        if state == "inside" and closing_mark in held:
            held, state = held.partition(closing_mark)[2].lstrip(), "after"
        if state == "after" and held:
            yield Delta(held)
            held = ""
