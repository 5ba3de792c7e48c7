"""Find all: every place of the papers that speaks of a topic, with no best ten, counted by year and by speaker.

A ranking answers with what fits best and leaves the rest out; whoever asks for all must be able to rely on the list. So
the words view only narrows down where to look, as far as the library reaches, and each place is then held against the
text itself: it speaks of the topic when every compound of the topic stands in the turn (or, where nobody speaks, in the
passage). Words that a line break parts are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from assistant.answering.narrowing import admits
from assistant.answering.query import Question
from assistant.answering.retrieval import Words
from assistant.answering.spellings import SpeltTopic, ways_of, words_of
from assistant.answering.topic import Topic, topic_of
from assistant.answering.values import Count, Entry, Listing, Mention
from assistant.answering.wanted import Wanted, meets
from ingest.japanese import sentences, tokens
from ingest.japanese.folding import fold, squeeze
from ingest.japanese.periods import in_era_year
from ingest.library.library import Library
from ingest.model import Document, Filters, Passage, Person, Role

_ALL = r"(?:すべて|全て|全部|漏れなく|もれなく|残らず|網羅)"
_UTTERED = re.compile(
    r"発言|答弁|質問|質疑|言及|議論|やり取り|やりとり|意見|記述|記載|箇所|触れ|見解|所見"
    rf"|に(?:ついて|関して|関する)の?(?:こと|もの)?(?:を|は)?{_ALL}"
)
_SPEECH = re.compile(r"発言|答弁|質問|質疑|議論|やり取り|やりとり|見解|所見")
_ANSWERS = re.compile(r"答弁|見解|所見|(?:何|なん)と(?:答え|回答)|答えた|変遷")
_QUESTIONS = re.compile(r"質問|質疑")
_QUESTION_MEANT = re.compile(r"質問に(?:対|答)")  # 質問に対する答弁: the answers are asked for
_LABEL = re.compile(r"[○〇◎◆●◇◯][ 　]*(?:[^。\n（(]{0,30}[（(][^（）()\n]{1,30}[）)][ 　]*|[^。\n]{1,40}?[ 　]+)")
_SURE = 3  # letters of a word that no single line break hides from the words view


@dataclass(frozen=True, slots=True)
class Place:
    """A turn, or a passage where nobody speaks, that speaks of the topic: the passages of it that name a part."""

    document: Document
    passages: tuple[Passage, ...]

    @property
    def first(self) -> Passage:
        """The first passage of it that names a part."""
        return self.passages[0]


def asks_for_all(asked: Question) -> bool:
    """Whether a question wants every utterance on something, not every item of something."""
    return "list_all" in asked.read_as.values and _UTTERED.search(fold(asked.text)) is not None


def find_all(library: Library, words: Words, asked: Question, person: Person) -> Listing | None:
    """All places that `person` may read and that speak of the question's topic; None where it names no topic.

    What was read of the question narrows the list strictly; `notice` says what lies beside it.
    """
    topic = topic_in(library, words, asked, person)
    if topic is None:
        return None
    everywhere = places(library, words, topic, asked.read_as.filters, person)
    held = [place for place in everywhere if holds(place, asked.wanted, library)]
    meant = [place for place in held if _as_asked(place, asked)]
    return _listing(topic, asked, meant, len(held) - len(meant), len(everywhere) - len(held))


def topic_in(library: Library, words: Words, asked: Question, person: Person) -> Topic | None:
    """The question's topic in every spelling that the papers have; a phrase in quotation marks is spelled as it is."""
    topic = topic_of(asked)
    if topic is None or asked.must:
        return topic
    papers = {paper.id: paper for paper in library.documents(person)}
    ways = []
    for part in topic.parts:
        found = library.passages_by_id(_with_words(library, words, part, asked.read_as.filters, person))
        texts = (_searched(papers[one.document], one) for one in found.values() if one.document in papers)
        ways.append(ways_of(part, texts))
    return SpeltTopic(topic.label, topic.parts, tuple(ways))


