"""What one window holds of the trial: what was typed, is being made, was made. None of it is kept elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Event as Flag
from uuid import uuid4

from assistant.chat import Sent
from assistant.trials.filling import Marked
from assistant.trials.sketch import Sketch
from assistant.trials.trials import Attempt
from assistant.trials.use_case_file import UseCaseError
from assistant.trials.values import Made


@dataclass(frozen=True, slots=True)
class Draft:
    """What one run made, `text` as its person has edited it since, `record` the id of its record where there is one."""

    id: str
    attempt: Attempt
    made: Made
    text: str
    record: str = ""


@dataclass(slots=True)
class Run:
    """Attempts being run in a thread of their own, which alone writes `texts`, `drafts`, `sent`, `error`; `done` last.

    A run that is stopped is left to itself: it ends at the next word that comes, and nobody waits for it.
    """

    attempts: tuple[Attempt, ...]
    texts: list[str]
    drafts: list[Draft]
    sent: list[Sent] = field(default_factory=list)
    stop: Flag = field(default_factory=Flag)
    done: Flag = field(default_factory=Flag)
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Attempts that were held back, because something in them looks like personal data."""

    attempts: tuple[Attempt, ...]
    marked: tuple[Marked, ...]


@dataclass(slots=True)
class Trying:
    """Where this window is on 生成AIを試す. `made` has by use case the drafts of each run, the newest run first."""

    name: str = ""  # where nobody signs in
    department: str = ""
    open: str = ""  # id of the use case; empty: the catalogue
    typed: dict[str, dict[str, str]] = field(default_factory=dict)  # by use case and input
    held: Held | None = None
    run: Run | None = None
    made: dict[str, tuple[tuple[Draft, ...], ...]] = field(default_factory=dict)
    refused: str = ""  # id of a record that was not kept, because something in it looks like personal data

    @property
    def rounds(self) -> tuple[tuple[Draft, ...], ...]:
        """What was made of the open use case."""
        return self.made.get(self.open, ())

    def look_at(self, use_case: str) -> None:
        """Opens a use case, for an empty id the catalogue. A run of another one is stopped."""
        if use_case != self.open and self.run is not None:
            self.run.stop.set()
            self.run = None
        self.open, self.held = use_case, None

    def add(self, drafts: Sequence[Draft]) -> None:
        """Takes in what one run made."""
        of = drafts[0].attempt.use_case.id
        self.made[of] = (tuple(drafts), *self.made.get(of, ()))

    def edit(self, draft: str, text: str) -> None:
        """Takes over what its person made of a draft."""
        self.made[self.open] = tuple(
            tuple(replace(one, text=text) if one.id == draft else one for one in drafts) for drafts in self.rounds
        )


@dataclass(slots=True)
class Making:
    """Where this window is on 使い方をつくる.

    `id` is the use case made by staff that is open, empty for one that was never kept. What is typed is the form or,
    where `as_file`, the file; `wrong` says what is the matter with the file.
    """

    open: bool = False
    id: str = ""
    sketch: Sketch = field(default_factory=Sketch)
    as_file: bool = False
    text: str = ""
    wrong: UseCaseError | None = None
    begun: int = 0  # how many were opened: fresh fields for each
    kept: Sketch = field(default_factory=Sketch)  # the form as it was opened, or saved last
    kept_text: str = ""  # the file likewise

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.text != self.kept_text if self.as_file else self.sketch != self.kept

    def look_at(self, sketch: Sketch, id: str = "") -> None:
        """Opens a use case as a form."""
        self.open, self.id, self.sketch, self.as_file, self.text, self.wrong = True, id, sketch, False, "", None
        self.begun += 1
        self.saved()

    def look_at_file(self, text: str) -> None:
        """Shows the file of what is typed."""
        self.kept_text = text if self.sketch == self.kept else ""
        self.as_file, self.text, self.wrong = True, text, None

    def saved(self) -> None:
        """What is typed is kept from now on."""
        self.kept, self.kept_text = self.sketch, self.text

    def close(self) -> None:
        """Back to the list; what is not saved waits there."""
        self.open = False

    def go_on(self) -> None:
        """Opens again what was left without saving it."""
        self.open = True


def new_draft(attempt: Attempt, made: Made, record: str = "") -> Draft:
    """A draft as it came."""
    return Draft(uuid4().hex, attempt, made, made.text, record)


def new_run(attempts: Sequence[Attempt]) -> Run:
    """A run of which nothing has come yet."""
    return Run(tuple(attempts), [""] * len(attempts), [])


def typed_for(use_case: str, trying: Trying, usual: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the form of a use case in this window; `usual` at first."""
    return trying.typed.setdefault(use_case, dict(usual))
