"""Work that takes a while: begun once, shown while it goes on, met again when the page was left, stopped by a press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread
from typing import TypeVar

import streamlit as st

from assistant.ui.parts import as_label
from assistant.ui.session import Work
from ingest.errors import ShirubeError
from ingest.outcomes import Progress

T = TypeVar("T")
_BEAT = 0.5  # seconds between two looks at work that goes on
_PATIENCE = 0.4  # seconds
Start = Callable[[Callable[[], bool]], Iterator[Progress | T]]


class CutOff(ShirubeError):
    """The work ended with nothing."""

    hint = "作業が途中で終わりました。もう一度お試しください。"
    retryable = True


def begin(what: str, start: Start[T], *, slow: bool, stopped: str = "") -> Work[T]:
    """The work of `start`, which is told how to know that it should stop. It goes on when nobody looks any more."""
    begun = Work[T](what, slow, stopped)
    Thread(target=_do, args=(begun, start), name="work", daemon=True).start()
    return begun


def _do(work: Work[T], start: Start[T]) -> None:
    try:
        for step in start(work.stop.is_set):
            if isinstance(step, Progress):
                work.progress = step
            else:
                work.made = step
    except Exception as error:  # noqa: BLE001  (handed over, and raised where the work is shown)
        work.error = error
    finally:
        work.done.set()


def made(work: Work[T]) -> T | None:
    """What the work has made, None while it goes on. Raises what went wrong in it, `CutOff` where nothing came.

    Short work is waited for, so that nobody sees a page flicker by.
    """
    if not work.done.wait(_PATIENCE):
        return None
    if work.error is not None:
        raise work.error
    if work.made is None:
        raise CutOff
    return work.made


def show(work: Work[T], leave: Callable[[Work[T]], None]) -> None:
    """How far the work has come; `leave` is what a press on stopping does. The page is drawn anew when it is done."""
    st.header(as_label(work.what), anchor=False)
    _watch(work)
    if work.slow:
        st.button("■ 止める", key="stop", on_click=leave, args=(work,))


@st.fragment(run_every=_BEAT)
def _watch(work: Work[T]) -> None:
    """The page itself rests meanwhile: what it showed before the work began is gone, and its buttons answer."""
    step = work.progress or Progress(0, 1, "はじめています")
    done, total = step.done, max(1, step.total)
    said = f"{done:,} / {total:,}　{as_label(step.now)}"
    if work.stop.is_set():
        said = "いまのところまで終わったら止めます"
    st.progress(min(1.0, done / total), said)
    if work.done.is_set():
        st.rerun()
