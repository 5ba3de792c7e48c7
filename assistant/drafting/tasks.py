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

from assistant.answering.content_words import content
from assistant.drafting import jotted
from assistant.drafting.acts import Act
from assistant.drafting.due import Due, due
from assistant.drafting.hearing import Heard, says_little
from assistant.drafting.values import Task
from ingest.japanese.folding import fold

_REPLY = 4  # sentences in which a request is taken on or refused
_BACK = 4  # sentences before a bare promise in which its matter stands
_OFFICE = r"(?:課|部|局|室|係|班|センター|事務局|担当|館|支所|委員会|業者|事業者|委託先)"
_TITLE = (
    r"(?:さん|君|くん|氏|様|課長補佐|課長|係長|部長|局長|次長|室長|所長|館長|班長|主幹|主査|主任|主事|補佐"
    r"|委員|先生|参事|専門員)"
)
_WHO = (
    rf"(?:各[課部班局自係]|[一-龠々ァ-ヶー]{{1,8}}?(?:さん|{_TITLE})|(?!来週|今週|今月|来月|次回"
    rf"|後日)[一-龠々ァ-ヶーA-Z]{{0,10}}{_OFFICE}(?:さん)?(?!さん|の[一-龠]))"
)
_SIDE = r"(?:の(?:ほう|方|側))?"
# Whom a request names: at its head (鈴木さん、), or with に, で, から.
_CALLED = re.compile(
    rf"^(?:はい、?)?(?:では|それでは|じゃあ?|それじゃあ?|あと|それと|また|次に|すみません"
    rf"|ちなみに)?、?(?P<who>{_WHO}(?:と(?:{_WHO}|私))?){_SIDE}(?:には|にも|に|は|も|で|から|が)?、"
)
_ASKED = re.compile(
    rf"(?P<who>{_WHO}(?:と(?:{_WHO}|私)(?:と)?)?){_SIDE}(?:には|にも|に|で|から|、|(?=お願い))(?![あ-お]り"
    rf"|関し|つい|対し|係|お?いて)"
)
# Who does it, in a promise: with で, が, から; に names who receives it.
_AGENT = re.compile(rf"(?P<who>{_WHO}(?:と(?:{_WHO}|私)(?:と)?)?){_SIDE}(?:で|が|にて|から)(?![あ-お]り)")
_TO_ALL = re.compile(r"(?:皆さん|皆様|みなさん|みんな|全員|各自)(?:は|も|に|で|、)")
_EVERYBODY = "全員"
_ALL = re.compile(r"^(?:皆|みな|各位|委員の皆)")
_US = re.compile(
    r"(?:私|わたし|僕|自分|こちら|うち|当方|当課|本課|弊課|弊社)(?:ども)?(?:の)?(?:ほう|方|側)?(?:で|から|が|にて)"
)
_WISH = re.compile(
    r"(?:いただきたい|ほしい|欲しい|もらいたい|いただければ|もらえれば|いただけると|もらえると|お願いしたい)"
)
_LEAD_IN = re.compile(r"^(?:はい|ええ|では|それでは|じゃあ?|それじゃあ?|あと|それと|また|すみません|あ)、")
_SAME = 0.6


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
        if one.ordinal in taken or one.does(Act.COURTESY):
            continue
        if one.does(Act.REQUESTS):
            words = _taken_on(heard, n, taken)
        elif one.does(Act.PROMISES) and not one.does(Act.DECIDES):
            words = _handed_on(heard, n, taken)
        else:
            continue
        if not words or _withdrawn(heard, words):
            continue
        taken |= {word.ordinal for word in words}
        whole = _with_matter(heard, words)
        assigned = Assigned(_task(whole, words, heard, names, held_on, next_on), whole)
        _add(found, assigned)
    return tuple(found)


def _handed_on(heard: Sequence[Heard], n: int, taken: set[int]) -> tuple[Heard, ...]:
    """A promise; with the request by which its speaker hands it on at once: 預かります。三枝さん、…ください."""
    after = heard[n + 1 : n + 2]
    if after and after[0].does(Act.REQUESTS) and after[0].speaker == heard[n].speaker != "":
        return (heard[n], *_taken_on(heard, n + 1, taken))
    return (heard[n],)


def _taken_on(heard: Sequence[Heard], n: int, taken: set[int]) -> tuple[Heard, ...]:
    """A request with the promise that answers it; () where it is refused, or only wished by one who does not lead."""
    request = heard[n]
    words = [request]
    answered = False
    for other in heard[n + 1 : n + 1 + _REPLY]:
        if other.speaker and other.speaker == request.speaker:
            if other.does(Act.REQUESTS) and _adds_only_who_and_when(other):
                words.append(other)  # 台帳は事務局で。野々村さん、10日までにお願いします
            continue
        if other.does(Act.OBJECTS):
            return ()
        if other.does(Act.PROMISES, Act.OFFERS) and other.ordinal not in taken:
            return (*words, other)
        if other.does(Act.AGREES):
            answered = True
            continue
        if other.tells and not other.does(Act.ASKS):
            break
    named = bool(_CALLED.search(request.text) or _ASKED.search(request.text))
    plain = request.leads  # or nobody is named, and then the form of the words is all there is
    wished = bool(_WISH.search(request.text)) and not named
    return tuple(words) if answered or (plain and not wished) or (named and not wished) else ()


def _adds_only_who_and_when(one: Heard) -> bool:
    """台帳は事務局で、and then: 野々村さん、10日までにお願いします."""
    text = _CALLED.sub("", one.text)
    limit = due(text, None)
    return len(set(content(fold(text.replace(limit.said, "") if limit else text)))) < 3


