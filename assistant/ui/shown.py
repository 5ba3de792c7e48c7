"""Answers and summaries as plain values for our parts of a page, and the places that they lead to.

The texts in them are not escaped: the parts treat them as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant import summary_file
from assistant.answering.values import Answer, Citation, Entry, Hit, Listing, Sentence, Verdict
from assistant.conversations import Turn
from assistant.drafting.summaries.values import Summary
from assistant.phrasing import (
    ABSTAINED,
    FROM_PICTURE,
    VERDICT_MEANINGS,
    Cited,
    citation_verdict,
    document_date,
    document_title,
    under_heading,
    verdict_words,
)
from assistant.trials.values import Made
from ingest.model import Document

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
    headings: str = ""  # that the words stand under

    @property
    def heading(self) -> str:
        """These headings as people read them."""
        return under_heading(self.headings, self.document, self.label)


def shortened(text: str, longest: int) -> str:
    """`text` cut to `longest` characters, which is then said; cells of a row parted by bars."""
    text = text.replace("\t", " ｜ ")
    return text if len(text) <= longest else f"{text[:longest]}…"


def places_of(answer: Answer) -> dict[str, Place]:
    """The places that can be opened from an answer, by the ids under which it is shown."""
    cited = _cited_places(answer)
    near = {f"n{hit.rank}": _hit_place(hit) for hit in answer.nearest} if not cited else {}
    entries = answer.listing.entries if answer.listing else ()
    return {**cited, **near, **{f"l{n}": _entry_place(entry) for n, entry in enumerate(entries, 1)}}


def _cited_places(cited: Cited) -> dict[str, Place]:
    return {
        f"c{c.number}": Place(c.document, c.start, c.end, c.label, c.quote, c.passage.id, c.heading)
        for c in cited.citations
    }


def _entry_place(entry: Entry) -> Place:
    said = entry.mentions[0]
    return Place(entry.document, said.start, said.end, entry.label, said.text, entry.passage)


def _hit_place(hit: Hit) -> Place:
    passage = hit.passage
    start, end = passage.start, passage.end
    return Place(hit.document, start, end, passage.label, passage.text, passage.id, passage.heading)


def answer_shown(turn: Turn, places: dict[str, Place]) -> dict[str, Any]:
    """A turn's answer."""
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


def summary_places(summary: Summary) -> dict[str, Place]:
    """The places that can be opened from a summary."""
    return _cited_places(summary)


def summary_shown(summary: Summary) -> dict[str, Any]:
    """A summary: its headings and sentences in order, and a card for each citation."""
    cited = {citation.number: citation for citation in summary.citations}
    rows = [
        {"text": row.text, "level": row.level}
        if row.sentence is None
        else {**_sentence(row.sentence, cited, stopped=False), "speaker": row.speaker}
        for row in summary_file.rows(summary)
    ]
    return {
        "chips": [],
        "listing": None,
        "lead": "",
        "lead_note": "",
        "sentences": rows,
        "notice": "".join(summary.notices),
        "heading": "引用元",
        "cards": [_card(key, place, summary) for key, place in _cited_places(summary).items()],
    }


def trial_places(made: Made) -> dict[str, Place]:
    """The places that can be opened from a draft of a trial."""
    return _cited_places(made)


def trial_shown(made: Made) -> dict[str, Any]:
    """What a draft of a trial rests on: its sentences with their verdicts, and a card for each citation."""
    cited = {citation.number: citation for citation in made.citations}
    return {
        "chips": [],
        "listing": None,
        "lead": "",
        "lead_note": "",
        "sentences": [_sentence(sentence, cited, stopped=False) for sentence in made.sentences],
        "notice": "",
        "heading": "引用元",
        "cards": [_card(key, place, made) for key, place in _cited_places(made).items()],
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
    verdict = verdict_shown(sentence.verdict, sentence.reason)
    if stopped:
        verdict = {"kind": "unchecked", "words": "－ 未確認", "why": "", "meaning": sentence.reason}
    return {"text": sentence.text, "marks": marks, "verdict": verdict}


def _mark(citation: Citation) -> dict[str, Any]:
    heading = under_heading(citation.heading, citation.document, citation.label)
    place = "　".join(filter(None, (document_title(citation.document), heading, citation.label)))
    return {
        "number": citation.number,
        "id": f"c{citation.number}",
        "place": place,
        "quote": shortened(citation.quote, 400),
    }


def _card(key: str, place: Place, answer: Cited) -> dict[str, Any]:
    number = int(key[1:]) if key.startswith("c") else 0
    from_picture = any(citation.ocr for citation in answer.citations if citation.number == number)
    verdict = citation_verdict(answer, number)
    return {
        "id": key,
        "number": number,
        "title": document_title(place.document),
        "heading": place.heading,
        "date": document_date(place.document),
        "place": place.label or "本文",
        "source": place.document.source if place.document.title else "",
        "quote": shortened(place.quote, 200),
        "verdict": verdict_shown(verdict) if verdict else None,
        "note": FROM_PICTURE if from_picture else "",
    }


def verdict_shown(verdict: Verdict, why: str = "") -> dict[str, str]:
    """A verdict with its sign and words, the reason, and what it means."""
    meaning = VERDICT_MEANINGS[verdict]
    return {"kind": verdict.value, "words": verdict_words(verdict), "why": why, "meaning": meaning}
