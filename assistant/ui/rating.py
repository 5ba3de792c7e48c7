"""What a run brought, said by its person in ten seconds: below a draft, or later in the list of own records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials.report_tables import RATING_NAMES
from assistant.trials.values import Rating, Record
from assistant.ui import who
from assistant.ui.parts import as_label
from assistant.ui.session import Session

if TYPE_CHECKING:
    from assistant.trials.trials import Trials

USED_NAMES = {True: "使った", False: "使わなかった"}
_CHIPS = (5, 10, 15, 30, 60)  # minutes
_SHARES = (
    "付けると、下書きの文章が報告書に「共有された例」として載り、報告書を読む全員が見ます。"
    "付けなければ、入れた文章も下書きも、どこにも残りません。後で取り消せます。"
)
_SHARES_LATER = "下書きは残っていません。見せてよいものを貼り付けると、報告書に「共有された例」として載ります。"
_REASON = "理由を一言（報告書にそのまま載ります。人の名前や市民の情報は書かないでください）"


def show(record: Record, text: str, key: str, session: Session, trials: Trials) -> None:
    """The form for one record; `text` is what would be shared, empty where it is not there any more."""
    figures = (record.rating, record.minutes_before, record.minutes_actual, record.used)
    told = any(one is not None for one in figures) or bool(record.reason or record.shared)
    with st.form(key=key, border=True):
        st.subheader("✓ 記録しました（直せます）" if told else "使ってみてどうでしたか（10秒で記録）", anchor=False)
        served = st.segmented_control(
            "役に立ちましたか",
            list(Rating),
            default=record.rating,
            format_func=RATING_NAMES.__getitem__,
            key=f"{key}-rating",
        )
        left, right = st.columns(2)
        with left:
            before = _minutes("作業前の見込み（手でつくると何分か）", record.minutes_before, f"{key}-before")
        with right:
            actual = _minutes("実際（確かめる時間も入れて何分か）", record.minutes_actual, f"{key}-actual")
        used = st.segmented_control(
            "この下書きを", [True, False], default=record.used, format_func=USED_NAMES.__getitem__, key=f"{key}-used"
        )
        reason = st.text_input(_REASON, value=record.reason, max_chars=200, key=f"{key}-reason") or ""
        shared = _share(record, text, key)
        looks_refused = session.trying.refused == record.id
        sure = st.checkbox("個人情報でないことを確かめました", key=f"{key}-sure") if looks_refused else False
        if st.form_submit_button("記録を直す" if told else "記録する", type="primary", key=f"{key}-submit"):
            looks = trials.personal_in(f"{reason}\n{shared}")
            session.trying.refused = record.id if looks and not sure else ""
            if session.trying.refused:
                session.problem = _personal(looks)
            else:
                session.attempt(
                    lambda: trials.records.rate(
                        record.id, who.person(session), served, before, actual, used, reason, shared
                    ),
                    "記録しました。ありがとうございます。",
                )
            st.rerun()


def _share(record: Record, text: str, key: str) -> str:
    """What its person chooses to show to those who read the report; empty unless they do."""
    if text:
        wanted = st.checkbox("この下書きの文章を共有する", value=bool(record.shared), key=f"{key}-share")
        st.caption(_SHARES)
        return text if wanted else ""
    typed = st.text_area("共有する文章（空にすると、共有をやめます）", value=record.shared, key=f"{key}-share")
    st.caption(_SHARES_LATER)
    return (typed or "").strip()


def _personal(looks: Sequence[str]) -> str:
    listed = "、".join(f"「{one}」" for one in dict.fromkeys(looks))
    return (
        f"個人情報に見えるものがあります（{listed}）。まだ記録していません。"
        "消すか、個人情報でないことを確かめて印を付けてから、もう一度押してください。"
    )


def _minutes(label: str, kept: int | None, key: str) -> int | None:
    """Quick ones to press, any other to be typed; what is typed goes first."""
    chip = st.pills(
        label, _CHIPS, default=kept if kept in _CHIPS else None, format_func=lambda one: f"{one}分", key=key
    )
    typed = st.number_input(
        as_label(f"{label}（ほかの分数）"),
        min_value=0,
        value=None if kept in _CHIPS else kept,
        step=1,
        placeholder="ほかの分数",
        key=f"{key}-typed",
        label_visibility="collapsed",
        width=200,
    )
    return int(typed) if typed is not None else chip
