"""Summaries without a model, held against an assembly's own: its newsletter says in one line what was answered.

Of 50 answers, chosen by the digest of their ids, what the summary by question gives is compared with the newsletter's
line by the pairs of characters in common. Beside it stand as many characters from the beginning of the same answer (the
lead), and from its last sentences backwards, for officials come to the point at the end; and the best sentence of each
answer, which only who knows the line can choose.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from assistant.drafting.summaries.citing import Citations
from assistant.drafting.summaries.extract import extract
from assistant.drafting.summaries.matters import Section, divide
from assistant.drafting.summaries.values import By, Length, Source
from ingest.japanese.folding import squeeze
from ingest.preparing import prepare
from tests.bench.material import given
from tests.bench.measure import Figure

ANSWERS = 50
LENGTHS = {Length.SHORT: "1 sentence", Length.MIDDLE: "3 sentences"}


@dataclass(frozen=True, slots=True)
class Share:
    """What a text has in common with the assembly's own summary: the share of its pairs, and F1."""

    recall: float
    f1: float


Row = tuple[Share, Share, Share, Share]  # ours, the lead, the last sentences, the best sentence


def summaries() -> list[Figure]:
    """The figures for summaries of one sentence and of three."""
    questions, minutes = given("questions_minutes.jsonl"), given("minutes")
    if questions is None or minutes is None:
        return []
    asked = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked.sort(key=lambda one: sha256(str(one["id"]).encode()).hexdigest())
    names = {one["gold"][0]["source"] for one in asked}
    sources = [_source(path) for path in sorted(minutes.rglob("*.txt")) if path.name in names]
    sections = {one.document.source: divide([one], By.QUESTION).sections for one in sources}
    found = [(_about(sections[one["gold"][0]["source"]], one["gold"][0]["quote"]), one["answer"]) for one in asked]
    cases = [(section, answer) for section, answer in found if section is not None][:ANSWERS]
    figures = [Figure("answers compared", len(cases), "")]
    for length, name in LENGTHS.items():
        rows = [_compared(section, answer, length, Citations(sources)) for section, answer in cases]
        figures += _figures(name, rows)
    return figures


def _source(path: Path) -> Source:
    prepared = prepare(path, path.name, "0" * 64)
    return Source(prepared.document, prepared.pages, prepared.passages)


def _about(sections: Sequence[Section], quote: str) -> Section | None:
    """The question whose answer has these words, with that answer alone."""
    wanted = squeeze(quote)
    for section in sections:
        for answer in section.said:
            if wanted in squeeze("".join(one.text for one in answer)):
                return replace(section, said=(answer,))
    return None


def _compared(section: Section, summary: str, length: Length, citations: Citations) -> Row:
    (answer,) = section.said
    ours = _plain("".join(one.text for one in extract(section, length, citations).sentences))
    lead = _plain("".join(one.text for one in answer))[: len(ours)]
    last = _plain("".join(one.text for one in reversed(answer)))[: len(ours)]
    best = max((_share(_plain(one.text), summary) for one in answer), key=lambda share: share.f1)
    return _share(ours, summary), _share(lead, summary), _share(last, summary), best


def _share(text: str, summary: str) -> Share:
    have, want = _pairs(text), _pairs(_plain(summary))
    both = (have & want).total()
    return Share(both / want.total(), 2 * both / (have.total() + want.total()))


def _pairs(text: str) -> Counter[str]:
    return Counter(text[n : n + 2] for n in range(len(text) - 1))


def _plain(text: str) -> str:
    """Letters and digits alone, in one spelling."""
    return re.sub(r"[\W_]", "", squeeze(text))


def _figures(name: str, rows: Sequence[Row]) -> list[Figure]:
    ours, lead, last, best = (_mean([row[n].f1 for row in rows]) for n in range(4))
    return [
        Figure(f"{name}: F1 of the pairs of characters", round(ours, 3), ""),
        Figure(f"{name}: F1 of the lead, as long", round(lead, 3), ""),
        Figure(f"{name}: F1 of the last sentences, as long", round(last, 3), ""),
        Figure(f"{name}: F1 of the best single sentence", round(best, 3), ""),
        *(
            Figure(f"{name}: recall of {kind}", round(_mean([row[n].recall for row in rows]), 3), "")
            for n, kind in enumerate(("the summary", "the lead", "the last sentences"))
        ),
        Figure(f"{name}: F1 against the lead", _ratio(rows), "times", "1.2"),
        Figure(f"{name}: the same of one half of the answers", _ratio(rows[::2]), "times"),
        Figure(f"{name}: the same of the other half", _ratio(rows[1::2]), "times"),
    ]


def _ratio(rows: Sequence[Row]) -> float:
    return _mean([row[0].f1 for row in rows]) / _mean([row[1].f1 for row in rows])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
