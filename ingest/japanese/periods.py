"""Stretches of time as people name them: R5, 令5, 昨年度, 先月, 令和5年度上半期, 令和4年度から令和6年度まで.

A text is first spelled out, so that one grammar reads all of them: short eras (R5, 平31) and words that lean on
today (昨年度, 先月) become what a paper would write (令和5年, 令和4年度, 令和5年6月). Without a today the latter stay.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ingest.japanese.dates import When, fiscal_year_of, number, spans

_LONG = {"r": "令和", "h": "平成", "s": "昭和", "令": "令和", "平": "平成", "昭": "昭和"}
_LAST = {"令和": 30, "平成": 31, "昭和": 64}
# R5, H31, S63, 令5, 平31: not in R2D2, S3 (a service) or 政令5条. R5.4.21 stands as it is.
_SHORT = re.compile(
    r"(?<![a-z0-9./_-])(?P<letter>[rh]|s(?=\d\d))0?(?P<year>\d{1,2})(?![a-z0-9%]|[./-]\d)(?P<unit>年度?)?"
    r"|(?<![一-龠々])(?P<kanji>[令平昭])\.?(?P<kanji_year>\d{1,2}|元)(?![a-z0-9%条項号番人円名件])(?P<kanji_unit>年度?)?"
)
# 令和4~6年度, 令和4、5年度, 平成30年度と令和元年度 (the latter needs no help).
_PAIR = re.compile(
    r"(?P<era>令和|平成|昭和)(?P<one>\d{1,2}|元)(?:年度?)?(?P<join>[~・、,-]|から|と|及び|および)"
    r"(?P<two>\d{1,2})年(?P<fiscal>度)?(?!間|[\d一-龠]*か月)"
)
_WESTERN_PAIR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年度?)?([~・、,-])((?:19|20)\d\d)年(度?)"  # 2022~2024年度
)
# 令和5(2023)年度 and 2023(令和5)年度 say one year twice.
_TWICE = re.compile(
    r"((?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元))\((?:19|20)\d\d年?\)(?=年)|((?:19|20)\d\d)\(\w{2,5}\)(?=年)"
)
_KATAKANA = re.compile(r"[ァ-ヶ]")
_WEEKDAY = re.compile(r"\s*\((?P<weekday>[月火水木金土日])(?:曜日?)?(?:[・,]?祝)?\)")
_PART = re.compile(
    r"の?(?:(?P<first>上半期|上期|前半)|(?P<second>下半期|下期|後半)|第?(?P<quarter>[1-4一二三四])四半期"
    r"|(?P<end>末日?)|(?P<decade>[上中下初]旬)|(?P<since>以降|以後)|(?P<until>以前))"
)
_TO_DAY = re.compile(r"(?:\([月火水木金土日]\))?\s*(?:から|~|-)\s*(\d{1,2})日")
_JOIN = re.compile(r"(?:\([月火水木金土日]\))?\s*(?:から|より|~|-)\s*")
# 月 that belongs to a name, not to a day: 6月補正, 6月定例会.
_NAMED = re.compile(r"の?(?:第[\d一二三四]+回)?(?:補正|定例|[市区町村都道府県]*議会)")


class Sort(StrEnum):
    """How a stretch of time was named."""

    FISCAL_YEAR = "fiscal_year"
    YEAR = "year"
    DAY = "date"
    SPAN = "span"  # a month, from one day to another
    PART = "part"  # a half or quarter of a year that is named along with it
    POINT = "point"  # the end of a year or month: what a figure is as of, seldom the day of a paper


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time from its first day to its last, both within; None where it is open.

    `start` and `end` are its place in the text; `year` is the year as named, a 年度 where `fiscal`.
    """

    start: int
    end: int
    sort: Sort
    first: date | None
    last: date | None
    year: int
    fiscal: bool


def spelled_out(folded: str, today: date | None = None) -> str:
    """The same folded text with short eras, and with `today` words such as 昨年度 and 先月, as papers write them."""
    text = _TWICE.sub(lambda match: match[1] or match[2], folded)
    text = _PAIR.sub(_pair, _SHORT.sub(_long, text))
    text = _WESTERN_PAIR.sub(r"\1年\4\2\3年\4", text)
    if today is not None:
        for pattern, say in _RELATIVE:
            text = pattern.sub(lambda match, say=say: say(today), text)  # type: ignore[misc]
    return text


def periods(spelled: str, today: date | None = None) -> list[Period]:
    """Every period of a spelled-out text, in order. With `today`, 4/21(金) is of the nearest year whose day fits."""
    found = [(start, end, when) for start, end, when in spans(spelled)]
    read: list[Period] = []
    at = 0
    while at < len(found):
        start, end, when = found[at]
        period = _period(spelled, start, end, when, today)
        if period is not None and at + 1 < len(found) and _joins(spelled, end, found[at + 1][0]):
            joined = _joined(spelled, period, found[at + 1], today)
            if joined is not None:
                period, at = joined, at + 1
        if period is not None:
            read.append(period)
        at += 1
    return read


