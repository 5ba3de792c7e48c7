"""The beginning of a turn: a mark, who speaks, and where the words begin.

Assemblies write ○議長（石川良一君）, ○二十一番（…君）, ◆12番　山田太郎議員, ○田中委員長, 【山田委員】,
市長（山田太郎）, 山田委員：.
Nothing here decides that a paper is minutes: a line like these may open a list as well (see turns).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.structure.minutes.offices import begins_as_office, is_name, is_office, role_of, split_surname
from ingest.structure.minutes.roster import Roster, member_number
from ingest.structure.minutes.values import Person, Role


class Style(StrEnum):
    """How a paper marks its speakers."""

    MARK = "mark"  # ○議長（…君）
    FRAME = "frame"  # 【山田委員】
    COLON = "colon"  # 山田委員：
    GAP = "gap"  # 山田委員


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks, as the words of a label say it; `strong` where it can hardly be anything else."""

    speaker: str
    office: str
    member: str
    role: Role
    strong: bool


@dataclass(frozen=True, slots=True)
class Opener:
    """A label in its place: `start` at the mark, `body` at the first word said."""

    start: int
    body: int
    label: Label
    style: Style
    mark: str


MARKS = "○◯〇●◆◎◇"
_MARKED = re.compile(rf"^[ \t　]*(?=[{MARKS}])", re.MULTILINE)
_FRAMED = re.compile(r"^[ \t　]*(?=[【［\[])", re.MULTILINE)
_PLAIN = re.compile(r"^[ \t　]*(?=\S)", re.MULTILINE)
_ANYWHERE = re.compile(rf"^[ \t　]*(?=[{MARKS}【［\[])", re.MULTILINE)
_LONGEST = 90
_BRACKETED = re.compile(
    r"(?P<front>[^\s（()）。、「」：:]{0,60}?)(?P<gap>[ \t　]?)"
    r"[（(](?P<inside>[^（()）。、「」\n]{1,50}(?:[（(][^（()）\n]{1,12}[)）])?)[)）]"
    r"(?P<back>君|議員|委員|さん)?(?P<after>[ \t　]*[：:]?[ \t　]*)"
)
_TOLD_APART = re.compile(
    r"[^\s（()）]{1,5}[（(][^（()）]{1,2}[)）](?=[^\s（()）]*(?:委員|長|議員|証人|参考人)[ 　：:])"
)
_TOKEN = re.compile(r"(?P<words>[^\s。、「」：:〔【】]{1,60})(?P<after>[ \t　]*[：:][ \t　]*|[ \t　]+|(?=\n)|$)")
_SET_APART = re.compile(
    r"(?P<name>[^\s。、「」：:（()）]{1,3})[ 　](?P<words>[^\s。、「」：:（()）]{2,20})(?P<after>[ \t　：:]+)"
)
_FRAME = re.compile(r"[【［\[](?P<words>[^】］\]\n。、]{1,50})[】］\]](?P<after>[ \t　]*[：:]?[ \t　]*)")
_COLON = re.compile(
    r"(?P<words>[^\s。、「」：:・＝=※]{1,40}(?:[ 　][^\s。、「」：:]{1,8})?)[ \t　]*[：:](?P<after>[ \t　]*)"
)
_NUMBERED = re.compile(r"^(?:議席)?(?P<number>[0-9０-９]{1,3}|[一二三四五六七八九十百〇]{1,6})番(?:議員|委員)?$")
_HONORIFIC = re.compile(r"(?:君|議員|委員|さん|氏|くん|殿)$")
_ANONYMOUS = {"委員": Role.QUESTIONER, "議員": Role.QUESTIONER, "事務局": Role.SECRETARIAT, "当局": Role.EXECUTIVE,
              "執行部": Role.EXECUTIVE, "理事者": Role.EXECUTIVE}  # fmt: skip


def find(text: str, styles: frozenset[Style], roster: Roster) -> list[Opener]:
    """Every line's beginning that reads as somebody's turn in one of the styles, in order."""
    seen: dict[str, tuple[Label, int] | None] = {}
    found: list[Opener] = []
    for match in _begins(styles).finditer(text):
        at = match.end()
        head = text[at : at + _LONGEST].partition("\n")[0]
        style, mark = _style(head, styles)
        if style is None:
            continue
        key = head if style is Style.GAP else f"{style}{_key(head, style)}"
        if key not in seen:
            seen[key] = _read(head, style, roster)
        if (read := seen[key]) is not None:
            body = at + read[1]
            found.append(Opener(at, body, read[0], style, mark))
    return found


