"""Names that a bracket, a quotation, a line of its own or the end of a letter sets apart: 課長（久世）, 印鑑「樫出」.

Where the words around say that a name comes, one that the dictionary lacks counts by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import ORGANISATION
from assistant.governance.name_pairs import LATIN, is_given_beside
from assistant.governance.name_words import HONORIFIC, NO_NAME, PREFECTURES, TITLE
from assistant.governance.reading import Reading

_KANJI, _KANA, _GIVEN = lexicon.KANJI, lexicon.KANA, lexicon.GIVEN
_FAMILY = rf"{_KANJI}{{1,4}}"
_WHOLE = rf"(?:{_KANJI}|{_KANA}){{1,5}} {{1,2}}{_GIVEN}"
_ANY = rf"(?:{_KANJI}|{_KANA}){{1,6}}(?: {{1,2}}{_GIVEN})?"
# 課長（久世）, 担当（御厨）: who holds the office, in brackets behind it.
_OF_OFFICE = re.compile(rf"(?:{TITLE.pattern}|担当|受付|受電|記録|起案|補佐|副)\((?P<name>{_FAMILY})\)")
# 田中（朝）委員: of two with one family name.
_ONE_OF_TWO = re.compile(rf"(?<!{_KANJI})(?P<name>{_FAMILY})\({_KANJI}\)(?={TITLE.pattern}| ?{HONORIFIC})")
# 登録印鑑：「樫出」, 名札に「もりもと はな」: what a seal, a plate or a letter bears is a name.
_BORNE = re.compile(
    r"(?:[認訂丸角]印|印鑑|印影|ハンコ|はんこ|名札|表札|ネーム|署名|サイン|記名|宛名|差出人|苗字|名字|姓|氏名|名前"
    r"|旧姓|通称名?|本名|ゼッケン|検印)"
    rf"(?:の?欄|の文字)?(?:は|に|が|を|の| )?[ :]?[「『](?P<name>{_ANY})[」』]"
)
# 男性（平田）：工事の車が多い。
_OF_A_VOICE = re.compile(rf"(?:男性|女性|住民|市民|参加者|来場者|父|母|保護者)\((?P<name>{_FAMILY})\)(?=[:「 ])")
# yoshie@…（芳江）
_BEHIND_MAIL = re.compile(rf"(?:@[A-Za-z0-9.-]{{3,60}}|〔メール\d+〕) ?\((?P<name>{_ANY})\)")
# 被保険者氏名（大豆生田 進）: what announces a name may have it in brackets.
_IN_BRACKETS = re.compile(
    r"(?:氏名|姓名|名前|名義人?|者|人|主|員|官|師|士|役|甥|姪|長[男女]|[次二三][男女]|妻|夫|[父母兄姉弟妹])"
    rf"\((?P<name>{_WHOLE}) ?(?:様|さん|氏|殿|君)?[)、・,]"
)
# 黒澤（桐生） 由佳, 黒澤（旧姓：桐生）由佳: the former family name stands within the name.
_WITH_FORMER = re.compile(
    rf"(?<!{_KANJI})(?P<name>(?P<family>{_FAMILY}) ?\("
    rf"(?:旧姓|旧氏|旧)?[: ]?(?P<former>{_FAMILY})\) ?(?P<given>{_GIVEN}))"
    r"(?![^\W\d_ぁ-ん])"
)
_KIN = (
    r"(?:続柄:? ?)?(?:本人|世帯主|妻|夫|父|母|子|孫|祖父|祖母|[長次二三四][男女]|兄|弟|姉|妹"
    r"|甥|姪|おい|めい|義[父母兄姉弟妹]"
    r"|息子|娘|いとこ|[叔伯][父母]|友人|知人|近隣|隣人|同居|別居)"
)
# 菱刈 博（長男）, Maria Lima（妻）: kin in brackets behind a name in full.
_KIN_BEHIND = re.compile(
    rf"(?<![^\W_])(?P<name>(?P<family>{_FAMILY}|{_KANA}{{2,5}}) {{1,2}}(?P<given>{_GIVEN})) ?\({_KIN}[)・、,/ ]"
)
# （益田 光・市内）: who writes to the city, and from where
_OF_A_CITIZEN = re.compile(
    rf"\((?P<name>(?P<family>{_FAMILY}) {{1,2}}(?P<given>{_GIVEN}))"
    r"[・、,/ ](?:市[内外]|[町村区県][内外]|\d0代|[男女]性?|会社員|主婦|無職|学生|自営業?|匿名希望)"
)
_FOREIGN_KIN = re.compile(
    rf"(?<![^\W_])(?P<name>{LATIN.pattern}|[ァ-ヺー]{{1,14}}(?:・[ァ-ヺー]{{1,14}}){{1,4}}) ?\({_KIN}[)・、,/ ]"
)
# 保護者 一 宏美　児童 一 ゆら（小2）: the age or the class behind it says that a child is named.
_OF_A_CHILD = re.compile(
    r"(?:児童?|生徒|園児|幼児|乳児|お子(?:様|さん)|子|[長次二三][男女])(?:氏名|の氏名|名)?[ :]{1,2}"
    rf"(?P<name>{_WHOLE}) ?[(、](?:[小中高]学?校?\d|年[少中長]|\d{{1,2}} ?(?:歳|才|か月|ヶ月|カ月|年生?))"
)
# 通称金本 英子、本名金 英順
_CALLED = re.compile(
    r"(?:本名|通称名?|旧姓|[旧新]氏名|改名後|別名|同居人|配偶者|相手方|世帯主|届出人|申請者|相続人|被相続人|所有者|名義人"
    r"|代表者|代理人|後見人)"
    rf"(?:は、?|が|の|、)?(?P<name>(?P<family>{_FAMILY}) (?P<given>{_GIVEN}))(?![^\W_ぁ-ん])"
)
# ヤマネ ショウコ, and in the next line the same in kanji.
_ABOVE = re.compile(
    rf"(?:^|(?<=\n)) ?(?P<name>{_KANA}{{2,7}} {{1,2}}{_KANA}{{2,7}}) ?\n"
    rf" ?(?:〔氏名\d+〕|(?P<below>{_FAMILY} {{0,2}}{_GIVEN}))(?=[\s(、,様殿]|$)"
)
# …よろしくお願いします。鈴木: the last word of a letter, or before the lines that say where the writer is reached.
_LAST_WORD = re.compile(
    r"(?:ます|です|ました|でした|ません|ください|下さい|ましょうか|ますか|ですか|願い|敬具|草々|かしこ|早々)"
    r"[。.!?]{0,2} {0,2}\n? {0,4}"
    rf"(?<=[。.!?\n ])(?P<name>{_FAMILY})(?= *\n?$| *\n(?:〒|〔電話|〔住所|〔メール|電話|TEL|Tel|携帯|住所|0\d))"
)
# 加治屋 權三（明治40年5月1日生）: who is born on a day is a person, whatever the dictionary has.
_BORN_THEN = re.compile(
    r"(?:(?<![^\W_])|(?<=亡)|(?<=[はがをのにと、:]))"
    rf"(?P<name>(?:{_KANJI}|{_KANA}){{1,5}} {{1,2}}(?:{_KANJI}|{_KANA}){{1,5}})"
    r" ?\((?:[明大昭平令][治正和成]|[MTSHR]|(?:19|20)\d\d)[^()\n]{3,14}生(?:まれ)?\)"
)
# 〔氏名1〕様（なめかた）, （読みはにのまえ）: how a name that was found is read.
_READ_SO = re.compile(
    rf"〔氏名\d+〕(?:{HONORIFIC})? ?\((?:読みは|よみは|読み:?|ヨミ:?)?"
    r"(?P<name>[ぁ-んー]{2,8}|[ァ-ヺー]{2,8})(?=[)、])"
)
# 西園寺 2,340円／東海林 1,980円: a row of names with what each gets or pays.
_ROW_OF_SUMS = re.compile(
    rf"(?<!{_KANJI}){_FAMILY} [\d,]{{1,10}} ?円(?:[ /、,・|]{{1,3}}{_FAMILY} [\d,]{{1,10}} ?円){{1,30}}"
)
_ONE_OF_SUMS = re.compile(rf"(?P<name>{_FAMILY}) [\d,]{{1,10}} ?円")
# 井手口委員、神品委員、占部委員: of titles in a row, where one has a name before it the others have.
_RANK = r"(?:委員|議員|理事|監事|幹事|主査|主任|主事|係長|課長|部長)"
_ROW_OF_TITLES = re.compile(
    rf"(?<!{_KANJI})(?:{_KANJI}{{1,4}}?{_RANK}(?![長会])[、・,] ?){{1,20}}{_KANJI}{{1,4}}?{_RANK}(?![長会])"
)
_ONE_OF_ROW = re.compile(rf"(?P<name>{_FAMILY}?){_RANK}(?=[、・,]|$)")


def set_apart(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names in one of these places."""
    for pattern, fits in _PLACES:
        for match in pattern.finditer(reading.even):
            if fits(reading, match):
                yield match.span("name")
    yield from _with_sums(reading)
    for row in _ROW_OF_TITLES.finditer(reading.even):
        ones = list(_ONE_OF_ROW.finditer(reading.even, *row.span()))
        named = sum(_is_family(reading, one) for one in ones)
        places = sum(lexicon.is_only_a_place(one["name"]) for one in ones)
        if named and (named + places) * 2 >= len(ones):
            longer = (one for one in ones if len(one["name"]) > 1)
            yield from (one.span("name") for one in longer if not lexicon.is_no_name(one["name"]))


