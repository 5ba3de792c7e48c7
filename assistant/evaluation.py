"""How well it finds, cites, answers and refuses, on questions whose proof is known.

A passage meets a gold when it is of the same paper and at least half of the character 5-grams of the shorter of the
two occur in the other. `recall@k`: the share of questions with a gold met among the first k passages; `budget`: met
within the first 3,000 characters; `cited`: a citation meets a gold; `page`: of answers with citations whose gold has a
page, those that cite such a page; `right`: the answer has every word that it must include; `refused`: no answer to a
question that the papers do not answer. A question that cannot be asked counts as found and answered by nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import question_file
from assistant.answering.values import Answer, Answered, Found, Hit, ReadAs
from assistant.desk import Desk
from ingest.errors import LibraryError, ShirubeError
from ingest.japanese.folding import squeeze
from ingest.model import Person

_BUDGET = 3000
_DEPTH = 10
UNANSWERABLE = "unanswerable"


@dataclass(frozen=True, slots=True)
class Gold:
    """A proving quote, the file it stands in, and its page where that has one."""

    source: str
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set; without golds the papers do not answer it."""

    text: str
    kind: str
    golds: tuple[Gold, ...]
    must_include: tuple[tuple[str, ...], ...]


Table = dict[str, dict[str, float]]


def read_questions(path: Path) -> tuple[Asked, ...]:
    """A question file: one JSON object a line. Raises `ShirubeError` for a file or a line that is none."""
    return tuple(_asked(path, number, row) for number, row in enumerate(question_file.read(path), 1))


def _asked(path: Path, number: int, row: dict[str, Any]) -> Asked:
    try:
        golds = tuple(Gold(gold["source"], gold["quote"], gold.get("page")) for gold in row.get("gold", []))
        must = tuple(tuple(one) if isinstance(one, list) else (one,) for one in row.get("must_include", []))
    except (KeyError, TypeError, AttributeError) as error:
        raise ShirubeError(f"{path.name} の{number}番目の質問の根拠（gold）が正しい形になっていません。") from error
    if not row.get("answerable", bool(golds)):
        return Asked(row["question"], UNANSWERABLE, (), ())
    return Asked(row["question"], str(row.get("kind", "plain")), golds, must)


def read_figures(path: Path) -> Table:
    """What an earlier `evaluate --json` gave. Raises `ShirubeError` for any other file."""
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
        table = read.get("figures", read)
        return {group: {name: float(value) for name, value in row.items()} for group, row in table.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ShirubeError(f"「{path}」は shirube evaluate --json の結果として読めません。") from error


def difference(now: Table, before: Table) -> Table:
    """`now` less `before`, for the groups and figures that both have; the counts are left out."""
    return {
        group: {
            name: round(row[name] - before[group][name], 4) for name in row if name in before[group] and name != "n"
        }
        for group, row in now.items()
        if group in before
    }


def evaluate(
    desk: Desk, questions: Sequence[Asked], person: Person, on_each: Callable[[int], None] = lambda _: None
) -> Table:
    """Figures for all questions and by kind."""
    notes: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number, asked in enumerate(questions, 1):
        figures = _figures(desk, asked, person)
        for group in ("all", asked.kind):
            for name, value in figures.items():
                notes[group][name].append(value)
        on_each(number)
    return {
        group: {name: round(sum(values) / len(values), 4) for name, values in row.items()}
        | {"n": max(map(len, row.values()))}
        for group, row in notes.items()
    }


def as_lines(table: Mapping[str, Mapping[str, float]], *, sign: bool = False) -> str:
    """The figures as lines of text, all questions first; `sign` for differences."""
    rows = sorted(table.items(), key=lambda item: (item[0] != "all", item[0]))
    shape = "+g" if sign else "g"
    return "\n".join(
        f"{group:14}" + "  ".join(f"{name} {value:{shape}}" for name, value in row.items()) for group, row in rows
    )


def _figures(desk: Desk, asked: Asked, person: Person) -> dict[str, float]:
    hits, answer = _result(desk, asked.text, person)
    if not asked.golds:
        return {"refused": float(answer.abstained)}
    met = [any(meets(hit.document.source, hit.passage.text, gold) for gold in asked.golds) for hit in hits]
    first = met.index(True) if True in met else None
    answered = bool(answer.text) and not answer.abstained
    figures = {f"recall@{k}": float(first is not None and first < k) for k in (1, 5, 10)}
    figures["mrr@10"] = 0.0 if first is None else 1 / (first + 1)
    before = sum(len(hit.passage.text) for hit in hits[:first]) if first is not None else _BUDGET
    figures["budget"] = float(before < _BUDGET)
    figures["answered"] = float(answered)
    cited = any(meets(c.document.source, c.quote, gold) for c in answer.citations for gold in asked.golds)
    figures["cited"] = float(answered and cited)
    pages = {gold.page for gold in asked.golds if gold.page is not None}
    if answer.citations and pages:
        figures["page"] = float(any(citation.page in pages for citation in answer.citations))
    if asked.must_include:
        said = squeeze(answer.text)
        right = all(any(squeeze(option) in said for option in options) for options in asked.must_include)
        figures["right"] = float(answered and right)
    return figures


def _result(desk: Desk, question: str, person: Person) -> tuple[tuple[Hit, ...], Answer]:
    hits: tuple[Hit, ...] = ()
    try:
        for event in desk.ask(question, person):
            if isinstance(event, Found):
                hits = event.hits[:_DEPTH]
            if isinstance(event, Answered):
                return hits, event.answer
    except LibraryError:
        raise
    except ShirubeError as error:  # an empty question, one of symbols, a model that is away
        return (), Answer(question, ReadAs(), notice=str(error))
    raise RuntimeError("the engine ended without an answer")


def meets(source: str, text: str, gold: Gold) -> bool:
    """Whether `text` of the paper `source` shows the gold."""
    if source.rsplit("/", 1)[-1] != gold.source.rsplit("/", 1)[-1]:
        return False
    have, want = squeeze(text), squeeze(gold.quote)
    if not have or want in have:
        return bool(have)
    if len(want) < 12:
        return False
    ours, theirs = _grams(have), _grams(want)
    return len(ours & theirs) / min(len(ours), len(theirs)) >= 0.5


def _grams(text: str) -> set[str]:
    return {text[i : i + 5] for i in range(max(1, len(text) - 4))}
