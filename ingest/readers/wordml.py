"""The words in WordprocessingML: what a reader of the printed page sees, in order.

Deleted and moved-away text is out, inserted text is in, fields show their result, ruby shows its base, and a text box
comes after the paragraph that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_TEXTS = (f"{W}t", f"{_MATH}t")
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_UNSEEN = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "delInstrText", "rt", "txbxContent", "object")
} | {f"{_MC}Fallback"}
_READABLE = 6  # half points
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these names, also those inside content controls and insertions."""
    wanted = {f"{W}{name}" for name in names}
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            stack.extend(reversed(child))


def words(paragraph: etree._Element) -> str:
    """The text of a paragraph, without what is hidden, deleted, or in a text box of its own."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _TEXTS:
            pieces.append(element.text or "")
        elif element.tag in _SIGNS:
            # A page break is no part of a sentence.
            pieces.append("" if element.get(f"{W}type") in ("page", "column") else _SIGNS[element.tag])
        elif element.tag not in _UNSEEN and not (element.tag == f"{W}r" and is_hidden(element)):
            stack.extend(reversed(element))
    return "".join(pieces)


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once: Word keeps an old copy of each for old readers."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}txbxContent":
            yield element
        elif element.tag != f"{_MC}Fallback":
            stack.extend(reversed(element))


def has_picture(element: etree._Element) -> bool:
    """Whether a drawing or picture stands in `element`."""
    return next(element.iter(f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None


def value(element: etree._Element | None, path: str) -> str | None:
    """The w:val of the first element at `path` (names parted by /), None where there is none."""
    for name in path.split("/"):
        element = element.find(f"{W}{name}") if element is not None else None
    return element.get(f"{W}val", "") if element is not None else None


def number(text: str | None, default: int) -> int:
    """`text` as a number, `default` where it is none or absurd; files say anything."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default


def hidden_letters(body: etree._Element) -> int:
    """How many letters of a document nobody sees."""
    hidden = (run for run in body.iter(f"{W}r") if is_hidden(run))
    return sum(len("".join((element.text or "").split())) for run in hidden for element in run.iter(*_TEXTS))


def is_hidden(run: etree._Element) -> bool:
    """Whether a run is set as hidden, too small to be read, or white on white.

    In tables and text boxes white stays: their ground may come from a style.
    """
    settings = run.find(f"{W}rPr")
    if settings is None:
        return False
    if value(settings, "vanish") in ("", "1", "true", "on"):
        return True
    if number(value(settings, "sz"), _READABLE) < _READABLE:
        return True
    if (value(settings, "color") or "").upper() != "FFFFFF":
        return False
    grounds = ("shd", "highlight", "effect")
    paragraph = next(run.iterancestors(f"{W}p"), None)
    shaded = any(settings.find(f"{W}{name}") is not None for name in grounds) or (
        paragraph is not None and paragraph.find(f"{W}pPr/{W}shd") is not None
    )
    return not shaded and next(run.iterancestors(f"{W}tbl", f"{W}txbxContent"), None) is None
