"""Plain text: a block a line, as most Japanese text files have a paragraph a line.

Lines parted by tabs are the rows of a table. Marks of Markdown, which converters of papers leave in text files, are
taken out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from unicodedata import east_asian_width

from ingest.errors import EmptyFile
from ingest.model import Block, BlockKind, Page, Reading
from ingest.readers.composing import BODY, clean
from ingest.readers.encoding import decode
from ingest.readers.headings import is_item, levels
from ingest.readers.markdown import without_marks
from ingest.structure.grid import Grid, indexed

_SPACES = " \t　"
_SENTENCE_ENDS = "。．！？!?」）)"
_NEW_LINE_BEGINS = re.compile(r"[\s　・•○◯●■◆□◇※【〇]|[（(]?[0-9０-９①-⑳]|第[0-9０-９一二三四五六七八九十]")
_MARKED = re.compile(r"\*\*(?=\S)[^*\n]{1,300}(?<=\S)\*\*|</?(?:u|b|strong|em)>")
_MARKS = 3  # marks of Markdown that a text has at least which was written in it
_DASHED = re.compile(r"[ ]{0,8}[-*] +(?=\S)")  # before the paper's own mark, as often as not
_NAMES_A_LIST = re.compile(r"[^。、:：\t]{1,40}(?<![はがをにでともへすたいてくうつぬむぶぐるけ])")
_OF_A_LIST = 3  # level of the heading that a list has without a number of its own
_ROWS = 3  # lines parted by tabs that make a table
_WIDEST = 110  # half-width columns; no mail or word processor wraps wider
_NARROWEST = 50


def read(path: Path) -> Reading:
    """The lines of a text file. Raises EmptyFile, or BrokenFile where no encoding fits."""
    text = clean(decode(path.read_bytes()))
    if not text.strip():
        raise EmptyFile
    unmarked, listed = _unmarked(text.split("\n"))
    lines = _joined(unmarked)
    text = "\n".join(lines).rstrip() + "\n"
    return Reading("txt", (Page(None, BODY, text, _blocks(lines, listed)),), _title(lines))


def _unmarked(lines: list[str]) -> tuple[list[str], frozenset[str]]:
    """`lines` without the marks of Markdown, where there are some; and those that are entries of a list by them."""
    if sum(len(_MARKED.findall(line)) for line in lines) < _MARKS:
        return lines, frozenset()
    bare = [without_marks(_DASHED.sub("", line, count=1) if _DASHED.match(line) else line) for line in lines]
    dashed = (one for one, line in zip(bare, lines, strict=True) if _DASHED.match(line))
    return bare, frozenset(one.strip(_SPACES) for one in dashed)


def _blocks(lines: list[str], listed: frozenset[str]) -> tuple[Block, ...]:
    places: list[tuple[str, int, int]] = []
    at = 0
    for n, line in enumerate(lines):
        stripped = line.strip(_SPACES)
        if stripped:
            places.append((stripped, at + line.index(stripped[0]), n))
        at += len(line) + 1
    rows = _rows(lines)
    blocks: list[Block] = []
    for (line, start, n), level in zip(places, levels([line for line, _, _ in places]), strict=True):
        block = Block(BlockKind.PARAGRAPH, start, start + len(line))
        if n in rows:
            block = replace(block, kind=BlockKind.ROW, index=rows[n])
        elif line in listed or level < 0 or (level == 0 and is_item(line)):
            block = replace(block, kind=BlockKind.ITEM)
            if blocks and _names_a_list(lines, places[len(blocks) - 1], blocks[-1]):
                blocks[-1] = replace(blocks[-1], kind=BlockKind.HEADING, level=_OF_A_LIST)
        elif level > 0:
            block = replace(block, kind=BlockKind.HEADING, level=level)
        blocks.append(block)
    return tuple(blocks)


def _names_a_list(lines: list[str], place: tuple[str, int, int], block: Block) -> bool:
    """Whether the line before a list stands by itself and names it: 次第, 配布資料."""
    line, _, n = place
    alone = n == 0 or not lines[n - 1].strip(_SPACES)
    return block.kind is BlockKind.PARAGRAPH and alone and _NAMES_A_LIST.fullmatch(line) is not None


def _rows(lines: list[str]) -> dict[int, str]:
    """The lines that are rows of tables, each with what the search should know of it beside its words."""
    found: dict[int, str] = {}
    for parted, run in groupby(range(len(lines)), key=lambda n: "\t" in lines[n].strip(_SPACES)):
        numbers = list(run) if parted else []
        if len(numbers) >= _ROWS:
            grid = Grid([[cell.strip() for cell in lines[n].split("\t")] for n in numbers])
            found |= {numbers[row]: index for row, index in indexed(grid)}
    return found


def _title(lines: list[str]) -> str:
    """The first line, where it could be nothing but a title."""
    filled = [line.strip() for line in lines[:20] if line.strip()]
    first = filled[0]
    if len(filled) < 2 or not 5 <= len(first) <= 60 or first[0] in "○〇（(・-*=#":
        return ""
    return "" if re.search("[。、：:様]|各位|\t|https?", first) else " ".join(first.split())


def _joined(lines: list[str]) -> list[str]:
    """`lines` with those joined that were broken to fit a width; all as they are where no width shows."""
    width = _wrapped_at(lines)
    if width is None:
        return lines
    joined: list[str] = []
    full = False
    for line in lines:
        if full and line and not _NEW_LINE_BEGINS.match(line):
            joined[-1] += ("" if _is_wide(joined[-1][-1]) or _is_wide(line[0]) else " ") + line
        else:
            joined.append(line)
        full = bool(line) and _columns(line) >= width - 3 and line[-1] not in _SENTENCE_ENDS
    return joined


def _wrapped_at(lines: list[str]) -> int | None:
    """The width at which the lines were broken: many lines are just that wide, and none is wider."""
    filled = [line for line in lines if line.strip()]
    # Half of the characters are the least columns a line can have, so long minutes are dismissed at a glance.
    if len(filled) < 8 or max(map(len, filled)) > _WIDEST:
        return None
    widths = [_columns(line.rstrip()) for line in filled]
    widest = max(widths)
    full = sum(width >= widest - 3 for width in widths)
    return widest if _NARROWEST <= widest <= _WIDEST and full >= max(5, 0.3 * len(widths)) else None


def _columns(line: str) -> int:
    return len(line) + sum(map(_is_wide, line))


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WFA"
