"""公用文: punctuation marks, figures, and characters that other machines may not show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Finding

_JAPANESE = r"[ぁ-ゖァ-ヺー一-鿿々〆）」』]"
_COMMA = re.compile(rf"(?<={_JAPANESE})[，,､](?!\d{{3}})|(?<=[0-9０-９])，(?=[ぁ-ん一-鿿])")
_STOP = re.compile(rf"(?<={_JAPANESE})[．.｡](?=\s|$|[ぁ-ゖァ-ヺ一-鿿])")
_HALF_KANA = re.compile(r"[ｦ-ﾟ]+")
# Characters that stand for several (㈱, ㎡, ℡), and circled figures within a line; at its head they number a list.
_SQUARE = re.compile(r"[㈠-㉃㊀-㊰㋀-㋾㌀-㍿㎀-㏟㏠-㏾㏿℡№ℓ]|(?<=[^\s　])[①-⑳㉑-㊿]")
_FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[０-９]+(?:[．，][０-９]+)*")
_NUMBERING = re.compile(r"(?:(?<=[（(])|(?<=^)|(?<=\n)|(?<=[第表図料紙]))[0-9０-９]+(?=[）)　 ．、条項号章節\n]|$)")
_WIDEN = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
# Figures that count: 三十五人. Not 十分, 数十人, 第二十条 or 五十音, nor 二、三人.
# Nor 二十歳, はたち, one word of 常用漢字表 付表.
_KANJI_NUMBER = re.compile(
    r"(?<![0-9０-９一二三四五六七八九十百千万億兆数何第〇])(?<![一二三四五六七八九][、・])(?=[一二三四五六七八九十百千]{2})(?!二十歳(?!未満|以[上下]|まで))(?:[一二三四五六七八九]?[十百千])+[一二三四五六七八九]?"
    r"(?=(?:人|名|円|件|回|個|枚|台|本|冊|歳|世帯|戸|棟|か所|箇所|か月|時間|日間|年間|週間|分間|パーセント|キロ|メートル)(?!一|前|余|札|力))"
)
_LONG_NUMBER = re.compile(
    r"(?<![0-9０-９,，.．A-Za-z-])(?:[0-9]{4,12}|[０-９]{4,12})(?=(?:円|人|名|件|世帯|部|枚|台|個|本|冊|戸|棟|トン|平方|キロ|メートル))"
)
_DATE_IN_KANJI = re.compile(
    r"(?:令和|平成|昭和)(?:[一二三四五六七八九十]{1,3})年度?|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日(?![間中])"
    r"|(?<![〇一二三四五六七八九十百千万])[一二三四五六七八九][〇一二三四五六七八九]{1,4}(?=人|名|円|件|世帯|戸|台|枚|個|冊)"
    r"|(?<![一二三四五六七八九十百千万])[一二三四五六七八九十百千]{1,5}[万億]円"
)
_MANY_FIGURES = re.compile(r"[〇一二三四五六七八九十百千]{2,}")
_IN_KANJI_THROUGHOUT = 10  # figures: such a text is set in columns, or was
_TWICE = re.compile(r"(及び|又は)(?=[^、。及又（）\n]{1,12}\1)")


def punctuation(manuscript: Manuscript) -> Iterator[Finding]:
    """Commas and full stops of another script between Japanese words."""
    for pattern, mark, name in ((_COMMA, "、", "読点"), (_STOP, "。", "句点")):
        for match in manuscript.matches(pattern):
            yield manuscript.finding(match.start(), match.end(), "punctuation", mark, name=name, mark=mark)


def special_characters(manuscript: Manuscript) -> Iterator[Finding]:
    """Characters that other machines may not show, and half-width kana."""
    for match in manuscript.matches(_HALF_KANA):
        instead = unicodedata.normalize("NFKC", match[0])
        yield manuscript.finding(match.start(), match.end(), "special_character", instead, "half")
    for match in manuscript.matches(_SQUARE):
        instead = unicodedata.normalize("NFKC", match[0])
        instead = f"({instead})" if instead.isdigit() else instead
        yield manuscript.finding(match.start(), match.end(), "special_character", instead)


def mixed_width(manuscript: Manuscript) -> Iterator[Finding]:
    """Full-width and half-width figures in one text, unless single figures are full-width and longer ones are not."""
    found = [match for match in manuscript.matches(_FIGURES) if not _NUMBERING.match(manuscript.text, match.start())]
    wide = [match for match in found if match[0][0] >= "０"]
    narrow = [match for match in found if match[0][0] < "０"]
    by_length = all(len(match[0]) == 1 for match in wide) and all(len(match[0]) > 1 for match in narrow)
    if not wide or not narrow or by_length:
        return
    for match in wide if len(wide) <= len(narrow) else narrow:
        narrowed = unicodedata.normalize("NFKC", match[0])
        instead = narrowed if narrowed != match[0] else match[0].translate(_WIDEN)
        yield manuscript.finding(match.start(), match.end(), "mixed_width", instead)


def numerals(manuscript: Manuscript) -> Iterator[Finding]:
    """Figures in kanji, and long ones without a comma: 二十三人 → 23人, 15000円 → 15,000円."""
    for match in manuscript.matches(_KANJI_NUMBER):
        yield manuscript.finding(match.start(), match.end(), "numeral", str(_number(match[0])))
    in_columns = sum(1 for _ in manuscript.matches(_MANY_FIGURES)) >= _IN_KANJI_THROUGHOUT
    for match in () if in_columns else manuscript.matches(_DATE_IN_KANJI):
        figures = re.sub(r"[一二三四五六七八九十百千]+", lambda figure: str(_number(figure[0])), _in_places(match[0]))
        yield manuscript.finding(match.start(), match.end(), "numeral", figures)
    for match in manuscript.matches(_LONG_NUMBER):
        narrow = unicodedata.normalize("NFKC", match[0])
        yield manuscript.finding(match.start(), match.end(), "numeral", f"{int(narrow):,}", "comma")


def _in_places(written: str) -> str:
    """一二〇 → 120; figures with 十 or 百 stay."""
    if not re.fullmatch(r"[〇一二三四五六七八九]{2,}", written):
        return written
    return "".join(str(_DIGITS.index(one)) for one in written)


def _number(written: str) -> int:
    """二百三十 → 230."""
    total = 0
    figure = 0
    for one in written:
        if one in _UNITS:
            total, figure = total + (figure or 1) * _UNITS[one], 0
        else:
            figure = _DIGITS.index(one)
    return total + figure


_PAIRS = ((("並びに", "ならびに"), ("及び", "および")), (("若しくは", "もしくは"), ("又は", "または")))


def conjunctions(manuscript: Manuscript) -> Iterator[Finding]:
    """並びに and 若しくは without the 及び or 又は that they go with; 及び twice in one list."""
    for start, end in manuscript.sentences:
        inside = [manuscript.at(i) for i in manuscript.between(start, end)]
        for outers, inners in _PAIRS:
            word = next((word for word in inside if word.surface in outers), None)
            # In the letters, not in the words: 又は is two words to the dictionary.
            if word is not None and not any(manuscript.text.find(inner, start, end) >= 0 for inner in inners):
                inner = inners[0]
                yield manuscript.finding(word.start, word.end, "conjunction", inner, "alone", inner=inner)
    for match in manuscript.matches(_TWICE):
        yield manuscript.finding(match.start(1), match.end(1), "conjunction", "、", "twice")
