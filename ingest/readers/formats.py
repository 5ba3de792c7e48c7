"""What kind of file this is, by its contents first and its name second."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, IngestError, UnsupportedFormat
from ingest.readers.encoding import marked
from ingest.readers.zipguard import ZIP_ERRORS

_HEAD = 1 << 16
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {"docx": b"wordprocessingml", "pptx": b"presentationml", "xlsx": b"spreadsheetml"}
_FOLDERS = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_BY_SUFFIX = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pptx": "pptx", ".pptm": "pptx", ".xlsx": "xlsx",
    ".xlsm": "xlsx", ".xltx": "xlsx",
}  # fmt: skip
_TEXT_SUFFIXES = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".vtt": "vtt", ".srt": "srt", ".xls": "csv",  # office systems write CSV under the name of Excel
}  # fmt: skip
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_IMAGE_SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".heif", ".svg"}
_HTML = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SRT = re.compile(r"\s*\d+\s*\n\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_ICHITARO = {".jtd", ".jtt", ".jtdc", ".jttc", ".jfw", ".jvw", ".juw", ".jbw", ".jsw", ".jaw", ".jtw", ".jhd"}
_LEGACY = {
    ".doc": ("Word", ".docx"), ".dot": ("Word", ".docx"), ".rtf": ("Word", ".docx"), ".xls": ("Excel", ".xlsx"),
    ".xlt": ("Excel", ".xlsx"), ".xlsb": ("Excel", ".xlsx"), ".ppt": ("PowerPoint", ".pptx"),
    ".pps": ("PowerPoint", ".pptx"), ".ppsx": ("PowerPoint", ".pptx"), ".odt": ("Word", ".docx"),
    ".ods": ("Excel", ".xlsx"), ".odp": ("PowerPoint", ".pptx"),
}  # fmt: skip

ICHITARO = (
    "一太郎の文書です。一太郎で「名前を付けて保存」を選び、PDFかWord形式（.docx）で保存し直してから登録してください。"
)
IMAGE = "画像のファイルです。PDFに変えてから登録してください（文字認識のソフトTesseractで読み取ります）。"
ARCHIVE = "圧縮されたファイル（ZIPなど）です。展開してから、中のファイルを登録してください。"
UNKNOWN = (
    "種類のわからないファイルです。元のアプリで開き、PDF、Word（.docx）、Excel（.xlsx）などで"
    "保存し直してから登録してください。"
)
UNOPENABLE = "ファイルを開けません。ファイルがあるか、読み取りの権限があるかを確かめてください。"


def detect(path: Path) -> str:
    """The format of `path`: pdf docx pptx xlsx csv html md txt vtt srt.

    Raises EmptyFile, BrokenFile (a name that its contents belie), EncryptedFile (a password on an Office file), or
    UnsupportedFormat that says what to do instead.
    """
    head = _head(path)
    suffix = path.suffix.lower()
    if not head:
        raise EmptyFile
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(path, suffix)
    if head.startswith(_OLE2):
        raise _ole2_error(path, suffix)
    _refuse_known(head, suffix)
    if not _is_text(head):
        if suffix in _BY_SUFFIX or suffix == ".pdf":
            raise BrokenFile
        raise UnsupportedFormat(UNKNOWN)
    return _text_format(head, suffix)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause


def _zip_format(path: Path, suffix: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kinds = archive.open("[Content_Types].xml").read(_HEAD) if "[Content_Types].xml" in names else b""
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause
    except ZIP_ERRORS:
        # Broken: the guard will say so, if the name claims to be a format we read.
        names, kinds = [], b""
    if suffix in (".ppsx", ".xlsb") or "xl/workbook.bin" in names or b"slideshow.main" in kinds:
        raise _legacy_error(".ppsx" if b"slideshow.main" in kinds or suffix == ".ppsx" else ".xlsb")
    found = [kind for folder, kind in _FOLDERS.items() if any(name.startswith(folder) for name in names)]
    found = [kind for kind in found if _OFFICE[kind] in kinds.lower()] or found
    if found:
        return found[0]
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    raise _legacy_error(suffix) if suffix in _LEGACY else UnsupportedFormat(ARCHIVE)


def _ole2_error(path: Path, suffix: str) -> IngestError:
    """An OLE2 container is an old Office format, 一太郎, or a new Office file locked with a password."""
    if suffix in _ICHITARO:
        return UnsupportedFormat(ICHITARO)
    if suffix in _BY_SUFFIX or _names_stream(path, "EncryptedPackage"):
        return EncryptedFile()
    for stream, legacy in (("WordDocument", ".doc"), ("Workbook", ".xls"), ("PowerPoint Document", ".ppt")):
        if _names_stream(path, stream):
            return _legacy_error(legacy)
    return _legacy_error(suffix) if suffix in _LEGACY else UnsupportedFormat(UNKNOWN)


def _names_stream(path: Path, name: str) -> bool:
    """Whether the OLE2 container has a stream of that name; its directory spells names in UTF-16."""
    try:
        with path.open("rb") as stream:
            beginning = stream.read(1 << 22)
            stream.seek(max(0, path.stat().st_size - (1 << 20)))
            return name.encode("utf-16-le") in beginning + stream.read()
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause


def _legacy_error(suffix: str) -> UnsupportedFormat:
    application, modern = _LEGACY[suffix]
    return UnsupportedFormat(
        f"読み取れない形式（{suffix}）です。{application}で開き、「名前を付けて保存」で{modern}形式に保存し直してから登録してください。"
    )


def _refuse_known(head: bytes, suffix: str) -> None:
    if suffix in _ICHITARO:
        raise UnsupportedFormat(ICHITARO)
    if head.startswith(b"{\\rtf"):
        raise _legacy_error(".rtf")
    if _is_image(head) or (suffix in _IMAGE_SUFFIXES and (suffix == ".svg" or not _is_text(head))):
        raise UnsupportedFormat(IMAGE)
    if head.startswith((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")) or head[2:5] == b"-lh":
        raise UnsupportedFormat(ARCHIVE)


def _is_image(head: bytes) -> bool:
    if head.startswith(b"BM"):  # also how a sentence may begin
        return not _is_text(head)
    return head.startswith(_IMAGES) or head[8:12] == b"WEBP" or head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1")


def _is_text(head: bytes) -> bool:
    if marked(head) is not None:
        return True
    return b"\0" not in head and len(_CONTROLS.findall(head)) * 200 <= len(head)


def _text_format(head: bytes, suffix: str) -> str:
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "html"
    beginning = head[:400].decode(marked(head) or "utf-8", errors="replace").lstrip("\ufeff")
    if beginning.startswith("WEBVTT"):
        return "vtt"
    if _SRT.match(beginning.replace("\r", "")):
        return "srt"
    if suffix in _BY_SUFFIX or suffix == ".pdf":  # what is left of a broken file may look like text
        raise BrokenFile
    return _TEXT_SUFFIXES.get(suffix, "txt")
