"""決定と宿題: what all meetings decided and left to do, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.drafting import ledger_file
from assistant.drafting.hearing.due import due
from assistant.drafting.ledger import Entry, State, Wanted, narrowed
from assistant.drafting.ledger_file import KINDS, STATES
from assistant.drafting.values import LineKind
from assistant.phrasing import long_date
from assistant.ui.cards import EXCEL
from assistant.ui.fields import one_line
from assistant.ui.parts import as_label, entries_part, leaf, tell
from assistant.ui.said import words_of
from assistant.ui.saving import save_button
from assistant.ui.session import Session, current
from assistant.ui.shown import shortened
from ingest.errors import ShirubeError
from ingest.japanese.dates import in_era

if TYPE_CHECKING:
    from assistant.secretary import Secretary

_ALL = "すべて"
_A_SCREEN = 50  # entries shown at a time
_OF = {LineKind.DECISION: (State.STANDS, State.SUPERSEDED), LineKind.TODO: (State.OPEN, State.DONE)}
_HINTS = """
<p><strong>決定と宿題</strong></p>
<ul class="shirube-list"><li>議事録の下書きと、資料にある会議録の「決定事項」「宿題」を集めています</li>
<li>内容を押すと、もとの言葉が出て、完了や期限を記録できます</li>
<li>下書きを直すと、ここも変わります</li></ul>
"""


class UnclearLimit(ShirubeError):
    """What was typed as a limit names no day."""

    hint = "期限の日付を読み取れません。令和5年8月25日、8月25日、2023/8/25 のように入れてください。"


def page(secretary: Secretary, open_minutes: Callable[[], None]) -> None:
    """Draw the page for this window's person; `open_minutes` leads to 議事録をつくる."""
    session = current()
    st.title("決定と宿題", anchor=False)
    tell(*session.told())
    wanted = _filters(secretary)
    with st.spinner("一覧をつくっています…", show_time=False):
        every = secretary.ledger(session.person)
    found = narrowed(every, wanted)
    today = secretary.today()
    st.html(
        f'<p class="shirube-status" role="status"><strong>{escape(_counted(found, today, len(every)))}</strong></p>'
    )
    if not every:
        st.html("<p>まだありません。「議事録をつくる」で下書きをつくると、決定と宿題がここに並びます。</p>")
    elif found:
        shown = leaf(found, f"entries-{hash(wanted)}", _A_SCREEN)
        opened = entries_part({"caption": "決定と宿題の一覧", "rows": [_row(one, today) for one in shown]}, "entries")
        if entry := next((one for one in found if one.id == opened), None):
            _open(entry, every, session, secretary, open_minutes)
        _offer_files(found)
    st.sidebar.html(_HINTS)


def _filters(secretary: Secretary) -> Wanted:
    left, middle, right = st.columns([1, 1, 2], vertical_alignment="bottom")
    kind = left.selectbox("種類", [None, *KINDS], format_func=lambda one: KINDS.get(one, _ALL), key="ledger-kind")
    state = middle.selectbox("状態", [None, *STATES], format_func=lambda one: STATES.get(one, _ALL), key="ledger-state")
    words = right.text_input("言葉でさがす", key="ledger-words", placeholder="内容、担当、会議")
    late = st.checkbox("期限切れだけ", key="ledger-late")
    return Wanted(kind, state, words or "", secretary.today() if late else None)


def _counted(found: Sequence[Entry], today: date, total: int) -> str:
    """12件（宿題 8件、うち期限切れ 2件。決定 4件）."""
    tasks = [one for one in found if one.kind is LineKind.TODO]
    late = sum(one.late(today) for one in tasks)
    late_ones = f"、うち期限切れ {late:,}件" if late else ""
    of = f"　全{total:,}件のうち" if len(found) < total else ""
    return f"{len(found):,}件（宿題 {len(tasks):,}件{late_ones}。決定 {len(found) - len(tasks):,}件）{of}"


def _row(one: Entry, today: date) -> dict[str, Any]:
    """An entry for our part, which takes its words as text."""
    return {
        "id": one.id,
        "kind": KINDS[one.kind],
        "what": shortened(one.what, 200),
        "who": one.who,
        "due": _limit(one),
        "state": STATES[one.state],
        "late": one.late(today),
        "to_check": not one.verified,
        "meeting": one.meeting,
        "held_on": in_era(one.held_on) if one.held_on else "",
        "where": one.where,
    }


def _limit(one: Entry) -> str:
    return in_era(one.due) if one.due else one.due_as_said


