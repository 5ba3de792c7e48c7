"""What a meeting decided: who leads concludes, or what is put to the room is agreed to.

A conclusion often only points (では、そのようにします): then what it points at, the last proposal before it, belongs to
its words. An agreement that is asked for and not given is no decision, and one that a later decision takes back is not
what the meeting decided. What a chair declares by the rules of a council stands as it was declared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.deciding import fixes_text, lets_do
from assistant.drafting.hearing.due import due
from assistant.drafting.hearing.heard import Heard, together, words_of
from assistant.drafting.hearing.wordings import SO, STOP, YES, Wording, words
from assistant.drafting.outcomes import concluding, room, weighing
from assistant.drafting.outcomes.matters import Matter, matter
from assistant.drafting.outcomes.pointing import points_at_own, with_what, without_verb
from assistant.drafting.outcomes.votes import votes
from ingest.japanese.numbers import numbers

_BACK = 15  # sentences before a conclusion in which its proposal stands
_FAR = 0.2  # what each sentence between a conclusion and what it may be about weighs against that
_REGRET = 60  # sentences in which who has decided something takes it back
_MATTER = re.compile("[一-龠々ァ-ヶa-z]")  # of a word that may be what is spoken of: not つく
_SAME = 0.45  # of the words of the shorter, for two decisions to be about the same thing

_condition = Wording(("ただ、傷んだら直してください。", "^(?:ただし?|その代わり|そのかわり)、"))
_is_done = Wording(("第2回の会議録は確定しました。", "(?:まし|でし)た(?:ね|よ)?。*$"))
_concludes_so = Wording(("では、2案に決まりました。", f"^{YES}{SO}、?[^、。]{{1,20}}[にで]決まりました"))
# Who does it is decided as much as that it is done.
_sets_who = Wording(("じゃあ、ポスターは管財課でまとめて作りましょう。", f"^{YES}{SO}、?[^。]{{4,}}ましょう{STOP}"))
_by_vote = Wording(
    ("異議なしと認めます。", words("異議 合意 全会一致 全員一致 多数 挙手 賛成 よって 以上 本件 ただいま"))
)
_takes_back = Wording(
    (
        "先ほどの2番の案に戻します。",
        words("先ほど さっき やはり やっぱり 変更 改め 撤回 取り消 取り下げ 戻 と言いましたけど"),
    ),
    ("対象は元のままでいきます。", "まま[にでと](?:し|いた|いき)"),
)
# What who decides adds at once, without a verb of its own: ほかは28度で。
_terms = Wording(
    ("4階は28度で。", r"(?:\d|まま|どおり)[^。、]{0,8}(?:まで|から|ずつ|で)。*$"),
    ("人件費は15日締め、ほかは11月1日。", r"(?:\d[^。、]{0,8}|どおり|まま)(?<!で)(?<!から)(?<!です)(?<!ます)。*$"),
    ("やれるところはやって。", "は、?[^。、]{1,10}て(?:もらう|もらって|もらおう|くれ)?。*$"),
    ("様子を見て全庁に広げる、と。", "[うくすつぬむるぐぶ]、?と。*$"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: the sentence that decides, and before it the one that says what, where it only points at that."""

    sentences: tuple[Heard, ...]
    agreed: tuple[Heard, ...] = ()  # where it was put to the room in between, and the room's yes
    matter: Matter | None = None  # what it is about, where its sentences do not say it
    granted: bool = False  # by who was asked for leave, or likes what another brought up
    declared: bool = False  # by a chair who found no objection, or a majority

    @property
    def words(self) -> frozenset[str]:
        """The words of all its sentences that say something."""
        return together(self.sentences)

    @property
    def places(self) -> frozenset[int]:
        """The ordinals of its sentences."""
        return frozenset(one.ordinal for one in self.sentences)


def decisions(heard: Sequence[Heard], weigh: weighing.Weigh = weighing.LEARNED) -> tuple[Decision, ...]:
    """The decisions that stand at the end of the meeting, in order."""
    found = _without_outdone(heard, _weighed(heard, _by_rules(heard), weighing.odds(heard, weigh)))
    return tuple(_about(heard, one) for one in _standing(found))


