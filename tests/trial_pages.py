"""The pages of the trial over the real office, for tests that look at them as a person would."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from assistant.ui.session import Session
from assistant.wiring import Office


def _try(office: object) -> None:
    from typing import cast

    import streamlit as st

    from assistant.ui import try_out

    one = cast("Office", office)
    try_out.page(one.trials, one.desk, lambda: st.session_state.update(went="making"))


def _make(office: object) -> None:
    from typing import cast

    import streamlit as st

    from assistant.ui import making

    making.page(cast("Office", office).trials, lambda: st.session_state.update(went="trying"))


def _report(office: object) -> None:
    from typing import cast

    import streamlit as st

    from assistant.ui import trial_report

    trial_report.page(cast("Office", office).trials, lambda: st.session_state.update(went="trying"))


_PAGES = {"try": _try, "make": _make, "trials": _report}


def opened(name: str, office: Office, session: Session | None = None) -> AppTest:
    """A page in a window of its own, or in that of `session`."""
    app = AppTest.from_function(_PAGES[name], args=(office,), default_timeout=30)
    if session is not None:
        app.session_state["session"] = session
    return fine(app.run())


def fine(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    """Presses the first button with that label, and waits until what it began is done."""
    next(button for button in app.button if button.label.replace("\\", "") == label).click().run()
    return settled(app)


def settled(app: AppTest) -> AppTest:
    while not app.exception and session(app).trying.run is not None:
        app.run()
    return fine(app)


def session(app: AppTest) -> Session:
    found: Session = app.session_state["session"]
    return found


def shown(app: AppTest) -> list[dict[str, Any]]:
    """What the parts that show answers were given."""
    parts = [json.loads(part.proto.json) for part in app.get("bidi_component")]
    return [one for one in parts if "sentences" in one]


def told(app: AppTest) -> list[str]:
    """What the boxes say: errors, warnings, what went well, in this order."""
    return [box.value.replace("\\", "") for box in (*app.error, *app.warning, *app.success)]
