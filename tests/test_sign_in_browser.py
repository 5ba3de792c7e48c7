"""Signing in: two people of two departments at a real provider in a real browser, a proxy's word, who is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assistant.settings import load
from assistant.wiring import build
from ingest.model import local_person
from tests.browser import browser, in_a_browser, window
from tests.page_client import drawn
from tests.serving import ROOT, free_port, serve, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.browser
PAPERS = {"総務課だけ.txt": "総務課", "財政課だけ.txt": "財政課", "みんな.txt": ""}
PEOPLE: tuple[dict[str, object], ...] = (
    {"sub": "u-1", "name": "森 総子", "groups": ["総務課"], "roles": ["登録"]},
    {"sub": "u-2", "name": "林 財太", "groups": ["財政課"], "roles": ["閲覧"]},
    {"sub": "u-3", "name": "原 無役", "groups": ["財政課"]},
)
WITHOUT = {"HTTP_PROXY": "", "HTTPS_PROXY": "", "http_proxy": "", "https_proxy": "", "NO_PROXY": "*"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a paper of each department and one of all."""
    folder = tmp_path_factory.mktemp("city")
    with build(load(folder / "home")) as desk:
        for name, department in PAPERS.items():
            path = folder / name
            path.write_text(f"{name}の会議は大会議室で開く。\n", encoding="utf-8")
            list(desk.ingest([path], local_person(), audience=f"dept:{department}" if department else ""))
    return folder / "home"


@contextmanager
def served(
    home: Path, address: str = "127.0.0.1", *options: str, port: int = 0, settings: Mapping[str, str] | None = None
) -> Iterator[int]:
    """The app at `address`; the port where it answers."""
    port = port or free_port()
    own = {**WITHOUT, "SHIRUBE_HOME": str(home), "FORWARDED_ALLOW_IPS": "", **(settings or {})}
    with serve(own, "--server.address", address, *options, port=port):
        yield port


# ---- with the city's account


