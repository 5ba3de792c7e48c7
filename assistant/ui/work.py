"""Work that takes a while: begun once, shown while it goes on, met again when the page was left, stopped by a press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from assistant.ui.pace import paced
from assistant.ui.parts import as_label
from assistant.ui.session import Work
from ingest.errors import ShirubeError
from ingest.outcomes import Progress

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator as Drawn

T = TypeVar("T")
Start = Callable[[Callable[[], bool]], Iterator[Progress | T]]


class CutOff(ShirubeError):
    """The work ended with nothing."""

    hint = "作業が途中で終わりました。もう一度お試しください。"
    retryable = True


def begin(what: str, start: Start[T], *, slow: bool, stopped: str = "") -> Work[T]:
    """The work of `start`, which is told how to know that it should stop, in a thread of its own."""
    stop = Event()
    return Work(what, paced(partial(start, stop.is_set), to_the_end=True), stop, slow, stopped)


def finish(work: Work[T], leave: Callable[[Work[T]], None]) -> T:
    """Show how far the work has come until it is done; what it has made. `leave` is what a press on stopping does.

    Raises `ShirubeError`, `CutOff` where nothing came.
    """
    st.header(as_label(work.what), anchor=False)
    bar = st.empty()
    if work.slow:
        st.button("■ 止める", key="stop", on_click=leave, args=(work,))
    _show(work, bar)
    for step in work.steps:
        if isinstance(step, Progress):
            work.progress = step
        elif step is not None:
            return step
        _show(work, bar)  # at each beat: only then can a press of a button be noticed
    raise CutOff


def _show(work: Work[T], bar: Drawn) -> None:
    step = work.progress or Progress(0, 1, "はじめています")
    done, total = step.done, max(1, step.total)
    said = f"{done:,} / {total:,}　{as_label(step.now)}"
    if work.stop.is_set():
        said = "いまのところまで終わったら止めます"
    bar.progress(min(1.0, done / total), said)
