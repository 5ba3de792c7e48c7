"""How much of a question a sentence carries, with what stands around it.

A question is parts: its content words, the rarer in the library the weightier, and its dates. A part counts in full
where the sentence or its neighbours have it, less where only the passage or the paper's title and first lines do, and
less again where the compound it belongs to (成人式, 登録者数) is nowhere written in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from assistant.answering.query import Question
from assistant.answering.values import Hit
from ingest.japanese import sentences, tokens
from ingest.japanese.dates import When, dates, spans
from ingest.japanese.folding import fold, squeeze

# Words of asking and of courtesy, in Sudachi's normalised form: they stand in no answer.
_EMPTY = re.compile(
    "為る|有る|居る|成る|事|物|其の|此の|何|出来る|言う|為|時|付く|於く|因る|無い|下さる|御|教える|知る|所|者|行く|良い|仰る"
    "|様|取る|関する|又|及び|行う|示す|対する|其れ|此れ|誰|何処|何時|幾ら|幾つ|どう|そう|こう|貰う|頂く|致す|申す|思う|遣る|[ぁ-ん]"
)
# What tables and headings call by several names.
TOTALS = frozenset({"全体", "合計", "計", "総計", "総数", "総額"})
_ALIKE = (
    TOTALS,
    frozenset({"会場", "場所", "所"}),
    frozenset({"費用", "経費", "金額"}),
    frozenset({"日時", "日程", "開催日", "期日"}),
    frozenset({"担当", "担当者", "担当課"}),
    frozenset({"決まる", "決める", "決定"}),
)
# Marks, and what they are called in a question.
_MARKS = {"※": "米印", "＊": "米印", "★": "星印", "☆": "星印", "◎": "二重丸"}
_MARK = re.compile(rf"([{''.join(_MARKS)}])印?")
# Verbs and adjectives end in kana in their normalised form. What is done can be said in many ways, what it is done to
# in few: they weigh less.
_DOING = re.compile(r"[ぁ-ん]$")
_DONE = 0.5
_DAY, _YEAR, _NUMBERED = 5.0, 2.0, 3.0  # weights of a day or month, of a bare year, of 第N回
_NEAR, _PASSAGE, _PAPER = 0.8, 0.55, 0.5  # worth of a part beside the sentence, in its passage, in the paper's head
_ELSEWHERE = 0.75  # worth of a place that has none of the days, years or numbers asked for
_OF_ANOTHER = 0.4  # ... when it is of another year or number, not just of an unknown one
_HIRAGANA = re.compile(r"[ぁ-ん]")
_COUNT = re.compile(r"(?<![\d.,第])\d{1,2}[一-龠々ァ-ヺー]{1,4}(?=[はのをがにとで、 ]|$)")
_LONGEST_ROW = 160  # characters; a longer row is answered from by its clauses
_CLAUSE = re.compile(r"\t|。|(?<=[）)」\S])[ 　]+(?=[＜<〈※・○●■①-⑳])")
_ORDINAL = re.compile(r"第(\d+|[一二三四五六七八九十百]+)(回|号|条|期|次|章)")
_TORN = 0.5  # worth of a part whose compound is nowhere whole
_BEFORE, _AFTER = 2, 1  # neighbouring sentences

Rarity = Callable[[Sequence[str]], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the question; `pairs` are the two-word pieces of compounds it stands in, squeezed."""

    word: str
    weight: float
    pairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A question taken apart."""

    words: tuple[Part, ...]
    whens: tuple[When, ...]
    ordinals: tuple[str, ...]  # 第3回, squeezed
    counts: tuple[str, ...]  # 6館, 3路線: what is asked for is so many

    @property
    def whole(self) -> float:
        """The weight of all parts."""
        dated = sum(map(_weight, self.whens)) + _NUMBERED * len(self.ordinals)
        return sum(part.weight for part in self.words) + dated or 1.0


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences and rows of one hit: offsets in the passage, what each says, and its words."""

    hit: Hit
    spans: tuple[tuple[int, int], ...]
    said: tuple[str, ...]  # a row with its column names, else the sentence
    words: tuple[frozenset[str], ...]
    whens: tuple[tuple[When, ...], ...]
    around: frozenset[str]  # words of the title and the heading
    paper: frozenset[str]  # words of the paper's title, name and first lines
    text: str = field(repr=False)  # all of it, squeezed

    def text_of(self, n: int) -> str:
        """Sentence `n` as it stands in the paper."""
        start, end = self.spans[n]
        return self.hit.passage.text[start:end]


def parts_of(question: Question, rarity: Rarity) -> Parts:
    """The parts of `question`, each word once."""
    rest = _without_dates(question.terms)
    ordinals = tuple(dict.fromkeys(match[0] for match in _ORDINAL.finditer(rest)))
    rest = _ORDINAL.sub(" ", rest)
    placed = [(start, end, word) for start, end, word in tokens.placed_words(rest) if _tells(word)]
    pairs: dict[str, list[str]] = {}
    for (start, end, word), (next_start, next_end, next_word) in pairwise(placed):
        if end == next_start and not _HIRAGANA.search(rest[end - 1 : end + 1]):
            for one in (word, next_word):
                pairs.setdefault(one, []).append(squeeze(rest[start:next_end]))
    weights = rarity([word for _, _, word in placed])
    words = dict.fromkeys(word for _, _, word in placed)
    weights = {word: weight * (_DONE if _DOING.search(word) else 1.0) for word, weight in weights.items()}
    made = tuple(Part(word, weights[word], tuple(pairs.get(word, ()))) for word in words)
    return Parts(made, _literal(question), ordinals, tuple(_COUNT.findall(rest)))


