"""やさしい日本語: readings of kanji, years, times, dates and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.proofreading.easy_text import KANJI, EasyText
from assistant.proofreading.honorifics import is_person
from assistant.proofreading.kanji import hiragana
from assistant.proofreading.lists import group
from assistant.proofreading.values import Finding
from ingest.japanese.tokens import Morpheme

_KANJI_PART = re.compile(rf"{KANJI.pattern}(?:.*{KANJI.pattern})?")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA = re.compile(r"(令和|平成|昭和|大正|明治)(元|[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})年(度)?")
_ERA_LETTER = re.compile(r"(?<![A-Za-z0-9])[RHSＲＨＳ]([0-9０-９]{1,2})(?=[.．年/])")
_CLOCK = re.compile(r"(?<![0-9０-９])(午前|午後)?([0-9０-９]{1,2})[:：]([0-9０-９]{2})(?![0-9０-９])")
_HOUR = re.compile(r"(?<![0-9０-９.．])(1[3-9]|2[0-4]|１[３-９]|２[０-４])時(?!間)(半|[0-9０-９]{1,2}分)?")
_DATE = re.compile(
    r"(?<![\d/／.．:-])(?:(?P<year>\d{4})[/／.．-])?(?P<month>\d{1,2})[/／](?P<day>\d{1,2})(?![\d/／]|[のに]?[以分]|カップ|[杯個本枚袋]|ほど|[くぐ]らい)"
)
_DATE_WITH_POINTS = re.compile(r"(?<!\d)(?P<year>\d{4})[.．-](?P<month>\d{1,2})[.．-](?P<day>\d{1,2})(?!\d)")
_WEEKDAY = re.compile(r"(?<=[日\d])[（(]([月火水木金土日])(?:・祝)?[）)]")
_DAYS_TOGETHER = re.compile(
    r"(?:(?<![一-鿿])|(?<=毎週))(?:土日祝?|月水金|火木土?|月木|火金|水土|[月火水木金土日][・～〜-][月火水木金土日](?!曜))(?=[はのにともが、。]|だけ|以外|$)"
)
_WEEKDAY_CUT = re.compile(r"[月火水木金土日]曜(?!日)")
_WEEKDAYS = frozenset(f"{left}{day}{right}" for day in "月火水木金土日" for left, right in ("（）", "()"))
_KANJI_FIGURES = {one: n for n, one in enumerate("〇一二三四五六七八九十")}
_MARKS = (
    (re.compile(r"(?<=\S)[～〜](?=\S)"), "から…まで"),
    (re.compile(r"[→⇒➡⇨←↑↓⇔↔]"), "（言葉で書く。例：「…から…へ」「…と、…になります」）"),
    (re.compile(r"(?<=[時分日月年円])[-－―—‐](?=[0-9０-９午])"), "から…まで"),
    (re.compile(r"(?<=[ぁ-ん一-鿿ァ-ヺー])[＋+×](?=[ぁ-ん一-鿿ァ-ヺー])"), "と"),
    (re.compile(r"(?<=[^A-Za-z\s])[&＆](?=[^A-Za-z\s])"), "と"),
    (re.compile(r"(?<=[ぁ-ん一-鿿ァ-ヺー])[/／](?=[ぁ-ん一-鿿ァ-ヺー])"), "か（または「と」）"),
)


def kanji_without_reading(text: EasyText) -> Iterator[Finding]:
    """Each word with kanji that no reading follows; neighbouring nouns are one."""
    start, end, reading = -1, -1, ""
    for index in range(len(text.words) + 1):
        part = _unread(text, index)
        # A space in the text as given parts them: 期間　令和.
        joined = part and part[0] == end and text.origin[part[0]] == text.origin[end - 1] + 1
        if part and joined and text.at(index).kind[0] in ("名詞", "接尾辞"):
            end, reading = part[1], reading + part[2]
            continue
        if start >= 0:
            yield text.finding(start, end, "kanji_reading", f"{text.text[start:end]}（{reading or '読み仮名'}）")
        start, end, reading = part or (-1, -1, "")


def _unread(text: EasyText, index: int) -> tuple[int, int, str] | None:
    """Where the kanji of a word stand and how they are read, if no reading is given with them."""
    word = text.at(index)
    part = _KANJI_PART.search(word.surface)
    if not part or all(i in text.read for i, one in enumerate(word.surface, word.start) if KANJI.match(one)):
        return None
    if text.text[word.start - 1 : word.end + 1] in _WEEKDAYS:  # told as a date
        return None
    # What is counted right behind a figure is among the first kanji that anyone learns.
    if word.surface in group("counters") and text.at(index - 1).surface[-1:].isdigit():
        return None
    if word.surface == "方" and is_person(text.at(index - 1), text.at(index - 2)):
        return word.start, word.end, "かた"
    return word.start + part.start(), word.start + part.end(), _reading_of(word, part.start(), part.end())


def _reading_of(word: Morpheme, start: int, end: int) -> str:
    """The reading without the kana that the word has before and behind its kanji."""
    whole = hiragana(word)
    behind = len(word.surface) - end
    return whole[start : len(whole) - behind] if len(whole) > start + behind else ""


def eras(text: EasyText) -> Iterator[Finding]:
    """Years of an era, which say nothing to people from abroad, where the year of all calendars is not beside them."""
    for match in text.matches(_ERA):
        year = f"{_ERAS[match[1]] + _figure(match[2])}年"
        beside = text.text[max(0, match.start() - 8) : match.end() + 8]
        if year not in unicodedata.normalize("NFKC", beside):
            yield text.finding(match.start(), match.end(), "era", year + (match[3] or ""))
    for match in text.matches(_ERA_LETTER):
        yield text.finding(match.start(), match.end(), "era", "（西暦の年）")


def _figure(written: str) -> int:
    if written == "元":
        return 1
    if written[0] not in _KANJI_FIGURES:
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_KANJI_FIGURES.get(tens, 1) * 10 if ten else 0) + _KANJI_FIGURES.get(ones, 0)


def times(text: EasyText) -> Iterator[Finding]:
    """Times written with a colon or counted to 24."""
    for match in text.matches(_CLOCK):
        hour, minute = int(match[2]), int(match[3])
        if hour <= 24 and minute < 60:
            half = match[1] or ("午前" if hour < 12 else "午後")
            instead = f"{half}{_of_twelve(hour)}時{f'{minute}分' if minute else ''}"
            yield text.finding(match.start(), match.end(), "time_notation", instead)
    for match in text.matches(_HOUR):
        instead = f"午後{_of_twelve(int(match[1]))}時{match[2] or ''}"
        yield text.finding(match.start(), match.end(), "time_notation", instead)


def _of_twelve(hour: int) -> int:
    return hour - 12 if hour > 12 else hour


def dates(text: EasyText) -> Iterator[Finding]:
    """Dates with strokes, and days of the week cut to one character."""
    for pattern in (_DATE, _DATE_WITH_POINTS):
        for match in text.matches(pattern):
            month, day = int(match["month"]), int(match["day"])
            if 1 <= month <= 12 and 1 <= day <= 31:
                year = f"{int(match['year'])}年" if match["year"] else ""
                yield text.finding(match.start(), match.end(), "date_notation", f"{year}{month}月{day}日")
    for match in text.matches(_WEEKDAY):
        yield text.finding(match.start(), match.end(), "date_notation", f"（{match[1]}曜日）", "weekday")

    for match in text.matches(_WEEKDAY_CUT):
        yield text.finding(match.start(), match.end(), "date_notation", f"{match[0]}日", "weekday")
    for match in text.matches(_DAYS_TOGETHER):
        days = "と".join("祝日" if day == "祝" else f"{day}曜日" for day in match[0] if day not in "・～〜-")
        instead = re.sub("と(?=.曜日$)", "から", days) if re.search("[～〜-]", match[0]) else days
        yield text.finding(match.start(), match.end(), "date_notation", instead, "weekday")


def marks(text: EasyText) -> Iterator[Finding]:
    """Marks that stand for words."""
    for pattern, instead in _MARKS:
        for match in text.matches(pattern):
            yield text.finding(match.start(), match.end(), "symbol", instead)
