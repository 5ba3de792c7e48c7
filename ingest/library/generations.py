"""A view's folder: whole versions of the view side by side, and a file that names the one in use.

A new version is built beside the old one and taken into use by replacing that small file, which is one step on every
system. Old versions are deleted when nobody holds them any more; Windows refuses until then, so it is tried again.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

_CURRENT = "current"
_MARK = "v-"


class Generations:
    """The versions of one view under `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> Path | None:
        """The version in use; None before the first, or when it has been deleted."""
        name, named = "", self._named()
        # One that was named and is gone has just given way to another; one that is still named was deleted.
        while named != name:
            name = named
            if name.startswith(_MARK) and (path := self._folder / name).is_dir():
                return path
            named = self._named()
        return None

    def _named(self) -> str:
        try:
            return (self._folder / _CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            return ""

    def new(self) -> Path:
        """An empty folder for the next version. Nobody sees it before `adopt`."""
        path = self._folder / f"{_MARK}{secrets.token_hex(6)}"
        path.mkdir(parents=True)
        return path

    def drop(self, version: Path) -> None:
        """Deletes a version that came to nothing: on a full disk its room is wanted at once."""
        shutil.rmtree(version, ignore_errors=True)

    def adopt(self, version: Path) -> None:
        """Takes a version into use and deletes the others."""
        part = self._folder / f"{_CURRENT}.{version.name}"
        part.write_text(version.name, encoding="ascii")
        part.replace(self._folder / _CURRENT)
        self.sweep()

    def has_remains(self) -> bool:
        """Whether a version lies there that is not in use: one being built, or what a stopped process left."""
        current = self.current()
        there = self._folder.iterdir() if self._folder.is_dir() else ()
        return any(path.name.startswith((_MARK, f"{_CURRENT}.")) and path != current for path in there)

    def sweep(self) -> None:
        """Deletes all but the version in use, as far as nobody holds them. Only for whoever may write the view."""
        current = self.current()
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name.startswith(_MARK) and path != current:
                with suppress(OSError):
                    shutil.rmtree(path)
            elif path.name.startswith(f"{_CURRENT}."):
                path.unlink(missing_ok=True)
