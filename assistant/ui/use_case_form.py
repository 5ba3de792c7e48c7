"""The form that is made of a use case's inputs, and what is to be known of it beside the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials.use_case_file import read_day as day_of_file
from assistant.trials.use_case_words import MAY_PUT_IN
from assistant.trials.values import Input, InputKind, UseCase
from assistant.ui.fields import UnclearDay, line_field, one_line, read_day, text_field
from assistant.ui.parts import as_label
from assistant.ui.session import current
from assistant.ui.uploads import on_disk
from ingest.japanese.dates import in_era

if TYPE_CHECKING:
    from assistant.trials.trials import Trials

Change = Callable[[str, str], object]
"""Told the name of an input and what was typed for it."""

_READS = ["docx", "pdf", "xlsx", "pptx", "txt", "csv", "md", "html"]


def show_facts(one: UseCase, engine: str) -> None:
    """What it is for, what may be put in, who must check, whether it may leave, what it cannot do."""
    leaves = "確かめた後は、庁外にも出せます。" if one.may_leave else "庁内だけで使います。"
    facts = (
        ("入れてよいもの", MAY_PUT_IN[one.may_put_in]),
        ("確認する人", one.checked_by),
        ("外に出せるか", leaves),
        ("できないこと", one.cannot),
        ("つくり方", engine),
    )
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in facts)
    st.html(f'<p>{escape(one.purpose)}</p><dl class="shirube-facts">{rows}</dl>')


def usual(one: UseCase) -> dict[str, str]:
    """What stands in the form at first: the first of a choice that must be made."""
    return {field.name: field.choices[0] for field in one.inputs if field.required and field.choices}


def show_form(one: UseCase, typed: Mapping[str, str], key: str, change: Change, trials: Trials) -> None:
    """A field for each input."""
    takes_file = any(field.kind is InputKind.FILE for field in one.inputs)
    for field in one.inputs:
        name = f"{key}-{field.name}"
        _field(field, typed.get(field.name, ""), name, partial(change, field.name), trials)
        if field.kind is InputKind.LONG_TEXT and not takes_file:
            takes_file = True  # the first long text, as on the command line
            with st.expander(f"「{as_label(field.label)}」にファイルの文字を入れる", key=f"{name}-from-file"):
                _upload(field, f"{name}-file", partial(change, field.name), trials)


def _field(one: Input, typed: str, key: str, save: Callable[[str], object], trials: Trials) -> None:
    label = as_label(one.label) + ("" if one.required else "（任意）")
    hint = one.hint
    if one.kind is InputKind.CHOICE:
        _choice(one, label, typed, key, save)
    elif one.kind is InputKind.LONG_TEXT:
        text_field(label, typed, key, save, rows=max(4, typed.count("\n") + len(typed) // 50 + 2))
    elif one.kind is InputKind.DATE:
        _day(label, typed, key, save)
        hint = hint or "令和5年10月4日、R5.10.4、2023/10/4 のように入れます"
    elif one.kind is InputKind.TEXT:
        line_field(label, typed, key, lambda said: save(one_line(said)))
    else:
        st.html(f"<p class='shirube-label'>{escape(one.label)}{'' if one.required else '（任意）'}</p>")
        _upload(one, key, save, trials)
        if typed:
            st.html(f"<p class='shirube-small'>✓ {len(typed):,}文字を読み取りました。</p>")
    if hint:
        st.caption(as_label(hint))


def _choice(one: Input, label: str, typed: str, key: str, save: Callable[[str], object]) -> None:
    options = [*one.choices] if one.required else ["", *one.choices]
    st.session_state[key] = typed if typed in options else options[0]

    def chosen() -> None:
        save(st.session_state[key])

    named = lambda said: as_label(said) or "選ばない"  # noqa: E731
    st.radio(label, options, format_func=named, key=key, horizontal=True, on_change=chosen)


def _day(label: str, typed: str, key: str, save: Callable[[str], object]) -> None:
    """A day as it is written in an office; the form keeps it as 2023-10-04, and what is no day as it was typed."""
    day = day_of_file(typed)

    def read(said: str) -> None:
        try:
            found = read_day(said)
        except UnclearDay:
            save(said)
        else:
            save(found.isoformat() if found else "")

    line_field(label, in_era(day) if day else typed, key, read)


def _upload(one: Input, key: str, save: Callable[[str], object], trials: Trials) -> None:
    """The words of a file, read when it is given."""
    session = current()

    def read() -> None:
        given = st.session_state[key]
        if given is None:
            return
        with on_disk([given]) as (path,):
            save(trials.text_of(path))

    st.file_uploader(
        f"「{as_label(one.label)}」のファイル",
        _READS,
        key=key,
        label_visibility="collapsed",
        on_change=session.press,
        args=(read,),
    )
