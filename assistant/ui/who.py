"""Who sits at this window: the one who signed in, else a name and a department that are typed and kept in the window.

A name that is typed proves nothing. It tells one person's records from another's where all trust each other.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from assistant.ui.fields import line_field, one_line
from assistant.ui.session import Session
from ingest.model import Person, Rank


def person(session: Session) -> Person:
    """Whose records and use cases these are."""
    return session.person if session.person.name else replace(session.person, name=session.trying.name)


def department(session: Session) -> str:
    """What the report counts the person's runs under: of somebody who is of several, the first by name."""
    return min(session.person.departments, default=session.trying.department)


def may_approve(session: Session) -> bool:
    """Whether the person takes use cases into the catalogue. Where nobody signs in, everybody may."""
    return session.person.rank >= Rank.ADMINISTRATOR


def show(session: Session) -> None:
    """The fields for name and department, where nobody signed in."""
    if session.person.name:
        return
    mine = session.trying

    def keep(field: str, typed: str) -> None:
        setattr(mine, field, one_line(typed))

    told = "　".join(filter(None, (mine.department, mine.name)))
    with st.expander(f"課と名前：{told}" if told else "課と名前（まだ入れていません）", key="who"):
        left, right = st.columns(2)
        with left:
            line_field("課", mine.department, "who-department", partial(keep, "department"), example="例：総務課")
        with right:
            line_field("名前", mine.name, "who-name", partial(keep, "name"), example="例：野々村")
        st.caption(
            "課ごとの集計と、自分の記録を後で見るために使います。報告書に名前は載りません。この窓を閉じると消えます。"
        )
