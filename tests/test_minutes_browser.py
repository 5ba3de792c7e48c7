"""議事録をつくる and 決定と宿題 in a real browser, over the real app: what only a browser can tell."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import model_server as server
from tests import one_meeting
from tests.browser import browser, in_a_browser, window
from tests.serving import serve, with_model
from tests.templates import template, texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

__all__ = ["browser"]  # a fixture
TITLE = "第1回デジタル推進会議"
DECISION = f"{one_meeting.DECISION}。"
pytestmark = [pytest.mark.browser, in_a_browser]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve({"SHIRUBE_HOME": str(tmp_path_factory.mktemp("home"))}) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str, tmp_path: Path) -> Iterator[Page]:
    """A fresh draft of the first meeting, open."""
    with window(browser, f"{address}/minutes") as opened:
        draft(opened, tmp_path)
        yield opened


def draft(page: Page, folder: Path) -> None:
    begin_draft(page, folder)
    page.get_by_text("もとになった発言がここに出ます").wait_for()
    choose(page, "議題", "すべての議題")


def begin_draft(page: Page, folder: Path) -> None:
    page.get_by_role("heading", name="議事録をつくる").wait_for()
    begin = page.get_by_role("button", name="新しくつくる")
    begin.or_(page.get_by_role("button", name="読み取る")).wait_for()
    if begin.is_visible():
        begin.click()
    first, _ = one_meeting.write(folder / "in")
    page.locator("input[type=file]").first.set_input_files(first)
    page.get_by_text(first.name).wait_for()
    page.get_by_role("button", name="読み取る").click()  # it can be pressed when the file has arrived
    page.get_by_role("button", name="下書きをつくる").click()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()


def line(page: Page, kind: str) -> Locator:
    return page.locator("li.line").filter(has=page.locator(".kind", has_text=kind)).first


def panel(page: Page) -> Locator:
    return page.locator(".st-key-line-panel")


def look_at(page: Page, kind: str) -> None:
    line(page, kind).get_by_role("button", name="もとの発言を見る").click()
    panel(page).get_by_text("もとになった発言").wait_for()


def test_from_a_transcript_to_word_and_to_what_is_left_to_do(page: Page, tmp_path: Path) -> None:
    look_at(page, "決定")
    expect(panel(page).locator("mark")).to_have_text(f"では、{DECISION}")
    panel(page).get_by_label("文", exact=True).fill("試行は10月末まで延長することにします。")
    panel(page).get_by_role("button", name="直した文を確かめる").click()
    expect(line(page, "決定").locator(".verdict")).to_contain_text("✕ 根拠なし")
    page.get_by_text("△ 要確認 1行").wait_for()
    page.get_by_role("button", name="一つ前に戻す（行を直す）").click()
    expect(line(page, "決定").locator(".words")).to_have_text(DECISION)
    expect(panel(page).get_by_label("文", exact=True)).to_have_value(DECISION)

    page.get_by_text("書き出す", exact=True).click()
    form = tmp_path / "様式.docx"
    form.write_bytes(template("件名　{{会議名}}", "{{決定事項}}"))
    page.locator("input[type=file]").set_input_files(form)
    page.get_by_text("様式.docx に差し込みます。").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Wordで保存").click()
    assert download.value.suggested_filename == f"{TITLE}_会議録案.docx"
    said = texts(download.value.path().read_bytes())
    assert said[0] == f"件名　{TITLE}"
    assert any(one_meeting.DECISION in text for text in said)

    page.get_by_role("link", name="決定と宿題").click()
    todo = page.locator("tr").filter(has_text="大槻主査").first
    expect(todo).to_contain_text("未了")
    expect(todo).to_contain_text("期限切れ")
    todo.get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark")).to_contain_text(one_meeting.TASK)
    dialog.get_by_text("完了", exact=True).click()
    dialog.get_by_role("button", name="保存する").click()
    page.get_by_text("記録しました。").wait_for()
    expect(page.locator("tr").filter(has_text="大槻主査").filter(has_text="完了")).to_have_count(1)


def test_an_entry_leads_back_to_its_line(page: Page) -> None:
    page.get_by_role("link", name="決定と宿題").click()
    page.locator("tr").filter(has_text=one_meeting.DECISION).first.get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button", name="下書きを開く").click()
    expect(panel(page).locator("mark")).to_have_text(f"では、{DECISION}")
    expect(line(page, "決定")).to_have_attribute("aria-current", "true")


def test_the_keyboard_alone_looks_edits_and_comes_back(page: Page) -> None:
    line(page, "決定").get_by_role("button", name="もとの発言を見る").focus()
    page.keyboard.press("Enter")
    panel(page).locator("mark").wait_for()
    focused = "document.activeElement.shadowRoot?.activeElement?.id || document.activeElement.tagName"
    page.wait_for_function(f"() => ({focused}).startsWith('look-')")  # what had the focus has it still
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")  # 直す欄へ
    page.wait_for_function("() => document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("試行は10月末まで延長することにします。")
    page.keyboard.press("Control+Enter")
    expect(line(page, "決定").locator(".verdict")).to_contain_text("✕ 根拠なし")
    panel(page).get_by_role("button", name="閉じる").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => ({focused}).startsWith('look-')")


def test_what_a_model_writes_goes_on_without_its_page_and_can_be_stopped(browser: Browser, tmp_path: Path) -> None:
    def slow(handler: server.Handler) -> None:
        time.sleep(1.5)
        server.says("説明（柏木主幹）: 試行の参加者は30人です[3]。")(handler)

    with server.serve(slow) as model:
        settings = {"SHIRUBE_HOME": str(tmp_path / "home"), **with_model(model.url, "slow")}
        with serve(settings) as url, window(browser, f"{url}/minutes") as page:
            begin_draft(page, tmp_path)
            page.get_by_role("button", name="止める").wait_for()
            expect(page.get_by_text("読み取った内容を確かめる")).to_have_count(0)  # nothing of before is left
            page.get_by_role("link", name="決定と宿題").click()
            page.get_by_text("言葉でさがす").wait_for()
            page.get_by_role("link", name="議事録をつくる").click()
            page.get_by_role("button", name="止める").click()
            page.get_by_text("もとになった発言がここに出ます").wait_for()
            page.get_by_text("お知らせ（").click()
            page.get_by_text("途中で止めたため").wait_for()


def test_a_draft_is_deleted_after_asking(page: Page) -> None:
    page.get_by_role("button", name="一覧に戻る").click()
    page.get_by_text("これまでの下書き").wait_for()
    before = page.locator("[class*='st-key-draft-']").count()
    page.get_by_role("button", name="消す", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="消す", exact=True).click()
    page.get_by_text(f"「{TITLE}」を消しました。").wait_for()
    expect(page.locator("[class*='st-key-draft-']")).to_have_count(before - 1)


@pytest.mark.parametrize("width", [390, 640, 1280])
def test_nothing_scrolls_sideways_and_the_words_stand_beside_or_below(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})  # 640 is 1280 seen at 200 %
    look_at(page, "決定")
    page.wait_for_timeout(500)
    lines, words = line(page, "説明").bounding_box(), panel(page).bounding_box()
    assert lines is not None
    assert words is not None
    assert (words["x"] > lines["x"] + lines["width"]) is (width == 1280)
    too_wide = (
        "() => [document.documentElement, ...document.querySelectorAll('main, section')]"
        ".filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && e.dataset.testid !== 'stSidebar')"
        ".map(e => e.dataset.testid || e.tagName)"
    )
    assert page.evaluate(too_wide) == []
    for view in ("会議の情報", "書き出す", "変更の記録"):
        page.get_by_text(view, exact=True).click()
        page.wait_for_timeout(300)
        assert page.evaluate(too_wide) == []
    page.goto(page.url.replace("/minutes", "/ledger"))
    page.locator(".list").wait_for()
    assert page.evaluate(too_wide) == []


def test_every_control_has_a_name(page: Page) -> None:
    nameless = (
        "() => [document, ...[...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)]"
        ".flatMap(root => [...root.querySelectorAll('button, a, input, textarea')]).filter(e => e.checkVisibility())"
        ".filter(e => !(e.innerText || e.ariaLabel || e.title || (e.labels && e.labels.length) || e.placeholder || '')"
        ".toString().trim()).map(e => e.outerHTML.slice(0, 200))"
    )
    look_at(page, "宿題")
    assert page.evaluate(nameless) == []
    page.get_by_text("書き出す", exact=True).click()
    page.get_by_role("button", name="Wordで保存").wait_for()
    assert page.evaluate(nameless) == []
    english = (
        "() => [...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel).filter(l => /^[ -~]+$/.test(l))"
    )
    assert page.evaluate(english) == []
