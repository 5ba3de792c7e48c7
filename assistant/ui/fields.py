"""Fields that show what is kept: a change is handed over before the page is drawn again. No press saves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from assistant.drafting.values import Occasion
from ingest.errors import ShirubeError
from ingest.japanese.dates import dates, in_era

Save = Callable[[str], object]


class UnclearDay(ShirubeError):
    """What was typed names no day."""

    hint = "日付を読み取れません。令和5年7月25日、R5.7.25、2023/7/25 のように入れてください。"


def line_field(label: str, kept: str, key: str, save: Save, *, example: str = "") -> None:
    """A line of text, with its blanks put in order."""
    st.session_state[key] = kept
    st.text_input(label, key=key, placeholder=example, on_change=_hand_over, args=(key, save))


def text_field(label: str, kept: str, key: str, save: Save, *, rows: int = 4, most: int = 10) -> None:
    """Several lines of text; `rows` of them are seen, at most `most`."""
    st.session_state[key] = kept
    st.text_area(label, key=key, height=28 * min(most, max(3, rows)) + 16, on_change=_hand_over, args=(key, save))


def choice_field(label: str, kept: Any, names: dict[Any, str], key: str, save: Callable[[Any], object]) -> None:
    """One of several, each under its name."""
    st.session_state[key] = kept

    def handed_over() -> None:
        save(st.session_state[key])

    st.selectbox(label, list(names), format_func=lambda one: names[one], key=key, on_change=handed_over)


def _hand_over(key: str, save: Save) -> None:
    save(st.session_state[key] or "")


def occasion_fields(about: Occasion, key: str, change: Callable[[str, str], object], *, agenda: bool) -> None:
    """What is known of a meeting; `change` is told the name of a field of `Occasion` and what was typed for it.

    `agenda` is whether the items can be changed: a draft that is written already is divided by them.
    """

    def line(label: str, name: str, example: str = "") -> None:
        kept = getattr(about, name)
        said = in_era(kept) if isinstance(kept, date) else kept or ""
        line_field(label, said, f"{key}-{name}", partial(change, name), example=example)

    def lines(label: str, name: str) -> None:
        kept: Sequence[str] = getattr(about, name)
        text_field(label, "\n".join(kept), f"{key}-{name}", partial(change, name), rows=len(kept) + 1)

    line("会議の名前", "title")
    left, middle, right = st.columns(3)
    with left:
        line("開催日", "held_on", "例：令和5年7月25日")
    with middle:
        line("時間", "hours", "例：10時から11時30分まで")
    with right:
        line("場所", "place")
    if agenda:
        lines("議題（1行に1つ）", "agenda")
    left, right = st.columns(2)
    with left:
        lines("出席者（1行に1人）", "present")
    with right:
        lines("欠席者（1行に1人）", "absent")
    lines("配布資料（1行に1つ）", "materials")


def put_right(about: Occasion, name: str, text: str) -> Occasion:
    """`about` with what was typed for one of its fields. Raises `UnclearDay`."""
    if name == "held_on":
        return replace(about, held_on=read_day(text))
    typed: Any = as_lines(text) if isinstance(getattr(about, name), tuple) else one_line(text)
    return replace(about, **{name: typed})


def read_day(text: str) -> date | None:
    """The day that `text` names, None where it is empty. Raises `UnclearDay`."""
    if not text.strip():
        return None
    found = next((day for when in dates(text) if (day := when.as_date())), None)
    if found is None:
        raise UnclearDay
    return found


def one_line(text: str) -> str:
    """`text` on one line, without blanks at its ends."""
    return " ".join(text.split())


def as_lines(text: str) -> tuple[str, ...]:
    """The lines of `text`, empty ones left out."""
    return tuple(line for one in text.splitlines() if (line := one_line(one)))
