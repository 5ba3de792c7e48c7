"""How it changed: what was answered on one topic, in order of date, and what each answer changes.

Sentences of two answers speak of the same matter when they share most of their content words; the topic's own words,
which all of them have, weigh little. What is the same and what changed is then told by figures, dates, denials and the
remaining words, by code and without a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from assistant.answering.content_words import content
from assistant.answering.listing import Place, holds, places, spoken, topic_in
from assistant.answering.polarity import contradicts
from assistant.answering.query import Question
from assistant.answering.retrieval import Words
from assistant.answering.topic import Topic
from assistant.answering.values import Entry, Mention, ReadAs
from ingest.japanese import dates, tokens
from ingest.japanese.folding import fold, squeeze
from ingest.japanese.numbers import numbers
from ingest.library.library import Library
from ingest.model import Document, Passage, Person, Role

_ALIKE = 0.5  # of their words that two sentences on the same matter share
_SAME = 0.85  # from here on they say the same, where no figure differs
_OF_TOPIC = 0.3  # weight of the topic's own words
_FOLLOWING = 2  # sentences that still belong to one that names the topic
_SHORT = 600  # letters of a question that asks one thing: all that is answered to it is on its topic
_MOST = 6  # sentences of one answer
_ANSWERING = frozenset({Role.EXECUTIVE, Role.SECRETARIAT})
_ENOUGH = 3  # content words in common, from which on half of the shorter sentence's words is enough
_ANNOUNCING = re.compile(
    r"(?:お答え|御?報告|ご?説明|答弁)[^。]{0,12}(?:ます|ました)[。．]?$|(?:お尋ね|[ご御]質問)で(?:ござい|あり)ます(?:が)?[。．]?$"
)
# How a sentence goes on with what the one before it said.
_GOES_ON = re.compile(
    r"^(?:また、|さらに、|加えて、|なお、|しかし、)?(?:こ[のうれ]|そ[のうれ]|引き続き|今後|これら|具体的|あわせて"
    r"|本(?:事業|制度|計画|年度|市|町|村|区|県|都)|当|[今来昨]年度?|令和|平成)"
)
_NEXT_ITEM = re.compile(
    r"^(?:次に|続いて|続きまして|最後に|ほかに|(?:また、)?[^。、]{2,40}(?:について|に関して)(?:で(?:あり|ござい)|お|の[おご御]))"
)
_FIGURE = re.compile(
    r"(?P<number>[\d〇一二三四五六七八九十百千][\d〇一二三四五六七八九十百千万億兆,.]*)"
    r"(?P<unit>[万億兆]?(?:円|人|名|歳|件|回|校|棟|枚|個|台|本|冊|戸|票|点|割|倍|条|項|号|%|パーセント|メートル|キロ|トン|世帯|団体|施設|クラブ"
    r"|事業所?|か所|箇所|か月|ケ月|週間|時間|日間|年間|分(?![にな野])))(?!ひとり|一人)"
)


class Standing(StrEnum):
    """What a sentence is beside the answer before."""

    FIRST = "first"  # there is none before
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of an answer. `before` is the sentence it is held against, `figures` what differs: 180戸→210戸.

    `since` is the paper of `before` where that is not of the answer directly before, which said nothing on the matter.
    """

    said: Mention
    standing: Standing
    before: Mention | None = None
    figures: tuple[str, ...] = ()
    since: Document | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One answer: where it stands, what it says of the topic, and what the one before said and it does not."""

    entry: Entry
    points: tuple[Point, ...]
    unsaid: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """The answers on a topic in order of date."""

    topic: str
    read_as: ReadAs
    stages: tuple[Stage, ...]


def trace(library: Library, words: Words, asked: Question, person: Person) -> History | None:
    """The answers on the question's topic, each beside the one before; None where the question names no topic."""
    topic = topic_in(library, words, asked, person)
    if topic is None:
        return None
    found = places(library, words, topic, asked.read_as.filters, person)
    stages: list[Stage] = []
    for place, whole in _answers(found, asked, library):
        if said := _said(place.passages, topic, whole):
            stages.append(_stage(_entry(place, said), stages, topic))
    return History(topic.label, asked.read_as, tuple(stages))


def _stage(entry: Entry, earlier: Sequence[Stage], topic: Topic) -> Stage:
    """An answer beside the one before it, and beside still earlier ones where that one leaves its matter out."""
    before = earlier[-1].entry.mentions if earlier else ()
    points = compare(entry.mentions, before, topic)
    for stage in reversed(earlier[:-1]):
        older = {point.said: point for point in compare(_new(points), stage.entry.mentions, topic)}
        points = tuple(_reaching_back(point, older.get(point.said), stage.entry.document) for point in points)
    kept = {point.before for point in points}
    return Stage(entry, points, tuple(mention for mention in before if mention not in kept))


def _new(points: Sequence[Point]) -> tuple[Mention, ...]:
    return tuple(point.said for point in points if point.standing is Standing.NEW)


def _reaching_back(point: Point, older: Point | None, paper: Document) -> Point:
    return replace(older, since=paper) if older is not None and older.before is not None else point


def compare(said: Sequence[Mention], before: Sequence[Mention], topic: Topic) -> tuple[Point, ...]:
    """Each sentence beside the one of `before` that speaks of the same matter; none of them is taken twice."""
    if not before:
        return tuple(Point(one, Standing.FIRST) for one in said)
    shares = sorted(
        ((_alike(one.text, other.text, topic), -n, -m) for n, one in enumerate(said) for m, other in enumerate(before)),
        reverse=True,
    )
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for share, n, m in shares:
        if share >= _ALIKE and -n not in pairs and -m not in taken:
            pairs[-n] = -m, share
            taken.add(-m)
    return tuple(_point(one, pairs.get(n), before) for n, one in enumerate(said))


