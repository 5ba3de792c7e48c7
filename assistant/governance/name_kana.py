"""Names in kana that the dictionary lacks: as people say them, as a plate bears them, as a paper explains them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import ORGANISATION
from assistant.governance.name_words import HONORIFIC, NO_NAME
from assistant.governance.reading import Reading

_KANJI, _KANA = lexicon.KANJI, lexicon.KANA
_KIN = r"(?:主人|夫|妻|家内|嫁|婿|息子|娘|父|母|子|孫|兄|弟|姉|妹|祖[父母]|[長次二三四][男女])"
# 「たちばなです、はい、生まれは…」: who speaks, and then what an office asks.
_SPEAKS = re.compile(
    r"[「『](?P<name>[ぁ-ん]{3,6}?)(?=です(?:けど|が)?[、。][^」』\n]{0,20}(?:生まれ|住所|住まい|番号|電話|主人"
    r"|家内|申し|お世話|さっき|先ほど|先日))"
)
# さっき電話したしのはらですけど
_CALLED = re.compile(
    r"(?:電話|連絡|申請|相談|訪問|お願い|予約|お話し?|問い?合わせ|応募|伺い?)(?:を|して|させて)?(?:した|しました"
    r"|いただいた|いたしました|してた|していた|っ?た)"
    r"、?(?P<name>[ぁ-ん]{3,6}?)(?=です(?:けど|けれど|が|けんど|[。、」])|と申し|といいます|だけど|っていいます)"
)
_NO_CALLER = re.compile(
    r"ばかり|ところ|つもり|わたし|とおり|ほど|だけ|もの|こと|はず|わけ|かた|ほう|とき|まま|の$|ん$|あと"
)
_NO_HOUSE = re.compile(
    r"わた|あた|じぶん|うち|お?となり|とも|こども|あな|そち|こち|あち|どち|ぼく|おれ|むこ|みん|[そこあど]の"
)
# 主人はいさおといいます
_NAMED = re.compile(
    rf"(?:{_KIN}|名前?|子ども|こども)は、?(?P<name>[ぁ-ん]{{2,5}}?|[ァ-ヺー]{{2,5}})(?=と(?:い|言)い(?:ます|まし)"
    rf"|と申し)"
)
# 孫の名「ゆうき」は
_NAME_OF_KIN = re.compile(
    rf"{_KIN}(?:さん|ちゃん)?の(?:お?名前?)(?:は|が|を|も|、)?[「『](?P<name>{_KANA}{{2,6}}|{_KANJI}{{1,3}})[」』]"
)
# 「みぞぐちの娘です」
_OF_HOUSE = re.compile(
    rf"(?:^|[「『\n。])(?P<name>[ぁ-ん]{{3,6}}|[ァ-ヺー]{{3,6}})(?=の(?:{_KIN}|者)(?:です|だ|と[申い]|の))"
)
# 名札にシモムラとあり
_ON_A_PLATE = re.compile(
    r"(?:名札|表札|印鑑|印影|ハンコ|ネーム|ゼッケン|宛名|差出人|署名)(?:欄)?(?:に|には|は|が)"
    rf"(?P<name>{_KANA}{{2,8}}?|{_KANJI}{{2,5}})(?=と(?:ある|あり|あっ|書|記|刻|印|読|の文字))"
)
# 前にもしゃかごおり様で登録: kana before 様, behind particles that the dictionary may take for a part of them.
_BEFORE_SAMA = re.compile(
    r"(?<![ぁ-んァ-ヺー])(?:(?:で|じゃ)は?なく(?:て、?)?|に|も|は|が|を|と|で|から|より|へ|の|という){0,3}?"
    r"(?P<name>[ぁ-ん]{3,8})(?=様(?![式子々相態])(?:で(?!す|き)|と|が|は|の|へ|から|より|[、。)(]))"
)
_POLITE = re.compile(r"[おごみ]|どなた|ひと|いか|さか|あべ|ほとけ|かみ|だんな|わか|ひめ|あり|ここ|そこ|この|その")
# 纐纈様（コウケツ）, 一様（読みはにのまえ）: a reading in brackets says that what stands before 様 is a name.
_READ = re.compile(
    rf"(?<!{_KANJI})(?P<name>{_KANJI}{{1,5}}) ?(?:様|さん|さま|氏) ?\("
    rf"(?P<so>(?:読み?|よみ|ヨミ)(?:方|かた|がな|ガナ)?(?:は|:)? ?|フリガナ:? ?|ふりがな:? ?|カナ:? ?)?"
    rf"(?P<kana>[ぁ-んー]{{2,8}}|[ァ-ヺー]{{2,8}})[)、]"
)
# カクさん（郭と書く）
_WRITTEN = re.compile(
    rf"(?:〔氏名\d+〕|{_KANA}{{2,8}})(?:{HONORIFIC})? ?\((?:漢字は|字は)?(?P<name>{_KANJI}{{1,4}})(?:と書|って書"
    rf"|の字|と表記|と読)"
)
# （よみかた かどわき ひなた）, 「ミズノ ケイスケ」と「ミズノ ケイスゲ」
_READ_SO = re.compile(
    rf"\((?:読み|よみ|ヨミ)(?:方|かた|がな|ガナ|カタ)?[は: ]{{1,2}}(?P<name>{_KANA}{{2,7}} {{1,2}}{_KANA}{{2,7}})\)"
)
_QUOTED_NEXT = re.compile(
    rf"[「『](?:〔氏名\d+〕|{_KANA}{{2,7}} {{1,2}}{_KANA}{{2,7}})[」』](?:と|や|、|・|→|から|ではなく、?|で、?)"
    rf"[「『](?P<name>{_KANA}{{2,7}} {{1,2}}{_KANA}{{2,7}})[」』]"
)
# 名義は「ヤマネ ケイスケ」
_BORNE = re.compile(
    rf"(?:名義人?|氏名|お?名前|宛名|振込人|依頼人|表記|フリガナ|カナ)(?:は|が|を|に|の|:|、)?"
    rf"[「『](?P<name>{_KANA}{{2,7}} {{1,2}}{_KANA}{{2,7}})[」』]"
)
# 名義は通称ではなくフナダ タカコ
_IN_WHOSE_NAME = re.compile(
    r"名義[^\n。「]{0,14}?(?<![ァ-ヺー])(?P<name>[ァ-ヺー]{2,6} {1,2}[ァ-ヺー]{2,6})(?=[ 。、)\n]|$)"
)
# グエン ティ ラン lan@…, and who signs in a letter of children: …うれしかったです。 さかもと りこ」
_BEFORE_MAIL = re.compile(
    r"(?<![ァ-ヺー・])(?P<name>[ァ-ヺー]{2,10}(?: {1,2}[ァ-ヺー]{1,10}){1,3}) {1,2}"
    r"(?=〔(?:メール|電話)|[A-Za-z0-9._-]{2,40}@)"
)
_BY_CHILD = re.compile(r"[。!] {0,2}(?P<name>[ぁ-ん]{2,5} {1,2}[ぁ-ん]{2,4})(?=」|\n|$)")
# ソウザ ルシア H2.8.8, by itself on its line
_ROW = re.compile(
    r"(?:^|\n)(?P<name>[ァ-ヺー]{2,10}(?: [ァ-ヺー]{1,10}){1,3})"
    r"(?= [MTSHR明大昭平令]\d{1,2}[./]\d{1,2}[./]\d{1,2}(?:\n|$))"
)
# ヒロシおじさん
_UNCLE = re.compile(
    r"(?<![ァ-ヺー])(?P<name>[ァ-ヺー]{2,4}|[ぁ-ん]{2,3})(?=(?:おじ|おば|おじい|おばあ|にい|ねえ)(?:さん|ちゃん))"
)
# ジョンソン愛理さん, 母ジョンソン麻衣は
_HALF_FOREIGN = re.compile(
    rf"(?<![ァ-ヺー・])(?P<name>(?P<family>[ァ-ヺー]{{2,9}})(?P<given>{_KANJI}{{1,3}}))(?= ?{HONORIFIC})"
)
# ローマ字がYANGになっています
_ROMAN = re.compile(
    r"(?:ローマ字|綴り|つづり|スペル|英字)(?:表記|氏名)?(?:は|が|を|の)?「?(?P<name>[A-Z]{3,14})」?(?=に(?:な|し"
    r"|訂|直|変)|で|と|→)"
)
# K. Yamamoto: an initial, and a word of Japanese syllables.
_SYLLABLE = r"(?:(?:[kgsztdnhbpmrfjvwy]|[sc]h|ts|[kgnhbpmr]y)?[aiueo](?:n(?![aiueoy]))?(?:kk|pp|tt|ss)?)"
_INITIAL = re.compile(
    rf"(?<![A-Za-z.])(?P<name>[A-Z]\. ?(?=[A-Z])(?i:{_SYLLABLE}{{2,7}})|(?=[A-Z][a-z])(?i:{_SYLLABLE}{{2,7}})"
    rf" [A-Z]\.)(?![A-Za-z])"
)
# ブラウン, Emily（保護者）: the family name first, with a comma.
_COMMA = re.compile(
    r"(?<![A-Za-zァ-ヺー])(?P<name>(?:[ァ-ヺー]{2,9}|[A-Z][A-Za-z'-]{1,14})"
    r", ?[A-Z][a-z'-]{1,14}(?: [A-Z][a-z'-]{1,14})?)"
    r"(?= ?(?:\((?:保護者|代表|委員|会長|職員|講師|[\w・]{0,8}(?:代表|会長|委員|員|者|妻|夫|父|母|子|[男女]))\)"
    r"|さん|様|氏))"
)


def in_kana(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names in kana, and the rare ones in Latin letters and kanji, that one of these shows."""
    for pattern, fits in _SHOWN:
        for match in pattern.finditer(reading.even):
            if fits(reading, match):
                yield match.span("name")
    for match in _READ.finditer(reading.even):
        word = match["name"]
        rare = not lexicon.kinds(word) or lexicon.is_surname(word) or lexicon.is_only_a_place(word) or match["so"]
        if rare and not lexicon.is_no_name(word) and not lexicon.is_common(match["kana"]):
            yield match.span("name")
            yield match.span("kana")