def bounds(when: When) -> tuple[date, date] | None:
    """First and last day of a date as far as it is written; None without a year, or where there is no such day."""
    year = when.year
    if year is None or not 1 <= year <= 9998:
        return None
    if when.month is None:
        return (date(year, 4, 1), date(year + 1, 3, 31)) if when.fiscal else (date(year, 1, 1), date(year, 12, 31))
    if when.fiscal and when.month < 4:
        year += 1
    if when.day is None:
        return date(year, when.month, 1), date(year, when.month, monthrange(year, when.month)[1])
    day = replace(when, year=year).as_date()
    return (day, day) if day else None


def in_era_year(year: int) -> str:
    """A western year as papers write it, by the era of its end: 令和元, 平成30."""
    for era, before in (("令和", 2018), ("平成", 1988), ("昭和", 1925)):
        if year > before:
            return f"{era}{'元' if year == before + 1 else year - before}"
    return str(year)


def nearest_with_weekday(month: int, day: int, weekday: str, near: date) -> date | None:
    """The day nearest to `near` that is a `day`th of `month` and a `weekday` (月 to 日), three years off at most."""
    fitting = []
    for year in range(near.year - 3, near.year + 4):
        one = When(year, month, day).as_date()
        if one is not None and "月火水木金土日"[one.weekday()] == weekday:
            fitting.append(one)
    return min(fitting, key=lambda one: abs(one - near), default=None)


def _long(match: re.Match[str]) -> str:
    era = _LONG[match["letter"] or match["kanji"]]
    year = number(match["year"] or match["kanji_year"]) or 0
    reach = 20 if match["letter"] == "r" else _LAST[era]
    if not 1 <= year <= reach or (match["letter"] == "h" and _KATAKANA.match(match.string, match.end())):
        return match[0]  # R32 is a refrigerant, H2ロケット a rocket
    unit = match["unit"] or match["kanji_unit"] or ""
    point = match.string[match.end() : match.end() + 1] in (".", "/")  # 令5.4.21
    return f"{era}{year}{'' if point else unit or '年'}"


def _pair(match: re.Match[str]) -> str:
    unit = f"年{match['fiscal'] or ''}"
    if (number(match["one"]) or 0) >= int(match["two"]) or (match["join"] in ("から", "と") and not match["fiscal"]):
        return match[0]
    return f"{match['era']}{match['one']}{unit}{match['join']}{match['era']}{match['two']}{unit}"


def _period(text: str, start: int, end: int, when: When, today: date | None) -> Period | None:
    """The period of one date with what stands after it: 末, 上半期, 以降, (金)."""
    if when.year is None:
        day = _by_weekday(text, end, when, today)
        return Period(start, end, Sort.DAY, day, day, day.year, False) if day else None
    if when.month and when.day is None and _NAMED.match(text, end):
        when = replace(when, month=None)
    span = bounds(when)
    if span is None:
        return None
    if (part := _PART.match(text, end)) is not None:
        return _part(part, Period(start, part.end(), Sort.SPAN, *span, when.year or 0, when.fiscal), when)
    if when.day and (later := _TO_DAY.match(text, end)) is not None:
        last = replace(when, day=int(later[1])).as_date()
        if last is not None and last >= span[0]:
            return Period(start, later.end(), Sort.SPAN, span[0], last, when.year or 0, when.fiscal)
    sort = Sort.DAY if when.day else Sort.SPAN if when.month else Sort.FISCAL_YEAR if when.fiscal else Sort.YEAR
    return Period(start, end, sort, *span, when.year or 0, when.fiscal)


def _part(part: re.Match[str], whole: Period, when: When) -> Period | None:
    """A part of a year or month: its half, its end, what lies after it."""
    first, last = whole.first, whole.last
    if first is None or last is None:
        return None
    if part["since"]:
        return replace(whole, last=None)
    if part["until"]:
        return replace(whole, first=None)
    if part["end"]:
        return replace(whole, sort=Sort.POINT, first=last)
    if part["decade"] and when.month and when.day is None:
        begins, ends = {"上": (1, 10), "初": (1, 10), "中": (11, 20), "下": (21, last.day)}[part["decade"][0]]
        return replace(whole, first=first.replace(day=begins), last=first.replace(day=ends))
    if when.month is None and not part["decade"]:
        quarter = number(part["quarter"]) if part["quarter"] else None
        begins, length = (3 * (quarter - 1), 3) if quarter else (0, 6) if part["first"] else (6, 6)
        last = _later(first, begins + length) - timedelta(days=1)
        return replace(whole, sort=Sort.PART, first=_later(first, begins), last=last)
    sort = Sort.DAY if when.day else Sort.SPAN
    return replace(whole, end=part.start(), sort=sort)


