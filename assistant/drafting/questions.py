"""Questions of a meeting with what was answered to them.

Somebody asks, in one sentence or several; somebody else answers, at once, after the chair has given the floor, or after
a remark in between. So of what others say next, as long as the asker does not go on to something else, that counts
which speaks of what was asked or says something of weight; thanks, a new question, a decision or a new item ends it.
Where nobody is named, what follows a question answers it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.content_words import content
from assistant.drafting import jotted
from assistant.drafting.acts import Act
from assistant.drafting.hearing import Heard, says_little, turns
from ingest.japanese.folding import fold
from ingest.japanese.numbers import numbers

_REACH = 10  # turns after a question in which it is answered
_PATIENCE = 4  # turns with nothing to the point, until a question counts as unanswered
_WEIGHT = 4  # content words of an answer that shares none with its question
_MOST = 3  # turns of one answer
_ECHO = 9  # characters of a question that only repeats what was said: 国道ですか。
_LITTLE = 3  # content words and figures: a question and an answer that both have fewer are small talk
_AROUND = 3  # sentences before and after a question that tell why it is asked
_NAMELESS = 4  # sentences of an answer where nobody is named
_MORE = re.compile(
    r"^(?:補足|付け加え|追加|私から|私のほうから|こちらから|ちなみに|あと|加えて|先ほどの|あわせて|併せて"
    r"|それと|なお|ただ)"
)
_YES_OR_NO = re.compile(
    r"^(?:はい|いえ|いいえ|いや|ええ|そうです|違います|ありません|あります|ございません|まだ|もう|できます"
    r"|できません|大丈夫)"
)
_WHICH = re.compile(r"いつ|どこ|だれ|誰|何|なぜ|どう|どの|どれ|どちら|いくら|いくつ")
_WAIT = re.compile(r"待って|お待ち|手元に|メモが|ええと|そうだなあ")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answers, each as sentences of one speaker. `answers` is empty where none was given.

    `beside` is what else its speaker told along with the question: why he asks.
    """

    question: tuple[Heard, ...]
    answers: tuple[tuple[Heard, ...], ...]
    beside: tuple[Heard, ...] = ()


def exchanges(heard: Sequence[Heard]) -> tuple[Exchange, ...]:
    """The questions of the meeting in order."""
    if not any(one.speaker for one in heard) or all(one.noted for one in heard if one.within and one.tells):
        return tuple(_among_nameless(heard))
    found: list[Exchange] = []
    spoken = turns(heard)
    went_on: set[int] = set()  # turns that went on with an earlier question
    for at, turn in enumerate(spoken):
        if at in went_on or not (asked := _question(turn)):
            continue
        following = _Following(spoken, at, asked)
        went_on |= following.went_on
        if following.answers or _stands_alone(following.asked):
            answers = tuple(tuple(one) for one in following.answers)
            found.append(Exchange(tuple(following.asked), answers, _beside(turn, following.asked)))
    return tuple(one for one in found if _is_asked(one))


def _beside(turn: Sequence[Heard], asked: Sequence[Heard]) -> tuple[Heard, ...]:
    """What the turn tells around its questions, a few sentences before and after."""
    places = [n for n, one in enumerate(turn) if one in asked]
    near = turn[max(0, places[0] - _AROUND) : places[-1] + 1 + _AROUND] if places else []
    return tuple(one for one in near if one.tells and one not in asked)


def _is_asked(one: Exchange) -> bool:
    """Whether it was a question: what only takes something for granted was one if the answer takes it up."""
    if all(len(sentence.text) <= _ECHO and not _WHICH.search(sentence.text) for sentence in one.question):
        return False
    if _weight(one.question) < _LITTLE and all(_weight(answer) < _LITTLE for answer in one.answers):
        return False
    if any(sentence.does(Act.ASKS) for sentence in one.question):
        return True
    first = one.answers[0] if one.answers else ()
    return bool(first) and (bool(_words(first) & _words(one.question)) or bool(_YES_OR_NO.match(first[0].text)))


def _question(turn: Sequence[Heard]) -> list[Heard]:
    """The asking sentences of a turn, each with what it leans on; what is taken for granted only where it ends one."""
    found: list[Heard] = []
    for n, one in enumerate(turn):
        granted = one.does(Act.CHECKS) and not one.leads and n >= len(turn) - 2
        if not (one.does(Act.ASKS) or granted) or one.does(Act.COURTESY):
            continue
        if says_little(one, 3) and n and turn[n - 1].tells and turn[n - 1] not in found:
            found.append(turn[n - 1])
        found.append(one)
    return found


def _stands_alone(asked: Sequence[Heard]) -> bool:
    """A question worth reporting without an answer: said to somebody, and with something in it."""
    return not asked[0].leads and any(one.does(Act.ASKS) and not says_little(one, 3) for one in asked)


