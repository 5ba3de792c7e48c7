"""How an answer is shown, the live one and one from history alike, and the page that a citation leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant import list_file
from assistant.answer_docx import to_docx, to_text
from assistant.answering.exchanges_view import excerpt, nearest
from assistant.answering.values import Answer, Citation, Entry, Hit, Listing, ReadAs, Sentence, Utterance, Verdict
from assistant.conversations import Turn
from assistant.phrasing import (
    ABSTAINED,
    FROM_PICTURE,
    VERDICT_MEANINGS,
    citation_verdict,
    document_date,
    document_title,
    verdict_words,
)
from assistant.ui.parts import answer_part, as_html, as_label, copy_part
from ingest.errors import ShirubeError
from ingest.model import Document, Person

if TYPE_CHECKING:
    from assistant.desk import Desk

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DRAFT = "draft"  # in place of a format: what stands in a draft of minutes has no page to be shown
_SPEAKERS = 3  # of one side of an exchange who are shown with what they said
_MENTIONS = 3  # sentences of one entry that are shown; the file has them all
_ABSTAINED_NOTE = (
    "登録されている資料からは、答えを確かめられませんでした。言葉を変えるか、絞り込みを外してお試しください。"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A run of words in a paper that can be opened: characters `start` to `end` of its text."""

    document: Document
    start: int
    end: int
    label: str
    quote: str
    passage: str  # id of the passage


def shortened(text: str, longest: int) -> str:
    """`text` cut to `longest` characters, which is then said; cells of a row parted by bars."""
    text = text.replace("\t", " ｜ ")
    return text if len(text) <= longest else f"{text[:longest]}…"


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
    places = _places(answer)
    pressed = answer_part({**_shown(turn, places), "fresh": fresh}, key=f"answer-{turn.id}")
    if pressed.place in places:
        open_place(places[pressed.place], desk, person)
    return pressed.chip if pressed.chip in dict(answer.read_as.chips) else ""


def show_export(turn: Turn) -> None:
    """Copy, and save as Word."""
    asked_on = datetime.fromisoformat(turn.asked_at).astimezone().date()
    copy_part(to_text(turn.answer), key=f"copy-{turn.id}")
    st.download_button(
        "Wordで保存",
        data=lambda: to_docx(turn.answer, asked_on),
        file_name=f"しるべの回答_{asked_on:%Y%m%d}.docx",
        mime=WORD,
        key=f"word-{turn.id}",
        on_click="ignore",
    )
    if turn.answer.listing is not None and turn.answer.listing.entries:
        _show_list_files(turn.answer.listing, turn.id, f"しるべの一覧_{asked_on:%Y%m%d}")


def _show_list_files(listing: Listing, turn: str, name: str) -> None:
    """The complete list as a table file."""
    for label, ending, mime, contents in (
        ("一覧をCSVで保存", "csv", "text/csv", partial(list_file.to_csv, listing)),
        ("一覧をExcelで保存", "xlsx", EXCEL, partial(list_file.to_xlsx, listing)),
    ):
        key = f"list-{ending}-{turn}"
        st.download_button(label, data=contents, file_name=f"{name}.{ending}", mime=mime, key=key, on_click="ignore")


@st.dialog("引用元の資料", width="large")
def open_place(place: Place, desk: Desk, person: Person) -> None:
    """The page itself with the words marked, and from there the whole paper."""
    document = place.document
    facts = "　".join(filter(None, (document_date(document), place.label, document.source)))
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
        st.image(image, width="stretch", alt=alt)
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


def _places(answer: Answer) -> dict[str, Place]:
    cited = {
        f"c{c.number}": Place(c.document, c.start, c.end, c.label, c.quote, c.passage.id) for c in answer.citations
    }
    near = {f"n{hit.rank}": _hit_place(hit) for hit in answer.nearest} if not cited else {}
    entries = answer.listing.entries if answer.listing else ()
    return {**cited, **near, **{f"l{n}": _entry_place(entry) for n, entry in enumerate(entries, 1)}}


