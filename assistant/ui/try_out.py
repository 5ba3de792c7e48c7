"""生成AIを試す: a use case is chosen, its form filled in, a draft comes, and what it brought is recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials.running import NEEDS_MODEL
from assistant.trials.trials import Attempt
from assistant.trials.use_case_words import GROUPS, MAY_PUT_IN
from assistant.trials.values import Stage, UseCase
from assistant.ui import try_drafts, try_run, who
from assistant.ui.parts import as_label, tell, top_mark
from assistant.ui.session import Session, current
from assistant.ui.trying import typed_for
from assistant.ui.use_case_form import show_facts, show_form, usual
from ingest.japanese.folding import fold, squeeze

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.trials.trials import Trials

_OF_STAFF = "下書き・提案中（職員がつくったもの）"
_WITHOUT = "言語モデルなしで動きます"
_HINTS = """
<p><strong>生成AIを試す</strong></p>
<ul class="shirube-list"><li>仕事に合う使い方を選び、欄に入れて「下書きをつくる」を押します</li>
<li>下書きは、確認する人が確かめてから使います</li>
<li>使った後の記録が、試行の報告になります。入れた文章は残りません</li></ul>
"""


def page(trials: Trials, desk: Desk, to_making: Callable[[], None]) -> None:
    """Draw the page for this window's person; `to_making` leads to 使い方をつくる."""
    session = current()
    st.title("生成AIを試す", anchor=False)
    every = (*trials.all(), *trials.tryable(who.person(session)))
    chosen = next((one for one in every if one.id == session.trying.open), None)
    if chosen is None:
        tell(*session.told())
        who.show(session)
        _catalogue(every, session, trials, to_making)
    else:
        _one(chosen, every, session, trials, desk)
    st.sidebar.html(_HINTS + top_mark(f"try {session.trying.open}"))


def _catalogue(every: Sequence[UseCase], session: Session, trials: Trials, to_making: Callable[[], None]) -> None:
    """Every use case by what it is about."""
    st.html(f'<p class="shirube-small">{escape(_by_what(trials))}</p>')
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    words = left.text_input("使い方をさがす", key="try-search", placeholder="例：メール、答弁、やさしい日本語") or ""
    if right.button("使い方をつくる", key="to-making"):
        to_making()
    found = [one for one in every if _holds(one, words)]
    if not trials.has_model and st.toggle("いま動くものだけを見る", key="try-working"):
        found = [one for one in found if one.engine]
    if not found:
        st.html("<p>見つかりません。言葉を短くするか、「使い方をつくる」で作ってください。</p>")
    for group in (*GROUPS, _OF_STAFF):
        of_group = [one for one in found if _group(one) == group]
        if of_group:
            st.subheader(group, anchor=False)
            for start in range(0, len(of_group), 2):
                for place, one in zip(st.columns(2), of_group[start : start + 2], strict=False):
                    with place:
                        _card(one, session, trials)


def _by_what(trials: Trials) -> str:
    if trials.has_model:
        model = trials.models[0]
        return f"言語モデル {model} が下書きをつくります。入れた内容は、設定された通信先に送られます。"
    return f"いまは言語モデルが設定されていません。「{_WITHOUT}」と書かれた使い方を試せます。入れた内容は外に出ません。"


def _holds(one: UseCase, words: str) -> bool:
    text = squeeze(fold(f"{one.title}{one.purpose}{one.group}{one.author}")).lower()
    return all(squeeze(fold(word)).lower() in text for word in words.split())


def _group(one: UseCase) -> str:
    return one.group if one.stage is Stage.APPROVED else _OF_STAFF


def _card(one: UseCase, session: Session, trials: Trials) -> None:
    with st.container(border=True, height="stretch"):
        st.button(
            as_label(one.title), key=f"use-{one.id}", type="tertiary", on_click=session.trying.look_at, args=(one.id,)
        )
        notes = [MAY_PUT_IN[one.may_put_in]]
        notes += ["資料が根拠"] if one.draws_on_library else []
        if not trials.has_model:
            notes.append(_WITHOUT if one.engine else "言語モデルが必要です")
        notes += [_STAGES[one.stage]] if one.stage in _STAGES else []
        st.html(f'<p>{escape(one.purpose)}</p><p class="shirube-small">{escape("　".join(notes))}</p>')


