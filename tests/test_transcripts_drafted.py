"""The written transcripts drafted without a model: nothing that a clerk would miss is dropped, nothing is made up."""

from __future__ import annotations

import pytest

from assistant.drafting import plain
from assistant.drafting.values import LineKind
from tests.drafted import MEETINGS, ORDINARY, UNMET, drafted, share


def test_decisions_and_to_dos_are_kept() -> None:
    assert share("decisions", "todos") >= 0.9


def test_of_meetings_that_nothing_was_learned_from_no_less_is_kept_than_when_they_were_met() -> None:
    """0.85 is wanted of each (docs/quality.md); a change that keeps less than they were met with has made it worse."""
    assert share("decisions", "todos", of=UNMET) >= 0.74
    assert share("qa", of=UNMET) >= 0.8


def test_decisions_alone_are_kept_and_hardly_any_is_made_up() -> None:
    assert share("decisions") >= 0.89
    tallies = [drafted(name).tallies["decisions"] for name in MEETINGS]
    assert sum(len(one.false) + len(one.forbidden) for one in tallies) <= 0.11 * sum(one.total for one in tallies)


def test_questions_stand_with_their_answers() -> None:
    assert share("qa") >= 0.91


def test_figures_and_days_are_kept_as_said() -> None:
    plainly = [name for name in MEETINGS if name not in ORDINARY]  # the others' lists say what each figure counts
    assert share("numbers", of=plainly) >= 0.95
    assert share("dates", of=plainly) >= 0.95


@pytest.mark.parametrize("name", MEETINGS)
def test_nothing_is_claimed_that_was_not_said(name: str) -> None:
    one = drafted(name)
    said = {speech.number: speech.text for speech in one.transcript.said}
    for line in one.draft.lines:
        assert line.bases
        assert all(said[basis.said][basis.start : basis.end] == basis.quote for basis in line.bases)


def test_two_hours_are_drafted_to_the_last_item() -> None:
    one = drafted("iinkai_2h.vtt")
    assert one.transcript.length > 35_000
    assert [item.title for item in one.draft.items if item.lines][-1] == one.draft.occasion.agenda[-1]


@pytest.mark.parametrize(
    ("style", "name", "share_of_words"),
    [("要点", "pt_30min.vtt", 0.7), ("要点", "iinkai_2h.vtt", 0.51), ("概要", "iinkai_2h.vtt", 0.24)],
)
def test_what_is_short_leaves_nothing_decided_out(style: str, name: str, share_of_words: float) -> None:
    made, transcript = drafted(name, style).draft, drafted(name, style).transcript
    written = made.written
    assert len(plain.to_text(made, transcript, traced=False)) < share_of_words * transcript.length
    for kind in (LineKind.DECISION, LineKind.TODO, LineKind.NEXT):
        assert written.of_kind(kind) == made.of_kind(kind)
    asked = {question.id for question, _ in written.exchanges}
    assert asked
    assert all(line.answers in asked for line in written.of_kind(LineKind.ANSWER))


def test_questions_stand_in_the_points_with_their_answers_not_in_the_draft_alone() -> None:
    assert share("qa", written=True) >= 0.78


def test_an_answer_stands_once_in_the_points() -> None:
    told = [line.bases[0] for line in drafted("iinkai_2h.vtt").draft.written.of_kind(LineKind.ANSWER)]
    assert len(told) == len(set(told))


def test_bills_taken_up_one_by_one_are_the_items() -> None:
    titles = [item.title for item in drafted("kensetsu_iinkai.txt").draft.items if item.title]
    assert [title[:6] for title in titles] == ["議案第48号", "議案第51号", "陳情第6号、", "報告1、商店", "報告2、下水"]


def test_what_is_told_of_the_next_meeting_has_the_day_that_holds_not_only_the_one_that_was_given_up() -> None:
    """当初11月28日ということでご案内してたんですが、…11月30日の木曜日…"""
    draft = drafted("pt_30min.vtt").draft
    told = [line for kind in (LineKind.DECISION, LineKind.NEXT) for line in draft.of_kind(kind)]
    assert all("11月30日" in line.text for line in told if "11月28日" in line.text)
    assert any("11月28日" in line.text for line in told)
