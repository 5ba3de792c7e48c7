"""Summaries without a model: sentences of the papers, verbatim, those that say most.

Four things speak for a sentence, as in Edmundson's "New Methods in Automatic Extracting" (1969), and count alike: its
cue phrases; words that it shares with the title, or with the question it answers; where it stands; and its key words.
The last is done as LexRank does (Erkan and Radev 2004): by degree, the sum of a sentence's likeness to all others, in
tf-idf of Sudachi's content words. As a sum of cosines it is the product with the sum of all vectors, so that 300 pages
cost no more than their length. Where a sentence stands tells two things: a paper says at its beginning what it is
about, an answer says at its end what will be done. What comes next is held against what was chosen by MMR (Carbonell
and Goldstein 1998), so that nothing is said twice. Headings, greetings, thanks and procedure are no candidates, nor is
what reads like an order to a program: it says nothing of the matter, and whoever reads on may be a program.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answering.content_words import content
from assistant.answering.values import Sentence
from assistant.answering.verification import verify
from assistant.drafting.summaries.citing import Citations
from assistant.drafting.summaries.cues import announcement, asks, is_form, is_main, spoken_from, weight
from assistant.drafting.summaries.matters import Excerpt, Section, Stretch, divide
from assistant.drafting.summaries.values import By, Length, Source, Summary, SummaryPart
from ingest.japanese.folding import fold
from ingest.model import BlockKind, Role
from ingest.outcomes import Progress
from ingest.structure.orders import is_order, orders

# Sentences of a summary of everything, and of each matter of a divided one.
WHOLE = {Length.SHORT: 3, Length.MIDDLE: 8, Length.LONG: 24}
EACH = {Length.SHORT: 1, Length.MIDDLE: 3, Length.LONG: 6}
ASKED = {Length.SHORT: 1, Length.MIDDLE: 1, Length.LONG: 2}
_NEW = 0.5  # MMR: how much it counts against a sentence that it is like one that is chosen
_SHORTEST = 12  # characters that can say something
_NO_SENTENCE = 25  # characters of a line without a full stop that can
# What a sentence gains or loses, where a phrase counts up to about 1.
_QUESTION = 1.5
_UNDER_MAIN = 1.0
_REMARK = 1.0
_MERE_LINE = 1.0  # a line without a full stop: a date, an issuer, an entry of an agenda
_SURNAME = 2  # letters
_ORDERING = "（AIへの指示のように読める見出し）"
_INTRODUCES = re.compile(r"[^。]{1,40}(?:でございます|であります|と申します|です)[。．]?")

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be chosen: where its words begin, its content words, and what its phrases speak for."""

    excerpt: Excerpt
    start: int  # of the words that are shown, in the paper's text
    vector: Vector
    cue: float


class ExtractiveSummariser:
    """Summaries of verbatim sentences; there is nothing to set and nothing to wait for."""

    name = "extract"

    def summarise(self, sources: Sequence[Source], length: Length, by: By) -> Iterator[Progress | Summary]:
        """Progress by section, then exactly one `Summary`. A section in which nothing is said is left out."""
        division = divide(sources, by)
        citations = Citations(sources)
        parts: list[SummaryPart] = []
        for done, section in enumerate(division.sections):
            yield Progress(done, len(division.sections), section.title or section.under)
            part = extract(section, length, citations)
            if part.sentences or part.asked:
                parts.append(part)
        documents = tuple(source.document for source in sources)
        yield Summary(documents, length, by, tuple(parts), citations.all, notices=division.notices)


def extract(section: Section, length: Length, citations: Citations) -> SummaryPart:
    """The part that a section becomes."""
    count = (WHOLE if section.whole else EACH)[length]
    asked = [one for stretch in section.asked for one in choose(stretch, section.title, ASKED[length])]
    topic = "\n".join((section.title, *(shown(one, start) for one, start in asked)))
    said = [one for matter in section.said for one in choose(matter, topic, count)]
    question, answer = (tuple(quoted(one, start, citations) for one, start in some) for some in (asked, said))
    title = _ORDERING if is_order(section.title) else section.title
    return SummaryPart(title, answer, section.under, question)


def shown(excerpt: Excerpt, start: int) -> str:
    """The words of a sentence from `start` on, the cells of a row parted by a space."""
    text = excerpt.text[start - excerpt.start :]
    return "　".join(cell.strip() for cell in text.split("\t") if cell.strip())


def quoted(excerpt: Excerpt, start: int, citations: Citations) -> Sentence:
    """A chosen sentence, held against its own words like any other."""
    number = citations.number(excerpt.document, excerpt.passage, excerpt.start, excerpt.end)
    text = shown(excerpt, start)
    verdict, reason = verify(text, [excerpt.text.replace("\t", "　")])
    return Sentence(text, (number,), verdict, reason)


