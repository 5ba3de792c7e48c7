"""The app as it is, its searches watched and papers coming in: `streamlit run tests/many_app.py -- LOG INBOX`."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent.parent))

from assistant.answering.values import Event, Found
from assistant.settings import load
from assistant.ui import frame, sign_in
from assistant.wiring import Office, build_office
from ingest.model import local_person

if TYPE_CHECKING:
    from assistant.desk import Desk


class Watched:
    """A desk that writes down how long each question took until its passages were found."""

    def __init__(self, desk: Desk, log: Path) -> None:
        self._desk, self._log = desk, log

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def ask(self, *given: Any, **named: Any) -> Iterator[Event]:
        began = time.perf_counter()
        for event in self._desk.ask(*given, **named):
            if isinstance(event, Found):
                with self._log.open("a", encoding="utf-8") as log:
                    log.write(f"{time.perf_counter() - began}\n")
            yield event


@st.cache_resource
def office() -> Office:
    log, inbox = map(Path, sys.argv[1:3])
    built = build_office(load())
    built.desk.tidy()
    threading.Thread(target=_take_in, args=(built.desk, inbox), daemon=True).start()
    return replace(built, desk=cast("Desk", Watched(built.desk, log)))


def _take_in(desk: Desk, inbox: Path) -> None:
    """Takes in what lies in the inbox, one paper after the other, as the page 資料 does."""
    for path in sorted(inbox.glob("*")):
        for _ in desk.ingest([path], local_person()):
            pass
        time.sleep(2)


frame.run(office, lambda: sign_in.door(load()))
