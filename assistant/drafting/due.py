"""By when: 来週の金曜日まで, 月末までに, 8月10日, 次回まで, read as a day counted from the day of the meeting."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.japanese.dates import number
from ingest.japanese.folding import fold

_DAYS = "月火水木金土日"
_CORRECTS = re.compile(r"[、。](?:あ+っ?|いや|いえ|すみません|失礼|もとい)[、。]")
_NUM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_WEEKDAY = rf"(?:の)?、?(?P<weekday>[{_DAYS}])曜日?"
_UNTIL = (
    r"(?:いっぱい|中|内|頃|ごろ|あたり|午前中?|午後|の?夕方|の?正午|の?\d{1,2}時|の?朝|の会議|の開催"
    r"|の部会)*(?:まで(?:に)?|締め切り|締切|を?(?:目途|めど|目処)に|に|には|で|を期限)?"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is to be done: the words that name it, at `start` to `end`, and the day they mean."""

    start: int
    end: int
    said: str
    day: date | None


def due(sentence: str, held_on: date | None, next_on: date | None = None) -> Due | None:
    """The first day named in `sentence` by which something can be done; None where none is named.

    `held_on` is the day of the meeting, `next_on` that of the next one, which 次回まで means. Without them such words
    are kept as they were said, without a day.
    """
    # 金曜日に、あ、木曜日に: what follows the correction counts.
    corrected = max((match.end() for match in _CORRECTS.finditer(sentence)), default=0)
    found = [
        Due(match.start(), match.end(), _trimmed(match[0]), _day(day, match, held_on, next_on))
        for pattern, day in _FORMS
        for match in pattern.finditer(sentence)
    ]
    # Of two that overlap the longer one: 来週の金曜日 and not 来週. Words of a limit before others: までに.
    found.sort(
        key=lambda one: (
            one.start < corrected,
            not re.search(r"まで|締|期限|目途|めど", one.said),
            one.start,
            one.start - one.end,
        )
    )
    return found[0] if found else None


def last_day(sentence: str, held_on: date | None) -> date | None:
    """The last day that `sentence` names: of a meeting put off the day it is put off to."""
    found = [
        (match.start(), meant)
        for pattern, day in _FORMS
        for match in pattern.finditer(sentence)
        if (meant := _day(day, match, held_on, None)) is not None
    ]
    return max(found)[1] if found else None


def _trimmed(text: str) -> str:
    return text if text.endswith(("まで", "までに")) else re.sub(r"(?:に|には|で)$", "", text)


def _day(
    of: Callable[[re.Match[str], date, date | None], date | None],
    match: re.Match[str],
    held_on: date | None,
    next_on: date | None,
) -> date | None:
    if held_on is None:
        held_on = date.min  # only what names its own year, or the next meeting, can be read
        try:
            return of(match, held_on, next_on) if of in (_of_next, _full_date) else None
        except (OverflowError, ValueError):
            return None
    try:
        return of(match, held_on, next_on)
    except (OverflowError, ValueError):  # 2月30日
        return None