@pytest.fixture(scope="module")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app behind a provider of its own."""
    port, at = free_port(), free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(at)]
    for one in PEOPLE:
        command += ["--user-claims", json.dumps(one)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as provider:
        wait_for(f"http://127.0.0.1:{at}/.well-known/openid-configuration", 60)
        secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{"x" * 40}"\n'
            'client_id = "shirube"\nclient_secret = "secret"\n'
            f'server_metadata_url = "http://localhost:{at}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        with served(home, "127.0.0.1", "--secrets.files", str(secrets), port=port, settings={"SHIRUBE_AUTH": "oidc"}):
            yield f"http://localhost:{port}"
        provider.terminate()


def sign_in(page: Page, account: str) -> None:
    page.get_by_role("button", name="サインイン").click()
    page.locator(f"button[name=sub][value={account}], button:has-text('{account}')").first.click()


@in_a_browser
@pytest.mark.parametrize(
    ("account", "name", "rank", "theirs", "others"),
    [
        ("u-1", "森 総子", "登録", "総務課だけ", "財政課だけ"),
        ("u-2", "林 財太", "閲覧", "財政課だけ", "総務課だけ"),
    ],
)
def test_each_sees_what_is_theirs_and_no_more(
    browser: Browser, address: str, account: str, name: str, rank: str, theirs: str, others: str
) -> None:
    with window(browser, address) as page:
        expect(page.get_by_text("サインインして使います")).to_be_visible()
        expect(page.get_by_text("みんな")).to_have_count(0)
        sign_in(page, account)
        expect(page.get_by_text(name)).to_be_visible()
        expect(page.get_by_text(re.compile(f"課　{rank}"))).to_be_visible()
        page.get_by_role("link", name="資料", exact=True).click()
        expect(page.get_by_role("button", name=theirs)).to_be_visible()
        expect(page.get_by_role("button", name="みんな")).to_be_visible()
        expect(page.get_by_text("2件（全2件）")).to_be_visible()
        assert others not in page.content()
        given = page.get_by_test_id("stFileUploader")
        expect(given).to_have_count(1 if rank == "登録" else 0)
        expect(page.get_by_role("button", name="状態を確かめる")).to_have_count(0)  # of administrators alone


@in_a_browser
def test_out_again_and_without_a_rank(browser: Browser, address: str) -> None:
    with window(browser, address) as page:
        sign_in(page, "u-3")
        expect(page.get_by_text("権限（閲覧、登録、管理）がありません")).to_be_visible()
        expect(page.get_by_text("質問する")).to_have_count(0)
        page.get_by_role("button", name="サインアウト").click()
        page.wait_for_url(re.compile("end_session"))  # out at the provider too
        page.goto(address)
        expect(page.get_by_text("サインインして使います")).to_be_visible()


# ---- with a proxy's word, and where nobody signs in


def test_a_proxy_is_believed_at_its_own_address_only(home: Path) -> None:
    groups, rank = ("総務課".encode().decode("latin-1"), "閲覧".encode().decode("latin-1"))
    said = {"X-Account": "u-1", "X-Groups": groups, "X-Rank": rank}
    names = {"SHIRUBE_AUTH": "proxy", "SHIRUBE_AUTH_ACCOUNT": "X-Account", "SHIRUBE_AUTH_NAME": "X-Name",
             "SHIRUBE_AUTH_DEPARTMENTS": "X-Groups", "SHIRUBE_AUTH_RANK": "X-Rank"}  # fmt: skip
    with served(home, settings=names | {"SHIRUBE_AUTH_ADDRESSES": '["127.0.0.0/30"]'}) as port:
        page = drawn(port, said, "papers")
        assert "総務課だけ" in page
        assert "財政課だけ" not in page
        assert "アカウント名がありません" in drawn(port, {}, "papers")
    names["SHIRUBE_AUTH_ADDRESSES"] = '["10.9.9.9"]'
    with served(home, settings=names) as port:
        page = drawn(port, said, "papers")  # the same words from elsewhere
        assert "この経路からは使えません" in page
        assert "だけ" not in page
        page = drawn(port, said | {"X-Forwarded-For": "10.9.9.9"}, "papers")
        assert "この経路からは使えません" in page
    with served(home, settings=names | {"FORWARDED_ALLOW_IPS": "*"}) as port:
        page = drawn(port, said | {"X-Forwarded-For": "10.9.9.9"}, "papers")
        assert "を空にして起動してください" in page
        assert "だけ" not in page


def test_without_sign_in_no_other_machine_is_served(home: Path) -> None:
    with served(home, "0.0.0.0") as port:
        page = drawn(port, {}, "papers")
        assert "サインインの設定（auth）が必要です" in page
        assert "みんな" not in page
    with served(home) as port:
        assert "みんな" in drawn(port, {}, "papers")
        for headers, host in (
            ({"X-Forwarded-For": "10.0.0.9"}, "127.0.0.1"),
            ({}, "shirube.example.jp"),  # a name of elsewhere that leads here
            ({"Host": "shirube.example.jp"}, "127.0.0.1"),  # both names
        ):
            page = drawn(port, headers, "papers", host)
            assert "サインインの設定（auth）が必要です" in page
            assert "みんな" not in page


def test_the_command_refuses_an_address_that_others_reach(home: Path) -> None:
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "app", "--home", str(home)]
    for host in ("0.0.0.0", "::", "192.0.2.1", "shirube.example.jp"):
        ran = subprocess.run([*command, "--host", host], cwd=ROOT, capture_output=True, text=True, timeout=60,
                             encoding="utf-8", env={**os.environ, "SHIRUBE_AUTH": ""})  # fmt: skip
        assert ran.returncode == 2
        assert ran.stderr.count("\n") == 1
        assert "サインインの設定" in ran.stderr
