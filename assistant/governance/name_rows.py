"""Names of a row: of a numbered roster, before the plate of a car, and how a name is read in the next column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.name_pairs import LATIN, is_name_of_field
from assistant.governance.name_words import NO_NAME
from assistant.governance.reading import Reading

_KANJI, _KANA, _GIVEN = lexicon.KANJI, lexicon.KANA, lexicon.GIVEN
# 1 皇 翔真 2 小比類巻 湊 3 Lee Junseo
_ENTRY = re.compile(
    rf"(?:^|(?<=[\n \t、,|/]))(?P<number>\d{{1,3}})(?:[.):][ \t]{{0,2}}|[ \t]{{1,2}})"
    rf"(?P<name>(?:{_KANJI}|{_KANA}){{1,5}} {{1,2}}{_GIVEN}|{LATIN.pattern}"
    rf"|[ァ-ヺー]{{1,10}}(?:・[ァ-ヺー]{{1,10}}){{1,3}})"
    r"(?=[\s、,(/|]|$)"
)
_OF_PERSONS = re.compile(r"名簿|芳名|出席者|参加者|受賞者|当選者|構成員|メンバー|選手|児童|園児|生徒|会員")
# 3番区画 加地 香川 502 の 77-30: who parks there
_BEFORE_PLATE = re.compile(
    rf"(?:(?<![^\W_]) ?)(?P<name>{_KANJI}{{1,4}})(?:様|さん)?(?P<gap>[ :|,\t]{{1,2}})〔車両番号\d+〕"
)
_NO_OWNER = frozenset("軽普大中小新旧白黒赤青銀金緑黄茶灰紺紫自他公社私車")
# 長岡 330 ち 77-14 星野
_BEHIND_PLATE = re.compile(rf"〔車両番号\d+〕[ ,\t|]{{1,2}}(?P<name>{_KANJI}{{2,4}})(?=[ \n,|、。]|$)")
# 1024,〔氏名1〕,ニブタニリツコ,
_READ_NEXT = re.compile(
    rf"〔氏名\d+〕[\"']?[,\t|][\"']?(?P<name>{_KANA}{{4,14}}|{_KANA}{{2,8}} {_KANA}{{2,8}})"
    r"(?=[\"']?[,\t|\n]|[\"']?$)"
)
# 12/1(月)遠田・佐久間, 13:00 桜井 13:30 守山 直: who has the day or the hour
_WHEN = (
    r"(?:\d{1,2}(?:/\d{1,2}|月\d{1,2}日|日)(?: ?\([月火水木金土日祝]\))?"
    r"|\d{1,2}:\d{2}(?:[-~]\d{1,2}:\d{2})?|\d{1,2}時半?(?!間)|(?<![^\s])[月火水木金土日](?=[ :]))"
)
_HELD = rf"(?:{_KANJI}{{1,4}}(?: {_GIVEN})?|[ァ-ヺー]{{2,8}})"
_ROOM = r"(?:第?[A-Z\d]{1,2}(?:会議室|号?室)? )?"
_SLOT = re.compile(rf"{_WHEN}[ :]{{0,2}}{_ROOM}(?P<names>{_HELD}(?:[・、,/]{_HELD}){{0,4}})(?=[ \n、。(]|$)")
_PAIRS = re.compile(rf"(?<![^\W_]){_KANJI}{{1,4}} {_KANJI}{{1,3}}(?:・{_KANJI}{{1,4}} {_KANJI}{{1,3}})+(?![^\W_])")
# 岩渕 10/15 13:00、金野 10/15 13:30、鈴木(翔) 10/15 14:00
_SLOT_BEHIND = re.compile(rf"(?<![^\W_])(?P<names>{_HELD}(?:\({_KANJI}\))?) {{1,2}}{_WHEN}")
# 午前が村上、午後が菊池です
_HALF = re.compile(
    rf"(?:午前|午後|朝|昼|夜|夕方|[月火水木金土日]曜日?|前半|後半|早番|遅番|日勤|夜勤|(?<![^\s])休)(?:が|は|:| )"
    rf"(?P<names>{_KANJI}{{1,4}})(?=[、。\n ]|です|$)"
)
# 藤村済、田鎖済、中居未: who has paid or answered
_CHECKED = re.compile(rf"(?<![^\W_]){_KANJI}{{2,4}}(?:済み?|未)(?:[、,・ ]{_KANJI}{{2,4}}(?:済み?|未))+")
_OF_DUTY = re.compile(
    r"当番|当直|日直|宿直|シフト|勤務[表割]|交代|担当表|相談|面[接談]|予約|当たり|割り?振り|ローテーション"
)


def of_rows(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names in rows of one of these kinds."""
    yield from _numbered(reading)
    yield from _of_slots(reading)
    yield from _side_by_side(reading)
    yield from _checked(reading)
    text = reading.even
    for match in _BEFORE_PLATE.finditer(text):
        word = match["name"]
        wide = reading.text[match.start("gap")] != " "
        known = lexicon.is_surname(word) and not lexicon.is_no_name(word) and word not in _NO_OWNER
        if known and (wide or len(word) > 1) and (len(word) == 1 or "普通名詞" not in lexicon.kinds(word)):
            yield match.span("name")
    for match in _BEHIND_PLATE.finditer(text):
        if _is_held_by(match["name"]):
            yield match.span("name")
    for match in _READ_NEXT.finditer(text):
        parts = reading.inside(*match.span("name"))
        if not (parts and all(part.known for part in parts)) and not NO_NAME.search(match["name"]):
            yield match.span("name")


