"""Family names alone, and what in a note of an office shows them: 詳しくは会計課平野まで, 石垣部長→上地次長, 鶴見のおばあちゃん."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.name_words import LETTER, PREFECTURES, TITLE
from assistant.governance.reading import Reading

_FAMILY = rf"{lexicon.KANJI}{{1,4}}"
_OFFICE = r"(?:[課係部局室所班署]|グループ|チーム|センター|窓口)"
# Whom to turn to: the name stands before まで or 宛, behind an office, 私 or a particle.
_TURN_TO = re.compile(
    rf"(?:(?P<office>{_OFFICE}の? ?|私、? ?|担当の? ?|(?<!{LETTER})(?:直接)?)|(?<=[はをが、。 \n(])|^)(?P<name>{_FAMILY}?)"
    r"(?=(?:まで|宛て?|あて)(?:に|へ|、|。|[( 　\n]|$|ご|お|電話|連絡|TEL|内線|メール|提出|返信))"
)
# Old and young of a house, as neighbours speak of them.
_OF_A_HOUSE = re.compile(
    rf"(?<!{LETTER})(?P<name>{_FAMILY}|{lexicon.KANA}{{2,5}})(?:さんち|さんとこ|さん家|さん)?の?(?:お|ご|御)?"
    r"(?:ばあちゃん|じいちゃん|ばあさん|じいさん|婆ちゃん|爺ちゃん|婆さん|爺さん|おばさん|おじさん|奥さん|奥様|主人(?!公)|旦那|息子さん"
    r"|娘さん|嫁さん|父さん|母さん|孫さん|兄さん|姉さん)"
)
_GRAND = re.compile(
    rf"(?<=[にはがをと、。 \n])(?P<name>{_FAMILY})の(?:お|ご)(?:ばあちゃん|じいちゃん|ばあさん|じいさん|奥さん|主人)"
)
# A paper goes from hand to hand.
_HANDED_ON = re.compile(
    rf"(?:(?<=[→⇒])|(?<![^\W_]))(?P<name>{_FAMILY}?)(?={TITLE.pattern}? ?[→⇒])|(?<=[→⇒])(?P<last>{_FAMILY}?)"
    rf"(?={TITLE.pattern}|[へにの)。、 \n]|$)"
)
# A chat or a protocol of calls: the clock, then who speaks.
_SPEAKER = re.compile(
    rf"(?:^|(?<=\n))\W?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\W{{0,2}}(?P<name>(?:{lexicon.KANJI}|{lexicon.KANA}){{1,10}})"
    r"(?:\([^()\n]{1,10}\))? ?[:「>]"
)
# The end of a letter: 須田農園・須田, 以上 佐藤, and a clerk's name in brackets behind a sentence.
_SIGNED = re.compile(
    rf"(?:(?:[園店社院所会場]|工業|商店|商会|建設|不動産|{_OFFICE})[・/]|(?:以上|敬具|草々|かしこ|早々|拝)[。 \n]{{1,3}})"
    rf"(?P<name>{_FAMILY})(?= *(?:\n|$))"
)
_IN_BRACKETS = re.compile(rf"(?:[。たすいるみ済中無有で要]|(?<=[^\W\d_])) ?\((?P<name>{_FAMILY})\)(?= *(?:。|、|\n|$))")
_MAIDEN = re.compile(rf"旧姓(?:は| |・|:)?(?P<name>{_FAMILY}?)(?![一-龥々])")
_CARE_OF = re.compile(rf"(?<=[\d号室]) ?(?P<name>{_FAMILY})(?:様)?方(?![^\W_ぁ-ん]|[がはをにで])")


def of_signs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Family names that one of these signs shows."""
    text = reading.even
    for pattern in (_OF_A_HOUSE, _GRAND, _MAIDEN, _SIGNED, _CARE_OF):
        for match in pattern.finditer(text):
            if _is_family(match["name"]):
                yield match.span("name")
    for match in _TURN_TO.finditer(text):
        word = match["name"]
        if _is_sure(word) or (match["office"] and match["office"].strip() and _is_family(word)):
            yield match.span("name")
    for match in _HANDED_ON.finditer(text):
        group = "name" if match["name"] else "last"
        if _is_sure(match[group]) or (TITLE.match(text, match.end()) and _is_family(match[group])):
            yield match.span(group)
    for match in _IN_BRACKETS.finditer(text):
        if _is_sure(match["name"]):
            yield match.span("name")
    for match in _SPEAKER.finditer(text):
        kinds = lexicon.kinds(match["name"])
        if (kinds & {"姓", "名"} and not lexicon.is_no_name(match["name"])) or "人名" in kinds:
            yield match.span("name")


def _is_family(word: str) -> bool:
    return word not in PREFECTURES and lexicon.is_surname(word)


def _is_sure(word: str) -> bool:
    """A family name that is neither a place nor a word."""
    return lexicon.is_surname(word) and not lexicon.kinds(word) - {"姓", "名", "人名"}
