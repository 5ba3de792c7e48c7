"""A text that a person gives to a command: a file, or what comes on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from ingest.errors import BrokenFile, ShirubeError

_NO_TEXT = "文字のファイル（.txt など）ではないようです。文書の中身をテキストで保存し、UTF-8 にして試してください。"


def read(name: str) -> str:
    """The characters of the file `name`, of standard input for `-`. Line ends stay; a byte order mark goes."""
    from ingest.readers.encoding import decode

    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise ShirubeError(f"「{name}」を開けません。名前と場所を確かめてください。") from error
    try:
        text = decode(raw)
    except BrokenFile as error:
        raise ShirubeError(_NO_TEXT) from error
    if "\0" in text:
        raise ShirubeError(_NO_TEXT)
    return text
