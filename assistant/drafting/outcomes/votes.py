"""Decisions as councils and committees take them: put to the room, found to be agreed to, declared.

御異議ありませんか。―御異議なしと認めます。よって、本案は原案のとおり可決されました。 Each of these sentences may say
what is decided, and each may only point at the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import STOP, Wording, words

_AS_SAID = "(?:さよう|そのよう|そう|左様)に?"
_LINKS = f"(?:{words('よって 従って したがって それでは では なお 次に この際')}、?)*"
_OF = "(?:は|も|につきましては|については|に関しては)"
# A part of a matter is none by itself: 詳細は正副委員長に一任します.
_PART = words("(?:その)?詳細 (?:その)?内容 取り?扱い 時期 日程 場所 文案 案文 方法 文言 字句 細部")
_REMARK = words("(?:[ほ他]かに)?(?:特に)?[ご御]?(?:意見|質問|質疑|異議|異論|討論|発言|反対)")
_THIS = "(?:これ|この動議|[本右]件|本案|ただいまの(?:動議|提案|意見|説明))"
_BACK = 10  # sentences between what is put to the room and what the chair finds
_MOTION = 5  # sentences before a bare 御異議ありませんか in which its matter stands
_DECLARES = 2  # sentences after the finding in which the result is declared
_LEAST = 3  # content words of a sentence that says what is decided

finds = Wording(
    (
        "御異議なしと認めます。",
        "異議(?:[はがも])?(?:な[しい]|ありません|ございません)(?:もの)?(?:よう)?[とで][^。]{0,6}(?:認め|し(?:ます|まして)|ござい)",
    ),
    (
        "挙手多数であります。",
        "(?:起立|挙手|賛成)者?(?:は)?(?:多数|全員|総員|少数)(?:と認め|であ|でござい|です)[^。]{0,14}。?$",
    ),
    ("総員起立であります。", "(?:全員|総員)(?:の)?(?:起立|挙手|賛成)(?:と認め|であ|でござい|です)[^。]{0,14}。?$"),
)
puts = Wording(
    ("これに御異議ありませんか。", "異議は?(?:ござい|あり)ません(?:でしょう)?か"),
    ("原案に賛成の諸君の起立を求めます。", "賛成[^。]{0,14}(?:起立|挙手)[^。]{0,6}(?:求め|願い|お願い)"),
    (
        "議席はこのままといたしたいと思いますが、いかがですか。",
        f"(?:いかが|どう|よろしい|よろしゅうござい)(?:です|でしょう|ます)か{STOP}",
    ),
)
_only_puts = Wording(
    (
        "これに御異議ございませんか。",
        f"^(?:{_THIS}(?:に|について|につきまして|で)?は?、?)?[ご御]?異議は?(?:ござい|あり)ません(?:でしょう)?か{STOP}",
    ),
    ("いかがですか。", f"^(?:これ[でに](?:は)?)?(?:いかが|よろしい|よろしゅうござい)(?:です|でしょう|ます)か{STOP}"),
    ("賛成の諸君の起立を求めます。", "^(?:(?:原案に|本[件案]に|これに)?賛成)[^、。]{0,14}(?:起立|挙手)"),
)
_of_another = Wording(("ただいまの動議に御異議ありませんか。", words("動議 ただいまの(?:御|ご)?(?:提案|発言|意見)")))
_moves = Wording(
    ("委員長から指名していただきたいと思います。", "たい(?:と(?:思|存)|の?です)"),
    ("この動議を提出いたします。", "動議を(?:提出|提案)"),
)
_declares = Wording(
    (
        "よって、議席はそのようにいたします。",
        "^(?:よって|従って|したがって|以上により|それでは|では)、?[^。]*(?:ました|ます)。?$",
    ),
    (
        "委員長には青木委員が当選されました。",
        f"{words('決定 決し 可決 否決 採択 当選 選任 同意 承認 認定 付託')}[^。]{{0,12}}ました。?$",
    ),
)
_only_finds = Wording(
    ("御異議なしと認めます。", "^[^、。]{0,16}(?:認めます|あります|ございます|です)。?$"),
    (
        "異議なしと認め、さよう決定いたしました。",
        f"(?:認め(?:まして)?|し)、?{_AS_SAID}[^、。]{{2,14}}(?:ました|ます){STOP}",
    ),
)
_as_said = Wording(
    ("議席はそのように決定をいたしました。", _AS_SAID),
    ("副委員長には以上の方々が当選されました。", "以上の(?:方|皆|者|委員|とおり)"),
)
_points = Wording(
    (
        "よって、本案は原案のとおり可決されました。",
        f"^{_LINKS}(?:本(?:[案件]|議案|動議|請願|陳情|決議案?|意見書案?|条例案?|予算案?|報告)|これ|同[案件]|右)",
    ),
)
_by_draft = Wording(("原案のとおり答申することでよろしいでしょうか。", "(?:原案|この案|案)の?(?:とおり|どおり|通り)"))
_names_subject = Wording(
    (
        "なお、参考人招致の詳細につきましては理事会に一任いたします。",
        f"^{_LINKS}(?!(?:{_PART}|{_REMARK}){_OF})[^。、]{{1,60}}?[一-龠々ァ-ヶーa-z0-9」)]{_OF}",
    ),
)


@dataclass(frozen=True, slots=True)
class Vote:
    """What the chair declared: the sentences that say it, and those by which the room was asked and answered."""

    sentences: tuple[Heard, ...]
    agreed: tuple[Heard, ...]

    @property
    def places(self) -> frozenset[int]:
        """The ordinals of all its sentences."""
        return frozenset(one.ordinal for one in (*self.sentences, *self.agreed))


def votes(heard: Sequence[Heard]) -> Iterator[Vote]:
    """The declared results of the meeting in order, each sentence in one of them."""
    done = -1
    for n, one in enumerate(heard):
        if n <= done or not (one.leads and one.within and finds(one.folded)):
            continue
        put = next((m for m in range(n - 1, max(done, n - _BACK), -1) if _is_put(heard[m], one)), None)
        if put is None:
            continue
        declared = _declared(heard, n)
        done = declared[-1].ordinal if declared else n
        yield _vote(heard, put, n, declared)


def names_matter(one: Heard) -> bool:
    """Whether a sentence says what it is about, and does not only point at it: 本案は原案のとおり可決されました."""
    return _names_subject(one.folded) and not _points(one.folded) and not _only_puts(one.folded)


def points(one: Heard) -> bool:
    """Whether a sentence leans on one before it that says what it is about."""
    by_draft = _by_draft(one.folded) and not _names_subject(one.folded)
    return by_draft or _points(one.folded) or _only_puts(one.folded) or _as_said(one.folded)


def _is_put(other: Heard, finding: Heard) -> bool:
    return other.speaker == finding.speaker and puts(other.folded)


def _declared(heard: Sequence[Heard], n: int) -> tuple[Heard, ...]:
    """The sentences in which the chair declares the result."""
    found = [heard[n]] if not _only_finds(heard[n].folded) else []
    for other in heard[n + 1 : n + 1 + _DECLARES]:
        if other.speaker != heard[n].speaker or not _declares(other.folded) or puts(other.folded):
            break
        if other.does(Act.CALLS) and not other.does(Act.DECIDES):
            break
        found.append(other)
    return tuple(found)


def _vote(heard: Sequence[Heard], put: int, n: int, declared: tuple[Heard, ...]) -> Vote:
    asked = (*_motion(heard, put), heard[put]) if _only_puts(heard[put].folded) else (heard[put],)
    answered = (one for one in heard[put + 1 : n + 1] if one.does(Act.AGREES) or one.ordinal == n)
    telling = [one for one in declared if not one.says_little(_LEAST) and not _as_said(one.folded)]
    # 本件は、閉会中も調査することに決定しました leans on what was put, where that says what 本件 is.
    if any(not _points(one.folded) for one in telling) or (telling and not any(map(names_matter, asked[:1]))):
        said = declared  # よって、会期は一日と決定いたしました
    else:
        said = (*asked[:1], *(declared or (heard[n],)))
    return Vote(said, tuple(one for one in (*asked, *answered) if one not in said))


def _motion(heard: Sequence[Heard], put: int) -> tuple[Heard, ...]:
    """What a bare 御異議ありませんか is about: the sentence before it, or the motion that somebody else made."""
    before = list(reversed(heard[max(0, put - _MOTION) : put]))
    if _of_another(heard[put].folded):
        before = [one for one in before if one.speaker != heard[put].speaker]
        meant = next((one for one in before if _moves(one.folded)), None)
    else:
        before = [one for one in before if one.speaker == heard[put].speaker]
        meant = next((one for one in before if not one.does(Act.AGREES, Act.COURTESY) and not one.says_little()), None)
    return (meant,) if meant else ()
