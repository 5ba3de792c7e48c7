"""Drafts in the shape of the command line's JSON."""

from __future__ import annotations

from typing import Any

from assistant.drafting.checking import unverified
from assistant.drafting.values import Draft, Line, LineKind, Transcript


def minutes(draft: Draft, transcript: Transcript) -> dict[str, Any]:
    """What `shirube minutes --json` prints."""
    labels = {one.number: one.label for one in transcript.said}
    upcoming = draft.of_kind(LineKind.NEXT)
    return {
        "meeting": _meeting(draft),
        "items": [
            {"title": item.title, "engine": item.engine, "lines": [_line(line, labels) for line in item.lines]}
            for item in draft.items
        ],
        "decisions": [{"text": line.text, "quote": _quote(line)} for line in draft.of_kind(LineKind.DECISION)],
        "todos": [_todo(line) for line in draft.of_kind(LineKind.TODO)],
        "qa": [_exchange(question, answers) for question, answers in draft.exchanges],
        "next_meeting": "".join(line.text for line in upcoming) or None,
        "engine": draft.engine,
        "prompt": draft.prompt,
        "style": draft.style,
        "notices": list(draft.notices),
        "unverified": [
            {"id": line.id, "text": line.text, "verdict": line.verdict.value, "reason": line.reason}
            for line in draft.lines
            if unverified(line)
        ],
    }


def _meeting(draft: Draft) -> dict[str, Any]:
    about = draft.occasion
    return {
        "title": about.title,
        "held_on": about.held_on.isoformat() if about.held_on else None,
        "hours": about.hours,
        "place": about.place,
        "present": list(about.present),
        "absent": list(about.absent),
        "agenda": list(about.agenda),
        "materials": list(about.materials),
    }


def _line(line: Line, labels: dict[int, str]) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind.value,
        "speaker": line.speaker,
        "text": line.text,
        "verdict": line.verdict.value,
        "reason": line.reason,
        "answers": line.answers or None,
        "aside": line.aside,
        "bases": [
            {"said": basis.said, "label": labels.get(basis.said, ""), "quote": basis.quote} for basis in line.bases
        ],
    }


def _todo(line: Line) -> dict[str, Any]:
    assert line.task is not None  # every to-do has one
    return {
        "what": line.task.what,
        "who": line.task.who,
        "due_as_said": line.task.due_as_said,
        "due_date": line.task.due.isoformat() if line.task.due else None,
        "quote": _quote(line),
    }


def _exchange(question: Line, answers: tuple[Line, ...]) -> dict[str, Any]:
    """What is kept aside of an answer is part of it: the words stand as they were said, one after the other."""
    bases = sorted({basis for line in answers for basis in line.bases}, key=lambda one: (one.said, one.start))
    answers = tuple(sorted(answers, key=lambda line: [(one.said, one.start) for one in line.bases[:1]]))
    return {
        "question": question.text,
        "asked_by": question.speaker,
        "answer": "".join(line.text for line in answers),
        "answered_by": "、".join(dict.fromkeys(line.speaker for line in answers if line.speaker)),
        "question_quote": _quote(question),
        "answer_quote": "".join(basis.quote for basis in bases),
        "aside": question.aside,
    }


def _quote(line: Line) -> str:
    return "".join(basis.quote for basis in line.bases)
