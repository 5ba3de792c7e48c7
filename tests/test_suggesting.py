"""Suggested questions: made of rows and sentences, and shown only when the papers answer them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.suggesting import candidates, questions
from assistant.answering.values import Answer, Answered, Citation, ReadAs, Sentence, Verdict
from assistant.asking import Asking
from assistant.desk import Desk
from assistant.settings import load
from assistant.wiring import build
from ingest.model import Block, BlockKind, Document, Page, Passage, Person, local_person
from tests.three_papers import LEAFLET, LIMIT, QUESTION, write

PAPER = Document("d", "d.csv", "", "csv", "", "一覧表", 1, passages=1)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.delenv("SHIRUBE_LLM_PROVIDER", raising=False)
    with build(load(tmp_path / "home")) as desk:
        list(desk.ingest([write(tmp_path / "papers")], local_person()))
        yield desk


def table(*rows: str) -> Page:
    """A page with one table; the first row is its head."""
    text, blocks = "", []
    for number, row in enumerate(rows):
        start, text = len(text), f"{text}{row}\n"
        blocks.append(Block(BlockKind.ROW, start, start + len(row), index="read out" if number else ""))
    return Page(1, "p.1", text, tuple(blocks))


def said(text: str) -> list[tuple[str, str]]:
    return [(one.question, one.proof) for one in candidates(PAPER, [Page(1, "p.1", text, ())])]


def test_what_rows_ask() -> None:
    page = table(
        "番号\t施設名\t所管課\t開設日\t年間保守料（円）",
        "1\tみどり公民館\t生涯学習課\tH3.4.1\t120,000",
        "2\t合計\t\t\t9",
    )
    assert [(one.question, one.proof) for one in candidates(PAPER, [page])] == [
        ("みどり公民館の所管課はどこですか", "生涯学習課"),
        ("みどり公民館の開設日はいつですか", "h3.4.1"),
        ("みどり公民館の年間保守料はいくらですか", "120,000"),
    ]


def test_a_person_in_a_row_is_asked_for_without_the_column() -> None:
    page = table("役割\t氏名", "サブリーダー\t柏木千春")
    assert [one.question for one in candidates(PAPER, [page])] == ["サブリーダーは誰ですか"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("試行に要する経費は396,000円とする。", "試行に要する経費はいくらですか"),
        ("(2) 乳幼児健診の予約開始日は、令和5年11月1日とする。", "乳幼児健診の予約開始日はいつですか"),
        ("検討会議の座長は藤堂主査とする。", "検討会議の座長は誰ですか"),
        ("視察の参加者数は8人とする。", "視察の参加者数は何人ですか"),
        ("相談会の場所は市民交流センターです。", "相談会の場所はどこですか"),
    ],
)
def test_what_sentences_ask(text: str, question: str) -> None:
    assert [asked for asked, _ in said(text)] == [question]


@pytest.mark.parametrize(
    "text",
    [
        "会場は本庁舎3階とする。",  # of which meeting?
        "次回の会議は7月20日とする。",
        "岸本課長：市の人口は42,318人である。",
        "福祉の現場は個人情報の塊である。",
        "動作を確認しているブラウザは以下のとおりです。",
        "利用できる職員は研修を修了した者とする。",
    ],
)
def test_sentences_that_ask_nothing(text: str) -> None:
    assert said(text) == []


def test_each_suggestion_is_answered_by_its_paper(desk: Desk) -> None:
    person = Person()
    suggested = desk.suggestions(person)
    assert QUESTION in suggested
    assert any(one.endswith("公園の所在地はどこですか") for one in suggested)
    for question in suggested:
        answer = next(event.answer for event in desk.ask(question, person) if isinstance(event, Answered))
        assert not answer.abstained
        assert {one.verdict for one in answer.sentences} == {Verdict.SUPPORTED}
    desk.remove(LEAFLET, local_person())
    assert QUESTION not in desk.suggestions(person)


def test_they_are_tried_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.suggestions(Person())
    monkeypatch.setattr(Asking, "_try", lambda *_: pytest.fail("tried again"))
    assert desk.suggestions(Person()) == first


def test_a_poor_answer_is_not_suggested() -> None:
    def answer(question: str, **change: object) -> Answer:
        passage = Passage("p", PAPER.id, 0, 1, "p.1", 0, len(LIMIT), LIMIT)
        citation = Citation(1, passage, PAPER, LIMIT, 0, len(LIMIT), 1, "p.1")
        whole = Answer(question, ReadAs(), (Sentence(LIMIT, (1,), Verdict.SUPPORTED),), (citation,))
        return replace(whole, **change)  # type: ignore[arg-type]

    def suggested(**change: object) -> tuple[str, ...]:
        page = Page(1, "p.1", LIMIT, ())
        return questions([PAPER], lambda _: [page], lambda question: answer(question, **change), 4)

    good = Sentence(LIMIT, (1,), Verdict.SUPPORTED)
    elsewhere = replace(PAPER, id="other")
    assert suggested() == (QUESTION,)
    assert suggested(abstained=True) == ()
    assert suggested(sentences=()) == ()
    assert suggested(sentences=(good, good)) == ()
    assert suggested(sentences=(replace(good, text="補助がある。"),)) == ()
    assert suggested(sentences=(replace(good, text=LIMIT + "長い" * 80),)) == ()
    assert suggested(sentences=(replace(good, verdict=Verdict.PARTIAL),)) == ()
    assert suggested(citations=(replace(answer("").citations[0], document=elsewhere),)) == ()


def test_trying_ends() -> None:
    pages = [Page(1, "p.1", "".join(f"第{n}公民館の改修費は{n}00円とする。\n" for n in range(3, 9)), ())]
    asked: list[str] = []

    def refuse(question: str) -> Answer:
        asked.append(question)
        return Answer(question, ReadAs(), abstained=True)

    assert questions([PAPER], lambda _: pages, refuse, 4, seconds=0) == ()
    assert len(asked) == 1
    assert questions([], lambda _: pages, refuse, 4) == ()
