# ruff: noqa: S608 -- names of columns come from constants of this program, values are bound
"""The library: the one truth about what is in. Both views are made from it and can be made again.

`library.sqlite` holds papers, pages, passages, their tokens, and a change log with a rising number; the original files
lie beside it. A paper goes in whole, in one transaction, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from ingest.audience import HOUSE
from ingest.errors import LibraryError
from ingest.library import changes, pages, paid, putting, readers, rows
from ingest.library.changes import Change
from ingest.library.database import Database, explained
from ingest.library.holding import Holding
from ingest.library.originals import Originals
from ingest.library.proving import Looked, is_whole, prove_database, prove_originals
from ingest.library.putting import Paper
from ingest.library.recognitions import Recognitions
from ingest.library.shelf import Shelf
from ingest.library.truth import Truth
from ingest.model import Document, Page, Passage, Person

DATABASE = "library.sqlite"  # in the home
ORIGINALS = "originals"
_LOST = (
    "資料庫のファイル（library.sqlite）が見つからないか、空になっています。登録した元のファイルは残っています。"
    "控えから戻すか（shirube restore）、別の保存先を指定してください。"
)


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
        ready = [(paper, putting.checked(paper)) for paper in papers]
        with explained():
            for paper, _ in ready:
                self._originals.keep(self._name(paper.document), paper.original)
        gone: set[str] = set()
        kept: list[Document] = []
        with self._database.writing() as truth:
            for paper, prepared in ready:
                document, old = putting.put(truth, paper, self._name(paper.document), *prepared)
                kept.append(document)
                gone |= {old} if old else set()
            for paper, _ in ready:
                # Another process may have removed the last paper of these contents since the first copy.
                self._originals.keep(self._name(paper.document), paper.original)
            if gone:
                paid.forget(truth)
        if gone:
            self._drop_unused(gone)
            self._database.flush_log()
        return tuple(kept)

    def remove(self, source: str, audience: str = HOUSE) -> bool:
        """Takes a paper out, its words off the disk, its original too when no other paper has those contents."""
        with self._database.writing() as truth:
            gone = putting.take_out(truth, source, audience)
            if gone is None:
                return False
            paid.forget(truth)
        self._drop_unused({gone.original})
        self._database.flush_log()
        return True

    def clean(self) -> bool:
        """Takes the last copies of papers that went off the disk, where some went since the last time; whether so.

        Where another process is at it, it is left to that one.
        """
        with self._database.alone("clean") as alone:
            with self._database.reading() as truth:
                gone, cleaned = truth.execute("SELECT gone, cleaned FROM library").fetchone()
            if not alone or gone == cleaned:
                return False
            self._database.write_anew()
            with self._database.writing() as truth:
                truth.execute("UPDATE library SET cleaned = ?", (gone,))
        return True

    def set_audience(self, document_id: str, audience: str, *, said: bool = True) -> None:
        """Gives a paper to other readers; `said` by a person, or else by a rule. Both views follow the change log.

        Raises LibraryError where a paper of that name and audience is in already.
        """
        with self._database.writing() as truth:
            putting.give_to(truth, document_id, audience, said=said)

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

    def readable(self, document_id: str, person: Person) -> Document | None:
        """The paper of that id, where `person` may read it."""
        document = self.document(document_id)
        return document if document is not None and person.may_read(document.audience) else None

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
        where = "" if audiences is None else f" WHERE audience IN ({rows.marks_for(audiences)})"
        sql = f"SELECT count(*), coalesce(sum(passages), 0) FROM documents{where}"
        with self._database.reading() as truth:
            papers, passages = truth.execute(sql, tuple(audiences or ())).fetchone()
        return int(papers), int(passages)

    def prove(self, person: Person | None = None, progress: Looked | None = None) -> tuple[str, ...]:
        """What is wrong with the truth itself, in Japanese: a damaged database, originals that are gone or damaged.

        Where it is told to a person, papers that others read are not named. `progress` is told papers looked at, and in
        all; then the same of their originals.
        """
        sound = self._database.is_sound()
        with self._database.reading() as truth:
            said = (
                *prove_database(truth, sound, person, progress),
                *prove_originals(truth, self._originals, person, progress),
            )
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
        with self._database.reading() as truth:
            return pages.of(truth, document_id, boxes=boxes)

    def waiting(self, document_id: str) -> tuple[int, ...]:
        """The numbers of the pages that may yet be recognised in a picture: no characters, or none that make sense."""
        with self._database.reading() as truth:
            return pages.waiting(truth, document_id)

    def text(self, document_id: str) -> str:
        """The paper's text: its pages' texts, one after the other."""
        with self._database.reading() as truth:
            return pages.text(truth, document_id)

    def head(self, document_id: str) -> str:
        """How a paper begins: the text of its first page; "" where there is none."""
        with self._database.reading() as truth:
            return pages.head(truth, document_id)

    def page_at(self, document_id: str, offset: int) -> tuple[Page, int, int]:
        """The page, with boxes, that holds character `offset` of the paper's text; where the page starts; its ordinal.

        Raises LookupError for an offset outside the text.
        """
        with self._database.reading() as truth:
            return pages.at(truth, document_id, offset)

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
        for some in rows.batches(ids):
            found |= {p.id: p for p in self._passages(f"id IN ({rows.marks_for(some)})", some)}
        return {key: found[key] for key in ids if key in found}

    def neighbours(self, passage: Passage, before: int, after: int) -> tuple[Passage, ...]:
        """Up to `before` passages before and `after` after it in its paper, in order, without itself."""
        where = "document = ? AND ordinal BETWEEN ? AND ? AND ordinal <> ? ORDER BY ordinal"
        place = passage.ordinal
        return self._passages(where, (passage.document, place - before, place + after, place))

    def sample(self, count: int) -> tuple[Passage, ...]:
        """Up to `count` passages spread over the library, the same ones each time: for views to prove themselves."""
        found: list[Passage] = []
        for document_id, ordinal in self._shelf.spread(count):
            found += self._passages("document = ? AND ordinal = ?", (document_id, ordinal))
        return tuple(found)

    # ---- for the views

    def last_change(self) -> int:
        """The number of the latest change, 0 for none."""
        with self._database.reading() as truth:
            return changes.latest(truth)

    def changes(self, after: int) -> tuple[Change, ...]:
        """What happened since change `after`, the latest of each document, in order."""
        with self._database.reading() as truth:
            return changes.since(truth, after)

    def tokens(self, document_id: str) -> bytes | None:
        """The packed words and 2-grams of the paper's passages in order (see `indexing.unpack`)."""
        with self._database.reading() as truth:
            row = truth.execute("SELECT tokens FROM documents WHERE id = ?", (document_id,)).fetchone()
        return row[0] if row else None

    def vectors(self, embedder: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """Vectors once paid for, by `indexing.digest`: float32, little-endian."""
        with self._database.reading() as truth:
            return paid.find(truth, embedder, digests)

    def keep_vectors(self, embedder: str, vectors: Mapping[bytes, bytes]) -> None:
        """Keeps vectors for the next rebuild; those of a text that has left the library meanwhile are let go."""
        with self._database.writing() as truth:
            paid.keep(truth, embedder, vectors)

    def alone(self, name: str) -> AbstractContextManager[bool]:
        """Whether nobody else, on any machine of this library, is inside a block of that name."""
        return self._database.alone(name)

    # ---- inside

    def _name(self, document: Document) -> str:
        return self._originals.name(document.sha256, document.source)

    def _one_document(self, where: str, *values: str) -> Document | None:
        with self._database.reading() as truth:
            row = truth.execute(f"SELECT {rows.DOCUMENT} FROM documents WHERE {where}", values).fetchone()
        return rows.read_document(row) if row else None

    def _passages(self, where: str, values: Sequence[object]) -> tuple[Passage, ...]:
        with self._database.reading() as truth:
            found = truth.execute(f"SELECT {rows.PASSAGE} FROM passages WHERE {where}", tuple(values)).fetchall()
        return tuple(map(rows.read_passage, found))

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
