"""Questions of a meeting with what was answered to them.

Somebody asks, in one sentence or several, and `following` tells what answers. Where nobody is named, what comes after a
question answers it, and in notes by hand the line after it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.hearing import jotted
from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.answering import is_yes_or_no
from assistant.drafting.hearing.acts.asking import names_which
from assistant.drafting.hearing.acts.raising import doubts
from assistant.drafting.hearing.heard import Heard, together
from assistant.drafting.hearing.sentences import turns
from assistant.drafting.hearing.wordings import OFFICE, SO, STOP, TITLE, YES, Wording
from assistant.drafting.outcomes.following import (
    asks_others,
    comes_back,
    follow,
    puts_off,
    question_of,
    says_again,
    weight,
)
from assistant.drafting.outcomes.raised import left_open
from ingest.japanese.folding import fold
from ingest.japanese.numbers import numbers

_ECHO = 9  # characters of a question that only repeats what was said: 国道ですか。
_LITTLE = 3  # content words and figures: a question and an answer that both have fewer are small talk
_AROUND = 3  # sentences before and after a question that tell why it is asked
_OFTEN, _MORE = 3, 3  # who answers so often, and so many times as often as he asks, is there to answer
_NEXT = 12  # sentences around a question in which the next meeting is spoken of
_TALK = 12  # turns in which a question is talked over until who leads concludes
_SETTLES = (Act.DECIDES, Act.PROPOSES, Act.PROMISES)
_NAMELESS = 4  # sentences of an answer where nobody is named
_with_verb = Wording(("土曜もやるん?", "(?<!いい)(?:[うくすつぬむるぐぶ][のん]|ますか)[。?]*$"))
_open = Wording(("置き場は。", r"は[。?]*$"))
# Nothing is asked but who wants to speak.
_MAY = "(?:よろしい|いい)(?:です|でしょう)か"
_floor = Wording(
    (
        "鵜飼委員、いかがですか。",
        f"^[^。、]{{0,6}}(?:{TITLE}|{OFFICE}|^ここ|^これ)(?:は|、)(?:いかが|どう)(?:です|でしょう)か(?:、[^。]{{0,6}})?。$",
    ),
    ("委員長、もう一点だけいいですか。", f"^[^。、]{{0,6}}、?(?:発言|質問|もう)?[^。、がをは]{{0,5}}{_MAY}。$"),
    ("ちょっと休憩入れますか。", f"(?:休憩|休み)[^。、]{{0,6}}(?:ます|ましょう)か{STOP}"),
    ("発言よろしいでしょうか、事務局側なんですが。", f"^発言[^。、]{{0,3}}{_MAY}(?:、[^。]{{0,12}})?。$"),
)
# What who leads asks only to go on: whether to begin, what comes next, for a report.
_goes_on = Wording(
    (
        "じゃあ、そろそろ始めましょうか。",
        f"(?:(?:始め|続け|再開し)(?:ます|ましょう)|(?:入り|移り|進み|続けて[い行]き)ましょう)か(?:ね)?{STOP}",
    ),
    (
        "苦情のほうも紹介してもらえますか。",
        f"(?:説明|報告|紹介|発表)を?(?:して)?(?:もらえ|いただけ|お願いでき)(?:ます|ません)か(?:ね)?{STOP}",
    ),
    (
        "これは柏木さんのほうからお願いしていいですか。",
        f"(?:から|続けて)、?お願い(?:しても?いいです|でき(?:ます|ません))か{STOP}",
    ),
    (
        "次は駐車場の話かな。",
        f"^{YES}(?:{SO}、?)?次[はが]、?[^。、]{{1,14}}(?:か(?:な|ね)?|ですかね?|でしたっけ){STOP}",
    ),
    ("皆さんおそろいですかね。", f"(?:おそろい|お揃い|以上|これで全部|終わりました)(?:です)?かね?{STOP}"),
)
# A day that is asked for once the next meeting is spoken of.
_asks_for_day = Wording(
    ("じゃあ、14日の金曜は。", rf"^[^。]{{0,12}}\d日[^。]{{0,16}}(?:は|どう|いかが|大丈夫|いい)[^。、]{{0,8}}{STOP}")
)


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
    nameless = not any(one.speaker for one in heard) or all(one.noted for one in heard if one.within and one.tells)
    if nameless:
        return tuple(_among_nameless(heard))
    found = _among_named(heard, _who_only_ask(tuple(_among_named(heard))))
    return tuple(one for one in found if not _is_of_next(heard, one))


def _is_of_next(heard: Sequence[Heard], one: Exchange) -> bool:
    """Whether it only finds the day of the next meeting: 14日の金曜は。―14日なら大丈夫です。"""
    last = one.question[-1].ordinal
    near = heard[max(0, last - _NEXT) : last + _NEXT]
    only_day = _asks_for_day(one.question[-1].folded) and one.question[-1].says_little(_NEXT // 2)
    return only_day and any(other.does(Act.NEXT) for other in near)


def _who_only_ask(found: Sequence[Exchange]) -> frozenset[str]:
    """Those who ask and hardly answer, where others are there to answer: members of a committee before its office."""
    asked = Counter(one.question[0].speaker for one in found if any(part.does(Act.ASKS) for part in one.question))
    answered = Counter(answer[0].speaker for one in found for answer in one.answers[:1])
    if not any(count >= _OFTEN and count >= _MORE * asked[one] for one, count in answered.items()):
        return frozenset()
    return frozenset(one for one, count in asked.items() if count >= 2 * answered[one])


def _among_named(heard: Sequence[Heard], askers: frozenset[str] = frozenset()) -> Iterator[Exchange]:
    spoken = turns(heard)
    told: set[int] = set()  # the ordinals of sentences that answer an earlier question
    went_on: set[int] = set()  # turns that went on with an earlier question
    for at, turn in enumerate(spoken):
        asked = question_of(turn) or left_open(spoken, at)
        if at in went_on or not asked:
            continue
        if all(one.ordinal in told and not one.does(Act.ASKS) for one in asked):
            continue  # who answers so takes nothing for granted: 入れないという結論でしたよね
        followed = follow(spoken, at, asked, askers)
        if _only_answers(spoken, at, asked) and not _is_confirmed(spoken, at, asked):
            continue
        went_on |= followed.turns
        answered = [tuple(one) for one in followed.answers]
        answers = (*answered, *_later_answer(spoken, at, answered), *_conclusion(spoken, at, followed.asked, answered))
        found = Exchange(tuple(followed.asked), answers, _beside(turn, followed.asked))
        is_asked = _is_asked(found, spoken[at - 1] if at else (), taken_up=_is_taken_up_by(spoken, found))
        if is_asked and (answers or _stands_alone(found.question)):
            told |= {one.ordinal for answer in answers for one in answer}
            yield found


def _only_answers(spoken: Sequence[Sequence[Heard]], at: int, asked: Sequence[Heard]) -> bool:
    """Whether who has just been asked says 取られるんですよね: he explains, and takes nothing for granted."""
    before = spoken[at - 1] if at else ()
    asks = any(map(asks_others, asked))
    return any(one.does(Act.ASKS) for one in before) and not asks


def _is_confirmed(spoken: Sequence[Sequence[Heard]], at: int, asked: Sequence[Heard]) -> bool:
    """Whether the next to speak says it again: 月曜は休館ですよね。―月曜は休みです。"""
    after = spoken[at + 1] if at + 1 < len(spoken) else ()
    return bool(after) and after[0].speaker != asked[0].speaker and _says_it_again(asked[-1], after[0])


def _later_answer(
    spoken: Sequence[Sequence[Heard]], at: int, answers: Sequence[Sequence[Heard]]
) -> Iterator[tuple[Heard, ...]]:
    """Of an answer that is put off what its speaker comes back with: 先ほどの御質問ですが、…"""
    if not answers or not puts_off(answers[-1][-1]):
        return
    for turn in spoken[at + 1 :]:
        if turn[0].speaker == answers[-1][0].speaker and any(comes_back(one.folded) for one in turn):
            yield tuple(one for one in turn if one.tells)
            return


def _conclusion(
    spoken: Sequence[Sequence[Heard]], at: int, asked: Sequence[Heard], answers: Sequence[Sequence[Heard]]
) -> Iterator[tuple[Heard, ...]]:
    """What who leads concludes of another's question that was first asked back and talked over.

    答弁書はどうしますか。―他市はどうですか。―禁止が3市です。―では答弁書は下調べに限ります。
    """
    last = answers[-1][-1].ordinal if answers else asked[-1].ordinal
    others = [turn for turn in spoken[at + 1 : at + 1 + _TALK] if turn[0].speaker != asked[0].speaker]
    if not others or not question_of(next((turn for turn in others if any(one.tells for one in turn)), ())):
        return
    for turn in others:
        settling = [one for one in turn if one.leads and one.does(*_SETTLES) and one.ordinal > last]
        if settling and together(turn) & together(asked):
            yield tuple(one for one in turn if one.tells and one.ordinal <= settling[0].ordinal)
            return
        if any(one.leads and one.does(Act.INVITES, Act.CALLS) for one in turn):
            return


def _beside(turn: Sequence[Heard], asked: Sequence[Heard]) -> tuple[Heard, ...]:
    """What the turn tells around its questions, a few sentences before and after."""
    places = [n for n, one in enumerate(turn) if one in asked]
    near = turn[max(0, places[0] - _AROUND) : places[-1] + 1 + _AROUND] if places else []
    return tuple(one for one in near if one.tells and one not in asked)


def _is_taken_up_by(spoken: Sequence[Sequence[Heard]], one: Exchange) -> bool:
    """Whether who answers begins with a yes and goes on: 昨年は折り込みでしたよね。―はい。届いていないという苦情が…"""
    first = one.answers[0][0].ordinal if one.answers else -1
    turn = next((turn for turn in spoken if any(there.ordinal == first for there in turn)), ())
    return bool(turn) and turn[0].ordinal < first and (turn[0].does(Act.AGREES) or is_yes_or_no(turn[0].raw))


def _is_asked(one: Exchange, before: Sequence[Heard], *, taken_up: bool) -> bool:
    """Whether it was a question: what only takes something for granted was one if the answer takes it up.

    `before` is what was said before it.
    """
    again = bool(one.answers) and says_again(one.question[-1], one.answers[0][0])
    names_more = again and bool(together(one.question) - together(before))
    if all(map(_is_echo, one.question)) and not names_more:
        return False
    asked = fold("".join(sentence.text for sentence in one.question))
    if _floor(asked) or (one.question[0].leads and _goes_on(asked)):
        return False
    if weight(one.question) < _LITTLE and not again and not any(_tells(one, answer) for answer in one.answers):
        return False
    if any(sentence.does(Act.ASKS) for sentence in one.question):
        return True
    waits = one.question[-1].does(Act.CONFIRMS, Act.REQUESTS) or doubts(one.question[-1].folded)
    if waits and one.answers:
        return True
    first = one.answers[0] if one.answers else ()
    if taken_up or again or (first and is_yes_or_no(first[0].raw)):
        return True
    if one.question[0].leads:
        return bool(first) and _says_it_again(one.question[-1], first[0])  # who leads also sums up so
    figures = [{figure for said in part for figure in numbers(said.folded)} for part in (first, one.question)]
    return bool(first) and bool(together(first) & together(one.question) or figures[0] & figures[1])


def _says_it_again(asked: Heard, answer: Heard) -> bool:
    """Whether an answer is the verb of the question again, or more of its words: その人も使うんですよね。―使います。"""
    again = answer.words & asked.words
    return bool(again) and (len(answer.text) <= _ECHO or len(again) > 1)


def _is_echo(one: Heard) -> bool:
    """Whether a question only repeats what was said: 国道ですか, not 土曜もやるの."""
    whole = names_which(one.folded) or _with_verb(one.folded) or _open(one.folded)
    return len(one.text) <= _ECHO and not whole


def _tells(one: Exchange, answer: Sequence[Heard]) -> bool:
    """Whether an answer is more than small talk: it has something in it, or the figure that was asked for."""
    figures = any(numbers(sentence.folded) for sentence in answer)
    which = any(names_which(sentence.folded) for sentence in one.question)
    takes_up = bool(together(answer) & together(one.question))
    return weight(answer) >= _LITTLE or (figures and which) or (takes_up and (figures or weight(answer) > 1))


def _stands_alone(asked: Sequence[Heard]) -> bool:
    """A question worth reporting without an answer: said to somebody, and with something in it."""
    return not asked[0].leads and any(one.does(Act.ASKS) and not one.says_little(3) for one in asked)


def _among_nameless(heard: Sequence[Heard]) -> Iterator[Exchange]:
    at = 0
    while at < len(heard):
        first = at
        while at < len(heard) and (_asks(heard[at]) or (at == first and _is_taken_up(heard, at))):
            at += 1
        if at == first:
            at += 1
            continue
        little = heard[first].says_little(3) and not heard[first].noted and not _open(heard[first].folded)
        leans = little and first > 0 and heard[first - 1].tells
        asked = tuple(heard[first - leans : at])
        answer, at = _nameless_answer(heard, at)
        if answer or _stands_alone(asked):
            yield Exchange(asked, (answer,) if answer else ())


def _asks(one: Heard) -> bool:
    return one.within and one.does(Act.ASKS) and not one.does(Act.COURTESY)


def _is_taken_up(heard: Sequence[Heard], at: int) -> bool:
    """Whether what is taken for granted was a question: 市で作るんですよね。―作ります。"""
    one, after = heard[at], heard[at + 1 : at + 2]
    says_so = any(is_yes_or_no(other.raw) or (len(other.text) <= _ECHO and one.words & other.words) for other in after)
    return one.within and one.does(Act.CHECKS) and says_so


def _nameless_answer(heard: Sequence[Heard], at: int) -> tuple[tuple[Heard, ...], int]:
    """The sentences that answer from `at` on, or a mere yes, and where they end."""
    nod = tuple(one for one in heard[at : at + 1] if one.does(Act.AGREES))
    answer: list[Heard] = []
    while at < len(heard) and len(answer) < _NAMELESS and not _ends(heard[at], answered=bool(answer)):
        if heard[at].tells and not heard[at].does(Act.DECIDES):
            answer.append(heard[at])
        at += 1
    return tuple(answer) or nod, at


def _ends(one: Heard, *, answered: bool) -> bool:
    if one.does(Act.ASKS, Act.INVITES, Act.NEXT):
        return True
    if not answered:
        return False
    if one.noted and not jotted.answers(one.said.text[one.start : one.end]):
        return True  # in notes the line after the question is its answer
    return one.does(Act.COURTESY, Act.CALLS, Act.DECIDES, Act.CONFIRMS)
