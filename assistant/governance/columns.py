"""Tables in plain text: what stands under 氏名, 電話番号, 生年月日 is that, whatever it looks like by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.governance.name_pairs import is_person
from assistant.governance.names import is_common
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

_SEPARATORS = (re.compile(r"\t"), re.compile(r" ?\| ?"), re.compile(r","), re.compile(r";"), re.compile(r" {2,}"))
_NAME = (
    r"(?:氏名|お?名前|カナ氏名|フリガナ|ふりがな|使用者|所有者|世帯主|保護者|申請者|申込者|届出人|名義人?|担当者|代表者"
    r"|受給者|被保険者|納税義務者|児童|生徒)(?:名|氏名)?(?: ?\([^()]*\))?"
)
_NOTE = r"(?: ?\([^()]*\))?"
# The head of a column, what stands below it, and the shape that a cell has to have.
_HEADS = tuple(
    (re.compile(head), kind, re.compile(shape))
    for head, kind, shape in (
        (
            rf"{_NAME}|\w{{0,6}}(?:氏名|名義人?)(?:カナ)?|(?:委員|議員|児童|生徒|保護者|職員|参加者|出席者|患者|園児|会員|家族)名",
            Kind.PERSON_NAME,
            r"(?=.{2,20}$)[^\W\d_][^\d、。:()]*[^\W\d_]",
        ),
        # Under 電話 a statistic has the number of calls.
        (
            rf"\w{{0,6}}(?:電話|携帯|TEL|Tel|FAX|連絡先)(?:番号)?{_NOTE}",
            Kind.PHONE,
            r"(?:[0+(]|(?=\d+-))[\d() .-]{5,17}",
        ),
        (
            rf"(?:生年月日|誕生日|出生日|生年月){_NOTE}",
            Kind.BIRTH_DATE,
            r"(?=.*\d|.*[一-九])[^\W_]{0,3}[\d年月日./一二三四五六七八九十元 -]{3,16}",
        ),
        (rf"\w{{0,6}}カード(?:番号|No\.?){_NOTE}", Kind.CARD, r"[3-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,4}"),
        (rf"(?:個人番号|マイナンバー){_NOTE}", Kind.MYNUMBER, r"\d{4}[ -]?\d{4}[ -]?\d{4}"),
        (r"(?:振込|還付|引落)?口座(?:番号)?", Kind.BANK_ACCOUNT, r"[\d-]{6,9}"),
        (r"郵便番号", Kind.POSTAL_CODE, r"\d{3}-?\d{4}"),
        (r"(?:所在)?地番|家屋番号", Kind.LOT_NUMBER, r"[^\W_]{0,16}\d{1,5}(?:番|-)?[\d番地の-]{0,10}"),
        (
            r"(?:車両|登録|車|標識)番号|ナンバー",
            Kind.VEHICLE_NUMBER,
            r"[^\W\d_]{1,5} ?[0-9A-Z]{0,3} ?[ぁ-んA-Z] ?[・.]{0,3} ?[\d-]{1,5}",
        ),
        (
            rf"(?:現|新|旧)?住所{_NOTE}|居所|本籍地?",
            Kind.ADDRESS,
            r"(?=.{4,60}$)[^\W\d_]{2,}.*(?:\d|番地|[丁一-九]).*",
        ),
    )
)
# The same in the manner of programs. Things have a name, an owner and an address too, so their cells are looked at.
_UNSURE = re.compile(
    r"(?:\w{1,10}[_ -])?(?:full|user|family|first|last|given)?name(?:[_-](?:kana|kanji|ja|jp))?|payee|payer"
    r"|shimei|simei"
    r"|furigana|kana|applicant|holder|owner|customer|patient|(?:user|login|author|sender|recipient|student|employee|member)|飼い主|(?!本人)\w{0,10}[接有用護待請立出係]者|地権者|[借貸荷喪施]主",
    re.IGNORECASE,
)
_OF_PROGRAMS = tuple(
    (re.compile(rf"(?:\w{{1,10}}_)?(?:{head})", re.IGNORECASE), kind, re.compile(shape))
    for head, kind, shape in (
        (
            r"(?:tel|phone|mobile|fax|cell|keitai)(?:_?(?:no|num|number))?",
            Kind.PHONE,
            r"(?:\+\d{1,3}|\(?0)[\d() .-]{7,14}|\d{2,4}-\d{4}",
        ),
        (
            r"dob|birth(?:_?(?:date|day|ymd))?|date_of_birth|bday|seinengappi",
            Kind.BIRTH_DATE,
            r"(?:18|19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|\d{4})|[^\W\d_]{1,2} ?\d{1,2}[年./-]\d{1,2}[月./-]\d{1,2}日?",
        ),
        (r"zip(?:_?code)?|postal(?:_?code)?|post_?code|yubin", Kind.POSTAL_CODE, r"\d{3}-?\d{4}"),
        (
            r"addr(?:ess)?\d?|jyu?sho",
            Kind.ADDRESS,
            r"(?=.{4,60}$)[^\W\d_]{2,}[^@]*(?:\d|番地|[丁一-九])[^@]*",
        ),
        (r"(?:acct|account|koza)_?(?:no|num|number)?|bank_account", Kind.BANK_ACCOUNT, r"\d{7}|\d{3}-\d{4}"),
        (r"my_?number|kojin_?(?:no|bango)", Kind.MYNUMBER, r"\d{4}[ -]?\d{4}[ -]?\d{4}"),
    )
)
_LONGEST = 30  # characters of a head; what is longer is a sentence
_PERSON = re.compile(r"(?=.{2,40}$)[^\W\d_][^\d、。:()]*[^\W\d_]\u3099?")
# Cells below these are numbers of things, whatever they look like: 科目コード, 伝票番号.
_OF_THINGS = re.compile(
    r"\w{0,8}コード|(?:伝票|整理|管理|受付|文書|契約|予算|科目|事業|施設|物品|備品|登録|商品|図書|路線)番号|(?:[A-Za-z]{2,10}_)?(?:code|sku|serial)|(?:item|product)_?(?:no|id)"
)
_TITLE = re.compile(r" ?(?:様|君|氏|殿|さん)$")
# Under these a cell is a word of an office, not a person's, even in a column of persons.
_NO_NAME = re.compile(r"(?:なし|未定|空席|欠員|不明|同上|合計|小計|計|その他|窓口|.*[課係部局室所会社店院校園館]$)")

_SAYS_THING = re.compile(
    r"(?:コード|番号)[\t|,; ]|(?:コード|番号)\n|(?<![a-z])(?:code|sku|serial|product|item)|_(?:code|sku|serial)"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """The first line of a table: how its cells are kept apart, how many there are, and which of them are personal."""

    separator: re.Pattern[str]
    width: int
    kinds: dict[int, tuple[Kind, re.Pattern[str]]]
    things: frozenset[int]


def cells(reading: Reading) -> Iterator[Span]:
    """The cells under a head that names a kind of personal data, in the lines below it that have as many cells."""
    for line, row, head in _rows(reading):
        yield from _personal(line, row, head)


def of_things(reading: Reading) -> Iterator[tuple[int, int]]:
    """The cells under a head that names a number of a thing."""
    if not _SAYS_THING.search(reading.even):
        return
    for line, row, head in _rows(reading):
        for place in head.things:
            yield line.start() + row[place][0], line.start() + row[place][1]


def _rows(reading: Reading) -> Iterator[tuple[re.Match[str], list[tuple[int, int]], _Head]]:
    head: _Head | None = None
    for line in re.finditer(r"[^\n]+", reading.even):
        another = _head(line[0])
        if another is not None or head is None:
            head = another
        elif not re.fullmatch(r"[ |:+=-]+", line[0]):
            row = _split(line[0], head.separator)
            if len(row) == head.width:
                yield line, row, head
            else:
                head = None


def _head(line: str) -> _Head | None:
    for separator in _SEPARATORS:
        if not separator.search(line):
            continue
        heads = _split(line, separator)
        kinds = {place: found for place, (start, end) in enumerate(heads) if (found := kind_of_head(line[start:end]))}
        numbers = {place for place, (start, end) in enumerate(heads) if _OF_THINGS.fullmatch(line[start:end])}
        things = frozenset(numbers.difference(kinds))
        if kinds or things:
            return _Head(separator, len(heads), kinds, things)
    return None


def _personal(line: re.Match[str], row: list[tuple[int, int]], head: _Head) -> Iterator[Span]:
    for place, (kind, shape) in head.kinds.items():
        start, end = row[place]
        if kind is Kind.PERSON_NAME and (title := _TITLE.search(line[0], start + 2, end)):
            end = title.start()
        words = line[0][start:end]
        if kind is Kind.PERSON_NAME and (is_common(words) or (shape is _PERSON and not is_person(words))):
            continue  # a form with a label and a value to each line may look like a table: 使用者 …, 支払方法 …
        if shape.fullmatch(words) and not (kind is Kind.PERSON_NAME and _NO_NAME.fullmatch(words)):
            yield Span(line.start() + start, line.start() + end, kind)


def kind_of_head(head: str) -> tuple[Kind, re.Pattern[str]] | None:
    """What a label announces, and the shape that the words below or behind it have then."""
    if len(head) > _LONGEST:
        return None
    for pattern, kind, shape in (*_HEADS, *_OF_PROGRAMS):
        if pattern.fullmatch(head):
            return kind, shape
    return (Kind.PERSON_NAME, _PERSON) if _UNSURE.fullmatch(head) else None


def _split(line: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the cells of a line stand, without the blanks and quotation marks around them."""
    edges = [0, *(edge for match in separator.finditer(line) for edge in match.span()), len(line)]
    return [_trimmed(line, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start] in ' "\r':
        start += 1
    while end > start and line[end - 1] in ' "\r':
        end -= 1
    return start, end
