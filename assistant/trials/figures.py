"""The figures of a report, worked out of the counts: each with the number of answers behind it, none of too few people.

Minutes saved are people's own estimates. They are told as the middle one and the middle half, never as a sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.trials.counts import By, Counts, Said, Share
from assistant.trials.survey import REASONS, USES
from assistant.trials.values import Month, Rating
from assistant.trials.withholding import withheld

OTHERS = "その他（3人未満）"
WHOLE = "全体"


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many runs were rated how."""

    served: int
    partly: int
    not_served: int

    @property
    def rated(self) -> int:
        return self.served + self.partly + self.not_served


@dataclass(frozen=True, slots=True)
class Use:
    """In how many runs the draft was used and was not, of those where it was said."""

    used: int
    unused: int


@dataclass(frozen=True, slots=True)
class Saved:
    """Minutes saved in a run: `median`, with half of the answers between `lower` and `upper`; None where nobody said.

    `answers` of `people` persons stand behind them; in `longer` of these it took more minutes than before.
    """

    answers: int
    people: int
    longer: int = 0
    median: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Yen of the `priced` runs whose price is known."""

    yen: float
    priced: int


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a group. None where they are withheld, because too few persons stand behind them.

    `of` are the groups that it consists of: several where small ones are joined.
    """

    label: str
    of: frozenset[str]
    runs: int
    people: int
    ratings: Ratings | None
    use: Use | None
    saved: Saved | None
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class Words:
    """Reasons, or shared texts, of one use case: the newest of them, and how many there are in all."""

    label: str
    total: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """A use case that served in at least half of the runs that were rated, with a word of somebody whom it served.

    The word is empty where too few persons wrote one.
    """

    row: Row
    by_staff: bool
    word: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What was answered by those who use it and those who do not."""

    answers: int
    uses: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the trial brought in a month (None: in all)."""

    month: Month | None
    total: Row
    by: Mapping[By, tuple[Row, ...]]
    departments: int
    use_cases: int
    tokens_in: int
    tokens_out: int
    mean_seconds: float | None
    worked: tuple[Worked, ...]
    reasons: tuple[Words, ...]
    shared: tuple[Words, ...]
    survey: Survey

    @property
    def is_empty(self) -> bool:
        """Whether nothing was tried."""
        return self.total.runs == 0


def report(month: Month | None, counts: Counts, by_staff: frozenset[str] = frozenset()) -> Report:
    """The report of `month`. `by_staff` are the ids of use cases that members of staff proposed."""
    shares = counts.shares.get(By.USE_CASE, ())
    whole = frozenset(one.group for one in shares)
    total = _row(WHOLE, whole, shares, _histogram(counts, By.USE_CASE, whole))
    by = {one: _rows(counts, one) for one in By}
    return Report(
        month,
        total,
        by,
        len({one.group for one in counts.shares.get(By.DEPARTMENT, ())}),
        len(total.of),
        sum(one.tokens_in for one in shares),
        sum(one.tokens_out for one in shares),
        sum(one.seconds for one in shares) / total.runs if total.runs else None,
        _worked(by[By.USE_CASE], shares, counts.said, by_staff),
        _words(by[By.USE_CASE], shares, counts.said),
        _shared(by[By.USE_CASE], shares, counts.shared),
        _survey(counts),
    )


def quantile(histogram: Mapping[int, int], part: float) -> float | None:
    """The value below which `part` of the answers lie, as Excel's QUARTILE.INC has it; None of no answers."""
    answers = sum(histogram.values())
    if not answers:
        return None
    place = (answers - 1) * part
    below, above = _at(histogram, int(place)), _at(histogram, min(int(place) + 1, answers - 1))
    return below + (above - below) * (place - int(place))


def _at(histogram: Mapping[int, int], place: int) -> int:
    """The value at `place`, counted from 0, of the answers in order."""
    passed = 0
    for value in sorted(histogram):
        passed += histogram[value]
        if place < passed:
            return value
    raise IndexError(place)


def _rows(counts: Counts, by: By) -> tuple[Row, ...]:
    """The groups, most runs first (weeks in order), small ones joined at the end."""
    shares = counts.shares.get(by, ())
    groups: dict[str, list[Share]] = {}
    for share in shares:
        groups.setdefault(share.group, []).append(share)
    joined = withheld({name: {one.person for one in some} for name, some in groups.items()})
    label = _labels_of(by, groups.keys(), counts.titles)
    rows = [
        _row(label(name), frozenset({name}), some, _histogram(counts, by, {name}))
        for name, some in groups.items()
        if name not in joined
    ]
    rows.sort(key=(lambda row: min(row.of)) if by is By.WEEK else (lambda row: (-row.runs, row.label, min(row.of))))
    if joined:
        together = [one for name in joined for one in groups[name]]
        rows.append(_row(OTHERS, joined, together, _histogram(counts, by, joined)))
    return _without_small_answers(rows, shares)


def _row(label: str, of: frozenset[str], shares: Sequence[Share], histogram: Mapping[int, int]) -> Row:
    return Row(
        label,
        of,
        sum(one.runs for one in shares),
        len({one.person for one in shares}),
        Ratings(*(sum(getattr(one, name) for one in shares) for name in ("served", "partly", "not_served"))),
        Use(sum(one.used for one in shares), sum(one.unused for one in shares)),
        Saved(
            sum(histogram.values()),
            len({one.person for one in shares if one.timed}),
            sum(runs for minutes, runs in histogram.items() if minutes < 0),
            quantile(histogram, 0.5),
            quantile(histogram, 0.25),
            quantile(histogram, 0.75),
        ),
        Cost(sum(one.yen for one in shares), sum(one.priced for one in shares)),
    )


