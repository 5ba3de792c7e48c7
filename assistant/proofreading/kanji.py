"""公用文: which kanji are used, and which kana follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.proofreading.kana import KANJI, by_list, is_common
from assistant.proofreading.lists import group, pairs, patterns, table, words
from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Finding
from ingest.japanese.tokens import Morpheme

_READING = re.compile(r"\s*[（(《〈]\s*[ぁ-ゖァ-ヺー・\s　]+[）)》〉]")
# Nouns that keep a kana unless another noun follows (申込書); 組合 and 組合せ are two words.
_SHORTENED = frozenset(("申込", "取扱", "打合", "問合", "引継", "払戻", "受入", "申立"))
# Two words each to the dictionary; 家のならびに is a place.
_IN_KANA = (
    (re.compile(r"(?:^|(?<=[。\n]))または(?=、)"), "又は"),
    (re.compile(r"(?<=[一-鿿々ァ-ヺー0-9０-９A-Za-z）」])ならびに(?=[一-鿿ァ-ヺー0-9０-９A-Za-zおご「、])"), "並びに"),
    (re.compile(r"(?<=[一-鿿はが、])もっとも(?=[一-鿿])"), "最も"),
)
_VERB_ENDINGS = ("て", "ます", "まし", "ませ", "た", "られ")
_WITH_KANA = re.compile(r"[一-鿿々]+[ぁ-ん].*")


def okurigana(manuscript: Manuscript) -> Iterator[Finding]:
    """Kana after kanji: 行なう → 行う; nouns that drop them: 取り扱い → 取扱い."""
    for index, word in enumerate(manuscript.words):
        if not KANJI.search(word.surface):
            continue
        if noun := _official_noun(manuscript, index):
            yield manuscript.finding(word.start, word.end, "okurigana", noun, "noun", usual=noun)
        elif usual := _usual_spelling(word):
            yield manuscript.finding(word.start, word.end, "okurigana", usual, usual=usual)

    for pattern, right in patterns("okurigana_errors"):
        for match in manuscript.matches(pattern):
            usual = match.expand(right)
            yield manuscript.finding(match.start(), match.end(), "okurigana", usual, usual=usual)


@cache
def _official_nouns() -> Mapping[str, str]:
    """The kanji of each noun of the list to its official spelling."""
    return {_kanji_of(noun): noun for noun in words("okurigana")}


def _kanji_of(word: str) -> str:
    return "".join(KANJI.findall(word))


def _official_noun(manuscript: Manuscript, index: int) -> str:
    """The official spelling of a noun that has more or fewer kana than it takes in 公用文; else empty."""
    word, before, after = manuscript.at(index), manuscript.at(index - 1), manuscript.at(index + 1)
    official = _official_nouns().get(_kanji_of(word.surface), "")
    if word.surface.endswith("先") and word.kind[0] == "名詞" and _WITH_KANA.fullmatch(word.surface[:-1]):
        bare = _official_nouns().get(_kanji_of(word.surface[:-1]), "")  # 問い合わせ先 is one word of the dictionary
        return f"{bare}先" if bare and len(bare) < len(word.surface) - 1 else ""
    if _acts(word, after):
        return word.normal  # 備付けて is a verb
    if word.surface in _SHORTENED and after.kind[0] == "助詞":
        return official
    if not official or len(word.surface) <= len(official) or not _WITH_KANA.fullmatch(word.surface):
        return ""
    joined = word.kind[0] == "動詞" and word.kind[5].startswith("連用形") and after.kind[0] in ("接尾辞", "名詞")
    respectful = before.surface in ("お", "ご", "御") and after.normal in group("helpers")
    # 書類を引き渡し、 届け出なければならない、 お申し込みください
    is_verb = before.surface == "を" or after.plain in ("ない", "ます", "た") or respectful
    return official if (word.kind[0] == "名詞" or joined) and not is_verb else ""


def _acts(word: Morpheme, after: Morpheme) -> bool:
    """Whether a noun that drops kana is used as a verb, which keeps them: 備付けて, 備え付けて."""
    dropped = word.surface in words("okurigana") and len(word.normal) > len(word.surface)
    return dropped and word.surface[-1] >= "ぁ" and word.surface[-1] <= "ん" and after.surface in _VERB_ENDINGS


def _usual_spelling(word: Morpheme) -> str:
    """How a word with unusual kana is usually spelt, inflected as it stands; else empty."""
    if word.kind[0] not in ("動詞", "形容詞", "副詞", "形状詞") or word.plain.endswith("ずる"):
        return ""
    same_word = _kanji_of(word.plain) == _kanji_of(word.normal) and word.plain[-1:] == word.normal[-1:]
    # 行ける is 行く to the dictionary; 応ずる and 応じる are two verbs.
    potential = "下一段" in word.kind[4] and not _is_only_longer(word)
    if (
        word.plain == word.normal
        or word.surface in words("okurigana")
        or not same_word
        or potential
        or not re.search(r"[ぁ-ん]", word.plain)
    ):
        return ""
    ending = _shared_ending(word.plain, word.normal)
    was, usual = word.plain[: len(word.plain) - ending], word.normal[: len(word.normal) - ending]
    return usual + word.surface[len(was) :] if word.surface.startswith(was) else word.normal


def _is_only_longer(word: Morpheme) -> bool:
    """Whether usual and unusual spelling end in the same two kana: 現われる, 現れる."""
    return word.plain[-2:] == word.normal[-2:]


def _shared_ending(one: str, other: str) -> int:
    """How many kana both end with."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right or KANJI.match(left):
            break
        count += 1
    return count


def in_kanji(manuscript: Manuscript) -> Iterator[Finding]:
    """Conjunctions and adverbs that are written in kanji: および → 及び."""
    listed = {row[0]: (row[1], row[2].split()) for row in table("kanji_words")}
    for index, word in enumerate(manuscript.words):
        kanji, kinds = listed.get(word.surface, ("", []))
        if word.kind[0] in kinds:
            yield manuscript.finding(word.start, word.end, "kanji", kanji)
        elif word.surface == "また" and manuscript.at(index + 1).surface == "は":
            yield manuscript.finding(word.start, word.end + 1, "kanji", "又は")
    for pattern, kanji in _IN_KANA:
        for match in manuscript.matches(pattern):
            yield manuscript.finding(match.start(), match.end(), "kanji", kanji)


def uncommon_kanji(manuscript: Manuscript) -> Iterator[Finding]:
    """Kanji outside the table of common kanji, without a reading, in words that are no names."""
    listed = pairs("non_joyo")
    for index, word in enumerate(manuscript.words):
        # Of what the dictionary does not know, most are names of places.
        if is_common(word.surface) or word.kind[1] == "固有名詞" or not word.reading:
            continue
        # Sudachi takes a short reading in brackets for a part of the word.
        if _READING.match(manuscript.text, word.end) or _READING.search(word.surface):
            continue
        both = word.surface + manuscript.at(index + 1).surface
        end = manuscript.at(index + 1).end if both in listed else word.end
        instead = listed.get(both) or listed.get(word.surface) or listed.get(word.plain) or by_list(word)
        strange = "".join(dict.fromkeys(one for one in KANJI.findall(word.surface) if not is_common(one)))
        yield manuscript.finding(word.start, end, "non_joyo_kanji", instead or hiragana(word), strange=strange)


def hiragana(word: Morpheme) -> str:
    """How the word is read, in hiragana."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in word.reading)
