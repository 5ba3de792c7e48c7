"""試行の記録: what the trial brought in a month, one's own records, and the survey."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.tables import Cell
from assistant.trials import plots, report_file
from assistant.trials import report_tables as content
from assistant.trials.counts import By
from assistant.trials.figures import Report
from assistant.trials.plots import Plot
from assistant.trials.records import today_in_japan
from assistant.trials.report_tables import Table
from assistant.trials.values import Month
from assistant.ui import own_records, survey, who
from assistant.ui.cards import EXCEL, WORD
from assistant.ui.parts import as_label, tell
from assistant.ui.session import current

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator as Drawn

    from assistant.trials.trials import Trials

_VIEWS = ("報告", "自分の記録", "アンケート")
_ALL = "all"
_SAYINGS = 5  # of each use case and rating on the page; Excel has all that the report has
_FILES = ((".docx", "Word（図入り）で保存", WORD), (".xlsx", "Excelで保存", EXCEL), (".csv", "CSVで保存", "text/csv"))
_HINTS = """
<p><strong>試行の記録</strong></p>
<ul class="shirube-list"><li>月ごとに、何が試され、何が役に立ったかをまとめます</li>
<li>3人未満の区分は、分けて示しません</li>
<li>名前と、入れた文章は載りません</li></ul>
"""


def page(trials: Trials, to_trying: Callable[[], None]) -> None:
    """Draw the page for this window's person; `to_trying` leads to 生成AIを試す."""
    session = current()
    st.title("試行の記録", anchor=False)
    tell(*session.told())
    st.sidebar.html(_HINTS)
    view = st.segmented_control(
        "見るもの", _VIEWS, default=_VIEWS[0], required=True, key="trials-view", label_visibility="collapsed"
    )
    if view == _VIEWS[1]:
        who.show(session)
        own_records.show(session, trials, to_trying)
    elif view == _VIEWS[2]:
        who.show(session)
        survey.show(session, trials)
    else:
        _report(trials, to_trying)


def _report(trials: Trials, to_trying: Callable[[], None]) -> None:
    months = trials.records.months()
    if not months:
        _nothing_yet(to_trying)
        return
    plots.warm()
    # A choice of None would be no choice to Streamlit.
    named = {_ALL: content.month_name(None), **{_key(month): content.month_name(month) for month in months}}
    chosen = st.selectbox("月", [*list(named)[1:], _ALL], format_func=named.__getitem__, key="trials-month", width=240)
    made = trials.report(next((month for month in months if _key(month) == chosen), None))
    st.header(as_label(content.title(made)), anchor=False)
    st.html(f'<ul class="shirube-list">{_items(content.sentences(made))}</ul>')
    _offer_files(made)
    slots = [] if made.is_empty else _figures(made)
    _in_words(made)
    st.subheader("数え方", anchor=False)
    st.html(f'<ul class="shirube-list shirube-small">{_items(content.HOW_COUNTED)}</ul>')
    # Drawn last: the figures stand on the page before the first plot is there.
    for slot, by in slots:
        _plot(slot, trials.plot(made, by))


def _key(month: Month) -> str:
    return f"{month.year:04}-{month.month:02}"


def _nothing_yet(to_trying: Callable[[], None]) -> None:
    st.html(
        "<p>試行の記録は、まだありません。</p><p>「生成AIを試す」で使い方を選び、下書きをつくると、ここに記録が集まります。"
        "使わない人は、上の「アンケート」で、使わない理由を教えてください。</p>"
    )
    if st.button("生成AIを試す", key="to-trying", type="primary"):
        to_trying()


def _offer_files(made: Report) -> None:
    """Made when they are asked for: the Word file with its plots takes a second or two."""
    today = today_in_japan(datetime.now(UTC))
    name = f"試行の記録_{_key(made.month) if made.month else '全期間'}"
    with st.container(horizontal=True):
        for ending, label, mime in _FILES:
            contents = partial(report_file.to_file, made, ending, today)
            st.download_button(label, contents, f"{name}{ending}", mime, key=f"report{ending}", on_click="ignore")


def _figures(made: Report) -> list[tuple[Drawn, By | None]]:
    """The tables, each below the place of its plot; None is that of the minutes."""
    slots: list[tuple[Drawn, By | None]] = []
    for by in By:
        st.subheader(f"{content.BY_NAMES[by]}ごと", anchor=False)
        slots.append((st.empty(), by))
        _table(content.use(made, by))
        if by is By.USE_CASE:
            slots.append((st.empty(), None))
        _table(content.time(made, by))
    _table(content.worked(made), heading=True)
    return slots


def _in_words(made: Report) -> None:
    """People's own words, and the survey."""
    for title, words in (("理由（本人の言葉）", made.reasons), ("共有された例", made.shared)):
        _table(content.said(title, words, _SAYINGS), heading=True)
    if made.survey.answers:
        _table(content.survey(made), heading=True)
        if made.survey.words:
            st.html(f'<ul class="shirube-list">{_items(f"「{one}」" for one in made.survey.words)}</ul>')


def _items(said: Iterable[str]) -> str:
    return "".join(f"<li>{escape(one)}</li>" for one in said)


def _plot(slot: Drawn, plot: Plot | None) -> None:
    if plot is not None:
        slot.image(plot.picture, width="stretch", alt=plot.told)
    elif not plots.has_font():
        slot.caption(plots.NO_FONT)


def _table(table: Table, *, heading: bool = False) -> None:
    """A table whose figures stand to the right; a wide one moves by itself. Nothing where it has no rows."""
    if not table.rows:
        return
    if heading:
        st.subheader(as_label(table.title), anchor=False)
    caption = "" if heading else f"<caption>{escape(table.title)}</caption>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    st.html(
        f'<div class="shirube-rows shirube-figures" tabindex="0"><table>{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: tuple[Cell, ...]) -> str:
    first, *rest = row
    return f'<th scope="row">{escape(content.text(first))}</th>' + "".join(map(_cell, rest))


def _cell(cell: Cell) -> str:
    kind = "" if isinstance(cell, str) and cell not in (content.WITHHELD, content.NOTHING) else ' class="figure"'
    return f"<td{kind}>{escape(content.text(cell))}</td>"
