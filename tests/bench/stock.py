"""The stock recipe as tutorials give it, in a process of its own: `python -m tests.bench.stock FOLDER OUT`.

The page loop is what langchain-community's PyPDFLoader does by default (one Document a page, text by
`extract_text`, source and page as metadata); that package is not installed for twenty lines. The splitter is
RecursiveCharacterTextSplitter 1000/200, the store a Chroma PersistentClient, the embedder the very one of Shirube.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.documents import Document

# Chroma takes at most 5,461 rows at once.
BATCH = 1000


def load(path: Path) -> Iterator[Document]:
    """One Document a page, as PyPDFLoader yields them."""
    import pypdf
    from langchain_core.documents import Document

    reader = pypdf.PdfReader(path)
    for number, page in enumerate(reader.pages):
        yield Document(page.extract_text(), metadata={"source": str(path), "page": number})


def readable(path: Path) -> bool:
    """Whether pypdf can open it at all; both recipes are measured on the papers that this one can read."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        return len(pypdf.PdfReader(path).pages) > 0
    except (PyPdfError, ValueError, OSError):
        return False


def ingest(paths: list[Path], folder: Path) -> dict[str, float]:
    """Load, split, embed and store; the seconds of each step, and counts of pages and pieces."""
    import chromadb
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from ingest.library.embeddings import HashingEmbedder

    embedder = HashingEmbedder()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    collection = chromadb.PersistentClient(str(folder)).create_collection("stock", embedding_function=None)
    steps = dict.fromkeys(("load", "split", "embed", "store"), 0.0)

    began = time.perf_counter()
    pages = [page for path in paths for page in load(path)]
    steps["load"] = time.perf_counter() - began
    began = time.perf_counter()
    pieces = splitter.split_documents(pages)
    steps["split"] = time.perf_counter() - began
    for start in range(0, len(pieces), BATCH):
        batch = pieces[start : start + BATCH]
        began = time.perf_counter()
        vectors = embedder.documents([piece.page_content for piece in batch])
        steps["embed"] += time.perf_counter() - began
        began = time.perf_counter()
        collection.add(
            ids=[str(start + number) for number in range(len(batch))],
            embeddings=vectors,
            documents=[piece.page_content for piece in batch],
            metadatas=[dict(piece.metadata) for piece in batch],
        )
        steps["store"] += time.perf_counter() - began
    return {"pages": len(pages), "pieces": len(pieces), "seconds": sum(steps.values()), **steps}


def main() -> None:
    """Measure and print one JSON object."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps(ingest(sorted(folder.glob("*.pdf")), out)))


if __name__ == "__main__":
    main()
