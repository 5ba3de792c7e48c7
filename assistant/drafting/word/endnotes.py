"""Endnotes in a Word file: python-docx has comments, but no endnotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from assistant.printable import printable

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.opc.part import XmlPart
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement
    from lxml import etree

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
# Word wants the lines between text and notes as notes of their own, named in the settings.
_EMPTY = """<w:endnotes {ns}>
<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>
<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>
</w:endnotes>"""
_SETTINGS = """<w:endnotePr {ns}><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>"""
# In the settings these come after endnotePr; the order is fixed.
_AFTER = (
    "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip
# By the names that every language of Word uses inside; a template has its own ids for them.
_STYLES = {
    "endnote text": """<w:style {ns} w:type="paragraph" w:styleId="ShirubeEndnoteText"><w:name w:val="endnote text"/>
<w:basedOn w:val="{normal}"/><w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr>
<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>""",
    "endnote reference": """<w:style {ns} w:type="character" w:styleId="ShirubeEndnoteReference">
<w:name w:val="endnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>""",
}


class Endnotes:
    """The endnotes of one Word file; those that a template has of its own stay."""

    def __init__(self, word: Word) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE as REL
        from docx.oxml.ns import qn

        there = as_xml(word, REL.ENDNOTES)
        self._root = _new_part(word) if there is None else there
        self._last = max([0, *(int(note.get(qn("w:id"), "0")) for note in self._root)])
        _number_plainly(word)
        self._text, self._reference = (_style(word, name) for name in _STYLES)

    def add(self, runs: Sequence[CT_R], trace: Sequence[str]) -> None:
        """A note after the last of `runs`, with all of `trace` in its one paragraph."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        self._last += 1
        number = {qn("w:id"): str(self._last)}
        note, paragraph = OxmlElement("w:endnote", number), cast("CT_P", OxmlElement("w:p"))
        note.append(paragraph)
        paragraph.style = self._text
        self._sign(paragraph.add_r(), OxmlElement("w:endnoteRef"))
        paragraph.add_r().text = printable(" " + "　".join(trace))
        self._root.append(note)
        reference = cast("CT_R", OxmlElement("w:r"))
        self._sign(reference, OxmlElement("w:endnoteReference", number))
        runs[-1].addnext(reference)

    def _sign(self, run: CT_R, sign: etree._Element) -> None:
        run.style = self._reference
        run.append(sign)


def as_xml(word: Word, kind: str) -> BaseOxmlElement | None:
    """The root of the part of that relationship; what is changed in it is saved. None where there is no such part.

    python-docx keeps notes as bytes, so the part is put in anew as one whose XML it writes.
    """
    from docx.opc.part import XmlPart

    related = next((rel for rel in word.part.rels.values() if rel.reltype == kind and not rel.is_external), None)
    if related is None:
        return None
    old = related.target_part
    if isinstance(old, XmlPart):
        return _root(old)
    new = XmlPart.load(old.partname, old.content_type, old.blob, old.package)
    for rel in old.rels.values():
        new.load_rel(rel.reltype, rel.target_ref if rel.is_external else rel.target_part, rel.rId, rel.is_external)
    del word.part.rels[related.rId]  # nothing in the text names it
    word.part.relate_to(new, kind)
    return _root(new)


def _root(part: XmlPart) -> BaseOxmlElement:
    return part.element  # type: ignore[no-any-return]  # typed for some kinds of part alone


def _new_part(word: Word) -> BaseOxmlElement:
    from docx.opc.constants import RELATIONSHIP_TYPE as REL
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    root = parse_xml(_EMPTY.format(ns=nsdecls("w")).replace("\n", ""))
    part: XmlPart = XmlPart(PackURI("/word/endnotes.xml"), _TYPE, root, word.part.package)
    word.part.relate_to(part, REL.ENDNOTES)
    return root


def _number_plainly(word: Word) -> None:
    """1, 2, 3: without a word on it endnotes are numbered i, ii, iii. Word reads the settings, LibreOffice sections."""
    from docx.oxml.ns import nsdecls, qn
    from docx.oxml.parser import parse_xml

    settings = word.settings.element
    if settings.find(qn("w:endnotePr")) is None:
        names = {qn(f"w:{name}") for name in _AFTER} | {qn("m:mathPr")}
        later = next((element for element in settings if element.tag in names), None)
        properties = parse_xml(_SETTINGS.format(ns=nsdecls("w")))
        settings.append(properties) if later is None else later.addprevious(properties)
    for place in (settings, *(section._sectPr for section in word.sections)):  # noqa: SLF001
        properties = place.find(qn("w:endnotePr"))
        if properties is None:
            properties = parse_xml(f"<w:endnotePr {nsdecls('w')}/>")
            _put_first(place, properties, "w:headerReference", "w:footerReference", "w:footnotePr")
        if properties.find(qn("w:numFmt")) is None:
            _put_first(properties, parse_xml(f'<w:numFmt {nsdecls("w")} w:val="decimal"/>'), "w:pos")


def _put_first(place: etree._Element, element: etree._Element, *after: str) -> None:
    """As the first child of `place`, except for those named in `after`."""
    from docx.oxml.ns import qn

    before = [child for child in place if child.tag in {qn(name) for name in after}]
    place.insert(place.index(before[-1]) + 1 if before else 0, element)


def _style(word: Word, name: str) -> str:
    """The id of the built-in style of that name; it is added where the file does not have it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    found = [style.style_id for style in word.styles if style.name == name]
    if not found:
        normal = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        xml = _STYLES[name].format(ns=nsdecls("w"), normal=normal.style_id if normal is not None else "Normal")
        word.styles.element.append(parse_xml(xml))
        found = [style.style_id for style in word.styles if style.name == name]
    return str(found[0])
