"""An open draft: its lines by item beside the words they rest on, the facts of the meeting, the files, the versions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.drafting.drafts import Kept
from assistant.drafting.trace import Record, mark, verdict_of
from assistant.drafting.values import Draft, Line
from assistant.phrasing import long_date
from assistant.ui import minutes_files, minutes_items, minutes_line
from assistant.ui.fields import line_field, occasion_fields, one_line, put_right
from assistant.ui.minutes_new import remake
from assistant.ui.parts import Looked, as_label, leaf, lines_part, moment
from assistant.ui.session import Session
from assistant.ui.shown import verdict_shown

if TYPE_CHECKING:
    from assistant.secretary import Secretary

_LINES, _MEETING, _FILES, _VERSIONS = "本文を直す", "会議の情報", "書き出す", "変更の記録"
_ALL = -1  # in place of an item: all of them
_NONE = "この議題の行はありません。"
_NONE_WRITTEN = "この議題に、議事録に載せる行はありません。載せない行は、上の欄を押すと見られます。"
_A_SCREEN = 40  # lines shown at a time


def show(kept: Kept, session: Session, secretary: Secretary) -> None:
    """Draw the draft, in the view that is chosen."""
    _sign(session)
    _head(kept.draft)
    views = [_LINES, _MEETING, _FILES, _VERSIONS]
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            "画面", views, default=_LINES, required=True, key=f"view-{kept.id}", label_visibility="collapsed"
        )
        _show_left(kept.draft)
        _offer_undo(kept, session, secretary)
    if view == _MEETING:
        _show_meeting(kept, session, secretary)
    elif view == _FILES:
        minutes_files.show(kept, session)
    elif view == _VERSIONS:
        _show_versions(kept)
    else:
        _show_lines(kept, session, secretary)


def _sign(session: Session) -> None:
    def sign(name: str) -> None:
        session.minutes.signs_as = one_line(name)

    with st.sidebar:
        example = session.person.label or minutes_line.NOBODY
        line_field("確認する人の名前", session.minutes.signs_as, "signs-as", sign, example=example)
        st.html('<p class="shirube-small">「確認した」を押すと、この名前が下書きに残ります。</p>')


def _head(draft: Draft) -> None:
    held_on = long_date(draft.occasion.held_on) if draft.occasion.held_on else "開催日の記載なし"
    by = "発言の抜き出し" if draft.engine == "extract" else f"言語モデル {draft.engine}"
    facts = f"{held_on}　まとめ方：{draft.style}（{by}）"
    title = draft.occasion.title or "（名前のない会議）"
    st.html(f'<h2 class="shirube-draft">{escape(title)}</h2><p class="shirube-small">{escape(facts)}</p>')


def _show_left(draft: Draft) -> None:
    """How much a person has still to look at."""
    left, total = sum(bool(mark(line)) for line in draft.lines), len(draft.lines)
    said = f"△ 要確認 {left:,}行（全{total:,}行）" if left else f"✓ 要確認の行はありません（全{total:,}行）"
    st.html(f'<p class="shirube-status" role="status"><strong>{said}</strong></p>', width="content")


def _offer_undo(kept: Kept, session: Session, secretary: Secretary) -> None:
    def undo() -> None:
        session.attempt(partial(secretary.undo, kept.id, session.person), "一つ前に戻しました。")

    if len(kept.versions) > 1:
        st.button(f"一つ前に戻す（{as_label(kept.versions[-1].what)}）", key="undo", on_click=undo)


def _show_lines(kept: Kept, session: Session, secretary: Secretary) -> None:
    mine, draft = session.minutes, kept.draft
    _show_notices(draft)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose_item(draft, session)
        only = st.checkbox("要確認だけ", key=f"only-{kept.id}")
        aside = _choose_aside(kept, mine.item)
        minutes_items.offer_line(kept, _place_of(draft, mine.item, mine.line), session, secretary)
        if mine.item != _ALL:
            minutes_items.offer_item(kept, mine.item, session, secretary)
            _remake(kept, session, secretary)
    # What is to be checked is shown wherever it stands: the count above has it too.
    shown = [line for line in _lines_of(draft, mine.item) if (mark(line) if only else aside or not line.aside)]
    left, right = st.columns([3, 2], gap="medium")
    with left:
        shown = list(leaf(shown, f"leaf-{kept.id}-{mine.item}-{only}-{aside}", _A_SCREEN))
        data = {
            "caption": "下書きの行",
            "none": _nothing(draft) if only else _NONE_WRITTEN if _lines_of(draft, mine.item) else _NONE,
            "chosen": mine.line,
            "lines": _as_plain(kept, shown),
        }
        pressed = partial(_press, kept=kept, shown=shown, session=session, secretary=secretary)
        lines_part(data, key=f"lines-{kept.id}", on_press=pressed)
    with right, st.container(key="line-panel"):
        line = next((one for one in draft.lines if one.id == mine.line), None)
        if line is None:
            st.html('<p class="shirube-small">行の「発言を見る」を押すと、もとになった発言がここに出ます。</p>')
        else:
            minutes_line.show(line, kept, shown, session, secretary)


def _choose_aside(kept: Kept, item: int) -> bool:
    """Whether the lines are shown too that the minutes do not have, where there are such."""
    count = sum(line.aside for line in _lines_of(kept.draft, item))
    return bool(count) and st.checkbox(f"議事録に載せない行も見る（{count:,}行）", key=f"aside-{kept.id}")


def _nothing(draft: Draft) -> str:
    """What stands in place of lines to be checked where an item has none."""
    left = sum(bool(mark(line)) for line in draft.lines)
    elsewhere = f"ほかの議題に{left:,}行あります。" if left else ""
    return f"要確認の行はありません。{elsewhere}"


def _show_notices(draft: Draft) -> None:
    """What happened on the way, and what earlier meetings left to do, each behind one press."""
    tasks = [minutes_line.task_in_words(one, with_what=True) for one in draft.open_tasks]
    folds = [("お知らせ", draft.notices), ("前の会議から残っている宿題", tasks)]
    shown = "".join(
        f'<details class="shirube-fold"><summary>{name}（{len(said):,}件）</summary>'
        f'<ul class="shirube-list">{"".join(f"<li>{escape(one)}</li>" for one in said)}</ul></details>'
        for name, said in folds
        if said
    )
    if shown:
        st.html(shown)


def _choose_item(draft: Draft, session: Session) -> None:
    mine = session.minutes
    places = [_ALL, *range(len(draft.items))]
    if mine.item not in places:
        mine.item = next((place for place, item in enumerate(draft.written.items) if item.lines), 0)
    st.session_state["item"] = mine.item
    named = {place: _item_name(draft, place) for place in places}
    st.selectbox(
        "議題", places, format_func=lambda place: named[place], key="item", on_change=_turn_to_item, args=(session,)
    )


def _turn_to_item(session: Session) -> None:
    session.minutes.item = int(st.session_state["item"])
    session.minutes.choose("")


def _item_name(draft: Draft, place: int) -> str:
    lines = _lines_of(draft, place)
    left = sum(bool(mark(line)) for line in lines)
    size = f"（{len(lines):,}行" + (f"・要確認 {left:,}）" if left else "）")
    if place == _ALL:
        return f"すべての議題{size}"
    number, item = draft.numbered[place]
    return f"{number}　{item.title}{size}" if number else f"はじめに{size}"


def _lines_of(draft: Draft, place: int) -> tuple[Line, ...]:
    return draft.lines if place == _ALL else draft.items[place].lines


def _place_of(draft: Draft, item: int, line: str) -> int:
    """The item that is looked at; of all of them that of the line that is looked at, or the last."""
    if item != _ALL:
        return item
    holding = (n for n, one in enumerate(draft.items) if any(other.id == line for other in one.lines))
    return next(holding, len(draft.items) - 1)


def _remake(kept: Kept, session: Session, secretary: Secretary) -> None:
    item = session.minutes.item
    with st.popover("この議題を作り直す"):
        st.html(
            "<p>この議題の行を、発言からもう一度つくります。直した文と確認の印はなくなります。"
            "「一つ前に戻す」で戻せます。</p>"
        )
        if st.button("作り直す", key="remake", type="primary"):
            remake(item, kept, session, secretary)
            st.rerun()


def _press(looked: Looked, kept: Kept, shown: Sequence[Line], session: Session, secretary: Secretary) -> None:
    if looked.checked:
        minutes_line.check(looked.checked, kept, shown, session, secretary)
    elif looked.chosen:
        session.minutes.choose(looked.chosen)


def _as_plain(kept: Kept, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines for our part, which takes their words as text."""
    record = Record(kept.transcript)
    return [
        {
            "id": line.id,
            "kind": minutes_line.KINDS[line.kind],
            "text": line.text,
            "from": "　".join(filter(None, (record.speaker(line), record.where(line)))),
            "verdict": verdict_shown(verdict_of(line), line.reason),
            "task": minutes_line.task_in_words(line.task) if line.task else "",
            "checked_by": line.checked_by,
            "answers": bool(line.answers),
            "aside": line.aside,
            "to_check": bool(mark(line)) and bool(line.bases),
        }
        for line in lines
    ]


def _show_meeting(kept: Kept, session: Session, secretary: Secretary) -> None:
    def change(name: str, text: str) -> None:
        now = secretary.open(kept.id, session.person).draft.occasion
        secretary.describe(kept.id, put_right(now, name, text), session.person)

    occasion_fields(kept.draft.occasion, kept.id, lambda *typed: session.attempt(partial(change, *typed)), agenda=False)


def _show_versions(kept: Kept) -> None:
    rows = "".join(f"<li>{escape(moment(one.at))}　{escape(one.what)}</li>" for one in reversed(kept.versions))
    st.html(
        '<p class="shirube-small">新しい順です。「一つ前に戻す」を押すごとに、1つずつ戻ります。</p>'
        f'<ol class="shirube-list" reversed>{rows}</ol>'
    )
