"""Changes to a draft: each a new draft, verdicts renewed, ids kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.values import Verdict
from assistant.drafting.editing import change_kind, mark, remove, rewrite
from assistant.drafting.values import Draft, Line, LineKind, Task
from ingest.errors import ShirubeError
from tests.small_meeting import drafted, meeting

LINES = (
    "岸本：では、柏木さんから説明をお願いします。",
    "柏木：試行の参加者は30人でした。",
    "大槻：経費は月にいくらかかりますか。",
    "柏木：経費は月に22万円です。",
    "岸本：では、試行は9月末まで延長することにします。",
    "岸本：大槻さん、事例集を25日までに作ってください。",
    "大槻：はい、分かりました。",
)
TRANSCRIPT = meeting(*LINES)


@pytest.fixture
def draft() -> Draft:
    return drafted(*LINES)


def line_of(draft: Draft, kind: LineKind) -> Line:
    return draft.of_kind(kind)[0]


def test_a_line_that_says_the_same_in_other_words_stays_supported(draft: Draft) -> None:
    old = line_of(draft, LineKind.DECISION)
    new = line_of(rewrite(draft, old.id, "試行は、9月末まで延長することとした。", TRANSCRIPT), LineKind.DECISION)
    assert (new.text, new.verdict) == ("試行は、9月末まで延長することとした。", Verdict.SUPPORTED)
    assert new.bases == old.bases


def test_a_wrong_figure_is_found_out(draft: Draft) -> None:
    old = line_of(draft, LineKind.ANSWER)
    new = line_of(rewrite(draft, old.id, "経費は月に32万円である。", TRANSCRIPT), LineKind.ANSWER)
    assert new.verdict is not Verdict.SUPPORTED
    assert "32" in new.reason


def test_a_rewritten_line_must_be_compared_anew(draft: Draft) -> None:
    old = line_of(draft, LineKind.DECISION)
    marked = mark(draft, old.id, "総務課 野々村")
    assert line_of(marked, LineKind.DECISION).checked_by == "総務課 野々村"
    assert line_of(rewrite(marked, old.id, "試行は延長する。", TRANSCRIPT), LineKind.DECISION).checked_by == ""
    assert rewrite(marked, old.id, old.text, TRANSCRIPT) == marked
    assert mark(marked, old.id, "") == draft


def test_the_task_of_a_to_do_follows_its_text_unless_it_is_given(draft: Draft) -> None:
    old = line_of(draft, LineKind.TODO)
    assert old.task is not None
    new = line_of(rewrite(draft, old.id, "事例集を作る。", TRANSCRIPT), LineKind.TODO).task
    assert new == Task("事例集を作る", old.task.who, old.task.due_as_said, old.task.due)
    given_task = Task("事例集の案を作る", "柏木")
    assert line_of(rewrite(draft, old.id, "事例集を作る。", TRANSCRIPT, given_task), LineKind.TODO).task == given_task


def test_a_line_becomes_a_to_do_and_back(draft: Draft) -> None:
    old = line_of(draft, LineKind.DECISION)
    todo = next(line for line in change_kind(draft, old.id, LineKind.TODO).lines if line.id == old.id)
    assert todo.task == Task("では、試行は9月末まで延長することにします")
    back = change_kind(change_kind(draft, old.id, LineKind.TODO), old.id, LineKind.DECISION)
    assert back == draft


def test_answers_to_a_question_that_is_removed_stay(draft: Draft) -> None:
    question, answer = line_of(draft, LineKind.QUESTION), line_of(draft, LineKind.ANSWER)
    assert answer.answers == question.id
    left = remove(draft, question.id)
    assert line_of(left, LineKind.ANSWER).answers == ""
    assert question.id not in {line.id for line in left.lines}


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_line_without_words_is_refused(draft: Draft, text: str) -> None:
    with pytest.raises(ShirubeError, match="空です"):
        rewrite(draft, draft.lines[0].id, text, TRANSCRIPT)


def test_a_line_that_is_gone_is_said_to_be(draft: Draft) -> None:
    with pytest.raises(ShirubeError, match="見つかりません"):
        remove(draft, "L99")


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["rewrite", "mark", "kind"])), max_size=6))
def test_ids_stay_through_edits(edits: list[tuple[int, str]]) -> None:
    draft = before = drafted(*LINES)
    for place, edit in edits:
        id = draft.lines[place % len(draft.lines)].id
        if edit == "rewrite":
            draft = rewrite(draft, id, "試行の参加者は30人だった。", TRANSCRIPT)
        elif edit == "mark":
            draft = mark(draft, id, "野々村")
        else:
            draft = change_kind(draft, id, LineKind.OPINION)
    assert [line.id for line in draft.lines] == [line.id for line in before.lines]
    assert [line.bases for line in draft.lines] == [line.bases for line in before.lines]
