"""Writing a result to a file that the person named."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import ShirubeError


def save(path: Path, contents: bytes) -> None:
    """Writes the file. Raises `ShirubeError`, which says what to look at, where it cannot be written."""
    try:
        path.write_bytes(contents)
    except OSError as error:
        message = f"「{path}」に書けません。ほかの画面で開いていないか、フォルダの名前と権限を確かめてください。"
        raise ShirubeError(message) from error
