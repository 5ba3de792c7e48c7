"""Names behind a word for kin or an office with no mark between: 祖母仁科 ヨシが, 保健師梶浦, 申請者岸."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from assistant.governance import names as lexicon
from assistant.governance.name_pairs import is_given_beside, is_of_two
from assistant.governance.name_words import NO_NAME, PREFECTURES
from assistant.governance.reading import Reading

_KANJI, _KATAKANA = lexicon.KANJI, "[ァ-ヺー\u3099\u309a]"
_FREE = rf"(?<!{_KANJI})"
_PARENT = r"(?:[実養里義継]|曾?祖|高祖|伯|叔|亡)?[父母]"
_KIN = (
    rf"(?:{_PARENT}|[実義養亡]?(?:[夫妻兄弟姉妹子孫]|息子|娘)|内[夫妻]|[元前][夫妻]|[先後]妻|[曾玄ひ]孫|甥|姪"
    rf"|従[兄弟姉妹]|いとこ"
    r"|[長次二三四五六][男女]|養女|嫡出子|配偶者|世帯主|同居人|本人)"
)
# Of these every one is a person, and papers write no mark between the calling and the name.
_STAFF = (
    r"(?:保健師|(?:准|訪問)?看護師|助産師|介護(?:福祉)?士|保育士|(?:管理)?栄養士|(?:歯科)?医師|主治医"
    r"|[校園嘱託]{1,2}医|薬剤師|弁護士|司法書士|行政書士|税理士|社労士"
    r"|調査士|相談員|支援員|調査員|指導員|民生委員|児童委員|ケアマネ(?:ジャー)?|ヘルパー|ワーカー|(?<![A-Z])CW"
    r"|教諭|担任|[当宿日]直|夜勤)"
)
_ROLE = rf"(?:{_KANJI}{{1,6}}[者人主]|後見人|{_STAFF}|{_KIN})"
_ON = (
    r"(?=[、。,/()・\n ]|$|[はがのをにとへもで](?!き)|から|より|まで|宛"
    r"|同[行席伴乗]|来[庁所訪]|訪問|対応|面談|立[会ち]|記(?![録入載])|記録|作成)"
)
_GIVEN = rf"(?:{_KANJI}{{1,3}}|{_KANJI}[ぁ-ん]{{1,3}}|[ぁ-ん]{{2,4}}?|{_KATAKANA}{{2,5}})"
# 妻稗田 みねは, 里父蓮見 正臣、
_WHOLE = re.compile(
    rf"(?:{_FREE}|(?<=[人者])){_ROLE} ?(?P<family>{_KANJI}{{1,4}}|{_KANJI}[ツノケ]{_KANJI})"
    rf" {{1,2}}(?P<given>{_GIVEN}){_ON}"
)
# 本人新垣ウト、: women born long ago have their given names in katakana.
_OLD = re.compile(
    rf"(?:(?:{_FREE}|(?<=[人者])){_ROLE}|亡(?:き|・)? ?)(?P<family>{_KANJI}{{2,4}}?)(?P<given>{_KATAKANA}{{2,3}}){_ON}"
)
# 申請者菅原真弓が: both halves known, without a space
_UNBROKEN = re.compile(rf"(?:{_FREE}|(?<=[人者])){_ROLE}(?P<name>{_KANJI}{{3,6}}){_ON}")
# 亡 鎌田 留吉の
_LATE = re.compile(rf"(?<![^\W_])亡 {{0,2}}(?P<name>{_KANJI}{{3,6}}|{_KANJI}{{1,4}} {{1,2}}{_GIVEN}){_ON}")
# 子あおい（2019/11/23）
_CHILD = re.compile(
    rf"{_FREE}(?:子|[長次二三四五][男女]|[曾ひ]?孫|弟|妹|兄|姉)(?P<name>[ぁ-ん]{{2,4}}| {_KANJI}{{2,3}})"
    r"(?=\((?:〔生年月日|(?:19|20)\d\d[年./-]|[SHR昭平令][成和]?\d|\d{1,2} ?(?:歳|才|か月|ヶ月|カ月)|小\d"
    r"|年[少中長])|、?〔生年月日)"
)
_FAMILY_OF_STAFF = re.compile(
    rf"(?:{_FREE}|(?<=主任)|(?<=担当)){_STAFF}(?:(?P<of>の)| )?"
    rf"(?P<name>{_KANJI}{{2,4}}?|{_KANJI}[ノツケ]{_KANJI}|{_KATAKANA}{{2,6}}){_ON}"
)
# 担当教諭橘
_ONE_OF_STAFF = re.compile(rf"{_STAFF} ?(?P<name>{_KANJI})(?=[、。)\n ]|$)")
# 中学生の部 若林 心音
_OF_A_PRIZE = re.compile(
    r"(?:の部|部門|\d位|[金銀銅]賞|優勝|入選"
    rf"|大賞) {{1,2}}(?P<family>{_KANJI}{{1,4}}) {{1,2}}(?P<given>{_GIVEN})(?=[\s、。(/]|$)"
)
# 宿直ナカザト: who is on duty has no thing behind the word for it
_ON_DUTY = re.compile(rf"{_FREE}(?:[当宿日]直|夜勤)(?:者|員)?(?P<name>{_KATAKANA}{{3,6}}){_ON}")
# 通報者サワキ様
_IN_KATAKANA = re.compile(rf"{_KANJI}[者人主]の?(?P<name>{_KATAKANA}{{2,6}})(?= ?(?:様|さん|氏))")
# 姉東恩納は, 曾孫の… : a family name that is nothing else behind kin
_FAMILY_OF_KIN = re.compile(rf"{_FREE}{_KIN}(?P<name>{_KANJI}{{2,4}}?){_ON}")
# 申出人：乾・60代, 確認者 岸: one character that fills the field
_ONE = re.compile(
    rf"(?:(?<={_KANJI}[者人])|(?<=[借貸売買地施喪荷船]主)|(?<={_KANJI}員)(?=[ :]))(?:の?氏名)?(?:(?P<marked> ?: ?| )|)"
    rf"(?P<name>{_KANJI})(?=[・、。,/(\n ]|$)"
)
_BEGINNINGS = frozenset("今又尚")
# What ends a longer word: 申請者印, 相続人間.
_ENDINGS = frozenset(
    "印側数名間別用分宛証計控欄等外内様殿席順枠票像税向全他各本達毎率型系面料額費道中前後時側団長家車会寮口"
)


def unmarked(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names that stand directly behind who it is that bears them."""
    for pattern, fits in _BEHIND:
        for match in pattern.finditer(reading.even):
            if fits(match):
                groups = match.groupdict()
                first, last = ("name", "name") if groups.get("name") is not None else ("family", "given")
                yield match.start(first), match.end(last)


