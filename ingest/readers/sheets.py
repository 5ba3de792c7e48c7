"""What a workbook's own XML says and its values do not: how far a sheet reaches, and which cells show percentages."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import TooCostly
from ingest.readers.office import part

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

# By row and column from 0, the decimals that a percentage is shown with.
Percentages = dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a sheet's XML says of it: its percentages, and how many rows and columns are hidden."""

    percentages: Percentages = field(default_factory=dict)
    rows: int = 0
    columns: int = 0


def survey(path: Path) -> dict[str, Surveyed]:
    """What is said of each sheet, by the sheet's name. Raises TooCostly where a sheet reaches too far to be held."""
    with zipfile.ZipFile(path) as archive:
        styles = _percent_styles(archive)
        by_part: dict[str, Surveyed] = {}
        for name in archive.namelist():
            if _WORKSHEET.fullmatch(name):
                by_part[name] = _survey_sheet(archive.read(name), styles)
        return {name: by_part.get(target, Surveyed()) for name, target in _sheet_parts(archive).items()}


def _survey_sheet(xml: bytes, styles: dict[bytes, int]) -> Surveyed:
    rows: set[int] = set()
    columns: set[bytes] = set()
    percentages: Percentages = {}
    for cell in _CELL.finditer(xml):
        attributes = b" " + (cell[1] or b"")
        if (place := _PLACE.search(attributes)) is None:
            continue
        columns.add(place[1])
        rows.add(int(place[2]))
        if styles and (style := _STYLE.search(attributes)) is not None and style[1] in styles:
            percentages[int(place[2]) - 1, column(place[1]) - 1] = styles[style[1]]
    if rows:
        numbers = [column(letters) for letters in columns]
        if (max(rows) - min(rows) + 1) * (max(numbers) - min(numbers) + 1) > _LARGEST_RECTANGLE:
            raise TooCostly(_TOO_WIDE)
    return Surveyed(percentages, len(_HIDDEN_ROW.findall(xml)), sum(map(_width_of, _HIDDEN_COLUMN.findall(xml))))


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


def _percent_styles(archive: zipfile.ZipFile) -> dict[bytes, int]:
    """By style number as cells name it, the decimals of those styles that show percentages."""
    root = part(archive, "xl/styles.xml")
    if root is None:
        return {}
    decimals = dict(_BUILT_IN)
    for form in root.iter(f"{_MAIN}numFmt"):
        if (found := _PERCENT.match(form.get("formatCode", "")[:200])) is not None:
            decimals[form.get("numFmtId", "")] = len(found[1] or "")
    styles = [style.get("numFmtId", "") for group in root.iter(f"{_MAIN}cellXfs") for style in group]
    return {str(n).encode(): decimals[form] for n, form in enumerate(styles) if form in decimals}


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
