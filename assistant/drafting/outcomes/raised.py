"""What is said without asking, and answered all the same.

心配なのは… tells something, and 3日だけでいいですかね wants no more than a yes. Each is a question where the next
to speak has more to say to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.answering import is_yes_or_no, takes_it_up
from assistant.drafting.hearing.acts.raising import doubts, leaves_open, raises, shares, suggests
from assistant.drafting.hearing.heard import Heard, together
from assistant.drafting.hearing.wordings import STOP, Wording
from assistant.drafting.outcomes.following import question_of, says_again, weight
from ingest.japanese.numbers import numbers

_LITTLE = 3  # content words and figures of a reply that says no more than a yes
_ENOUGH = 5  # of one that deals with what was raised
_LAST = 3  # sentences at the end of a turn in which something is raised
_BETWEEN = 2  # turns before the reply in which only the floor is given, or somebody nods
# What is wished as a question has for an answer why it cannot be, or on what terms.
_asks_favour = Wording(
    (
        "回覧で回していただけますかね。",
        f"[てで](?:もらえ|いただけ|くれ)(?:ます|ません|ない)(?:(?:でしょう|です)?か(?:ね|な(?:と)?)?{STOP}|\\?$)",
    ),
)


def left_open(spoken: Sequence[Sequence[Heard]], at: int) -> list[Heard]:
    """What a turn raises and leaves to the others; not of one who answers himself."""
    turn, before = spoken[at], spoken[at - 1] if at else ()
    if question_of(before):
        return []
    last = turn[-1]
    if not last.says_little(3) and last.within:
        waits = leaves_open(last.folded) and not last.leads
        if waits or suggests(last.folded) or _gets_more_than_a_yes(spoken, at):
            return [last]
    raised = next((one for one in reversed(turn[-_LAST:]) if _raises(one)), None)
    return [raised] if raised and _is_dealt_with(spoken, at, raised) else []


def _raises(one: Heard) -> bool:
    if not one.within or not one.tells or one.says_little(3) or one.does(Act.DECIDES):
        return False
    if one.does(Act.REQUESTS):
        return _asks_favour(one.folded)
    return doubts(one.folded) or (not one.leads and (raises(one.folded) or suggests(one.folded)))


def _is_dealt_with(spoken: Sequence[Sequence[Heard]], at: int, raised: Heard) -> bool:
    """Whether the next who tells something speaks of what was raised, and neither asks nor has a worry himself."""
    after = (turn for turn in spoken[at + 1 : at + 2 + _BETWEEN] if any(one.tells for one in turn))
    reply = [one for one in next(after, ()) if one.tells]
    if not reply or reply[0].speaker == raised.speaker or reply[0].does(Act.ASKS, Act.CHECKS, Act.DECIDES):
        return False
    doubted = doubts(raised.folded)
    if shares(reply[0].folded) and not doubted:
        return False
    if raised.does(Act.REQUESTS) and not raised.leads and says_again(raised, reply[0]):
        return True
    if raised.does(Act.REQUESTS) and reply[0].does(Act.PROMISES, Act.OFFERS, Act.CONSENTS):
        return False
    if doubted and is_yes_or_no(reply[0].raw):
        return True
    of_it = bool(together(reply) & raised.words) or takes_it_up(reply[0].folded) or is_yes_or_no(reply[0].raw)
    return of_it and weight(reply) >= _ENOUGH and not raises(reply[-1].folded)


def _only_consents(one: Heard) -> bool:
    return one.does(Act.CONSENTS) and one.says_little(_LITTLE + 1)


def _gets_more_than_a_yes(spoken: Sequence[Sequence[Heard]], at: int) -> bool:
    """Whether agreement is asked for, and somebody has more to say to it: 3日だけでいいですかね。―できれば2日も。"""
    after = spoken[at + 1] if at + 1 < len(spoken) else ()
    told = [one for one in after if one.tells and not one.does(Act.DECIDES) and not _only_consents(one)]
    figures = any(numbers(one.folded) for one in told)
    return spoken[at][-1].does(Act.CONFIRMS) and bool(told) and (figures or weight(told) > _LITTLE)
