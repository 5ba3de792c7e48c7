"""What is said after a question, as far as it belongs to it.

Somebody else answers, at once, after the chair has given the floor, or after a remark in between. Of what others say
next that counts which speaks of what was asked or says something of weight; thanks, a new question, a decision or a new
item ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from assistant.drafting.hearing.acts import Act, answering
from assistant.drafting.hearing.acts.chairing import wants_the_floor
from assistant.drafting.hearing.announcing import count_of
from assistant.drafting.hearing.heard import Heard, together
from assistant.drafting.hearing.wordings import STOP, TITLE, YES, Wording, words
from ingest.japanese.numbers import numbers

_REACH = 10  # turns after a question in which it is answered
_PATIENCE, _PATIENCE_ANSWERED = 4, 2  # turns with nothing to the point, until nothing more is waited for
_WEIGHT = 4  # words of an answer that shares none with its question
_TITLES = ("さん", "先生", "委員", "会長", "課長", "係長", "部長", "くん", "君")  # by which somebody is called
_MOST = 3  # turns of one answer
_BEFORE = 3  # turns before a question that it may be about

_adds_more = Wording(
    ("補足しますと、12件です。", f"^{words('補足 付け加え 追加 私から 私のほうから こちらから ちなみに あと 加えて')}"),
    ("なお、残りは来年です。", f"^{words('先ほどの あわせて 併せて それと なお ただ')}"),
)
comes_back = Wording(
    ("あ、出ました。", "^(?:あ、)?(?:出|見つかり|あり|[分わ]かり)ました(?:、|。*$)(?!ので)"),
    ("先ほどの内海委員の御質問ですが、12件です。", "^先ほどの?[^。、]{0,14}(?:質問|お尋ね|お問い合わせ|件)"),
)
_begins_anew = Wording(
    ("1点だけ。", "^(?:もう|あと)?、?(?:[1一]点|[1一]つ)(?:だけ|、)"),
    ("別件なんですが、テスト用の環境を止めます。", "^(?:別件|話は?変わ|別の話)"),
)
_asks_to_wait = Wording(("少しお待ちください。", words("待って お待ち 手元に メモが ええと そうだなあ")))

# 対象になりますか。―なります。任用の形は問いません。
_AGAIN = re.compile(
    f"^{YES}(?P<said>[^、。]{{1,7}}?[いきしちにみりぎじびえけせてねめれげべ]??)"
    "(?:ます|ません|ました|ましょう|です|でした|ないです)(?:よ|ね)?(?:、[^。]*)?。*$"
)
_LAST = 20  # characters at the end of a question in which its verb stands
# Whose matter it is says another: これは柏木さんのほうがいいですかね。
_passes_on = Wording(
    (
        "これは柏木さんのほうがいいですかね。",
        f"{TITLE}(?:の(?:ほう|方))?(?:が|から)[^。、]{{0,4}}(?:いい|よい|詳しい|早い|説明|話)[^。、]{{0,6}}{STOP}",
    ),
)
remarks = Wording(("重いご指摘ですね。", "(?:ね|ねえ|なあ|のう|だよ)[。!]*$"))


class _Turn(Enum):
    BELONGS = auto()
    IS_BESIDE = auto()
    ENDS = auto()


@dataclass(slots=True)
class Followed:
    """A question as it goes on, with its answers; `turns` are the places of turns that went on with the question."""

    asked: list[Heard]
    answers: list[list[Heard]] = field(default_factory=list)
    turns: set[int] = field(default_factory=set)
    askers: frozenset[str] = frozenset()  # those who only ask in this meeting
    told_before: frozenset[str] = frozenset()  # those who told something just before, and may be asked about it
    _asides: list[list[Heard]] = field(default_factory=list)  # what one of them said before somebody else answered
    _asked_at: int = 0
    _nod: list[Heard] = field(default_factory=list)
    _at_once: list[Heard] = field(default_factory=list)  # what another said at once, little of it to the point
    _asked_back: int = -1  # the place of the turn in which he asked in turn
    _called: bool = False  # the floor was given to somebody since the last answer

    def hear(self, place: int, turn: Sequence[Heard]) -> _Turn:
        """Takes what belongs to the exchange from a turn."""
        if turn[0].speaker == self.asked[0].speaker:
            return self._hear_asker(place, turn)
        if self.answers and self._is_over(turn):
            return _Turn.ENDS
        if self._is_full_yes(place, turn):
            self.answers.append([turn[0], *(one for one in _told(turn) if one is not turn[0])])
            return _Turn.BELONGS
        told = _told(turn)
        self._called |= _do(turn, Act.CALLS)
        says_yes = [one for one in turn if one.does(Act.AGREES) or answering.is_yes_or_no(one.raw)]
        self._nod = self._nod or (says_yes[:1] if not self.answers else [])
        if told and _hands_on(turn, told):
            return _Turn.IS_BESIDE
        if not told:
            return _Turn.ENDS if self.answers and _do(turn, Act.ASKS) else _Turn.IS_BESIDE
        if _begins_anew(told[0].folded) and not together(told) & together(self.asked):
            return _Turn.ENDS
        return self._hear_told(place, turn, told)

    def _hear_told(self, place: int, turn: Sequence[Heard], told: list[Heard]) -> _Turn:
        """Takes what another tells, where it belongs to what was asked."""
        if puts_off(told[-1]):
            self.answers.append(told)
            return _Turn.ENDS
        at_once = place == self._asked_at + 1 and answering.denies(told[0].folded)
        if self._at_once and not self.answers and not self._takes_up(told):
            return _Turn.IS_BESIDE  # who goes on after a short answer must speak of what was asked
        if not (at_once or self._is_to_the_point(told)) or (self.answers and not self._goes_on(told)):
            if place == self._asked_at + 1 and self._is_short_answer(told):
                self._at_once = told
                self._asked_back = place if turn[-1].does(Act.ASKS) and not answering.ponders(turn[-1].folded) else -1
            return _Turn.IS_BESIDE
        if len(self.answers) == _MOST:
            return _Turn.ENDS
        if self._is_beside(place, turn):
            self._asides.append(told)
            return _Turn.IS_BESIDE
        self.answers.append(told)
        self._called = False
        return _Turn.BELONGS

    def end(self) -> None:
        """Remarks from the side go, where somebody says more; where nothing was told, a mere yes is the answer."""
        if self._asides and not any(self._answers(one) for one in self.answers):
            self.answers = self._asides[:1]
        if any(weight(one) >= _WEIGHT for one in self.answers):
            self.answers = [one for one in self.answers if weight(one) >= _WEIGHT or _is_an_answer(one)]
        if not self.answers and (self._at_once or self._nod):
            self.answers = [self._at_once or self._nod]

    def _is_over(self, turn: Sequence[Heard]) -> bool:
        """Whether who leads moves on from what was answered, or somebody else asks."""
        answerers = {answer[0].speaker for answer in self.answers}
        asks = turn[0].speaker not in answerers and bool(question_of(turn))
        return asks or (turn[0].leads and _moves_on(turn))

    def _is_full_yes(self, place: int, turn: Sequence[Heard]) -> bool:
        """Whether another says yes at once and in so many words: ぜひお願いします。"""
        return place == self._asked_at + 1 and not self.answers and answering.says_yes_in_full(turn[0].folded)

    def _is_beside(self, place: int, turn: Sequence[Heard]) -> bool:
        """Whether it is a remark of one who only asks himself, on a question that he was not asked."""
        speaker = turn[0].speaker
        asked_him = any(name in one.text for one in self.asked for name in speaker.split() if len(name) > 1)
        told = _told(turn)
        replies = self.answers or answering.is_yes_or_no(told[0].raw) or any(one.does(Act.PROMISES) for one in told)
        if self.asked[0].speaker not in self.askers:
            return False  # who answers others asks in turn
        if place == self._asked_at + 1 and speaker in self.told_before:
            return False  # 4本分です, of what he has told himself
        return speaker in self.askers and not (turn[0].leads or self._called or asked_him or replies)

    def _hear_asker(self, place: int, turn: Sequence[Heard]) -> _Turn:
        more = question_of(turn)
        if self.answers:
            # A nod between two parts of an answer is not the end of it; thanks and a new matter are.
            nods = len(turn) == 1 and not turn[0].tells and "ありがとう" not in turn[0].text
            return _Turn.IS_BESIDE if nods else _Turn.ENDS
        if not more:
            if self._at_once and self._asked_back == place - 1 and not self.answers:
                return _Turn.ENDS  # he answers in turn
            took_it = any(one.tells for one in turn) and any(map(self._takes_up, self._asides))
            return _Turn.ENDS if took_it else _Turn.IS_BESIDE  # who asked goes on from what he was told
        if self._at_once or self._nod:
            return _Turn.ENDS  # he has his answer, and asks the next
        self.asked.extend(more)
        self.turns.add(place)
        self._asked_at = place
        return _Turn.BELONGS

    def _is_to_the_point(self, told: Sequence[Heard]) -> bool:
        said, figures = together(told), any(numbers(one.folded) for one in told)
        if _asks_to_wait(told[-1].folded) and not told[-1].does(Act.PROMISES) and len(said) < 2 * _WEIGHT:
            return False
        if (figures and not self.answers) or weight(told) >= _WEIGHT:
            return True  # 地区が12ありますので、24人です
        if not self.answers and (any(one.does(Act.PROMISES) for one in told) or self._is_called(told)):
            return True  # 確認します
        return self._takes_up(told)

    def _is_short_answer(self, told: Sequence[Heard]) -> bool:
        """Whether what another says at once may answer what was plainly asked: いつ借りられる。―雪が降る前には。"""
        is_beside = _asks_to_wait(told[-1].folded) or remarks(told[-1].folded)
        return not is_beside and self.asked[-1].does(Act.ASKS)

    def _is_called(self, told: Sequence[Heard]) -> bool:
        """Whether the question calls who speaks by name: 浜口先生、使えますか."""
        names = [name for name in told[0].speaker.split() if len(name) > 1]
        return any(f"{name}{title}、" in one.text for one in self.asked for name in names for title in _TITLES)

    def _answers(self, told: Sequence[Heard]) -> bool:
        """Whether it is more of an answer than a remark that came before it."""
        return self._takes_up(told) or (weight(told) >= 2 * _WEIGHT and not _do(told, Act.DECIDES))

    def _takes_up(self, told: Sequence[Heard]) -> bool:
        again = any(says_again(one, told[0]) for one in self.asked)
        return bool(together(told) & together(self.asked)) or answering.is_yes_or_no(told[0].raw) or again

    def _goes_on(self, told: Sequence[Heard]) -> bool:
        """Whether another turn belongs to the answer: of who has answered, of who was called, or adding to it."""
        said = together(told)
        adds = _adds_more(told[0].folded) or (len(said) >= _WEIGHT and bool(said & together(self.asked)))
        takes_on = told[0].does(Act.PROMISES) and answering.takes_it_up(told[0].folded)
        return adds or takes_on or self._called or any(told[0].speaker == answer[0].speaker for answer in self.answers)


def _moves_on(turn: Sequence[Heard]) -> bool:
    """Whether who leads settles it, asks the others, or takes the next item: では2つ目、アンケートですね。"""
    settles = _do(turn, Act.DECIDES, Act.INVITES, Act.CONFIRMS)
    return settles or any(count_of(one.folded) is not None for one in turn)


def _hands_on(turn: Sequence[Heard], told: Sequence[Heard]) -> bool:
    """Whether who was asked has another answer: おっしゃるとおりです。館長、いかがですか。"""
    calls = turn[-1].does(Act.CALLS) and weight(told) < _WEIGHT and not _do(told, Act.PROMISES)
    return calls or (len(told) == 1 and _passes_on(told[0].folded))


def says_again(asked: Heard, told: Heard) -> bool:
    """Whether an answer is the verb or the noun that was asked: 対象になりますか。―なります。 別ですよね。―別です。"""
    match = _AGAIN.match(told.folded)
    if not match:
        return False
    said = re.sub("(?<=.)[いきしちにみりぎじびえけせてねめれげべ]$", "", match["said"])
    return said in asked.folded[-_LAST:]


def trails_off(one: Heard) -> bool:
    """Whether an answer is left unfinished: 今からだと、間に合うかどうか。"""
    return not one.says_little(4) and answering.breaks_off(one.folded)


def asks_others(one: Heard) -> bool:
    """Whether who has been asked asks in turn, and neither breaks off nor asks himself."""
    return one.does(Act.ASKS) and not trails_off(one) and not answering.ponders(one.folded)


def puts_off(told: Heard) -> bool:
    """Whether an answer is promised for later in the meeting."""
    return answering.puts_off(told.folded)


def _is_an_answer(told: Sequence[Heard]) -> bool:
    """Whether few words answer all the same: a figure, a yes, a no."""
    first = told[0].folded
    says_so = answering.says_yes_in_full(first) or answering.denies(first) or answering.is_yes_or_no(told[0].raw)
    return says_so or any(numbers(one.folded) for one in told)


def weight(told: Sequence[Heard]) -> int:
    """How much is told: content words and figures."""
    return len(together(told)) + sum(len(numbers(one.folded)) for one in told)


def follow(
    turns: Sequence[Sequence[Heard]], at: int, asked: Sequence[Heard], askers: frozenset[str] = frozenset()
) -> Followed:
    """What follows the question that is asked in turn `at`; what `askers` remark only if nothing else does."""
    before = frozenset(turn[0].speaker for turn in turns[max(0, at - _BEFORE) : at] if not question_of(turn))
    found = Followed(list(asked), askers=askers, told_before=before, _asked_at=at)
    idle = 0
    for place in range(at + 1, min(len(turns), at + 1 + _REACH)):
        meant = found.hear(place, turns[place])
        idle = 0 if meant is _Turn.BELONGS else idle + 1
        if meant is _Turn.ENDS or idle > (_PATIENCE_ANSWERED if found.answers else _PATIENCE):
            break
    found.end()
    return found


def question_of(turn: Sequence[Heard]) -> list[Heard]:
    """The asking sentences of a turn, each with what it leans on; what is taken for granted only where it ends one."""
    found: list[Heard] = []
    for n, one in enumerate(turn):
        granted = one.does(Act.CHECKS) and n >= len(turn) - 2
        wants_floor = one.does(Act.CALLS) and wants_the_floor(one.folded)
        if not (one.does(Act.ASKS) or granted) or one.does(Act.COURTESY) or wants_floor or not one.within:
            continue
        if one.says_little(3) and n and turn[n - 1].tells and turn[n - 1] not in found:
            found.append(turn[n - 1])
        found.append(one)
    return found


def _told(turn: Sequence[Heard]) -> list[Heard]:
    """The telling sentences of a turn, up to where its speaker moves on or asks in turn."""
    found: list[Heard] = []
    for one in turn:
        asks = asks_others(one) and not (found and answering.muses(one.folded))
        if found and (asks or one.does(Act.CALLS, Act.INVITES)):
            break
        if one.tells and not asks:
            found.append(one)
    return found


def _do(turn: Sequence[Heard], *acts: Act) -> bool:
    return any(one.does(*acts) for one in turn)
