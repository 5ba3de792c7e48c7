"""Marks in a model's reply: [1], [1][3], ［１、２］, 【3】, (資料1). What they are, and which sentence each belongs to.

A mark proves nothing by itself; here it only becomes a number of a passage that was offered, or is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from ingest.japanese import sentences

_WORD = r"(?:資料|根拠|出典|引用|参考|番号|文書|抜粋|source|doc(?:ument)?|passage)"
_ONE = rf"{_WORD}?\s*[#:：]?\s*\d{{1,3}}"
_MORE = rf"(?:\s*[,、，・;；/\-–~〜～]\s*{_ONE})*"
_MARK = re.compile(
    rf"[ \t\u3000]*(?:[\[［【〔]\s*\^?{_ONE}{_MORE}\s*(?:†[^】\]]*)?[\]］】〕]"
    rf"|[(（]\s*(?={_WORD}){_ONE}{_MORE}\s*[)）])(?:\(https?:[^)\s]*\))?(?:[ \t]+(?=[。、]))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*[-–~〜～]\s*(\d+)")
_WIDEST_RANGE = 9
# A mark that begins a sentence and is its noun: [1]によると.
_AS_NOUN = re.compile(r"(?:によ|では|には|に|は|の|も|が|で)")
_ITEM = re.compile(r"(?:[-*+]\s+|[・●○▪]\s*|\d{1,2}[.．]\s+|[(（]?\d{1,2}[)）]\s*|[①-⑳]\s*)")
_DECORATION = re.compile(r"\*\*|__|`")
_LEAD = re.compile(r"(?:#{1,6}|>)\s+")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or list item of a reply, without marks, and the numbers of the offered passages it rests on."""

    text: str
    numbers: tuple[int, ...]
    item: bool = False  # an entry of a list


@dataclass(frozen=True, slots=True)
class Reading:
    """A reply taken apart. `dropped` are the numbers in its marks that were never offered, in order."""

    claims: tuple[Claim, ...]
    dropped: tuple[int, ...]


def read(reply: str, offered: Collection[int]) -> Reading:
    """The claims of `reply`. A mark belongs to the sentence it stands in or directly after, in the same line.

    A line of marks alone belongs to the sentence before it. Markdown's stars, hashes and bullets are left out.
    """
    claims: list[Claim] = []
    dropped: list[int] = []
    for line in reply.splitlines():
        for claim in _read_line(line.strip()):
            known = tuple(number for number in claim.numbers if number in offered)
            dropped += [number for number in claim.numbers if number not in offered]
            if _LETTER.search(claim.text):
                claims.append(replace(claim, numbers=known))
            elif claims and known:
                claims[-1] = replace(claims[-1], numbers=_once((*claims[-1].numbers, *known)))
    return Reading(tuple(claims), _once(tuple(dropped)))


def without(text: str) -> str:
    """`text` without its marks."""
    return _MARK.sub("", text)


def _read_line(line: str) -> list[Claim]:
    if line.startswith("```"):
        return []
    line = _DECORATION.sub("", _LEAD.sub("", line))
    bullet = _ITEM.match(line)
    line = line[bullet.end() :] if bullet else line
    plain, marks = _take_out(line)
    spans = sentences.split(plain)
    found: list[list[int]] = [[] for _ in spans]
    for place, numbers in marks:
        # The last sentence that begins before the mark; a mark at the head of a line belongs to the first.
        owner = max((i for i, (start, _) in enumerate(spans) if start < place), default=0)
        if spans:
            found[owner] += numbers
    if not spans:
        return [Claim("", _once(tuple(number for _, numbers in marks for number in numbers)))] if marks else []
    return [
        Claim(plain[start:end], _once(tuple(numbers)), item=bool(bullet) and i == 0)
        for i, ((start, end), numbers) in enumerate(zip(spans, found, strict=True))
    ]


def _take_out(line: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """`line` without marks, and of each mark its place in what is left and its numbers."""
    plain, at = "", 0
    marks: list[tuple[int, list[int]]] = []
    for mark in _MARK.finditer(line):
        plain += line[at : mark.start()]
        at = mark.end()
        begins = not plain.strip() or plain.rstrip().endswith(("。", "！", "？"))
        if begins and _AS_NOUN.match(line[at:]):
            plain += "この資料"
        marks.append((len(plain), _numbers(mark[0])))
    return plain + line[at:], marks


def _numbers(mark: str) -> list[int]:
    numbers: list[int] = []
    for first, last in _RANGE.findall(mark):
        if int(first) < int(last) <= int(first) + _WIDEST_RANGE:
            numbers += range(int(first), int(last) + 1)
    body = mark.partition("†")[0].partition("(http")[0]
    return [*numbers, *(int(digits) for digits in re.findall(r"\d+", body))]


def _once(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))
