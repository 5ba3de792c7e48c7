"""Names beside an office: 山田課長, 児玉市民部長; not 山口市長, who may be the mayor of 山口."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.name_places import name_until, tagged
from assistant.governance.name_words import END_OF_A_BODY, LETTER, OF_A_PLACE, PREFECTURES, TITLE
from assistant.governance.reading import Reading

_JOINED = r"[一-龥々〆ヶA-Za-zァ-ヺー\d]"
_NAMED_BEHIND = re.compile(rf"[ :(]{{1,2}}(?:〔氏名|{lexicon.KANJI}{{1,4}} )")
# 児玉市民部長, 関口福祉課長: the office between name and title.
_OFFICE = re.compile(
    rf"(?<!{LETTER})(?P<name>{LETTER}{{1,4}}?)(?=(?:{lexicon.KANJI}|[ァ-ヺーぁ-ん]){{2,8}}(?:委員(?!会|長)|部長"
    rf"|次長|課長|係長"
    rf"|室長|局長|場長|課長補佐|主幹|主査|担当))"
)
# Of these every one is a person, wherever the word stands: a family name of one character, or one that is a word or a
# place too, is a name before them (植木巡査部長, 星教育長, 新任の横山保健師).
_RANK = (
    r"(?:(?:[副前元新現]|主任|上席|統括|首席)?(?:巡査(?:部長|長)?|警部補?|警視(?!庁)正?|消防(?:副?士長|士|司令[長補]?|監)|救急救命士|保健師|看護師長?|准看護師"
    r"|助産師|保育士|薬剤師|(?:管理)?栄養士|歯科衛生士|(?:養護|栄養|主幹)?教諭|教頭|教育長|(?:作業|理学)療法士|言語聴覚士"
    r"|(?:公認|臨床)?心理[師士]|(?:社会|介護|精神保健)福祉士|ケースワーカー|ケアマネ(?:ジャー)?|ヘルパー))(?!会|室|席|職|等|の(?:募集|採用|資格|皆))"
)
_RANKED = re.compile(
    rf"(?:(?<!{_JOINED})(?P<name>{lexicon.KANJI}{{1,4}}?)|(?<=[課係署班隊科])(?P<behind>{lexicon.KANJI}{{2,4}}?)){_RANK}"
)
# ○滝副会長　…, ○ソン委員　…: who speaks in a record
_TURN = re.compile(
    rf"(?:^|(?<=\n))[○◯〇●◎△▲◆] ?(?P<name>{lexicon.KANJI}{{1,4}}?|[ァ-ヺー]{{2,8}})"
    rf"(?P<title>{TITLE.pattern}|証人|参考人|公述人|座長|説明員|幹事長?)(?= |「|:)"
)
# ○市長（落合 雅彦君）: who is mayor, and so whom 落合市長 means elsewhere
_MAYOR = re.compile(
    rf"(?P<title>副?(?:[市町村区]長|知事))[( ]{{1,2}}(?P<family>{lexicon.KANJI}{{1,4}}) {{1,2}}{lexicon.GIVEN}"
    r"(?=君|様|氏|[) \n]|$)"
)
_KATAKANA = frozenset(map(chr, range(ord("ァ"), ord("ヺ") + 1)))
_BEFORE_TITLE = frozenset("前元新旧現本当同他各全副正主総次両某中高英")  # 前課長
_OF_ITS_TOWN = re.compile("市(?!民)|町(?!内)|村(?!民)|区(?!画)")
_OF_A_TOWN = re.compile("[市区町村県郡]$")
_SPEAKS = re.compile(r"[:「]| {1,2}(?=お答え|ただいま|それでは|ご説明)")


def titled(reading: Reading) -> Iterator[tuple[int, int]]:
    """山田課長: the name before an office. 山口市長 may be the mayor of 山口, so a place is no name there."""
    for match in TITLE.finditer(reading.even):
        end = match.start()
        if reading.starting.get(end) is None:
            continue
        start = name_until(reading, end)
        if start is None:
            continue
        word = reading.even[start:end]
        if END_OF_A_BODY.search(word) or reading.even[max(0, start - 2) : start + 1] == "東京都":
            continue
        if _is_of_words(reading, start, end) or (_OF_A_TOWN.search(word) and not lexicon.is_surname(word)):
            continue
        # A town has one mayor, 山口市長; 山内副市長 is named, unless a prefecture is (広島副市長).
        place = OF_A_PLACE.match(match[0]) and "地名" in lexicon.kinds(word)
        place = place and ("副" not in match[0][:2] or word in PREFECTURES)
        # 若葉自治会長　江川 敏郎: who is named behind the office is not named before it too.
        of_body = match[0].endswith("会長") and "地名" in lexicon.kinds(word)
        place = place or (of_body and _NAMED_BEHIND.match(reading.even, match.end()) is not None)
        named = all(part.kinds[1] == "固有名詞" for part in reading.inside(start, end))
        # 厚生委員長 and 主税局長 are offices although both words are family names too; a rank has no office.
        rank = not re.search(r"[局部課係室員館園校所会]長(?:補佐)?$|委員$", match[0])
        alone = rank and _stands_alone(reading, start) and "地名" not in lexicon.kinds(word)
        alone = alone and (len(word) > 1 or (lexicon.is_surname(word) and word not in _BEFORE_TITLE))
        if not place and (named or lexicon.is_only_a_name(word) or lexicon.is_full_name(word) or alone):
            yield start, end


def ranked(reading: Reading) -> Iterator[tuple[int, int]]:
    """馬場巡査部長, ○滝副会長　…: family names that are words too, before what only persons are or who speaks."""
    for match in _RANKED.finditer(reading.even):
        group = "name" if match["name"] else "behind"
        if _may_bear(match[group]):
            yield match.span(group)
    for match in _TURN.finditer(reading.even):
        kinds = lexicon.kinds(match["name"])
        of_place = OF_A_PLACE.match(match["title"]) and "地名" in kinds
        foreign = match["name"][0] in _KATAKANA and (not kinds or "人名" in kinds)
        if (foreign or _may_bear(match["name"])) and not of_place:
            yield match.span("name")
    for family, title in {(match["family"], match["title"]) for match in _MAYOR.finditer(reading.even)}:
        if lexicon.is_surname(family):
            yield from (match.span() for match in re.finditer(rf"(?<!{_JOINED}){family}(?={title})", reading.even))


def _may_bear(word: str) -> bool:
    return (
        lexicon.is_surname(word)
        and not lexicon.is_no_name(word)
        and word not in _BEFORE_TITLE
        and word not in PREFECTURES
        and not lexicon.is_answer(word)
    )


def _is_of_words(reading: Reading, start: int, end: int) -> bool:
    """Whether words of every day make it up: 都市計画課長."""
    words = reading.inside(start, end)
    return len(words) > 1 and all(len(one.surface) > 1 and one.kinds[1] == "普通名詞" for one in words)


def _stands_alone(reading: Reading, start: int) -> bool:
    """Whether a field or a line begins here: 運転：小柴主査."""
    return start == 0 or reading.text[start - 1] in ":：\u3000 \t\n(（→、/／"


def of_an_office(reading: Reading) -> Iterator[tuple[int, int]]:
    """児玉市民部長: a word that is a family name alone, and the name of an office behind it."""
    for match in _OFFICE.finditer(reading.even):
        for end in range(match.start() + 1, match.start() + 5):
            word = reading.even[match.start() : end]
            if _OF_ITS_TOWN.match(reading.even, end):
                continue  # 小山市環境審議会委員
            if lexicon.is_surname(word) and (
                tagged(reading, match.start(), end) or _opens_a_turn(reading, match, word)
            ):
                yield match.start(), end


def _opens_a_turn(reading: Reading, match: re.Match[str], word: str) -> bool:
    """Whether an office at the beginning of a line speaks: 三好まちづくり部長：…, whatever it may be read as."""
    before = reading.even[max(0, match.start() - 1) : match.start()]
    title = TITLE.search(reading.even, match.end() + 2, match.end() + 16)
    speaks = title and _SPEAKS.match(reading.even, title.end())
    return before in ("", "\n", "△", "○", "◯", "▲", "〇") and speaks is not None and word not in PREFECTURES