def _by_rules(heard: Sequence[Heard]) -> list[Decision]:
    declared = {vote.sentences[-1].ordinal: vote for vote in votes(heard)}
    of_votes = frozenset().union(*(vote.places for vote in declared.values()))
    found: list[Decision] = []
    put_at: int | None = None
    for n in range(len(heard)):
        if n in of_votes:
            put_at = None
            if vote := declared.get(n):
                found.append(Decision(vote.sentences, vote.agreed, declared=True))
        elif room.is_put(heard, n) and room.is_agreed(heard, n) and not room.goes_along(heard, n):
            _add_put(found, heard, n)
            put_at = n
        elif _is_conclusion(heard, n):
            whole = with_what(heard, n)
            just_put = put_at is not None and n - put_at <= room.REPLY + 2
            at_once = bool(found) and found[-1].sentences[-1].ordinal in (n - 1, n)
            same_turn = at_once and heard[n].said is heard[n - 1].said and not heard[n - 1].does(Act.WITHDRAWS)
            # それなら入れましょう。仕切りも予算に含めて要求すると…
            leads_up = same_turn and found[-1].sentences[-1].says_little(3)
            in_one_breath = same_turn and (leads_up or not heard[n].does(Act.DECIDES))
            if in_one_breath or ((just_put or at_once) and _is_about(found[-1], whole)):
                found[-1] = replace(found[-1], sentences=_in_order(found[-1].sentences, whole))
            else:
                granted = room.goes_along(heard, n) or concluding.of_leader(heard, n)
                found.append(Decision(whole, _between(heard, whole), granted=granted))
            put_at = None
        elif found and (_is_echo(heard, n, found[-1]) or _adds_terms(heard, n, found[-1])):
            found[-1] = replace(found[-1], sentences=(*found[-1].sentences, heard[n]))
        elif heard[n].leads and heard[n].does(Act.WITHDRAWS):
            found.append(Decision((heard[n],)))
            put_at = None
    return found


def _weighed(heard: Sequence[Heard], found: Sequence[Decision], odds: Mapping[int, float]) -> list[Decision]:
    """The decisions without those that all signs are against, and with those that only many small signs show."""
    kept = [one for one in found if one.declared or any(_may_be(sentence, odds) for sentence in one.sentences)]
    taken = set().union(*(one.places for one in kept))
    for n in weighing.likely(odds, taken):
        whole = () if _is_open(heard, n) else _with_likeliest(heard, n, odds)
        if whole and taken.isdisjoint(one.ordinal for one in whole):
            kept.append(Decision(whole, _yes_after(heard, n), granted=True))
            taken |= kept[-1].places
    return sorted(kept, key=lambda one: one.sentences[-1].ordinal)


def _is_open(heard: Sequence[Heard], n: int) -> bool:
    """Whether it settles nothing after all: somebody objects, agreement is not given, it is said again."""
    if room.is_refused(heard, n) or room.repeats(heard, n) or _only_says_when(heard, n):
        return True
    return heard[n].does(Act.CONFIRMS) and not room.is_agreed(heard, n)


def _with_likeliest(heard: Sequence[Heard], n: int, odds: Mapping[int, float]) -> tuple[Heard, ...]:
    """The sentence with what it is about; nothing where that is not to be found."""
    whole = with_what(heard, n)
    if len(together(whole)) > 1 or any(numbers(one.folded) for one in whole):
        return whole
    near = [one for one in heard[max(0, n - _BACK) : n] if one.ordinal in odds and not one.says_little(3)]
    best = max(near, key=lambda one: odds[one.ordinal] - _FAR * (n - one.ordinal), default=None)
    return (best, *whole) if best else ()


def _may_be(one: Heard, odds: Mapping[int, float]) -> bool:
    return one.noted or one.does(Act.WITHDRAWS) or odds.get(one.ordinal, -math.inf) >= weighing.NEVER


def _without_outdone(heard: Sequence[Heard], found: Sequence[Decision]) -> list[Decision]:
    """Without what was agreed to, then doubted by another, and at once decided otherwise: …では、県も入れて3人で。"""
    kept: list[Decision] = []
    for one in found:
        last, begins = kept[-1] if kept else None, one.sentences[0]
        if last and not last.declared and begins.leads and room.concludes_for_all(begins.folded):
            between = heard[last.sentences[-1].ordinal + 1 : one.sentences[0].ordinal]
            if len(between) <= _BACK // 2 and any(room.is_doubt(other) for other in between):
                kept.pop()
        kept.append(one)
    return kept


