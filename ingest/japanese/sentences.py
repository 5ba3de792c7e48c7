"""Where Japanese sentences end."""

from __future__ import annotations

_ENDS = "。．！？!?"
_OPEN = "「『（(〔【［["
_CLOSE = "」』）)〕】］]"
# A bracket that never closes must not swallow the rest of a paper.
_LONGEST_QUOTE = 150


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of `text`, in order.

    A sentence ends after 。！？ outside brackets, with the closing brackets that follow it, and at every line break.
    Half-width marks and ．end one only before white space, so 3.5 and URLs stay whole. White space at the edges and
    empty sentences are left out.
    """
    found: list[tuple[int, int]] = []
    start, opened = 0, -1
    depth, i, n = 0, 0, len(text)
    while i < n:
        mark = text[i]
        if mark == "\n":
            _note(text, start, i, found)
            start, depth = i + 1, 0
        elif mark in _OPEN:
            opened = i if depth == 0 else opened
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif mark in _ENDS and _ends(text, i) and (depth == 0 or i - opened > _LONGEST_QUOTE):
            while i + 1 < n and text[i + 1] in _CLOSE + "。！？":
                i += 1
            _note(text, start, i + 1, found)
            start, depth = i + 1, 0
        i += 1
    _note(text, start, n, found)
    return found


def _ends(text: str, i: int) -> bool:
    if text[i] in "。！？":
        return True
    following = text[i + 1 : i + 2]
    if text[i] == "．":
        return not (following.isdigit() and text[i - 1 : i].isdigit())
    return not following or following.isspace()


def _note(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    end = start + len(piece.rstrip())
    if start + lead < end:
        found.append((start + lead, end))