def _is_pair(match: re.Match[str]) -> bool:
    family, given = match["family"], match["given"]
    return len(family + given) > 2 and _is_whole(family, given)


def _is_of_old(match: re.Match[str]) -> bool:
    return lexicon.is_old_name(match["family"] + match["given"])


def _is_unbroken(match: re.Match[str]) -> bool:
    return lexicon.is_full_name(match["name"], surely=True) and not lexicon.is_no_name(match["name"])


def _is_late(match: re.Match[str]) -> bool:
    return lexicon.is_name(re.sub(" +", " ", match["name"]))


def _is_given(match: re.Match[str]) -> bool:
    name = match["name"].strip()
    return lexicon.is_given(name) or (name != match["name"] and lexicon.may_be_given(name))


def _is_of_staff(match: re.Match[str]) -> bool:
    word = unicodedata.normalize("NFC", match["name"])
    # 保健師の宮崎が: not a prefecture, but 保健師宮崎 may be one who works there
    place = word in PREFECTURES and match["of"] is None
    return lexicon.is_surname(word) and not place and not lexicon.is_no_name(word)


def _has_won(match: re.Match[str]) -> bool:
    return lexicon.is_surname(match["family"]) and is_given_beside(match["family"], match["given"])


def _is_unknown(match: re.Match[str]) -> bool:
    return not lexicon.kinds(match["name"])


def _is_no_thing(match: re.Match[str]) -> bool:
    return "普通名詞" not in lexicon.kinds(match["name"])


def _is_sure_family(match: re.Match[str]) -> bool:
    return _is_sure(match["name"])


def _is_whole(family: str, given: str) -> bool:
    known = lexicon.is_surname(family) or lexicon.is_only_a_place(family)
    sure = lexicon.is_surname(family) and re.fullmatch("[ぁ-ん]{2,4}|[ァ-ヺー]{2,4}", given)
    return known and not NO_NAME.search(given) and (is_of_two(family, given) or sure is not None)


def _is_sure(word: str) -> bool:
    return lexicon.is_surname(word) and lexicon.kinds(word) <= {"姓", "人名"}


def _is_one(match: re.Match[str]) -> bool:
    word = match["name"]
    if not lexicon.is_surname(word) or lexicon.is_answer(word):
        return False
    if word in _BEGINNINGS and match.string[match.end() : match.end() + 1] == "、":
        return False  # ○桜井委員　今、答弁に…
    # With no mark before it a character may end the word.
    return match.groupdict().get("marked") is not None or word not in _ENDINGS


_BEHIND: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (_WHOLE, _is_pair),
    (_OLD, _is_of_old),
    (_UNBROKEN, _is_unbroken),
    (_LATE, _is_late),
    (_CHILD, _is_given),
    (_FAMILY_OF_STAFF, _is_of_staff),
    (_ONE_OF_STAFF, _is_one),
    (_OF_A_PRIZE, _has_won),
    (_ON_DUTY, _is_unknown),
    (_IN_KATAKANA, _is_no_thing),
    (_FAMILY_OF_KIN, _is_sure_family),
    (_ONE, _is_one),
)
