"""The trial in the terminal: the report, one's own records taken out and deleted, and bad input in one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from assistant.trials.records import FILE, Records
from ingest.model import Person
from tests import a_trial
from tests.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in [name for name in os.environ if name.startswith("SHIRUBE_")]:
        monkeypatch.delenv(name)
    a_trial.kept(tmp_path / "home")
    return Terminal(tmp_path / "home", capsys)


@pytest.mark.parametrize(("ending", "begins"), [(".docx", b"PK"), (".xlsx", b"PK"), (".csv", "\ufeff生成AI".encode())])
def test_report_to_a_file(terminal: Terminal, tmp_path: Path, ending: str, begins: bytes) -> None:
    out = tmp_path / f"R{ending}"
    ran = terminal("trials", "report", "--month", "2023-07", "--out", out)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"令和5年7月の報告書を「{out}」に書きました。\n"
    assert out.read_bytes().startswith(begins)


def test_report_in_the_terminal_and_as_json(terminal: Terminal) -> None:
    assert (
        "・8人が、3部署で、3種類の使い方を、合わせて12回試しました。"
        in terminal("trials", "report", "--month", "2023-07").out
    )
    whole = terminal("trials", "report", "--json").json
    assert whole["month"] is None
    assert "13回" in whole["summary"][0]
    july = terminal("trials", "report", "--month", "2023-07", "--json").json
    assert july["tables"]["使い方ごと"][0]["減った分（中央値）"] == 10
    assert july["tables"]["部署ごと"][0]["減った分（中央値）"] == "秘匿"


def test_a_month_without_records_is_no_error(terminal: Terminal, tmp_path: Path) -> None:
    ran = terminal("trials", "report", "--month", "2023-08", "--out", tmp_path / "R.docx")
    assert ran.code == 0
    assert "令和5年8月は、試行の記録がありません。" in ran.err
    assert "試行の記録は、まだありません。" in terminal("trials", "report", home=tmp_path / "new").out


def test_ones_own_records_come_out_whole(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "own.json"
    terminal("trials", "export", "--person", "c", "--out", out)
    own = json.loads(out.read_text(encoding="utf-8"))
    assert [(one["id"], one["reason"]) for one in own["records"]] == [("3", "言い回しが固い")]
    assert [one["uses"] for one in own["survey"]] == ["使っている"]
    text = terminal("trials", "export", "--person", "c").out
    assert "言い回しが固い" in text
    assert "早く書けた" not in text
    assert terminal("trials", "export", "--json").json == {"records": [], "survey": []}


def test_ones_own_records_are_deleted_for_good(terminal: Terminal) -> None:
    ran = terminal("trials", "delete", "1", "2", "--person", "a", "--json")
    assert (ran.code, ran.json) == (1, {"deleted": 1, "missing": ["2"]})
    assert "「2」は見つかりません。" in ran.err
    assert terminal("trials", "delete", "--all", "--person", "d").err == "1件を消しました。\n"
    records = Records(terminal.home / FILE)
    assert [one.id for one in records.of_person(Person("a"))] == ["10", "13"]
    assert [one.id for one in records.of_person(Person("b"))] == ["11", "2"]
    assert "直すほうが長くかかった".encode() not in (terminal.home / FILE).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("trials",), "すること"),
        (("trials", "report", "--month", "7月"), "2023-07 の形で"),
        (("trials", "report", "--month", "2023-13"), "2023-07 の形で"),
        (("trials", "report", "--out", "R.pdf"), ".docx、.xlsx、.csv のどれか"),
        (("trials", "export", "--out", "R.docx"), ".csv、.json のどれか"),
        (("trials", "delete"), "--all のどちらか一方を"),
        (("trials", "delete", "1", "--all"), "--all のどちらか一方を"),
        (("trials", "report", "--out", "no/such/folder/R.csv"), "書けません"),
    ],
)
def test_bad_input_is_told_in_one_sentence(terminal: Terminal, arguments: tuple[str, ...], said: str) -> None:
    ran = terminal(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_broken_file_of_records_is_said(terminal: Terminal) -> None:
    (terminal.home / FILE).write_bytes(b"not a database at all" * 100)
    ran = terminal("trials", "report")
    assert ran.code == 2
    assert "試行の記録を読み書きできません。" in ran.err
