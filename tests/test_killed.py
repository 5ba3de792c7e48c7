"""Killed at random moments: what was acknowledged is there, whole; what was removed stays away; nothing is half."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.conversations import Conversations
from assistant.drafting.drafts import Drafts
from assistant.small_database import prove
from assistant.trials.made_by_staff import MadeByStaff
from assistant.trials.records import Records
from ingest.library.library import Library
from ingest.model import local_person
from tests.kept.make import CLERK
from tests.killing import ROOT, SHIRUBE, Siege
from tests.scans import scan, written

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")


def test_a_library_under_a_few_kills(tmp_path: Path) -> None:
    siege = Siege(tmp_path, seed=3, large=3, small=9)
    while siege.tally.kills < 6:
        siege.round()
    assert siege.tally.damage == 0, siege.tally


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_library_under_many_kills(tmp_path: Path, seed: int) -> None:
    siege = Siege(tmp_path, seed, large=6, small=14)
    until = time.monotonic() + 90
    while siege.tally.kills < 25 and time.monotonic() < until:
        siege.round()
    assert siege.tally.damage == 0, siege.tally
    assert siege.tally.acknowledged > 0


SAVING = """
import sys
from pathlib import Path
from assistant.conversations import Conversations
from assistant.drafting.drafts import Drafts
from assistant.trials.made_by_staff import MadeByStaff
from assistant.trials.records import Records
from tests import a_trial
from tests.kept.make import CLERK, LINES, USE_CASE
from tests.small_meeting import drafted, meeting
from tests.test_conversations import turn
home, begin = Path(sys.argv[1]), int(sys.argv[2])
talks, drafts = Conversations(home / "conversations.sqlite"), Drafts(home / "drafts.sqlite")
records, made = Records(home / "trials.sqlite"), MadeByStaff(home / "use_cases.sqlite")
draft, words = drafted(*LINES), meeting(*LINES)
print("ready", flush=True)
for n in range(begin, begin + 100_000):
    talk = talks.save(turn(f"{n}番目"), CLERK)
    print("talk", talk, flush=True)
    id = drafts.add(draft, words, CLERK)
    print("draft", id, 1, flush=True)
    drafts.save(id, draft, "変更", "2026-04-01T00:00:00+00:00", CLERK)
    print("draft", id, 2, flush=True)
    records.add(a_trial.record(str(n), "mail", "総務課", CLERK.name, "2023-07-03T01:00:00+00:00"))
    print("record", n, flush=True)
    case = made.begin(USE_CASE, CLERK).use_case.id
    made.propose(case, CLERK)
    print("case", case, flush=True)
    if n % 3 == 0:
        talks.delete(talk, CLERK)
        print("forgotten", talk, flush=True)
"""


def test_records_under_kills(tmp_path: Path) -> None:
    """Conversations, drafts, records and use cases, killed in the middle of saves and of deletions."""
    chance = random.Random(5)
    by_round: list[list[list[str]]] = []
    for round_ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(tmp_path), str(round_ * 1000)], cwd=ROOT, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.8)
        process.send_signal(signal.SIGKILL)
        lines = process.stdout.read().splitlines(keepends=True)
        by_round.append([line.split() for line in lines if line.endswith("\n")])
        process.stdout.close()
        process.wait()
    said = [line for lines in by_round for line in lines]
    kinds = ("talk", "draft", "record", "case", "forgotten")
    of = {kind: [line[1:] for line in said if line[0] == kind] for kind in kinds}
    assert len(of["case"]) > 6
    names = ("conversations.sqlite", "drafts.sqlite", "trials.sqlite", "use_cases.sqlite")
    talks = Conversations(tmp_path / names[0])
    gone = {id for (id,) in of["forgotten"]}
    # A deletion that was under way when the process was killed may have happened or not: it comes after a "case".
    ended = [lines for lines in by_round if lines and lines[-1][0] == "case"]
    undecided = {next(line[1] for line in reversed(lines) if line[0] == "talk") for lines in ended}
    for (id,) in of["talk"]:
        assert id in undecided or len(talks.load(id, CLERK)) == (id not in gone)
    drafts = Drafts(tmp_path / names[1])
    for id, number in of["draft"]:
        assert len(drafts.load(id, CLERK).versions) >= int(number)
    recorded = {one.id for one in Records(tmp_path / names[2]).of_person(CLERK)}
    assert {number for (number,) in of["record"]} <= recorded
    made = MadeByStaff(tmp_path / names[3])
    assert {id for (id,) in of["case"]} <= {one.use_case.id for one in made.proposed()}
    assert list(prove(tmp_path / name for name in names)) == []


@pytest.mark.slow
def test_a_killed_recognition_goes_on_where_it_was(tmp_path: Path) -> None:
    """Pages that were recognised before the kill are not recognised again."""
    from ingest.readers import ocr

    if ocr.find() is None:
        pytest.skip("Tesseract is not installed")
    pages = [written([f"第{n}号議案を可決した。", "令和5年6月15日に会議を開いた。"]) for n in range(1, 6)]
    scan(tmp_path / "走査.pdf", *pages)
    home = tmp_path / "home"
    command = [*SHIRUBE, "ingest", str(tmp_path / "走査.pdf"), "--home", str(home)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while len(list(home.glob("ocr/*/*.json"))) < 2 and time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    kept = {path: path.stat().st_mtime_ns for path in home.glob("ocr/*/*.json")}
    assert 2 <= len(kept) < 5
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=150)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert len(list(home.glob("ocr/*/*.json"))) == 5
    with Library(home) as library:
        (paper,) = library.documents(local_person())
        assert len(re.findall("号議案を可決", library.text(paper.id))) == 5
        assert library.prove() == ()


def test_a_file_copied_but_never_acknowledged_is_swept(tmp_path: Path) -> None:
    """A kill between the copy and the commit leaves the file; the next opening after a while deletes it."""
    program = """
import os, signal, sys
from pathlib import Path
from ingest.library import library, putting
from tests.shelf import paper
home, folder = Path(sys.argv[1]), Path(sys.argv[2])
with library.Library(home) as opened:
    opened.add_all([paper(folder, "残る.txt", "残る\\n")])
    putting.put = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    opened.add_all([paper(folder, "途中.txt", "途中\\n")])
"""
    home = tmp_path / "home"
    done = subprocess.run([sys.executable, "-c", program, str(home), str(tmp_path / "in")], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    files = sorted((home / "originals").rglob("*.txt"))
    assert len(files) == 2
    for path in files:
        os.utime(path, (time.time() - 3600,) * 2)
    with closing(Library(home)) as library:
        assert [one.source for one in library.documents(local_person())] == ["残る.txt"]
        assert library.prove() == ()
    assert [path.read_text("utf-8") for path in (home / "originals").rglob("*.txt")] == ["残る\n"]


def test_a_paper_whose_removal_is_killed_has_its_file_or_is_gone(tmp_path: Path) -> None:
    """The file goes after the paper: the other way round, a kill in between leaves a paper without its file."""
    program = """
import os, signal, sys
from pathlib import Path
from ingest.library import originals
from ingest.library.library import Library
from tests.shelf import paper
with Library(Path(sys.argv[1])) as opened:
    opened.add_all([paper(Path(sys.argv[2]), "消す.txt", "消す\\n")])
    originals.Originals.drop = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    opened.remove("消す.txt")
"""
    home = tmp_path / "home"
    done = subprocess.run([sys.executable, "-c", program, str(home), str(tmp_path / "in")], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    with Library(home) as library:
        assert library.prove() == ()
        assert library.documents(local_person()) == ()
