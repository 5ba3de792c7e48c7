"""The paper that every project team begins with: the deck of its first meeting, with the days of all that follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.values import Answer, Answered
from assistant.desk import Desk
from assistant.settings import load
from assistant.wiring import build
from ingest.model import Person, local_person

DECK = """令和5年度第1回 みなと市DX推進チーム会議

4/21(金) 10:30~

次第

- 1 開 会
- 2 **今年度の取組概要**について
- 3 グループワーク
- ▶次回会議 5/26(金)

チームが目指すところ①/市政との関わり

- ・<u>職員の習慣</u>を変え、**市民の時間**を増やす。

令和5年度DX推進チーム会議の開催予定

- ・今年度の開催日程は次のとおり。

\t日程\t開始時刻\t場所
第1回\t4/21(金)\t10:30\t議員控室
第2回\t5/26(金)\t10:00\t大会議室
第3回\t12/21(木)\t13:30\t大会議室

- ・先進地視察として、関東(8人)を予定。
"""
DAYS = [
    "日程\t開始時刻\t場所",
    "第1回\t4/21(金)\t10:30\t議員控室",
    "第2回\t5/26(金)\t10:00\t大会議室",
    "第3回\t12/21(木)\t13:30\t大会議室",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("deck")
    (folder / "deck.txt").write_text(DECK, encoding="utf-8")
    with build(load(folder / "home")) as desk:
        list(desk.ingest([folder / "deck.txt"], local_person()))
        yield desk


def quotes(desk: Desk, question: str) -> list[str]:
    return [citation.quote.strip() for citation in answer(desk, question).citations]


def answer(desk: Desk, question: str) -> Answer:
    *_, last = desk.ask(question, Person("窓口"))
    assert isinstance(last, Answered)
    return last.answer


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("第3回の会議はどこで開かれますか", DAYS[3]),
        ("第2回はいつですか", DAYS[2]),
        ("12月の会議の開始時刻は？", DAYS[3]),  # and no row of another month
        ("議員控室で開かれるのは第何回ですか", DAYS[1]),
    ],
)
def test_a_row_of_the_days_answers(desk: Desk, question: str, row: str) -> None:
    assert quotes(desk, question) == [row]


def test_a_meeting_that_the_deck_speaks_of_is_held_to_and_one_that_it_does_not_is_dropped(desk: Desk) -> None:
    assert answer(desk, "第3回の会議はどこで開かれますか").read_as.values["meeting_number"] == 3
    other = answer(desk, "第7回の会議はどこで開かれますか")
    assert other.abstained
    assert other.read_as.values["dropped"] == ["meeting_number"]


def test_a_list_comes_whole(desk: Desk) -> None:
    assert quotes(desk, "会議の日程はいつですか")[-4:] == DAYS
    assert quotes(desk, "第1回会議の議題は何ですか") == [
        "次第", "1 開 会", "2 今年度の取組概要について", "3 グループワーク", "▶次回会議 5/26(金)",
    ]  # fmt: skip


def test_what_is_asked_in_other_words_than_the_paper_uses(desk: Desk) -> None:
    assert "チームが目指すところ①/市政との関わり" in quotes(desk, "チームの目的は何ですか")
