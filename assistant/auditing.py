"""What an information officer asks of the log of uses: for rank 管理, asked at each verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.governance import use_file
from assistant.governance.access import permit
from assistant.governance.use_log import Entry, Head, UseLog, Wanted
from ingest.model import Person, Rank

if TYPE_CHECKING:
    from assistant.governance.recording import Recorder

_TAKEN_OUT = "利用の記録"


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the log is as it was written: what is wrong with it, in Japanese, and its newest entry."""

    problems: tuple[str, ...]
    head: Head


class Audit:
    """Looks into `log`. What is taken out of it is a use too, which `recorder` writes down.

    Raises `NotPermitted`, and `LogUnavailable` where the log cannot be read.
    """

    def __init__(self, log: UseLog, recorder: Recorder) -> None:
        self._log, self._recorder = log, recorder

    def newest(self, person: Person, wanted: Wanted, most: int) -> tuple[tuple[Entry, ...], int]:
        """The newest `most` of the entries that are wanted, newest first, and how many there are in all."""
        permit(person, Rank.ADMINISTRATOR)
        return self._log.newest(wanted, most)

    def people(self, person: Person) -> tuple[str, ...]:
        """Everybody who is in the log, by name."""
        permit(person, Rank.ADMINISTRATOR)
        return self._log.people()

    def verify(self, person: Person, noted: Head | None = None) -> Verified:
        """Holds every entry against the chain, and the chain against what was `noted` down."""
        permit(person, Rank.ADMINISTRATOR)
        problems = self._log.verify(noted)
        return Verified(problems, self._log.head())

    def entries(self, person: Person, wanted: Wanted) -> tuple[Entry, ...]:
        """All entries that are wanted, the oldest first, to be taken out."""
        permit(person, Rank.ADMINISTRATOR)
        found = tuple(self._log.entries(wanted))
        self._recorder.note(person, "export", {"export": _TAKEN_OUT})
        return found

    def to_file(self, person: Person, wanted: Wanted, ending: str, name: str = "") -> bytes:
        """All entries that are wanted, as .csv, .xlsx or .jsonl; `name` is that of the file, where it is known."""
        permit(person, Rank.ADMINISTRATOR)
        contents = use_file.to_file(list(self._log.entries(wanted)), ending)
        self._recorder.note(person, "export", {"export": _TAKEN_OUT} | ({"file": name} if name else {}))
        return contents
