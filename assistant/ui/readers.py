"""Who may read a paper, chosen from the departments at hand or typed."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from assistant.ui.parts import as_label
from ingest.audience import HOUSE, PUBLIC, UnknownAudience, departments_of, label, of_departments, own, parse
from ingest.filing import NotAmongReaders
from ingest.model import Document, Person

UNSAID = "指定しない（新しい資料は庁内）"
_HELP = (
    "指定しない：入れ替えなら前のまま　公開：だれでも　庁内：職員　課の名前：その課の人"
    "（「総務課、財政課」と入力もできます）　個人：ご自分だけ"
)


def choose(name: str, person: Person, papers: Iterable[Document], key: str, now: str = "") -> str | None:
    """The audience that the person chooses; "" for none, where there is none `now`. None for words that name nobody.

    The departments are the person's own, and those of the papers that they may read.
    """
    departments = person.departments.union(*(departments_of(paper.audience) for paper in papers))
    known = [PUBLIC, HOUSE, *(of_departments([one]) for one in sorted(departments)), own(person.name)]
    audiences = dict.fromkeys([now, *known] if now else known)
    options = [*([] if now else [UNSAID]), *dict.fromkeys(label(one) for one in audiences)]
    chosen = st.selectbox(name, options, key=key, accept_new_options=True, help=_HELP) or UNSAID
    if chosen == UNSAID:
        return ""
    try:
        wanted = parse(chosen, person.name)
    except UnknownAudience as error:
        st.warning(f"△ {as_label(str(error))}")
        return None
    if not person.may_read(wanted):
        st.warning(f"△ {as_label(NotAmongReaders.hint)}")
        return None
    return wanted
