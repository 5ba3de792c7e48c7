"""What the one who opens a meeting says of it: its name, its day, what will be talked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.drafting.sources.gathering import is_heading
from assistant.drafting.sources.particulars import day_of
from assistant.drafting.sources.spoken_programme import spoken_items
from assistant.drafting.values import Occasion, Said

_REACH = 2500  # characters in which a meeting is opened
_BODY = (
    r"(?:会議|委員会|審議会|協議会|打合せ|打ち合わせ|打合わせ|ミーティング|部会|検討会|連絡会|懇談会|説明会|研修会|総会"
    r"|定例会)"
)
_BEGINNING = (
    r"(?:ただいまから|ただ今から|只今から|それでは|では|これより|これから|本日の|今日の|早速|えー|えっと|あの|[、，])"
)
_FROM_NOW = r"(?:ただいまから|ただ今から|只今から|それでは|これより|これから)"
_OPENED = re.compile(
    rf"(?:^|[。、？！\n]|{_FROM_NOW})[、，]?(?P<title>[^。、，？！\n]{{0,50}}?{_BODY})"
    r"(?:を?(?:開会|開催|始め|開始|開き|行い|スタート|執り行)|ということで)"
)
_NO_NAME = re.compile(rf"(?:この|その|本|当|定例)?{_BODY}")
_TODAY = re.compile(
    r"(?:本日|今日)(?:は|、|の)?[^。\n]{0,20}|[^。\n]{4,25}日(?:[月火水木金土日]曜日?)?(?:です|ですね|、)?(?:本日|今日)"
)
_N = "[0-9０-９一二三四五六七八九十]"
_FILLER = re.compile(r"(?:えーと|えっと|えー|あのー|まあ|その[ー〜])[、，]?")


def read_opening(said: Sequence[Said], today: date) -> Occasion:
    """What the first words tell of the meeting; the rest stays empty."""
    text = _first_words(said)
    return Occasion(title=_title(text), held_on=_day(text, today), agenda=spoken_items(text))


def _first_words(said: Sequence[Said]) -> str:
    words: list[str] = []
    for one in said:
        if not is_heading(one):
            words.append(one.text)
        if sum(map(len, words)) >= _REACH:
            break
    return _FILLER.sub("", "\n".join(words))[:_REACH]


def _title(text: str) -> str:
    """The name under which somebody opens the meeting, where it is more than 会議."""
    for match in _OPENED.finditer(text):
        title = re.sub(rf"^{_BEGINNING}+", "", re.split(_FROM_NOW, match["title"])[-1].strip())
        if not _NO_NAME.fullmatch(title) and not re.search("です|ます", title) and len(title) > len("定例会"):
            return title
    return ""


def _day(text: str, today: date) -> date | None:
    """The day that somebody calls today."""
    spoken = re.sub(rf"年の(?={_N}{{1,2}}月)", "年", text)  # 令和6年の2月14日
    return next((day for match in _TODAY.finditer(spoken) if (day := day_of(match[0], "", today))), None)
