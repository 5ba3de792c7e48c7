"""Which meeting a text names: 第3回 (of a series), 第2号 (of minutes), 第2回定例会 and 6月定例会 (of an assembly)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.japanese.dates import number

_N = r"(?:\d{1,3}|[一二三四五六七八九十百〇]{1,4})"
_ASSEMBLY = r"[^\W\d_のをはがで]{0,10}?議会"
_SESSION = r"(?:定例|臨時)(?:月|市|区|町|村|都|道|府|県)?(?:会議|議会|会)"
# What 第N回 counts when it counts meetings.
_MEETING = (
    "会議|委員会|審議会|協議会|検討会|検討委員|部会|分科会|懇談会|懇話会|打合せ|打ち合わせ|会合|研究会|研修会|勉強会|説明会"
    "|ワーキング|ワークショップ|wg|pt|プロジェクト・?チーム|推進チーム|幹事会|総会|推進会|推進本部|対策本部|評議会|連絡会|調整会"
    "|庁議|議会|定例会|臨時会|議事|会議録|速記録|議題|次第|資料|協議|出席者|欠席者|決定事項|開催日|日程"
)
# ... and when it counts something else: 第37回土佐のまほろば祭り.
_EVENT = re.compile(
    r"(?:祭り?|まつり|フェスティバル|フェス|フェア|大会|マラソン|コンクール|コンサート|展|調査|選挙|募集|接種|公演|検定"
    r"|試験)(?=の|$)"
)
_SESSION_NUMBER = re.compile(rf"第({_N})回\s*(?:{_ASSEMBLY})?の?\s*[(]?{_SESSION}")
_SESSION_MONTH = re.compile(
    rf"(?<![\d年間か])((?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九])月(?:の|に(?:開|行|あ)[^、。\s]{{1,6}}[たの])?"
    rf"\s*(?:第{_N}回)?(?:{_ASSEMBLY}の?)?\s*(?:{_SESSION}|[市区町村都道府県]?議会(?!だより|議員|事務局|運営|広報|中継))"
)
_AFTER_YEAR = re.compile(
    rf"(?<=年)((?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九])月の?(?:第{_N}回)?(?:{_ASSEMBLY}の?)?\s*"
    rf"(?:{_SESSION}|[市区町村都道府県]?議会(?!だより|議員|事務局|運営|広報|中継))"
)
# 第3回 and what it counts, up to a mark or to a particle after a word: 第3回[みなと野市プロジェクト・チーム会議]で.
_MEETING_NUMBER = re.compile(
    rf"第\s*({_N})\s*回(?:目(?=の|$))?(の)?\s*([^、。,\s「」(?!]*?)"
    r"(?=[、。,\s「」(?!]|(?<=[一-龠々ァ-ヶーa-z0-9])[はをがでにも]|(?<=の)[はをがでにも]|$)"
)
_TIMES = re.compile(rf"(?<![第\d.])({_N})回目の(?:{_MEETING})")
# 第2号 is a sitting where minutes are counted, and neither of 議案第16号, 第1号様式 nor 補正予算(第2号).
_ISSUE = re.compile(
    rf"(?:会議録|議事録|速記録|{_SESSION})[\s_・、(]*第({_N})号(?!議案|様式|報告|条例|被保険)|第({_N})号の?(?:会議録|議事録|速記録)"
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting named, as far as it is: all None where none is."""

    meeting_number: int | None = None
    session_number: int | None = None
    session_month: int | None = None
    session: str = ""  # 定例会 or 臨時会, where a session is named


def sitting(folded: str) -> Sitting:
    """The first meeting that an already folded text names."""
    session = _SESSION_NUMBER.search(folded)
    month = _AFTER_YEAR.search(folded) or _SESSION_MONTH.search(folded)
    named = session or month
    kind = "" if named is None else "臨時会" if "臨時" in named[0] else "定例会"
    return Sitting(_meeting(folded), _of(session), _of(month), kind)


def _meeting(folded: str) -> int | None:
    for match in _MEETING_NUMBER.finditer(folded):
        if not _SESSION_NUMBER.match(folded, match.start()) and _counts_meetings(match[3], bool(match[2])):
            return number(match[1])
    return _of(_TIMES.search(folded) or _ISSUE.search(folded))


def _counts_meetings(counted: str, of: bool) -> bool:
    """Whether 第N回 followed by `counted` numbers a meeting: nothing follows, a meeting does, or の and no event."""
    if not counted:
        return True
    if _EVENT.search(counted):
        return False
    return of or re.search(_MEETING, counted) is not None


def _of(match: re.Match[str] | None) -> int | None:
    return next((number(part) for part in match.groups() if part), None) if match else None
