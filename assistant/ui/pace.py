"""Events from a thread of their own, so that a person can stop an answer while an endpoint is silent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


def paced(start: Callable[[], Iterator[T]], beat: float = 0.2) -> Generator[T | None, None, None]:
    """The items of `start()`, and None after each `beat` seconds without one.

    What `start` raises is raised here. Closing this iterator lets the thread end at its next item; Streamlit does that
    by leaving the loop when a button is pressed, which it can only do when something is drawn: hence the beat.
    """
    arrived: Queue[T | _End] = Queue()
    stopped = threading.Event()
    threading.Thread(target=_work, args=(start, arrived, stopped), name="answer", daemon=True).start()
    try:
        while True:
            try:
                item = arrived.get(timeout=beat)
            except Empty:
                yield None
                continue
            if not isinstance(item, _End):
                yield item
            elif item.error is not None:
                raise item.error
            else:
                return
    finally:
        stopped.set()


def _work(start: Callable[[], Iterator[T]], arrived: Queue[T | _End], stopped: threading.Event) -> None:
    error: BaseException | None = None
    try:
        with closing(_drawn(start)) as items:
            for item in items:
                if stopped.is_set():
                    return
                arrived.put(item)
    except Exception as raised:  # noqa: BLE001  (handed over, and raised where the answer is shown)
        error = raised
    finally:
        arrived.put(_End(error))


def _drawn(start: Callable[[], Iterator[T]]) -> Generator[T, None, None]:
    yield from start()
