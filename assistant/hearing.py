"""What is asked of a model that listens, and what it hears, in plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Heard:
    """Words in a recording. `start` counts seconds from its beginning; None where the server tells no times."""

    text: str
    start: float | None = None
    speaker: str = ""  # as the server tells voices apart, within one recording


class Transcriber(Protocol):
    """A model that listens: a name, and one verb."""

    @property
    def name(self) -> str: ...

    def hear(self, audio: bytes, name: str) -> Sequence[Heard]:
        """What is said in `audio`, in order; `name` tells the server its format. Raises `ModelError`."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
