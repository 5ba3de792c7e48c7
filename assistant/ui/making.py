"""使い方をつくる: use cases of the staff, from a draft of one's own by way of a proposal into the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials.made_by_staff import Version
from assistant.trials.sketch import Sketch, to_sketch
from assistant.trials.use_case_file import UseCaseError
from assistant.trials.values import Stage
from assistant.ui import making_form, who
from assistant.ui.parts import as_label, moment, tell, top_mark
from assistant.ui.session import Session, current
from assistant.ui.use_case_form import show_facts
from assistant.ui.versions import STAGE_NAMES, show_changes
from ingest.errors import ShirubeError

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from assistant.trials.trials import Trials

_HINTS = """
<p><strong>使い方をつくる</strong></p>
<ul class="shirube-list"><li>下書きは自分だけのものです。いつでも試せます</li>
<li>提案すると、みんなが試せます</li>
<li>管理者が承認すると、一覧に載ります</li></ul>
"""


def page(trials: Trials, to_trying: Callable[[], None]) -> None:
    """Draw the page for this window's person; `to_trying` leads to 生成AIを試す."""
    session = current()
    st.title("使い方をつくる", anchor=False)
    tell(*session.told())
    if session.making.open:
        making_form.show(session, trials, to_trying)
    else:
        who.show(session)
        _begin(session, trials)
        _own(session, trials)
        _proposed(session, trials, to_trying)
        _in_force(session, trials)
    st.sidebar.html(_HINTS + top_mark(f"make {session.making.begun} {session.making.open}"))


def _begin(session: Session, trials: Trials) -> None:
    """A new one, from nothing, from another, or from a file."""
    mine = session.making
    if mine.unsaved:
        name = mine.sketch.title or "題名のない使い方"
        st.warning(f"△ 「{as_label(name)}」に、保存していない入力があります。ほかの使い方を開くと消えます。")
        st.button("続きを開く", key="go-on", on_click=mine.go_on)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author = who.department(session)
        st.button("新しくつくる", key="new", type="primary", on_click=mine.look_at, args=(Sketch(author=author),))
        every = {one.id: one for one in trials.all()}
        chosen = st.selectbox(
            "写しからつくる",
            list(every),
            format_func=lambda id: every[id].title,
            index=None,
            placeholder="もとにする使い方",
            key="copy-of",
            width=300,
        )
        copy = partial(_copy, chosen or "", session, trials)
        st.button("写しをつくる", key="copy", disabled=chosen is None, on_click=session.press, args=(copy,))
    with st.expander("ファイルからつくる", key="from-file"):
        st.caption("ほかの市や課からもらった使い方のファイル（.md か .txt）を読み込みます。")
        given = st.file_uploader(
            "使い方のファイル", ["md", "txt"], key=f"file-{mine.begun}", label_visibility="collapsed"
        )
        if given is not None:
            _read(given, session, trials)
            st.rerun()


def _copy(id: str, session: Session, trials: Trials) -> None:
    made = trials.made.copy(trials.use_case(id), who.person(session))
    session.making.look_at(to_sketch(made.use_case), made.use_case.id)
    session.notice = "写しを、自分の下書きにしました。"


def _read(given: UploadedFile, session: Session, trials: Trials) -> None:
    """A file that is as it should be opens as a form, any other as a file, with what is wrong beside it."""
    mine = session.making
    try:
        text = given.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        mine.begun += 1
        session.problem = f"「{given.name}」の文字コードを UTF-8 にして保存し直してください。"
        return
    mine.look_at(Sketch())
    try:
        mine.sketch = to_sketch(trials.try_out(text))
        session.notice = f"「{given.name}」を読み込みました。まだ保存していません。"
    except UseCaseError as error:
        mine.as_file, mine.text, mine.wrong = True, text.replace("\r\n", "\n"), error


def _own(session: Session, trials: Trials) -> None:
    st.header("自分の使い方", anchor=False)
    own = trials.made.own(who.person(session))
    if not own:
        st.html("<p>まだありません。「新しくつくる」か、ほかの使い方の写しから始められます。</p>")
    for one in own:
        with st.container(border=True):
            open_it = partial(session.making.look_at, to_sketch(one.use_case), one.use_case.id)
            st.button(as_label(one.use_case.title), key=f"use-{one.use_case.id}", type="tertiary", on_click=open_it)
            st.html(f'<p class="shirube-small">{escape(_state(one))}</p>')
            if one.reason and one.stage is Stage.DRAFT:
                told = f"差し戻されました：{one.reason}"
                st.html(f'<p class="shirube-problem">△ {escape(told)}</p>')


def _state(one: Version) -> str:
    return f"{STAGE_NAMES[one.stage]}　第{one.use_case.version}版　{moment(one.changed_at)}"


def _proposed(session: Session, trials: Trials, to_trying: Callable[[], None]) -> None:
    """What waits for an administrator; everybody may read and try it."""
    waiting = trials.made.proposed()
    if not waiting:
        return
    st.header(f"提案されている使い方（{len(waiting):,}）", anchor=False)
    for one in waiting:
        id = one.use_case.id
        author = one.use_case.author or one.owner
        with st.expander(
            f"{as_label(one.use_case.title)}{f'（{as_label(author)}）' if author else ''}", key=f"proposal-{id}"
        ):
            show_facts(one.use_case, "提案中のため、まだ一覧に載っていません")
            show_changes(one, trials)
            if st.button("試す", key=f"try-{id}"):
                session.trying.look_at(id)
                to_trying()
            if who.may_approve(session):
                _decide(one, session, trials)


def _decide(one: Version, session: Session, trials: Trials) -> None:
    id, person = one.use_case.id, who.person(session)
    approve = partial(trials.made.approve, id, person)
    st.button(
        "承認する", key=f"approve-{id}", type="primary", on_click=session.press,
        args=(approve, f"「{one.use_case.title}」を承認しました。「生成AIを試す」の一覧に載りました。"),
    )  # fmt: skip
    reason = st.text_input("差し戻すときの理由", key=f"reason-{id}", max_chars=500) or ""

    def send_back() -> None:
        if not reason.strip():
            raise ShirubeError("差し戻すときは、理由を入れてください。作成者に伝わります。")
        trials.made.send_back(id, reason.strip(), person)

    st.button(
        "差し戻す", key=f"send-back-{id}", on_click=session.press, args=(send_back, "理由を付けて差し戻しました。")
    )


def _in_force(session: Session, trials: Trials) -> None:
    """What staff made and is in the catalogue; an administrator may take it out."""
    approved = trials.made.in_force()
    if not approved or not who.may_approve(session):
        return
    with st.expander(f"承認された使い方（{len(approved):,}）", key="in-force"):
        for one in approved:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(f"<p>{escape(one.title)}　第{one.version}版</p>")
                take_back = partial(trials.made.take_back, one.id, who.person(session))
                st.button(
                    "取り下げる", key=f"withdraw-{one.id}", on_click=session.press,
                    args=(take_back, f"「{one.title}」を取り下げました。一覧から消えました。"),
                )  # fmt: skip
