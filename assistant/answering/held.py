"""When and where a meeting was held, asked for by its number: what the head of its own paper says.

第3回定例会はいつ開かれたか is answered by the day in the head of its minutes, not by the day of its next sitting; and a
sentence that only stands in the minutes of 第4回, or speaks of 第5回, does not say when the fourth meeting was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.parts import Parts
from assistant.answering.query import Asked, Question
from assistant.answering.units import Unit, fits
from assistant.answering.values import Hit
from assistant.answering.wanted import meets
from ingest.japanese.dates import When
from ingest.japanese.folding import fold, squeeze
from ingest.model import Document

_SITTINGS = 4  # days of one session that are named
_NEAR = 4  # lines from the day to the place
_ASKS = re.compile(
    r"(?:第\s*[\d一二三四五六七八九十百]+\s*回|\d{1,2}月)(?P<body>[^、。はがをに]*?)(?:は|が|って|の|に)?、?"
    r"(?P<asked>(?:開催日?時?|日時|日程|日にち|期日|場所|会場|いつ|どこ|何月|何日|何時|何曜日|何年|から|まで|[にでとやはがのを、]|開[かきい]|行[わいっ]"
    r"|あっ|あり|ある|れ|さ|し|まし|て|た|か|です|でし|ます|予定|教えて|ください|知りたい|[?。])+)$"
)
_WHEN = re.compile(r"いつ|何|日")
_PLACE = re.compile(r"(?:開催)?(?:場所|会場|ところ)")
# Days of the paper, not of the meeting.
_NOT_HELD = re.compile(r"現在|時点|作成|発行|掲載|公表|公開|更新|決裁|改訂|改定|施行")
_MEETING = ("meeting_number", "session_number", "session_month")


def asks_when_held(asked: Question) -> bool:
    """Whether a question asks when or where a numbered meeting or session was held, and nothing beside."""
    wanted = asked.wanted
    if (wanted.meeting_number, wanted.session_number, wanted.session_month) == (None, None, None):
        return False
    match = _ASKS.search(fold(asked.text))
    return match is not None and {Asked.WHEN, Asked.WHERE} & {*asked.asked, *_kinds(match["asked"])} != set()


def held(
    asked: Question, parts: Parts, hits: Sequence[Hit], units: Sequence[Unit], opening: Callable[[Hit], Sequence[Unit]]
) -> list[Unit]:
    """The lines that say when or where; nothing where no paper does.

    `opening` gives the first sentences of a hit's paper, in order; `units` are those of all hits, best first.
    """
    kinds = _kinds(match["asked"]) if (match := _ASKS.search(fold(asked.text))) else ()
    own = _papers(asked, hits)
    chosen: list[Unit] = []
    days = set()
    for hit in own:
        if hit.document.held_on not in days and (lines := _in_head(opening(hit), hit.document, asked, kinds)):
            chosen += lines
            days.add(hit.document.held_on)
        if len(days) == _SITTINGS:
            break
    return chosen or _announced(asked, parts, units, kinds)


def _kinds(said: str) -> tuple[Asked, ...]:
    place = re.search(r"どこ|場所|会場", said)
    when = _WHEN.search(said)
    return ((Asked.WHEN,) if when else ()) + ((Asked.WHERE,) if place else ())


def _papers(asked: Question, hits: Sequence[Hit]) -> list[Hit]:
    """One hit of each paper of the meeting asked for; of a session each sitting, in order of their days."""
    papers = list({hit.document.id: hit for hit in reversed(hits)}.values())
    own = sorted((hit for hit in papers if _is_of_it(asked, hit.document)), key=lambda hit: hit.rank)
    if not own:
        return []
    best = own[0].document
    if asked.wanted.meeting_number is not None:
        # The third of which body, only a name beside the number says.
        match = _ASKS.search(fold(asked.text))
        named = match is not None and match["body"].strip()
        return [hit for hit in own if hit.document.held_on == best.held_on] if named else own
    same = [hit for hit in own if hit.document.session == best.session]
    return sorted(same, key=lambda hit: (hit.document.held_on is None, hit.document.held_on))


def _is_of_it(asked: Question, document: Document) -> bool:
    met = meets(asked.wanted, document)
    return any(met.get(key) for key in _MEETING) and all(met.values())


def _in_head(lines: Sequence[Unit], document: Document, asked: Question, kinds: Sequence[Asked]) -> list[Unit]:
    """The line with the paper's own day, and the one with the place where that is asked for."""
    at = next((n for n, unit in enumerate(lines) if _bears(unit, document)), None)
    if at is None:
        return []
    day = lines[at]
    if Asked.WHERE not in kinds or _names_a_place(day, asked):
        return [day]
    near = lines[at + 1 : at + 1 + _NEAR]
    place = next((unit for unit in near if _PLACE.match(squeeze(unit.text))), None)
    if place is None:
        return [day] if Asked.WHEN in kinds else []
    return [day, place] if Asked.WHEN in kinds else [place]


def _names_a_place(unit: Unit, asked: Question) -> bool:
    """Whether the line of the day goes on with a place: 4月25日（火）13:30～　市役所3階 大会議室."""
    return fits(unit.read, unit.n, asked, Asked.WHERE)


def _bears(unit: Unit, document: Document) -> bool:
    day = document.held_on
    if day is None or _NOT_HELD.search(unit.text):
        return False
    return any(when in (When(day.year, day.month, day.day), When(None, day.month, day.day)) for when in _days(unit))


def _days(unit: Unit) -> tuple[When, ...]:
    return unit.read.whens[unit.n]


def _announced(asked: Question, parts: Parts, units: Sequence[Unit], kinds: Sequence[Asked]) -> list[Unit]:
    """A sentence or row of another paper that names the meeting and says what is asked: a table of the year's days."""
    numbers = parts.ordinals
    if not numbers:
        return []
    naming = (unit for unit in units if all(number in squeeze(unit.read.said[unit.n]) for number in numbers))
    says = (unit for unit in naming if all(_says(unit, asked, kind) for kind in kinds))
    return [unit for unit in (next(says, None),) if unit is not None]


def _says(unit: Unit, asked: Question, kind: Asked) -> bool:
    if kind is Asked.WHEN:  # 第4回を終わります holds no day
        return any(when.month is not None for when in _days(unit))
    return fits(unit.read, unit.n, asked, kind)