def _offer_files(found: Sequence[Entry]) -> None:
    with st.container(horizontal=True):
        for label, ending, mime in (("Excelで保存", ".xlsx", EXCEL), ("CSVで保存", ".csv", "text/csv")):
            contents = partial(ledger_file.to_file, found, ending)
            save_button(label, contents, f"決定と宿題{ending}", mime, f"save{ending}", what="決定と宿題")


@st.dialog("決定・宿題", width="large")
def _open(
    entry: Entry, every: Sequence[Entry], session: Session, secretary: Secretary, open_minutes: Callable[[], None]
) -> None:
    """The words of an entry, what became of it, and the way to where it comes from."""
    day = long_date(entry.held_on) if entry.held_on else ""
    facts = "　".join(filter(None, (KINDS[entry.kind], entry.meeting, day, entry.where)))
    st.html(f'<strong>{escape(entry.what)}</strong><p class="shirube-small">{escape(facts)}</p>')
    try:
        _show_words(entry, session, secretary)
    except ShirubeError as error:
        st.warning(f"△ {as_label(str(error))}")
    changed = _task_form(entry) if entry.kind is LineKind.TODO else _decision_form(entry, every)
    with st.container(horizontal=True):
        if st.button("保存する", key="entry-save", type="primary") and changed is not None:
            if session.attempt(partial(secretary.follow, changed, session.person), "記録しました。"):
                st.rerun()
            st.error(f"✕ {as_label(session.told()[0])}")
        if entry.draft and st.button("下書きを開く", key="entry-draft"):
            _turn_to(entry, session, secretary)
            open_minutes()


def _show_words(entry: Entry, session: Session, secretary: Secretary) -> None:
    """What was said, within the speech around it, or what stands in the paper."""
    if not entry.verified:
        st.html('<p class="shirube-problem">△ 下書きで、発言との確認が済んでいません。</p>')
    if entry.draft:
        kept = secretary.open(entry.draft, session.person)
        line = next((one for one in kept.draft.lines if one.id == _line_of(entry)), None)
        if line is not None and line.bases:
            st.html(f'<div class="shirube-spoken">{words_of(kept.transcript, line.bases)}</div>')
            return
    st.html(f'<blockquote class="shirube-quote">{escape(entry.quote)}</blockquote>')


def _task_form(entry: Entry) -> Entry | None:
    """The to-do as it is typed; None while its limit cannot be read."""
    states = _OF[entry.kind]
    key, named = f"state-{entry.id}", STATES.__getitem__
    state = st.radio("状態", states, states.index(entry.state), format_func=named, horizontal=True, key=key)
    left, right = st.columns(2)
    who = left.text_input("担当", value=entry.who, key=f"who-{entry.id}") or ""
    typed = right.text_input("期限", value=_limit(entry), key=f"due-{entry.id}", placeholder="例：8月25日") or ""
    changed = replace(entry, state=state, who=one_line(who))
    if typed == _limit(entry):
        return changed
    limit = due(typed, entry.held_on)
    if typed.strip() and (limit is None or limit.day is None):
        st.warning(f"△ {UnclearLimit.hint}")
        return None
    return replace(changed, due=limit.day if limit else None)


def _decision_form(entry: Entry, every: Sequence[Entry]) -> Entry:
    """The decision, standing or with the later one that has taken its place."""
    later = [one for one in every if one.kind is LineKind.DECISION and one.id != entry.id and _day(one) >= _day(entry)]
    named = {one.id: f"{_held_on(one)}　{shortened(one.what, 60)}" for one in later}
    ids = ["", *named]
    chosen = st.selectbox(
        "後の決定で変わったときは、その決定",
        ids,
        index=ids.index(entry.superseded_by) if entry.superseded_by in ids else 0,
        format_func=lambda id: named.get(id, "変わっていません（有効）"),
        key=f"superseded-{entry.id}",
    )
    return replace(entry, state=State.SUPERSEDED if chosen else State.STANDS, superseded_by=chosen or "")


def _held_on(one: Entry) -> str:
    return in_era(one.held_on) if one.held_on else "日付なし"


def _day(one: Entry) -> date:
    return one.held_on or date.min


def _line_of(entry: Entry) -> str:
    return entry.id.partition(":")[2]


def _turn_to(entry: Entry, session: Session, secretary: Secretary) -> None:
    """The draft of an entry, open at its line. Raises `ShirubeError`."""
    items = secretary.open(entry.draft, session.person).draft.items
    holds = (place for place, item in enumerate(items) if any(line.id == _line_of(entry) for line in item.lines))
    session.minutes.open(entry.draft, next(holds, 0), _line_of(entry))
