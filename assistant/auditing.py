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

    def to_file(self, person: Person, wanted: Wanted, ending: str) -> bytes:
        """All entries that are wanted, as .csv, .xlsx or .jsonl."""
        permit(person, Rank.ADMINISTRATOR)
        self._recorder.note(person, "export", {"export": "利用の記録"})
        return use_file.to_file(list(self._log.entries(wanted)), ending)
