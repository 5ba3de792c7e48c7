"""質問する: a question in, the answer with its sources out, and the conversations of before at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from assistant.answering.values import Answer, Answered, Event, Found, Piece
from assistant.chat import Sent
from assistant.conversations import Conversations, ConversationsUnavailable, Turn
from assistant.phrasing import document_title, fiscal_year
from assistant.ui.cards import show_answer, show_export, show_question, show_read_as, show_sources
from assistant.ui.pace import paced
from assistant.ui.parts import as_label, moment, tell
from assistant.ui.session import Live, Session, current, new_turn
from assistant.ui.shown import shortened
from ingest.errors import ShirubeError
from ingest.model import Document, Filters

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator as Drawn

    from assistant.desk import Desk

T = TypeVar("T")
LONGEST = 20_000  # characters the box takes; the desk says what is too long for it


class AnswerCutOff(ShirubeError):
    """The events ended without an answer."""

    hint = "回答が途中で終わりました。もう一度質問してください。"
    retryable = True


def page(desk: Desk, conversations: Conversations) -> None:
    """Draw the page for this window's person."""
    session = current()
    _settle(session, conversations)
    session.turns = conversations.readable(session.turns, session.person)
    documents = desk.documents(session.person)
    _title_row(session, conversations)
    with st.sidebar:
        _history(session, conversations)
    _filter_bar(session, documents)
    typed = st.chat_input("資料について質問する", key="question", max_chars=LONGEST)
    for turn in session.turns:
        _show_turn(turn, session, desk, conversations)
    if typed:
        session.ask(typed)
    if session.asking:
        _answer(session, desk, conversations)
    elif not session.turns:
        _empty_page(session, desk, documents)
    tell(*session.told())


def _settle(session: Session, conversations: Conversations) -> None:
    """An answer still under way when a new run begins was stopped: keep what had come."""
    if session.live is not None:
        stopped, session.live = session.live.stopped(), None
        _keep(stopped, session, conversations)


def _keep(turn: Turn, session: Session, conversations: Conversations) -> None:
    session.turns, session.fresh = (*session.turns, turn), turn.id

    def save() -> None:
        session.conversation = conversations.save(turn, session.person, session.conversation)

    session.attempt(save)


def _title_row(session: Session, conversations: Conversations) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("質問する", anchor=False)
        if session.turns:
            if st.button("新しい質問", key="anew", on_click=session.begin_anew):
                st.rerun()
            if session.conversation and st.button("この会話を消す", key="delete"):
                _confirm_delete(session, conversations)


@st.dialog("この会話を消しますか")
def _confirm_delete(session: Session, conversations: Conversations) -> None:
    st.html("<p>質問と回答の記録がこのコンピューターから消えます。元には戻せません。資料は消えません。</p>")
    with st.container(horizontal=True):
        if st.button("消す", type="primary", key="delete-yes"):
            if session.attempt(partial(conversations.delete, session.conversation, session.person)):
                session.begin_anew()
            st.rerun()
        if st.button("やめる", key="delete-no"):
            st.rerun()


def _history(session: Session, conversations: Conversations) -> None:
    st.subheader("これまでの会話", anchor=False)
    matching = st.text_input("会話をさがす", key="history", placeholder="言葉を入れて Enter")
    try:
        headings = conversations.newest(session.person, matching)
    except ConversationsUnavailable as error:
        st.warning(f"△ {as_label(str(error))}")
        return
    if not headings:
        nothing = "見つかりません。" if matching else "まだありません。回答はここに残ります。"
        st.html(f'<p class="shirube-small">{nothing}</p>')
    for heading in headings:
        label = f"{as_label(shortened(heading.title, 40))}  \n{moment(heading.changed_at)}・{heading.turns}問"
        tone = "open-" if heading.id == session.conversation else ""
        key = f"conversation-{tone}{heading.id}"
        st.button(label, key=key, type="tertiary", on_click=_open, args=(heading.id, session, conversations))


def _open(conversation: str, session: Session, conversations: Conversations) -> None:
    def load() -> None:
        turns = conversations.load(conversation, session.person)
        session.begin_anew()
        session.conversation, session.turns = conversation, turns

    session.attempt(load)


def _filter_bar(session: Session, documents: tuple[Document, ...]) -> None:
    filters = session.filters
    chosen = [*filters.sources, *filters.kinds, *map(fiscal_year, filters.fiscal_years)]
    label = f"絞り込み：{as_label('、'.join(chosen))}" if chosen else "絞り込み（資料・種類・年度）"
    with st.expander(label, key="filters"):
        titles = {document.source: document_title(document) for document in documents}
        kinds = sorted({document.kind for document in documents if document.kind})
        years = sorted({document.fiscal_year for document in documents if document.fiscal_year}, reverse=True)
        session.filters = Filters(
            sources=tuple(_choose("資料", [*titles], filters.sources, lambda source: titles.get(source, source))),
            kinds=tuple(_choose("種類", kinds, filters.kinds, str)),
            fiscal_years=tuple(_choose("年度", years, filters.fiscal_years, fiscal_year)),
        )
    if session.filters != filters:
        st.rerun()  # so that the bar's own name says what is chosen


