"""Dates as Japanese papers write them: 令和5年5月26日, 令和五年, R5.5.26, 2023/5/26, 5月26日, and fiscal years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.japanese.folding import fold

# Name, letter and first day of each era, and the western year before its first; the latest first.
_ERAS = (
    ("令和", "r", date(2019, 5, 1), 2018),
    ("平成", "h", date(1989, 1, 8), 1988),
    ("昭和", "s", date(1926, 12, 25), 1925),
    ("大正", "t", date(1912, 7, 30), 1911),
    ("明治", "m", date(1868, 10, 23), 1867),
)
_YEAR_BEFORE = {name: era[3] for era in _ERAS for name in era[:2]}
_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_NUMBER = r"(?:\d{1,2}|元|[〇一二三四五六七八九十]{1,4})"
_NAME = "明治|大正|昭和|平成|令和"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DATE = re.compile(
    # 令和5年度, 令和五年四月二十一日, R5年, 2023年4月21日, 二〇二三年, 令和5年(2023年)4月21日
    rf"(?:(?P<era>{_NAME}|(?<![a-z0-9])[mtshr])\s*(?P<era_year>{_NUMBER})"
    r"|(?<!\d)(?P<year>(?:19|20)\d\d|[一二][〇一二三四五六七八九]{3}))"
    r"\s*年(?P<fiscal>度)?(?:\s*\([^()\s]{1,6}年度?\)(?=\s*\d{1,2}月))?"
    rf"(?:\s*(?P<month>{_MONTH}|十[一二]?|[一二三四五六七八九])\s*月(?:\s*(?P<day>{_NUMBER})\s*日)?)?"
    # 令和5.4.21, R5.4.21, H31.3
    rf"|(?P<short_era>{_NAME}|(?<![a-z0-9])[mtshr])\.?(?P<short_year>\d{{1,2}})"
    rf"(?P<point>[./-])(?P<short_month>{_MONTH})(?:(?P=point)(?P<short_day>{_DAY})|(?<=[./]\d)|(?<=[./]\d\d))(?![\d%])"
    # 2023/4/21, 2023-04-21, 2023.4.21
    rf"|(?<![\d./-])(?P<west_year>(?:19|20)\d\d)(?P<stroke>[./-])(?P<west_month>{_MONTH})(?P=stroke)(?P<west_day>{_DAY})(?!\d)"
    # 4月21日, 十二月
    rf"|(?<![\d年])(?P<bare_month>{_MONTH}|十[一二]?|[一二三四五六七八九])月(?!当たり|あたり|につき)"
    rf"(?:\s*(?P<bare_day>{_NUMBER})日)?"
    # 4/21
    rf"|(?<![\d/.])(?P<slash_month>{_MONTH})/(?P<slash_day>{_DAY})(?![\d/%])"
)
# What makes a day of two numbers with a slash between: 日程 before it, a weekday or から after it.
_DAY_BEFORE = re.compile(r"(?:日[程時付]?|期[日限]|[締〆]切|day|date)[^\n。、/]{0,6}$")
_DAY_AFTER = re.compile(r"\s*\([月火水木金土日祝][)・祝]|現在|時点|付|以降|まで|から|開催|実施|[締〆]切")
# 1/2, 2/3 and 3/10 are shares wherever nothing speaks of a day; 9/29 is none.
_SHARED_BY = frozenset({2, 3, 4, 5, 6, 8, 10, 12})


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is written. `fiscal` marks a 年度, which runs from April of `year` to the next March."""

    year: int | None
    month: int | None = None
    day: int | None = None
    fiscal: bool = False

    def as_date(self) -> date | None:
        """The day, where year, month and day are all there and such a day exists."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def number(text: str) -> int | None:
    """A number in digits or kanji numerals (元, 二十六, 二〇二三, 百二十); None where it is neither."""
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if all(c in _KANJI for c in text) and text:
        return int("".join(str(_KANJI[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _KANJI:
            digit = _KANJI[c]
        elif c in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
        else:
            return None
    return total + digit if text else None


def in_kanji(count: int) -> str:
    """A number below a hundred in kanji numerals, as papers write years and meetings: 五, 十, 二十六."""
    tens, ones = divmod(count, 10)
    digits = "〇一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones or not tens else ''}"


def either_way(count: int) -> str:
    """A pattern for a number in digits or kanji numerals, of folded text."""
    return rf"(?:0?{count}|{in_kanji(count)})" if 0 <= count < 100 else str(count)


def dates(text: str) -> list[When]:
    """Every date in `text`, in order; the text is folded here."""
    return [when for _, _, when in spans(fold(text))]


def spans(folded: str) -> Iterator[tuple[int, int, When]]:
    """Start, end and value of every date of an already folded text."""
    for match in _DATE.finditer(folded):
        if (when := _when(match)) is not None:
            yield match.start(), match.end(), when


def _when(match: re.Match[str]) -> When | None:
    part = match.groupdict()
    if part["bare_month"]:
        return When(None, number(part["bare_month"]), _day(part["bare_day"]))
    if part["slash_month"]:
        return None if _is_share(match) else When(None, int(part["slash_month"]), int(part["slash_day"]))
    if part["west_year"]:
        return When(int(part["west_year"]), int(part["west_month"]), int(part["west_day"]))
    if part["short_era"]:
        year = _western(part["short_era"], part["short_year"])
        return None if year is None else When(year, int(part["short_month"]), _day(part["short_day"]))
    year = number(part["year"]) if part["year"] else _western(part["era"], part["era_year"])
    if year is None:
        return None
    return When(year, number(part["month"]) if part["month"] else None, _day(part["day"]), bool(part["fiscal"]))


def _western(era: str, year: str) -> int | None:
    spoken = number(year)
    return _YEAR_BEFORE[era] + spoken if spoken else None


def _day(written: str | None) -> int | None:
    day = number(written) if written else None
    return day if day and day <= 31 else None


def _is_share(match: re.Match[str]) -> bool:
    """Whether 1/2 is a half: it looks like a share and no word beside it speaks of a day."""
    part, whole = int(match["slash_month"]), int(match["slash_day"])
    if part >= whole or whole not in _SHARED_BY:
        return False
    before = match.string[max(0, match.start() - 12) : match.start()]
    return not (_DAY_BEFORE.search(before) or _DAY_AFTER.match(match.string, match.end()))


def fiscal_year_of(day: date) -> int:
    """The Japanese fiscal year a day falls in: April to March."""
    return day.year if day.month >= 4 else day.year - 1


def in_era(day: date) -> str:
    """A day as papers write it: 令和5年5月26日(金)."""
    weekday = "月火水木金土日"[day.weekday()]
    rest = f"{day.month}月{day.day}日({weekday})"
    for era, _, first, before in _ERAS:
        if day >= first:
            return f"{era}{'元' if day.year == before + 1 else day.year - before}年{rest}"
    return f"{day.year}年{rest}"
