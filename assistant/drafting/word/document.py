"""A draft as a Word file: the city's template filled, every line with its trace as a comment or an endnote."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, cast

from assistant.drafting.layout import Block, values
from assistant.drafting.trace import Record
from assistant.drafting.values import Draft, Transcript
from assistant.drafting.word.endnotes import Endnotes, as_xml
from assistant.drafting.word.errors import PlaceholderBroken
from assistant.drafting.word.paragraphs import Notes, Writer
from assistant.drafting.word.slots import Slots, render
from assistant.printable import printable

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.text.run import CT_R
    from lxml import etree

AUTHOR, INITIALS = "しるべ", "し"
NOTE = "作成の注記"


class Trace(StrEnum):
    """How the trace of each line goes along."""

    COMMENTS = "comments"
    ENDNOTES = "endnotes"
    NONE = "none"


class _Comments:
    """Word's own comments."""

    def __init__(self, word: Word) -> None:
        self._word = word

    def add(self, runs: Sequence[CT_R], trace: Sequence[str]) -> None:
        """A comment on `runs`, a paragraph for each text of `trace`."""
        from docx.text.run import Run

        text = printable("\n".join(trace))
        self._word.add_comment([Run(run, self._word) for run in runs], text, author=AUTHOR, initials=INITIALS)


def fill(draft: Draft, transcript: Transcript, template: bytes | None = None, trace: Trace = Trace.COMMENTS) -> bytes:
    """`draft` as .docx, in `template` as `template.read` gave it, else in the default one. Raises TemplateError.

    Where the template has no place for the note on how the draft was made, the note stands at the end. A placeholder
    that nobody knows says so in its place.
    """
    import docx

    from assistant.drafting.word.default_template import default_template

    said = values(draft, transcript)
    filled, slots = render(template if template is not None else default_template(), said)
    word = docx.Document(BytesIO(filled))
    record = Record(transcript)
    notes = _notes(word, trace)
    body = word.element.body
    _settle(body, slots, Writer(word, record, notes), Writer(word, record, None))
    if not slots.wrote(said[NOTE]):
        _append(word, cast("Block", said[NOTE]), Writer(word, record, notes))
    for root in _margins(word):
        bare = Writer(word, record, None)
        _settle(root, slots, bare, bare)
    _close_cells(body)
    word.core_properties.title = printable(draft.occasion.title)[:255]
    saved = BytesIO()
    word.save(saved)
    return saved.getvalue()


def _notes(word: Word, trace: Trace) -> Notes | None:
    if trace is Trace.COMMENTS:
        return _Comments(word)
    return Endnotes(word) if trace is Trace.ENDNOTES else None


def _margins(word: Word) -> list[etree._Element]:
    """Headers, footers and footnotes: what docxtpl fills beside the body."""
    from docx.opc.constants import RELATIONSHIP_TYPE as REL

    as_xml(word, REL.FOOTNOTES)
    kinds = (REL.HEADER, REL.FOOTER, REL.FOOTNOTES)
    return [rel.target_part.element for rel in word.part.rels.values() if rel.reltype in kinds and not rel.is_external]


def _settle(root: etree._Element, slots: Slots, writer: Writer, bare: Writer) -> None:
    """Put the values into the slots of one part; `bare` writes where no trace can stand. Raises PlaceholderBroken."""
    from docx.oxml.ns import qn

    blocks: dict[CT_P, list[etree._Element]] = {}
    for text in [text for text in root.iter(qn("w:t")) if text.text in slots]:
        in_box = next(text.iterancestors(qn("w:txbxContent")), None) is not None
        _fill_text(text, slots, bare if in_box else writer, blocks)
    for paragraph, parts in blocks.items():
        for part in reversed(parts):
            paragraph.addnext(part)
        if _is_hollow(paragraph):
            _remove(paragraph)
    for element in root.iter():
        _fill_attributes(element, slots)


def _fill_text(text: etree._Element, slots: Slots, writer: Writer, blocks: dict[CT_P, list[etree._Element]]) -> None:
    """The run around `text` becomes several: what was before it, each value in the look of the run, what was after."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run = cast("CT_R", text.getparent())
    paragraph = cast("CT_P", next(text.iterancestors(qn("w:p"))))
    look, written = run.rPr, cast("CT_P", OxmlElement("w:p"))
    after = list(text.itersiblings())
    for value in slots.fill(text.text or ""):
        if isinstance(value, Block):
            blocks.setdefault(paragraph, []).extend(writer.part(part, paragraph, look) for part in value.parts)
        else:
            writer.piece(written, value, look)
    if after:
        rest = written.add_r()
        rest.extend([*([deepcopy(look)] if look is not None else []), *after])
    for element in reversed(list(written)):
        run.addnext(element)
    run.remove(text)
    if all(element is look for element in run):
        _remove(run)


def _remove(element: etree._Element) -> None:
    around = element.getparent()
    assert around is not None
    around.remove(element)


def _is_hollow(paragraph: CT_P) -> bool:
    """Whether a paragraph held a placeholder and nothing else: no word, no picture, no end of a section."""
    from docx.oxml.ns import qn

    kept = {qn("w:pPr"), qn("w:proofErr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:r"), qn("w:rPr")}
    inner = [element for child in paragraph for element in (child, *(child if child.tag == qn("w:r") else ()))]
    words = "".join(element.text or "" for element in inner if element.tag == qn("w:t"))
    ends_section = paragraph.pPr is not None and paragraph.pPr.find(qn("w:sectPr")) is not None
    return not words.strip() and not ends_section and all(element.tag in kept | {qn("w:t")} for element in inner)


def _fill_attributes(element: etree._Element, slots: Slots) -> None:
    """A slot in an attribute (the words for a picture, a colour) takes text alone; anywhere else it cannot stand."""
    for name, attribute in element.attrib.items():
        if attribute in slots:
            words = (piece for piece in slots.fill(str(attribute)) if isinstance(piece, str))
            element.set(name, printable("".join(words)))
    if element.text in slots or element.tail in slots:
        raise PlaceholderBroken


def _append(word: Word, block: Block, writer: Writer) -> None:
    from docx.oxml.parser import OxmlElement

    plain = cast("CT_P", OxmlElement("w:p"))
    body = word.element.body
    for part in block.parts:
        element = writer.part(part, plain, None)
        body.append(element) if body.sectPr is None else body.sectPr.addprevious(element)


def _close_cells(body: etree._Element) -> None:
    """Word opens no file in which a cell of a table ends without a paragraph."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for cell in body.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))
