"""What a press calls: the person reads one sentence whatever goes wrong, and no press is lost."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from assistant.ui.session import UNFORESEEN, Session
from ingest.errors import BrokenFile
from ingest.model import Person


def test_what_a_press_could_not_do_is_told() -> None:
    session = Session(Person())

    def refused() -> None:
        raise BrokenFile

    assert not session.attempt(refused, "しました。")
    assert session.told() == (BrokenFile.hint, "")
    assert session.attempt(lambda: None, "しました。")
    assert session.told() == ("", "しました。")


def test_what_nobody_foresaw_is_told_in_one_sentence_and_the_log_has_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    session = Session(Person())

    def broken() -> None:
        raise KeyError("文")

    with caplog.at_level(logging.ERROR, "shirube"):
        assert not session.attempt(broken)
    assert session.told() == (UNFORESEEN, "")
    assert "KeyError: '文'" in caplog.text


def test_a_press_whose_run_is_broken_off_is_kept_for_the_next() -> None:
    """A run that ends before the page comes to the part that was pressed: what was pressed waits for the next one."""

    def page() -> None:
        import streamlit as st

        from assistant.ui.parts import _keeper, _kept

        st.session_state["answer"] = {"opened": "c1", "taken_back": None}
        st.button("押す", key="press", on_click=_keeper("answer"))
        if st.checkbox("途中で終わる", value=True, key="ends"):
            st.stop()
        st.text(str(_kept("answer")))

    app = AppTest.from_function(page).run()
    app.button[0].click().run()
    assert not app.text
    app.checkbox[0].uncheck().run()
    assert app.text[0].value == "{'opened': 'c1'}"
    app.run()
    assert app.text[0].value == "{}"
