"""Names of a row: of a numbered roster, before the plate of a car, and how a name is read in the next column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.name_pairs import LATIN, is_name_of_field
from assistant.governance.name_words import NO_NAME
from assistant.governance.reading import Reading

_KANJI, _KANA = lexicon.KANJI, lexicon.KANA
_GIVEN = rf"(?:{_KANJI}{{1,3}}|{_KANJI}[ぁ-ん]{{1,3}}|[ぁ-ん]{{2,4}}|[ァ-ヺー]{{2,5}})"
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
# 1024,〔氏名1〕,ニブタニリツコ,
_READ_NEXT = re.compile(rf"〔氏名\d+〕[\"']?[,\t|][\"']?(?P<name>{_KANA}{{4,14}})(?=[\"']?[,\t|\n]|[\"']?$)")
# 12/1(月)遠田・佐久間, 13:00 桜井 13:30 守山 直: who has the day or the hour
_WHEN = (
    r"(?:\d{1,2}(?:/\d{1,2}|月\d{1,2}日|日)(?: ?\([月火水木金土日祝]\))?"
    r"|\d{1,2}:\d{2}(?:[-~]\d{1,2}:\d{2})?|\d{1,2}時半?|(?<![^\s])[月火水木金土日](?=[ :]))"
)
_HELD = rf"(?:{_KANJI}{{1,4}}(?: {_GIVEN})?|[ァ-ヺー]{{2,8}})"
_ROOM = r"(?:第?[A-Z\d]{1,2}(?:会議室|号?室)? )?"
_SLOT = re.compile(rf"{_WHEN}[ :]{{0,2}}{_ROOM}(?P<names>{_HELD}(?:[・、,/]{_HELD}){{0,4}})(?=[ \n、。(]|$)")
_OF_DUTY = re.compile(
    r"当番|当直|日直|宿直|シフト|勤務[表割]|交代|担当表|相談|面[接談]|予約|当たり|割り?振り|ローテーション"
)


def of_rows(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names in rows of one of these kinds."""
    yield from _numbered(reading)
    yield from _of_slots(reading)
    text = reading.even
    for match in _BEFORE_PLATE.finditer(text):
        word = match["name"]
        wide = reading.text[match.start("gap")] != " "
        known = lexicon.is_surname(word) and not lexicon.is_no_name(word) and word not in _NO_OWNER
        if known and (wide or len(word) > 1) and (len(word) == 1 or "普通名詞" not in lexicon.kinds(word)):
            yield match.span("name")
    for match in _READ_NEXT.finditer(text):
        parts = reading.inside(*match.span("name"))
        if not (parts and all(part.known for part in parts)) and not NO_NAME.search(match["name"]):
            yield match.span("name")


def _of_slots(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a list of duties or appointments gives names to days or hours, all that are family names or full ones."""
    text = reading.even
    slots = list(_SLOT.finditer(text)) if _OF_DUTY.search(text) else []
    held = [
        (slot.start("names") + one.start(), slot.start("names") + one.end())
        for slot in slots
        for one in re.finditer("[^・、,/]+", slot["names"])
    ]
    named = [(start, end) for start, end in held if _is_held_by(text[start:end])]
    if len(named) > 1 and len(named) * 2 >= len(held):
        yield from named


def _is_held_by(word: str) -> bool:
    return lexicon.is_name(word) and (" " in word or not lexicon.is_no_name(word)) and not NO_NAME.search(word)


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
