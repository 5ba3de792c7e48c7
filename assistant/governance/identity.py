"""From what an identity provider or a proxy says of somebody to the person that Shirube knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.audience import department_name
from ingest.errors import ShirubeError
from ingest.model import Person, Rank

_LONGEST = 200  # characters of a name
RANKS = {rank.label: rank for rank in Rank}


class NobodyKnown(ShirubeError):
    """What was said does not tell who it is."""

    hint = "サインインの情報にアカウント名がありません。情報担当に、サインインの設定を確かめるよう伝えてください。"


class NoRank(ShirubeError):
    """Signed in, and allowed nothing."""

    hint = "サインインはできましたが、しるべを使う権限（閲覧、登録、管理）がありません。情報担当に相談してください。"


@dataclass(frozen=True, slots=True)
class Naming:
    """Under which names an identity is said: those of claims, or of a proxy's headers.

    `account` tells a person from all others and is never given to another. `department_names` and `ranks` translate
    what is said; where there are department names, what is not among them is no department. `everyone` is the rank of
    those who are given none.
    """

    account: str = "sub"
    name: str = "name"
    departments: str = "groups"
    rank: str = "roles"
    department_names: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, Rank] = field(default_factory=lambda: dict(RANKS))
    everyone: Rank | None = None

    @property
    def names(self) -> frozenset[str]:
        """All that is looked at."""
        return frozenset({self.account, self.name, self.departments, self.rank})


def person_of(said: Mapping[str, object], naming: Naming) -> Person:
    """The person of whom this is said. Raises `NobodyKnown` and `NoRank`."""
    account = _one(said.get(naming.account))
    # A provider that has not seen to it that an address is theirs may be told anyone's.
    if not account or (naming.account == "email" and said.get("email_verified") is False):
        raise NobodyKnown
    given = [naming.ranks[one] for one in _several(said.get(naming.rank)) if one in naming.ranks]
    rank = max(given, default=naming.everyone)
    if rank is None:
        raise NoRank
    called = _one(said.get(naming.name)) or account
    return Person(account, frozenset(_departments(said, naming)), rank, called=called)


def _departments(said: Mapping[str, object], naming: Naming) -> Iterable[str]:
    for one in _several(said.get(naming.departments)):
        named = naming.department_names.get(one, "") if naming.department_names else one.removeprefix("/")
        if department := department_name(named):
            yield department


def _one(value: object) -> str:
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""


def _several(value: object) -> list[str]:
    """A list of claims, or one text with commas between, as headers have it."""
    if isinstance(value, str):
        return [one.strip() for one in value.replace(";", ",").split(",") if one.strip()]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []
