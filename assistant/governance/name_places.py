"""Where the name that begins or ends at a place of a text ends or begins."""

from __future__ import annotations

import re

from assistant.governance import names as lexicon
from assistant.governance.name_words import (
    HONOURED,
    KANA,
    LABEL,
    LETTER,
    NO_NAME,
    NOT_A_PERSON,
    OF_BEASTS,
    PREFECTURES,
    TITLE,
)
from assistant.governance.reading import Reading
from ingest.japanese.tokens import Part


def name_until(reading: Reading, end: int) -> int | None:
    """Where the longest name that ends at `end` begins."""
    found, at, gaps = None, end, 0
    while (part := reading.ending.get(at)) is not None and end - part.start <= 14:
        # A given name of one character may stand behind a wide gap: 桜井　　武君.
        if part.surface in (" ", "  ") and at < end and (not gaps or (gaps == 1 and reading.even[at] == " ")):
            gaps, at = gaps + 1, part.start
            continue
        if (
            part.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞", "副詞", "動詞", "感動詞", "形容詞")
            or part.surface.isspace()
        ):
            break
        if part.surface in ("番", "号", "組") and re.search(
            r"[\d一二三四五六七八九十百]\s*$", reading.even[max(0, part.start - 3) : part.start]
        ):
            break  # 12番山田太郎君
        at = part.start
        word = re.sub(" +", " ", reading.even[at:end])
        if lexicon.is_name(word) and (" " in word or _alone(reading, at, end)):
            found = at
    return found


def name_from(reading: Reading, start: int, *, alone: bool) -> int | None:
    """Where the longest name that begins at `start` ends; a family name by itself only where it may stand `alone`."""
    found, at, gaps = None, start, 0
    while (part := reading.starting.get(at)) is not None and part.end - start <= 14:
        if part.surface in (" ", "  ") and not gaps and at > start:
            gaps, at = 1, part.end
            continue
        if part.kinds[0] in ("助詞", "助動詞", "補助記号", "空白") or part.surface.isspace():
            break
        if part.surface.isdecimal():  # 倉田 24-3318
            break
        at = part.end
        word = re.sub(" +", " ", reading.even[start:at])
        whole = " " in word or lexicon.is_full_name(word, surely=True)
        if NOT_A_PERSON.match(reading.even, at) and not TITLE.match(reading.even, at):
            continue
        if " " not in word and part.start == start and part.kinds[2] == "副詞可能":
            continue  # 今回, 現在: a word for when
        if lexicon.is_name(word) and (whole or (alone and _ends_alone(reading, start, at))):
            found = at
    return found


def announced(reading: Reading, start: int) -> int | None:
    """Where what stands behind 氏名 ends, when it has the shape of a name, known or not."""
    shape = re.match(
        rf"{lexicon.KANJI}{{1,4}} {{1,2}}{lexicon.KANJI}{{1,4}}(?!{LETTER})|(?:{lexicon.KANJI}"
        rf"|{KANA}){{1,6}} {{1,2}}{KANA}{{1,6}}(?!{LETTER})"
        rf"|(?:{lexicon.KANJI}|{KANA}){{2,8}}(?!{LETTER})",
        reading.even[start : start + 24],
    )
    if shape is None or NO_NAME.search(shape[0]) or LABEL.match(shape[0] + " "):
        return None
    family, _, given = re.sub(" +", " ", shape[0]).partition(" ")
    if given:
        # 真栄田 凪, 仲 光希: children have words for names; the family name says that it is one
        of_a_word = lexicon.is_surname(family) and "普通名詞" not in lexicon.kinds(family)
        if not lexicon.is_common(family) and (not lexicon.is_common(given) or of_a_word):
            return start + shape.end()
        return start + len(family) if lexicon.is_name(family) else None
    kana = re.fullmatch(rf"{KANA}+", family) is not None
    if kana and is_said(reading, start, start + len(family)):
        return None
    fits = (
        lexicon.is_name(family)
        or lexicon.may_be_name(family)
        or (kana and len(family) > 3 and not lexicon.kinds(family) & {"普通名詞", "形状詞"})
    )
    sentence = any(part.kinds[0] in ("助詞", "助動詞") for part in reading.inside(start, start + len(family)))
    return start + len(family) if fits and (kana or not sentence) else None


def is_said(reading: Reading, start: int, end: int) -> bool:
    """Whether these kana are words of a sentence (ここまで, もしくは): pronouns, particles, adverbs, conjunctions."""
    parts = reading.inside(start, end)
    return bool(parts) and all(part.kinds[0] in _OF_A_SENTENCE and part.known for part in parts)


_OF_A_SENTENCE = frozenset({"代名詞", "助詞", "助動詞", "副詞", "接続詞", "連体詞", "動詞"})


