"""公用文: wordings to avoid that grammar tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Finding
from ingest.japanese.tokens import Morpheme, morphemes

_ROWS = dict(zip("かがさたなばまらわ", "くぐすつぬぶむるう", strict=True))
# Leave that was given or asked for, or an asking of the other side: 許可を得て, 御承諾いただいた; 許可なく is none.
_LEAVE = re.compile(
    r"(?:許可|承諾|承認|同意|了承|了解|許諾|快諾|内諾|許し|依頼|要望|招待)(?:を(?:得[てたまら]|いただ|頂|受け|くださ|賜)"
    r"|の(?:上|あった|もと|下)|が(?:得られ|あった|あり|下り)|(?:して)?(?:いただ|頂|くださ|下さ)[いきっ]|された)"
    r"|よろしければ|差し支えなければ|お言葉に甘え"
)
_ENDINGS = ("ます", "まし", "ませ", "ない", "た", "て")


def dropped_ra(manuscript: Manuscript) -> Iterator[Finding]:
    """見れる for 見られる: the ら that a verb of one row needs."""
    for index, word in enumerate(manuscript.words):
        before = manuscript.at(index - 1)
        if word.kind[0] == "動詞" and word.kind[4] == "下一段-ラ行" and _is_potential(word):
            stem = word.plain[:-2]
            right = stem + "られ" + word.surface[len(stem) + 1 :]
            yield manuscript.finding(word.start, word.end, "ra_nuki", right, right=right)
        elif word.kind[0] == "助動詞" and word.plain == "れる" and _is_of_one_row(before):
            right = before.surface + "ら" + word.surface
            yield manuscript.finding(before.start, word.end, "ra_nuki", right, right=right)


def _is_of_one_row(word: Morpheme) -> bool:
    """見る, 食べる, and 信じる, which the dictionary takes for 信ずる."""
    return word.kind[4].startswith(("上一段", "下一段")) or (
        word.plain.endswith("ずる") and word.surface.endswith("じ")
    )


def _is_potential(word: Morpheme) -> bool:
    """Whether a verb in れる, as 見れる, is made of a verb of one row; 走れる is not, and 忘れる is no potential."""
    verb = word.plain[:-2] + "る"
    same = re.sub(r"[ぁ-ゖ]", "", verb) == re.sub(r"[ぁ-ゖ]", "", word.normal)
    return word.plain.endswith("れる") and not word.normal.endswith("れる") and same and _row(verb) == "one"


@cache
def _row(verb: str) -> str:
    """one for 見る, 食べる and 来る, five for 走る; empty for what is no verb."""
    first = morphemes(verb)[0]
    if first.surface != verb or first.kind[0] != "動詞":
        return ""
    return "one" if first.kind[4].startswith(("上一段", "下一段", "カ行変格")) else "five"


def added_sa(manuscript: Manuscript) -> Iterator[Finding]:
    """行かさせて for 行かせて: a さ that a verb of five rows does not take."""
    for index, word in enumerate(manuscript.words):
        before = manuscript.at(index - 1)
        if word.kind[0] != "助動詞" or not before.kind[4].startswith("五段") or not before.kind[5].startswith("未然形"):
            continue
        if word.plain == "させる":
            right = before.surface + word.surface[1:]
        elif word.plain == "せる" and _has_extra_sa(before):
            right = before.surface[:-1] + word.surface
        else:
            continue
        yield manuscript.finding(before.start, word.end, "sa_ire", right, right=right)


def _has_extra_sa(word: Morpheme) -> bool:
    """休まさ is 休ま + さ: without さ there is another verb, 休む."""
    stem = word.surface[:-1]
    return word.kind[4] == "五段-サ行" and stem[-1:] in _ROWS and _row(stem[:-1] + _ROWS[stem[-1]]) == "five"


def leave_asked(manuscript: Manuscript) -> Iterator[Finding]:
    """させていただく, which asks leave where nobody has to give it; where it was given the sentence says so."""
    given = [match.end() for match in manuscript.matches(_LEAVE)]
    for index, word in enumerate(manuscript.words):
        make, main = manuscript.at(index - 2), manuscript.at(index - 3)
        asks = word.normal == "頂く" and manuscript.at(index - 1).surface == "て"
        if not asks or make.kind[0] != "助動詞" or make.plain not in ("せる", "させる"):
            continue
        if main.plain in ("聞く", "聴く") or _leave_is_told(manuscript, given, word.start):
            continue  # to be allowed to listen is a favour
        last = index
        while manuscript.at(last + 1).kind[0] == "助動詞" and manuscript.at(last + 1).surface in ("ます", "まし", "た"):
            last += 1
        start = main.start if main.surface == "さ" else make.start
        yield manuscript.finding(start, manuscript.at(last).end, "sasete_itadaku", "します（または「いたします」）")


def _leave_is_told(manuscript: Manuscript, given: list[int], place: int) -> bool:
    """Whether the sentence names leave, or an asking, before this place."""
    before = bisect_left(given, place) - 1
    return before >= 0 and not re.search(r"[。\n]", manuscript.text[given[before] : place])


def doubled_particles(manuscript: Manuscript) -> Iterator[Finding]:
    """One particle twice: 資料をを."""
    for index, word in enumerate(manuscript.words):
        after = manuscript.at(index + 1)
        case = word.kind[:2] == after.kind[:2] == ("助詞", "格助詞")
        if case and word.surface in ("を", "が", "に", "へ") and word.surface == after.surface:
            yield manuscript.finding(word.start, after.end, "misspelling", word.surface)


def dropped_i(manuscript: Manuscript) -> Iterator[Finding]:
    """してます for しています."""
    for index, word in enumerate(manuscript.words):
        before, after = manuscript.at(index - 1), manuscript.at(index + 1)
        voiced = word.plain == "でる" and before.surface[-1:] in ("ん", "い")
        if word.kind[0] != "助動詞" or not (word.plain == "てる" or voiced):
            continue
        if len(word.surface) > 1 or after.surface in _ENDINGS:
            yield manuscript.finding(word.start, word.end, "colloquial", word.surface[0] + "い" + word.surface[1:])


def vague(manuscript: Manuscript) -> Iterator[Finding]:
    """A second 等 in one sentence."""
    for start, end in manuscript.sentences:
        found = [manuscript.at(i) for i in manuscript.between(start, end) if manuscript.at(i).surface == "等"]
        for word in found[1:]:
            yield manuscript.finding(word.start, word.end, "vague", "（具体的な語に替えるか、省く）")


def lone_tari(manuscript: Manuscript) -> Iterator[Finding]:
    """たり once, where a second verb of the list lacks it: 見たり、聞く."""
    for start, end in manuscript.sentences:
        found = [i for i in manuscript.between(start, end) if manuscript.at(i).surface in ("たり", "だり")]
        if len(found) != 1 or manuscript.at(found[0] - 1).kind[0] not in ("動詞", "形容詞", "助動詞"):
            continue
        word, after = manuscript.at(found[0]), manuscript.at(found[0] + 1)
        another = after.kind[0] == "動詞" and after.normal not in ("為る", "成る", "居る", "有る", "出来る")
        if after.surface == "、" or after.kind[0] == "名詞" or another:
            yield manuscript.finding(word.start, word.end, "tari", "（「…たり、…たりする」とする）")
