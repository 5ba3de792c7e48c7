"""Nobody sees anything of a paper that is not theirs, and nobody does what their rank does not allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.values import Answered
from assistant.answering.withheld import NOTICE
from assistant.conversations import Turn
from assistant.governance.access import NotPermitted
from assistant.settings import load
from assistant.wiring import Office, build_office
from ingest.errors import ShirubeError
from ingest.model import Person, Rank, local_person
from tests.leaks import CityHall

QUESTION = "生ごみ処理機の補助の上限額はいくらですか"
TEXT = "生ごみ処理機の補助の上限額は35,000円とする。\n"
SOUMU, ZAISEI = Person("森", frozenset({"総務課"})), Person("林", frozenset({"財政課"}))


@pytest.mark.parametrize(("seed", "trials"), [
    (11, 80),
    *(pytest.param(seed, 500, marks=pytest.mark.slow) for seed in (21, 22, 23, 24)),
])  # fmt: skip
def test_nothing_of_anothers_paper_comes_back_by_any_way_in(tmp_path: Path, seed: int, trials: int) -> None:
    hall = CityHall(tmp_path, seed)
    try:
        leaks = [(name, leaked) for name, leaked, _ in (hall.trial() for _ in range(trials)) if leaked]
    finally:
        hall.close()
    assert leaks == []
    assert sum(hall.answered.values()) > trials / 8  # what may be read does come back


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with build_office(load(tmp_path / "home")) as one:
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        list(one.desk.ingest([tmp_path / "a.txt"], local_person()))
        yield one


def turn_of(office: Office, person: Person) -> Turn:
    *_, last = office.desk.ask(QUESTION, person)
    assert isinstance(last, Answered)
    return Turn("t", QUESTION, last.answer, "2026-04-01T00:00:00+00:00")


@pytest.mark.parametrize("gone", ["moved", "moved, then removed", "replaced, then moved", "moved, then replaced"])
def test_an_old_answer_is_not_shown_where_its_paper_is_no_longer_ones_own(
    office: Office, tmp_path: Path, gone: str
) -> None:
    turn = turn_of(office, ZAISEI)
    assert "35,000" in turn.answer.text
    kept = office.conversations.save(turn, ZAISEI)
    for step in gone.split(", then "):
        if step == "moved":
            office.desk.set_audience("a.txt", "dept:総務課", local_person())
        elif step == "removed":
            office.desk.remove("a.txt", local_person())
        else:
            (tmp_path / "a.txt").write_text(TEXT.replace("35", "40"), encoding="utf-8")
            list(office.desk.ingest([tmp_path / "a.txt"], local_person()))
    (shown,) = office.conversations.load(kept, ZAISEI)
    assert (shown.question, shown.answer.text, shown.answer.notice) == (QUESTION, "", NOTICE)
    assert (shown.answer.citations, shown.answer.nearest) == ((), ())
    assert office.conversations.newest(ZAISEI, "35,000") == ()
    assert len(office.conversations.newest(ZAISEI, "生ごみ")) == 1  # the person's own words
    assert "35,000" not in repr(list(office.desk.ask("それはいつからですか", ZAISEI, earlier=[turn.earlier])))
    theirs = replace(turn, id="another")
    assert office.conversations.load(office.conversations.save(theirs, SOUMU), SOUMU) == (theirs,)


def test_an_old_answer_stays_where_its_paper_was_only_taken_out(office: Office) -> None:
    turn = turn_of(office, ZAISEI)
    kept = office.conversations.save(turn, ZAISEI)
    office.desk.remove("a.txt", local_person())
    assert office.conversations.load(kept, ZAISEI) == (turn,)


def test_what_a_model_wrote_rests_on_all_that_it_was_shown(office: Office) -> None:
    turn = turn_of(office, ZAISEI)
    paper = office.desk.documents(local_person())[0].id
    unmarked = replace(turn, answer=replace(turn.answer, citations=(), offered=(paper,), engine="gpt"))
    kept = office.conversations.save(unmarked, ZAISEI)
    assert office.conversations.load(kept, ZAISEI) == (unmarked,)
    office.desk.set_audience("a.txt", "dept:総務課", local_person())
    assert office.conversations.load(kept, ZAISEI)[0].answer.notice == NOTICE


RIGHTS: tuple[tuple[Rank, Callable[[Office, Person, Path], object]], ...] = (
    (Rank.FILER, lambda office, person, folder: list(office.desk.ingest([folder / "a.txt"], person))),
    (Rank.FILER, lambda office, person, folder: office.desk.remove("a.txt", person)),
    (Rank.FILER, lambda office, person, folder: office.desk.set_audience("a.txt", "public", person)),
    (Rank.ADMINISTRATOR, lambda office, person, folder: office.desk.check(person)),
    (Rank.ADMINISTRATOR, lambda office, person, folder: list(office.desk.rebuild(person))),
)


@pytest.mark.parametrize(("needed", "verb"), RIGHTS)
def test_each_verb_asks_what_it_takes(
    office: Office, tmp_path: Path, needed: Rank, verb: Callable[[Office, Person, Path], object]
) -> None:
    before = office.desk.documents(local_person())
    for rank in Rank:
        if rank < needed:
            with pytest.raises(NotPermitted, match=f"「{needed.label}」の権限が必要です"):
                verb(office, replace(SOUMU, rank=rank), tmp_path)
            assert office.desk.documents(local_person()) == before
    verb(office, replace(SOUMU, rank=needed), tmp_path)


def test_nobody_gives_a_paper_away_to_readers_whom_they_are_not_among(office: Office) -> None:
    filer = replace(SOUMU, rank=Rank.FILER)
    for wanted in ("dept:財政課", "own:林"):
        with pytest.raises(ShirubeError, match="ご自分が読めない公開範囲"):
            office.desk.set_audience("a.txt", wanted, filer)
    assert office.desk.set_audience("a.txt", "own:森", filer)
    assert office.desk.documents(local_person()) == ()


def test_health_names_and_counts_what_one_may_read(office: Office, tmp_path: Path) -> None:
    (tmp_path / "人事の秘密.txt").write_text("異動の案。\n", encoding="utf-8")
    list(office.desk.ingest([tmp_path / "人事の秘密.txt"], local_person(), audience="dept:人事課"))
    for file in (tmp_path / "home" / "originals").rglob("*.txt"):
        file.unlink()
    chief = replace(SOUMU, rank=Rank.ADMINISTRATOR)
    theirs = office.desk.check(chief)
    assert (theirs.documents, theirs.passages, theirs.words, theirs.vectors) == (1, 1, 1, 1)
    assert "秘密" not in repr(theirs)
    assert len(theirs.problems) == 2  # the paper of all by its name, and that there is more
    whole = office.desk.check(local_person())
    assert (whole.documents, whole.words, whole.vectors) == (2, 2, 2)
    assert "人事の秘密" in repr(whole)
