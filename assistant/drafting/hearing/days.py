"""Which day words of time mean, counted from the day of a meeting: one function for each form of words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.japanese.dates import dates, number
from ingest.japanese.folding import fold

WEEKDAYS = "月火水木金土日"
_LATELY = timedelta(days=60)  # a month and day further back than this are next year's
_MONTHS = {"再来月": 2, "来月": 1, "翌月": 1}
_WEEKS = {"再来週": 2, "来週": 1, "翌週": 1, "今週": 0}
_IN_DAYS = {"本日": 0, "今日": 0, "きょう": 0, "明日": 1, "あした": 1, "あす": 1, "明後日": 2, "あさって": 2}
_TO = {"上旬": 10, "中旬": 20}  # 初め, 頭 and 半ば have no last day
_FRIDAY = 4


class NotKnown(ValueError):
    """The day of the meeting that the words are counted from is not known."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """The days of this meeting and of the next one, None where not known."""

    held_on: date | None
    next_on: date | None = None

    @property
    def today(self) -> date:
        """The day of this meeting. Raises `NotKnown`."""
        if self.held_on is None:
            raise NotKnown
        return self.held_on

    def month(self, ahead: int) -> date:
        """The first day of the month that is so many ahead."""
        months = self.today.month - 1 + ahead
        return date(self.today.year + months // 12, months % 12 + 1, 1)

    def week(self, ahead: int) -> date:
        """The Monday of the week that is so many ahead."""
        return self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=ahead)

    def coming(self, month: int, day: int) -> date:
        """The day of this year, or of the next where it is long past."""
        said = date(self.today.year, month, day)
        return said if said >= self.today - _LATELY else said.replace(year=said.year + 1)


Reading = Callable[[re.Match[str], Meetings], date | None]


def written(match: re.Match[str], meetings: Meetings) -> date | None:
    """令和6年8月10日, R6.8.10, 2024/8/10."""
    del meetings
    found = dates(match[0])
    return found[0].as_date() if found else None


def month_and_day(match: re.Match[str], meetings: Meetings) -> date | None:
    """8月10日, 8/10, of the year in which it comes next."""
    return meetings.coming(_number(match["month"]), _number(match["day"]))


def day_of_month(match: re.Match[str], meetings: Meetings) -> date | None:
    """来月5日, 今月20日; 25日, the one to come."""
    day = _number(match["day"])
    said = meetings.month(_MONTHS.get(match["which"] or "", 0)).replace(day=day)
    return meetings.month(1).replace(day=day) if not match["which"] and said < meetings.today else said


def part_of_month(match: re.Match[str], meetings: Meetings) -> date | None:
    """月末, 来月末, 8月末, 8月中, and 来月上旬, to its 10th."""
    if match["part"] in ("初め", "頭", "半ば"):
        return None
    named = match["month"]
    first = meetings.coming(_number(named), 1) if named else meetings.month(_MONTHS.get(match["which"] or "", 0))
    return first.replace(day=_TO.get(match["part"], monthrange(first.year, first.month)[1]))


def weekday(match: re.Match[str], meetings: Meetings) -> date | None:
    """来週の金曜日; 金曜日, the one to come."""
    day = WEEKDAYS.index(match["weekday"])
    if match["which"] in _WEEKS:
        return meetings.week(_WEEKS[match["which"]]) + timedelta(days=day)
    return meetings.today + timedelta(days=(day - meetings.today.weekday()) % 7 or 7)


def part_of_week(match: re.Match[str], meetings: Meetings) -> date | None:
    """来週, 今週中, to the Friday; 週明け and 来週の頭, the Monday."""
    if match["which"] == "週明け":
        return meetings.week(1)
    if match["part"] in ("前半", "半ば"):
        return None
    first = meetings.week(_WEEKS[match["which"]])
    return first if match["part"] in ("頭", "初め") else first + timedelta(days=_FRIDAY)


def named_day(match: re.Match[str], meetings: Meetings) -> date | None:
    """今日, 明日, あさって."""
    return meetings.today + timedelta(days=_IN_DAYS[match["word"]])


def after(match: re.Match[str], meetings: Meetings) -> date | None:
    """10日以内, 2週間後, 1か月以内, 半年以内."""
    count, unit = _number(match["count"] or "6"), match["unit"] or "月"
    if unit.startswith("週"):
        return meetings.today + timedelta(weeks=count)
    if unit.startswith("日"):
        return meetings.today + timedelta(days=count)
    first = meetings.month(count)
    return first.replace(day=min(meetings.today.day, monthrange(first.year, first.month)[1]))


def end_of_year(match: re.Match[str], meetings: Meetings) -> date | None:
    """年内, 年末; 年度内, 年度末."""
    if "年度" in match[0]:
        return date(meetings.today.year + (meetings.today.month >= 4), 3, 31)
    return date(meetings.today.year, 12, 31)


def next_meeting(match: re.Match[str], meetings: Meetings) -> date | None:
    """次回まで: the day of the next meeting."""
    del match
    return meetings.next_on


def no_day(match: re.Match[str], meetings: Meetings) -> date | None:
    """早急に, 後日, 総会の前までに: words of a limit, and no day."""
    del match, meetings
    return None


def _number(written: str) -> int:
    return number(fold(written)) or 0