def figures_changed(said: str, before: str) -> tuple[str, ...]:
    """What figures and dates differ, in words: 180戸→210戸; one without a counterpart stands alone with its arrow."""
    after, earlier = _figures(fold(said)), _figures(fold(before))
    changed: list[str] = []
    for unit in dict.fromkeys((*earlier, *after)):
        olds, news = earlier.get(unit, {}), after.get(unit, {})
        gone = [text for value, text in olds.items() if value not in news]
        come = [text for value, text in news.items() if value not in olds]
        changed.extend(f"{old}→{new}" for old, new in zip_longest(gone, come, fillvalue="（なし）"))
    return tuple(changed)


def _point(said: Mention, pair: tuple[int, float] | None, before: Sequence[Mention]) -> Point:
    if pair is None:
        return Point(said, Standing.NEW)
    other, share = before[pair[0]], pair[1]
    figures = figures_changed(said.text, other.text)
    same = not figures and share >= _SAME and not contradicts(fold(said.text), fold(other.text))
    return Point(said, Standing.SAME if same else Standing.CHANGED, other, figures)


def _alike(one: str, other: str, topic: Topic) -> float:
    """The share of the content words that two sentences have in common, those of the topic counted little.

    Dice's, or the shorter sentence's share where they have several in common: what was one sentence is often half of
    the next year's.
    """
    of_topic = {word for part in topic.parts for word in tokens.words(part)}
    ours, theirs = set(content(fold(one))), set(content(fold(other)))
    mine, its, both = (_weight(some, of_topic) for some in (ours, theirs, ours & theirs))
    if not mine + its:
        return 1.0
    dice = 2 * both / (mine + its)
    return max(dice, min(_SAME - 0.01, both / min(mine, its))) if both >= _ENOUGH else dice


def _weight(words: set[str], of_topic: set[str]) -> float:
    return sum(_OF_TOPIC if word in of_topic else 1.0 for word in words)


def _figures(folded: str) -> dict[str, dict[object, str]]:
    """Figures and dates of a text by unit, by value, as written."""
    found: dict[str, dict[object, str]] = {}
    taken = []
    for start, end, when in dates.spans(folded):
        found.setdefault("日付", {})[when] = folded[start:end]
        taken.append((start, end))
    for match in _FIGURE.finditer(folded):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            value = tuple(sorted(value for values in numbers(match[0]) for value in values)) or match["number"]
            found.setdefault(re.sub(r"^[万億兆]", "", match["unit"]), {})[value] = match[0]
    return found


def _answers(found: Sequence[Place], asked: Question, library: Library) -> Iterator[tuple[Place, bool]]:
    """The answering turns in order; True for one that answers a short question on the topic without naming it."""
    named = {(place.document.id, place.first.exchange) for place in found if place.first.role in _ANSWERING}
    for place in found:
        first = place.first
        if first.role in _ANSWERING and holds(place, asked.wanted, library):
            yield place, False
        elif first.role is Role.QUESTIONER and (place.document.id, first.exchange) not in named:
            named.add((place.document.id, first.exchange))
            yield from ((one, True) for one in _answers_to(place, library) if holds(one, asked.wanted, library))


def _answers_to(question: Place, library: Library) -> Iterator[Place]:
    """All answers to a question that is short enough to ask one thing."""
    if question.first.exchange is None:
        return
    members = library.exchange(question.document.id, question.first.exchange)
    if sum(len(one.text) for one in members if one.role is Role.QUESTIONER) > _SHORT:
        return
    for turn in dict.fromkeys(one.turn for one in members if one.role in _ANSWERING):
        yield Place(question.document, tuple(one for one in members if one.turn == turn))


def _said(passages: Sequence[Passage], topic: Topic, whole: bool) -> tuple[Mention, ...]:
    """The sentences on the topic: those that name it and up to two after each, to the next item; or all of a turn."""
    said: list[Mention] = []
    for passage in passages:
        reach = _MOST if whole else 0
        for start, end in spoken(passage):
            text = passage.text[start:end]
            if topic.touched_in(squeeze(text)):
                reach = max(reach, _FOLLOWING + 1)
            elif _NEXT_ITEM.match(fold(text)) or not (whole or _goes_on(text, said)):
                reach = 0
            if reach > 0 and len(said) < _MOST and _says_something(text):
                said.append(Mention(text, passage.start + start, passage.start + end, passage.id))
            reach -= 1
    return tuple(said)


def _goes_on(text: str, said: Sequence[Mention]) -> bool:
    """Whether a sentence that does not name the topic still speaks of it: it leans on the last one, or shares words."""
    folded = fold(text)
    return bool(said) and (
        _GOES_ON.match(folded) is not None or len(set(content(folded)) & set(content(fold(said[-1].text)))) > 1
    )


def _says_something(sentence: str) -> bool:
    """Neither the speaker's label nor a mere announcement."""
    folded = fold(sentence)
    announces = len(folded) < 60 and _ANNOUNCING.search(folded) is not None
    return not announces and folded.rstrip("」』)").endswith(("。", ".", "!", "?", "、"))


def _entry(place: Place, said: Sequence[Mention]) -> Entry:
    first = next(one for one in place.passages if one.id == said[0].passage)
    paper = replace(place.document, problems=())
    return Entry(paper, first.id, first.page, first.label, first.speaker, first.role, tuple(said))
