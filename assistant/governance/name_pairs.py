"""Whether two words, or more in katakana and Latin letters, are a name in full; and such a name by itself in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import ORGANISATION
from assistant.governance.name_words import END_OF_A_BODY, HONORIFIC, LETTER, NO_NAME, TITLE
from assistant.governance.reading import Reading

_KANJI, _KANA = lexicon.KANJI, r"[ぁ-んァ-ヺー\u3099\u309a]"
# 四ツ谷, 井ノ口: kana that are written within a family name.
_WITH_MARK = rf"{_KANJI}[ツノケ]{_KANJI}{{1,2}}"
_PART = re.compile(rf"{_KANJI}{{1,5}}|{_WITH_MARK}|{_KANJI}{{1,3}}[ぁ-ん]{{1,3}}|{_KANA}{{1,12}}")
LATIN = re.compile(r"[A-Z][A-Za-z'’.-]*(?:[ ・][A-Z][A-Za-z'’.-]*){1,3}")
_FOREIGN = re.compile(r"[ァ-ヺー]+")
_TWO = (
    rf"(?P<family>(?:{_KANJI}|[ァ-ヺー]){{1,5}}) (?P<given>{_KANJI}{{1,3}}?|{_KANJI}[ぁ-ん]{{1,4}}"
    rf"|(?P<hiragana>[ぁ-ん]{{2,4}})|[ァ-ヺー]{{2,5}})"
)
# 昆野 まり様; without a title only where the given name is nothing else.
_SPACED = re.compile(
    rf"(?<![^\W方者人員主] )(?:(?<!{LETTER})|(?<=[はがとのにへを者人員主方])|(?<=[いっ]た)){_TWO}"
    rf"(?:(?P<honour> ?{HONORIFIC})|(?P<title> ?{TITLE.pattern})|(?!{LETTER}| {LETTER})"
    rf"|(?P<behind>(?=[はがのをにとでやも]|から|より|まで)))"
)
_ENDS_AS_ROLE = re.compile(rf"{_KANJI}{{1,4}}?[主者人員方](?={_KANJI}|[ァ-ヺ])")


def spaced(reading: Reading) -> Iterator[tuple[int, int]]:
    """A family name that the dictionary lacks, a space, and a given name that it has: 編集委員は三ヶ田 京子."""
    for match in _SPACED.finditer(reading.text):
        family, given = match["family"], match["given"]
        role = _ENDS_AS_ROLE.match(family) if not lexicon.is_surname(family) else None
        start = match.start("family") + (role.end() if role else 0)
        family = family[role.end() :] if role else family
        only_given = lexicon.kinds(given) <= {"名", "姓", "人名"} and len(given) > 1 and not lexicon.is_common(family)
        known = lexicon.is_surname(family) and "普通名詞" not in lexicon.kinds(family)
        titled = match["honour"] or match["title"]
        if (
            ((titled or only_given) and lexicon.is_given(given) and is_of_two(family, given))
            or (match["honour"] and match["hiragana"] and lexicon.is_surname(family))
            or (match["honour"] and not lexicon.is_no_name(family) and lexicon.may_be_given(given))
            or (
                known
                and (match["behind"] is not None or match["hiragana"])
                and len(family + given) > 2
                and is_given_beside(family, given)
            )
        ):
            yield start, match.end("given")


def is_name_of_field(words: str) -> bool:
    """Whether `words`, which fill a field beside other personal data, are a name in full."""
    if LATIN.fullmatch(words):
        return not ORGANISATION.match(words) and _is_latin(words)
    parts = re.split("[ ・=]", words)
    if END_OF_A_BODY.search(words):
        return False
    if len(parts) == 1:
        return (len(words) >= 3 and lexicon.is_full_name(words, surely=True)) or lexicon.is_old_name(words, surely=True)
    if len(parts) > 5 or not all(_PART.fullmatch(part) for part in parts):
        return False
    if len(parts) > 2 and not any(map(_FOREIGN.fullmatch, parts)):
        return False  # 長女 福本 芽衣
    if all(map(_FOREIGN.fullmatch, parts)) or len(parts) > 2:
        return _is_foreign(parts)
    return "・" not in words and is_of_two(*parts)


def is_person(words: str) -> bool:
    """Whether words under a label that things have too (name, owner) are a person's name, in kana of half width too."""
    plain = re.sub(" +", " ", unicodedata.normalize("NFC", words))
    parts = plain.split(" ")
    if NO_NAME.search(plain):
        return False
    if len(parts) == 2 and all(re.fullmatch(rf"{lexicon.KANA}{{2,8}}", part) for part in parts):
        known = [lexicon.kinds(part) for part in parts]
        return not any("普通名詞" in kinds and not kinds & {"姓", "名", "人名"} for kinds in known)
    return is_name_of_field(plain) or (len(plain) > 1 and lexicon.is_only_a_name(plain))


