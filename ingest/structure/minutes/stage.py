"""What stands between the words of the speakers: stage directions, calls, times, papers printed in between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.model import Role
from ingest.structure.minutes.values import Span, Turn

_DIRECTION = re.compile(
    r"〔(?![0-9０-９一二三四五六七八九十]+〕)[^〔〕\n]{1,60}〕"
    r"|[（(](?:[^（）()\n]{0,40}(?:拍手|笑声|笑い|呼ぶ者|呼ぶもの|と呼び|発言する者|発言する声|登壇|降壇|着席|退席|退場|入場|起立|挙手|朗読|速記中止|騒然|議場閉鎖|議場開鎖|投票|点呼))"
    r"(?:[^（）()\n]{0,8})[）)]"
)
_TIME = re.compile(
    r"^[ \t　=＝―－─○〔（(]*(?:(?:令和|平成|昭和)[^。\n]{3,16}日[^。\n]{0,6})?(?:午前|午後|正午)[^。\n]{0,16}?"
    r"(?:開議|開会|再開議?|休憩|散会|閉会|閉議|延会|開始|終了|開催)[〕）)＝= 　]*$"
    r"|^[ \t　]*(?:開議|開会|再開|休憩|散会|閉会|延会)[ 　]*(?:午前|午後|正午)[^。\n]{0,12}$"
    r"|^[ \t　]*△[^\n]{1,80}$|^[ \t　]*[─━―－─-]{5,}[ \t　]*$",
    re.MULTILINE,
)
_CLOSED = re.compile("散会|閉会|延会|終了")
_FLOOR = 60  # a chair's turn up to this long gives the floor and no more
_SENTENCE_END = re.compile(r"[。」）〕)？！?!]\s*$")
_LIST_LINES = 3


def directions(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Applause, calls and stage directions of a stretch of the paper."""
    return tuple(match.span() for match in _DIRECTION.finditer(text, start, end))


def procedural(text: str, turns: Sequence[Turn], decided: Sequence[Span]) -> tuple[Span, ...]:
    """Times, the chair's turns that only give the floor, and papers printed within a chair's turn.

    A chair's turn in which something was `decided` is never among them.
    """
    spans = [match.span() for match in _TIME.finditer(text)]
    places = sorted(start for start, _ in decided)
    chairs = [turn for turn in turns if turn.role is Role.CHAIR]
    short = [turn for turn in chairs if turn.end - turn.body <= _FLOOR]
    spans += [(t.start, t.end) for t in short if bisect_left(places, t.start) == bisect_left(places, t.end)]
    spans += closings(text, turns)
    if _speaks_in_paragraphs(text, turns):
        for turn in chairs:
            spans.extend(_printed(text, turn))
    return tuple(sorted(set(spans)))


def closings(text: str, turns: Sequence[Turn]) -> list[Span]:
    """What follows the times at which sittings closed: who signs, the papers behind, the lists of the next sitting."""
    starts = [turn.start for turn in turns]
    first: dict[int, int] = {}
    for match in _TIME.finditer(text, starts[0] if starts else len(text)):
        if _CLOSED.search(match[0]):
            first.setdefault(bisect_left(starts, match.start()) - 1, match.start())
    # A team's turns end at headings, so a time may stand behind the turn.
    return [(at, turns[n].end) for n, at in first.items() if at < turns[n].end]


def _speaks_in_paragraphs(text: str, turns: Sequence[Turn]) -> bool:
    """Whether a line is a paragraph: most lines of what is said end as sentences do, so none was broken at a width."""
    said = [turn for turn in turns if turn.role is not Role.CHAIR][:200]
    lines = [line for turn in said for line in text[turn.body : turn.end].split("\n") if line.strip()]
    return len(lines) > 0 and sum(bool(_SENTENCE_END.search(line)) for line in lines) >= 0.8 * len(lines)


def _printed(text: str, turn: Turn) -> Iterator[Span]:
    """Reports and tables in a chair's turn: from three lines on that are no sentences to the last that is none."""
    places: list[Span] = []
    at = turn.body
    for line in text[turn.body : turn.end].split("\n"):
        if line.strip():
            places.append((at, at + len(line)))
        at += len(line) + 1
    spoken = [bool(_SENTENCE_END.search(text[start:end])) for start, end in places]
    for n in range(len(places) - _LIST_LINES + 1):
        if not any(spoken[n : n + _LIST_LINES]):
            last = max(k for k, is_spoken in enumerate(spoken) if not is_spoken)
            yield places[n][0], places[last][1]
            return
