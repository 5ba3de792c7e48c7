"""Where people live: addresses down to a number.

The name of a town or of a city alone is nobody's. An address is found by its numbers, and read from there to the left,
as far as the words can be the name of a place, and to the right, to the building and the room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance.address_forms import BEFORE_ADDRESS, BEHIND, PREFECTURE, other_forms
from assistant.governance.name_pairs import is_name_of_field
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span
from ingest.japanese.tokens import Part

_N = r"(?:\d{1,5}|[〇一二三四五六七八九十百千]{1,6})"
_JOIN = r"(?: ?(?:番地の?|番の?|-|の) ?)"
# The telephone may stand behind: …3丁目60番地 0565-34-7102
_MORE = rf"(?:{_JOIN}(?!0\d){_N}){{0,4}}"
# 東1条南2丁目, 10地割20番地: names of places that have numbers of their own.
_GRID = (
    rf"(?:[東西南北] ?{_N} ?条(?: ?[東西南北])? ?|第?{_N} ?地割 ?"
    rf"|{_N} ?番町(?: ?{_N} ?街区)? ?|{_N} ?街区 ?|{_N} ?線(?: ?[東西南北])? ?)?"
)
_STRONG = re.compile(
    rf"{_GRID}(?:{_N} ?(?:丁目|ちょうめ) ?(?:の ?)?{_N}(?!丁目|件|人|世帯|戸|か所|箇所|年|月|日|回|号線"
    rf"|,\d){_MORE}(?: ?(?:番地|番"
    rf"|号)(?!線|棟|室|館))?"
    rf"|{_N} ?番地(?: ?の? ?{_N}| ?- ?{_N}){{0,3}}(?: ?号(?!線|棟|室))?"
    rf"|{_N} ?番(?: ?の ?{_N})? ?{_N} ?号(?!線|車|棟|室))"
)
_WEAK = re.compile(
    rf"{_GRID}(?<![\d.,第~-])(?:\d{{1,4}}(?: ?- ?\d{{1,4}}){{1,3}}"
    rf"|[一二三四五六七八九十]{{1,3}}(?:-[〇一二三四五六七八九十]{{1,3}}){{1,3}}"
    rf"|{_N}の{_N}の{_N})(?![\d%年月日時分回]|-\d|,\d{3}(?![\d-]))(?: ?号(?!線|室|棟))?"
)
_BUILDING = (
    r"(?:マンション|ハイツ|コーポ|荘|アパート|ビルディング|ビル|団地|住宅|レジデンス|メゾン|ハウス|パーク"
    r"|コート|タワー|ヒルズ|プラザ|寮|会館|シャトー|パレス|ガーデン"
    r"|サンハイム|ハイム|ヴィラ|ビラ|カーサ|グラン|ドエル|ライオンズ|シティ|テラス|フラット|ホーム|ホームズ"
    r"|アビタシオン|レオパレス|エステート|スクエア|センター|棟|庁舎|号館)"
)
# What shows that somebody lives there: …の家, …に住む, 自宅は….
_HOME_BEHIND = re.compile(
    r" ?(?:の(?:お?家(?![賃族屋具系])|うち|お?宅|自宅|方(?![向法面針言])|〔氏名\d+〕"
    r"|[^\W\d_]{1,4}(?:様|さん|氏|夫妻|宅))"
    r"|様?方(?![向法面針言])|[にで](?:住[みむんま]|すん|すむ|すみ|居住|お住まい|在住|暮ら))"
)
_HOME_BEFORE = re.compile(r"(?:家|宅|部屋|住まい|住所|住居|転居先|引っ?越し先|引越先|新居|下宿)[はが:] ?$")
# 桜木団地4号棟307号室: a room is somebody's, unless it is free.
_ROOM_OF_ESTATE = re.compile(
    r"(?<![一-龥々ァ-ヺー])(?P<it>[一-龥々ヶァ-ヺー]{1,10}?(?:団地|住宅|アパート|ハイツ|コーポ|マンション)"
    r" ?(?:\d{1,3}|[A-Z])(?:号棟|棟|-) ?\d{1,4}(?:号室|室|号(?!室)))(?!(?:の|を|は)?(?:募集|空き|空室|修繕"
    r"|改修|入居者))"
)
_UNITS = frozenset(("市", "区", "町", "村", "郡", "字", "大字", "小字"))
_LETTER = r"[^\W\d_]"
# 上町4丁目に住む: a part of a town, where somebody says to live there
_LIVED_IN = re.compile(
    r"(?<![^\W\d_])(?:私[はも]|わたし[はも]|自宅[はが])?"
    rf"(?P<it>[^\W\d_はがをにも]{{1,8}}{_N}丁目)(?=(?:に|の方に)(?:住|すん|お住|居住)|在住)"
)
# 上京区寺町通今出川上る阿弥陀寺前町25: the way to the house from the crossing of two streets
_OF_KYOTO = re.compile(
    rf"(?<!{_LETTER})(?P<it>(?:京都府)?(?:京都市)?{_LETTER}{{1,3}}区(?:{_LETTER}|\d){{2,16}}?"
    rf"(?:[上下](?:る|ル|がる|ガル)|[東西]入(?:る|ル|)?)"
    rf"(?: ?{_LETTER}{{1,3}}丁目)?(?:[上下](?:る|ル)|[東西]入(?:る|ル)?)? ?{_LETTER}{{0,14}}?(?:町|(?=\d))"
    rf"(?:{_N}(?:{_JOIN}{_N}){{0,3}}(?: ?番地?| ?号)?)?)"
)
_ROOM = (
    r"(?:[A-Z]?-?\d{1,4}(?:号室|号棟|号|階|F|室)?(?:[ -]?[A-Z]?\d{1,4}(?:号室|号"
    r"|室)?|-[A-Z](?![A-Za-z]))?(?!\d|-\d|年|月))"
)
_ROOMS = rf"(?: ?[A-Z0-9]{{1,2}}号?棟)?(?: ?{_ROOM}){{1,2}}"
_BEHIND = re.compile(
    rf"(?:[ 、]{{0,2}}\(?(?:第\d{{1,2}})?(?:[ァ-ヺー](?:{_LETTER}|[・'&]){{1,14}}? ?{_ROOM}|(?:{_LETTER}"
    rf"|[・'&]){{0,14}}{_BUILDING})(?:{_LETTER}{{0,10}}?{_ROOMS}"
    rf"|[ァ-ヺー一-龥]{{0,10}})(?!建設|管理)"
    rf"| ?[A-Z]?-?\d{{1,4}}号室| [ァ-ヺー]{{2,14}} ?{_ROOM})"
)
_TOWN = re.compile(r"[市町村郡都道府県]|(?<![地学校工街通画選挙特])区|丘|台|[大小]?字|丁目")
# 北上市鬼柳町荒高35番地: in one run of letters, whatever the dictionary makes of 荒高.
_CITY = re.compile(rf"(?<![^\W_])[一-龥々ヶケぁ-んァ-ヺ]{{2,6}}?[市郡]{_LETTER}{{1,8}}?[町村字]{_LETTER}{{0,16}}$")
_BEFORE_GRID = re.compile(rf"(?<![^\W_]){_LETTER}{{1,7}}[町村]$")
_GRID_AT = re.compile(r"[東西南北] ?\d")
_KEPT = ("の", "ヶ", "ケ", "が", "ノ", "之", "乃", "ツ", "〇", "○")
_BY_LABEL = re.compile(
    rf"(?:住 ?所|本籍地?|所在地|居所|転居先|転出先)(?:[ :はがを\t]|\([^()\n]{{1,8}}\)){{1,3}}"
    rf"(?P<it>(?:{PREFECTURE})?(?:{_LETTER}{{1,8}}?[市区郡]){{1,2}}{_LETTER}{{1,9}}?(?:[町村台丘]|丁目))(?![^\W_ぁ-ん])"
    rf"|(?P<it2>(?:{PREFECTURE})(?:{_LETTER}{{1,8}}?[市区郡町村]){{1,3}}{_LETTER}{{1,9}}?[町村台丘](?={_N}))"
)

# Behind a postal code: 640-0001 青葉市六番丁24.
_BEHIND_CODE = re.compile(
    rf"(?:(?<!\d)\d{{3}}-\d{{4}}|〔郵便番号\d+〕) ?(?P<it>(?:{PREFECTURE})?{_LETTER}{{1,6}}?[市区町村郡]"
    rf"{_LETTER}{{1,14}}?\d{{1,5}})(?![\d年月]|-\d| ?番地?|丁目)"
)
# A number without 番地 is one where the whole way to it is said: 住所 青葉市若松町12, 青葉郡架空町大字本村100.
_TO_THE_END = (
    re.compile(
        rf"(?:住 ?所|本籍地?|居所|転居先|転出先)(?:[ :はがを\t]|\([^()\n]{{1,8}}\)){{1,3}}(?P<it>(?:{PREFECTURE})?"
        rf"(?:{_LETTER}{{1,8}}?[市区郡]){{1,2}}{_LETTER}{{1,9}}?(?:{_N}丁目|\d{{1,5}}))(?![\d年月人]|-\d)"
    ),
    re.compile(
        rf"(?:(?<!{_LETTER})|(?<=[所地先居]は))(?P<it>(?:{PREFECTURE})?(?:{_LETTER}{{1,6}}?[市郡町村]){{1,2}}"
        rf"(?:大字{_LETTER}{{1,8}}?(?:字{_LETTER}{{1,8}}?)?|[^\W\d_市郡町村]{{1,6}}[区]?{_LETTER}{{0,6}}?字{_LETTER}{{1,6}}?)\d{{1,5}})(?![\d番年月人件回号,.]|-\d)"
    ),
)


# 青葉市川原町上新田26, at the end of a field or before の: city, town and number, where the dictionary has the city.
_FIELD = re.compile(
    rf"(?P<it>(?:{PREFECTURE})?(?P<city>{_LETTER}{{1,6}}?)[市区郡](?:{_LETTER}{{1,6}}?[区町村])?{_LETTER}{{1,10}}?)$"
)
_FIELD_END = re.compile(
    r"(?<![\d.,-])\d{1,4}(?=(?:の(?:方|家|宅|[^\W\d_]{1,4}さん|[^\W\d_]{1,4}様)|に(?:在住"
    r"|居住|お住まい|住む)|在住|[ 　]?(?:[/、。,|\t)」\n]|$)|(?P<gap> )))"
)


# At the end of a letter, or in a list: 吾平町下名4417　鶴田 ミサ子.
_BEFORE_NAME = re.compile(
    rf"(?<![^\s,|。])(?P<it>{_LETTER}{{1,6}}?[町村郡]{_LETTER}{{1,8}}?\d{{1,5}}"
    rf"|{_LETTER}{{2,8}}?\d{{1,3}}(?:-\d{{1,4}}){{1,2}})[ ,\t|]{{1,3}}"
    r"(?:〔氏名\d+〕|(?P<name>[^\W\d_]{1,5} [^\W\d_]{1,4})(?=[\s,|、。(]|$))"
)


# 小泉 勇気（打間木502-1、090-…）: district and number in brackets behind a name, and how one is reached
_IN_BRACKETS = re.compile(
    r"〔氏名\d+〕(?:様|さん|氏)?\((?!内線|議席|会員|受付|整理)"
    r"(?P<it>[一-龥々ヶァ-ヺ]{2,9}\d{1,4}(?:-\d{1,4}){0,2})[、, ]{1,2}"
    r"(?:〔(?:電話|メール|生年月日)\d+〕|\+?\d[\d-]{8,})"
)


def addresses(reading: Reading) -> Iterator[Span]:
    """Addresses with their numbers, buildings and rooms; without a number only after 住所 and with a town."""
    for match in _OF_KYOTO.finditer(reading.even):
        yield Span(match.start("it"), _end(reading.even, match.end("it")), Kind.ADDRESS)
    for pattern in (_STRONG, _WEAK):
        for match in pattern.finditer(reading.even):
            start = _start(reading, match.start())
            if start is not None and _is_place(reading, start, match, strong=pattern is _STRONG):
                yield Span(start, _end(reading.even, match.end()), Kind.ADDRESS)
    for start, end in _in_place_of_one(reading.even):
        yield Span(start, _end(reading.even, end), Kind.ADDRESS)
    for start, end in other_forms(reading.even):
        yield Span(start, _end(reading.even, end), Kind.ADDRESS)
    for match in _BY_LABEL.finditer(reading.even):
        yield Span(*match.span("it" if match["it"] else "it2"), Kind.ADDRESS)
    for number in _FIELD_END.finditer(reading.even):
        field = _FIELD.search(reading.even, max(0, number.start() - 36), number.start())
        narrow = number["gap"] is not None and reading.text[number.end()] not in "\u3000\t"
        if field and not narrow and _is_lived_in(reading, field):
            yield Span(field.start("it"), _end(reading.even, number.end()), Kind.ADDRESS)


def _in_place_of_one(text: str) -> Iterator[tuple[int, int]]:
    """Where an address stands by what is around it: a label, a postal code, a name, the room of an estate."""
    for pattern in (*_TO_THE_END, _ROOM_OF_ESTATE, _BEHIND_CODE, _LIVED_IN, _IN_BRACKETS):
        for match in pattern.finditer(text):
            yield match.span("it")
    for match in _BEFORE_NAME.finditer(text):
        if match["name"] is None or is_name_of_field(match["name"]):
            yield match.span("it")


def _is_lived_in(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the words of city, town and number are names of places, each of them."""
    first, start, end = match.start("city"), match.start("it"), match.end("it")
    before = reading.ending.get(start)
    if before is not None and before.kinds[0] in ("名詞", "接頭辞"):
        return False
    city = reading.inside(first, match.end("city"))
    if not city or city[-1].end != match.end("city") or any(part.kinds[2] != "地名" for part in city):
        return False
    rest = reading.inside(match.end("city"), end)
    return (
        bool(rest)
        and rest[-1].end == end
        and all(part.kinds[1] in ("固有名詞", "数詞") or part.surface in _UNITS for part in rest)
    )


