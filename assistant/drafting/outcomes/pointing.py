"""What a conclusion points at: the last proposal before it, or what its speaker has just said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.deciding import conclusion_of, lets_do
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import SO, YES, Wording, any_of
from assistant.drafting.outcomes import room
from assistant.drafting.outcomes.following import remarks
from assistant.drafting.outcomes.votes import finds
from ingest.japanese.numbers import numbers

_BACK = 15  # sentences before a conclusion in which its proposal stands
_NEAR = 6  # sentences before it in which anything telling may be meant
_LONGEST = 60  # characters of a sentence that only points

# How somebody brings up what another has so.
_BRINGS_UP = (Act.PROPOSES, Act.CONFIRMS, Act.OPINES, Act.PROMISES, Act.OFFERS, Act.DECIDES)
_IT = any_of(
    "(?:その|この)(?:よう|形|方向|案|内容|線|日程|日時|場所|額|時期|期間|順番|条件)|そういう|[そこ]れで(?!は)|ただいまの|今の(?:案|形|方向)",
    "そう(?:し|いき|お願い)|(?<=はもう)お任せ|(?<=こは)お任せ|(?<=れは)お任せ",
    "本[件案]|案の?(?:とおり|どおり|通り)|異議|了[承解]|承認|決定",
)
_points_back = Wording(
    (
        "はい、では、そのようにします。",
        f"^{YES}(?:{SO}|以上|ということで|よって)?、?(?:(?:次回|今回|来年度?|今後)(?:から|は)、?)?(?:皆さん|特に)?(?:(?:これ|それ)は、?[^、。]{{0,12}}、)?[^、。]{{0,10}}?{_IT}",
    ),
)
# What its speaker has just said himself.
points_at_own = Wording(
    ("これでいきます。", f"^{YES}(?:{SO}、?)?これで"),
    (
        "そういう整理でよろしいですか。",
        f"^{YES}(?:{SO}、?)?(?:そういう|そんな|以上の)[^、。]{{1,8}}で、?(?:よろしい|いい|いかが)",
    ),
    ("うん、そうしよう。", f"^{YES}そうしよう(?:や|よ|ね)?。*$"),
    ("そういう運用にします。", f"^{YES}(?:{SO}、?)?(?:そういう|その)[^。、はを]{{1,6}}に(?:し|いたし)ます"),
    ("そういうことで要綱も直してください。", f"^{YES}(?:{SO}、?)?そういう(?:こと|形|方向|線)で、?[^。]{{4,}}"),
    ("それでいいね。", "^(?:(?:それ|これ)で、?)?(?:いい|よろしい|ええ)(?:です)?(?:ね|な)。*$"),
)
# Said without a verb it leans on the sentence before it: 12人じゃ通らない。東と西の2台で。
without_verb = Wording(("東と西の2台で。", r"^[^、。]{0,14}\d[^、。\d]{0,6}(?<!こと)で。*$"))


def with_what(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """The sentence, and before it the proposal it points at."""
    one = heard[n]
    own = _own_words(heard, n)
    if own and not one.noted:
        return (*own, one)
    if (lets_do(one.folded) or room.goes_along(heard, n)) and one.speaker:
        of_others = [other for other in reversed(heard[max(0, n - _NEAR) : n]) if other.speaker != one.speaker]
        others = [other for other in of_others if other.tells and not other.says_little()]
        brought_up = (other for other in others if other.does(*_BRINGS_UP) and not remarks(other.folded))
        meant = next(brought_up, None) or next(iter(others), None)
        return (meant, one) if meant else (one,)
    pointed = _points_back(conclusion_of(one.folded))
    whole = one.has_topic or len(numbers(one.folded)) > 1  # 9団体から1人ずつで
    leans = pointed or (one.says_little() and not whole)
    if one.noted or len(one.text) > _LONGEST or not leans:
        return (one,)
    # では、そのようにします points at what was put, not at the words that only announced it.
    near = [other for other in reversed(heard[max(0, n - _BACK) : n]) if not (pointed and room.announces(other.folded))]
    asks_all = pointed or one.does(Act.CONFIRMS)
    # 2月の上旬で does not lean on what was decided before it.
    proposals = (other for other in near if _is_proposal(other) and (asks_all or not other.does(Act.DECIDES)))
    telling = (
        other
        for other in reversed(heard[max(0, n - _NEAR) : n])
        if other.tells and not other.says_little(3) and not finds(other.folded)
    )
    says_how_many = not pointed and re.search(r"\d", one.folded) is not None
    advised = _just_advised(heard, n) if pointed else None
    before = advised or next(proposals, None) or (_of_figure(heard, n) if says_how_many else next(telling, None))
    return (before, one) if before else (one,)


def _of_figure(heard: Sequence[Heard], n: int) -> Heard | None:
    """The sentence in which the figure was named that somebody concludes with: じゃあ、3回で。"""
    one, figures = heard[n], set(numbers(heard[n].folded))
    if not room.concludes_for_all(one.folded) or not figures or not one.speaker:
        return None
    before = [other for other in reversed(heard[max(0, n - _BACK) : n]) if figures <= set(numbers(other.folded))]
    told = (other for other in before if other.speaker != one.speaker and other.tells and not other.says_little())
    near = next((other for other in told if other.ordinal >= n - _NEAR), None)
    return near or next((other for other in before if other.does(Act.PROPOSES)), None)


def _just_advised(heard: Sequence[Heard], n: int) -> Heard | None:
    """What who leads has just advised another who does so: 無料でよいのでは。―はい、そのようにいたします。"""
    near = (other for other in reversed(heard[max(0, n - 2) : n]) if other.speaker != heard[n].speaker != "")
    return next((other for other in near if other.leads and other.does(Act.OPINES) and not other.says_little()), None)


def _own_words(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """What the speaker said just before it, where the sentence points at that or is no sentence by itself."""
    one = heard[n]
    points = points_at_own(one.folded)
    if not (points or without_verb(one.folded)) or not one.speaker:
        return ()
    found: list[Heard] = []
    for other in reversed(heard[max(0, n - 2) : n]):
        if other.speaker != one.speaker or not other.tells or other.does(Act.ASKS, Act.DECIDES) or other.says_little():
            break
        found.insert(0, other)
        if not points:
            break
    return tuple(found)


def _is_proposal(one: Heard) -> bool:
    if finds(one.folded):
        return False  # 異議なしと認めます says that, and not what
    proposes = one.does(Act.PROPOSES, Act.CONFIRMS) or (one.does(Act.DECIDES) and one.leads)
    says = not one.says_little() or re.search(r"\d", one.folded) is not None
    return proposes and says and not one.does(Act.COURTESY)
