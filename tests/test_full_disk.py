"""A disk without room, and one that nobody may write to: one sentence, everything as before, and on it goes after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import one_meeting, three_papers

ROOT = Path(__file__).parents[1]
# One process for all, which spares a start each: what one command leaves open is what the next has to live with.
PROGRAM = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from assistant import cli
for arguments in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main(arguments)
        except SystemExit as end:
            print(json.dumps([end.code or 0, out.getvalue(), err.getvalue()]), file=sys.__stdout__, flush=True)
"""
MEGABYTES = 12


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command said, and its exit code."""

    command: str
    code: int
    out: str
    err: str


def shirube(home: Path, *commands: tuple[str | Path, ...]) -> list[Ran]:
    """What each of these commands on `home` came to, one after the other."""
    arguments = [[*map(str, command), "--home", str(home)] for command in commands]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(arguments)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, encoding="utf-8", timeout=170,
    )  # fmt: skip
    lines = zip(arguments, done.stdout.splitlines(), strict=False)
    ran = [Ran(command[0], *json.loads(line)) for command, line in lines]
    assert (len(ran), done.returncode) == (len(commands), 0), done.stderr
    return ran


@contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[Path]:
    """A file system of a few megabytes in `folder`; skips where this user may not mount one."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", ",".join((f"size={MEGABYTES}m", *options)), "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("no file system of one's own can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(disk: Path, but: int) -> Path:
    """A file that takes all room `but` so many bytes."""
    filler = disk / "filler"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    filler.write_bytes(bytes(max(0, free - but)))
    return filler


def assert_one_sentence(ran: Ran) -> None:
    """What a person can do something with, and no more."""
    for horror in ("Traceback", "思わぬ問題", "Error", "panicked"):
        assert horror not in ran.err, ran
    assert ran.code in (0, 1, 2)
    if ran.code:
        assert "。" in ran.err + ran.out, ran


def papers(folder: Path, first: int, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(first, first + count):
        lines = (f"第{n}号の{m}を決めた。予算は{n * m}千円である。" for m in range(1500))
        (folder / f"新{n}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("but", [0, 40_000, 400_000, 2_000_000])
def test_without_room_nothing_is_lost_and_it_goes_on_with_room(tmp_path: Path, but: int) -> None:
    three_papers.write(tmp_path / "in")
    transcript, _ = one_meeting.write(tmp_path / "talk")
    more, some = papers(tmp_path / "more", 0, 12), papers(tmp_path / "some", 50, 2)
    with small_disk(tmp_path / "disk") as disk:
        home = disk / "home"
        (first,) = shirube(home, ("ingest", tmp_path / "in"))
        assert first.code == 0
        filler = fill_up(disk, but)
        for ran in shirube(
            home, ("ingest", more), ("ask", three_papers.QUESTION), ("rebuild",),
            ("minutes", transcript, "--out", disk / "議事録.docx"), ("backup", disk / "b.zip"),
            ("backup", disk / "kept"), ("trials", "run", "庁内メールの文案", "--example"), ("check",), ("list",),
            ("remove", three_papers.PARKS),
        ):  # fmt: skip
            assert_one_sentence(ran)
        assert not (disk / "議事録.docx").exists() or (disk / "議事録.docx").stat().st_size > 5000
        assert list(disk.glob(".*")) == []  # nothing half made is left
        filler.unlink()
        (disk / "b.zip").unlink(missing_ok=True)
        *_, checked, listed, again, asked, kept, last = shirube(
            home, ("ledger",), ("trials", "list"), ("trials", "export"),  # these begin the records that found no room
            ("check",), ("list",), ("ingest", tmp_path / "in", some), ("ask", three_papers.QUESTION),
            ("backup", disk / "b.zip"), ("check",),
        )  # fmt: skip
        assert checked.code == 0, checked
        assert three_papers.LEAFLET in listed.out
        assert three_papers.MINUTES in listed.out
        assert (again.code, kept.code, last.code) == (0, 0, 0), (again, kept, last)
        assert "35,000円" in asked.out


@pytest.mark.slow
def test_a_disk_that_may_only_be_read(tmp_path: Path) -> None:
    three_papers.write(tmp_path / "in")
    with small_disk(tmp_path / "disk") as disk:
        home = disk / "home"
        assert shirube(home, ("ingest", tmp_path / "in"))[0].code == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for ran in shirube(
            home, ("ingest", tmp_path / "in"), ("ask", three_papers.QUESTION), ("rebuild",), ("check",), ("list",)
        ):
            assert_one_sentence(ran)
            assert (ran.code, "書き込めません" in ran.err) == (2, True)
        (refused,) = shirube(tmp_path / "other", ("backup", disk / "b.zip"))
        assert (refused.code, "書き込めません" in refused.err) == (2, True)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert shirube(home, ("check",))[0].code == 0
