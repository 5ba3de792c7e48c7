"""The app: `shirube app`, or `streamlit run streamlit_app.py`. A few pages over one office, all on this machine."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assistant.settings import Settings, load
from assistant.ui import frame, sign_in
from assistant.wiring import Office, build_office


@st.cache_resource(show_spinner="資料庫を開いています…")
def office() -> Office:
    """The desk, the secretary and the past conversations: one of each for all windows."""
    built = build_office(settings())
    built.desk.tidy()
    return built


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Read once: a setting that changes is in force when the app starts again."""
    return load()


@st.cache_resource(ttl="1d", show_spinner=False)
def expired() -> dict[str, int]:
    """What is kept longer than the settings allow is deleted once a day."""
    return office().expire(settings(), datetime.now(UTC))


frame.run(office, lambda: sign_in.door(settings()), expired)
