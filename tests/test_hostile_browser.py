"""A reply full of links, images and scripts, in a real browser: words on every page, and nothing is fetched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assistant.drafting.values import Occasion, Said, Transcript
from assistant.settings import Settings
from assistant.wiring import build_office
from ingest.model import local_person
from tests import model_server as server
from tests.browser import browser, in_a_browser, window
from tests.serving import serve, with_model
from tests.test_app_browser import ask
from tests.test_hostile import BEFORE, QUESTION, Trap, trap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser", "trap"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.slow, in_a_browser]
LABEL = ":material/delete: :red[赤] $x^2$ **太字**"


def reply(address: str) -> str:
    return (
        f'市民会館の駐車場は10台分ある<img src="http://{address}/img" onerror="fetch(\'http://{address}/err\')">[1]。\n'
        f"市民会館の駐車場は10台分ある![絵](http://{address}/md)[続き](javascript:alert(1))[1]。\n"
        f'<script>fetch("http://{address}/script")</script><iframe src="http://{address}/frame"></iframe>駐車場[1]。\n'
        f'<link rel="stylesheet" href="http://{address}/css"><style>@import "http://{address}/import";</style>駐車場[1]。\n'
        f"{LABEL} 駐車場は10台分ある[1]。\n"
    )


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, trap: Trap) -> Iterator[str]:
    """The real app over a paper, a draft of minutes, and a model that says the hostile reply to everything."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "館.txt").write_text(f"{BEFORE}\n" * 30, encoding="utf-8")
    lines = reply(trap.address)
    with server.serve(server.says(lines, piece=40)) as model:
        place = {"llm_provider": "compatible", "llm_model": "recorded", "llm_base_url": model.url}
        with build_office(Settings(home=folder / "home", **place)) as office:  # type: ignore[arg-type]
            assert list(office.desk.ingest([folder / "館.txt"], local_person()))
            said = tuple(Said(n, "総務課長", BEFORE, f"発言{n}") for n in range(1, 5))
            about = Occasion(f"{LABEL}会議", date(2024, 7, 1))
            list(office.secretary.draft(Transcript(said), about, "要点", local_person()))
        with serve({"SHIRUBE_HOME": str(folder / "home"), **with_model(model.url)}) as url:
            yield url


@pytest.fixture
def page(browser: Browser, app: str) -> Iterator[Page]:
    with window(browser, app, height=1600) as opened:
        yield opened


def looked_at(page: Page, trap: Trap, name: str) -> None:
    """Nothing of the reply has become more than words."""
    page.wait_for_timeout(1500)
    if shots := os.environ.get("SHIRUBE_SHOTS"):
        page.screenshot(path=str(Path(shots) / f"{name}.png"), full_page=True)
    assert trap.asked == []
    for hostile in ("img[src*='/img']", "img[src*='/md']", "iframe[src*='/frame']", "a[href^='javascript']"):
        assert page.locator(hostile).count() == 0, (name, hostile)
    # The words are there, as words.
    expect(page.get_by_text("onerror").or_(page.get_by_text("material/delete")).first).to_be_visible()


def test_an_answer(page: Page, trap: Trap) -> None:
    page.get_by_test_id("stChatInputTextArea").wait_for()
    ask(page, QUESTION)
    page.get_by_text("役に立った").first.wait_for()
    looked_at(page, trap, "answer")
    page.reload()
    page.get_by_role("button").filter(has_text=QUESTION[:8]).first.click()
    page.get_by_text("役に立った").first.wait_for()
    looked_at(page, trap, "answer-of-before")


def test_a_summary(page: Page, app: str, trap: Trap) -> None:
    page.goto(f"{app}/summaries")
    page.get_by_role("combobox", name="資料").or_(page.get_by_label("資料")).first.click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="要約する").last.click()
    page.get_by_text("この要旨").first.wait_for(timeout=60_000)
    looked_at(page, trap, "summary")


def test_minutes(page: Page, app: str, trap: Trap) -> None:
    page.goto(f"{app}/minutes")
    page.get_by_text("会議").first.wait_for()
    page.get_by_role("button").filter(has_text="太字").first.click()
    page.get_by_text("駐車場").first.wait_for()
    looked_at(page, trap, "minutes")


def test_what_would_be_sent(page: Page, app: str, trap: Trap) -> None:
    page.goto(f"{app}/outflow")
    box = page.get_by_role("textbox", name="質問", exact=True)
    box.fill(f"{QUESTION} {reply(trap.address)}")
    box.press("Control+Enter")
    page.get_by_role("button", name="送らずに確かめる").click()
    page.get_by_text("回の送信になります").wait_for()
    looked_at(page, trap, "outflow")
