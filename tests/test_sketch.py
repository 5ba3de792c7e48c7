"""A use case as the fields of a form, and what changed between two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.trials.catalogue import coming_along
from assistant.trials.changes import Change, changes
from assistant.trials.filling import told_and_asked
from assistant.trials.sketch import Row, Sketch, to_file, to_sketch, to_use_case
from assistant.trials.use_case_file import read
from assistant.trials.values import UseCase

A_SKETCH = Sketch("題", "目的", checked_by="係長", cannot="なし", told="決まり", asked="頼み", rows=(Row("文章"),))


@pytest.mark.parametrize("use_case", coming_along(), ids=lambda one: one.id)
def test_what_comes_along_goes_through_the_form_unchanged(use_case: UseCase) -> None:
    again = read(use_case.id, to_file(to_sketch(use_case)))
    given = {one.name: dict(use_case.example).get(one.name, "") for one in use_case.inputs}
    assert told_and_asked(again, given, "F") == told_and_asked(use_case, given, "F")
    assert (again.inputs, again.example, again.group) == (use_case.inputs, use_case.example, use_case.group)
    assert changes(use_case, again) == ()


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S"), exclude_characters="=｛｝"), max_size=40))
def test_whatever_is_asked_is_asked_as_it_was_typed(said: str) -> None:
    one = to_use_case(replace(A_SKETCH, asked=f"これ {said}"))
    assert told_and_asked(one, {"文章": "本文"}, "F")[1].startswith(f"これ {said}".strip())


def test_what_changed_is_told_line_by_line() -> None:
    before = to_use_case(replace(A_SKETCH, told="・一\n・二\n・三"))
    after = to_use_case(replace(A_SKETCH, told="・一\n・四\n・三", rows=(Row("文章"), Row("期限", required=False))))
    assert changes(before, after) == (
        Change("入力「期限」", (), ("文章、任意",)),
        Change("守ってほしいこと", ("・二",), ("・四",)),
        Change("頼むこと", (), ("【期限】", "｛期限｝")),
    )
