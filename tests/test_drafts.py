"""Drafts kept in a file of their own: versions, undo, whose they are, and deletion that leaves no words behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting.drafts import Drafts, DraftsUnavailable, UnknownDraft
from assistant.drafting.editing import mark, remove
from assistant.drafting.values import Draft, Occasion
from ingest.model import Person
from tests.small_meeting import drafted, meeting

CLERK, OTHER = Person("総務課 野々村"), Person("財政課 榎本")
LINES = ("岸本：では、試行は9月末まで延長することにします。", "柏木：試行の参加者は30人でした。")
LATER = "2023-10-18T04:00:00+00:00"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts.sqlite")


@pytest.fixture
def draft() -> Draft:
    return drafted(*LINES)


def add(drafts: Drafts, draft: Draft, person: Person = CLERK) -> str:
    return drafts.add(draft, meeting(*LINES), person)


def test_a_draft_comes_back_whole_with_its_transcript(drafts: Drafts, draft: Draft) -> None:
    kept = drafts.load(add(drafts, draft), CLERK)
    assert (kept.draft, kept.transcript) == (draft, meeting(*LINES))
    assert [version.what for version in kept.versions] == ["下書きを作成"]


def test_undo_gives_the_earlier_draft_back_down_to_the_first(drafts: Drafts, draft: Draft) -> None:
    id = add(drafts, draft)
    marked = mark(draft, draft.lines[0].id, CLERK.name)
    drafts.save(id, marked, "照合済み", LATER, CLERK)
    drafts.save(id, remove(marked, marked.lines[0].id), "行を消去", LATER, CLERK)
    assert [version.number for version in drafts.load(id, CLERK).versions] == [1, 2, 3]
    assert drafts.undo(id, CLERK)
    assert drafts.load(id, CLERK).draft == marked
    assert drafts.undo(id, CLERK)
    assert drafts.load(id, CLERK).draft == draft
    assert not drafts.undo(id, CLERK)


def test_a_change_after_undo_is_the_newest_version(drafts: Drafts, draft: Draft) -> None:
    id = add(drafts, draft)
    drafts.save(id, mark(draft, draft.lines[0].id, "野々村"), "照合済み", LATER, CLERK)
    drafts.undo(id, CLERK)
    other = mark(draft, draft.lines[0].id, "岸本")
    drafts.save(id, other, "照合済み", LATER, CLERK)
    kept = drafts.load(id, CLERK)
    assert (kept.draft, [version.number for version in kept.versions]) == (other, [1, 2])


def test_the_list_shows_what_was_changed_last_first(drafts: Drafts, draft: Draft) -> None:
    first, second = add(drafts, draft), add(drafts, replace(draft, occasion=Occasion(title="第5回")))
    assert [one.title for one in drafts.newest(CLERK)] == ["第5回", draft.occasion.title]
    drafts.save(first, mark(draft, draft.lines[0].id, "野々村"), "照合済み", LATER, CLERK)
    assert [(one.id, one.versions) for one in drafts.newest(CLERK)] == [(first, 2), (second, 1)]
    assert drafts.newest(CLERK)[0].held_on == "2023-10-18"


def test_nobody_else_sees_changes_or_deletes_a_draft(drafts: Drafts, draft: Draft) -> None:
    id = add(drafts, draft)
    assert drafts.newest(OTHER) == ()
    for refused in (
        lambda: drafts.load(id, OTHER),
        lambda: drafts.save(id, draft, "照合済み", LATER, OTHER),
        lambda: drafts.undo(id, OTHER),
    ):
        with pytest.raises(UnknownDraft):
            refused()
    assert not drafts.delete(id, OTHER)
    assert drafts.load(id, CLERK).draft == draft


def test_the_words_of_a_deleted_draft_are_not_in_its_file(drafts: Drafts, draft: Draft, tmp_path: Path) -> None:
    id = add(drafts, draft)
    word = "延長".encode()
    assert word in (tmp_path / "drafts.sqlite").read_bytes()
    assert drafts.delete(id, CLERK)
    assert not any(word in file.read_bytes() for file in tmp_path.iterdir())
    assert not drafts.delete(id, CLERK)


def test_a_file_that_is_no_database_is_said_to_be(tmp_path: Path, draft: Draft) -> None:
    (tmp_path / "drafts.sqlite").write_text("これはデータベースではありません。" * 50, encoding="utf-8")
    with pytest.raises(DraftsUnavailable):
        add(Drafts(tmp_path / "drafts.sqlite"), draft)
