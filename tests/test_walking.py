"""Which files a person means by a path, and the name each goes by."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ingest.outcomes import Failed
from ingest.walking import Found, walk


def write(path: Path, text: str = "会議") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(*paths: Path) -> list[str]:
    return [one.source for one in walk(paths) if isinstance(one, Found)]


def failures(*paths: Path) -> dict[str, str]:
    return {one.source: one.reason for one in walk(paths) if isinstance(one, Failed)}


def test_a_file_goes_by_its_name_and_one_in_a_folder_by_its_path_from_there(tmp_path: Path) -> None:
    write(tmp_path / "資料" / "令和5年度" / "議事録 第1回.txt")
    write(tmp_path / "資料" / "予算😀.txt")
    assert names(tmp_path / "資料") == ["予算😀.txt", "令和5年度/議事録 第1回.txt"]
    assert names(tmp_path / "資料" / "予算😀.txt") == ["予算😀.txt"]


def test_litter_is_left_out(tmp_path: Path) -> None:
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$会議.docx", ".hidden", ".git/config", "会議.txt"):
        write(tmp_path / name)
    assert names(tmp_path) == ["会議.txt"]


def test_a_file_given_twice_is_found_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert names(path, path) == ["a.txt"]
    assert len(names(tmp_path, path)) == 1


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    one, other = write(tmp_path / "総務課" / "会議.txt"), write(tmp_path / "財政課" / "会議.txt")
    assert names(one, other) == ["総務課/会議.txt", "財政課/会議.txt"]


def test_files_whose_folders_share_a_name_too_are_told_apart(tmp_path: Path) -> None:
    one, other = write(tmp_path / "R4" / "総務課" / "会議.txt"), write(tmp_path / "R5" / "総務課" / "会議.txt")
    assert names(one, other) == ["R4/総務課/会議.txt", "R5/総務課/会議.txt"]


def test_folders_that_link_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    write(tmp_path / "a" / "会議.txt")
    (tmp_path / "a" / "b").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert names(tmp_path) == ["a/会議.txt"]
    assert "リンク先" in failures(tmp_path)["self"]


def test_a_linked_file_is_found_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert names(tmp_path) == ["a.txt"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert "ありません" in failures(tmp_path / "gone.pdf")[str(tmp_path / "gone.pdf")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_what_is_no_file_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(failures(tmp_path)) == ["pipe"]
    assert list(failures(tmp_path / "pipe")) == [str(tmp_path / "pipe")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    closed = tmp_path / "人事"
    closed.mkdir(mode=0)
    try:
        assert names(tmp_path) == ["a.txt"]
        assert "権限" in failures(tmp_path)["人事"]
    finally:
        closed.chmod(0o700)


def test_a_folder_that_goes_away_while_it_is_walked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "人事" / "b.txt")
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "人事":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(tmp_path) == ["a.txt"]
    assert "権限" in failures(tmp_path)["人事"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are always Unicode there")
def test_a_name_that_is_no_unicode_can_be_kept_and_shown(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + "/会議".encode("cp932") + b".txt"
    with open(raw, "w", encoding="utf-8") as file:  # noqa: PTH123 - a name of bytes
        file.write("会議")
    (found,) = walk([tmp_path])
    assert isinstance(found, Found)
    assert found.source.encode("utf-8").endswith(b".txt")
    assert found.path.read_text(encoding="utf-8") == "会議"
