"""Zip-based files that must not be opened, each made by hand."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, HostileFile
from ingest.readers.zipguard import HARMLESS, LARGEST, MOST_ENTRIES, check
from tests.papers import lie_about_size, paragraph, word_parts, write_word, write_zip

ENTITIES = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def test_an_ordinary_file_passes(tmp_path: Path) -> None:
    check(write_word(tmp_path / "a.docx", paragraph("予算")))


def test_small_repetitive_xml_passes_at_any_ratio(tmp_path: Path) -> None:
    rows = '<row><c s="1"/></row>' * 200_000  # 4 MB that pack some 300 to 1
    check(write_zip(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": f"<sheetData>{rows}</sheetData>"}))


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    bomb = write_zip(tmp_path / "a.docx", {"word/media/image1.bin": b"\0" * (HARMLESS + 1)})
    with pytest.raises(HostileFile):
        check(bomb)


def test_a_bomb_is_refused_by_its_total_before_it_is_inflated(tmp_path: Path) -> None:
    quarter = b"\0" * (LARGEST // 4 + 1)
    bomb = write_zip(tmp_path / "a.docx", {f"word/media/{n}.bin": quarter for n in range(4)})
    with pytest.raises(HostileFile):
        check(bomb)


@pytest.mark.parametrize("claimed", [10, 1_000_000])
def test_a_bomb_whose_headers_lie_is_not_let_in(tmp_path: Path, claimed: int) -> None:
    bomb = write_zip(tmp_path / "a.docx", {"word/media/image1.bin": b"\0" * (HARMLESS * 2)})
    lie_about_size(bomb, claimed)
    with zipfile.ZipFile(bomb) as archive:
        assert archive.infolist()[0].file_size == claimed
    with pytest.raises((HostileFile, BrokenFile)):
        check(bomb)


def test_too_many_entries(tmp_path: Path) -> None:
    with pytest.raises(HostileFile):
        check(write_zip(tmp_path / "a.docx", {f"{n}": b"" for n in range(MOST_ENTRIES + 1)}))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "word/../../evil", "/etc/passwd", "C:/evil", "word\\..\\..\\evil", "\\x"]
)
def test_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(HostileFile):
        check(write_zip(tmp_path / "a.docx", {name: b"x"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("dtd", [ENTITIES, OUTSIDE])
@pytest.mark.parametrize("name", ["word/document.xml", "customXml/item1.dat", "word/_rels/a.rels"])
def test_a_dtd_in_any_part(tmp_path: Path, encoding: str, dtd: str, name: str) -> None:
    with pytest.raises(HostileFile):
        check(write_zip(tmp_path / "a.docx", {name: f"<?xml version='1.0'?>\n{dtd}<a>&b;</a>".encode(encoding)}))


def test_a_dtd_across_the_edge_of_what_is_read_at_once(tmp_path: Path) -> None:
    noise = random.Random(1)
    comment = "".join(noise.choices("abcdefgh ", k=(1 << 18) - 12))
    with pytest.raises(HostileFile):
        check(write_zip(tmp_path / "a.docx", {"a.xml": f"<!--{comment}--><!DOCTYPE a><a/>"}))


def test_a_dtd_hidden_by_an_odd_encoding(tmp_path: Path) -> None:
    hidden = b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4-<a/>"
    with pytest.raises(HostileFile):
        check(write_zip(tmp_path / "a.docx", {"a.xml": hidden}))


def test_the_words_of_a_dtd_as_text_are_no_dtd(tmp_path: Path) -> None:
    check(write_word(tmp_path / "a.docx", paragraph("&lt;!DOCTYPE html&gt;")))


def test_truncated(tmp_path: Path) -> None:
    whole = write_word(tmp_path / "a.docx", paragraph("予算" * 100)).read_bytes()
    for length in (len(whole) - 1, len(whole) // 2, 30, 4, 1):
        (tmp_path / "b.docx").write_bytes(whole[:length])
        with pytest.raises(BrokenFile):
            check(tmp_path / "b.docx")


def test_a_flipped_byte(tmp_path: Path) -> None:
    whole = bytearray(write_zip(tmp_path / "a.docx", word_parts(paragraph("予算")), zipfile.ZIP_STORED).read_bytes())
    whole[whole.index("予算".encode())] ^= 1
    (tmp_path / "b.docx").write_bytes(whole)
    with pytest.raises(BrokenFile):
        check(tmp_path / "b.docx")


def test_a_password_on_the_zip_itself(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph("予算"))
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(EncryptedFile):
        check(path)


def test_a_zip_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        check(write_zip(tmp_path / "a.docx", {}))
