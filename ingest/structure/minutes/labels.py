"""Who speaks, by the words of a label: 議長（石川良一君）, 二十一番, 田中委員長, 山田太郎君, 事務局."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import Role
from ingest.structure.minutes.offices import begins_as_office, is_name, is_office, is_part, role_of, split_surname
from ingest.structure.minutes.roster import Roster, member_number
from ingest.structure.minutes.values import Person


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks, as the words of a label say it; `strong` where it can hardly be anything else."""

    speaker: str
    office: str
    member: str
    role: Role
    strong: bool


BRACKETED = re.compile(
    r"(?P<front>[^\s（()）。、「」：:]{0,60}?)(?P<gap>[ \t　]?)"
    r"[（(](?P<inside>[^（()）。、「」\n]{1,50}(?:[（(][^（()）\n]{1,12}[)）])?)[)）]"
    r"(?P<back>君|議員|委員|さん)?(?P<after>[ \t　]*[：:]?[ \t　]*)"
)
# 田中（晃）委員: the brackets are part of the surname.
TOLD_APART = re.compile(
    r"[^\s（()）]{1,5}[（(][^（()）]{1,2}[)）](?=[^\s（()）]*(?:委員|長|議員|証人|参考人)(?:[ 　：:]|$))"
)
HONORIFIC = re.compile(r"(?:君|議員|委員|さん|氏|くん|殿|様)$")
# 市長（登壇）, 谷村委員　（パネルを示す）: what somebody does, not who it is.
DONE = re.compile(
    r"登壇|降壇|起立|着席|挙手|退席|入場|退場|朗読|発言|続き?$|拍手|笑|示す|[ぁ-ん](?:る|す|た)$|^[ぁ-ん]+$"
)
_NUMBERED = re.compile(r"^(?:議席|第)?(?P<number>[0-9０-９]{1,3}|[一二三四五六七八九十百〇]{1,6})番(?:議員|委員)?$")
_NUMBER_AND_NAME = re.compile(
    r"^(?:議席|第)?(?P<number>[0-9０-９]{1,3}|[一二三四五六七八九十百〇]{1,6})番(?P<name>.{2,7})(?:君|議員|委員|さん)$"
)
# Speakers a council does not name: 委員, 委員Ａ, Ａ委員, and the bare question and answer.
_UNNAMED = {
    **dict.fromkeys(("委員", "議員", "質問", "質疑", "問", "Q", "Ｑ"), Role.QUESTIONER),
    **dict.fromkeys(("当局", "執行部", "理事者", "回答", "答弁", "答", "A", "Ａ"), Role.EXECUTIVE),
    "事務局": Role.SECRETARIAT,
}
_LETTERED = re.compile(
    r"^(?:(?P<before>[A-ZＡ-Ｚ○〇])(?P=before)?)?(?P<office>委員|議員)(?P<after>[A-ZＡ-Ｚ0-9０-９①-⑳]{0,2})$"
)


def bracketed(front: str, inside: str, roster: Roster) -> Label | None:
    """議長（石川良一君）, 二十一番（…）, 山田太郎君（総務部長）, 総務部長（山田）: office and name either way round."""
    said = "".join(inside.split())
    if DONE.search(said) and not HONORIFIC.search(said):
        return None
    name = HONORIFIC.sub("", said) if len(said) > 2 else said
    if match := _NUMBERED.match(front):
        return _filled(name, "", member_number(match["number"]), Role.QUESTIONER, roster) if is_name(name) else None
    honoured = name != said or bool(roster.named(name)) or role_of(front) is Role.EXECUTIVE
    if begins_as_office(front) or (is_office(front) and honoured and not is_office(name)):
        return _in_office(front, name, roster)
    person = HONORIFIC.sub("", front)
    if is_name(person) and is_office(said) and (person != front or roster.named(person)):
        return _filled(person, said, "", role_of(said), roster)
    if not front and said.endswith(("君", "議員", "委員")) and is_name(name):
        return _filled(name, "", "", Role.QUESTIONER, roster)
    return None


