"""What code can say of a model's draft: figures that nobody gave, answers that got lost, what the rules still find."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from decimal import Decimal
from typing import Protocol

from assistant.answering.values import Verdict
from assistant.answering.verification import verify
from assistant.trials.classifying import answers
from assistant.trials.filling import subject
from assistant.trials.values import Made, UseCase
from ingest.japanese.dates import dates, spans
from ingest.japanese.folding import fold, squeeze
from ingest.japanese.numbers import numbers

_NUMBERING = re.compile(
    r"^\s*(?:[-・*#>]*\s*)?(?:第?\s*\d{1,2}\s*(?:[.．)）、:：]|[ 　])|[(（]\d{1,2}[)）]|[①-⑳])", re.MULTILINE
)
_COUNTED = re.compile(r"(?:案|問|答|例|Q|A|回答|候補|項目)\s*\d{1,3}|\d{1,2}(?:つ|案|行|文|項目|点目)")
_AFTERNOON = re.compile(r"午後\s*(\d{1,2})時")
_HOUR = re.compile(r"(?<!\d)\d{1,2}(?=時|:\d\d)")
_LABEL = re.compile(r"(?:答|[AＡ])\s*\d*[.．:：\s]\s*")
_NOW = "〔今回〕"
_CORRECTED = re.compile(r"^[【■・#\s]*直した所", re.MULTILINE)
_QUOTED = re.compile(r"\s*(?:箇所|理由)[:：]")
_CLASS = re.compile(r"■\s*(.+?)\s*[(（]([\d,]+)件[)）]")
_ERA_YEAR = re.compile(r"^[^\d]{1,3}\s*(?:\d{1,2}|元)年")
_SHOWN = 5  # of a list in a notice
# A question claims nothing, a mark for what is not known neither, nor does a title of a part.
_CLAIMS_NOTHING = re.compile(r"(?:か|[?？])[。」』]?$|^(?:問|Q)\s*\d*|^[【〔■◆#]|[:：]$")
# 次に、予約についてであります。 names a matter, 根拠とした答弁 is a heading, ただし、〔要確認：時期〕。 leaves it open.
_NAMES_ONLY = re.compile(r"につ(?:いて|きまして)(?:で(?:あり|ござい)ます|お答え(?:します|いたします|申し上げます))。?$")
_HEADING = re.compile(r"[^。、・\d]{1,15}")
_OPEN = re.compile(r"〔[^〕]*〕")
_JOINS = re.compile(r"(?:ただし|なお|また|さらに|次に)?[、。\s]*")
_BY_RULE = {"koyobun": "公用文", "yasashii": "やさしい日本語"}


class Finding(Protocol):
    """One place that may be better: characters `start` to `end` of a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def instead(self) -> str: ...


Proofreader = Callable[[str, str], Sequence[Finding]]
"""Findings of a text by a rule, koyobun or yasashii."""


def told_now(text: str, given: Sequence[str]) -> bool:
    """Whether a sentence is marked as what the person gave beside the papers, 〔今回〕, and stands there."""
    if _NOW not in text:
        return False
    return verify(text.replace(_NOW, ""), list(given), "")[0] is Verdict.SUPPORTED


def states(text: str) -> bool:
    """Whether a sentence of a draft states something that a paper could prove."""
    said = statement(text.strip())
    if _CLAIMS_NOTHING.search(said) or _NAMES_ONLY.search(said) or _HEADING.fullmatch(said):
        return False
    return _OPEN.search(said) is None or _JOINS.fullmatch(_OPEN.sub("", said)) is None


def statement(text: str) -> str:
    """A sentence of a draft without the 答 or A. that it opens with."""
    return _LABEL.sub("", text, count=1) if _LABEL.match(text) else text


def notices(use_case: UseCase, given: Mapping[str, str], made: Made, proofread: Proofreader | None) -> list[str]:
    """What a person should look at, in Japanese."""
    found = []
    sorts = use_case.engine == "classify"  # its draft is full of counts
    if not (sorts or use_case.draws_on_library) and (strange := strange_numbers(use_case, given, made.text)):
        listed = "、".join(strange[:_SHOWN]) + ("など" if len(strange) > _SHOWN else "")
        found.append(f"入れた内容にない数が下書きにあります（{listed}）。正しいか確かめてください。")
    if sorts and (miscounted := wrong_counts(made.text)):
        found.append(f"件数が、並んだ回答の数と合いません（{'、'.join(miscounted)}）。数え直してください。")
    if sorts and (lost := lost_answers(subject(use_case, given), made.text)):
        listed = "、".join(f"「{one}」" for one in lost[:_SHOWN])
        found.append(f"分類の結果に見当たらない回答が{len(lost):,}件あります（{listed}）。")
    if use_case.engine in _BY_RULE and proofread is not None and (left := _left(made.text, use_case.engine, proofread)):
        found.append(f"{_BY_RULE[use_case.engine]}の規則による確認で、下書きに{left:,}か所の指摘があります。")
    return found


def _left(text: str, rule: str, proofread: Proofreader) -> int:
    """How much the rules find in a rewritten text; words that are only quoted as wrong do not count."""
    whole = _CORRECTED.split(text, maxsplit=1)[0]
    return len(proofread("\n".join(line for line in whole.splitlines() if not _QUOTED.match(line)), rule))


def strange_numbers(use_case: UseCase, given: Mapping[str, str], text: str) -> list[str]:
    """The numbers of a draft that stand neither in what was put in nor in the use case's own words.

    Years of both calendars are one, and so are 午後1時 and 13:00. Numbers that only count the parts of the draft are
    left out.
    """
    asked = fold("\n".join([*given.values(), *(words for _, words in use_case.messages)]))
    known = {Decimal(0), *(value for values in numbers(asked) for value in values)}
    known |= {Decimal(when.year) for when in dates(asked) if when.year is not None}
    hours = {12 + int(hour) for hour in _AFTERNOON.findall(asked)}
    plain = fold(_COUNTED.sub(" ", _NUMBERING.sub(" ", text)))
    plain = _HOUR.sub(lambda one: "" if int(one[0]) in hours else one[0], plain)
    strange = [values for values in numbers(_without_era(plain, {int(value) for value in known})) if not values & known]
    return list(dict.fromkeys(f"{min(values):,}" for values in strange))


def _without_era(folded: str, years: Set[int]) -> str:
    """The text without the years of an era that are one of `years`."""
    for start, end, when in reversed(list(spans(folded))):
        if when.year in years:
            folded = folded[:start] + _ERA_YEAR.sub("", folded[start:end]) + folded[end:]
    return folded


def lost_answers(given: str, text: str) -> list[str]:
    """The lines that were to be sorted and do not stand in the draft."""
    said = squeeze(fold(text))
    return [line for line in answers(given) if squeeze(fold(line)) not in said]


def wrong_counts(text: str) -> list[str]:
    """The classes of a draft, ■ 窓口（3件）, whose count is not that of the lines below them."""
    found = []
    for part in re.split(r"^(?=■)", text, flags=re.MULTILINE):
        title = _CLASS.match(part)
        lines = sum(line.lstrip().startswith("・") for line in part.splitlines())
        if title and int(title[2].replace(",", "")) != lines:
            found.append(f"{title[1]} {title[2]}件→{lines:,}件")
    return found