def _yes_after(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    return tuple(other for other in room.replies(heard, n) if other.does(Act.AGREES, Act.CONSENTS))[:1]


def _add_put(found: list[Decision], heard: Sequence[Heard], n: int) -> None:
    """Adds what was put to the room and agreed to, or joins it to the decision that it only makes sure of."""
    yes = [other for other in room.replies(heard, n) if other.does(Act.AGREES)]
    put, agreed = with_what(heard, n), tuple(yes[:1])
    if found and put[0].ordinal == found[-1].sentences[-1].ordinal + 1 and _goes_with(found[-1], put):
        found[-1] = replace(found[-1], sentences=(*found[-1].sentences, *put), agreed=(*found[-1].agreed, *agreed))
    elif not found or put[0].ordinal not in found[-1].places:
        found.append(Decision(put, agreed, granted=room.makes_sure(heard, n)))
    elif without_verb(put[-1].folded):
        found[-1] = Decision(_in_order(found[-1].sentences, put), agreed)
    else:
        found[-1] = replace(found[-1], agreed=(*found[-1].agreed, *put[1:], *agreed))


def _goes_with(decision: Decision, put: tuple[Heard, ...]) -> bool:
    """Whether what is put to the room ends what its speaker has just decided: …と明記すると。これでよろしいですか。"""
    same_turn = put[-1].said is decision.sentences[-1].said and put[-1].speaker != ""
    return same_turn and (points_at_own(put[-1].folded) or put[-1].says_little(3))


def _about(heard: Sequence[Heard], one: Decision) -> Decision:
    """A decision with its matter; the sentence that only announces that is no more part of it."""
    about = matter(heard, one.sentences)
    rest = tuple(sentence for sentence in one.sentences if about is None or sentence is not about.at)
    return replace(one, matter=about, sentences=rest or one.sentences)


def _is_conclusion(heard: Sequence[Heard], n: int) -> bool:
    """Whether a sentence concludes for the meeting: its leader's, or one that the others agree to."""
    one = heard[n]
    if room.goes_along(heard, n):
        return True
    if lets_do(one.folded) and one.speaker:
        return one.leads or (n > 0 and heard[n - 1].speaker != one.speaker and heard[n - 1].tells)
    if _only_says_when(heard, n):
        return False
    if concluding.of_leader(heard, n):
        return True
    if not one.does(Act.DECIDES) or room.repeats(heard, n):
        return False
    if one.does(Act.REQUESTS) and not (fixes_text(one.folded) or (one.leads and _sets_who(one.folded))):
        return False
    if _is_done(one.folded) and not _by_vote(one.folded):
        if one.leads and _concludes_so(one.folded):
            return True
        return one.leads and any(
            other.does(Act.AGREES) and other.said is not one.said for other in heard[max(0, n - 3) : n]
        )
    return not room.is_refused(heard, n) and (one.leads or room.others_agree(heard, n))


def _only_says_when(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads only takes the day that another has promised: 来週中にお返事します。―じゃあ来週中で。"""
    limit = due(heard[n].text, None)
    rest = heard[n].text.replace(limit.said, "") if limit else heard[n].text
    others = [other for other in heard[max(0, n - 3) : n] if other.speaker != heard[n].speaker]
    told = any(other.does(Act.PROMISES) or (limit and limit.said[:3] in other.text) for other in others)
    return limit is not None and told and not words_of(rest)


def _between(heard: Sequence[Heard], whole: Sequence[Heard]) -> tuple[Heard, ...]:
    """Asking for agreement and giving it, between a proposal and the conclusion."""
    first, last = whole[0].ordinal, whole[-1].ordinal
    near = heard[max(first + 1, last - room.REPLY) : last]
    return tuple(other for other in near if other.does(Act.CONFIRMS, Act.AGREES, Act.INVITES))


def _adds_terms(heard: Sequence[Heard], n: int, decision: Decision) -> bool:
    """Whether who has just decided goes on with how far it holds."""
    one, last = heard[n], decision.sentences[-1]
    at_once = one.ordinal == last.ordinal + 1 and one.speaker == last.speaker and not one.noted
    return at_once and (
        (one.leads and (_terms(one.folded) or concluding.is_plain(one.folded)))
        or (one.speaker != "" and _condition(one.folded))
    )


def _is_echo(heard: Sequence[Heard], n: int, decision: Decision) -> bool:
    """Whether another says at once, in other words, what has just been decided: じゃあ、Aね。―ではA案で."""
    one, last = heard[n], decision.sentences[-1]
    return one.does(Act.DECIDES) and one.ordinal == last.ordinal + 1 and bool(one.words & last.words)


def _is_about(earlier: Decision, whole: tuple[Heard, ...]) -> bool:
    later = Decision(whole)
    return bool(earlier.places & later.places) or _alike(earlier, later)


def _standing(found: Sequence[Decision]) -> list[Decision]:
    """Without those that a later one or who leads takes back, and without saying one twice."""
    kept: list[Decision] = []
    for one in found:
        if one.declared:
            kept.append(one)
            continue
        if any(sentence.does(Act.WITHDRAWS) for sentence in one.sentences):
            since = one.sentences[-1].ordinal - _REGRET
            near = (other for other in reversed(kept) if other.sentences[-1].ordinal >= since)
            gone = next((other for other in near if any(map(_MATTER.search, other.words & one.words))), None)
            kept = [other for other in kept if other is not gone]
        elif any(_takes_back(sentence.folded) for sentence in one.sentences):
            kept = [other for other in kept if other.declared or not _alike(other, one)]
        decides = one.granted or any(
            sentence.does(Act.DECIDES, Act.CONFIRMS, Act.PROPOSES) for sentence in one.sentences
        )
        if decides and not any(one.places <= other.places for other in kept):
            kept.append(one)
    return kept


def _alike(one: Decision, other: Decision) -> bool:
    fewer = min(len(one.words), len(other.words))
    return fewer > 0 and len(one.words & other.words) / fewer >= _SAME


def _in_order(*parts: Sequence[Heard]) -> tuple[Heard, ...]:
    """The sentences of all parts, each once."""
    by_place = {one.ordinal: one for part in parts for one in part}
    return tuple(by_place[place] for place in sorted(by_place))
