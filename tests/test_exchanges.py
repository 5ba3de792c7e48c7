"""From a question found in minutes to its answers: when the gate opens, and what it does."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.exchanges import Scored, linked
from assistant.answering.retrieval import shares
from ingest.model import Document, Passage, Role

PAPER = Document("d", "会議録.txt", "0", "txt", "会議録", "会議録", 1)
QUESTION = Passage("d-1", "d", 1, None, "発言2", 0, 9, "空き家対策を伺う。", role=Role.QUESTIONER, exchange=0)
ANSWER = Passage(
    "d-2", "d", 2, None, "発言3", 9, 24, "空き家対策は来年度に条例を定める。", role=Role.EXECUTIVE, exchange=0
)
OTHER = Passage("d-3", "d", 3, None, "発言4", 24, 33, "道路は順次直す。", role=Role.EXECUTIVE, exchange=0)
LEAFLET = Passage("e-0", "e", 0, 1, "p.1", 0, 12, "空き家の相談は住宅課へ。")
ELSEWHERE = Passage("d-9", "d", 9, None, "発言9", 90, 99, "空き地の管理を促す。", role=Role.EXECUTIVE, exchange=2)
MANY = Passage(
    "f-1", "f", 1, None, "発言2", 0, 99,
    "道路の舗装、街路樹の剪定、橋梁の修繕を伺う。防災無線の更新を伺う。図書館の開館を伺う。空家対策を伺う。",
    role=Role.QUESTIONER, exchange=0,
)  # fmt: skip
OF_ROADS = Passage(
    "f-2",
    "f",
    2,
    None,
    "発言3",
    99,
    130,
    "道路の舗装、街路樹の剪定、橋梁の修繕を進める。",
    role=Role.EXECUTIVE,
    exchange=0,
)
OF_HOUSES = Passage("f-3", "f", 3, None, "発言4", 130, 145, "空家対策は条例を定める。", role=Role.EXECUTIVE, exchange=0)
MEMBERS = {("d", 0): (QUESTION, ANSWER, OTHER), ("f", 0): (MANY, OF_ROADS, OF_HOUSES)}
ASKED = ("空き", "き家", "家対", "対策")


def exchange(document: str, number: int) -> tuple[Passage, ...]:
    return MEMBERS[document, number]


def scored(*pairs: tuple[Passage, float]) -> list[Scored]:
    return [Scored(score, passage, replace(PAPER, id=passage.document)) for passage, score in pairs]


def order(found: list[Scored], *, asks_answer: bool) -> list[str]:
    return [one.passage.id for one in linked(found, ASKED, exchange, shares, asks_answer=asks_answer)]


def test_a_question_first_brings_its_answer_to_the_front() -> None:
    # 0.6 x 1.0 for the question; 1.5 x 0.3 + 0.7 x (0.3 + 0.7 x 1) for the answer that takes up its words.
    found = scored((QUESTION, 1.0), (LEAFLET, 0.5), (ANSWER, 0.3))
    assert order(found, asks_answer=False) == ["d-2", "d-1", "e-0", "d-3"]


def test_an_answer_that_was_not_found_comes_in_through_its_question() -> None:
    assert "d-2" in order(scored((QUESTION, 1.0), (LEAFLET, 0.9)), asks_answer=False)


def test_a_question_near_the_best_of_minutes_brings_its_answer_too() -> None:
    # 1.5 x 1.0 for the first; 1.5 x 0.2 + 0.7 x 0.85 for the answer; 0.6 x 0.85 for the question; 0.7 x 0.85 x 0.3
    # for the other answer of the exchange.
    assert order(scored((ELSEWHERE, 1.0), (QUESTION, 0.85), (ANSWER, 0.2)), asks_answer=False) == [
        "d-9", "d-2", "d-1", "d-3",
    ]  # fmt: skip
    far = scored((ELSEWHERE, 1.0), (QUESTION, 0.7), (ANSWER, 0.2))
    assert order(far, asks_answer=False) == ["d-9", "d-1", "d-2"]


def test_of_a_question_on_many_matters_the_sentence_that_is_asked_counts_most() -> None:
    assert order(scored((MANY, 1.0)), asks_answer=False) == ["f-3", "f-1", "f-2"]


def test_papers_that_stand_alone_lose_nothing() -> None:
    found = scored((LEAFLET, 1.0), (QUESTION, 0.9), (ANSWER, 0.2))
    assert linked(found, ASKED, exchange, shares, asks_answer=False) == found


def test_asking_what_was_answered_opens_the_gate() -> None:
    assert order(scored((LEAFLET, 1.0), (QUESTION, 0.9)), asks_answer=True)[0] in ("d-2", "e-0")
    assert "d-2" in order(scored((LEAFLET, 1.0), (QUESTION, 0.9)), asks_answer=True)


def test_nothing_found_is_nothing() -> None:
    assert linked([], ASKED, exchange, shares, asks_answer=True) == []
