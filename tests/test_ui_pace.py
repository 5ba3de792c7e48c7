"""Events from a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from assistant.ui.pace import paced


def test_items_come_in_order_and_then_it_ends() -> None:
    assert [item for item in paced(lambda: iter([1, 2, 3])) if item is not None] == [1, 2, 3]


def test_a_silent_source_leaves_time_to_stop() -> None:
    goes_on = threading.Event()

    def silent() -> Iterator[int]:
        goes_on.wait(10)
        yield 1

    events = paced(silent, beat=0.01)
    assert next(events) is None
    goes_on.set()
    assert [item for item in events if item is not None] == [1]


def test_closing_ends_the_source_at_its_next_item() -> None:
    closed, goes_on = threading.Event(), threading.Event()

    def endless() -> Iterator[int]:
        try:
            yield 1
            goes_on.wait(10)
            yield 2
            yield 3
        finally:
            closed.set()

    events = paced(endless, beat=0.01)
    assert next(item for item in events if item is not None) == 1
    events.close()
    goes_on.set()
    assert closed.wait(10)


def test_what_goes_wrong_in_the_thread_is_raised_here() -> None:
    def wrong() -> Iterator[int]:
        yield 1
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        list(paced(wrong))
