"""要約する: papers that are in, in three lengths, every sentence with the passage it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant import summary_file
from assistant.drafting.summaries.values import BY_NAMES, EACH_NAMES, LENGTH_NAMES, By, Length, Summary
from assistant.phrasing import document_date, document_title, made_by
from assistant.ui import work
from assistant.ui.cards import WORD, open_place
from assistant.ui.fields import choice_field
from assistant.ui.parts import answer_part, copy_part, leaf, moment, tell
from assistant.ui.saving import save_button
from assistant.ui.session import Session, Summing, Work, current
from assistant.ui.shown import summary_places, summary_shown
from assistant.ui.uploads import safe_name
from ingest.errors import ShirubeError
from ingest.model import Document, Person
from ingest.outcomes import Progress

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.secretary import Secretary

_A_SCREEN = 10  # summaries of before shown at a time
_STOPPED = "途中で止めました。もう一度「要約する」を押すと、続きから始まります。"
_LENGTHS = {Length.SHORT: "短く", Length.MIDDLE: "ふつう", Length.LONG: "詳しく"}
_HINTS = """
<p><strong>要約</strong></p>
<ul class="shirube-list"><li>登録されている資料を、選んだ長さにまとめます</li>
<li>どの文にも、もとの箇所が付きます。番号を押すと、そのページが開きます</li>
<li>会議録は、議題、発言者、質問者ごとにも分けられます</li></ul>
"""


def page(desk: Desk, secretary: Secretary) -> None:
    """Draw the page for this window's person."""
    session = current()
    st.title("要約する", anchor=False)
    tell(*session.told())
    documents = desk.documents(session.person)
    if not documents:
        st.html("<p>資料がまだ登録されていません。「資料」のページで、PDFやWordのファイルを登録してください。</p>")
    elif session.summing.work is not None:
        _show_work(session.summing.work, session)
    else:
        _ask(documents, session, secretary)
        if session.summing.summary is not None:
            _show(session.summing.summary, session, desk, secretary.today())
    if session.summing.work is None:
        _show_kept(session, secretary)
    st.sidebar.html(_HINTS)


def _ask(documents: Sequence[Document], session: Session, secretary: Secretary) -> None:
    """Which papers, divided by what, and how long."""
    mine = session.summing
    _choose_papers(documents, mine)
    lengths = LENGTH_NAMES if mine.by is By.WHOLE else EACH_NAMES
    named = {length: f"{name}（{lengths[length]}）" for length, name in _LENGTHS.items()}
    left, right = st.columns(2)
    with left:
        choice_field("分け方", mine.by, BY_NAMES, "summary-by", partial(setattr, mine, "by"))
    with right:
        choice_field("長さ", mine.length, named, "summary-length", partial(setattr, mine, "length"))
    by_model = secretary.engine != "extract"
    if by_model:
        said = f"言語モデル {secretary.engine} が書きます。資料の言葉が、設定された通信先に送られます。"
        st.html(f'<p class="shirube-small">{escape(said)}</p>')
    if st.button("要約する", key="summarise", type="primary"):
        if mine.sources:
            start = partial(_steps, mine.sources, mine.length, mine.by, session.person, secretary)
            mine.summary = None
            mine.work = work.begin("要約しています", start, slow=by_model, stopped=_STOPPED)
        else:
            session.problem = "要約する資料を選んでください。"
        st.rerun()


def _choose_papers(documents: Sequence[Document], mine: Summing) -> None:
    """The papers by their titles; by their files too where several bear one title."""
    often = Counter(map(_name, documents))
    named = {one.source: _name(one) + (f"（{one.source}）" if often[_name(one)] > 1 else "") for one in documents}
    st.session_state["summary-papers"] = [source for source in mine.sources if source in named]

    def chosen() -> None:
        mine.sources = tuple(st.session_state["summary-papers"])

    st.multiselect(
        "資料（いくつでも）",
        list(named),
        format_func=lambda source: named.get(source, source),
        placeholder="題名を入れると選べます",
        key="summary-papers",
        select_all=False,
        on_change=chosen,
    )