def _by_weekday(text: str, end: int, when: When, today: date | None) -> date | None:
    bracket = _WEEKDAY.match(text, end)
    if today is None or bracket is None or when.month is None or when.day is None:
        return None
    return nearest_with_weekday(when.month, when.day, bracket["weekday"], today)


def _joins(text: str, end: int, start: int) -> bool:
    return _JOIN.fullmatch(text, end, start) is not None


def _joined(text: str, first: Period, then: tuple[int, int, When], today: date | None) -> Period | None:
    """From one period to another; the second takes its year from the first where it names none (4月から6月)."""
    start, end, when = then
    if when.year is None and when.month is not None and first.first is not None:
        year = first.first.year + (1 if when.month < first.first.month else 0)
        when = replace(when, year=year)
    second = _period(text, start, end, when, today)
    if second is None or first.first is None or second.last is None or second.last < first.first:
        return None
    return Period(first.start, second.end, Sort.SPAN, first.first, second.last, first.year, first.fiscal)


def _later(first: date, months: int) -> date:
    """The first day of the month `months` after that of `first`."""
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _fiscal(offset: int) -> Callable[[date], str]:
    return lambda today: f"{in_era_year(fiscal_year_of(today) + offset)}年度"


def _year(offset: int) -> Callable[[date], str]:
    return lambda today: f"{in_era_year(today.year + offset)}年"


def _month(offset: int) -> Callable[[date], str]:
    def say(today: date) -> str:
        month = _later(today, offset)
        return f"{in_era_year(month.year)}年{month.month}月"

    return say


def _day(offset: int) -> Callable[[date], str]:
    return lambda today: _said_day(today + timedelta(days=offset))


def _week(offset: int) -> Callable[[date], str]:
    def say(today: date) -> str:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        return f"{_said_day(monday)}から{_said_day(monday + timedelta(days=6))}まで"

    return say


def _said_day(day: date) -> str:
    return f"{in_era_year(day.year)}年{day.month}月{day.day}日"


def _words(pattern: str) -> re.Pattern[str]:
    # の is dropped before what continues a date: 今年の4月, 昨年度の3月, 来月の5日.
    return re.compile(rf"(?:{pattern})(?:の(?=\d{{1,2}}[月日]|上半期|下半期|上期|下期|[上中下]旬|末))?")


# Comparisons (前年度比, 前月比) name no year, and 明日香 and 今日的 no day. Longer words come before shorter ones.
_COMPARED = r"(?!の?(?:同|比|並|対比|伸び|増減)|より|に比べ|と比)"
_MEETS = r"(?=の(?:会議|委員会|定例会|議会|予定|日程|打合せ|打ち合わせ|説明会)|[はに、,]|開)"
_COMES = r"(?<![従以本元古将外旧再未])"  # 従来年1回 names no year
_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[date], str]], ...] = (
    (_words(r"一昨年度|おととし度"), _fiscal(-2)),
    (_words(rf"昨年度|去年度|前年度{_COMPARED}"), _fiscal(-1)),
    (_words(r"今年度|(?<!日)本年度|当年度"), _fiscal(0)),
    (_words(r"再来年度|翌々年度"), _fiscal(2)),
    (_words(rf"{_COMES}来年度|次年度|(?<!々)翌年度"), _fiscal(1)),
    (_words(r"(?<![年\d])(?=年度末)(?:年度)"), _fiscal(0)),
    (_words(r"(?<![年度期のヶ第\d])(?=[上下]半期)"), _fiscal(0)),
    (_words(r"一昨年|おととし"), _year(-2)),
    (_words(rf"昨年|去年|(?<!以)前年{_COMPARED}(?!度)"), _year(-1)),
    (_words(r"今年(?!度)|(?<!日)本年(?!度)|ことし"), _year(0)),
    (_words(r"再来年"), _year(2)),
    (_words(rf"{_COMES}来年"), _year(1)),
    (_words(r"先々月"), _month(-2)),
    (_words(rf"(?<!優)先月|(?<!以)前月{_COMPARED}"), _month(-1)),
    (_words(r"今月(?!号)|(?<!日)本月"), _month(0)),
    (_words(r"再来月"), _month(2)),
    (_words(rf"{_COMES}来月"), _month(1)),
    (_words(r"先々週"), _week(-2)),
    (_words(r"(?<!優)先週"), _week(-1)),
    (_words(r"今週"), _week(0)),
    (_words(r"再来週"), _week(2)),
    (_words(r"来週"), _week(1)),
    (_words(r"一昨日|おととい"), _day(-2)),
    (_words(r"昨日|きのう"), _day(-1)),
    (_words(rf"(?<!日)本日|(?:今日|きょう){_MEETS}"), _day(0)),
    (_words(rf"(?:明日|あした)(?!に){_MEETS}"), _day(1)),
    (_words(r"明後日|あさって"), _day(2)),
)
