"""From lines to blocks: broken lines are joined, headings, list items and table rows are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from ingest.model import Block, BlockKind, Page
from ingest.structure.glyphs import Boxes, Glyphs
from ingest.structure.lines import Line

_SENTENCE_END = re.compile(r"[。．！？!?][」』）)]*$")
_N = r"\s*[\d０-９一二三四五六七八九十百]+\s*"
_BILL = rf"(?:議案|報告|陳情|請願|諮問|同意|承認|認定|発議|意見書案|決議案)\s*第{_N}号"
_MARKER = re.compile(
    rf"^\s*(第{_N}[章節条款項編部]|{_BILL}"
    r"|[(（〔][\d０-９一二三四五六七八九十ア-ンa-z]{1,3}[)）〕]|[\d０-９]{1,2}(?:[ 　、)）]|[.．](?![\d０-９]))"
    r"|(令和|平成|昭和)[\d０-９元]{1,2}年[\d０-９]{1,2}月([\d０-９]{1,2}日)?\s"
    r"|[①-⑳㈠-㈩ⅰ-ⅹⅠ-Ⅹ]|[・●○◎◆◇■□▶►▼▽★☆※→⇒⇨*➢➤✓✔\uf000-\uf8ff]|[-－‐–] |【|〔|[ア-ン][ 　.．、)）]|附則)"
)
_HEADING = re.compile(rf"^\s*(第{_N}[章節条編部]|【[^】]+】\s*$|[■◆●▼▶◎○□◇]\s*\S|附\s*則)")
_NUMBERED = re.compile(rf"\s*([\d０-９]{{1,2}}[ 　.．、]|[（(][\d０-９]{{1,2}}[)）]|{_BILL}\s*[:：])")
_BULLET = re.compile(r"\s*[・※→⇒\-－*]")
_ARTICLE = re.compile(rf"第{_N}条")
_CAPTION = re.compile(r"[（(][^（）()]{1,25}[)）]")  # of an article: （目的）
_LEADER = re.compile(r"[.．・･…‥]{3,}\s*[\d０-９]+\s*$")  # an entry of a table of contents
_SECTION = re.compile(r"\s*[\d０-９]{1,2}(?:[-‐－–.．][\d０-９]{1,2})+[.．、 　]\s*\S")  # 4-8. リンクについて
_UNFINISHED = re.compile(r"([、，（「・の]|及び|又は|並びに|若しくは)$")
_LETTER = re.compile(r"[々〆\u3041-\u30ff\u4e00-\u9fff]")
_WORDS = re.compile(r"[^\W\d_]{2}")
_SYMBOL = re.compile("[\uf000-\uf0ff]")  # symbol fonts keep their bullets there
_LATIN = re.compile(r"[A-Za-z0-9]")
_BIG = 1.15  # times the body's size makes a heading
_LONGEST_HEADING = 45


def page_of(number: int, label: str, body: Sequence[Line], glyphs: Glyphs, following_page: Sequence[Line] = ()) -> Page:
    """A page of text with one box a character, from its lines in reading order.

    It ends without a line break where its last sentence goes on on `following_page`.
    """
    groups = _group(list(body))
    usual = _usual_size(body)
    text, sources = "", []
    blocks: list[Block] = []
    for n, group in enumerate(groups):
        words, glyph_of = _join(group)
        words = _SYMBOL.sub("・", words)
        following = groups[n + 1] if n + 1 < len(groups) else None
        kind, level = _kind(group, words, usual, following, groups[n - 1] if n else None)
        if level == 4 and blocks and blocks[-1].kind is BlockKind.ITEM and text[blocks[-1].start] == words[0]:
            kind, level = BlockKind.ITEM, 0  # the last entry of a list, not the heading of what comes after
        blocks.append(Block(kind, len(text), len(text) + len(words), level, index=group[0].index))
        text += words + "\n"
        sources += [*glyph_of, -1]
    prose = bool(groups) and blocks[-1].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if prose and _goes_on(groups[-1], body, following_page):
        text, sources = text[:-1], sources[:-1]
    boxes = glyphs.boxes
    return Page(number, label, text, tuple(blocks), _pack(boxes, sources, glyphs.width, glyphs.height))


def biggest_line(body: Sequence[Line]) -> str:
    """The words in the biggest type of a page's upper half, if clearly bigger than the body; else "".

    On slides and covers that is the title; in prose of one size there is none.
    """
    body = [line for line in body if not _is_row(line)]
    if not body:
        return ""
    usual = _usual_size(body)
    low, high = min(line.top for line in body), max(line.bottom for line in body)
    upper = [line for line in body if line.top <= (low + high) / 2 and len(line.text.strip()) > 2]
    biggest = max((line.size for line in upper), default=0.0)
    if biggest < _BIG * usual:
        return ""
    big = [line for line in upper if line.size > 0.92 * biggest]
    words = " ".join(line.text.replace("\t", " ").strip() for line in big[:3])
    return words if _WORDS.search(words) else ""


def _usual_size(body: Sequence[Line]) -> float:
    """The type size in which most characters of the page are set."""
    if not body:
        return 0.0
    sizes = np.repeat([line.size for line in body], [max(1, len(line.text)) for line in body])
    return float(np.median(sizes))


def _group(body: list[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for n, line in enumerate(body):
        if groups and _continues(groups[-1], line, body, n):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(group: list[Line], line: Line, body: list[Line], n: int) -> bool:
    """Whether `line` goes on with the paragraph: below it, same size, and the line before it ran to the margin."""
    before = group[-1]
    size = max(before.size, 1.0)
    if _stands_under(group, line):
        return True
    if _is_row(group[0]) or line.is_row or _LEADER.search(before.text) or _begins_anew(group, line):
        return False
    if not 0.82 < line.size / size < 1.22:
        return False
    step = line.middle - before.middle
    if not 0.5 * size < step < 2.6 * size or min(line.right, before.right) <= max(line.left, before.left):
        return False
    margin = max(other.right for other in body[max(0, n - 4) : n + 4] if abs(other.left - before.left) < 4 * size)
    if before.right < margin - 1.9 * size or len(before.text) < 6:
        return False
    if "\t" in line.text:  # a blank to be filled in within a sentence, or a row of a table without rules
        return line.text.count("\t") == 1 and not _SENTENCE_END.search(before.text) and line.right > margin - 3 * size
    # A line that ends its sentence at the margin goes on with the paragraph only if the next is not indented.
    opens = line.indented or line.left > min(part.left for part in group) + 0.7 * size
    return not (_SENTENCE_END.search(before.text) and opens)


def _stands_under(group: list[Line], line: Line) -> bool:
    """Whether single characters are set one below another, as on covers and forms."""
    before, size = group[-1], max(line.size, 1.0)
    under = abs(before.left - line.left) < 0.5 * size and 0.5 * size < line.middle - before.middle < 2.2 * size
    return under and bool(_LETTER.fullmatch(line.text)) and all(_LETTER.fullmatch(part.text) for part in group)


def _begins_anew(group: list[Line], line: Line) -> bool:
    """Whether a line begins an entry: it has a marker, and is not the middle of a sentence that names an article."""
    style = _style(line.text)
    return bool(style) and (style == _style(group[0].text) or not _UNFINISHED.search(group[-1].text))


def _style(text: str) -> str:
    """The marker that a text begins with, the same for all entries of one list; else ""."""
    if not (match := _MARKER.match(text)):
        return ""
    style = re.sub(_N, "1", match[0].strip())
    return re.sub("[ア-ン]", "ア", re.sub("[①-⑳]", "①", style))


def _is_row(line: Line) -> bool:
    return line.is_row or "\t" in line.text


def _goes_on(group: list[Line], body: Sequence[Line], following_page: Sequence[Line]) -> bool:
    """Whether the last paragraph of a page goes on on the next, which does not begin an entry or a section."""
    last = group[-1]
    if following_page and (_begins_anew(group, following_page[0]) or _SECTION.match(following_page[0].text)):
        return False
    if _LEADER.search(last.text):
        return False
    margin = max(other.right for other in body)
    full = last.right > margin - 1.9 * max(last.size, 1.0)
    return full and not _SENTENCE_END.search(last.text) and last is max(body, key=lambda line: line.bottom)


def _join(group: list[Line]) -> tuple[str, list[int]]:
    text = ""
    sources: list[int] = []
    for line in group:
        if text and _LATIN.match(text[-1]) and _LATIN.match(line.text):
            text, sources = text + " ", [*sources, -1]
        text += line.text if _is_row(group[0]) else line.text.replace("\t", "\u3000")
        sources += line.glyphs
    return text, sources


def _kind(
    group: list[Line], words: str, usual: float, following: list[Line] | None, earlier: list[Line] | None
) -> tuple[BlockKind, int]:
    if _is_row(group[0]):
        return BlockKind.ROW, 0
    if len(group) > 1 and len(group[0].text) == 1:
        return BlockKind.PARAGRAPH, 0
    short = len(words) <= _LONGEST_HEADING and not _SENTENCE_END.search(words)
    big = group[0].size >= _BIG * usual
    if short and big and _WORDS.search(words) and not _BULLET.match(words):
        return BlockKind.HEADING, 1 if group[0].size >= 1.5 * usual else 2
    if short and _HEADING.match(words):
        return BlockKind.HEADING, 3
    opens = following is not None and _opens(group[0], following)
    if style := _style(words):
        neighbours = {_style(other[0].text) for other in (earlier, following) if other}
        alone = following is not None and bool(_NUMBERED.match(words)) and style not in neighbours
        return (BlockKind.HEADING, 4) if short and (opens or alone) else (BlockKind.ITEM, 0)
    if _CAPTION.fullmatch(words) and following and _ARTICLE.match(following[0].text):
        return BlockKind.HEADING, 4
    # A short line that ends no sentence, above a paragraph of several lines, names it.
    if short and len(words) <= 25 and opens and len(group) == 1 and _WORDS.search(words):
        return BlockKind.HEADING, 4
    return BlockKind.PARAGRAPH, 0


def _opens(line: Line, following: list[Line]) -> bool:
    """Whether what follows is a paragraph of several lines right below, wider than the line above it."""
    first = following[0]
    near = 0 < first.top - line.top < 4 * max(line.size, 1.0)
    wider = max(part.right for part in following) > line.right and len(first.text) > 12
    return len(following) > 1 and near and wider and not _MARKER.match(first.text)


def _pack(boxes: Boxes, sources: Iterable[int], width: float, height: float) -> bytes:
    """One box a character as uint16 fractions of the page; characters without ink take the edge of the one before."""
    index = np.fromiter(sources, dtype=np.int64)
    if not len(index):
        return b""
    scale = np.array([width, height, width, height], dtype=np.float32)
    packed = np.zeros((len(index), 4), dtype="<u2")
    inked = index >= 0
    packed[inked] = np.clip(boxes[index[inked]] / scale, 0, 1) * 65535
    before = np.maximum.accumulate(np.where(inked, np.arange(len(index)), 0))
    packed[~inked] = packed[before[~inked]][:, [2, 1, 2, 3]]
    return packed.tobytes()
