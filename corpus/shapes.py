"""The words of the sample papers, read from corpus/texts, as plain values that any builder can draw."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class City:
    """The invented city, the sentence that says it is invented, and its project team."""

    name: str
    notice: str
    team: str
    members: tuple[Row, ...]  # role, post, name


@dataclass(frozen=True, slots=True)
class Box:
    """A framed part of a slide."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; what is empty is not drawn. The first of `rows` is the head of the table."""

    title: str
    lead: str = ""
    lines: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    rows: tuple[Row, ...] = ()
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """The handout of a meeting."""

    title: str
    subtitle: str
    when: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said on one item of the agenda, as (speaker, words)."""

    heading: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting of the team."""

    title: str
    facts: tuple[Row, ...]  # name and value: 日時, 場所, ...
    agenda: tuple[str, ...]
    talks: tuple[Talk, ...]
    decisions: tuple[str, ...]
    todos: tuple[Row, ...]  # what, who, until
    next_meeting: str


@dataclass(frozen=True, slots=True)
class Survey:
    """One year's answers of the staff; a question is its heading and (choice, count) pairs."""

    title: str
    by: str
    facts: tuple[Row, ...]
    summary: tuple[str, ...]
    questions: tuple[tuple[str, tuple[Row, ...]], ...]  # heading, rows with their head
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a marked text: `kind` is # = ! == ○ or empty."""

    kind: str
    text: str


def toml(name: str) -> dict[str, Any]:  # Any: the file's own shape
    """The file `name`.toml of corpus/texts."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def city() -> City:
    """What all papers share."""
    raw = toml("city")
    return City(raw["name"], raw["notice"], raw["team"], _rows(raw["members"]))


def deck(name: str) -> Deck:
    """The deck written in `name`.toml."""
    raw = toml(name)
    return Deck(raw["title"], raw.get("subtitle", ""), raw["when"], tuple(_slide(entry) for entry in raw["slides"]))


def minutes(name: str) -> Minutes:
    """The minutes written in `name`.toml."""
    raw = toml(name)
    keys = {"日時": "when", "場所": "where", "出席者": "present", "欠席者": "absent"}
    keys |= {"事務局": "office", "資料": "papers"}
    return Minutes(
        title=raw["title"],
        facts=tuple((label, raw[key]) for label, key in keys.items()),
        agenda=tuple(raw["agenda"]),
        talks=tuple(Talk(talk["heading"], tuple((who, said) for who, said in talk["says"])) for talk in raw["talks"]),
        decisions=tuple(raw["decisions"]),
        todos=_rows(raw["todos"]),
        next_meeting=raw["next"],
    )


def survey(year: str) -> Survey:
    """The survey of `year` (r4 or r5) with shares worked out from the counts."""
    raw = toml("surveys")[year]
    asked, answered = (sum(row[column] for row in raw["sections"]) for column in (1, 2))
    questions = [
        ("問1　生成AIを使ったことがありますか（単一回答）", _shares(raw["experience"], answered)),
        ("問2　どのような業務での活用を期待しますか（複数回答）", _shares(raw["hopes"], answered)),
        ("問3　利用に当たって不安なことは何ですか（複数回答）", _shares(raw["fears"], answered)),
    ]
    if "saved" in raw:
        users = raw["experience"][0][1]
        heading = f"問4　週当たりの作業時間はどのくらい減りましたか（業務で使ったことがある{users}人、単一回答）"
        questions.append((heading, _shares(raw["saved"], users)))
    questions.append(("参考　部局別の回答の状況", _sections(raw["sections"], asked, answered)))
    facts = (
        ("実施期間", raw["period"]),
        ("対象", f"全職員 {asked}人"),
        ("回答", f"{answered}人（回答率 {_percent(answered, asked)}）"),
        ("方法", "庁内ポータルの回答フォームによる無記名の調査"),
        ("目的", raw["purpose"]),
    )
    return Survey(raw["title"], raw["by"], facts, tuple(raw["summary"]), tuple(questions), tuple(raw["remarks"]))


def marked(name: str) -> tuple[Line, ...]:
    """The lines of `name`.txt with the marks that its builder draws by."""
    lines = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_line(line) for line in lines if line.strip())


def _line(line: str) -> Line:
    for kind in ("# ", "== ", "= ", "! "):
        if line.startswith(kind):
            return Line(kind.strip(), line.removeprefix(kind))
    return Line("○", line) if line.startswith("○") else Line("", line)


def _rows(raw: list[list[object]]) -> tuple[Row, ...]:
    return tuple(tuple(str(cell) for cell in row) for row in raw)


def _slide(raw: dict[str, Any]) -> Slide:
    rows = (tuple(raw["head"]), *_rows(raw.get("rows", []))) if "head" in raw else ()
    if raw.get("members"):
        rows += city().members
    boxes = tuple(Box(head, tuple(lines)) for head, lines in raw.get("boxes", []))
    return Slide(raw["title"], raw.get("lead", ""), tuple(raw.get("lines", [])), boxes, rows, raw.get("foot", ""))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}％"


def _shares(counts: list[tuple[str, int]], whole: int) -> tuple[Row, ...]:
    return (("選択肢", "人数", "割合"), *((choice, f"{count}人", _percent(count, whole)) for choice, count in counts))


def _sections(sections: list[tuple[str, int, int]], asked: int, answered: int) -> tuple[Row, ...]:
    rows = [*sections, ("計", asked, answered)]
    table = tuple((name, f"{all_}人", f"{some}人", _percent(some, all_)) for name, all_, some in rows)
    return (("部局", "対象", "回答", "回答率"), *table)
