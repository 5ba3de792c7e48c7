"""What land people own: lots of the land register.

A lot is read by its label (地番), by 大字 or 字 before it, by a word for land behind it, or in a list of lots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance.address_forms import BEFORE_ADDRESS, PREFECTURE, lots_in_parts
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

_N = r"(?:\d{1,5}|[〇一二三四五六七八九十百千]{1,6})"
_LETTER = r"[^\W\d_]"
_LOT_NUMBER = (
    rf"{_N} ?番(?!目|線|街|ホーム|組|手|館|台|札|機|町)(?:地)?(?: ?の? ?{_N}(?! ?[号筆人件]|[日月年])| ?- ?{_N}){{0,3}}"
)
_AZA = r"(?:大字|小字|(?<![文数漢英活赤十名点黒大小ロ題])字(?!句|幕|数|体|源|義|画))"
# What must be somewhere in the text before it is worth while to look for the whole.
_OF_AZA = re.compile(rf"{_AZA}{_LETTER}{{1,20}} ?[\d一二三四五六七八九十百千]")
_BEFORE_LAND = re.compile(r"番[\d地の]{0,10}(?:の|、|,| |\()*(?:土地|宅地|農地|田|畑|山林|雑種地|原野)")
_LOTS = (
    (
        re.compile(
            rf"(?:所在地番|地番|家屋番号|底地番?)(?:[ :はが\t]|\([^()\n]{{1,8}}\)){{0,3}}"
            rf"(?P<lot>{_LOT_NUMBER}|\d{{1,5}}(?:-\d{{1,4}}){{0,3}}(?![\d件筆号]))"
        ),
        None,
    ),
    (
        re.compile(
            rf"(?P<lot>(?:(?:{PREFECTURE})?(?:{_LETTER}{{2,7}}?[市郡町村]){{1,3}})?"
            rf"(?:[一-龥々ヶ]{{1,6}}?(?<![大小])(?=字))?(?:{_AZA}{_LETTER}{{1,8}}?){{1,3}} ?{_LOT_NUMBER})(?! ?\d* ?号)"
        ),
        _OF_AZA,
    ),
    (
        re.compile(
            rf"(?P<lot>(?<!{_LETTER})(?:{_AZA}{_LETTER}{{1,8}}?){{1,3}}"
            rf" ?\d{{1,5}}(?:-\d{{1,4}}){{1,2}})(?![\d-])"
        ),
        _OF_AZA,
    ),
    (
        # 北原三丁目45番12: of an address where 号 follows, or where no land is spoken of
        re.compile(
            r"(?P<lot>(?:(?<=土地は)|(?<=[農宅畑]地は)|(?<=所在は)|(?<=請地は)|(?<=敷地は)"
            r"|(?<=敷地 )|(?<=土地 )|(?<=請地 ))"
            rf"{_LETTER}{{1,6}}?{_N}丁目\d{{1,5}}番\d{{1,4}})(?![\d号-]| ?の?\d)"
        ),
        re.compile(r"丁目\d{1,5}番\d"),
    ),
    (
        re.compile(
            rf"(?P<lot>{_LETTER}{{1,6}}?{_N}丁目\d{{1,5}}番\d{{1,4}})(?![\d号-]| ?の?\d)"
            r"(?=[^\n。]{0,40}(?:土地|農地|宅地|賃貸借|各一部|一部を|筆|地目|地積|面積|㎡|登記|所有権|資材置場|雑種地|山林|公図|境界))"
        ),
        re.compile(r"丁目\d{1,5}番\d"),
    ),
    (re.compile(rf"(?P<lot>(?<!\w)同(?:所|字)? ?{_LOT_NUMBER})(?! ?\d* ?号)"), None),
    (
        re.compile(
            rf"(?P<lot>{_LETTER}{{1,8}}?\d{{1,5}}番(?:\d{{1,4}}|地)?(?:の\d{{1,4}})?)"
            r"(?=(?:の|、|,| |\()*(?:土地|宅地|農地|田|畑|山林|雑種地|原野)(?![^\W_ぁ-ん]))"
        ),
        _BEFORE_LAND,
    ),
)
# A second lot beside the first: 大字本村12番3、12番4ほか, and the lot named alone further on.
_NEXT_LOT = re.compile(
    rf"(?: ?(?:、|,|・|/|と|及び|並びに|から|ほか|〔地番\d+〕) ?){{1,2}}"
    rf"(?P<lot>同?{_LOT_NUMBER}|(?<!\d,)\d{{1,5}}-\d{{1,4}}(?![\d-]))(?! ?\d* ?号)"
)
_BARE_LOT = re.compile(r"(?<![0-9A-Za-z一-龥々ァ-ヺー第_])(?P<lot>\d{1,5}番\d{1,4})(?![\d号線-])")
# 隣接1089番の所有者, 西隣の88番3
_NEIGHBOUR = re.compile(
    r"(?:隣接(?:する|地の?|の)?|[東西南北]?隣(?:地|り)?の?|[東西南北]側の?|接する) ?\(?"
    r"(?P<lot>\d{1,5}番(?:地?の?\d{1,4}|地)?)(?=\)|の?(?:所有|地権|共有|土地|宅地|農地|筆|[田畑])|と|、|。|及び|との)"
)
_REACH = 20  # characters on either side in which land is spoken of
_OF_LAND = re.compile(
    r"地番|土地|農地|宅地|山林|原野|雑種地|地目|地積|筆|登記|申請地|所有権|境界|地先|地籍|公図|測量|分筆|合筆"
    r"|隣接|払い?下げ|転用|(?<![一-龥々])[田畑](?![^\W_ぁ-ん])"
)
# Below 隣接地の所有者一覧: each line begins with its lot.
_LIST_OF_LOTS = re.compile(
    r"(?:^|\n)[^\n\d]{0,12}(?:隣接地|土地|筆|地番|農地|申請地|対象地)[^\n\d。]{0,10}(?:一覧|名簿|明細|内訳|リスト|所有者)"
    r"[^\n\d。]{0,8}(?P<rows>(?:\n[^\n]+)+)"
)
_LOT_OF_ROW = re.compile(r"(?<=\n)[・ ]{0,2}(?P<lot>\d{1,5}番(?:地?の?\d{1,4}|地)?)(?=[ \t:,、|])")
_HOME_LABEL = re.compile(r"(?:(?:現|新|旧)?住所|居所|本籍地?|転居先)[ :はが\t]{1,3}$")


def lots(reading: Reading) -> Iterator[Span]:
    """Lots: after 地番 or 家屋番号, with 大字 or 字 before them, or with a word for land behind them."""
    text = reading.even
    ends = [match.end() for match in re.finditer(r"〔地番\d+〕", text)]
    for start, end in lots_in_parts(text):
        yield Span(start, end, Kind.LOT_NUMBER)
        ends.append(end)
    for pattern, needed in _LOTS:
        for match in () if needed and not needed.search(text) else pattern.finditer(text):
            lot = match["lot"]
            way = text[max(0, match.start() - 16) : match.start()] + lot.partition("字")[0]
            lived_in = "番地" in lot and re.search(r"[市郡町村][^\W\d_]*$", way)
            labelled = _HOME_LABEL.search(text, max(0, match.start() - 8), match.start())
            if not (lived_in or (labelled and lot.endswith("番地"))) or _is_of_land(text, *match.span()):
                start = match.start("lot")
                yield Span(start + _no_part(lot), match.end("lot"), Kind.LOT_NUMBER)
                ends.append(match.end("lot"))
    for end in ends:
        while following := _NEXT_LOT.match(text, end):
            yield Span(*following.span("lot"), Kind.LOT_NUMBER)
            end = following.end()  # noqa: PLW2901
    for rows in _LIST_OF_LOTS.finditer(text):
        for match in _LOT_OF_ROW.finditer(text, *rows.span("rows")):
            yield Span(*match.span("lot"), Kind.LOT_NUMBER)
    for pattern in (_NEIGHBOUR, _BARE_LOT) if ends else (_NEIGHBOUR,):
        for match in pattern.finditer(text):
            yield Span(*match.span("lot"), Kind.LOT_NUMBER)


def _is_of_land(text: str, start: int, end: int) -> bool:
    """Whether land is spoken of beside characters `start` to `end`, on their line."""
    first, last = max(text.rfind("\n", 0, start) + 1, start - _REACH), text.find("\n", end)
    last = min(last if last >= 0 else len(text), end + _REACH)
    return _OF_LAND.search(text, first, start) is not None or _OF_LAND.search(text, end, last) is not None


def _no_part(said: str) -> int:
    """How many characters before the name of a place have slipped in: 申請地はしるべ市…"""
    before = re.match(r".*?(?:は|、|の(?=\w+[市郡町村]))", said.partition("字")[0])
    labelled = BEFORE_ADDRESS.match(said.partition("字")[0])
    return max(before.end() if before else 0, labelled.end() if labelled else 0)
