"""Family names alone, and what in a note of an office shows them: 会計課平野まで, 石垣部長→上地次長.

A sign is what stands behind a name, looked for first because it is rare, and what must stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import ORGANISATION
from assistant.governance.name_words import PREFECTURES, TITLE
from assistant.governance.reading import Reading

_KANJI, _KANA = lexicon.KANJI, lexicon.KANA
_FAMILY = rf"{_KANJI}{{1,4}}"
_FREE = rf"(?<!{_KANJI})(?<![A-Za-zァ-ヺー])"
_OFFICE = r"(?:[課係部局室所班署]|グループ|チーム|センター|窓口)"
_AFTER_OFFICE = (
    r"(?:(?<=[課係部局室所班署口])|(?<=グループ)|(?<=チーム)|(?<=センター)"
    r"|(?<=[課係部局室所]の)|(?<=担当の)|(?<=私)|(?<=私、)) ?"
)
_FIRM = r"(?:[園店社院所会場]|工業|商店|商会|建設|不動産)"
_DYNASTIES = r"(?!徳川|豊臣|織田|武田|上杉|伊達|島津|毛利|前田|真田|足利|松平)"


def _is_family(_: Reading, start: int, end: int) -> bool:
    word = _.even[start:end]
    return word not in PREFECTURES and lexicon.is_surname(word) and not lexicon.is_answer(word)


def _is_longer_family(reading: Reading, start: int, end: int) -> bool:
    return end - start > 1 and _is_family(reading, start, end)


def _is_sure(reading: Reading, start: int, end: int) -> bool:
    """A family name that is neither a place nor a word."""
    word = reading.even[start:end]
    named = lexicon.is_surname(word) and lexicon.kinds(word) <= {"姓", "名", "人名"}
    return named and re.search("つ|[台目]$", word) is None  # 四つ目, 上北台


def _is_tagged(reading: Reading, start: int, end: int) -> bool:
    """A family name that the dictionary takes for one where it stands, or that is not both a place and a word."""
    if not _is_family(reading, start, end):
        return False
    words = reading.inside(start, end)
    return (bool(words) and words[0].kinds[3] == "姓") or not {"地名", "普通名詞"} <= lexicon.kinds(
        reading.even[start:end]
    )


def _is_longer_and_tagged(reading: Reading, start: int, end: int) -> bool:
    return end - start > 1 and _is_tagged(reading, start, end)


def _is_longer_and_unsaid(reading: Reading, start: int, end: int) -> bool:
    return _is_longer_family(reading, start, end) and "普通名詞" not in lexicon.kinds(reading.even[start:end])


def _is_read_as_name(reading: Reading, start: int, end: int) -> bool:
    """滞納者古賀は: more than one character, and the dictionary takes it for a family name where it stands."""
    words = reading.inside(start, end)
    read = (len(words) == 1 and words[0].kinds[3] == "姓") or "普通名詞" not in lexicon.kinds(reading.even[start:end])
    return end - start > 1 and _is_family(reading, start, end) and (read or _is_sure(reading, start, end))


def _is_of_kin(reading: Reading, start: int, end: int) -> bool:
    word = reading.even[start:end]
    return lexicon.is_given(word) or lexicon.is_name(word) or lexicon.may_be_name(word)


def _is_unsaid(reading: Reading, start: int, end: int) -> bool:
    """Kana that are no word and do not begin like a sentence: こちら, そのよう, とても."""
    words = reading.inside(start, end)
    said = words and (
        words[0].kinds[0] in ("代名詞", "副詞", "接続詞", "連体詞", "感動詞") or words[0].kinds[2] == "副詞可能"
    )
    return not said and not lexicon.is_common(reading.even[start:end])


@dataclass(frozen=True, slots=True)
class _Sign:
    """What stands behind a name, the name with what must stand before it, and whether the words are one."""

    behind: re.Pattern[str]
    name: re.Pattern[str]
    fits: Callable[[Reading, int, int], bool]

    def places(self, reading: Reading) -> Iterator[tuple[int, int]]:
        text = reading.even
        for behind in self.behind.finditer(text):
            end = behind.start()
            match = self.name.search(text, max(0, end - 14), end)
            if match and self.fits(reading, *match.span("name")):
                yield match.span("name")


def _sign(behind: str, fits: Callable[[Reading, int, int], bool], before: str = _FREE, name: str = _FAMILY) -> _Sign:
    return _Sign(re.compile(behind), re.compile(rf"{before}(?P<name>{name})$"), fits)


# Whom to turn to.
_TO = r"(?:まで|宛て?|あて)(?:に|へ|、|。|[( 　\n]|$|ご|お|電話|連絡|TEL|内線|メール|提出|返信)"
_WORK = (
    r"(?:から|より)の?、?(?:お|ご)?(?:電話|入電|連絡|問い?合わ?せ|申し?出|相談|依頼|伝言|メール|折り返|回答|苦情|返事|報告|引き?継)"
    r"|が(?:対応|応対|訪問|面談|来庁|受電|受付|出席|欠席|代理|記入|持参|説明|確認|担当)"
    r"|[へに](?:電話|連絡|転送|引き?継|伝達|確認|報告|相談|依頼|交代|渡し|伝え|提出|送付|返送|返却|回送)"
)
_OF_A_PERSON = (
    r"の(?:携帯|電話|TEL|住所|自宅|連絡先|内線|メール|生年月日|誕生日|口座|本籍|印鑑|診断書|保険証|奥|父|母|妻|夫|長男|長女|次男|次女|息子|娘|孫|家族|身内"
    r"|申請(?!書)|申し出|申出|話では|希望|携わ|代理|後任|前任)"
)
# How people say who they are, on the telephone too.
_NAMES_SELF = r"と申|という者|(?:って|と)(?:言い|いい)ます|[いゆ言]うもん|いう者|ちいいます"
_OF_SELF = (
    r"(?:(?<=もしもし)|(?<=もしもし、)|(?<=もしもし、 )|(?<=[。「\n])|(?<=[私僕俺])"
    r"|(?<=[私僕俺]は)|(?<=こちら)|(?<=こちら、)|(?<=[課係部局室所班])|(?<=[課係部局室所班]の))"
)
_DID = (
    r"(?:相談|電話|連絡|申請|申し?込|応募|問い?合わ|依頼|届け?出|伺|世話にな|参加|お願い|予約|提出|来庁|訪問"
    r"|お話|お尋ね|送付|お送り|返信)"
)
_HOUSE = (
    r"(?:さんち|さんとこ|さん家|さん)?の?(?:お|ご|御)?(?:ばあちゃん|じいちゃん|ばあさん|じいさん|婆ちゃん|爺ちゃん|婆さん|爺さん|おばさん|おじさん"
    r"|奥さん|奥様|主人(?!公)|旦那|息子さん|娘さん|嫁さん|父さん|母さん|孫さん|兄さん|姉さん)"
)
_AGED = (
    r"(?:と|を)名乗|と称する|という(?:男性|女性|方|人|名の|者|高齢|若い)"
    r"|\((?:\d{1,3} ?(?:歳|才|代)|会社員|自営|無職|農業|漁業|主婦|学生|パート|アルバイト"
    r"|公務員|年金|[男女][、,・)]|(?:[MTSHmtsh明大昭平]|明治|大正|昭和|平成) ?\d{1,2}[./年])"
)
_KIN_BEHIND = r"\((?:(?:長|次|二|三|四)[男女](?!女)|(?:本人|妻|夫|父|母|子|孫|祖父|祖母|世帯主|兄|弟|姉|妹)[)・、,/ ])"
_SIGNS = (
    _sign(_TO, _is_sure, r"(?:(?<=[はをが、。 \n(])|^|(?<=直接))"),
    _sign(_TO, _is_family, _AFTER_OFFICE),
    _sign(_WORK, _is_tagged),
    _sign(_WORK, _is_longer_family, _AFTER_OFFICE),
    # 市民課柏木、内容確認済み。
    _sign(
        r"、(?=[^、。\n]{0,10}(?:確認|対応|受付|受電|処理|回答|訪問|作成|入力|連絡|了承|済み?|より|から))",
        _is_longer_and_unsaid,
        r"(?<=[課係室局])",
    ),
    _sign(r" ?\((?:内線|TEL|電話|携帯|直通|☎|〔電話|〔メール)", _is_tagged),
    _sign(r"より ?:", _is_tagged, r"(?:^|(?<=\n)|(?<=[課係部局室所] ))"),
    _sign(
        r"(?:です|である|でした|だ)(?=[。、\n]|$)",
        _is_tagged,
        r"(?:(?<=当番は)|(?<=担当は)|(?<=担任は)|(?<=[者員長係主]は))",
    ),
    # 対応した金子が謝った
    _sign(r"[がはも](?!り)", _is_family, r"(?:(?<=対応した)|(?<=担当した)|(?<=応対した)|(?<=受けた))"),
    # 広報の中田です。
    _sign(
        r"です(?=[。、\n!！]|$)",
        _is_tagged,
        r"(?:(?<=広報の)|(?<=総務の)|(?<=税務の)|(?<=福祉の)|(?<=人事の)|(?<=秘書の)|(?<=受付の)|(?<=窓口の)|(?<=学校の))",
    ),
    # 対応した職員は三輪。
    _sign(r"(?=[。\n]|$)", _is_tagged, r"(?:(?<=職員は)|(?<=担当は)|(?<=担当者は)|(?<=責任者は)|(?<=記録は))"),
    _sign(_OF_A_PERSON, _is_tagged),
    # 財政課滝沢 起債の…: who writes, and then the matter
    _sign(r"(?: |→|⇒|$)", _is_sure, r"(?<=[課係室局])"),
    # 東恩納ケースは訪問月1: how those say who help a household
    _sign(r"(?:ケース|世帯)(?=[はのにがを、。]|会議|記録|検討|訪問)", _is_sure),
    _sign(_NAMES_SELF, _is_family),
    _sign(r"です|じゃ(?:っど|けん|が)", _is_family, _OF_SELF),
    # 青葉町1-2の兵頭です: where the writer lives, and then who it is
    _sign(
        r"(?:です|でございます|といいます|と言います)(?=[。、\n]|$)",
        _is_longer_and_tagged,
        r"(?:〔住所\d+〕|\d|号室?|番地|丁目|町内?|団地|在住|居住|に住(?:む|んで(?:い|お)?る?|まい))(?:の|、) ?",
    ),
    # 窓口で相談した山本です: what a resident did, and then who it was.
    _sign(r"です(?=[。、\n]|$)", _is_family, rf"(?:{_DID}[^\s、。]{{0,4}}(?<=[ただ])|(?<=】))"),
    _sign(
        r"です[。、] ?(?:番号|電話|住所|折り返|連絡|お世話)|と申します",
        _is_unsaid,
        r"(?<=[、。 「\n])",
        rf"{_KANA}{{3,6}}",
    ),
    _sign(r"(?:です|と申します|だ)[」』]と?", _is_unsaid, r"(?<=[「『])", rf"{_KANA}{{3,6}}"),
    _sign(_HOUSE, _is_family, name=rf"{_FAMILY}|{_KANA}{{2,5}}"),
    _sign(r"の(?:お|ご)(?:ばあちゃん|じいちゃん|ばあさん|じいさん|奥さん|主人)", _is_family, r"(?<=[にはがをと])"),
    _sign(_AGED, _is_family),
    _sign(r"\((?!支所|本所|出張所|営業所)[^()\n]{1,12}[課係部局室所会園校院店社班団署]\)", _is_tagged),
    _sign(_KIN_BEHIND, _is_of_kin, name=rf"(?:{_KANJI}|{_KANA}){{1,6}}"),
    _sign(r"記す?(?=[\n。 )]|$)", _is_longer_family),
    _sign(r"家(?:之墓|の墓|代々|のご|葬儀)", _is_longer_family, _FREE + _DYNASTIES),
    _sign(
        r"(?:様)?方(?![^\W_ぁ-ん]|[がはをにで])",
        _is_family,
        r"(?:(?<=[\d号室])|(?<=室、)|(?<=号、)|(?<=地、)|(?<=〕)|(?<=〕、)) ?",
    ),
    _sign(r"\)(?= *(?:。|、|\n|$))", _is_sure, r"(?<!さん)(?<![様氏君])\("),
)
# 日下（3か月）、鏑木（5か月）: what is counted behind each is a person's, not 件 or 戸 of a place.
_COUNTED = r"\(\d{1,4} ?(?:か月|ヶ月|カ月|歳|才|年目|期分?|日間?|時間|点|円|班|組)[^()\n]{0,6}\)"
_EACH = re.compile(rf"(?<![^\W_])(?P<name>{_FAMILY}){_COUNTED}")
# The end of a letter: 須田農園・須田, 以上、佐藤.
_SIGNED = re.compile(
    rf"(?:{_FIRM}[・/]|{_OFFICE}[・/]|(?:以上|敬具|草々|かしこ|早々|拝)[。、 \n]{{1,3}})"
    rf"(?P<name>{_FAMILY})(?= *(?:\n|$))"
)
# 滞納者古賀は, 担当金城, 理事長小田切: behind a role without a mark.
_BEHIND_ROLE = re.compile(
    rf"(?:(?P<role>[一-龥][者人員主]|担当)|[事員会部課係局室所園館校団班設]長)(?P<name>{_FAMILY}?)"
    r"(?=[、。 )\n]|$|は|が|に(?!つ)|を|から|より|も|へ|まで|です)"
)
# 旧姓 玉寄
_MAIDEN = re.compile(rf"(?:[旧現新]姓|苗字|名字)(?:は| |・|:)?(?P<name>{_FAMILY}?)(?![一-龥々])")
# A paper goes from hand to hand; 7:05→坂上 is a stop of a bus.
_HANDED_ON = re.compile(
    rf"(?:(?<=[→⇒課係部局室所])|(?<![^\W_])) ?(?P<name>{_FAMILY}?)(?=(?:{TITLE.pattern})? ?[→⇒])"
    rf"|(?<=[→⇒]) ?(?P<last>{_FAMILY}?)"
    rf"(?={TITLE.pattern}|[へにの)。、 \n]|$)"
)
# A chat or a protocol of calls: the clock, then who speaks.
_SPEAKER = re.compile(
    rf"(?:^|(?<=\n))\W?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\W{{0,2}}(?P<name>(?:{_KANJI}|{_KANA}){{1,10}})"
    r"(?:\([^()\n]{1,10}\))? ?[:「>]"
)
# A given name behind a word of kinship: 長男翔, 祖母(キヨ).
_KIN = re.compile(
    rf"(?:[長次二三四五][男女]|{_FREE}(?:義?[父母兄姉弟妹]|[叔伯][父母]|妻|夫|祖父|祖母|孫|子(?!宮)|児童|生徒|園児))"
    rf"(?:(?P<direct>{_KANJI}{{1,3}}|[ァ-ヺー]{{2,3}})(?=[、。( ]|の|が|は|と|も|を)|\((?P<within>{_KANJI}{{1,3}}"
    rf"|{_KANA}{{2,5}})[)、・])"
)
# 花輪ともふみ君: kana that read as particles, in the list of an assembly.
_WITH_KANA = re.compile(rf"(?:{_FREE}|(?<=[番 長]))(?P<name>{_FAMILY})(?P<given>[ぁ-ん]{{2,4}})$")
_OF_ASSEMBLY = re.compile(r" ?(?:君|議員(?!会)|委員(?!会))")
# 第三分団の乙訓分団長: behind the office it is not the place whose head this is
_OF_BODY = re.compile(rf"(?:[課係部局室班署]|分団|消防団|チーム)の(?P<name>{_KANJI}{{2,4}}?)(?={TITLE.pattern})")
_IN_ENGLISH = re.compile(
    r"(?:[Mm]y name is|I am|I'm|This is|Sincerely,?|[Rr]egards,?|[Dd]ear (?:Mr|Ms|Mrs)\.?)[ \n]+"
    r"(?P<name>[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’.-]*){1,3})"
)
_LIST = re.compile(
    rf"(?:^|(?<=[\n: (=])|(?<=[はにと]))(?P<names>{_FAMILY}(?:[、・,]{_FAMILY}){{1,20}})(?=[ )\n。]"
    rf"|$|の(?:\d|[二三四五六七八九十両各])|ほか|他|計|が|は|から)"
)
# の would do for bridges and rivers too, を for all that is done.
_PARTICLE = re.compile(r"が|は|に|も|と|へ|から|より|まで|って")


def of_signs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Family names that one of these signs shows."""
    text = reading.even
    for sign in _SIGNS:
        yield from sign.places(reading)
    signed = (match.span("name") for match in _SIGNED.finditer(text))
    yield from (place for place in signed if _is_family(reading, *place))
    # 旧姓 福島: a prefecture too
    yield from (match.span("name") for match in _MAIDEN.finditer(text) if lexicon.is_surname(match["name"]))
    of_body = (match for match in _OF_BODY.finditer(text) if lexicon.is_only_a_place(match["name"]))
    yield from (match.span("name") for match in of_body if match["name"] not in PREFECTURES)
    yield from _behind_role(reading)
    yield from _handed_on(reading)
    yield from _of_kin(reading)
    yield from _listed(reading)
    counted = list(_EACH.finditer(text))
    if sum(_is_family(reading, *match.span("name")) for match in counted) == len(counted) > 1:
        yield from (match.span("name") for match in counted)
    yield from _with_kana(reading)
    yield from _in_prose(reading)
    yield from (match.span("name") for match in _IN_ENGLISH.finditer(text) if not ORGANISATION.match(match["name"]))
    for match in _SPEAKER.finditer(text):
        kinds = lexicon.kinds(match["name"])
        if (kinds & {"姓", "名"} and not lexicon.is_no_name(match["name"])) or "人名" in kinds:
            yield match.span("name")


