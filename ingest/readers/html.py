"""HTML: what a reader of the page sees, without scripts, navigation and what is hidden. Nothing is fetched."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BrokenFile, EmptyFile, HostileFile
from ingest.model import BlockKind, Problem, Reading
from ingest.readers.composing import BODY, Composer, clean, one_line
from ingest.readers.encoding import decode
from ingest.readers.titles import real_title
from ingest.structure.grid import Grid, Merge, lay

if TYPE_CHECKING:
    from lxml import etree

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]*?encoding=[\"']([\w.-]+)", re.IGNORECASE
)
_JAPANESE = {"shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "shift-jis": "cp932"}
_LEFT_OUT = {
    "script", "style", "nav", "template", "noscript", "head", "iframe", "object", "svg", "select", "button", "rt", "rp",
    "textarea", "audio", "video", "canvas", "map", "datalist", "dialog",
}  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$)",
    re.IGNORECASE,
)
_BLOCKS = {
    "p", "div", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header", "footer",
    "ul", "ol", "dl", "table", "tr", "td", "th", "caption", "blockquote", "pre", "figure", "figcaption", "address",
    "form", "fieldset", "legend", "body", "hr", "center", "aside", "details", "summary", "thead", "tbody", "tfoot",
}  # fmt: skip
_ITEMS = {"li", "dd"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_CJK_BREAK = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_BREAK = "\x00"  # <br>, until the white space of the source is gone
_WIDEST = 256  # columns of a table
_MOST_LOST = 1 / 500  # of the characters
_TALLEST = 65_534  # what HTML allows a rowspan to be


def read(path: Path) -> Reading:
    """The headings, paragraphs, items and tables of a page. Raises EmptyFile or BrokenFile."""
    text, lost = _decoded(path.read_bytes())
    if not text.strip():
        raise EmptyFile
    root = _parse(text)
    walk = _Walk()
    walk.over(root)
    if not walk.composer:
        raise EmptyFile
    named = root.find(".//title")
    title = real_title(named.text) if named is not None else ""
    problems = (Problem(f"文字コードの誤りのため、{lost}文字を読めませんでした。"),) if lost else ()
    return Reading("html", (walk.composer.page(None, BODY),), title or walk.first_heading, problems)


def _decoded(raw: bytes) -> tuple[str, int]:
    """The text of a page and how many of its characters are lost; pages put together from pieces have a few."""
    declared = _declared(raw)
    try:
        return clean(decode(raw, declared)), 0
    except BrokenFile:
        text = raw.decode(declared or "utf-8", "replace")
        lost = text.count("\ufffd")
        if lost > _MOST_LOST * len(text):
            raise
        return clean(text), lost


def _declared(raw: bytes) -> str | None:
    """The encoding that the page names, in the name Python knows it by."""
    found = _CHARSET.search(raw[:4096])
    name = (found[1] or found[2]).decode("ascii").lower() if found is not None else ""
    try:
        return codecs.lookup(_JAPANESE.get(name, name)).name if name else None
    except LookupError:
        return None


def _parse(text: str) -> etree._Element:
    from lxml import etree, html

    # The words are decoded already; a declaration in them must not be obeyed a second time.
    # huge_tree: pages that never close a <font> nest deeper than the 256 elements allowed without it.
    parser = html.HTMLParser(no_network=True, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError as cause:  # the parser mends everything but a page without an element
        raise EmptyFile from cause
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise HostileFile  # the parser gave up, and what comes after is lost
    return root


@dataclass(slots=True)
class _Walk:
    """The page so far, and the words of the block that is being read."""

    composer: Composer = field(default_factory=lambda: Composer(by_heading=True))
    words: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)  # headings and items that are open
    first_heading: str = ""

    def over(self, root: etree._Element) -> None:
        """Read the whole page."""
        from lxml import etree

        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start" and self.enter(element):
                events.skip_subtree()
            elif event == "end":
                self.leave(element)

    def enter(self, element: etree._Element) -> bool:
        """Begin an element; whether it is done with already."""
        name = _name(element)
        if name in _LEFT_OUT or _is_hidden(element):
            return True
        if name in _BLOCKS:
            self.flush()
        if name == "table" and _is_table(element):
            _lay_table(element, self.composer)
            return True
        if name in _ITEMS or _is_heading(name):
            self.inside.append(name)
        self.words.append(_BREAK if name == "br" else _spaced(element.text))
        return False

    def leave(self, element: etree._Element) -> None:
        name = _name(element)
        if name in _BLOCKS:
            self.flush()
            if self.inside and self.inside[-1] == name:
                self.inside.pop()
        self.words.append(_spaced(element.tail))

    def flush(self) -> None:
        """End the block that is being read."""
        text = _text("".join(self.words))
        self.words.clear()
        innermost = self.inside[-1] if self.inside else ""
        if not text:
            return
        if _is_heading(innermost):
            text = one_line(text)
            self.first_heading = self.first_heading or text
            self.composer.add(BlockKind.HEADING, text, level=int(innermost[1]))
        else:
            self.composer.add(BlockKind.ITEM if innermost in _ITEMS else BlockKind.PARAGRAPH, text)


def _name(element: etree._Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _is_heading(name: str) -> bool:
    return len(name) == 2 and name[0] == "h" and name[1] in "123456"


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _spaced(text: str | None) -> str:
    """`text` with each run of white space as one space, or one line break where it holds one."""
    return _SPACE.sub(lambda run: "\n" if "\n" in run[0] else " ", text) if text else ""


def _text(words: str) -> str:
    """Words as the browser shows them: white space is one space, none where source lines of Japanese were broken."""
    words = _CJK_BREAK.sub("", words)
    lines = (" ".join(line.replace("\n", " ").split(" ")).strip() for line in words.split(_BREAK))
    return "\n".join(re.sub(" {2,}", " ", line) for line in lines if line)


def _is_table(table: etree._Element) -> bool:
    """Whether it holds a table of values; older pages use tables to place whole sections."""
    if next(table.iterdescendants("table", "h1", "h2", "h3", "h4", "form"), None) is not None:
        return False
    return any(len(row.findall("td")) + len(row.findall("th")) > 1 for row in table.iter("tr"))


def _lay_table(table: etree._Element, composer: Composer) -> None:
    for caption in table.findall("caption"):
        composer.add(BlockKind.PARAGRAPH, _cell_text(caption))
    rows: list[list[str]] = []
    merges: list[Merge] = []
    taken: dict[int, int] = {}  # by column, the last row that a cell from above reaches
    header: int | None = None
    for r, row in enumerate(row for row in table.iter("tr") if not _is_hidden(row)):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if header is None and len(cells) > 1 and all(cell.tag == "th" for cell in cells):
            header = r
        rows.append(_row(r, cells, merges, taken))
    lay(Grid(rows, tuple(merges)), composer, header=header)


def _row(r: int, cells: list[etree._Element], merges: list[Merge], taken: dict[int, int]) -> list[str]:
    shown: list[str] = []
    column = 0
    for cell in cells:
        while taken.get(column, -1) >= r:
            column += 1
        wide, tall = _span(cell.get("colspan"), _WIDEST), _span(cell.get("rowspan"), _TALLEST)
        if column + wide > _WIDEST:
            wide, tall = 1, 1  # beyond any real table: the words are kept, their place is not
        if wide > 1 or tall > 1:
            merges.append(Merge(r, column, r + tall - 1, column + wide - 1))
            taken.update(dict.fromkeys(range(column, column + wide), r + tall - 1))
        shown += [""] * (column - len(shown)) + [_cell_text(cell)]
        column += wide
    return shown


def _span(text: str | None, most: int) -> int:
    return min(int(text), most) or 1 if text is not None and text.isdecimal() and len(text) < 8 else 1


def _cell_text(cell: etree._Element) -> str:
    from lxml import etree

    words: list[str] = []
    events = etree.iterwalk(cell, events=("start", "end"))
    for event, element in events:
        name = _name(element)
        if event == "start":
            if name in _LEFT_OUT or _is_hidden(element):
                events.skip_subtree()
            else:
                words += [_BREAK if name == "br" or name in _BLOCKS else "", _spaced(element.text)]
        elif element is not cell:
            words += [_BREAK if name in _BLOCKS else "", _spaced(element.tail)]
    return one_line(_text("".join(words)))