def _with_sums(reading: Reading) -> Iterator[tuple[int, int]]:
    """Of each row in which most are family names, those that may be one; 会場費 2,000円、茶菓 500円 is none."""
    for row in _ROW_OF_SUMS.finditer(reading.even):
        ones = list(_ONE_OF_SUMS.finditer(reading.even, *row.span()))
        if all(lexicon.is_surname(one["name"]) and not lexicon.is_no_name(one["name"]) for one in ones):
            plain = [one for one in ones if "普通名詞" in lexicon.kinds(one["name"]) or one["name"] in PREFECTURES]
            if len(plain) * 2 < len(ones):
                yield from (one.span("name") for one in ones)


def _is_family(reading: Reading, match: re.Match[str]) -> bool:
    """Whether this is a family name, and read as one or no word of every day."""
    word = match["name"]
    words = reading.inside(*match.span("name"))
    read = len(words) == 1 and words[0].kinds[3] == "姓"
    known = lexicon.is_surname(word) and word not in PREFECTURES and not lexicon.is_no_name(word)
    return known and (read or "普通名詞" not in lexicon.kinds(word))


def _is_longer_family(reading: Reading, match: re.Match[str]) -> bool:
    return len(match["name"]) > 1 and _is_family(reading, match)


def _may_be_borne(reading: Reading, match: re.Match[str]) -> bool:
    words = match["name"]
    family, _, given = re.sub(" +", " ", words).partition(" ")
    if NO_NAME.search(words) or lexicon.is_no_name(family) or lexicon.is_no_name(given or family):
        return False
    if given:
        return not (lexicon.is_common(family) and lexicon.is_common(given))
    if lexicon.is_surname(words) or lexicon.is_only_a_place(words):
        return True
    parts = reading.inside(*match.span("name"))
    made_of_words = len(parts) > 1 and all(part.known and part.kinds[2] != "人名" for part in parts)
    return (lexicon.is_name(words) or lexicon.may_be_name(words)) and not made_of_words  # 研修中


