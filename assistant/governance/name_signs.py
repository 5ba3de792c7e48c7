"""Family names alone, and what in a note of an office shows them: 詳しくは会計課平野まで, 石垣部長→上地次長, 鶴見のおばあちゃん."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import ORGANISATION
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
_MAIDEN = re.compile(rf"[旧現新]姓(?:は| |・|:)?(?P<name>{_FAMILY}?)(?![一-龥々])")
# How people say who they are, on the telephone too: もしもし、田畑です, 辰巳いうもんや.
_INTRODUCED = re.compile(
    rf"(?:もしもし、? ?|(?<![^\W_])(?=\w{{1,4}}(?:と申|という(?:者|もの)|と(?:言い|いい)ます|[いゆ言]うもん))|(?<![^\W_])(?:私|わたし|わたくし|僕|俺|うち|こちら)(?:は|、| )?、? ?|(?<=[。「\n])|(?<=[課係部局室所班])(?:の)?)"
    rf"(?P<name>{_FAMILY}?)(?=です|ですが|だけど|じゃ|と申|という(?:者|もの)|(?:って|と)(?:言い|いい)ます|[いゆ言]うもん|いう者|ちいいます)"
)
_INTRODUCED_IN_KANA = re.compile(
    rf"(?<=[、。 「\n])(?P<name>{lexicon.KANA}{{3,6}})(?:です(?=[。、] ?(?:番号|電話|住所|折り返|連絡|お世話))|と申します)"
)
_IN_ENGLISH = re.compile(
    r"(?:[Mm]y name is|I am|I'm|This is|Sincerely,?|[Rr]egards,?|[Dd]ear (?:Mr|Ms|Mrs)\.?)[ \n]+"
    r"(?P<name>[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’.-]*){1,3})"
)
# の would do for bridges and rivers too, を for all that is done.
_PARTICLE = re.compile(r"が|は|に|も|と|へ|から|より|まで|って")
# Who called, who was told, who saw to it: 高木から電話あり, 水野が対応.
_AT_WORK = re.compile(
    rf"(?<!{LETTER})(?P<name>{_FAMILY})(?=(?:から|より)の?、?(?:お|ご)?(?:電話|入電|連絡|問い?合わ?せ|申し?出|相談|依頼|伝言|メール|折り返"
    r"|回答|苦情|返事|報告|引き?継)|が(?:対応|応対|訪問|面談|来庁|受電|受付|出席|欠席|代理|記入|持参|説明|確認|担当)"
    r"|[へに](?:電話|連絡|転送|引き?継|伝達|確認|報告|相談|依頼|交代|渡し|伝え))"
)
# 小松と名乗る, 岸本(72歳), 岸本(S45.1.20)
_NAMED = re.compile(
    rf"(?<!{LETTER})(?P<name>{_FAMILY})(?=(?:と|を)名乗|と称する|という(?:男性|女性|方|人|名の|者|高齢|若い)"
    r"|\((?:\d{1,3} ?(?:歳|才|代)|[男女][、,・)]|(?:[MTSHmtsh明大昭平]|明治|大正|昭和|平成) ?\d{1,2}[./年]))"
)
# 長男翔, 祖母(キヨ)
_KIN = re.compile(
    rf"(?:[長次二三四五][男女]|(?<!{LETTER})(?:父|母|妻|夫|祖父|祖母|兄|弟|姉|妹|孫|長男|長女|子))"
    rf"(?:(?P<direct>{lexicon.KANJI}{{1,3}})(?=[、。( ]|の|が|は|と|も|を)|\((?P<within>{lexicon.KANJI}{{1,3}}|{lexicon.KANA}{{2,5}})[)、・])"
)
# 岩瀬(市民課), 蓮(長男・8歳), 岩瀬記
_BEFORE_OFFICE = re.compile(rf"(?<!{LETTER})(?P<name>{_FAMILY})(?=\((?!支所|本所|出張所|営業所)[^()\n]{{1,12}}[課係部局室所会園校院店社班団署]\))")
_BEFORE_KIN = re.compile(
    rf"(?<!{LETTER})(?P<name>(?:{lexicon.KANJI}|{lexicon.KANA}){{1,6}})"
    r"(?=\((?:長|次|二|三|四)[男女](?!女)|\((?:本人|妻|夫|父|母|子|孫|祖父|祖母|世帯主|兄|弟|姉|妹)[)・、,/ ])"
)
_NOTED = re.compile(rf"(?<!{LETTER})(?P<name>{_FAMILY}?)(?=記(?:$|[\n。 )]))|(?<!{LETTER})(?!徳川|豊臣|織田|武田|上杉|伊達|島津|毛利|前田|真田|足利|松平)(?P<house>{_FAMILY})(?=家(?:之墓|の墓|代々|のご|葬儀))")
# 花輪ともふみ君: kana that read as particles, in the list of an assembly.
_WITH_KANA = re.compile(rf"(?:(?<!{LETTER})|(?<=[番 長]))(?P<name>{_FAMILY})(?P<given>[ぁ-ん]{{2,4}})(?= ?(?:君|議員|委員))")
_CARE_OF = re.compile(rf"(?<=[\d号室]) ?(?P<name>{_FAMILY})(?:様)?方(?![^\W_ぁ-ん]|[がはをにで])")


def of_signs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Family names that one of these signs shows."""
    text = reading.even
    for pattern in (_OF_A_HOUSE, _GRAND, _MAIDEN, _SIGNED, _CARE_OF, _INTRODUCED):
        for match in pattern.finditer(text):
            if _is_family(match["name"]):
                yield match.span("name")
    for pattern in (_AT_WORK, _BEFORE_OFFICE):
        for match in pattern.finditer(text):
            if _is_family(match["name"]) and (_is_sure(match["name"]) or _is_tagged(reading, *match.span("name"))):
                yield match.span("name")
    for match in _NAMED.finditer(text):
        if _is_family(match["name"]):
            yield match.span("name")
    for match in _KIN.finditer(text):
        group = "direct" if match["direct"] else "within"
        word = match[group]
        unknown = group == "within" and not lexicon.kinds(word)
        if word[-1] not in "男女親供人" and (unknown or lexicon.is_given(word)) and not lexicon.is_no_name(word):
            yield match.span(group)
    for match in _BEFORE_KIN.finditer(text):
        if lexicon.is_given(match["name"]) or lexicon.is_name(match["name"]) or lexicon.may_be_name(match["name"]):
            yield match.span("name")
    for match in _NOTED.finditer(text):
        word = match["name"] or match["house"]
        if len(word) > 1 and _is_family(word):
            yield match.start(), match.end()
    for match in _WITH_KANA.finditer(text):
        if _is_family(match["name"]) and not re.search(r"[てでをはがの]$|^[をがはのに]", match["given"]):
            yield match.start(), match.end("given")
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
    for match in _INTRODUCED_IN_KANA.finditer(text):
        if not lexicon.is_common(match["name"]) and _is_unsaid(reading, *match.span("name")):
            yield match.span("name")
    for match in _IN_ENGLISH.finditer(text):
        if not ORGANISATION.match(match["name"]):
            yield match.span("name")
    yield from _in_prose(reading)
    for match in _SPEAKER.finditer(text):
        kinds = lexicon.kinds(match["name"])
        if (kinds & {"姓", "名"} and not lexicon.is_no_name(match["name"])) or "人名" in kinds:
            yield match.span("name")


