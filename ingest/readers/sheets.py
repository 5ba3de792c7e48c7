"""What a workbook's own XML says and its values do not: how far a sheet reaches, how cells show a value or hide it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import TooCostly
from ingest.readers.office import part

if TYPE_CHECKING:
    from lxml import etree

# The reader of values keeps the whole rectangle between the first and the last value in memory, 24 bytes a cell.
_LARGEST_RECTANGLE = 15_000_000
_TOO_WIDE = "シートの使われている範囲が広すぎます。表から遠く離れたセルの値を消し、保存し直してから登録してください。"

_CELL = re.compile(rb"<(?:\w{1,20}:)?c(?=[\s>])([^<>]{0,500}[^<>/])?>\s{0,99}<")  # one that holds something
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d{1,6})[\"']")
_HIDDEN = rb"\shidden\s*=\s*[\"'](?:1|true)[\"']"
# A row that holds something.
_HIDDEN_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s[^<>]{0,500}?" + _HIDDEN + rb"[^<>]{0,500}(?<!/)>")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w{1,20}:)?col\s[^<>]{0,500}?" + _HIDDEN + rb"[^<>]{0,500}>")
_FIRST, _LAST = re.compile(rb"\smin\s*=\s*[\"'](\d{1,6})"), re.compile(rb"\smax\s*=\s*[\"'](\d{1,6})")
_LAST_COLUMN = 16_000  # Excel has 16,384
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {"9": 0, "10": 2}  # 0% and 0.00%
_PERCENT = re.compile(r"[^;%]*?(?:\.([0#?]+))?\s*\"?%")

_HIDES = re.compile(r"\s*;\s*;\s*;\s*")  # a number format that shows no value of any kind
# Where the ground of a cell may come from something else than its own style, white letters stay.
_GROUND_ELSEWHERE = re.compile(rb"<(?:\w{1,20}:)?(?:tablePart|conditionalFormatting|picture)[\s>]")

Cell = tuple[int, int]  # row and column from 0
Percentages = dict[Cell, int]  # the decimals that a percentage is shown with


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a sheet's XML says of it: its percentages, the cells whose value nobody sees, how much is hidden."""

    percentages: Percentages = field(default_factory=dict)
    unseen: frozenset[Cell] = frozenset()
    rows: int = 0
    columns: int = 0


def survey(path: Path) -> dict[str, Surveyed]:
    """What is said of each sheet, by the sheet's name. Raises TooCostly where a sheet reaches too far to be held."""
    with zipfile.ZipFile(path) as archive:
        styles = _styles(archive)
        by_part: dict[str, Surveyed] = {}
        for name in archive.namelist():
            if _WORKSHEET.fullmatch(name):
                by_part[name] = _survey_sheet(archive.read(name), styles)
        return {name: by_part.get(target, Surveyed()) for name, target in _sheet_parts(archive).items()}


def _survey_sheet(xml: bytes, styles: _Styles) -> Surveyed:
    rows: set[int] = set()
    columns: set[bytes] = set()
    percentages: Percentages = {}
    unseen: set[Cell] = set()
    hiding = styles.hidden if _GROUND_ELSEWHERE.search(xml) else styles.hidden | styles.white
    for cell in _CELL.finditer(xml):
        attributes = b" " + (cell[1] or b"")
        if (place := _PLACE.search(attributes)) is None:
            continue
        columns.add(place[1])
        rows.add(int(place[2]))
        if (style := _STYLE.search(attributes)) is None:
            continue
        if style[1] in styles.percent:
            percentages[int(place[2]) - 1, column(place[1]) - 1] = styles.percent[style[1]]
        if style[1] in hiding:
            unseen.add((int(place[2]) - 1, column(place[1]) - 1))
    if rows:
        numbers = [column(letters) for letters in columns]
        if (max(rows) - min(rows) + 1) * (max(numbers) - min(numbers) + 1) > _LARGEST_RECTANGLE:
            raise TooCostly(_TOO_WIDE)
    hidden_columns = sum(map(_width_of, _HIDDEN_COLUMN.findall(xml)))
    return Surveyed(percentages, frozenset(unseen), len(_HIDDEN_ROW.findall(xml)), hidden_columns)


def _width_of(columns: bytes) -> int:
    """How many columns an element speaks of; one that reaches to the end of the sheet hides what is empty."""
    first, last = (int(found[1]) if (found := place.search(columns)) else 1 for place in (_FIRST, _LAST))
    return last - first + 1 if last < _LAST_COLUMN else 0


def column(letters: bytes) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


@dataclass(frozen=True, slots=True)
class _Styles:
    """Styles by number, as cells name them."""

    percent: dict[bytes, int]  # with the decimals that they show
    hidden: frozenset[bytes]  # shows no value
    white: frozenset[bytes]  # white letters on a ground that is white or none


def _styles(archive: zipfile.ZipFile) -> _Styles:
    root = part(archive, "xl/styles.xml")
    if root is None:
        return _Styles({}, frozenset(), frozenset())
    codes = {form.get("numFmtId", ""): form.get("formatCode", "")[:200] for form in root.iter(f"{_MAIN}numFmt")}
    decimals = _BUILT_IN | {n: len(found[1] or "") for n, code in codes.items() if (found := _PERCENT.match(code))}
    white = {str(n) for n, font in enumerate(root.iterfind(f"{_MAIN}fonts/{_MAIN}font")) if _is_white(font, "color")}
    grounds = {str(n) for n, fill in enumerate(root.iterfind(f"{_MAIN}fills/{_MAIN}fill")) if _is_white_ground(fill)}
    styles = [(str(n).encode(), style) for n, style in enumerate(root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"))]
    return _Styles(
        {n: decimals[form] for n, style in styles if (form := style.get("numFmtId", "")) in decimals},
        frozenset(n for n, style in styles if _HIDES.fullmatch(codes.get(style.get("numFmtId", ""), ""))),
        frozenset(n for n, style in styles if style.get("fontId") in white and style.get("fillId", "0") in grounds),
    )


def _is_white(element: etree._Element, name: str) -> bool:
    """Whether the colour `name` inside is white: said outright, or the theme's first, which is that of the paper."""
    color = element.find(f"{_MAIN}{name}")
    if color is None:
        return False
    return color.get("rgb", "").upper().endswith("FFFFFF") or (color.get("theme") == "0" and not color.get("tint"))


def _is_white_ground(fill: etree._Element) -> bool:
    pattern = fill.find(f"{_MAIN}patternFill")
    if pattern is None:
        return False  # a gradient
    return pattern.get("patternType", "none") == "none" or (
        pattern.get("patternType") == "solid" and _is_white(pattern, "fgColor")
    )


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    book, relations = part(archive, "xl/workbook.xml"), part(archive, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    targets = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in relations
    }
    return {sheet.get("name", ""): targets.get(sheet.get(_ID, ""), "") for sheet in book.iter(f"{_MAIN}sheet")}
