"""Use cases and drafts as JSON."""

from __future__ import annotations

from assistant.trials.use_case_words import ENGINES, KINDS, MAY_PUT_IN
from assistant.trials.values import Made, UseCase


def use_case(one: UseCase) -> dict[str, object]:
    """A use case with its form; kinds and rules in the words of its file."""
    return {
        "id": one.id,
        "title": one.title,
        "purpose": one.purpose,
        "group": one.group,
        "inputs": [
            {
                "name": field.name,
                "kind": KINDS[field.kind],
                "required": field.required,
                "choices": list(field.choices),
                "hint": field.hint,
            }
            for field in one.inputs
        ],
        "draws_on_library": one.draws_on_library,
        "may_put_in": MAY_PUT_IN[one.may_put_in],
        "checked_by": one.checked_by,
        "may_leave": one.may_leave,
        "cannot": one.cannot,
        "without_model": ENGINES.get(one.engine, ""),
        "author": one.author,
        "version": one.version,
        "stage": one.stage.value,
    }


def made(one: Made) -> dict[str, object]:
    """A draft with its sentences and citations."""
    return {
        "text": one.text,
        "engine": one.engine,
        "prompt": one.prompt,
        "notice": one.notice,
        "seconds": round(one.seconds, 3),
        "tokens_in": one.tokens_in,
        "tokens_out": one.tokens_out,
        "sentences": [
            {"text": s.text, "citations": list(s.citations), "verdict": s.verdict.value, "reason": s.reason}
            for s in one.sentences
        ],
        "citations": [
            {
                "number": c.number,
                "source": c.document.source,
                "title": c.document.title,
                "page": c.page,
                "label": c.label,
                "speaker": c.passage.speaker,
                "held_on": c.document.held_on.isoformat() if c.document.held_on else None,
                "quote": c.quote,
            }
            for c in one.citations
        ],
    }
