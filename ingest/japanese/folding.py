"""The index form of Japanese text: what is compared and searched, never what is shown.

NFKC alone is not enough. It leaves most of the CJK Radicals Supplement that PDF fonts put in place of ordinary
characters, keeps variation selectors, unifies no dash and no variant of a name. So, in this order: radicals, marks
without width, NFKC, dashes and tildes, variants, case, spaces between Japanese characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

# Radicals whose ordinary character NFKC does not give (Unicode, EquivalentUnifiedIdeograph.txt), where Japanese fonts
# draw them: one of each pair stands for the other on the page.
_RADICALS = (
    "⺁厂⺃乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎尢⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛无⺜日⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺤爪⺥爪⺦丬⺧牛⺨犭⺩王"
    "⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺱网⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅見⻆角⻇角⻈言⻉貝⻊足⻋車⻌辶⻍辶"
    "⻎辶⻏阝⻐金⻑長⻒長⻓長⻔門⻕阜⻖阝⻗雨⻘青⻙韋⻚頁⻛風⻜飛⻝食⻞食⻟食⻠食⻡首⻢馬⻣骨⻤鬼⻥魚⻦鳥⻧鹵⻨麦⻩黄⻪黽⻫斉⻬斉⻭歯⻮歯⻯竜⻰竜"
    "⻱亀⻲亀⻳亀⼾戸⼾戸⾨門⿑齊"
)
# Variants of one character in names and places; NFKC knows none of them.
_VARIANTS = (
    "髙高﨑崎德徳邉辺邊辺𠮷吉齋斎齊斉濵浜濱浜嶋島嶌島澤沢櫻桜國国"
    "廣広眞真瀨瀬惠恵槇槙冨富曻昇舘館龍竜會会學学條条縣県區区廳庁兒児"
)
_DASHES = "‐‑‒–—―−─－ｰ"
_TABLE = {
    **{ord(old): new for old, new in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)},
    **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)), None),  # variation selectors
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFFFE), None),  # marks without width
    **dict.fromkeys(range(0x9), " "),
    **dict.fromkeys(range(0xD800, 0xE000)),  # halves of characters, which nothing can store
}
_AFTER = {
    **{ord(old): new for old, new in zip(_VARIANTS[::2], _VARIANTS[1::2], strict=True)},
    **{ord(mark): "-" for mark in _DASHES},
    **{ord(mark): "~" for mark in "〜～∼"},
    **{ord(mark): "・" for mark in "●■◆▶►▪•‣"},
    ord("ヶ"): "ケ",
    ord("ヵ"): "カ",
    0x3099: None,
    0x309A: None,
}


def _any_of(codes: Iterable[int]) -> re.Pattern[str]:
    """Finds one of these characters; neighbours are named as ranges, which are looked up much faster."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0])]
    return re.compile("[" + "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs) + "]")


# Few texts have any of these, and looking for them takes a tenth of the time of translating.
_IN_TABLE, _IN_AFTER = _any_of(_TABLE), _any_of(_AFTER)
_CJK = r"[々〆〇\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df]"
# Each of these begins with the character that is looked for, and looks back from there: many times faster than to look
# back from every character.
_GAPS = re.compile(rf" (?:(?<={_CJK} ) *(?={_CJK}|[0-9(])|(?<=[0-9)] ) *(?={_CJK}))")
# Long vowel marks written as dashes between digits: 0192ー33ー4321.
_DIGIT_BAR = re.compile(r"ー(?<=\dー)(?=\d)")
_BAR_AFTER_KANA = re.compile(r"-(?<=[ァ-ヺ]-)(?![0-9a-z])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


# Most of a Japanese text is in NFKC already: these characters stay as they are, and none of them joins one before it.
# So only the others are normalised, each run with the character that a mark in it would join: six times as fast.
_PLAIN = "\t\n\x20-\x7e\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff"
_NOT_PLAIN = re.compile(f"[{_PLAIN}]?[^{_PLAIN}]+")


def nfkc(text: str) -> str:
    """`text` in Unicode's normal form NFKC."""
    return _NOT_PLAIN.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


def fold(text: str) -> str:
    """The index form of `text`: same words, one spelling. Line breaks and tabs stay: no word joins lines or cells."""
    text = nfkc(text.translate(_TABLE) if _IN_TABLE.search(text) else text)
    text = text.translate(_AFTER) if _IN_AFTER.search(text) else text
    text = _PRIVATE.sub("・", text).replace("\u3000", " ")
    # In this order, or folding twice would change more: a bar after kana ends a word, and gaps close beside words.
    text = _BAR_AFTER_KANA.sub("ー", text.casefold())
    return _DIGIT_BAR.sub("-", _GAPS.sub("", text))


def squeeze(text: str) -> str:
    """`fold` without any white space: for asking whether one text occurs in another."""
    return "".join(fold(text).split())
