"""Word: paragraphs, lists, tables and text boxes in their order.

The parts are read as XML and not through python-docx, which leaves out what stands in content controls and tracked
insertions and refuses .docm.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BrokenFile, EmptyFile
from ingest.model import BlockKind, PageState, Problem, Reading
from ingest.readers import headings, zipguard
from ingest.readers.composing import BODY, Composer, one_line
from ingest.readers.office import core_title, part
from ingest.readers.wordml import W, boxes, children, has_picture, hidden_letters, number, value, words
from ingest.structure.grid import Grid, Merge, lay

if TYPE_CHECKING:
    from lxml import etree

NO_WORDS = "文字がありません。画像だけの文書は、文字認識をかけてから登録してください。"
UNSEEN = "見えない文字が{}字あります（隠し文字、白い文字、極端に小さい文字）。読み込んでいません。"

_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9１-９])", re.IGNORECASE)
_TITLE = re.compile(r"title|表題|タイトル", re.IGNORECASE)
_LIST = re.compile(r"list\s*(bullet|number|continue).*|箇条書き.*|段落番号.*", re.IGNORECASE)
_WIDEST = 63  # columns that Word allows a table
_LAYOUT = 3  # paragraphs in a cell from which a table of few cells is there for its looks


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    numbered: bool


@dataclass(slots=True)
class _Walk:
    """What a walk through a document carries along."""

    styles: dict[str, _Style]
    composer: Composer = field(default_factory=lambda: Composer(by_heading=True))
    title: str = ""  # of the style Title
    first_heading: str = ""


def read(path: Path) -> Reading:
    """The words of a Word file. Raises an IngestError; one without a word or picture is an EmptyFile."""
    zipguard.check(path)
    with zipfile.ZipFile(path) as archive:
        main = _main_name(archive)
        document = part(archive, main)
        body = document.find(f"{W}body") if document is not None else None
        if body is None:
            raise BrokenFile
        folder = main.rpartition("/")[0]
        walk = _Walk(_styles(part(archive, f"{folder}/styles.xml")))
        _lay_content(body, walk)
        for name in ("footnotes", "endnotes"):
            _lay_notes(part(archive, f"{folder}/{name}.xml"), walk)
        furniture = tuple(_furniture(archive, folder))
    page = walk.composer.page(None, BODY, furniture=furniture, printed=has_picture(body))
    if page.state is PageState.EMPTY:
        raise EmptyFile
    problems = [Problem(NO_WORDS)] if page.state is PageState.NO_TEXT else []
    problems += [Problem(UNSEEN.format(unseen))] if (unseen := hidden_letters(body)) else []
    return Reading("docx", (page,), core_title(path) or walk.title or walk.first_heading, tuple(problems))


def _main_name(archive: zipfile.ZipFile) -> str:
    """The part that the package names as its document; nearly always word/document.xml."""
    relations = part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    if root is None:
        return {}
    return {
        style.get(f"{W}styleId", ""): _Style(
            name=value(style, "name") or "",
            based_on=value(style, "basedOn"),
            outline=_outline(style),
            numbered=value(style, "pPr/numPr/numId") not in (None, "0"),
        )
        for style in root.findall(f"{W}style")
    }


def _outline(element: etree._Element) -> int | None:
    level = number(value(element, "pPr/outlineLvl"), 9)
    return level + 1 if level < 9 else None


def _lineage(style: str | None, styles: dict[str, _Style]) -> Iterator[_Style]:
    """A style and those it is based on; a circle ends where it closes."""
    seen: set[str] = set()
    while style is not None and style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = styles[style].based_on


def _lay_content(container: etree._Element, walk: _Walk) -> None:
    # What lies in what is bounded by the parser, which refuses more than 256 elements within each other.
    for element in children(container, "p", "tbl"):
        if element.tag == f"{W}tbl":
            _lay_table(element, walk)
        else:
            _lay_paragraph(element, walk)
            for box in boxes(element):
                _lay_content(box, walk)


def _lay_paragraph(paragraph: etree._Element, walk: _Walk) -> None:
    text = words(paragraph).strip()
    if not text:
        return
    kind, level = _kind(paragraph, text, walk.styles)
    if kind is BlockKind.HEADING:
        text = one_line(text)
        if level == 0:
            walk.title = walk.title or text
        else:
            walk.first_heading = walk.first_heading or text
    walk.composer.add(kind, text, level=max(level, 1) if kind is BlockKind.HEADING else level)


def _kind(paragraph: etree._Element, text: str, styles: dict[str, _Style]) -> tuple[BlockKind, int]:
    """What a paragraph is, by its own settings, its style, then its words; a title has level 0."""
    lineage = list(_lineage(value(paragraph, "pPr/pStyle"), styles))
    short = len(text) <= 100
    for style in lineage:
        if short and _TITLE.fullmatch(style.name):
            return BlockKind.HEADING, 0
        if short and (named := _HEADING.fullmatch(style.name)) is not None:
            return BlockKind.HEADING, int(named[1])
    outline = _outline(paragraph) or next((style.outline for style in lineage if style.outline is not None), None)
    if outline is not None and short:
        return BlockKind.HEADING, outline
    numbering = value(paragraph, "pPr/numPr/numId")
    numbered = numbering != "0" if numbering is not None else any(style.numbered for style in lineage)
    if numbered or any(_LIST.fullmatch(style.name) for style in lineage):
        return BlockKind.ITEM, number(value(paragraph, "pPr/numPr/ilvl"), 0)
    if level := headings.certain(text):
        return BlockKind.HEADING, level
    return BlockKind.PARAGRAPH, 0


@dataclass(slots=True)
class _Cell:
    element: etree._Element
    left: int
    right: int
    goes_on: bool  # is the lower part of a cell merged downwards


def _lay_table(table: etree._Element, walk: _Walk) -> None:
    rows = [list(_cells(row)) for row in children(table, "tr")]
    if _is_layout(rows):
        for cell in (cell for row in rows for cell in row):
            _lay_content(cell.element, walk)
        return
    lay(_grid(rows), walk.composer)
    for cell in (cell for row in rows for cell in row):
        for inner in children(cell.element, "tbl"):
            _lay_table(inner, walk)
        for box in (box for paragraph in children(cell.element, "p") for box in boxes(paragraph)):
            _lay_content(box, walk)


def _cells(row: etree._Element) -> Iterator[_Cell]:
    left = min(_WIDEST, number(value(row, "trPr/gridBefore"), 0))
    for cell in children(row, "tc"):
        width = min(_WIDEST, max(1, number(value(cell, "tcPr/gridSpan"), 1)))
        merge = value(cell, "tcPr/vMerge")
        yield _Cell(cell, left, left + width - 1, merge is not None and merge != "restart")
        left += width


def _is_layout(rows: list[list[_Cell]]) -> bool:
    """Whether the table is a frame around text: one column, or few cells with many paragraphs."""
    if max(map(len, rows), default=0) <= 1:
        return True
    filled = [sum(1 for p in children(cell.element, "p") if words(p).strip()) for row in rows for cell in row]
    return len(filled) <= 4 and max(filled) > _LAYOUT


def _grid(rows: list[list[_Cell]]) -> Grid:
    shown = [[""] * max((cell.right + 1 for cell in row), default=0) for row in rows]
    tops: dict[int, tuple[int, int, int]] = {}  # by left column: top, bottom and right of the cell open there
    merges: list[Merge] = []

    def close(left: int) -> None:
        top, bottom, right = tops.pop(left)
        if top < bottom or left < right:
            merges.append(Merge(top, left, bottom, right))

    for r, row in enumerate(rows):
        for cell in row:
            if cell.goes_on and cell.left in tops:
                top, _, right = tops[cell.left]
                tops[cell.left] = (top, r, right)
                continue
            if cell.left in tops:
                close(cell.left)
            tops[cell.left] = (r, r, cell.right)
            shown[r][cell.left] = one_line("\n".join(words(p) for p in children(cell.element, "p")))
    for left in list(tops):
        close(left)
    return Grid(shown, tuple(merges))


def _lay_notes(root: etree._Element | None, walk: _Walk) -> None:
    for note in root if root is not None else ():
        if note.get(f"{W}type", "normal") == "normal":
            _lay_content(note, walk)


def _furniture(archive: zipfile.ZipFile, folder: str) -> Iterator[str]:
    """Running heads and feet, each once."""
    seen: set[str] = set()
    for name in archive.namelist():
        if re.fullmatch(rf"{re.escape(folder)}/(header|footer)\d*\.xml", name):
            root = part(archive, name)
            text = one_line("\n".join(words(p) for p in root.iter(f"{W}p"))) if root is not None else ""
            if text and text not in seen:
                seen.add(text)
                yield text
