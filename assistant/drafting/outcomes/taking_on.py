"""In which sentences something is taken on: a promise, a request that is not refused, what follows from a decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.due import due
from assistant.drafting.hearing.heard import Heard, together, words_of
from assistant.drafting.hearing.wordings import OFFICE, SIDE, SO, STOP, TITLE, WORK, Wording
from assistant.drafting.outcomes import assignees, concluding
from ingest.japanese.numbers import numbers

REPLY = 4  # sentences in which a request is taken on or refused
SAME = 0.6  # of the words of the shorter, for two to be about one piece of work
FEW = 3  # words of a sentence that says nothing but who and when
_SETTLES = (Act.DECIDES, Act.PROPOSES, Act.CONFIRMS)
_wishes = Wording(
    ("もっと早く知らせていただきたい。", "(?:いただき|もらい|お願いし)たい"),
    ("もっと早く知らせていただければ。", "(?:いただけ|もらえ)(?:れば|ると)"),
    ("もっと早く知らせてほしい。", "ほしい|欲しい"),
    ("もっと早く知らせるよう要望します。", "要望|求め(?:ます|て)"),
)
_accepts = Wording(("はい、それで通知を作ります。", f"^(?:(?:はい|ええ)、(?:それで|そのように|その|{SO})|{SO})"))
_advises = Wording(
    ("課を通してもらったほうが早いですよ。", "(?:ほう|方)が(?:早い|いい|よい|確か|安い|確実|楽)"),
    ("業者に聞いてみたら。", "(?:たら|れば)(?:どう|いい|よい|ええ)?(?:です|でしょう)?(?:か|よ|ね|よね|わ)?。*$"),
    ("実物で量るといいですよ。", "(?:と|なら)(?:いい|よい|ええ)(?:です)?(?:よ|ね|よね|わ)?。*$"),
)
_does_so = Wording(
    (
        "分かりました、そうします。",
        "^(?:はい|ええ|[分わ]かりました|承知しました|なるほど|、)*そう(?:します|してみます|させてもらいます|させていただきます)(?:ね)?。*$",
    ),
)
_welcomes = Wording(
    (
        "ぜひお願いします。",
        "^(?:はい、)?(?:ぜひ|では|じゃあ)?、?(?:すみません、)?(?:よろしく)?お願い(?:い?た)?します。*$",
    ),
    (
        "それは大変ありがたいです。",
        "助か(?:り(?:ます|ました)|る)|ありがた[いく]|頼みます|^(?:はい、)?(?:悪い|すまん)(?:です)?(?:ね|な|のう)。*$",
    ),
)
_obeys = Wording(("承知しました。", "^(?:はい、)?(?:承知|かしこまりました|了解(?:です|し|いたし))"))
_of_work = Wording(
    (
        "次からは1週間前に配るようにしましょう。",
        "(?:配る|送る|出す|作る|知らせる|伝える|見せる|確認する|報告する|相談する)ように",
    ),
    ("表を送りましょう。", f"{WORK}[^。、]{{0,14}}(?:ましょう|よう|こと)"),
)
_gives = Wording(
    ("協会との連絡は大槻さんのほうで。", f"は、?[^、。は]{{1,8}}{TITLE}(?:のほう|の方)?(?:で|から)(?:ね)?{STOP}"),
    (
        "それも大槻さんのほうで描いてもらって。",
        f"{TITLE}{SIDE}(?:で|に|から)[^。]{{0,20}}(?:もらっ|いただい)て(?:ね|よ)?{STOP}",
    ),
    (
        "文面は大槻さんと総務課で相談して。",
        f"は、?[^。、は]{{1,10}}(?:{TITLE}|{OFFICE}){SIDE}で、?(?:{WORK})[^。、]{{0,4}}て(?:ね|よ)?{STOP}",
    ),
    ("図面のほうを直していただいて。", f"{WORK}し?て、?(?:もらっ|いただい)て{STOP}"),
)
_ADVISED = 8  # sentences before a promise in which it was advised
_ABLE = re.compile(
    r"(?P<deed>[一-龠々]+)(?P<can>[えけせてねべめれげ]?られ|[えけせてねべめれげ])(?:る|ます)(?:か(?:な|ね)?)?[?。]"
)


def taken_on(heard: Sequence[Heard], n: int, taken: set[int]) -> tuple[Heard, ...]:
    """The sentences in which something is taken on, from a request or a promise on; () where nothing is."""
    one = heard[n]
    if one.does(Act.COURTESY) or not one.within:
        return ()
    if one.does(Act.REQUESTS):
        return () if _only_accepts(heard, n, taken) else _request_taken_on(heard, n, taken)
    if (
        ordered := _ordered(heard, n)
        or _does_as_asked(heard, n)
        or _does_as_called(heard, n)
        or _takes_advice(heard, n)
        or _assigned_to(heard, n)
    ):
        return ordered
    takes = one.does(Act.PROMISES) or any(
        does(heard, n) for does in (_follows_decision, _is_welcomed, _does_what_was_advised)
    )
    if not takes or one.does(Act.DECIDES):
        return ()
    # A promise may be handed on at once: 預かります。三枝さん、…してください.
    after = heard[n + 1 : n + 2]
    handed_on = one.says_little() and after and after[0].does(Act.REQUESTS) and after[0].speaker == one.speaker != ""
    return (one, *_request_taken_on(heard, n + 1, taken)) if handed_on else (one,)


def _only_accepts(heard: Sequence[Heard], n: int, taken: set[int]) -> bool:
    """Whether a bare お願いします only takes what another has just promised."""
    one, before = heard[n], heard[n - 1] if n else None
    return before is not None and before.ordinal in taken and before.speaker != one.speaker and one.says_little(1)


def _ordered(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """What who leads wants done, with the word of another that it will be: 先に配りましょう。―承知しました."""
    one, after = heard[n], heard[n + 1 : n + 2]
    wants = one.leads and one.speaker != "" and one.does(Act.PROPOSES, Act.DECIDES) and _of_work(one.folded)
    obeys = wants and any(other.speaker != one.speaker and _obeys(other.folded) for other in after)
    return (one, *after) if obeys else ()


def _does_as_asked(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """Whether somebody can do something, with the word of another that he does: この順番、直せる?―直します."""
    one, after = heard[n], heard[n + 1 : n + 2]
    able = _ABLE.search(one.folded) if one.does(Act.ASKS) and one.speaker else None
    if able is None or not after or after[0].speaker == one.speaker or not after[0].does(Act.OFFERS):
        return ()
    said = after[0].folded
    return (one, *after) if able["deed"] in said and able["deed"] + able["can"] not in said else ()


def _does_as_called(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """What somebody is called by name for, with his word that he does it: 仁木さん、あの件と一緒に。―はい、聞きます."""
    one, after = heard[n], heard[n + 1 : n + 3]
    does = next((other for other in after if other.tells), None)
    if not one.speaker or one.does(Act.ASKS, Act.CONFIRMS, Act.CALLS) or does is None or does.speaker == one.speaker:
        return ()
    called = assignees.called(one, (does.speaker,)) and not one.says_little()
    return (one, does) if called and does.does(Act.OFFERS) else ()


def _takes_advice(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """What somebody is advised to do, with his word that he does so: 課を通したほうが早い。―はい、そうします."""
    one, after = heard[n], heard[n + 1 : n + 3]
    does = next((other for other in after if not other.does(Act.COURTESY)), None)
    if not one.speaker or not _advises(one.folded) or does is None or does.speaker in ("", one.speaker):
        return ()
    return (one, does) if _does_so(does.folded) and not does.leads else ()


def _assigned_to(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """What who leads gives to somebody by name, in half a sentence: 協会との連絡は大槻さんのほうで。"""
    one = heard[n]
    if not (one.leads and one.speaker and _gives(one.folded)) or one.does(Act.ASKS, Act.CALLS, Act.CONFIRMS):
        return ()
    others = [other for other in heard[n + 1 : n + 1 + REPLY] if other.speaker != one.speaker]
    if any(other.does(Act.OBJECTS) for other in others[:2]):
        return ()
    takes = [other for other in others if other.does(Act.PROMISES, Act.OFFERS)][:1]
    return (one, *takes) if takes or assignees.names_somebody(one) else ()


def _follows_decision(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody takes on what follows from what the leader has just said: はい、それで通知を作ります."""
    one = heard[n]
    near = reversed(heard[max(0, n - REPLY) : n])
    before = next((other for other in near if not (other.speaker == one.speaker and other.does(Act.COURTESY))), None)
    answers = before is not None and before.leads and before.speaker != one.speaker and not before.does(Act.ASKS)
    same = before is not None and one.words & before.words  # チラシにも載せましょう。―載せます
    says = not one.says_little() or bool(numbers(one.folded)) or bool(same)  # では2台で直します
    takes = one.does(Act.OFFERS) and not one.does(Act.CALLS) and says
    nods = heard[n - 1].speaker == one.speaker != "" and heard[n - 1].does(Act.AGREES)  # わかりました。積算を直します
    if not (before and answers and takes):
        return False
    at_once = before.ordinal == n - 1 and before.speaker != ""
    settled = at_once and _settles_it(heard, before.ordinal)
    return _accepts(one.raw) or nods or settled  # そこははっきり書きましょう。―手引きに書き足します


