"""利用の記録: who did what and when, for rank 管理; whether the record is as it was written; the record as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.governance.use_file import WHAT, columns
from assistant.governance.use_log import Entry, Head, Wanted, moment
from assistant.ui.cards import EXCEL
from assistant.ui.parts import as_label, leaf, tell
from assistant.ui.session import Session, current

if TYPE_CHECKING:
    from assistant.auditing import Audit

_NEWEST = 1_000  # entries that are listed; the files have all
_A_SCREEN = 50
_LINES = 3  # of a cell
_DAYS = 30  # that are shown at first
_COLUMNS = ("日時", "人", "したこと", "入れた文（伏せたもの）", "資料", "判定", "伏せて送ったもの")
_NOBODY = "（この端末の利用者）"
_HINTS = """
<p><strong>利用の記録</strong></p>
<ul class="shirube-list"><li>だれが、いつ、何をしたかの記録です。「管理」の権限の人だけが見られます</li>
<li>入れた文は、個人情報を伏せて残しています。資料の本文は残していません</li>
<li>記録は書き換えられません。書き換えられると「確かめる」で分かります</li></ul>
"""


def page(audit: Audit) -> None:
    """Draw the page for this window's person."""
    session = current()
    st.title("利用の記録", anchor=False)
    tell(*session.told())
    st.sidebar.html(_HINTS)
    wanted = _filters(audit, session)
    entries, count = audit.newest(session.person, wanted, _NEWEST)
    more = f"（新しい{_NEWEST:,}件を示しています。すべてはファイルで）" if count > len(entries) else ""
    st.html(f'<p class="shirube-status" role="status"><strong>{count:,}件</strong>{more}</p>')
    if entries:
        _table(leaf(entries, f"uses-{hash(wanted)}", _A_SCREEN))
        _offer_files(audit, session, wanted)
    _verify(audit, session)


def _filters(audit: Audit, session: Session) -> Wanted:
    today = datetime.now(UTC).astimezone().date()
    first, last, left, right = st.columns(4, vertical_alignment="bottom")
    since = first.date_input("この日から", today - timedelta(days=_DAYS), key="uses-since", format="YYYY/MM/DD")
    until = last.date_input("この日まで", today, key="uses-until", format="YYYY/MM/DD")
    people = [None, *audit.people(session.person)]
    who = left.selectbox("人", people, format_func=_called, key="uses-who")
    what = right.selectbox("したこと", ["", *WHAT], format_func=lambda one: WHAT.get(one, "すべて"), key="uses-what")
    return Wanted(moment(since) if since else "", moment(until + timedelta(days=1)) if until else "", who, what or "")


def _called(name: str | None) -> str:
    return "すべて" if name is None else name or _NOBODY


def _table(entries: Sequence[Entry]) -> None:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _COLUMNS)
    rows = "".join(f"<tr>{_cells(one)}</tr>" for one in entries)
    st.html(
        '<div class="shirube-rows" tabindex="0"><table><caption>利用の記録（新しい順）</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(one: Entry) -> str:
    said = columns(one)
    said["人"] = said["人"] or _NOBODY
    return "".join(f"<td>{_in_few_lines(str(said[name]))}</td>" for name in _COLUMNS)


def _in_few_lines(text: str) -> str:
    """What has many lines, as the papers of one registration, in its first ones; the files have all."""
    lines = text.split("\n")
    more = [f"ほか{len(lines) - _LINES}件"] if len(lines) > _LINES + 1 else lines[_LINES:]
    return "<br>".join(map(escape, (*lines[:_LINES], *more)))


def _offer_files(audit: Audit, session: Session, wanted: Wanted) -> None:
    """Made when they are asked for."""
    with st.container(horizontal=True):
        for ending, label, mime in ((".xlsx", "Excelで保存", EXCEL), (".csv", "CSVで保存", "text/csv")):
            contents = partial(audit.to_file, session.person, wanted, ending)
            st.download_button(label, contents, f"利用の記録{ending}", mime, key=f"uses{ending}", on_click="ignore")


def _verify(audit: Audit, session: Session) -> None:
    """Whether the record is as it was written, and the value to note down for the next time."""
    st.subheader("書き換えられていないか", anchor=False)
    noted = st.text_input("前に書き留めた「末尾の値」（あれば）", key="uses-noted")
    if not st.button("確かめる", key="uses-verify"):
        return
    try:
        head = Head.read(noted) if noted.strip() else None
    except ValueError:
        st.warning("△ 「末尾の値」は、前にここに出た値をそのまま入れてください。")
        return
    with st.spinner("記録を初めから確かめています…", show_time=False):
        found = audit.verify(session.person, head)
    for problem in found.problems:
        st.error(f"✕ {as_label(problem)}")
    if not found.problems:
        st.success(f"✓ 利用の記録{found.head.count:,}件は、書かれた時のままです。")
        st.html("<p>この値を別の所に書き留めておくと、次に、全体が作り直されていないかも確かめられます。</p>")
        st.code(str(found.head), language=None)
