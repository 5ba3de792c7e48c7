"""Word and Excel files: minutes, a memo, and the list of the city's systems."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from corpus.shapes import Minutes, Row, city, toml

MADE = datetime(2023, 9, 1)
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
THIN = Side(style="thin", color="888888")


def write_minutes(minutes: Minutes, path: Path) -> None:
    """Write `minutes` as a Word file with headings and two tables."""
    paper = _paper(minutes.title)
    _table(paper, minutes.facts, (26, 134))
    paper.add_heading("次第", 1)
    for number, item in enumerate(minutes.agenda, 1):
        paper.add_paragraph(f"{number}　{item}")
    paper.add_heading("協議内容", 1)
    for talk in minutes.talks:
        paper.add_heading(talk.heading, 2)
        for who, words in talk.says:
            said = paper.add_paragraph()
            said.add_run(f"{who}：").bold = True
            said.add_run(words)
    paper.add_heading("決定事項", 1)
    for number, words in enumerate(minutes.decisions, 1):
        paper.add_paragraph(f"({number})　{words}")
    paper.add_heading("宿題", 1)
    _table(paper, (("内容", "担当", "期限"), *minutes.todos), (96, 28, 36))
    paper.add_heading("次回", 1)
    paper.add_paragraph(minutes.next_meeting)
    paper.save(str(path))


def write_memo(path: Path) -> None:
    """Write the memo on running the LINE account as a Word file."""
    memo = toml("line")["memo"]
    paper = _paper(memo["title"])
    for words, place in ((memo["date"], RIGHT), (memo["to"], LEFT), (memo["from"], RIGHT)):
        paper.add_paragraph(words).alignment = place
    paper.add_paragraph(f"　{memo['intro']}")
    paper.add_paragraph("記").alignment = CENTRE
    for part in memo["parts"]:
        paper.add_heading(part["heading"], 1)
        for number, words in enumerate(part["lines"], 1):
            paper.add_paragraph(f"({number})　{words}")
    paper.add_heading(memo["table"]["heading"], 1)
    _table(paper, (tuple(memo["table"]["head"]), *map(tuple, memo["table"]["rows"])), (44, 34, 42, 22, 18))
    paper.save(str(path))


def write_systems(path: Path) -> None:
    """Write the list of systems: two sheets to read and a hidden one that an office forgot."""
    raw = toml("systems")
    book = Workbook()
    book.properties.creator, book.properties.created, book.properties.modified = city().name, MADE, MADE
    first = book.active
    assert first is not None
    first.title = "システム一覧"
    _sheet(first, "みなと野市 情報システム一覧（令和5年10月1日現在）", raw["list"])
    second = book.create_sheet("更新予定")
    _sheet(second, "情報システムの更新予定（令和6年度～令和7年度）", raw["renewal"])
    hidden = book.create_sheet("作業用")
    for row in raw["hidden"]["rows"]:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.save(path)


def _paper(title: str) -> Any:
    paper = Document()
    paper.core_properties.title, paper.core_properties.author = title, city().name
    paper.core_properties.last_modified_by, paper.core_properties.comments = city().name, ""
    paper.core_properties.created = paper.core_properties.modified = MADE
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    faces = (("Normal", "游明朝", 10.5), ("Heading 1", "游ゴシック", 12), ("Heading 2", "游ゴシック", 11))
    for name, face, size in faces:
        style: Any = paper.styles[name]
        style.font.name, style.font.size = face, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_after = Pt(3)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    top = paper.add_paragraph()
    top.alignment = CENTRE
    run = top.add_run(title)
    run.bold, run.font.size = True, Pt(13)
    paper.add_paragraph(city().notice).runs[0].font.size = Pt(8.5)
    return paper


def _table(paper: Any, rows: tuple[Row, ...], widths: tuple[int, ...]) -> None:
    """A ruled table, widths in millimetres."""
    table = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # LibreOffice reads the grid, Word each cell
        for cell in column.cells:
            cell.width = Mm(width)


def _sheet(sheet: Any, title: str, raw: dict[str, Any]) -> None:
    sheet.append([title])
    sheet.append([city().notice])
    sheet.append([])
    sheet.append(raw["head"])
    for row in raw["rows"]:
        sheet.append(row)
    sheet["A1"].font = Font(name="游ゴシック", size=14, bold=True)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(raw["head"]))
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for line in sheet.iter_rows(min_row=4, max_row=4 + len(raw["rows"])):
        for cell in line:
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if cell.row == 4:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7EE")
            elif isinstance(cell.value, int):
                cell.number_format = "#,##0"
            elif cell.is_date:
                cell.number_format = "yyyy/mm/dd"
    for place, head in enumerate(raw["head"], 1):
        widest = max(len(str(row[place - 1])) for row in [raw["head"], *raw["rows"]])
        sheet.column_dimensions[get_column_letter(place)].width = max(len(head) * 2.2, min(40, widest * 1.9)) + 2
