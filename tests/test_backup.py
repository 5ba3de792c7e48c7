"""Backups: made while the library is in use, proved, put back whole, and whatever goes wrong on the way."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.backup import contents, manifest
from assistant.backup.making import Made, Stopped, make
from assistant.backup.manifest import NewerBackup, NotABackup
from assistant.backup.restoring import HomeTaken, Restored, restore
from assistant.backup.verifying import verify
from assistant.governance import use_log
from assistant.governance.use_log import UseLog
from assistant.settings import Settings
from assistant.wiring import build
from ingest.errors import LibraryError
from ingest.library.library import Library
from ingest.model import Person, local_person
from ingest.outcomes import Progress
from tests import three_papers
from tests.kept.make import fill, rows
from tests.shelf import paper
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
SHIRUBE = (sys.executable, "-c", "from assistant.cli import main; raise SystemExit(main())")
T = TypeVar("T", Made, Restored)


def result(steps: Iterable[Progress | T]) -> T:
    *_, last = steps
    assert not isinstance(last, Progress)
    return last


def backed_up(home: Path, target: Path, stop: Callable[[], bool] = bool) -> Made:
    with Library(home) as library:
        return result(make(library, home, target, stop=stop))


def everything(home: Path) -> dict[str, bytes | dict[str, int]]:
    """All that a person would miss: each file by its bytes, each database by its rows."""
    names = [*contents.files(home), *(path.relative_to(home).as_posix() for path in (home / "originals").rglob("*.*"))]
    return {
        **{name: (home / name).read_bytes() for name in names},
        **{name: rows(home / name) for name in contents.databases(home)},
    }


def library_of(home: Path, *texts: str, folder: str = "in") -> Path:
    with Library(home) as library:
        library.add_all([paper(home.parent / folder, f"{text}.txt", f"{text}を決めた。\n") for text in texts])
    return home


def sources(home: Path) -> list[str]:
    with Library(home) as library:
        assert library.prove() == ()
        return [document.source for document in library.documents(Person())]


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A home with something of every kind in it."""
    home = tmp_path / "home"
    fill(home, tmp_path / "papers")
    (home / "settings.toml").write_text('ocr = "off"\n', encoding="utf-8")
    (home / "minutes_styles").mkdir()
    (home / "minutes_styles" / "市の書き方.md").write_text("---\n", encoding="utf-8")
    return home


@pytest.mark.parametrize("name", ["控え.zip", "控え"])
def test_everything_comes_back_and_answers(full: Path, tmp_path: Path, name: str) -> None:
    made = backed_up(full, tmp_path / name)
    assert (made.papers, made.problems) == (3, ())
    assert made.files == len(everything(full)) == 3 + 6 + 3  # papers, databases, and files beside them
    assert verify(tmp_path / name).papers == 3
    assert [path.name for path in tmp_path.glob(".*")] == []  # nothing of the making is left
    new = tmp_path / "new"
    done = result(restore(tmp_path / name, new))
    assert (done.papers, done.files, done.problems) == (3, made.files, ())
    assert everything(new) == everything(full)
    assert UseLog(new / use_log.FILE, new / use_log.ANCHOR).verify() == ()
    with build(Settings(home=new)) as desk:
        list(desk.rebuild(local_person()))
        assert desk.check(local_person()).healthy
        (hit, *_) = desk.search(three_papers.QUESTION, Person()).hits
        assert three_papers.LIMIT in hit.passage.text


def test_no_view_and_nothing_that_is_derived_is_in_a_backup(full: Path, tmp_path: Path) -> None:
    backed_up(full, tmp_path / "b.zip")
    names = zipfile.ZipFile(tmp_path / "b.zip").namelist()
    assert {name.partition("/")[0] for name in names} == {"state", "originals", "manifest.json"}
    assert not [name for name in names if re.search("words|vectors|ocr/|lock|wal", name)]


