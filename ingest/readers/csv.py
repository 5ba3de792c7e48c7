"""CSV: a block a line, with its line number as its label."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ingest.errors import EmptyFile
from ingest.model import Problem, Reading
from ingest.readers.composing import BODY, Composer, clean, one_line
from ingest.readers.encoding import decode
from ingest.structure.grid import Grid, lay

MOST_ROWS = 200_000
_DELIMITERS = ",\t;"


def read(path: Path) -> Reading:
    """The rows of a file of comma, tab or semicolon separated values. Raises EmptyFile or BrokenFile."""
    text = clean(decode(path.read_bytes()))
    if not text.strip():
        raise EmptyFile
    delimiter = _delimiter(text)
    problems: list[Problem] = []
    try:
        numbers, rows = _rows(text, delimiter)
    except csv.Error:  # a cell of more than 131,072 characters: a quotation mark that nobody closed
        rows = [[one_line(cell) for cell in line.split(delimiter)] for line in text.split("\n")]
        numbers = list(range(1, len(rows) + 1))
        problems.append(Problem('引用符（"）の対応が崩れているため、行の区切りのとおりに読み込みました。'))
    if len(rows) > MOST_ROWS:
        problems.append(Problem(f"行が多いため、最後の{len(rows) - MOST_ROWS:,}行を読み込んでいません。"))
    composer = Composer()
    lay(Grid(rows[:MOST_ROWS]), composer, numbers=numbers, titled=True)
    if not composer:
        raise EmptyFile
    return Reading("csv", (composer.page(None, BODY),), problems=tuple(problems))


def _rows(text: str, delimiter: str) -> tuple[list[int], list[list[str]]]:
    """The line on which each row begins, from 1, and its cells."""
    numbers: list[int] = []
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in reader:
        numbers.append(line)
        rows.append([one_line(cell) for cell in cells])
        line = reader.line_num + 1
    return numbers, rows


def _delimiter(text: str) -> str:
    """The mark that parts the first lines into the most columns of the same number."""
    sample = text[:20_000].split("\n")[:30]
    return max(_DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(lines: list[str], mark: str) -> float:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=mark) if cells]
    except csv.Error:
        widths = [line.count(mark) + 1 for line in lines if line]
    commonest = max(set(widths), key=lambda width: (width > 1) * widths.count(width), default=1)
    return (commonest > 1) * (widths.count(commonest) / len(widths) + commonest / 1000)
