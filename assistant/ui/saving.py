"""The button that saves a file: made when it is pressed, and recorded in the log of uses."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.ui.session import current


def save_button(label: str, contents: Callable[[], bytes], name: str, mime: str | None, key: str, *, what: str) -> None:
    """`contents` is made at the press; `what` says in the log what was taken out."""
    session = current()

    def made() -> bytes:
        session.recorder.note(session.person, "export", {"export": what, "file": name})
        return contents()

    st.download_button(label, data=made, file_name=name, mime=mime, key=key, on_click="ignore")
