"""What is found, against the stock recipes: the same questions, papers and rule of meeting a gold.

The stock pieces are RecursiveCharacterTextSplitter 1000/200 over a page's text by pypdf (or the whole text file),
ranked by BM25 over words parted by white space (what tutorials get) or over character 2-grams (what a Japanese reader
mends it to).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.evaluation import Asked, Gold, meets, read_questions
from assistant.settings import load
from assistant.wiring import build
from ingest.japanese.folding import fold
from ingest.japanese.tokens import bigrams
from ingest.model import Person, local_person
from tests.bench import stock
from tests.bench.material import given
from tests.bench.measure import Figure

_SHOWN = 10
_BUDGET = 3000
Hits = Sequence[tuple[str, str]]  # source and text, best first
Search = Callable[[str], Hits]


def finding() -> list[Figure]:
    """recall@1, recall@5 and budget of both question sets, all papers in one library."""
    papers, minutes = given("documents"), given("minutes/tokyo")
    if papers is None or minutes is None:
        return []
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as home:
        for name, search in _systems(papers, minutes, Path(home)):
            for questions in ("documents", "minutes"):
                asked = [one for one in read_questions(papers.parent / f"questions_{questions}.jsonl") if one.golds]
                for measure, share in _measured(search, asked).items():
                    figures.append(Figure(f"{name}, {questions}: {measure}", round(share, 3), ""))
    return figures


def _systems(papers: Path, minutes: Path, home: Path) -> Iterator[tuple[str, Search]]:
    pieces = list(_pieces(papers, minutes))
    yield "stock splitter, BM25 on white space", _bm25(pieces, str.split, home / "white")
    yield "stock splitter, BM25 on 2-grams", _bm25(pieces, lambda text: bigrams(fold(text)), home / "grams")
    with build(load(home / "shirube")) as desk:
        for _ in desk.ingest([papers, minutes], local_person()):
            pass

        def search(question: str) -> Hits:
            found = desk.search(question, Person(), k=_SHOWN).hits
            return [(hit.document.source, hit.passage.text) for hit in found]

        yield "Shirube", search


def _pieces(papers: Path, minutes: Path) -> Iterator[tuple[str, str]]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    for path in sorted(papers.glob("*.pdf")):
        if stock.readable(path):
            for page in stock.load(path):
                yield from ((path.name, piece) for piece in splitter.split_text(page.page_content))
    for path in sorted(minutes.rglob("*.txt")):
        yield from ((path.name, piece) for piece in splitter.split_text(path.read_text(encoding="utf-8")))


def _bm25(pieces: Sequence[tuple[str, str]], parts: Callable[[str], list[str]], folder: Path) -> Search:
    import tantivy

    folder.mkdir()
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("parts", tokenizer_name="whitespace", index_option="freq")
    schema.add_unsigned_field("n", stored=True)
    index = tantivy.Index(schema.build(), str(folder))
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for n, (_, text) in enumerate(pieces):
        writer.add_document(tantivy.Document(parts=[" ".join(parts(text))], n=n))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> Hits:
        terms = [part for part in dict.fromkeys(parts(question)) if not re.search(r"\s", part)]
        wanted = [(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "parts", term)) for term in terms]
        found = searcher.search(tantivy.Query.boolean_query(wanted), limit=_SHOWN).hits
        return [pieces[searcher.doc(at).to_dict()["n"][0]] for _, at in found]

    return search


def _measured(search: Search, questions: Sequence[Asked]) -> dict[str, float]:
    first, five, budget = 0, 0, 0
    for asked in questions:
        hits = search(asked.text)
        rank = next((n for n, hit in enumerate(hits) if _met(hit, asked.golds)), None)
        if rank is not None:
            first += rank == 0
            five += rank < 5
            budget += sum(len(text) for _, text in hits[:rank]) < _BUDGET
    return {name: n / len(questions) for name, n in (("recall@1", first), ("recall@5", five), ("budget", budget))}


def _met(hit: tuple[str, str], golds: Sequence[Gold]) -> bool:
    return any(meets(hit[0], hit[1], gold) for gold in golds)
