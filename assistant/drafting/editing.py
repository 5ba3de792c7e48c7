"""Changes to the lines of a draft, each a new draft: rewritten, checked, added, moved, taken out.

Verdicts are renewed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.drafting.checking import checked
from assistant.drafting.values import Basis, Draft, Item, Line, LineKind, Task, Transcript
from ingest.errors import ShirubeError

_EMPTY = "行の文が空です。"
_NO_BASIS = "手で加えた行で、もとになる発言がありません。"
_NOT_SAID = "もとになる言葉が文字起こしに見つかりません。文字起こしの言葉をそのまま貼り付けるか、空にしてください。"
_NO_ITEM = "この議題は見つかりません。下書きを開き直してください。"
_GONE = "この行は見つかりません。下書きを開き直してください。"


def rewrite(draft: Draft, line_id: str, text: str, transcript: Transcript, task: Task | None = None) -> Draft:
    """The line with another text (and, of a to-do, another task), checked anew; nobody has compared it since.

    Raises `ShirubeError` for an empty text, or where there is no such line.
    """
    text = " ".join(text.split())
    if not text:
        raise ShirubeError(f"{_EMPTY}行を消すときは「この行を消す」を押してください。")

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


def add(
    draft: Draft, item: int, kind: LineKind, text: str, words: str, transcript: Transcript, after: str = ""
) -> tuple[Draft, str]:
    """A line of a person's own in an item, behind the line `after` or at its end; and its id.

    It rests on `words`, a piece of what was said, or on nothing where they are empty. Raises `ShirubeError` for an
    empty text, or for words that nobody said.
    """
    text = " ".join(text.split())
    if not text:
        raise ShirubeError(_EMPTY)
    bases = _find_words(transcript, words) if words.strip() else ()
    numbers = [int(line.id[1:]) for line in draft.lines if line.id[1:].isdecimal()]
    id = f"L{max(numbers, default=0) + 1}"
    said = next((one for one in transcript.said if bases and one.number == bases[0].said), None)
    task = Task(text.rstrip("。")) if kind is LineKind.TODO else None
    line = Line(id, kind, text, bases, speaker=said.speaker if said else "", task=task, by_hand=True)
    line = checked(line, transcript, draft.occasion) if bases else replace(line, reason=_NO_BASIS)
    old = _item(draft, item)
    place = next((n for n, one in enumerate(old.lines, 1) if one.id == after), len(old.lines))
    return _with_item(draft, item, replace(old, lines=(*old.lines[:place], line, *old.lines[place:]))), id


def move(draft: Draft, line_id: str, to: int) -> Draft:
    """The line at the end of another item; a question takes its answers along."""
    _find(draft, line_id)
    _item(draft, to)
    going = tuple(line for line in draft.lines if line_id in (line.id, line.answers))
    left = [replace(item, lines=tuple(line for line in item.lines if line not in going)) for item in draft.items]
    left[to] = replace(left[to], lines=(*left[to].lines, *going))
    return replace(draft, items=tuple(left))


def put_aside(draft: Draft, line_id: str, *, aside: bool) -> Draft:
    """The line written into the minutes, or kept beside them; a question takes its answers along."""
    _find(draft, line_id)

    def changed(line: Line) -> Line:
        return replace(line, aside=aside) if line_id in (line.id, line.answers) else line

    items = (replace(item, lines=tuple(map(changed, item.lines))) for item in draft.items)
    return replace(draft, items=tuple(items))


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


def _find_words(transcript: Transcript, words: str) -> tuple[Basis, ...]:
    """Where `words` were said, letter for letter; blanks and line breaks do not count. Raises `ShirubeError`."""
    pattern = re.compile(r"\s*".join(map(re.escape, re.sub(r"\s", "", words))))
    for said in transcript.said:
        if found := pattern.search(said.text):
            return (Basis(said.number, found.start(), found.end(), found[0]),)
    raise ShirubeError(_NOT_SAID)


def _item(draft: Draft, place: int) -> Item:
    if not 0 <= place < len(draft.items):
        raise ShirubeError(_NO_ITEM)
    return draft.items[place]


def _with_item(draft: Draft, place: int, item: Item) -> Draft:
    return replace(draft, items=(*draft.items[:place], item, *draft.items[place + 1 :]))


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