def _is_caller(_: Reading, match: re.Match[str]) -> bool:
    return _NO_CALLER.search(match["name"]) is None


def _is_no_word(_: Reading, match: re.Match[str]) -> bool:
    known = lexicon.kinds(match["name"])
    return not NO_NAME.search(match["name"]) and (not known or bool(known & {"姓", "名", "人名"}))


def _is_of_house(reading: Reading, match: re.Match[str]) -> bool:
    known_as_place = lexicon.kinds(match["name"]) == {"地名"}  # as it has many family names
    return _NO_HOUSE.match(match["name"]) is None and (known_as_place or _is_no_word(reading, match))


def _is_no_label(_: Reading, match: re.Match[str]) -> bool:
    return NO_NAME.search(match["name"]) is None


def _begins_as_name(_: Reading, match: re.Match[str]) -> bool:
    return NO_NAME.search(match["name"]) is None and not lexicon.is_common(match["name"].partition(" ")[0])


def _is_given(_: Reading, match: re.Match[str]) -> bool:
    return lexicon.is_given(match["name"])


def _is_half_foreign(_: Reading, match: re.Match[str]) -> bool:
    known = lexicon.kinds(match["family"])
    return lexicon.is_given(match["given"]) and ("人名" in known or not known)


def _is_no_body(_: Reading, match: re.Match[str]) -> bool:
    return ORGANISATION.match(match["name"]) is None


