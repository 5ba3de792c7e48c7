"""Pages recognised in pictures, kept so that a stopped ingest goes on where it was and no page is recognised twice."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path

from ingest.readers.recognised import Recognised, from_json, to_json

_KEPT = 90 * 24 * 3600.0  # seconds that pages of a paper which is not in wait for it to come


class Recognitions:
    """A folder with a folder for each file, by the SHA-256 of its contents, and in it a JSON file for each page.

    What cannot be read is as if it were not there; what cannot be written is recognised again another time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, sha256: str, page: int, engine: str) -> Recognised | None:
        """The page as `engine` (program, version and recipe) recognised it."""
        try:
            kept = from_json(self._path(sha256, page, engine).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return kept if kept.page == page else None

    def keep(self, sha256: str, page: Recognised, engine: str) -> None:
        """Writes a page, whole or not at all. Raises OSError where the disk does not let it."""
        path = self._path(sha256, page.page, engine)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            part.write_text(to_json(page), encoding="utf-8")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def drop(self, sha256: str) -> None:
        """Deletes all pages of a file: its words leave the disk with it."""
        shutil.rmtree(self._of(sha256), ignore_errors=True)

    def stale(self) -> tuple[str, ...]:
        """Files whose pages were last touched long ago; those that are no paper of the library can go."""
        if not self._folder.is_dir():
            return ()
        limit = time.time() - _KEPT
        return tuple(one.name for one in self._folder.iterdir() if one.is_dir() and one.stat().st_mtime < limit)

    def _of(self, sha256: str) -> Path:
        return self._folder / re.sub(r"\W", "_", sha256)

    def _path(self, sha256: str, page: int, engine: str) -> Path:
        return self._of(sha256) / f"{page}-{re.sub(r'[^0-9A-Za-z.-]', '_', engine)}.json"
