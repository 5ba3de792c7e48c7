"""A use case made in the app by a person, all the way into the report, in a real browser over the real app."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import model_server as server
from tests.browser import browser, in_a_browser, window
from tests.serving import serve, with_model
from tests.test_minutes_browser import choose

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]  # a fixture
REPLY = "照会　公用車の台数について\n\n各課の庶務担当　様\n次のことを教えてください。\n・公用車の台数"
SECRET = "公用車を来月やめる話"
pytestmark = [pytest.mark.browser, pytest.mark.slow, in_a_browser]


def fill(page: Page, label: str, said: str) -> None:
    """Types and leaves the field; what is typed is handed over then."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(said)
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)


def make(page: Page) -> None:
    page.get_by_role("button", name="新しくつくる").click()
    fill(page, "題名", "照会文の案")
    fill(page, "目的（何のために使うか）", "ほかの課に尋ねる文の案を作る。")
    fill(page, "確認する人", "照会する職員")
    fill(page, "できないこと", "相手の課の事情は分からない。")
    fill(page, "欄1の名前", "尋ねること")
    fill(page, "見本", "公用車の台数")
    fill(page, "守ってほしいこと", "尋ねることは番号を付けて並べます。")
    page.get_by_text("できあがる入力欄を見る").click()
    expect(page.get_by_role("textbox", name="尋ねること", exact=True)).to_have_value("公用車の台数")


def run(page: Page, said: str, make: str, then: str) -> None:
    page.get_by_role("heading", name="照会文の案").wait_for()
    fill(page, "尋ねること", said)
    page.get_by_role("button", name=make).click()
    page.get_by_role("heading", name=then).wait_for()


def test_made_tried_proposed_approved_run_rated_and_seen_in_the_report(browser: Browser, tmp_path: Path) -> None:
    with server.serve(server.says(REPLY)) as model:
        settings = {"SHIRUBE_HOME": str(tmp_path), **with_model(model.url)}
        with serve(settings) as url, window(browser, f"{url}/use_cases") as page:
            page.get_by_text("課と名前（まだ入れていません）").click()
            fill(page, "課", "総務課")
            fill(page, "名前", "野々村")
            make(page)
            page.get_by_role("button", name="保存して試す").click()
            run(page, SECRET, "下書きをつくる", "できた下書き")
            expect(page.get_by_role("textbox", name="下書き（ここで直せます）")).to_have_value(REPLY)
            page.get_by_role("link", name="使い方をつくる").click()
            page.get_by_role("button", name="保存して提案する").click()
            page.get_by_text("提案しました。").wait_for()
            page.get_by_text("照会文の案（総務課）").click()
            page.get_by_role("button", name="承認する").click()
            page.get_by_text("を承認しました。").wait_for()
            page.get_by_role("link", name="生成AIを試す").click()
            run(page, SECRET, "もう一度つくる", "使ってみてどうでしたか")
            rate(page)
            page.get_by_role("link", name="試行の記録").click()
            page.get_by_text("1人が、1部署で、1種類の使い方を、合わせて1回試しました。").wait_for()
            page.get_by_text("1回あたり25分（中央値）").wait_for()
            page.get_by_role("img", name="使い方ごとの回数と評価").wait_for()
            expect(page.get_by_text("そのまま送れた")).to_have_count(1)
            with page.expect_download() as download:
                page.get_by_role("button", name="Word（図入り）で保存").click()
            assert download.value.path().read_bytes()[:2] == b"PK"
        assert SECRET in model.prompt()
    assert_nowhere(tmp_path, SECRET, "公用車の台数について")


def rate(page: Page) -> None:
    page.get_by_role("radio", name="役に立った", exact=True).or_(
        page.get_by_role("button", name="役に立った", exact=True)
    ).first.click()
    for label, chip in (
        ("作業前の見込み（手でつくると何分か）", "30分"),
        ("実際（確かめる時間も入れて何分か）", "5分"),
    ):
        group = page.get_by_test_id("stButtonGroup").filter(has_text=label)
        group.get_by_text(chip, exact=True).click()
    page.get_by_text("使った", exact=True).click()
    page.get_by_label("理由を一言", exact=False).fill("そのまま送れた")
    page.get_by_role("button", name="記録する").click()
    page.get_by_text("記録しました。ありがとうございます。").wait_for()


def assert_nowhere(home: Path, *words: str) -> None:
    """No file of the library holds the words, nor any file beside a database that is written ahead."""
    for path in home.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert not [word for word in words for code in ("utf-8", "utf-16-le") if word.encode(code) in held], path


def talks_slowly(handler: server.Handler) -> None:
    """Longer than a person waits, and slower than a busy browser draws; sets `hung_up` when the other side closes."""
    handler.begin_stream()
    try:
        for _ in range(2000):
            handler.event({"content": "あ"})
            time.sleep(0.1)
    except OSError:
        handler.server.hung_up.set()


def test_a_run_is_stopped_and_what_had_come_stays(browser: Browser, tmp_path: Path) -> None:
    with server.serve(talks_slowly) as model:
        settings = {"SHIRUBE_HOME": str(tmp_path), **with_model(model.url)}
        with serve(settings) as url, window(browser, f"{url}/try") as page:
            page.get_by_role("button", name="アイデア出し").click()
            page.get_by_role("button", name="見本を入れる").click()
            page.get_by_text("電話での問合せが月曜日").first.wait_for()
            page.get_by_role("button", name="下書きをつくる").click()
            page.get_by_text("書いています").wait_for()
            page.get_by_role("button", name="止める").click()
            page.get_by_text("途中で止めました。").wait_for()
            assert page.get_by_role("textbox", name="下書き（ここで直せます）").input_value().startswith("あ")
            assert model.hung_up.wait(30)


@pytest.mark.parametrize("address", ["try", "use_cases", "trials"])
def test_nothing_scrolls_sideways(browser: Browser, tmp_path: Path, address: str) -> None:
    from tests import a_trial

    a_trial.kept(tmp_path)
    with serve({"SHIRUBE_HOME": str(tmp_path)}) as url, window(browser, f"{url}/{address}", 390, 844) as page:
        if address == "try":
            page.get_by_role("button", name="公用文のチェック").click()
            page.get_by_role("button", name="見本を入れる").wait_for()
        if address == "trials":
            choose(page, "月", "全期間")
            page.get_by_role("img", name="週ごと").wait_for()
        too_wide = (
            "() => [document.documentElement, ...document.querySelectorAll('main, section')]"
            ".filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && e.dataset.testid !== 'stSidebar')"
            ".map(e => e.dataset.testid || e.tagName)"
        )
        assert page.evaluate(too_wide) == []
