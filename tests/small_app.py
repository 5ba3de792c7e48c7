"""The app over the small desk and the real secretary: `streamlit run tests/small_app.py -- HOME [PAUSE [empty]]`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent.parent))

from assistant.settings import load
from assistant.ui import frame
from assistant.wiring import Office, build_office
from tests.small_desk import TEXTS, SmallDesk

if TYPE_CHECKING:
    from assistant.desk import Desk


@st.cache_resource
def office() -> Office:
    home, pause, *empty = [*sys.argv[1:], "0"] if len(sys.argv) == 2 else sys.argv[1:]
    desk = SmallDesk(() if empty else tuple(TEXTS), float(pause))
    return replace(build_office(load(Path(home))), desk=cast("Desk", desk))


frame.run(office)
