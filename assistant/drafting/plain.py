"""A draft as Markdown and as plain text, the trace of each line in a numbered note at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.layout import Block, Grid, Piece, Role, Words, values
from assistant.drafting.trace import Record, mark
from assistant.drafting.values import Draft, Line, Transcript

_HEAD = ("日時", "場所", "出席者", "欠席者")
_SECTIONS = (
    ("配布資料", "配布資料"),
    ("次第", "次第"),
    ("決定事項", "決定事項"),
    ("宿題", "宿題"),
    ("次回", "次回"),
    ("議事の要旨", "議事"),
    ("この会議録の作り方", "作成の注記"),
)
_PROOFS = "根拠となる発言"
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~!&]")


class _Notes:
    """Numbers for the lines whose trace is told at the end, in the order in which they are first written."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lines: dict[str, tuple[int, Line]] = {}

    def number(self, line: Line) -> int:
        return self._lines.setdefault(line.id, (len(self._lines) + 1, line))[0]

    def told(self) -> Iterator[tuple[int, str]]:
        for number, line in self._lines.values():
            yield number, "　".join(self._record.trace(line))


def to_markdown(draft: Draft, transcript: Transcript, *, traced: bool = True) -> str:
    """`draft` as Markdown; with `traced`, each line leads to a footnote with its words."""
    said, notes = values(draft, transcript), _Notes(Record(transcript))

    def piece(one: Piece) -> str:
        if isinstance(one, str):
            return _escaped(one)
        return f"{mark(one.line)}{_escaped(one.text)}" + (f"[^{notes.number(one.line)}]" if traced else "")

    def part(one: Words | Grid) -> str:
        if isinstance(one, Grid):
            rows = [one.head, ["---"] * len(one.head), *([piece(cell) for cell in row] for row in one.rows)]
            return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
        words = "".join(map(piece, one.pieces))
        if one.role is Role.ITEM:
            return f"\n### {words}\n"
        return f"- **{_escaped(one.label)}** {words}" if one.label else f"- {words}"

    pieces = [f"# {_escaped(str(said['会議名']))}　会議録（案）", ""]
    pieces += [f"- {name}：{_escaped(str(said[name]))}" for name in _HEAD]
    for title, name in _SECTIONS:
        pieces += ["", f"## {title}", "", *map(part, _parts(said[name]))]
    if traced and (told := list(notes.told())):
        pieces += ["", f"## {_PROOFS}", "", *(f"[^{number}]: {_escaped(text)}" for number, text in told)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(pieces)) + "\n"


def to_text(draft: Draft, transcript: Transcript, *, traced: bool = True) -> str:
    """`draft` as plain text to be pasted into a mail; with `traced`, [1] leads to the words of a line."""
    said, notes = values(draft, transcript), _Notes(Record(transcript))

    def piece(one: Piece) -> str:
        if isinstance(one, str):
            return _one_line(one)
        return f"{mark(one.line)}{_one_line(one.text)}" + (f"[{notes.number(one.line)}]" if traced else "")

    def part(one: Words | Grid) -> Iterator[str]:
        if isinstance(one, Grid) and len(one.head) == 2:
            for row in one.rows:
                yield from (f"　{name[0]}　{piece(cell)}" for name, cell in zip(one.head, row, strict=True) if cell)
        elif isinstance(one, Grid):
            for row in one.rows:
                rest = (f"{name}：{piece(cell)}" for name, cell in zip(one.head[1:], row[1:], strict=True))
                yield f"・{piece(row[0])}（{'、'.join(rest)}）"
        elif one.role is Role.SAID:
            yield f"　{one.label or '　'}　{''.join(map(piece, one.pieces))}"
        else:
            yield "".join(map(piece, one.pieces))

    lines = [f"{_one_line(str(said['会議名']))}　会議録（案）", ""]
    lines += [f"{name}：{_one_line(str(said[name]))}" for name in _HEAD]
    for title, name in _SECTIONS:
        lines += ["", f"■ {title}", *(line for one in _parts(said[name]) for line in part(one))]
    if traced and (told := list(notes.told())):
        lines += ["", f"■ {_PROOFS}", *(f"[{number}] {_one_line(text)}" for number, text in told)]
    return "\n".join(lines) + "\n"


def _parts(value: object) -> tuple[Words | Grid, ...]:
    assert isinstance(value, Block)
    return value.parts


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", _one_line(text))
