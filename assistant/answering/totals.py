"""Sums: whether a question asks for one of all, and whether a sentence or row gives that one or only one of a part."""

from __future__ import annotations

import re
from enum import Enum

from assistant.answering.parts import TOTALS, Parts, alike
from ingest.japanese import tokens
from ingest.japanese.folding import fold

_SUM = r"総額|総計|総数|合計額?|(?<![会統設])計(?![画算測量上])|(?<=予算の)規模"
_ASKS = re.compile(
    r"総額|総計|総数|合計|全体で[^。]{0,12}?(?:何(?![をがに])|いくら|いくつ|どれ)|全体の(?:額|予算|事業費|人数|件数|数)"
    r"|(?:予算|事業)の?規模|[全総](?:事業費|費用)"
    # 補正予算はいくら減額されるか
    r"|予算(?:額|案)?(?:は|が|で)[^、。]{0,4}(?:いくら|何円|どれだけ|どのくらい)(?:の)?(?:[増減]|計上)"
)
_NAMED = re.compile(rf"(?:(?P<of>[一-龠々ァ-ヺー]+)の)?(?P<what>[一-龠々ァ-ヺー]*?)(?:{_SUM})")
# What says no more than that something is summed.
_PLAIN = frozenset({"額", "数", "費", "金額", "歳入", "歳出", "本", "各", "等"})
_FIGURE = re.compile(r"\d")


class Sum(Enum):
    """Of what a sum is that a sentence or row gives."""

    OF_ALL = "of all"  # of what is asked for, which it names: 補正額合計
    UNNAMED = "unnamed"  # a table's last row: 合計
    OF_A_PART = "of a part"  # 減免総額, where the budget's is asked for
    NONE = "none"


def asks_for_a_sum(folded: str) -> bool:
    """Whether an already folded question asks for the sum of all: 補正予算の総額, 全体で何人か."""
    return bool(_ASKS.search(folded))


def sum_in(said: str, parts: Parts) -> Sum:
    """Of what the sum is that `said` gives, where the question asks for one."""
    folded = fold(said)
    named = list(_NAMED.finditer(folded)) if _FIGURE.search(folded) else []
    if not named:
        return Sum.NONE
    kinds = {_of_what(match, parts) for match in named}
    return next(kind for kind in (Sum.OF_ALL, Sum.UNNAMED, Sum.OF_A_PART) if kind in kinds)


def _of_what(match: re.Match[str], parts: Parts) -> Sum:
    asked = {name for part in parts.words for name in alike(part.word)} - TOTALS
    of, what = tokens.words(match["of"] or ""), [word for word in tokens.words(match["what"]) if word not in _PLAIN]
    if any(word not in asked for word in what) or (of and not any(word in asked for word in of)):
        return Sum.OF_A_PART
    return Sum.OF_ALL if of or what else Sum.UNNAMED
