"""What stands where in minutes: a draft as the values of placeholders. Word, Markdown and text write the same values.

A value is a text, a list of entries, or a `Block` of whole paragraphs and tables. A line keeps its own value (`Traced`)
wherever it is written, so that its trace goes along.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from assistant.answering.values import Verdict
from assistant.drafting.trace import Record, verdict_of
from assistant.drafting.values import Draft, Item, Line, LineKind, Task, Transcript
from assistant.phrasing import VERDICT_WORDS
from ingest.japanese.dates import in_era

UNKNOWN = "（記載なし）"
NOBODY = "―"  # in a cell of a table
_JAPAN = timezone(timedelta(hours=9))
LABELS = {
    LineKind.EXPLANATION: "説明",
    LineKind.QUESTION: "問",
    LineKind.ANSWER: "答",
    LineKind.OPINION: "意見",
    LineKind.DECISION: "決定",
    LineKind.TODO: "宿題",
    LineKind.NEXT: "次回",
}
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
    return {**_words(draft), **_blocks(draft, transcript, record), **_lists(draft, record)}


def _words(draft: Draft) -> dict[str, object]:
    occasion = draft.occasion
    day = in_era(occasion.held_on) if occasion.held_on is not None else ""
    made = _made_on(draft)
    texts = {
        "会議名": occasion.title,
        "開催日": day,
        "時間": occasion.hours,
        "日時": "　".join(filter(None, (day, occasion.hours))),
        "場所": occasion.place,
        "出席者": "、".join(occasion.present),
        "出席者数": _people(occasion.present),
        "欠席者": "、".join(occasion.absent),
        "欠席者数": _people(occasion.absent),
        "作成日": in_era(made.date()) if made is not None else "",
        "様式": draft.style,
    }
    return {name: text or Unknown(UNKNOWN) for name, text in texts.items()}


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


def _block(parts: Iterable[Words], empty: str) -> Block:
    return Block(tuple(parts) or (Words(Role.POINT, (empty,)),))


def _discussion(draft: Draft, record: Record) -> Iterator[Words]:
    for number, item in draft.numbered:
        if item.title:
            yield Words(Role.ITEM, (heading(number, item.title),))
        last = None
        for line in in_pairs(item):
            if draft.brief and line.kind in _APART:
                continue
            # Questions and answers are told apart each time; of other kinds the first in a row says what they are.
            repeated = line.kind is last and line.kind not in (LineKind.QUESTION, LineKind.ANSWER)
            yield _said(line, record, "" if repeated else LABELS[line.kind])
            last = line.kind


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
        yield _said(line, record, f"({number})")


def _tasks(draft: Draft, record: Record) -> Block:
    lines = draft.of_kind(LineKind.TODO)
    if not lines:
        return _block((), "（宿題の発言は見つかりませんでした）")
    rows = tuple(
        (
            Traced(line, _what(line)),
            _who(line, record),
            _due(line.task, short=draft.brief),
            record.where(line).split("、")[0] or NOBODY,
        )
        for line in lines
    )
    return Block((Grid(("内容", "担当", "期限", "発言箇所"), (46, 15, 22, 17), rows),))


def _what(line: Line) -> str:
    return line.task.what if line.task is not None and line.task.what else line.text


def _who(line: Line, record: Record) -> str:
    return (line.task.who if line.task is not None else record.speaker(line)) or NOBODY


def _due(task: Task | None, *, short: bool = False) -> str:
    """Both as it was said and as the day that this means, `short` the day alone, or what was said where none is."""
    if task is None or not (task.due_as_said or task.due):
        return NOBODY
    day = in_era(task.due) if task.due is not None else ""
    return f"{day}（{task.due_as_said}）" if day and task.due_as_said and not short else day or task.due_as_said


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


def note(draft: Draft, transcript: Transcript) -> tuple[str, ...]:
    """How the draft came to be, who has checked what, and what happened on the way."""
    return (_made_by(draft), _made_from(draft, transcript), _checked(draft), *draft.notices)


def _made_by(draft: Draft) -> str:
    if draft.engine == "extract":
        return "この下書きは、言語モデルを使わず、文字起こしの言葉から作りました。"
    prompt = f"（指示文 {draft.prompt}）" if draft.prompt else ""
    return f"この下書きは、言語モデル {draft.engine}{prompt}が、文字起こしをもとに作りました。"


def _made_from(draft: Draft, transcript: Transcript) -> str:
    made = _made_on(draft)
    day = f"{in_era(made.date())}{made:%H時%M分}" if made is not None else draft.made_at
    parts = {"作成": day, "様式": draft.style, "文字起こし": "、".join(transcript.sources)}
    return "　".join(f"{name}：{text}" for name, text in parts.items() if text)


def _made_on(draft: Draft) -> datetime | None:
    """The moment in Japan; None where it cannot be read."""
    try:
        made = datetime.fromisoformat(draft.made_at)
    except ValueError:
        return None
    return (made if made.tzinfo is not None else made.replace(tzinfo=UTC)).astimezone(_JAPAN)


def _checked(draft: Draft) -> str:
    lines = draft.lines
    found = Counter(verdict_of(line) for line in lines)
    verdicts = "、".join(f"{VERDICT_WORDS[verdict]} {found[verdict]}件" for verdict in Verdict)
    people = Counter(line.checked_by for line in lines if line.checked_by)
    by_people = "、".join(f"{name} {count}件" for name, count in people.items())
    checked = f"人による確認は {people.total()}件（{by_people}）です。" if people else "人による確認はまだありません。"
    return f"発言の要旨 {len(lines)}件を、プログラムが文字起こしと照らし合わせました（{verdicts}）。{checked}"
