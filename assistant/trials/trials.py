"""Everything a person can ask of the trial of generative AI: the catalogue, forms, runs, use cases of one's own.

Terminal and app call this, beside the desk and the secretary, and nothing behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.answering.values import Piece
from assistant.chat import Sent
from assistant.governance.recording import NOT_RECORDED, Recorder
from assistant.trials import plots
from assistant.trials.catalogue import Catalogue
from assistant.trials.counts import By
from assistant.trials.figures import Report, report
from assistant.trials.filling import AT_THE_BOX, FindPersonal, LooksPersonal, Marked, filled, personal
from assistant.trials.made_by_staff import MadeByStaff
from assistant.trials.plots import Plot
from assistant.trials.prices import cost
from assistant.trials.records import Records
from assistant.trials.running import Means, Model, run
from assistant.trials.use_case_file import UseCaseError, read
from assistant.trials.values import Made, Month, Record, Stage, UseCase
from ingest.errors import ShirubeError
from ingest.model import Person
from ingest.sandbox import Worker

if TYPE_CHECKING:
    from assistant.settings import Price

OF_A_FILE = "試し"  # id of a use case that is tried from its file


@dataclass(frozen=True, slots=True)
class Attempt:
    """A use case with what was put in, and the model's name, empty for the one that is set.

    To run it again with a change, `replace` what changes; two of them stand side by side in `Trials.compare`.
    """

    use_case: UseCase
    values: Mapping[str, str] = field(default_factory=dict)
    model: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


_NONE_YET: tuple[int, frozenset[str]] = (-1, frozenset())


class Trials:
    """The catalogue and its runs. Safe for the threads of one process.

    `made` has the use cases of the staff, `records` what runs brought. `model` gives a language model by name, of the
    endpoint that is set, the one called `usual` for an empty name; it is None where none is set. `find` finds personal
    data.
    """

    def __init__(
        self,
        made: MadeByStaff,
        records: Records,
        means: Means,
        model: Callable[[str], Model] | None = None,
        find: FindPersonal | None = None,
        prices: Mapping[str, Price] | None = None,
        usual: str = "",
        clock: Callable[[], datetime] = _now,
        recorder: Recorder = NOT_RECORDED,
    ) -> None:
        self.made, self.records = made, records
        self._catalogue, self._means, self._model, self._find = Catalogue(made), means, model, find
        self._prices, self._usual, self._clock = prices or {}, usual, clock
        self._recorder = recorder
        self._lock, self._reports_of, self._reports = Lock(), _NONE_YET, dict[Month | None, Report]()
        self._plots = dict[tuple[int, By | None], tuple[Report, Plot | None]]()

    @property
    def has_model(self) -> bool:
        """Whether a language model is set."""
        return self._model is not None

    def all(self) -> tuple[UseCase, ...]:
        """Every use case of the catalogue."""
        return self._catalogue.all()

    def use_case(self, name: str) -> UseCase:
        """The use case of that id or title. Raises `UnknownUseCase`."""
        return self._catalogue.use_case(name)

    def tryable(self, person: Person) -> tuple[UseCase, ...]:
        """What is not in the catalogue and can be tried all the same: one's own drafts, and what is proposed."""
        own = [one.use_case for one in self.made.own(person) if one.stage in (Stage.DRAFT, Stage.PROPOSED)]
        proposed = [one.use_case for one in self.made.proposed()]
        return tuple({one.id: one for one in (*proposed, *own)}.values())

    @property
    def models(self) -> tuple[str, ...]:
        """The models that can be named, the one that is set first, then those of the price table."""
        return tuple(dict.fromkeys((self._usual, *self._prices))) if self._model is not None else ()

    def report(self, month: Month | None) -> Report:
        """What the trial brought in `month`, in all for None; made once as long as nothing is written."""
        state = (self.records.written(), self.made.ids())
        with self._lock:
            if self._reports_of != state:
                self._reports.clear()
                self._plots.clear()
                self._reports_of = state
            if month not in self._reports:
                self._reports[month] = report(month, self.records.counts(month), state[1])
            return self._reports[month]

    def plot(self, made: Report, by: By | None) -> Plot | None:
        """How often and how it served by `by`, minutes saved for None; drawn once for a report that `report` gave."""
        key = (id(made), by)
        kept = self._plots.get(key)
        if kept is None:
            # The report is kept beside its plots: nothing else can have its id meanwhile.
            kept = self._plots[key] = (made, plots.minutes(made) if by is None else plots.ratings(made, by))
        return kept[1]

    def personal_in(self, text: str) -> tuple[str, ...]:
        """What looks like personal data in a text that is to be shared."""
        return tuple(text[span.start : span.end] for span in self._find(text)) if self._find is not None else ()

    def at_the_box(self, use_case: UseCase) -> str:
        """What may be put in, as it is said beside the form."""
        return AT_THE_BOX[use_case.may_put_in]

    def try_out(self, given: str | Path) -> UseCase:
        """The use case of a text or a file that is not kept, to be run at once.

        Raises `UseCaseError` with the line that is wrong.
        """
        return read(OF_A_FILE, _text(given) if isinstance(given, Path) else given, Stage.DRAFT)

    def text_of(self, path: Path) -> str:
        """The words of a file that is put in: Word, PDF, Excel, text. Raises `IngestError`."""
        worker = Worker()
        try:
            reading = worker.run("read", str(path))
        finally:
            worker.close()
        text = "".join(page.text for page in reading.pages)
        if not text.strip():
            raise ShirubeError(f"「{path.name}」から文字を読み取れません。文字のあるファイルを指定してください。")
        return str(text)

    def looks_personal(self, attempt: Attempt) -> tuple[Marked, ...]:
        """What looks like personal data in what was put in. Raises `FormIncomplete`."""
        given = filled(attempt.use_case, attempt.values)
        return personal(attempt.use_case, given, self._find) if self._find is not None else ()

    def run(self, attempt: Attempt, person: Person, *, confirmed: bool = False) -> Iterator[Sent | Piece | Made]:
        """What is sent, pieces as they come, then exactly one `Made`; closing it stops the run.

        That there was a run is recorded, and on what it rests; not a word of what was put in.

        Where a model would be asked, what looks like personal data raises `LooksPersonal` before anything is sent,
        unless the person has `confirmed` that it is none. Raises `FormIncomplete`.
        """
        means = self._means
        if self._model is not None:
            if not confirmed and (marked := self.looks_personal(attempt)):
                raise LooksPersonal(marked)
            means = replace(means, model=self._model(attempt.model))
        steps = run(attempt.use_case, attempt.values, means, person)
        about = {"use_case": attempt.use_case.identity}
        yield from self._recorder.making(person, "use case", about, steps, _made)

    def unsent(self, attempt: Attempt, person: Person) -> Iterator[Sent | Piece | Made]:
        """The steps of `run` for who wants to know what would be `Sent`, and lets go there: nothing has been sent.

        The passages are those that words find: an embedding model may be somewhere else.
        """
        self._recorder.note(person, "preview", {"use_case": attempt.use_case.identity})
        means = replace(self._means, search=self._means.search_by_words or self._means.search)
        means = replace(means, model=self._model(attempt.model)) if self._model else means
        yield from run(attempt.use_case, attempt.values, means, person)

    def keep(self, attempt: Attempt, made: Made, person: Person, department: str = "") -> str:
        """Keeps what a run brought, without a word of it; returns the record's id, by which its person rates it.

        A draft that made nothing, or of a use case that is not approved, is not of the trial: the id is empty.
        """
        use_case = attempt.use_case
        if not made.text or use_case.stage is not Stage.APPROVED:
            return ""
        record = Record(
            uuid4().hex,
            use_case.id,
            use_case.title,
            use_case.version,
            department,
            person.name,
            made.engine,
            self._clock().astimezone(UTC).isoformat(timespec="seconds"),
            made.seconds,
            made.tokens_in,
            made.tokens_out,
            cost(made, self._prices),
        )
        self.records.add(record)
        return record.id

    def compare(
        self, attempts: Sequence[Attempt], person: Person, *, confirmed: bool = False
    ) -> Iterator[tuple[int, Sent | Piece | Made]]:
        """Runs one after the other, each event with the place of its attempt: two prompts, or two models.

        Nothing of any attempt is sent before all of them have been looked through.
        """
        for attempt in attempts:
            marked = self.looks_personal(attempt)
            if marked and self.has_model and not confirmed:
                raise LooksPersonal(marked)
        for n, attempt in enumerate(attempts):
            for event in self.run(attempt, person, confirmed=True):
                yield n, event


def _made(step: Sent | Piece | Made) -> Made | None:
    return step if isinstance(step, Made) else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UseCaseError(f"「{path.name}」の文字コードを UTF-8 にして保存し直してください。") from error
    except OSError as error:
        raise UseCaseError(f"「{path.name}」を開けません。名前と置き場所を確かめてください。") from error