def _start(reading: Reading, anchor: int) -> int | None:
    """Where the name of a place that ends at `anchor` begins."""
    text = reading.even
    end = anchor - 1 if anchor and text[anchor - 1] == " " and anchor > 1 and _TOWN.match(text[anchor - 2]) else anchor
    at = end
    while (part := reading.ending.get(at)) and at > anchor - 40 and _goes_on(reading, part, end):
        at = part.start
    # The dictionary cuts otherwise: 上る, 二条 and names in kana do not end an address that has its prefecture.
    window = text[max(0, anchor - 45) : anchor]
    prefectures = list(re.finditer(rf"(?:{PREFECTURE})[^\n、。,:()「」はをに]*$", window))
    if prefectures:
        at = min(at, anchor - len(window) + prefectures[0].start())
    city = _CITY.search(text, max(0, anchor - 30), end)
    at = min(at, city.start()) if city else at
    # 新町南2条: the dictionary joins the point of the compass to the name of the town.
    town = _BEFORE_GRID.search(text, max(0, anchor - 9), anchor) if at == anchor and _GRID_AT.match(text, at) else None
    at = town.start() if town else at
    label = BEFORE_ADDRESS.match(text, at, end)
    at = label.end() if label else at
    inside = re.search(PREFECTURE, text[at:end])
    at += inside.start() if inside else 0
    while at < end and text[at] in " のがノ・・(":
        at += 1
    return at if at < end else None


