"""What a meeting decided: who leads concludes, or what is put to the room is agreed to.

A conclusion often only points (では、そのようにします): then what it points at, the last proposal before it, belongs to
its words. An agreement that is asked for and not given is no decision, and one that a later decision takes back is not
what the meeting decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.content_words import content
from assistant.drafting.acts import Act
from assistant.drafting.hearing import Heard, says_little
from ingest.japanese.folding import fold

_BACK = 15  # sentences before a conclusion in which its proposal stands
_REPLY = 4  # sentences in which those who are asked agree or object
_POINTS = re.compile(
    r"^(?:はい、?|ええ、?)?(?:では|それでは|じゃあ?|それじゃあ?|以上|ということで|よって)?、?(?:皆さん"
    r"|特に)?[^、。]{0,10}?(?:そのように|このように|そういう|これで|それで|その(?:形|方向|案|よう)|この(?:形"
    r"|方向|案|内容|線)"
    r"|(?:原)?案(?:の)?(?:とおり|どおり|通り)|ご?異議|ただいまの|今の(?:案|形|方向)|本(?:件|案)|了承|承認|決定|ご了解)"
)
_DONE = re.compile(r"(?:まし|でし)た(?:ね|よ)?[。]*$")
_CARRIED = re.compile(r"異議|全会一致|全員一致|多数|挙手|賛成|よって|以上|本件|ただいま")
_TAKES_BACK = re.compile(
    r"先ほど|さっき|やはり|やっぱり|変更|改め|撤回|取り消|取り下げ|戻|まま(?:に|で|と)(?:し|いた|いき)|と言いましたけど"
)
# Who asks so has heard no objection: ということでよろしいですね.
_TAKEN_AS_READ = re.compile(r"(?:よろしい|いい|結構|ありません|ございません)(?:です)?ね[。]*$")
_SAME = 0.45  # of the content words of the shorter, for two decisions to be about the same thing


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: the sentence that decides, and before it the one that says what, where it only points at that."""

    sentences: tuple[Heard, ...]
    agreed: tuple[Heard, ...] = ()  # where it was put to the room in between, and the room's yes

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for one in self.sentences for word in content(fold(one.text)))


def decisions(heard: Sequence[Heard]) -> tuple[Decision, ...]:
    """The decisions that stand at the end of the meeting, in order."""
    found: list[Decision] = []
    confirmed = -1
    for n, one in enumerate(heard):
        if _is_put(one) and not _of_own_task(heard, n) and _is_agreed(heard, n):
            found.append(Decision(_with_what(heard, n, one), _yes(heard, n)))
            confirmed = n
        elif one.does(Act.DECIDES) and not one.does(Act.REQUESTS) and _counts(heard, n, one):
            whole = _with_what(heard, n, one)
            if found and confirmed >= 0 and n - confirmed <= _REPLY + 2 and _same_or_pointing(found[-1], whole):
                found[-1] = Decision(_once((*found[-1].sentences, *whole)), found[-1].agreed)
            else:
                found.append(Decision(whole, _between(heard, whole)))
            confirmed = -1
    return tuple(_standing(found))


def _is_put(one: Heard) -> bool:
    """Whether it is put to the room: agreement is asked for, or who leads proposes."""
    return not one.does(Act.COURTESY) and (
        one.does(Act.CONFIRMS) or (one.leads and one.speaker != "" and one.does(Act.PROPOSES))
    )


def _counts(heard: Sequence[Heard], n: int, one: Heard) -> bool:
    """Whether a concluding sentence concludes for the meeting: its leader's, or one that the others agree to."""
    if _DONE.search(one.text) and not _CARRIED.search(one.text):
        return one.leads and any(other.does(Act.AGREES) for other in heard[max(0, n - 3) : n])
    if any(other.does(Act.OBJECTS) and other.speaker != one.speaker for other in heard[n + 1 : n + 3]):
        return False
    return one.leads or _agreed_by_others(heard, n)


