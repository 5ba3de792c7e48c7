"""What code can say of a model's draft: figures that nobody gave, answers that got lost, what the rules still find."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from assistant.trials.classifying import answers
from assistant.trials.filling import subject
from assistant.trials.values import Made, UseCase
from ingest.japanese.folding import fold, squeeze
from ingest.japanese.numbers import numbers

_NUMBERING = re.compile(
    r"^\s*(?:[-・*#>]*\s*)?(?:第?\s*\d{1,2}\s*(?:[.．)）、:：]|[ 　])|[(（]\d{1,2}[)）]|[①-⑳])", re.MULTILINE
)
_COUNTED = re.compile(r"(?:案|問|答|例|Q|A|回答|候補|項目)\s*\d{1,3}|\d{1,2}(?:つ|案|行|文|項目|点目)")
_SHOWN = 5  # of a list in a notice
# A question claims nothing, a mark for what is not known neither, nor does a title of a part.
_CLAIMS_NOTHING = re.compile(r"(?:か|[?？])[。」』]?$|^(?:問|Q)\s*\d*|^[【〔■◆#]|[:：]$")
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


def states(text: str) -> bool:
    """Whether a sentence of a draft states something that a paper could prove."""
    return _CLAIMS_NOTHING.search(text.strip()) is None


def notices(use_case: UseCase, given: Mapping[str, str], made: Made, proofread: Proofreader | None) -> list[str]:
    """What a person should look at, in Japanese."""
    found = []
    if not use_case.draws_on_library and (strange := strange_numbers(use_case, given, made.text)):
        listed = "、".join(strange[:_SHOWN]) + ("など" if len(strange) > _SHOWN else "")
        found.append(f"入れた内容にない数が下書きにあります（{listed}）。正しいか確かめてください。")
    if use_case.engine == "classify" and (lost := lost_answers(subject(use_case, given), made.text)):
        listed = "、".join(f"「{one}」" for one in lost[:_SHOWN])
        found.append(f"分類の結果に見当たらない回答が{len(lost):,}件あります（{listed}）。")
    if use_case.engine in _BY_RULE and proofread is not None and (left := len(proofread(made.text, use_case.engine))):
        found.append(f"{_BY_RULE[use_case.engine]}の規則による確認で、下書きに{left:,}か所の指摘があります。")
    return found


def strange_numbers(use_case: UseCase, given: Mapping[str, str], text: str) -> list[str]:
    """The numbers of a draft that stand neither in what was put in nor in the use case's own words."""
    asked = "\n".join([*given.values(), *(words for _, words in use_case.messages)])
    known = {value for values in numbers(fold(asked)) for value in values}
    plain = _COUNTED.sub(" ", _NUMBERING.sub(" ", fold(text)))
    strange = [values for values in numbers(plain) if not values & known]
    return list(dict.fromkeys(f"{min(values):,}" for values in strange))


def lost_answers(given: str, text: str) -> list[str]:
    """The lines that were to be sorted and do not stand in the draft."""
    said = squeeze(fold(text))
    return [line for line in answers(given) if squeeze(fold(line)) not in said]


def findings_as_text(text: str, found: Sequence[Finding]) -> str:
    """The findings line by line, with where they stand."""
    lines = []
    for one in found:
        number = text.count("\n", 0, one.start) + 1
        instead = f"→「{one.instead}」" if one.instead else ""
        lines.append(f"{number}行目「{text[one.start : one.end]}」{instead}（{one.kind}：{one.why}）")
    return "\n".join(lines)
