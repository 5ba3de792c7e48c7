"""What an identity provider or a proxy says, and the person it makes."""

from __future__ import annotations

import pytest

from assistant.governance.identity import Naming, NobodyKnown, NoRank, person_of
from ingest.model import Person, Rank

CLAIMS = {"sub": "u-1", "name": "森 総子", "groups": ["総務課", "/総務部/人事課"], "roles": ["閲覧", "登録", "ほか"]}


def test_claims_become_a_person() -> None:
    person = person_of(CLAIMS, Naming())
    assert person == Person("u-1", frozenset({"総務課", "総務部/人事課"}), Rank.FILER, called="森 総子")
    assert not person.everywhere  # whoever signs in is not at the machine, of whatever rank


def test_what_is_said_is_translated() -> None:
    naming = Naming(
        account="oid", departments="groups", rank="groups", department_names={"8d1f": "総務課", "77aa": "ＤＸ 推進課"},
        ranks={"0c2e": Rank.ADMINISTRATOR},
    )  # fmt: skip
    said = {"oid": "a-9", "groups": ["8d1f", "77aa", "0c2e", "税務課"]}
    assert person_of(said, naming) == Person(
        "a-9", frozenset({"総務課", "DX推進課"}), Rank.ADMINISTRATOR, called="a-9"
    )


def test_headers_have_commas() -> None:
    said = {"X-A": " u-1 ", "X-G": "総務課, 財政課;", "X-R": "登録"}
    naming = Naming("X-A", "X-N", "X-G", "X-R")
    assert person_of(said, naming) == Person("u-1", frozenset({"総務課", "財政課"}), Rank.FILER, called="u-1")


@pytest.mark.parametrize("said", [
    {},
    {"sub": ""},
    {"sub": "  "},
    {"sub": None},
    {"sub": ["u-1"]},
    {"sub": 7},
])  # fmt: skip
def test_nobody_comes_in_without_an_account(said: dict[str, object]) -> None:
    with pytest.raises(NobodyKnown):
        person_of({**CLAIMS, "sub": None, **said}, Naming())


def test_an_address_that_is_not_proved_is_nobodys() -> None:
    said = CLAIMS | {"email": "mori@example.jp"}
    assert person_of(said, Naming(account="email")).name == "mori@example.jp"
    with pytest.raises(NobodyKnown):
        person_of(said | {"email_verified": False}, Naming(account="email"))


def test_who_has_no_rank_is_told_so() -> None:
    for roles in ([], ["ほか"], "", None, [3]):
        with pytest.raises(NoRank):
            person_of(CLAIMS | {"roles": roles}, Naming())
        assert person_of(CLAIMS | {"roles": roles}, Naming(everyone=Rank.READER)).rank is Rank.READER
    with pytest.raises(NoRank):  # where ranks are translated, their own names mean nothing
        person_of(CLAIMS, Naming(ranks={"shirube-admin": Rank.ADMINISTRATOR}))