def _withdrawn(heard: Sequence[Heard], words: Sequence[Heard]) -> bool:
    after = heard[words[-1].ordinal + 1 : words[-1].ordinal + 7]
    return any(
        one.does(Act.WITHDRAWS)
        and (one.speaker == words[-1].speaker or one in after[:3] or _share(words, (one,)) >= _SAME / 2)
        for one in after
    )


def _with_matter(heard: Sequence[Heard], words: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """`words` with the sentence that says what it is about, where they say too little themselves."""
    said = {word for one in words for word in content(fold(one.text))}
    if len(said) >= 3 or words[0].noted:
        return words
    before = reversed(heard[max(0, words[0].ordinal - _BACK) : words[0].ordinal])
    matter = next((one for one in before if not one.does(Act.COURTESY, Act.AGREES) and not says_little(one, 3)), None)
    return (matter, *words) if matter else words


def _task(
    whole: Sequence[Heard],
    words: Sequence[Heard],
    heard: Sequence[Heard],
    names: Sequence[str],
    held_on: date | None,
    next_on: date | None,
) -> Task:
    near = (*words, *_said_on(heard, words[-1]))
    limits = [found for one in near for found in _limit(one, held_on, next_on)]
    limit = next((one for one in limits if one.day), limits[0] if limits else None)
    what = max(words, key=lambda one: len(set(content(fold(one.text))))) if len(whole) == len(words) else whole[0]
    text = _LEAD_IN.sub("", what.text).rstrip("。")
    who = _who(words, heard, names)
    return Task(text, who, limit.said if limit else "", limit.day if limit else None)


def _said_on(heard: Sequence[Heard], last: Heard) -> tuple[Heard, ...]:
    """The sentence in which the same speaker goes on, where it is no other matter: 原稿は私が書きます。来週中に出す."""
    after = heard[last.ordinal + 1 : last.ordinal + 2]
    goes_on = after and after[0].said is last.said and not after[0].does(Act.REQUESTS, Act.ASKS, Act.DECIDES, Act.NEXT)
    return tuple(after) if goes_on else ()


def _limit(one: Heard, held_on: date | None, next_on: date | None) -> list[Due]:
    found = due(one.text, held_on, next_on)
    return [found] if found else []


def _who(words: Sequence[Heard], heard: Sequence[Heard], names: Sequence[str]) -> str:
    last = words[-1]
    if last.noted:
        return jotted.who(last.text)
    requests = [one for one in words if one.does(Act.REQUESTS)]
    if last.does(Act.PROMISES, Act.OFFERS) and last not in requests:
        own = _own(last, names)
        return own or next((who for one in requests for who in (_named(one, names),) if who), "")
    if who := next((who for one in reversed(requests) for who in (_named(one, names),) if who), ""):
        return who
    after = heard[last.ordinal + 1 : last.ordinal + 4]
    return next((one.speaker for one in after if one.does(Act.AGREES) and one.speaker != last.speaker), "")


def _own(promise: Heard, names: Sequence[str]) -> str:
    """Who does what is promised: the one who is named as doing it, or the speaker."""
    agent = _AGENT.search(promise.text)
    if agent is None or (_US.search(promise.text) and "と" not in agent["who"]) or _ALL.search(agent["who"]):
        return promise.speaker
    return _known(agent["who"].replace("私", promise.speaker or "私"), names)


def _named(request: Heard, names: Sequence[str]) -> str:
    for pattern in (_CALLED, _ASKED):
        found = pattern.search(request.text)
        if found and not _ALL.search(found["who"]):
            return _known(found["who"].replace("私", request.speaker or "私"), names)
    return _EVERYBODY if _TO_ALL.search(request.text) else ""


def _known(who: str, names: Sequence[str]) -> str:
    """大槻さん as the transcript names the speaker, 大槻主査; of two, both."""
    return "、".join(_one_known(one, names) for one in who.removesuffix("と").split("と") if one)


def _one_known(who: str, names: Sequence[str]) -> str:
    stem = re.sub(rf"(?:{_TITLE})$", "", who)
    fitting = [name for name in names if stem and stem in name.replace(" ", "")]
    return fitting[0] if len(fitting) == 1 else who


def _add(found: list[Assigned], assigned: Assigned) -> None:
    """Adds a to-do, or joins it to one that says the same again, as chairs do at the end."""
    for n, other in enumerate(found):
        near = assigned.sentences[0].ordinal - other.sentences[-1].ordinal <= 3
        follows = assigned.sentences[0].ordinal - other.sentences[-1].ordinal == 1
        if follows and not other.task.due_as_said and assigned.task.due_as_said and other.task.who == assigned.task.who:
            task = replace(other.task, due_as_said=assigned.task.due_as_said, due=assigned.task.due)
            found[n] = Assigned(task, (*other.sentences, *assigned.sentences))
            return
        same_person = not (other.task.who and assigned.task.who) or other.task.who == assigned.task.who
        alike = _share(other.sentences, assigned.sentences)
        if same_person and alike >= (0.4 if near else _SAME):
            task = (
                other.task
                if other.task.due_as_said or not assigned.task.due_as_said
                else replace(other.task, due_as_said=assigned.task.due_as_said, due=assigned.task.due)
            )
            task = task if task.who else replace(task, who=assigned.task.who)
            found[n] = Assigned(task, (*other.sentences, *assigned.sentences))
            return
    found.append(assigned)


def _share(one: Sequence[Heard], other: Sequence[Heard]) -> float:
    ours, theirs = ({word for s in side for word in content(fold(s.text))} for side in (one, other))
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0
