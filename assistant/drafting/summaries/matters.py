"""Papers taken apart for a summary: sentences in their places, gathered by heading, by speaker, or by question.

A sitting of an assembly is the hard case: a member asks twenty things at once, and five officials answer them an hour
later in another order. So a question is the stretch of a speech that ends where something is asked. An answer is the
stretch from one announcement of a matter (次に、Xについてでありますが) to the next. It goes to that question of the
speech before it with which it shares most of its weighty words.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.answering.content_words import content
from assistant.answering.listing import spoken
from assistant.drafting.summaries.cues import announcement, asks, is_form, requests
from assistant.drafting.summaries.values import WISHES, By, Source
from ingest.japanese.folding import fold
from ingest.model import BlockKind, Document, Passage, Role
from ingest.structure.minutes import topic_cue

_ALIKE = 0.08  # cosine from which an answer is held to belong to a question
_TITLE = 40  # characters of a title made of what was said
_NO_MATTER = 20  # characters of a question that cannot hold what it is about
_TOGETHER = re.compile("あわせて|併せて")  # what is asked together is answered together
_NUMBER = "[0-9０-９一二三四五六七八九十]+"
_ON_AGENDA = re.compile(
    rf"日程第[ 　]?(?P<number>{_NUMBER})[^、。]{{0,20}}、[ 　]*(?P<title>[^。]{{2,60}}?)(?:を|の件)"
)
_BESIDES = "発言のほか"
_MARKED = re.compile(r"[○〇◎◆●◇◯][^。\n　]{1,40}　[ 　]*")
_NAMED = re.compile(r"[【（(]?[^。、：:】）)\s]{1,20}[】）)：:]+[ 　]*")
_WANTING = {By.QUESTION: "質問と答弁の組", By.SPEAKER: "発言者の記録", By.HEADING: "見出し"}
_INSTEAD = {By.SPEAKER: "発言者ごと", By.HEADING: "見出しごと", By.WHOLE: "全体で一つ"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, list item or row in its place: characters `start` to `end` of its paper's text."""

    document: Document
    passage: Passage
    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    heading: str = ""  # the last one above it

    @property
    def text(self) -> str:
        """Its words, verbatim."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    @property
    def line(self) -> str:
        """The line of its passage that it stands in, up to its end."""
        before = self.passage.text[: self.end - self.passage.start]
        return before[before.rfind("\n", 0, self.start - self.passage.start) + 1 :].lstrip()


Stretch = tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What becomes one part of a summary, in stretches of which each speaks of one matter.

    `under` and `asked` are of a question: who asked, and what; `said` is then what was answered.
    """

    title: str
    said: tuple[Stretch, ...]
    under: str = ""
    asked: tuple[Stretch, ...] = ()
    whole: bool = False  # it is all there is of a paper, or of all papers


@dataclass(frozen=True, slots=True)
class Division:
    """The sections in the order of the papers, and what a person should be told about them, in Japanese."""

    sections: tuple[Section, ...]
    notices: tuple[str, ...] = ()


def divide(sources: Sequence[Source], by: By) -> Division:
    """The papers divided as `by` says. One in which nobody asks goes by speaker, one where nobody speaks by heading."""
    if by is By.WHOLE:
        whole = tuple(one for source in sources for one in excerpts(source))
        return Division((Section("", (whole,), whole=True),) if whole else ())
    found: list[Section] = []
    notices: list[str] = []
    for source in sources:
        every = excerpts(source)
        own, used = _divided(source, every, by)
        found += own
        name = source.document.title or source.document.source
        if own and used is not by:
            notices.append(f"「{name}」には{_WANTING[by]}がないため、{_INSTEAD[used]}にまとめました。")
        if used is By.QUESTION and (left := _outside(every)):
            notices.append(f"「{name}」の、質問と答弁の組にならない発言{left}件は、この要旨に入っていません。")
    return Division(_gathered(found), tuple(notices))


def excerpts(source: Source) -> list[Excerpt]:
    """Every sentence, item and row but headings and lists of names; of an assembly without its chair's words."""
    blocks = _blocks(source)
    starts = [start for start, _, _ in blocks]
    assembly = _is_assembly(source)
    beside = sum(len(passage.text) for passage in source.passages if passage.aside)
    # Lists are the smaller part of a paper; where they are not, it was taken for one by mistake.
    lists = 2 * beside < sum(len(passage.text) for passage in source.passages)
    found = []
    for passage in source.passages:
        if (lists and passage.aside) or (assembly and passage.role is Role.CHAIR):
            continue
        for start, end in spoken(passage):
            at = passage.start + start
            _, kind, heading = blocks[max(0, bisect_right(starts, at) - 1)]
            # What is said may be set like a heading; it is still said.
            if kind is not BlockKind.HEADING or passage.turn is not None:
                at += _label(passage.text[start:end], passage)
                found.append(Excerpt(source.document, passage, at, passage.start + end, kind, heading))
    return found


