"""What was made: to be read beside what it rests on, put right, taken away, compared, and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials import draft_file
from assistant.trials.prices import WITHOUT_MODEL
from assistant.trials.records import today_in_japan
from assistant.ui import rating, who
from assistant.ui.cards import WORD, open_place
from assistant.ui.fields import text_field
from assistant.ui.parts import answer_part, as_label, copy_part
from assistant.ui.session import Session
from assistant.ui.shown import trial_places, trial_shown
from assistant.ui.try_run import named_attempt
from assistant.ui.trying import Draft
from assistant.ui.uploads import safe_name
from ingest.errors import ShirubeError

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.trials.trials import Trials


def show(rounds: Sequence[Sequence[Draft]], session: Session, trials: Trials, desk: Desk) -> None:
    """The newest drafts, beside each other where two were made at once; earlier ones behind a press."""
    newest, earlier = rounds[0], rounds[1:]
    st.header("できた下書き", anchor=False)
    beside = list(newest)
    if earlier and len(newest) == 1 and st.toggle("前の下書きと並べて見る", key=f"with-earlier-{newest[0].id}"):
        beside.append(earlier[0][0])
    for place, draft in zip(st.columns(len(beside)), beside, strict=True):
        with place:
            _draft(draft, session, trials, desk, alone=len(beside) == 1)
    if earlier:
        with st.expander(f"前の下書き（{sum(map(len, earlier)):,}）", key="earlier"):
            for draft in (one for drafts in earlier for one in drafts):
                st.html(
                    f'<p class="shirube-label">{escape(named_attempt(draft.attempt))}</p>'
                    f'<p class="shirube-words">{escape(draft.text)}</p>'
                )
                copy_part(draft.text, key=f"copy-earlier-{draft.id}")


def _draft(draft: Draft, session: Session, trials: Trials, desk: Desk, *, alone: bool) -> None:
    made, use_case = draft.made, draft.attempt.use_case
    if not alone:
        st.subheader(as_label(named_attempt(draft.attempt)), anchor=False)
    if made.notice and made.text and made.engine in WITHOUT_MODEL:
        st.info(as_label(made.notice))  # says what it is; a model's draft is to be looked at
    elif made.notice:
        st.warning(f"△ {as_label(made.notice)}")
    if not made.text:
        return
    edit = partial(session.trying.edit, draft.id)
    text_field("下書き（ここで直せます）", draft.text, f"text-{draft.id}", edit, rows=_rows(draft.text), most=24)
    told = f"{draft_file.how_made(made)}{_costs(made.seconds, made.tokens_in, made.tokens_out)}"
    st.html(
        f'<p class="shirube-small">{escape(told)}</p><p>確認する人：<strong>{escape(use_case.checked_by)}</strong></p>'
    )
    _take_away(draft)
    if made.sentences:
        with st.container(key=f"basis-{draft.id}", border=True):
            st.subheader("根拠の確認（一文ごと）", anchor=False)
            pressed = answer_part({**trial_shown(made), "fresh": False}, key=f"answer-{draft.id}")
        places = trial_places(made)
        if pressed.place in places:
            open_place(places[pressed.place], desk, session.person)
    if draft.record:
        _record(draft, session, trials)


def _rows(text: str) -> int:
    return sum(1 + len(line) // 45 for line in text.splitlines()) + 1


def _costs(seconds: float, tokens_in: int | None, tokens_out: int | None) -> str:
    tokens = (
        f"、入力{tokens_in:,}・出力{tokens_out:,}トークン" if tokens_in is not None and tokens_out is not None else ""
    )
    return f"（{max(0.1, seconds):.1f}秒{tokens}）" if seconds else ""


def _take_away(draft: Draft) -> None:
    """Copied, or saved as Word or text, as it was put right."""
    use_case, text, made = draft.attempt.use_case, draft.text, draft.made
    today = today_in_japan(datetime.now(UTC))
    name = safe_name(f"下書き_{use_case.title}_{today:%Y%m%d}")
    with st.container(horizontal=True):
        copy_part(text, key=f"copy-{draft.id}")
        for label, contents, ending, mime in (
            ("Wordで保存", partial(draft_file.to_docx, use_case, text, made, today), ".docx", WORD),
            (
                "テキストで保存",
                lambda: draft_file.to_text(use_case, text, made).encode("utf-8-sig"),
                ".txt",
                "text/plain",
            ),
        ):
            st.download_button(
                label,
                data=contents,
                file_name=f"{name}{ending}",
                mime=mime,
                key=f"save{ending}-{draft.id}",
                on_click="ignore",
            )


def _record(draft: Draft, session: Session, trials: Trials) -> None:
    """Whether it served and how long it took, in ten seconds."""
    try:
        record = trials.records.own(draft.record, who.person(session))
    except ShirubeError:  # deleted meanwhile, or another name was typed
        st.caption("この下書きの記録は、いま入れている名前の記録ではありません。")
        return
    rating.show(record, draft.text, f"record-{draft.id}", session, trials)
