"""A draft out: in the city's own Word form with its trace, as PDF, Markdown or text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant.drafting import plain
from assistant.drafting.drafts import Kept
from assistant.drafting.word import document, pdf, template
from assistant.drafting.word.default_template import default_template
from assistant.drafting.word.errors import NoLibreOffice
from assistant.ui.cards import WORD
from assistant.ui.saving import save_button
from assistant.ui.session import Form, Made, Session
from assistant.ui.uploads import on_disk, safe_name

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_TRACES = {
    document.Trace.COMMENTS: ("コメントで付ける", "Wordの画面の右側に出ます。印刷やPDFには入りません。"),
    document.Trace.ENDNOTES: ("文末脚注で付ける", "文書の終わりに番号付きで並びます。PDFにも残ります。"),
    document.Trace.NONE: ("付けない", "本文だけになります。要確認の印は残ります。"),
}


def show(kept: Kept, session: Session) -> None:
    """The choices, and a button for each kind of file. Nothing is made before it is asked for."""
    left, right = st.columns(2, gap="large")
    with left:
        trace = _choose_trace()
        st.subheader("保存する", anchor=False)
        _offer_files(kept, trace, session)
    with right:
        _choose_form(kept, session)


def _offer_files(kept: Kept, trace: document.Trace, session: Session) -> None:
    form = session.minutes.form.contents if session.minutes.form else None
    traced = trace is not document.Trace.NONE
    name = safe_name(f"{kept.draft.occasion.title or '会議'}_会議録案")
    with st.container(horizontal=True):
        _offer("Wordで保存", partial(document.fill, kept.draft, kept.transcript, form, trace), f"{name}.docx", WORD)
        as_text = partial(plain.to_text, kept.draft, kept.transcript, traced=traced)
        _offer("テキストで保存", lambda: as_text().encode("utf-8-sig"), f"{name}.txt", "text/plain")
        as_markdown = partial(plain.to_markdown, kept.draft, kept.transcript, traced=traced)
        _offer("Markdownで保存", lambda: as_markdown().encode(), f"{name}.md", "text/markdown")
    _offer_pdf(kept, trace, f"{name}.pdf", session)


def _choose_trace() -> document.Trace:
    chosen = st.radio(
        "根拠の発言",
        list(_TRACES),
        format_func=lambda one: _TRACES[one][0],
        captions=[caption for _, caption in _TRACES.values()],
        key="trace",
        persist_state="session",
    )
    return chosen or document.Trace.COMMENTS


def _offer(label: str, contents: Callable[[], bytes], name: str, mime: str) -> None:
    """A button for a file that is made when it is pressed."""
    save_button(label, contents, name, mime, f"save-{name}", what="議事録")


def _offer_pdf(kept: Kept, trace: document.Trace, name: str, session: Session) -> None:
    """A PDF takes some seconds and may fail, so it is made first and saved then."""
    mine = session.minutes
    if pdf.find() is None:
        hint = f"{NoLibreOffice.hint}{pdf.how_to_install()}"
        st.html(f'<p class="shirube-small">{escape(hint)}</p>')
        return
    form = mine.form
    of = f"{kept.id} {kept.versions[-1]} {trace} {form.name if form else ''}"
    if mine.made is not None and mine.made.of == of:
        made = mine.made
        st.success("✓ PDFができました。")
        save_button("PDFを保存", lambda: made.contents, name, "application/pdf", "save-pdf", what="議事録")
    elif st.button("PDFをつくる", key="make-pdf"):
        with st.spinner("PDFをつくっています…"):
            session.attempt(partial(_make_pdf, kept, trace, of, session))
        st.rerun()


def _make_pdf(kept: Kept, trace: document.Trace, of: str, session: Session) -> None:
    form = session.minutes.form
    filled = document.fill(kept.draft, kept.transcript, form.contents if form else None, trace)
    session.minutes.made = Made(of, pdf.to_pdf(filled))


def _choose_form(kept: Kept, session: Session) -> None:
    """The form to be filled: one's own, with what it has and what it has no place for, else the default one."""
    mine = session.minutes
    st.subheader("ひな形（Word）", anchor=False)
    if mine.form is None:
        st.html("<p>標準のひな形を使います。課の様式（.docx）を選ぶと、その様式に差し込みます。</p>")
    else:
        st.html(f"<p>✓ <strong>{escape(mine.form.name)}</strong> に差し込みます。</p>")
        _show_placeholders(mine.form)
    given = st.file_uploader("課の様式を選ぶ（Word、.docx）", key=f"form-{mine.lots}")
    if given is not None:
        mine.lots += 1
        with st.spinner("ひな形を確かめています…"):
            session.attempt(partial(_take_form, given, kept, session))
        st.rerun()
    with st.container(horizontal=True):
        _offer("標準のひな形を保存", default_template, "標準のひな形.docx", WORD)
        if mine.form is not None and st.button("標準のひな形に戻す", key="no-form"):
            mine.form = None
            st.rerun()


def _take_form(given: UploadedFile, kept: Kept, session: Session) -> None:
    """The form, if it can be filled with this very draft. Raises `ShirubeError`."""
    with on_disk([given]) as (path,):
        contents = template.read(path)
        name = path.name
    document.fill(kept.draft, kept.transcript, contents)
    found = template.placeholders_in(contents)
    session.minutes.form = Form(name, contents, found, template.missing(found))


def _show_placeholders(form: Form) -> None:
    unknown = [one for one in form.placeholders if not one.known]
    for one in unknown:
        said = f"「{one.name}」という差し込み項目はありません。書き方を確かめてください。"
        st.html(f'<p class="shirube-problem">△ {escape(said)}</p>')
    with st.expander(f"差し込み項目（{len(form.placeholders):,}個・様式にないもの {len(form.missing):,}個）"):
        rows = [
            (one.name, "○ あります" if one.known else "✕ 知らない名前です", one.meaning) for one in form.placeholders
        ]
        rows += [(one.name, "－ 様式にありません", one.meaning) for one in form.missing]
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        st.html(f'<div class="shirube-rows" tabindex="0"><table>{body}</table></div>')