def _entry_place(entry: Entry) -> Place:
    said = entry.mentions[0]
    return Place(entry.document, said.start, said.end, entry.label, said.text, entry.passage)


def _beyond_chips(read_as: ReadAs) -> str:
    """What was understood, where it is more than the chips say already."""
    return "" if read_as.label == "、".join(label for _, label in read_as.chips) else read_as.label


def _hit_place(hit: Hit) -> Place:
    passage = hit.passage
    return Place(hit.document, passage.start, passage.end, passage.label, passage.text, passage.id)


def _shown(turn: Turn, places: dict[str, Place]) -> dict[str, Any]:
    """The answer as plain values for the component; the texts in it are not escaped, it treats them as text."""
    answer = turn.answer
    cited = {citation.number: citation for citation in answer.citations}
    listed = None
    if answer.listing is not None and answer.listing.entries:
        # The list stands in place of marks and cards.
        cited, places, listed = {}, {}, _listed(answer.listing)
    heading = "引用元" if cited else "近い箇所" if answer.abstained else "見つかった箇所"
    return {
        "chips": [{"key": key, "label": label} for key, label in answer.read_as.chips],
        "listing": listed,
        "lead": ABSTAINED if answer.abstained else "",
        "lead_note": _ABSTAINED_NOTE,
        "sentences": [_sentence(sentence, cited, turn.stopped) for sentence in answer.sentences],
        "notice": answer.notice,
        "heading": heading,
        "cards": [_card(key, place, answer) for key, place in places.items()],
    }


def _listed(listing: Listing) -> dict[str, Any]:
    rows = [
        {
            "id": f"l{number}",
            "date": document_date(entry.document) or "日付なし",
            "speaker": entry.speaker or "発言者なし",
            "title": document_title(entry.document),
            "place": entry.label or "本文",
            "quotes": [shortened(mention.text, 200) for mention in entry.mentions[:_MENTIONS]],
            "more": max(0, len(entry.mentions) - _MENTIONS),
        }
        for number, entry in enumerate(listing.entries, 1)
    ]
    return {"caption": f"「{listing.topic}」に触れた箇所（{len(rows):,}件、日付の順）", "rows": rows}


def _sentence(sentence: Sentence, cited: dict[int, Citation], stopped: bool) -> dict[str, Any]:
    marks = [_mark(cited[number]) for number in sentence.citations if number in cited]
    verdict = _verdict(sentence.verdict, sentence.reason)
    if stopped:
        verdict = {"kind": "unchecked", "words": "－ 未確認", "why": "", "meaning": sentence.reason}
    return {"text": sentence.text, "marks": marks, "verdict": verdict}


def _mark(citation: Citation) -> dict[str, Any]:
    place = f"{document_title(citation.document)}　{citation.label}"
    return {
        "number": citation.number,
        "id": f"c{citation.number}",
        "place": place,
        "quote": shortened(citation.quote, 400),
    }


def _card(key: str, place: Place, answer: Answer) -> dict[str, Any]:
    number = int(key[1:]) if key.startswith("c") else 0
    from_picture = any(citation.ocr for citation in answer.citations if citation.number == number)
    verdict = citation_verdict(answer, number)
    return {
        "id": key,
        "number": number,
        "title": document_title(place.document),
        "date": document_date(place.document),
        "place": place.label or "本文",
        "source": place.document.source if place.document.title else "",
        "quote": shortened(place.quote, 200),
        "verdict": _verdict(verdict) if verdict else None,
        "note": FROM_PICTURE if from_picture else "",
    }


def _verdict(verdict: Verdict, why: str = "") -> dict[str, str]:
    meaning = VERDICT_MEANINGS[verdict]
    return {"kind": verdict.value, "words": verdict_words(verdict), "why": why, "meaning": meaning}
