# ruff: noqa: S608 -- names of columns come from constants of this program, values are bound
"""The library: the one truth about what is in. Both views are made from it and can be made again.

`library.sqlite` holds papers, pages, passages, their tokens, and a change log with a rising number; the original files
lie beside it. A paper goes in whole, in one transaction, or not at all.
"""

from __future__ import annotations

import secrets
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Self

from ingest.audience import HOUSE, label
from ingest.errors import LibraryError
from ingest.library import readers, rows
from ingest.library.database import Database, explained
from ingest.library.holding import Holding
from ingest.library.indexing import digest, tokenise
from ingest.library.originals import Originals
from ingest.library.proving import is_whole, prove_database, prove_originals
from ingest.library.recognitions import Recognitions
from ingest.library.shelf import Shelf
from ingest.library.truth import Connection, Truth
from ingest.model import Document, Page, PageState, Passage, Person

DATABASE = "library.sqlite"  # in the home
ORIGINALS = "originals"
_LOST = (
    "資料庫のファイル（library.sqlite）が見つからないか、空になっています。登録した元のファイルは残っています。"
    "控えから戻すか（shirube restore）、別の保存先を指定してください。"
)
_AT_ONCE = 500  # values in one statement


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
class Change:
    """The latest thing that happened to a document: it came (again), it went, or others may read it now.

    `contents` is the number of the change by which its contents came or went.
    """

    number: int
    document_id: str
    removed: bool
    contents: int