def is_half(words: str) -> bool:
    """Whether words under a label for one half of a name are one."""
    if re.fullmatch(r"[A-Z][A-Za-z'’-]{1,14}", words):
        return not ORGANISATION.match(words)
    return (lexicon.is_surname(words) or lexicon.is_given(words)) and not lexicon.is_no_name(words)


def _is_latin(words: str) -> bool:
    parts = re.split("[ ・]", words)
    known = [lexicon.kinds(part) for part in parts]
    plain = [
        kinds for kinds in known if kinds and not kinds & {"人名", "姓", "名"} and not kinds <= {"固有名詞", "地名"}
    ]
    return sum(map(len, parts)) >= 5 and len(plain) <= len(parts) // 3 and any(len(part) >= 3 for part in parts)


def _is_foreign(parts: list[str]) -> bool:
    """Several parts in katakana, perhaps some in kanji: one of them a name, none or few of them a word."""
    known = [lexicon.kinds(part) for part in parts]
    named = sum(bool(kinds & {"人名", "姓", "名"}) for kinds in known)
    words = sum(bool(kinds) and not kinds & {"人名", "姓", "名"} for kinds in known)
    ends_as_role = any(lexicon.is_no_name(part) for part in parts if not _FOREIGN.fullmatch(part))
    # ロンドン・オリンピック: each may be a name, and none is nothing else.
    things = all(bool(kinds & {"普通名詞", "地名"}) for kinds in known)
    return (
        not things
        and words <= len(parts) // 3
        and not ends_as_role
        and (named > 0 or (len(parts) == 2 and all(2 <= len(p) <= 6 for p in parts)))
    )


def is_of_two(family: str, given: str) -> bool:
    """Whether these two words, side by side where a name may be, are a family name and a given name."""
    kinds = lexicon.kinds(given)
    if re.fullmatch("[一二三四五六七八九十]", given) and not lexicon.is_surname(family):
        return False  # 質問事項　一
    sure = "名" in kinds and kinds <= {"名", "姓", "人名"}
    place = lexicon.kinds(family) == {"地名"}  # 安心院, a family name that the dictionary has as a place only
    if lexicon.is_no_name(given) or (
        lexicon.is_no_name(family) and not place and not (sure and "姓" in lexicon.kinds(family))
    ):
        return False
    if lexicon.is_surname(family):
        return is_given_beside(family, given)
    may_be_family = re.fullmatch(rf"{_KANJI}{{1,5}}|{_WITH_MARK}|{_KANA}{{2,5}}", family) is not None
    return (
        may_be_family
        and lexicon.is_given(given)
        and (sure or not lexicon.is_common(family) or lexicon.kinds(family) <= {"地名"})
    )


def is_given_beside(family: str, given: str) -> bool:
    """Whether a word behind this family name may be a given name."""
    if lexicon.may_be_given(given):
        return True
    if re.fullmatch(_KANJI, given):
        return "普通名詞" not in lexicon.kinds(family) and not lexicon.is_no_name(given)
    # ひなた, カマド: words that were given to children, where what stands before is a family name and nothing else
    if re.fullmatch(r"[ぁ-ん]{2}", given) and lexicon.kinds(given) <= {"形容詞", "動詞"}:
        return True  # 外山 きよ
    return not lexicon.kinds(family) & {"普通名詞"} and re.fullmatch(r"[ぁ-ん]{2,4}|[ァ-ヺー]{2,4}", given) is not None
