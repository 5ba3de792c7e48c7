"""PDF: text, boxes and title from PDFium, with pypdf as the second opinion on poor pages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, IngestError
from ingest.model import BlockKind, Page, PageState, Problem, Reading
from ingest.readers.composing import WIDTHLESS, Composer
from ingest.readers.pdf_objects import Objects, address, bare, objects
from ingest.readers.pdf_rules import rules, to_page
from ingest.readers.pdf_second import SecondReader
from ingest.readers.pdf_unseen import TOLD, unseen
from ingest.readers.recognised import Recognised, glyphs_of
from ingest.structure.furniture import running_head, without_furniture
from ingest.structure.glyphs import Boxes, Glyphs, is_vertical, turned
from ingest.structure.legible import Legibility, legibility
from ingest.structure.lines import Line, columns, lines
from ingest.structure.paragraphs import biggest_line, page_of
from ingest.structure.ruled import Rule, tables, turned_rules
from ingest.structure.table_rows import table_rows

# A page with fewer characters than this is looked at as a picture: is there ink that gave no text?
_FEW = 20
_INVENTED = " \n-\u00ad\ufffe\u2010"
_INK = 0.0005
_NAMELESS = "\ufffd"
_FAR = 1e6  # points
_LOOKS = 40  # characters whose direction is looked at
WAITS = "文字認識をかけるまで検索の対象になりません。"
_FROM_PICTURE = "画像から文字認識で読み取ったページが{}ページあります。数字などは元のページで確かめてください。"
_NOTHING_SEEN = "文字認識をかけましたが、読める文字が見つかりませんでした。"
# No one sees these: controls, a soft hyphen at the end of a line (PDFium gives 2), noncharacters.
_UNSEEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\ud800-\udfff\ufeff\ufffe\uffff{WIDTHLESS}]")


# Programs leave their own name or the file's there: "Microsoft Word - 01.docx", "untitled", "スライド 1".
_NO_TITLE = re.compile(
    r" - |\.\w{1,5}$|^(untitled|無題|名称未設定|document|presentation|book|slide|スライド|文書|PowerPoint|Microsoft)"
    r"[\s\d]*(プレゼンテーション)?$",
    re.IGNORECASE,
)


def read(path: Path, recognised: Sequence[Recognised] = ()) -> Reading:
    """The pages of a PDF. Raises `EncryptedFile`, `EmptyFile` or `BrokenFile` where there is nothing to read.

    `recognised` are pages whose characters were recognised in a picture; they stand in place of the file's own.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise _why_closed(path, error.err_code) from error
    if count == 0:
        raise EmptyFile("ページが1枚もないPDFです。")
    second = SecondReader(path)
    with document:
        seen = {page.page - 1: page for page in recognised}
        drawn = [
            (glyphs_of(seen[index]), [], 0) if index in seen else _drawn(document, index) for index in range(count)
        ]
        raw = [page[0] if page else None for page in drawn]
        laid = [_lay_out(*page[:2]) if page else [] for page in drawn]
        bodies, furniture = without_furniture(laid, [g.height if g else 0.0 for g in raw])
        pages, problems = [], []
        for index, glyphs in enumerate(raw):
            body = bodies[index], bodies[index + 1] if index + 1 < count else []
            if index in seen and glyphs:
                page, problem = _recognised(seen[index], glyphs, *body, furniture[index])
            else:
                page, problem = _page(document, second, index, glyphs, *body, furniture[index])
            pages.append(page)
            problems.extend(problem)
        if hidden := [page[2] for page in drawn if page and page[2]]:
            problems.insert(0, Problem(TOLD.format(sum(hidden), len(hidden))))
        if count_seen := sum(page.ocr and page.state is PageState.TEXT for page in pages):
            problems.insert(0, Problem(_FROM_PICTURE.format(count_seen)))
        shown = biggest_line(bodies[0]) if pages[0].state is PageState.TEXT else ""
        title = shown or _own_title(document) or running_head(furniture[0])
    return Reading("pdf", tuple(pages), title, tuple(problems))


def _why_closed(path: Path, code: int | None) -> IngestError:
    """PDFium would not open it: it asks for a password, there is nothing in it, or it is broken."""
    import pypdfium2.raw as c

    if path.stat().st_size == 0:
        return EmptyFile()
    return EncryptedFile() if code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY) else BrokenFile()


