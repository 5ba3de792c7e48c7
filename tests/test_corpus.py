"""The sample papers: invented and saying so, true to the calendar, each gold quote where it is said to stand."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import html
from pptx import Presentation
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from corpus.shapes import marked, toml

ROOT = Path(__file__).parents[1]
PAPERS = sorted(path for path in (ROOT / "corpus" / "papers").iterdir())
QUESTIONS = [json.loads(line) for line in (ROOT / "tests" / "corpus_questions.jsonl").read_text("utf-8").splitlines()]
ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]
DATED = re.compile(
    r"(?:令和(?P<era>\d+)年)?(?<!\d)(?P<month>\d{1,2})(?:月|/)(?P<day>\d{1,2})日?"
    r"(?:\((?P<mark>[月火水木金土日])(?:曜日)?\)|[、の]?(?P<said>[月火水木金土日])曜日)"
)


def fold(text: str) -> str:
    """NFKC without white space, cell borders and the mark of a broken word: readers differ in nothing else."""
    return re.sub(r"[\s,\ufffe\ufffd]", "", unicodedata.normalize("NFKC", text))


def pdf(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def slides(path: Path) -> list[str]:
    pages = []
    for slide in Presentation(str(path)).slides:
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        words += ["\t".join(cell.text for cell in row.cells) for table in tables for row in table.rows]
        pages.append("\n".join(words))
    return pages


def word(path: Path) -> list[str]:
    lines: list[str] = []
    for item in docx.Document(str(path)).iter_inner_content():
        if isinstance(item, Paragraph):
            lines.append(item.text)
        elif isinstance(item, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in item.rows]
    return ["\n".join(lines)]


def workbook(path: Path) -> list[str]:
    book = CalamineWorkbook.from_path(str(path))
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    rows = [row for name in shown for row in book.get_sheet_by_name(name).to_python()]
    return ["\n".join("\t".join(str(cell) for cell in row) for row in rows)]


def plain(path: Path) -> list[str]:
    if path.suffix == ".csv":
        rows = csv.reader(io.StringIO(path.read_bytes().decode("cp932")))
        return ["\n".join("\t".join(row) for row in rows)]
    text = path.read_text("utf-8")
    return [str(html.fromstring(text.encode()).xpath("string()")) if path.suffix == ".html" else text]


@cache
def pages(name: str) -> tuple[str, ...]:
    """The folded text of each page; one for a paper without pages."""
    path = ROOT / "corpus" / "papers" / name
    reader = {".pdf": pdf, ".pptx": slides, ".docx": word, ".xlsx": workbook}.get(path.suffix, plain)
    return tuple(fold(page) for page in reader(path))


def test_there_is_a_small_but_whole_set_of_papers() -> None:
    assert len(PAPERS) == 16
    assert {path.suffix for path in PAPERS} == {".pdf", ".pptx", ".docx", ".xlsx", ".csv", ".html", ".vtt"}
    assert sum(path.stat().st_size for path in PAPERS) < 3_000_000


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_a_paper_says_that_the_city_is_invented(path: Path) -> None:
    assert "※この資料は架空の市「みなと野市」の見本です" in "".join(pages(path.name))


def test_pdfs_are_made_in_several_ways() -> None:
    makers = set()
    for path in (path for path in PAPERS if path.suffix == ".pdf"):
        said = pypdfium2.PdfDocument(path).get_metadata_dict()
        makers.add((said["Producer"] or said["Creator"]).split()[0])
    assert len(makers) == 5, makers


def test_weekdays_are_true() -> None:
    checked, wrong = 0, []
    for path in PAPERS:
        start = 2022 if "令和4年度" in path.name else 2023  # of the fiscal year that a bare date lies in
        for found in DATED.finditer("\n".join(pages(path.name))):
            month, day = int(found["month"]), int(found["day"])
            year = 2018 + int(found["era"]) if found["era"] else start + (month < 4)
            checked += 1
            if "月火水木金土日"[date(year, month, day).weekday()] != (found["mark"] or found["said"]):
                wrong.append((path.name, found[0]))
    assert not wrong
    assert checked > 80  # the pattern still finds them


def test_single_choice_counts_add_up() -> None:
    for survey in toml("surveys").values():
        answered = sum(row[2] for row in survey["sections"])
        assert sum(count for _, count in survey["experience"]) == answered
    assert sum(count for _, count in survey["saved"]) == survey["experience"][0][1]


def test_speeches_of_the_assembly_are_by_those_present() -> None:
    lines = [line.text for line in marked("assembly")]
    seats = {fold(name) for line in lines for name in re.findall(r"\d+番　(\S+　\S+?)君　?", line)}
    members = {found[1] for line in lines if (found := re.match(r"○\d+番（(.+?)君）", line))}
    assert members
    assert {fold(name) for name in members} <= seats


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_a_gold_quote_stands_where_it_says(question: dict[str, object]) -> None:
    golds = question["gold"]
    assert isinstance(golds, list)
    assert golds
    for gold in golds:
        paged = Path(gold["source"]).suffix in {".pdf", ".pptx"}
        assert (gold["page"] is not None) == paged
        text = pages(gold["source"])[gold["page"] - 1 if paged else 0]
        assert fold(gold["quote"]) in text, gold


def test_the_questions_are_well_formed() -> None:
    assert len(QUESTIONS) == len({question["id"] for question in QUESTIONS}) == 36
    assert len(ANSWERABLE) == 30
    wanted = {"table", "date", "plain", "paraphrase", "list", "sister", "minutes", "who", "where"}
    assert set(Counter(question["kind"] for question in ANSWERABLE)) == wanted
    assert all(question["must_include"] and question["answer"] for question in ANSWERABLE)
    assert not any(question["gold"] for question in QUESTIONS if not question["answerable"])


def test_a_reference_answer_holds_what_an_answer_must_include() -> None:
    for question in ANSWERABLE:
        for needed in question["must_include"]:
            options = needed if isinstance(needed, list) else [needed]
            assert any(fold(option) in fold(question["answer"]) for option in options), question["id"]


def test_the_readme_names_every_paper() -> None:
    text = (ROOT / "corpus" / "README.md").read_text("utf-8")
    assert [path.name for path in PAPERS if path.name not in text and path.suffix != ".pptx"] == []
