"""A backup read back, every byte of it: whether it would help on the day that it is needed."""

from __future__ import annotations

from pathlib import Path

from assistant.backup import contents, manifest, places
from assistant.backup.manifest import Manifest
from ingest.library.database import explained


def verify(source: Path) -> Manifest:
    """What the backup holds. Raises `NotABackup` for one that is not whole, `NewerBackup`."""
    with explained(), places.reading(source) as kept:
        known = manifest.read(kept.manifest(), contents.schemas())
        places.read_back(kept, known)
        return known
