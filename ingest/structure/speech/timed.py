"""Transcripts with a time at each change of speaker, as meeting programs save them.

The time stands in front (「10:03:22 山田：はい」), at the end (「山田 太郎   0:03」 as Teams writes it), or between
(「山田 (0:03)：はい」); a file keeps to one of these. The words stand on the same line or on those below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.speech.clock import TIME, are_of_day, seconds
from ingest.structure.speech.front import is_day, is_front, is_program, is_title
from ingest.structure.speech.names import BEFORE_COLON, is_numbered, is_somebody, may_speak, speakers
from ingest.structure.speech.running import is_apart, is_punctuated, join
from ingest.structure.speech.values import Utterance

_NAME = r"[^\s:：。、，！？!?\[\]［］][^:：。、，！？!?\n]{0,40}?"
_OPEN, _CLOSE = r"[(（\[［【<＜〈]", r"[)）\]］】>＞〉]"
_RANGE = rf"(?P<time>{TIME})(?:[ 　]*(?:-->|->|→|[-–~～〜])[ 　]*{TIME})?"
_STYLES = {
    # 0:0:3.120 --> 0:0:8.0
    "range": re.compile(rf"(?P<time>{TIME})[ 　]*-->[ 　]*{TIME}(?P<rest>.*)"),
    # [山田 太郎] 10:03:22
    "framed": re.compile(
        rf"[\[［【](?P<name>[^\n]{{1,60}})[\]］】][ 　\t]*{_RANGE}[ 　\t]*(?:[:：]?[ 　\t]+(?P<rest>.*))?"
    ),
    # 山田 太郎   0:03
    "tail": re.compile(rf"(?P<name>{_NAME})[\s　]+{_RANGE}[\s　]*"),
    # 山田 太郎 (0:03)：
    "between": re.compile(rf"(?P<name>{_NAME})[ 　\t]*{_OPEN}{_RANGE}{_CLOSE}[ 　\t]*[:：]?[ 　\t]*(?P<rest>.*)"),
    # 山田 太郎 10:03:22：
    "colon": re.compile(rf"(?P<name>{_NAME})[ 　\t]+{_RANGE}[ 　\t]*(?:[:：][ 　\t]*|[ 　\t]{{2,}})(?P<rest>\S.*)"),
    # [10:03:22] 山田：
    "bracketed": re.compile(rf"{_OPEN}{_RANGE}{_CLOSE}(?P<rest>.*)"),
    # 10:03:22 山田：
    "lead": re.compile(rf"{_RANGE}(?:[ 　\t]+(?P<rest>.*))?"),
}
_BEFORE_GAP = re.compile(
    r"[\[［【]?([^\s:：。、]{1,20}?(?:[ _　]?[0-9０-９A-Z]{1,2})?)[\]］】]?(?:　|\t|[ ]{1,9})(?=\S)"
)
_SHARE = 0.12  # of the lines that begin with a time or end with one, where times order a file
_SHARE_UNNAMED = 0.3  # the same where nothing but a time opens the lines
_LONGEST_NAME = 40


@dataclass(slots=True)
class _Turn:
    time: str
    name: str
    words: list[str]


def read(lines: Sequence[str]) -> list[Utterance] | None:
    """The utterances of lines that times order; None where they do not."""
    style = _style(lines)
    if style is None:
        return None
    front, turns, noted = _turns(lines, style)
    clock = are_of_day([turn.time for turn in turns])
    _name(turns, style)
    punctuated = is_punctuated(line for turn in turns for line in turn.words)
    found = [Utterance(line, heading=True) for line in front]
    for number, turn in enumerate(turns):
        at = seconds(turn.time, clock=clock)
        if words := join(turn.words, punctuated=punctuated):
            found.append(Utterance(words, turn.name, at))
        found += [Utterance(line, heading=True) for line in noted.get(number, ())]
    return found


def opens(line: str) -> bool:
    """Whether a line begins an utterance by its time."""
    return _of(line.strip()) is not None


def _style(lines: Sequence[str]) -> str | None:
    """The place that times have in these lines."""
    filled = [line.strip() for line in lines if line.strip()]
    counts = Counter(style for line in filled if (style := _of(line)) is not None)
    if not counts:
        return None
    style, count = max(counts.items(), key=lambda one: (one[1], -list(_STYLES).index(one[0])))
    first = next((line for line in filled if not is_front(line)), "")
    if count < 2:
        return style if _of(first) == style and style != "lead" and len(filled) > 1 else None
    # A timetable has lines that begin with a time too; nobody's name stands behind it.
    named = style != "lead" or all(map(_names_somebody, (line for line in filled if _of(line) == style)))
    return style if count >= (_SHARE if named else _SHARE_UNNAMED) * len(filled) else None


def _names_somebody(line: str) -> bool:
    match = _STYLES["lead"].fullmatch(line)
    rest = (match["rest"] or "").strip() if match else ""
    colon = BEFORE_COLON.match(rest)
    return is_somebody(colon[1] if colon else rest) or _before_gap([rest]) is not None


def _of(line: str) -> str | None:
    if not re.search("[0-9０-９]", line):
        return None
    return next((style for style, form in _STYLES.items() if _fits(style, form.fullmatch(line))), None)


def _fits(style: str, match: re.Match[str] | None) -> bool:
    if match is None or is_day(match.string):
        return False
    name = match.groupdict().get("name")
    return name is None or style == "framed" or (len(name) <= _LONGEST_NAME and not re.search("[はがをにで]$", name))


def _turns(lines: Sequence[str], style: str) -> tuple[list[str], list[_Turn], dict[int, list[str]]]:
    """What stands before the first time, the turns, and by turn what a program or a person noted after it."""
    form = _STYLES[style]
    front: list[str] = []
    turns: list[_Turn] = []
    noted: dict[int, list[str]] = {}
    for line in (line.strip() for line in lines):
        match = form.fullmatch(line) if line else None
        if match is not None and _fits(style, match):
            found = match.groupdict()
            turns.append(_Turn(found["time"], (found.get("name") or "").strip(), [(found.get("rest") or "").strip()]))
        elif not line:
            continue
        elif not turns:
            front.append(line)
        elif is_program(line) or (is_apart(turns[-1].words) and (is_title(line) or is_day(line))):
            noted.setdefault(len(turns) - 1, []).append(line)
        else:
            turns[-1].words.append(line)
    for turn in turns:
        turn.words = [words for words in turn.words if words]
    return front, turns, noted


def _name(turns: list[_Turn], style: str) -> None:
    """Finds the names that stand after a time: before a colon, on a line of their own, or before a gap."""
    if style in ("framed", "tail", "between", "colon"):
        return
    opened = [turn for turn in turns if turn.words]
    for find in (_before_colon, _on_own_line, _before_gap):
        found = [find(turn.words) for turn in opened]
        names = [one[0] for one in found if one is not None]
        known = speakers(names, usual=len(names) >= 0.6 * len(opened) and (find is _before_colon or _recur(names)))
        if names and sum(name in known for name in names) >= 0.3 * len(opened):
            for turn, one in zip(opened, found, strict=True):
                if one is not None and one[0] in known:
                    turn.name, turn.words = one
            _go_on(opened)
            return


def _go_on(turns: Sequence[_Turn]) -> None:
    """A turn without a name goes on with the speaker before it."""
    speaker = ""
    for turn in turns:
        turn.name = speaker = turn.name or speaker


def _before_colon(words: list[str]) -> tuple[str, list[str]] | None:
    match = BEFORE_COLON.match(words[0])
    if match is None:
        return None
    rest = words[0][match.end() :]
    return _without_signs(match[1]), [rest, *words[1:]] if rest else words[1:]


def _without_signs(name: str) -> str:
    """The name alone, where a program writes 「開始 山田 宛先 全員」 for who wrote to whom."""
    return re.sub(r"^(?:開始|From)[ 　\t]+|[ 　\t]+(?:宛先|[Tt]o)[ 　\t].*$", "", name.strip()).strip()


def _on_own_line(words: list[str]) -> tuple[str, list[str]] | None:
    name = words[0].strip("[]［］【】:： 　")
    return (name, words[1:]) if len(words) > 1 and may_speak(name) and name else None


def _before_gap(words: list[str]) -> tuple[str, list[str]] | None:
    match = _BEFORE_GAP.match(words[0])
    if match is None or not (is_somebody(match[1]) or is_numbered(match[1])):
        return None
    return match[1], [words[0][match.end() :], *words[1:]]


def _recur(names: Sequence[str]) -> bool:
    """Whether the words in the speakers' place are few that come again."""
    return len(set(names)) <= max(1, 0.6 * len(names)) or all(map(is_somebody, set(names)))
