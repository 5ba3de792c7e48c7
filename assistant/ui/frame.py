"""The frame around the pages: title, style and the way from one page to the other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui import ask, ledger, making, minutes, outflow, papers, sign_in, summaries, trial_report, try_out, uses
from assistant.ui.parts import FAVICON, apply_style, as_label
from assistant.ui.session import UNFORESEEN, current, enter
from ingest.errors import ShirubeError
from ingest.model import Person, Rank

if TYPE_CHECKING:
    from assistant.wiring import Office


def run(
    office: Callable[[], Office],
    door: Callable[[], Person | None] = sign_in.at_this_machine,
    daily: Callable[[], object] | None = None,
) -> None:
    """Draw the page that was asked for, for whom `door` lets in, and do what is due once a day.

    Whatever goes wrong, they read a Japanese sentence.
    """
    st.set_page_config("しるべ", FAVICON, layout="centered", initial_sidebar_state="auto")
    apply_style()
    try:
        person = door()
        if person is None:
            return
        enter(person)
        one = office()
        session = current()
        session.recorder = one.recorder
        session.note_coming()
        for said in one.desk.notices:
            st.info(as_label(said))
        if daily is not None:
            daily()
        groups = {name: pages for name, pages in _groups(one, person).items() if pages}
        sign_in.show_person(person)
        # At the side all pages are seen at once; on top each group would be a menu to be opened first.
        st.navigation(groups, position="sidebar", expanded=True).run()
    except ShirubeError as error:
        st.error(f"✕ {as_label(str(error))}")
    except Exception:  # the outermost door: the person gets a sentence, the log the rest
        logging.getLogger("shirube").exception("A page could not be drawn")
        st.error(f"✕ {UNFORESEEN}")


def _groups(one: Office, person: Person) -> dict[str, list[st.Page]]:
    """The pages by what `person` may come for, each under its name and its address."""
    taking_down = st.Page(partial(minutes.page, one.secretary), title="議事録をつくる", url_path="minutes")
    to_minutes = partial(st.switch_page, taking_down)
    leaving = partial(outflow.page, one.desk, one.outflow, one.trials)
    # Each of the two leads to the other: the way is looked up when it is gone.
    ways: dict[str, st.Page] = {}
    ways["try"] = st.Page(
        partial(try_out.page, one.trials, one.desk, lambda: st.switch_page(ways["make"])),
        title="生成AIを試す",
        url_path="try",
    )
    ways["make"] = st.Page(
        partial(making.page, one.trials, lambda: st.switch_page(ways["try"])),
        title="使い方をつくる",
        url_path="use_cases",
    )
    to_trying = partial(st.switch_page, ways["try"])
    oversees = person.rank >= Rank.ADMINISTRATOR
    return {
        "資料に聞く": [
            st.Page(partial(ask.page, one.desk, one.conversations), title="質問する", url_path="ask", default=True),
            st.Page(partial(papers.page, one.desk), title="資料", url_path="papers"),
        ],
        "つくる": [
            taking_down,
            st.Page(partial(summaries.page, one.desk, one.secretary), title="要約する", url_path="summaries"),
            st.Page(partial(ledger.page, one.secretary, to_minutes), title="決定と宿題", url_path="ledger"),
        ],
        "生成AI": [
            ways["try"],
            ways["make"],
            st.Page(partial(trial_report.page, one.trials, to_trying), title="試行の記録", url_path="trials"),
        ],
        "管理": [
            st.Page(leaving, title="送信内容の確認", url_path="outflow"),
            *([st.Page(partial(uses.page, one.audit), title="利用の記録", url_path="uses")] if oversees else ()),
        ],
    }
