"""PDFs drawn by reportlab with the IPAex TrueType faces, as an office's own report tool does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from corpus.shapes import Minutes, Row, Survey, city

FONTS = Path("/usr/share/fonts/opentype")
WIDTH = A4[0] - 44 * mm


def write_minutes(minutes: Minutes, path: Path) -> None:
    """Write `minutes` as an A4 paper in Mincho, with the page number at the foot."""
    _prepare()
    story: list[Any] = [Paragraph(minutes.title, _style("title")), Paragraph(city().notice, _style("note"))]
    story += [_table(minutes.facts, (26, 140), head=False), Spacer(1, 4 * mm)]
    story.append(_heading("次第"))
    story += [Paragraph(f"{n}　{item}", _style("item")) for n, item in enumerate(minutes.agenda, 1)]
    story.append(_heading("協議内容"))
    for talk in minutes.talks:
        story.append(Paragraph(talk.heading, _style("sub")))
        story += [Paragraph(f"{who}：{words}", _style("said")) for who, words in talk.says]
    story.append(_heading("決定事項"))
    story += [Paragraph(f"({n})　{words}", _style("item")) for n, words in enumerate(minutes.decisions, 1)]
    rows = (("内容", "担当", "期限"), *minutes.todos)
    story.append(KeepTogether([_heading("宿題"), _table(rows, (100, 30, 36), head=True)]))
    story += [_heading("次回"), Paragraph(minutes.next_meeting, _style("item"))]
    _build(path, minutes.title, story)


def write_survey(survey: Survey, path: Path) -> None:
    """Write `survey` as an A4 report in Gothic with one ruled table a question."""
    _prepare()
    story: list[Any] = [Paragraph(survey.title, _style("title", "Gothic")), Paragraph(survey.by, _style("right"))]
    story += [Paragraph(city().notice, _style("note")), _heading("1　調査の概要")]
    story.append(_table(survey.facts, (26, 140), head=False))
    story += [_heading("2　結果の要点"), *(Paragraph(f"・{words}", _style("item")) for words in survey.summary)]
    story.append(_heading("3　設問ごとの結果"))
    for heading, rows in survey.questions:
        widths = (90, 38, 38) if len(rows[0]) == 3 else (58, 36, 36, 36)
        story.append(KeepTogether([Paragraph(heading, _style("sub")), _table(rows, widths, head=True)]))
    story.append(_heading("4　自由記述（抜粋）"))
    story += [Paragraph(f"・{words}", _style("item")) for words in survey.remarks]
    _build(path, survey.title, story)


def _prepare() -> None:
    """Register the faces, which a paragraph asks for when it is made, and ask for the same bytes each time."""
    rl_config.invariant = 1
    pdfmetrics.registerFont(TTFont("Mincho", FONTS / "ipaexfont-mincho/ipaexm.ttf"))
    pdfmetrics.registerFont(TTFont("Gothic", FONTS / "ipaexfont-gothic/ipaexg.ttf"))


def _style(name: str, face: str = "") -> ParagraphStyle:
    common = {"fontName": face or "Mincho", "fontSize": 10.5, "leading": 17, "wordWrap": "CJK"}
    centred = {"alignment": TA_CENTER}
    special: dict[str, dict[str, object]] = {
        "title": {"fontName": face or "Gothic", "fontSize": 13.5, "leading": 20, "spaceAfter": 6, **centred},
        "note": {"fontSize": 8.5, "leading": 12, "spaceAfter": 10, "textColor": colors.dimgrey, **centred},
        "heading": {"fontName": "Gothic", "fontSize": 11.5, "spaceBefore": 9, "spaceAfter": 4},
        "sub": {"fontName": "Gothic", "spaceBefore": 5, "spaceAfter": 2},
        "said": {"leftIndent": 10.5, "spaceAfter": 3},
        "item": {"leftIndent": 21, "firstLineIndent": -10.5, "spaceAfter": 2},
        "right": {"alignment": TA_RIGHT, "spaceAfter": 4},
        "cell": {"leading": 14, "fontSize": 10},
        "cellhead": {"leading": 14, "fontSize": 10, "fontName": "Gothic"},
    }
    return ParagraphStyle(name, **(common | special[name]))


def _heading(words: str) -> Paragraph:
    return Paragraph(words if words[0].isdigit() else f"■ {words}", _style("heading"))


def _table(rows: tuple[Row, ...], widths: tuple[int, ...], *, head: bool) -> Table:
    """A ruled table, widths in millimetres; the first row or, without a head, the first column is shaded."""
    cells = [
        [
            Paragraph(words, _style("cellhead" if (head and not line) or (not head and not place) else "cell"))
            for place, words in enumerate(row)
        ]
        for line, row in enumerate(rows)
    ]
    shade = ("BACKGROUND", (0, 0), (-1, 0) if head else (0, -1), colors.HexColor("#E9EEF3"))
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#666666"))
    ruled = TableStyle([shade, grid, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return Table(cells, colWidths=[width * mm for width in widths], style=ruled, repeatRows=1 if head else 0)


def _build(path: Path, title: str, story: list[Any]) -> None:
    margins = {"leftMargin": 22 * mm, "rightMargin": 22 * mm, "topMargin": 22 * mm, "bottomMargin": 22 * mm}
    paper = SimpleDocTemplate(str(path), pagesize=A4, title=title, author=city().name, **margins)
    paper.build(story, onFirstPage=_foot, onLaterPages=_foot)


def _foot(canvas: Any, paper: Any) -> None:
    canvas.setFont("Mincho", 9)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"- {paper.page} -")
