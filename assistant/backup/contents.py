"""What of a home is its own, what of that a backup holds, and which schemas this version can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant import settings_checks
from assistant.drafting import styles
from ingest.library.library import DATABASE, ORIGINALS

# Made again from the truth, or of use only to work that was stopped.
DERIVED = ("words", "vectors", "ocr", "transcriptions")
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps next to a database


def schemas() -> Mapping[str, int]:
    """The databases of a home by name, each with the newest form of it that this version knows."""
    from assistant import conversations
    from assistant.drafting import drafts
    from assistant.governance import use_log
    from assistant.trials import made_by_staff, records
    from ingest.library import schema

    return {
        DATABASE: len(schema.MIGRATIONS),
        conversations.FILE: len(conversations.MIGRATIONS),
        drafts.FILE: len(drafts.MIGRATIONS),
        records.FILE: len(records.MIGRATIONS),
        made_by_staff.FILE: len(made_by_staff.MIGRATIONS),
        use_log.FILE: len(use_log.MIGRATIONS),
    }


def databases(home: Path) -> tuple[str, ...]:
    """The databases that are there, the library's first."""
    there = (name for name in sorted(schemas()) if (home / name).is_file())
    return tuple(sorted(there, key=lambda name: name != DATABASE))


def files(home: Path) -> Iterator[str]:
    """Files beside the databases that cannot be made again, from the home."""
    from assistant.governance import use_log

    if (home / settings_checks.FILE).is_file():
        yield settings_checks.FILE
    if (home / use_log.ANCHOR).is_file():
        yield use_log.ANCHOR
    for path in sorted((home / styles.FOLDER).glob("*.md")):
        yield f"{styles.FOLDER}/{path.name}"


def holds_anything(home: Path) -> bool:
    """Whether something lies there that cannot be made again."""
    return any((home / name).exists() for name in (*schemas(), ORIGINALS, styles.FOLDER, settings_checks.FILE))


def own(home: Path) -> tuple[str, ...]:
    """Every entry of the home that belongs to the library and gives way to another library."""
    from assistant.governance import use_log

    beside = {f"{name}{ending}" for name in schemas() for ending in ("", *_BESIDE)}
    ours = {*beside, ORIGINALS, styles.FOLDER, settings_checks.FILE, use_log.ANCHOR, *DERIVED}
    return tuple(sorted(path.name for path in home.iterdir() if path.name in ours)) if home.is_dir() else ()