def _in_prose(reading: Reading) -> Iterator[tuple[int, int]]:
    """佐藤が対応: a family name that is nothing else, by itself before a particle."""
    parts = reading.parts
    for before, part, after in zip([None, *parts], parts, parts[1:], strict=False):
        if part.kinds[3] != "姓" or len(part.surface) < 2 or not _PARTICLE.fullmatch(after.surface) or not _is_sure(part.surface):
            continue
        if before is None or before.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞"):
            yield part.start, part.end


def _is_unsaid(reading: Reading, start: int, end: int) -> bool:
    """Whether kana do not begin like a sentence: こちら, そのよう, とても."""
    words = reading.inside(start, end)
    return not words or words[0].kinds[0] not in ("代名詞", "副詞", "接続詞", "連体詞", "感動詞")


def _is_family(word: str) -> bool:
    return word not in PREFECTURES and lexicon.is_surname(word)


def _is_tagged(reading: Reading, start: int, end: int) -> bool:
    """Whether the dictionary takes the word for a family name where it stands, or at least for no place."""
    words = reading.inside(start, end)
    return bool(words) and (words[0].kinds[3] == "姓" or "地名" not in lexicon.kinds(reading.even[start:end]))


def _is_sure(word: str) -> bool:
    """A family name that is neither a place nor a word."""
    return lexicon.is_surname(word) and not lexicon.kinds(word) - {"姓", "名", "人名"}
