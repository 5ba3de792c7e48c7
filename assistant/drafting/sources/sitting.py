"""The head of a sitting: minutes of an assembly begin with who was present, the agenda and the hour, each by its name.

The lists are those that the library reads in minutes; here they become what is known of the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.drafting.sources.programme import clean_item, marker
from assistant.drafting.values import Occasion
from ingest.japanese.dates import dates
from ingest.structure.minutes.meeting import day_of, session_of, title_of
from ingest.structure.minutes.roster import Section, people_of, sections
from ingest.structure.minutes.values import Person

_N = "[0-9０-９一二三四五六七八九十元〇]"
_AT = rf"(?:(?:午前|午後)[ 　]?{_N}{{1,3}}[ 　]?時(?:[ 　]?{_N}{{1,3}}[ 　]?分|半)?|正午)"
_BEGINS = re.compile(rf"(?P<at>{_AT})[ 　]*(?:開議|開会|開始)|(?:開議|開会|開始)[ 　:：]*(?P<then>{_AT})")
_ENDS = re.compile(
    rf"(?P<at>{_AT})[ 　]*(?:散会|閉会|閉議|延会|終了)|(?:散会|閉会|閉議|延会|終了)[ 　:：]*(?P<then>{_AT})"
)
_PLACE = re.compile(
    r"[○●・■【 　]*(?:(?:開催|会議の)?場所[】 　:：]*)?(?P<place>[^。、:：○]{0,20}(?:委員会室|会議室|議場|協議会室))"
)
_RECORD = re.compile(
    r"^(?P<name>.*?)[ 　]*(?:本会議)?(?:の)?(?:会議録|議事録|速記録|会議記録|会議の記録)[ 　]*[（(【]?[ 　]*"
    r"(?P<number>第[ 　]?[^号\s]{1,5}[ 　]?号)?.*$"
)
_NOTED = re.compile("[○●・■【 　]*(?:開催)?日[ 　]*時[】 　:：]")  # 日時： is how notes and councils tell the day
_FIRST = 6  # speeches, before or in which somebody opens it
_LAST = 3  # speeches, in whose last words the hour of the end stands
_TAIL = 60  # characters of these
_HOW_MANY = re.compile(rf"^[ 　]*[（(]?[ 　]*(?:{_N}{{1,4}}[ 　]?[名人件]|なし|無し)[ 　]*[)）]?")
_LONGEST = 120  # characters of an item


def read_sitting(lines: Sequence[str], said: Sequence[str], source: str) -> Occasion | None:
    """What the lines above the first words say of a sitting, and the words that are `said`; None where it is none.

    It is one if the lines call themselves minutes and list who was there, or the order of the day. `source` is the
    file's name.
    """
    text = "\n".join(line.strip() for line in lines)
    record, lists = title_of(text, "", ""), sections(text, len(text))
    there = [one for one in lists if one.kind == "attendance"]
    listed = bool(there) or any(re.search("議事日程|会議に付", one.head) for one in lists)
    if not record or not listed or any(map(_NOTED.match, lines)):
        return None
    absent = [one for one in there if one.head.startswith("欠")]
    title = _title(record)
    return Occasion(
        title=title,
        held_on=_day(text, lists, title, source),
        hours=_hours([*lines, *said[:_FIRST]], said[-_LAST:]),
        place=next((match["place"].strip(" 　") for line in lines if (match := _PLACE.fullmatch(line.strip()))), ""),
        present=tuple(dict.fromkeys(_people(text, (one for one in there if one not in absent)))),
        absent=tuple(dict.fromkeys(_people(text, absent))),
        agenda=_agenda(text, [one for one in lists if one.kind == "agenda"]),
    )


def _title(record: str) -> str:
    """防災対策特別委員会速記録第二号 as 防災対策特別委員会（第二号）."""
    match = _RECORD.match(record.strip(" 　○"))
    if match is None or not match["name"]:
        return record
    number = "".join((match["number"] or "").split())
    return f"{match['name'].strip(' 　')}{f'（{number}）' if number else ''}"


def _day(text: str, lists: Sequence[Section], title: str, source: str) -> date | None:
    """Its day. A day in an item of the agenda is another."""
    told = list(text)
    for one in lists:
        for line in re.finditer(r"[^\n]+", text[one.body : one.end]) if one.kind == "agenda" else ():
            if not _BEGINS.search(line[0]):
                told[one.body + line.start() : one.body + line.end()] = " " * len(line[0])
    head = "".join(told)
    return day_of(head, len(head), title, source, session_of(text, len(text), title, source))


def _hours(lines: Sequence[str], last: Sequence[str]) -> str:
    begins = next((match for line in lines if (match := _BEGINS.search(line))), None)
    ends = [match for words in last for match in _ENDS.finditer(words[-_TAIL:])]
    first = _plain(begins["at"] or begins["then"]) if begins else ""
    until = _plain(ends[-1]["at"] or ends[-1]["then"]) if ends else ""
    return (f"{first}から" if first else "") + (f"{until}まで" if until else "")


def _plain(at: str) -> str:
    return re.sub(r"[ 　]", "", at)


def _people(text: str, lists: Sequence[Section] | Iterator[Section]) -> Iterator[str]:
    for one in lists:
        for person in people_of(text, one):
            yield _named(person)


def _named(person: Person) -> str:
    """青木一郎 with the seat or the office before it: 1番 青木一郎, 市長 山田太郎."""
    place = f"{person.member}番" if person.member else person.office
    return f"{place} {person.name}" if place else person.name


def _agenda(text: str, lists: Sequence[Section]) -> tuple[str, ...]:
    """What was taken up, where that is listed, else what was on the order of the day."""
    taken_up = [one for one in lists if "付" in one.head]
    return tuple(dict.fromkeys(item for one in taken_up or lists for item in _items(text[one.body : one.end])))


def _items(listed: str) -> Iterator[str]:
    """The items of a list; a line without a number goes on with the one above it, where that has one."""
    found: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, listed.split("\n"))):
        kind, words = marker(re.sub(r"^(?:追加)?日程(?=第)", "", line))
        if _HOW_MANY.fullmatch(line) or (_BEGINS.search(line) and dates(line)) or re.match(r"[（(]", words):
            continue
        if kind == "・" and found:
            continue  # details of the item above
        if not kind and found and found[-1][0]:
            found[-1] = (found[-1][0], f"{found[-1][1]} {words}")
        else:
            found.append((kind, words))
    for _, words in found:
        if 1 < len(item := clean_item(words)) <= _LONGEST:
            yield item
