"""A decision that no single sentence declares, weighed by many small signs.

Among those who settle things by talking, somebody names a way (じゃあ、3時に揃えてもらえますか), the next gives in
(しょうがねえな) and the talk goes on. None of it is a form that decides by itself, so each sign adds a little, and what
the others say to it counts as much as the words. What is plainly something else (a question, a report, the running of
the meeting) is not weighed at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.asking import names_which
from assistant.drafting.hearing.acts.deciding import leaves_undecided
from assistant.drafting.hearing.acts.telling import is_of_others, is_past, is_supposed
from assistant.drafting.hearing.announcing import moves_on
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import SO, STOP, WILLED, YES, Wording, words
from assistant.drafting.outcomes import room
from ingest.japanese.numbers import numbers

ENOUGH = 6  # of what its signs weigh, for a sentence to be a decision
_WAY = 2  # what the words alone must weigh, before it is asked what the others say to it
_HEARD = 5  # sentences in which others say yes or no

_LITTLE = 9  # characters of a sentence that names no way
_NEVER = (Act.COURTESY, Act.NEXT, Act.CALLS, Act.INVITES, Act.CHECKS, Act.WITHDRAWS, Act.PROMISES, Act.REQUESTS)

_concludes = Wording(
    ("じゃあ、3時で。", f"^{YES}{SO}、?"),
    ("そしたら、3時で。", f"^{YES}{words('そしたら そうしたら ということで とりあえず 結局')}、?"),
)
_wants = Wording(
    ("3時に揃えましょうか。", f"ましょう(?:か|かね|よ|ね)?{STOP}"),
    ("3時に揃えよう。", f"{WILLED}(?:か|かね|かな|や|よ|ね|と)?{STOP}"),
    ("3時に揃えるか。", f"(?<!い)(?<!あ)るか{STOP}"),
)
_names_way = Wording(
    (
        "3時という形で。",
        f"(?:こと|形|方向|線|まま|方針|どおり)[でにと](?:{STOP}|、|し|いき|いく|いたし|進め|行|お願い|する)",
    ),
)
_ends_bare = Wording(
    ("3時で。", f"[一-龠々ァ-ヶーa-z0-9りけしきみち]で(?:ね|な)?{STOP}"),
    ("3時だけ。", f"(?:だけ|まで|なし|どおり|ずつ)(?:で)?(?:ね|な)?{STOP}"),
    ("3時に見ると。", f"[うくすつぬむるぐぶ]、?と{STOP}"),
    ("3時ね。", f"[一-龠々ァ-ヶー0-9](?:ね|な|と){STOP}"),
)
_asks_favour = Wording(
    (
        "3時に揃えてもらえますか。",
        "[てで](?:もらえ|もらう|もらお|いただけ|いただく|くれ)(?:ます|ません|ない)?(?:か|と|という)",
    ),
)
_asks_views = Wording(
    ("3時というのはどうでしょう。", f"(?:どう|いかが)(?:です|でしょう|だろう)?(?:か)?(?:ね|な)?{STOP}")
)
# Who goes on with what follows from it: では、当番は北医院ということで、広報に載せます.
_decides_in_passing = Wording(
    (
        "では、当番は北医院ということで、広報に載せます。",
        f"^{YES}{SO}、?[^。]{{2,40}}(?:は|を|が)[^。]{{1,30}}(?:ということ|形|方向)で、[^。]*ます{STOP}",
    ),
)
_OF_TALK = words("始め 休憩 終わり 質問 意見 説明 紹介 挨拶 整理 電話 聞い 聞き 見て 確認 調べ 考え 相談 検討 また")
_runs_talk = Wording(
    ("じゃあ、そろそろ始めましょうか。", f"{_OF_TALK}[^。]{{0,16}}{STOP}"),
    ("じゃあ、それはもう済んだ話で。", words("済んだ 終わった 決まってる 決まった")),
)


def is_settled(heard: Sequence[Heard], n: int) -> bool:
    """Whether the signs that a sentence settles something are enough."""
    one = heard[n]
    if not _may_settle(one) or _asks_about_own(heard, n) or room.repeats(heard, n):
        return False
    way = sum(weight for weight, holds in _OF_WORDS if holds(one))
    return way >= _WAY and way + _of_room(heard, n) >= ENOUGH


def _may_settle(one: Heard) -> bool:
    if not one.within or one.noted or (one.does(*_NEVER) and not _decides_in_passing(one.folded)):
        return False
    said = one.folded
    if is_supposed(said) or is_of_others(said) or is_past(said) or names_which(said):
        return False
    if _runs_talk(said) or leaves_undecided(said):
        return False
    return not one.says_little() or len(one.text) >= _LITTLE or bool(numbers(said))


def _asks_about_own(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody only asks when or how to do what he has just taken on: 作っておきます。月末でいいですか."""
    before = heard[n - 1] if n else None
    took_on = before is not None and before.does(Act.PROMISES, Act.OFFERS) and not before.does(Act.CONFIRMS)
    return before is not None and took_on and before.speaker == heard[n].speaker != ""


