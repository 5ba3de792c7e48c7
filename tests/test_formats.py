"""A file is what its contents say; what cannot be read is refused with what to do instead."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, IngestError, UnsupportedFormat
from ingest.model import Reading
from ingest.readers.dispatch import read
from ingest.readers.formats import detect
from tests.papers import assert_sound, paragraph, write_ole2, write_word, write_zip

SRT = "1\n00:00:01,000 --> 00:00:02,000\nはい\n"


def put(tmp_path: Path, name: str, content: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a.txt", b"\r\n" * 200 + b"%PDF-1.4\n", "pdf"),
        ("a.txt", "予算", "txt"),
        ("a", "予算", "txt"),
        ("a.CSV", "年度,額\n", "csv"),
        ("a.tsv", "年度\t額\n", "csv"),
        ("a.md", "# 予算", "md"),
        ("a.htm", "<p>予算", "html"),
        ("a.txt", "<!DOCTYPE html><html><p>予算", "html"),
        ("a.xls", "\ufeff<html><table>", "html"),
        ("a.xls", "年度,額\n", "csv"),
        ("a.vtt", "予算", "vtt"),
        ("a.txt", "WEBVTT\n\n", "vtt"),
        ("a.txt", SRT, "srt"),
        ("a.txt", "予算".encode("utf-16"), "txt"),
        ("a.txt", "BMの予算", "txt"),
    ],
)
def test_detect(tmp_path: Path, name: str, content: bytes | str, format: str) -> None:
    assert detect(put(tmp_path, name, content)) == format


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.pdf", "a.xlsx", "a"])
def test_a_wrong_suffix_does_not_matter(tmp_path: Path, name: str) -> None:
    assert detect(write_word(tmp_path / name, paragraph("予算"))) == "docx"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jtd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "一太郎で「名前を付けて保存」"),
        ("a.jtd", "文書", "一太郎で「名前を付けて保存」"),
        ("a.doc", b"{\\rtf1 }", ".docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "画像"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0", "画像"),
        ("a.svg", "<svg/>", "画像"),
        ("a.lzh", b"\x20\x00-lh5-\0\0\0", "展開"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "展開"),
        ("a.exe", b"MZ\x00\x01\x02\x03\x00", "種類のわからない"),
    ],
)
def test_what_to_do_instead(tmp_path: Path, name: str, content: bytes | str, says: str) -> None:
    with pytest.raises(UnsupportedFormat, match=says):
        detect(put(tmp_path, name, content))


@pytest.mark.parametrize(
    ("name", "stream", "says"),
    [
        ("a.doc", "WordDocument", "Wordで開き.*.docx"),
        ("a.xls", "Workbook", "Excelで開き.*.xlsx"),
        ("a.ppt", "PowerPoint Document", "PowerPointで開き.*.pptx"),
        ("nameless", "WordDocument", "Wordで開き"),
    ],
)
def test_old_office(tmp_path: Path, name: str, stream: str, says: str) -> None:
    with pytest.raises(UnsupportedFormat, match=says):
        detect(write_ole2(tmp_path / name, stream))


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.doc"])
def test_an_office_file_with_a_password(tmp_path: Path, name: str) -> None:
    with pytest.raises(EncryptedFile):
        detect(write_ole2(tmp_path / name, "EncryptionInfo", "EncryptedPackage"))


def test_archives_and_formats_of_others(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="展開"):
        detect(write_zip(tmp_path / "a.zip", {"予算.txt": "予算"}))
    with pytest.raises(UnsupportedFormat, match="xlsx"):
        detect(write_zip(tmp_path / "a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}))
    with pytest.raises(UnsupportedFormat, match="xlsx"):
        detect(write_zip(tmp_path / "a.xlsb", {"xl/workbook.bin": b"\0"}))


def test_nothing_and_next_to_nothing(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(put(tmp_path, "a.docx", b""))
    for name in ("a.docx", "a.xlsx", "a.pptx", "a.pdf"):
        with pytest.raises(BrokenFile):
            read(put(tmp_path, name, b"\0"))
    with pytest.raises(EmptyFile):
        read(put(tmp_path, "a.txt", b"\n"))
    assert read(put(tmp_path, "b.txt", b"x")).pages[0].text == "x\n"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="開けません"):
        read(tmp_path / "a.txt")
    with pytest.raises(IngestError, match="開けません"):
        read(tmp_path)


def read_or_refuse(path: Path) -> Reading | IngestError:
    try:
        return read(path)
    except IngestError as error:
        return error


SUFFIXES = st.sampled_from([".txt", ".md", ".html", ".csv", ".vtt", ".srt", ".docx", ".xlsx", ".pptx"])
PIECES = st.lists(
    st.sampled_from(
        [
            "予算", "\n", "\n\n", "# ", "- ", "|", "\n|-|-|\n", ",", '"', "\t", "<p>", "<table><tr><td>", "</table>",
            "<td rowspan=9>", "WEBVTT\n", "00:00:01.000 --> 00:00:02.000\n", "山田：", "第1条", "（1）", "<br>", "<!--",
            "```", "\x0b", "\u2028", "。", "あ" * 40, "\x00", "<v 山田>", "&lt;", "==", "---",
        ]
    )
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SUFFIXES, st.one_of(PIECES.map(lambda pieces: "".join(pieces).encode()), st.binary(max_size=200)))
def test_whatever_the_bytes_a_reading_or_our_error(tmp_path: Path, suffix: str, content: bytes) -> None:
    outcome = read_or_refuse(put(tmp_path, f"a{suffix}", content))
    assert isinstance(outcome, Reading) or str(outcome)
    for page in outcome.pages if isinstance(outcome, Reading) else ():
        assert_sound(page)


@pytest.mark.skipif("SHIRUBE_TEST_DATA" not in os.environ, reason="SHIRUBE_TEST_DATA names no folder of real papers")
def test_real_files_end_in_a_reading_or_our_error() -> None:
    folder = Path(os.environ["SHIRUBE_TEST_DATA"])
    for path in sorted([*folder.glob("broken/*"), *folder.glob("documents/*")]):
        if path.suffix in (".pdf", ".jsonl"):
            continue
        began = time.monotonic()
        outcome = read_or_refuse(path)
        assert time.monotonic() - began < 2, path.name
        assert isinstance(outcome, Reading) or "documents" not in path.parts, path.name
        for page in outcome.pages if isinstance(outcome, Reading) else ():
            assert_sound(page)