def _behind_role(reading: Reading) -> Iterator[tuple[int, int]]:
    for match in _BEHIND_ROLE.finditer(reading.even):
        fits = _is_read_as_name if match["role"] else _is_tagged
        if fits(reading, *match.span("name")):
            yield match.span("name")


def _handed_on(reading: Reading) -> Iterator[tuple[int, int]]:
    text = reading.even
    if "→" not in text and "⇒" not in text:
        return
    for match in _HANDED_ON.finditer(text):
        if re.search(r"\d:\d\d[→⇒]?$", text[max(0, match.start() - 8) : match.start()]):
            continue
        place = match.span("name" if match["name"] else "last")
        office = text[place[0] - 1 : place[0]] in tuple("課係部局室所") and place[1] - place[0] > 1
        if _is_tagged(reading, *place) or ((office or TITLE.match(text, match.end())) and _is_family(reading, *place)):
            yield place


def _listed(reading: Reading) -> Iterator[tuple[int, int]]:
    """荻野、須藤、真鍋: two or more between two marks, all of them family names and one of them nothing else."""
    for match in _LIST.finditer(reading.even):
        places, at = [], match.start("names")
        for word in re.split("[、・,]", match["names"]):
            places.append((at, at + len(word)))
            at += len(word) + 1
        # 東中、西中 are schools.
        if re.search("[東西南北][小中高]", match["names"]):
            continue
        if all(_is_family(reading, *one) for one in places) and any(_is_sure(reading, *one) for one in places):
            yield from places