def _of_slots(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a list of duties or appointments gives names to days or hours, all that are family names or full ones."""
    text = reading.even
    ways = (_SLOT, _SLOT_BEHIND, _HALF) if _OF_DUTY.search(text) else ()
    slots = max((list(way.finditer(text)) for way in ways), key=len, default=[])
    held = [
        (slot.start("names") + one.start(), slot.start("names") + one.end())
        for slot in slots
        for one in re.finditer("[^・、,/]+", slot["names"])
    ]
    named = [(start, end) for start, end in held if _is_held_by(text[start:end])]
    if len(named) > 1 and len(named) * 2 >= len(held):
        yield from named
        # 日向野 beside 石嶋 and 桐生
        yield from (place for place in held if place not in named and _may_be_held_by(text[slice(*place)]))


def _is_held_by(word: str) -> bool:
    word = re.sub(r"\(.\)$", "", word)  # 鈴木(翔)
    return lexicon.is_name(word) and (" " in word or not lexicon.is_no_name(word)) and not NO_NAME.search(word)


def _checked(reading: Reading) -> Iterator[tuple[int, int]]:
    """Family names that a list says 済 or 未 of, where half of them are known."""
    for match in _CHECKED.finditer(reading.even):
        places = [
            (match.start() + one.start(), match.start() + one.end("name"))
            for one in re.finditer(rf"(?P<name>{_KANJI}{{2,4}}?)(?:済み?|未)", match[0])
        ]
        if sum(lexicon.is_surname(reading.even[slice(*place)]) for place in places) * 2 >= len(places):
            yield from places


def _may_be_held_by(word: str) -> bool:
    return re.fullmatch(rf"{_KANJI}{{2,4}}", word) is not None and (
        lexicon.is_only_a_place(word) or not lexicon.kinds(word)
    )


def _side_by_side(reading: Reading) -> Iterator[tuple[int, int]]:
    """寺門 美羽・倉持 蒼・三柴 颯: pairs with one mark between, where the dictionary has one of them as a name."""
    for match in _PAIRS.finditer(reading.even):
        pairs = [(match.start() + one.start(), match.start() + one.end()) for one in re.finditer("[^・、/]+", match[0])]
        known = [is_name_of_field(reading.even[slice(*pair)]) for pair in pairs]
        if any(known) and not NO_NAME.search(match[0]):
            yield from pairs


def _numbered(reading: Reading) -> Iterator[tuple[int, int]]:
    """Of each run that counts up by one, where half are names in full, all that have the shape of one."""
    run: list[re.Match[str]] = []
    for entry in (*_ENTRY.finditer(reading.even), None):
        if entry and run and int(entry["number"]) == int(run[-1]["number"]) + 1:
            run.append(entry)
            continue
        yield from _of_run(reading, run)
        run = [entry] if entry else []


def _of_run(reading: Reading, run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    if len(run) < 2 or any(NO_NAME.search(entry["name"]) for entry in run):
        return
    named = sum(is_name_of_field(re.sub(" +", " ", entry["name"])) for entry in run)
    head = reading.even[max(0, run[0].start() - 60) : run[0].start()]
    least = 2 if _OF_PERSONS.search(head) else 3
    if len(run) >= least and named * 2 >= len(run):
        yield from (entry.span("name") for entry in run)
