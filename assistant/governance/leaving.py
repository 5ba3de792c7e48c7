"""Which papers may be shown to a model that is reached by an endpoint, and what is done where one may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Protocol

from ingest.audience import HOUSE, PUBLIC, departments_of
from ingest.model import Document

if TYPE_CHECKING:
    from assistant.drafting.summaries.values import By, Length, Source, Summary
    from ingest.outcomes import Progress

UpTo = Literal["none", "public", "house", "departments", "all"]
_STAYS = "外に送らない設定の資料が含まれるため、言語モデルを使わず、資料の文をそのまま抜き出しました。"
_ORDER = ("none", "public", "house", "departments", "all")


def may_leave(document: Document, up_to: UpTo) -> bool:
    """Whether a paper may leave."""
    return audience_may_leave(document.audience, up_to)


def audience_may_leave(audience: str, up_to: UpTo) -> bool:
    """Whether papers of this audience may leave. Those of an audience that is not known stay unless all may."""
    return _ORDER.index(_reach(audience)) <= _ORDER.index(up_to)


def _reach(audience: str) -> UpTo:
    if audience in (PUBLIC, HOUSE):
        return "public" if audience == PUBLIC else "house"
    return "departments" if departments_of(audience) else "all"


class _Summariser(Protocol):
    def summarise(self, sources: Sequence[Source], length: Length, by: By) -> Iterator[Progress | Summary]: ...


class InTheHouse:
    """A summariser by a model that leaves papers which may not leave to one without."""

    def __init__(
        self, by_model: _Summariser, without_model: _Summariser, may_leave: Callable[[Document], bool]
    ) -> None:
        self._by_model, self._without_model, self._may_leave = by_model, without_model, may_leave

    def summarise(self, sources: Sequence[Source], length: Length, by: By) -> Iterator[Progress | Summary]:
        """Progress, then the summary; without the model where one of the papers stays, which a notice then says."""
        if all(self._may_leave(source.document) for source in sources):
            yield from self._by_model.summarise(sources, length, by)
            return
        from ingest.outcomes import Progress

        for step in self._without_model.summarise(sources, length, by):
            yield step if isinstance(step, Progress) else replace(step, notices=(_STAYS, *step.notices))