def _drawn(document: Any, index: int) -> tuple[Glyphs, list[Rule], int] | None:
    """The characters that are seen and the rules of one page, and how many are not seen.

    None where PDFium cannot load the page.
    """
    import pypdfium2

    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        return None
    handle = address(text_page.raw)
    count = bare("FPDFText_CountChars")(handle)
    rectangles = np.zeros((count, 4), dtype=np.float32)  # left, top, right, bottom
    box_of, at, step = bare("FPDFText_GetLooseCharBox"), rectangles.ctypes.data, rectangles.strides[0]
    for i in range(count):
        box_of(handle, i, at + i * step)
    numbers, characters = _characters(handle, count)
    # Only spaces and hyphens at line ends are ever invented.
    is_generated = bare("FPDFText_IsGenerated")
    invented = [
        character in _INVENTED and is_generated(handle, i) == 1
        for i, character in zip(numbers, characters, strict=True)
    ]
    placed = _as_shown(page, rectangles[numbers], width, height)
    quarters = (page.get_rotation() // 90 + _quarters(handle, count)) % 4
    drawn = objects(page) if characters else Objects()
    hidden = unseen(page, text_page, drawn, numbers, placed, (width, height))
    if hidden.any():
        hidden &= np.array([not character.isspace() for character in characters], dtype=bool)
        seen = np.flatnonzero(~hidden)
        characters, placed = [characters[n] for n in seen], placed[seen]
        invented = [invented[n] for n in seen]
    unseen_letters = int(hidden.sum())
    glyphs = Glyphs("".join(characters), placed, np.array(invented, dtype=bool), width, height, quarters)
    found = rules(page, drawn, width, height) if len(characters) >= _FEW else []
    text_page.close()
    page.close()
    return glyphs, found, unseen_letters


def _quarters(handle: int, count: int) -> int:
    """How many quarter turns clockwise most letters of a page stand at in page space."""
    angle_of = bare("FPDFText_GetCharAngle")
    looked = (angle_of(handle, i) for i in range(0, count, max(1, count // _LOOKS)))
    turns = Counter(round(angle / math.pi * 2) % 4 for angle in looked if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _characters(handle: int, count: int) -> tuple[list[int], list[str]]:
    """Numbers and characters of the glyphs that are seen."""
    code_of = bare("FPDFText_GetUnicode")
    numbers: list[int] = []
    characters: list[str] = []
    high = 0
    for i in range(count):
        code = code_of(handle, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if character := _seen(code):
            numbers.append(i)
            characters.append(character)
    return numbers, characters


@lru_cache(maxsize=10_000)
def _seen(code: int) -> str:
    """The character of a code, U+FFFD for one that the file's fonts do not name; empty for what no one sees."""
    character = chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else _NAMELESS
    return _UNSEEN.sub("", character)


def _as_shown(page: Any, boxes: Boxes, width: float, height: float) -> Boxes:
    """Boxes from page space to points on the page as shown."""
    matrix, origin = to_page(page, width, height)
    # A broken page may name places beyond all numbers.
    boxes = np.clip(np.nan_to_num(boxes, posinf=0, neginf=0), -_FAR, _FAR)
    first = boxes[:, [0, 1]] @ matrix + origin
    second = boxes[:, [2, 3]] @ matrix + origin
    placed: Boxes = np.concatenate([np.minimum(first, second), np.maximum(first, second)], axis=1, dtype=np.float32)
    return placed


def _lay_out(glyphs: Glyphs, drawn: list[Rule]) -> list[Line]:
    """The lines of a page in reading order, rows of ruled tables among them."""
    ruled = turned_rules(drawn, glyphs.quarters, glyphs.width, glyphs.height)
    glyphs = turned(glyphs, glyphs.quarters)
    if is_vertical(glyphs):
        return columns(turned(glyphs, 1))
    found = tables(ruled, glyphs)
    if not found:
        return lines(glyphs)
    inside = frozenset[int]().union(*(table.glyphs for table in found))
    outside = lines(glyphs, [i for i in range(len(glyphs.text)) if i not in inside])
    placed = [(min(table.glyphs), table_rows(table)) for table in found]
    placed += [(min(i for i in line.glyphs if i >= 0), [line]) for line in outside]
    # The order of drawing is the order of reading; a table stands where its first character was drawn.
    return [line for _, group in _stable(placed, outside) for line in group]


def _stable(placed: list[tuple[int, list[Line]]], outside: list[Line]) -> list[tuple[int, list[Line]]]:
    """Tables set in among the lines before the first line drawn after them; the lines keep their own order."""
    number_of_tables = len(placed) - len(outside)
    ordered = placed[number_of_tables:]
    for first, group in sorted(placed[:number_of_tables], key=lambda pair: pair[0]):
        at = next((n for n, (start, _) in enumerate(ordered) if start > first), len(ordered))
        ordered.insert(at, (first, group))
    return ordered


def _page(
    document: Any,
    second: SecondReader,
    index: int,
    glyphs: Glyphs | None,
    body: list[Line],
    following: list[Line],
    furniture: tuple[str, ...],
) -> tuple[Page, list[Problem]]:
    number = index + 1
    label = f"p.{number}"
    if glyphs is None:
        problem = Problem("このページは壊れていて開けません。", number)
        return Page(number, label, "", (), state=PageState.POOR), [problem]
    written = "".join(line.text for line in body)
    if len(written.strip()) < _FEW and not written.strip():
        if furniture and not _has_ink(document, index):
            return Page(number, label, "", (), state=PageState.EMPTY, furniture=furniture), []
        return _without_text(document, index, furniture)
    if legibility(written) is Legibility.GARBLED:
        return _second_opinion(second, index, furniture)
    page = page_of(number, label, body, glyphs, following)
    problems = []
    if len(written) < _FEW and _has_ink(document, index, much=True):
        problems.append(Problem("文字がほとんど取り出せません。図や画像の中の文字は検索の対象になりません。", number))
    return Page(page.number, page.label, page.text, page.blocks, page.boxes, PageState.TEXT, furniture), problems


def _recognised(
    seen: Recognised, glyphs: Glyphs, body: list[Line], following: list[Line], furniture: tuple[str, ...]
) -> tuple[Page, list[Problem]]:
    """A page as it was recognised in a picture; one that gave no characters still waits, and says why."""
    label = f"p.{seen.page}"
    if body:
        page = replace(page_of(seen.page, label, body, glyphs, following), furniture=furniture, ocr=True)
        return page, []
    page = Page(seen.page, label, "", (), state=PageState.NO_TEXT, furniture=furniture, ocr=True)
    return page, [Problem(seen.trouble or _NOTHING_SEEN, seen.page)]


def _without_text(document: Any, index: int, furniture: tuple[str, ...]) -> tuple[Page, list[Problem]]:
    number = index + 1
    if not _has_ink(document, index):
        return Page(number, f"p.{number}", "", (), state=PageState.EMPTY, furniture=furniture), []
    problem = Problem(f"文字のデータがないページ（画像など）です。{WAITS}", number)
    return Page(number, f"p.{number}", "", (), state=PageState.NO_TEXT, furniture=furniture), [problem]


def _has_ink(document: Any, index: int, *, much: bool = False) -> bool:
    """Whether anything is printed, by rendering the page at 36 dpi (a few milliseconds)."""
    import pypdfium2

    try:
        picture = document[index].render(scale=0.5, grayscale=True).to_numpy()
    except pypdfium2.PdfiumError:
        return False
    return bool((picture < 200).mean() > (0.05 if much else _INK))


def _second_opinion(second: SecondReader, index: int, furniture: tuple[str, ...]) -> tuple[Page, list[Problem]]:
    """pypdf's text of a page that PDFium read badly, without boxes; a page that stays poor is reported and left out."""
    number = index + 1
    text = second.text(index)
    if text.strip() and legibility(text) is Legibility.GOOD:
        composer = Composer()
        for line in text.splitlines():
            composer.add(BlockKind.PARAGRAPH, line.strip())
        return composer.page(number, f"p.{number}", furniture=furniture), []
    problem = Problem(f"文字化けしているページです。元のアプリでPDFを作り直すと読めることがあります。{WAITS}", number)
    return Page(number, f"p.{number}", "", (), state=PageState.POOR, furniture=furniture), [problem]


def _own_title(document: Any) -> str:
    """What the file says of itself."""
    try:
        title = _UNSEEN.sub("", document.get_metadata_value("Title")).strip()
    except UnicodeDecodeError:
        return ""
    if _NO_TITLE.search(title) or legibility(title) is not Legibility.GOOD:
        return ""
    return title
