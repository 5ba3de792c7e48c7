"""How well masking finds what a person has marked: `python -m tests.masking_score FILE...`.

In the files a case is a line, with \\n for a line break and \\t for a tab; what is personal stands as [[kind:text]].
A marked span is found when at least 80 % of it is covered by spans of its kind; a span found is right when it
overlaps a marked one of its kind.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from assistant.governance.masking import find
from assistant.governance.spans import Kind, Span

FOLDER = Path(__file__).parent / "masking"
_MARK = re.compile(r"\[\[([a-z_]+):(.+?)\]\]")
_ENOUGH = 0.8


@dataclass(frozen=True)
class Case:
    """A text, and what of it is personal."""

    text: str
    marked: tuple[Span, ...]


@dataclass(frozen=True)
class Score:
    """What was found of what was marked, over many cases."""

    marked: int
    found: int
    given: int
    right: int
    by_kind: dict[Kind, tuple[int, int]]
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0


def cases(path: Path) -> list[Case]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("# ")]


def _case(line: str) -> Case:
    line = line.replace("\\n", "\n").replace("\\t", "\t")
    text, marked, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        marked.append(Span(len(text), len(text) + len(mark[2]), Kind(mark[1])))
        text += mark[2]
        at = mark.end()
    return Case(text + line[at:], tuple(marked))


def score(some: list[Case]) -> Score:
    marked, found, given, right = Counter[Kind](), Counter[Kind](), 0, 0
    wrong = []
    for case in some:
        spans = find(case.text)
        missed = [mark for mark in case.marked if _covered(mark, spans) < _ENOUGH * (mark.end - mark.start)]
        extra = [span for span in spans if not any(_overlap(span, mark) for mark in case.marked)]
        marked.update(mark.kind for mark in case.marked)
        found.update(mark.kind for mark in case.marked if mark not in missed)
        given, right = given + len(spans), right + len(spans) - len(extra)
        wrong += [f"missed {one.kind}: {one.of(case.text)!r} in {case.text!r}" for one in missed]
        wrong += [f"extra {one.kind}: {one.of(case.text)!r} in {case.text!r}" for one in extra]
    by_kind = {kind: (found[kind], marked[kind]) for kind in Kind if marked[kind]}
    return Score(marked.total(), found.total(), given, right, by_kind, tuple(wrong))


def _covered(mark: Span, spans: tuple[Span, ...]) -> int:
    return sum(_overlap(span, mark) for span in spans)


def _overlap(span: Span, mark: Span) -> int:
    same = span.kind == mark.kind
    return max(0, min(span.end, mark.end) - max(span.start, mark.start)) if same else 0


def main(paths: list[Path]) -> None:
    for path in paths or sorted(FOLDER.glob("*.txt")):
        one = score(cases(path))
        found, right = f"{one.found}/{one.marked}", f"{one.right}/{one.given}"
        print(f"{path.name}: recall {one.recall:.3f} ({found}), precision {one.precision:.3f} ({right})")
        print("  " + ", ".join(f"{kind} {found}/{marked}" for kind, (found, marked) in one.by_kind.items()))
        print("\n".join(f"  {line}" for line in one.wrong))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
