"""公用文: words that are written in kana, always or where they only help another word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.proofreading.lists import group, table, words
from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Finding
from ingest.japanese.tokens import Morpheme

KANJI = re.compile(r"[㐀-䶿一-鿿豈-﫿𠀀-𪛟]")

_TO_LAST_KANJI = re.compile(rf".*{KANJI.pattern}|")
# The verbs that help another after て, and the group of verbs after which they keep their own meaning.
_AFTER_TE = {
    "行く": "motion", "来る": "motion", "見る": "looking", "置く": "placing", "上げる": "lifting", "頂く": "",
"頂ける": "",
"参る": "worship",
    "下さる": "", "下さい": "", "欲しい": "", "仕舞う": "", "良い": "", "居る": "",
}  # fmt: skip
_IN_KANA = {
    "仕舞": "しま", "行": "い", "来": "く", "見": "み", "置": "お", "頂": "いただ", "下": "くだ", "上": "あ",
    "欲": "ほ", "参": "まい", "良": "よ", "居": "い", "致": "いた", "成": "な", "言": "い", "過": "す", "易": "やす",
    "難": "にく",
}  # fmt: skip
_HONORIFIC = ("お", "ご", "御")
_GIVING = ("下さる", "下さい", "頂く", "頂ける")

_ABOUT = re.compile(r"(?<=[日人円年分回件割度%％月間週個名冊枚点台歳])位(?=[^置相階牌\d]|$)")
_KA = re.compile(r"(?<=[0-9０-９数一二三四五六七八九十])[ヶヵケカ](?=[所月年国条村])")
_OUTSIDE = r"(?<![内場所館舎室物市町村県国区域家屋園庫箱袋枠窓門扉車体柵線地路]の)(?<![こそ]の)"
_HEAD = r"(?:^|(?<=[。\n]))"
_PHRASES = tuple(
    (re.compile(pattern), in_kana)
    for pattern, in_kana in (
        (r"(?<=か)も知れ(?=[まなぬ])", "もしれ"),
        (r"出来る(?=限り|だけ)", "できる"),
        (r"出来(?=次第)", "でき"),
        (r"に就([いきく])", r"につ\1"),
        (r"(?<![身手板役色気味])に付いて(?=[はの、])", "について"),
        (r"に付き(?=まし)", "につき"),
        (r"(?<=[通人件枚回個台月年日円点冊名組部頁])に付き", "につき"),
        (r"に(?:依|因|拠)([りるっれ])", r"によ\1"),
        (r"(?<=[にも])(?:関わら|係わら|拘わら|拘ら|関ら)ず", "かかわらず"),
        (r"(?<=[るたいう])と共に", "とともに"),
        (r"(?:^|(?<=[。、\n]))従って(?=、|[一-龠]{1,4}は)", "したがって"),
        (rf"{_HEAD}従いまして(?=、)", "したがいまして"),
        (rf"{_HEAD}更に(?=、)", "さらに"),
        (rf"{_HEAD}故に(?=、)", "ゆえに"),
        (rf"{_HEAD}因みに", "ちなみに"),
        (rf"{_HEAD}所が(?=、)", "ところが"),
        (rf"{_HEAD}所で(?=、)", "ところで"),
        (rf"{_HEAD}(?:依って|因って|仍って)(?=、)", "よって"),
        (rf"{_HEAD}追って(?=、)", "おって"),
        (r"(?<=[うくすつぬむるぐぶたいのな])様(?=[になで、](?!り))", "よう"),
        (
            r"(?<=例年|予定|計画|従来|指示|希望|約束|文字|期待|規則|通常|原則|規定|設計|時間)通り(?=[、。にのでだ一-龠])",
            "どおり",
        ),
        (r"(?<=[供人私員者方君僕生女男])達(?=[がのはをにもで、。と])", "たち"),
        (r"(?<=[のる])程(?=[、。お御よ])", "ほど"),
        (r"(?<=[るうくすつぬむぐぶ])内に", "うちに"),
        # Where 外 ends the phrase; what lies outside a place keeps its kanji.
        (rf"(?<=の|る|た){_OUTSIDE}外(に?)(?=、)", r"ほか\1"),
        (r"(?<=[こそ]の)外(に?)(?=、)", r"ほか\1"),
        (r"(?<=[年月週日回度人件個課校者区戸])毎(?=[にの、])", "ごと"),
    )
)


def kana(manuscript: Manuscript) -> Iterator[Finding]:
    """Words that are written in kana: 出来る, 為, 但し, and 事, 時, 頂く where they only help another word."""
    for index, word in enumerate(manuscript.words):
        if KANJI.search(word.surface) and is_common(word.surface):
            after = manuscript.at(index + 1).surface
            written = by_list(word, after) or _helping(manuscript, index) or _formal_noun(manuscript, index)
            if written:
                yield manuscript.finding(word.start, word.end, "hiragana", written)
    for match in manuscript.matches(_ABOUT):
        yield manuscript.finding(match.start(), match.end(), "hiragana", "ぐらい")
    for match in manuscript.matches(_KA):
        yield manuscript.finding(match.start(), match.end(), "hiragana", "か", "ka")
    for pattern, in_kana in _PHRASES:
        for match in manuscript.matches(pattern):
            yield manuscript.finding(match.start(), match.end(), "hiragana", match.expand(in_kana))


@cache
def _common_kanji() -> frozenset[str]:
    return frozenset("".join(words("joyo_kanji")))


def is_common(word: str) -> bool:
    """Whether `word` is written with common kanji only (常用漢字表)."""
    return all(one in _common_kanji() for one in KANJI.findall(word))


@cache
def _kana_words() -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Each word of the list to its kana and the parts of speech that it has then."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for written, in_kana, kinds in table("hiragana"):
        found.setdefault(written, []).append((in_kana, frozenset(kinds.split())))
    return {written: tuple(forms) for written, forms in found.items()}


def by_list(word: Morpheme, after: str = "") -> str:
    """The kana of a word that is always written in kana; empty for any other, as for 又 with は `after` it."""
    if word.kind[0] == "動詞" and word.plain.endswith("する"):
        return ""  # 有する is no 有る
    inflected = word.kind[0] in ("動詞", "形容詞")
    stem = _TO_LAST_KANJI.match(word.surface)
    written = stem[0] if inflected and stem else word.surface
    for in_kana, kinds in _kana_words().get(written, ()):
        if (written, after) in (("又", "は"), ("何時", "に"), ("何時", "から"), ("何時", "まで"), ("何時", "頃")):
            return ""  # 又は is written so, and 何時に is なんじに
        if word.kind[0] in kinds:
            return in_kana + word.surface[len(written) :]
    return ""


def _helping(manuscript: Manuscript, index: int) -> str:
    """The kana of a verb or adjective that only helps the one before it: 進めて行く, 御返送下さい, 分かり易い."""
    word, before, after = manuscript.at(index), manuscript.at(index - 1), manuscript.at(index + 1)
    first = "仕舞" if word.surface.startswith("仕舞") else word.surface[0]
    in_kana = _IN_KANA.get(first, "") + word.surface[len(first) :]
    if word.kind[0] == "接尾辞":
        return in_kana if word.plain in ("易い", "難い") else ""
    if word.kind[0] not in ("動詞", "形容詞"):
        return ""
    if word.plain in _AFTER_TE and before.kind[:2] == ("助詞", "接続助詞") and before.surface in ("て", "で"):
        if _keeps_meaning(word, manuscript.at(index - 2)):
            return ""
        return _come(word, after) if word.plain == "来る" else in_kana
    helps = (
        (word.plain in _GIVING and _is_given(manuscript, index))
        or (word.plain == "致す" and not (before.surface == "を" and manuscript.at(index - 2).surface == "思い"))
        or (word.plain == "成る" and before.surface in ("に", "と", "く"))
        or (word.surface == "言う" and _only_names(manuscript, index))
        or (word.plain == "過ぎる" and before.surface == "に" and after.surface in ("ない", "ませ", "ず"))
    )
    return in_kana if helps else ""


def _keeps_meaning(word: Morpheme, main: Morpheme) -> bool:
    """Whether the verb after て is one of its own: 持って来る; 連携して行った is おこなった."""
    own = main.plain in group(_AFTER_TE[word.plain])
    return own or (word.surface == "行っ" and main.plain not in group("of_itself"))


def _come(word: Morpheme, after: Morpheme) -> str:
    """来 is read by what follows: 来る is くる, 来た is きた, 来ない is こない."""
    if word.surface != "来":
        return "く" + word.surface[1:]
    return "こ" if after.surface in ("ない", "なかっ", "られる", "よう", "ず") else "き"


def _is_given(manuscript: Manuscript, index: int) -> bool:
    """Whether an act is given, not a thing: 御返送下さい, お越し頂く; 水を下さい is not."""
    before = manuscript.at(index - 1)
    respectful = manuscript.at(index - 2).surface in _HONORIFIC or before.surface[:1] in _HONORIFIC
    return before.kind[0] in ("動詞", "助動詞") or "サ変可能" in before.kind or respectful


def _only_names(manuscript: Manuscript, index: int) -> bool:
    """Whether 言う says nothing, as in 市民課と言う課."""
    quoted = manuscript.at(index - 2).surface in ("」", "』")
    follows = manuscript.at(index + 1).kind[0] in ("名詞", "形状詞")
    return manuscript.at(index - 1).surface == "と" and follows and not quoted


def _formal_noun(manuscript: Manuscript, index: int) -> str:
    """The kana of a noun that has lost its own meaning: 詳しい事, 雨天の時は, 次の通り, 検討した所、."""
    word, before, after = manuscript.at(index), manuscript.at(index - 1), manuscript.at(index + 1)
    told = before.kind[0] in ("動詞", "形容詞", "助動詞") and before.surface not in ("です", "ます")
    of = manuscript.at(index - 2).surface if before.surface == "の" and before.kind[0] == "助詞" else ""
    match word.surface:
        case "事" if told or of or before.kind[0] == "連体詞" or before.surface == "いう":
            return "こと"
        case "時" if after.surface in ("は", "に", "、", "の", "も") and (told or of in group("events")):
            return "とき"
        case "物" if told and (after.surface, manuscript.at(index + 2).plain) in (("と", "する"), ("の", "、")):
            return "もの"
        case "所" if (before.plain in ("た", "だ") and after.surface == "、") or of in ("現在", "今", "本日"):
            return "ところ"
        case "通り" | "通" if (before.kind[0] in ("動詞", "助動詞") and after.surface != "を") or of in group(
            "as_follows"
        ):
            return "とおり"
        case "訳" if told and after.surface in ("に", "で", "だ", "が", "は", "です"):
            return "わけ"
        case "御" if before.surface != "親" and re.match(r"[ぁ-ゖ]", after.surface):
            return "ご（または「お」）"
        case _:
            return ""