def _choose(label: str, options: list[T], before: tuple[T, ...], named: Callable[[T], str]) -> list[T]:
    kept = [option for option in before if option in options]
    return st.multiselect(
        label, options, default=kept, format_func=named, key=f"filter-{label}", placeholder="すべて", select_all=False
    )


def _empty_page(session: Session, desk: Desk, documents: tuple[Document, ...]) -> None:
    if not documents:
        st.html("<p>資料がまだ登録されていません。「資料」のページで、PDFやWordのファイルを登録してください。</p>")
        return
    st.html(
        f"<p>登録されている{len(documents):,}件の資料から答えをさがし、根拠のページと一緒に示します。"
        "たとえば、次のように質問できます。</p>"
    )
    for number, question in enumerate(desk.suggestions(session.person)):
        st.button(as_label(question), key=f"suggestion-{number}", on_click=_ask_next, args=(question, session))


def _ask_next(question: str, session: Session) -> None:
    session.ask(question)


def _answer(session: Session, desk: Desk, conversations: Conversations) -> None:
    """Show an answer as it comes. A press of any button leaves it there; `_settle` then keeps what had come."""
    question, ignoring, earlier = session.asking, session.ignoring, session.earlier()
    session.ask("")
    show_question(question)
    session.live = Live(question)
    sources, words, foot = st.container(), st.empty(), st.container(horizontal=True, vertical_alignment="center")
    waiting = foot.empty()
    foot.button("■ 止める", key="stop")
    try:
        ask = partial(desk.ask, question, session.person, filters=session.filters, earlier=earlier, ignoring=ignoring)
        with closing(paced(ask)) as events:
            answer = _stream(events, session, sources, words, waiting)
        session.live = None
        _keep(new_turn(answer), session, conversations)
    except ShirubeError as error:
        session.live, session.problem = None, str(error)
    except Exception:
        session.live = None  # it broke; nobody stopped it
        raise
    st.rerun()


def _stream(events: Iterator[Event | None], session: Session, sources: Drawn, words: Drawn, waiting: Drawn) -> Answer:
    """Draw each event as it comes, and something at each beat: only then can a press of a button be noticed."""
    live = session.live or Live("")
    waiting.html(_waiting(live))
    for event in events:
        if isinstance(event, Answered):
            return event.answer
        if event is not None:
            live = session.live = live.after(event)
        if isinstance(event, Found):
            with sources:
                show_read_as(event.read_as.label)
                show_sources(event.hits)
        if isinstance(event, Sent):
            session.keep_sent(event)
        if isinstance(event, Piece):
            words.html(f'<p class="shirube-words">{escape(live.text)}</p>')
        waiting.html(_waiting(live))
    raise AnswerCutOff


def _waiting(live: Live) -> str:
    doing = "回答を書いています…" if live.text else "資料を読んでいます…" if live.found else "資料をさがしています…"
    return f'<p class="shirube-small" role="status">{doing}</p>'


def _show_turn(turn: Turn, session: Session, desk: Desk, conversations: Conversations) -> None:
    show_question(turn.question)
    if taken_back := show_answer(turn, desk, session.person, fresh=turn.id == session.fresh):
        ignoring = frozenset((taken_back, *turn.answer.read_as.taken_back))
        session.ask(turn.question, ignoring, again=turn.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        show_export(turn)
        for useful, label in ((True, "役に立った"), (False, "役に立たなかった")):
            chosen = turn.useful is useful
            st.button(
                f"✓ {label}" if chosen else label,
                key=f"useful-{useful}-{turn.id}",
                type="primary" if chosen else "secondary",
                on_click=_rate,
                args=(replace(turn, useful=None if chosen else useful), session, conversations),
            )
    if turn.useful is not None:
        key = f"why-{turn.id}"
        why = st.text_input("よろしければ、理由を一言お書きください", value=turn.why, key=key, max_chars=200)
        if why != turn.why:
            _rate(replace(turn, why=why or ""), session, conversations)


def _rate(rated: Turn, session: Session, conversations: Conversations) -> None:
    session.turns = tuple(rated if turn.id == rated.id else turn for turn in session.turns)
    session.attempt(partial(conversations.rate, rated.id, session.person, rated.useful, rated.why))