def places(library: Library, words: Words, topic: Topic, filters: Filters, person: Person) -> list[Place]:
    """Every turn and every passage without one that speaks of `topic`, in order of date."""
    papers = {paper.id: paper for paper in library.documents(person)}
    near = _candidates(library, words, topic, filters, person, papers)
    naming = [one for one in near if topic.touched_in(said_in(one))]
    naming.sort(key=lambda one: (_order(papers[one.document]), one.ordinal))
    found = []
    for (key, _), group in groupby(naming, lambda one: (one.document, _turn(one))):
        members = tuple(group)
        if topic.named_in("\n".join(map(said_in, members))):
            found.append(Place(papers[key], members))
    return found


def holds(place: Place, wanted: Wanted, library: Library) -> bool:
    """Whether a place is of the papers, the time and the people that the question named."""
    paper, passage = place.document, place.first
    agreed = meets(wanted, paper)
    named = {
        "fiscal_year": bool(wanted.fiscal_years),
        "year": bool(wanted.years),
        "date": bool(wanted.held_from or wanted.held_to),
        "meeting_number": wanted.meeting_number is not None,
        "session_number": wanted.session_number is not None,
        "session_month": wanted.session_month is not None,
    }
    if any(asked and not agreed.get(key, False) for key, asked in named.items()):
        return False
    if (wanted.kinds and paper.kind not in wanted.kinds) or (
        "source" in wanted.required and paper.source not in wanted.sources
    ):
        return False
    if wanted.speakers and passage.speaker not in wanted.speakers:
        return False
    if wanted.offices and not any(of_office(passage.speaker, office) for office in wanted.offices):
        return False
    return not wanted.asked_by or _asked_by(passage, wanted.asked_by, library)


def of_office(speaker: str, office: str) -> bool:
    """Whether 知事（小池百合子） speaks as 知事: the office itself or one that ends in it, but no deputy."""
    named, _, _ = fold(speaker).partition("(")
    wanted = fold(office)
    before = named[: -len(wanted)] if wanted else named
    return named.endswith(wanted) and not before.endswith(("副", "代理", "前", "元"))


def mentions(passages: Iterable[Passage], topic: Topic) -> tuple[Mention, ...]:
    """The sentences that name the topic: those with every part, else those with one; a passage that has none whole."""
    said: list[tuple[int, Mention]] = []
    for passage in passages:
        in_it = [
            (count, Mention(passage.text[start:end], passage.start + start, passage.start + end, passage.id))
            for start, end in spoken(passage)
            if (count := topic.touched_in(squeeze(passage.text[start:end])))
        ]
        said += in_it or [(0, Mention(passage.text.strip(), passage.start, passage.end, passage.id))]
    whole = tuple(mention for count, mention in said if count == len(topic.parts))
    return whole or tuple(mention for _, mention in said)