def choose(matter: Stretch, topic: str, count: int) -> list[tuple[Excerpt, int]]:
    """At most `count` sentences in their order, each with where its words begin that stand by themselves."""
    candidates = _candidates(matter)
    scores = _scores(candidates, topic)
    chosen: list[int] = []
    likest = [0.0] * len(candidates)
    while len(chosen) < min(count, len(candidates)):
        left = (n for n in range(len(candidates)) if n not in chosen)
        best = max(left, key=lambda n: (1 - _NEW) * scores[n] - _NEW * likest[n])
        chosen.append(best)
        near = (_product(one.vector, candidates[best].vector) for one in candidates)
        likest = [max(before, now) for before, now in zip(likest, near, strict=True)]
    return [(candidates[n].excerpt, candidates[n].start) for n in sorted(chosen)]


def _candidates(matter: Stretch) -> list[_Candidate]:
    """The sentences that say something; rows of tables only where there is no other."""
    counts = [Counter(content(fold(one.text))) for one in matter]
    spread = Counter(word for words in counts for word in words)
    rarity = {word: math.log(1 + len(matter) / times) for word, times in spread.items()}
    members_alone = all(one.passage.role is Role.QUESTIONER for one in matter)
    found = []
    for one, words in zip(matter, counts, strict=True):
        start = spoken_from(one.text)
        if _says_something(one, start) and not _orders(one):
            cue = _cue(one, one.text[start:], members_alone)
            found.append(_Candidate(one, one.start + start, _unit(words, rarity), cue))
    return [one for one in found if one.excerpt.kind is not BlockKind.ROW] or found


def _says_something(one: Excerpt, start: int) -> bool:
    if is_form(one.text) or _introduces(one) or ((found := announcement(one.text)) and found.rest >= len(one.text)):
        return False
    if one.kind is BlockKind.ROW:
        return "\t" in one.text
    return len(one.text) - start >= (_SHORTEST if _is_sentence(one.text) else _NO_SENTENCE)


def _orders(one: Excerpt) -> bool:
    """Whether it is part of what reads like an order to a program."""
    start, end = one.start - one.passage.start, one.end - one.passage.start
    return any(first < end and start < last for first, last in orders(one.passage.text))


def _introduces(one: Excerpt) -> bool:
    """三番、桐生和子でございます。"""
    name = one.passage.speaker.rstrip("）").rpartition("（")[2][:_SURNAME]
    return bool(name) and name in one.text and _INTRODUCES.fullmatch(one.text) is not None


def _is_sentence(text: str) -> bool:
    return text.rstrip("」』）)").endswith(("。", "．", "！", "？", "?"))


def _cue(one: Excerpt, text: str, members_alone: bool) -> float:
    """What its phrases speak for. A member's question is what a member says; beside its answer it says least."""
    found = weight(text) + (_UNDER_MAIN if is_main(one.heading) else 0.0)
    if one.passage.role is Role.QUESTIONER and asks(one.text):
        found += _QUESTION if members_alone else -_QUESTION
    if one.line.startswith("※"):
        found -= _REMARK
    return found if _is_sentence(text) or one.kind is BlockKind.ROW else found - _MERE_LINE


def _scores(candidates: Sequence[_Candidate], topic: str) -> list[float]:
    """Each candidate's worth, from 0 to 1: cue, title, place and key words, which all count alike."""
    total: Counter[str] = Counter()  # which adds up shares as it does numbers
    for one in candidates:
        total.update(one.vector)
    about = _unit(Counter(content(fold(topic))), {})
    sides = (
        [one.cue for one in candidates],
        _shares([_product(one.vector, about) for one in candidates]),
        _places([one.excerpt for one in candidates]),
        _shares([_product(one.vector, total) for one in candidates]),
    )
    sums = [sum(some) for some in zip(*sides, strict=True)]
    lowest, width = min(sums, default=0.0), max(sums, default=0.0) - min(sums, default=0.0)
    return [(one - lowest) / (width or 1.0) for one in sums]


def _places(found: Sequence[Excerpt]) -> list[float]:
    """What speaks for each by its place: in an answer the end, in a paper the beginning, where people talk nothing."""
    places: list[float] = []
    for _, run in groupby(found, lambda one: (one.document.id, one.passage.turn)):
        members = list(run)
        for n, one in enumerate(members):
            along = n / max(1, len(members) - 1)
            answers = one.passage.exchange is not None
            begins = not one.passage.speaker and _is_sentence(one.text)
            places.append(along if answers else (1.0 - along) * begins)
    return places


def _shares(values: Sequence[float]) -> list[float]:
    most = max(values, default=0.0) or 1.0
    return [value / most for value in values]


def _unit(words: Mapping[str, int], rarity: Vector) -> Vector:
    """The words as a vector of length 1."""
    weighed = {word: times * rarity.get(word, 1.0) for word, times in words.items()}
    size = math.sqrt(sum(value**2 for value in weighed.values())) or 1.0
    return {word: value / size for word, value in weighed.items()}


def _product(one: Vector, other: Vector) -> float:
    few, many = sorted((one, other), key=len)
    return sum(value * many[word] for word, value in few.items() if word in many)
