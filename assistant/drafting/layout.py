"""What stands where in minutes: a draft as the values of placeholders. Word, Markdown and text write the same values.

A value is a text, a list of entries, or a `Block` of whole paragraphs and tables. A line keeps its own value (`Traced`)
wherever it is written, so that its trace goes along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.drafting.made import made_on, note
from assistant.drafting.trace import Record, verdict_of
from assistant.drafting.values import Draft, Item, Line, LineKind, Task, Transcript
from assistant.phrasing import VERDICT_WORDS
from ingest.japanese.dates import in_era
from ingest.structure.speech.names import is_numbered

UNKNOWN = "（記載なし）"
NOBODY = "―"  # in a cell of a table
LABELS = {
    LineKind.EXPLANATION: "説明",
    LineKind.QUESTION: "問",
    LineKind.ANSWER: "答",
    LineKind.OPINION: "意見",
    LineKind.DECISION: "決定",
    LineKind.TODO: "宿題",
    LineKind.NEXT: "次回",
}
_ASKED = ("質疑", "答弁")
# In minutes that give the points only, these stand in their own sections alone.
_APART = frozenset({LineKind.DECISION, LineKind.TODO, LineKind.NEXT})
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# １ 開会, 1. 開会, (1) 開会, 議題1, 第1号議案, ア 開会: the agenda has its own numbers.
_NUMBERED = re.compile(
    r"\s*(?:[0-9０-９]+[\s.．、,:：)）-]|[(（〔][0-9０-９一二三四五六七八九十ア-ン]+[)）〕]|[①-⑳]"
    r"|[一二三四五六七八九十]+[\s.．、]|[ア-ン][\s.．、]|(?:議題|議案|日程|報告|陳情|請願|諮問|認定|発議)[第0-9０-９]|第[0-9０-９一二三四五六七八九十]+)"
)


class Unknown(str):
    """What is written where nothing is known; false, so that a template can ask for it."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


LISTED = "一覧"  # the paragraph style that a template may have for the cells of a table


class Role(StrEnum):
    """What a paragraph is. Its value is the paragraph style that a template may have for it.

    A point looks as the place does that it stands in.
    """

    ITEM = "議題"
    SAID = "発言"
    POINT = "-"


@dataclass(frozen=True, slots=True)
class Traced:
    """A text that says what `line` says."""

    line: Line
    text: str