class _Following:
    """What is said after a question, as far as it belongs to it."""

    def __init__(self, spoken: Sequence[Sequence[Heard]], at: int, asked: list[Heard]) -> None:
        self.asked, self.answers, self.went_on = asked, list[list[Heard]](), set[int]()
        self._asker = asked[0].speaker
        self._words = _words(asked)
        self._nod: list[Heard] = []
        self._called = False
        idle = 0
        for n in range(at + 1, min(len(spoken), at + 1 + _REACH)):
            taken = self._take(spoken[n], n)
            if taken is None:
                break
            idle = 0 if taken else idle + 1
            if idle > _PATIENCE or (self.answers and idle > 2):
                break
        self.answers = _weighty(self.answers) or ([self._nod] if self._nod else [])

    def _take(self, turn: Sequence[Heard], n: int) -> bool | None:
        """Whether the turn answers, or goes on asking; None where it ends the exchange."""
        if turn[0].speaker == self._asker:
            return self._of_asker(turn, n)
        if self.answers and any(one.does(Act.DECIDES, Act.INVITES, Act.CONFIRMS) for one in turn) and turn[0].leads:
            return None
        told = _answering(turn)
        self._called |= any(one.does(Act.CALLS) for one in turn)
        if not told:
            self._nod = self._nod or [one for one in turn if one.does(Act.AGREES)][:1]
            return None if self.answers and any(one.does(Act.ASKS) for one in turn) else False
        if not self._to_the_point(told):
            return False
        if self.answers and not (self._same(turn) or self._called or self._adds(told)):
            return False
        if len(self.answers) == _MOST:
            return None
        self.answers.append(told)
        self._called = False
        return True

    def _same(self, turn: Sequence[Heard]) -> bool:
        return any(turn[0].speaker == answer[0].speaker for answer in self.answers)

    def _adds(self, told: Sequence[Heard]) -> bool:
        """Whether what another speaker says then belongs to the answer too."""
        words = _words(told)
        return bool(_MORE.match(told[0].text)) or (len(words) >= _WEIGHT and bool(words & self._words))

    def _of_asker(self, turn: Sequence[Heard], n: int) -> bool | None:
        more = _question(turn)
        if self.answers:
            # A nod between two parts of an answer is not the end of it; thanks and a new matter are.
            return False if len(turn) == 1 and not turn[0].tells and "ありがとう" not in turn[0].text else None
        if more:
            self.asked = [*self.asked, *more]
            self._words |= _words(more)
            self.went_on.add(n)
            return True
        return False

    def _to_the_point(self, told: Sequence[Heard]) -> bool:
        words = _words(told)
        if _WAIT.search(told[-1].text) and len(words) < 2 * _WEIGHT:
            return False
        if not self.answers and any(numbers(fold(one.text)) for one in told):
            return True  # 地区が12ありますので、24人です
        return (
            bool(words & self._words)
            or _weight(told) >= _WEIGHT
            or bool(_YES_OR_NO.match(told[0].said.text[told[0].start :]))
        )


def _weighty(answers: list[list[Heard]]) -> list[list[Heard]]:
    """The answers without remarks from the side, where somebody says more."""
    most = max((_weight(one) for one in answers), default=0)
    return [one for one in answers if _weight(one) >= min(_WEIGHT, most)]


def _weight(told: Sequence[Heard]) -> int:
    return len(_words(told)) + sum(len(numbers(fold(one.text))) for one in told)


def _words(sentences: Sequence[Heard]) -> set[str]:
    return {word for one in sentences for word in content(fold(one.text))}


def _answering(turn: Sequence[Heard]) -> list[Heard]:
    """The telling sentences of a turn, up to where its speaker moves on or asks in turn."""
    found: list[Heard] = []
    for one in turn:
        if found and one.does(Act.CALLS, Act.INVITES, Act.ASKS):
            break
        if one.tells and not one.does(Act.ASKS):
            found.append(one)
    return found


def _among_nameless(heard: Sequence[Heard]) -> list[Exchange]:
    found: list[Exchange] = []
    at = 0
    while at < len(heard):
        if not heard[at].does(Act.ASKS) or heard[at].does(Act.COURTESY):
            at += 1
            continue
        asked = [heard[at]]
        if says_little(heard[at], 3) and at and heard[at - 1].tells and not heard[at].noted:
            asked.insert(0, heard[at - 1])
        at += 1
        while at < len(heard) and heard[at].does(Act.ASKS) and not heard[at].does(Act.COURTESY):
            asked.append(heard[at])
            at += 1
        answer, nod, at = _nameless_answer(heard, at)
        answer = answer or nod
        if answer or _stands_alone(asked):
            found.append(Exchange(tuple(asked), (tuple(answer),) if answer else ()))
    return found


def _nameless_answer(heard: Sequence[Heard], at: int) -> tuple[list[Heard], list[Heard], int]:
    """The sentences that answer from `at` on, a mere yes among them, and where they end."""
    answer: list[Heard] = []
    nod = [heard[at]] if at < len(heard) and heard[at].does(Act.AGREES) else []
    while at < len(heard) and len(answer) < _NAMELESS and not heard[at].does(Act.ASKS):
        one = heard[at]
        if answer and one.noted and not jotted.answers(one.said.text[one.start : one.end]):
            break  # in notes the line after the question is its answer
        if one.does(Act.INVITES, Act.NEXT) or (answer and one.does(Act.COURTESY, Act.CALLS, Act.DECIDES, Act.CONFIRMS)):
            break
        if one.tells and not one.does(Act.DECIDES):
            answer.append(one)
        at += 1
    return answer, nod, at
