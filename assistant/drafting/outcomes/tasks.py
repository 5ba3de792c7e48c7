"""To-dos: what somebody promises, or is asked to do and does not refuse; who, what, by when.

A request and the promise that answers it are one to-do. Who is asked is named at the head of the sentence (鈴木さん、),
by an office that is to do it (総務課で), or is the one who answers. Requests that only wish something of the city
(～していただきたい) are opinions until somebody takes them on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.drafting.hearing import jotted
from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.days import Meetings
from assistant.drafting.hearing.due import Due, due
from assistant.drafting.hearing.heard import Heard, together, words_of
from assistant.drafting.hearing.wordings import SO, Wording
from assistant.drafting.outcomes import assignees
from assistant.drafting.outcomes.following import comes_back, puts_off
from assistant.drafting.outcomes.taking_on import FEW, REPLY, SAME, share, taken_on
from assistant.drafting.values import Task

_OF_WORK = (Act.OFFERS, Act.PROMISES, Act.REQUESTS, Act.DECIDES, Act.PROPOSES)
_BACK = 4  # sentences before a bare promise in which its matter stands
_AFTER = 6  # sentences in which it is taken back
_SAME_NEAR = 0.4  # of the words of the shorter, for two to-dos within a few sentences to be one
_NEAR = 3
_LEAD_IN = re.compile(f"^(?:はい|ええ|{SO}|あと|それと|また|すみません|あ)、")

_asks_when = Wording(
    ("いつごろになりますか。", r"いつ(?!も|か[^。?]).*(?:か|の|\?)[。?]*$"),
    ("いつまでに。", "^いつ(?:まで|ごろ|頃)(?:に|です)?[。?]*$"),
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A to-do with the sentences it rests on, in order."""

    task: Task
    sentences: tuple[Heard, ...]


def tasks(heard: Sequence[Heard], held_on: date | None = None, next_on: date | None = None) -> tuple[Assigned, ...]:
    """The to-dos of the meeting in order."""
    found: list[Assigned] = []
    taken: set[int] = set()
    names = tuple(dict.fromkeys(one.speaker for one in heard if one.speaker))
    for n, one in enumerate(heard):
        words = () if one.ordinal in taken else taken_on(heard, n, taken)
        if words and not _withdrawn(heard, words):
            when = _told_when(heard, words[-1])
            taken |= {word.ordinal for word in (*words, *when)}
            _add(found, _assigned(heard, words, when, Meetings(held_on, next_on), names))
    return tuple(found)


def _withdrawn(heard: Sequence[Heard], words: Sequence[Heard]) -> bool:
    """Whether it is taken back soon after, by who took it on, or in words about the same matter."""
    last = words[-1]
    if puts_off(last) and any(comes_back(one.folded) for one in heard[last.ordinal :] if one.speaker == last.speaker):
        return True  # answered before the meeting was over
    after = heard[last.ordinal + 1 : last.ordinal + 1 + _AFTER]
    return any(
        one.does(Act.WITHDRAWS)
        and (one.speaker == last.speaker or one in after[:_NEAR] or share(words, (one,)) >= SAME / 2)
        for one in after
    )


def _assigned(
    heard: Sequence[Heard],
    words: tuple[Heard, ...],
    when: tuple[Heard, ...],
    meetings: Meetings,
    names: Sequence[str],
) -> Assigned:
    whole = _with_matter(heard, words)
    what = max(words, key=lambda one: len(one.words)) if len(whole) == len(words) else whole[0]
    near = (*words, *when, *_goes_on(heard, words[-1]), *whole)
    limits = [found for one in near if (found := due(one.text, meetings.held_on, meetings.next_on))]
    limit = next((one for one in limits if one.day), limits[0] if limits else Due(0, 0, "", None))
    text = _LEAD_IN.sub("", what.text).rstrip("。")
    return Assigned(Task(text, _who(words, heard, names), limit.said, limit.day), (*whole, *when))


