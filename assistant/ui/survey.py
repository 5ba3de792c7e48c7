"""アンケート: for everyone, those who do not use it first; a minute at most."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials.survey import REASONS, USES
from assistant.trials.values import SurveyAnswer
from assistant.ui import who
from assistant.ui.session import Session

if TYPE_CHECKING:
    from assistant.trials.trials import Trials

_LONGEST = 500  # characters


def show(session: Session, trials: Trials) -> None:
    """The questions, and below them when the person last answered."""
    st.html(
        "<p>使っていない方の声が、いちばん役に立ちます。1分で終わります。"
        "答えは月ごとにまとめられ、名前は載りません。</p>"
    )
    with st.form(key="survey", border=True, clear_on_submit=True):
        uses = st.radio("生成AIを仕事で使っていますか", tuple(reversed(USES)), index=None, key="survey-uses")
        reasons = st.pills(
            "使わない、あまり使わない理由（いくつでも）", REASONS, selection_mode="multi", key="survey-reasons"
        )
        words = st.text_area(
            "言いたいことを一言（任意。報告書にそのまま載ります。人の名前や市民の情報は書かないでください）",
            max_chars=_LONGEST,
            key="survey-words",
        )
        if st.form_submit_button("答える", type="primary", key="survey-submit"):
            _keep(str(uses or ""), tuple(reasons), (words or "").strip(), session, trials)
            st.rerun()
    _before(session, trials)


def _keep(uses: str, reasons: tuple[str, ...], words: str, session: Session, trials: Trials) -> None:
    if not uses:
        session.problem = "「生成AIを仕事で使っていますか」に答えてください。"
        return
    if looks := trials.personal_in(words):
        listed = "、".join(f"「{one}」" for one in looks)
        session.problem = f"個人情報に見えるものがあります（{listed}）。消してから、もう一度答えてください。"
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    answer = SurveyAnswer(now, who.department(session), uses, reasons, words)
    keep = partial(trials.records.answer, answer, who.person(session))
    session.attempt(keep, "答えを受け取りました。ありがとうございます。")


def _before(session: Session, trials: Trials) -> None:
    """What a named person answered last: a newer answer of a month takes its place."""
    person = who.person(session)
    answers = trials.records.answers_of(person) if person.name else ()
    if answers:
        newest = answers[0]
        st.caption(f"前の答え：{newest.uses}。同じ月にもう一度答えると、新しい答えに入れ替わります。")
