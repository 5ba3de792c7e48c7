"""Versions of a use case made by staff: how far each has come, and what changed from one to the next."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials.changes import changes
from assistant.trials.made_by_staff import Version
from assistant.trials.sketch import to_sketch
from assistant.trials.values import Stage, UseCase
from assistant.ui import who
from assistant.ui.parts import moment
from assistant.ui.session import Session

if TYPE_CHECKING:
    from assistant.trials.trials import Trials

STAGE_NAMES = {Stage.DRAFT: "下書き", Stage.PROPOSED: "提案中", Stage.APPROVED: "承認済み", Stage.WITHDRAWN: "取り下げ"}


def show_changes(newest: Version, trials: Trials) -> None:
    """What is new against the version in force, or before this one."""
    id = newest.use_case.id
    earlier = [one for one in trials.made.versions(id) if one.use_case.version < newest.use_case.version]
    if not earlier:
        with st.expander("書かれていること", key=f"whole-{id}-{newest.use_case.version}"):
            for role, text in newest.use_case.messages:
                name = "守ってほしいこと" if role == "system" else "頼むこと"
                st.html(f'<p class="shirube-label">{name}</p><p class="shirube-words">{escape(text)}</p>')
        return
    before = earlier[-1].use_case
    st.html(f'<p class="shirube-label">第{before.version}版から変わったところ</p>{changes_as_html(before, newest)}')


def changes_as_html(before: UseCase, newest: Version) -> str:
    """Each part that differs, with the lines that went and those that came, told apart by words and not by colour."""
    rows = [
        f"<dt>{escape(one.what)}</dt><dd>"
        + "".join(f"<p><del>{escape(line)}</del>（削る）</p>" for line in one.gone)
        + "".join(f"<p><ins>{escape(line)}</ins>（加える）</p>" for line in one.come)
        + "</dd>"
        for one in changes(before, newest.use_case)
    ]
    return f'<dl class="shirube-facts">{"".join(rows)}</dl>' if rows else "<p>変わったところはありません。</p>"


def show_versions(newest: Version, session: Session, trials: Trials) -> None:
    """Every version with what it changed; an earlier one can be the next draft."""
    every = trials.made.versions(newest.use_case.id)
    with st.expander(f"版の履歴（{len(every):,}）", key="versions"):
        for place in range(len(every) - 1, -1, -1):
            one = every[place]
            number = one.use_case.version
            st.html(
                f'<p class="shirube-label">第{number}版　{STAGE_NAMES[one.stage]}　{escape(moment(one.changed_at))}'
                f"　{escape(one.changed_by)}</p>"
            )
            if place:
                st.html(changes_as_html(every[place - 1].use_case, one))
            if one is not every[-1]:
                restore = partial(_restore, number, session, trials)
                said = f"第{number}版の内容を、新しい下書きにしました。"
                st.button(f"第{number}版に戻す", key=f"restore-{number}", on_click=session.press, args=(restore, said))


def _restore(number: int, session: Session, trials: Trials) -> None:
    made = trials.made.restore(session.making.id, number, who.person(session))
    session.making.look_at(to_sketch(made.use_case), made.use_case.id)
