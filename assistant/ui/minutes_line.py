"""One line of a draft: the words it rests on within the speech around them, and the fields to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.drafting.drafts import Kept
from assistant.drafting.hearing.due import due
from assistant.drafting.trace import mark, verdict_of
from assistant.drafting.values import Draft, Item, Line, LineKind, Task
from assistant.phrasing import verdict_words
from assistant.ui.fields import choice_field, line_field, one_line, text_field
from assistant.ui.said import words_of
from assistant.ui.session import Session
from ingest.japanese.dates import in_era

if TYPE_CHECKING:
    from assistant.secretary import Secretary

KINDS = {
    LineKind.EXPLANATION: "説明",
    LineKind.QUESTION: "質問",
    LineKind.ANSWER: "答え",
    LineKind.OPINION: "意見",
    LineKind.DECISION: "決定",
    LineKind.TODO: "宿題",
    LineKind.NEXT: "次回",
}
NOBODY = "担当者"  # who has checked, where no name is given
_WIDER = 3  # speeches by which the view of what was said is widened at a time


def show(line: Line, kept: Kept, shown: Sequence[Line], session: Session, secretary: Secretary) -> None:
    """Draw the line's words and fields; `shown` are the lines of the list it was chosen from."""
    mine = session.minutes
    st.html(f'<h3 class="shirube-heading">{KINDS[line.kind]}の行　もとになった発言</h3>')
    _show_verdict(line)
    if line.bases:
        st.html(f'<div class="shirube-spoken">{words_of(kept.transcript, line.bases, mine.around)}</div>')
    _walk(line, shown, session)
    _check(line, kept, shown, session, secretary)
    _fields(line, kept, session, secretary)
    with st.container(horizontal=True):
        # A press anywhere leaves the field, and what is in it is kept; the button says so.
        st.button("直した文を確かめる", key="verify", type="primary")
        _offer_aside(line, kept, session, secretary)
        st.button("この行を消す", key="remove", on_click=_remove, args=(line, kept, session, secretary))


def _show_verdict(line: Line) -> None:
    verdict = verdict_of(line)
    why = f"：{line.reason}" if line.reason else ""
    checked = f"　確認した人：{line.checked_by}" if line.checked_by else ""
    said = f"{verdict_words(verdict)}{why}{checked}"
    st.html(f'<p class="shirube-verdict {verdict.value}" role="status">{escape(said)}</p>')
    if not line.bases:
        st.html(
            '<p class="shirube-small">もとになる発言がありません。正しいか確かめられないときは、消してください。</p>'
        )


def _walk(line: Line, shown: Sequence[Line], session: Session) -> None:
    """Wider around the words, to the line before and the one after, and back to the list."""
    ids = [one.id for one in shown]
    place = ids.index(line.id) if line.id in ids else None
    before = ids[place - 1] if place else ""
    after = ids[place + 1] if place is not None and place + 1 < len(ids) else ""
    if line.bases:
        st.button("前後の発言をもっと見る", key="wider", type="tertiary", on_click=_widen, args=(session,))
    with st.container(horizontal=True):
        if before:
            st.button("前の行", key="before", on_click=session.minutes.choose, args=(before,))
        if after:
            st.button("次の行", key="after", on_click=session.minutes.choose, args=(after,))
        st.button("閉じる", key="close", on_click=session.minutes.choose, args=("",))


def _widen(session: Session) -> None:
    session.minutes.around += _WIDER


def _check(line: Line, kept: Kept, shown: Sequence[Line], session: Session, secretary: Secretary) -> None:
    """The mark of a person who has compared the line with its words."""
    if line.checked_by:
        st.button("確認を取り消す", key="uncheck", on_click=_unmark, args=(line, kept, session, secretary))
    elif line.bases:
        args = (line.id, kept, shown, session, secretary)
        st.button("✓ 発言と見比べて確認した", key="check", on_click=check, args=args)


def check(id: str, kept: Kept, shown: Sequence[Line], session: Session, secretary: Secretary) -> None:
    """Marks a line as compared with its words. Of a list of lines to be checked the next one is then looked at."""
    mine = session.minutes
    done = _mark(id, mine.signs_as or session.person.label or NOBODY, kept, session, secretary)
    if done and id == mine.line and all(map(mark, shown)):
        ids = [one.id for one in shown]
        mine.choose(next(iter(ids[ids.index(id) + 1 :]), ""))