def _name(document: Document) -> str:
    return "　".join(filter(None, (document_title(document), document_date(document))))


def _steps(
    sources: Sequence[str], length: Length, by: By, person: Person, secretary: Secretary, stop: Callable[[], bool]
) -> Iterator[Progress | Summary]:
    for step in secretary.summarise(sources, person, length, by):
        if stop():
            return
        if isinstance(step, Summary):
            secretary.keep_summary(step, person)
        yield step


def _show_work(begun: Work[Summary], session: Session) -> None:
    try:
        made = work.made(begun)
        if made is None:
            work.show(begun, partial(_leave, session))
            return
        session.summing.summary = made
    except ShirubeError as error:
        session.problem = str(error)
    except Exception:
        session.summing.work = None
        raise
    session.summing.work = None
    st.rerun()


def _leave(session: Session, begun: Work[Summary]) -> None:
    begun.stop.set()
    session.summing.work, session.notice = None, begun.stopped


def _show_kept(session: Session, secretary: Secretary) -> None:
    """The summaries of before: each can be opened again, and deleted for good."""
    kept = secretary.summaries(session.person)
    if not kept:
        return

    def reopen(id: str) -> None:
        def look() -> None:
            session.summing.summary = secretary.open_summary(id, session.person)

        session.attempt(look)

    def delete(id: str) -> None:
        session.summing.summary = None
        session.attempt(partial(secretary.delete_summary, id, session.person), "要約を消しました。")

    st.html(f'<h3 class="shirube-heading">これまでの要約（{len(kept):,}件）</h3>')
    for one in leaf(kept, "kept-summaries", _A_SCREEN):
        with st.container(horizontal=True, vertical_alignment="center", key=f"summary-{one.id}"):
            said = f"{escape(one.title)}　<span>{escape(one.how)}　{escape(moment(one.made_at))}</span>"
            st.html(f'<p class="shirube-small">{said}</p>')
            st.button("開く", key=f"open-{one.id}", on_click=reopen, args=(one.id,))
            with st.popover("消す"):
                st.html("<p>この要約を消します。元には戻せません。</p>")
                st.button("消す", key=f"delete-{one.id}", type="primary", on_click=delete, args=(one.id,))


def _show(summary: Summary, session: Session, desk: Desk, today: date) -> None:
    """The summary with its marks and verdicts; a press on one opens the page."""
    names = LENGTH_NAMES if summary.by is By.WHOLE else EACH_NAMES
    how = f"{BY_NAMES[summary.by]}　{names[summary.length]}"
    st.html(
        f'<h2 class="shirube-question">要旨　{escape(summary.title)}</h2><p class="shirube-small">{escape(how)}</p>'
    )
    pressed = answer_part({**summary_shown(summary), "fresh": False}, key=f"summary-{id(summary)}")
    st.html(f'<p class="shirube-small">{escape(made_by(summary, "要旨"))}</p>')
    with st.container(horizontal=True):
        copy_part(summary_file.to_text(summary), key="copy-summary")
        name = safe_name(f"要旨_{summary.title}")
        for label, contents, ending, mime in (
            ("Wordで保存", partial(summary_file.to_docx, summary, today), ".docx", WORD),
            ("テキストで保存", lambda: summary_file.to_text(summary).encode("utf-8-sig"), ".txt", "text/plain"),
            ("Markdownで保存", lambda: summary_file.to_markdown(summary).encode(), ".md", "text/markdown"),
        ):
            file, key = f"{name}{ending}", f"save-summary{ending}"
            save_button(label, contents, file, mime, key, what="要旨")
    places = summary_places(summary)
    if pressed.place in places:
        open_place(places[pressed.place], desk, session.person)
