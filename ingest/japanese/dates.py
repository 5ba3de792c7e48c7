"""Dates as Japanese papers write them: 令和5年5月26日, 令和五年, R5.5.26, 2023/5/26, 5月26日, and fiscal years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.japanese.folding import fold

# First western year of each era less one: 令和1 = 2018 + 1.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_NUMBER = r"(?:\d{1,4}|元|[〇一二三四五六七八九十百]{1,5})"
_DATE = re.compile(
    rf"(?:(?P<era>明治|大正|昭和|平成|令和)\s*(?P<era_year>{_NUMBER})\s*年(?P<fiscal>度)?"
    rf"|(?<![a-z0-9])(?P<letter>[mtshr])\.?(?P<letter_year>\d{{1,2}})(?:年(?P<letter_fiscal>度)?|(?=[./-]\d))"
    rf"|(?<!\d)(?P<year>(?:19|20)\d\d|[一二][〇一二三四五六七八九]{{3}})\s*(?:年(?P<year_fiscal>度)?|(?=[./-]\d{{1,2}}[./-])))"
    rf"(?:\s*[./-]?\s*(?P<month>{_NUMBER})\s*(?:月|[./-](?=\d))(?:\s*(?P<day>{_NUMBER})\s*日?)?)?"
    rf"|(?<![\d年])(?P<bare_month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:\s*(?P<bare_day>[一二三十\d]\d?[一二三四五六七八九十]{{0,2}})日)?"
    rf"|(?<![\d/.])(?P<slash_month>1[0-2]|0?[1-9])/(?P<slash_day>3[01]|[12]\d|0?[1-9])(?![\d/])"
)


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
        return When(None, number(part["bare_month"]), number(part["bare_day"]) if part["bare_day"] else None)
    if part["slash_month"]:
        return When(None, int(part["slash_month"]), int(part["slash_day"]))
    year: int | None
    if part["year"]:
        year = number(part["year"])
    else:
        era = part["era"] or _LETTERS[part["letter"]]
        spoken = number(part["era_year"] or part["letter_year"])
        year = _ERAS[era] + spoken if spoken else None
    if year is None:
        return None
    fiscal = bool(part["fiscal"] or part["letter_fiscal"] or part["year_fiscal"])
    month = number(part["month"]) if part["month"] else None
    day = number(part["day"]) if part["day"] else None
    if month is not None and not 1 <= month <= 12:
        return When(year, None, None, fiscal)
    return When(year, month, day if day and day <= 31 else None, fiscal)


def fiscal_year_of(day: date) -> int:
    """The Japanese fiscal year a day falls in: April to March."""
    return day.year if day.month >= 4 else day.year - 1


def in_era(day: date) -> str:
    """A day as papers write it: 令和5年5月26日(金)."""
    weekday = "月火水木金土日"[day.weekday()]
    era, first = ("令和", 2018) if day >= date(2019, 5, 1) else ("平成", 1988)
    if day < date(1989, 1, 8):
        era, first = "昭和", 1925
    year = day.year - first
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日({weekday})"
