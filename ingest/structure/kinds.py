"""What kind of paper it is, and the day, year and meeting it is of, from its title, name and first lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from ingest.japanese.dates import When, fiscal_year_of, spans
from ingest.japanese.folding import fold
from ingest.japanese.periods import bounds, in_era_year, spelled_out
from ingest.japanese.sittings import sitting

# The first kind whose words stand in the title or the file's name; more particular kinds come first.
_KINDS = (
    ("会議録", ("会議録", "議事録", "速記録", "会議要旨", "議事要旨", "会議概要", "議事概要", "minutes")),
    ("文字起こし", ("文字起こし", "書き起こし")),
    ("議案", ("議案", "意見書", "決議", "提案理由")),
    ("予算", ("予算", "決算", "補正")),
    ("市政報告", ("施政方針", "市政報告", "所信表明")),
    ("条例・規則", ("条例", "規則", "要綱", "要領", "規程", "ガイドライン", "政令", "指針", "方針")),
    ("調査", ("調査", "アンケート", "満足度")),
    ("申請書・様式", ("申請書", "様式", "届出", "調書")),
    ("手引き", ("マニュアル", "手引", "操作説明", "ガイドブック")),
    ("会議資料", ("会議", "プロジェクト・チーム", "プロジェクトチーム", "検討会", "委員会", "次第")),
    ("一覧表", ("一覧表", "台帳", "名簿")),
)
_BY_FORMAT = {"xlsx": "一覧表", "csv": "一覧表", "pptx": "スライド", "vtt": "文字起こし", "srt": "文字起こし"}
_HEAD = 400  # characters in which a paper says of what day it is
_FOOT = 6000  # ... in which a bill says when it was submitted
_NAMING = 200  # ... in which it says of which session it is
_YEAR = r"(?<![\dv])(?P<year>20[0-3]\d)"
_IN_NAME = re.compile(rf"{_YEAR}[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_ERA_IN_NAME = re.compile(
    r"(?<![a-z])(?P<era>[rh])(?P<year>[0-3]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTH_IN_NAME = re.compile(rf"{_YEAR}(?:[-_.]?(?P<month>0[1-9]|1[0-2])|[-_.](?P<single>[1-9]))(?!\d)")
_SUBMITTED = re.compile(r"\s*提出\s*$", re.MULTILINE)
# What stands before the day of a paper on its own line: 日時, 会期, 掲載日.
_LABEL = re.compile(
    r"^[\s・(\d)]*(?:(?:開催)?(?:日\s*時|期\s*日)|と\s*き|年月日|会\s*期|(?:開催|掲載|作成|発行|公表|実施)日時?"
    r"|実施期間)[\s:]*$"
)
# What follows a day that is another's: of a law, a deadline, the next meeting.
_NOT_ITS_DAY = re.compile(r"\s*(?:\([月火水木金土日]\))?\s*(?:施行|改正|法律|条例|まで|から|以降|締切|〆切)")
_COUNTED = re.compile(r"\((\d{3})回\)")  # assemblies that count through all years write it so beside a title
_ENDS_LINE = re.compile(r"\s*(?:版|発行|作成|公表|策定|改[定訂正]|現在)?\s*$")
_WEEKDAY = re.compile(r"\s*\(([月火水木金土日])")


def kind_of(title: str, source: str, format: str) -> str:
    """The kind of paper in Japanese; 資料 where neither name nor title tells."""
    for words in (fold(title), fold(source)):
        for kind, marks in _KINDS:
            if any(mark in words for mark in marks):
                return kind
    return _BY_FORMAT.get(format, "資料")


def held_on(title: str, source: str, head: str) -> date | None:
    """The day a paper is of.

    From its name (2023-05-26, R050526), else its title, else the day it was submitted (令和4年6月10日提出), else a line
    of its head that is that day (the sender's date, 日時), where 4/21(金) is of the 年度 that title or name say, else
    the first day its head speaks of outside of tables.
    """
    name = fold(source)
    if match := _IN_NAME.search(name):
        return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _ERA_IN_NAME.search(name):
        before = 2018 if match["era"] == "r" else 1988
        return _day(before + int(match["year"]), int(match["month"]), int(match["day"]))
    opening = list(_lines(head[:_HEAD]))
    return (
        next((day for _, _, when in spans(fold(title)) if (day := when.as_date())), None)
        or _submitted(fold(head[:_FOOT]))
        or _own_line(opening, _said_year(title) or _said_year(_stem(source)))
        or _first_day(opening)
    )


def fiscal_year(title: str, source: str, head: str, day: date | None) -> int | None:
    """The 年度 a paper is of.

    As its title or name says it, else that of its day, else that of its session or of the month in its name
    (令和8年6月定例会, 202506, R5), else the first its head names, else that of a month alone on a line of its head.
    """
    for text in (title, _stem(source)):
        if (said := _said_year(text)) is not None:
            return said
    if day is not None:
        return fiscal_year_of(day)
    return (
        _year_of_name(fold(title))
        or _year_of_name(_stem(source))
        or _said_year(head[:_HEAD])
        or _year_of_line(list(_lines(head[:_HEAD])))
    )


def meeting_number(title: str, source: str, head: str) -> int | None:
    """The number of the meeting (第3回) or sitting (第2号) that a paper is of, by title, name or first short lines."""
    lines = [line for line in head[:_NAMING].split("\n") if line.strip() and len(line) <= 60 and "。" not in line][:3]
    for text in (title, _stem(source), *lines):
        if (number := sitting(fold(text)).meeting_number) is not None:
            return number
    return None


def session(title: str, source: str, head: str, day: date | None) -> str:
    """The session of an assembly that a paper is of: 令和2年第1回定例会, 令和8年6月定例会, 第425回定例会; else empty.

    A month alone (6月定例会) counts in title and name only, as a text may speak of any session; so does (446回).
    """
    for text, anywhere in ((title, True), (_stem(source), True), (head[:_NAMING], False)):
        folded = spelled_out(fold(text))
        if anywhere and (counted := _COUNTED.search(folded)):
            return f"第{counted[1]}回定例会"
        one = sitting(folded)
        if one.session_number is None and (one.session_month is None or not anywhere):
            continue
        named = next((when.year for _, _, when in spans(folded) if when.year), day.year if day else None)
        # Assemblies that count through all years (第425回) name no year.
        year = f"{in_era_year(named)}年" if named and (one.session_number or 0) < 100 else ""
        count = f"第{one.session_number}回" if one.session_number else f"{one.session_month}月"
        return f"{year}{count}{one.session}"
    return ""


def _submitted(folded: str) -> date | None:
    """The day of 令和4年6月10日提出, where it ends a line."""
    found = [day for _, end, when in spans(folded) if (day := when.as_date()) and _SUBMITTED.match(folded, end)]
    return found[0] if found else None


def _lines(head: str) -> Iterator[str]:
    """The folded lines of a head, of a labelled cell (日時) what it labels; other rows are left out."""
    for line in head.split("\n"):
        cells = [fold(cell) for cell in line.split("\t") if cell.strip()]
        if len(cells) == 1:
            yield cells[0]
        elif len(cells) == 2 and _LABEL.match(cells[0]):
            yield cells[1]


def _own_line(lines: list[str], year: int | None) -> date | None:
    """The day of the first line that begins with one or labels one; without a year it is of the 年度 `year`."""
    for line in lines:
        for start, end, when in list(spans(line))[:1]:
            before = line[:start]
            if (before.strip() and not _LABEL.match(before)) or _NOT_ITS_DAY.match(line, end):
                continue
            if (day := when.as_date() or _in_fiscal_year(line, end, when, year)) is not None:
                return day
    return None


def _in_fiscal_year(line: str, end: int, when: When, year: int | None) -> date | None:
    """4月21日 of a 年度, unless the weekday beside it says another year."""
    if year is None or when.year is not None or when.month is None or when.day is None:
        return None
    day = _day(year if when.month >= 4 else year + 1, when.month, when.day)
    weekday = _WEEKDAY.match(line, end)
    return None if day and weekday and "月火水木金土日"[day.weekday()] != weekday[1] else day


def _first_day(lines: list[str]) -> date | None:
    """The first day spoken of."""
    return next((day for line in lines for _, _, when in spans(line) if (day := when.as_date())), None)


def _stem(source: str) -> str:
    return fold(PurePosixPath(source).stem).replace("_", " ")


def _said_year(text: str) -> int | None:
    spelled = spelled_out(fold(text))
    return next((when.year for _, _, when in spans(spelled) if when.fiscal and when.year), None)


def _year_of_name(folded: str) -> int | None:
    """The 年度 of what a title or name says without the word: 令和8年3月定例会, 202506, R5, 令和5年第1回定例会."""
    if match := _MONTH_IN_NAME.search(folded.replace(" ", "_")):
        return _fiscal_of(When(int(match["year"]), int(match["month"] or match["single"])))
    spelled = spelled_out(folded)
    one = sitting(spelled)
    for _, _, when in spans(spelled):
        if when.year is None:
            continue
        if when.month is None and one.session_number == 1 and one.session == "定例会":
            return when.year - 1  # called in February or March
        return _fiscal_of(when) if when.month else when.year
    return None


def _year_of_line(lines: list[str]) -> int | None:
    """The 年度 of a year and month that are or end a line: 令和4年11月版, デジタル推進課 令和5年3月."""
    for line in lines:
        for _, end, when in spans(line):
            if when.year and when.month and _ENDS_LINE.match(line, end):
                return _fiscal_of(when)
    return None


def _fiscal_of(when: When) -> int | None:
    span = bounds(when)
    return fiscal_year_of(span[0]) if span else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
