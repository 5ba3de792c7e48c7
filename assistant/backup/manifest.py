"""What a backup says of itself: of which library it is, when it was made, and each file with its size and SHA-256."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ingest.errors import ShirubeError

NAME = "manifest.json"
FORM = 1  # of a backup; only ever raised
LARGEST = 256 * 1024**2  # bytes of a manifest; of 100,000 papers it has 20 MB
# All that may be in a backup. A name of any other kind could lead out of the home that it is restored to.
_NAMES = re.compile(
    r"originals/(?P<folder>[0-9a-f]{2})/(?P<sha256>(?P=folder)[0-9a-f]{62})(?:\.[0-9a-z]{1,20})?"
    r"|[a-z_]{1,40}\.sqlite|settings\.toml|uses\.anchor|minutes_styles/[^/\\:*?\"<>|\x00-\x1f]{1,120}\.md"
)
_STATES = re.compile(r"state(?:-[0-9a-f]{12})?")


class NotABackup(ShirubeError):
    """What was given is no backup, or not a whole one."""

    hint = "しるべの控えではありません。shirube backup で作ったファイルかフォルダを指定してください。"


class NewerBackup(ShirubeError):
    """A newer Shirube made it."""

    hint = "この控えは新しい版のしるべで作られています。しるべを新しい版に更新してから戻してください。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, by its name from the home."""

    name: str
    bytes: int
    sha256: str

    @property
    def is_original(self) -> bool:
        """Whether it is a paper's file."""
        return self.name.startswith("originals/")

    @property
    def is_named_by_contents(self) -> bool:
        """Whether it is a paper's file as it came; one that was damaged since has other contents than its name says."""
        return self.is_original and self.name.rpartition("/")[2].partition(".")[0] == self.sha256


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `schemas` by the names of its databases, `entries`.

    `state` is the folder, inside the backup, of all that is not named by its contents.
    """

    library: str
    made_at: str  # ISO 8601, UTC
    version: str  # of Shirube
    papers: int
    passages: int
    schemas: Mapping[str, int]
    entries: tuple[Entry, ...]
    state: str = "state"
    form: int = FORM

    def place(self, entry: Entry) -> str:
        """Where a file lies in the backup."""
        return entry.name if entry.is_named_by_contents else f"{self.state}/{entry.name}"


def write(manifest: Manifest) -> bytes:
    """As it lies in the backup."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


def read(written: bytes, known: Mapping[str, int]) -> Manifest:
    """What `write` wrote, with nothing in it taken on trust; `known` are the schemas that can be read here.

    Raises `NotABackup`, `NewerBackup`.
    """
    try:
        said = json.loads(written)
        if said["form"] > FORM or any(number > known.get(name, 0) for name, number in said["schemas"].items()):
            raise NewerBackup
        entries = tuple(Entry(**entry) for entry in said.pop("entries"))
        manifest = Manifest(**said, entries=entries)
        names = [entry.name for entry in entries]
        sound = (
            all(_is_sound(entry) for entry in entries)
            and len({name.casefold() for name in names}) == len(names)
            and {name for name in names if name.endswith(".sqlite")} == set(manifest.schemas)
            and _STATES.fullmatch(manifest.state) is not None
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABackup from error
    if not sound:
        raise NotABackup
    return manifest


def _is_sound(entry: Entry) -> bool:
    found = _NAMES.fullmatch(entry.name)
    own = re.fullmatch(r"[0-9a-f]{64}", entry.sha256) is not None and entry.bytes >= 0
    return found is not None and own