_STAGES = {Stage.DRAFT: "自分の下書き", Stage.PROPOSED: "提案中"}


def _one(one: UseCase, every: Sequence[UseCase], session: Session, trials: Trials, desk: Desk) -> None:
    """The form of a use case, what came of it, and its record."""
    mine = session.trying
    leave = partial(mine.look_at, "")
    st.button("← 使い方の一覧へ", key="to-catalogue", on_click=leave, disabled=mine.run is not None)
    st.header(as_label(one.title), anchor=False)
    tell(*session.told())
    show_facts(one, _maker(one, trials))
    if one.stage is not Stage.APPROVED:
        st.info("承認される前の使い方です。試せますが、試行の記録には入りません。")
    if mine.run is not None:
        try_run.show(mine.run, session)
        return
    who.show(session)
    typed = typed_for(one.id, mine, usual(one))
    with st.container(key="try-form", border=True):
        st.html(f'<p class="shirube-problem"><strong>△ {escape(trials.at_the_box(one))}</strong></p>')
        with st.container(horizontal=True):
            if one.example:
                st.button("見本を入れる", key="example", on_click=typed.update, args=(dict(one.example),))
            st.button("すべて消す", key="empty", on_click=_empty, args=(typed, usual(one)))
        show_form(one, typed, f"in-{one.id}", typed.__setitem__, trials)
    if mine.held is not None:
        try_run.show_held(mine.held, session, trials)
    elif not one.engine and not trials.has_model:
        st.warning(f"△ {as_label(NEEDS_MODEL)}")
    else:
        _offer_run(one, every, session, trials)
    if mine.rounds:
        try_drafts.show(mine.rounds, session, trials, desk)


def _empty(typed: dict[str, str], first: dict[str, str]) -> None:
    typed.clear()
    typed.update(first)


def _maker(one: UseCase, trials: Trials) -> str:
    """Who makes the draft, so that nobody takes an extract for a model's words."""
    if trials.has_model:
        return f"言語モデル {trials.models[0]}" + ("（登録した資料を根拠に）" if one.draws_on_library else "")
    return _WITHOUT_MODEL.get(one.engine, "言語モデル（いまは設定されていません）")


_WITHOUT_MODEL = {
    "koyobun": "公用文の規則による指摘（書き換えはしません）",
    "yasashii": "やさしい日本語の規則による指摘（書き換えはしません）",
    "classify": "手がかりの言葉による分類",
    "summary": "要点となる文の抜き出し",
    "answers": "これまでの答弁の抜き出し",
}


def _offer_run(one: UseCase, every: Sequence[UseCase], session: Session, trials: Trials) -> None:
    """The press that begins, and what to stand beside it for a comparison."""
    mine = session.trying
    others = {f"model:{name}": f"言語モデル {name}" for name in trials.models[1:]}
    others |= {
        f"use:{other.id}": f"使い方「{other.title}」" for other in every if _fits(other, one, mine.typed[one.id])
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = "もう一度つくる" if mine.rounds else "下書きをつくる"
        start = partial(_start, one, every, session, trials)
        st.button(label, key="make", type="primary", on_click=start, args=("",))
        if others:
            named = lambda key: others.get(key, "並べて比べる相手")  # noqa: E731
            beside = st.selectbox(
                "並べて比べる", ["", *others], format_func=named, key="beside", label_visibility="collapsed", width=300
            )
            st.button("並べてつくる", key="compare", disabled=not beside, on_click=start, args=(beside,))


def _fits(other: UseCase, one: UseCase, typed: dict[str, str]) -> bool:
    """Whether what was typed is enough for another use case too."""
    needed = {field.name for field in other.inputs if field.required}
    return other.id != one.id and needed <= {name for name, said in typed.items() if said.strip()} and bool(needed)


def _start(one: UseCase, every: Sequence[UseCase], session: Session, trials: Trials, beside: str) -> None:
    typed = session.trying.typed[one.id]
    attempts = [Attempt(one, dict(typed))]
    kind, _, name = beside.partition(":")
    if kind == "model":
        attempts.append(Attempt(one, dict(typed), name))
    elif kind == "use":
        other = next(other for other in every if other.id == name)
        takes = {field.name for field in other.inputs}
        attempts.append(Attempt(other, {name: said for name, said in typed.items() if name in takes}))
    session.attempt(partial(try_run.begin, attempts, session, trials))
