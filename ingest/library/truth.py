"""What the library needs of the database that holds the truth: an SQLite file, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Rows(Protocol):
    """What a statement gave."""

    def __iter__(self) -> Iterator[Any]: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """SQL that both databases speak, `?` for each value."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Rows: ...
    def executemany(self, sql: str, values: Iterable[Sequence[Any]], /) -> object: ...


class Truth(Protocol):
    """Safe for the threads of one process and for several processes."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the truth for the length of the block."""

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction: all of the block is kept, or nothing of it. One at a time, whoever else writes."""

    def alone(self, name: str) -> AbstractContextManager[bool]:
        """Whether nobody else is inside a block of that name; who is refused comes again later."""

    def is_sound(self) -> bool:
        """Whether the database itself finds nothing wrong."""

    def flush_log(self) -> None:
        """Empties the log of what was changed, where removed text would stay."""

    def write_anew(self) -> None:
        """Leaves no copies on the disk of what was deleted, where the database makes such."""

    def close(self) -> None:
        """Closes every connection."""
