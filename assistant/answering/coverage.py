"""How much of a question a sentence carries, with what stands around it.

A part of the question counts in full where the sentence or its neighbours have it, less where only the passage or the
paper's title and first lines do, and less again where its compound (成人式, 登録者数) is nowhere written in one piece.
A place counts less that names another year, number or city than the one asked for, or nowhere names what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from assistant.answering.focus import towns
from assistant.answering.parts import NUMBERED, ORDINAL, YEAR, Parts, alike, weight_of
from assistant.answering.subjects import Stance, stance
from assistant.answering.values import Hit
from assistant.answering.wanted import months_named
from ingest.japanese import sentences, tokens
from ingest.japanese.dates import When, dates, spans
from ingest.japanese.folding import fold, squeeze
from ingest.model import Passage

# Marks, and what they are called in a question.
_MARKS = {"※": "米印", "＊": "米印", "★": "星印", "☆": "星印", "◎": "二重丸"}
_MARK = re.compile(rf"([{''.join(_MARKS)}])印?")
_UNSAID = 0.33  # what a place loses that nowhere names what is asked for
_NEAR, _PASSAGE, _PAPER = 0.8, 0.55, 0.5  # worth of a part beside the sentence, in its passage, in the paper's head
_ELSEWHERE = 0.75  # worth of a place that has none of the days, years or numbers asked for
_OF_ANOTHER = 0.4  # ... when it is of another year or number, not just of an unknown one
_LONGEST_ROW = 160  # characters; a longer row is answered from by its clauses
_CLAUSE = re.compile(r"\t|。|(?<=[）)」\S])[ 　]+(?=[＜<〈※・○●■①-⑳])")
_REACH = 12  # characters from a year to what it is said of
_TORN = 0.5  # worth of a part whose compound is nowhere whole
_BEFORE, _AFTER = 2, 1  # neighbouring sentences


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says of itself: its title, name and first lines."""

    text: str = field(repr=False)
    words: frozenset[str]
    towns: frozenset[str]  # cities that it names


def paper_of(text: str) -> Paper:
    """A paper from its title, name and first lines."""
    folded = fold(text)
    return Paper(text, frozenset(tokens.words(folded)), towns(folded))


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences and rows of one hit: offsets in the passage, what each says, and its words."""

    hit: Hit
    spans: tuple[tuple[int, int], ...]
    said: tuple[str, ...]  # a row with its column names, else the sentence
    words: tuple[frozenset[str], ...]
    whens: tuple[tuple[When, ...], ...]
    above: tuple[str, ...]  # the headings that each stands under
    around: tuple[frozenset[str], ...]  # words of the title and of these headings
    common: frozenset[str]  # ... and of the headings above all of them
    columns: frozenset[str]  # words of the names of a table's columns, and of what they mean
    paper: Paper
    text: str = field(repr=False)  # all of it, squeezed

    def text_of(self, n: int) -> str:
        """Sentence `n` as it stands in the paper."""
        start, end = self.spans[n]
        return self.hit.passage.text[start:end]


def read_hit(hit: Hit, paper: Paper, read_out: Callable[[int], str]) -> Sentences:
    """The sentences of a hit; `read_out` gives the table row at an offset in words."""
    passage = hit.passage
    found: list[tuple[int, int]] = []
    said: list[str] = []
    for at, line in _lines(passage.text):
        if "\t" not in line:
            spans_ = sentences.split(line)
            said += [line[low:high] for low, high in spans_]
        elif len(line) > _LONGEST_ROW:
            spans_, name = _clauses(line), _row_name(line)
            said += [f"{name}: {' '.join(line[low:high].split())}" for low, high in spans_]
        else:
            spans_ = [(0, len(line))]
            said.append(read_out(passage.start + at) or line)
        found += [(at + low, at + high) for low, high in spans_]
    folded = [
        fold(_MARK.sub(lambda mark: _MARKS[mark[1]], f"{passage.text[start:end]}\n{words}"))
        for (start, end), words in zip(found, said, strict=True)
    ]
    above = tuple(passage.heading_at(start) for start, _ in found)
    common = _common(passage)
    named = {path: _named(hit, path) for path in {*above, common}}
    return Sentences(
        hit,
        tuple(found),
        tuple(said),
        tuple(frozenset(tokens.words(one)) for one in folded),
        tuple(tuple(dates(one)) for one in folded),
        above,
        tuple(named[path] for path in above),
        named[common],
        frozenset(tokens.words(fold(passage.index))) if passage.tabular else frozenset(),
        paper,
        squeeze(f"{paper.text}\n{passage.heading}\n{passage.index}\n{passage.text}"),
    )


def _common(passage: Passage) -> str:
    """The headings above all that a passage says: with those that it begins with, where it has no others."""
    if not passage.headings:
        return passage.heading
    end, path = passage.headings[-1]
    opening = [line for line in passage.text[:end].split("\n") if line.strip()]
    return path if len(opening) == len(passage.headings) else passage.heading


def _named(hit: Hit, headings: str) -> frozenset[str]:
    """The words that a paper's title, these headings and the speaker say of what stands under them."""
    return frozenset(tokens.words(fold(f"{hit.document.title}\n{headings}\n{hit.passage.speaker}")))


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a passage that are not blank, each with where it begins."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    lines = [(start, text[start:].split("\n", 1)[0]) for start in starts]
    return [(start, line.rstrip()) for start, line in lines if line.strip()]