class Library:
    """The papers of one home folder. Safe for threads, and for several processes at once. A context manager."""

    def __init__(self, home: Path, truth: Truth | None = None, files: Path | None = None) -> None:
        """Opens `home`, or makes it. Raises LibraryError, in Japanese, when that cannot be.

        `truth` is a database in place of the file in `home`, and `files` a folder for the originals, in place of
        `home`, that every machine of that database sees.
        """
        self._holding = Holding(home)
        files = files or home
        try:
            self._originals = Originals(files / ORIGINALS)
            if truth is None:
                _check_there(home, self._originals)
            self._database = truth or Database(home / DATABASE)
        except BaseException:
            self._holding.close()
            raise
        self._shelf = Shelf(self._database)
        self.recognitions = Recognitions(files / "ocr")
        with self._database.reading() as session:
            self.id: str = session.execute("SELECT id FROM library").fetchone()[0]
        self.sweep()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files."""
        self._database.close()
        self._holding.close()

    # ---- changing

    def add(self, document: Document, pages: Sequence[Page], passages: Sequence[Passage], original: Path) -> None:
        """Takes one paper in, whole or not at all. A paper of the same name and audience gives way to it."""
        self.add_all([Paper(document, pages, passages, original)])

    def add_all(self, papers: Iterable[Paper]) -> tuple[Document, ...]:
        """Takes papers in, all in one transaction: thousands of small ones cost one commit a batch.

        Returns them as they are kept: where a paper of another audience has the id already, it is another.
        Raises ValueError for a passage that is not the slice its offsets name, LibraryError for a disk that fails.
        """
        ready = [(paper, _checked(paper)) for paper in papers]
        with explained():
            for paper, _ in ready:
                self._originals.keep(self._name(paper.document), paper.original)
        gone: set[str] = set()
        kept: list[Document] = []
        with self._database.writing() as truth:
            for paper, prepared in ready:
                document, old = self._put(truth, paper, *prepared)
                kept.append(document)
                gone |= {old} if old else set()
            for paper, _ in ready:
                # Another process may have removed the last paper of these contents since the first copy.
                self._originals.keep(self._name(paper.document), paper.original)
            if gone:
                _forget_vectors(truth)
        if gone:
            self._drop_unused(gone)
            self._database.flush_log()
        return tuple(kept)

    def remove(self, source: str, audience: str = HOUSE) -> bool:
        """Takes a paper out, its words off the disk, its original too when no other paper has those contents."""
        with self._database.writing() as truth:
            gone = _take_out(truth, source, audience)
            if gone is None:
                return False
            _forget_vectors(truth)
        self._drop_unused({gone.original})
        self._database.flush_log()
        return True

    def set_audience(self, document_id: str, audience: str, *, said: bool = True) -> None:
        """Gives a paper to other readers; `said` by a person, or else by a rule. Both views follow the change log.

        Raises LibraryError where a paper of that name and audience is in already.
        """
        with self._database.writing() as truth:
            row = truth.execute("SELECT source, audience FROM documents WHERE id = ?", (document_id,)).fetchone()
            if row is None:
                raise LibraryError("この資料は見つかりません。一覧を読み込み直してください。")
            if row[1] != audience and _paper_at(truth, row[0], audience) is not None:
                there = f"「{label(audience)}」には、同じ名前の資料「{row[0]}」がもうあります。"
                raise LibraryError(f"{there}先にどちらかを取り除いてください。")
            changed = "UPDATE documents SET audience = ?, audience_said = ? WHERE id = ?"
            truth.execute(changed, (audience, int(said), document_id))
            if row[1] != audience:
                readers.note_moved(truth, document_id)

    def sweep(self) -> None:
        """Deletes what a stopped process left among the originals, and what could not be deleted while it was lent."""
        with explained():
            there = set(self._originals.settled())
            stale = set(self.recognitions.stale())
        if not there and not stale:
            return
        with self._database.reading() as truth:
            papers = set(truth.execute("SELECT original, sha256 FROM documents"))
        for sha256 in stale - {sha256 for _, sha256 in papers}:
            self.recognitions.drop(sha256)
        if orphans := there - {name for name, _ in papers}:
            self._drop_unused(orphans)

    def mend_original(self, document: Document, path: Path) -> None:
        """Puts the file of a paper that is in back to its place where it is gone from there, or damaged."""
        name = self._name(document)
        with explained():
            if not self._originals.is_sound(name):
                self._originals.drop(name)
                self._originals.keep(name, path)

    # ---- papers

    def find(self, source: str, audience: str = HOUSE) -> Document | None:
        """The paper of that name and audience."""
        return self._one_document("source = ? AND audience = ?", source, audience)

    def document(self, document_id: str) -> Document | None:
        """The paper of that id."""
        return self._one_document("id = ?", document_id)

    def named(self, source: str, person: Person) -> tuple[Document, ...]:
        """The papers of that name that `person` may read: one, none, or one of each of several audiences."""
        sql = f"SELECT {rows.DOCUMENT} FROM documents WHERE source = ? ORDER BY audience"
        with self._database.reading() as truth:
            found = [rows.read_document(row) for row in truth.execute(sql, (source,))]
        return tuple(document for document in found if person.may_read(document.audience))

    def documents_by_id(self, ids: Iterable[str], person: Person) -> dict[str, Document]:
        """The papers of those ids that are in and that `person` may read."""
        papers = self._shelf.by_id()
        found = {id: papers[id].document for id in ids if id in papers}
        return {id: document for id, document in found.items() if person.may_read(document.audience)}

    def audiences(self, person: Person) -> tuple[str, ...]:
        """The audiences of the papers that are in, those that `person` is of: what both views filter by."""
        return tuple(audience for audience in self._shelf.audiences() if person.may_read(audience))

    def could_read(self, ids: Iterable[str], person: Person) -> frozenset[str]:
        """Those of `ids` whose words `person` may see, in an answer of before: also of papers that are out by now."""
        with self._database.reading() as truth:
            return readers.could_read(truth, ids, person)

    def documents(self, person: Person) -> tuple[Document, ...]:
        """The papers that `person` may read, by name."""
        return tuple(one.document for one in self._shelf.all() if person.may_read(one.document.audience))

    def speakers(self, person: Person) -> tuple[str, ...]:
        """Everyone who speaks in the papers that `person` may read, as their passages name them."""
        papers = (one for one in self._shelf.all() if person.may_read(one.document.audience))
        return tuple(sorted({name for one in papers for name in one.speakers}))

    def speakers_in(self, audience: str) -> tuple[str, ...]:
        """Everyone who speaks in the papers of this audience."""
        papers = (one for one in self._shelf.all() if one.document.audience == audience)
        return tuple(sorted({name for one in papers for name in one.speakers}))

    def passages_of(self) -> tuple[tuple[str, int], ...]:
        """Each audience with the number of its passages."""
        sql = """SELECT audience, count(*) FROM passages JOIN documents ON documents.id = passages.document
                 GROUP BY audience ORDER BY audience"""
        with self._database.reading() as truth:
            return tuple(truth.execute(sql))

    def original(self, document: Document) -> Path:
        """The file as it was given. Raises LibraryError when it is no longer there."""
        path = self._originals.path(self._name(document))
        if not path.is_file():
            raise LibraryError(f"「{document.source}」の元のファイルが見つかりません。もう一度登録してください。")
        return path

    def counts(self, audiences: Sequence[str] | None = None) -> tuple[int, int]:
        """How many papers there are, and how many passages; of these audiences, where some are given."""
        if audiences is not None and not audiences:
            return 0, 0
        where = "" if audiences is None else f" WHERE audience IN ({_marks(audiences)})"
        sql = f"SELECT count(*), coalesce(sum(passages), 0) FROM documents{where}"
        with self._database.reading() as truth:
            papers, passages = truth.execute(sql, tuple(audiences or ())).fetchone()
        return int(papers), int(passages)

    def prove(self, person: Person | None = None) -> tuple[str, ...]:
        """What is wrong with the truth itself, in Japanese: a damaged database, originals that are gone or damaged.

        Where it is told to a person, papers that others read are not named.
        """
        sound = self._database.is_sound()
        with self._database.reading() as truth:
            said = (*prove_database(truth, sound, person), *prove_originals(truth, self._originals, person))
        return tuple(dict.fromkeys(said))

    def is_whole(self, document: Document) -> bool:
        """Whether a paper that is in is as it came, to the letter."""
        with self._database.reading() as truth:
            return is_whole(truth, document.id)

    def lending(self) -> AbstractContextManager[None]:
        """For a copy of the library: until the end of the block no original is deleted. Raises LibraryError."""
        return self._holding.lending()

    # ---- pages

    def pages(self, document_id: str, *, boxes: bool = False) -> tuple[Page, ...]:
        """The pages in order; `boxes` are left out unless asked for, they are many times the size of the text."""
        sql = f"SELECT {rows.PAGE}{', boxes' if boxes else ''} FROM pages WHERE document = ? ORDER BY ordinal"
        with self._database.reading() as truth:
            found = truth.execute(sql, (document_id,)).fetchall()
        return tuple(rows.read_page(row[:7], rows.unpack_boxes(row[7]) if boxes else b"") for row in found)

    def waiting(self, document_id: str) -> tuple[int, ...]:
        """The numbers of the pages that may yet be recognised in a picture: no characters, or none that make sense."""
        sql = "SELECT number FROM pages WHERE document = ? AND state IN (?, ?) AND ocr = 0 AND number IS NOT NULL"
        with self._database.reading() as truth:
            found = truth.execute(sql, (document_id, PageState.NO_TEXT.value, PageState.POOR.value))
            return tuple(number for (number,) in found)

    def text(self, document_id: str) -> str:
        """The paper's text: its pages' texts, one after the other."""
        with self._database.reading() as truth:
            sql = "SELECT text FROM pages WHERE document = ? ORDER BY ordinal"
            return "".join(text for (text,) in truth.execute(sql, (document_id,)))

    def head(self, document_id: str) -> str:
        """How a paper begins: the text of its first page; "" where there is none."""
        with self._database.reading() as truth:
            row = truth.execute("SELECT text FROM pages WHERE document = ? AND ordinal = 0", (document_id,)).fetchone()
        return str(row[0]) if row else ""

    def page_at(self, document_id: str, offset: int) -> tuple[Page, int, int]:
        """The page, with boxes, that holds character `offset` of the paper's text; where the page starts; its ordinal.

        Raises LookupError for an offset outside the text.
        """
        sql = f"""SELECT start, ordinal, {rows.PAGE}, boxes FROM pages
                  WHERE document = ? AND start <= ? AND ? < start + length"""
        with self._database.reading() as truth:
            row = truth.execute(sql, (document_id, offset, offset)).fetchone()
        if row is None:
            raise LookupError(f"no page of {document_id} holds character {offset}")
        return rows.read_page(row[2:9], rows.unpack_boxes(row[9])), row[0], row[1]

    # ---- passages

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A paper's passages in order."""
        return self._passages("document = ? ORDER BY ordinal", (document_id,))

    def exchange(self, document_id: str, number: int) -> tuple[Passage, ...]:
        """The passages of one question and what was answered to it, in order."""
        return self._passages("document = ? AND exchange = ? ORDER BY ordinal", (document_id, number))

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Those of the passages that are in, by id, in the order asked for."""
        found: dict[str, Passage] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            found |= {p.id: p for p in self._passages(f"id IN ({_marks(some)})", some)}
        return {key: found[key] for key in ids if key in found}

    def neighbours(self, passage: Passage, before: int, after: int) -> tuple[Passage, ...]:
        """Up to `before` passages before and `after` after it in its paper, in order, without itself."""
        where = "document = ? AND ordinal BETWEEN ? AND ? AND ordinal <> ? ORDER BY ordinal"
        place = passage.ordinal
        return self._passages(where, (passage.document, place - before, place + after, place))

    def sample(self, count: int) -> tuple[Passage, ...]:
        """Up to `count` passages spread over the library, the same ones each time: for views to prove themselves."""
        papers = [one.document for one in self._shelf.all()]
        ends = list(accumulate(paper.passages for paper in papers))
        found: list[Passage] = []
        for place in sorted({ends[-1] * step // count for step in range(count)}) if ends and ends[-1] else ():
            paper = bisect_right(ends, place)
            ordinal = place - (ends[paper - 1] if paper else 0)
            found += self._passages("document = ? AND ordinal = ?", (papers[paper].id, ordinal))
        return tuple(found)

    # ---- for the views

    def last_change(self) -> int:
        """The number of the latest change, 0 for none."""
        return self._number("SELECT coalesce(max(number), 0) FROM changes")

    def changes(self, after: int) -> tuple[Change, ...]:
        """What happened since change `after`, the latest of each document, in order."""
        sql = """SELECT number, document, removed, coalesce(contents, number) FROM changes
                 WHERE number > ? ORDER BY number"""
        with self._database.reading() as truth:
            found = truth.execute(sql, (after,))
            return tuple(Change(number, key, bool(removed), since) for number, key, removed, since in found)

    def tokens(self, document_id: str) -> bytes | None:
        """The packed words and 2-grams of the paper's passages in order (see `indexing.unpack`)."""
        with self._database.reading() as truth:
            row = truth.execute("SELECT tokens FROM documents WHERE id = ?", (document_id,)).fetchone()
        return row[0] if row else None

    def vectors(self, embedder: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """Vectors once paid for, by `indexing.digest`: float32, little-endian."""
        found: dict[bytes, bytes] = {}
        with self._database.reading() as truth:
            for start in range(0, len(digests), _AT_ONCE):
                some = digests[start : start + _AT_ONCE]
                sql = f"SELECT digest, vector FROM vectors WHERE embedder = ? AND digest IN ({_marks(some)})"
                found |= dict(truth.execute(sql, (embedder, *some)))
        return found

    def keep_vectors(self, embedder: str, vectors: Mapping[bytes, bytes]) -> None:
        """Keeps vectors for the next rebuild; those of a text that has left the library meanwhile are let go."""
        with self._database.writing() as truth:
            sql = """INSERT INTO vectors SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM passages WHERE digest = ?)
                     ON CONFLICT (embedder, digest) DO UPDATE SET vector = excluded.vector"""
            truth.executemany(sql, [(embedder, key, vector, key) for key, vector in vectors.items()])

    def alone(self, name: str) -> AbstractContextManager[bool]:
        """Whether nobody else, on any machine of this library, is inside a block of that name."""
        return self._database.alone(name)

    # ---- inside

    def _name(self, document: Document) -> str:
        return self._originals.name(document.sha256, document.source)

    def _number(self, sql: str) -> int:
        with self._database.reading() as truth:
            return int(truth.execute(sql).fetchone()[0])

    def _one_document(self, where: str, *values: str) -> Document | None:
        with self._database.reading() as truth:
            row = truth.execute(f"SELECT {rows.DOCUMENT} FROM documents WHERE {where}", values).fetchone()
        return rows.read_document(row) if row else None

    def _passages(self, where: str, values: Sequence[object]) -> tuple[Passage, ...]:
        with self._database.reading() as truth:
            found = truth.execute(f"SELECT {rows.PASSAGE} FROM passages WHERE {where}", tuple(values)).fetchall()
        return tuple(map(rows.read_passage, found))

    def _put(
        self, truth: Connection, paper: Paper, tokens: bytes, digests: Sequence[bytes]
    ) -> tuple[Document, str]:
        """Writes one paper; returns it as it is kept, and the name of the original of the one it replaced, or ""."""
        old = _take_out(truth, paper.document.source, paper.document.audience)
        paper = _under(_free_id(truth, paper, old), paper)
        document = replace(paper.document, passages=len(paper.passages))
        columns = f"{rows.DOCUMENT}, original, tokens"
        values = (*rows.document_row(document), self._name(document), tokens)
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
        _note_added(truth, document.id)
        if old is not None and old.id != document.id:
            readers.note_successor(truth, old.id, document.id)
        return document, old.original if old else ""

    def _drop_unused(self, names: Iterable[str]) -> None:
        """Deletes originals that no paper needs, after their papers are gone for good: the other way round, a process
        killed in between would leave a paper without its file. Nobody can begin to need one while this writes.
        """
        with self._database.writing() as truth:
            if self._holding.lends:
                return  # a copy of the library is being made; `sweep` comes after it
            for name in names:
                if not truth.execute("SELECT 1 FROM documents WHERE original = ? LIMIT 1", (name,)).fetchone():
                    self._originals.drop(name)
                    self.recognitions.drop(Path(name).stem)


def _check_there(home: Path, originals: Originals) -> None:
    """A library whose database is gone is none that begins: it would take the files of all its papers for remains."""
    path = home / DATABASE
    if (not path.is_file() or not path.stat().st_size) and originals.holds_any():
        raise LibraryError(_LOST)


def _checked(paper: Paper) -> tuple[bytes, list[bytes]]:
    """The paper's tokens and the digests of its passages; a passage that is not verbatim stops it here."""
    text = "".join(page.text for page in paper.pages)
    for passage in paper.passages:
        if text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} is not characters {passage.start} to {passage.end} of its paper")
    digests = [digest(paper.document, passage) for passage in paper.passages]
    return paper.tokens or tokenise(paper.document, paper.passages), digests


