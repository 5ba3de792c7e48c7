"""Addresses in other forms: in English, as said on the telephone, with a bare number behind the whole way."""

from __future__ import annotations

import re
from collections.abc import Iterator

PREFECTURE = (
    "北海道|東京都|大阪府|京都府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重"
    "|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
# Words that stand before an address and are no part of one.
BEFORE_ADDRESS = re.compile(
    r".*(?:住 ?所|所在地?|現住地|本籍地?|居所|自宅|実家|勤務先|転居先|転出先|転入先|送付先|送り先|返送先|連絡先"
    r"|届け先|住民|在住|方書|場所|会場|事務所|地先|宛先|宛"
    r"|氏名|様|土地|物件|敷地|旧|新(?=住))(?:住所|地)?"
)
_LETTER = r"[^\W\d_]"
# Without the particles of a sentence: 青葉市のみどり町は12
_OF_NAME = r"[^\W\d_はがをにへとでも]"
_SAID = r"[〇一二三四五六七八九十百千]"
# 2-18-5-407 Minami-Kasai, Edogawa-ku, Tokyo
_WORD = r"[A-Z][A-Za-z'’]*(?:-[A-Za-z]+)*"
_ENGLISH = re.compile(
    rf"(?<![A-Za-z\d-])(?:(?:Room|Rm\.?|Apt\.?|Unit|#)"
    rf" ?[A-Z]?\d{{1,4}},? )?(?:[A-Z][A-Za-z]+ (?:[A-Z][A-Za-z]+ )?[A-Z]?\d{{1,4}}, )?"
    rf"\d{{1,4}}(?:-\d{{1,4}}){{0,4}}(?:-chome)?,? (?P<words>{_WORD}(?:,? {_WORD}){{0,6}}"
    r"(?:,? \d{3}-\d{4})?(?:,? Japan)?)"
)
_OF_JAPAN = re.compile(
    r"[a-z]-(?:ku|shi|cho|machi|mura|gun|chome|ken|to|fu)\b|\b(?:City|Ward|Prefecture|Pref\.?|Japan)\b"
)
# 東京都…区 …: English turned round, Aoba-shi Midori-machi 2-4-5
_TURNED = re.compile(
    rf"(?<![A-Za-z-])(?P<words>{_WORD}(?:,? {_WORD}){{1,5}}),? \d{{1,4}}(?:-\d{{1,4}}){{1,4}}(?![\d-])"
)
# 高崎市南新波町の二百三十一の四
_SPOKEN = re.compile(
    rf"(?<!{_LETTER})"
    rf"(?P<it>{_OF_NAME}{{1,12}}[市区郡町村]{_OF_NAME}{{0,12}}?の?{_SAID}{{1,7}}(?:丁目の?{_SAID}{{1,5}}(?:の"
    rf"|番地?の?)|番地?の|の)"
    rf"{_SAID}{{1,5}}(?:号)?)(?!{_SAID}|[月日人つ部章条節回件年点個])"
)
# 岐阜県瑞浪市釜戸北町2987の1; 熊本県玉名市岱明町野口2103の前: prefecture, city and town say that a house follows.
_WHOLE = (
    r"(?:北海道|東京都|(?:大阪|京都)府|[^\W\d_]{2,3}県)"
    rf"{_OF_NAME}{{1,7}}?[市区郡町村]{_OF_NAME}{{1,14}}?"
)
_NOT_LAST = r"(?<![第約全計内各他同番])"
_WITH_NO = re.compile(rf"(?P<it>{_WHOLE}{_NOT_LAST}\d{{1,5}}の\d{{1,4}})(?![\d年月日時回人件点番つ])")
_PLACE_BEHIND = re.compile(
    rf"(?P<it>{_WHOLE}{_NOT_LAST}\d{{1,5}}(?:-\d{{1,4}})?)(?=の(?:前|横|隣|裏|角|向か?い|家|所|方|土地|建物|物件"
    rf"|空き?家|自宅|とこ|付近|近く|敷地)"
    r"|と(?:お答え|案内|回答|伝え|説明)"
    rf"|(?:付近|地先|先)|[/、。,|\t」\n)]|$| (?!{_LETTER}*[階号]))(?!,\d{{3}})"
)
# 本府中町ヲ38-2, 浜田ロ部84番甲: parts of a town that bear a letter, as in 石川県; 甲 and 乙 in 愛媛県
_PART = r"[イロハニホヘトチリヌルヲワカヨタレソツネナラム甲乙丙丁戊]部?"
_IN_PART = re.compile(
    rf"(?P<it>{_OF_NAME}{{1,10}}[町村]{_OF_NAME}{{0,5}}{_PART} ?\d{{1,4}}"
    rf"(?:(?P<lot>番(?!地|[目線街組手])(?:の?\d{{1,4}}|[甲乙丙丁](?![^\W_ぁ-ん]))?)|番地(?:の?\d{{1,4}})?|(?:-\d{{1,4}}){{1,3}}))"
    rf"(?![\d年月日時%])"
)
# What stands behind the numbers and is the house: 壱〇弐号室, みなし仮設C-12, Residence K 110, グリーン第2 北棟-8.
_NO_HOUSE = r"(?!(?:TEL|FAX|Tel|Fax|E-?mail|Mail|mail|No|NO|ID|JAN|Ver|Excel|Word|PDF|Windows|Wi)\b)"
BEHIND = re.compile(
    rf" ?(?:[^\W\d_]{{1,14}} ?)?[壱弐参〇零一二三四五六七八九十]{{1,4}}号室?(?![^\W_ぁ-ん])"
    rf"| ?(?:みなし)?(?:応急)?仮設(?:住宅)?(?:団地)? ?(?:第?\d{{1,3}}|[A-Z])(?:号?棟)?(?:-?\d{{1,4}})?(?:号室?)?(?!\d)"
    rf"| {{1,2}}{_NO_HOUSE}[A-Z][A-Za-z'&]+(?: [A-Z][A-Za-z'&]*){{0,3}} ?#?[A-Z]?-?\d{{1,4}}(?:号室?|F)?(?![\d-]"
    rf"|円|年|月)"
    rf"| {{1,2}}[ァ-ヺー]{{2,14}}(?:第?\d{{1,2}}"
    rf"|[A-ZⅠ-Ⅹ])? [東西南北新旧本A-Z\d]{{1,2}}号?棟[- ]?\d{{1,4}}(?:号室?)?(?!\d)"
)


def lots_in_parts(text: str) -> Iterator[tuple[int, int]]:
    """Where a lot of a lettered part of a town stands: with 番 and without 地."""
    yield from (match.span("it") for match in _IN_PART.finditer(text) if match["lot"])


def other_forms(text: str) -> Iterator[tuple[int, int]]:
    """Where an address in one of these forms stands."""
    yield from (match.span("it") for match in _IN_PART.finditer(text) if not match["lot"])
    for pattern in (_ENGLISH, _TURNED):
        for match in pattern.finditer(text):
            if _OF_JAPAN.search(match["words"]):
                yield match.span()
    for pattern in (_SPOKEN, _WITH_NO, _PLACE_BEHIND):
        for match in pattern.finditer(text):
            yield match.span("it")
