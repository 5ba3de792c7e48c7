"""The beginning of a turn: a mark, who speaks, and where the words begin.

Assemblies write ○議長（石川良一君）, ○二十一番（…君）, ◆12番　山田太郎議員, ○田中委員長; councils 【山田委員】,
山田委員：, （事務局）, or an office and a gap. Nothing here decides that a paper is minutes: lists have such lines too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.structure.minutes.labels import (
    BRACKETED,
    DONE,
    HONORIFIC,
    TOLD_APART,
    Label,
    bracketed,
    in_frame,
    in_words,
    is_whole,
    unnamed,
    with_name,
)
from ingest.structure.minutes.roster import Roster


class Style(StrEnum):
    """How a paper marks its speakers."""

    MARK = "mark"  # ○議長（…君）
    FRAME = "frame"  # 【山田委員】
    COLON = "colon"  # 山田委員：
    BRACKET = "bracket"  # （山田委員）
    GAP = "gap"  # 山田委員 and a space


@dataclass(frozen=True, slots=True)
class Opener:
    """A label in its place: `start` at the mark, `body` at the first word said."""

    start: int
    body: int
    label: Label
    mark: str  # empty where no mark opens the line


MARKS = "○◯〇●◆◎◇"
_FRAMES = "【［[＜〈《<"
_SPACES = " \t　"
_LONGEST = 90
_LINE = {
    Style.MARK: re.compile(rf"^[ \t　]*(?=[{MARKS}])", re.MULTILINE),
    Style.FRAME: re.compile(rf"^[ \t　]*(?=[{re.escape(_FRAMES)}])", re.MULTILINE),
    Style.COLON: re.compile(
        r"^[ \t　]*(?:[・･][ \t　]*)?(?=[^\s：:]{1,30}(?:[ 　][^\s：:]{1,9})?[ \t　]*[：:])", re.MULTILINE
    ),
    Style.BRACKET: re.compile(r"^[ \t　]*(?=[（(])", re.MULTILINE),
    Style.GAP: re.compile(r"^[ \t　]*(?=[^\s。、「」：:]{1,60}(?:[ \t　]|$))", re.MULTILINE),
}
_TOKEN = re.compile(r"(?P<words>[^\s。、「」：:〔【】]{1,60})(?P<after>[ \t　]*[：:][ \t　]*|[ \t　]+|$)")
_BEFORE_BRACKET = re.compile(
    r"(?P<words>[^\s。、「」：:〔【】（()）]{1,60})[ \t　]*(?=[（(](?P<inside>[^）)\n]{1,30}))"
)
# 中　委員: a short surname is set apart so that all labels have one length.
_SET_APART = re.compile(
    r"(?P<name>[^\s。、「」：:（()）]{1,3})[ 　](?P<words>[^\s。、「」：:（()）]{2,20})(?P<after>[ \t　：:]+)"
)
_FRAMED = re.compile(
    r"[【［\[＜〈《<](?P<words>[^】］\]＞〉》>\n。、]{1,50})[】］\]＞〉》>](?P<after>[ \t　]*[：:]?[ \t　]*)"
)
_IN_BRACKETS = re.compile(r"[（(](?P<words>[^（()）\n。、]{1,30})[)）][ \t　]*[：:]?[ \t　]*")
_COLON = re.compile(r"(?P<words>[^\s。、「」：:・＝=※]{1,40}(?:[ 　][^\s。、「」：:]{1,8})?)[ \t　]*[：:][ \t　]*")
_FOLLOWER = re.compile(r"(?P<name>[^\s。、「」：:（）()]{1,9}(?:[ 　][^\s。、「」：:（）()]{1,6})?)(?=[ \t　]|$)")
_GAP = re.compile(r"[ \t　：:]*")
# ○議　長, ○市 民 部 長, ○12 番: a short office is spread to the width of the others.
_SPREAD = re.compile(r"[^\s。、「」：:（()）]{1,2}(?:[ 　]{1,4}[^\s。、「」：:（()）]{1,2}){1,8}")


def find(text: str, styles: frozenset[Style], roster: Roster) -> list[Opener]:
    """Every line's beginning that reads as somebody's turn in one of the styles, in order."""
    found: list[Opener] = []
    for style in styles:
        for match in _LINE[style].finditer(text):
            at = match.end()
            head = text[at : at + _LONGEST].partition("\n")[0]
            if (read := _READ[style](head, roster)) is not None:
                label, length = read
                mark = head[0] if style in {Style.MARK, Style.FRAME} else ""
                start = at - len(match[0].lstrip(_SPACES))
                found.append(Opener(start, at + length, label, mark))
    return sorted(found, key=lambda opener: opener.start)


def _marked(head: str, roster: Roster) -> tuple[Label, int] | None:
    at = 1
    while head[at : at + 1] in {" ", "　", "\t"}:
        at += 1
    if read := _named_in_brackets(head, at, roster):
        return read
    for words, end in _words_at(head, at):
        if (label := in_words(words, roster)) is not None:
            # A mark and a space open entries of lists, unless the label could be nothing else.
            return _with_follower(head, end, label, roster) if at == 1 or label.strong else None
    return None


def _named_in_brackets(head: str, at: int, roster: Roster) -> tuple[Label, int] | None:
    if TOLD_APART.match(head, at):
        return None
    if match := BRACKETED.match(head, at):
        label = bracketed(match["front"], match["inside"] + (match["back"] or ""), roster)
        certain = not match["gap"] or HONORIFIC.search(match["inside"]) or is_whole(match["front"])
        if label and certain:
            return label, match.end()
    if (spread := _spread(head, at)) and (match := BRACKETED.match(head, spread[1])) and not match["front"]:
        label = bracketed(spread[0], match["inside"] + (match["back"] or ""), roster)
        return (label, match.end()) if label else None
    return None


def _words_at(head: str, at: int) -> list[tuple[str, int]]:
    """The words that could be the label, each with where it and the gap behind it end."""
    found: list[tuple[str, int]] = []
    if spread := _spread(head, at):
        found.append((spread[0], _after(head, spread[1])))
    if token := _TOKEN.match(head, at):
        found.append((token["words"], token.end()))
    if (before := _BEFORE_BRACKET.match(head, at)) and DONE.search(before["inside"]):
        found.append((before["words"], before.end()))
    if apart := _SET_APART.match(head, at):
        found.append((apart["name"] + apart["words"], apart.end()))
    return found


def _spread(head: str, at: int) -> tuple[str, int] | None:
    """The longest office or number whose characters stand apart, and where it ends."""
    match = _SPREAD.match(head, at)
    pieces = re.split("([ 　]+)", match[0]) if match else []
    for count in range(len(pieces), 1, -2):
        written = "".join(pieces[:count])
        if is_whole("".join(written.split())):
            end = at + len(written)
            return (
                ("".join(written.split()), end) if head[end : end + 1] in set(_SPACES) | set("（(：:") | {""} else None
            )
    return None


def _with_follower(head: str, end: int, label: Label, roster: Roster) -> tuple[Label, int]:
    """`label`, with the name that may stand apart after an office or a number: 12番　山田太郎議員."""
    follower = _FOLLOWER.match(head, end) if label.member or not label.speaker else None
    for words in dict.fromkeys((follower["name"], follower["name"].split()[0])) if follower else ():
        if named := with_name(label, words, roster):
            return named, _after(head, end + len(words))
    return label, end


def _framed(head: str, roster: Roster) -> tuple[Label, int] | None:
    match = _FRAMED.match(head)
    label = in_frame(match["words"], roster) if match else None
    return (label, match.end()) if match and label else None


def _before_colon(head: str, roster: Roster) -> tuple[Label, int] | None:
    match = _COLON.match(head)
    label = in_frame(match["words"], roster) if match else None
    return (label, match.end()) if match and label else None


def _in_brackets(head: str, roster: Roster) -> tuple[Label, int] | None:
    match = _IN_BRACKETS.match(head)
    label = in_frame(match["words"], roster) if match else None
    return (label, match.end()) if match and label else None


def _before_gap(head: str, roster: Roster) -> tuple[Label, int] | None:
    """市長（山田太郎）　, 山田委員　: only with words after it."""
    match = BRACKETED.match(head)
    if match and match["after"] and (label := bracketed(match["front"], match["inside"], roster)):
        return label, match.end()
    token = _TOKEN.match(head)
    if token is None or not token["after"]:
        return None
    if (label := in_words(token["words"], roster) or unnamed(token["words"])) is None:
        return None
    return _with_follower(head, token.end(), label, roster)


def _after(head: str, at: int) -> int:
    gap = _GAP.match(head, at)
    return gap.end() if gap else at


_READ = {
    Style.MARK: _marked,
    Style.FRAME: _framed,
    Style.COLON: _before_colon,
    Style.BRACKET: _in_brackets,
    Style.GAP: _before_gap,
}