@dataclass(frozen=True, slots=True)
class _Old:
    """A paper that is in, or was a moment ago."""

    id: str
    original: str
    sha256: str


def _paper_at(truth: Connection, source: str, audience: str) -> _Old | None:
    sql = "SELECT id, original, sha256 FROM documents WHERE source = ? AND audience = ?"
    row = truth.execute(sql, (source, audience)).fetchone()
    return _Old(*row) if row else None


def _take_out(truth: Connection, source: str, audience: str) -> _Old | None:
    """Deletes the paper of that name and audience; returns what it was, None where there is no such paper."""
    old = _paper_at(truth, source, audience)
    if old is not None:
        truth.execute("DELETE FROM documents WHERE id = ?", (old.id,))
        readers.note_gone(truth, old.id, audience)
    return old


def _free_id(truth: Connection, paper: Paper, old: _Old | None) -> str:
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


def _forget_vectors(truth: Connection) -> None:
    """Vectors of a text are kept for as long as some passage has that text."""
    truth.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)")


def _note_added(truth: Connection, document_id: str) -> None:
    truth.execute("DELETE FROM changes WHERE document = ?", (document_id,))  # a new row gets a new number
    truth.execute("INSERT INTO changes (document, removed) VALUES (?, 0)", (document_id,))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