def _is_name(_: Reading, match: re.Match[str]) -> bool:
    return lexicon.is_name(match["name"]) and not lexicon.is_no_name(match["name"])


def _is_pair(_: Reading, match: re.Match[str]) -> bool:
    """Two words of which neither is one of every day or of an office."""
    family, _gap, given = re.sub(" +", " ", match["name"]).partition(" ")
    common = lexicon.is_no_name(family) or (lexicon.is_common(family) and not lexicon.kinds(family) <= {"地名"})
    return not (NO_NAME.search(match["name"]) or common or lexicon.is_no_name(given))


def _has_former(_: Reading, match: re.Match[str]) -> bool:
    return all(map(lexicon.is_surname, match.group("family", "former"))) and lexicon.may_be_given(match["given"])


def _is_known_pair(_: Reading, match: re.Match[str]) -> bool:
    return lexicon.is_surname(match["family"]) and is_given_beside(match["family"], match["given"])


def _is_no_body(_: Reading, match: re.Match[str]) -> bool:
    return not ORGANISATION.match(match["name"])


def _is_no_label(_: Reading, match: re.Match[str]) -> bool:
    return not NO_NAME.search(match["name"])


def _is_no_place(reading: Reading, match: re.Match[str]) -> bool:
    """ロペス カイくん（ペルー）: where somebody comes from is no reading."""
    return _is_no_label(reading, match) and "地名" not in lexicon.kinds(match["name"])


def _is_read_below(_: Reading, match: re.Match[str]) -> bool:
    return match["below"] is None or lexicon.is_name(re.sub(" +", " ", match["below"]))


_PLACES: tuple[tuple[re.Pattern[str], Callable[[Reading, re.Match[str]], bool]], ...] = (
    (_OF_OFFICE, _is_family),
    (_OF_A_VOICE, _is_family),
    (_ONE_OF_TWO, _is_family),
    (_BORNE, _may_be_borne),
    (_BEHIND_MAIL, _is_name),
    (_IN_BRACKETS, _is_pair),
    (_WITH_FORMER, _has_former),
    (_KIN_BEHIND, _is_pair),
    (_OF_A_CITIZEN, _is_pair),
    (_FOREIGN_KIN, _is_no_body),
    (_OF_A_CHILD, _is_no_label),
    (_CALLED, _is_known_pair),
    (_ABOVE, _is_read_below),
    (_BORN_THEN, _is_no_label),
    (_READ_SO, _is_no_place),
    (_LAST_WORD, _is_longer_family),
)
