"""`shirube proofread`: what it reads, what it prints, and its mistakes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from assistant import cli

TEXT = "工事の為、休館します。\r\n次の通りです。"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["proofread", *arguments])
    said = capsys.readouterr()
    return int(end.value.code or 0), said.out, said.err


def test_a_file_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    code, out, _ = run(capsys, "--rule", "koyobun", str(path), "--json")
    found = json.loads(out)
    assert code == 0
    assert [list(one) for one in found] == [["start", "end", "kind", "why", "instead"]] * 2
    assert [(TEXT[one["start"] : one["end"]], one["instead"]) for one in found] == [("為", "ため"), ("通り", "とおり")]


@pytest.mark.parametrize("arguments", [("-",), ()])
def test_standard_input(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("本（ほん）を返却（へんきゃく）します。".encode())))
    code, out, _ = run(capsys, "--rule", "yasashii", *arguments, "--json")
    assert code == 0
    assert [(one["start"], one["end"], one["kind"], one["instead"]) for one in json.loads(out)] == [
        (6, 8, "difficult_word", "返す")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_the_encodings_of_an_office(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode(encoding))
    _, out, _ = run(capsys, "--rule", "koyobun", str(path), "--json")
    assert [(one["start"], one["kind"]) for one in json.loads(out)] == [(3, "hiragana"), (15, "hiragana")]


def test_for_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    code, out, err = run(capsys, "--rule", "koyobun", str(path))
    assert code == 0
    assert "1行目「為」 → ため" in out
    assert "2行目「通り」 → とおり" in out
    assert "2か所" in err


def test_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert run(capsys, "--rule", "koyobun", str(path), "--json")[:2] == (0, "[]\n")
    assert "見つかりません" in run(capsys, "--rule", "koyobun", str(path))[2]


@pytest.mark.parametrize("contents", [None, b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"\xff\xfe\xfd\x80\x81"])
def test_what_is_no_text_is_told(contents: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "picture.png"
    if contents is not None:
        path.write_bytes(contents)
    code, out, err = run(capsys, "--rule", "koyobun", str(path))
    assert (code, out) == (2, "")
    assert "確かめて" in err or "試して" in err


@pytest.mark.parametrize("arguments", [("text.txt",), ("--rule", "keigo", "text.txt")])
def test_the_rule_must_be_named(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *arguments)[0] == 2
