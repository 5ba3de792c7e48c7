"""From the words of a question to what was understood: values to show, chips to take back, wishes for the search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from assistant.answering import naming
from assistant.answering.naming import NOTHING_KNOWN, Known
from assistant.answering.values import ReadAs
from assistant.answering.wanted import Wanted
from ingest.japanese.dates import either_way, fiscal_year_of
from ingest.japanese.folding import fold
from ingest.japanese.periods import Period, Sort, in_era_year, periods, spelled_out
from ingest.japanese.sittings import sitting
from ingest.model import Filters

Chips = tuple[tuple[str, str], ...]

_QUOTED = re.compile(r"[「『]([^「」『』]{2,40})[」』]|[\"“]([^\"“”]{2,40})[\"”]")
_ALL = r"(?:すべて|全て|全部|漏れなく|もれなく|残らず|網羅)"
_UTTERED = r"(?:発言|答弁|質問|質疑|言及|議論|やり取り|やりとり|意見|記述|記載|箇所|言葉|説明)"
_LIST_ALL = re.compile(
    rf"{_UTTERED}(?:箇所|内容|部分)?(?:を|は|が|の)?、?(?:{_ALL}|一覧)|{_ALL}の[^、。]{{0,12}}?{_UTTERED}"
    rf"|(?:について|に関して|に関する)(?:の?[^、。\s]{{0,12}}?を|の)?{_ALL}"
)
_HISTORY = re.compile(
    r"変遷|移り変わり|変わってき|どう変わっ|どのように変わっ|どう変化|どのように変化"
    rf"|(?:これまで|今まで|従来|過去)の{_UTTERED}|(?:これまで|今まで)(?:どう|何と|どのように)(?:答え|述べ|言|説明)"
    r"|(?<!数の)(?<!率の)(?<!額の)(?<!人口の)(?<!費の)(?<!量の)(?<!高の)(?<!世帯の)(?<!値の)(?<![数率額口費量高値])推移"
)
_ASKS_ANSWER = re.compile(
    r"答弁|見解|所見|(?:何|なん)(?:と|て)(?:答え|回答|述べ|言っ|説明|発言)|(?:どう|どのように|どんな風に)(?:答え|回答し|述べ|言っ|考え|受け止め)"
    r"|考えは|お?考えを|お考え|認識は|認識を|受け止めは|どう受け止め"
)
_SAYS = re.compile(r"言って|言った|述べ|答え|説明し|示し|示され|語っ|話し|明言|約束|認識|決意|姿勢|受け止め")
_NEXT = re.compile(r"次回|次の(?:会議|定例会|委員会|会合|打ち?合わ?せ)|今度の(?:会議|定例会|委員会|会合)")
_PREVIOUS = re.compile(
    r"(?<!前)前回(?!り|答[^弁])|(?<![一-龠])前の(?:会議|定例会|委員会|会合)|直近(?!の?\d|の?数|[一二三四五六七八九十])"
    r"|最新の(?:会議|定例会|委員会|会議録|議事録)|この(?:前|間)の(?:会議|定例会|委員会)"
)
_OUTRIGHT = frozenset({"fiscal_year", "year", "meeting_number", "session_number", "session_month", "must"})
_OF_A_PAPER = frozenset({"kind", "meeting_number", "session_number", "session_month"})
_NUMBERED = re.compile(r"第\s*(\d+|[一二三四五六七八九十]+)\s*回")


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    ignoring: frozenset[str]
    values: dict[str, object] = field(default_factory=dict)
    chips: list[tuple[str, str]] = field(default_factory=list)

    def note(self, key: str, value: object, label: str) -> bool:
        """Keeps what was read, unless the person took it back; the first of a key counts."""
        if key in self.ignoring or key in self.values:
            return False
        self.values[key] = value
        self.chips.append((key, label))
        return True


def understand(
    text: str,
    spelled: str,
    filters: Filters,
    today: date | None = None,
    known: Known = NOTHING_KNOWN,
    ignoring: frozenset[str] = frozenset(),
) -> tuple[ReadAs, Wanted]:
    """What is read of a question: `text` as it was written, `spelled` folded and spelled out."""
    reading = _Reading(ignoring)
    wanted = _times(reading, periods(spelled, today))
    wanted = _meetings(reading, spelled, wanted)
    wanted = _names(reading, fold(text), known, wanted)
    must = quoted(text)
    if must:
        reading.note("must", list(must), "・".join(f"「{phrase}」を含む" for phrase in must))
    for key, pattern, label in (("list_all", _LIST_ALL, "すべて挙げる"), ("history", _HISTORY, "年代順にたどる")):
        if pattern.search(spelled):
            reading.note(key, True, label)
    if _ASKS_ANSWER.search(spelled) or ("office" in reading.values and _SAYS.search(spelled)):
        reading.note("asks_answer", True, "答弁を探す")
    wanted = replace(wanted, required=wanted.required | _required(reading.values, text, wanted, filters))
    return _read_as(reading, filters), wanted


def quoted(text: str) -> tuple[str, ...]:
    """The phrases in quotation marks, each once."""
    return tuple(dict.fromkeys((first or second).strip() for first, second in _QUOTED.findall(text)))


def drop(read: ReadAs, keys: Iterable[str]) -> ReadAs:
    """The same reading after `keys` emptied the result: said as dropped, and no chip any more."""
    before = read.values.get("dropped", [])
    before = before if isinstance(before, list) else []
    gone = [key for key in dict.fromkeys(keys) if key in read.values and key not in before]
    if not gone:
        return read
    label = read.label
    for key, said in read.chips:
        label = label.replace(said, f"{said}（合う資料がないため外しました）", 1) if key in gone else label
    chips = tuple((key, said) for key, said in read.chips if key not in gone)
    return replace(read, values={**read.values, "dropped": [*before, *gone]}, chips=chips, label=label)


def speaks_of(fiscal_years: tuple[int, ...], spelled: str, plain: str, today: date) -> bool:
    """Whether papers of `fiscal_years` speak of the times that `spelled` has beyond `plain`, the text without today.

    Asked years later, 今年度 is most likely copied from a paper. Papers speak of the year to come, too.
    """
    said = {(period.first, period.last) for period in periods(plain, today)}
    for period in periods(spelled, today):
        first = period.first or period.last
        if first is None or (period.first, period.last) in said:
            continue
        year = fiscal_year_of(first)
        if not {year, year - 1 if first > today else year} & set(fiscal_years):
            return False
    return True


def _times(reading: _Reading, read: list[Period]) -> Wanted:
    """Years, days and stretches of time."""
    fiscal: list[int] = []
    years: list[int] = []
    held: tuple[date | None, date | None] | None = None
    for period in read:
        if period.fiscal and (period.sort is not Sort.SPAN or _within(period)):
            reading.note("fiscal_year", period.year, fiscal_label(period.year))
            fiscal.append(period.year)
        elif period.sort in (Sort.YEAR, Sort.PART):
            reading.note("year", period.year, f"{in_era_year(period.year)}年（{period.year}年）")
            years.append(period.year)
        elif period.fiscal and period.sort is Sort.SPAN:
            fiscal += _fiscal_years(period)
        if period.sort in (Sort.DAY, Sort.POINT) and period.last is not None:
            noted = reading.note("date", period.last.isoformat(), _day_label(period.last))
            held = (period.last, period.last) if noted and period.sort is Sort.DAY and held is None else held
        elif period.sort in (Sort.SPAN, Sort.PART) and _note_span(reading, period):
            held = held or (period.first, period.last)
    gone = reading.ignoring
    return Wanted(
        () if "fiscal_year" in gone else tuple(dict.fromkeys(fiscal)),
        () if "year" in gone else tuple(dict.fromkeys(years)),
        *(held or (None, None)),
    )


def _note_span(reading: _Reading, period: Period) -> bool:
    """Notes both ends of a stretch of time under one chip."""
    if {"date_from", "date_to"} & (reading.ignoring | reading.values.keys()):
        return False
    first, last = period.first, period.last
    if first is not None:
        reading.note("date_from", first.isoformat(), _span_label(first, last))
        if last is not None:
            reading.values["date_to"] = last.isoformat()
    elif last is not None:
        reading.note("date_to", last.isoformat(), _span_label(first, last))
    return True


def _within(period: Period) -> bool:
    """Whether a stretch lies in the one 年度 it names."""
    begins, ends = date(period.year, 4, 1), date(period.year + 1, 3, 31)
    return None not in (period.first, period.last) and begins <= period.first and period.last <= ends  # type: ignore[operator]


def _fiscal_years(period: Period) -> list[int]:
    if period.first is None or period.last is None:
        return []
    last = period.last.year if period.last.month >= 4 else period.last.year - 1
    return list(range(period.year, min(last, period.year + 50) + 1))


def _meetings(reading: _Reading, spelled: str, wanted: Wanted) -> Wanted:
    """第3回, 第2回定例会, 6月定例会, 前回 and 次回."""
    one = sitting(spelled)
    number, session, month = one.meeting_number, one.session_number, one.session_month
    counter = _counter(spelled, number) if number is not None else ""
    if number is not None and reading.note("meeting_number", number, f"第{number}{counter}"):
        wanted = replace(wanted, meeting_number=number, counter=counter)
    if session is not None and reading.note("session_number", session, f"第{session}回{one.session}"):
        wanted = replace(wanted, session_number=session)
    if month is not None and reading.note("session_month", month, f"{month}月{one.session}"):
        wanted = replace(wanted, session_month=month)
    for word, pattern, label in (("next", _NEXT, "次回"), ("previous", _PREVIOUS, "前回（直近）")):
        if pattern.search(spelled) and reading.note("relative", word, label):
            wanted = replace(wanted, relative=word)
    return wanted


def _counter(spelled: str, number: int) -> str:
    said = re.findall(rf"第\s*{either_way(number)}\s*([回号])", spelled)
    return "号" if said and "回" not in said else "回"


def _names(reading: _Reading, folded: str, known: Known, wanted: Wanted) -> Wanted:
    """Speakers, offices, kinds of paper, papers by name."""
    spoken = naming.speakers(folded, known.speakers)
    if spoken is not None:
        name = naming.plain_name(spoken.speakers[0]) if len(spoken.speakers) == 1 else spoken.name
        if reading.note("speaker", name, f"{'質問者' if spoken.asked_only else '発言者'}: {name}"):
            if spoken.asked_only:
                wanted = replace(wanted, asked_by=spoken.speakers)
            else:
                wanted = replace(wanted, speakers=spoken.speakers)
    office = naming.office(folded, known.offices)
    if office is not None and reading.note("office", office, f"役職: {office}"):
        wanted = replace(wanted, offices=(office,))
    cited = naming.source(folded, known)
    if cited is not None and reading.note("source", cited.name, f"資料: {cited.name}"):
        wanted = replace(wanted, sources=cited.sources, required=frozenset({"source"} if cited.is_place else ()))
    kind = naming.kind(folded, known.kinds)
    if kind is not None and reading.note("kind", kind, f"種類: {kind}"):
        wanted = replace(wanted, kinds=(kind,))
    return wanted


def _required(values: dict[str, object], text: str, wanted: Wanted, filters: Filters) -> frozenset[str]:
    """What the question says outright of the papers that answer it, which a search is held to.

    Words that lean on today are often a paper's own. A year by itself is that of the matter as often as of a paper,
    and so is a 年度 beside a sitting: 令和5年第3回定例会 answers for 令和4年度の決算. Of two meetings that are named
    neither answers alone. A paper that is named, and is the only one of its name, needs no more to be found.
    """
    keys = frozenset(values) & _OUTRIGHT
    if "source" in wanted.required and len(wanted.sources) == 1:
        return keys & {"must"}
    plain = spelled_out(fold(text))
    said = {period.year for period in periods(plain)}
    if not said.issuperset(wanted.fiscal_years) or keys & {"year", "session_number", "session_month"}:
        keys -= {"fiscal_year"}
    if not said.issuperset(wanted.years) or not values.keys() & _OF_A_PAPER:
        keys -= {"year"}
    if len(set(_NUMBERED.findall(plain))) > 1:
        keys -= {"meeting_number", "session_number"}
    return keys - ({"fiscal_year"} if filters.fiscal_years else frozenset())


def _read_as(reading: _Reading, filters: Filters) -> ReadAs:
    """The reading with what the person narrowed the search to by hand, which goes before what the question says."""
    values, said = dict(reading.values), [label for _, label in reading.chips]
    for key, chosen, name in (
        ("kind", filters.kinds, "種類"),
        ("source", filters.sources, "資料"),
        ("speaker", filters.speakers, "発言者"),
        ("fiscal_year", filters.fiscal_years, "年度"),
    ):
        if chosen:
            values[key] = chosen[0]
            label = f"{name}: {'、'.join(map(str, chosen))}"
            if label not in said:
                said.append(label)
    return ReadAs(values, "、".join(said), filters, tuple(reading.chips))


def fiscal_label(year: int) -> str:
    """令和5年度（2023年度）for 2023."""
    return f"{in_era_year(year)}年度（{year}年度）"


def _day_label(day: date) -> str:
    return f"{in_era_year(day.year)}年{day.month}月{day.day}日（{day.isoformat()}）"


def _span_label(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"{_said(first)}以降" if first else f"{_said(last)}まで" if last else ""
    if first.day == 1 and _ends_month(last):
        if (first.year, first.month) == (last.year, last.month):
            return f"{in_era_year(first.year)}年{first.month}月（{first.year}年{first.month}月）"
        return f"{in_era_year(first.year)}年{first.month}月から{in_era_year(last.year)}年{last.month}月まで"
    return f"{_said(first)}から{_said(last)}まで"


def _said(day: date | None) -> str:
    return f"{in_era_year(day.year)}年{day.month}月{day.day}日" if day else ""


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