def _settles_it(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads settles something, or adds to what he has just settled: そうしましょう。必ず聞くようにする。"""
    one, before = heard[n], heard[n - 1] if n else None
    if one.does(*_SETTLES) or concluding.of_leader(heard, n):
        return True
    adds = before is not None and before.speaker == one.speaker and before.does(Act.DECIDES)
    return adds and concluding.is_plain(one.folded)


def _is_welcomed(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody offers to do something, and another is glad of it: 事務局に送ります。―お願いします."""
    one, after = heard[n], heard[n + 1 : n + 3]
    offers = one.does(Act.OFFERS) and not one.does(Act.CALLS, Act.DECIDES) and not one.says_little()
    others = [other for other in after if other.speaker != one.speaker != ""]
    return offers and any(_welcomes(other.folded) for other in others)


def _does_what_was_advised(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody does what another has just advised: 実物で量ったほうがいいですよ。―では、量ります."""
    one = heard[n]
    if not one.does(Act.OFFERS) or one.does(Act.CALLS, Act.DECIDES) or one.says_little():
        return False
    near = (other for other in heard[max(0, n - _ADVISED) : n] if other.speaker != one.speaker != "")
    return any(_advises(other.folded) and share((one,), (other,)) >= SAME for other in near)


def _request_taken_on(heard: Sequence[Heard], n: int, taken: set[int]) -> tuple[Heard, ...]:
    """A request with the promise that answers it; () where it is refused, or only wished by one who does not lead."""
    words = [heard[n]]
    agreed: str | None = None  # who said yes to it
    for other in heard[n + 1 : n + 1 + REPLY]:
        if other.speaker == heard[n].speaker != "":
            if other.does(Act.REQUESTS) and _adds_only_who_and_when(other):
                words.append(other)  # 台帳は事務局で。野々村さん、10日までにお願いします
            continue
        if other.does(Act.OBJECTS):
            return ()
        if other.does(Act.PROMISES, Act.OFFERS) and other.ordinal not in taken and agreed in (None, other.speaker):
            return (*words, other)
        agreed = other.speaker if agreed is None and other.does(Act.AGREES) else agreed
        if other.tells and not other.does(Act.ASKS):
            break
    return tuple(words) if agreed is not None or _binds(heard[n]) else ()


def _binds(request: Heard) -> bool:
    """Whether a request that nobody answers is a to-do.

    Somebody is named, or more than a wish is said by who leads or with a day: 25日までにご連絡ください.
    """
    firm = request.leads or due(request.text, None) is not None
    return assignees.names_somebody(request) or (firm and not _wishes(request.folded))


def _adds_only_who_and_when(one: Heard) -> bool:
    """台帳は事務局で、and then: 野々村さん、10日までにお願いします."""
    text = assignees.without_call(one.text)
    limit = due(text, None)
    return len(words_of(text.replace(limit.said, "") if limit else text)) < FEW


def share(one: Sequence[Heard], other: Sequence[Heard]) -> float:
    """How much of the words of the shorter of two runs of sentences the other says too, 0 to 1."""
    ours, theirs = together(one), together(other)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0
