"""PostgreSQL as the truth, and several machines over it: each has its own home, all have one library."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.desk import Desk
from assistant.settings import SettingsError, load
from assistant.wiring import build
from ingest.errors import LibraryError
from ingest.library import schema
from ingest.library.library import Library
from ingest.library.postgres import Postgres
from ingest.model import Person, local_person
from ingest.outcomes import Failed, Progress
from tests.shelf import paper
from tests.truths import Server, new_database, programs_of_postgres

ROOT = Path(__file__).parents[1]
CLERK = local_person()
MINE = Person("林", frozenset({"財政課"}))


@pytest.fixture
def database() -> str:
    return new_database()


@pytest.fixture
def settings(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What both machines are told."""
    monkeypatch.setenv("SHIRUBE_DATABASE_URL", database)
    monkeypatch.setenv("SHIRUBE_SHARED_FOLDER", str(tmp_path / "shared"))


@pytest.fixture
def machines(settings: None, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with ExitStack() as both:
        yield (
            both.enter_context(build(load(tmp_path / "one"))),
            both.enter_context(build(load(tmp_path / "two"))),
        )


def _found(desk: Desk, question: str, person: Person = CLERK) -> list[str]:
    return [hit.document.source for hit in desk.search(question, person).hits]


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def _take_in(desk: Desk, *paths: Path, audience: str = "") -> None:
    events = list(desk.ingest(paths, CLERK, audience=audience))
    assert [one for one in events if isinstance(one, Failed)] == []
    assert any(not isinstance(one, Progress) for one in events)


# ---- two machines


def test_what_one_machine_does_the_other_sees(machines: tuple[Desk, Desk], tmp_path: Path) -> None:
    one, two = machines
    _take_in(one, _write(tmp_path / "in", "予算.txt", "図書館の予算額は12,000円です。\n"), audience="dept:財政課")
    assert _found(two, "図書館の予算額") == ["予算.txt"]
    assert _found(two, "図書館の予算額", MINE) == ["予算.txt"]
    (document,) = two.documents(CLERK)
    assert two.original(document.id, CLERK) == ("予算.txt", "図書館の予算額は12,000円です。\n".encode())

    assert two.set_audience("予算.txt", "dept:総務課", CLERK)
    assert _found(one, "図書館の予算額") == ["予算.txt"]
    assert _found(one, "図書館の予算額", MINE) == []

    assert one.remove("予算.txt", CLERK)
    assert _found(two, "図書館の予算額") == []
    assert two.documents(CLERK) == ()
    assert list((tmp_path / "shared" / "originals").rglob("*.txt")) == []
    for desk in machines:
        health = desk.check(CLERK)
        assert (health.healthy, health.passages, health.words, health.vectors) == (True, 0, 0, 0), health.problems


def test_a_machine_in_a_process_of_its_own(settings: None, tmp_path: Path) -> None:
    def shirube(*arguments: str) -> str:
        program = "from assistant.cli import main; raise SystemExit(main())"
        command = [sys.executable, "-c", program, *arguments, "--home", str(tmp_path / "two")]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8").stdout

    with build(load(tmp_path / "one")) as desk:
        _take_in(desk, _write(tmp_path / "in", "公園.txt", "公園の開園時間は午前9時です。\n"))
        assert "公園.txt" in shirube("search", "公園の開園時間")
        shirube("ingest", str(_write(tmp_path / "in", "駅前.txt", "駅前の広場は令和8年に開きます。\n")))
        assert _found(desk, "駅前の広場") == ["駅前.txt"]
        shirube("remove", "駅前.txt")
        assert _found(desk, "駅前の広場") == []
        assert desk.check(CLERK).healthy


# ---- the numbers of the change log

_WRITER = """
import sys
from pathlib import Path
from ingest.library.library import Library
from ingest.library.postgres import Postgres
from tests.shelf import paper
folder, name, url = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with Library(folder / name, Postgres(url), folder / "shared") as library:
    for n in range(20):
        library.add_all([paper(folder / name, f"{name}{n}.txt", f"第{n}号の議案\\n" * (30 if n % 2 else 1))])
"""


def test_a_change_that_was_seen_has_none_before_it_to_come(database: str, tmp_path: Path) -> None:
    """A view that applied number 12 asks for what is after 12: number 11 must not be committed later."""
    with Library(tmp_path / "reader", Postgres(database), tmp_path / "shared") as library:
        command = [sys.executable, "-c", _WRITER, str(tmp_path)]
        writers = [subprocess.Popen([*command, name, database], cwd=ROOT) for name in ("a", "b", "c")]
        seen: list[int] = []
        while any(writer.poll() is None for writer in writers):
            seen += [change.number for change in library.changes(seen[-1] if seen else 0)]
        seen += [change.number for change in library.changes(seen[-1] if seen else 0)]
        assert [writer.returncode for writer in writers] == [0, 0, 0]
        assert seen == sorted(seen)
        assert len(seen) == 60 == len(library.changes(0))


def test_who_writes_waits_for_who_writes(database: str, tmp_path: Path) -> None:
    """The second number is given only once the first is committed."""
    one, two = Postgres(database), Postgres(database)
    order: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with one.writing() as session:
            session.execute("INSERT INTO changes (document, removed) VALUES (?, ?)", ("a", 0))
            begun.set()
            go_on.wait(10)
            order.append("a")

    def second() -> None:
        begun.wait(10)
        with two.writing() as session:
            order.append("b")
            session.execute("INSERT INTO changes (document, removed) VALUES (?, ?)", ("b", 0))

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    begun.wait(10)
    threads[1].join(0.5)
    assert order == []
    with one.reading() as session:
        assert session.execute("SELECT count(*) FROM changes").fetchone() == (0,)
    go_on.set()
    for thread in threads:
        thread.join()
    assert order == ["a", "b"]
    with one.reading() as session:
        found = session.execute("SELECT document FROM changes ORDER BY number").fetchall()
    assert found == [("a",), ("b",)]
    one.close()
    two.close()


# ---- one state, one at a time, and what goes wrong


def test_a_reader_sees_one_state(database: str, tmp_path: Path) -> None:
    truth = Postgres(database)
    with Library(tmp_path / "home", truth) as library:
        with truth.reading() as session:
            assert session.execute("SELECT count(*) FROM documents").fetchone() == (0,)
            library.add_all([paper(tmp_path, "1.txt", "一\n")])
            assert session.execute("SELECT count(*) FROM documents").fetchone() == (0,)
        assert library.counts() == (1, 1)


def test_alone_is_alone_on_all_machines(database: str) -> None:
    one, two = Postgres(database), Postgres(database)
    with one.alone("vectors") as first, two.alone("vectors") as second, two.alone("words") as third:
        assert (first, second, third) == (True, False, True)
    with two.alone("vectors") as now:
        assert now
    one.close()
    two.close()


def test_a_newer_form_is_refused(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Postgres(database).close()
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:-1])
    with pytest.raises(LibraryError, match="新しい版"):
        Postgres(database)


