"""The values of answering as the JSON of the interface, the same for every command."""

from __future__ import annotations

from typing import Any

from assistant.answering.values import Answer, Citation, Found, Hit, ReadAs
from ingest.model import Document, Passage
from ingest.outcomes import Failed, Health, Ingested, Outcome, Replaced

Json = dict[str, Any]


def found(question: str, result: Found) -> Json:
    """`search --json`."""
    return {"question": question, "read_as": _read_as(result.read_as), "hits": [_hit(hit) for hit in result.hits]}


def answer(result: Answer) -> Json:
    """`ask --json`."""
    return {
        "question": result.question,
        "read_as": _read_as(result.read_as),
        "answer": result.text,
        "abstained": result.abstained,
        "engine": result.engine,
        "notice": result.notice,
        "sentences": [
            {"text": s.text, "citations": list(s.citations), "verdict": s.verdict.value, "reason": s.reason}
            for s in result.sentences
        ],
        "citations": [_citation(citation) for citation in result.citations],
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
    name = {Ingested: "ingested", Replaced: "replaced", Failed: "failed"}.get(type(one), "unchanged")
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
    }


def _read_as(read: ReadAs) -> Json:
    return {**read.values, "label": read.label} if read.values else {}


def _hit(hit: Hit) -> Json:
    return {"rank": hit.rank, **_place(hit.document, hit.passage, hit.passage.page, hit.passage.label)} | {
        "text": hit.passage.text,
        "score": round(hit.score, 4),
    }


def _citation(one: Citation) -> Json:
    return {"number": one.number, **_place(one.document, one.passage, one.page, one.label), "quote": one.quote}


def _place(paper: Document, one: Passage, page: int | None, label: str) -> Json:
    return {
        "source": paper.source,
        "title": paper.title,
        "page": page,
        "label": label,
        "speaker": one.speaker or None,
        "held_on": paper.held_on.isoformat() if paper.held_on else None,
    }
