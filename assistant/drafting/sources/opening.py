"""What the one who opens a meeting says of it: its name, its day, what will be talked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.drafting.sources.gathering import is_heading
from assistant.drafting.sources.particulars import day_of
from assistant.drafting.values import Occasion, Said
from ingest.japanese.dates import number
from ingest.japanese.folding import fold

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
_COUNTED = re.compile(
    rf"(?P<n>{_N}{{1,2}})(?:つ目|点目|番目|件目|つめ)(?:の(?:議題|議案|項目))?(?:は|が|に|として)?[、，]?"
)
_NUMBERED = re.compile(rf"(?:議題|議案|案件|報告)(?:の)?(?P<n>{_N}{{1,2}})(?:番)?(?:は|が|として)?[、，]?")
_SPEAKS_OF_ITEMS = re.compile(r"議題|議案|議事|次第|案件|テーマ|アジェンダ|項目")
_ABOUT = r"(?:議題|議案|議事|次第|案件|テーマ|アジェンダ)(?:は|が|として(?:は)?|につきまして(?:は)?|については)[、，]?"
_IN_ORDER = re.compile(rf"{_ABOUT}(?P<list>[^。\n]{{4,200}}?)の順(?:番|序)?(?:に|で)")
_SO_MANY = re.compile(rf"{_ABOUT}(?P<list>[^。\n]{{4,200}}?)の(?P<n>{_N}{{1,2}})(?:件|点|つ|項目)")
# 次第はお手元のとおりで stands before the list itself.
_NO_ITEM = re.compile(r"お手元|ご覧|とおり|通り|[てでりし]$|ます|です")
_ENDS_ITEM = re.compile(
    r"(?:で?[、，]|です(?:ね)?|(?:に|と)なります|でございます|(?:に|と)なっております|であります|(?<=[てい他件告明])で|(?<!こ)と"
    r"|そして|それから|最後に|続いて|次に|また|あと)+$"
)
_FILLER = re.compile(r"(?:えーと|えっと|えー|あのー|まあ|その[ー〜])[、，]?")
_SHORTEST, _LONGEST = 2, 40


def read_opening(said: Sequence[Said], today: date) -> Occasion:
    """What the first words tell of the meeting; the rest stays empty."""
    text = _first_words(said)
    return Occasion(title=_title(text), held_on=_day(text, today), agenda=tuple(_items(text)))


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


def _items(text: str) -> list[str]:
    """The items that are counted out, or listed in one sentence that says that they are the items."""
    about = _SPEAKS_OF_ITEMS.search(text)
    if about is None:
        return []
    return _counted(text[about.start() :]) or _listed(text[about.start() :])


def _counted(text: str) -> list[str]:
    """1つ目は…、2つ目は…: what stands behind each number, as long as they go up by one."""
    for form in (_COUNTED, _NUMBERED):
        run: list[re.Match[str]] = []
        for match in form.finditer(text):
            if number(fold(match["n"])) == len(run) + 1:
                run.append(match)
        if len(run) > 1:
            ends = [*(match.start() for match in run[1:]), len(text)]
            items = [_cleaned(text[match.end() : end]) for match, end in zip(run, ends, strict=True)]
            if all(map(_is_item, items)):
                return items
    return []


def _listed(text: str) -> list[str]:
    """議題はAとBの2件です, 次第はA、B、Cの順に進めます."""
    if match := _IN_ORDER.search(text):
        items = [_cleaned(part) for part in re.split("[、，]", match["list"])]
        while items and _NO_ITEM.search(items[0]):
            del items[0]
        return items if len(items) > 1 and all(map(_is_item, items)) else []
    if match := _SO_MANY.search(text):
        for parting in ("[、，]", "[、，]と?|及び|および|(?<!こ)と"):
            items = [_cleaned(part) for part in re.split(parting, match["list"]) if part]
            if len(items) == number(fold(match["n"])) and all(map(_is_item, items)):
                return items
    return []


def _cleaned(chunk: str) -> str:
    return _ENDS_ITEM.sub("", re.split("[。\n]", chunk.strip())[0].strip()).strip("「」 　")


def _is_item(words: str) -> bool:
    return _SHORTEST <= len(words) <= _LONGEST and not re.search("ます|です|ください|お願い", words)
