"""Summaries kept beside the drafts: owned, renewed against the papers as they are now, deleted for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.values import Verdict
from assistant.drafting.drafts import Drafts
from assistant.drafting.summaries.extract import ExtractiveSummariser
from assistant.drafting.summaries.kept import Summaries, UnknownSummary, renewed
from assistant.drafting.summaries.values import By, Length, Summary
from ingest.model import Person
from tests.made_papers import source

CLERK, OTHER = Person("野々村"), Person("榎本")
TEXT = "試行の参加者は30人です。経費は月に22万円です。研修は11月に行います。"


def all_of(ids: Iterable[str]) -> bool:
    """Whoever may read every paper."""
    return bool(list(ids))


@pytest.fixture
def summaries(tmp_path: Path) -> Summaries:
    return Summaries(Drafts(tmp_path / "drafts.sqlite").database)


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    *_, made = ExtractiveSummariser().summarise([source(tmp_path, "試行.txt", TEXT)], Length.SHORT, By.WHOLE)
    assert isinstance(made, Summary)
    return made


def test_a_summary_is_its_owner_s_and_comes_back_whole(summaries: Summaries, summary: Summary) -> None:
    id = summaries.add(summary, "2026-01-05T01:00:00+00:00", CLERK)
    assert summaries.load(id, CLERK, all_of) == summary
    assert [(one.id, one.title) for one in summaries.newest(CLERK, all_of)] == [(id, summary.title)]
    assert summaries.newest(OTHER, all_of) == ()
    assert not summaries.delete(id, OTHER)
    with pytest.raises(UnknownSummary):
        summaries.load(id, OTHER, all_of)
    assert summaries.delete(id, CLERK)
    with pytest.raises(UnknownSummary):
        summaries.load(id, CLERK, all_of)


def test_a_summary_of_a_paper_that_is_no_longer_theirs_is_as_if_it_were_not_there(
    summaries: Summaries, summary: Summary
) -> None:
    id = summaries.add(summary, "2026-01-05T01:00:00+00:00", CLERK)
    (paper,) = summary.documents
    assert summaries.newest(CLERK, lambda ids: paper.id not in ids) == ()
    with pytest.raises(UnknownSummary):
        summaries.load(id, CLERK, lambda ids: paper.id not in ids)


def test_old_summaries_go_when_their_time_is_over(summaries: Summaries, summary: Summary) -> None:
    for day in ("05", "06", "07"):
        summaries.add(summary, f"2026-01-{day}T01:00:00+00:00", CLERK)
    assert summaries.expire("2026-01-07T01:00:00+00:00") == 2
    assert [one.made_at[:10] for one in summaries.newest(CLERK, all_of)] == ["2026-01-07"]


def test_what_the_papers_no_longer_say_is_marked(summary: Summary) -> None:
    (paper,) = summary.documents
    assert renewed(summary, {paper.source: paper}, lambda _: "") == summary
    gone = renewed(summary, {}, lambda _: TEXT)
    assert {one.verdict for one in gone.sentences} == {Verdict.UNSUPPORTED}
    new = {paper.source: replace(paper, sha256="another")}
    assert renewed(summary, new, lambda _: f"はじめに。\n{TEXT}") == summary
    changed = renewed(summary, new, lambda _: TEXT.replace("22万円", "32万円"))
    odd = [one.text for one in changed.sentences if one.verdict is not Verdict.SUPPORTED]
    assert len(odd) == 1
    assert "22万円" in odd[0]
