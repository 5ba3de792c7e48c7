"""What Word, PowerPoint and Excel files have in common: XML parts in a zip, and a title among their properties."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BrokenFile
from ingest.readers.titles import real_title
from ingest.readers.zipguard import ZIP_ERRORS

if TYPE_CHECKING:
    from lxml import etree

# Word can save with the namespaces of the ISO standard instead of its own.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def parse(xml: bytes) -> etree._Element:
    """The root of an XML part: no entities, no DTD, nothing from outside. Raises BrokenFile."""
    from lxml import etree

    xml = xml.replace(_STRICT, _USUAL)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as cause:
        raise BrokenFile from cause


def part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of the part of that name; None where the file has none. Raises BrokenFile."""
    try:
        return parse(archive.read(name)) if name in archive.namelist() else None
    except ZIP_ERRORS as cause:
        raise BrokenFile from cause


def core_title(path: Path) -> str:
    """The title that the file's properties give, where a person wrote it; else an empty string."""
    try:
        with zipfile.ZipFile(path) as archive:
            properties = part(archive, "docProps/core.xml")
    except BrokenFile:
        # Properties nobody can read are no reason to refuse the paper itself.
        return ""
    title = properties.find(_TITLE) if properties is not None else None
    return real_title(title.text) if title is not None else ""