def in_words(words: str, roster: Roster) -> Label | None:
    """A label without brackets around the name: 田中委員長, 12番, 山田太郎君, 福祉部長."""
    if match := _NUMBERED.match(words):
        member = member_number(match["number"])
        person = roster.by_number.get(member)
        return Label(person.name if person else "", "", member, Role.QUESTIONER, True)
    if (match := _NUMBER_AND_NAME.match(words)) and is_name(match["name"]):
        return _filled(match["name"], "", member_number(match["number"]), Role.QUESTIONER, roster)
    name, office = roster.split(words)
    if not office:
        name, office = split_surname(words)
    if office:
        return _filled(name, office, "", role_of(office), roster, strong=False)
    if words.endswith("君") and is_name(words[:-1]) and 3 <= len(words) <= 9:
        return _filled(words[:-1], "", "", Role.QUESTIONER, roster)
    if (known := _only(roster, words)) is not None:
        return Label(known.name, known.office, known.member, _role_of(known), True)
    return None


def in_frame(words: str, roster: Roster) -> Label | None:
    """What stands between 【】 or before a colon: any label, or a speaker whom the paper does not name."""
    if not TOLD_APART.match(words) and (match := BRACKETED.fullmatch(words)):
        return bracketed(match["front"], match["inside"] + (match["back"] or ""), roster)
    joined = "".join(words.split())
    if joined in _UNNAMED:
        office = joined if is_office(joined) else ""
        return Label("", office, "", _UNNAMED[joined], False)
    if (match := _LETTERED.match(joined)) and (letter := match["before"] or match["after"]):
        return Label("" if letter in "○〇" else letter, match["office"], "", Role.QUESTIONER, False)
    parts = words.split()
    if len(parts) == 2 and begins_as_office(parts[0]) and is_name(parts[1]):
        return _filled(HONORIFIC.sub("", parts[1]), parts[0], "", role_of(parts[0]), roster)
    return in_words(joined, roster)


def with_name(label: Label, words: str, roster: Roster) -> Label | None:
    """`label` of an office or a number with the name that follows it apart; None where `words` are no certain name."""
    name = "".join(HONORIFIC.sub("", words).split())
    known = bool(name and roster.named(name))
    honoured = bool(HONORIFIC.search(words)) and not begins_as_office(words) and len(name) <= 7
    if not (is_name(name) and (known or honoured)):
        return None
    return _filled(name, label.office, label.member, label.role, roster)


def unnamed(words: str) -> Label | None:
    """Questions and answers of which the paper says no more than that: 問, 答."""
    return Label("", "", "", _UNNAMED[words], False) if words in _UNNAMED and not is_office(words) else None


def is_whole(words: str) -> bool:
    """Whether `words` name an office or a number and nobody's name."""
    return bool(_NUMBERED.match(words)) or begins_as_office(words)


def _in_office(office: str, name: str, roster: Roster) -> Label | None:
    if begins_as_office(name):
        return Label("", office, "", role_of(office), True)
    if is_office(name) and not roster.named(name):
        name = split_surname(name)[0]
    return _filled(name, office, "", role_of(office), roster) if is_name(name) and not is_part(name) else None


def _filled(name: str, office: str, member: str, role: Role, roster: Roster, *, strong: bool = True) -> Label:
    """A label with what the lists add: the full name, the office of a name alone."""
    full = roster.full_name(name, office) if name else ""
    if not office and not member and (person := _only(roster, full)) is not None and person.office:
        office, role = person.office, _role_of(person)
    return Label(full, office, member, role, strong)


def _role_of(person: Person) -> Role:
    role = role_of(person.office) if person.office else person.side
    return person.side if role is Role.UNKNOWN else role


def _only(roster: Roster, name: str) -> Person | None:
    people = roster.named(name) if name else []
    return people[0] if len({person.name for person in people}) == 1 else None
