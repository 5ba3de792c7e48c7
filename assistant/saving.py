"""Writing a result to a file that the person named."""

from __future__ import annotations

import secrets
from pathlib import Path

from ingest.errors import ShirubeError


def take_out(path: Path, contents: bytes, what: str, home: Path | None) -> None:
    """`save`, with an entry in the log of uses of the library in `home`; `what` says what is taken out."""
    from assistant.settings import load
    from assistant.wiring import recorder
    from ingest.model import local_person

    recorder(load(home)).note(local_person(), "export", {"export": what, "file": path.name})
    save(path, contents)


def save(path: Path, contents: bytes) -> None:
    """Writes the file, whole or not at all: an earlier one of that name stays where a disk is full.

    Raises `ShirubeError`, which says what to look at, where it cannot be written.
    """
    part = path.with_name(f".{secrets.token_hex(4)}.part")
    try:
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe
            path.write_bytes(contents)
            return
        try:
            part.write_bytes(contents)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        look = "ほかの画面で開いていないか、空き容量、フォルダの名前と権限を確かめてください。"
        message = f"「{path}」に書けません。{look}"
        raise ShirubeError(message) from error
