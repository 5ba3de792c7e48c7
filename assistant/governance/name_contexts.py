"""Names that the words around them show: kin with a given name, who writes a letter, a child of a class, a quotation.

Each pattern says what people write before and behind a name; the dictionary says whether the words can be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import ORGANISATION
from assistant.governance.name_words import PREFECTURES
from assistant.governance.reading import Reading

_KANJI = lexicon.KANJI
_FAMILY = rf"{_KANJI}{{1,4}}"
_KIN = r"(?:[父母妻夫娘孫兄姉弟妹]|息子|祖[父母]|[長次二三][男女]|主人|家内)"
# 中2女子の母、沼尻: who it is, and then the family name that ends the field.
_OF_FAMILY = (
    re.compile(rf"[の子女男]{_KIN}[、 ](?P<name>{_FAMILY}?)(?=[\n。、)(]|$)"),
    # 申込 久慈へ
    re.compile(rf"(?:申し?込み?|問い?合わ?せ|連絡|受付)先?[ :](?P<name>{_FAMILY}?)(?:へ|まで|宛)(?=[ \n、。(]|$)"),
    # お世話になっております。若葉台の須田です。
    re.compile(
        r"(?:お世話になって(?:おり|い)ます|お世話になります|はじめまして|初めまして|もしもし|ご無沙汰しております)[。、,]\s?"
        rf"(?:[^\W\d_]{{1,10}}の)?(?P<name>{_FAMILY}?)(?:です|と申)"
    ),
    # 保健師の梶が面談
    re.compile(
        r"(?:保健師|看護師|助産師|相談員|支援員|調査員|民生委員|ケアマネ(?:ジャー)?|ヘルパー|保育士|教諭|運転手|添乗員?|担任|職員|係員|主事)の"
        rf"(?P<name>{_FAMILY}?)(?=が(?!あ)|は|から|より|まで|に(?:電話|連絡|相談|引))"
    ),
)
# 訪問者 志村、土岐: two or more, and all of them family names
_LISTED = re.compile(
    rf"(?:(?<![^\W\d_])(?:担当|当番|日直|当直|講師|司会|記録|受付|運転|出席|欠席|参加|同席|対応|立会|面談)"
    rf"|[^\W\d_ぁ-ん](?:[者員官師士]|委員|役員))(?: ?: ?| )"
    rf"(?P<names>{_FAMILY}(?:[、・,](?:{_FAMILY}|[ァ-ヺー]{{2,10}})){{1,12}})(?=[ \n。)]|$)"
)
# 5-1 御手洗（頭痛）: class and name, in what a school writes down
_IN_CLASS = re.compile(
    rf"(?:(?<![\d-])[1-6]-[1-9][ :]|[1-6]年[1-9]組[ の:、]?|[1-6]年生?[ の])"
    rf"(?P<name>{_FAMILY}?)(?=[ (、。\n]|$|が|は|の母|の父|の保護者)"
)
_OF_SCHOOL = re.compile(r"保健室|来室|欠席|早退|遅刻|児童|生徒|学級|登校|下校|担任")
# 息子の克己が帰れず
_GIVEN = re.compile(
    rf"{_KIN}の(?P<name>{_KANJI}{{2,3}}?|[ァ-ヺー]{{2,4}})"
    r"(?:[がはもと](?P<does>[^。\n]{0,12}(?:帰|来[たてまら]|住|亡く|働|入院|退院|申し|倒れ|同居|世話|面倒|電話|結婚|通[っうい]|行っ|出[てかま]))"
    r"|[がはもをとに])"
)
# 「髙田 渚」: a quotation that is a family name and a given name.
_QUOTED = re.compile(rf"[「『](?P<family>{_FAMILY}) (?P<given>{_KANJI}{{1,3}}|[ぁ-んァ-ヺー]{{2,4}})[」』]")
# わたしは…にすんでいるまきの そうたです: a child's letter.
_OF_A_CHILD = re.compile(
    r"(?:わたし|ぼく|私|僕|おれ)は?[^。\n]{0,40}?(?:いる"
    r"|[はの、 年組])(?P<name>[ぁ-ん]{2,5} [ぁ-ん]{2,5}?)(?=です|といい|ともうし)"
)
# ジョイ・サントス職員: behind katakana with a dot an office says little, パート・アルバイト職員.
_FOREIGN = re.compile(
    r"(?<![ァ-ヺー・])(?P<name>[ァ-ヺー]{2,14}(?:[・=][ァ-ヺー]{2,14}){1,3})(?= ?(?:職員|議員|委員|選手|教諭"
    r"|講師|記者|監督|看護師|介護士|ヘルパー"
    r"|(?:が|は|から)(?:来庁|来所|来室|申請|相談|連絡|電話|届出)))"
)


def of_contexts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names where one of these stands around them."""
    text = reading.even
    found = [match for pattern in _OF_FAMILY for match in pattern.finditer(text)]
    found += [match for match in _IN_CLASS.finditer(text) if _in_school(text, match.start())]
    yield from (match.span("name") for match in found if _is_family(match["name"]))
    yield from (match.span("name") for match in _GIVEN.finditer(text) if _is_given_of_kin(reading, match))
    yield from (match.span("name") for match in _OF_A_CHILD.finditer(text))
    yield from (match.span("name") for match in _FOREIGN.finditer(text) if _is_foreign(match["name"]))
    yield from _listed(text)
    for match in _QUOTED.finditer(text):
        if lexicon.is_surname(match["family"]) and lexicon.is_given(match["given"]):
            yield match.start("family"), match.end("given")


