"""Fields with a label in a program's manner: JSON, YAML, a log, a statement of SQL; and how a name is read.

A label such as name, dob, zip or tel says what 氏名, 生年月日, 郵便番号 and 電話 say in a form. Programs name other
things so too (the name of a table, the address of a machine), so the words behind it must have the shape as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.columns import kind_of_head
from assistant.governance.name_pairs import is_half, is_person
from assistant.governance.name_places import is_said
from assistant.governance.name_words import KANA, NO_NAME
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

_QUOTE = "[\"'`]"
# name: Carlos Tanaka, "name":"織部 慎之介", payee=ｲﾉｹﾞ ｼｽﾞｺ, <tel>0123-45-6789</tel>
_FIELD = re.compile(
    rf"(?:(?<![A-Za-z])(?=[A-Za-z])(?P<key>[A-Za-z]{{2,16}}(?:[_-][A-Za-z]{{1,12}}){{0,2}}){_QUOTE}?(?: ?[:=] ?|>)"
    rf"|(?<![^\W_])(?P<japanese>(?:本人|申請者|保護者|世帯主)?(?:氏名|名前|生年月日|誕生日|電話(?:番号)?"
    rf"|郵便番号|住所))(?:{_QUOTE} ?: ?|=))"
    rf"(?=(?P<quote>{_QUOTE})(?P<quoted>[^\"'`\n]{{1,60}})(?P=quote)"
    r"|(?P<plain>[^\n,;|=\"'`<>{}()&]{1,60}?)(?: +[^\W\d][\w-]{1,20} ?[=:]| {2,}| ?[\n,;|<>{}()&]| ?$))"
)
# カナ氏名ﾅｶﾀｲ ﾊﾙﾐ, フリガナ／ヒラガ　ミオ: how a name is read is a name too.
_READ = re.compile(
    rf"(?:(?P<direct>カナ氏名|氏名カナ)|フリ(?:ガ|カ\u3099)ナ|ふりがな|振り?仮名|振りがな|(?:ヨミ|読み)(?:ガ|カ\u3099|が|仮)[ナな名]"
    rf"|(?<![^\W_])カナ(?= ?[=:])|氏名 ?\((?:カナ|かな)\)|(?:口座)?名義人?(?: ?\(カナ\)"
    rf"|カナ)?)(?P<gap>[ :=/|\[「\t]{{0,4}})"
    rf"(?P<name>{KANA}{{2,10}}(?: {{1,2}}{KANA}{{2,10}})?)(?!{KANA})"
)
# Of a number without its area code; fewer are the code alone, before a bracket.
_DIGITS = 6
# "first_name":"Kenji": one half of a name.
_HALF = re.compile(r"(?:first|last|given|family|middle)_?name|surname|sei|mei", re.IGNORECASE)
_TWO_KANA = re.compile(rf"{KANA}{{2,9}} {{1,2}}{KANA}{{2,9}}")
_INSERT = re.compile(r"INSERT INTO [\w.\"`]{1,40} ?\((?P<heads>[^()\n]{1,400})\) ?VALUES", re.IGNORECASE)
_ROW = re.compile(r"\s{0,4},?\s{0,4}\((?P<row>[^()\n]{1,400})\)")
_VALUE = re.compile(r" *('(?P<quoted>[^'\n]*)'|[^,]*)(?:,|$)")


def fields(reading: Reading) -> Iterator[Span]:
    """What stands behind a label, or in its place of a row of values, and has the shape for it."""
    text = reading.even
    for match in _FIELD.finditer(text):
        group = "plain" if match["quoted"] is None else "quoted"
        yield from _fitting(match["key"] or match["japanese"], text, *match.span(group))
    for match in _READ.finditer(text):
        if (match["gap"] or match["direct"] or " " in match["name"]) and not _is_of_a_sentence(
            reading, *match.span("name")
        ):
            yield Span(*match.span("name"), Kind.PERSON_NAME)
    for match in _INSERT.finditer(text):
        heads = [head.strip(" \"'`") for head in match["heads"].split(",")]
        at = match.end()
        while row := _ROW.match(text, at):
            at = row.end()
            values = [value for value in _VALUE.finditer(text, *row.span("row")) if value[0]]
            for head, value in zip(heads, values, strict=False):
                yield from _fitting(head, text, *value.span(1 if value["quoted"] is None else "quoted"))


def _fitting(key: str, text: str, start: int, end: int) -> Iterator[Span]:
    found = kind_of_head(key)
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if found and found[0] is Kind.PHONE and sum(map(str.isdigit, words)) < _DIGITS:
        return
    if (_HALF.fullmatch(key) and is_half(words)) or (key.endswith("氏名") and _TWO_KANA.fullmatch(words)):
        yield Span(start, start + len(words), Kind.PERSON_NAME)
    elif found and found[1].fullmatch(words) and (found[0] is not Kind.PERSON_NAME or is_person(words)):
        yield Span(start, start + len(words), found[0])


def _is_of_a_sentence(reading: Reading, start: int, end: int) -> bool:
    words = unicodedata.normalize("NFC", reading.even[start:end])
    return (
        is_said(reading, start, end) or (" " not in words and lexicon.is_common(words)) or bool(NO_NAME.search(words))
    )