def foreign_from(reading: Reading, start: int) -> int | None:
    """Where a name in katakana that the dictionary has ends: 担当 榊原・ロドリゲス."""
    run = re.match(r"[ァ-ヺー]{2,12}(?![ァ-ヺー])", reading.even[start : start + 13])
    named = run and lexicon.is_foreign(run[0]) and "感動詞" not in lexicon.kinds(run[0])
    return start + len(run[0]) if run and named and lexicon.kinds(run[0]) else None


def unknown_until(reading: Reading, end: int, honorific: str) -> int | None:
    """Where a name that the dictionary lacks begins: a few characters between a mark and 様, さん, ちゃん."""
    katakana = re.search(r"(?<![ァ-ヺー・])[ァ-ヺー]{2,10}$", reading.even[max(0, end - 11) : end])
    of_a_child = (
        katakana
        and honorific in ("ちゃん", "くん")
        and not OF_BEASTS.fullmatch(katakana[0])
        and "人名" in lexicon.kinds(katakana[0])
    )
    # ブラウン様, by itself in a list: a name that is a word too
    by_itself = (
        katakana
        and honorific in ("様", "さま")
        and "人名" in lexicon.kinds(katakana[0])
        and (katakana.start() == 0 or reading.even[end - len(katakana[0]) - 1] in " 、,\n:・(")
    )
    if katakana and (of_a_child or by_itself or lexicon.is_foreign(katakana[0])) and (honorific != "殿"):
        return end - len(katakana[0])  # ジェームズさん, 先方のホーさん
    # 石動様: a family name that the dictionary has as a place only
    place = reading.ending.get(end)
    of_one = honorific in ("様", "さま", "さん", "氏", "くん", "ちゃん")
    if place is not None and of_one and _is_family_of_place(reading, place):
        return place.start
    if honorific in ("氏", "殿", "先生", "君"):
        return None
    run = re.search(
        rf"(?<![^\W_])(?:{lexicon.KANJI}{{2,4}}|{lexicon.KANJI}{{1,2}}[ぁ-ん]{{1,3}}|[ァ-ヺー]{{2,10}})$",
        reading.even[max(0, end - 11) : end],
    )
    if run is None:
        run = re.search(
            rf"(?<=[のとはがを])(?:{lexicon.KANJI}{{2,3}}|[ァ-ヺー]{{2,10}})$|(?<=[者人])[ァ-ヺー]{{2,10}}$",
            reading.even[max(0, end - 11) : end],
        )
    if run is None or not lexicon.may_be_name(run[0]):
        return None
    start = end - len(run[0])
    common = [part.kinds[1] == "普通名詞" and part.known for part in reading.inside(start, end)]
    return None if all(common) and honorific not in ("ちゃん", "くん") else start


def _is_family_of_place(reading: Reading, part: Part) -> bool:
    before = reading.even[max(0, part.start - 1) : part.start]
    alone = not before.isalpha() or before in "のはがをにでと者人"
    return alone and lexicon.is_only_a_place(part.surface) and part.surface not in PREFECTURES


def child_until(reading: Reading, end: int) -> int | None:
    """Where two or three kanji that are no word begin: 陽翔くん; any that stand before a birth or an age."""
    child = re.search(rf"(?<!{LETTER}){lexicon.KANJI}{{2,3}}$", reading.even[max(0, end - 4) : end])
    if child is None or (lexicon.kinds(child[0]) and not _OF_A_CHILD.match(reading.even, end)):
        return None
    return end - len(child[0])


_OF_A_CHILD = re.compile(r"(?:ちゃん|くん) ?\((?:〔生年月日|[^()\n]{0,14}(?:生|\d ?(?:歳|才|か月|ヶ月|カ月)))")


def _alone(reading: Reading, start: int, end: int) -> bool:
    """Whether no noun stands before the word without a space, but one that announces a person."""
    word = reading.even[start:end]
    if word[-1] in "市県" and reading.even[max(0, start - 1) : start].isalpha():
        return False  # the end of a longer name of a city
    if lexicon.is_full_name(word, surely=True) or tagged(reading, start, end):
        return True
    before = reading.ending.get(start)
    if before is None or before.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞"):
        return True
    return before.surface[-1] in "者人員長課係主児生師士官" and not lexicon.is_common(word)


def _ends_alone(reading: Reading, start: int, end: int) -> bool:
    """Whether a family name that begins at `start` is no first half of a longer word."""
    if lexicon.is_answer(reading.even[start:end]):
        return False
    after = reading.starting.get(end)
    free = after is None or after.kinds[0] not in ("名詞", "接尾辞", "接頭辞", "形状詞")
    beside = HONOURED.match(reading.even, end) or TITLE.match(reading.even, end)
    return (free or beside is not None) and (
        tagged(reading, start, end) or lexicon.is_only_a_name(reading.even[start:end])
    )


def tagged(reading: Reading, start: int, end: int) -> bool:
    """Whether the words in their context are names of persons."""
    words = reading.inside(start, end)
    return bool(words) and all(part.kinds[2] == "人名" or part.surface == " " for part in words)
