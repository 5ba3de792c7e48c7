"""The words view: BM25 over words and over character 2-grams, with who may read what inside the query.

The only door to tantivy. The view holds tokens and the fields of the filters, never text, and nothing that the library
cannot give again. BM25 is tantivy's, k1 1.2 and b 0.75 (docs/quality.md has what it finds).
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from ingest.errors import LibraryError
from ingest.library.database import explained, told
from ingest.library.footers import are_sound
from ingest.library.generations import Generations
from ingest.library.indexing import joined, unpack
from ingest.library.library import Change, Library
from ingest.model import Document, Filters, Passage, Person

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter, Query, Schema, Searcher

_FORM = 2  # of the fields below; another number in a folder has it built anew
_HEAP = 64_000_000  # bytes of one writer, flushed to a segment when full
_A_COMMIT = 20_000  # passages
_STATE = "*"  # the `document` of the one entry that is no passage
_PATIENCE = 600.0  # seconds that a rebuild waits for another process
_DAMAGED = "検索用の索引（ことば）が壊れていたため、作り直しました。資料は失われていません。"
_BROKEN = "検索用の索引（ことば）が壊れています。索引を作り直してください。"
_UNWRITTEN = (
    "検索用の索引（ことば）を書けません。保存先のディスクを確かめてください。"
    "登録済みの資料はそのまま残っています。"
)
_OLDER = (
    "資料庫が、索引を作ったときより古い状態に戻っています。最後に登録した資料が残っているか、一覧で確かめてください。"
)
_BEHIND = "検索用の索引（ことば）に、まだ反映されていない資料があります。"
_TAKEN = "ほかの処理が検索用の索引を作っています。終わるのを待ってから、もう一度行ってください。"


@dataclass(frozen=True, slots=True)
class Ranked:
    """What was found, best first: passage ids with their BM25, by words and by character 2-grams."""

    words: dict[str, float]
    grams: dict[str, float]


@dataclass(frozen=True, slots=True)
class _State:
    """What a version of the view says of itself; kept in the view, committed with what it speaks of."""

    library: str
    change: int
    form: int = _FORM


class WordsView:
    """The words view of one library, in `folder`. Safe for threads, and for other processes on the same folder."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Touches nothing yet; the folder is opened at first use."""
        self._folder = folder
        self._library = library
        self._generations = Generations(folder)
        self._open: tuple[Path, Index] | None = None
        self._lock = threading.RLock()

    def warm(self) -> None:
        """Nothing to load beforehand."""

    def close(self) -> None:
        """Lets go of the files."""
        with self._lock:
            self._open = None

    # ---- searching

    def search(
        self, words: Sequence[str], grams: Sequence[str], person: Person, filters: Filters, k: int = 400
    ) -> Ranked:
        """The best `k` passages for `words` and for `grams` that `person` may read and `filters` let through.

        Commits of other processes are seen. A passage that was removed or went to other readers since may still be
        among the ids: the library has the last word.
        Raises LibraryError when the view is damaged (`mend` it).
        """
        searcher = self._searcher()
        if searcher is None and self._generations.current() is not None:
            raise LibraryError(_BROKEN)
        audiences = self._library.audiences(person)
        if searcher is None or not audiences:
            return Ranked({}, {})
        only = _restrictions(audiences, filters)
        return Ranked(_best(searcher, "words", words, only, k), _best(searcher, "grams", grams, only, k))

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """How much each word tells: BM25's inverse document frequency over the passages of the library."""
        searcher = self._searcher()
        if searcher is None:
            return dict.fromkeys(words, 1.0)
        passages = _passages_in(searcher)
        having = {word: searcher.doc_freq("words", word) for word in words}
        return {word: math.log(1 + (max(0, passages - n) + 0.5) / (n + 0.5)) for word, n in having.items()}

    def count(self) -> int:
        """How many passages can be found."""
        searcher = self._searcher()
        return 0 if searcher is None else _passages_in(searcher)

    # ---- keeping up with the library

    def catch_up(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Applies what happened to the library since the last time; returns how many papers that was.

        A second call does nothing. When another process is at it, it is left to that process. When a paper went, or
        gave way to a newer one, the view is built anew (0.8 s for 18,000 passages), since an index keeps on the disk
        what is deleted from it.
        """
        if self._is_current() and not self._generations.has_remains():
            return 0
        with explained():
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with self._writing(0):
                    self._generations.sweep()
                    return 0 if self._is_current() else self._apply(progress)
            except Timeout:
                return 0
            except ValueError as error:  # what tantivy says of a disk that fails
                raise LibraryError(told(self._folder, _UNWRITTEN)) from error

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Builds the view anew beside the old one, then takes it into use."""
        with explained():
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with self._writing(_PATIENCE):
                    self._build(progress)
            except Timeout as error:
                raise LibraryError(_TAKEN) from error
            except ValueError as error:
                raise LibraryError(told(self._folder, _UNWRITTEN)) from error

    def mend(self, progress: Callable[[int, int], None] | None = None) -> str:
        """Builds the view anew if it is damaged; returns what to tell the person, in Japanese, or nothing."""
        damage = self._damage()
        if not damage:
            return ""
        self.rebuild(progress)
        return _OLDER if damage == (_OLDER,) else _DAMAGED

    def prove(self) -> tuple[str, ...]:
        """What is wrong with the view, in Japanese: counts that differ, passages not found by their own words."""
        return self._damage() or (() if self._is_current() else (_BEHIND,))

    # ---- inside

    def _is_current(self) -> bool:
        state = self._state()
        if state is None:
            return self._library.last_change() == 0
        return state == _State(self._library.id, self._library.last_change())

    def _is_of_later(self, state: _State) -> bool:
        """Whether the view knows of changes that the library has never heard of: a log was torn, a copy put back."""
        return state.library == self._library.id and state.change > self._library.last_change()

    def _damage(self) -> tuple[str, ...]:
        version = self._generations.current()
        if version is None:
            return ()  # not there at all: the next `catch_up` makes it
        if not are_sound(version) or self._index() is None or (state := self._state()) is None:
            return (_BROKEN,)
        if self._is_of_later(state):
            return (_OLDER,)
        if not self._is_current():
            return ()
        held, wanted = self.count(), self._library.counts()[1]
        if held != wanted:
            return (
                f"検索用の索引（ことば）の件数（{held}）が資料庫の件数（{wanted}）と合いません。作り直してください。",
            )
        try:
            lost = sum(not self._holds(passage) for passage in self._library.sample(20))
        except LibraryError as error:
            return (str(error),)
        return (f"検索用の索引（ことば）で見つからない箇所が{lost}件あります。作り直してください。",) if lost else ()

    def _holds(self, passage: Passage) -> bool:
        searcher, document = self._searcher(), self._library.document(passage.document)
        packed = self._library.tokens(passage.document)
        if searcher is None or document is None or packed is None:
            return False
        words, grams = unpack(packed)[passage.ordinal]
        field, tokens = ("words", words.split()) if words else ("grams", grams.split())
        only = _restrictions([document.audience], Filters(documents=(document.id,)))
        # Passages of one paper may have the same words, so all of the paper's are looked at.
        return not tokens or passage.id in _best(searcher, field, tokens, only, document.passages)

    def _apply(self, progress: Callable[[int, int], None] | None) -> int:
        state, index = self._state(), self._index()
        if index is None or state is None or state.library != self._library.id or state.form != _FORM:
            return self._build(progress)
        if self._is_of_later(state):
            return self._build(progress)
        changes = self._library.changes(state.change)
        known = [one for one in changes if index.searcher().doc_freq("document", one.document_id)]
        if any(change.contents > state.change for change in known):
            return self._build(progress)
        self._write(index, changes, progress)
        return len(changes)

    def _build(self, progress: Callable[[int, int], None] | None) -> int:
        import tantivy

        changes = self._library.changes(0)
        version = self._generations.new()
        try:
            self._write(tantivy.Index(_schema(), path=str(version)), changes, progress)
        except BaseException:
            self._generations.drop(version)
            raise
        with self._lock:
            self._open = None
        self._generations.adopt(version)
        return len(changes)

    def _write(self, index: Index, changes: Sequence[Change], progress: Callable[[int, int], None] | None) -> None:
        """Adds papers in order and commits now and then; what the index has of them was for other readers."""
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        before = index.searcher()
        if not changes:  # an empty library, too, has a view that says of itself what it is
            self._commit(writer, 0)
        since = 0
        for done, change in enumerate(changes, start=1):
            document = None if change.removed else self._library.document(change.document_id)
            if document is not None:
                if before.doc_freq("document", document.id):
                    writer.delete_documents_by_term("document", document.id)
                since += _add(writer, document, self._library)
            if since >= _A_COMMIT or done == len(changes):
                self._commit(writer, change.number)
                since = 0
            if progress is not None:
                progress(done, len(changes))
        writer.wait_merging_threads()

    def _commit(self, writer: IndexWriter, change: int) -> None:
        import tantivy

        state = json.dumps({"library": self._library.id, "change": change, "form": _FORM})
        writer.delete_documents_by_term("document", _STATE)
        writer.add_document(tantivy.Document(id=[state], document=[_STATE]))
        writer.commit()

    def _state(self) -> _State | None:
        searcher = self._searcher()
        if searcher is None:
            return None
        import tantivy

        query = tantivy.Query.term_query(_schema(), "document", _STATE, index_option="basic")
        try:
            for _, address in searcher.search(query, limit=1).hits:
                return _State(**json.loads(str(searcher.doc(address)["id"][0])))
        except ValueError:  # damaged files that could still be opened
            return None
        return None

    def _writing(self, patience: float) -> FileLock:
        return FileLock(self._folder / "writer.lock", timeout=patience)

    def _searcher(self) -> Searcher | None:
        index = self._index()
        if index is None:
            return None
        index.reload()  # 20 µs when nothing is new
        return index.searcher()

    def _index(self) -> Index | None:
        """The version in use, opened once; None when there is none or it cannot be read."""
        with self._lock:
            version = self._generations.current()
            if version is None:
                self._open = None
            elif self._open is None or self._open[0] != version:
                self._open = _opened(version)
            return self._open[1] if self._open else None


def _opened(version: Path) -> tuple[Path, Index] | None:
    import tantivy

    try:
        index = tantivy.Index.open(str(version))
        index.config_reader("manual")
    except ValueError:  # what tantivy says of a folder that it cannot read
        return None
    return version, index


@cache
def _schema() -> Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("document", "audience", "source", "kind", "speaker"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("fiscal_year", indexed=True)
    for name in ("words", "grams"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _add(writer: IndexWriter, document: Document, library: Library) -> int:
    """Adds a paper's passages; returns how many. A paper replaced at this very moment comes with its own change."""
    import tantivy

    passages, packed = library.passages(document.id), library.tokens(document.id)
    lines = unpack(packed) if packed else []
    if len(lines) != len(passages):
        return 0
    fields: dict[str, Any] = {"document": document.id, "audience": document.audience, "source": document.source}
    fields["kind"] = document.kind
    if document.fiscal_year is not None:
        fields["fiscal_year"] = document.fiscal_year
    for passage, (words, grams) in zip(passages, lines, strict=True):
        writer.add_document(
            tantivy.Document(**fields, id=passage.id, speaker=passage.speaker, words=words, grams=grams)
        )
    return len(passages)


def _restrictions(audiences: Sequence[str], filters: Filters) -> list[Query]:
    """The conditions that every passage found meets; they weigh nothing in the score."""
    import tantivy

    conditions: tuple[tuple[str, Iterable[str | int]], ...] = (
        ("audience", audiences),
        ("source", filters.sources),
        ("kind", filters.kinds),
        ("fiscal_year", filters.fiscal_years),
        ("speaker", filters.speakers),
        ("document", filters.documents),
    )
    return [
        tantivy.Query.const_score_query(tantivy.Query.term_set_query(_schema(), field, list(values)), 0.0)
        for field, values in conditions
        if values
    ]


def _best(searcher: Searcher, field: str, tokens: Sequence[str], only: Sequence[Query], k: int) -> dict[str, float]:
    import tantivy

    terms = joined(tokens).split()
    if not terms or k < 1:
        return {}
    should = [
        (tantivy.Occur.Should, tantivy.Query.term_query(_schema(), field, term, index_option="freq")) for term in terms
    ]
    must = [(tantivy.Occur.Must, query) for query in (tantivy.Query.boolean_query(should), *only)]
    try:
        hits = searcher.search(tantivy.Query.boolean_query(must), limit=k, count=False).hits
        return {str(searcher.doc(address)["id"][0]): float(score) for score, address in hits}
    except ValueError as error:
        raise LibraryError(_BROKEN) from error


def _passages_in(searcher: Searcher) -> int:
    return max(0, searcher.num_docs - 1)  # without the entry that holds the state