def _with_matter(heard: Sequence[Heard], words: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """`words` with the sentence that says what it is about, where they say too little themselves."""
    first = words[0].ordinal
    if (len(together(words)) >= 3 and together(words) - _deed()) or words[0].noted:
        return words
    before = [one for one in reversed(heard[max(0, first - _BACK) : first]) if not one.does(Act.COURTESY, Act.AGREES)]
    if before and before[0].ordinal == first - 1 and before[0].does(Act.ASKS) and not before[0].says_little(1):
        return (before[0], *words)  # その様式はいつ来るの。―明日お送りします
    # 9月中に作ります goes back to ひな形を作りましょうか, whatever was said between.
    same = (one for one in before if one.does(*_OF_WORK) and one.words & together(words))
    matter = next(same, None) or next((one for one in before if not one.says_little(3)), None)
    return (matter, *words) if matter else words


@cache
def _deed() -> frozenset[str]:
    """Words of a promise to find out, which do not say what: 調べてお答えします."""
    return words_of("調べて確認して検討して持ち帰って、お答え、ご報告、御連絡、回答をいたします、後日")


def _told_when(heard: Sequence[Heard], last: Heard) -> tuple[Heard, ...]:
    """When it will be done, where another asks at once: いつごろになりますか。―8月中には出せると思います."""
    near = heard[last.ordinal + 1 : last.ordinal + 1 + REPLY]
    asked = next((one for one in near if _asks_when(one.folded)), None)
    told = [one for one in near if asked and one.ordinal > asked.ordinal and one.speaker != asked.speaker]
    if asked is None:
        told = [one for one in near if one.speaker == last.speaker != "" and _adds_only_when(one)]
    return tuple(one for one in told if due(one.text, None))[:1]


def _adds_only_when(one: Heard) -> bool:
    """金曜には返せると思います, behind what was taken on."""
    limit = due(one.text, None)
    rest = one.text.replace(limit.said, "") if limit else ""
    return limit is not None and len(words_of(rest)) < FEW and not one.does(Act.ASKS, Act.REQUESTS, Act.DECIDES)


def _goes_on(heard: Sequence[Heard], last: Heard) -> Sequence[Heard]:
    """The sentence in which the same speaker goes on, where it is no other matter: 原稿は私が書きます。来週中に出す."""
    return [
        one
        for one in heard[last.ordinal + 1 : last.ordinal + 2]
        if one.said is last.said and not one.has_topic and not one.does(Act.REQUESTS, Act.ASKS, Act.DECIDES, Act.NEXT)
    ]


def _who(words: Sequence[Heard], heard: Sequence[Heard], names: Sequence[str]) -> str:
    """Who promises it, whom the request names, or who says yes to it."""
    last = words[-1]
    if last.noted:
        return jotted.who(last.text)
    asked = [assignees.asked_of(one, names) for one in words if one.does(Act.REQUESTS)]
    if assignees.EVERYBODY in asked:
        return assignees.EVERYBODY
    if last.does(Act.PROMISES, Act.OFFERS) and not last.does(Act.REQUESTS):
        return assignees.promised_by(last, names) or next(filter(None, asked), "")
    if last.does(Act.AGREES) and last.speaker != words[0].speaker:
        return last.speaker
    after = heard[last.ordinal + 1 : last.ordinal + 1 + _NEAR]
    agree = (one.speaker for one in after if one.does(Act.AGREES) and one.speaker != last.speaker)
    return next(filter(None, reversed(asked)), "") or next(agree, "")


def _add(found: list[Assigned], new: Assigned) -> None:
    """Adds a to-do, or joins it to one that says the same again, as chairs do at the end."""
    for n, old in enumerate(found):
        if _only_adds_limit(old, new) or _is_same(old, new):
            task = old.task
            if new.task.due_as_said and not task.due_as_said:
                task = replace(task, due_as_said=new.task.due_as_said, due=new.task.due)
            found[n] = Assigned(replace(task, who=task.who or new.task.who), (*old.sentences, *new.sentences))
            return
    found.append(new)


def _only_adds_limit(old: Assigned, new: Assigned) -> bool:
    """Whether the next sentence of the same person only says by when: 原稿は私が書きます。来週出します."""
    if new.sentences[0].ordinal - old.sentences[-1].ordinal != 1 or new.task.who != old.task.who:
        return False
    limited = any(due(one.text, None) for one in old.sentences)
    return bool(new.task.due_as_said) and not limited and not new.sentences[0].has_topic


def _is_same(old: Assigned, new: Assigned) -> bool:
    same_person = not (old.task.who and new.task.who) or old.task.who == new.task.who
    near = new.sentences[0].ordinal - old.sentences[-1].ordinal <= _NEAR
    return same_person and share(old.sentences, new.sentences) >= (_SAME_NEAR if near else SAME)