def test_a_folder_takes_only_what_is_new_and_forgets_what_was_removed(tmp_path: Path) -> None:
    home, kept = library_of(tmp_path / "home", "一", "二"), tmp_path / "kept"
    first = backed_up(home, kept)
    originals = {path: path.stat().st_mtime_ns for path in (kept / "originals").rglob("*.txt")}
    assert len(originals) == 2
    library_of(home, "三")
    second = backed_up(home, kept)
    assert (first.papers, second.papers) == (2, 3)
    assert {path: path.stat().st_mtime_ns for path in originals} == originals
    state = sum(path.stat().st_size for path in kept.glob("state-*/*"))
    assert second.copied - state == len("三を決めた。\n".encode())
    assert len(list(kept.glob("state-*"))) == 1
    with Library(home) as library:
        library.remove("一.txt")
    backed_up(home, kept)
    assert len(list((kept / "originals").rglob("*.txt"))) == 2
    assert not [p for p in kept.rglob("*") if p.is_file() and "一を決めた" in p.read_text("utf-8", "ignore")]
    result(restore(kept, tmp_path / "new"))
    assert sources(tmp_path / "new") == ["三.txt", "二.txt"]


def test_a_paper_removed_while_the_backup_is_made_is_whole_in_it_and_gone_after_it(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", "一", "二")
    for path in (home / "originals").rglob("*.txt"):
        os.utime(path, (time.time() - 3600,) * 2)  # no ingest can be busy with it
    with Library(home) as library:
        steps = make(library, home, tmp_path / "b.zip")
        seen = [next(steps) for _ in range(2)]
        library.remove("一.txt")
        library.remove("二.txt")
        assert len(list((home / "originals").rglob("*.txt"))) == 2
        with pytest.raises(LibraryError, match="ほかの処理が控えを作っています"):
            list(make(library, home, tmp_path / "c.zip"))
        *_, made = steps
        assert isinstance(made, Made)
        assert seen
        assert (made.papers, made.problems) == (2, ())
        assert list((home / "originals").rglob("*.txt")) == []
    result(restore(tmp_path / "b.zip", tmp_path / "new"))
    assert sources(tmp_path / "new") == ["一.txt", "二.txt"]


def test_backups_made_while_papers_come_in_are_each_consistent(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02}.txt").write_text("\n\n".join(f"第{n}号の{m}を決めた。" * 9 for m in range(70)), "utf-8")
    with Library(home):
        ingest = subprocess.Popen([*SHIRUBE, "ingest", str(folder), "--home", str(home)], cwd=ROOT,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        counts, number = [], 0
        while ingest.poll() is None:
            number += 1
            counts.append(backed_up(home, tmp_path / (f"{number}.zip" if number % 2 else "kept")).papers)
            if number % 2 and counts[-1] in (0, 60):
                continue
            result(restore(tmp_path / (f"{number}.zip" if number % 2 else "kept"), tmp_path / "new", replace=True))
            assert len(sources(tmp_path / "new")) == counts[-1]
    assert ingest.returncode == 0
    assert counts == sorted(counts)
    assert backed_up(home, tmp_path / "last.zip").papers == 60


def test_a_backup_that_is_stopped_leaves_the_earlier_one(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", "一", "二", "三")
    for target in (tmp_path / "b.zip", tmp_path / "kept"):
        backed_up(home, target)
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        for after in range(4):
            looks = iter([False] * after + [True] * 9)
            with pytest.raises(Stopped):
                backed_up(home, target, stop=lambda looks=looks: next(looks))  # type: ignore[misc]
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_a_backup_that_is_killed_is_made_anew_in_the_same_place(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", *"一二三四")
    program = """
import os, signal, sys
from pathlib import Path
from assistant.backup import making
from ingest.library.library import Library
home, target, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with Library(home) as library:
    for step in making.make(library, home, target):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
"""
    for target in (tmp_path / "b.zip", tmp_path / "kept"):
        for left in (0, 2, 4, 5):
            killed = subprocess.run([sys.executable, "-c", program, str(home), str(target), str(left)], cwd=ROOT)
            assert killed.returncode == -signal.SIGKILL
        assert not (target / "manifest.json").exists()
        assert backed_up(home, target).papers == 4
        assert verify(target).papers == 4
        assert list(tmp_path.glob("**/.*.part")) == []
    assert {path.name.partition("-")[0] for path in (tmp_path / "kept").iterdir()} == {
        "manifest.json", "originals", "state",
    }  # fmt: skip
    assert len(list((tmp_path / "kept").glob("state-*"))) == 1


def test_what_may_not_be_written_over(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", "一")
    other = library_of(tmp_path / "other", "二")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "予定.txt").touch()
    (tmp_path / "photo.zip").write_bytes(b"no zip")
    backed_up(other, tmp_path / "other.zip")
    for target, why in (
        (home / "b.zip", "外に作って"), (home, "外に作って"), (tmp_path / "kept", "ほかのもの"),
        (tmp_path / "photo.zip", "ほかのもの"), (tmp_path / "other.zip", "別の資料庫"),
    ):  # fmt: skip
        with pytest.raises(LibraryError, match=why):
            backed_up(home, target)
    assert (tmp_path / "photo.zip").read_bytes() == b"no zip"
    assert verify(tmp_path / "other.zip").papers == 1


def test_a_damaged_library_never_replaces_an_earlier_backup(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", "一", "二")
    backed_up(home, tmp_path / "b.zip")
    with closing(sqlite3.connect(home / "library.sqlite")) as truth, truth:
        truth.execute("UPDATE passages SET text = '三を決めた。' || char(10) WHERE text LIKE '一%'")
    with pytest.raises(LibraryError, match=r"「一\.txt」の内容が.*前の控えはそのまま"):
        backed_up(home, tmp_path / "b.zip")
    assert len(backed_up(home, tmp_path / "new.zip").problems) == 1
    result(restore(tmp_path / "b.zip", home, replace=True))
    assert sources(home) == ["一.txt", "二.txt"]
    next((home / "originals").rglob("*.txt")).write_bytes(b"garbage")
    with pytest.raises(LibraryError, match="元のファイルが傷んで"):
        backed_up(home, tmp_path / "b.zip")
    made = backed_up(home, tmp_path / "damaged.zip")
    assert [bool(re.search("傷んだまま", problem)) for problem in made.problems] == [True]
    done = result(restore(tmp_path / "damaged.zip", tmp_path / "new2"))
    assert (done.papers, done.problems) == (2, ())
    with Library(tmp_path / "new2") as library:
        assert len(library.prove()) == 1


def test_a_good_file_of_an_earlier_backup_outlives_the_damaged_one(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", "一")
    backed_up(home, tmp_path / "kept")
    next((home / "originals").rglob("*.txt")).write_bytes("二を決めた。\n".encode())  # of the same length
    backed_up(home, tmp_path / "kept")
    result(restore(tmp_path / "kept", home, replace=True))
    assert sources(home) == ["一.txt"]


def test_a_library_in_place_or_in_use_is_not_replaced(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", "一")
    backed_up(home, tmp_path / "b.zip")
    library_of(home, "二")
    with pytest.raises(HomeTaken, match="--replace"):
        result(restore(tmp_path / "b.zip", home))
    with Library(home), pytest.raises(LibraryError, match="使っている"):
        result(restore(tmp_path / "b.zip", home, replace=True))
    assert sources(home) == ["一.txt", "二.txt"]
    result(restore(tmp_path / "b.zip", home, replace=True))
    assert sources(home) == ["一.txt"]
    assert not (home / "restoring").exists()


def test_settings_alone_are_not_overwritten_either(tmp_path: Path) -> None:
    backed_up(library_of(tmp_path / "home", "一"), tmp_path / "b.zip")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "settings.toml").write_text('ocr = "off"\n')
    with pytest.raises(HomeTaken):
        result(restore(tmp_path / "b.zip", tmp_path / "new"))
    (tmp_path / "new" / "手書きのメモ.txt").touch()
    result(restore(tmp_path / "b.zip", tmp_path / "new", replace=True))
    assert not (tmp_path / "new" / "settings.toml").exists()  # the backup has none
    assert (tmp_path / "new" / "手書きのメモ.txt").exists()  # not ours to delete


# ---- a restore that is stopped


def test_a_restore_stopped_at_any_step_of_the_swap_is_finished_by_who_opens_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = library_of(tmp_path / "old", "一", "二")
    (old / "drafts.sqlite").touch()
    (old / "words").mkdir()
    backed_up(library_of(tmp_path / "of", "三"), tmp_path / "b.zip")
    rename, taken = Path.rename, 0
    for step in range(20):
        home = tmp_path / f"home{step}"
        shutil.copytree(old, home)
        left = step

        def stop(self: Path, target: Path) -> Path:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", stop)
            try:
                result(restore(tmp_path / "b.zip", home, replace=True))
            except KeyboardInterrupt:
                taken += 1
        assert sources(home) == ["三.txt"]
        assert not (home / "restoring").exists()
        assert not (home / "drafts.sqlite").exists()
    assert taken == 6  # library.sqlite, originals, drafts and words move out, the first two in


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_a_restore_killed_at_any_moment_leaves_one_whole_library_or_the_other(tmp_path: Path) -> None:
    old = library_of(tmp_path / "old", *(f"旧{n}" for n in range(40)))
    backed_up(library_of(tmp_path / "of", *(f"新{n}" for n in range(150))), tmp_path / "b.zip")
    program = (
        "import sys; from pathlib import Path; from assistant.backup.restoring import restore;"
        "print(flush=True); list(restore(Path(sys.argv[1]), Path(sys.argv[2]), replace=True))"
    )
    command = [sys.executable, "-c", program]
    seen = set()
    for n in range(30):
        shutil.copytree(old, home := tmp_path / f"home{n}")
        process = subprocess.Popen([*command, str(tmp_path / "b.zip"), str(home)], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 * n)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        seen.add(found := len(sources(home)))
        assert found in (40, 150)
        assert not (home / "restoring").exists()
    assert seen == {40, 150}


# ---- backups that are no backups


def remade(source: Path, target: Path, change: Callable[[dict[str, object]], None], **more: bytes) -> Path:
    """The backup with its manifest changed, and `more` entries."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            written = old.read(name)
            if name == manifest.NAME:
                said = json.loads(written)
                change(said)
                written = json.dumps(said).encode()
            new.writestr(name, written)
        for name, written in more.items():
            new.writestr(name, written)
    return target


@pytest.mark.parametrize(
    "name",
    [
        "../escaped.sqlite", "/etc/escaped.sqlite", "originals/../../x", "C:\\x.sqlite", "words/current", "a/b.sqlite",
        "originals/ab/" + "c" * 64 + ".txt", "settings.toml/x", "minutes_styles/../x.md", "con.sqlite\0",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    backed_up(library_of(tmp_path / "home", "一"), tmp_path / "b.zip")

    def change(said: dict[str, object]) -> None:
        said["entries"] = [*said["entries"], {"name": name, "bytes": 1, "sha256": "0" * 64}]  # type: ignore[misc]

    with pytest.raises(NotABackup):
        result(restore(remade(tmp_path / "b.zip", tmp_path / "c.zip", change), tmp_path / "new"))
    assert not (tmp_path / "new" / "library.sqlite").exists()
    assert not list(tmp_path.rglob("escaped*"))


def test_newer_backups_are_refused_also_where_the_manifest_lies(tmp_path: Path) -> None:
    home = library_of(tmp_path / "home", "一")
    backed_up(home, tmp_path / "b.zip")
    for change in (
        lambda said: said.update(form=2),
        lambda said: said["schemas"].update({"library.sqlite": 99}),
        lambda said: said["schemas"].update({"future.sqlite": 1}),
    ):
        with pytest.raises(NewerBackup):
            verify(remade(tmp_path / "b.zip", tmp_path / "c.zip", change))
    with closing(sqlite3.connect(home / "library.sqlite")) as truth:
        truth.execute("PRAGMA user_version = 99")
    state = home / "library.sqlite"

    def lie(said: dict[str, object]) -> None:
        import hashlib

        written = state.read_bytes()
        for entry in said["entries"]:  # type: ignore[attr-defined]
            if entry["name"] == "library.sqlite":
                entry.update(bytes=len(written), sha256=hashlib.sha256(written).hexdigest())

    backup = remade(tmp_path / "b.zip", tmp_path / "d.zip", lie)
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(tmp_path / "e.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, state.read_bytes() if name == "state/library.sqlite" else old.read(name))
    with pytest.raises(NewerBackup):
        result(restore(tmp_path / "e.zip", tmp_path / "new"))


def test_zips_that_would_unpack_to_more_than_they_are_are_refused(tmp_path: Path) -> None:
    backed_up(library_of(tmp_path / "home", "一"), tmp_path / "b.zip")
    packed = zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(tmp_path / "b.zip") as old, packed as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    with pytest.raises(NotABackup):
        verify(tmp_path / "c.zip")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), how=st.sampled_from(["cut", "zero", "flip"]))
def test_a_torn_backup_is_told_and_leaves_the_library(tmp_path: Path, place: float, how: str) -> None:
    """Nothing that a disk does to a zip gets half a library in; a flipped bit that is nowhere read may pass."""
    if not (tmp_path / "b.zip").exists():
        library_of(tmp_path / "home", "今")
        backed_up(library_of(tmp_path / "of", "一", "二"), tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    at = int(place * (len(whole) - 1))
    torn = {
        "cut": whole[:at],
        "zero": whole[:at] + bytes(min(512, len(whole) - at)) + whole[at + 512 :],
        "flip": whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :],
    }[how]
    (tmp_path / "torn.zip").write_bytes(torn)
    shutil.rmtree(tmp_path / "new", ignore_errors=True)
    shutil.copytree(tmp_path / "home", tmp_path / "new")
    try:
        done = result(restore(tmp_path / "torn.zip", tmp_path / "new", replace=True))
    except (NotABackup, NewerBackup):
        assert sources(tmp_path / "new") == ["今.txt"]
        return
    with Library(tmp_path / "new") as library:
        assert [document.source for document in library.documents(Person())] == ["一.txt", "二.txt"]
        assert bool(library.prove()) == bool(done.problems)


# ---- in the terminal


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shirube = Terminal(tmp_path / "home", capsys)
    three_papers.write(tmp_path / "in")
    assert shirube("ingest", tmp_path / "in").code == 0
    made = shirube("backup", tmp_path / "b.zip")
    assert (made.code, "資料3件" in made.out, "b.zip" in made.out) == (0, True, True)
    said = shirube("backup", tmp_path / "kept", "--json").json
    # Three papers, the library, the log of uses with its anchor.
    assert (said["papers"], said["problems"], said["files"]) == (3, [], 6)
    assert "異常はありません" in shirube("backup", tmp_path / "b.zip", "--verify").out
    assert shirube("backup", tmp_path / "b.zip", "--verify", "--json").json["papers"] == 3
    refused = shirube("restore", tmp_path / "b.zip")
    assert (refused.code, "--replace" in refused.err) == (2, True)
    assert shirube("remove", three_papers.PARKS).code == 0
    done = shirube("restore", tmp_path / "b.zip", "--replace", "--json")
    assert (done.code, done.json["healthy"], done.json["papers"]) == (0, True, 3)
    assert three_papers.LIMIT in shirube("ask", three_papers.QUESTION).out
    (tmp_path / "torn.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:-40])
    torn = shirube("restore", tmp_path / "torn.zip", "--replace")
    assert (torn.code, "控えではありません" in torn.err, "Traceback" in torn.err) == (2, True, False)
    nowhere = shirube("backup", Path("/dev/null/b.zip"))
    assert (nowhere.code, "Traceback" in nowhere.err) == (2, False)


def test_every_database_that_the_code_names_is_in_backups() -> None:
    named = {
        name
        for room in ("assistant", "ingest")
        for path in (ROOT / room).rglob("*.py")
        for name in re.findall(r'"(\w+\.sqlite)"', path.read_text(encoding="utf-8"))
    }
    assert named == set(contents.schemas())
