"""When and where a meeting was, what it is called and who came: out of the lines of an agenda, a deck or a head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ingest.japanese.dates import When, spans
from ingest.japanese.folding import fold
from ingest.japanese.periods import nearest_with_weekday
from ingest.structure.minutes.offices import begins_as_office, is_office
from ingest.structure.speech.front import ENGLISH_DAY, MONTHS

_N = "[0-9０-９]"
_GAPS = re.compile(r"[\s　]+")
_MEETING = re.compile(
    r"会議|委員会|審議会|協議会|打合せ|打ち合わせ|打合わせ|ミーティング|部会|検討会|連絡会|懇談会|懇話会|説明会|審査会"
    r"|総会|研修|プロジェクト|ＰＴ|PT|ワーキング|ヒアリング|朝礼|定例|例会"
)
_KIND_OF_PAPER = (
    r"(?:の?(?:会議次第|議事次第|式次第|次第|アジェンダ|開催通知|資料|配[付布]資料|会議の記録|文字起こし|書き起こし"
    r"|議事録|会議録|議事メモ|録音|録画|メモ|Meeting Recording|Transcript))"
)
_STAMP = r"(?:20\d{6}[_\-]\d{4,6})"  # as Teams adds it to the name of a recording
_TITLE_ENDS = re.compile(
    rf"[\s　_\-]*{_STAMP}?[\s　_\-]*{_KIND_OF_PAPER}*[\s　_\-]*(?:[（(【\[]?(?:案|{_KIND_OF_PAPER})[)）】\]])?$"
)
_NUMBER_ALONE = re.compile(
    r"(?=.)(?:(?:令和|平成)?[0-9０-９元]{1,4}年度?[\s　]*)?(?:第[\s　]?[0-9０-９一二三四五六七八九十]{1,3}[\s　]?回)?"
)
_FULL_DAY = re.compile(
    rf"(?:(?:令和|平成|[RH])?{_N}{{1,4}}年[ 　]?{_N}{{1,2}}月|20\d\d[-/.]{_N}{{1,2}}[-/.])[ 　]?{_N}{{1,2}}"
)
_NO_TITLE = re.compile(r"様$|各位|御中|[。：:]|第.{1,6}号$|^[※（(]")
_LONGEST_TITLE = 60
_LONGEST_LINE = 200  # characters of a line that may be a title with more on it
_T = rf"(?:(?:午前|午後)[ 　]?)?{_N}{{1,2}}[ 　]?(?:時(?:[ 　]?{_N}{{1,2}}[ 　]?分|半)?|[:：]{_N}{{2}})(?![AaPp][Mm])"
_HOURS = re.compile(rf"{_T}(?:[ 　]*(?:[~〜～\-－―–]|から)[ 　]*(?:{_T}|正午)?(?:まで|頃|予定)*)?")
_PLACE = re.compile(
    r"会議室|会館|庁舎|ホール|センター|公民館|オンライン|議場|研修室|応接室|室$|[0-9０-９]階|Zoom|Teams"
)
_WEEKDAY = re.compile(r"\s*\(?([月火水木金土日])(?:曜日?)?(?:・?祝)?\)?")
_COUNT = re.compile(r"[（(]?計?[ 　]*[0-9０-９]{1,3}[ 　]?[名人][)）]?|なし|無し|全員|別紙.*|[（(]敬称略[)）]|敬称略")
_MARK = re.compile(r"^[\s　・･•○●◎◆◇■□\-－*＊]+|[\s　]+$")


def named_title(lines: Sequence[str]) -> str:
    """The meeting's title among a paper's first lines, without 次第 and the like; empty where none can be one."""
    for number, line in enumerate(lines[:8]):
        title = clean_title(line)
        if _NUMBER_ALONE.fullmatch(title) and number + 1 < len(lines):
            title = clean_title(f"{title} {lines[number + 1].strip()}")  # 令和5年度第3回, and the name below it
        if len(title) <= _LONGEST_TITLE and _MEETING.search(title) and not _NO_TITLE.search(title):
            return title
    return ""


def clean_title(line: str) -> str:
    """A line as a title: what stands before a full date in it, without the kind of paper at its end."""
    if len(line) > _LONGEST_LINE:
        return ""
    day = _FULL_DAY.search(line)
    if day is not None and day.start() > 0:
        line = line[: day.start()]
    return _GAPS.sub(" ", _TITLE_ENDS.sub("", line.strip())).strip(" 　=＝-_")


def day_of(text: str, title: str, today: date) -> date | None:
    """The first day in `text`.

    Without a year it is of the 年度 that the title names, else the nearest to `today` that fits its weekday.
    """
    if english := ENGLISH_DAY.search(text):
        return When(int(english["year"]), MONTHS.index(english["month"]) + 1, int(english["day"])).as_date()
    folded = fold(text)
    for _, end, when in spans(folded):
        if when.month and when.day:
            weekday = _WEEKDAY.match(folded, end)
            return when.as_date() if when.year else _resolved(when, weekday[1] if weekday else "", title, today)
    return None


def _resolved(when: When, weekday: str, title: str, today: date) -> date | None:
    assert when.month is not None
    assert when.day is not None
    said = next((one.year for _, _, one in spans(fold(title)) if one.fiscal and one.year), None)
    if said is not None:
        day = When(said if when.month >= 4 else said + 1, when.month, when.day).as_date()
        if day and (not weekday or "月火水木金土日"[day.weekday()] == weekday):
            return day
    if weekday:
        return nearest_with_weekday(when.month, when.day, weekday, today)
    years = (When(year, when.month, when.day).as_date() for year in range(today.year - 1, today.year + 2))
    return min(filter(None, years), key=lambda day: abs(day - today), default=None)


def hours_of(text: str) -> str:
    """The hours in `text`, as they are written."""
    found = _HOURS.search(text)
    return found[0].strip() if found else ""


def place_of(lines: Sequence[str]) -> str:
    """The place that stands behind the hours, or alone on a line beside them, where no name says what it is."""
    for number, line in enumerate(lines):
        hours = _HOURS.search(line)
        if hours is None:
            continue
        for words in (line[hours.end() :], *lines[number + 1 : number + 2]):
            place = _GAPS.sub(" ", words).strip(" 　,、（）()")
            if _PLACE.search(place) and len(place) <= 40 and "。" not in place:
                return place
    return ""


def people(lines: Iterable[str]) -> Iterator[str]:
    """The entries of a list of people, each as it is written; a row of a table is one."""
    for line in lines:
        for part in re.split(r"[、，,／/]", _MARK.sub("", line)):
            for person in _apart(part.strip(" 　・\t")):
                if person and not _COUNT.fullmatch(person):
                    yield person


def _apart(part: str) -> list[str]:
    """山田課長　佐藤主査 are two; 委員長　山田太郎 is one, and so is 山田　太郎."""
    words = _GAPS.split(part)
    if len(words) > 1 and all(_has_office(word) for word in words):
        return words
    return [" ".join(words)]


def _has_office(word: str) -> bool:
    """Whether `word` is a name with an office or さん behind it."""
    return (is_office(word) and not begins_as_office(word)) or word.endswith(("さん", "氏"))