def _goes_on(reading: Reading, part: Part, end: int) -> bool:
    """Whether `part` may belong to the name of a place whose later words are already known."""
    kind, finer = part.kinds[0], part.kinds[1]
    if part.surface in _KEPT:
        before = reading.ending.get(part.start)
        return part.end < end and before is not None and before.kinds[0] in ("名詞", "接尾辞")
    if part.surface == " ":
        return part.start > 0 and bool(re.match(r"[市区町村郡都府県道]", reading.even[part.start - 1]))
    if finer == "数詞":
        if set(part.surface) <= {"〇", "○"}:  # a name that was made unreadable
            return part.end < end
        return part.end < end and reading.even[part.end : part.end + 1] in ("条", "線", "番", "区")
    if kind == "名詞":
        return finer in ("普通名詞", "固有名詞") and part.kinds[2] != "副詞可能"
    return kind in ("接尾辞", "接頭辞", "形状詞") and part.surface not in ("様", "氏", "さん", "者", "第", "約", "各")


def _is_place(reading: Reading, start: int, match: re.Match[str], *, strong: bool) -> bool:
    head = reading.even[start : match.start()].strip()
    if not head or re.search(
        r"(?:第|地区|学区|校区|工区|街区|号線|市道|県道|国道|バス停|番組|路線|様式|資料|図|表|別紙)$", head
    ):
        return False
    last = reading.ending.get(match.start())
    named = last is not None and last.kinds[2] == "地名"
    if strong:
        return bool(_TOWN.search(head)) or named or len(head) >= 2
    if re.search(r"[市県都府]$", head) and match[0].count("-") < 2:
        return False
    if len(head) >= 2 and _is_home(reading.even, start, match.end()):
        return True
    of_three = len(re.findall(r"[-の]", match[0])) >= 2
    return bool(_TOWN.search(head)) or (named and of_three and len(head) >= 2)


def _is_home(text: str, start: int, end: int) -> bool:
    return _HOME_BEHIND.match(text, end) is not None or _HOME_BEFORE.search(text, max(0, start - 8), start) is not None


def _end(text: str, at: int) -> int:
    """Where the building and the room behind the numbers end."""
    behind = BEHIND.match(text, at) or _BEHIND.match(text, at)
    if not behind:
        return at
    end = behind.end()
    return end + 1 if "(" in behind[0] and text[end : end + 1] == ")" else end
