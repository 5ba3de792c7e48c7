"""Decisions and to-dos of all meetings in one list, and what is said of them afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.drafting.drafts import Drafts
from assistant.drafting.ledger import Entry, Ledger, State, Wanted, body, entries, narrowed
from assistant.drafting.values import LineKind
from ingest.errors import ShirubeError
from ingest.model import Person
from tests.small_meeting import drafted, meeting

CLERK = Person("総務課 野々村")
LINES = (
    "岸本：では、柏木さんから説明をお願いします。",
    "柏木：試行の参加者は30人でした。",
    "岸本：では、試行は9月末まで延長することにします。",
    "岸本：大槻さん、事例集を25日までに作ってください。",
    "大槻：はい、分かりました。",
    "柏木：端末の台数は私のほうで調べておきます。",
)
AT = "2023-10-20T01:00:00+00:00"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts.sqlite")


@pytest.fixture
def ledger(drafts: Drafts) -> Ledger:
    drafts.add(drafted(*LINES), meeting(*LINES), CLERK)
    return Ledger(drafts)


def entry(what: str = "台数を調べる", **fields: object) -> Entry:
    plain = Entry("d:L1", LineKind.TODO, what, "第4回", date(2023, 10, 18), State.OPEN, "調べます。", "発言1")
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_the_entries_of_a_draft_lead_to_their_words(ledger: Ledger) -> None:
    decision, asked, promised = ledger.of_drafts(CLERK)
    assert (decision.kind, decision.state) == (LineKind.DECISION, State.STANDS)
    assert decision.quote == "では、試行は9月末まで延長することにします。"
    assert (asked.who, asked.due, asked.state) == ("大槻", date(2023, 10, 25), State.OPEN)
    assert (promised.who, promised.due, promised.where) == ("柏木", None, "発言5")
    assert all(one.meeting == "第4回デジタル推進会議" and one.verified for one in (decision, asked, promised))


def test_what_is_said_of_an_entry_is_kept_and_its_words_are_not_changed(ledger: Ledger) -> None:
    _, asked, _ = ledger.of_drafts(CLERK)
    ledger.follow(replace(asked, state=State.DONE, who="藤堂", due=None), AT)
    _, followed, _ = ledger.of_drafts(CLERK)
    assert followed == replace(asked, state=State.DONE, who="藤堂", due=None)


def test_a_decision_may_be_superseded_and_a_to_do_may_not(ledger: Ledger) -> None:
    decision, asked, _ = ledger.of_drafts(CLERK)
    ledger.follow(replace(decision, state=State.SUPERSEDED, superseded_by="x:L1"), AT)
    assert ledger.of_drafts(CLERK)[0].superseded_by == "x:L1"
    with pytest.raises(ShirubeError, match="どちらか"):
        ledger.follow(replace(asked, state=State.SUPERSEDED), AT)
    with pytest.raises(ShirubeError, match="どちらか"):
        ledger.follow(replace(decision, state=State.DONE), AT)


def test_a_deleted_draft_takes_its_entries_along(ledger: Ledger, drafts: Drafts) -> None:
    decision, *_ = ledger.of_drafts(CLERK)
    ledger.follow(replace(decision, state=State.SUPERSEDED), AT)
    drafts.delete(decision.draft, CLERK)
    assert ledger.of_drafts(CLERK) == ()
    assert ledger.followed((decision,)) == (decision,)


def test_a_line_that_its_words_do_not_bear_out_is_not_verified(drafts: Drafts) -> None:
    draft = drafted(*LINES)
    wrong = replace(draft.of_kind(LineKind.DECISION)[0], text="試行は12月末まで延長する。", bases=())
    item = replace(draft.items[0], lines=(replace(wrong, verdict=type(wrong.verdict)("unsupported")),))
    id = drafts.add(replace(draft, items=(item,)), meeting(*LINES), CLERK)
    (one,) = entries(drafts.load(id, CLERK))
    assert not one.verified


def test_what_is_due_comes_first_then_the_latest_meeting() -> None:
    due = entry("一", due=date(2023, 11, 1))
    later = entry("二", due=date(2023, 12, 1))
    done = entry("三", due=date(2023, 10, 1), state=State.DONE)
    recent = entry("四", held_on=date(2023, 12, 1))
    assert [one.what for one in narrowed((done, later, recent, due), Wanted())] == ["一", "二", "四", "三"]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Wanted(kind=LineKind.DECISION), ["延長"]),
        (Wanted(state=State.OPEN), ["台数", "様式"]),
        (Wanted(words="柏木"), ["台数"]),
        (Wanted(words="第４回 様式"), ["様式"]),
        (Wanted(late_on=date(2023, 11, 2)), ["台数"]),
        (Wanted(late_on=date(2023, 11, 1)), []),
        (Wanted(), ["台数", "延長", "様式", "名簿"]),
    ],
)
def test_the_list_is_narrowed(wanted: Wanted, kept: list[str]) -> None:
    found = (
        entry("延長", kind=LineKind.DECISION, state=State.STANDS),
        entry("台数", who="柏木", due=date(2023, 11, 1)),
        entry("様式"),
        entry("名簿", state=State.DONE, due=date(2023, 10, 1)),
    )
    assert [one.what for one in narrowed(found, wanted)] == kept


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("令和5年度第4回デジタル推進会議 議事録", "R5第5回デジタル推進会議（11月20日）"),
        ("第2回窓口ワーキンググループ", "第10回 窓口ワーキンググループ 会議録"),
    ],
)
def test_meetings_of_one_body_share_its_name(title: str, other: str) -> None:
    assert body(title) == body(other)
    assert body(title) != body("防災会議")
