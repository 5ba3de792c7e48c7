"""Numbers that are given to a person: マイナンバー with its check digit, cards by Luhn's rule, accounts at a bank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

# Twelve digits in one run, in fours, or one to a box of a form.
_TWELVE = re.compile(
    r"(?<![\d.,])(?<!\d[ -])(?:\d{12}|\d{4}([ -])\d{4}\1\d{4}|\d(?:([ |])\d)(?:\2\d){10})(?![\d.,]?\d|[ -]\d)"
    # In one run it may stand between the fields of a record, numbers before and behind it.
    r"|(?<![\d.])(?<!\d-)(?<!\d{4} )\d{12}(?=,|[ \t|](?!\d{4}(?!\d)))"
)
_NAMED = re.compile(
    r"(?:マイナンバー|個人番号|通知カード)(?!制度)(?: ?\((?:数字)?12[桁ケ]?[^()\d\n]{0,6}\))?[^\d\n〔]{0,16}\n? {0,4}"
    r"(?P<number>\d(?:[ |.・/_,-]{0,3}\d){11})(?! ?[-.]?\d)"
)

_CARD = re.compile(
    r"(?<![\d.,])(?<!\d-)(?<!\d{3} )(?P<number>\d{4}([ -]?)\d{4}\2\d{4}\2\d{4}|\d{4}([ -]?)\d{6}\3\d{4,5}"
    r"|\d{13})(?![\d.,]?\d|-\d| \d{4}(?!\d))"
)
_CARD_BEFORE = re.compile(
    r"(?:カード|クレジット|デビット|アメックス|アメリカン・エキスプレス|ダイナース(?:クラブ)?|ビザ|マスター|ジェーシービー|銀聯"
    r"|VISA|Visa|JCB|Master[Cc]ard|AMEX|Amex|Diners|DINERS|[Cc]ard(?:_?(?:no|num|number))?)(?:番号)?[^\d\n]{0,12}$"
)
# Somewhere in the line: a card is spoken of, so the 15 digits of アメックス and the 14 of ダイナース are one.
_OF_CARDS = re.compile(r"(?<!図書館)(?<!利用者)(?<!診察)カード(?!交付|リーダー)|決済|クレジット")
_SHORT_BRANDS = re.compile(r"3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}")
# Beside these a number counts as a card's although a digit of it is mistyped.
_CREDIT_BEFORE = re.compile(
    r"(?:クレジット|デビット|VISA|Visa|JCB|Master[Cc]ard|AMEX|Amex)"
    r"(?:カード)?(?:の?番号)?[ :はが]{0,3}$"
)
# First digits of the international brands; the numbers of goods and of corporations begin otherwise or have 13 digits.
_BRANDS = re.compile(r"4|5[1-5]|2[2-7]|3[0-9]|6[0245]")

_BANK = r"(?:銀行|信用金庫|信金|信用組合|信組|労働金庫|労金|農業協同組合|農協|漁業協同組合|漁協|信託|JA|バンク)"
_BRANCH = r"(?:本店営業部|営業部|支店|本店|支所|本所|出張所|店)"
_TYPE = r"(?:普通|当座|総合|貯蓄|定期|納税準備|普(?=[) ]?\)? ?\d|\))|当(?=[) ]?\)? ?\d|\)))(?:預金|貯金|口座)*"
_GAP = r"[ ,、/:・()\t]{0,3}"
_SAID = r"(?:[▼●○■◆・]?(?:口座番号|番号|口座|No\.?|NO\.?|#))?[ :はが)\t]{0,3}"
_WORD = r"[^\W\d_]"
_ACCOUNTS = (
    # しるべ銀行 本店営業部 普通 1234567
    re.compile(
        rf"(?:{_WORD}{{1,10}}{_BANK}|JA{_WORD}{{1,8}}){_GAP}(?:(?:本?支店|店舗?)名?{_GAP})?{_WORD}{{0,10}}{_BRANCH}{_GAP}"
        rf"(?:(?:店番号?|支店番号|支店コード|店舗番号)?{_GAP}\d{{3}}{_GAP})?(?:(?:預金)?種[別目]{_GAP})?(?:{_TYPE}{_GAP})?{_SAID}(?P<number>\d{{6,8}}"
        rf"|\d{{3}}-?\d{{4}})(?!\d|-\d)"
    ),
    # しるべ信用金庫・下田・普通・0206711: the branch without the word for one, the type behind it
    re.compile(
        rf"(?:{_WORD}{{1,10}}{_BANK}|JA{_WORD}{{1,8}})[ ・,/、]{{1,2}}"
        rf"{_WORD}{{1,8}}[ ・,/、]{{1,2}}{_TYPE}[ ・,/、:]{{0,2}}{_SAID}"
        r"(?P<number>\d{7})(?!\d|-\d)"
    ),
    # 普通 1234567（しるべ銀行 本店）, 1234567　しるべ銀行　本店: the number first, then the bank
    re.compile(
        rf"(?<![0-9A-Za-z一-龥々-])(?:(?:預金)?種[別目]{_GAP})?(?:{_TYPE}{_GAP})?{_SAID}\d{{6,8}}(?![\d-]){_GAP}(?:は|で|、)?{_GAP}"
        rf"{_WORD}{{1,10}}{_BANK}{_GAP}{_WORD}{{0,10}}{_BRANCH}"
    ),
    # ゆうちょ銀行 記号12340 番号12345671; 10120-34567891
    re.compile(
        rf"(?:ゆうちょ(?:銀行)?{_GAP})?(?:通帳)?記号{_GAP}は?{_GAP}\d{{5}}(?:-\d)?{_GAP}(?:の"
        rf"|-)?{_GAP}番号{_GAP}は?{_GAP}\d{{2,8}}(?!\d)"
    ),
    re.compile(r"(?:ゆうちょ(?:銀行)?|記号[・]?番号|通帳)[^\d\n]{0,8}?(?P<only>[01]\d{4}(?:-\d)?[- ]\d{6,8})(?!\d)"),
    # 普通 1234567, where neither bank nor branch stands before it
    re.compile(rf"(?<!\w)(?P<only>{_TYPE}{_GAP}{_SAID}\d{{7}})(?![\d,.-]| ?[千百万億]?円)"),
    # A slip with a field to each: 種目[普通] 番号 1234567
    re.compile(
        r"(?:普通|当座|貯蓄)(?:預金)?[\])」】|]{0,2}[ \n\t、,|]{0,2}"
        r"(?:口座)?番号[ :=|\[(]{0,2}(?P<only>\d{6,8})(?![\d,.-])"
    ),
    # 口座番号：1234567
    re.compile(
        r"口座(?!振替(?:不能|依頼|件数|申込|開始|一覧))(?:番号)?[^\d\n]{0,8}(?P<only>\d{6,8}|\d{3}-\d{4})(?![\d,.-]|[千百万億]?円)"
    ),
)
# 口座番号が違っていました。 誤：1234567 正：1234576
_CORRECTED = re.compile(r"(?<![^\W_])[誤正旧新](?:しくは)?[ :は]{1,2}(?P<number>\d{6,8})(?![\d,.-])")
_OF_ACCOUNT = re.compile(r"口座番号|口座の番号|記号番号")
_REACH = 80  # characters before a corrected number in which an account is spoken of

_NOT_OF_A_BANK = re.compile(
    r".*(?:振込先|振込|口座|金融機関|指定|還付先|送金先|返金先|入金先|支払先|引落先|取引)(?:口座|先|名"
    r"|銀行(?=\w+銀行))?"
    r"|.*[はがをにのへで](?=\w{2})"
)


def mynumber_digit(digits: str) -> int:
    """The check digit over the first eleven digits (総務省令平成26年第85号 第5条)."""
    weighed = sum(
        int(digit) * (place + 1 if place <= 6 else place - 5) for place, digit in enumerate(reversed(digits[:11]), 1)
    )
    left = weighed % 11
    return 0 if left <= 1 else 11 - left


def keeps_luhn(digits: str) -> bool:
    """Whether the last digit is the one of Luhn's rule (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def mynumbers(reading: Reading) -> Iterator[Span]:
    """Twelve digits that stand beside the words for it, or whose check digit is right."""
    for match in _NAMED.finditer(reading.even):
        yield Span(*match.span("number"), Kind.MYNUMBER)
    for match in _TWELVE.finditer(reading.even):
        digits = _digits(match[0])
        if len(set(digits)) > 1 and int(digits[11]) == mynumber_digit(digits):
            yield Span(*match.span(), Kind.MYNUMBER)


