"""資料: papers in by dragging, what became of each, the papers that are in, and the health of the library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.phrasing import document_date, document_title
from assistant.ui.cards import offer_original
from assistant.ui.parts import as_html, as_label, leaf, tell
from assistant.ui.readers import choose as choose_readers
from assistant.ui.session import Session, current
from assistant.ui.uploads import on_disk, safe_name
from ingest.audience import label
from ingest.errors import ShirubeError
from ingest.japanese.folding import fold
from ingest.model import Document, Passage, Person, Problem, Rank
from ingest.outcomes import Failed, Health, Ingested, Moved, Outcome, Progress, Replaced

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator as Drawn
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from assistant.desk import Desk

_HINTS = """
<p><strong>登録できる資料</strong></p>
<ul class="shirube-list"><li>PDF（画像だけのページは、文字認識のソフトTesseractがあれば読み取ります）</li>
<li>Word、PowerPoint、Excel</li>
<li>CSV、HTML、Markdown、テキスト</li><li>字幕・文字起こし（VTT、SRT）</li></ul>
<p>同じ名前のファイルを登録すると、新しい内容に入れ替わります。資料は、しるべの動いているコンピューターに保存されます。</p>
"""


def page(desk: Desk) -> None:
    """Draw the page for this window's person."""
    session = current()
    documents = desk.documents(session.person)
    st.title("資料", anchor=False)
    if session.person.rank >= Rank.FILER:
        st.sidebar.html(_HINTS)
        _upload(session, documents, desk)
    tell(*session.told())
    _list(session, documents, desk)
    if session.person.rank >= Rank.ADMINISTRATOR:
        _health(session, desk)


def _upload(session: Session, documents: Sequence[Document], desk: Desk) -> None:
    session.giving_to = choose_readers("登録する資料を読める人（公開範囲）", session.person, documents, "readers")
    if session.giving_to is None:
        return
    given = st.file_uploader(
        "資料を登録する（PDF、Word、PowerPoint、Excel、CSV、HTML、テキスト。いくつでも）",
        accept_multiple_files=True,
        key=f"upload-{session.uploads}",
    )
    if given:
        session.outcomes = _take_in(given, session, desk)
        session.uploads += 1
        session.health = None
        st.rerun()
    if session.outcomes:
        _show_outcomes(session.outcomes)


def _take_in(files: list[UploadedFile], session: Session, desk: Desk) -> tuple[Outcome, ...]:
    """What became of each file. The library's failure ends the work and is told; what was in before it stays in."""
    outcomes: list[Outcome] = []
    bar = st.progress(0.0, "ファイルを受け取りました")
    try:
        for lot in lots(files):
            outcomes += _ingest(lot, session, desk, bar)
    except ShirubeError as error:
        session.problem = str(error)
    bar.empty()
    return tuple(outcomes)


def lots(files: list[UploadedFile]) -> list[dict[str, UploadedFile]]:
    """The files under their safe names, in as many lots as it takes to have each name once in a lot."""
    found: list[dict[str, UploadedFile]] = []
    for file in files:
        name = safe_name(file.name)
        lot = next((lot for lot in found if name not in lot), None)
        if lot is None:
            found.append(lot := {})
        lot[name] = file
    return found


def _ingest(lot: dict[str, UploadedFile], session: Session, desk: Desk, bar: Drawn) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with on_disk(lot.values()) as paths:
        for step in desk.ingest(paths, session.person, audience=session.giving_to or ""):
            if isinstance(step, Progress):
                said = f"{step.done:,} / {step.total:,} 件：{as_label(step.now)}"
                bar.progress(min(1.0, step.done / max(1, step.total)), said)
            else:
                outcomes.append(step)
    return outcomes


def _show_outcomes(outcomes: tuple[Outcome, ...]) -> None:
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    done = len(outcomes) - len(failed)
    if done:
        st.success(f"✓ {done:,}件を登録しました。")
    if failed:
        st.warning(f"△ {len(failed):,}件は登録できませんでした。")
    rows = "".join(f"<li><strong>{escape(one.source)}</strong>：{escape(said(one))}</li>" for one in outcomes)
    st.html(f'<ul class="shirube-list" aria-label="登録の結果">{rows}</ul>')


def said(outcome: Outcome) -> str:
    """An outcome in words: what became of the file, and the problems of the paper."""
    if isinstance(outcome, Failed):
        return f"登録できません。{outcome.reason}"
    document = outcome.document
    what = "同じものが登録済みです"
    if isinstance(outcome, Replaced):
        what = "新しい内容に入れ替えました"
    elif isinstance(outcome, Moved):
        what = f"同じものが登録済みです。公開範囲を「{label(document.audience)}」に変えました"
    elif isinstance(outcome, Ingested):
        what = "登録しました"
    state = f"。△ {_problem(document)}" if document.problems else ""
    return f"{what}（{document.pages:,}ページ、{document.passages:,}箇所）{state}"


def _problem(document: Document) -> str:
    more = f"（ほか{len(document.problems) - 1:,}件）" if len(document.problems) > 1 else ""
    return f"{_said_of_page(document.problems[0])}{more}"


def _said_of_page(problem: Problem) -> str:
    return f"p.{problem.page}：{problem.message}" if problem.page else problem.message


