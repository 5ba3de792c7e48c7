"""やさしい日本語: words of respect and of modesty, where です and ます are enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.proofreading.easy_text import EasyText
from assistant.proofreading.lists import group, pairs
from assistant.proofreading.values import Finding
from ingest.japanese.tokens import Morpheme

_WITH_GO = re.compile(r"[ご御][一-鿿]{2}")
_WITH_SAMA = re.compile(
    r"[おご御]?[一-鿿々]{1,3}(?<!同)(?<!模)(?<!仕)(?<!異)(?<!様)(?:様|さま)"
)  # お子様, 皆様: one word each
# Behind these, with の, 方 is かた.
_PEOPLE = (*"人者民生員親中上下歳籍住子", "未満", "希望", "連れ", "高齢", "障害", "市内", "市外", "初めて", "お持ち")
_AFTER_PEOPLE = ("は", "、", "に", "の", "も", "へ", "を", "。", "")  # した方がいい speaks of no one
_GREETINGS = ("ありがとう", "有り難う", "有難う", "おはよう", "おめでとう")


def honorifics(text: EasyText) -> Iterator[Finding]:
    """Words of respect and of modesty, each with the plain word."""
    index = 0
    while index < len(text.words):
        found = _with_prefix(text, index) or _with_go(text, index) or _word(text, index)
        if found:
            last, easy = found
            yield text.finding(text.at(index).start, text.at(last).end, "honorific", easy)
            index = last
        index += 1


def _with_prefix(text: EasyText, index: int) -> tuple[int, str] | None:
    """お書きください, お住まい: the last word of what stands behind お or ご, and what to write."""
    prefix, word = text.at(index), text.at(index + 1)
    if prefix.kind[0] != "接頭辞" or prefix.surface not in ("お", "ご", "御") or word.surface in group("kept_with_o"):
        return None
    if word.kind[0] not in ("動詞", "名詞"):
        return None
    if helper := _helper(text, index + 2):
        return helper, _act(word)
    heavy = prefix.surface != "お" or word.surface.startswith(tuple(group("heavy_with_o")))
    return (index + 1, word.surface) if heavy else None


def _with_go(text: EasyText, index: int) -> tuple[int, str] | None:
    """ご利用ください: the same in one word of the dictionary."""
    word = text.at(index)
    if word.kind[0] != "名詞" or not _WITH_GO.match(word.surface) or word.normal in pairs("honorifics"):
        return None
    helper = _helper(text, index + 1)
    return (helper, f"{word.surface[1:]}する（「…てください」など）") if helper else (index, word.surface[1:])


def _helper(text: EasyText, index: int) -> int:
    """The number of the verb that makes an honorific of the noun before it: ください, になる, いたします; else 0."""
    at = index + 1 if text.at(index).surface == "に" else index
    return at if text.at(at).kind[0] == "動詞" and text.at(at).normal in group("helpers") else 0


def _act(word: Morpheme) -> str:
    plain = word.plain if word.kind[0] == "動詞" else f"{word.surface}する"
    return f"{plain}（「…てください」など）"


def is_person(before: Morpheme, owner: Morpheme) -> bool:
    """Whether 方 is a person: 来る方, 外国人の方; not 右の方."""
    if before.kind[0] in ("動詞", "助動詞"):
        return before.surface != "な"
    return before.surface == "の" and (owner.surface.endswith(_PEOPLE) or "サ変可能" in owner.kind)


def _with_ki(text: EasyText, index: int) -> int:
    """The number of ください in お気をつけください; else 0."""
    within = (n for n in range(index + 1, index + 6) if text.at(n).surface in ("ください", "下さい", "。", ""))
    last = next(within, 0)
    begins = text.at(index + 1).surface == "を" and text.at(index + 2).plain in ("つける", "付ける")
    return last if last == index + 3 and begins else 0


def _word(text: EasyText, index: int) -> tuple[int, str] | None:
    """いらっしゃる, ご覧, 様, and 方 for people."""
    word, before, after = text.at(index), text.at(index - 1), text.at(index + 1)
    if word.surface in ("様", "さま") and word.kind[0] == "接尾辞":
        return index, "さん"
    if word.kind[0] == "名詞" and _WITH_SAMA.fullmatch(word.surface):
        return index, f"{word.surface.removesuffix('様').removesuffix('さま')}さん"
    if word.surface == "方" and after.surface in _AFTER_PEOPLE and is_person(before, text.at(index - 2)):
        return index, "人"
    if word.normal == "何方" or word.surface == "どなた":
        return index, "だれ"
    if word.surface == "お気" or (word.surface == "気" and before.surface in ("お", "御")):
        last = _with_ki(text, index)
        return (last, "気をつけて（「…てください」）") if last else None
    listed = pairs("honorifics")
    easy = listed.get(word.normal) or listed.get(word.plain) or listed.get(word.surface)
    asks = word.normal == "下さる" and word.surface in ("ください", "下さい")
    greets = word.normal == "御座る" and before.surface in _GREETINGS
    if not easy or word.kind[0] not in ("動詞", "名詞", "助動詞") or asks or greets:
        return None
    return (index + 1, easy) if word.kind[0] == "名詞" and after.normal in ("下さる", "成る") else (index, easy)
