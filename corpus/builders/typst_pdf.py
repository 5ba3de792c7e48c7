"""PDFs set by typst with the Noto CJK faces: minutes of the team and of the assembly."""

from __future__ import annotations

import re
from pathlib import Path

import typst

from corpus.shapes import Line, Minutes, Row, city

PAGE = """
#set document(title: "{title}", author: "{city}", date: datetime(year: 2023, month: 10, day: 1))
#set page(paper: "a4", margin: (x: 24mm, y: 24mm), numbering: "{numbering}", number-align: center)
#set text(font: "{face}", lang: "ja", size: 10.5pt, cjk-latin-spacing: none)
#set par(leading: 0.85em, spacing: 0.95em, justify: {justify})
#set table(stroke: 0.5pt + rgb("#555"), inset: 6pt)
#let head(it) = block(above: 1.4em, below: 0.8em, sticky: true, text(weight: "bold", size: 11.5pt, it))
#align(center, text(size: 13pt, weight: "bold")[{heading}])
"""


def write_minutes(minutes: Minutes, path: Path) -> None:
    """Write `minutes` as an A4 paper in Gothic."""
    parts = [_page(minutes.title, "Noto Sans CJK JP", "1 / 1", "false"), _note()]
    parts.append(_table(minutes.facts, "(24mm, 1fr)"))
    parts += ["#head[1　次第]", *(f"　({n}) {_safe(item)} \\" for n, item in enumerate(minutes.agenda, 1))]
    parts.append("#head[2　協議の内容]")
    for talk in minutes.talks:
        parts.append(f"#block(above: 1.2em, sticky: true)[*{_safe(talk.heading)}*]")
        says = (f"{_safe(who)}：{_safe(words)}" for who, words in talk.says)
        parts += [f"#pad(left: 1em)[#par(hanging-indent: 1em)[{said}]]" for said in says]
    parts.append("#head[3　決定事項]")
    parts += [f"#par(hanging-indent: 2em)[({n}) {_safe(words)}]" for n, words in enumerate(minutes.decisions, 1)]
    rows = (("内容", "担当", "期限"), *minutes.todos)
    parts += ["#head[4　宿題]", _table(rows, "(1fr, 30mm, 36mm)"), "#head[5　次回]", _safe(minutes.next_meeting)]
    _set("\n\n".join(parts), path)


def write_assembly(lines: tuple[Line, ...], path: Path) -> None:
    """Write the marked minutes of the assembly as an A4 paper in Mincho."""
    title = next(line.text for line in lines if line.kind == "#")
    parts = [_page(title, "Noto Serif CJK JP", "— 1 —", "true")]
    parts += [_assembly_line(line) for line in lines if line.kind != "#"]
    _set("\n\n".join(parts), path)


def _assembly_line(line: Line) -> str:
    words = _safe(line.text)
    if line.kind == "!":
        return _note()
    if line.kind == "=":
        return f"#align(center)[{words}]"
    if line.kind == "==":
        return f"#head[{words}]"
    if line.kind == "○":
        speaker, said = words.split("　", 1)
        return f"#par(hanging-indent: 1em)[*{speaker}*　{said}]"
    if line.text.startswith("　　"):
        return f"#align(center)[{words.strip()}]"
    if re.match(r"\d+番|市長　", line.text):  # the list of those present, one name a cell of three columns
        names = [f"[{name}]" for name in re.split(r"　　", words)]
        return f"#grid(columns: (1fr, 1fr, 1fr), row-gutter: 0.8em, {', '.join(names)})"
    if line.text.startswith(("第", "議事日程", "令和5年9月12日（火曜日）午前")):
        return f"　{words}"
    return f"#pad(left: 1em)[#par(first-line-indent: (amount: 1em, all: true))[{words}]]"


def _page(title: str, face: str, numbering: str, justify: str) -> str:
    marks = {"title": title, "heading": _safe(title), "city": city().name}
    marks |= {"numbering": numbering, "face": face, "justify": justify}
    page = PAGE
    for mark, words in marks.items():
        page = page.replace(f"{{{mark}}}", words)
    return page


def _note() -> str:
    return f'#align(center, text(size: 8.5pt, fill: rgb("#555"))[{_safe(city().notice)}])'


def _table(rows: tuple[Row, ...], columns: str) -> str:
    cells = ", ".join(f"[{_safe(words)}]" for row in rows for words in row)
    return f"#table(columns: {columns}, {cells})"


def _safe(words: str) -> str:
    return re.sub(r"([\\#*_\[\]@$<>`~=+/-])", r"\\\1", words)


def _set(source: str, path: Path) -> None:
    path.write_bytes(typst.compile(source.encode()))
