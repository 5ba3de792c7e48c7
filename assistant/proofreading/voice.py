"""Passive and causative, told from what is written alike: potential (食べられる) and honorific (出席される方)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.proofreading.lists import group
from assistant.proofreading.manuscript import Manuscript
from ingest.japanese.tokens import Morpheme

_AGENT_ENDS = (
    *"者員市県国町村区課部局長民会社人家生校省庁園署院親客団班隊",
    "団体",
    "企業",
    "組合",
    "機関",
    "センター",
    "チーム",
    "グループ",
)
_FAR = 14  # words between who acts and what is done


@dataclass(frozen=True, slots=True)
class Voice:
    """A verb with れる or せる: the words from `first` to `last`."""

    first: int
    last: int
    agent: bool  # によって or により names who does it


def passives(manuscript: Manuscript, start: int, end: int) -> Iterator[Voice]:
    """Each passive from `start` to `end`, honorifics and potentials left out as far as the form tells."""
    for index in manuscript.between(start, end):
        word = manuscript.at(index)
        if word.kind[0] != "助動詞" or word.plain not in ("れる", "られる"):
            continue
        first, last = _verb(manuscript, index), _tail(manuscript, index)
        agent = _has_agent(manuscript, first, start)
        told = word.plain == "れる" or _seldom_potential(manuscript.at(index - 1), manuscript.at(index + 1))
        if agent or (told and not _honours(manuscript, first, last, start)):
            yield Voice(first, last, agent)


def causatives(manuscript: Manuscript, start: int, end: int) -> Iterator[Voice]:
    """Each causative, させていただく left out."""
    for index in manuscript.between(start, end):
        word, before = manuscript.at(index), manuscript.at(index - 1)
        asks_leave = manuscript.at(index + 1).surface == "て" and manuscript.at(index + 2).normal == "頂く"
        makes = word.kind[0] == "助動詞" and word.plain in ("せる", "させる")
        if makes and before.plain not in group("own_causatives") and not asks_leave:
            yield Voice(_verb(manuscript, index), _tail(manuscript, index), False)


def _verb(manuscript: Manuscript, index: int) -> int:
    """Where the verb begins that the word at `index` helps: 運営 of 運営される."""
    first = index - 1
    while manuscript.at(first).kind[0] == "助動詞":
        first -= 1
    if manuscript.at(first).plain == "する" and manuscript.at(first - 1).kind[0] == "名詞":
        first -= 1
    return max(first, 0)


def _tail(manuscript: Manuscript, index: int) -> int:
    """The last word that belongs to the verb: 使われ + て + い + ます."""
    last = index
    while True:
        after = manuscript.at(last + 1)
        if after.kind[0] == "助動詞" and after.surface not in ("な", "なら", "だ", "です", "で", "に"):
            last += 1
        elif after.surface == "て" and manuscript.at(last + 2).plain in ("いる", "ある", "くる", "いく", "おる"):
            last += 2
        else:
            return last


def _has_agent(manuscript: Manuscript, first: int, start: int) -> bool:
    """Whether a person or a body does it, named with によって or により: 市民によって運営される."""
    for index in range(first - 1, max(first - _FAR, 0), -1):
        word = manuscript.at(index)
        if word.start < start or word.surface in ("。", "」"):
            return False
        if word.surface in ("よっ", "より") and manuscript.at(index - 1).surface == "に":
            return _is_agent(manuscript.at(index - 2))
    return False


def _is_agent(word: Morpheme) -> bool:
    noun = word.kind[0] in ("名詞", "接尾辞", "代名詞")
    return noun and (word.surface.endswith(_AGENT_ENDS) or word.kind[2] == "人名")


def _seldom_potential(verb: Morpheme, after: Morpheme) -> bool:
    """Whether られる after a verb of one row reads as passive; 決められない is "cannot" nearly always."""
    seldom = verb.plain in group("seldom_potential") or verb.normal in group("seldom_potential")
    return seldom and after.surface not in ("ない", "ませ", "なかっ", "ず")


def _honours(manuscript: Manuscript, first: int, last: int, start: int) -> bool:
    """出席される方, 市長が出席される: who does it is honoured."""
    if manuscript.at(last + 1).surface in group("honoured") and manuscript.at(first).surface in group("done_by_people"):
        return True
    if manuscript.at(first).surface in group("done_to_people"):
        return False
    for index in range(first - 1, max(first - _FAR // 2, 0), -1):
        word = manuscript.at(index)
        if word.start < start or word.surface in ("。", "、", "よっ", "から"):
            return False
        if word.surface in ("が", "は", "も") and word.kind[0] == "助詞":
            return manuscript.at(index - 1).surface in group("respected")
    return False
