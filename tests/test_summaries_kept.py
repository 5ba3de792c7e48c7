"""Summaries kept beside the drafts: owned, renewed against the papers as they are now, deleted for good."""

from __future__ import annotations

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
    assert summaries.load(id, CLERK) == summary
    assert [(one.id, one.title) for one in summaries.newest(CLERK)] == [(id, summary.title)]
    assert summaries.newest(OTHER) == ()
    assert not summaries.delete(id, OTHER)
    with pytest.raises(UnknownSummary):
        summaries.load(id, OTHER)
    assert summaries.delete(id, CLERK)
    with pytest.raises(UnknownSummary):
        summaries.load(id, CLERK)


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
