"""The ledger as lines, JSON, CSV and Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from assistant.drafting.ledger import Entry, State
from assistant.drafting.values import LineKind
from assistant.tables import to_csv, to_xlsx
from ingest.japanese.dates import in_era

HEADER = (
    "種類",
    "状態",
    "内容",
    "担当",
    "期限",
    "期限（発言のまま）",
    "会議",
    "開催日",
    "発言箇所",
    "根拠の言葉",
    "確認",
)
_WIDTHS = (8, 10, 60, 18, 14, 18, 36, 22, 12, 80, 10)
KINDS = {LineKind.DECISION: "決定", LineKind.TODO: "宿題"}
STATES = {State.OPEN: "未了", State.DONE: "完了", State.STANDS: "有効", State.SUPERSEDED: "変更済み"}


def to_file(found: Sequence[Entry], ending: str) -> bytes:
    """A table of the entries: Excel for .xlsx, CSV for any other ending."""
    rows = [HEADER, *(_row(one) for one in found)]
    return to_xlsx("決定と宿題", rows, _WIDTHS) if ending.lower() == ".xlsx" else to_csv(rows)


def as_lines(found: Sequence[Entry], today: date) -> Iterator[str]:
    """A line an entry, for the terminal."""
    for one in found:
        until = f"　期限 {one.due_as_said or one.due}" if one.due_as_said or one.due else ""
        late = "【期限切れ】" if one.late(today) else ""
        who = f"　担当 {one.who}" if one.who else ""
        day = f"　{in_era(one.held_on)}" if one.held_on else ""
        yield f"{KINDS[one.kind]} {STATES[one.state]}{late} {one.what}{who}{until}\n    {one.meeting}{day}　{one.where}"
    if not found:
        yield "当てはまる決定や宿題はありません。"


def as_json(one: Entry, today: date) -> dict[str, Any]:
    """One entry as the command line prints it."""
    return {
        "id": one.id,
        "kind": one.kind.value,
        "state": one.state.value,
        "late": one.late(today),
        "what": one.what,
        "who": one.who,
        "due_as_said": one.due_as_said,
        "due_date": one.due.isoformat() if one.due else None,
        "meeting": one.meeting,
        "held_on": one.held_on.isoformat() if one.held_on else None,
        "where": one.where,
        "quote": one.quote,
        "verified": one.verified,
    }


def _row(one: Entry) -> tuple[str, ...]:
    due = one.due.isoformat() if one.due else ""
    held_on = in_era(one.held_on) if one.held_on else ""
    state = STATES[one.state]
    checked = "" if one.verified else "要確認"
    return (
        KINDS[one.kind],
        state,
        one.what,
        one.who,
        due,
        one.due_as_said,
        one.meeting,
        held_on,
        one.where,
        one.quote,
        checked,
    )
