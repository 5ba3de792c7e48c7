"""The app in a real browser, over the small desk: what only a browser can tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import browser, in_a_browser, window
from tests.serving import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]  # a fixture
pytestmark = [pytest.mark.browser, in_a_browser]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    arguments = (str(tmp_path_factory.mktemp("home")), "0.2")
    with serve({}, script="tests/small_app.py", arguments=arguments) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page 質問する, ready for a question."""
    with window(browser, address) as opened:
        opened.get_by_test_id("stChatInputTextArea").wait_for()
        yield opened


def ask(page: Page, question: str) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")


def test_an_answer_shows_its_sources_first_and_a_citation_opens_the_page(page: Page) -> None:
    ask(page, "会場")
    page.get_by_text("見つかった箇所").wait_for()
    mark = page.get_by_role("button", name="引用1、第2回生成AI活用検討チーム会議 p.1を開く")
    mark.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    image = dialog.get_by_role("img", name="引用した箇所に色の印があります。")
    image.wait_for()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1000
    mark_in_view = "image => { const { top, height } = image.getBoundingClientRect(); const at = top + height * 0.9;"
    page.wait_for_function(f"{mark_in_view} return at > 0 && at < innerHeight; }}", arg=image.element_handle())
    with page.expect_download() as download:
        dialog.get_by_role("button", name="元の資料を保存").click()
    assert download.value.suggested_filename == "fureai_02.pdf"


def test_words_of_a_paper_stay_words(page: Page) -> None:
    ask(page, "太字")
    page.get_by_text("<b>太字</b>と![絵](http://example.com/a.png)は文字のままです。").first.wait_for()
    page.get_by_role("button", name="引用1、memo.docx p.1を開く").first.click()
    marked = page.get_by_role("dialog").locator("mark")
    marked.wait_for()
    assert marked.inner_text() == "<b>太字</b>と![絵](http://example.com/a.png)は文字のままです。"
    expect(page.locator("img[src*='example.com']")).to_have_count(0)


def test_marks_of_markdown_in_a_question_stay_words(page: Page) -> None:
    said = "https://example.com :red[赤] :material/delete: $x$ ![a](http://example.com/a.png) **太** `c`"
    ask(page, said)
    page.get_by_role("button", name="新しい質問").wait_for()
    listed = page.locator("[class*='st-key-conversation-'] button", has_text="example.com").first
    listed.wait_for()
    assert listed.inner_text().replace("\u2060", "").startswith(said[:40])
    assert listed.locator("a, img, .katex, code, strong, [data-testid=stIconMaterial]").count() == 0


def test_stopping_keeps_what_had_come(page: Page) -> None:
    ask(page, "千円")
    page.get_by_text("回答を書いています").wait_for()
    page.get_by_role("button", name="止める").click()
    page.get_by_text("お知らせ：途中で止めました。").wait_for()
    assert page.locator(".sentence .words").first.inner_text().startswith("図書館費は")
    expect(page.get_by_text("未確認")).to_have_count(1)


def test_the_other_page_and_back_keeps_what_had_come(page: Page) -> None:
    ask(page, "千円")
    page.get_by_text("回答を書いています").wait_for()
    page.get_by_role("link", name="資料").click()
    page.get_by_text("登録されている資料").wait_for()
    page.get_by_role("link", name="質問する").click()
    page.get_by_text("お知らせ：途中で止めました。").wait_for()


def test_copy_word_and_rating(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "会場")
    page.get_by_role("button", name="コピー").click()
    page.get_by_text("コピーしました").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n").startswith("質問：会場\n\n回答：\n会場は本庁舎3階の会議室です。[1]")
    with page.expect_download() as download:
        page.get_by_role("button", name="Wordで保存").click()
    assert download.value.path().read_bytes()[:2] == b"PK"
    page.get_by_role("button", name="役に立った", exact=True).click()
    page.get_by_label("よろしければ、理由を一言お書きください").wait_for()


def test_a_conversation_is_deleted_after_asking(page: Page) -> None:
    ask(page, "事務局")
    page.get_by_role("button", name="この会話を消す").click()
    page.get_by_role("dialog").get_by_role("button", name="消す", exact=True).click()
    page.get_by_role("button", name="図書館費").wait_for()
    expect(page.locator("[class*='st-key-conversation-'] button", has_text="事務局")).to_have_count(0)


def test_a_paper_is_added_and_removed(page: Page, tmp_path: Path) -> None:
    page.get_by_role("link", name="資料").click()
    given = tmp_path / "駐車場.txt"
    given.write_text("駐車場は20台です。", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(given)
    page.get_by_text("登録しました（1ページ、1箇所）").wait_for()
    page.get_by_role("button", name="駐車場").click()
    page.get_by_role("dialog").get_by_text("駐車場は20台です。").wait_for()
    page.get_by_role("dialog").get_by_role("button", name="取り除く").click()
    page.get_by_text("資料庫から取り除きますか").wait_for()
    page.locator(".st-key-remove-yes button").click()
    page.get_by_text("「駐車場」を取り除きました。").wait_for()
    expect(page.locator("[class*='st-key-paper-'] button", has_text="駐車場")).to_have_count(0)


@pytest.mark.parametrize("zoom", [1, 2])
def test_nothing_scrolls_sideways(page: Page, zoom: int) -> None:
    page.set_viewport_size({"width": 390 if zoom == 1 else 640, "height": 844})  # 640 is 1280 seen at 200 %
    ask(page, "千円")
    page.get_by_role("button", name="コピー").wait_for()
    too_wide = (
        "() => [document.documentElement, ...document.querySelectorAll('main, section')]"
        ".filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && e.dataset.testid !== 'stSidebar')"
        ".map(e => e.dataset.testid || e.tagName)"
    )
    assert page.evaluate(too_wide) == []
    page.goto(page.url.rstrip("/") + "/papers")
    page.get_by_text("登録されている資料").wait_for()
    assert page.evaluate(too_wide) == []


def test_the_keyboard_reaches_the_box_for_questions_and_sees_where_it_is(page: Page) -> None:
    page.mouse.click(640, 600)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.testid") == "stChatInputTextArea":
            break
    else:
        pytest.fail("40 presses of Tab did not reach the box for questions")
    ring = "getComputedStyle(document.querySelector('[data-testid=stChatInput]')).outlineWidth"
    assert page.evaluate(ring) == "4px"


def test_the_page_is_japanese_and_its_controls_have_names(page: Page) -> None:
    ask(page, "会場")
    page.get_by_role("button", name="コピー").wait_for()
    assert page.evaluate("document.documentElement.lang") == "ja"
    expect(page.get_by_role("button", name="質問を送る")).to_have_count(1)
    nameless = (
        "() => [...document.querySelectorAll('button, a, input, textarea')].filter(e => e.checkVisibility())"
        ".filter(e => !(e.innerText || e.ariaLabel || e.title || (e.labels && e.labels.length) || e.placeholder)"
        ".toString().trim()).map(e => e.outerHTML.slice(0, 200))"
    )
    assert page.evaluate(nameless) == []
