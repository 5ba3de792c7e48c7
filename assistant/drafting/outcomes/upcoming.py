"""The next meeting: its day, and the sentences that tell when and where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.due import last_day
from assistant.drafting.hearing.heard import Heard

_NUMBER = re.compile(r"第(\d{1,3})回")
_PLACE = re.compile(r"時間|場所|会場|\d時|会議室")
_HOUR = re.compile(r"\d時|正午")
_SOME_DAY = date(2024, 1, 1)  # to compare the days that two sentences name
_MORE = 3  # sentences after it in which the hour and the place are told


def next_day(heard: Sequence[Heard], held_on: date | None) -> date | None:
    """The day of the next meeting: the last that was said of it, of several meetings the one with the lowest number."""
    days: dict[int, date] = {}
    for one in heard:
        if one.does(Act.NEXT) and (day := last_day(one.text, held_on)):
            number = _NUMBER.search(one.folded)
            days[int(number[1]) if number else 0] = day
    return days[min(days)] if days else None


def announcements(heard: Sequence[Heard]) -> list[tuple[Heard, ...]]:
    """Each sentence that names the next meeting, with its hour and place; not a day that who leads then changes."""
    told = [one for one in heard if one.does(Act.NEXT)]
    settled = next((one for one in reversed(told) if one.leads and _settles(one)), None)
    return [(one, *_place(heard, one)) for one in told if settled is None or not _is_outdone(one, settled)]


def _settles(one: Heard) -> bool:
    """Whether it names the day with its hour, and asks nothing."""
    named = last_day(one.text, _SOME_DAY) is not None and _HOUR.search(one.folded) is not None
    return named and not one.does(Act.ASKS, Act.CONFIRMS)


def _is_outdone(one: Heard, settled: Heard) -> bool:
    """Whether it was said before the day was settled, named another one, and no other number of a meeting."""
    days = (last_day(one.text, _SOME_DAY), last_day(settled.text, _SOME_DAY))
    numbers = [match[1] for match in (_NUMBER.search(one.folded), _NUMBER.search(settled.folded)) if match]
    return one.ordinal < settled.ordinal and None not in days and days[0] != days[1] and len(set(numbers)) < 2


def _place(heard: Sequence[Heard], upcoming: Heard) -> list[Heard]:
    found: list[Heard] = []
    for one in heard[upcoming.ordinal + 1 : upcoming.ordinal + 1 + _MORE]:
        if one.speaker != upcoming.speaker or not _PLACE.search(one.folded) or one.does(Act.NEXT):
            break
        found.append(one)
    return found