def _label(text: str, passage: Passage) -> int:
    """The length of 三枝主査： or ○三枝委員　 before what that speaker says."""
    if passage.turn is None or not passage.speaker:
        return 0
    if (found := _MARKED.match(text)) is None and (found := _NAMED.match(text)):
        found = found if all(part in found[0] for part in re.split("[（）]", passage.speaker)) else None
    return found.end() if found is not None and found.end() < len(text) else 0


def _blocks(source: Source) -> list[tuple[int, BlockKind, str]]:
    """Where each block begins, what it is, and the last heading up to it."""
    found, at, heading = [(0, BlockKind.PARAGRAPH, "")], 0, ""
    for page in source.pages:
        for block in page.blocks:
            if block.kind is BlockKind.HEADING:
                heading = " ".join(page.text[block.start : block.end].split())
            found.append((at + block.start, block.kind, heading))
        at += len(page.text)
    return found


def _is_assembly(source: Source) -> bool:
    return any(passage.role is Role.QUESTIONER for passage in source.passages)


def _divided(source: Source, every: Sequence[Excerpt], by: By) -> tuple[list[Section], By]:
    """The sections of one paper, and by what it could be divided."""
    if by is By.QUESTION and any(one.passage.exchange is not None for one in every):
        return list(_by_question(every)), By.QUESTION
    if by is not By.HEADING and any(one.passage.speaker for one in every):
        return list(_by_speaker(every)), By.SPEAKER
    found = list(_by_heading(source, every))
    if len(found) > 1:
        return found, By.HEADING
    return [replace(one, whole=True) for one in found], By.WHOLE


def _gathered(found: Sequence[Section]) -> tuple[Section, ...]:
    """Sections of one speaker in several papers become one; all others stay."""
    kept: dict[object, Section] = {}
    for n, section in enumerate(found):
        speaks = not section.under and section.said and section.title == section.said[0][0].passage.speaker
        key = section.title if speaks else n
        kept[key] = replace(kept[key], said=(*kept[key].said, *section.said)) if key in kept else section
    return tuple(kept.values())


# ---- by heading and by speaker


def _by_heading(source: Source, every: Sequence[Excerpt]) -> Iterator[Section]:
    """From each heading to the next. In an assembly what its chair opens stands for one."""
    marks = _agenda(source) if _is_assembly(source) else _headings(source)
    places = [at for at, _ in marks]
    for n, members in groupby(every, lambda one: bisect_right(places, one.start)):
        title = marks[n - 1][1] if n else source.document.title or source.document.source
        yield Section(title, (tuple(members),))


def _headings(source: Source) -> list[tuple[int, str]]:
    """Where a heading opens a section, with its words: of the highest level that occurs more than once.

    In minutes of those who speak under headings every one does: the items of the agenda are the lowest of them.
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    for page in source.pages:
        found += [
            (at + block.start, block.level, " ".join(page.text[block.start : block.end].split()))
            for block in page.blocks
            if block.kind is BlockKind.HEADING
        ]
        at += len(page.text)
    if any(passage.turn is not None for passage in source.passages):
        return [(start, words) for start, _, words in found]
    levels = Counter(level for _, level, _ in found)
    highest = min((level for level, times in levels.items() if times > 1), default=0)
    return [(start, words) for start, level, words in found if level == highest]


def _agenda(source: Source) -> list[tuple[int, str]]:
    """Where the chair of an assembly opens an item: 日程第2、一般質問を行います。"""
    return [
        (passage.start + item.start(), f"日程第{item['number']}　{item['title']}")
        for passage in source.passages
        if passage.role is Role.CHAIR
        for item in _ON_AGENDA.finditer(passage.text)
    ]


def _by_speaker(every: Sequence[Excerpt]) -> Iterator[Section]:
    """All that each speaker says, in the order of their first words, and last what nobody says."""
    for name in dict.fromkeys(one.passage.speaker for one in every if one.passage.speaker):
        yield Section(name, (tuple(one for one in every if one.passage.speaker == name),))
    if rest := tuple(one for one in every if not one.passage.speaker):
        yield Section(_BESIDES, (rest,))


# ---- by question


def _outside(every: Sequence[Excerpt]) -> int:
    """How many turns belong to no question and its answers."""
    return len({one.passage.turn for one in every if one.passage.exchange is None and one.passage.turn is not None})


def _by_question(every: Sequence[Excerpt]) -> Iterator[Section]:
    """Question by question, in the order in which they were asked, each with what was answered to it."""
    for number in dict.fromkeys(one.passage.exchange for one in every if one.passage.exchange is not None):
        members = (one for one in every if one.passage.exchange == number)
        turns = [tuple(turn) for _, turn in groupby(members, lambda one: one.passage.turn)]
        asker = next((turn[0].passage.speaker for turn in turns if _is_question(turn)), "")
        for n, (question, answers) in enumerate(_rounds(turns)):
            for section in _paired(question, answers):
                yield replace(section, under=asker, title=section.title or ("再質問" if n else "質問"))


def _rounds(turns: Sequence[Stretch]) -> Iterator[tuple[Stretch, list[Stretch]]]:
    """What a member asks in a row, with the turns that answer before the member asks again."""
    runs = [(asking, list(run)) for asking, run in groupby(turns, _is_question)]
    for n, (asking, run) in enumerate(runs):
        if asking:
            answers = runs[n + 1][1] if n + 1 < len(runs) else []
            yield tuple(one for turn in run for one in turn), answers


def _is_question(turn: Sequence[Excerpt]) -> bool:
    return turn[0].passage.role is Role.QUESTIONER


def _paired(question: Stretch, answers: Sequence[Stretch]) -> Iterator[Section]:
    """Each thing asked with what answers it, answers to nothing that was found, and last what was only wished for."""
    parts = stretches(question)
    asked = [part for part in parts if not requests(part[-1].text)]
    said = [matter for turn in answers for matter in answered(turn)]
    together = len(asked) <= 1 or len(said) <= 1
    for some, matters in [(asked, said)] if together else _groups(asked, said):
        if some or matters:
            yield Section(_title(some, matters), tuple(matters), asked=tuple(some))
    if wishes := tuple(part[-1:] for part in parts if requests(part[-1].text)):
        yield Section(WISHES, (), asked=wishes)


def _groups(asked: Sequence[Stretch], said: Sequence[Stretch]) -> list[tuple[list[Stretch], list[Stretch]]]:
    """Each answer with the question nearest to it; a question that no answer chose joins its own nearest answer's."""
    alike = likeness([_text(part) for part in asked], [_text(matter) for matter in said])
    chosen = [_best([row[n] for row in alike]) for n in range(len(said))]
    nearest = [_best(row) for row in alike]
    home = [n if n in chosen or to is None or chosen[to] is None else chosen[to] for n, to in enumerate(nearest)]
    groups = [
        (
            [part for part, its in zip(asked, home, strict=True) if its == n],
            [matter for matter, its in zip(said, chosen, strict=True) if its == n],
        )
        for n in dict.fromkeys(home)
    ]
    return groups + [([], [matter]) for matter, its in zip(said, chosen, strict=True) if its is None]


