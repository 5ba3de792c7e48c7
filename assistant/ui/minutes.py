"""議事録をつくる: a transcript in, the draft beside the words it rests on, the city's own Word form out."""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.drafting.drafts import Heading, UnknownDraft
from assistant.phrasing import long_date
from assistant.ui import minutes_draft, minutes_new
from assistant.ui.parts import as_label, leaf, moment, tell
from assistant.ui.session import Session, current

if TYPE_CHECKING:
    from assistant.secretary import Secretary

_NAMELESS = "（名前のない会議）"
_HINTS = """
<p><strong>議事録の下書き</strong></p>
<ul class="shirube-list"><li>会議の文字起こしから、決まったこと、宿題、質疑を議題ごとにまとめます</li>
<li>どの行にも、もとになった発言が付きます</li>
<li>直すたびに、発言と照らし合わせ直します</li></ul>
<p>下書きはこのコンピューターに保存されます。</p>
"""


def page(secretary: Secretary) -> None:
    """Draw the page for this window's person."""
    session = current()
    mine = session.minutes
    _title_row(session)
    tell(*session.told())
    try:
        if mine.work is not None and (mine.draft or mine.understood):
            minutes_new.show_work(mine.work, session)
        elif mine.draft:
            minutes_draft.show(secretary.open(mine.draft, session.person), session, secretary)
        elif mine.understood is not None:
            minutes_new.show_understood(mine.understood, session, secretary)
        else:
            _start(session, secretary)
    except UnknownDraft as error:
        mine.open("")
        session.problem = str(error)
        st.rerun()
    if not mine.draft:
        st.sidebar.html(_HINTS)


def _title_row(session: Session) -> None:
    mine = session.minutes
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("議事録をつくる", anchor=False)
        if mine.draft and mine.work is None:
            st.button("一覧に戻る", key="to-list", on_click=mine.open, args=("",))


def _start(session: Session, secretary: Secretary) -> None:
    mine = session.minutes
    headings = secretary.drafts(session.person)
    if mine.beginning or mine.work or not headings:
        minutes_new.ask_for_files(session, secretary, may_leave=bool(headings))
        return
    if st.button("新しくつくる", key="begin", type="primary"):
        mine.beginning = True
        st.rerun()
    st.header("これまでの下書き", anchor=False)
    st.html(f'<p class="shirube-small" role="status">{len(headings):,}件</p>')
    for heading in leaf(headings, "drafts-leaf"):
        _show_heading(heading, session, secretary)


def _show_heading(heading: Heading, session: Session, secretary: Secretary) -> None:
    title = heading.title or _NAMELESS
    held_on = long_date(date.fromisoformat(heading.held_on)) if heading.held_on else "開催日の記載なし"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            key, opens = f"draft-{heading.id}", session.minutes.open
            st.button(as_label(title), key=key, type="tertiary", on_click=opens, args=(heading.id,))
            facts = f"{held_on}　変更 {moment(heading.changed_at)}"
            st.html(f'<p class="shirube-small">{escape(facts)}</p>')
        if st.button("消す", key=f"delete-{heading.id}", help=as_label(f"「{title}」の下書きを消す")):
            _confirm_delete(heading, session, secretary)


@st.dialog("この下書きを消しますか")
def _confirm_delete(heading: Heading, session: Session, secretary: Secretary) -> None:
    title = heading.title or _NAMELESS
    st.html(
        f"<p><strong>{escape(title)}</strong></p>"
        "<p>下書きと文字起こし、決定と宿題の記録が、このコンピューターから消えます。元には戻せません。</p>"
    )
    with st.container(horizontal=True):
        if st.button("消す", type="primary", key="delete-yes"):
            session.attempt(partial(secretary.delete, heading.id, session.person), f"「{title}」を消しました。")
            st.rerun()
        if st.button("やめる", key="delete-no"):
            st.rerun()