def spoken(passage: Passage) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a passage, without the mark and the name that open a turn."""
    for start, end in sentences.split(passage.text):
        yield start + spoken_from(passage.text[start:end], passage), end


def spoken_from(text: str, passage: Passage) -> int:
    """Where what is said begins in a text that may open with ○市長（長谷川環君）: after the label of its speaker."""
    label = _LABEL.match(text) if passage.turn is not None and passage.speaker else None
    if label is None or label.end() == len(text):
        return 0
    office, _, name = squeeze(passage.speaker).rstrip(")").partition("(")
    return label.end() if (name or office) in squeeze(label[0]) else 0


def said_in(passage: Passage) -> str:
    """The squeezed words of a passage without the label of its speaker, whose office speaks of nothing."""
    return squeeze(passage.text[spoken_from(passage.text, passage) :])


def year_label(paper: Document) -> str:
    """令和3年（2021年） of the day it was held, the 年度 where only that is known."""
    if paper.held_on is not None:
        return f"{in_era_year(paper.held_on.year)}年（{paper.held_on.year}年）"
    if paper.fiscal_year is not None:
        return f"{in_era_year(paper.fiscal_year)}年度（{paper.fiscal_year}年度）"
    return "日付なし"


def _candidates(
    library: Library, words: Words, topic: Topic, filters: Filters, person: Person, papers: dict[str, Document]
) -> Iterator[Passage]:
    """Every passage that may name a part. A line break within a word of two letters hides it from the words view."""
    if any(len(part) < _SURE for part in topic.parts):
        for paper in papers.values():
            yield from (one for one in library.passages(paper.id) if _within(filters, paper, one))
        return
    _, total = library.counts()
    ids: dict[str, None] = {}
    for part in topic.parts:
        ids |= dict.fromkeys(words.search([], tokens.bigrams(part), person, filters, total).grams)
        ids |= dict.fromkeys(_with_words(library, words, part, filters, person))
    yield from (one for one in library.passages_by_id(list(ids)).values() if one.document in papers)


def _with_words(library: Library, words: Words, part: str, filters: Filters, person: Person) -> list[str]:
    """The passages that have every word of a compound, however it is spelled."""
    _, total = library.counts()
    having = [words.search([word], [], person, filters, total).words for word in words_of(part)]
    return [id for id in having[0] if all(id in others for others in having[1:])] if having else []


def _searched(paper: Document, passage: Passage) -> str:
    return f"{paper.title}\n{passage.heading}\n{passage.index}\n{passage.text}"


def _within(filters: Filters, paper: Document, passage: Passage) -> bool:
    return admits(filters, paper) and (not filters.speakers or passage.speaker in filters.speakers)


def _turn(passage: Passage) -> tuple[str, int]:
    """What is listed as one: the turn, or the passage itself."""
    return ("turn", passage.turn) if passage.turn is not None else ("passage", passage.ordinal)


def _order(paper: Document) -> tuple[date, str]:
    year = date(paper.fiscal_year, 4, 1) if paper.fiscal_year else date.max
    return (paper.held_on or year, paper.source)


def _asked_by(passage: Passage, names: Sequence[str], library: Library) -> bool:
    if passage.exchange is None or passage.role is Role.QUESTIONER:
        return False
    members = library.exchange(passage.document, passage.exchange)
    return any(one.role is Role.QUESTIONER and one.speaker in names for one in members)


def _as_asked(place: Place, asked: Question) -> bool:
    """Whether it is the kind of utterance that the question names: 答弁, 質問, anything said, or anything written."""
    text, passage = fold(asked.text), place.first
    if not _SPEECH.search(text):
        return True
    roles = set[Role | None]()
    if _ANSWERS.search(text):
        roles |= {Role.EXECUTIVE, Role.SECRETARIAT}
    if _QUESTIONS.search(text) and not _QUESTION_MEANT.search(text):
        roles |= {Role.QUESTIONER}
    if "発言" in text or not roles:
        return bool(passage.speaker) or passage.turn is not None
    return passage.role in roles


def _listing(topic: Topic, asked: Question, found: Sequence[Place], beside: int, outside: int) -> Listing:
    entries = tuple(_entry(place, topic) for place in found)
    years = Counter(year_label(entry.document) for entry in entries)
    speakers = Counter(entry.speaker or "発言者なし" for entry in entries)
    notices = []
    if others := _spelt_otherwise(entries, topic):
        notices.append(f"表記の異なる{'、'.join(f'「{way}」' for way in others)}も数えています。")
    if outside:
        notices.append(f"読み取った条件に合わない箇所が、ほかに{outside:,}件あります。条件を外すと一覧に加わります。")
    if beside:
        notices.append(f"お尋ねの種類の発言ではない箇所（資料の記述など）が、ほかに{beside:,}件あります。")
    return Listing(
        topic.label,
        asked.read_as,
        entries,
        tuple(Count(name, n) for name, n in years.items()),
        tuple(Count(name, n) for name, n in sorted(speakers.items(), key=lambda one: -one[1])),
        "".join(notices),
    )


def _spelt_otherwise(entries: Sequence[Entry], topic: Topic) -> list[str]:
    """The spellings other than the person's own by which the entries name the topic."""
    if not isinstance(topic, SpeltTopic):
        return []
    said = [squeeze(mention.text) for entry in entries for mention in entry.mentions]
    return [way for ways in topic.ways for way in ways[1:] if any(way in one for one in said)]


def _entry(place: Place, topic: Topic) -> Entry:
    said = mentions(place.passages, topic)
    first = next(one for one in place.passages if one.id == said[0].passage)
    return Entry(
        replace(place.document, problems=()),
        first.id,
        first.page,
        first.label,
        first.speaker,
        first.role,
        said,
    )
