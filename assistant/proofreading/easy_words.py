"""やさしい日本語: words that are hard to know, and what to write in their place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.proofreading.easy_text import KANJI, EasyText
from assistant.proofreading.expressions import KATAKANA, parts
from assistant.proofreading.lists import pairs, patterns, table, words
from assistant.proofreading.values import Finding

# Behind a word: what it means, in brackets or after an equals sign.
_EXPLAINING = tuple("（(〈＜<〔［＝=")
_LONG_ENOUGH = 4  # a hard word in kana that is shorter is too often another word
_NAMED = re.compile(r"さん|様|氏|くん|ちゃん|市|町|村|県|州|国|人|語|駅|島|川|山|区|通り|橋")
_PAINTED = re.compile(r"[ァ-ヺ][ァ-ヺー]?ッ|[ァ-ヺ]ー+ン")  # ピカッ, ドーン
_TWICE = re.compile(r"([ぁ-んァ-ヺー]{2,3})\1")
_KANJI_WORD = re.compile(rf"(?:{KANJI.pattern}){{2,}}")
_LETTERS = re.compile(r"(?<![A-Za-z0-9@./:_-])[A-ZＡ-Ｚ]{2,6}s?(?![A-Za-z0-9@./:_-])")


@cache
def _difficult() -> Mapping[str, str]:
    """Each hard word, and its reading where that is long enough, to plainer words."""
    plainer = {word: easy for word, _, easy in table("difficult")}
    in_kana = {reading: easy for _, reading, easy in table("difficult") if len(reading) >= _LONG_ENOUGH}
    return in_kana | plainer


@cache
def _by_first_character() -> Mapping[str, tuple[str, ...]]:
    """The hard words that begin with a character, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(_difficult(), key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(those) for first, those in found.items()}


def difficult_words(text: EasyText) -> Iterator[Finding]:
    """Words and phrases of offices, with plainer ones; words that are explained beside them are left."""
    taken = 0
    for start in text.edges:
        end, easy = _listed(text, start)
        if easy and start >= taken and not _is_explained(text, end) and not _is_honoured(text, start):
            yield text.finding(start, end, "difficult_word", easy)
            taken = end
    for index, word in enumerate(text.words):
        start, easy = _inflected(text, index)
        if easy and not _is_explained(text, word.end):
            yield text.finding(start, word.end, "difficult_word", easy)
    for phrase, easy in patterns("easy_phrases"):
        for match in text.matches(phrase):
            yield text.finding(match.start(), match.end(), "difficult_word", easy)


def _listed(text: EasyText, start: int) -> tuple[int, str]:
    """Where the longest hard word that begins here ends, and what to write; empty where none begins."""
    for hard in _by_first_character().get(text.text[start], ()):
        end = start + len(hard)
        at = bisect_left(text.edges, end)
        whole = end == len(text.text) or (at < len(text.edges) and text.edges[at] == end)
        if whole and text.text.startswith(hard, start):
            return end, _difficult()[hard]
    return start, ""


def _inflected(text: EasyText, index: int) -> tuple[int, str]:
    """A verb or an adjective of the list, and an act in kanji (啓発する, 老朽化する) that beginners do not learn."""
    word, before, after = text.at(index), text.at(index - 1), text.at(index + 1)
    if word.kind[0] in ("動詞", "形容詞", "形状詞") and not _is_honoured(text, word.start):
        return word.start, _difficult().get(word.plain) or _difficult().get(word.normal, "")
    does = after.kind[0] == "動詞" and after.normal in ("為る", "出来る", "下さる")
    start = before.start if word.surface == "化" else word.start
    act = text.text[start : word.end]
    unknown = act not in words("easy_acts") and act not in _difficult() and not _is_honoured(text, start)
    hard = does and "サ変可能" in word.kind and _KANJI_WORD.fullmatch(act) is not None and unknown
    return start, f"（「{act}する」を、やさしい動詞で書く）" if hard else ""


def _is_honoured(text: EasyText, start: int) -> bool:
    """Whether お or ご stands before it: the whole of お問い合わせください is told as an honorific."""
    return text.text[max(start - 1, 0) : start] in ("お", "ご", "御")


def _is_explained(text: EasyText, end: int) -> bool:
    return text.text[end : end + 1] in _EXPLAINING


def katakana(text: EasyText) -> Iterator[Finding]:
    """Words in katakana that few people from abroad know, names left out."""
    for match in text.matches(KATAKANA):
        named = _NAMED.match(text.text, match.end()) or _TWICE.fullmatch(match[0])
        if named or _is_explained(text, match.end()) or _PAINTED.fullmatch(match[0]):
            continue
        for start, end in _strange(text, match.start(), match.end()):
            word = text.text[start:end]
            easy = pairs("katakana").get(word, f"{word}（どんなものか、やさしい言葉で書く）")
            yield text.finding(start, end, "katakana", easy)


def _strange(text: EasyText, start: int, end: int) -> list[tuple[int, int]]:
    """The hard words of a run of katakana; none where it, or each of its words, is an everyday word or a name."""
    known = words("katakana_known")
    if hard := parts(text, start, end, pairs("katakana")):
        return hard
    inside = [text.at(i) for i in text.between(start, end)]
    everyday = all(one.surface in known or one.kind[1] == "固有名詞" or one.surface == "・" for one in inside)
    return [] if everyday or text.text[start:end] in known else [(start, end)]


def onomatopoeia(text: EasyText) -> Iterator[Finding]:
    """Words that paint a sound or a manner: ぐらぐら, びっしょり."""
    painted = pairs("onomatopoeia")
    for match in text.matches(KATAKANA):
        if _PAINTED.fullmatch(match[0]) and text.text[match.end() : match.end() + 1] == "と":
            yield text.finding(match.start(), match.end(), "onomatopoeia", "（どんな様子か、動詞や形容詞で書く）")
    for word in text.words:
        sound = _in_hiragana(word.surface)
        if word.kind[0] not in ("副詞", "名詞", "形状詞", "動詞") or sound in words("repeated_known"):
            continue
        # ひとびと and つぎつぎ double a word that has kanji.
        twice = _TWICE.fullmatch(word.surface) and not KANJI.search(word.normal)
        if twice or sound in painted:
            easy = painted.get(sound, "（どんな様子か、動詞や形容詞で書く）")
            yield text.finding(word.start, word.end, "onomatopoeia", easy)


def _in_hiragana(word: str) -> str:
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in word)


def abbreviations(text: EasyText) -> Iterator[Finding]:
    """Words cut short, in letters or in kanji."""
    meanings = pairs("abbreviations")
    for match in text.matches(_LETTERS):
        letters = unicodedata.normalize("NFKC", match[0])
        explains = text.text[match.start() - 1 : match.start()] in ("（", "(")  # 夫や妻からの暴力（DV）
        if letters not in words("abbreviations_known") and not explains and not _is_explained(text, match.end()):
            meaning = meanings.get(letters, f"{match[0]}（略さない言葉と意味を書く）")
            yield text.finding(match.start(), match.end(), "abbreviation", meaning)
    for word in text.words:
        if word.surface in meanings and not word.surface.isascii() and not _is_explained(text, word.end):
            yield text.finding(word.start, word.end, "abbreviation", meanings[word.surface])