def _full_date(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    from ingest.japanese.dates import dates

    del held_on, next_on
    found = dates(match[0])
    return found[0].as_date() if found else None


def _month_day(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    """8月10日: of the year whose day lies nearest after the meeting."""
    del next_on
    month, day = number(fold(match["month"])), number(fold(match["day"]))
    if month is None or day is None:
        return None
    said = date(held_on.year, month, day)
    return said if said >= held_on - timedelta(days=60) else said.replace(year=held_on.year + 1)


def _day_of_month(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    """来月5日, 今月20日, 25日."""
    del next_on
    day = number(fold(match["day"]))
    if day is None:
        return None
    named = match["which"] or ""
    months = {"再来月": 2, "来月": 1, "翌月": 1}.get(named, 0)
    first = _first(held_on, months)
    said = first.replace(day=day)
    return _first(held_on, 1).replace(day=day) if not named and said < held_on else said


def _end_of_month(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    """月末, 来月末, 8月末, 8月中, 今月中, 来月上旬 (to its 10th)."""
    del next_on
    named, month = match["which"] or "", match["month"]
    if month:
        value = number(fold(month)) or 0
        first = date(held_on.year, value, 1)
        if first < held_on.replace(day=1) - timedelta(days=60):
            first = first.replace(year=held_on.year + 1)
    else:
        first = _first(held_on, {"再来月": 2, "来月": 1, "翌月": 1}.get(named, 0))
    last = monthrange(first.year, first.month)[1]
    part = match["part"]
    days = {"上旬": 10, "初め": 10, "頭": 10, "中旬": 20, "半ば": 20}
    return first.replace(day=days.get(part, last))


def _in_week(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    """来週の金曜日, 今週中 (to its Friday), 金曜日 (the next one to come)."""
    del next_on
    monday = held_on - timedelta(days=held_on.weekday())
    which, weekday = match["which"] or "", match["weekday"] or None
    weeks = {"再来週": 2, "来週": 1, "翌週": 1, "週明け": 1, "今週": 0}.get(which)
    if which == "週明け":
        return monday + timedelta(days=7)
    if weekday is None:
        part = match["part"] or ""
        return monday + timedelta(weeks=weeks or 0, days={"頭": 0, "初め": 0, "前半": 2, "半ば": 2}.get(part, 4))
    if weeks is None:
        ahead = (_DAYS.index(weekday) - held_on.weekday()) % 7
        return held_on + timedelta(days=ahead or 7)
    return monday + timedelta(weeks=weeks, days=_DAYS.index(weekday))


def _in_days(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    del next_on
    word = match["word"]
    days = {"本日": 0, "今日": 0, "きょう": 0, "明日": 1, "あした": 1, "あす": 1, "明後日": 2, "あさって": 2}
    return held_on + timedelta(days=days[word])


def _after(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    """2週間以内, 1か月以内, 10日以内."""
    del next_on
    count, unit = number(fold(match["count"])) or 0, match["unit"]
    if unit in ("週間", "週"):
        return held_on + timedelta(weeks=count)
    if unit in ("日", "日間"):
        return held_on + timedelta(days=count)
    first = _first(held_on, count)
    return first.replace(day=min(held_on.day, monthrange(first.year, first.month)[1]))


def _end_of_year(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    del next_on
    if "年度" in match[0]:
        return date(held_on.year + (held_on.month >= 4), 3, 31)
    return date(held_on.year, 12, 31)


def _of_next(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    del match, held_on
    return next_on


def _open(match: re.Match[str], held_on: date, next_on: date | None) -> date | None:
    """早急に, 後日: said, and no day."""
    del match, held_on, next_on
    return None


def _first(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, date | None], date | None]], ...] = (
    (
        re.compile(rf"(?:令和|R)(?:{_NUM}|元)年{_NUM}月{_NUM}日(?:[（(][{_DAYS}][）)]|、?の?[{_DAYS}]曜日?)?{_UNTIL}"),
        _full_date,
    ),
    (
        re.compile(
            rf"(?<![年])(?P<month>{_NUM})月(?:の)?、?(?P<day>{_NUM})日(?:[（(][{_DAYS}][）)]"
            rf"|、?の?[{_DAYS}]曜日?)?{_UNTIL}"
        ),
        _month_day,
    ),
    (
        re.compile(rf"(?<![\d/.])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/])(?:[（(][{_DAYS}][）)])?{_UNTIL}"),
        _month_day,
    ),
    (
        re.compile(
            rf"(?P<which>今月|来月|再来月|翌月)(?:の)?、?(?P<day>{_NUM})日(?:[（(][{_DAYS}][）)]"
            rf"|、?の?[{_DAYS}]曜日?)?{_UNTIL}"
        ),
        _day_of_month,
    ),
    (
        re.compile(
            rf"(?<![月\d一-龠])(?P<which>)(?P<day>{_NUM})日(?:[（(][{_DAYS}][）)]"
            rf"|、?の?[{_DAYS}]曜日?)?(?:の?(?:午前中?|午後|夕方|正午|\d+時))?(?:まで(?:に)?|締め切り|締切)"
        ),
        _day_of_month,
    ),
    (
        re.compile(
            rf"(?:(?P<which>今月|来月|再来月|翌月)(?:の)?|(?P<month>{_NUM})月(?:の)?"
            rf"|(?<![一-龠\d])(?=月末))(?:月)?(?P<part>末日?|中旬|上旬|下旬|初め|頭|半ば|いっぱい"
            rf"|中(?![旬央]))(?:頃|ごろ)?{_UNTIL}"
        ),
        _end_of_month,
    ),
    (re.compile(rf"(?P<which>今週|来週|再来週|翌週){_WEEKDAY}{_UNTIL}"), _in_week),
    (
        re.compile(
            rf"(?P<which>今週|来週|再来週|翌週|週明け)(?P<weekday>)(?:の)?(?P<part>中|末|頭|初め|前半|半ば"
            rf"|後半|いっぱい)?{_UNTIL}"
        ),
        _in_week,
    ),
    (re.compile(rf"(?<![週日月の])(?P<which>)(?P<part>)(?:次の|今度の)?(?P<weekday>[{_DAYS}])曜日?{_UNTIL}"), _in_week),
    (
        re.compile(
            rf"(?P<word>(?:本日|今日|きょう)(?!の(?!うち|午後|夕方|夜|会議))|明日|あした|あす|明後日|あさって){_UNTIL}"
        ),
        _in_days,
    ),
    (
        re.compile(
            rf"(?P<count>{_NUM})(?P<unit>週間|日間|日|[かヶカケ箇]月)(?:以内|後)(?:をめどに|を目途に|まで)?(?:に)?"
        ),
        _after,
    ),
    (re.compile(rf"(?:年度末|年度内|今年度中|年内|年末|今年中){_UNTIL}"), _end_of_year),
    (
        re.compile(
            r"次(?:回|の(?:会議|委員会|部会|打ち?合わせ|定例会?))(?:の(?:会議|委員会|部会"
            r"|打ち?合わせ))?(?:まで(?:に)?|に(?:は)?|で|は、|(?=の資料)|(?=[おご])|(?=(?:ご)?(?:報告|提示|提出|お示し|回答)))"
        ),
        _of_next,
    ),
    (re.compile(r"次のとき(?:に|まで(?:に)?)?|それまでに"), _of_next),
    (
        re.compile(
            r"早急に|至急|速やかに|すぐに|後日|後ほど|のちほど|追って|早めに|近いうちに|会議(?:の)?後(?:に)?"
            r"|[^、。\s]{2,14}(?:前|後|開始|議会|選挙|休み|連休)までに"
        ),
        _open,
    ),
)