def _listed(text: str) -> Iterator[tuple[int, int]]:
    for match in _LISTED.finditer(text):
        words = list(re.finditer("[^、・,]+", match["names"]))
        named = [_is_family(word[0]) and word[0][-1] not in "町区市" for word in words]
        if not any(named) or (sum(named) + sum(_is_katakana(word[0]) for word in words)) * 3 < len(words) * 2:
            continue
        # Where most are family names, those that the dictionary lacks and names in katakana are names too.
        if all(_may_be_listed(word[0]) for word in words):
            yield from ((match.start("names") + word.start(), match.start("names") + word.end()) for word in words)


def _may_be_listed(word: str) -> bool:
    place = lexicon.is_only_a_place(word) and word not in PREFECTURES
    return (_is_family(word) or _is_katakana(word) or place or lexicon.may_be_name(word)) and word[-1] not in "町区市"


def _is_katakana(word: str) -> bool:
    return re.fullmatch("[ァ-ヺー]+", word) is not None and "人名" in lexicon.kinds(word)


def _is_foreign(words: str) -> bool:
    """Whether one of the parts is known as a name, and none as a word alone."""
    known = [lexicon.kinds(part) for part in re.split("[・=]", words)]
    named = [bool(kinds & {"人名", "姓", "名"}) for kinds in known]
    return (
        any(named) and all(named[at] or not kinds for at, kinds in enumerate(known)) and not ORGANISATION.match(words)
    )


def _is_family(word: str) -> bool:
    return lexicon.is_surname(word) and word not in PREFECTURES and not lexicon.is_no_name(word)


def _in_school(text: str, at: int) -> bool:
    end = text.find("\n", at)
    return _OF_SCHOOL.search(text, text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)) is not None


def _is_given_of_kin(reading: Reading, match: re.Match[str]) -> bool:
    """娘の希望は is no daughter: where the word is one of every day too, she must do what persons do."""
    word = match["name"]
    if match["does"] and len(word) == 2 and lexicon.may_be_name(word):
        return True  # 孫の遥斗が通う: new given names are in no dictionary
    if not lexicon.is_given(word) or lexicon.is_no_name(word):
        return False
    words = reading.inside(*match.span("name"))
    tagged = len(words) == 1 and words[0].kinds[3] == "名"
    return tagged or "普通名詞" not in lexicon.kinds(word) or match["does"] is not None
