"""The app over the small desk, for a browser: `streamlit run tests/small_app.py -- HOME [PAUSE [empty]]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent.parent))

from assistant.conversations import Conversations
from assistant.ui import frame
from tests.small_desk import TEXTS, SmallDesk

if TYPE_CHECKING:
    from assistant.desk import Desk


@st.cache_resource
def office() -> tuple[Desk, Conversations]:
    home, pause, *empty = [*sys.argv[1:], "0"] if len(sys.argv) == 2 else sys.argv[1:]
    desk = SmallDesk(() if empty else tuple(TEXTS), float(pause))
    return cast("Desk", desk), Conversations(Path(home) / "conversations.sqlite")


frame.run(office)