def _without_small_answers(rows: Sequence[Row], shares: Sequence[Share]) -> tuple[Row, ...]:
    """A row of three persons may have figures of one: each kind of figure is withheld by those who stand behind it."""
    ratings = _hidden(rows, shares, lambda one: one.served + one.partly + one.not_served)
    use = _hidden(rows, shares, lambda one: one.used + one.unused)
    saved = _hidden(rows, shares, lambda one: one.timed)
    cost = _hidden(rows, shares, lambda one: one.priced)
    return tuple(
        Row(
            row.label,
            row.of,
            row.runs,
            row.people,
            None if row.of in ratings else row.ratings,
            None if row.of in use else row.use,
            None if row.of in saved else row.saved,
            None if row.of in cost else row.cost,
        )
        for row in rows
    )


def _hidden(rows: Sequence[Row], shares: Sequence[Share], behind: Callable[[Share], int]) -> frozenset[frozenset[str]]:
    row_of = {group: row.of for row in rows for group in row.of}
    people: dict[frozenset[str], set[str]] = {row.of: set() for row in rows}
    for share in shares:
        if behind(share):
            people[row_of[share.group]].add(share.person)
    return withheld(people)


def _histogram(counts: Counts, by: By, of: Set[str]) -> Counter[int]:
    found: Counter[int] = Counter()
    for saving in counts.savings.get(by, ()):
        if saving.group in of:
            found[saving.minutes] += saving.runs
    return found


def _labels_of(by: By, names: Set[str], titles: Mapping[str, str]) -> Callable[[str], str]:
    """What the groups are called."""
    if by is By.USE_CASE:
        return lambda name: titles.get(name, name)
    if by is By.DEPARTMENT:
        return lambda name: name or "（部署の記載なし）"
    several = len({date.fromisoformat(name).isocalendar().year for name in names}) > 1
    return lambda name: _week(date.fromisoformat(name), with_year=several)


def _week(monday: date, *, with_year: bool) -> str:
    sunday = monday + timedelta(days=6)
    number = monday.isocalendar()
    year = f"{number.year}年" if with_year else ""
    ends = f"{sunday.day}日" if sunday.month == monday.month else f"{sunday.month}月{sunday.day}日"
    return f"{year}第{number.week}週（{monday.month}月{monday.day}日〜{ends}）"


def _worked(
    rows: Sequence[Row], shares: Sequence[Share], said: Sequence[Said], by_staff: frozenset[str]
) -> tuple[Worked, ...]:
    silent = _hidden(rows, shares, lambda one: one.reasons)
    return tuple(
        Worked(row, row.of <= by_staff, "" if row.of in silent else _a_word(row, said))
        for row in sorted(rows, key=lambda row: -(row.ratings.served if row.ratings else 0))
        if row.label != OTHERS and row.ratings and 0 < row.ratings.rated <= 2 * row.ratings.served
    )


def _a_word(row: Row, said: Sequence[Said]) -> str:
    return next((one.words for one in said if one.use_case in row.of and one.rating is Rating.SERVED), "")


def _words(rows: Sequence[Row], shares: Sequence[Share], said: Sequence[Said]) -> tuple[Words, ...]:
    """Reasons by use case; where too few persons wrote one, it stands among the others."""
    labels = _labels(rows, _hidden(rows, shares, lambda one: one.reasons))
    return _told(labels, said, {of: sum(one.reasons for one in shares if one.group in of) for _, of in labels})


def _shared(rows: Sequence[Row], shares: Sequence[Share], shared: Sequence[Said]) -> tuple[Words, ...]:
    """Texts by use case. They were shared to be seen, so they stand under it unless it has no row of its own."""
    labels = _labels(rows, frozenset())
    return _told(labels, shared, {of: sum(one.shared for one in shares if one.group in of) for _, of in labels})


def _told(
    labels: Sequence[tuple[str, frozenset[str]]], said: Sequence[Said], totals: Mapping[frozenset[str], int]
) -> tuple[Words, ...]:
    return tuple(
        Words(label, totals[of], tuple(one for one in said if one.use_case in of)) for label, of in labels if totals[of]
    )


def _labels(rows: Sequence[Row], hidden: frozenset[frozenset[str]]) -> list[tuple[str, frozenset[str]]]:
    apart = [(row.label, row.of) for row in rows if row.of not in hidden and row.label != OTHERS]
    rest = [row.of for row in rows if row.of in hidden or row.label == OTHERS]
    return [*apart, (OTHERS if apart else WHOLE, frozenset().union(*rest))] if rest else apart


def _survey(counts: Counts) -> Survey:
    uses = Counter(one.uses for one in counts.survey)
    reasons = Counter(reason for one in counts.survey for reason in one.reasons)
    return Survey(
        len(counts.survey),
        tuple((name, uses[name]) for name in dict.fromkeys((*USES, *uses))),
        tuple((name, reasons[name]) for name in dict.fromkeys((*REASONS, *reasons))),
        tuple(one.words for one in counts.survey if one.words),
    )
