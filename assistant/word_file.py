"""The look of every Word file that Shirube writes: A4, Japanese fonts, sentences with marks, a table of sources."""

from __future__ import annotations

from collections.abc import Sequence, Set
from io import BytesIO
from typing import TYPE_CHECKING, cast

from assistant.answering.values import Citation, Sentence
from assistant.phrasing import (
    FROM_PICTURE,
    Cited,
    citation_verdict,
    document_date,
    document_title,
    marks,
    place,
    under_heading,
    verdict_words,
)
from assistant.printable import printable

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

BODY_FONT = "游明朝"
HEADING_FONT = "游ゴシック"
CHECK = "正式な文書に使う前に、引用元の資料を確かめてください。"
_COLUMNS = (("番号", 1.2), ("資料", 4.6), ("箇所", 1.8), ("引用", 6.9), ("確認", 2.5))  # widths in cm, 17 in all


def new(title: str) -> Word:
    """An empty file with a title: A4 with 2 cm margins, and Japanese fonts by name.

    Without w:eastAsia Word puts its own fonts in their place.
    """
    import docx
    from docx.shared import Cm

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, font, size in (
        ("Normal", BODY_FONT, 10.5),
        ("Title", HEADING_FONT, 18),
        ("Heading 1", HEADING_FONT, 12),
        ("Heading 2", HEADING_FONT, 11),
    ):
        _set_font(word, name, font, size)
    word.core_properties.title = printable(title)
    word.core_properties.author = "しるべ"
    word.core_properties.comments = ""
    word.core_properties.language = "ja-JP"
    add(word, title, "Title")
    return word


def contents(word: Word) -> bytes:
    """The file as it is written to disk."""
    saved = BytesIO()
    word.save(saved)
    return saved.getvalue()


def add(word: Word, text: str, style: str | None = None) -> Paragraph:
    """A paragraph at the end. Characters that XML cannot hold are left out."""
    return word.add_paragraph(printable(text), style)


def add_sentence(word: Word, sentence: Sentence, speaker: str = "") -> None:
    """A sentence with its marks, who says it where that is given, and its verdict."""
    paragraph = add(word, sentence.text)
    paragraph.add_run(marks(sentence.citations)).font.superscript = True
    paragraph.add_run(f"（{printable(speaker)}）" if speaker else "")
    paragraph.add_run(f"（{verdict_words(sentence.verdict)}{_why(sentence.reason)}）").font.size = _points(9)


def add_sources(word: Word, cited: Cited) -> None:
    """The table of what is cited: paper, place, quote, and the weakest verdict of the sentences that cite it."""
    add_table(word, _COLUMNS, [_source_row(cited, citation) for citation in cited.citations])


def add_table(
    word: Word, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], figures: Set[int] = frozenset()
) -> None:
    """A table with names and widths (cm, 17 in all) of its columns; those at `figures` are set to the right.

    Its first row stands on each page, and no row is broken between two.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = word.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, (_, width) in zip(table.columns, columns, strict=True):
        column.width = Cm(width)  # LibreOffice reads it here, Word from the cells, where each new row takes it
    for number, texts in enumerate([[name for name, _ in columns], *rows]):
        row = table.add_row()
        _keep_whole(row)
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _fill(cell, text, bold=number == 0)
            if at in figures:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _repeat_on_each_page(table.rows[0])


def add_picture(word: Word, picture: bytes, told: str, width: float = 17) -> None:
    """A picture `width` cm wide; `told` says what it shows to those who do not see it."""
    from docx.shared import Cm

    shape = word.add_picture(BytesIO(picture), width=Cm(width))
    shape._inline.docPr.set("descr", printable(told))  # noqa: SLF001  # python-docx has no public word for it


def source_lines(cited: Cited) -> list[str]:
    """The same as lines of plain text."""
    lines = []
    for citation in cited.citations:
        lines.append(f"[{citation.number}] {place(citation)}（{citation.document.source}）")
        lines.append(f"　「{' '.join(citation.quote.split())}」")
    return lines


def _why(reason: str) -> str:
    return f"：{printable(reason)}" if reason else ""


def _source_row(cited: Cited, citation: Citation) -> tuple[str, ...]:
    document = citation.document
    named = "\n".join(filter(None, (document_title(document), document_date(document), f"（{document.source}）")))
    verdict = verdict_words(citation_verdict(cited, citation.number)) or "―"
    verdict += f"\n{FROM_PICTURE}" if citation.ocr else ""
    where = "\n".join(filter(None, (under_heading(citation.heading, document, citation.label), citation.label)))
    quote = citation.quote.replace("\t", " ｜ ")
    return str(citation.number), named, where, quote, verdict


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(printable(text))
    run.font.size, run.bold = _points(9), bold or None


def _repeat_on_each_page(row: _Row) -> None:
    from docx.oxml.parser import OxmlElement

    # python-docx has no public word for a heading row
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _keep_whole(row: _Row) -> None:
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  # the same


def _set_font(word: Word, name: str, font: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style = cast("ParagraphStyle", word.styles[name])
    style.font.name, style.font.size = font, _points(size)
    style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the named one
    fonts.set(qn("w:eastAsia"), font)


def _points(size: float) -> int:
    from docx.shared import Pt

    return Pt(size)
