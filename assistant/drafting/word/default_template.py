"""The template that is used where a city gives none: minutes as Japanese city halls set them, on A4.

It is a .docx like any other, with the same placeholders, so that a person can take it as a start for an own one.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, cast

from assistant.drafting.layout import LISTED, Role
from assistant.drafting.word.endnotes import as_xml

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell

BODY_FONT, HEADING_FONT = "ＭＳ 明朝", "BIZ UDPゴシック"
# For machines without the first: what Word takes in its place.
_ALTERNATIVES = {BODY_FONT: ("游明朝", "roman"), HEADING_FONT: ("ＭＳ ゴシック", "modern")}
_TITLE, _SECTION, _CELL, _NOTE = "会議録題名", "会議録見出し", "会議録表", "会議録注記"
_HEAD = (("日　　時", "{{日時}}"), ("場　　所", "{{場所}}"), ("配布資料", "{{配布資料}}"))
_PRESENT = (("出　席", "{{出席者}}", "{{出席者数}}"), ("欠　席", "{{欠席者}}", "{{欠席者数}}"))
# What came of the meeting stands before what was said: who has little time reads as far as that.
_SECTIONS = (
    ("次第", "{{次第}}"),
    ("決定事項", "{{決定事項}}"),
    ("宿題", "{{宿題}}"),
    ("次回", "{{次回}}"),
    ("議事の要旨", "{{議事}}"),
)


def default_template() -> bytes:
    """The .docx."""
    import docx

    word = docx.Document()
    _set_page(word)
    _set_styles(word)
    word.add_paragraph("{{会議名}}　会議録（案）", _TITLE)
    _table(word, _HEAD, (2.6, 14.4))
    word.add_paragraph("出席者", _SECTION)
    _table(word, (("区分", "氏名", "人数"), *_PRESENT), (2.6, 11.4, 3.0), head=True)
    for title, placeholder in _SECTIONS:
        word.add_paragraph(title, _SECTION)
        word.add_paragraph(placeholder)
    word.add_paragraph("この会議録の作り方", _SECTION)
    word.add_paragraph("{{作成の注記}}", _NOTE)
    _number_pages(word)
    saved = BytesIO()
    word.save(saved)
    return saved.getvalue()


def _set_page(word: Word) -> None:
    from docx.shared import Cm

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    word.core_properties.title = word.core_properties.comments = ""
    word.core_properties.author = "しるべ"
    word.core_properties.language = "ja-JP"
    # Word breaks lines as Japanese does where the text is said to be Japanese, and shows no 互換モード from 15 on.
    _set(word.styles.element, "w:lang", "w:eastAsia", "ja-JP")
    _set(word.settings.element, "w:characterSpacingControl", "w:val", "compressPunctuation")
    _set(word.settings.element, "w:compatSetting", "w:val", "15")


def _set(root: BaseOxmlElement, tag: str, name: str, value: str) -> None:
    """That attribute of the first element with that tag."""
    from docx.oxml.ns import qn

    next(root.iter(qn(tag))).set(qn(name), value)


def _set_styles(word: Word) -> None:
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
    from docx.shared import Cm

    _style(word, "Normal", BODY_FONT, 10.5, line_spacing=1.15)
    _style(word, _TITLE, HEADING_FONT, 15, after=10).paragraph_format.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    section = _style(word, _SECTION, HEADING_FONT, 12, before=12, after=3)
    section.paragraph_format.keep_with_next = True
    _underline(section)
    item = _style(word, Role.ITEM.value, HEADING_FONT, 10.5, before=7, after=2)
    item.paragraph_format.keep_with_next = True
    said = _style(word, Role.SAID.value, BODY_FONT, 10.5, after=2, line_spacing=1.15).paragraph_format
    said.left_indent, said.first_line_indent = Cm(1.9), Cm(-1.4)
    said.tab_stops.add_tab_stop(Cm(1.9), WD_TAB_ALIGNMENT.LEFT)
    _style(word, _CELL, BODY_FONT, 10.5, before=2, after=2)
    _style(word, LISTED, BODY_FONT, 9)
    _style(word, _NOTE, BODY_FONT, 9, line_spacing=1.1)
    _name_alternatives(word)


def _style(
    word: Word, name: str, font: str, size: float, *, before: float = 0, after: float = 0, line_spacing: float = 1.0
) -> ParagraphStyle:
    """A paragraph style of that name. Without w:eastAsia, and with a theme's font, Word would put its own in place."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    there = name in [style.name for style in word.styles]
    made = word.styles[name] if there else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = cast("ParagraphStyle", made)
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line_spacing
    form.widow_control = True
    style.quick_style = True
    return style


def _underline(style: ParagraphStyle) -> None:
    """A thin line below the whole width."""
    from docx.oxml.ns import nsdecls, qn
    from docx.oxml.parser import parse_xml

    line = '<w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    style.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(borders)


def _name_alternatives(word: Word) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE as REL
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    fonts = as_xml(word, REL.FONT_TABLE)
    if fonts is not None:
        for name, (instead, family) in _ALTERNATIVES.items():
            fonts.append(
                parse_xml(
                    f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="80"/>'
                    f'<w:family w:val="{family}"/></w:font>'
                )
            )


def _table(word: Word, rows: Sequence[Sequence[str]], widths: Sequence[float], *, head: bool = False) -> None:
    """A table with its names on the left, and above where `head` says so, in ゴシック on grey."""
    from docx.shared import Cm

    table = word.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cell = table.rows[number].cells[column]
            cell.width = table.columns[column].width = Cm(widths[column])
            _fill(cell, text, name=column == 0 or (head and number == 0))


def _fill(cell: _Cell, text: str, *, name: bool) -> None:
    from docx.oxml.ns import nsdecls, qn
    from docx.oxml.parser import parse_xml

    paragraph = cell.paragraphs[0]
    paragraph.style = _CELL
    run = paragraph.add_run(text)
    if name:
        run.font.name = HEADING_FONT
        run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEADING_FONT)
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        cell._tc.get_or_add_tcPr().append(parse_xml(shade))  # noqa: SLF001  # python-docx has no word for shades


def _number_pages(word: Word) -> None:
    """－ 1 － below each page."""
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    paragraph.add_run("－ ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph.runs[-1].element.addnext(parse_xml(field))
    paragraph.add_run(" －")
