"""Small papers for the tests of the library, made in code: one passage a line."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ingest.library.putting import Paper
from ingest.model import Document, Page, Passage


def paper(folder: Path, source: str, text: str, **fields: Any) -> Paper:
    """A paper of one page whose lines are its passages; `fields` are the Document's, and `speaker` its passages'."""
    folder.mkdir(parents=True, exist_ok=True)
    original = folder / source
    original.write_text(text, encoding="utf-8")
    speaker = fields.pop("speaker", "")
    key = hashlib.sha256(source.encode()).hexdigest()[:16]
    fields = {"format": "txt", "title": Path(source).stem, "kind": "資料", "pages": 1, **fields}
    document = Document(id=key, source=source, sha256=hashlib.sha256(original.read_bytes()).hexdigest(), **fields)
    passages, start = [], 0
    for ordinal, line in enumerate(text.splitlines(keepends=True)):
        end = start + len(line)
        passages.append(Passage(f"{key}-{ordinal}", key, ordinal, 1, "p.1", start, end, line, speaker=speaker))
        start = end
    return Paper(document, (Page(1, "p.1", text, ()),), passages, original)
