"""How well the checks find what a person has marked: `python -m tests.proofreading_score koyobun [FILE]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.proofreading.checking import proofread
from assistant.proofreading.values import Finding, Rule

FOLDER = Path(__file__).parent / "proofreading"


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that a person has marked, with its kind."""

    start: int
    end: int
    kind: str

    def is_met_by(self, finding: Finding) -> bool:
        return self.kind == finding.kind and self.start < finding.end and finding.start < self.end


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Findings that a person has marked too, of all findings; marks that were found, of all marks."""

    right: int
    findings: int
    found: int
    faults: int
    extra: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.findings if self.findings else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.faults if self.faults else 1.0


def read(name: str) -> list[Marked]:
    """The texts of a file, one a line; a mark is `kind=words`, `words#2` the second place, no words the whole text."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [_marked(line) for line in lines if line and not line.startswith("#")]


def _marked(line: str) -> Marked:
    first, *marks = line.split("\t")
    text = first.replace("\\n", "\n")
    return Marked(text, tuple(_fault(text, mark) for mark in marks if mark))


def _fault(text: str, mark: str) -> Fault:
    kind, _, words = mark.partition("=")
    words, _, nth = words.partition("#")
    if not words:
        return Fault(0, len(text), kind)
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return Fault(start, start + len(words), kind)


def score(texts: Iterable[Marked], rule: Rule) -> Score:
    right = findings = found = faults = 0
    extra, missed = [], []
    for one in texts:
        said = proofread(one.text, rule)
        met = [fault for fault in one.faults if any(map(fault.is_met_by, said))]
        wrong = [finding for finding in said if not any(fault.is_met_by(finding) for fault in one.faults)]
        right, findings = right + len(said) - len(wrong), findings + len(said)
        found, faults = found + len(met), faults + len(one.faults)
        extra += [f"{each.kind}「{one.text[each.start : each.end]}」→{each.instead}  {one.text}" for each in wrong]
        missed += [
            f"{each.kind}「{one.text[each.start : each.end]}」  {one.text}" for each in one.faults if each not in met
        ]
    return Score(right, findings, found, faults, tuple(extra), tuple(missed))


if __name__ == "__main__":
    rule = Rule(sys.argv[1])
    result = score(read(sys.argv[-1]), rule)
    print(*(f"+ {line}" for line in result.extra), *(f"- {line}" for line in result.missed), sep="\n")
    print(f"precision {result.precision:.3f} ({result.right}/{result.findings})")
    print(f"recall    {result.recall:.3f} ({result.found}/{result.faults})")
