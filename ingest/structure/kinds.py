"""What kind of paper it is, and the day and year it speaks of, from its title, name and first lines."""

from __future__ import annotations

import re
from datetime import date

from ingest.japanese.dates import fiscal_year_of, spans
from ingest.japanese.folding import fold

# The first kind whose words stand in the title or the file's name; more particular kinds come first.
_KINDS = (
    ("会議録", ("会議録", "議事録", "会議要旨", "議事要旨", "会議概要", "minutes")),
    ("議案", ("議案", "意見書", "決議", "提案理由")),
    ("予算", ("予算", "決算", "補正")),
    ("市政報告", ("施政方針", "市政報告", "所信表明")),
    ("条例・規則", ("条例", "規則", "要綱", "要領", "規程", "ガイドライン", "政令", "指針", "方針")),
    ("調査", ("調査", "アンケート", "満足度")),
    ("申請書・様式", ("申請書", "様式", "届出", "調書")),
    ("手引き", ("マニュアル", "手引", "操作説明", "ガイドブック")),
    ("会議資料", ("会議", "プロジェクト・チーム", "プロジェクトチーム", "検討会", "委員会", "次第")),
)
_BY_FORMAT = {"xlsx": "一覧表", "csv": "一覧表", "pptx": "スライド", "vtt": "文字起こし", "srt": "文字起こし"}
_HEAD = 400
_IN_NAME = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_ERA_IN_NAME = re.compile(r"(?<![a-z])r(?P<year>0\d|1\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")


def kind_of(title: str, source: str, format: str) -> str:
    """The kind of paper in Japanese; 資料 where neither name nor title tells."""
    for words in (fold(title), fold(source)):
        for kind, marks in _KINDS:
            if any(mark in words for mark in marks):
                return kind
    return _BY_FORMAT.get(format, "資料")


def held_on(title: str, source: str, head: str) -> date | None:
    """The day a paper is of: from its name (2023-05-26, R050526), else the first full date of its first lines."""
    name = fold(source)
    if match := _IN_NAME.search(name):
        return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _ERA_IN_NAME.search(name):
        return _day(2018 + int(match["year"]), int(match["month"]), int(match["day"]))
    for _, _, when in spans(fold(f"{title}\n{head[:_HEAD]}")):
        if day := when.as_date():
            return day
    return None


def fiscal_year(title: str, source: str, head: str, day: date | None) -> int | None:
    """The 年度 a paper is of: as its title or name says it, else that of its day, else the first its head names."""
    for text in (title, source):
        if (said := _said_year(text)) is not None:
            return said
    return fiscal_year_of(day) if day else _said_year(head[:_HEAD])


def _said_year(text: str) -> int | None:
    return next((when.year for _, _, when in spans(fold(text)) if when.fiscal and when.year), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
