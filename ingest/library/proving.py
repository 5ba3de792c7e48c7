"""Whether the truth is whole, down to its last letter: SQLite has no checksum of its own.

A disk that turns one block into another leaves a database that opens, counts and answers. So every passage is held
against the digest that it was given when it came and against the page that it is a slice of, and every original against
the name that its contents gave it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ingest.library import rows
from ingest.library.indexing import digest, unpack
from ingest.library.originals import Originals
from ingest.library.truth import Connection
from ingest.model import Person

T = TypeVar("T")
Looked = Callable[[int, int], None]

_TORN = "資料庫のファイル（library.sqlite）が傷んでいます。控えから戻してください（shirube restore）。"
_CHANGED = (
    "「{source}」の内容が、登録したときと変わっています。ディスクの不具合で傷んだおそれがあります。"
    "もう一度登録してください。"
)
_GONE = "「{source}」の元のファイルが見つかりません。もう一度登録してください。"
_DAMAGED = "「{source}」の元のファイルが傷んでいます。もう一度登録してください。"
_OF_OTHERS = (
    "資料庫のフォルダに、失われたか傷んだファイルがあります。資料庫のある端末で shirube check を実行してください。"
)
_UNREADABLE = (sqlite3.DatabaseError, zlib.error, ValueError, TypeError, KeyError, IndexError)


def prove_database(
    truth: Connection, sound: bool, person: Person | None = None, progress: Looked | None = None
) -> Iterator[str]:
    """What is wrong with the database, in Japanese; `sound` is what it says of itself.

    Where it is told to a person, papers of others are not named. `progress` is told papers looked at, and in all.
    """
    if not sound:
        yield _TORN
    try:
        papers = truth.execute("SELECT id, source, audience FROM documents ORDER BY source").fetchall()
    except sqlite3.DatabaseError:
        yield _TORN
        return
    for id, source, audience in _counted(papers, progress):
        if not is_whole(truth, id):
            yield _said(_CHANGED, source, audience, person)


def prove_originals(
    truth: Connection, originals: Originals, person: Person | None = None, progress: Looked | None = None
) -> Iterator[str]:
    """Which papers have lost the file that they came as; where it is told to a person, those of others unnamed."""
    try:
        kept = truth.execute("SELECT source, original, audience FROM documents ORDER BY source").fetchall()
    except sqlite3.DatabaseError:  # `prove_database` says it
        return
    for source, name, audience in _counted(kept, progress):
        if not originals.path(name).is_file():
            yield _said(_GONE, source, audience, person)
        elif not originals.is_sound(name):
            yield _said(_DAMAGED, source, audience, person)


def _counted(papers: Sequence[T], progress: Looked | None) -> Iterator[T]:
    for number, paper in enumerate(papers, start=1):
        yield paper
        if progress is not None:
            progress(number, len(papers))


def _said(form: str, source: str, audience: str, person: Person | None) -> str:
    return form.format(source=source) if person is None or person.may_read(audience) else _OF_OTHERS


def is_whole(truth: Connection, id: str) -> bool:
    """Whether a paper is as it came: all its pages, each passage a slice of them with its own digest."""
    try:
        return _agrees(truth, id)
    except _UNREADABLE:
        return False


def _agrees(truth: Connection, id: str) -> bool:
    paper = truth.execute(f"SELECT {rows.DOCUMENT}, tokens FROM documents WHERE id = ?", (id,)).fetchone()  # noqa: S608
    document = rows.read_document(paper[:-1])
    pages = truth.execute(f"SELECT {rows.PAGE}, boxes FROM pages WHERE document = ? ORDER BY ordinal", (id,)).fetchall()  # noqa: S608
    read = [rows.read_page(row[:7], rows.unpack_boxes(row[7])) for row in pages]
    text = "".join(page.text for page in read)
    kept = truth.execute(f"SELECT {rows.PASSAGE}, digest FROM passages WHERE document = ? ORDER BY ordinal", (id,))  # noqa: S608
    passages = [(rows.read_passage(row[:-1]), row[-1]) for row in kept]
    return (
        len(read) == document.pages
        and len(passages) == document.passages == len(unpack(paper[-1]))
        and all(one.text == text[one.start : one.end] and key == digest(document, one) for one, key in passages)
    )
