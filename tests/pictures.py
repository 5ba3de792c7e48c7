"""README's pictures: the app over the sample papers, in a real browser. `python -m tests.pictures` makes them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from assistant.settings import Settings
from assistant.wiring import build
from ingest.model import local_person
from tests.browser import launched, window
from tests.serving import ROOT, serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

TO = ROOT / "docs" / "images"
QUESTION = "生成AIの試行にかかる経費はいくらですか"
MEETING = ROOT / "tests" / "transcripts" / "pt_30min.vtt"
AGENDA = ROOT / "tests" / "transcripts" / "pt_30min_agenda.txt"


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        _app(Path(folder)) as address,
        launched() as browser,
        window(browser, address) as page,
    ):
        _asked(page)
        _papers(page)
        _minutes(page)
        _tried(page)


@contextmanager
def _app(folder: Path) -> Iterator[str]:
    home = folder / "home"
    with build(Settings(home=home)) as desk:
        list(desk.ingest([ROOT / "corpus" / "papers"], local_person()))
    with serve({"SHIRUBE_HOME": str(home)}) as url:
        yield url


def _taken(page: Page, name: str) -> None:
    page.mouse.move(640, 5)  # nothing is shown as pointed at
    page.wait_for_timeout(1_500)
    with Image.open(BytesIO(page.screenshot())) as taken:
        taken.convert("RGB").quantize(128).save(TO / f"{name}.png", optimize=True)  # a third of the size


def _asked(page: Page) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text("引用元").wait_for()
    _taken(page, "ask")
    page.get_by_role("button", name="引用1").first.click()
    page.get_by_role("dialog").get_by_role("img").first.wait_for()
    _taken(page, "page")
    page.keyboard.press("Escape")


def _papers(page: Page) -> None:
    page.get_by_role("link", name="資料", exact=True).click()
    page.get_by_role("heading", name="資料", exact=True).wait_for()
    _taken(page, "papers")


def _minutes(page: Page) -> None:
    page.get_by_role("link", name="議事録をつくる").click()
    page.get_by_role("heading", name="議事録をつくる").wait_for()  # the page before takes files too
    page.locator("input[type=file]").nth(0).set_input_files(MEETING)
    page.get_by_text(MEETING.name).wait_for()
    page.locator("input[type=file]").nth(1).set_input_files(AGENDA)
    page.get_by_text(AGENDA.name).wait_for()
    page.get_by_role("button", name="読み取る").click()
    page.get_by_role("button", name="下書きをつくる").click()
    page.locator("li.line").filter(has=page.locator(".kind", has_text="決定")).first.get_by_role(
        "button", name="もとの発言を見る"
    ).click()
    page.get_by_text("もとになった発言").wait_for()
    _taken(page, "minutes")


def _tried(page: Page) -> None:
    page.get_by_role("link", name="生成AIを試す").click()
    page.get_by_role("heading", name="生成AIを試す").wait_for()
    _taken(page, "try")


if __name__ == "__main__":
    main()
