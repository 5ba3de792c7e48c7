"""How an answer is shown, the live one and one from history alike, and the page that a citation leads to."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from assistant import list_file
from assistant.answer_docx import to_docx, to_text
from assistant.answering.exchanges_view import excerpt, nearest
from assistant.answering.values import Hit, Listing, ReadAs, Utterance
from assistant.chat import masked_words
from assistant.conversations import Turn
from assistant.phrasing import (
    document_date,
    document_title,
)
from assistant.ui.parts import answer_part, as_html, as_label, copy_part, mark_below
from assistant.ui.saving import save_button
from assistant.ui.shown import Place, answer_shown, places_of, shortened
from ingest.errors import ShirubeError
from ingest.model import Document, Person

if TYPE_CHECKING:
    from assistant.desk import Desk

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DRAFT = "draft"  # in place of a format: what stands in a draft of minutes has no page to be shown
_SPEAKERS = 3  # of one side of an exchange who are shown with what they said


def show_question(question: str) -> None:
    """The question as it was asked."""
    st.html(f'<h2 class="shirube-question">{escape(question)}</h2>')


def show_read_as(label: str) -> None:
    """What was understood from the question; nothing where nothing special was."""
    if label:
        st.html(f'<p class="shirube-small">質問の読み取り：{escape(label)}</p>')


def show_sources(hits: tuple[Hit, ...], limit: int = 5) -> None:
    """The papers that an answer will rest on, before its first word."""
    named = dict.fromkeys(f"{document_title(hit.document)}　{hit.passage.label}" for hit in hits)
    rows = "".join(f"<li>{escape(name)}</li>" for name in list(named)[:limit])
    if rows:
        st.html(f'<p class="shirube-small">見つかった箇所</p><ul class="shirube-list shirube-small">{rows}</ul>')


def show_answer(turn: Turn, desk: Desk, person: Person, *, fresh: bool = False) -> str:
    """The answer with its marks, verdicts and cards; a press on one opens the page. A fresh one is scrolled to.

    Returns the key of what the person just took back of how the question was read, else an empty string.
    """
    answer = turn.answer
    show_read_as(_beyond_chips(answer.read_as))
    places = places_of(answer)
    pressed = answer_part({**answer_shown(turn, places), "fresh": fresh}, key=f"answer-{turn.id}")
    if answer.masked:
        st.html(f'<p class="shirube-small">{escape(masked_words(answer.masked))}「送信内容の確認」で見られます。</p>')
    if pressed.place in places:
        open_place(places[pressed.place], desk, person)
    return pressed.chip if pressed.chip in dict(answer.read_as.chips) else ""


def show_export(turn: Turn) -> None:
    """Copy, and save as Word."""
    asked_on = datetime.fromisoformat(turn.asked_at).astimezone().date()
    copy_part(to_text(turn.answer), key=f"copy-{turn.id}")
    name = f"しるべの回答_{asked_on:%Y%m%d}.docx"
    save_button("Wordで保存", lambda: to_docx(turn.answer, asked_on), name, WORD, f"word-{turn.id}", what="回答")
    if turn.answer.listing is not None and turn.answer.listing.entries:
        _show_list_files(turn.answer.listing, turn.id, f"しるべの一覧_{asked_on:%Y%m%d}")


def _show_list_files(listing: Listing, turn: str, name: str) -> None:
    """The complete list as a table file."""
    for label, ending, mime, contents in (
        ("一覧をCSVで保存", "csv", "text/csv", partial(list_file.to_csv, listing)),
        ("一覧をExcelで保存", "xlsx", EXCEL, partial(list_file.to_xlsx, listing)),
    ):
        key = f"list-{ending}-{turn}"
        save_button(label, contents, f"{name}.{ending}", mime, key, what="一覧")


@st.dialog("引用元の資料", width="large")
def open_place(place: Place, desk: Desk, person: Person) -> None:
    """The page itself with the words marked, and from there the whole paper."""
    document = place.document
    facts = "　".join(filter(None, (place.heading, document_date(document), place.label, document.source)))
    st.html(f'<strong>{escape(document_title(document))}</strong><p class="shirube-small">{escape(facts)}</p>')
    st.html(f'<blockquote class="shirube-quote">{escape(shortened(place.quote, 400))}</blockquote>')
    if document.format == DRAFT:
        st.html("<p>議事録の下書きにある発言です。「決定と宿題」のページから、下書きを開けます。</p>")
        return
    try:
        if _show_page(place, desk, person):
            _show_exchange(place, desk, person)
            offer_original(document, desk, person, key="original-of-place")
            _show_related(place, desk, person)
    except ShirubeError as error:
        st.warning(f"△ {as_label(str(error))}")


def offer_original(document: Document, desk: Desk, person: Person, key: str) -> None:
    """The paper as it was given, to be saved and opened in its own program; read when it is asked for."""
    name = document.source.rsplit("/", 1)[-1]
    contents = lambda: desk.original(document.id, person)[1]  # noqa: E731
    st.download_button("元の資料を保存", data=contents, file_name=name, key=key, on_click="ignore")


def _show_page(place: Place, desk: Desk, person: Person) -> bool:
    """The page, or the words around where a format has no pages; False where the paper is no longer in."""
    with st.spinner("ページを開いています…"):
        image = desk.page_image(place.document.id, place.start, place.end, person)
    if image is not None:
        alt = f"{document_title(place.document)}の{place.label}。引用した箇所に色の印があります。"
        st.image(image.png, width="stretch", alt=alt)
        if image.marked_at is not None:
            st.html(mark_below(image.marked_at))
        return True
    before, marked, after = (
        escape(text.replace("\t", " ｜ ")) for text in desk.page_text(place.document.id, place.start, place.end, person)
    )
    if marked:
        st.html(f'<p class="shirube-words">{before}<mark>{marked}</mark>{after}</p>')
    else:
        st.warning("△ この資料は、取り除かれたか、新しい内容に入れ替えられています。引用は、回答した時のものです。")
    return bool(marked)


def _show_exchange(place: Place, desk: Desk, person: Person) -> None:
    """In minutes, the question and what was answered to it side by side."""
    exchange = desk.question_and_answers(place.passage, person)
    if exchange is None:
        return
    sides = (("質問", exchange.questions), ("答弁", exchange.answers))
    columns = "".join(f"<section><h4>{name}</h4>{_side(said, place.quote)}</section>" for name, said in sides)
    st.html(f'<h3 class="shirube-heading">質問と答弁</h3><div class="shirube-exchange">{columns}</div>')


def _side(said: tuple[Utterance, ...], quote: str) -> str:
    """What was said on one side; of many speakers the one who speaks of the quote, the others behind one press."""
    meant = nearest(said, quote)
    return "".join(_utterance(one, quote, whole=len(said) <= _SPEAKERS or one is meant) for one in said)


def _utterance(one: Utterance, quote: str, *, whole: bool) -> str:
    """Who said it and the part of it that speaks of the quote; all of it behind one press."""
    said = excerpt(one.text, quote) if whole else ""
    rest = f"<details><summary>全文を見る</summary><p>{escape(one.text)}</p></details>" if said != one.text else ""
    return (
        f"<p><strong>{escape(one.speaker or '発言者なし')}</strong>　<span>{escape(one.label)}</span></p>"
        f"{f'<p>{escape(said)}</p>' if said else ''}{rest}"
    )


def _show_related(place: Place, desk: Desk, person: Person) -> None:
    hits = desk.related(place.passage, person, 3)
    if not hits:
        return
    with st.expander("関連する箇所"):
        for hit in hits:
            named = f"{document_title(hit.document)}　{hit.passage.label}"
            st.html(f'<strong>{escape(named)}</strong><div class="shirube-quote">{as_html(hit.passage.text)}</div>')


def _beyond_chips(read_as: ReadAs) -> str:
    """What was understood, where it is more than the chips say already."""
    return "" if read_as.label == "、".join(label for _, label in read_as.chips) else read_as.label