def stretches(question: Sequence[Excerpt]) -> list[Stretch]:
    """A question speech cut where something has been asked; what leads up to no question is left out.

    Where nothing is asked in so many words, the whole speech is the question: それは予算がないということだと思います。
    """
    found: list[Stretch] = []
    current: list[Excerpt] = []
    for one in question:
        opens = announcement(one.text) is not None
        if is_form(one.text) and not (opens or asks(one.text)):
            continue
        if opens and current:
            if len(current) > 1 and asks(current[0].text):  # Xについて伺います, and no question after it
                found.append(tuple(current))
            current = []
        current.append(one)
        if opens or not (asks(one.text) or requests(one.text)):
            continue
        if found and asks(one.text) and _goes_on(current):
            found[-1] = (*found[-1], *current)
        else:
            found.append(tuple(current))
        current = []
    if current and asks(current[0].text):
        found.append(tuple(current))
    whole = tuple(one for one in question if not is_form(one.text))
    return found or ([whole] if whole else [])


def _goes_on(asking: Sequence[Excerpt]) -> bool:
    """Whether what is asked belongs to what was asked before: 併せて伺います, or 知事の見解を求めます and no more."""
    if announcement(asking[0].text) is not None:
        return False
    return _TOGETHER.search(asking[-1].text) is not None or sum(len(one.text) for one in asking) <= _NO_MATTER


def answered(turn: Sequence[Excerpt]) -> list[Stretch]:
    """An answering turn cut where it names the next matter, without greetings."""
    found: list[list[Excerpt]] = []
    for one in turn:
        if announcement(one.text) is not None or not found:
            found.append([])
        found[-1].append(one)
    return [tuple(matter) for matter in found if not all(is_form(one.text) for one in matter)]


def likeness(questions: Sequence[str], answers: Sequence[str]) -> list[list[float]]:
    """Of each question how like it each answer is: the cosine of their content words, rare ones weighing more."""
    asked, said = ([set(content(fold(text))) for text in texts] for texts in (questions, answers))
    spread = Counter(word for words in asked for word in words)
    rarity = {word: math.log(1 + len(questions) / times) for word, times in spread.items()}
    return [[_cosine(words, others, rarity) for others in said] for words in asked]


def _cosine(words: set[str], others: set[str], rarity: dict[str, float]) -> float:
    both, *sizes = (sum(rarity.get(word, 0.0) ** 2 for word in some) for some in (words & others, words, others))
    return both / math.sqrt(math.prod(sizes)) if both else 0.0


def _best(row: Sequence[float]) -> int | None:
    best = max(range(len(row)), key=lambda n: row[n], default=None)
    return best if best is not None and row[best] >= _ALIKE else None


def _title(asked: Sequence[Stretch], said: Sequence[Stretch]) -> str:
    """What a question is about: as who answers announces it, or who asks, or the last 「…について」 of either."""
    every = [one for some in (*said, *asked) for one in some]
    named = next((found.topic for one in every if (found := announcement(one.text))), "")
    said_last = (topic_cue("\n".join(map(_text, some))) for some in (asked, said))
    title = named or next(filter(None, said_last), "")
    return title if len(title) <= _TITLE else f"{title[:_TITLE]}…"


def _text(excerpts: Sequence[Excerpt]) -> str:
    return "\n".join(one.text for one in excerpts)
