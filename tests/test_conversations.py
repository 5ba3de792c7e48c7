"""Past conversations: what is kept, found again, and really gone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assistant.answering.values import Answer, Citation, Hit, ReadAs, Sentence, Verdict
from assistant.conversations import MIGRATIONS, Conversations, ConversationsUnavailable, Turn
from ingest.model import Document, Filters, Passage, Person, Problem

ANYONE = Person()
PAPER = Document(
    "d1",
    "a.pdf",
    "0" * 64,
    "pdf",
    "会議",
    "資料",
    3,
    date(2023, 5, 26),
    2023,
    (Problem("読めません", 2),),
    "2023-06-01",
    1,
)
PASSAGE = Passage("p1", "d1", 0, 2, "p.2", 10, 20, "会場は本庁舎です。", speaker="課長", tabular=True)
CITATION = Citation(1, PASSAGE, PAPER, "会場は本庁舎です。", 10, 19, 2, "p.2")
ANSWER = Answer(
    "会場はどこ",
    ReadAs({"fiscal_year": 2023, "must": ["会場"]}, "令和5年度", Filters(kinds=("資料",), fiscal_years=(2023,))),
    (Sentence("会場は本庁舎です。", (1,), Verdict.PARTIAL, "年度を確かめられませんでした。"),),
    (CITATION,),
    nearest=(Hit(1, PASSAGE, PAPER, 0.5),),
)


def turn(question: str, said: str = "はい。", at: str = "2026-04-01T00:00:00+00:00") -> Turn:
    return Turn(
        f"t-{question}-{at}", question, Answer(question, ReadAs(), (Sentence(said, (), Verdict.SUPPORTED),)), at
    )


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "home" / "conversations.sqlite")


def test_a_turn_comes_back_as_it_went_in(conversations: Conversations) -> None:
    kept = Turn("t1", "会場はどこ", ANSWER, "2026-04-01T00:00:00+00:00", stopped=True, useful=False, why="古い")
    assert conversations.load(conversations.save(kept, ANYONE), ANYONE) == (kept,)


def test_turns_stay_in_the_order_they_were_asked(conversations: Conversations) -> None:
    first = conversations.save(turn("一"), ANYONE)
    assert conversations.save(turn("二"), ANYONE, first) == first
    assert [kept.question for kept in conversations.load(first, ANYONE)] == ["一", "二"]


def test_newest_first_and_by_the_words_of_question_or_answer(conversations: Conversations) -> None:
    old = conversations.save(turn("予算は", "１２千円です。", "2026-04-01T00:00:00+00:00"), ANYONE)
    new = conversations.save(turn("会場は", "本庁舎です。", "2026-04-02T00:00:00+00:00"), ANYONE)
    conversations.save(turn("その年度は", "5年度です。", "2026-04-03T00:00:00+00:00"), ANYONE, old)
    assert [(h.id, h.title, h.turns) for h in conversations.newest(ANYONE)] == [(old, "予算は", 2), (new, "会場は", 1)]
    assert [h.id for h in conversations.newest(ANYONE, "12千円")] == [old]  # full-width digits are the same digits
    assert [h.id for h in conversations.newest(ANYONE, "予算　5年度")] == [old]
    assert conversations.newest(ANYONE, "予算 本庁舎") == ()
    assert conversations.newest(ANYONE, "%") == ()


def test_a_conversation_belongs_to_one_person(conversations: Conversations) -> None:
    mine, other = conversations.save(turn("一"), ANYONE), Person("other")
    assert conversations.newest(other) == ()
    assert conversations.load(mine, other) == ()
    assert not conversations.delete(mine, other)
    assert conversations.save(turn("二"), other, mine) != mine
    conversations.rate("t-一-2026-04-01T00:00:00+00:00", other, True)
    assert conversations.load(mine, ANYONE)[0].useful is None


def test_a_deleted_conversation_is_gone_from_the_disk(tmp_path: Path, conversations: Conversations) -> None:
    secret = "FIND-THIS-ON-DISK"
    kept = conversations.save(turn("残る", "stays"), ANYONE)
    gone = conversations.save(turn(f"{secret} {'長い' * 5000}", secret), ANYONE)
    files = [path for path in (tmp_path / "home").iterdir() if secret.encode() in path.read_bytes()]
    assert files  # else the test would prove nothing
    assert conversations.delete(gone, ANYONE)
    assert [path for path in (tmp_path / "home").iterdir() if secret.encode() in path.read_bytes()] == []
    assert [heading.id for heading in conversations.newest(ANYONE)] == [kept]
    assert not conversations.delete(gone, ANYONE)


def test_a_rating_can_be_given_and_taken_back(conversations: Conversations) -> None:
    kept = turn("一")
    place = conversations.save(kept, ANYONE)
    conversations.rate(kept.id, ANYONE, False, "ページが違う")
    assert conversations.load(place, ANYONE) == (replace(kept, useful=False, why="ページが違う"),)
    conversations.rate(kept.id, ANYONE, None)
    assert conversations.load(place, ANYONE) == (kept,)


def test_the_file_says_its_version(tmp_path: Path, conversations: Conversations) -> None:
    conversations.newest(ANYONE)
    with sqlite3.connect(tmp_path / "home" / "conversations.sqlite") as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    database.close()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(ConversationsUnavailable, match="会話の記録"):
        Conversations(tmp_path / "conversations.sqlite").newest(ANYONE)


def test_a_home_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConversationsUnavailable):
        Conversations(tmp_path / "file" / "conversations.sqlite").save(turn("一"), ANYONE)


# Lone surrogates are no text; SQLite and JSON both refuse them, and no reader lets one through.
_WORDS = st.text(st.characters(codec="utf-8"))


@given(question=_WORDS, said=_WORDS, why=_WORDS)
def test_any_words_survive_as_json(question: str, said: str, why: str) -> None:
    answer = replace(ANSWER, question=question, sentences=(Sentence(said, (1, 2), Verdict.UNSUPPORTED, why),))
    kept = TypeAdapter(Answer)
    assert kept.validate_json(kept.dump_json(answer)) == answer
