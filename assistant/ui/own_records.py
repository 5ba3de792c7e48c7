"""自分の記録: what one ran, rated later, shared or not, taken out as a file, deleted for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.trials import own_records
from assistant.trials.report_tables import RATING_NAMES
from assistant.trials.values import Record
from assistant.ui import rating, who
from assistant.ui.parts import as_label, leaf, moment
from assistant.ui.session import Session

if TYPE_CHECKING:
    from assistant.trials.trials import Trials

_NEWEST = 500  # that are listed; the file has all


def show(session: Session, trials: Trials, to_trying: Callable[[], None]) -> None:
    """The person's own records, newest first."""
    person = who.person(session)
    if not person.name:
        st.html(
            '<p class="shirube-small">名前を入れていないため、名前のない記録をまとめて示しています。'
            "同じコンピューターで名前を入れずに試した人の記録も含まれます。</p>"
        )
    records = trials.records.of_person(person, _NEWEST)
    if not records:
        st.html("<p>まだありません。「生成AIを試す」で下書きをつくると、ここに並びます。</p>")
        if st.button("生成AIを試す", key="to-trying-own", type="primary"):
            to_trying()
    else:
        _summary(records)
    for record in leaf(records, "own-leaf"):
        _one(record, session, trials)
    _all_of_it(session, trials)


def _summary(records: Sequence[Record]) -> None:
    unrated = sum(one.rating is None for one in records)
    many = f"新しい{_NEWEST:,}件を示しています。" if len(records) == _NEWEST else ""
    st.html(
        f'<p class="shirube-status"><strong>{len(records):,}件</strong>（評価していないもの {unrated:,}件）{many}</p>'
    )


def _one(record: Record, session: Session, trials: Trials) -> None:
    said = RATING_NAMES[record.rating]
    shared = "　共有中" if record.shared else ""
    with st.expander(f"{as_label(record.title)}　{moment(record.at)}　{said}{shared}", key=f"own-{record.id}"):
        cost = "" if record.cost is None else f"　{record.cost:,.2f}円"
        where = record.department or "課の記載なし"
        told = f"第{record.version}版　{where}　{record.engine}　{record.seconds:.1f}秒{cost}"
        st.html(f'<p class="shirube-small">{escape(told)}</p>')
        rating.show(record, "", f"own-record-{record.id}", session, trials)
        delete = partial(trials.records.delete, record.id, who.person(session))
        said = "記録を消しました。元には戻せません。"
        st.button("この記録を消す", key=f"own-delete-{record.id}", on_click=session.press, args=(delete, said))


def _all_of_it(session: Session, trials: Trials) -> None:
    """Everything that is kept of the person, as a file or deleted."""
    person = who.person(session)

    def contents(ending: str) -> bytes:
        return own_records.to_file(trials.records.of_person(person), trials.records.answers_of(person), ending)

    st.subheader("まとめて取り出す、消す", anchor=False)
    with st.container(horizontal=True):
        for label, ending, mime in (
            ("CSVで取り出す", ".csv", "text/csv"),
            ("JSONで取り出す", ".json", "application/json"),
        ):
            make = partial(contents, ending)
            st.download_button(label, make, f"自分の試行の記録{ending}", mime, key=f"own{ending}", on_click="ignore")
        if st.button("すべて消す", key="own-delete-all"):
            _confirm_delete(session, trials)


@st.dialog("自分の記録をすべて消しますか")
def _confirm_delete(session: Session, trials: Trials) -> None:
    name = who.person(session).name
    of = f"「{escape(name)}」の" if name else "名前のない"
    st.html(f"<p>{of}試行の記録とアンケートの答えが、すべて消えます。元には戻せません。報告書の数字も変わります。</p>")
    if st.button("消す", type="primary", key="own-delete-yes"):
        session.attempt(partial(trials.records.delete_all, who.person(session)), "すべて消しました。")
        st.rerun()
    if st.button("やめる", key="own-delete-no"):
        st.rerun()