_OF_WORDS: tuple[tuple[int, Callable[[Heard], bool]], ...] = (
    (3, lambda one: one.does(Act.CONFIRMS)),
    (3, lambda one: one.does(Act.DECIDES)),
    (2, lambda one: one.does(Act.PROPOSES)),
    (-1, lambda one: one.does(Act.OPINES)),
    (3, lambda one: _decides_in_passing(one.folded)),
    (-1, lambda one: _asks_views(one.folded)),
    (2, lambda one: _concludes(one.folded)),
    (1, lambda one: _wants(one.folded)),
    (1, lambda one: _names_way(one.folded)),
    (1, lambda one: _ends_bare(one.folded)),
    (1, lambda one: _asks_favour(one.folded)),
    (1, lambda one: one.leads and one.speaker != ""),
)


def _of_room(heard: Sequence[Heard], n: int) -> int:
    """What the others say to it: each yes adds, a doubt or another way takes away."""
    one, after = heard[n], heard[n + 1 : n + 1 + _HEARD]
    others = [other for other in after if other.speaker != one.speaker or not other.speaker]
    if not others:
        return 0
    first, *later = others
    found = _of_reply(one, first)
    more = [other for other in later if _says_yes(other) and other.speaker != first.speaker]
    found += bool(more)
    found += any(other.leads and _says_yes(other) for other in others[:3]) and not one.leads
    found -= 4 * any(other.does(Act.OBJECTS) for other in others[:4])
    went_on = one.leads and one.speaker != "" and after[0].speaker == one.speaker and moves_on(after[0].folded)
    return found + 2 * went_on


def _of_reply(one: Heard, reply: Heard) -> int:
    if _says_yes(reply) or _echoes(one, reply):
        return 2
    if reply.does(Act.OFFERS, Act.PROMISES):
        return int(bool(reply.words & one.words))
    if reply.does(Act.PROPOSES, Act.OBJECTS) or room.doubts(reply.folded):
        return -2
    if reply.does(Act.ASKS, Act.CHECKS):
        return -2 if reply.words & one.words or reply.says_little() else 0
    return -1 if reply.tells else 0


def _says_yes(other: Heard) -> bool:
    return other.does(Act.AGREES, Act.CONSENTS)


_echo = Wording(("3時な。", f"(?:ね|な|で|だな|だね|よ|か){STOP}"))
_SHORT = 16  # characters of an echo


def _echoes(one: Heard, reply: Heard) -> bool:
    """Whether a reply says the way again in a few words: 3時に揃えてもらえますか。―3時な。"""
    same = set(numbers(reply.folded)) & set(numbers(one.folded)) or (reply.words and reply.words <= one.words)
    return bool(same) and len(reply.text) <= _SHORT and _echo(reply.folded) and not reply.does(Act.ASKS, Act.CHECKS)