def _may_be_said(reading: Reading, match: re.Match[str]) -> bool:
    """Whether these kana are neither an adverb nor an answer: はじめてです、だいじょうぶです."""
    words = reading.inside(*match.span("name"))
    kinds = ("代名詞", "副詞", "接続詞", "連体詞", "感動詞", "形状詞", "動詞", "形容詞")
    return not (words and (words[0].kinds[0] in kinds or words[0].kinds[2] == "副詞可能"))


def _is_before_sama(reading: Reading, match: re.Match[str]) -> bool:
    """Whether kana before 様 are a noun: not of 困っている様で, nor of お客様."""
    last = reading.ending.get(match.end("name"))
    name = match["name"]
    return (
        last is not None
        and last.kinds[0] == "名詞"
        and _POLITE.match(name) is None
        and not lexicon.is_common(name)
        and re.match("[をんぁぃぅぇぉっゃゅょ]", name) is None
    )


_SHOWN: tuple[tuple[re.Pattern[str], Callable[[Reading, re.Match[str]], bool]], ...] = (
    (_SPEAKS, _may_be_said),
    (_CALLED, _is_caller),
    (_NAMED, _is_no_word),
    (_NAME_OF_KIN, _is_no_word),
    (_OF_HOUSE, _is_of_house),
    (_ON_A_PLATE, _is_no_word),
    (_BEFORE_SAMA, _is_before_sama),
    (_WRITTEN, _is_no_label),
    (_READ_SO, _is_no_label),
    (_BORNE, _is_no_label),
    (_ROW, _is_no_label),
    (_BEFORE_MAIL, _begins_as_name),
    (_BY_CHILD, _is_no_label),
    (_IN_WHOSE_NAME, _is_no_label),
    (_QUOTED_NEXT, _is_no_label),
    (_UNCLE, _is_given),
    (_HALF_FOREIGN, _is_half_foreign),
    (_ROMAN, _is_no_body),
    (_INITIAL, _is_no_body),
    (_COMMA, _is_no_body),
)
