"""From a transcript to a kept draft, its changes, and what it leaves to do, by the real engine without a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.answering.values import Answer, Answered, Verdict
from assistant.drafting.drafts import Kept
from assistant.drafting.ledger import State, Wanted
from assistant.drafting.values import LineKind
from assistant.secretary import Given, Secretary
from assistant.settings import load
from assistant.wiring import Office, build_office
from ingest.errors import ShirubeError
from ingest.model import Person
from tests import one_meeting

CLERK = Person("総務課 野々村")
NOW = datetime(2023, 9, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with build_office(load(tmp_path / "home")) as one:
        monkeypatch.setattr(one.secretary, "_clock", lambda: NOW)
        yield one


def drafted(secretary: Secretary, path: Path, person: Person = CLERK) -> Kept:
    transcript, about = secretary.read(Given((path,)))
    *_, kept = secretary.draft(transcript, about, "要点", person)
    assert isinstance(kept, Kept)
    return kept


@pytest.fixture
def first(office: Office, tmp_path: Path) -> Kept:
    return drafted(office.secretary, one_meeting.write(tmp_path / "in")[0])


def test_a_meeting_becomes_minutes(first: Kept) -> None:
    draft = first.draft
    assert "デジタル推進会議" in draft.occasion.title
    assert draft.occasion.held_on == date(2023, 7, 25)
    assert [line.text for line in draft.of_kind(LineKind.DECISION)] == [f"{one_meeting.DECISION}。"]
    (todo,) = draft.of_kind(LineKind.TODO)
    assert todo.task is not None
    assert (todo.task.who, todo.task.due) == ("大槻主査", date(2023, 8, 25))
    ((question, answers),) = draft.exchanges
    assert (question.speaker, [answer.speaker for answer in answers]) == ("大槻主査", ["柏木主幹"])
    (upcoming,) = draft.of_kind(LineKind.NEXT)
    assert "8月31日" in upcoming.text
    assert not any("お疲れさま" in line.text or "えー" in line.text for line in draft.lines)
    assert all(line.verdict is Verdict.SUPPORTED for line in draft.lines)


def test_edits_are_checked_kept_and_taken_back(office: Office, first: Kept) -> None:
    secretary = office.secretary
    line = first.draft.of_kind(LineKind.DECISION)[0]
    edited = secretary.rewrite(first.id, line.id, "試行は10月末まで延長することにします。", CLERK)
    (wrong,) = edited.draft.of_kind(LineKind.DECISION)
    assert (wrong.id, wrong.verdict) == (line.id, Verdict.UNSUPPORTED)
    assert "10月" in wrong.reason
    marked = secretary.mark(first.id, line.id, CLERK.name, CLERK)
    assert marked.draft.of_kind(LineKind.DECISION)[0].checked_by == CLERK.name
    assert [one.what for one in marked.versions] == ["下書きを作成", "行を直す", "確認済みにする"]
    secretary.undo(first.id, CLERK)
    assert secretary.undo(first.id, CLERK).draft == first.draft
    assert secretary.undo(first.id, CLERK).draft == first.draft  # nothing before the first


def test_an_empty_line_and_a_foreign_draft_are_refused(office: Office, first: Kept) -> None:
    with pytest.raises(ShirubeError, match="空"):
        office.secretary.rewrite(first.id, first.draft.lines[0].id, "  ", CLERK)
    with pytest.raises(ShirubeError, match="見つかりません"):
        office.secretary.open(first.id, Person("別の人"))


def test_what_is_left_to_do_is_carried_into_the_next_draft(office: Office, first: Kept, tmp_path: Path) -> None:
    second = drafted(office.secretary, tmp_path / "in" / "第2回.vtt")
    assert [one.who for one in second.draft.open_tasks] == ["大槻主査"]
    (entry,) = office.secretary.ledger(CLERK, Wanted(LineKind.TODO))
    assert entry.late(date(2023, 9, 4))
    office.secretary.follow(replace(entry, state=State.DONE), CLERK)
    assert office.secretary.ledger(CLERK, Wanted(LineKind.TODO, State.OPEN)) == ()
    assert [one.what for one in office.secretary.ledger(CLERK, Wanted(LineKind.DECISION))] == [
        "配信は平日の午前8時に行うことにします。",
        f"{one_meeting.DECISION}。",
    ]


def test_a_decision_cannot_be_done(office: Office, first: Kept) -> None:
    (entry,) = office.secretary.ledger(CLERK, Wanted(LineKind.DECISION))
    with pytest.raises(ShirubeError, match="有効"):
        office.secretary.follow(replace(entry, state=State.DONE), CLERK)


def answer_to(office: Office, question: str) -> Answer:
    *_, last = office.desk.ask(question, CLERK, today=date(2023, 9, 4))
    assert isinstance(last, Answered)
    return last.answer


def test_the_chat_knows_what_is_left_to_do(office: Office, first: Kept) -> None:
    answer = answer_to(office, "未了の宿題は？")
    (sentence,) = answer.sentences
    assert "事例集" in sentence.text
    assert "期限切れ" in sentence.text
    assert one_meeting.TASK in answer.citations[0].quote
    assert answer_to(office, "藤堂さんの宿題は？").abstained
    for asked in ("大槻さんの宿題は？", "やり残していることは？", "積み残しの課題は？", "期限を過ぎた宿題はありますか"):
        assert not answer_to(office, asked).abstained


def test_one_item_is_drafted_anew_and_the_rest_stays(office: Office, first: Kept) -> None:
    place = next(n for n, item in enumerate(first.draft.items) if item.lines)
    kept = office.secretary.remove(first.id, first.draft.items[place].lines[0].id, CLERK)
    anew = office.secretary.remake(kept.id, place, CLERK)
    assert [line.text for line in anew.draft.lines] == [line.text for line in first.draft.lines]


def test_deletion_leaves_no_words(office: Office, first: Kept, tmp_path: Path) -> None:
    assert office.secretary.delete(first.id, CLERK)
    assert office.secretary.drafts(CLERK) == ()
    kept = (tmp_path / "home" / "drafts.sqlite").read_bytes()
    assert "事例集".encode() not in kept


def test_what_a_person_adds_and_arranges_is_kept_and_taken_back(office: Office, first: Kept) -> None:
    secretary = office.secretary
    id = secretary.add_line(first.id, 0, LineKind.TODO, "会場を予約する。", "", CLERK)
    secretary.move(first.id, id, 1, CLERK)
    secretary.rename_item(first.id, 1, "生成AIのこと", CLERK)
    secretary.add_item(first.id, 1, "視察のこと", CLERK)
    secretary.join_item(first.id, 2, CLERK)
    secretary.put_aside(first.id, id, CLERK, aside=True)
    kept = secretary.open(first.id, CLERK)
    assert kept.draft.items[1].title == "生成AIのこと"
    assert [line.id for line in kept.draft.items[1].lines if line.aside] == [id]
    assert [one.what for one in kept.versions[1:]] == [
        "行を加える", "行を移す", "議題の名前を直す", "議題を加える", "議題をまとめる", "議事録に載せない"
    ]  # fmt: skip
    for _ in kept.versions[1:]:
        secretary.undo(first.id, CLERK)
    assert secretary.open(first.id, CLERK).draft == first.draft


def again(office: Office, tmp_path: Path, style: str = "発言要旨") -> Kept:
    transcript, about = office.secretary.read(Given((one_meeting.write(tmp_path / "in")[0],)))
    *_, kept = office.secretary.draft(transcript, about, style, CLERK)
    assert isinstance(kept, Kept)
    return kept


def test_a_meeting_drafted_again_is_listed_once(office: Office, first: Kept, tmp_path: Path) -> None:
    before = office.secretary.ledger(CLERK)
    second = again(office, tmp_path)
    after = office.secretary.ledger(CLERK)
    assert [(one.kind, one.quote) for one in after] == [(one.kind, one.quote) for one in before]
    assert {one.draft for one in after} == {second.id}
    office.secretary.delete(second.id, CLERK)
    assert {one.draft for one in office.secretary.ledger(CLERK)} == {first.id}


def test_what_was_closed_and_superseded_stays_so(office: Office, first: Kept, tmp_path: Path) -> None:
    (todo,) = office.secretary.ledger(CLERK, Wanted(LineKind.TODO))
    (decision,) = office.secretary.ledger(CLERK, Wanted(LineKind.DECISION))
    office.secretary.follow(replace(todo, state=State.DONE, who="藤堂係長"), CLERK)
    office.secretary.follow(replace(decision, state=State.SUPERSEDED), CLERK)
    second = again(office, tmp_path)
    office.secretary.delete(first.id, CLERK)  # whatever becomes of the first draft
    (todo,) = office.secretary.ledger(CLERK, Wanted(LineKind.TODO))
    (decision,) = office.secretary.ledger(CLERK, Wanted(LineKind.DECISION))
    assert (todo.draft, todo.state, todo.who) == (second.id, State.DONE, "藤堂係長")
    assert decision.state is State.SUPERSEDED


def test_a_later_decision_points_at_the_newest_draft(office: Office, first: Kept, tmp_path: Path) -> None:
    (decision,) = office.secretary.ledger(CLERK, Wanted(LineKind.DECISION))
    other = tmp_path / "earlier.txt"
    other.write_text(
        "第1回 窓口検討会\n令和5年6月1日\n\n岸本：では、窓口は2か所とすることに決定します。\n柏木：はい。\n",
        encoding="utf-8",
    )
    drafted(office.secretary, other)
    earlier = next(one for one in office.secretary.ledger(CLERK, Wanted(LineKind.DECISION)) if one.id != decision.id)
    office.secretary.follow(replace(earlier, state=State.SUPERSEDED, superseded_by=decision.id), CLERK)
    second = again(office, tmp_path)
    earlier = next(one for one in office.secretary.ledger(CLERK) if one.id == earlier.id)
    assert earlier.superseded_by.startswith(f"{second.id}:")


def test_what_a_person_wrote_in_the_first_draft_is_kept(office: Office, first: Kept, tmp_path: Path) -> None:
    (todo,) = first.draft.of_kind(LineKind.TODO)
    assert todo.task is not None
    own = replace(todo.task, what="台数を全課で調べる", who="総務課")
    office.secretary.rewrite(first.id, todo.id, "台数を全課で調べる", CLERK, own)
    office.secretary.add_line(first.id, 0, LineKind.TODO, "会場を予約する", "", CLERK)
    second = again(office, tmp_path)
    found = {one.what: one.draft for one in office.secretary.ledger(CLERK, Wanted(LineKind.TODO))}
    assert found == {"台数を全課で調べる": first.id, "会場を予約する": first.id}
    # What is changed in the newest draft counts more.
    (todo,) = second.draft.of_kind(LineKind.TODO)
    assert todo.task is not None
    office.secretary.rewrite(
        second.id, todo.id, "端末の台数を数える", CLERK, replace(todo.task, what="端末の台数を数える")
    )
    found = {one.what: one.draft for one in office.secretary.ledger(CLERK, Wanted(LineKind.TODO))}
    assert found == {"端末の台数を数える": second.id, "会場を予約する": first.id}


def test_what_a_person_took_out_does_not_come_back(office: Office, first: Kept, tmp_path: Path) -> None:
    (todo,) = first.draft.of_kind(LineKind.TODO)
    (decision,) = first.draft.of_kind(LineKind.DECISION)
    office.secretary.remove(first.id, todo.id, CLERK)
    office.secretary.change_kind(first.id, decision.id, LineKind.OPINION, CLERK)
    second = again(office, tmp_path)
    assert office.secretary.ledger(CLERK) == ()
    # Who compares it with its words in the newest draft wants it after all.
    (todo,) = second.draft.of_kind(LineKind.TODO)
    office.secretary.mark(second.id, todo.id, "野々村", CLERK)
    assert [one.kind for one in office.secretary.ledger(CLERK)] == [LineKind.TODO]


def test_a_better_transcript_of_the_same_day_is_the_same_meeting(office: Office, first: Kept, tmp_path: Path) -> None:
    path = one_meeting.write(tmp_path / "in")[0]
    better = tmp_path / f"better{path.suffix}"
    better.write_text(path.read_text(encoding="utf-8").replace("えーと", "").replace("えー、", ""), encoding="utf-8")
    transcript, _ = office.secretary.read(Given((better,)))
    *_, second = office.secretary.draft(transcript, first.draft.occasion, "要点", CLERK)
    assert isinstance(second, Kept)
    assert {one.draft for one in office.secretary.ledger(CLERK)} == {second.id}
    # Another meeting of that day by the same name keeps its own entries.
    hours = replace(first.draft.occasion, hours="15時から")
    office.secretary.describe(second.id, replace(hours, hours="10時から"), CLERK)
    *_, third = office.secretary.draft(replace(transcript, said=transcript.said[:-1]), hours, "要点", CLERK)
    assert isinstance(third, Kept)
    assert {second.id, third.id} <= {one.draft for one in office.secretary.ledger(CLERK)}


def test_a_meeting_drafted_again_does_not_carry_its_own_to_dos(office: Office, first: Kept, tmp_path: Path) -> None:
    transcript, about = office.secretary.read(Given((one_meeting.write(tmp_path / "in")[0],)))
    undated = replace(about, held_on=None)
    *_, one = office.secretary.draft(transcript, undated, "要点", CLERK)
    *_, two = office.secretary.draft(transcript, undated, "要点", CLERK)
    assert isinstance(one, Kept)
    assert isinstance(two, Kept)
    assert two.draft.open_tasks == ()


def test_an_item_drafted_anew_keeps_what_became_of_its_to_dos(office: Office, first: Kept) -> None:
    (todo,) = office.secretary.ledger(CLERK, Wanted(LineKind.TODO))
    office.secretary.follow(replace(todo, state=State.DONE), CLERK)
    item = next(n for n, one in enumerate(first.draft.items) if any(line.task for line in one.lines))
    office.secretary.remake(first.id, item, CLERK)
    (remade,) = office.secretary.ledger(CLERK, Wanted(LineKind.TODO))
    assert remade.id != todo.id
    assert remade.state is State.DONE
    office.secretary.undo(first.id, CLERK)
    assert [one.id for one in office.secretary.ledger(CLERK, Wanted(LineKind.TODO))] == [todo.id]