def _of_own_task(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody only asks about what he has just taken on: 作っときます。月末でいいですか."""
    before = heard[n - 1] if n else None
    return before is not None and before.does(Act.PROMISES, Act.OFFERS) and before.speaker == heard[n].speaker != ""


def _is_agreed(heard: Sequence[Heard], n: int) -> bool:
    """Whether the others say yes to what is put to them, thank for it, or take it on; or nobody says no to ですね."""
    asked = heard[n]
    for other in heard[n + 1 : n + 1 + _REPLY]:
        if other.does(Act.OBJECTS):
            return False
        if other.does(Act.AGREES, Act.DECIDES) or (other.speaker != asked.speaker and _takes_on(other)):
            return True
        if other.tells and other.speaker != asked.speaker:
            break
    return asked.leads and bool(_TAKEN_AS_READ.search(asked.text))


def _takes_on(other: Heard) -> bool:
    return other.does(Act.OFFERS, Act.PROMISES) or "ありがとう" in other.text


def _yes(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    return tuple(other for other in heard[n + 1 : n + 1 + _REPLY] if other.does(Act.AGREES))[:1]


def _between(heard: Sequence[Heard], whole: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Asking for agreement and giving it, between a proposal and the conclusion."""
    first, last = whole[0].ordinal, whole[-1].ordinal
    near = heard[max(first + 1, last - _REPLY) : last]
    return tuple(other for other in near if other.does(Act.CONFIRMS, Act.AGREES, Act.INVITES))


def _agreed_by_others(heard: Sequence[Heard], n: int) -> bool:
    return any(other.does(Act.AGREES) and other.speaker != heard[n].speaker for other in heard[n + 1 : n + 1 + _REPLY])


def _with_what(heard: Sequence[Heard], n: int, one: Heard) -> tuple[Heard, ...]:
    """The sentence, and before it the proposal it points at."""
    if one.noted or not (_POINTS.search(one.text) or says_little(one)) or len(one.text) > 60:
        return (one,)
    for other in reversed(heard[max(0, n - _BACK) : n]):
        proposes = other.does(Act.PROPOSES, Act.CONFIRMS) or (other.does(Act.DECIDES) and not says_little(other))
        if proposes and not says_little(other) and not other.does(Act.COURTESY):
            return other, one
    before = next(
        (other for other in reversed(heard[max(0, n - 6) : n]) if other.tells and not says_little(other, 3)), None
    )
    return (before, one) if before else (one,)


def _same_or_pointing(earlier: Decision, later: tuple[Heard, ...]) -> bool:
    return bool({one.ordinal for one in earlier.sentences} & {one.ordinal for one in later}) or _alike(
        earlier, Decision(later)
    )


def _standing(found: Sequence[Decision]) -> list[Decision]:
    """Without those that a later one takes back, and without saying one twice."""
    kept: list[Decision] = []
    for one in found:
        text = one.sentences[-1].text
        if kept and one.sentences[0].does(Act.WITHDRAWS) | one.sentences[-1].does(Act.WITHDRAWS):
            kept = _without_withdrawn(kept, one)
        elif kept and (_TAKES_BACK.search(text) or _TAKES_BACK.search(one.sentences[0].text)):
            kept = [other for other in kept if not _alike(other, one)]
        if not any({s.ordinal for s in one.sentences} <= {s.ordinal for s in other.sentences} for other in kept):
            kept.append(one)
    return kept


def _without_withdrawn(kept: list[Decision], one: Decision) -> list[Decision]:
    """Without the latest decision that speaks of what is withdrawn."""
    gone = next((other for other in reversed(kept) if other.words & one.words), None)
    return [other for other in kept if other is not gone]


def _alike(one: Decision, other: Decision) -> bool:
    fewer = min(len(one.words), len(other.words))
    return fewer > 0 and len(one.words & other.words) / fewer >= _SAME


def _once(sentences: Sequence[Heard]) -> tuple[Heard, ...]:
    return tuple(sorted({one.ordinal: one for one in sentences}.values(), key=lambda one: one.ordinal))
