"""Which characters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import re

from ingest.errors import BrokenFile

UNDECODABLE = (
    "文字コードを判別できないため読めません。"
    "メモ帳などで開き、文字コードを「UTF-8」にして保存し直してから登録してください。"
)

# UTF-32 begins with the mark of UTF-16, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The second of each also knows ① and its like.
_EUC = ("euc_jp", "euc_jis_2004")
_JIS = ("iso2022_jp", "iso2022_jp_2004")
# What Python makes of bytes that CP932 does not have.
_NOT_TEXT = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def marked(raw: bytes) -> str | None:
    """The encoding that the byte order mark of `raw` names."""
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of `raw`, strictly: by its byte order mark, as `declared`, as UTF-8, then as a Japanese encoding.

    Raises BrokenFile where no encoding fits every byte.
    """
    if (named := marked(raw)) is not None:
        return _or_broken(raw, named)
    # JIS is ASCII to its last byte, so it would pass for UTF-8.
    for name in (declared, *(_JIS if b"\x1b$" in raw[:100_000] else ()), "utf-8"):
        if name is not None and (text := _try(raw, name)) is not None:
            return text
    readings = [
        text for name in ("cp932", *_EUC) if (text := _try(raw, name)) is not None and not _NOT_TEXT.search(text)
    ]
    if not readings:
        raise BrokenFile(UNDECODABLE)
    return max(readings, key=_likeness)


def _try(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _or_broken(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as cause:
        raise BrokenFile(UNDECODABLE) from cause


def _likeness(text: str) -> int:
    # EUC-JP read as CP932 comes out as half-width kana; CP932 read as EUC-JP rarely comes out at all.
    sample = text[:20_000]
    return len(_KANA.findall(sample)) - len(_HALF_WIDTH_KANA.findall(sample))
