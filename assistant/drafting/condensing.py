"""Minutes that give the points only: lines made short, and those of less weight left aside.

Whole sentences and whole clauses go, what stays is verbatim. A clause goes where it only leads up to what follows
(～ですけれども、 ～ますので、), never where it sets a condition or has a figure. What is left aside stays in the draft:
decisions and to-dos are always written, of questions and explanations those that say most.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.heard import Heard, together, words_of
from assistant.drafting.hearing.wordings import SO, YES, Wording, any_of, words
from assistant.drafting.outcomes.following import weight
from assistant.drafting.outcomes.questions import Exchange
from assistant.drafting.values import Item, Line, LineKind
from ingest.japanese.folding import fold
from ingest.japanese.numbers import numbers

_QUESTION, _ANSWER, _TOLD = 60, 80, 80  # characters
_FIGURES = 1.6  # times as long an answer may be for the figures in it
# Questions that are written with their answers: 13 of half an hour, 30 of two hours. Minutes grow slower than meetings.
_FEWEST, _FOR_LENGTH = 6, 0.15
_OPENING = 0.2  # part of the lines before the first item: more, and the meeting is not divided
_GIST = 2  # explanations and opinions that are written of an item

_LEADS_UP = Wording(
    ("予算のことなんですけれども、", "(?:です|ます|ました|でした|ません|だ)(?:が|けど|けれども?)、$"),
    ("人が足りないので、", "(?:[たるいうくすむだ]|です|ます|な)(?:ので|んで)、$"),
    ("人が足りませんから、", "(?:です|ます|ました|ません|[るい])から、$"),
    ("こちらで調べまして、", "(?:まし|でし)て、$"),
    ("人も足りないし、", "(?:[いるただ]|です|ます)し、$"),
)
# What makes a claim hold only sometimes, or makes it somebody else's.
_NEVER_GOES = Wording(
    ("雨が降ったら、", "(?:たら|なら|れば|ても|でも|場合|とき|限り|ただし|以外|除[いき])"),
    ("中止すると聞いていまして、", "(?:と|って)(?:聞|伺|言|いう)"),
)
_OPENS = re.compile(
    "^(?:"
    + any_of(
        words("すみません すいません ちょっと 確認ですが 確認なんですけど 関連で 1点だけ もう1点 1つだけ"),
        words("あと それと それから で なので ですから だから そうすると そうしますと えっと"),
        words("まず 次に 続いて 続きまして ということで 要するに そうですね"),
    )
    + "、)+"
)
# ～と表記する、ということでご異議ございませんか: what is decided is what stands before.
_PUT = re.compile(
    "(?<=[るうくすつぬむぐぶい一-龠々ァ-ヶー])、?という(?:こと|ふう|形|方向)[でに](?!は)[^。「」]*[。？?]?$"
)
_still_asks = Wording(("可決することに御異議ありませんか。", "か[ねな]?[。?]*$"))
_is_put_so = Wording(("表記する、ということでよろしいですか。", "こと[でに]|という(?:ふう|形|方向)[でに]"))
_OPENS_DECISION = re.compile(f"^{YES}(?:(?:{SO}|よって|ということで|そうしましたら)、?)*")


def short_told(one: Heard) -> Heard:
    """An explanation or an opinion, without the clauses that only lead up to what it says."""
    return one.reworded(short(one.text, _TOLD))


def short(sentence: str, most: int) -> str:
    """One sentence, made shorter from its beginning on until it has `most` characters, or nothing more may go."""
    clauses = _clauses(_OPENS.sub("", sentence))
    for n, clause in enumerate(clauses[:-1]):
        if len("".join(clauses)) <= most:
            break
        if _may_go(clause) and _stands("".join(clauses[n + 1 :])):
            clauses[n] = ""
    return "".join(clauses)


def decision(sentences: Sequence[Heard]) -> tuple[Heard, ...]:
    """Of the sentences of a decision the one that says it, without the words that put it to the room.

    All of them, where that one only asks: ～とすることに御異議ありませんか。御異議なしと認めます。
    """
    bare = [one.reworded(_OPENS.sub("", _OPENS_DECISION.sub("", one.text)) or one.text) for one in sentences]
    telling = [one for one in bare if not one.says_little(3)]
    says = next((one for one in reversed(telling) if _is_put_so(one.folded) or one.has_topic), None)
    if says is None:
        return tuple(bare)
    said = says.reworded(_PUT.sub("。", says.text))
    return tuple(bare) if _still_asks(said.folded) else (said,)


def question(whole: Exchange) -> tuple[Heard, ...]:
    """The sentence that asks most, and the one before it that it leans on."""
    asking = [one for one in whole.question if one.does(Act.ASKS, Act.CHECKS)] or list(whole.question)
    most = max(asking, key=lambda one: (min(len(one.words), 8), -one.ordinal))
    before = [one for one in whole.question if one.ordinal < most.ordinal]
    kept = (*before[-1:], most) if most.says_little(3) else (most,)
    return tuple(one.reworded(short(one.text, _QUESTION)) for one in kept)


def weightiest(whole: Exchange) -> tuple[tuple[Heard, ...], ...]:
    """Of the answers those two that say most, in their order."""
    most = sorted(whole.answers, key=lambda one: -weight(one))[:2]
    return tuple(one for one in whole.answers if one in most)


def answer(said: Sequence[Heard], whole: Exchange) -> tuple[Heard, ...]:
    """Of an answer the sentences that speak of what was asked, and as many more as there is room for, figures first."""
    asked = together(whole.question)
    shortened = [one.reworded(short(one.text, _ANSWER)) for one in said]
    ranked = sorted(shortened, key=lambda one: -(_says(one) + 2 * len(one.words & asked)))
    kept = {ranked[0].ordinal}
    room = _ANSWER - len(ranked[0].text)
    for one in ranked[1:]:
        more = (_FIGURES - 1) * _ANSWER if numbers(one.folded) else 0
        if len(one.text) <= room + more:
            kept.add(one.ordinal)
            room -= len(one.text)
    return tuple(one for one in shortened if one.ordinal in kept)


def _says(one: Heard) -> int:
    return min(len(one.words), 8) + 2 * len(numbers(one.folded))


def _clauses(sentence: str) -> list[str]:
    found = [""]
    for segment in re.findall("[^、]*(?:、|$)", sentence):
        found[-1] += segment
        if _LEADS_UP(fold(found[-1])):
            found.append("")
    return [clause for clause in found if clause] or [sentence]


def _may_go(clause: str) -> bool:
    return not numbers(fold(clause)) and not _NEVER_GOES(fold(clause))


def _stands(rest: str) -> bool:
    """Whether what is left still says something by itself."""
    return len(words_of(rest)) >= 3



def leave_aside(items: Sequence[Item], length: int) -> list[Item]:
    """The items with their lighter questions, explanations and opinions kept aside, of a meeting of `length`."""
    lines = {line.id: line for item in items for line in item.lines}
    answers: dict[str, list[Line]] = {}
    for line in lines.values():
        answers.setdefault(line.answers, []).append(line)
    # What is asked before the first item is about the room.
    opening = {line.id for item in items if not item.title for line in item.lines}
    opening = opening if len(opening) < _OPENING * len(lines) else set()
    asked = [line for line in lines.values() if line.kind is LineKind.QUESTION and line.id not in opening]
    count = max(_FEWEST, round(_FOR_LENGTH * math.sqrt(length)))
    heavy = _heaviest(asked, count, lambda line: _worth((line, *answers.get(line.id, ()))))
    written = {line.id for line in heavy}

    def is_aside(line: Line, gist: set[str]) -> bool:
        if line.kind in (LineKind.QUESTION, LineKind.ANSWER):
            return (line.answers or line.id) not in written
        return line.kind in (LineKind.EXPLANATION, LineKind.OPINION) and line.id not in gist

    return [_with_aside(item, is_aside) for item in items]


def _with_aside(item: Item, is_aside: Callable[[Line, set[str]], bool]) -> Item:
    told = [line for line in item.lines if line.kind in (LineKind.EXPLANATION, LineKind.OPINION)]
    gist = {line.id for line in _heaviest(told, _GIST, lambda line: _worth((line,)))}
    return replace(item, lines=tuple(replace(line, aside=is_aside(line, gist)) for line in item.lines))


def _heaviest(lines: Sequence[Line], count: int, worth: Callable[[Line], int]) -> list[Line]:
    return sorted(lines, key=worth, reverse=True)[:count]


def _worth(lines: Iterable[Line]) -> int:
    """How much lines say: their words, as far as a reader takes them in, and figures twice."""
    return sum(min(len(words_of(line.text)), 12) + 2 * min(len(numbers(fold(line.text))), 3) for line in lines)