def _clauses(row: str) -> list[tuple[int, int]]:
    """A row whose cells hold paragraphs, cut into what a person would point at: cells, and the clauses of long ones."""
    edges = [0, *(match.end() for match in _CLAUSE.finditer(row)), len(row)]
    clauses = []
    for low, high in pairwise(edges):
        clause = row[low:high]
        if clause.strip():
            clauses.append((low + len(clause) - len(clause.lstrip()), low + len(clause.rstrip())))
    return clauses


def _row_name(row: str) -> str:
    """The cell that names a row: the first with some letters that is no paragraph."""
    cells = (" ".join(cell.split()) for cell in row.split("\t"))
    return next((cell for cell in cells if len(re.findall(r"[^\W\d_]", cell)) >= 4 and len(cell) <= 45), "")


@dataclass(frozen=True, slots=True)
class Share:
    """What one sentence carries of a question, each 0 to 1.

    `own`: its own words, and what its title and heading say for it. `specific`: its own words alone, of the parts that
    the title and the headings above all of its passage leave open, which tells it apart from its neighbours. `place`:
    it and all that stands around it.
    """

    own: float
    specific: float
    place: float


def share(parts: Parts, read: Sentences, n: int) -> Share:
    """How much of the question sentence `n` carries."""
    near = read.around[n].union(*read.words[max(0, n - _BEFORE) : n + 1 + _AFTER])
    passage = read.columns.union(*read.words)
    own = place = unsaid = met = 0.0
    for part in parts.words:
        names = alike(part.word)
        torn = _TORN if part.pairs and not any(pair in read.text for pair in part.pairs) else 1.0
        said, headed = bool(names & read.words[n]), bool(names & read.around[n])
        further = _PASSAGE if names & passage else _PAPER if names & read.paper.words else 0.0
        own += part.weight * torn * (1.0 if said or headed else _NEAR if names & near else further)
        place += part.weight * torn * (1.0 if said or headed or names & near else 0.7 if further else 0.0)
        if not names & read.common:
            unsaid += part.weight
            met += part.weight * torn * said
    bears = _own_numbers(parts.ordinals, read, n)
    unsaid, met = unsaid + NUMBERED * len(bears), met + NUMBERED * sum(bears)
    dated = _dated(parts.whens, read, n) + _numbered(parts.ordinals, read, n)
    there = _worth(parts, read, n, dated=dated > 0) * (1 - _UNSAID * _unsaid(parts, read, passage | read.around[n]))
    whole = parts.whole
    specific = met / unsaid if unsaid else own / whole
    return Share((own + dated) / whole * there, specific * there, (place + dated) / whole * there)


def _own_numbers(ordinals: Sequence[str], read: Sentences, n: int) -> list[bool]:
    """Whether sentence `n` bears each 第3回 of the question that title, name and heading leave open."""
    document, said = read.hit.document, squeeze(read.said[n])
    headed = squeeze(f"{document.title}\n{document.source}\n{read.above[n]}")
    return [one in said for one in ordinals if one not in headed]


def told(parts: Parts, said: Iterable[tuple[Sentences, int]]) -> float:
    """The share of the question's words that these sentences carry together, each given by its hit and its place."""
    sentences_ = list(said)
    words = frozenset[str]().union(*(read.words[n] for read, n in sentences_))
    text = "".join(squeeze(read.said[n]) for read, n in sentences_)
    met = 0.0
    for part in parts.words:
        torn = part.pairs and not any(pair in text for pair in part.pairs)
        met += part.weight * (_TORN if torn else 1.0) * bool(alike(part.word) & words)
    return met / parts.whole


def _worth(parts: Parts, read: Sentences, n: int, *, dated: bool) -> float:
    """What a place is worth by the year, number and city that it names; `dated` where it bears one asked for."""
    said, document = read.said[n], read.hit.document
    worth = _OF_ANOTHER if _of_another_town(parts.towns, read) else 1.0
    if stance(parts.subject, read.above[n], document.title, said) is Stance.CONTRADICTS:
        return worth * _OF_ANOTHER
    if _of_another_number(parts.ordinals, said, read.above[n]) or _of_another_year(parts, said):
        return worth * _OF_ANOTHER
    if (parts.whens or parts.ordinals) and not dated:
        return worth * (_OF_ANOTHER if parts.ordinals or document.fiscal_year or document.held_on else _ELSEWHERE)
    return worth * (_ELSEWHERE if parts.numbered not in squeeze(said) else 1.0)