Piece = str | Traced


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `label` stands before it in a column of its own: 問, 答, １."""

    role: Role
    pieces: tuple[Piece, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `shares` are the widths of its columns in hundredths."""

    head: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Whole paragraphs and tables for one placeholder."""

    parts: tuple[Words | Grid, ...]


Entry = dict[str, object]


def values(draft: Draft, transcript: Transcript) -> dict[str, object]:
    """What each placeholder stands for, by its name."""
    record, draft = Record(transcript), draft.written
    return {**_words(draft, transcript), **_blocks(draft, transcript, record), **_lists(draft, record)}


def _words(draft: Draft, transcript: Transcript) -> dict[str, object]:
    occasion = draft.occasion
    day = in_era(occasion.held_on) if occasion.held_on is not None else ""
    made = made_on(draft)
    texts = {
        "会議名": occasion.title,
        "開催日": day,
        "時間": occasion.hours,
        "日時": "　".join(filter(None, (day, occasion.hours))),
        "場所": occasion.place,
        "出席者": "、".join(occasion.present) or _who_spoke(transcript),
        "出席者数": _people(occasion.present),
        "欠席者": "、".join(occasion.absent),
        "欠席者数": _people(occasion.absent),
        "作成日": in_era(made.date()) if made is not None else "",
        "様式": draft.style,
    }
    return {name: text or Unknown(UNKNOWN) for name, text in texts.items()}


def _who_spoke(transcript: Transcript) -> str:
    """Where nothing says who was there, those who spoke were: it says that it is they."""
    names = dict.fromkeys(one.speaker for one in transcript.said if one.speaker and not is_numbered(one.speaker))
    return f"{'、'.join(names)}（発言した人）" if names else ""


def _people(names: tuple[str, ...]) -> str:
    return f"{len(names)}名" if names else ""


def _blocks(draft: Draft, transcript: Transcript, record: Record) -> dict[str, object]:
    occasion = draft.occasion
    decisions = _decisions(draft, record)
    following = [Words(Role.POINT, _said(line, record).pieces) for line in draft.of_kind(LineKind.NEXT)]
    agenda = [Words(Role.POINT, (heading(n, title),)) for n, title in enumerate(occasion.agenda, 1)]
    return {
        "次第": _block(agenda, UNKNOWN),
        "配布資料": _block([Words(Role.POINT, (name,)) for name in occasion.materials], UNKNOWN),
        "議事": _block(_discussion(draft, record), UNKNOWN),
        "質疑": _block(_exchanges(draft, record), "（質疑の発言は見つかりませんでした）"),
        "決定事項": _block(decisions, "（決定の発言は見つかりませんでした）"),
        "宿題": _tasks(draft, record),
        "次回": _block(following, "（次回についての発言は見つかりませんでした）"),
        "作成の注記": Block(tuple(Words(Role.POINT, (text,)) for text in note(draft, transcript))),
    }


def _block(parts: Iterable[Words | Grid], empty: str) -> Block:
    return Block(tuple(parts) or (Words(Role.POINT, (empty,)),))


def _discussion(draft: Draft, record: Record) -> Iterator[Words | Grid]:
    for number, item in draft.numbered:
        paired = _pairs(item) if draft.brief else ()
        beside = {line.id for question, answers in paired for line in (question, *answers)}
        told = [line for line in in_pairs(item) if line.id not in beside and not (draft.brief and line.kind in _APART)]
        if item.title and (told or paired or not draft.brief):
            yield Words(Role.ITEM, (heading(number, item.title),))
        last = None
        for line in told:
            # Questions and answers are told apart each time; of other kinds the first in a row says what they are.
            repeated = line.kind is last and line.kind not in (LineKind.QUESTION, LineKind.ANSWER)
            yield _said(line, record, "" if repeated else LABELS[line.kind])
            last = line.kind
        if paired:
            yield Grid(_ASKED, (42, 58), tuple(_side_by_side(paired, record)))


def _pairs(item: Item) -> tuple[tuple[Line, tuple[Line, ...]], ...]:
    """The questions of an item, each with its answers."""
    questions = [line for line in item.lines if line.kind is LineKind.QUESTION]
    return tuple((asked, tuple(line for line in item.lines if line.answers == asked.id)) for asked in questions)


def _side_by_side(pairs: Iterable[tuple[Line, tuple[Line, ...]]], record: Record) -> Iterator[tuple[Piece, Piece]]:
    """Rows of a question and what was answered; a further answer has a row of its own."""
    for question, answers in pairs:
        asked: Piece = _in_short(question, record)
        for answer in answers or (None,):
            yield asked, _in_short(answer, record) if answer is not None else NOBODY
            asked = ""


def _in_short(line: Line, record: Record) -> Traced:
    """What a line says with the first word of its speaker's name."""
    speaker = record.speaker(line)
    return Traced(line, f"{line.text}（{speaker.split()[0]}）" if speaker else line.text)


def in_pairs(item: Item) -> tuple[Line, ...]:
    """The lines of an item in order, except that an answer follows its question."""
    here = {line.id for line in item.lines}
    ordered: dict[str, Line] = {}

    def add(line: Line) -> None:
        if line.id not in ordered:
            ordered[line.id] = line
            for answer in item.lines:
                if answer.answers == line.id:
                    add(answer)

    for line in item.lines:
        if line.answers not in here:
            add(line)
    for line in item.lines:  # those that answer each other in a circle
        add(line)
    return tuple(ordered.values())


def _exchanges(draft: Draft, record: Record) -> Iterator[Words]:
    titles = _titles(draft)
    last = ""
    for question, answers in draft.exchanges:
        if titles[question.id] not in ("", last):
            last = titles[question.id]
            yield Words(Role.ITEM, (last,))
        yield _said(question, record)
        yield from (_said(answer, record) for answer in answers)


def _titles(draft: Draft) -> dict[str, str]:
    """The heading of the item that each line belongs to, by the line's id."""
    return {
        line.id: heading(number, item.title) if item.title else ""
        for number, item in draft.numbered
        for line in item.lines
    }


def _said(line: Line, record: Record, label: str | None = None) -> Words:
    """`label` where it is another than that of the line's kind."""
    speaker = record.speaker(line)
    said_by = (f"（{speaker}）",) if speaker else ()
    return Words(Role.SAID, (Traced(line, line.text), *said_by), LABELS[line.kind] if label is None else label)


