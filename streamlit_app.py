"""The app: `shirube app`, or `streamlit run streamlit_app.py`. Two pages over one desk, all on this machine."""

from __future__ import annotations

import streamlit as st

from assistant.conversations import Conversations
from assistant.desk import Desk
from assistant.settings import load
from assistant.ui import frame
from assistant.wiring import build


@st.cache_resource(show_spinner="資料庫を開いています…")
def office() -> tuple[Desk, Conversations]:
    """The desk and the past conversations: one of each for all windows."""
    settings = load()
    desk = build(settings)
    desk.tidy()
    return desk, Conversations(settings.home / "conversations.sqlite")


frame.run(office)
