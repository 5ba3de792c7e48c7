"""A real browser before the app: for what only a browser can tell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_HERE = ("http://127.0.0.1:", "http://localhost:", "ws://127.0.0.1:", "ws://localhost:", "blob:", "data:")
# Milliseconds for whatever a browser waits for. These tests look at what is right; a busy machine may take its time.
PATIENCE = 90_000
in_a_browser = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium on this machine (looked for chromium and google-chrome)"
)


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@contextmanager
def window(browser: Browser, url: str, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """`url` in a window with a memory of its own.

    A request of the app's pages to another machine fails the test at its end; what a provider of sign-in fetches for
    its own pages is not the app's.
    """
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ja-JP", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(_HERE) and (
            request.is_navigation_request() or request.frame.url.startswith(f"{app.scheme}://{app.netloc}")
        ):
            elsewhere.append(request.url)

    app = urlsplit(url)
    page.on("request", note)
    page.goto(url)
    yield page
    context.close()
    assert elsewhere == []
