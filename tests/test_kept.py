"""Files that earlier versions wrote are opened, brought to the newest form, and everything is there."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from assistant.backup import contents
from assistant.conversations import Conversations, ConversationsUnavailable
from assistant.drafting.drafts import Drafts, DraftsUnavailable
from assistant.governance import use_log
from assistant.governance.use_log import UseLog
from assistant.settings import Settings
from assistant.small_database import SmallDatabase
from assistant.trials.made_by_staff import MadeByStaff, UseCasesUnavailable
from assistant.trials.records import Records, RecordsUnavailable
from assistant.trials.values import Stage
from assistant.wiring import build
from ingest.errors import LibraryError, ShirubeError
from ingest.library import schema
from ingest.library.library import Library
from ingest.model import Person, local_person
from tests import a_trial, three_papers
from tests.kept import make
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
KEPT = sorted((ROOT / "tests" / "kept").glob("*.zip"))
CLERK = make.CLERK


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home as a release left it."""
    with zipfile.ZipFile(request.param) as kept:
        kept.extractall(tmp_path / "home")
    return tmp_path / "home"


def versions(home: Path) -> dict[str, int]:
    found = {}
    for name in contents.databases(home):
        with closing(sqlite3.connect(home / name)) as database:
            (found[name],) = database.execute("PRAGMA user_version").fetchone()
    return found


def open_all(home: Path) -> None:
    """Each database is opened by its own class, which brings it to the newest form."""
    Library(home).close()
    Conversations(home / "conversations.sqlite").newest(CLERK)
    Drafts(home / "drafts.sqlite").newest(CLERK)
    Records(home / "trials.sqlite").of_person(CLERK)
    MadeByStaff(home / "use_cases.sqlite").in_force()
    UseLog(home / use_log.FILE, home / use_log.ANCHOR).head()


def test_what_is_kept_is_small_and_of_every_form_that_there_was() -> None:
    assert sum(path.stat().st_size for path in KEPT) < 300_000
    assert KEPT[0].stem == "1"


def test_every_row_is_there_after_the_upgrade(home: Path) -> None:
    held = json.loads((home / "held.json").read_text(encoding="utf-8"))
    assert set(held) <= set(contents.schemas())
    open_all(home)
    assert versions(home) == dict(contents.schemas())
    for name, tables in held.items():
        now = make.rows(home / name)
        assert {table: now[table] for table in tables} == tables


def test_papers_answer_as_before(home: Path) -> None:
    with build(Settings(home=home)) as desk:
        assert {paper.source for paper in desk.documents(Person())} == set(three_papers.TEXTS)
        assert desk.check(local_person()).healthy
        (hit, *_) = desk.search(three_papers.QUESTION, Person()).hits
        assert three_papers.LIMIT in hit.passage.text
        name, contents = desk.original(hit.document.id, Person())
        assert (name, contents.decode()) == (three_papers.LEAFLET, three_papers.TEXTS[three_papers.LEAFLET])
    with Library(home) as library:
        assert library.prove() == ()


def test_records_are_those_that_were_made(home: Path) -> None:
    talks = Conversations(home / "conversations.sqlite")
    (talk,) = talks.newest(CLERK)
    assert [turn.question for turn in talks.load(talk.id, CLERK)] == [three_papers.QUESTION, "申請書はどこに出すか"]
    assert talks.load(talk.id, CLERK)[0].useful is True
    drafts = Drafts(home / "drafts.sqlite")
    (heading,) = drafts.newest(CLERK)
    kept = drafts.load(heading.id, CLERK)
    assert [version.what for version in kept.versions] == ["下書きを作成", "照合済み"]
    assert "試行は9月末まで延長する" in kept.draft.lines[0].text
    assert drafts.undo(heading.id, CLERK)
    records = Records(home / "trials.sqlite")
    assert {one for name in "abcdefghz" for one in records.of_person(Person(name))} == set(a_trial.RECORDS)
    made = MadeByStaff(home / "use_cases.sqlite")
    assert [(one.title, one.purpose) for one in made.in_force()] == [("照会文の案", "照会文を書く。")]
    assert [(one.stage, one.use_case.purpose) for one in made.own(CLERK)] == [(Stage.DRAFT, "照会文を短く書く。")]