def cards(reading: Reading) -> Iterator[Span]:
    """Numbers of 13 to 16 digits that keep Luhn's rule; of 13 to 15 in one run only where a card is spoken of."""
    for match in _CARD.finditer(reading.even):
        digits = _digits(match["number"])
        before = reading.even[max(0, match.start() - 24) : match.start()]
        named = _CARD_BEFORE.search(before) is not None
        alone = len(digits) == 16 or (len(digits) > 13 and len(match["number"]) > len(digits))
        named = named or (bool(_SHORT_BRANDS.fullmatch(digits)) and _is_of_cards(reading.even, match.start()))
        sound = keeps_luhn(digits) or _CREDIT_BEFORE.search(before)
        if (named or alone) and len(set(digits)) > 1 and sound and _BRANDS.match(digits):
            yield Span(*match.span("number"), Kind.CARD)


def _is_of_cards(text: str, at: int) -> bool:
    end = text.find("\n", at)
    return _OF_CARDS.search(text, text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)) is not None


def accounts(reading: Reading) -> Iterator[Span]:
    """An account with its bank, branch and type where they are named, else its number."""
    for pattern in _ACCOUNTS:
        for match in pattern.finditer(reading.even):
            if "only" in pattern.groupindex:
                yield Span(*match.span("only"), Kind.BANK_ACCOUNT)
            else:
                start = match.start() + (0 if match[0][-1].isalpha() else _before_the_bank(match[0]))
                yield Span(start, match.end(), Kind.BANK_ACCOUNT)
    yield from _corrected(reading.even)


def _corrected(text: str) -> Iterator[Span]:
    for match in _CORRECTED.finditer(text) if _OF_ACCOUNT.search(text) else ():
        if _OF_ACCOUNT.search(text, max(0, match.start() - _REACH), match.start()):
            yield Span(*match.span("number"), Kind.BANK_ACCOUNT)


def _before_the_bank(said: str) -> int:
    """How many characters of 振込先はしるべ銀行 stand before the bank's name."""
    bank = re.match(rf"\w*?{_BANK}", said)
    before = _NOT_OF_A_BANK.match(bank[0]) if bank else None
    return before.end() if before else 0


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))
