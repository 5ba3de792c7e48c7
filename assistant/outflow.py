"""What would leave: exactly the messages that a question, papers or a use case would send, without sending them.

Nothing is worked out a second time here: the same engines are asked, and let go of before anything is sent, or given a
model that says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assistant.answering.values import Answered
from assistant.chat import Finish, Message, Sent

if TYPE_CHECKING:
    from collections.abc import Generator

    from assistant.desk import Desk
    from assistant.secretary import Secretary, Summariser
    from assistant.trials.trials import Attempt, Trials
    from ingest.model import Filters, Person

T = TypeVar("T")
NOTHING_SET = "言語モデルの通信先が設定されていません。何を尋ねても、この端末の外には何も送りません。"
_BY_WORDS = "意味検索のモデルには尋ねずに探したため、実際とは渡す箇所が違うことがあります。"
_NOTHING = "この内容では、言語モデルに何も送りません。"


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent, call by call; `why` says in Japanese why there is nothing, or what else the person hears."""

    sent: tuple[Sent, ...]
    why: str = ""


class Silent:
    """A model that says nothing and is nowhere: what stands in front of it sends nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def stream(self, _: Sequence[Message]) -> Iterator[Finish]:
        """An empty reply: every caller goes on to its next call."""
        yield Finish("stop")


class Outflow:
    """What would leave for the model that is set.

    `summariser` makes one whose model is silent, and which hands over each `Sent`; None where no model is set.
    `endpoints` says which places are told what.
    """

    def __init__(
        self,
        desk: Desk,
        secretary: Secretary,
        trials: Trials,
        summariser: Callable[[Callable[[Sent], object]], Summariser] | None,
        endpoints: str,
    ) -> None:
        self._desk, self._secretary, self._trials = desk, secretary, trials
        self._summariser, self.endpoints = summariser, endpoints

    @property
    def sends(self) -> bool:
        """Whether a language model is set at all."""
        return self._summariser is not None

    def of_question(self, question: str, person: Person, filters: Filters | None = None) -> Preview:
        """What asking would send. Raises `ShirubeError` for a question that cannot be asked."""
        if not self.sends:
            return Preview((), NOTHING_SET)
        with closing(_as_generator(self._desk.unsent(question, person, filters))) as events:
            for event in events:
                if isinstance(event, Sent):
                    return Preview((event,), _BY_WORDS if self._desk.by_meaning else "")
                if isinstance(event, Answered):
                    return Preview((), event.answer.notice or _NOTHING)
        return Preview((), _NOTHING)

    def of_papers(self, names: Sequence[str], person: Person) -> Preview:
        """What a summary of these papers would send at first: what is made of the replies is sent after them."""
        if self._summariser is None:
            return Preview((), NOTHING_SET)
        sent: list[Sent] = []
        for _ in self._secretary.unsent(names, person, self._summariser(sent.append)):
            pass
        more = "このほかに、返ってきた要旨をまとめるための送信があります。" if len(sent) > 1 else ""
        return Preview(tuple(sent), more if sent else _NOTHING)

    def of_use_case(self, attempt: Attempt, person: Person) -> Preview:
        """What a run would send. Raises `FormIncomplete`."""
        if not self.sends:
            return Preview((), NOTHING_SET)
        with closing(_as_generator(self._trials.unsent(attempt, person))) as events:
            for event in events:
                if isinstance(event, Sent):
                    searched = attempt.use_case.draws_on_library and self._desk.by_meaning
                    return Preview((event,), _BY_WORDS if searched else "")
                if notice := getattr(event, "notice", ""):
                    return Preview((), str(notice))
        return Preview((), _NOTHING)


def _as_generator(events: Iterator[T]) -> Generator[T, None, None]:
    yield from events
