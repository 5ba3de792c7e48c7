"""Changes to a draft, each a new draft: a line rewritten, marked as checked, taken out. Verdicts are renewed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.drafting.checking import checked
from assistant.drafting.values import Draft, Line, LineKind, Task, Transcript
from ingest.errors import ShirubeError

_GONE = "この行は見つかりません。下書きを開き直してください。"


def rewrite(draft: Draft, line_id: str, text: str, transcript: Transcript, task: Task | None = None) -> Draft:
    """The line with another text (and, of a to-do, another task), checked anew; nobody has compared it since.

    Raises `ShirubeError` for an empty text, or where there is no such line.
    """
    text = " ".join(text.split())
    if not text:
        raise ShirubeError("行の文が空です。行を消すときは「この行を消す」を押してください。")

    def changed(line: Line) -> Line:
        new_task = task or (replace(line.task, what=text.rstrip("。")) if line.task else None)
        if (text, new_task) == (line.text, line.task):
            return line
        return checked(replace(line, text=text, task=new_task, checked_by=""), transcript, draft.occasion)

    return _on(draft, line_id, changed)


def mark(draft: Draft, line_id: str, person: str) -> Draft:
    """The line as compared with its words by `person`; an empty name takes the mark back."""
    return _on(draft, line_id, lambda line: replace(line, checked_by=person))


def change_kind(draft: Draft, line_id: str, kind: LineKind) -> Draft:
    """The line as another kind: a decision that was but an opinion. A to-do gets a task, what is none loses it."""

    def changed(line: Line) -> Line:
        task = (line.task or Task(line.text.rstrip("。"))) if kind is LineKind.TODO else None
        return replace(line, kind=kind, task=task, answers=line.answers if kind is LineKind.ANSWER else "")

    return _on(draft, line_id, changed)


def remove(draft: Draft, line_id: str) -> Draft:
    """The draft without the line; answers to it stay, as answers to no question."""
    _find(draft, line_id)
    items = (
        replace(
            item,
            lines=tuple(
                replace(line, answers="") if line.answers == line_id else line
                for line in item.lines
                if line.id != line_id
            ),
        )
        for item in draft.items
    )
    return replace(draft, items=tuple(items))


def _on(draft: Draft, line_id: str, change: Callable[[Line], Line]) -> Draft:
    _find(draft, line_id)
    items = (
        replace(item, lines=tuple(change(line) if line.id == line_id else line for line in item.lines))
        for item in draft.items
    )
    return replace(draft, items=tuple(items))


def _find(draft: Draft, line_id: str) -> Line:
    found = next((line for line in draft.lines if line.id == line_id), None)
    if found is None:
        raise ShirubeError(_GONE)
    return found