def _mark(id: str, name: str, kept: Kept, session: Session, secretary: Secretary) -> bool:
    return session.attempt(partial(secretary.mark, kept.id, id, name, session.person))


def _unmark(line: Line, kept: Kept, session: Session, secretary: Secretary) -> None:
    _mark(line.id, "", kept, session, secretary)


def _remove(line: Line, kept: Kept, session: Session, secretary: Secretary) -> None:
    done = "行を消しました。「一つ前に戻す」で戻せます。"
    if session.attempt(partial(secretary.remove, kept.id, line.id, session.person), done):
        session.minutes.choose("")


def _offer_aside(line: Line, kept: Kept, session: Session, secretary: Secretary) -> None:
    """Into the minutes, or out of them and kept in the draft."""

    def put() -> None:
        verb = partial(secretary.put_aside, kept.id, line.id, session.person, aside=not line.aside)
        session.attempt(verb, "議事録に載せます。" if line.aside else "議事録に載せません。下書きには残ります。")

    st.button("議事録に載せる" if line.aside else "議事録に載せない", key="aside", on_click=put)


def _items(kept: Kept) -> list[tuple[int, tuple[int, Item]]]:
    return list(enumerate(kept.draft.numbered))


def _fields(line: Line, kept: Kept, session: Session, secretary: Secretary) -> None:
    key = f"{kept.id}-{line.id}"

    def rewrite(text: str) -> None:
        session.attempt(partial(secretary.rewrite, kept.id, line.id, text, session.person))

    def move(to: int) -> None:
        if session.attempt(partial(secretary.move, kept.id, line.id, to, session.person), "行を移しました。"):
            session.minutes.item = to if session.minutes.item >= 0 else session.minutes.item

    def change_kind(kind: LineKind) -> None:
        session.attempt(partial(secretary.change_kind, kept.id, line.id, kind, session.person))

    text_field("文", line.text, f"{key}-text", rewrite, rows=len(line.text) // 22 + 1)
    if line.task is not None:
        _task_fields(line.task, line, kept, session, secretary)
    choice_field("種類", line.kind, KINDS, f"{key}-kind", change_kind)
    places = {place: f"{number}　{item.title}" if number else "はじめに" for place, (number, item) in _items(kept)}
    if len(places) > 1:
        here = next(place for place, item in enumerate(kept.draft.items) if line in item.lines)
        choice_field("議題", here, places, f"{key}-item", move)


def _task_fields(task: Task, line: Line, kept: Kept, session: Session, secretary: Secretary) -> None:
    key, held_on = f"{kept.id}-{line.id}", kept.draft.occasion.held_on

    def change(**changes: Any) -> None:
        def save() -> None:
            now = _find(secretary.open(kept.id, session.person).draft, line)
            new = replace(now.task or task, **changes)
            secretary.rewrite(kept.id, line.id, now.text, session.person, new)

        session.attempt(save)

    def until(text: str) -> None:
        found = due(text, held_on)
        change(due_as_said=one_line(text), due=found.day if found else None)

    line_field("担当", task.who, f"{key}-who", lambda text: change(who=one_line(text)))
    line_field("期限", task.due_as_said, f"{key}-due", until, example="例：8月25日まで、来週の金曜日")
    meant = in_era(task.due) if task.due else "日付としては読み取れません" if task.due_as_said else ""
    if meant:
        st.html(f'<p class="shirube-small">期限の日：{escape(meant)}</p>')


def _find(draft: Draft, line: Line) -> Line:
    """The line as it is now."""
    return next((one for one in draft.lines if one.id == line.id), line)


def task_in_words(task: Task, *, with_what: bool = False) -> str:
    """担当 大槻主査　期限 8月25日までに（令和5年8月25日(金)）."""
    day = in_era(task.due) if task.due else ""
    until = f"{task.due_as_said}（{day}）" if task.due_as_said and day else task.due_as_said or day
    parts = (task.what if with_what else "", f"担当 {task.who}" if task.who else "", f"期限 {until}" if until else "")
    return "　".join(filter(None, parts))