def _of_kin(reading: Reading) -> Iterator[tuple[int, int]]:
    for match in _KIN.finditer(reading.even):
        group = "direct" if match["direct"] else "within"
        word = match[group]
        unknown = group == "within" and not lexicon.kinds(word)
        if word[-1] not in "男女親供人等達" and (unknown or lexicon.is_given(word)) and not lexicon.is_no_name(word):
            yield match.span(group)


def _with_kana(reading: Reading) -> Iterator[tuple[int, int]]:
    text = reading.even
    for behind in _OF_ASSEMBLY.finditer(text):
        match = _WITH_KANA.search(text, max(0, behind.start() - 9), behind.start())
        if match is None or re.search(r"[てでをはがの]$|^[をがはのに]", match["given"]):
            continue
        if _is_family(reading, *match.span("name")):
            yield match.start("name"), match.end("given")


def _in_prose(reading: Reading) -> Iterator[tuple[int, int]]:
    """佐藤が対応: a family name that is nothing else, by itself before a particle."""
    parts = reading.parts
    for before, part, after in zip([None, *parts], parts, parts[1:], strict=False):
        if part.kinds[3] != "姓" or len(part.surface) < 2 or not _PARTICLE.fullmatch(after.surface):
            continue
        free = before is None or before.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞")
        if free and _is_sure(reading, part.start, part.end):
            yield part.start, part.end
