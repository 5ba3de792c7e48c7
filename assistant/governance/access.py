"""What a rank allows: every verb that changes the library, or looks over all of it, asks here first."""

from __future__ import annotations

from ingest.errors import ShirubeError
from ingest.model import Person, Rank


class NotPermitted(ShirubeError):
    """What the person's rank does not allow; nothing has been done."""

    hint = "この操作をする権限がありません。情報担当に相談してください。"


def permit(person: Person, rank: Rank) -> None:
    """Raises `NotPermitted`, with what it takes, where the person is of a lower rank."""
    if person.rank < rank:
        raise NotPermitted(f"この操作には「{rank.label}」の権限が必要です。情報担当に相談してください。")
