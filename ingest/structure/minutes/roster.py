"""The lists before a sitting: who was present, in which office or under which number, and where the lists stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.japanese.dates import number
from ingest.japanese.folding import fold
from ingest.model import Role
from ingest.structure.minutes.offices import begins_as_office, is_name, is_office, role_of, split_surname
from ingest.structure.minutes.values import Person, Span

_OPENING = r"[ \t　■●○◎◆◇【〔［＝=・※]*"
_ATTENDANCE = re.compile(
    rf"^{_OPENING}(?:[0-9０-９一二三四五六七八九十]{{1,2}}[.．、　 ]?\s*)?(?P<head>"
    r"(?:出|欠|列|遅参|早退)(?:席|会)(?:議員|委員|説明員|理事者|職員|執行部|事務局|者|した者|した議員|した委員|を求めた者)?"
    r"|欠員|委員外議員|(?:委員|議員)外の?出席者|傍聴議員|説明員|(?:議会)?事務局(?:職員)?|オブザーバー"
    r"|説明のため[^\n。]{0,25}者|職務のため[^\n。]{0,25}(?:者|職員)"
    r"|(?:本会議に|会議に|委員会に|議場に|地方自治法第)[^\n。]{0,40}(?:出席|列席)"
    r"(?:した|を求めた|を求められた)(?:者|説明員|理事者|職員|議員|委員)?"
    r"|市側出席者|執行機関[^\n。]{0,10}出席者?|議会側[^\n。]{0,8})"
    r"(?:の?(?:職|氏|職氏)名|及び欠席議員|は、?次のとおり[^\n]{0,8})*"
    r"[】〕］ \t　]*(?:[（(：:\t 　\n]|[0-9０-９一二三四五六七八九十百]{1,4}[名人]|なし|$)",
    re.MULTILINE,
)
_AGENDA = re.compile(
    rf"^{_OPENING}(?:[^\n。]{{0,20}}議事日程[^\n。]{{0,50}}"
    rf"|(?:本日の)?会議に付(?:した|すべき|議された)(?:事件|案件|議案)[^\n。]{{0,10}}"
    rf"|付議(?:事件|案件)[^\n。]{{0,8}}"
    rf"|審査(?:事件|案件)[^\n。]{{0,8}}|(?:本日の)?日程|目[ 　]*次|会議次第|(?:会議の)?次第|議題|案件)[】〕］ \t　]*$",
    re.MULTILINE,
)
_LEADER = re.compile(r"(?:…|‥|・{3}|\.{4}|．{3})[ 　\t]*(?:[0-9０-９]+)?[ 　]*$")
# A full date, an hour or a place ends a list too.
_ENDS = re.compile(
    rf"^{_OPENING}(?:(?:午前|午後|正午)[^\n。]{{0,14}}(?:開議|開会|再開|開始)|会議の?経過|議事の?経過"
    r"|会議録署名|署名議員|開[会議]の?(?:日時|時刻)|日[ 　]*時|場[ 　]*所|会[ 　]*場|配[布付]資料|資料)",
    re.MULTILINE,
)
_HONORIFIC = re.compile(r"(?:君|氏|議員|委員|さん|殿)$")
_PARTS = re.compile(
    r"\n|\t|、|,|，|君(?=[ 　\t\n、(（]|$)"
    r"|(?:[ 　]+|(?<=[^\s0-9０-９一二三四五六七八九十百]))(?=(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,5})[ 　]*番)"
)
_NUMBERED = re.compile(
    r"^(?:議席)?(?:(?P<number>[0-9０-９]{1,3}|[一二三四五六七八九十百〇]{1,5})[ 　]*番"
    r"|(?P<plain>[0-9０-９]{1,3})[ 　:：]+)[ 　:：]*(?P<name>\D+)$"
)
_OFFICE_THEN_NAME = re.compile(
    r"^(?P<office>.*(?:[局部課室係所場署館園院校区市町村隊]長|[都部道府県]?知事|本部長"
    r"|教育長|委員長|議長|会長|座長|次長|センター長|総監|技監|[理管企]監|管理監|危機管理監"
    r"|参事|理事|参与|主幹|主査|主任|主事|補佐|監査委員|委員|管理者|出納長|収入役|助役|担当|担当者"
    r"|書記|書記長|事務長)(?:兼務|事務取扱|心得|代理|職務代理者?)?)"
    r"[ 　]*(?P<name>\S.*)$"
)
_NOTE = re.compile(r"[（(][^（）()]*[)）]")
_COUNT = re.compile(r"計?[ 　]*[0-9０-９一二三四五六七八九十百]{1,4}[名人]|.*番|なし|無し|全員|別紙.*|省略|略")
_NUMBER_ALONE = re.compile(r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十百〇]{1,5})番$")
# 市　　長　　森　大介: the characters of a short office are spread to the width of the column.
_SPREAD = re.compile(
    r"(?:^[ 　]*|(?<=[\t　 ][\t　 ]))(?:[^\s（(、0-9０-９][ 　]+){1,8}[長事監](?=[ 　\t])", re.MULTILINE
)
_WIDE_GAP = re.compile(r"(?<=[^ 　])(?:　{2,}| {3,})(?=[^ 　])")


@dataclass(frozen=True)
class Roster:
    """The people of the lists, with the spans of the lists and of the agenda."""

    people: tuple[Person, ...] = ()
    attendance: tuple[Span, ...] = ()
    agenda: tuple[Span, ...] = ()

    @cached_property
    def by_initial(self) -> dict[str, list[Person]]:
        """The people by the first character of their names."""
        table: dict[str, list[Person]] = {}
        for person in self.people:
            table.setdefault(person.name[0], []).append(person)
        return table

    @cached_property
    def by_number(self) -> dict[str, Person]:
        """The members by their number."""
        return {person.member: person for person in self.people if person.member}

    def joined(self, other: Roster) -> Roster:
        """These lists and those of another sitting."""
        people = tuple(dict.fromkeys(self.people + other.people))
        return Roster(people, self.attendance + other.attendance, self.agenda + other.agenda)

    def named(self, name: str) -> list[Person]:
        """Who bears this full name, or this surname."""
        near = self.by_initial.get(name[:1], [])
        full = [person for person in near if person.name == name]
        return full or [person for person in near if person.surname == name]

    def full_name(self, name: str, office: str) -> str:
        """The one full name that `name`, a surname, stands for in this office; `name` where it is not certain."""
        surname, hint = [*re.split(r"[（(]", name.rstrip("）)")), ""][:2]
        near = [p for p in self.by_initial.get(surname[:1], []) if p.name.startswith(surname)]
        near = [p for p in near if p.surname in {"", surname} and (not hint or p.name.startswith(surname + hint))]
        near = _narrowed(near, office)
        names = {person.name for person in near}
        return names.pop() if len(names) == 1 else name

    def split(self, words: str) -> tuple[str, str]:
        """Surname and office of 田中建設部長 where the lists know the one and the other; empty where they do not."""
        found: list[tuple[int, int, str, str]] = []
        for person in self.by_initial.get(words[:1], []):
            lengths = (len(person.surname),) if person.surname else range(1, _shared(person.name, words) + 1)
            for length in lengths:
                name, office = words[:length], words[length:]
                if not (office and person.name.startswith(name)):
                    continue
                if person.office and office.endswith(person.office):
                    found.append((len(person.office) + 9, length, name, office))
                elif begins_as_office(office) or (person.name == name and is_office(office)):
                    found.append((0, length, name, office))
        return max(found)[2:] if found else ("", "")


@dataclass(frozen=True)
class Section:
    """A list before a sitting: of whom was there, or of what is on the agenda; `head` is its name."""

    kind: str  # attendance, agenda, or end: what ends a list
    head: str
    start: int
    body: int  # where what it lists begins
    end: int

    @property
    def span(self) -> Span:
        """The list with its head."""
        return self.start, self.end


def sections(text: str, end: int, start: int = 0) -> list[Section]:
    """The lists from `start` to `end`, before the first words of a sitting are spoken, in order."""
    heads = sorted(
        [(m.start(), m.end(), "attendance", m["head"]) for m in _ATTENDANCE.finditer(text, start, end)]
        + [(m.start(), m.end(), "agenda", m[0]) for m in _AGENDA.finditer(text, start, end)]
        + [(m.start(), m.end(), "end", "") for m in _ENDS.finditer(text, start, end)]
    )
    found: list[Section] = []
    for n, (begin, body, kind, words) in enumerate(heads):
        after = heads[n + 1][0] if n + 1 < len(heads) else end
        stop = begin + len(text[begin:after].rstrip())
        found.append(Section(kind, words, begin, min(body, stop), stop))
    return found


def people_of(text: str, section: Section) -> tuple[Person, ...]:
    """The people of one list."""
    return tuple(_people(text[section.start : section.end], section.head))


def read_roster(text: str, end: int, start: int = 0) -> Roster:
    """The lists from `start` to `end`, before the first words of a sitting are spoken."""
    found = sections(text, end, start)
    there = [one for one in found if one.kind == "attendance"]
    people = [person for one in there for person in people_of(text, one)]
    agenda = [one.span for one in found if one.kind == "agenda"] + list(_contents(text, start, end))
    return Roster(tuple(dict.fromkeys(people)), _merged([one.span for one in there]), _merged(agenda))


def member_number(written: str) -> str:
    """21 for 二十一, 21 or ２１; empty where it is no number."""
    value = number(fold(written).strip())
    return str(value) if value is not None else ""


def _people(section: str, head: str) -> Iterator[Person]:
    side = _side(head)
    body = section.partition(head)[2]  # nothing, where the next list begins within its head
    body = re.sub(r"^の?(?:職|氏|職氏)名", "", body)
    for line in body.split("\n"):
        office = ""
        for part in _parts(line):
            # 委員　山田太郎、佐藤花子: the office before the first holds for the rest of the line.
            person = _person(part, side) or (_person(f"{office}　{part}", side) if office else None)
            if person:
                office = person.office if person.office in {"委員", "議員"} else ""
                yield person


def _parts(line: str) -> Iterator[str]:
    """The entries of a line, each with its office or number though a wide gap parts them."""
    line = _SPREAD.sub(lambda match: "".join(match[0].split()), line)
    before = ""
    for part in _PARTS.split(line if "君" in line else _WIDE_GAP.sub("\t", line)):
        if not part.strip(" 　"):
            continue
        entry = f"{before}　{part.strip()}" if before else part
        bare = part.strip(" 　")
        if not before and (begins_as_office(bare) or _NUMBER_ALONE.match(bare)):
            before = bare
            continue
        before = ""
        yield entry


def _person(part: str, side: Role) -> Person | None:
    note = "".join(_NOTE.findall(part))
    called = _NOTE.sub("", part).strip(" 　・：:）】")
    words = _HONORIFIC.sub("", called).strip(" 　")
    if not words or _COUNT.fullmatch(words):
        return None
    if match := _NUMBERED.match(words):
        member = member_number(match["number"] or match["plain"])
        named = member and is_name(match["name"]) and len(words) <= 20
        return _placed(match["name"], "", member, Role.QUESTIONER) if named else None
    if match := _OFFICE_THEN_NAME.match(words):
        name, office = match["name"], "".join(match["office"].split())
        if is_name(name) and not is_office(name):
            return _placed(name, office, "", _own_side(office, note, side))
    # 岸本課長（リーダー）, 山田委員: the lists of teams and councils name people as they are called.
    name, office = split_surname("".join(called.split()))
    if name and office:
        return Person(name, name if len(name) <= 3 else "", office, "", _own_side(office, note, side))
    if "君" in part or side in {Role.QUESTIONER, Role.SECRETARIAT}:
        return _placed(words, "", "", side) if is_name(words) and len("".join(words.split())) >= 3 else None
    return None


def _placed(name: str, office: str, member: str, side: Role) -> Person:
    words = name.split()
    surname = words[0] if len(words) == 2 else ""
    return Person("".join(words), surname, office, member, side)


def _own_side(office: str, note: str, side: Role) -> Role:
    if re.search("リーダー|座長|委員長|議長|会長|司会|進行", note) and not re.search("サブ|副", note):
        return Role.CHAIR
    if side is Role.UNKNOWN:
        return role_of(office)
    return side


def _side(head: str) -> Role:
    if re.search("事務局|職務のため", head):
        return Role.SECRETARIAT
    if re.search("説明|理事者|執行|地方自治法|市側|求め", head):
        return Role.EXECUTIVE
    return Role.QUESTIONER if re.search("議員|委員", head) else Role.UNKNOWN


def _narrowed(people: list[Person], office: str) -> list[Person]:
    """Those of the people whom the office fits best."""
    if len(people) < 2:
        return people
    same = [p for p in people if p.office and (office.endswith(p.office) or p.office.endswith(office))]
    if same:
        return same
    if role_of(office) in {Role.QUESTIONER, Role.CHAIR}:
        return [p for p in people if p.side is Role.QUESTIONER] or people
    return [p for p in people if p.side is not Role.QUESTIONER] or people


def _contents(text: str, start: int, end: int) -> Iterator[Span]:
    """Lines of a table of contents: words, leaders, a page."""
    at = start
    for line in text[start:end].split("\n"):
        if _LEADER.search(line):
            yield at, at + len(line)
        at += len(line) + 1


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1] + 2:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((start, stop))
    return tuple(merged)


def _shared(name: str, words: str) -> int:
    count = 0
    for one, other in zip(name, words, strict=False):
        if one != other:
            break
        count += 1
    return count
