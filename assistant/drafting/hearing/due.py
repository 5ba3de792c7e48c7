"""By when: 来週の金曜日まで, 月末までに, 8月10日, 次回まで, read as a day counted from the day of the meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.drafting.hearing import days
from assistant.drafting.hearing.days import WEEKDAYS, Meetings, Reading
from assistant.drafting.hearing.wordings import any_of, words

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH = words("今月 来月 再来月 翌月")
_WEEK = words("今週 来週 再来週 翌週")
_MEETING = words("会議 委員会 部会 打ち?合わせ 定例会?")
_ON = rf"(?:[（(][{WEEKDAYS}][）)]|、?の?[{WEEKDAYS}]曜日?)?"  # 10日（金）, 10日の金曜
_HOUR = r"(?:の?(?:正午|朝|夕方|夜|\d{1,2}時)|午前中?|午後)"
_LIMIT = any_of(f"(?:の(?:{_MEETING}|開催)(?:のとき)?)?まで(?:に)?", "締め?切り?|を期限|を?(?:目途|めど|目処)に")
_UNTIL = f"(?:いっぱい|のうち|中|内|頃|ごろ|あたり|{_HOUR})*(?:{_LIMIT})?"


def _form(reading: Reading, *ways: str) -> tuple[re.Pattern[str], Reading]:
    return re.compile(any_of(*ways)), reading


_FORMS = (
    _form(
        days.written,
        rf"(?:(?:令和|平成|R)(?:{_NUMBER}|元)|\d{{4}})年{_NUMBER}月{_NUMBER}日{_ON}{_UNTIL}",  # 令和6年8月10日
        rf"(?:R\d{{1,2}}|\d{{4}})(?P<point>[./])\d{{1,2}}(?P=point)\d{{1,2}}{_ON}{_UNTIL}",  # R6.8.10
    ),
    _form(days.month_and_day, rf"(?<![年\d])(?P<month>{_NUMBER})月の?、?(?P<day>{_NUMBER})日{_ON}{_UNTIL}"),  # 8月10日
    _form(days.month_and_day, rf"(?<![\d./])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/%]){_ON}{_UNTIL}"),
    _form(days.day_of_month, rf"(?P<which>{_MONTH})の?、?(?P<day>{_NUMBER})日{_ON}{_UNTIL}"),  # 来月5日
    _form(days.day_of_month, rf"(?<![月\d一-龠])(?P<which>)(?P<day>{_NUMBER})日{_ON}{_HOUR}?{_LIMIT}"),  # 25日まで
    _form(  # 3日に, 29日の金曜; not 1日に3回
        days.day_of_month,
        rf"(?<![月\d一-龠])(?P<which>)(?P<day>{_NUMBER})日(?:の?[{WEEKDAYS}]曜日?|(?=に(?![\d一二三四五六何]|つき|当た)))",
    ),
    _form(
        days.part_of_month,  # 月末, 来月末, 8月中旬, 8月いっぱい
        rf"(?:(?P<which>{_MONTH})の?|(?P<month>{_NUMBER})月の?|(?<![一-龠\d])(?=月末))"
        rf"月?(?P<part>末日?|[上中下]旬|初め|頭|半ば|いっぱい|中(?![旬央])){_UNTIL}",
    ),
    _form(days.weekday, rf"(?P<which>{_WEEK})の?、?(?P<weekday>[{WEEKDAYS}])曜日?{_UNTIL}"),  # 来週の金曜日まで
    _form(days.weekday, rf"(?<![週日月の])(?P<which>)(?:次の|今度の)?(?P<weekday>[{WEEKDAYS}])曜日?{_UNTIL}"),
    _form(
        days.part_of_week,  # 今週中, 来週の頭, 週明けに
        rf"(?P<which>{_WEEK}|週明け)の?(?P<part>中|末|頭|初め|前半|半ば|後半|いっぱい)?{_UNTIL}",
    ),
    _form(
        days.named_day,  # 今日の夕方まで, not 今日の資料; あす, not じゃあすみません
        rf"(?P<word>(?:本日|今日|きょう)(?!は|も|の(?!うち|{_HOUR}))|明日|(?<![ぁ-ん])あした|(?<![ぁ-ん])あす|明後日|あさって){_UNTIL}",
    ),
    _form(
        days.after,  # 2週間以内に, 10日後, 半年以内
        rf"(?:(?P<count>{_NUMBER})(?P<unit>週間?|日間?|[かヶカケ箇]月)|半年)(?:以内|後)(?:を(?:めど|目途)に|まで)?",
    ),
    _form(days.end_of_year, f"(?:年度末|年度内|今年度中|年内|年末|今年中){_UNTIL}"),
    _form(
        days.next_meeting,
        f"次(?:回|の{_MEETING})(?:の{_MEETING})?(?:まで(?:に)?|(?=に|で|は、|の資料|お|ご|報告|提示|提出|回答))",
        "次のとき(?:まで(?:に)?)?|それまでに",
    ),
    _form(
        days.no_day,
        words("早急に 至急 速やかに すぐに 後日 後ほど のちほど 追って 早めに 近いうちに 会議の?後"),
        r"[^、。\s]{2,14}(?:前|後|開始|議会|選挙|休み|連休)までに",  # 議会の前までに
    ),
)
# 金曜日に、あ、木曜日に: what follows the correction counts.
_CORRECTS = re.compile("[、。](?:あ+っ?|いや|いえ|すみません|失礼|もとい)[、。]")
_IS_VAGUE = re.compile(f"^(?:{_WEEK}|{_MONTH})の?$")  # 来週の打ち合わせが11日の火曜
_IS_LIMIT = re.compile("まで|締|期限|目途|めど|目処")


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
    corrected = max((match.end() for match in _CORRECTS.finditer(sentence)), default=0)
    found = _named(sentence, Meetings(held_on, next_on))
    ahead = [one for one in found if not (one.day and held_on and one.day < held_on)]
    # Words of a limit before others: までに. Those that mean a day before vague ones: 9月の初め、9月6日.
    return min(
        ahead,
        key=lambda one: (
            one.start < corrected,
            not _IS_LIMIT.search(one.said),
            not one.day,
            _IS_VAGUE.search(one.said) is not None,
            one.start,
        ),
        default=None,
    )


def last_day(sentence: str, held_on: date | None) -> date | None:
    """The last day that `sentence` names: of a meeting put off the day it is put off to."""
    found = [(one.start, one.day) for one in _named(sentence, Meetings(held_on)) if one.day]
    return max(found)[1] if found else None


def _named(sentence: str, meetings: Meetings) -> list[Due]:
    """All words of time; of two that overlap the longer ones: 来週の金曜日 and not 金曜日."""
    found = [
        Due(match.start(), match.end(), match[0], _day(reading, match, meetings))
        for pattern, reading in _FORMS
        for match in pattern.finditer(sentence)
    ]
    found.sort(key=lambda one: one.start - one.end)
    return [
        one
        for n, one in enumerate(found)
        if not any(longer.start < one.end and one.start < longer.end for longer in found[:n])
    ]


def _day(reading: Reading, match: re.Match[str], meetings: Meetings) -> date | None:
    try:
        return reading(match, meetings)
    except (OverflowError, ValueError):  # 2月30日, or counted from a day that is not known
        return None
