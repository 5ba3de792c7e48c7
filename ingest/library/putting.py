# ruff: noqa: S608 -- names of columns come from constants of this program, values are bound
"""Papers into the truth, out of it, and to other readers, each inside a transaction of whoever calls."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from ingest.audience import label
from ingest.errors import LibraryError
from ingest.library import changes, rows
from ingest.library.indexing import digest, tokenise
from ingest.library.truth import Connection
from ingest.model import Document, Page, Passage


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is kept of one file. `tokens` is what `indexing.tokenise` gave; None has it worked out on the way in.

    An id follows from name and contents, so it would tell whether the same file is in for others. Who may not read
    everything gives papers `with_new_id`.
    """

    document: Document
    pages: Sequence[Page]
    passages: Sequence[Passage]
    original: Path
    tokens: bytes | None = None
    with_new_id: bool = False


@dataclass(frozen=True, slots=True)
class Old:
    """A paper that is in, or was a moment ago."""

    id: str
    original: str
    sha256: str


def checked(paper: Paper) -> tuple[bytes, list[bytes]]:
    """The paper's tokens and the digests of its passages; a passage that is not verbatim stops it here."""
    text = "".join(page.text for page in paper.pages)
    for passage in paper.passages:
        if text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} is not characters {passage.start} to {passage.end} of its paper")
    digests = [digest(paper.document, passage) for passage in paper.passages]
    return paper.tokens or tokenise(paper.document, paper.passages), digests


def put(
    truth: Connection, paper: Paper, original: str, tokens: bytes, digests: Sequence[bytes]
) -> tuple[Document, str]:
    """Writes one paper; returns it as it is kept, and the name of the original of the one it replaced, or "".

    `original` is the name by which its file is kept, the rest is what `checked` gave.
    """
    old = take_out(truth, paper.document.source, paper.document.audience)
    paper = _under(_free_id(truth, paper, old), paper)
    document = replace(paper.document, passages=len(paper.passages))
    columns = f"{rows.DOCUMENT}, original, tokens"
    values = (*rows.document_row(document), original, tokens)
    truth.execute(f"INSERT INTO documents ({columns}) VALUES ({rows.marks(columns)})", values)
    columns = f"document, ordinal, start, length, {rows.PAGE}, boxes"
    starts = accumulate((len(page.text) for page in paper.pages), initial=0)
    truth.executemany(
        f"INSERT INTO pages ({columns}) VALUES ({rows.marks(columns)})",
        (
            (document.id, ordinal, start, len(page.text), *rows.page_row(page), rows.pack_boxes(page.boxes))
            for ordinal, (page, start) in enumerate(zip(paper.pages, starts, strict=False))
        ),
    )
    columns = f"{rows.PASSAGE}, digest"
    truth.executemany(
        f"INSERT INTO passages ({columns}) VALUES ({rows.marks(columns)})",
        ((*rows.passage_row(p), key) for p, key in zip(paper.passages, digests, strict=True)),
    )
    changes.note_added(truth, document.id)
    if old is not None and old.id != document.id:
        changes.note_successor(truth, old.id, document.id)
    return document, old.original if old else ""


def take_out(truth: Connection, source: str, audience: str) -> Old | None:
    """Deletes the paper of that name and audience; returns what it was, None where there is no such paper."""
    old = _paper_at(truth, source, audience)
    if old is not None:
        truth.execute("DELETE FROM documents WHERE id = ?", (old.id,))
        truth.execute("UPDATE library SET gone = gone + 1")
        changes.note_gone(truth, old.id, audience)
    return old


def give_to(truth: Connection, document_id: str, audience: str, *, said: bool) -> None:
    """Gives a paper to other readers. Raises LibraryError where a paper of that name and audience is in already."""
    row = truth.execute("SELECT source, audience FROM documents WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        raise LibraryError("この資料は見つかりません。一覧を読み込み直してください。")
    if row[1] != audience and _paper_at(truth, row[0], audience) is not None:
        there = f"「{label(audience)}」には、同じ名前の資料「{row[0]}」がもうあります。"
        raise LibraryError(f"{there}先にどちらかを取り除いてください。")
    changed = "UPDATE documents SET audience = ?, audience_said = ? WHERE id = ?"
    truth.execute(changed, (audience, int(said), document_id))
    if row[1] != audience:
        changes.note_moved(truth, document_id)


def _paper_at(truth: Connection, source: str, audience: str) -> Old | None:
    """The paper of that name and audience."""
    sql = "SELECT id, original, sha256 FROM documents WHERE source = ? AND audience = ?"
    row = truth.execute(sql, (source, audience)).fetchone()
    return Old(*row) if row else None


def _free_id(truth: Connection, paper: Paper, old: Old | None) -> str:
    """The id of the same paper before, else the paper's own, else a new one."""
    if old is not None and old.sha256 == paper.document.sha256:
        return old.id
    taken = truth.execute("SELECT 1 FROM documents WHERE id = ?", (paper.document.id,)).fetchone()
    return secrets.token_hex(8) if taken or paper.with_new_id else paper.document.id


def _under(id: str, paper: Paper) -> Paper:
    """The same paper by another id; passages are named by their paper's."""
    if id == paper.document.id:
        return paper
    passages = [replace(one, id=f"{id}-{one.ordinal}", document=id) for one in paper.passages]
    return replace(paper, document=replace(paper.document, id=id), passages=passages)
