"""The written transcripts drafted without a model: nothing that a clerk would miss is dropped, nothing is made up."""

from __future__ import annotations

import pytest

from tests.drafted import MEETINGS, drafted, share


def test_decisions_and_to_dos_are_kept() -> None:
    assert share("decisions", "todos") >= 0.85


def test_questions_stand_with_their_answers() -> None:
    assert share("qa") >= 0.85


def test_figures_and_days_are_kept_as_said() -> None:
    assert share("numbers") >= 0.95
    assert share("dates") >= 0.95


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
