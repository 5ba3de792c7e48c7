"""A use case made by staff, as a form or as its file, with a look at the form that it makes and at earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.trials.made_by_staff import Version
from assistant.trials.sketch import Row, names_of, to_file, to_sketch, to_use_case
from assistant.trials.use_case_file import UseCaseError
from assistant.trials.use_case_words import ENGINES, GROUPS, KINDS, MAY_PUT_IN
from assistant.trials.values import InputKind, Stage
from assistant.ui import who
from assistant.ui.fields import choice_field, line_field, one_line, text_field
from assistant.ui.parts import as_label
from assistant.ui.session import Session
from assistant.ui.use_case_form import show_form, usual
from assistant.ui.versions import STAGE_NAMES, show_versions

if TYPE_CHECKING:
    from assistant.trials.trials import Trials

_TOLD = "例：・件名は30字以内にします。\n・分からないことは〔要確認：期限〕のように書きます。"
_YES_NO = {True: "はい", False: "いいえ"}
_NEEDED = {True: "必ず入れる", False: "任意"}


def show(session: Session, trials: Trials, to_trying: Callable[[], None]) -> None:
    """The open use case. Nothing is kept before a press on saving."""
    mine = session.making
    newest = trials.made.newest(mine.id) if mine.id else None
    st.button("← 使い方の一覧へ", key="to-list", on_click=mine.close)
    if newest is not None:
        said = f"{STAGE_NAMES[newest.stage]}　第{newest.use_case.version}版"
        st.html(f'<p class="shirube-small">{escape(said)}</p>')
        if newest.reason and newest.stage is Stage.DRAFT:
            st.html(f'<p class="shirube-problem">△ 差し戻されました：{escape(newest.reason)}</p>')
    if mine.as_file:
        _as_file(session, trials)
    else:
        _as_form(session)
        _preview(session, trials)
    _act(newest, session, trials, to_trying)
    if newest is not None:
        show_versions(newest, session, trials)


def _as_form(session: Session) -> None:
    mine = session.making
    key = f"make-{mine.begun}"

    def change(name: str, said: Any) -> None:
        typed: Any = one_line(said) if name in _LINES else said
        mine.sketch = replace(mine.sketch, **{name: typed})

    sketch = mine.sketch
    line_field("題名", sketch.title, f"{key}-title", partial(change, "title"), example="例：照会文の案")
    line_field("目的（何のために使うか）", sketch.purpose, f"{key}-purpose", partial(change, "purpose"))
    left, right = st.columns(2)
    with left:
        choice_field("種類", sketch.group, {name: name for name in GROUPS}, f"{key}-group", partial(change, "group"))
        choice_field("入れてよいもの", sketch.may_put_in, MAY_PUT_IN, f"{key}-may", partial(change, "may_put_in"))
    with right:
        choice_field(
            "確かめた後、庁外に出してよいか", sketch.may_leave, _YES_NO, f"{key}-leave", partial(change, "may_leave")
        )
        choice_field(
            "登録した資料を根拠にするか",
            sketch.draws_on_library,
            _YES_NO,
            f"{key}-draws",
            partial(change, "draws_on_library"),
        )
    line_field(
        "確認する人", sketch.checked_by, f"{key}-checked", partial(change, "checked_by"), example="例：送る前に係長"
    )
    line_field(
        "できないこと",
        sketch.cannot,
        f"{key}-cannot",
        partial(change, "cannot"),
        example="例：相手の事情は分からない。",
    )
    st.subheader("入力する欄", anchor=False)
    for n, row in enumerate(sketch.rows):
        _row(n, row, session)
    st.button("欄を足す", key=f"{key}-add", on_click=_put_rows, args=(session, (*sketch.rows, Row())))
    st.subheader("生成AIへの頼み方", anchor=False)
    text_field("守ってほしいこと", sketch.told, f"{key}-told", partial(change, "told"), rows=6)
    st.caption(as_label(_TOLD))
    text_field("頼むこと", sketch.asked, f"{key}-asked", partial(change, "asked"), rows=6)
    names = names_of(sketch.rows)
    places = as_label(names) or "｛欄の名前｝"
    st.caption(f"入力した内容を入れる所に、{places} と書けます。書かなかった欄は、最後に付け加えられます。")
    with st.expander("そのほか", key=f"{key}-more"):
        line_field("作成者", sketch.author, f"{key}-author", partial(change, "author"), example="例：総務課")
        engines = {name: "なし" if not name else f"{said}" for name, said in ENGINES.items()}
        choice_field(
            "言語モデルがないときに動くもの", sketch.engine, engines, f"{key}-engine", partial(change, "engine")
        )


_LINES = frozenset({"title", "purpose", "checked_by", "cannot", "author"})


def _row(n: int, row: Row, session: Session) -> None:
    """One input: its name, what kind it is, and what stands in the worked example."""
    mine = session.making
    key = f"make-{mine.begun}-row-{n}"

    def change(name: str, said: Any) -> None:
        rows = list(mine.sketch.rows)
        typed: Any = "".join(said.split()) if name == "name" else said
        rows[n] = replace(rows[n], **{name: typed})
        _put_rows(session, tuple(rows))

    with st.container(border=True, key=f"{key}-box"):
        left, middle, right = st.columns([2, 1, 1])
        with left:
            line_field(f"欄{n + 1}の名前", row.name, f"{key}-name", partial(change, "name"), example="例：宛先")
        with middle:
            choice_field("入れ方", row.kind, KINDS, f"{key}-kind", partial(change, "kind"))
        with right:
            choice_field("必ず入れるか", row.required, _NEEDED, f"{key}-required", partial(change, "required"))
        if row.kind is InputKind.CHOICE:
            line_field(
                "選択肢（「／」で区切る）",
                row.choices,
                f"{key}-choices",
                partial(change, "choices"),
                example="例：庁内向け／外部向け",
            )
        line_field("入れる人への説明", row.hint, f"{key}-hint", partial(change, "hint"), example="例：だれに送るか")
        text_field("見本", row.example, f"{key}-example", partial(change, "example"), rows=3)
        rows = mine.sketch.rows
        with st.container(horizontal=True):
            if n:
                up = (*rows[: n - 1], row, rows[n - 1], *rows[n + 1 :])
                st.button("上へ", key=f"{key}-up", on_click=_put_rows, args=(session, up))
            if len(rows) > 1:
                st.button(
                    "この欄を消す", key=f"{key}-gone", on_click=_put_rows, args=(session, (*rows[:n], *rows[n + 1 :]))
                )


def _put_rows(session: Session, rows: tuple[Row, ...]) -> None:
    session.making.sketch = replace(session.making.sketch, rows=rows)


def _preview(session: Session, trials: Trials) -> None:
    """The form as others will see it; what is typed into it goes nowhere."""
    with st.expander("できあがる入力欄を見る", key="preview"):
        try:
            one = to_use_case(session.making.sketch)
        except UseCaseError as error:
            st.html(f'<p class="shirube-problem">△ {escape(error.said)}</p>')
            return
        shown = {**usual(one), **dict(one.example)}
        show_form(one, shown, f"preview-{session.making.begun}", lambda name, said: None, trials)


def _as_file(session: Session, trials: Trials) -> None:
    """The file to be put right, each line with its number and what is wrong beside the line."""
    mine = session.making

    def change(text: str) -> None:
        mine.text = text
        mine.wrong = _fault(text, trials)

    left, right = st.columns(2)
    with left:
        text_field("使い方のファイル", mine.text, f"file-text-{mine.begun}", change, rows=24, most=24)
    with right:
        if mine.wrong is not None:
            st.error(f"✕ {as_label(str(mine.wrong))}")
        else:
            st.success("✓ 決まりに合っています。")
        st.html(_numbered(mine.text, mine.wrong))
    if mine.wrong is None:
        st.button("フォームで直す", key="as-form", on_click=_to_form, args=(session, trials))


def _fault(text: str, trials: Trials) -> UseCaseError | None:
    try:
        trials.try_out(text)
    except UseCaseError as error:
        return error
    return None


def _numbered(text: str, wrong: UseCaseError | None) -> str:
    """The lines with their numbers; what is wrong stands below its line."""
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        here = wrong is not None and number == wrong.line
        rows.append(f"<li>{f'<mark>{escape(line)}</mark>' if here else escape(line) or '&nbsp;'}")
        if here and wrong is not None:
            rows.append(f'<p class="shirube-problem">✕ {escape(wrong.said)}</p>')
        rows.append("</li>")
    return f'<ol class="shirube-lines" tabindex="0">{"".join(rows)}</ol>'


def _to_form(session: Session, trials: Trials) -> None:
    mine = session.making
    mine.sketch, mine.as_file = to_sketch(trials.try_out(mine.text)), False
    mine.begun += 1


def _act(newest: Version | None, session: Session, trials: Trials, to_trying: Callable[[], None]) -> None:
    """Saved, tried, proposed, taken back, deleted."""
    mine, person = session.making, who.person(session)
    save = partial(_save, session, trials)
    with st.container(horizontal=True, key="making-acts"):
        st.button(
            "下書きを保存する",
            key="save",
            type="primary",
            on_click=session.press,
            args=(save, "下書きを保存しました。"),
        )
        if st.button("保存して試す", key="save-and-try") and session.attempt(save):
            session.trying.look_at(mine.id)
            to_trying()
        st.button(
            "保存して提案する",
            key="propose",
            on_click=session.press,
            args=(partial(_propose, session, trials), _PROPOSED),
        )
        if not mine.as_file:
            st.button("ファイルの形で見る", key="as-file", on_click=session.press, args=(partial(_to_text, session),))
        if newest is not None and newest.owner == person.name:
            if newest.stage in (Stage.PROPOSED, Stage.APPROVED):
                what = "提案をやめる" if newest.stage is Stage.PROPOSED else "取り下げる"
                back = partial(trials.made.take_back, mine.id, person)
                st.button(what, key="take-back", on_click=session.press, args=(back, "取り下げました。"))
            if st.button("消す", key="delete-made"):
                _confirm_delete(session, trials)


_PROPOSED = "提案しました。管理者が承認すると、一覧に載ります。"


def _to_text(session: Session) -> None:
    mine = session.making
    try:
        text = to_file(mine.sketch)
    except UseCaseError as error:
        raise UseCaseError(error.said) from error
    mine.look_at_file(text)


def _save(session: Session, trials: Trials) -> None:
    """Keeps what is typed as a draft. Raises `UseCaseError` in the words of what is looked at."""
    mine, person = session.making, who.person(session)
    try:
        text = mine.text if mine.as_file else to_file(mine.sketch)
        made = trials.made.save(mine.id, text, person) if mine.id else trials.made.begin(text, person)
    except UseCaseError as error:
        if mine.as_file:
            mine.wrong = error
            raise
        raise UseCaseError(error.said) from error
    mine.id = made.use_case.id
    mine.saved()


def _propose(session: Session, trials: Trials) -> None:
    _save(session, trials)
    trials.made.propose(session.making.id, who.person(session))
    session.making.close()


@st.dialog("この使い方を消しますか")
def _confirm_delete(session: Session, trials: Trials) -> None:
    st.html("<p>一度も承認されていない使い方だけを消せます。元には戻せません。</p>")
    if st.button("消す", type="primary", key="delete-made-yes"):
        if session.attempt(partial(trials.made.delete, session.making.id, who.person(session)), "消しました。"):
            session.making.saved()
            session.making.close()
        st.rerun()
    if st.button("やめる", key="delete-made-no"):
        st.rerun()
