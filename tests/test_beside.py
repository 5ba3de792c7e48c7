"""Work beside the work: never twice at once, and never left undone when it was asked for."""

from __future__ import annotations

import threading
import time

from assistant.beside import Beside


def test_it_is_done_after_each_asking_and_never_twice_at_once() -> None:
    asked, seen, at_once, most = 0, 0, 0, 0
    counting = threading.Lock()

    def work() -> None:
        nonlocal seen, at_once, most
        with counting:
            at_once += 1
            most = max(most, at_once)
        seen = asked
        time.sleep(0.001)
        with counting:
            at_once -= 1

    beside = Beside(work, "test")

    def ask() -> None:
        nonlocal asked
        for _ in range(100):
            with counting:
                asked += 1
            beside.ask()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    beside.wait()
    assert not beside.busy
    assert (asked, seen, most) == (800, 800, 1)
    beside.wait()  # nothing to wait for


def test_work_that_fails_can_be_asked_for_again() -> None:
    told: list[str] = []
    fails = True

    def work() -> None:
        if fails:
            raise RuntimeError("on purpose")
        told.append("done")

    beside = Beside(work, "test")
    hook, threading.excepthook = threading.excepthook, lambda _: None
    try:
        beside.ask()
        beside.wait()
    finally:
        threading.excepthook = hook
    fails = False
    beside.ask()
    beside.wait()
    assert told == ["done"]


def test_what_is_to_be_done_later_is_done_once() -> None:
    times: list[float] = []
    beside = Beside(lambda: times.append(time.monotonic()), "test")
    began = time.monotonic()
    for _ in range(3):
        beside.ask_later(0.05)
    while not times:
        time.sleep(0.01)
    time.sleep(0.1)
    assert len(times) == 1
    assert times[0] - began >= 0.05
    beside.close()


def test_nothing_begins_once_it_is_closed() -> None:
    done: list[str] = []
    beside = Beside(lambda: done.append("done"), "test")
    beside.ask_later(0.01)
    beside.close()
    beside.ask()
    beside.ask_later(0.01)
    time.sleep(0.05)
    assert done == []
