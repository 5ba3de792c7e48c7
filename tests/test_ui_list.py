"""Complete lists, exchanges and what was read of a question, on the page: over a real desk, and in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from assistant.conversations import Conversations
from assistant.desk import Desk
from assistant.settings import load
from assistant.ui.session import Session, new_turn
from assistant.wiring import build
from ingest.model import Person, local_person
from tests.browser import browser, in_a_browser, window
from tests.serving import serve
from tests.test_ui_ask import answers, asked, html, opened
from tests.three_sittings import THIRD, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.small_desk import SmallDesk

__all__ = ["browser"]  # a fixture
ANYONE = Person()
ALL = "空き家についての発言をすべて"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sittings")
    with build(load(folder / "home")) as desk:
        list(desk.ingest([write(folder / "papers")], local_person()))
    return folder / "home"


@pytest.fixture
def desk(home: Path, tmp_path: Path) -> Iterator[SmallDesk]:
    with build(load(shutil.copytree(home, tmp_path / "home"))) as desk:
        yield desk  # type: ignore[misc]  # the page takes any desk


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.sqlite")


def downloads(app: AppTest) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


def test_a_list_is_a_table_with_its_files(desk: SmallDesk, conversations: Conversations) -> None:
    app = asked(opened(desk, conversations), ALL)
    (answer,) = answers(app)
    assert answer["listing"]["caption"] == "「空き家」に触れた箇所（6件、日付の順）"
    rows = answer["listing"]["rows"]
    assert [(row["id"], row["speaker"], row["place"]) for row in rows[:2]] == [
        ("l1", "桐生和子", "発言2"),
        ("l2", "町長（長谷川環）", "発言3"),
    ]
    assert rows[0]["quotes"] == ["空き家について伺います。"]
    assert answer["cards"] == []
    assert answer["sentences"][0]["marks"] == []
    assert downloads(app) == ["Wordで保存", "一覧をCSVで保存", "一覧をExcelで保存"]


def test_a_list_from_history_is_shown_alike(desk: SmallDesk, conversations: Conversations) -> None:
    asked(opened(desk, conversations), ALL)
    (kept,) = conversations.load(conversations.newest(ANYONE)[0].id, ANYONE)
    assert kept.answer.listing is not None
    assert len(kept.answer.listing.entries) == 6


def test_what_was_read_are_chips_that_can_be_taken_back(desk: SmallDesk, conversations: Conversations) -> None:
    (answer,) = answers(asked(opened(desk, conversations), "令和4年の空き家についての発言をすべて"))
    assert answer["chips"] == [
        {"key": "year", "label": "令和4年（2022年）"},
        {"key": "list_all", "label": "すべて挙げる"},
    ]


def test_a_question_asked_again_leaves_itself_out_of_the_conversation(desk: Desk) -> None:
    from assistant.answering.values import Answer, ReadAs

    first, second = (new_turn(Answer(question, ReadAs())) for question in ("一つ目", "二つ目"))
    session = Session(ANYONE, turns=(first, second))
    session.ask("二つ目", frozenset({"year"}), again=second.id)
    assert [one.question for one in session.earlier()] == ["一つ目"]
    session.ask("三つ目")
    assert (len(session.earlier()), session.ignoring) == (2, frozenset())


def test_a_place_of_minutes_shows_question_and_answers(desk: Desk) -> None:
    from assistant.ui.cards import open_place
    from assistant.ui.shown import Place

    paper = next(one for one in desk.documents(ANYONE) if one.source == THIRD)
    passage = next(one for one in desk.passages(paper.id, ANYONE) if "上限50万円" in one.text)
    place = Place(paper, passage.start, passage.end, passage.label, passage.text, passage.id)

    def dialog(open_it: object, place: object, desk: object, person: object) -> None:
        open_it(place, desk, person)  # type: ignore[operator]

    app = AppTest.from_function(dialog, args=(open_place, place, desk, ANYONE), default_timeout=20).run()
    assert not app.exception
    shown = html(app)
    asked_, _, answered = shown.partition("<h4>答弁</h4>")
    assert "<h4>質問</h4>" in asked_
    assert "<strong>桐生和子</strong>" in asked_
    assert "<strong>町長（山野楓）</strong>" in answered


def test_of_many_who_answered_the_one_who_is_quoted_is_shown() -> None:
    from assistant.answering.values import Utterance
    from assistant.ui.cards import _side

    said = tuple(
        Utterance(f"{n}部長", f"{word}を進めます。", "p.1") for n, word in enumerate(("道路", "防災", "学校", "福祉"))
    )
    shown = _side(said, "防災を進めます。")
    assert shown.count("全文を見る") == 3
    assert "<p>防災を進めます。</p><p><strong>2部長" in shown
    assert "全文を見る" not in _side(said[:3], "防災を進めます。")


# ---- in a browser


@pytest.fixture(scope="module")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    own = shutil.copytree(home, tmp_path_factory.mktemp("app") / "home")
    with serve({"SHIRUBE_HOME": str(own)}) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with window(browser, address, request.param) as opened:
        yield opened


@pytest.mark.browser
@in_a_browser
@pytest.mark.parametrize(("page", "beside"), [(1280, True), (390, False)], indirect=["page"])
def test_a_chip_asks_again_and_a_row_opens_its_exchange(page: Page, beside: bool) -> None:
    page.get_by_test_id("stChatInputTextArea").fill("令和5年の空き家についての発言をすべて")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="「令和5年（2023年）」を外して、もう一度質問する").click()
    expect(page.get_by_text("「空き家」に触れた箇所（6件、日付の順）")).to_be_visible()
    expect(page.get_by_role("button", name="一覧をExcelで保存")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="桐生和子、発言4を開く").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("質問と答弁").wait_for()
    question, answered = dialog.locator(".shirube-exchange section").all()
    one, other = question.bounding_box(), answered.bounding_box()
    assert one is not None
    assert other is not None
    assert (one["y"] == other["y"]) is beside
    assert "空き家の補助はどうなりますか。" in question.inner_text()
    assert "町長（山野楓）" in answered.inner_text()
