"""Markdown: what a reader of the rendered page would see, without the marks."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.errors import EmptyFile
from ingest.model import BlockKind, Reading
from ingest.readers.composing import BODY, Composer, clean, one_line
from ingest.readers.encoding import decode
from ingest.structure.grid import Grid, lay

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(.*)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*")
_TABLE_LINE = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*")
_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"title:\s*[\"']?(.*?)[\"']?\s*", re.IGNORECASE)
# Marks reach no further than this many characters, so that a file of marks alone costs no more than its length.
_REACH = 300
_INLINE = (
    (re.compile(rf"!\[([^\[\]\n]{{0,{_REACH}}})\]\([^()\n]{{0,{_REACH}}}\)"), r"\1"),
    (re.compile(rf"\[([^\[\]\n]{{1,{_REACH}}})\]\([^()\n]{{0,{_REACH}}}\)"), r"\1"),
    (re.compile(rf"(\*\*|__)(?=\S)([^*_]{{1,{_REACH}}})(?<=\S)\1"), r"\2"),
    (re.compile(rf"(?<![*\w])\*(?=\S)([^*\n]{{1,{_REACH}}})(?<=\S)\*(?!\*)"), r"\1"),
    (re.compile(rf"`([^`\n]{{1,{_REACH}}})`"), r"\1"),
    (re.compile(r"<br\s{0,9}/?>", re.IGNORECASE), " "),
    (
        re.compile(r"</?(?:b|i|u|em|strong|span|sup|sub|font|ruby|div|p|a|img)(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE),
        "",
    ),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def read(path: Path) -> Reading:
    """The headings, paragraphs, items and tables of a Markdown file. Raises EmptyFile or BrokenFile."""
    text = clean(decode(path.read_bytes()))
    front = _FRONT.match(text)
    if front is not None:
        text = text[front.end() :]
    composer = Composer(by_heading=True)
    first = _lay(_without_comments(text).split("\n"), composer)
    if not composer:
        raise EmptyFile
    named = [found[1] for line in (front[1].split("\n") if front else ()) if (found := _TITLE.fullmatch(line[:_REACH]))]
    return Reading("md", (composer.page(None, BODY),), named[0] if named else first)


def _lay(lines: list[str], composer: Composer) -> str:
    """Put the blocks on the page; returns the first heading of the highest level, if it is the paper's only one."""
    paragraph: list[str] = []
    tops: list[str] = []
    i = 0

    def flush() -> None:
        composer.add(BlockKind.PARAGRAPH, without_marks(_run(paragraph)))
        paragraph.clear()

    while i < len(lines):
        line = lines[i]
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if (fence := _FENCE.match(line)) is not None:
            flush()
            i = _lay_fenced(lines, i, fence[1], composer)
        elif (heading := _heading(line, following, bool(paragraph))) is not None:
            flush()
            level, words, used = heading
            composer.add(BlockKind.HEADING, one_line(without_marks(words)), level=level)
            tops += [one_line(without_marks(words))] if level == 1 else []
            i += used
        elif "|" in line and _TABLE_LINE.fullmatch(following):
            flush()
            i = _lay_table(lines, i, composer)
        elif (item := _ITEM.fullmatch(line)) is not None and not _RULE.fullmatch(line):
            flush()
            i = _lay_item(lines, i, item, composer)
        else:
            if not line.strip() or _RULE.fullmatch(line):
                flush()
            else:
                paragraph.append(line.lstrip("> ").rstrip() if line.lstrip().startswith(">") else line.strip())
            i += 1
    flush()
    return tops[0] if tops else ""


def _heading(line: str, following: str, in_paragraph: bool) -> tuple[int, str, int] | None:
    """Level, words and number of lines of a heading that begins at `line`."""
    if (marked := _HEADING.fullmatch(line)) is not None:
        return len(marked[1]), marked[2].rstrip().rstrip("#").rstrip(), 1
    underlined = _UNDERLINE.fullmatch(following)
    if underlined is None or not line.strip() or in_paragraph or _ITEM.match(line) or "|" in line:
        return None
    return (1 if underlined[1][0] == "=" else 2), line.strip(), 2


def _lay_fenced(lines: list[str], i: int, fence: str, composer: Composer) -> int:
    i += 1
    while i < len(lines) and not lines[i].lstrip().startswith(fence):
        composer.add(BlockKind.PARAGRAPH, lines[i])
        i += 1
    return i + 1


def _lay_item(lines: list[str], i: int, item: re.Match[str], composer: Composer) -> int:
    """One entry of a list, with the indented lines that go on with it."""
    words = [item[3].strip()]
    i += 1
    while i < len(lines) and lines[i].strip() and lines[i].startswith((" ", "\t")) and not _ITEM.fullmatch(lines[i]):
        words.append(lines[i].strip())
        i += 1
    number = f"{item[2]} " if item[2][0].isdigit() else ""
    composer.add(BlockKind.ITEM, number + without_marks(_run(words)), level=len(item[1].expandtabs(4)) // 2)
    return i


def _lay_table(lines: list[str], i: int, composer: Composer) -> int:
    rows = [_cells(lines[i])]
    i += 2
    while i < len(lines) and "|" in lines[i]:
        rows.append(_cells(lines[i]))
        i += 1
    lay(Grid(rows), composer, header=0)
    return i


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|").removesuffix("|")
    return [one_line(without_marks(cell.replace("\\|", "|"))) for cell in re.split(r"(?<!\\)\|", line)]


def _run(lines: list[str]) -> str:
    """Lines of one paragraph as one; Japanese needs no space where a line was broken."""
    text = "\n".join(lines)
    return re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", text).replace("\n", " ")


def _without_comments(text: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join(kept) + text[at:]


def without_marks(text: str) -> str:
    """`text` without the marks inside its lines: of weight, links, code, and HTML's own."""
    for form, instead in _INLINE:
        text = form.sub(instead, text)
    return text
