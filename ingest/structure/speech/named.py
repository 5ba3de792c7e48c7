"""Transcripts in which a name opens what its bearer says: before a colon, before a gap, or on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.structure.minutes import parse
from ingest.structure.minutes.labels import DONE
from ingest.structure.minutes.openers import MARKS
from ingest.structure.minutes.roster import sections
from ingest.structure.minutes.values import Turn
from ingest.structure.speech.clock import TIME, seconds
from ingest.structure.speech.front import is_field, is_front, is_item, is_marked, is_program
from ingest.structure.speech.names import BEFORE_COLON, is_somebody, may_speak, speakers
from ingest.structure.speech.running import is_apart, is_punctuated, join
from ingest.structure.speech.values import Utterance

# Some programs write every few minutes how late it is.
_TIME = re.compile(TIME)
_FRAMES = "【［〈《"
_MARK = re.compile(rf"[ 　\t]*[{MARKS}・■□]?[ 　\t]*")
_GAP = re.compile(r"([^\s:：。、「」]{1,20}(?: [^\s:：。、「」]{1,8})?)(?:　+|\t+| {2,})(?=\S)")
_SPACE = re.compile(r"([^\s:：。、「」]{1,12}) (?=\S)")
_FRAME = re.compile(r"[ 　\t]*[【［\[〈《<＜]([^】］\]〉》>＞\n]{1,30})[】］\]〉》>＞][ 　\t]*[:：]?[ 　\t]*")
# （山田）おはようございます。 and 山田）おはようございます。
_BRACKET = re.compile(r"[ 　\t・]*(?:[（(]([^（()）\n]{1,20})[)）]|([^\s（()）。、]{1,10})[)）])[ 　\t]*[：:]?[ 　\t]*")
_LONGEST_ALONE = 20
# Where nearly all lines open so, and most with a name that is sure, the others are names too.
_NEARLY_ALL, _MOST = 0.8, 0.6
_SHARE = 0.25  # of the lines that a name opens, where names order a text
_LONGEST_FRONT = 100

_Opening = tuple[str, str]  # the name, and the words after it on its line
_Find = Callable[[Sequence[str], int], _Opening | None]


def minutes(text: str) -> list[Utterance] | None:
    """The turns of a text that marks its speakers as published minutes do (○議長, 【山田委員】); None for any other."""
    read = parse(text)
    turns = read.turns if read is not None else ()
    marked = sum(text[turn.start] in MARKS + _FRAMES for turn in turns)
    if marked < 2 or sum(turn.end - turn.start for turn in turns) < 0.5 * len(text[_head(text, turns) :].strip()):
        return None
    punctuated = is_punctuated([text])
    written: dict[tuple[str, str, str], str] = {}
    found: list[Utterance] = []
    at = 0
    for turn in turns:
        found += _headings(text[at : turn.start])
        who = (turn.speaker, turn.office, turn.member)
        if words := join(text[turn.body : turn.end].split("\n"), punctuated=punctuated):
            found.append(Utterance(words, written.setdefault(who, _as_written(text, turn))))
        at = turn.end
    return [*found, *_headings(text[at:])]


def _head(text: str, turns: Sequence[Turn]) -> int:
    """Where the lists of who was there end; 0 without such, which may be longer than what was said."""
    listed = any(one.kind == "attendance" for one in sections(text, turns[0].start))
    return turns[0].start if listed else 0


def _as_written(text: str, turn: Turn) -> str:
    return text[turn.start : turn.body].strip(f" 　\t\n:：【】［］〈〉《》{MARKS}")


def _headings(text: str) -> list[Utterance]:
    return [Utterance(line.strip(), heading=True) for line in text.split("\n") if line.strip()]


def read(lines: Sequence[str]) -> list[Utterance] | None:
    """The utterances of lines that names order; None where they do not."""
    filled = [line.strip() for line in lines if line.strip()]
    for find in (_before_colon, _framed, _bracketed, _alone, _before_gap):
        if (openings := _openings(filled, find)) is not None:
            return _utterances(filled, openings)
    return None


def _openings(lines: Sequence[str], find: _Find) -> list[_Opening | None] | None:
    """For each line its opening, as `find` sees it, where such openings order the lines."""
    found = [find(lines, number) for number in range(len(lines))]
    names = [one[0] for one in found if one is not None]
    known = speakers(names, usual=find is _before_colon and sum(map(may_speak, names)) >= 0.6 * len(lines))
    if find is not _before_colon and find is not _framed:
        # A gap, a bracket or a line break parts much else, so the names must come again or be sure.
        known = frozenset(name for name in known if is_somebody(name) or names.count(name) > 2)
        sure = sum(name in known for name in names)
        if find is not _alone and len(names) >= _NEARLY_ALL * len(lines) and sure >= _MOST * len(names):
            known |= {name for name in names if may_speak(name)}
    kept = [one if one is not None and one[0] in known else None for one in found]
    count = sum(one is not None for one in kept)
    if count < 2 and not (count and len(lines) <= 3):
        return None
    first = next(number for number, one in enumerate(kept) if one is not None)
    spoken = sum(len(line) for line in lines[first:])
    enough = count >= _SHARE * len(lines) or (len(known) > 1 and count >= 4 and spoken >= 0.7 * sum(map(len, lines)))
    return kept if enough else None


def _utterances(lines: Sequence[str], openings: Sequence[_Opening | None]) -> list[Utterance]:
    found: list[Utterance] = []
    speaker, words = "", list[str]()
    at: float | None = None

    def close() -> None:
        if said := join(words, punctuated=punctuated):
            found.append(Utterance(said, speaker, at))
        words.clear()

    begun, punctuated = False, is_punctuated(lines)
    for line, opening in zip(lines, openings, strict=True):
        if opening is not None:
            close()
            speaker, begun = opening[0], True
            words.append(opening[1])
        elif _TIME.fullmatch(line):
            close()
            at = seconds(line)
        elif _is_heading(line, words, begun=begun):
            close()
            found.append(Utterance(line, heading=True))
        else:
            words.append(line)
    close()
    return found


def _is_heading(line: str, before: Sequence[str], *, begun: bool) -> bool:
    """Whether nobody says this line, which follows the lines `before` of one speaker."""
    if not begun:
        return (len(line) <= _LONGEST_FRONT and "。" not in line) or is_field(line)
    return is_program(line) or is_marked(line) or (is_apart(before) and (is_front(line) or is_item(line)))


def _before_colon(lines: Sequence[str], number: int) -> _Opening | None:
    line = lines[number]
    mark = _MARK.match(line)
    match = BEFORE_COLON.match(line, mark.end() if mark else 0)
    if match is None:
        return None
    return match[1].strip(), line[match.end() :].strip()


def _framed(lines: Sequence[str], number: int) -> _Opening | None:
    match = _FRAME.match(lines[number])
    if match is None or not may_speak(match[1]):
        return None
    return match[1].strip(), lines[number][match.end() :].strip()


def _bracketed(lines: Sequence[str], number: int) -> _Opening | None:
    match = _BRACKET.match(lines[number])
    name = (match[1] or match[2]).strip() if match else ""
    if match is None or not may_speak(name) or (DONE.search(name) and not is_somebody(name)):  # （笑）, （資料を示す）
        return None
    return name, lines[number][match.end() :].strip()


def _alone(lines: Sequence[str], number: int) -> _Opening | None:
    line = lines[number]
    name = line.strip(f"{MARKS}【】［］[]<>＜＞:： 　")
    follows = lines[number + 1] if number + 1 < len(lines) else ""
    if len(line) > _LONGEST_ALONE or not may_speak(name) or len(follows) <= len(line):
        return None
    return name, ""


def _before_gap(lines: Sequence[str], number: int) -> _Opening | None:
    line = lines[number]
    mark = _MARK.match(line)
    begin = mark.end() if mark else 0
    match = _GAP.match(line, begin)
    if match is None:
        # One narrow space parts anything, so only a sure name counts.
        match = _SPACE.match(line, begin)
        return (match[1], line[match.end() :].strip()) if match and is_somebody(match[1]) else None
    return (match[1].strip(), line[match.end() :].strip()) if may_speak(match[1]) else None
