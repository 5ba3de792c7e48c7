"""What was answered in an assembly: the best answers found, each the whole of the matter that it is about.

An executive answers several questions in one turn. Each matter opens with a sentence that names it
(次に、…についてでございます) and ends, just before the next one opens, with what will be done. Passages, cut by length,
follow neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from assistant.answering.coverage import told
from assistant.answering.parts import Parts
from assistant.answering.query import Asked, Question
from assistant.answering.stretches import Stretch, without_floor
from assistant.answering.units import ANNOUNCING, Unit
from assistant.answering.values import Hit
from assistant.answering.wanted import is_spoken_by
from ingest.model import Role

_MOST = 3  # answers that are given
_AS_GOOD = 0.7  # ... when they weigh at least so much of the best
_AS_TELLING = 0.35  # ... and carry a third of what the most telling one does
_TOLD = 0.5  # what an answer gains by carrying the whole question, in parts of the best place among the hits
_LONGEST = 420  # characters of one answer
_COMMITS = re.compile(
    r"(?:まいります|いたします|いたしました|おります|ございます|考えて|検討|であります|次第です)[。．]?$"
)
_COMMITTING = 0.3  # what a sentence gains by saying what will be done
_IS = r"(?:で(?:ござい|あり)ます|で(?:ござい|あり)ました|です|でした)"
# 次に、…  空き家の対策についてでございますが、…  御質問がございました。
_OPENS = re.compile(
    r"^(?:次に|続いて|続きまして|次いで|最後に)"
    rf"|^[^。]{{0,80}}?(?:について|に関し|に関して|に関する|につきまして)の?(?:(?:ご|御)?(?:質問|お尋ね|質疑|指摘))?{_IS}(?:が|けれども)?[、。]"
    rf"|^[^。]{{0,80}}?(?:ご質問|御質問|お尋ね)(?:{_IS}|が(?:ござい|あり)ました|をいただきました)(?:が|けれども)?[、。]"
    r"|^[^。]{0,60}?(?:について|に関して|につきまして)(?:の(?:ご|御)質問に)?、?お答え"
)
# How a speech that answers no question goes from matter to matter: 水道事業につきましては、…
_GOES_ON = re.compile(r"^[^、。]{2,60}(?:につきましては|については|に関しては|としましては)、")
# 大会時の輸送対策でございます。 A noun alone, said as a sentence, names what comes; a judgement names nothing.
_NAMES = re.compile(
    r"^(?![^。]*(?:課題|重要|必要|不可欠|こと|もの|ところ|次第|所存|予定|状況|結果|とおり|ため|から)で)[^はがを、。]{2,40}でございます。$"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said around a hit: the units of its passage and of those beside it in its turn, in the paper's order."""

    hit: Hit
    units: tuple[Unit, ...]


def is_answer(hit: Hit) -> bool:
    """Whether an executive says it in a sitting."""
    return hit.passage.role is Role.EXECUTIVE


def asks_a_position(first: Hit, asked: Question) -> bool:
    """Whether what an executive said answers, and not one fact of it; `first` is the best hit."""
    return is_answer(first) and asked.asked[0] in (Asked.OTHER, Asked.WHY)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One matter of a turn, without the sentences that only announce it."""

    matter: tuple[Unit, ...]
    told: float  # how much of the question it carries, its announcing included
    worth: float


def speeches(turns: Sequence[Turn], asked: Question, parts: Parts) -> list[Stretch]:
    """The best answers, best first, from the turns of the hits in executives' words; none where all only announce."""
    answers: list[_Answer] = []
    seen: set[tuple[str, int]] = set()
    for turn in turns:
        for answer in _answers(turn, parts):
            places = {(unit.read.hit.passage.id, unit.n) for unit in answer.matter}
            if not places & seen:
                seen |= places
                answers.append(answer)
    theirs = [one for one in answers if is_spoken_by(asked.wanted, one.matter[0].read.hit.passage.speaker)] or answers
    best = max(theirs, key=lambda one: one.worth, default=None)
    if best is None:
        return []
    given = [one for one in theirs if one.worth >= _AS_GOOD * best.worth and one.told >= _AS_TELLING * best.told]
    return [Stretch(_shortened(one.matter)) for one in sorted(given, key=lambda one: -one.worth)[:_MOST]]


def _answers(turn: Turn, parts: Parts) -> Iterator[_Answer]:
    """The matters of a turn that the hit's passage speaks of."""
    asked = turn.hit.passage.exchange is not None
    edges = [n for n, unit in enumerate(turn.units) if n == 0 or opens(unit.text, asked=asked)]
    for start, end in pairwise((*edges, len(turn.units))):
        whole = turn.units[start:end]
        matter = tuple(dropwhile(_only_announces, whole))
        if matter and any(unit.read.hit.passage.id == turn.hit.passage.id for unit in whole):
            shown = whole[: len(whole) - len(matter)] + _shortened(matter)
            carried = told(parts, [(unit.read, unit.n) for unit in shown])
            yield _Answer(matter, carried, turn.hit.score + _TOLD * carried)


def opens(sentence: str, *, asked: bool = True) -> bool:
    """Whether a sentence names the matter that it and the next ones are about; `asked` where they answer a question."""
    words = without_floor(sentence)
    return bool(_OPENS.search(words) or _NAMES.search(words) or (not asked and _GOES_ON.search(words)))


def _only_announces(unit: Unit) -> bool:
    words = without_floor(unit.text)
    return bool(ANNOUNCING.search(words) or _NAMES.search(words))


def _shortened(matter: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A matter, or of a long one the stretch around its most telling sentence that says most and what will be done."""
    if _length(matter) <= _LONGEST:
        return matter
    anchor = max(range(len(matter)), key=lambda n: matter[n].specific)
    windows = (matter[first : last + 1] for first in range(anchor + 1) for last in range(anchor, len(matter)))
    fitting = [window for window in windows if len(window) == 1 or _length(window) <= _LONGEST]
    return max(fitting, key=lambda window: sum(_worth(unit) for unit in window))


def _worth(unit: Unit) -> float:
    if _only_announces(unit):
        return 0.0
    return unit.score + (_COMMITTING if _COMMITS.search(unit.text) else 0.0)


def _length(units: Sequence[Unit]) -> int:
    return sum(len(unit.text) for unit in units)
