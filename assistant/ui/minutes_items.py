"""What a person adds to a draft and how its items are arranged: a line of one's own, an item's name and place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.drafting.drafts import Kept
from assistant.ui.fields import line_field, one_line
from assistant.ui.minutes_line import KINDS
from assistant.ui.session import Session

if TYPE_CHECKING:
    from assistant.secretary import Secretary


def offer_line(kept: Kept, item: int, session: Session, secretary: Secretary) -> None:
    """A form for a line of one's own in an item, behind the line that is looked at."""
    mine = session.minutes
    with st.popover("行を加える"), st.form(f"own-line-{kept.id}-{item}-{len(kept.versions)}", border=False):
        kind = st.selectbox("加える行の種類", list(KINDS), format_func=lambda one: KINDS[one])
        text = st.text_area("加える文", height=100)
        words = st.text_area(
            "もとになる発言（任意）",
            height=70,
            help="文字起こしの言葉をそのまま貼り付けます。空のままにすると「手で加えた行」の印が付きます。",
        )

        def add() -> None:
            mine.choose(secretary.add_line(kept.id, item, kind, text, words, session.person, mine.line))

        # The form is read when its button is pressed, so this cannot be done in a callback of it.
        if st.form_submit_button("加える", type="primary"):
            session.attempt(add, "行を加えました。「一つ前に戻す」で戻せます。")
            st.rerun()


def offer_item(kept: Kept, item: int, session: Session, secretary: Secretary) -> None:
    """An item's name, a new item behind it, the item joined to the one before, or taken out."""
    mine, title = session.minutes, kept.draft.items[item].title
    key = f"{kept.id}-{item}-{len(kept.versions)}"

    def done(verb: Callable[[], object], said: str, turn_to: int = item) -> None:
        if session.attempt(verb, f"{said}「一つ前に戻す」で戻せます。"):
            mine.item = turn_to
            mine.choose("")

    def rename(typed: str) -> None:
        verb = partial(secretary.rename_item, kept.id, item, one_line(typed), session.person)
        done(verb, "議題の名前を直しました。")

    def add(typed: str) -> None:
        verb = partial(secretary.add_item, kept.id, item, one_line(typed), session.person)
        done(verb, "議題を加えました。", item + 1)

    def join() -> None:
        done(partial(secretary.join_item, kept.id, item, session.person), "前の議題とまとめました。", item - 1)

    def remove() -> None:
        verb = partial(secretary.remove_item, kept.id, item, session.person)
        done(verb, "議題を行ごと消しました。", max(0, item - 1))

    with st.popover("議題を直す"):
        line_field("議題の名前", title, f"{key}-title", rename)
        line_field("この後に加える議題", "", f"{key}-new", add, example="新しい議題の名前")
        if item:
            st.button("前の議題とまとめる", key=f"{key}-join", on_click=join)
        if len(kept.draft.items) > 1:
            st.button("この議題を行ごと消す", key=f"{key}-remove", on_click=remove)