def _list(session: Session, documents: Sequence[Document], desk: Desk) -> None:
    st.header("登録されている資料", anchor=False)
    wanted = st.text_input("資料をさがす", key="papers", placeholder="題名、ファイル名、種類、公開範囲") or ""
    found = [document for document in documents if _holds(_searched(document), wanted)]
    st.html(f'<p class="shirube-small" role="status">{len(found):,}件（全{len(documents):,}件）</p>')
    for document in leaf(found, "papers-leaf"):
        with st.container(border=True, gap=None):
            if st.button(as_label(document_title(document)), key=f"paper-{document.id}", type="tertiary"):
                _open_document(document, documents, session, desk)
            st.html(_facts(document))


def _searched(document: Document) -> str:
    facts = (document.title, document.source, document.kind, document_date(document), label(document.audience))
    return "\n".join(facts)


def _holds(text: str, wanted: str) -> bool:
    words = wanted.split()
    folded = fold(text) if words else ""  # thousands are asked each time the page is drawn
    return all(fold(word) in folded for word in words)


def _facts(document: Document) -> str:
    state = f"△ {_problem(document)}" if document.problems else "✓ 問題ありません"
    return f'{_described(document)}<p class="shirube-small">{escape(state)}</p>'


def _described(document: Document) -> str:
    size = f"{document.pages:,}ページ　{document.passages:,}箇所"
    readers = f"公開範囲：{label(document.audience)}"
    facts = "　".join(filter(None, (document.source, document.kind, document_date(document), size, readers)))
    return f'<p class="shirube-small">{escape(facts)}</p>'


@st.dialog("資料", width="large", on_dismiss="rerun")
def _open_document(document: Document, documents: Sequence[Document], session: Session, desk: Desk) -> None:
    st.html(f"<strong>{escape(document_title(document))}</strong>{_described(document)}")
    try:
        with st.container(horizontal=True):
            offer_original(document, desk, session.person, key="original")
            if session.person.rank >= Rank.FILER:
                _change_readers(document, documents, session, desk)
                _remove(document, session, desk)
        for problem in document.problems:
            st.html(f'<p class="shirube-problem">△ {escape(_said_of_page(problem))}</p>')
        _passages(desk.passages(document.id, session.person))
    except ShirubeError as error:
        st.warning(f"△ {as_label(str(error))}")


def _remove(document: Document, session: Session, desk: Desk) -> None:
    with st.popover("取り除く"):
        st.html("<p>この資料を資料庫から取り除きますか。元のファイルは消えません。</p>")
        if st.button("取り除く", key="remove-yes", type="primary"):
            try:
                desk.remove(document.source, session.person, document.audience)
                session.notice = f"「{document_title(document)}」を取り除きました。"
            except ShirubeError as error:
                session.problem = str(error)
            st.rerun()


def _change_readers(document: Document, documents: Sequence[Document], session: Session, desk: Desk) -> None:
    with st.popover("公開範囲を変える"):
        wanted = choose_readers("この資料を読める人", session.person, documents, "new-readers", document.audience)
        if wanted and st.button("変える", key="readers-yes", type="primary", disabled=wanted == document.audience):
            give = partial(desk.set_audience, document.source, wanted, session.person, document.audience)
            session.attempt(give, f"「{document_title(document)}」の公開範囲を「{label(wanted)}」にしました。")
            st.rerun()


def _passages(passages: tuple[Passage, ...]) -> None:
    wanted = st.text_input("この資料の中をさがす", key="passages") or ""
    found = [passage for passage in passages if _holds(passage.text, wanted)]
    st.html(f'<p class="shirube-small" role="status">{len(found):,}箇所（全{len(passages):,}箇所）</p>')
    for passage in leaf(found, "passages-leaf"):
        place = "　".join(filter(None, (passage.label, passage.heading, passage.speaker)))
        st.html(f'<p class="shirube-small">{escape(place)}</p><div class="shirube-quote">{as_html(passage.text)}</div>')


def _checked(session: Session, desk: Desk) -> Health:
    """The library looked through, with how far it has come."""
    bar = st.progress(0.0, "資料を確かめています…")

    def looked(done: int, total: int) -> None:
        bar.progress(done / total, f"資料を確かめています… {done:,}/{total:,}件")

    health = desk.check(session.person, looked)
    bar.empty()
    return health


def _health(session: Session, desk: Desk) -> None:
    st.header("資料庫の状態", anchor=False)
    try:
        with st.container(horizontal=True):
            if st.button("状態を確かめる", key="check"):
                session.health = _checked(session, desk)
            again = st.button("索引を作り直す", key="rebuild")
        if again:
            _rebuild(session.person, desk)
            session.health = _checked(session, desk)
    except ShirubeError as error:
        st.error(f"✕ {as_label(str(error))}")
        return
    if session.health is not None:
        _show_health(session.health)


def _rebuild(person: Person, desk: Desk) -> None:
    bar = st.progress(0.0, "索引を作り直しています")
    for step in desk.rebuild(person):
        bar.progress(min(1.0, step.done / max(1, step.total)), f"索引を作り直しています：{as_label(step.now)}")
    bar.empty()


def _show_health(health: Health) -> None:
    if health.healthy:
        st.success("✓ 問題ありません。")
    vectors = f"{health.vectors:,}箇所" if health.vectors is not None else "ほかの画面が使用中"
    for problem in health.problems:
        st.warning(f"△ {as_label(problem)}")
    for said in health.mended:
        st.info(as_label(said))
    st.html(
        f'<p class="shirube-small">資料 {health.documents:,}件　箇所 {health.passages:,}　'
        f"言葉の索引 {health.words:,}箇所　関連の索引 {vectors}</p>"
    )
