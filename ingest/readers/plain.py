"""Plain text: a block a line, as most Japanese text files have a paragraph a line."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import east_asian_width

from ingest.errors import EmptyFile
from ingest.model import Block, BlockKind, Page, Reading
from ingest.readers.composing import BODY, clean
from ingest.readers.encoding import decode
from ingest.readers.headings import is_item, levels

_SPACES = " \t　"
_SENTENCE_ENDS = "。．！？!?」）)"
_NEW_LINE_BEGINS = re.compile(r"[\s　・•○◯●■◆□◇※【〇]|[（(]?[0-9０-９①-⑳]|第[0-9０-９一二三四五六七八九十]")
_WIDEST = 110  # half-width columns; no mail or word processor wraps wider
_NARROWEST = 50


def read(path: Path) -> Reading:
    """The lines of a text file. Raises EmptyFile, or BrokenFile where no encoding fits."""
    text = clean(decode(path.read_bytes()))
    if not text.strip():
        raise EmptyFile
    lines = _joined(text.split("\n"))
    text = "\n".join(lines).rstrip() + "\n"
    return Reading("txt", (Page(None, BODY, text, _blocks(lines)),), _title(lines))


def _blocks(lines: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    places: list[tuple[str, int]] = []
    at = 0
    for line in lines:
        stripped = line.strip(_SPACES)
        if stripped:
            places.append((stripped, at + line.index(stripped[0])))
        at += len(line) + 1
    for (line, start), level in zip(places, levels([line for line, _ in places]), strict=True):
        plain = BlockKind.ITEM if level < 0 or is_item(line) else BlockKind.PARAGRAPH
        kind = BlockKind.HEADING if level > 0 else plain
        blocks.append(Block(kind, start, start + len(line), max(level, 0)))
    return tuple(blocks)


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
