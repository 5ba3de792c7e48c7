"""Use cases in the terminal: the list, a run from values, from a file, from a use case that is not kept yet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.trials.running import NEEDS_MODEL
from tests import model_server as server
from tests.terminal import Terminal
from tests.test_use_case_file import GOOD


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in [name for name in os.environ if name.startswith("SHIRUBE_")]:
        monkeypatch.delenv(name)
    return Terminal(tmp_path / "home", capsys)


def test_the_list_says_what_goes_in_and_what_needs_a_model(terminal: Terminal) -> None:
    lines = terminal("trials", "list").out.splitlines()
    assert "メール文案  庁内メールの文案 v1（言語モデルが必要）" in lines
    assert "アンケート分類  アンケート自由記述の分類 v1" in lines
    (one,) = [one for one in terminal("trials", "list", "--json").json if one["id"] == "要約"]
    assert one["without_model"] == "要約"
    assert one["inputs"][1]["choices"] == ["短く", "ふつう", "長く"]


def test_a_run_from_values_and_a_file(terminal: Terminal, tmp_path: Path) -> None:
    answers = tmp_path / "回答.txt"
    answers.write_text("窓口が遅い\n駐車場が狭い\n", encoding="utf-8")
    ran = terminal("trials", "run", "アンケート分類", "--file", answers, "--set", "分類と手がかり=待ち時間：遅い")
    assert ran.code == 0
    assert "待ち時間：1件" in ran.out
    assert "・駐車場が狭い" in ran.out
    assert "確認する人: 集計を担当する職員" in ran.err


def test_a_use_case_is_tried_from_its_file(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "照会文.md"
    file.write_text(GOOD, encoding="utf-8")
    with server.serve(server.says("次のこと（資料1）を教えてください。")) as model:
        for name, value in {"PROVIDER": "compatible", "MODEL": "recorded", "BASE_URL": model.url}.items():
            monkeypatch.setenv(f"SHIRUBE_LLM_{name}", value)
        ran = terminal("trials", "run", file, "--example", "--set", "尋ねること=公用車の台数")
        made = terminal("trials", "run", file, "--example", "--set", "尋ねること=公用車の台数", "--json").json
    assert (ran.code, ran.out.strip()) == (0, "次のこと（資料1）を教えてください。")
    assert made["prompt"].startswith("照会文の案 v3・use_case v")
    assert "公用車の台数" in model.prompt()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["メール文案", "--example"], 1, NEEDS_MODEL),
        (["なぞなぞ"], 2, "「なぞなぞ」という使い方はありません"),
        (["要約"], 2, "「文章」、「長さ」を入れてください"),
        (["要約", "--set", "文章"], 2, "の形で指定してください"),
        (["無い.md"], 2, "「無い.md」を開けません"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    terminal: Terminal, arguments: list[str], code: int, said: str
) -> None:
    ran = terminal("trials", "run", *arguments)
    assert ran.code == code
    assert said in ran.err


def test_a_file_that_breaks_the_rules_is_refused_with_the_line(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "照会文.md"
    file.write_text(GOOD.replace("版: 3", "版: 三"), encoding="utf-8")
    ran = terminal("trials", "run", file)
    assert (ran.code, ran.err.partition("：")[0]) == (2, "9行目")
