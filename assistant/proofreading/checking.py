"""A text held against a rule."""

from __future__ import annotations

from assistant.proofreading import easy_text, koyobun, manuscript, yasashii
from assistant.proofreading.values import Finding, Rule


def proofread(text: str, rule: Rule) -> list[Finding]:
    """What the rules find in `text`, in order of place; of two of one kind that overlap, the longer."""
    if rule is Rule.KOYOBUN:
        plain = manuscript.read(text)
        return _settled([one for check in koyobun.RULES for one in check(plain)])
    easy = easy_text.read(text)
    return _settled([one for check in yasashii.RULES for one in check(easy)])


def _settled(found: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    ends: dict[str, int] = {}
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.kind)):
        if one.start >= ends.get(one.kind, 0):
            kept.append(one)
            ends[one.kind] = one.end
    return kept
