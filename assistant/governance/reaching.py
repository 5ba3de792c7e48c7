"""Where a person is reached: telephone and fax, mail, postal code.

Numbers are those of the 総務省's numbering plan: ten digits with the area code, eleven for mobiles, IP and 0800.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

_S = r"(?: ?[-.の] ?)"
_WORDS = (
    r"(?:電話|でんわ|TEL|Tel|tel|℡|☎|✆|📞|FAX|Fax|fax|ファクス|ファックス|ファクシミリ|携帯|ケータイ|連絡先"
    r"|直通|(?:市外)?局番なし(?:で)?|代表|自宅|勤務先|夜間)"
)
_END = r"(?![\d]|[-.]\d)"
_BEGIN = r"(?=[\d(+〇])(?<!\d)(?<!\d[.-])(?<![A-Za-z]-)(?:(?<![A-Za-z])|(?<=TEL)|(?<=Tel)|(?<=tel)|(?<=FAX)|(?<=Fax))"
_SHAPES = (
    # 090-1234-5678, 090 1234 5678, 09012345678; 0800-123-4567; 0120-123-456; 0570-012-345
    rf"0[5789]0(?:{_S}|[ ()・]|)\d{{4}}(?:{_S}|[ )・]|)\d{{4}}",
    rf"0800(?:{_S}|[ ]|)\d{{3}}(?:{_S}|[ ]|)\d{{4}}",
    rf"(?:0120|0570|0990|0180)(?:{_S}|[ ()])(?:\d{{3}}(?:{_S}|[ )])\d{{3}}|\d{{2}}(?:{_S}|[ )])\d{{4}})",
    r"(?:0120|0570)\d{6}",
    # 03-1234-5678, 0123-45-6789, (0123)45-6789, 0123(45)6789; ten digits are counted afterwards
    rf"(?P<ten>(?:\( ?0[1-9]\d{{0,3}} ?\) ?-? ?|0[1-9]\d{{0,3}}(?:{_S}| ?\( ?|・))\d{{1,4}}(?:{_S}| ?\) ?|・)\d{{4}})",
    # 〇九八五-二三-四一七〇, in a paper written from top to bottom
    r"〇[〇一二三四五六七八九]{1,4}[-ー・の、][〇一二三四五六七八九]{1,4}[-ー・の、][〇一二三四五六七八九]{4}",
    # +81-3-1234-5678, +81 90 1234 5678, and other countries'
    r"\+\d{1,3}[ -]?\(?0?\)?[ -]?\d{1,4}(?:[ -]?\d{2,4}){1,3}",
)
_PHONE = re.compile(rf"{_BEGIN}(?:{'|'.join(_SHAPES)}){_END}")
# Ten digits in one run: no amount begins with a nought. 090 and the like have eleven.
_RUN = re.compile(rf"{_BEGIN}0[1-9](?<!0[5789])\d{{8}}{_END}|{_BEGIN}0[5789][1-9]\d{{7}}{_END}")
# With blanks between, or without the area code, only beside the word for it.
_NAMED = re.compile(
    rf"{_WORDS}(?:番号)?(?:[ :はがを()・/／、\t]|番号|への|が"
    rf"|\(\w{{1,4}}\)|[同〃]){{0,6}}(?P<number>0\d{{1,4}} \d{{1,4}} \d{{4}}|\d{{1,4}}-\d{{4}}){_END}"
)
_EXTENSION = re.compile(
    r"内線(?:番号)?(?:[ :=は(]|って|が|も|なら|で|の){0,3}"
    r"(?P<number>\d{2,6}(?:-\d{1,4})?)(?![\d]|[番階本台件人回]|-\d)"
)
# 0123-45-6789（内線315）: one number
# 台帳番号 052-123-4567: the number of a thing.
_OF_A_THING = re.compile(
    r"(?:台帳|管理|整理|文書|製造|機器|受付|受理|契約|資産|備品|施設|設備|登録|許可|照会|伝票|注文|発注|追跡|型式?|部品)"
    r"(?:番号|No\.?|NO\.?)[ :はが]{0,2}$"
)
_BEFORE_PLACE = re.compile(r" (?:北海道|東京都|京都府|大阪府|[^\W\d_]{2,3}県|[^\W\d_]{1,7}[市区町村郡][^\W_])")
_IN_BRACKETS = re.compile(r" ?\(内線(?:番号)? ?:?\d{2,6}\)")
_NEXT_EXTENSION = re.compile(
    r"内線(?:番号)?[ :は]{0,2}(?:\d{2,5}|〔電話\d+〕)(?:[・,、/と]|または|か)"
    r"(?P<number>\d{2,5})(?![\d番階本台件人回年月日]"
    r"|-\d)"
)
# Below 内線表, to the next empty line: 管財係 寺田 2611
_OF_EXTENSIONS = re.compile(
    r"(?:^|\n)[^\n\d]{0,12}内線(?:番号)?(?:一覧表?|早見表?|番号表|表)[^\n\d]{0,12}(?P<rows>(?:\n[^\n]+)+)"
)
_EXTENSION_OF_ROW = re.compile(r"(?<=[ \t|,:])(?P<number>\d{3,5})(?= *(?:\n|$|[|,・/]))")
# 45-0392に電話して: without the area code, and the word for it behind.
_CALLED = re.compile(
    rf"{_BEGIN}(?P<number>\d{{2,4}}-\d{{4}})(?=\)? ?(?:に|へ|まで|から|より|あて|宛てに?)(?:、"
    rf"|直接|また|必ず|もう一度|先に|至急|いつでも)?"
    r"(?:お|ご|折り返し)?(?:電話(?!番号)|でんわ|連絡|かけ|掛け|着信|入電|TEL|FAX|ファクス|ファックス|問い?合わ?せ|一報)"
    r"|まで[。\n]|まで$)"
)
# Beside a whole number: 0123-45-6789、45-6790; 0123-45-6789・6790.
_BESIDE = re.compile(
    r"(?:[・,、/又及とか→ ]|または|もしくは|及び|自宅|携帯|夜間|昼間?|日中|休日|FAX|:|〔電話\d+〕){1,6}"
    r"(?P<number>\d{2,4}-\d{4}|(?<=[・,、/])\d{4}(?= ?[)\n]|$))(?![\d年]|-\d)"
)

# 〔氏名1〕 22-3456, 〔氏名1〕 〔住所1〕 22-3456: in a list of persons.
_BEHIND_NAME = re.compile(
    r"〔氏名\d+〕(?:様|さん"
    r"|氏)?(?:[^\n〔]{1,6}〔住所\d+〕)?[ ,、\t:|(]{1,3}(?P<number>\d{2,4}-\d{4})(?=[ )/,、。|\t\n]|$)"
)

_AT = r"(?:@|[ ]?[\[(<{](?:at|AT|アット|あっと|アットマーク|@)[\])>}][ ]?)"
_MAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+'-]{{0,63}}{_AT}(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}(?:\."
    rf"|\[dot\]|\(dot\))){{1,6}}[A-Za-z]{{2,24}}"
)

_POST = re.compile(
    r"(?:〒 ?|郵便番号欄?(?:[ :はがに「\t]|\(ハイフンなし\)){0,4}〒? ?)"
    r"(?P<code>\d{3} ?- ?\d{4}|\d{7}|[〇一二三四五六七八九]{3}[-ー][〇一二三四五六七八九]{4})(?![\d]|-\d)"
)
_BARE_POST = re.compile(
    r"(?<![\d.-])(?:(?<!\d,)|(?=\d{3}-\d{4},))(?P<code>\d{3}-\d{4})(?![\d-])(?=の[旧新現前]?住所"
    r"|[ \n\t,、]{0,4}(?:住所[ :]?)?(?:北海道|東京都|京都府|大阪府"
    r"|[^\W\d_]{2,3}県|[^\W\d_]{1,7}[市区町村郡][^\W_]))"
)


# 送り先は739-2612
_POST_OF_LABEL = re.compile(
    r"(?:(?:送り?|送付|郵送|返送|届け?|返信|宛|発送|配送|住所|居所|転居|転送)先|住所|居所|自宅|郵便|〒(?:番号)?)"
    r"(?:の郵便番号)?[ :はが、\t]{1,3}"
    r"(?P<code>\d{3}-\d{4})(?![\d-])"
)
# …｜945-0857｜…, 692-0404 門田様: beside an address or a person that was found before, and parted from it by a mark.
_POST_BEHIND = re.compile(r"〔住所\d+〕[ ,、\t|/]{1,3}(?P<code>\d{3}-\d{4})(?![\d-])")
_POST_OF_PERSON = re.compile(
    r"(?<![\d-])(?P<code>\d{3}-\d{4})(?=[ ,、\t|/]{1,3}(?:〔住所\d+〕|〔氏名\d+〕 ?(?:様|宅|方|さん|殿)))"
)
# 書類は394-0028宛, 989-6223で送った: where something is sent.
_POST_SENT = re.compile(r"(?<![\d-])(?P<code>\d{3}-\d{4}|\d{7})(?=宛(?![てに]?金)|(?<=\d{4})で(?:送|届|発送|返送))")
# …,0280041,岩手県…; alone in a line above the address
_POST_OF_ROW = re.compile(
    r"(?:(?<=[,\t|\"'])|(?:^|(?<=\n)))(?P<code>\d{3}-?\d{4})(?=[\"' ]?(?:[,\t|\n] ?[\"']?)(?:〔住所\d+〕"
    r"|北海道|東京都|京都府|大阪府|[^\W\d_]{2,3}県))"
)
_POST_NEXT = re.compile(
    r"(?:郵便番号[^\n]{0,12}?|→|ではなく、?|正しくは ?|〔郵便番号\d+〕の?誤り?で、?)"
    r"(?P<code>\d{3}-\d{4})(?=→|[。、 ]|で(?:す|した)|だ|の|$)"
)


def phones(reading: Reading) -> Iterator[Span]:
    """Numbers with the shape of a telephone's; shorter ones beside the word for it."""
    for match in _PHONE.finditer(reading.even):
        ten = match["ten"]
        if _OF_A_THING.search(reading.even, max(0, match.start() - 12), match.start()):
            continue
        if ten is None or sum(map(str.isdigit, ten)) == 10:
            extension = _IN_BRACKETS.match(reading.even, match.end())
            yield Span(match.start(), extension.end() if extension else match.end(), Kind.PHONE)
    for match in _RUN.finditer(reading.even):
        yield Span(*match.span(), Kind.PHONE)
    for pattern in (_NAMED, _EXTENSION, _NEXT_EXTENSION, _CALLED, _BEHIND_NAME):
        for match in pattern.finditer(reading.even):
            # 自宅 321-0954 栃木県…: a postal code
            if not (pattern is _NAMED and _BEFORE_PLACE.match(reading.even, match.end())):
                yield Span(*match.span("number"), Kind.PHONE)
    for table in _OF_EXTENSIONS.finditer(reading.even):
        for match in _EXTENSION_OF_ROW.finditer(reading.even, *table.span("rows")):
            yield Span(*match.span("number"), Kind.PHONE)
    for match in re.finditer(rf"{_PHONE.pattern}|〔電話\d+〕", reading.even):
        beside = _BESIDE.match(reading.even, match.end())
        if beside:
            yield Span(*beside.span("number"), Kind.PHONE)


def emails(reading: Reading) -> Iterator[Span]:
    """Mail addresses, with @ or with a word in brackets for it."""
    for match in _MAIL.finditer(reading.even):
        yield Span(*match.span(), Kind.EMAIL)


def postal_codes(reading: Reading) -> Iterator[Span]:
    """Seven digits after 〒 or 郵便番号, and 123-4567 with an address behind it. The sign 〒 stays."""
    for pattern in (_POST, _BARE_POST, _POST_OF_LABEL, _POST_BEHIND, _POST_OF_PERSON, _POST_SENT, _POST_OF_ROW):
        for match in pattern.finditer(reading.even):
            yield Span(*match.span("code"), Kind.POSTAL_CODE)
    if "郵便番号" in reading.even:
        for match in _POST_NEXT.finditer(reading.even):
            yield Span(*match.span("code"), Kind.POSTAL_CODE)
