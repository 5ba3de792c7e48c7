"""Decisions that no form declares, by the learned weighing of many small signs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.drafting.outcomes.decisions import decisions
from assistant.drafting.outcomes.signs import Signs
from assistant.drafting.outcomes.weighing import LEARNED, likely, odds
from tests.learned_decisions import ALL, learned_from
from tests.small_meeting import heard

CHAIRED = (
    "岸本：では、柏木さんから説明をお願いします。",
    "柏木：売店の傘立ては30本分です。",
    "岸本：ご意見はありますか。",
)


def decided(weighed: Mapping[str, float], *lines: str) -> list[str]:
    found = decisions(heard(*CHAIRED, *lines), lambda: weighed)
    return ["".join(one.text for one in decision.sentences) for decision in found]


def test_the_weighing_adds_up_the_signs_of_a_sentence() -> None:
    meeting = heard(*CHAIRED, "岸本：傘立ては玄関。", "大槻：机は廊下。")
    weighed = odds(meeting, lambda: {"*": -2.0, "who=leads": 1.5, "who=other": 0.5})
    assert weighed == {1: -1.5, 3: -0.5, 4: -1.5}  # the leader's calls are not weighed


def test_what_is_likely_is_claimed_unless_something_near_is_claimed_already() -> None:
    weighed = {1: 0.0, 3: 2.0, 9: 1.0, 20: -0.7, 30: -0.8}
    assert list(likely(weighed, set())) == [3, 9, 20]
    assert list(likely(weighed, {8})) == [3, 20]


def test_no_word_that_names_a_matter_is_a_sign() -> None:
    signs = [Signs(heard(*CHAIRED, f"岸本：{thing}は玄関に。", "大槻：はい。")).of(3) for thing in ("鉢植え", "掲示板")]
    assert not any("鉢" in sign or "掲示" in sign or "玄関" in sign for sign in signs[0] + signs[1])


def test_who_is_opposed_has_not_settled_it() -> None:
    weighed = {"*": -2.0, "who=leads": 2.0}
    assert decided(weighed, "岸本：傘立ては裏口。", "大槻：助かります。") == ["傘立ては裏口。"]
    assert decided(weighed, "岸本：傘立ては裏口。", "大槻：それは反対です。") == []


def test_what_all_signs_are_against_is_not_claimed_by_a_rule_either() -> None:
    lines = ("岸本：では、傘立ては玄関に置くことにします。", "大槻：はい。")
    assert decided({}, *lines) == ["では、傘立ては玄関に置くことにします。"]
    assert decided({"*": -9.0}, *lines) == []


def test_words_that_only_conclude_are_told_with_what_they_are_about() -> None:
    weighed = {"*": -3.0, "who=leads": 1.0, "points=True": 3.0}
    (told,) = decided(weighed, "大槻：傘立てを玄関から裏口のほうへ移す手もあります。", "岸本：その線だな。")
    assert told == "傘立てを玄関から裏口のほうへ移す手もあります。その線だな。"


@pytest.mark.slow
def test_the_weights_are_those_that_the_meetings_teach() -> None:
    learned, kept = learned_from(ALL), LEARNED()
    # Rounded to a hundredth; another machine may round one of them otherwise.
    assert all(abs(learned.get(sign, 0.0) - kept.get(sign, 0.0)) <= 0.1 for sign in {*learned, *kept})
