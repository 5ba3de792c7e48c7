"""What a heading says that the words below it are of: which year, account, by-law, bill or chapter.

A section speaks of 本予算 and leaves it to its heading to say which one. So a sentence under the heading of another
account is not of the one asked for, whatever else of the question it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from ingest.japanese.dates import When, dates, number, spans
from ingest.japanese.folding import fold, squeeze
from ingest.model import BETWEEN_HEADINGS

_NUMBER = r"(\d+|[一二三四五六七八九十百]+)"
_BILL = re.compile(
    rf"(議案|報告|陳情|請願|諮問|同意|承認|認定|発議|意見書案|決議案)案?第{_NUMBER}号|第{_NUMBER}号(議案|報告|諮問)"
)
_PART = re.compile(rf"第{_NUMBER}([章節条編部])(?!の?\d)")
# 一般会計からの繰入金 is a sum within another account.
_ACCOUNT = re.compile(
    r"(?P<name>[一-龠々ァ-ヺーa-z・]*?)(?:特別|企業)?会計(?!からの?繰|への?繰|繰[入出]|[^、。]{0,6}負担金|年度|[課係室管検])"
)
_COMPARED = re.compile(
    r"の?(?:当初|補正|同時期|決算|実績)?(?:予算)?額?(?:[とに](?:比|くら)べ|比[はで、]|より|から(?:何|いくら|どれ))"
)
# 青葉市ふるさと寄附条例; する条例 is no name.
_RULES = re.compile(r"(?P<name>[^\W\d_をはがに]+?)(?:条例|規則|要綱|要領|規程)(?![のと]?整備)")
_NAMING = re.compile("[一-龠々ァ-ヺa-z]")
_NO_RULES = re.compile(r".*(?:する|した|める)$|.*(?:関係|対象|施行|例規|改正|一部|新旧)$")
_BEFORE_NAME = re.compile(r"^.*(?:年度|年|平成|令和)")
_TOWN = re.compile(r"^[一-龠々ァ-ヺー]{1,5}?[市町村県区](?=..)")
_NAMELESS = re.compile(r"各|本|当|全|同|他|両|この|会計|特別|企業|公営企業")
_SHORT = {"国保": "国民健康保険", "後期": "後期高齢者医療"}
# Words that leave it to the heading what they are of.
_OWN = re.compile(
    r"[本同当](?:補正|当初|特別|企業)?(?:予算|議案|案(?![内件])|条例|会計|計画|規則|要綱|契約|報告|請願|陳情|意見書|決議)"
)


class Stance(Enum):
    """How what a sentence is said of stands to what is asked for."""

    AGREES = "agrees"
    OPEN = "open"  # nothing that both name
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Subject:
    """What words name: 年度, accounts and by-laws (each as it may be called), bills and chapters by kind and number."""

    years: frozenset[int] = frozenset()
    accounts: tuple[frozenset[str], ...] = ()
    rules: tuple[frozenset[str], ...] = ()  # by-laws, likewise
    numbered: frozenset[tuple[str, int]] = frozenset()


def asked_of(question: str) -> Subject:
    """What a question asks of; a year that it only compares with (令和7年度と比べて) is none that it asks of."""
    named = _named(question, anywhere=True)
    folded = fold(question)
    asked = (when.year for _, end, when in spans(folded) if _is_year(when) and not _COMPARED.match(folded, end))
    return replace(named, years=frozenset(year for year in asked if year))


def stance(asked: Subject, headings: str, title: str, said: str) -> Stance:
    """How `said` stands to what is asked for, by the headings that it stands under and the title of its paper.

    A sentence that names what is asked for stands for itself, unless it leaves that to its heading (本予算).
    """
    if asked == Subject():
        return Stance.OPEN
    above, agrees = _under(headings, title), False
    own = Subject() if _OWN.search(said) else _named(said, anywhere=True)
    for same in (_same_year, _same_account, _same_rules, _same_number):
        if (met := same(asked, above)) is None:
            continue
        if met:
            agrees = True
        elif not same(asked, own):
            return Stance.CONTRADICTS
    return Stance.AGREES if agrees else Stance.OPEN


@lru_cache(maxsize=2000)
def _under(headings: str, title: str) -> Subject:
    """What headings name, the innermost that names a year, an account, a number for each of these."""
    each = [_named(one) for one in reversed([title, *headings.split(BETWEEN_HEADINGS)])]
    years = next((one.years for one in each if one.years), frozenset[int]())
    accounts = next((one.accounts for one in each if one.accounts), ())
    rules = next((one.rules for one in each if one.rules), ())
    kinds: dict[str, set[int]] = {}
    for one in each:
        new = {kind for kind, _ in one.numbered} - set(kinds)
        for kind, count in one.numbered:
            if kind in new:
                kinds.setdefault(kind, set()).add(count)
    numbered = frozenset((kind, count) for kind, counts in kinds.items() for count in counts)
    return Subject(years, accounts, rules, numbered)


@lru_cache(maxsize=2000)
def _named(words: str, *, anywhere: bool = False) -> Subject:
    """What words name; a chapter counts only where they begin with it, unless `anywhere`."""
    text = squeeze(words)
    years = (when.year for when in dates(words) if _is_year(when) and when.year)
    accounts = [names for match in _ACCOUNT.finditer(text) if (names := _called(match["name"]))]
    rules = [names for match in _RULES.finditer(text) if (names := _entitled(match["name"]))]
    bills = ((match[1] or match[4], match[2] or match[3]) for match in _BILL.finditer(text))
    parts = (
        (match[2], match[1]) for match in _PART.finditer(text) if anywhere or not text[: match.start()].strip("【(")
    )
    numbered = ((kind, count) for kind, counted in (*bills, *parts) if (count := number(counted)) is not None)
    return Subject(frozenset(years), tuple(accounts), tuple(rules), frozenset(numbered))


def _is_year(when: When) -> bool:
    return when.fiscal and when.month is None


def _called(name: str) -> frozenset[str]:
    """All that an account is called by: with the city before it and without, and short for it."""
    name = _BEFORE_NAME.sub("", fold(name)).removesuffix("事業")
    name = _SHORT.get(name, name)
    return frozenset(one for one in (name, _TOWN.sub("", name)) if len(one) > 1 and not _NAMELESS.fullmatch(one))


def _entitled(name: str) -> frozenset[str]:
    """All that a by-law may be called by: 3月定例会の青葉市火災予防条例 is 青葉市火災予防 and 火災予防."""
    if _NO_RULES.fullmatch(name):
        return frozenset()
    parts = fold(name).split("の")
    whole = ["の".join(parts[begin:]) for begin in range(len(parts))]
    called = [*whole, *(_TOWN.sub("", one) for one in whole)]
    return frozenset(one for one in called if len(one) > 1 and _NAMING.search(one) and not _NAMELESS.fullmatch(one))


def _same_year(asked: Subject, other: Subject) -> bool | None:
    return bool(asked.years & other.years) if asked.years and other.years else None


def _same_account(asked: Subject, other: Subject) -> bool | None:
    return _same_name(asked.accounts, other.accounts)


def _same_rules(asked: Subject, other: Subject) -> bool | None:
    return _same_name(asked.rules, other.rules)


def _same_name(asked: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...]) -> bool | None:
    """Whether one is among those asked for: 後期高齢者医療 is short for 後期高齢者医療保険."""
    if not asked or not other:
        return None
    pairs = ((a, b) for one in asked for two in other for a in one for b in two)
    return any(a.startswith(b) or b.startswith(a) for a, b in pairs)


def _same_number(asked: Subject, other: Subject) -> bool | None:
    """Whether a bill or chapter is asked for; None where none of a kind that is asked for is named."""
    kinds = {kind for kind, _ in asked.numbered} & {kind for kind, _ in other.numbered}
    if not kinds:
        return None
    return any(one in asked.numbered for one in other.numbered if one[0] in kinds)