def _begins(styles: frozenset[Style]) -> re.Pattern[str]:
    if styles & {Style.COLON, Style.GAP}:
        return _PLAIN
    return _ANYWHERE if styles >= {Style.MARK, Style.FRAME} else _MARKED if Style.MARK in styles else _FRAMED


def _style(head: str, styles: frozenset[Style]) -> tuple[Style | None, str]:
    first = head[:1]
    if first in MARKS:
        return (Style.MARK, first) if Style.MARK in styles else (None, "")
    if first in "【［[":
        return (Style.FRAME, first) if Style.FRAME in styles else (None, "")
    if Style.COLON in styles:
        return Style.COLON, ""
    return (Style.GAP, "") if Style.GAP in styles else (None, "")


def _key(head: str, style: Style) -> str:
    """The part of a line that decides how it is read, so that a label is read once a paper."""
    if style is Style.FRAME:
        return head.partition("】")[0]
    if style is Style.COLON:
        return re.split("[：:]", head, maxsplit=1)[0] if re.search("[：:]", head) else ""
    # Two words after the mark: an office and a name may be parted by a space.
    return "　".join(re.split(r"([ \t　]+)", head, maxsplit=3)[:6]) if _two_words(head) else _first(head)


def _first(head: str) -> str:
    match = re.match(r"[^ \t　]*(?:[ \t　]?[（(][^)）]*[)）])?[ \t　：:]*", head)
    return match[0] if match else head


def _two_words(head: str) -> bool:
    return bool(re.match(rf"[{MARKS}]?[ \t　]*[^\s（(]+[ \t　]+", head))


def _read(head: str, style: Style, roster: Roster) -> tuple[Label, int] | None:
    if style is Style.MARK:
        return _marked(head, roster)
    if style is Style.FRAME:
        match = _FRAME.match(head)
        label = match and (_inside_frame(match["words"], roster))
        return (label, match.end()) if match and label else None
    if style is Style.COLON:
        match = _COLON.match(head)
        label = match and _inside_frame(match["words"], roster)
        return (label, match.end()) if match and label else None
    return _unmarked(head, roster)


def _marked(head: str, roster: Roster) -> tuple[Label, int] | None:
    at = 1
    while head[at : at + 1] in {" ", "　", "\t"}:
        at += 1
    spaced = at > 1
    # 田中（晃）委員: the brackets are part of the surname.
    if not _TOLD_APART.match(head, at) and (match := _BRACKETED.match(head, at)):
        label = bracketed(match["front"], match["inside"] + (match["back"] or ""), roster)
        certain = not match["gap"] or bool(_HONORIFIC.search(match["inside"]))
        if label and label.strong and certain:
            return label, match.end()
    match = _TOKEN.match(head, at)
    if match is None:
        return None
    label = words_label(match["words"], roster)
    # 中　委員: a short surname is set apart so that all labels have one length.
    if label is None and (apart := _SET_APART.match(head, at)):
        match, label = apart, words_label(apart["name"] + apart["words"], roster)
    if label is None:
        return None
    if spaced and not label.strong:
        return None
    return _with_name(head, match, label, roster)


def _with_name(head: str, match: re.Match[str], label: Label, roster: Roster) -> tuple[Label, int]:
    """`label`, with the name that may stand apart after an office or a number: 12番　山田太郎議員."""
    if label.speaker and not label.member:
        return label, match.end()
    follower = re.compile(
        r"(?P<name>[^\s。、「」：:（）()]{1,9}(?:[ 　][^\s。、「」：:（）()]{1,6})?)(?:[ \t　]+|$)"
    ).match(head, match.end())
    for words in _names(follower["name"]) if follower else ():
        name = "".join(_HONORIFIC.sub("", words).split())
        known = bool(roster.named(name)) if name else False
        honoured = bool(_HONORIFIC.search(words)) and not begins_as_office(words)
        if is_name(name) and (known or (honoured and len(name) <= 7)):
            assert follower is not None
            end = follower.start() + len(words)
            gap = re.compile(r"[ \t　：:]*").match(head, end)
            return _filled(name, label.office, label.member, label.role, roster, True), gap.end() if gap else end
    return label, match.end()