def _of_another_number(ordinals: Sequence[str], said: str, above: str) -> bool:
    """Whether a sentence speaks of 第5回 where 第7回 is asked for, and stands under no heading that names that."""
    counters = {ordinal[-1]: ordinal for ordinal in ordinals}
    own = [match[0] for match in ORDINAL.finditer(squeeze(said)) if match[2] in counters]
    return bool(own) and not set(own) & set(ordinals) and not any(one in squeeze(above) for one in ordinals)


def _unsaid(parts: Parts, read: Sentences, passage: frozenset[str]) -> float:
    """How much of a noun that is asked for stands nowhere in a passage and its headings, or in its paper's head."""
    there = passage | read.paper.words

    def missing(words: frozenset[str]) -> float:
        weights = {part.word: part.weight for part in parts.words if part.word in words}
        gone = (weight for word, weight in weights.items() if not alike(word) & there and word not in read.text)
        return sum(gone) / (sum(weights.values()) or 1.0)

    return max((missing(noun.words) for noun in parts.nouns), default=0.0)


def _of_another_year(parts: Parts, said: str) -> bool:
    """Whether a sentence gives what is asked for of other years only: 令和4年度の利用者, asked for 令和5年度."""
    if parts.of_year is None:
        return False
    folded, noun = fold(said), parts.nouns[0].text[:2]
    after = ((when, re.split(r"[、。\t]", folded[end : end + _REACH])[0]) for _, end, when in spans(folded))
    years = [when for when, following in after if when.month is None and noun in following]
    return bool(years) and not any(is_same(parts.of_year, when) for when in years)


def _of_another_town(asked: frozenset[str], read: Sentences) -> bool:
    """Whether a paper is of a city that the question does not name, and its passage names none that it does."""
    named = read.paper.towns
    return bool(asked and named) and not asked & named and not any(town in read.text for town in asked)


def _numbered(ordinals: Sequence[str], read: Sentences, n: int) -> float:
    """The weight of 第3回 and the like that the sentence, or else its passage or its paper's head, bears."""
    said = squeeze(read.said[n])
    return sum(NUMBERED if one in said else 0.8 * NUMBERED if one in read.text else 0.0 for one in ordinals)


def _dated(whens: Sequence[When], read: Sentences, n: int) -> float:
    """The weight of the question's dates that the sentence, its passage or its paper bears."""
    document = read.hit.document
    everywhere = [when for whens_ in (*read.whens, dates(read.above[n])) for when in whens_]
    of_months = months_named(document.source)
    carried = 0.0
    for when in whens:
        own_day = when.day is not None and any(other.day for other in read.whens[n])
        of_a_month = bool(of_months) and when.month is not None and when.day is None
        if any(is_same(when, other) for other in read.whens[n]):
            carried += weight_of(when)
        elif own_day:  # a sentence that has a day of its own is not of the day that its neighbour has
            continue
        elif of_a_month:
            carried += 0.8 * weight_of(when) * ((when.year, when.month) in of_months)
        elif any(is_same(when, other) for other in everywhere) or _is_of(when, document.fiscal_year, document.held_on):
            carried += 0.8 * weight_of(when)
        elif when.month and when.day is None and when.year in (document.fiscal_year, _year(document.held_on)):
            carried += YEAR  # 令和8年度6月補正: the year is right, the month may be part of a name
    return carried


def is_same(asked: When, other: When) -> bool:
    """Whether a time of a text is the one asked for, as far as both are said."""
    if asked.month is None:
        return asked.year == other.year
    same_day = asked.month == other.month and asked.day in (None, other.day)
    return same_day and (asked.year is None or other.year in (None, asked.year))


def _is_of(when: When, fiscal_year: int | None, held_on: date | None) -> bool:
    """Whether a paper of that 年度 and day is of the time asked for, as far as the question names it."""
    if when.fiscal and when.month is None:
        return when.year == fiscal_year
    if when.month is None:
        return when.year in (fiscal_year, _year(held_on))
    if when.day is not None:
        return when.as_date() == held_on if when.year else False
    if when.year is None:
        return held_on is not None and held_on.month == when.month
    if held_on is not None:
        return (held_on.year, held_on.month) == (when.year, when.month)
    return fiscal_year == (when.year if when.fiscal or when.month >= 4 else when.year - 1)


def _year(day: date | None) -> int | None:
    return day.year if day else None
