"""Who may read what: the words for it, and who is meant by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.audience import (
    HOUSE,
    PUBLIC,
    UnknownAudience,
    department_name,
    departments_of,
    label,
    of_departments,
    own,
    parse,
)
from ingest.model import Person, Rank, local_person


@pytest.mark.parametrize(("said", "meant", "called"), [
    ("公開", PUBLIC, "公開"),
    (" 庁内 ", HOUSE, "庁内"),
    ("house", HOUSE, "庁内"),
    ("総務課", "dept:総務課", "総務課"),
    ("財政課、 総務課", "dept:総務課|財政課", "総務課、財政課"),
    ("ＤＸ推進課,総務課，総務課", "dept:DX推進課|総務課", "DX推進課、総務課"),
    ("子ども・若者課", "dept:子ども・若者課", "子ども・若者課"),
    ("dept:総務課|財政課", "dept:総務課|財政課", "総務課、財政課"),
    ("個人", "own:森", "個人"),
    ("own:林", "own:林", "個人"),
])  # fmt: skip
def test_parse(said: str, meant: str, called: str) -> None:
    assert parse(said, "森") == meant
    assert label(meant) == called


@pytest.mark.parametrize("said", ["", " 、 ", "庁内、総務課", "総務課、個人", "dept:", "公開,庁内"])
def test_words_that_name_nobody(said: str) -> None:
    with pytest.raises(UnknownAudience):
        parse(said, "森")


@given(st.lists(st.text(min_size=1), min_size=1).filter(lambda names: any(map(department_name, names))))
def test_departments_come_back(names: list[str]) -> None:
    audience = of_departments(names)
    assert departments_of(audience) == {department_name(name) for name in names} - {""}
    assert of_departments(departments_of(audience)) == audience


@pytest.mark.parametrize(("audience", "by_nobody", "by_mori", "by_hayashi", "here"), [
    (PUBLIC, True, True, True, True),
    (HOUSE, True, True, True, True),
    ("dept:総務課", False, True, False, True),
    ("dept:総務課|財政課", False, True, True, True),
    ("dept:税務課", False, False, False, True),
    (own("森"), False, True, False, False),
    (own("林"), False, False, True, False),
    (own(""), False, False, False, True),
    ("dept:", False, False, False, False),
    ("all", False, False, False, False),
    ("", False, False, False, False),
])  # fmt: skip
def test_who_may_read(audience: str, by_nobody: bool, by_mori: bool, by_hayashi: bool, here: bool) -> None:
    mori, hayashi = Person("森", frozenset({"総務課"})), Person("林", frozenset({"財政課"}))
    people = (Person("誰か"), mori, hayashi, local_person())
    assert [person.may_read(audience) for person in people] == [by_nobody, by_mori, by_hayashi, here]


def test_a_rank_holds_those_before_it() -> None:
    assert Rank.READER < Rank.FILER < Rank.ADMINISTRATOR
    assert Person().rank is Rank.READER
    assert [rank.label for rank in Rank] == ["閲覧", "登録", "管理"]