def _names(words: str) -> tuple[str, ...]:
    return (words, words.split(maxsplit=1)[0]) if len(words.split()) == 2 else (words,)


def bracketed(front: str, inside: str, roster: Roster) -> Label | None:
    """議長（石川良一君）, 二十一番（…）, 山田太郎君（総務部長）, 総務部長（山田）: office and name either way round."""
    said = "".join(inside.split())
    name = _HONORIFIC.sub("", said) if len(said) > 2 else said
    if match := _NUMBERED.match(front):
        return _filled(name, "", member_number(match["number"]), Role.QUESTIONER, roster, is_name(name))
    honoured = name != said or bool(roster.named(name))
    if begins_as_office(front) or (is_office(front) and honoured and not is_office(name)):
        if begins_as_office(name):
            return _filled("", front, "", role_of(front), roster, True)
        if is_office(name) and not roster.named(name):
            name = split_surname(name)[0]
        return _filled(name, front, "", role_of(front), roster, is_name(name)) if is_name(name) else None
    person = _HONORIFIC.sub("", front)
    if is_name(person) and is_office(said):
        return _filled(person, said, "", role_of(said), roster, True)
    if not front and said.endswith(("君", "議員", "委員")) and is_name(name):
        return _filled(name, "", "", Role.QUESTIONER, roster, True)
    return None


def words_label(words: str, roster: Roster) -> Label | None:
    """A label without brackets around the name: 田中委員長, 12番, 山田太郎君, 福祉部長."""
    if match := _NUMBERED.match(words):
        member = member_number(match["number"])
        person = roster.by_number.get(member)
        return Label(person.name if person else "", "", member, Role.QUESTIONER, True)
    bare = words.replace("（", "").replace("）", "").replace("(", "").replace(")", "")
    name, office = roster.split(words)
    if not office:
        name, office = split_surname(words)
    if office:
        return _filled(name, office, "", role_of(office), roster, False)
    if words.endswith("君") and is_name(words[:-1]) and 3 <= len(words) <= 9:
        return _filled(words[:-1], "", "", Role.QUESTIONER, roster, True)
    if (person := _only(roster, bare)) is not None:
        return Label(person.name, person.office, person.member, _role_of(person), True)
    return None


def _inside_frame(words: str, roster: Roster) -> Label | None:
    if not _TOLD_APART.match(words + "　") and (match := _BRACKETED.fullmatch(words)):
        return bracketed(match["front"], match["inside"] + (match["back"] or ""), roster)
    joined = "".join(words.split())
    if joined in _ANONYMOUS:
        return Label("", joined, "", _ANONYMOUS[joined], False)
    parts = words.split()
    if len(parts) == 2 and begins_as_office(parts[0]) and is_name(parts[1]):
        name = _HONORIFIC.sub("", parts[1])
        return _filled(name, parts[0], "", role_of(parts[0]), roster, True)
    return words_label(joined, roster)


def _unmarked(head: str, roster: Roster) -> tuple[Label, int] | None:
    """市長（山田太郎）　, 山田委員　: only with words after it."""
    match = _BRACKETED.match(head)
    if match and match["after"] and (label := bracketed(match["front"], match["inside"], roster)) and label.strong:
        return label, match.end()
    token = _TOKEN.match(head)
    if token is None or not token["after"] or (label := words_label(token["words"], roster)) is None:
        return None
    return _with_name(head, token, label, roster)


def _filled(name: str, office: str, member: str, role: Role, roster: Roster, strong: bool) -> Label:
    """A label with what the lists add: the full name, the office of a name alone."""
    full = roster.full_name(name, office) if name else ""
    if not name and member and (person := roster.by_number.get(member)):
        full = person.name
    if not office and not member and (person := _only(roster, full)) is not None and person.office:
        office, role = person.office, _role_of(person)
    return Label(full, office, member, role, strong)


def _role_of(person: Person) -> Role:
    role = role_of(person.office) if person.office else person.side
    return person.side if role is Role.UNKNOWN else role


def _only(roster: Roster, name: str) -> Person | None:
    people = roster.named(name) if name else []
    return people[0] if len({person.name for person in people}) == 1 else None