def test_a_database_that_is_away_is_told_and_comes_back(tmp_path: Path) -> None:
    if (programs := programs_of_postgres()) is None:
        pytest.skip("no PostgreSQL on this machine")
    server = Server(programs)
    try:
        server.create("shirube")
        with Library(tmp_path / "home", Postgres(f"{server.url}/shirube")) as library:
            library.add_all([paper(tmp_path, "1.txt", "一\n")])
            server.stop()
            with pytest.raises(LibraryError, match="つながりません"):
                library.counts()
            with pytest.raises(LibraryError, match="つながりません"):
                library.add_all([paper(tmp_path, "2.txt", "二\n")])
            server.start()
            assert library.counts() == (1, 1)
            library.add_all([paper(tmp_path, "2.txt", "二\n")])
            assert library.counts() == (2, 2)
            server.stop()
    finally:
        server.end()


def test_what_is_set_wrongly_is_said(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LibraryError, match="ログインできません"):
        Postgres(f"{database}_that_is_not_there")
    with pytest.raises(LibraryError, match="つながりません"):
        Postgres("postgresql://someone@127.0.0.1:9/x")
    monkeypatch.setenv("SHIRUBE_DATABASE_URL", "mysql://a@b/c")
    with pytest.raises(SettingsError, match="postgresql://"):
        load(tmp_path)
    monkeypatch.setenv("SHIRUBE_DATABASE_URL", database)
    with pytest.raises(SettingsError, match="SHIRUBE_SHARED_FOLDER"):
        load(tmp_path)
    monkeypatch.setenv("SHIRUBE_SHARED_FOLDER", str(tmp_path / "shared"))
    told = load(tmp_path).endpoint_summary()
    assert "データベース" in told
    assert "shirube@" not in told
