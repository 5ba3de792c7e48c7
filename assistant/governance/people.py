"""Names of persons: full names anywhere, family names beside a title, a label or a word that only persons have.

The dictionary says what can be a name; the context says whether it is one. 渋谷区, 松下電器 and 市長 alone are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import foreign_names
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span
from ingest.japanese.tokens import Part

_LETTER = r"[^\W\d_]"
_KANA = r"[ぁ-んァ-ヺー\u3099\u309a]"
HONORIFIC = (
    r"(?:様(?!式|子|々|相|態)|さま(?!ざま)|さん|氏(?!名|子|神|族|素)|両氏|両名|両君|君|くん|殿(?!堂)|ちゃん"
    r"|先生|女史|嬢|宅(?![地配急内])|邸|夫妻|夫婦|御夫妻|親子)"
)
_HONORIFIC = re.compile(rf" {{0,2}}{HONORIFIC}")
_TITLE = re.compile(
    r" ?(?:(?:副|元|前|新|総括|主席|統括|特命)?(?:課長補佐|部長|次長|課長|係長|局長|室長|館長|園長|校長|教頭"
    r"|主幹|主査|主任主事|主任|主事|参事|専門員|専門官|技師|技監|保健師"
    r"|委員長|委員|議員|議長|会長|理事長|理事|監事|監査|教授|准教授|講師|弁護士|司法書士|医師|支所長|所長|班長"
    r"|書記|教育長|管理者|社長|専務|市長|町長|村長|区長|知事)|(?:主任|副)?主幹)(?!会|室|席|職)"
)
_OF_A_PLACE = re.compile(r" ?(?:副)?(?:市長|町長|村長|区長|知事|支所長|所長|館長|議長)")
# What a place, a firm or a building has behind it.
_NOT_A_PERSON = re.compile(
    r"[市区町村郡県府都州駅線川山橋島城寺湖港谷坂峠湾池沼組堂屋院館園賞杯塾社道浜](?!へ|在住)|(?:小|中|高"
    r"|幼)?学校|高校|大学|(?:保育|幼稚)園|病院|医院|クリニック|歯科|商店|商会|商事|工業|建設|工務店|製作所"
    r"|産業|興業|興産|記念|祭り?|まつり|地区|地域|地方|方面|通り|団地|神社|古墳|遺跡|法律|事務所|会計|薬局|酒造"
    r"|農園|牧場|集会所|会館|公民館|ホール|電器|電機|電気|自動車|製薬"
    r"|製菓|食品|運輸|運送|銀行|支店|支所|本店|株式会社|\(株\)|有限会社|\(有\)|財団|基金|文庫|組合|城址|公園"
    r"|温泉|高原|海岸|街道|平野|盆地|半島|氏子|家(?!族)|流|式|牛|米|焼|織|塗|ゆかり"
)
_FIRM_BEFORE = re.compile(
    r"(?:株式会社|有限会社|合同会社|\(株\)|\(有\)|㈱|㈲|医療法人|学校法人|福祉法人|財団法人|社団法人|宗教法人|大字|字)$"
)

_ITSELF = r"(?:氏 ?名|お名前|名 ?前|御?芳名|姓名|名義人?|フリガナ|ふりがな|カナ氏名|氏名カナ|ヨミガナ|よみがな)"
_ROLE = (
    r"(?:申請者|申込者|申込人|届出人|届出者|申出人|請求者|請願者|陳情者|世帯主|世帯員|代表者?|代表取締役"
    r"|担当者?|保護者|児童名?|生徒名?|本人|配偶者|相続人|被相続人|所有者|使用者|納税義務者"
    r"|納税者|被保険者|受給者|受給資格者|相談者|提出者|紹介議員|賛成者|講師|参考人|代理人|保証人|連帯保証人"
    r"|喪主|文責|発信者?|差出人|受取人|宛先|作成者?|作成|記録者?|署名人|署名委員|議事録署名人"
    r"|出席者?|欠席者?|参加者|同席者?|立会人|委員|委員長|副委員長|会長|副会長|議長|副議長|事務局|連絡先"
    r"|緊急連絡先|弁護士|司法書士|行政書士|市長|副市長|町長|村長|区長|知事|教育長|議員|民生委員|児童委員"
    r"|[部課係局室所館園校班]長|主査|主任|主事|主幹|受賞者|入賞者|合格者|採用者|対象者|被害者|加害者|発見者"
    r"|通報者|来庁者|面談者|対応者|質問者|発言者|傍聴者|司会|患者名?|利用者名?|被介護者|家族|親権者|後見人"
    r"|契約者|借主|貸主|地権者|寄附者|寄付者|施主|監督員|受任者|委任者|使用人|責任者|管理人|管理者|氏)"
)
_LABEL = re.compile(
    rf"(?P<itself>{_ROLE}?(?:の)?{_ITSELF}|口座名義人?"
    rf"|{_ROLE}名)(?:[ 　]?\([^()\n]{{1,8}}\))?(?P<gap>[ :=はが\t|]*[:= はが\t|]|[ ]*\n[ ]?|)"
    rf"|(?P<role>{_ROLE}(?:氏名)?)(?:\([^()\n]{{1,8}}\)|の)?(?P<mark>\) ?|[ :=\t|]*[:= \t|]|は、?|が|に|\(|、|・)"
)
_NEXT_OF_LIST = re.compile(r"(?: ?(?:[(][^()\n]{1,14}[)]))? ?(?:[、,・/／と]|及び|並びに|\n)[ ]{0,2}")
_BACK_OF_LIST = re.compile(r"(?:[、,・/と]|及び|並びに) ?$")
# 児玉市民部長, 関口福祉課長: the office between name and title.
_OFFICE = re.compile(
    rf"(?<!{_LETTER})(?P<name>{_LETTER}{{1,4}}?)(?=(?:{lexicon.KANJI}|[ァ-ヺー]){{2,8}}(?:部長|次長|課長|係長"
    rf"|室長|局長|課長補佐|主幹|主査|担当))"
)
_SELF = re.compile(
    r"(?:と申します|と言います|といいます|でございます|です(?![がかねよ]?[ぁ-ん]{3,}町)|より(?=[\n 　]|$))"
)
_SELF_BEFORE = re.compile(r"(?:^|[\n、。 課係部局室所]|[課係部局室所会店社]の|市の|役所の|役場の)$")
_RELATION = re.compile(
    r"(?:夫|妻|長男|次男|二男|三男|四男|長女|次女|二女|三女|四女|父|母|父親|母親|祖父|祖母|兄|弟|姉|妹|孫|息子"
    r"|娘|配偶者|子)(?:の|・|:|、| |\()(?=\w)"
)
_BEFORE_READING = re.compile(
    rf"(?<!{_LETTER})({lexicon.KANJI}[一-龥々ヶ﨑ぁ-ん]{{0,5}}(?: {{1,2}}[一-龥々ぁ-ん]{{1,4}})?) ?$"
)
_HALVES = re.compile(
    rf"(?<!{_LETTER})(?P<family>{lexicon.KANJI}{{1,4}}) {{1,2}}(?P<given>{lexicon.KANJI}{{1,3}}?)(?={_TITLE.pattern}"
    rf"| ?{HONORIFIC})"
)
_LONE = re.compile(
    rf"(?:(?<=\d)|(?<=[課係部局室所班]) ?)\((?P<in>{lexicon.KANJI}{{1,4}})\)"
    rf"|(?<!{_LETTER})(?P<before>{lexicon.KANJI}{{1,4}})(?= {{1,3}}\(?0\d{{1,4}}[-( )]\d"
    rf"| {{1,3}}<?[A-Za-z0-9._-]{{1,40}}@)"
    rf"|@(?P<mention>{lexicon.KANJI}{{1,4}}(?: {lexicon.KANJI}{{1,4}})?)(?!{_LETTER})"
    rf"|(?:^|[ 、\n])[姓名氏]:\s?(?P<half>(?:{lexicon.KANJI}|{_KANA}){{1,6}})(?!{_LETTER})"
    rf"|(?<=[課係部局室所班]) {{1,2}}(?P<behind>{lexicon.KANJI}{{1,4}})(?!{_LETTER})"
)
_READING = re.compile(rf"\( ?(?P<kana>{_KANA}{{2,10}}(?: {{1,2}}{_KANA}{{1,10}})?) ?\)")
_NO_NAME = re.compile(
    r"(?:なし|無し|有り|あり|未定|不明|同上|別紙|以下|各位|記入|記載|省略|匿名|非公開|不詳|住所|電話|番号"
    r"|ナンバー|生年|性別|年齢|続柄|職業|所属|備考|印|押印|氏名|名称|フリガナ|ふりがな|職名|役職|会派|連絡"
    r"|および|または|ください|です|ます)"
)


def names(reading: Reading) -> Iterator[Span]:
    """Names in each of their contexts; then a full name found once, wherever else it stands."""
    found = [
        Span(start, end, Kind.PERSON_NAME)
        for finder in (
            foreign_names,
            _with_reading,
            _spaced,
            _labelled,
            _honoured,
            _titled,
            _of_an_office,
            _in_full,
            _of_oneself,
            _of_kin,
            _beside,
        )
        for start, end in finder(reading)
    ]
    yield from found
    full = {
        words for span in found if len(words := span.of(reading.even)) >= 3 and lexicon.is_full_name(words, surely=True)
    }
    if full:
        for match in re.finditer("|".join(map(re.escape, sorted(full, key=len, reverse=True))), reading.even):
            if not _NOT_A_PERSON.match(reading.even, match.end()):
                yield Span(*match.span(), Kind.PERSON_NAME)


def _with_reading(reading: Reading) -> Iterator[tuple[int, int]]:
    """五十嵐（いがらし）: the name and how it is read."""
    for match in _READING.finditer(reading.even):
        # The dictionary may take name and reading for one word, so the characters are asked, not its words.
        written = _BEFORE_READING.search(reading.even[max(0, match.start() - 12) : match.start()])
        if written and (lexicon.is_name(written[1]) or lexicon.is_full_name(written[1].replace(" ", ""))):
            start = match.start() - len(written[0])
            yield start, start + len(written[1])
            yield match.span("kana")


def _spaced(reading: Reading) -> Iterator[tuple[int, int]]:
    """野村 武副市長, 山田 太郎様: both halves known, whatever the words behind them are taken for."""
    for match in _HALVES.finditer(reading.even):
        if lexicon.is_surname(match["family"]) and lexicon.is_given(match["given"]):
            yield match.start(), match.end("given")


def _labelled(reading: Reading) -> Iterator[tuple[int, int]]:
    """氏名：山田太郎, 出席者　山田、佐藤: names behind a word that announces them, and those listed after the first."""
    for label in _LABEL.finditer(reading.even):
        itself = label["itself"] is not None
        if itself and not label["gap"]:
            continue
        at = label.end()
        while at < len(reading.even) and reading.even[at] in " \t|":
            at += 1
        end = _announced(reading, at) if itself else None
        end = end or _name_from(reading, at, alone=label["mark"] not in ("が", "に", "、", None))
        while end is not None:
            yield at, end
            behind = _HONORIFIC.match(reading.even, end) or _TITLE.match(reading.even, end)
            following = _NEXT_OF_LIST.match(reading.even, behind.end() if behind else end)
            if following is None:
                break
            at = following.end()
            end = _name_from(reading, at, alone="\n" not in following[0])


def _honoured(reading: Reading) -> Iterator[tuple[int, int]]:
    """山田様, 山田太郎さん, and who is named in one breath with them."""
    for match in re.finditer(HONORIFIC, reading.even):
        if match.start() not in reading.starting and match[0] not in ("くん", "ちゃん"):
            continue  # the dictionary reads it as part of a word
        end = len(reading.even[: match.start()].rstrip(" "))
        if match.start() - end > 2:
            continue
        start = _name_until(reading, end)
        start = _unknown_until(reading, end, match[0]) if start is None else start
        while start is not None and not _FIRM_BEFORE.search(reading.even[max(0, start - 6) : start]):
            yield start, end
            between = _BACK_OF_LIST.search(reading.even[max(0, start - 4) : start])
            if between is None:
                break
            end = start - len(between[0])
            start = _name_until(reading, end)
            if start is not None and not _tagged(reading, start, end):
                break


def _titled(reading: Reading) -> Iterator[tuple[int, int]]:
    """山田課長: the name before an office. 山口市長 may be the mayor of 山口, so a place is no name there."""
    for match in _TITLE.finditer(reading.even):
        end = match.start()
        if reading.starting.get(end) is None:
            continue
        start = _name_until(reading, end)
        if start is None:
            continue
        word = reading.even[start:end]
        place = _OF_A_PLACE.match(match[0]) and "地名" in lexicon.kinds(word)
        named = all(part.kinds[1] == "固有名詞" for part in _inside(reading, start, end))
        if not place and (named or lexicon.is_only_a_name(word) or lexicon.is_full_name(word)):
            yield start, end


def _of_an_office(reading: Reading) -> Iterator[tuple[int, int]]:
    """児玉市民部長: a word that is a family name alone, and the name of an office behind it."""
    for match in _OFFICE.finditer(reading.even):
        for end in range(match.start() + 1, match.start() + 5):
            if _tagged(reading, match.start(), end) and lexicon.is_surname(reading.even[match.start() : end]):
                yield match.start(), end


def _in_full(reading: Reading) -> Iterator[tuple[int, int]]:
    """A family name and a given name, side by side or with a space between."""
    parts = reading.parts
    for index, part in enumerate(parts[:-1]):
        gap = parts[index + 1].surface in (" ", "  ")
        given = parts[index + 2] if gap and index + 2 < len(parts) else parts[index + 1]
        if not _joins(part, given, gap=gap):
            continue
        if _stands_free(reading, part, given):
            yield part.start, given.end


def _joins(family: Part, given: Part, *, gap: bool) -> bool:
    if given.kinds[0] != "名詞" or not lexicon.is_surname(family.surface):
        return False
    if given.kinds[3] == "名" and (gap or family.kinds[3] == "姓"):
        return given.end - family.start - gap > 2 or family.kinds[2] == "人名"
    if gap and family.kinds[3] == "姓" and re.fullmatch(r"[ァ-ヺー]{2}", given.surface):
        return True
    if not gap:
        return family.kinds[2] == "人名" and given.kinds[2] == "人名" and lexicon.is_given(given.surface)
    known = lexicon.is_given(given.surface) and not (len(given.surface) == 1 and family.kinds[2] == "地名")
    return known or (family.kinds[3] == "姓" and not given.known and lexicon.may_be_given(given.surface))


def _stands_free(reading: Reading, family: Part, given: Part) -> bool:
    """Whether no word beside it makes the name one of a place or a firm."""
    if _NOT_A_PERSON.match(reading.even, given.end) or _FIRM_BEFORE.search(
        reading.even[max(0, family.start - 6) : family.start]
    ):
        return False
    after = reading.starting.get(given.end)
    if after is not None and after.kinds[2] == "地名" and not after.surface.isspace():
        return False
    before = reading.ending.get(family.start)
    return before is None or before.kinds[2] != "地名" or family.kinds[3] == "姓"


def _of_oneself(reading: Reading) -> Iterator[tuple[int, int]]:
    """市民課の中村です: who writes a mail."""
    for match in _SELF.finditer(reading.even):
        start = _name_until(reading, match.start())
        if start is None or not _tagged(reading, start, match.start()):
            continue
        if _SELF_BEFORE.search(reading.even[max(0, start - 4) : start]) or "申し" in match[0]:
            yield start, match.start()


def _of_kin(reading: Reading) -> Iterator[tuple[int, int]]:
    """長女・彩香: the given name behind a word of kinship."""
    for match in _RELATION.finditer(reading.even):
        part = reading.starting.get(match.end())
        if part is None or part.kinds[2] != "人名" or len(part.surface) < 2:
            continue
        after = reading.starting.get(part.end)
        if after is None or after.kinds[0] not in ("名詞", "接尾辞") or _HONORIFIC.match(after.surface):
            yield part.start, part.end


def _beside(reading: Reading) -> Iterator[tuple[int, int]]:
    """0123-45-6789（森）, 総務課　渡辺: a family name alone beside a number or an office."""
    for match in _LONE.finditer(reading.even):
        group = match.lastgroup or "in"
        word = match[group]
        sure = (
            group in ("in", "mention", "half") or _tagged(reading, *match.span(group)) or lexicon.is_only_a_name(word)
        )
        if sure and (lexicon.is_name(word) or (group == "half" and not lexicon.is_common(word))):
            yield match.span(group)


# ---- a name that ends or begins at a place


def _name_until(reading: Reading, end: int) -> int | None:
    """Where the longest name that ends at `end` begins."""
    found, at, gaps = None, end, 0
    while (part := reading.ending.get(at)) is not None and end - part.start <= 14:
        if part.surface == " " and not gaps and at < end:
            gaps, at = 1, part.start
            continue
        if (
            part.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞", "副詞", "動詞", "感動詞", "形容詞")
            or part.surface.isspace()
        ):
            break
        at = part.start
        word = reading.even[at:end]
        if lexicon.is_name(word) and (" " in word or _alone(reading, at, end)):
            found = at
    return found


def _name_from(reading: Reading, start: int, *, alone: bool) -> int | None:
    """Where the longest name that begins at `start` ends; a family name by itself only where it may stand `alone`."""
    found, at, gaps = None, start, 0
    while (part := reading.starting.get(at)) is not None and part.end - start <= 14:
        if part.surface in (" ", "  ") and not gaps and at > start:
            gaps, at = 1, part.end
            continue
        if part.kinds[0] in ("助詞", "助動詞", "補助記号", "空白") or part.surface.isspace():
            break
        at = part.end
        word = re.sub(" +", " ", reading.even[start:at])
        whole = " " in word or lexicon.is_full_name(word, surely=True)
        if _NOT_A_PERSON.match(reading.even, at) and not _TITLE.match(reading.even, at):
            continue
        if lexicon.is_name(word) and (whole or (alone and _ends_alone(reading, start, at))):
            found = at
    return found


def _announced(reading: Reading, start: int) -> int | None:
    """Where what stands behind 氏名 ends, when it has the shape of a name, known or not."""
    shape = re.match(
        rf"{lexicon.KANJI}{{1,4}} {{1,2}}{lexicon.KANJI}{{1,4}}(?!{_LETTER})|(?:{lexicon.KANJI}"
        rf"|{_KANA}){{1,6}} {{1,2}}{_KANA}{{1,6}}(?!{_LETTER})"
        rf"|(?:{lexicon.KANJI}|{_KANA}){{2,8}}(?!{_LETTER})",
        reading.even[start : start + 24],
    )
    if shape is None or _NO_NAME.search(shape[0]) or _LABEL.match(shape[0] + " "):
        return None
    family, _, given = re.sub(" +", " ", shape[0]).partition(" ")
    if given:
        if not lexicon.is_common(given) and not lexicon.is_common(family):
            return start + shape.end()
        return start + len(family) if lexicon.is_name(family) else None
    kana = re.fullmatch(rf"{_KANA}+", family) is not None
    fits = (
        lexicon.is_name(family)
        or lexicon.may_be_name(family)
        or (kana and len(family) > 3 and not lexicon.is_common(family))
    )
    sentence = any(part.kinds[0] in ("助詞", "助動詞") for part in _inside(reading, start, start + len(family)))
    return start + len(family) if fits and (kana or not sentence) else None


def _unknown_until(reading: Reading, end: int, honorific: str) -> int | None:
    """Where a name that the dictionary lacks begins: a few characters between a mark and 様, さん, ちゃん."""
    if honorific in ("氏", "殿", "先生", "君"):
        return None
    child = re.search(rf"(?<!{_LETTER}){lexicon.KANJI}{{2,3}}$", reading.even[max(0, end - 4) : end])
    if child and honorific in ("くん", "ちゃん") and not lexicon.kinds(child[0]):
        return end - len(child[0])
    run = re.search(
        rf"(?<!{_LETTER})(?:{lexicon.KANJI}{{2,4}}|{lexicon.KANJI}{{1,2}}[ぁ-ん]{{1,3}}|[ァ-ヺー]{{2,10}})$",
        reading.even[max(0, end - 11) : end],
    )
    if run is None:
        run = re.search(
            rf"(?<=[のとはがを])(?:{lexicon.KANJI}{{2,3}}|[ァ-ヺー]{{2,10}})$", reading.even[max(0, end - 11) : end]
        )
    if run is None or not lexicon.may_be_name(run[0]):
        return None
    start = end - len(run[0])
    common = [part.kinds[1] == "普通名詞" and part.known for part in _inside(reading, start, end)]
    return None if all(common) and honorific not in ("ちゃん", "くん") else start


def _alone(reading: Reading, start: int, end: int) -> bool:
    """Whether no noun stands before the word without a space, but one that announces a person."""
    word = reading.even[start:end]
    if lexicon.is_full_name(word, surely=True) or _tagged(reading, start, end):
        return True
    before = reading.ending.get(start)
    if before is None or before.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞"):
        return True
    return before.surface in ("者", "人", "員", "長", "課", "係") and not lexicon.is_common(word)


def _ends_alone(reading: Reading, start: int, end: int) -> bool:
    """Whether a family name that begins at `start` is no first half of a longer word."""
    after = reading.starting.get(end)
    free = after is None or after.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞")
    beside = _HONORIFIC.match(reading.even, end) or _TITLE.match(reading.even, end)
    return (free or beside is not None) and (
        _tagged(reading, start, end) or lexicon.is_only_a_name(reading.even[start:end])
    )


def _tagged(reading: Reading, start: int, end: int) -> bool:
    """Whether the words in their context are names of persons."""
    inside = _inside(reading, start, end)
    return bool(inside) and all(part.kinds[2] == "人名" or part.surface == " " for part in inside)


def _inside(reading: Reading, start: int, end: int) -> list[Part]:
    found, at = [], start
    while at < end and (part := reading.starting.get(at)) is not None:
        found.append(part)
        at = part.end
    return found