def read_hit(hit: Hit, paper: str, read_out: Callable[[int], str]) -> Sentences:
    """The sentences of a hit.

    `paper` is what the paper says of itself; `read_out` gives the table row at an offset in words.
    """
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
    return Sentences(
        hit,
        tuple(found),
        tuple(said),
        tuple(frozenset(tokens.words(one)) for one in folded),
        tuple(tuple(dates(one)) for one in folded),
        frozenset(tokens.words(fold(f"{hit.document.title}\n{passage.heading}\n{passage.speaker}"))),
        frozenset(tokens.words(fold(paper))),
        squeeze(f"{paper}\n{passage.heading}\n{passage.index}\n{passage.text}"),
    )


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
    title and heading leave open, which tells it apart from its neighbours. `place`: it and all that stands around it.
    """

    own: float
    specific: float
    place: float


def share(parts: Parts, read: Sentences, n: int) -> Share:
    """How much of the question sentence `n` carries."""
    near = read.around.union(*read.words[max(0, n - _BEFORE) : n + 1 + _AFTER])
    passage = frozenset[str]().union(*read.words)
    own = place = unsaid = met = 0.0
    for part in parts.words:
        names = alike(part.word)
        torn = _TORN if part.pairs and not any(pair in read.text for pair in part.pairs) else 1.0
        said, headed = bool(names & read.words[n]), bool(names & read.around)
        further = _PASSAGE if names & passage else _PAPER if names & read.paper else 0.0
        own += part.weight * torn * (1.0 if said or headed else _NEAR if names & near else further)
        place += part.weight * torn * (1.0 if said or headed or names & near else 0.7 if further else 0.0)
        if not headed:
            unsaid += part.weight
            met += part.weight * torn * said
    dated = _dated(parts.whens, read, n) + _numbered(parts.ordinals, read, n)
    there = 1.0
    if _of_another_number(parts.ordinals, read.said[n]):
        there = _OF_ANOTHER
    elif (parts.whens or parts.ordinals) and dated == 0.0:
        known = parts.ordinals or read.hit.document.fiscal_year or read.hit.document.held_on
        there = _OF_ANOTHER if known else _ELSEWHERE
    whole = parts.whole
    specific = met / unsaid if unsaid else own / whole
    return Share((own + dated) / whole * there, specific * there, (place + dated) / whole * there)


def _of_another_number(ordinals: Sequence[str], said: str) -> bool:
    """Whether a sentence speaks of 第5回 where 第7回 is asked for."""
    counters = {ordinal[-1]: ordinal for ordinal in ordinals}
    own = [match[0] for match in _ORDINAL.finditer(squeeze(said)) if match[2] in counters]
    return bool(own) and not set(own) & set(ordinals)


def alike(word: str) -> frozenset[str]:
    """All that `word` is called in tables and headings, itself included."""
    return next((names for names in _ALIKE if word in names), frozenset({word}))


def _numbered(ordinals: Sequence[str], read: Sentences, n: int) -> float:
    """The weight of 第3回 and the like that the sentence, or else its passage or its paper's head, bears."""
    said = squeeze(read.said[n])
    return sum(_NUMBERED if one in said else 0.8 * _NUMBERED if one in read.text else 0.0 for one in ordinals)


def _dated(whens: Sequence[When], read: Sentences, n: int) -> float:
    """The weight of the question's dates that the sentence, its passage or its paper bears."""
    document = read.hit.document
    everywhere = [when for whens_ in read.whens for when in whens_]
    carried = 0.0
    for when in whens:
        if any(_same(when, other) for other in read.whens[n]):
            carried += _weight(when)
        elif any(_same(when, other) for other in everywhere) or _is_of(when, document.fiscal_year, document.held_on):
            carried += 0.8 * _weight(when)
        elif when.month and when.day is None and when.year in (document.fiscal_year, _year(document.held_on)):
            carried += _YEAR  # 令和8年度6月補正: the year is right, the month may be part of a name
    return carried


def _same(asked: When, other: When) -> bool:
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


def _weight(when: When) -> float:
    return _DAY if when.month else _YEAR


def _literal(question: Question) -> tuple[When, ...]:
    """The dates that the question writes out. What 今年度 means today a paper of another year does not contradict."""
    written = {when for _, _, when in spans(fold(question.text))}
    return tuple(when for when in question.whens if when in written)


def _without_dates(folded: str) -> str:
    kept, at = [], 0
    for start, end, _ in spans(folded):
        kept.append(folded[at:start])
        at = end
    return " ".join((*kept, folded[at:]))


def _tells(word: str) -> bool:
    return not _EMPTY.fullmatch(word)
