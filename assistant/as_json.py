"""The values of answering as the JSON of the interface, the same for every command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.answering.values import (
    Answer,
    Citation,
    Entry,
    Exchange,
    Found,
    Hit,
    Listing,
    ReadAs,
    Sentence,
    Utterance,
)
from assistant.drafting.summaries.values import Summary
from ingest.audience import label
from ingest.model import Document, Passage
from ingest.outcomes import Failed, Health, Ingested, Moved, Outcome, Replaced

_EXCERPT = 400  # characters of a question or an answer beside a citation

Json = dict[str, Any]
ExchangeOf = Callable[[str], Exchange | None]  # of a passage's id


def found(question: str, result: Found) -> Json:
    """`search --json`."""
    return {"question": question, "read_as": _read_as(result.read_as), "hits": [_hit(hit) for hit in result.hits]}


def answer(result: Answer, exchange_of: ExchangeOf = lambda _: None) -> Json:
    """`ask --json`; with the complete list where one was asked for."""
    said: Json = {
        "question": result.question,
        "read_as": _read_as(result.read_as),
        "answer": result.text,
        "abstained": result.abstained,
        "engine": result.engine,
        "notice": result.notice,
        "sentences": [_sentence(one) for one in result.sentences],
        "citations": [_citation(citation, exchange_of(citation.passage.id)) for citation in result.citations],
    }
    said |= {"masked": dict(result.masked)} if result.masked else {}
    return said | ({"list": [_entry(entry) for entry in result.listing.entries]} if result.listing else {})


def listing(question: str, result: Listing) -> Json:
    """`search --all --json`."""
    return {
        "question": question,
        "read_as": _read_as(result.read_as),
        "topic": result.topic,
        "count": len(result.entries),
        "by_year": [{"year": count.name, "count": count.entries} for count in result.by_year],
        "by_speaker": [{"speaker": count.name, "count": count.entries} for count in result.by_speaker],
        "notice": result.notice,
        "list": [_entry(entry) for entry in result.entries],
    }


def summary(made: Summary) -> Json:
    """`summarise --json`."""
    return {
        "title": made.title,
        "length": made.length.value,
        "by": made.by.value,
        "engine": made.engine,
        "notices": list(made.notices),
        "parts": [
            {
                "title": part.title,
                "under": part.under,
                "asked": [_sentence(one) for one in part.asked],
                "sentences": [_sentence(one) for one in part.sentences],
            }
            for part in made.parts
        ],
        "citations": [_citation(citation, None) for citation in made.citations],
    }


def document(paper: Document) -> Json:
    """One entry of `list --json`."""
    return {
        "id": paper.id,
        "source": paper.source,
        "title": paper.title,
        "kind": paper.kind,
        "held_on": paper.held_on.isoformat() if paper.held_on else None,
        "fiscal_year": paper.fiscal_year,
        "pages": paper.pages,
        "passages": paper.passages,
        "audience": label(paper.audience),
        "status": "problems" if paper.problems else "ok",
        "problems": [{"page": problem.page, "message": problem.message} for problem in paper.problems],
    }


def passage(one: Passage) -> Json:
    """One passage of `show --json`."""
    return {
        "id": one.id,
        "page": one.page,
        "label": one.label,
        "heading": one.heading,
        "speaker": one.speaker or None,
        "text": one.text,
    }


def outcome(one: Outcome) -> Json:
    """One file of `ingest --json`."""
    name = {Ingested: "ingested", Replaced: "replaced", Moved: "moved", Failed: "failed"}.get(type(one), "unchanged")
    return {"source": one.source, "outcome": name, "reason": one.reason if isinstance(one, Failed) else None}


def health(one: Health) -> Json:
    """`check --json`."""
    return {
        "healthy": one.healthy,
        "problems": list(one.problems),
        "documents": one.documents,
        "passages": one.passages,
        "words": one.words,
        "vectors": one.vectors,
    } | ({"mended": list(one.mended)} if one.mended else {})


def _read_as(read: ReadAs) -> Json:
    return {**read.values, "label": read.label} if read.values else {}


def _hit(hit: Hit) -> Json:
    return {"rank": hit.rank, **_place(hit.document, hit.passage.speaker, hit.passage.page, hit.passage.label)} | {
        "text": hit.passage.text,
        "score": round(hit.score, 4),
    }


def _sentence(one: Sentence) -> Json:
    return {"text": one.text, "citations": list(one.citations), "verdict": one.verdict.value, "reason": one.reason}


def _citation(one: Citation, exchange: Exchange | None) -> Json:
    place = _place(one.document, one.passage.speaker, one.page, one.label)
    said: Json = {"number": one.number, **place, "quote": one.quote} | ({"ocr": True} if one.ocr else {})
    said |= {"heading": one.heading} if one.heading else {}
    return said | ({"exchange": _exchange(exchange, one.quote)} if exchange else {})


def _exchange(one: Exchange, quote: str) -> Json:
    """The question that what is quoted belongs to, and the answers, each cut to what speaks of it."""
    from assistant.answering.exchanges_view import question_of

    asked = question_of(one, quote)
    return {"question": _utterance(asked, quote), "answers": [_utterance(answer, quote) for answer in one.answers]}


def _utterance(one: Utterance, quote: str) -> Json:
    from assistant.answering.exchanges_view import excerpt

    return {"speaker": one.speaker or None, "label": one.label, "text": excerpt(one.text, quote, _EXCERPT)}


def _entry(one: Entry) -> Json:
    quotes = [mention.text for mention in one.mentions]
    role = one.role.value if one.role else None
    return _place(one.document, one.speaker, one.page, one.label) | {"role": role, "quotes": quotes}


def _place(paper: Document, speaker: str, page: int | None, label: str) -> Json:
    return {
        "source": paper.source,
        "title": paper.title,
        "page": page,
        "label": label,
        "speaker": speaker or None,
        "held_on": paper.held_on.isoformat() if paper.held_on else None,
    }
