"""Decks as PowerPoint files, and the same printed by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from corpus.shapes import Box, Deck, Row, Slide, city

FONT = "Noto Sans CJK JP"
NAVY, TEAL, PALE = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x2A, 0x7F, 0x83), RGBColor(0xE8, 0xF1, 0xF2)
INK, GREY, WHITE = RGBColor(0x22, 0x22, 0x22), RGBColor(0x6B, 0x6B, 0x6B), RGBColor(255, 255, 255)
HEADS = (TEAL, RGBColor(0xB5, 0x65, 0x1D), RGBColor(0x4B, 0x6C, 0xB7))
BODY = 20  # points, in a box
WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)


def write_pptx(deck: Deck, path: Path) -> None:
    """Write `deck` as a 16:9 PowerPoint file."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    show.core_properties.title = deck.title
    show.core_properties.author = show.core_properties.last_modified_by = city().name
    show.core_properties.comments = ""
    show.core_properties.created = show.core_properties.modified = datetime(2023, 4, 20)
    _cover(show, deck)
    for number, slide in enumerate(deck.slides, 2):
        _page(show, slide, number)
    show.save(str(path))


def print_pdf(deck: Deck, path: Path) -> None:
    """Write `deck` as the PDF that LibreOffice Impress prints."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "deck.pptx")
        write_pptx(deck, source)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        path.write_bytes(Path(folder, "deck.pdf").read_bytes())


def _cover(show: Any, deck: Deck) -> None:
    canvas = show.slides.add_slide(show.slide_layouts[6])
    _block(canvas, 0, 0, WIDTH, Inches(0.35), NAVY)
    _block(canvas, 0, HEIGHT - Inches(0.35), WIDTH, Inches(0.35), NAVY)
    if deck.subtitle:
        _text(canvas, MARGIN, Inches(1.7), WIDTH - 2 * MARGIN, Inches(0.7), [deck.subtitle], 24, TEAL, centred=True)
    title = deck.title.split(" ", 1)
    _text(canvas, MARGIN, Inches(2.5), WIDTH - 2 * MARGIN, Inches(1.6), title, 32, NAVY, bold=True, centred=True)
    _text(canvas, MARGIN, Inches(4.5), WIDTH - 2 * MARGIN, Inches(0.6), [deck.when], 20, INK, centred=True)
    _text(canvas, MARGIN, Inches(5.9), WIDTH - 2 * MARGIN, Inches(0.5), [city().notice], 14, GREY, centred=True)


def _page(show: Any, slide: Slide, number: int) -> None:
    canvas = show.slides.add_slide(show.slide_layouts[6])
    _block(canvas, 0, 0, WIDTH, Inches(0.95), NAVY)
    _text(canvas, MARGIN, Inches(0.12), WIDTH - 2 * MARGIN, Inches(0.7), [slide.title], 26, WHITE, bold=True)
    top: int = Inches(1.2)
    if slide.lead:
        _text(canvas, MARGIN, top, WIDTH - 2 * MARGIN, Inches(0.55), [slide.lead], 20, TEAL, bold=True)
        top += Inches(0.7)
    if slide.rows:
        top = _table(canvas, slide.rows, top) + Inches(0.3)
    if slide.boxes:
        _boxes(canvas, slide.boxes, top, Inches(6.3) - top)
    if slide.lines:
        size = 18 if slide.rows else 24
        _text(canvas, MARGIN, top, WIDTH - 2 * MARGIN, Inches(0.5) * len(slide.lines), list(slide.lines), size, INK)
    if slide.foot:
        _text(canvas, MARGIN, Inches(6.5), WIDTH - 2 * MARGIN, Inches(0.4), [f"※{slide.foot.lstrip('※')}"], 14, GREY)
    _text(canvas, MARGIN, Inches(7.0), Inches(9), Inches(0.35), [f"{city().name}　デジタル推進課"], 11, GREY)
    _text(canvas, WIDTH - Inches(1.4), Inches(7.0), Inches(0.8), Inches(0.35), [str(number)], 11, GREY, right=True)


def _boxes(canvas: Any, boxes: tuple[Box, ...], top: int, height: int) -> None:
    gap = Inches(0.35)
    width = Emu((WIDTH - 2 * MARGIN - gap * (len(boxes) - 1)) // len(boxes))
    letters = (width - Inches(0.6)) // Pt(BODY)
    lines = max(sum(ceil((_wide(line) + 1) / letters) for line in box.lines) for box in boxes)
    height = Emu(min(height, Inches(1.15) + Pt(BODY * 1.75) * lines))
    for place, box in enumerate(boxes):
        left = Emu(MARGIN + place * (width + gap))
        frame = _block(canvas, left, top, width, height, PALE, line=HEADS[place % 3])
        frame.shadow.inherit = False
        head = _block(canvas, left, top, width, Inches(0.65), HEADS[place % 3])
        _fill(head.text_frame, [box.head], 20, WHITE, bold=True, centred=True)
        body = [f"・{line}" if not line.startswith("（") else f"　{line}" for line in box.lines]
        room = Emu(height - Inches(0.85))
        _text(canvas, Emu(left + Inches(0.15)), Emu(top + Inches(0.8)), Emu(width - Inches(0.3)), room, body, BODY, INK)


def _table(canvas: Any, rows: tuple[Row, ...], top: int) -> int:
    """Draw `rows`; the lower edge in EMU."""
    tall = Inches(min(0.72, 4.5 / len(rows)) if len(rows) <= 11 else 5.2 / len(rows))
    width = WIDTH - 2 * MARGIN
    table = canvas.shapes.add_table(len(rows), len(rows[0]), MARGIN, top, width, Emu(tall * len(rows))).table
    weights = [max(3, *(_wide(row[column]) for row in rows)) + 2.6 for column in range(len(rows[0]))]
    size = min(20 if len(rows) <= 6 else 16 if len(rows) <= 11 else 13, int(width / Pt(1) / sum(weights)))
    for column, weight in enumerate(weights):
        table.columns[column].width = Emu(int(width * weight / sum(weights)))
    for line, row in enumerate(rows):
        table.rows[line].height = tall
        for column, words in enumerate(row):
            cell = table.cell(line, column)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.fill.solid()
            cell.fill.fore_color.rgb = TEAL if line == 0 else PALE if line % 2 == 0 else WHITE
            colour = WHITE if line == 0 else INK
            _fill(cell.text_frame, [words], size, colour, bold=line == 0, centred=line == 0)
    return int(top + tall * len(rows))


def _wide(words: str) -> float:
    """The length of `words` in ems: a Latin letter or digit is half as wide as a Japanese character."""
    return sum(0.55 if unicodedata.east_asian_width(letter) in "NaH" else 1 for letter in words)


def _block(canvas: Any, left: int, top: int, width: int, height: int, colour: RGBColor, line: Any = None) -> Any:
    shape = canvas.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour
    shape.shadow.inherit = False
    if line is None:
        shape.line.fill.background()
    else:
        shape.line.color.rgb = line
    return shape


def _text(
    canvas: Any,
    left: int,
    top: int,
    width: int,
    height: int,
    lines: list[str],
    size: int,
    colour: RGBColor,
    *,
    bold: bool = False,
    centred: bool = False,
    right: bool = False,
) -> None:
    frame = canvas.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    _fill(frame, lines, size, colour, bold=bold, centred=centred, right=right)


def _fill(
    frame: Any,
    lines: list[str],
    size: int,
    colour: RGBColor,
    *,
    bold: bool = False,
    centred: bool = False,
    right: bool = False,
) -> None:
    for place, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        paragraph.space_after = Pt(4)
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = colour
        style = run._r.get_or_add_rPr()  # noqa: SLF001 - python-pptx has no public word for the face of Japanese
        style.append(style.makeelement(qn("a:ea"), {"typeface": FONT}))
