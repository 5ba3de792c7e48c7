"""A file becomes a paper: its title, its kind, its passages and its tokens."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.library.indexing import unpack
from ingest.model import Block, BlockKind, Page, Reading
from ingest.preparing import prepare, title_of


def reading(*lines: tuple[BlockKind, str], title: str = "") -> Reading:
    text, blocks = "", []
    for kind, words in lines:
        blocks.append(Block(kind, len(text), len(text) + len(words), 1))
        text += words + "\n"
    return Reading("txt", (Page(1, "p.1", text, tuple(blocks)),), title)


HEADING, PARAGRAPH = BlockKind.HEADING, BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    ("read", "source", "title"),
    [
        (reading((HEADING, "会議の記録"), title="生成ＡＩ  利用指針"), "a.pdf", "生成ＡＩ 利用指針"),
        (reading((PARAGRAPH, "令和五年"), (HEADING, "会議の記録")), "a.pdf", "会議の記録"),
        (reading((PARAGRAPH, "市政報告を申し上げる。"), title="12"), "01/市政報告書.pdf", "市政報告書"),
        (reading((PARAGRAPH, "本文である。")), "doc.pdf", "doc"),
        (reading((HEADING, "あ" * 100)), "資料の一覧.pdf", "資料の一覧"),
        (Reading("pdf", ()), "doc.pdf", "doc"),
    ],
)
def test_title(read: Reading, source: str, title: str) -> None:
    assert title_of(read, source) == title


def test_a_file_becomes_a_paper(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("会議を開く。\n資料を配る。\n", encoding="utf-8")
    prepared = prepare(path, "記録/20230526会議.txt", "0" * 64)
    document = prepared.document
    assert (document.source, document.title, document.kind) == ("記録/20230526会議.txt", "20230526会議", "会議資料")
    assert (str(document.held_on), document.fiscal_year, document.pages) == ("2023-05-26", 2023, 1)
    assert document.passages == len(prepared.passages) == len(unpack(prepared.tokens)) == 1
    assert prepared.passages[0].document == document.id


def test_two_names_or_two_contents_are_two_papers(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("会議を開く。", encoding="utf-8")
    ids = {
        prepare(path, source, digest).document.id for source in ("a.txt", "b.txt") for digest in ("0" * 64, "1" * 64)
    }
    assert len(ids) == 4


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(IngestError):
        prepare(tmp_path / "gone.txt", "gone.txt", "0" * 64)
