"""An answer as a Word file or as plain text, with its sources beside it, to be passed on or filed."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, cast

from assistant.answering.values import Answer, Citation
from assistant.phrasing import (
    ABSTAINED,
    FROM_PICTURE,
    citation_verdict,
    document_date,
    document_title,
    long_date,
    made_by,
    marks,
    place,
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
_CHECK = "正式な文書に使う前に、引用元の資料を確かめてください。"
_COLUMNS = (("番号", 1.2), ("資料", 4.6), ("箇所", 1.8), ("引用", 6.9), ("確認", 2.5))  # widths in cm, 17 in all


def to_docx(answer: Answer, today: date | None = None) -> bytes:
    """`answer` as an A4 Word file: question, answer with numbered citations, sources with quotes and verdicts.

    `today` is written on it as the day of making, where given. Characters that XML cannot hold are left out.
    """
    import docx

    word = docx.Document()
    _set_up(word)
    _add(word, "しるべの回答", "Title")
    if today is not None:
        _add(word, f"作成日：{long_date(today)}")
    _add(word, "質問", "Heading 1")
    _add(word, answer.question)
    if answer.read_as.label:
        _add(word, f"質問の読み取り：{answer.read_as.label}")
    _add(word, "回答", "Heading 1")
    _add_answer(word, answer)
    if answer.citations:
        _add(word, "引用元の資料", "Heading 1")
        _add_sources(word, answer)
    _add(word, "この回答について", "Heading 1")
    _add(word, f"{made_by(answer)}{_CHECK}")
    saved = BytesIO()
    word.save(saved)
    return saved.getvalue()


def to_text(answer: Answer) -> str:
    """`answer` as plain text to be pasted into a mail: question, marked sentences, numbered sources."""
    lines = [f"質問：{answer.question}", "", "回答：", *_answer_lines(answer)]
    if answer.citations:
        lines += ["", "引用元："]
    for citation in answer.citations:
        lines.append(f"[{citation.number}] {place(citation)}（{citation.document.source}）")
        lines.append(f"　「{_one_line(citation)}」")
    return "\n".join([*lines, "", f"{made_by(answer)}{_CHECK}"])


def _answer_lines(answer: Answer) -> list[str]:
    return [*(f"{sentence.text}{marks(sentence.citations)}" for sentence in answer.sentences), *_around(answer)]


def _around(answer: Answer) -> list[str]:
    """What is said beside the sentences: that the papers do not say, what comes closest, what went wrong."""
    lines = [f"{ABSTAINED}。"] if answer.abstained else []
    if answer.abstained:
        lines += [f"近い箇所：{document_title(hit.document)}　{hit.passage.label}" for hit in answer.nearest]
    return [*lines, *([f"（{answer.notice}）"] if answer.notice else [])]


def _one_line(citation: Citation) -> str:
    return " ".join(citation.quote.split())


def _add_answer(word: Word, answer: Answer) -> None:
    for sentence in answer.sentences:
        paragraph = _add(word, sentence.text)
        paragraph.add_run(marks(sentence.citations)).font.superscript = True
        paragraph.add_run(f"（{verdict_words(sentence.verdict)}{_why(sentence.reason)}）").font.size = _points(9)
    for line in _around(answer):
        _add(word, line)


def _why(reason: str) -> str:
    return f"：{printable(reason)}" if reason else ""


def _add_sources(word: Word, answer: Answer) -> None:
    from docx.shared import Cm

    table = word.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (name, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _fill(cell, name, bold=True)
    _repeat_on_each_page(table.rows[0])
    for citation in answer.citations:
        for cell, text in zip(table.add_row().cells, _source_row(answer, citation), strict=True):
            _fill(cell, text)
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)  # LibreOffice reads it here, Word from the cells
        for cell in column.cells:
            cell.width = Cm(width)


def _source_row(answer: Answer, citation: Citation) -> tuple[str, ...]:
    document = citation.document
    named = "\n".join(filter(None, (document_title(document), document_date(document), f"（{document.source}）")))
    verdict = verdict_words(citation_verdict(answer, citation.number)) or "―"
    verdict += f"\n{FROM_PICTURE}" if citation.ocr else ""
    quote = citation.quote.replace("\t", " ｜ ")
    return str(citation.number), named, citation.label, quote, verdict


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(printable(text))
    run.font.size, run.bold = _points(9), bold


def _repeat_on_each_page(row: _Row) -> None:
    from docx.oxml.parser import OxmlElement

    # python-docx has no public word for a heading row
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _add(word: Word, text: str, style: str | None = None) -> Paragraph:
    return word.add_paragraph(printable(text), style)


def _set_up(word: Word) -> None:
    """A4 with 2 cm margins, and Japanese fonts by name: without w:eastAsia Word puts its own in their place."""
    from docx.shared import Cm

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, font, size in (
        ("Normal", BODY_FONT, 10.5),
        ("Title", HEADING_FONT, 18),
        ("Heading 1", HEADING_FONT, 12),
    ):
        _set_font(word, name, font, size)
    word.core_properties.title = "しるべの回答"
    word.core_properties.author = "しるべ"
    word.core_properties.comments = ""
    word.core_properties.language = "ja-JP"


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
