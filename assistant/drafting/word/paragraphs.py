"""Runs, paragraphs and tables of a draft as the XML of Word, in the look of the place that they fill."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Protocol, cast

from assistant.drafting.layout import LISTED, Grid, Piece, Role, Words
from assistant.drafting.trace import Record, mark
from assistant.printable import printable

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.table import CT_Tbl
    from docx.oxml.text.font import CT_RPr
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement

_INDENT = 840  # twips: four characters of 10.5 points, the column in which 問 and 答 stand
_TEXT_WIDTH = 9638  # twips: A4 with margins of 2 cm; the table fills what room there is, in these proportions
_TABLE = """<w:tbl {ns}><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders>
<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>
</w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>"""
_MARGINS = (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))  # twips
_ROW = "<w:tr {ns}><w:trPr><w:cantSplit/>{head}</w:trPr></w:tr>"
_CELL = '<w:tc {ns}><w:tcPr><w:tcW w:w="{width}" w:type="pct"/>{shade}</w:tcPr></w:tc>'
# What a template leaves below each paragraph of its text is too much in a row.
_IN_A_CELL = '<w:p {ns}><w:pPr>{keep}<w:spacing w:before="0" w:after="0"/></w:pPr></w:p>'
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


class Notes(Protocol):
    """Where traces are written."""

    def add(self, runs: Sequence[CT_R], trace: Sequence[str]) -> None:
        """Attach `trace` to what `runs`, one after another in a paragraph, say."""


class Writer:
    """Writes what a draft has to say. Without `notes` (in a header, in a text box) a trace has nowhere to stand."""

    def __init__(self, word: Word, record: Record, notes: Notes | None) -> None:
        from docx.enum.style import WD_STYLE_TYPE

        self._word, self._record, self._notes = word, record, notes
        self._styles = {style.name: style.style_id for style in word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}

    def piece(self, paragraph: CT_P, piece: Piece, look: CT_RPr | None) -> None:
        """At the end of `paragraph`: a text, or a line with its mark before it and its trace attached."""
        if isinstance(piece, str):
            self._run(paragraph, piece, look)
            return
        marked = mark(piece.line)
        runs = [self._run(paragraph, marked, look, highlight=True)] if marked else []
        runs.append(self._run(paragraph, piece.text, look))
        if self._notes is not None:
            self._notes.add(runs, self._record.trace(piece.line))

    def part(self, part: Words | Grid, model: CT_P, look: CT_RPr | None) -> CT_P | CT_Tbl:
        """A paragraph or table that looks like the paragraph `model`, or like the template's own style for it."""
        return self._paragraph(part, model, look) if isinstance(part, Words) else self._table(part, look)

    def _paragraph(self, words: Words, model: CT_P, look: CT_RPr | None) -> CT_P:
        paragraph = cast("CT_P", _parsed("<w:p {ns}/>"))
        if style := self._styles.get(words.role.value):
            paragraph.style, look = style, None
        else:
            self._look_like(paragraph, model, words.role)
        bold = words.role is Role.ITEM and not style
        if words.role is Role.SAID:
            self._run(paragraph, f"{words.label}\t", look, bold=True)
        for piece in words.pieces:
            if bold and isinstance(piece, str):
                self._run(paragraph, piece, look, bold=True)
            else:
                self.piece(paragraph, piece, look)
        return paragraph

    def _look_like(self, paragraph: CT_P, model: CT_P, role: Role) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt, Twips
        from docx.text.paragraph import Paragraph

        if model.pPr is not None:
            properties = deepcopy(model.pPr)
            for end_of_section in properties.findall(qn("w:sectPr")):
                properties.remove(end_of_section)
            paragraph.insert(0, properties)
        form = Paragraph(paragraph, self._word).paragraph_format
        if role is Role.ITEM:
            form.keep_with_next, form.space_before = True, Pt(6)
        if role is Role.SAID:
            form.left_indent, form.first_line_indent = Twips(_INDENT), Twips(-_INDENT)
            form.tab_stops.add_tab_stop(Twips(_INDENT))
            for in_characters in ("leftChars", "hangingChars", "firstLineChars"):
                # Counted in characters, an indent of the model's would win over this one.
                paragraph.get_or_add_pPr().get_or_add_ind().attrib.pop(qn(f"w:{in_characters}"), "")

    def _table(self, grid: Grid, look: CT_RPr | None) -> CT_Tbl:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
        margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _MARGINS)
        columns = "".join(f'<w:gridCol w:w="{_TEXT_WIDTH * share // 100}"/>' for share in grid.shares)
        table = cast("CT_Tbl", _parsed(_TABLE, borders=borders, margins=margins, columns=columns))
        style = self._styles.get(LISTED)
        look = None if style else look
        for pieces in (grid.head, *grid.rows):
            head = pieces is grid.head
            row = _parsed(_ROW, head="<w:tblHeader/>" if head else "")
            for piece, share in zip(pieces, grid.shares, strict=True):
                cell = _parsed(_CELL, width=share * 50, shade=_SHADE if head else "")
                paragraph = cast("CT_P", _parsed(_IN_A_CELL, keep="<w:keepNext/>" if head else ""))
                if style:
                    paragraph.style = style
                if isinstance(piece, str):
                    self._run(paragraph, piece, look, bold=head)
                else:
                    self.piece(paragraph, piece, look)
                cell.append(paragraph)
                row.append(cell)
            table.append(row)
        return table

    def _run(
        self, paragraph: CT_P, text: str, look: CT_RPr | None, *, bold: bool = False, highlight: bool = False
    ) -> CT_R:
        from docx.enum.text import WD_COLOR_INDEX
        from docx.text.run import Run

        made = paragraph.add_r()
        if look is not None:
            made.insert(0, deepcopy(look))
        run = Run(made, self._word)
        if bold:
            run.bold = True
        if highlight:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        run.text = printable(text)
        return made


def _parsed(xml: str, **parts: object) -> BaseOxmlElement:
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    return parse_xml(xml.format(ns=nsdecls("w"), **parts))
