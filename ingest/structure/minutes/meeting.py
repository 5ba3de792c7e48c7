"""The sitting as a whole: which assembly, which session, which day, and who met."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from ingest.japanese.dates import dates, number
from ingest.japanese.folding import fold
from ingest.model import Role
from ingest.structure.minutes.values import MeetingKind, Session, Turn

_WORDS = (
    "会議録|議事録|速記録|議事要旨|会議要旨|議事概要|会議概要|会議要録|議事要録|会議記録|委員会記録"
    "|会議の記録|議事メモ|打合せ記録|協議録|協議記録"
)
_TITLE = re.compile(
    rf"(?:{_WORDS})[ \t　]*(?:[（(【\[][^）)】\]]{{1,12}}[）)】\]]"
    rf"|第[^号\n]{{1,5}}号|[0-9０-９第号回案版速報その一二三四五六七八九十_\- 　])*+$"
)
_TITLE_LINES, _HEAD = 8, 4000
_KIND_OF_PLACE = r"(?:都|道|府|県|市|区|町|村)議会"
_ASSEMBLY = re.compile(rf"[^\s。、「」（）()第年月日回・：:0-9０-９]{{1,8}}?{_KIND_OF_PLACE}")
# In running text a name without hiragana that something parts from what is before it: not ここに東京都議会は.
_ASSEMBLY_SAID = re.compile(
    r"(?:^|(?<=[\s「（(、。・年回度]))(?![本当各全他両私我])(?:(?![第回年度])[\u30a1-\u30fa\u30fc\u3400-\u9fff々ヶ]){1,8}?"
    + _KIND_OF_PLACE
    + "(?!議員)",
    re.MULTILINE,
)
_ERA = r"(?:明治|大正|昭和|平成|令和)"
_N = r"[0-9０-９一二三四五六七八九十元〇]{1,3}"
_SESSION = re.compile(
    rf"(?P<year>{_ERA}[ 　]?{_N}[ 　]?年|20\d\d年)[ 　]?"
    rf"(?:第[ 　]?(?P<number>{_N})[ 　]?回)?(?P<between>[^\n。、「」第]{{0,14}}?)"
    rf"[（(]?(?:(?P<month>{_N})月)?[）)]?(?P<kind>定例会議|定例月会議|定例会|臨時会議|臨時会|特別会|通年会議)"
)
_OPENED = re.compile(
    r"[^。\n]{8,40}(?:定例会議?|臨時会議?|定例月会議|特別会)(?:は、?本日|[はをの、])?(?:招集され|開会|閉会)"
)
_SITTING = re.compile(rf"第[ 　]?(?P<number>{_N})[ 　]?号")
_SITTING_PLACE = re.compile(
    rf"(?:{_WORDS}|議事日程|定例会|臨時会)[^\n。]{{0,12}}?第[ 　]?(?P<number>{_N})[ 　]?号"
    rf"|^[（(]第[ 　]?(?P<other>{_N})[ 　]?号[）)]",
    re.MULTILINE,
)
_DAY_OF = re.compile(r"開議|開会|日\s*時|開催|議事日程|[（(][月火水木金土日]|曜日")
_BODIES = re.compile(r"委員会|審議会|協議会|部会|分科会|懇談会|懇話会|検討会|審査会|会議体")


def title_of(text: str, source: str, title: str) -> str:
    """The line that calls the paper minutes: its title, one of its first lines or its name; empty without one."""
    lines = [line.strip() for line in text[:_HEAD].split("\n") if line.strip()][:_TITLE_LINES]
    stem = PurePath(source).stem
    for words in (title.strip(), *lines, stem):
        if len(words) <= 80 and _TITLE.search(words):
            return words.strip("=＝ 　")
    return ""


def assembly_of(text: str, title: str) -> str:
    """東京都議会, from the title, else the name that its first and last pages use most."""
    if match := _ASSEMBLY.search(title):
        return match[0]
    found = Counter(_ASSEMBLY_SAID.findall(text[:_HEAD] + "\n" + text[-2000:]))
    return found.most_common(1)[0][0] if found else ""


def session_of(text: str, head: int, title: str, source: str) -> Session | None:
    """令和二年第一回定例会: from the title, the file's name, what stands before the first words, or who opens it.

    A session that somebody merely mentions is not the paper's. The first words are spoken `head` characters in.
    """
    spoken = (match[0] for part in (text[head : head + _HEAD], text[-1500:]) for match in _OPENED.finditer(part))
    for words in (title, PurePath(source).stem, text[: min(head, _HEAD)], *spoken):
        for match in _SESSION.finditer(words):
            said = dates(match["year"])
            if not said or said[0].year is None or not (match["number"] or match["month"]):
                continue
            text_of = re.sub(r"[\s　]", "", match[0])
            return Session(text_of, said[0].year, _number(match["number"]), _number(match["month"]), match["kind"])
    return None


def sitting_of(text: str, title: str) -> int | None:
    """第N号 of the sitting, from the title or the first lines."""
    match = _SITTING.search(title)
    if match:
        return _number(match["number"])
    place = _SITTING_PLACE.search(text[:600])
    return _number(place["number"] or place["other"]) if place else None


def day_of(text: str, head: int, title: str, source: str, session: Session | None) -> date | None:
    """The day of the sitting: of the head's line that speaks of its opening, else its first date, else the name's."""
    lines = [line for line in text[: min(head, 30_000)].split("\n") if "日" in line or "." in line or "/" in line]
    for words in (
        title,
        *(line for line in lines if _DAY_OF.search(line)),
        *lines[:12],
        PurePath(source).stem.replace("_", " "),
    ):
        for when in dates(words):
            if day := when.as_date():
                return day
    # 二月二十六日議事日程第二号: the year is the session's.
    year = session.year if session else next((w.year for w in dates(title) if w.year), None)
    for line in lines if year else ():
        if re.search("議事日程", line) and (said := dates(line)) and said[0].month and said[0].day:
            try:
                return date(year or 0, said[0].month, said[0].day)
            except ValueError:
                return None
    return None


def kind_of(title: str, turns: Sequence[Turn], *, is_noted: bool) -> MeetingKind:
    """Who met. A team has the parts of a note and nobody who speaks as a member of an assembly or a council."""
    asks = any(turn.role is Role.QUESTIONER for turn in turns)
    if is_noted and not asks and not any(turn.office.endswith(("議長", "委員長")) for turn in turns):
        return MeetingKind.TEAM
    if turns and all(turn.role is Role.UNKNOWN for turn in turns):
        return MeetingKind.TEAM
    if _BODIES.search(title) and not re.search("定例会|臨時会|本会議", title):
        return MeetingKind.COMMITTEE
    chairs = Counter(turn.office.endswith("議長") for turn in turns if turn.role is Role.CHAIR)
    if chairs:
        return MeetingKind.PLENARY if chairs[True] >= chairs[False] else MeetingKind.COMMITTEE
    by_seat = any(turn.office.endswith("委員") for turn in turns if turn.role is Role.QUESTIONER)
    return MeetingKind.COMMITTEE if by_seat else MeetingKind.PLENARY


def _number(written: str | None) -> int | None:
    return number(fold(written).strip()) if written else None