def test_a_kept_library_is_backed_up_and_restored_into_the_newest_form(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shirube = Terminal(home, capsys)
    assert shirube("backup", tmp_path / "b.zip").code == 0
    assert shirube("restore", tmp_path / "b.zip", home=tmp_path / "new").code == 0
    assert three_papers.LIMIT in shirube("ask", three_papers.QUESTION, home=tmp_path / "new").out


# ---- newer files, and upgrades that are stopped


@pytest.mark.parametrize(
    ("name", "opened", "trouble"),
    [
        ("library.sqlite", Library, LibraryError),
        ("conversations.sqlite", lambda home: Conversations(home / "conversations.sqlite").newest(CLERK),
         ConversationsUnavailable),
        ("drafts.sqlite", lambda home: Drafts(home / "drafts.sqlite").newest(CLERK), DraftsUnavailable),
        ("trials.sqlite", lambda home: Records(home / "trials.sqlite").of_person(CLERK), RecordsUnavailable),
        ("use_cases.sqlite", lambda home: MadeByStaff(home / "use_cases.sqlite").in_force(), UseCasesUnavailable),
    ],
)  # fmt: skip
def test_a_newer_file_is_left_alone(home: Path, name: str, opened: object, trouble: type[ShirubeError]) -> None:
    open_all(home)
    with closing(sqlite3.connect(home / name)) as database:
        database.execute("PRAGMA user_version = 99")
    before = (home / name).read_bytes()
    assert callable(opened)
    with pytest.raises(trouble, match="新しい版"):
        opened(home)
    assert (home / name).read_bytes() == before


def test_a_small_database_is_upgraded_whole_or_not_at_all(tmp_path: Path) -> None:
    first = "CREATE TABLE one (a TEXT NOT NULL)"
    with SmallDatabase(tmp_path / "s.sqlite", (first,), ShirubeError).open() as database:
        database.execute("INSERT INTO one VALUES ('い')")
    broken = "ALTER TABLE one ADD COLUMN b TEXT; INSERT INTO nowhere VALUES (1)"
    with pytest.raises(ShirubeError), SmallDatabase(tmp_path / "s.sqlite", (first, broken), ShirubeError).open():
        pass
    with SmallDatabase(tmp_path / "s.sqlite", (first, "ALTER TABLE one ADD COLUMN b TEXT"), ShirubeError).open() as now:
        assert now.execute("SELECT a, b FROM one").fetchall() == [("い", None)]


UPGRADE = """
import sqlite3, sys, time
from pathlib import Path
from ingest.library import library, schema
slow = "INSERT INTO library (id) SELECT 'x' FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 400000) SELECT i FROM n)"
schema.MIGRATIONS = (*schema.MIGRATIONS, ";\\n".join([slow] * 6 + ["DELETE FROM library WHERE id = 'x'"]) + ";\\n")
print(flush=True)
library.Library(Path(sys.argv[1])).close()
"""  # noqa: E501


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_an_upgrade_killed_in_the_middle_begins_again(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", UPGRADE, str(home)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.7)  # six times 400,000 rows take longer
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = json.loads((home / "held.json").read_text(encoding="utf-8"))["library.sqlite"]
    with Library(home) as library:
        assert library.prove() == ()
        assert len(library.documents(local_person())) == before["documents"]
    assert versions(home)["library.sqlite"] == len(schema.MIGRATIONS)
    assert make.rows(home / "library.sqlite")["library"] == 1


def test_the_order_of_ones_own_things_does_not_rest_on_the_clock(tmp_path: Path) -> None:
    """The clock was a year ahead for a day. What was made after it was put right still comes first."""
    from tests.small_meeting import drafted, meeting
    from tests.test_conversations import turn

    talks = Conversations(tmp_path / "c.sqlite")
    first = talks.save(turn("未来の質問", at="2027-04-01T00:00:00+00:00"), CLERK)
    second = talks.save(turn("今の質問", at="2026-04-02T00:00:00+00:00"), CLERK)
    assert [one.id for one in talks.newest(CLERK)] == [second, first]
    talks.save(turn("続きの質問", at="2026-04-03T00:00:00+00:00"), CLERK, first)
    assert [one.id for one in talks.newest(CLERK)] == [first, second]
    assert [one.question for one in talks.load(first, CLERK)] == ["未来の質問", "続きの質問"]

    drafts, draft, words = Drafts(tmp_path / "d.sqlite"), drafted(*make.LINES), meeting(*make.LINES)
    one = drafts.add(draft, words, CLERK)
    two = drafts.add(draft, words, CLERK)
    drafts.save(one, draft, "未来の変更", "2027-04-01T00:00:00+00:00", CLERK)
    drafts.save(two, draft, "今の変更", "2026-04-02T00:00:00+00:00", CLERK)
    assert [kept.id for kept in drafts.newest(CLERK)] == [two, one]

    times = (datetime(2027, 4, 1, tzinfo=UTC) - timedelta(days=n) for n in count())  # it runs backwards
    made = MadeByStaff(tmp_path / "u.sqlite", lambda: next(times))
    ids = [made.begin(make.USE_CASE, CLERK).use_case.id for _ in "12"]
    assert [kept.use_case.id for kept in made.own(CLERK)] == [ids[1], ids[0]]
    made.propose(ids[1], CLERK)
    made.propose(ids[0], CLERK)
    assert [kept.use_case.id for kept in made.proposed()] == [ids[1], ids[0]]  # the longest waiting first
