"""One version of the words view on the disk: its fields, how passages go in and out, how it is asked.

The only door to tantivy. An index holds tokens and the fields of the filters, never text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ingest.errors import LibraryError
from ingest.library.changes import Change
from ingest.library.indexing import joined, unpack
from ingest.library.library import Library
from ingest.model import Document, Filters

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter, Query, Schema, Searcher

FORM = 2  # of the fields below; another number in a folder has it built anew
BROKEN = "検索用の索引（ことば）が壊れています。索引を作り直してください。"
_HEAP = 64_000_000  # bytes of one writer, flushed to a segment when full
_A_COMMIT = 20_000  # passages
_STATE = "*"  # the `document` of the one entry that is no passage


@dataclass(frozen=True, slots=True)
class State:
    """What an index says of itself; kept in it, committed with what it speaks of.

    `remains` says that the files still hold the tokens of papers that are no longer found.
    """

    library: str
    change: int
    form: int = FORM
    remains: bool = False


class WordIndex:
    """An index in a folder of its own. Safe for threads that search; one at a time may write."""

    def __init__(self, index: Index) -> None:
        """From tantivy's own; `made` and `opened` have a folder."""
        index.config_reader("manual")
        self._index = index

    @classmethod
    def made(cls, path: Path) -> Self:
        """An empty index in an empty folder."""
        import tantivy

        return cls(tantivy.Index(_schema(), path=str(path)))

    @classmethod
    def opened(cls, path: Path) -> Self | None:
        """The index that lies there; None where it cannot be read."""
        import tantivy

        try:
            return cls(tantivy.Index.open(str(path)))
        except ValueError:  # what tantivy says of a folder that it cannot read
            return None

    # ---- asking

    def state(self) -> State | None:
        """What it says of itself; None before anything was written, and where the files are damaged.

        This and all below raise LibraryError where the files cannot be read on, as when they are being deleted.
        """
        import tantivy

        searcher = self._searcher()
        query = tantivy.Query.term_query(_schema(), "document", _STATE, index_option="basic")
        try:
            for _, address in searcher.search(query, limit=1).hits:
                return State(**json.loads(str(searcher.doc(address)["id"][0])))
        except ValueError:  # damaged files that could still be opened
            return None
        return None

    def count(self, audiences: Sequence[str] | None = None) -> int:
        """How many passages can be found; of these audiences, where some are given."""
        import tantivy

        if audiences is None:
            return _passages_in(self._searcher())
        only = [(tantivy.Occur.Must, one) for one in _restrictions(audiences, Filters())]
        found = self._searcher().search(tantivy.Query.boolean_query(only), limit=1) if audiences else None
        return int(found.count) if found else 0  # type: ignore[attr-defined]  # tantivy's stubs leave it out

    def holds(self, document_id: str) -> bool:
        """Whether anything of a paper is in the files, found or not."""
        return self._searcher().doc_freq("document", document_id) > 0

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """BM25's inverse document frequency of each word."""
        searcher = self._searcher()
        passages = _passages_in(searcher)
        having = {word: searcher.doc_freq("words", word) for word in words}
        return {word: math.log(1 + (max(0, passages - n) + 0.5) / (n + 0.5)) for word, n in having.items()}

    def best(
        self, tokens: dict[str, Sequence[str]], audiences: Sequence[str], filters: Filters, k: int
    ) -> dict[str, dict[str, float]]:
        """For each field the ids of the best `k` passages for its tokens, with their BM25, best first.

        All of one state of the index.
        """
        searcher, only = self._searcher(), _restrictions(audiences, filters)
        return {field: _best(searcher, field, some, only, k) for field, some in tokens.items()}

    # ---- writing

    def write(
        self,
        library: Library,
        changes: Sequence[Change],
        remains: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Applies changes in order and commits now and then. `remains` says that there were some before."""
        before = state.change if (state := self.state()) else 0
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        if not changes:  # an empty library, too, has an index that says of itself what it is
            _commit(writer, State(library.id, 0))
        since = 0
        for done, change in enumerate(changes, start=1):
            if self.holds(change.document_id):
                writer.delete_documents_by_term("document", change.document_id)
                remains = remains or change.contents > before  # else it only went to other readers
            document = None if change.removed else library.document(change.document_id)
            if document is not None:
                since += _add(writer, document, library)
            if since >= _A_COMMIT or done == len(changes):
                _commit(writer, State(library.id, change.number, remains=remains))
                since = 0
            if progress is not None:
                progress(done, len(changes))
        writer.wait_merging_threads()

    def _searcher(self) -> Searcher:
        try:
            self._index.reload()  # 20 µs when nothing is new
        except ValueError as error:
            raise LibraryError(BROKEN) from error
        return self._index.searcher()


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


def _commit(writer: IndexWriter, state: State) -> None:
    import tantivy

    writer.delete_documents_by_term("document", _STATE)
    writer.add_document(tantivy.Document(id=[json.dumps(asdict(state))], document=[_STATE]))
    writer.commit()


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
        raise LibraryError(BROKEN) from error


def _passages_in(searcher: Searcher) -> int:
    return max(0, searcher.num_docs - 1)  # without the entry that holds the state
