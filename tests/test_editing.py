"""Changes to a draft: each a new draft, verdicts renewed, ids kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.values import Verdict
from assistant.drafting import itemising, minutes, styles
from assistant.drafting.editing import add, change_kind, mark, move, put_aside, remove, rewrite
from assistant.drafting.trace import mark as mark_of
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
    assert todo.task == Task("試行は9月末まで延長することにします")
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


def test_a_line_of_ones_own_rests_on_the_words_that_are_given_or_says_so(draft: Draft) -> None:
    added, id = add(draft, 0, LineKind.OPINION, "経費は月に22万円である。", "経費は月に\n22万円です", TRANSCRIPT)
    assert id not in {line.id for line in draft.lines}
    with pytest.raises(ShirubeError, match="見つかりません"):
        add(draft, 0, LineKind.OPINION, "経費は月に23万円である。", "経費は月に23万円です", TRANSCRIPT)
    own = next(line for line in added.lines if line.id == id)
    assert own.by_hand


def test_a_line_without_words_is_marked_until_somebody_answers_for_it(draft: Draft) -> None:
    asked = line_of(draft, LineKind.QUESTION)
    added, id = add(draft, 0, LineKind.TODO, "会場を予約する。", "  ", TRANSCRIPT, after=asked.id)
    own = next(line for line in added.lines if line.id == id)
    assert (own.bases, own.verdict, own.task) == ((), Verdict.UNSUPPORTED, Task("会場を予約する"))
    assert added.lines[[line.id for line in added.lines].index(asked.id) + 1] == own
    assert mark_of(own) == "【手で加えた行】"
    assert mark_of(line_of(mark(added, id, "野々村"), LineKind.TODO)) == ""
    assert remove(added, id) == draft
    with pytest.raises(ShirubeError, match="空"):
        add(draft, 0, LineKind.TODO, " ", "", TRANSCRIPT)


def test_a_question_moves_and_goes_aside_with_its_answers(draft: Draft) -> None:
    two = itemising.add(draft, 0, "その他")
    asked = line_of(two, LineKind.QUESTION)
    moved = move(two, asked.id, 1)
    assert [line.kind for line in moved.items[1].lines] == [LineKind.QUESTION, LineKind.ANSWER]
    assert {line.id for line in moved.lines} == {line.id for line in draft.lines}
    aside = put_aside(draft, asked.id, aside=True)
    assert {line.kind for line in aside.lines if line.aside} == {LineKind.QUESTION, LineKind.ANSWER}
    assert not aside.written.exchanges
    assert put_aside(aside, asked.id, aside=False) == draft


def test_items_are_renamed_added_joined_and_taken_out() -> None:
    draft = drafted(*LINES, agenda=("試行について", "経費について"))
    place = next(n for n, item in enumerate(draft.items) if item.title == "試行について")
    renamed = itemising.rename(draft, place, " 生成AIの試行 ")
    assert (renamed.items[place].title, renamed.occasion.agenda[0]) == ("生成AIの試行", "生成AIの試行")
    assert renamed.items[place].origins == ("試行について",)
    assert itemising.rename(draft, place, "試行について") == draft
    added = itemising.add(draft, place, "視察について")
    assert added.occasion.agenda == ("試行について", "視察について", "経費について")
    assert itemising.remove(added, place + 1) == draft
    joined = itemising.join(draft, place + 1)
    assert joined.lines == draft.lines
    assert joined.items[place].origins == ("試行について", "経費について")
    assert joined.occasion.agenda == ("試行について",)
    with pytest.raises(ShirubeError, match="空"):
        itemising.rename(draft, 0, " ")
    with pytest.raises(ShirubeError, match="まとめられません"):
        itemising.join(draft, 0)
    with pytest.raises(ShirubeError, match="見つかりません"):
        move(draft, draft.lines[0].id, 9)


def test_an_item_is_drafted_anew_under_another_name_and_a_joined_one_whole() -> None:
    draft = drafted(*LINES, agenda=("試行について", "経費について"))
    place = next(n for n, item in enumerate(draft.items) if item.title == "試行について")
    texts = [line.text for line in draft.items[place].lines]
    renamed = itemising.rename(draft, place, "生成AI")
    again = minutes.remake(renamed, place, TRANSCRIPT, styles.load())
    assert [line.text for line in again.items[place].lines] == texts
    both = minutes.remake(itemising.join(draft, place + 1), place, TRANSCRIPT, styles.load())
    assert len(both.items[place].lines) == sum(len(item.lines) for item in draft.items[place : place + 2])
    assert len({line.id for line in both.lines}) == len(both.lines)
    with pytest.raises(ShirubeError, match="手で加えた議題"):
        minutes.remake(itemising.add(draft, place, "視察"), place + 1, TRANSCRIPT, styles.load())
