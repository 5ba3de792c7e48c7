"""送信内容の確認: exactly what would go to a language model, without sending it, and what this window has sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.chat import Message, Sent, masked_words
from assistant.governance.placeholders import LOOSE, plain
from assistant.phrasing import document_title
from assistant.trials.trials import Attempt
from assistant.trials.values import InputKind, UseCase
from assistant.ui.parts import as_label, tell
from assistant.ui.session import Session, current
from ingest.errors import ShirubeError

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.outflow import Outflow, Preview
    from assistant.trials.trials import Trials

_QUESTION, _PAPERS, _USE_CASE = "質問", "資料の要約", "生成AIの使い方"
_ROLES = {"system": "決まり（しるべが付ける指示）", "user": "依頼（質問と資料）"}
_SHOWN = 3  # calls that are open at once
_HINTS = """
<p><strong>送信内容の確認</strong></p>
<ul class="shirube-list"><li>「送らずに確かめる」を押しても、何も送りません</li>
<li>色の付いた〔氏名1〕などは、伏せて送るところです。返事では元の言葉に戻ります</li>
<li>元の言葉は、このコンピューターの中だけで見られます</li></ul>
"""


def page(desk: Desk, outflow: Outflow, trials: Trials) -> None:
    """Draw the page for this window's person."""
    session = current()
    st.title("送信内容の確認", anchor=False)
    tell(*session.told())
    st.html(f'<p class="shirube-small">{escape(outflow.endpoints)}</p>')
    if not outflow.sends:
        st.html("<p>言語モデルの通信先が設定されていません。何を尋ねても、この端末の外には何も送りません。</p>")
    else:
        _look(desk, outflow, trials, session)
    _of_this_window(session)
    st.sidebar.html(_HINTS)


def _look(desk: Desk, outflow: Outflow, trials: Trials, session: Session) -> None:
    """What to look at, and what it would send."""
    what = st.radio("確かめるもの", (_QUESTION, _PAPERS, _USE_CASE), horizontal=True, key="outflow-what")
    try:
        if what == _QUESTION:
            question = st.text_area("質問", key="outflow-question", height=90)
            if _asked(filled=bool(question.strip())):
                session.preview = outflow.of_question(question, session.person, session.filters)
        elif what == _PAPERS:
            titles = {paper.source: document_title(paper) for paper in desk.documents(session.person)}
            names = st.multiselect("資料", [*titles], format_func=titles.__getitem__, key="outflow-papers")
            if _asked(filled=bool(names)):
                session.preview = outflow.of_papers(names, session.person)
        else:
            attempt = _attempt(trials)
            if _asked(filled=True):
                session.preview = outflow.of_use_case(attempt, session.person)
    except ShirubeError as error:
        session.preview = None
        st.warning(f"△ {as_label(str(error))}")
    if session.preview is not None:
        _show_preview(session.preview)


def _asked(*, filled: bool) -> bool:
    return st.button("送らずに確かめる", type="primary", key="outflow-look", disabled=not filled)


def _attempt(trials: Trials) -> Attempt:
    """A use case with its form, as far as words are put into it."""
    every = {one.id: one for one in trials.all()}
    chosen = st.selectbox("使い方", [*every], format_func=lambda id: every[id].title, key="outflow-use-case")
    use_case = every[chosen]
    return Attempt(use_case, {name: value for name, value in _values(use_case) if value})


def _values(use_case: UseCase) -> list[tuple[str, str]]:
    values = []
    for one in use_case.inputs:
        key = f"outflow-{use_case.id}-{one.name}"
        if one.kind is InputKind.CHOICE:
            value = st.selectbox(as_label(one.label), one.choices, key=key) or ""
        elif one.kind in (InputKind.LONG_TEXT, InputKind.FILE):
            value = st.text_area(as_label(one.label), key=key, height=120)
        else:
            value = st.text_input(as_label(one.label), key=key)
        values.append((one.name, value))
    return values


def _show_preview(found: Preview) -> None:
    if found.sent:
        st.html(f'<p class="shirube-status" role="status"><strong>{len(found.sent):,}回の送信になります</strong></p>')
        _show_calls(found.sent, "preview", "送ります")
    if found.why:
        st.info(as_label(found.why))


def _of_this_window(session: Session) -> None:
    """What was sent for the answers of this window, the newest first. Nothing of it is kept anywhere else."""
    st.header("この画面の回答で送ったもの", anchor=False)
    if not session.sent:
        st.html('<p class="shirube-small">まだ何も送っていません。</p>')
    _show_calls(session.sent[::-1], "sent", "送りました")


def _show_calls(calls: Sequence[Sent], key: str, done: str) -> None:
    for number, sent in enumerate(calls, start=1):
        masked = masked_words(sent.masked).replace("送りました", done) or "伏せるものは見つかりませんでした。"
        with st.expander(f"{number}回目　{as_label(sent.to)} へ", expanded=number <= _SHOWN and key == "preview"):
            st.html(f'<p class="shirube-small">{escape(masked)}</p>')
            # What a person wants to see comes first; the rules are the same each time, and behind one press.
            for message in sorted(sent.messages, key=lambda one: one.role == "system"):
                st.html(_shown(message, {placeholder for placeholder, _ in sent.words}))
            if sent.words and st.toggle("伏せた言葉を見る（送りません）", key=f"words-{key}-{number}"):
                rows = "".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in sent.words)
                st.html(f'<div class="shirube-rows" tabindex="0"><table>{rows}</table></div>')


def _shown(message: Message, given: set[str]) -> str:
    """A message word for word, each placeholder that was given marked."""

    def marked(hit: re.Match[str]) -> str:
        return f"<mark>{escape(hit[0])}</mark>" if plain(hit) in given else escape(hit[0])

    pieces, at = [], 0
    for hit in LOOSE.finditer(message.text):
        pieces += [escape(message.text[at : hit.start()]), marked(hit)]
        at = hit.end()
    words = "".join([*pieces, escape(message.text[at:])])
    body = f'<p class="shirube-words">{words}</p>'
    if message.role == "system":
        return f"<details><summary>{_ROLES[message.role]}</summary>{body}</details>"
    return f'<h4 class="shirube-heading">{_ROLES[message.role]}</h4>{body}'
