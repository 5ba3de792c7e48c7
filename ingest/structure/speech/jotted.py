"""Notes that somebody took down, point by point: each point by itself, the headings above them kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.headings import levels
from ingest.structure.minutes import notes
from ingest.structure.speech.front import is_day, is_field, is_title
from ingest.structure.speech.names import BEFORE_COLON, is_somebody
from ingest.structure.speech.values import Utterance

_POINT = re.compile(
    r"[ 　\t]*(?:[・･‐•▪▸▶►◦‣✓✔☆★]|[-–—*＊+](?=[ 　\t])|[-－](?=[^\s0-9０-９-])|[○◯●](?=[ 　])|[①-⑳]"
    r"|[（(][0-9０-９a-zア-ン]{1,2}[)）]|[0-9０-９]{1,2}[.)．）](?![0-9０-９])|[ア-ン][ 　.．)）])[ 　\t]*"
)
_ARROW = re.compile(r"[ 　\t]*[→⇒]")
_POLITE = re.compile(r"です|ます|まし[たて]|ません|でしょう|でした|ください|ございま|ね$|よ$")
_UNFINISHED = re.compile(r"[をがはにでとのもへて、，]$|えー|えっと|あのー")
_MARKDOWN = re.compile(r"^[ ]{0,3}#{1,6}[ 　]+")
_TASK = re.compile(r"[ 　\t]*[・･•\-*]?[ 　\t]*(?:担当者?|期限|期日|[締〆]切り?)[ 　]?[:：]")
_BEFORE_BRACKET = re.compile(r"[（(]?([^\s（()）。、]{1,12})[)）](?=\S)")
_BEHIND = re.compile(r".{2,80}[（(]([^（()）]{1,12})[)）]")
_OPEN_ENDS = ("、", "，", "を", "が", "は", "に", "の")
_SHARE = 0.3  # of the lines that are points, where a text is notes
_SPOKEN = 0.25  # of the lines that sound spoken, from which a text is speech
_LONGEST_TITLE = 60
_LONGEST_HEADING = 40
# Parts of notes that tell of the meeting, not of what was said there.
_ABOUT = frozenset({"日時", "場所", "出席者", "欠席者", "事務局", "資料", "次第"})
_OF_ONE_LINE = frozenset({"日時", "場所"})


def is_jotted(lines: Sequence[str]) -> bool:
    """Whether these lines are somebody's notes and not words as they were spoken."""
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) < 3:
        return False
    points = sum(bool(_POINT.match(line) or _ARROW.match(line)) for line in filled)
    if points >= _SHARE * len(filled):
        return True
    spoken = sum(bool(_POLITE.search(line) or _UNFINISHED.search(line)) for line in filled)
    short = sum(map(len, filled)) <= 50 * len(filled)
    return short and spoken < _SPOKEN * len(filled)


def read(lines: Sequence[str]) -> list[Utterance]:
    """The points, each an utterance, with the headings between them."""
    marked = [line.rstrip() for line in lines if line.strip()]
    filled = [_MARKDOWN.sub("", line) for line in marked]
    about = _about(filled, {number for number, line in enumerate(filled) if line != marked[number]})
    ranks = levels([line.strip() for line in filled])
    found: list[Utterance] = []
    for number, line in enumerate(filled):
        follows = filled[number + 1] if number + 1 < len(filled) else ""
        if (
            about[number]
            or line != marked[number]
            or (number == 0 and _is_name_of_all(line))
            or _is_heading(line, ranks[number], follows)
        ):
            found.append(Utterance(line.strip(), heading=True))
        elif found and not found[-1].heading and _goes_on(line, filled[number - 1]):
            # What is set in below a point says more of it; what follows 「、」 or a particle is the same phrase.
            gap = "" if filled[number - 1].endswith(_OPEN_ENDS) else "\n"
            found[-1] = Utterance(f"{found[-1].text}{gap}{_words(line)}", found[-1].speaker)
        elif (point := _point(line)).text:
            found.append(point)
    return found


def _about(lines: Sequence[str], above: set[int]) -> list[bool]:
    """For each line whether it belongs to a part that tells of the meeting. `above` are the lines known as headings."""
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    parts = notes.fields("\n".join(lines))
    marked = [False] * len(lines)
    for part in parts:
        within = [number for number, start in enumerate(starts) if part.start <= start < part.end]
        if within and part.name in _ABOUT:
            end = next((n for n in within[1:] if n in above or _opens(lines[n])), within[-1] + 1)
            if part.name in _OF_ONE_LINE:
                end = min(end, within[0] + (1 if re.search(r"[:：].|[ 　].", lines[within[0]].strip()) else 2))
            for number in range(within[0], end):
                marked[number] = True
    return marked


def _opens(line: str) -> bool:
    """Whether a line can be no entry of a list of people, places or papers: a numbered or marked heading."""
    return bool(re.match(r"[ 　]*(?:[■□◆◇【▼]|[0-9０-９]{1,2}[.．、 　]|議題|議案|報告[0-9０-９])", line))


def _is_heading(line: str, level: int, follows: str) -> bool:
    words = line.strip()
    if is_title(words) or is_day(words) or is_field(words):
        return True
    if _point(line).speaker or len(words) > _LONGEST_HEADING or re.search("[。、]", words) or not follows:
        return False
    if level > 0 and not _POINT.match(words):
        return True
    numbered = re.match(r"[（(]?[0-9０-９]{1,2}[)）.．]|[①-⑳]", words)
    below = bool(re.match(r"[ 　\t]*[・･‐•\-－○→⇒*]", follows))
    if numbered and below:
        return True
    return below and not _POINT.match(line) and not _ARROW.match(line) and _indent(follows) >= _indent(line)


def _is_name_of_all(line: str) -> bool:
    """Whether the first line can be the notes' title."""
    return len(line) <= _LONGEST_TITLE and not _POINT.match(line) and not re.search("[。：:]", line)


def _goes_on(line: str, before: str) -> bool:
    """Whether a line goes on with the point above: who is to do it, or set in below it, or that was not at its end."""
    if _TASK.match(line):
        return True
    if _POINT.match(line) or _ARROW.match(line):
        return False
    return _indent(line) > _indent(before) or before.endswith(_OPEN_ENDS)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" 　\t"))


def _words(line: str) -> str:
    mark = _POINT.match(line)
    return line[mark.end() :].strip() if mark else line.strip()


def _point(line: str) -> Utterance:
    words = _words(line)
    for form in (BEFORE_COLON, _BEFORE_BRACKET):
        named = form.match(words)
        if named and is_somebody(named[1]) and words[named.end() :]:
            return Utterance(words[named.end() :].strip(), named[1].strip())
    behind = _BEHIND.fullmatch(words)
    return Utterance(words, behind[1] if behind and is_somebody(behind[1]) else "")
