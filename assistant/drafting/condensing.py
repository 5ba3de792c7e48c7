"""Minutes that give the points only: lines made short, and those of less weight left aside.

Whole sentences and whole clauses go, what stays is verbatim. A clause goes where it only leads up to what follows
(～ですけれども、 ～ますので、), never where it sets a condition or has a figure. What is left aside stays in the draft:
decisions and to-dos are always written, of questions and explanations those that say most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.heard import Heard, together, words_of
from assistant.drafting.hearing.wordings import SO, YES, Wording, any_of, words
from assistant.drafting.outcomes.questions import Exchange
from assistant.drafting.outcomes.votes import points
from assistant.drafting.values import Basis, Item, Line, LineKind
from ingest.japanese.folding import fold
from ingest.japanese.numbers import numbers

_QUESTION, _ANSWER, _TOLD = 30, 45, 60  # characters
_LONG = 100  # characters of an explanation that is told only where no shorter one is left
_BEGINS = 6  # what the first sentence of an answer weighs more: who is asked answers first and explains then
_OPENING = 0.2  # part of the lines before the first item: more, and the meeting is not divided
_GIST = 2  # explanations and opinions that are written of an item
_TELLS = (LineKind.EXPLANATION, LineKind.OPINION)

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
# ～に一任いただきたいと思いますが、これに御異議ありませんか: the words before it say what is put.
_OBJECTIONS = re.compile(
    "(?:(?<=と思います)|(?<=と存じます))が、?(?:これ[にで])?、?[ご御]?異議(?:は)?(?:あり|ござい)ません(?:でしょう)?か[。？?]?$"
)
_wishes = Wording(("本日1日といたしたいと思います。", "たいと(?:思い|存じ)ます[。]?$"))
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
    telling = [one for one in bare if not one.says_little(3) and not points(one)]
    says = next((one for one in reversed(telling) if _is_put_so(one.folded) or one.has_topic), None)
    if says is None or (points(bare[-1]) and _wishes(_OBJECTIONS.sub("。", says.folded))):
        return tuple(one.reworded(_OBJECTIONS.sub("。", one.text)) for one in bare)
    # What is put to the room has no figures of its own: 28日ということでしたが、30日でお願いします stays whole.
    said = says.reworded(_PUT.sub(lambda put: put[0] if numbers(fold(put[0])) else "。", says.text))
    if _still_asks(said.folded):
        return tuple(bare)
    # What its speaker says in the same breath is as much of it: 画像は使わないと明記する。文章は表示は不要。
    return tuple(said if one is says else one for one in telling if one is says or one.said is says.said)


def question(whole: Exchange) -> tuple[Heard, ...]:
    """The sentence that asks most, and the one before it that it leans on."""
    asking = [one for one in whole.question if one.does(Act.ASKS, Act.CHECKS)] or list(whole.question)
    most = max(asking, key=lambda one: (min(len(one.words), 8), -one.ordinal))
    before = [one for one in whole.question if one.ordinal < most.ordinal]
    kept = (*before[-1:], most) if most.says_little(3) else (most,)
    return tuple(one.reworded(short(one.text, _QUESTION)) for one in kept)


def answer(whole: Exchange) -> tuple[Heard, ...]:
    """Of all that was answered the sentence that takes the question up, figures first, and what else one line holds."""
    asked = together(whole.question)

    def takes_up(one: Heard) -> int:
        begins = any(one is spoken[0] for spoken in whole.answers)
        return _says(one) + 2 * len(one.words & asked) + _BEGINS * begins

    spoken = max(whole.answers, key=lambda spoken: max(map(takes_up, spoken)), default=())
    shortened = {one.ordinal: one.reworded(short(one.text, _ANSWER)) for one in spoken}
    kept: list[Heard] = []
    for one in sorted(spoken, key=lambda one: -takes_up(one)):
        if not kept or sum(len(there.text) for there in kept) + len(shortened[one.ordinal].text) <= _ANSWER:
            kept.append(shortened[one.ordinal])
    return tuple(sorted(kept, key=lambda one: one.ordinal))


def rest(said: Sequence[Heard], written: Sequence[Heard]) -> tuple[Heard, ...]:
    """What else one speaker answers, to be kept aside."""
    there = {one.ordinal for one in written}
    return tuple(one for one in said if one.ordinal not in there)


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


def leave_aside(items: Sequence[Item], pairs: int | None = None) -> list[Item]:
    """The items with what says least kept aside: all but a few explanations and opinions, and of the questions those
    that ask nothing new. With `pairs`, only so many questions of an item are written, those that say most.
    """
    lines = [line for item in items for line in item.lines]
    answers: dict[str, list[Line]] = {}
    for line in lines:
        answers.setdefault(line.answers, []).append(line)
    # What is said before the first item is about the room.
    opening = {line.id for item in items if not item.title for line in item.lines}
    light = opening if len(opening) < _OPENING * len(lines) else set()
    light |= _repeated(lines, answers)

    def left(item: Item) -> Item:
        told = [line for line in item.lines if line.kind in _TELLS and line.id not in light]
        gist = {line.id for line in _heaviest(told, _GIST, lambda line: (len(line.text) <= _LONG, _worth((line,))))}
        asked = [line for line in item.lines if line.kind is LineKind.QUESTION and line.id not in light]
        if pairs is not None:
            asked = _heaviest(asked, pairs, lambda line: (True, _worth((line, *answers.get(line.id, ())))))
        written = gist | {line.id for line in asked}

        def is_aside(line: Line) -> bool:
            of_pair = line.kind in (LineKind.QUESTION, LineKind.ANSWER)
            return line.aside or ((of_pair or line.kind in _TELLS) and (line.answers or line.id) not in written)

        return replace(item, lines=tuple(replace(line, aside=is_aside(line)) for line in item.lines))

    return [left(item) for item in items]


def _repeated(lines: Sequence[Line], answers: Mapping[str, Sequence[Line]]) -> set[str]:
    """Questions to which the same was answered as to another, that asks more of it: an answer is written once."""
    best: dict[Basis, tuple[int, str]] = {}
    asked = [line for line in lines if line.kind is LineKind.QUESTION]
    for line in asked:
        for said in answers.get(line.id, ()):
            if not said.aside:
                shared = (len(words_of(line.text) & words_of(said.text)), line.id)
                best[said.bases[0]] = max(shared, best.get(said.bases[0], shared), key=lambda one: one[0])
    written = {id for _, id in best.values()}
    return {line.id for line in asked if answers.get(line.id) and line.id not in written}


def _heaviest(lines: Sequence[Line], count: int, worth: Callable[[Line], tuple[bool, int]]) -> list[Line]:
    return sorted(lines, key=worth, reverse=True)[:count]


def _worth(lines: Iterable[Line]) -> int:
    """How much lines say: their words, as far as a reader takes them in, and figures twice."""
    return sum(min(len(words_of(line.text)), 12) + 2 * min(len(numbers(fold(line.text))), 3) for line in lines)
