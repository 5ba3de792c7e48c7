"""Small real files for the tests of the readers, made in code."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.model import BlockKind, Page, Reading

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def shown(reading: Reading, page: int = 0) -> list[tuple[BlockKind, str]]:
    """Kind and words of each block of a page."""
    return [(block.kind, words) for block, words in zip(reading.pages[page].blocks, texts(reading, page), strict=True)]


def texts(reading: Reading, page: int = 0) -> list[str]:
    return [reading.pages[page].text[block.start : block.end] for block in reading.pages[page].blocks]


def assert_sound(page: Page) -> None:
    """What holds of every page: blocks in order, apart from each other, without white space at their ends."""
    assert page.text == "" or page.text.endswith("\n")
    assert "\r" not in page.text
    assert "\x00" not in page.text
    last = 0
    for block in page.blocks:
        assert last <= block.start < block.end <= len(page.text)
        assert page.text[block.start : block.end].strip()
        last = block.end
    assert "".join(page.text[b.start : b.end] for b in page.blocks).split() == page.text.split() or page.blocks


def write_zip(path: Path, parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoilt(parts: dict[str, bytes], name: str) -> Iterator[dict[str, bytes]]:
    """The file without one of its parts, and with that part turned into other things."""
    yield {key: content for key, content in parts.items() if key != name}
    yield parts | {name: b"<a/>"}
    yield parts | {name: b"\xff<"}


def word_parts(body: str, **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a Word file whose body is the given XML; `more` are parts of the folder word."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v"><w:body>{body}</w:body></w:document>',
        **{f"word/{name}.xml": content for name, content in more.items()},
    }


def write_word(path: Path, body: str, **more: str | bytes) -> Path:
    return write_zip(path, word_parts(body, **more))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lie_about_size(path: Path, size: int) -> None:
    """Make every header of the zip claim that its entry inflates to `size` bytes."""
    raw = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.find(signature)
        while at >= 0:
            struct.pack_into("<I", raw, at + offset, size)
            at = raw.find(signature, at + 4)
    path.write_bytes(raw)


def write_ole2(path: Path, *streams: str) -> Path:
    """The beginning of an OLE2 container whose directory names these streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in ("Root Entry", *streams))
    path.write_bytes(header + entries.ljust(1024, b"\0"))
    return path
