"""What changed between two versions of a use case, part by part and line by line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.trials.sketch import parts
from assistant.trials.values import UseCase


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs: the lines that went and those that came, in order. One side is empty for a new part."""

    what: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def changes(before: UseCase, after: UseCase) -> tuple[Change, ...]:
    """What differs from `before` to `after`, in the order of the form; empty where nothing does."""
    old, new = parts(before), parts(after)
    return tuple(
        Change(what, *_lines(old.get(what, ""), new.get(what, "")))
        for what in dict.fromkeys((*new, *old))
        if old.get(what, "") != new.get(what, "")
    )


def _lines(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = old.splitlines(), new.splitlines()
    steps = [one for one in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if one[0] != "equal"]
    gone = (line for _, start, end, _, _ in steps for line in before[start:end])
    come = (line for _, _, _, start, end in steps for line in after[start:end])
    return tuple(filter(None, gone)), tuple(filter(None, come))
