"""A meeting divided by the items of its agenda.

Who leads announces each item: by its number (議題の2), by its title, mostly behind 続いて or それでは. The items keep
their order, so all announcements are fitted at once, by the highest sum of what speaks for each (a dynamic programme
over items and sentences); an item that nobody announces stays empty. Without one the announcements themselves give the
titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.content_words import content
from assistant.drafting.acts import Act
from assistant.drafting.heard import Heard
from ingest.japanese.dates import number
from ingest.japanese.folding import fold

_MOVES_ON = re.compile(
    r"^(?:はい、?|ええ、?|以上で[^。、]*、|ありがとうございま(?:す|した)[。、]?|ほかに[^。、]*、"
    r"|よろしい[^。、]*、)*(?:それでは|では|じゃあ?|それじゃあ?|次に|次は|次の|次、|続いて|続きまして"
    r"|まず(?:は)?|最初に|はじめに|最後に|早速(?:です(?:が|けど))?)"
)
_NUMBERED = re.compile(
    r"(?:次第|議題|議事|案件|報告(?:事項)?|協議(?:事項)?|議案|項目|アジェンダ"
    r"|その)(?:の)?(?:第)?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})|(?P<count>\d{1,2}"
    r"|[一二三四五六七八九])(?:つ目|番目|点目|件目|項目目|番(?:の|、|です|は|に))"
)
_TITLE = re.compile(
    r"(?:それでは|では|じゃあ?|次に|次は|続いて|続きまして|最後に|まず(?:は)?|最初に)、?(?:(?:次第|議題|議事"
    r"|報告(?:事項)?|協議(?:事項)?|案件)(?:の)?(?:第)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:番)?(?:の|、"
    r"|で(?:す|ございます)(?:が|けれども|ね)?、?)?)?"
    r"(?P<title>[^。、]{2,32}?)(?:(?:の件|の話|の議題|のほう)?(?:について|につきまして|に関して|に(?:移り|入り"
    r"|進み|行き|いき)|へ(?:移り|進み)|の(?:件|説明|報告)|を(?:お願い|説明|議題)|です(?:が|けど|ね)?(?:[。、]"
    r"|$)|で(?:ございます|すけれども)))"
)
_NO_TITLE = re.compile(
    r"(?:さん|課長|係長|委員|部長|様|質問|意見|会議|時間|説明|資料|お手元|皆さ|私|以上|これ|それ|この|その"
    r"|今日|本日|先ほど)$|^(?:この|その|今の|先ほど|何か|皆)"
)
_OTHER = re.compile(r"その他|そのほか|連絡事項")
_ENOUGH = 1.0  # what must speak for a sentence to announce an item


@dataclass(frozen=True, slots=True)
class Section:
    """An item and the sentences spoken to it; `title` is empty before the first one that is announced."""

    title: str
    heard: tuple[Heard, ...]


def divide(heard: Sequence[Heard], agenda: Sequence[str] = ()) -> tuple[Section, ...]:
    """The meeting by items, every sentence in exactly one of them, in order. One section where nothing is announced."""
    begins = {at: agenda[item] for at, item in _fitted(heard, agenda)} if agenda else dict(_announced(heard))
    sections: list[Section] = []
    at, title = 0, ""
    for place in sorted(begins):
        if heard[at:place]:
            sections.append(Section(title, tuple(heard[at:place])))
        at, title = place, begins[place]
    sections.append(Section(title, tuple(heard[at:])))
    return tuple(_with_empty(sections, agenda))


def _with_empty(sections: Sequence[Section], agenda: Sequence[str]) -> list[Section]:
    """All items of the agenda, those that nobody announced without sentences; what came before stays before."""
    if not agenda:
        return list(sections)
    by_title = {section.title: section for section in sections if section.title}
    opening = [section for section in sections if not section.title]
    return [*opening, *(by_title.get(title, Section(title, ())) for title in agenda)]


def _fitted(heard: Sequence[Heard], agenda: Sequence[str]) -> list[tuple[int, int]]:
    """Where each item begins, as (sentence, item): the best sum over all orders-keeping choices."""
    titles = [set(content(fold(title))) for title in agenda]
    scores: dict[tuple[int, int], float] = {}
    for n, one in enumerate(heard):
        words = set(content(fold(one.text)))
        for item, title in enumerate(titles):
            own = title - set().union(*(other for other in titles if other is not title))
            score = _speaks_for(one, words, item, title, own, agenda)
            if score >= _ENOUGH:
                scores[n, item] = score
    # Each row holds, for one item, the best choice that ends with it at each sentence that may announce it.
    table: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = []
    for item in range(len(agenda)):
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = []
        for n in sorted(n for n, i in scores if i == item):
            before = [one for earlier in table for one in earlier if one[1][-1][0] < n]
            sum_before, chosen = max(before, key=lambda one: one[0], default=(0.0, ()))
            row.append((sum_before + scores[n, item] - n / (len(heard) * 100), (*chosen, (n, item))))
        table.append(row)
    _, chosen = max((one for row in table for one in row), key=lambda one: one[0], default=(0.0, ()))
    return [*_unannounced_first(heard, chosen), *chosen]


def _unannounced_first(heard: Sequence[Heard], chosen: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first item, where only others are announced: it begins when the first other than the leader speaks."""
    if not chosen or chosen[0][1] == 0:
        return []
    nameless = not any(one.speaker for one in heard)
    first = next((one.ordinal for one in heard if one.tells and (nameless or not one.leads)), len(heard))
    return [(first, 0)] if first < chosen[0][0] else []


def _speaks_for(one: Heard, words: set[str], item: int, title: set[str], own: set[str], agenda: Sequence[str]) -> float:
    said = fold(one.text)
    named = len(words & title) / len(title) if title else 0.0
    moves = bool(_MOVES_ON.search(said))
    counted = _count(said) == item + 1
    other = bool(_OTHER.search(agenda[item]) and _OTHER.search(said))
    announces = moves or counted or one.does(Act.CALLS)
    if not announces or (one.does(Act.COURTESY) and not named):
        return 0.0
    if named >= 0.5 or other or (words & own and moves):
        return 1.0 + named + 0.5 * moves + 0.5 * counted + 0.3 * one.leads
    return (0.6 * moves + 0.8 * counted + named + 0.3 * one.leads) if counted else 0.0


def _count(said: str) -> int | None:
    found = _NUMBERED.search(said)
    return number(found["number"] or found["count"]) if found else None


def _announced(heard: Sequence[Heard]) -> list[tuple[int, str]]:
    """Where the leader announces a new matter, with its title; () unless it is done twice."""
    found: list[tuple[int, str]] = []
    for n, one in enumerate(heard):
        if (
            not one.leads
            or not _MOVES_ON.search(fold(one.text))
            or one.does(Act.DECIDES, Act.CONFIRMS, Act.REQUESTS, Act.ASKS, Act.INVITES)
        ):
            continue
        match = _TITLE.search(one.text)
        if match and not _NO_TITLE.search(match["title"]) and content(fold(match["title"])):
            found.append((n, match["title"]))
    return found if len(found) > 1 else []
