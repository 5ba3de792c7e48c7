"""Our own parts of a page: the answer and the copy button as small components, the stylesheet, and escaping."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

T = TypeVar("T")
A_PAGE = 20  # entries of a list shown at a time
_HERE = Path(__file__).parent
FAVICON = _HERE / "favicon.png"

_COPY_HTML = '<button type="button">コピー</button><span role="status"></span>'
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_FIGURE = re.compile(r"[-−▲△+]?[\d０-９][\d０-９,，.．]*\s*[%％円人件]?")
_SHORTCODE = re.compile(r":(?=[a-z+_])")


def apply_style() -> None:
    """The stylesheet, and the page's language and names for a screen reader; draws nothing that can be seen."""
    st.html(_HERE / "style.css")
    _page()(key="page", data=None)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was just pressed in an answer: the id of a place, or the key of what was read of the question."""

    place: str = ""
    chip: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """The line of a draft whose words were just asked for, or that was just marked as checked."""

    chosen: str = ""
    checked: str = ""


def answer_part(shown: dict[str, Any], key: str) -> Pressed:
    """Draw an answer from plain values; returns what was pressed in it since it was last drawn."""
    keep = _keeper(key)
    _answer()(key=key, data=shown, on_opened_change=keep, on_taken_back_change=keep)
    pressed = _kept(key)
    return Pressed(pressed.get("opened", ""), pressed.get("taken_back", ""))


def lines_part(shown: dict[str, Any], key: str, on_press: Callable[[Looked], None]) -> None:
    """Draw lines of a draft from plain values; `on_press` is told of a press before the page is drawn again."""

    def pressed() -> None:
        said = st.session_state[key]
        on_press(Looked(str(said.get("chosen") or ""), str(said.get("checked") or "")))

    _lines()(key=key, data=shown, on_chosen_change=pressed, on_checked_change=pressed)


def entries_part(shown: dict[str, Any], key: str) -> str:
    """Draw a list of decisions and to-dos from plain values; returns the id of the one just pressed."""
    _entries()(key=key, data=shown, on_opened_change=_keeper(key))
    return _kept(key).get("opened", "")


def copy_part(text: str, key: str) -> None:
    """A button that puts `text` on the clipboard."""
    _copy()(key=key, data={"text": text}, width="content")


def top_mark(what: str) -> str:
    """HTML that turns the page to its top when something else is opened on it; `what` tells one from another."""
    return f'<span class="shirube-top" data-of="{escape(what, quote=True)}"></span>'


def mark_below(share: float) -> str:
    """HTML that turns a dialog to where its picture is marked: `share` of the picture's height from its top."""
    return f'<span class="shirube-marked" data-at="{share:.3f}"></span>'


def tell(problem: str, notice: str = "") -> None:
    """What went wrong and what went well, where there is something to tell."""
    if problem:
        st.error(f"✕ {as_label(problem)}")
    if notice:
        st.success(f"✓ {as_label(notice)}")


def moment(iso: str) -> str:
    """2023年9月4日 12:00, by this machine's clock."""
    when = datetime.fromisoformat(iso).astimezone()
    return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"


def leaf(items: Sequence[T], key: str, size: int = A_PAGE) -> Sequence[T]:
    """The part of a long list that is looked at, with the means to turn to another where there is more than one."""
    pages = -(-len(items) // size)
    if pages < 2:
        return items
    number = int(st.number_input(f"{pages:,}ページのうち", min_value=1, max_value=pages, value=1, key=key, width=240))
    return items[(number - 1) * size : number * size]


def as_label(text: str) -> str:
    """`text` for the label of a Streamlit widget, which reads Markdown: each mark of it escaped, on one line.

    A zero-width joiner parts the colon from what would be an icon's name; no backslash stops those.
    """
    one_line = " ".join(text.split())
    return _MARKDOWN.sub(r"\\\1", _SHORTCODE.sub(":\u2060", one_line))


def as_html(text: str) -> str:
    """`text` of a paper as HTML, escaped; rows whose cells are parted by tabs become a table, figures to the right."""
    runs = groupby(text.split("\n"), key=lambda line: "\t" in line)
    return "".join(_table(lines) if rows else f"<p>{escape(chr(10).join(lines))}</p>" for rows, lines in runs)


def _table(lines: Iterable[str]) -> str:
    rows = ("".join(_cell(cell.strip()) for cell in line.split("\t")) for line in lines)
    return f'<div class="shirube-rows" tabindex="0"><table>{"".join(f"<tr>{row}</tr>" for row in rows)}</table></div>'


def _cell(cell: str) -> str:
    return f'<td class="figure">{escape(cell)}</td>' if _FIGURE.fullmatch(cell) else f"<td>{escape(cell)}</td>"


def _keeper(key: str) -> Callable[[], None]:
    """Puts a press aside before the page is drawn: a run that is broken off before it comes to the part loses none."""

    def keep() -> None:
        said = st.session_state[key]
        st.session_state[f"{key}-pressed"] = {name: str(value) for name, value in said.items() if value}

    return keep


def _kept(key: str) -> dict[str, str]:
    pressed: dict[str, str] = st.session_state.pop(f"{key}-pressed", {})
    return pressed


@cache
def _answer() -> ComponentRenderer:
    return _drawn("answer")


@cache
def _lines() -> ComponentRenderer:
    return _drawn("lines")


@cache
def _entries() -> ComponentRenderer:
    return _drawn("entries")


@cache
def _copy() -> ComponentRenderer:
    return st.components.v2.component("shirube_copy", html=_COPY_HTML, js=_read("copy.js"), css=_read("copy.css"))


@cache
def _page() -> ComponentRenderer:
    return st.components.v2.component("shirube_page", js=_read("page.js"))


def _drawn(name: str) -> ComponentRenderer:
    """A part that draws itself with the means that all of them share."""
    script, style = _read("make.js") + _read(f"{name}.js"), _read("shared.css") + _read(f"{name}.css")
    return st.components.v2.component(f"shirube_{name}", js=script, css=style)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