def _decisions(draft: Draft, record: Record) -> Iterator[Words]:
    """Numbered; under the headings of their items where they stand nowhere else."""
    titles, last = _titles(draft), ""
    for number, line in enumerate(draft.of_kind(LineKind.DECISION), 1):
        if draft.brief and titles[line.id] not in ("", last):
            last = titles[line.id]
            yield Words(Role.ITEM, (last,))
        said = _said(line, record, f"({number})")
        # Who leads the meeting says each of them; where only the points are wanted, what was decided is.
        yield Words(Role.SAID, said.pieces[:1], said.label) if draft.brief else said


def _tasks(draft: Draft, record: Record) -> Block:
    lines = draft.of_kind(LineKind.TODO)
    if not lines:
        return _block((), "（宿題の発言は見つかりませんでした）")
    found = tuple((Traced(line, _what(line)), _who(line, record), line) for line in lines)
    if draft.brief:
        held_on = draft.occasion.held_on
        short = tuple((what, who, _due_in_short(line.task, held_on)) for what, who, line in found)
        return Block((Grid(("内容", "担当", "期限"), (66, 17, 17), short),))
    rows = tuple((what, who, _due(line.task), record.where(line).split("、")[0] or NOBODY) for what, who, line in found)
    return Block((Grid(("内容", "担当", "期限", "発言箇所"), (46, 15, 22, 17), rows),))


def _what(line: Line) -> str:
    return line.task.what if line.task is not None and line.task.what else line.text


def _who(line: Line, record: Record) -> str:
    return (line.task.who if line.task is not None else record.speaker(line)) or NOBODY


def _due(task: Task | None) -> str:
    """Both as it was said and as the day that this means."""
    if task is None or not (task.due_as_said or task.due):
        return NOBODY
    day = in_era(task.due) if task.due is not None else ""
    return f"{day}（{task.due_as_said}）" if day and task.due_as_said else day or task.due_as_said


def _due_in_short(task: Task | None, held_on: date | None) -> str:
    """The day, with its year where that is not the meeting's; what was said where no day is known."""
    if task is None or task.due is None:
        return (task.due_as_said if task is not None else "") or NOBODY
    day = in_era(task.due)
    return day.split("年", 1)[1] if held_on is not None and task.due.year == held_on.year else day


def _lists(draft: Draft, record: Record) -> dict[str, object]:
    occasion, titles = draft.occasion, _titles(draft)
    return {
        "出席者一覧": occasion.present,
        "欠席者一覧": occasion.absent,
        "次第一覧": occasion.agenda,
        "配布資料一覧": occasion.materials,
        "議題一覧": tuple(_item(number, item, record) for number, item in draft.numbered),
        "質疑一覧": tuple(
            {
                "議題": titles[question.id],
                "問": _entry(question, record),
                "答": tuple(_entry(answer, record) for answer in answers),
            }
            for question, answers in draft.exchanges
        ),
        "決定事項一覧": tuple(_entry(line, record) for line in draft.of_kind(LineKind.DECISION)),
        "宿題一覧": tuple(_task(line, record) for line in draft.of_kind(LineKind.TODO)),
        "次回一覧": tuple(_entry(line, record) for line in draft.of_kind(LineKind.NEXT)),
    }


def _item(number: int, item: Item, record: Record) -> Entry:
    return {
        "番号": str(number or ""),
        "題名": item.title,
        "見出し": heading(number, item.title) if item.title else "",
        "発言": tuple(_entry(line, record) for line in in_pairs(item)),
    }


def _entry(line: Line, record: Record) -> Entry:
    return {
        "本文": Traced(line, line.text),
        "種別": LABELS[line.kind],
        "話者": record.speaker(line),
        "箇所": record.where(line),
        "引用": "　".join(f"「{basis.quote}」" for basis in line.bases),
        "判定": VERDICT_WORDS[verdict_of(line)],
        "理由": line.reason,
        "確認者": line.checked_by,
    }


def _task(line: Line, record: Record) -> Entry:
    return _entry(line, record) | {
        "内容": Traced(line, _what(line)),
        "担当": _who(line, record),
        "期限": _due(line.task),
    }


def heading(number: int, title: str) -> str:
    """１　開会; as it is where the title has a number of its own."""
    return title if _NUMBERED.match(title) else f"{str(number).translate(_FULL_WIDTH)}　{title}"
