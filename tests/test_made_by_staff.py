"""Use cases made by staff: who may do what, which version is in force, that nothing which breaks the rules is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.governance.access import NotPermitted
from assistant.trials.catalogue import Catalogue, UnknownUseCase, coming_along
from assistant.trials.made_by_staff import MadeByStaff, NotAllowed, UnknownMade
from assistant.trials.use_case_file import UseCaseError, write
from assistant.trials.values import Stage
from ingest.model import Person, Rank

AUTHOR, OTHER, CHIEF = Person("野々村"), Person("三枝"), Person("岸本", rank=Rank.ADMINISTRATOR)
TEXT = """---
題名: 照会文の案
目的: 照会文を書く。
入れてよいもの: 個人情報不可
確認する人: 照会する職員
外に出せるか: いいえ
できないこと: 相手の事情は分からない。
---
=== user ===
$要点
"""


@pytest.fixture
def made(tmp_path: Path) -> MadeByStaff:
    times = iter(datetime(2023, 9, 4, tzinfo=UTC) + timedelta(minutes=n) for n in range(1000))
    return MadeByStaff(tmp_path / "use_cases.sqlite", lambda: next(times))


@pytest.fixture
def approved(made: MadeByStaff) -> str:
    id = made.begin(TEXT, AUTHOR).use_case.id
    made.propose(id, AUTHOR)
    made.approve(id, CHIEF)
    return id


def test_from_a_draft_of_ones_own_into_the_catalogue(made: MadeByStaff) -> None:
    catalogue = Catalogue(made)
    draft = made.begin(TEXT, AUTHOR)
    assert (draft.stage, draft.use_case.version, draft.owner) == (Stage.DRAFT, 1, "野々村")
    assert [one.use_case for one in made.own(AUTHOR)] == [draft.use_case]
    assert made.own(OTHER) == made.proposed() == ()
    made.propose(draft.use_case.id, AUTHOR)
    assert [one.use_case.title for one in made.proposed()] == ["照会文の案"]
    with pytest.raises(UnknownUseCase):
        catalogue.use_case("照会文の案")
    made.approve(draft.use_case.id, CHIEF)
    assert catalogue.use_case("照会文の案").stage is Stage.APPROVED
    assert catalogue.all()[: len(coming_along())] == coming_along()


def test_only_an_administrator_approves_or_sends_back(made: MadeByStaff) -> None:
    id = made.begin(TEXT, AUTHOR).use_case.id
    made.propose(id, AUTHOR)
    with pytest.raises(NotPermitted, match="「管理」の権限"):
        made.approve(id, AUTHOR)
    with pytest.raises(NotPermitted, match="「管理」の権限"):
        made.send_back(id, "", Person("三枝", rank=Rank.FILER))
    back = made.send_back(id, "できないことを詳しく", CHIEF)
    assert (back.stage, back.reason, back.changed_by) == (Stage.DRAFT, "できないことを詳しく", "岸本")
    with pytest.raises(NotAllowed, match="提案中"):
        made.approve(id, CHIEF)


@pytest.mark.parametrize(
    "act",
    [
        lambda made, id: made.save(id, TEXT, OTHER),
        lambda made, id: made.propose(id, OTHER),
        lambda made, id: made.take_back(id, OTHER),
        lambda made, id: made.restore(id, 1, OTHER),
        lambda made, id: made.delete(id, OTHER),
    ],
)
def test_only_the_author_changes_a_draft(made: MadeByStaff, act: Callable[[MadeByStaff, str], object]) -> None:
    id = made.begin(TEXT, AUTHOR).use_case.id
    with pytest.raises(NotAllowed, match="作成者だけ"):
        act(made, id)
    assert made.newest(id).stage is Stage.DRAFT


def test_a_change_after_approval_is_a_new_version_and_the_old_one_stays_in_force(
    made: MadeByStaff, approved: str
) -> None:
    changed = made.save(approved, TEXT.replace("照会文を書く。", "照会文を短く書く。"), AUTHOR)
    assert (changed.stage, changed.use_case.version) == (Stage.DRAFT, 2)
    assert [one.purpose for one in made.in_force()] == ["照会文を書く。"]
    made.propose(approved, AUTHOR)
    made.approve(approved, CHIEF)
    assert [(one.purpose, one.identity) for one in made.in_force()] == [("照会文を短く書く。", "照会文の案 v2")]
    restored = made.restore(approved, 1, AUTHOR)
    assert (restored.use_case.purpose, restored.use_case.version) == ("照会文を書く。", 3)
    assert [one.stage for one in made.versions(approved)] == [Stage.APPROVED, Stage.APPROVED, Stage.DRAFT]


def test_a_proposal_that_is_changed_is_a_draft_again(made: MadeByStaff) -> None:
    id = made.begin(TEXT, AUTHOR).use_case.id
    made.propose(id, AUTHOR)
    assert made.save(id, TEXT, AUTHOR).stage is Stage.DRAFT
    assert len(made.versions(id)) == 1


def test_taken_back(made: MadeByStaff, approved: str) -> None:
    assert made.take_back(approved, AUTHOR).stage is Stage.WITHDRAWN
    assert made.in_force() == ()
    with pytest.raises(NotAllowed, match="取り下げるものがありません"):
        made.take_back(approved, CHIEF)
    again = made.save(approved, TEXT, AUTHOR)
    assert (again.stage, again.use_case.version) == (Stage.DRAFT, 2)
    made.propose(approved, AUTHOR)
    assert made.take_back(approved, AUTHOR).stage is Stage.DRAFT


def test_what_was_approved_is_not_deleted(made: MadeByStaff, approved: str, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="取り下げて"):
        made.delete(approved, AUTHOR)
    id = made.begin(TEXT, AUTHOR).use_case.id
    made.delete(id, AUTHOR)
    with pytest.raises(UnknownMade):
        made.newest(id)
    assert id.encode() not in (tmp_path / "use_cases.sqlite").read_bytes()


def test_a_copy_of_one_that_comes_along(made: MadeByStaff) -> None:
    first = coming_along()[0]
    copy = made.copy(first, OTHER).use_case
    assert (copy.title, copy.author, copy.version) == (f"{first.title}の写し", "三枝", 1)
    assert (copy.messages, copy.inputs, copy.example) == (first.messages, first.inputs, first.example)


def test_a_file_that_breaks_the_rules_is_not_kept(made: MadeByStaff) -> None:
    id = made.begin(TEXT, AUTHOR).use_case.id
    with pytest.raises(UseCaseError, match="5行目"):
        made.save(id, TEXT.replace("確認する人", "見る人"), AUTHOR)
    assert write(made.newest(id).use_case) == write(made.begin(TEXT, AUTHOR).use_case)
