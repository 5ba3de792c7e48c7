"""One file, read and cut and tokenised: everything that the library keeps of it, worked out away from the library."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ingest.chunking import chunk
from ingest.japanese.dates import fiscal_year_of
from ingest.japanese.folding import fold
from ingest.japanese.sittings import sitting
from ingest.library.indexing import tokenise
from ingest.model import BlockKind, Document, PageState, Problem, Reading
from ingest.prepared import READING, Prepared
from ingest.readers.dispatch import read
from ingest.readers.headings import is_item, is_numbered, pattern
from ingest.readers.recognised import Recognised
from ingest.structure.bills import NAMING, bill, headed
from ingest.structure.kinds import fiscal_year, held_on, kind_of, meeting_number, session
from ingest.structure.minutes import Minutes, parse

_LONGEST_TITLE = 80
_NAMES = 4  # Japanese letters that a name of a paper has at least
_GOES_ON = frozenset("、。，．・ーぁぃぅぇぉゃゅょっァィゥェォャュョッ）)」』】〉》")  # what no name begins with
_JAPANESE = re.compile(r"[々\u3041-\u30ff\u4e00-\u9fff]")


def prepare(path: Path, source: str, digest: str, recognised: Sequence[Recognised] = ()) -> Prepared:
    """Reads `path` as the paper named `source`, whose bytes have the SHA-256 `digest`. Raises an `IngestError`.

    `recognised` are pages whose characters were recognised in a picture, to be read in place of what the file says.
    """
    reading = read(path, recognised)
    identity = sha256(f"{source}\0{digest}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    title = title_of(reading, source)
    head = "".join(page.text for page in reading.pages[:2])
    day = held_on(title, source, head)
    document = Document(
        id=identity,
        source=source,
        sha256=digest,
        format=reading.format,
        title=title,
        kind=kind_of(title, source, reading.format),
        pages=len(reading.pages),
        held_on=day,
        fiscal_year=fiscal_year(title, source, head, day),
        problems=_problems(reading),
        meeting_number=meeting_number(title, source, head),
        session=session(title, source, head, day),
        reading=READING,
        added_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    minutes = parse("".join(page.text for page in reading.pages), source, title)
    pages = reading.pages if minutes else headed(reading.pages)
    passages = tuple(chunk(identity, pages, minutes))
    document = replace(_as_minutes(document, minutes) if minutes else document, passages=len(passages))
    return Prepared(document, pages, passages, tokenise(document, passages))


def _as_minutes(document: Document, minutes: Minutes) -> Document:
    """The paper with what its minutes say of the sitting."""
    meeting = minutes.meeting
    return replace(
        document,
        kind="会議録",
        held_on=meeting.held_on or document.held_on,
        fiscal_year=fiscal_year_of(meeting.held_on) if meeting.held_on else document.fiscal_year,
        problems=(*document.problems, *minutes.problems),
    )


def title_of(reading: Reading, source: str) -> str:
    """What people call the paper.

    Its own title, else its first heading, else the file's name where that is Japanese, else the longest of its first
    short lines, else the file's name. What is only the first of several of its kind (議案第1号, 第1章) names a part.
    """
    stem = PurePosixPath(source).stem
    for candidate in (reading.title, _first_heading(reading)):
        words = " ".join(candidate.split())
        named = 3 < len(words) <= _LONGEST_TITLE and re.search(r"[^\W\d_]{2}", words)
        if named and not _is_first_of_several(words, reading):
            return words
    line = "" if len(_JAPANESE.findall(stem)) >= _NAMES else _first_line(reading)
    return line if line and not _is_first_of_several(line, reading) else stem


def _is_first_of_several(words: str, reading: Reading) -> bool:
    """Whether a line is numbered and the paper has others that are numbered so: the first bill, the first chapter."""
    if own := bill(words):
        lines = (page.text[b.start : b.end] for page in reading.pages for b in page.blocks if b.kind in NAMING)
        return any(number not in ("", own) for number in map(bill, lines))
    kind = pattern(words)
    if not is_numbered(kind):
        return False
    headings = (
        " ".join(page.text[b.start : b.end].split())
        for page in reading.pages
        for b in page.blocks
        if b.kind is BlockKind.HEADING
    )
    return any(pattern(heading) == kind and heading != words for heading in headings)


def _first_heading(reading: Reading) -> str:
    for page in reading.pages[:1]:
        for block in page.blocks[:8]:
            if block.kind is BlockKind.HEADING:
                return page.text[block.start : block.end]
    return ""


def _first_line(reading: Reading) -> str:
    """The first line that names a meeting by its number, else the longest that names something.

    Such a line is short, no sentence, no rest of one, and more than a date.
    """
    first = [(page, block) for page in reading.pages[:1] for block in page.blocks[:4]]
    lines = [" ".join(page.text[b.start : b.end].split()) for page, b in first if b.kind is not BlockKind.ROW]
    named = [line for line in lines if len(line) <= 50 and "。" not in line and len(_JAPANESE.findall(line)) > _NAMES]
    whole = [line for line in named if line[0] not in _GOES_ON and not is_item(line)]
    meetings = (line for line in whole if sitting(fold(line)).meeting_number is not None)
    return next(meetings, "") or max(whole, key=len, default="")


def _problems(reading: Reading) -> tuple[Problem, ...]:
    if any(page.state is PageState.TEXT and page.text.strip() for page in reading.pages):
        return reading.problems
    return (*reading.problems, Problem("読み取れる文字がありません。この資料は検索の対象になりません。"))
