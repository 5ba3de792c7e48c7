"""Writing a result to a file that the person named."""

from __future__ import annotations

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
    """Writes the file. Raises `ShirubeError`, which says what to look at, where it cannot be written."""
    try:
        path.write_bytes(contents)
    except OSError as error:
        message = f"「{path}」に書けません。ほかの画面で開いていないか、フォルダの名前と権限を確かめてください。"
        raise ShirubeError(message) from error
