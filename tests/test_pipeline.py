"""Files in, papers in the library out: one outcome a file, whatever the others do."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.library.library import Library
from ingest.model import Person
from ingest.outcomes import Failed, Ingested, Outcome, Progress, Replaced, Unchanged
from ingest.pipeline import Pipeline, never
from ingest.sandbox import Worker, Workers

ROOT = Path(__file__).parents[1]
CLERK = Person("窓口")
TAKE_IN = """
import sys
from pathlib import Path
from ingest.library.library import Library
from ingest.pipeline import Pipeline
for event in Pipeline(Library(Path(sys.argv[1])), [], workers=1).ingest([Path(sys.argv[2])]):
    print(event, flush=True)
"""


class Counting:
    """A view that counts how often it is asked to catch up."""

    def __init__(self) -> None:
        self.times = 0

    def catch_up(self, progress: Callable[[int, int], None] | None = None) -> int:
        self.times += 1
        return 0

    def warm(self) -> None:
        """Nothing to get ready."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as one:
        yield one


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def take_in(library: Library, paths: Sequence[Path], **settings: Any) -> dict[str, Outcome]:
    events = list(Pipeline(library, [], workers=1).ingest(paths, **settings))
    return {event.source: event for event in events if not isinstance(event, Progress)}


def kinds(outcomes: dict[str, Outcome]) -> dict[str, type]:
    return {source: type(outcome) for source, outcome in outcomes.items()}


def sources(library: Library) -> list[str]:
    return sorted(document.source for document in library.documents(CLERK))


def test_in_unchanged_and_replaced(library: Library, papers: Path) -> None:
    write(papers, a="会議を開く。", b="資料を配る。")
    assert kinds(take_in(library, [papers])) == {"a.txt": Ingested, "b.txt": Ingested}
    changes = library.last_change()
    assert kinds(take_in(library, [papers])) == {"a.txt": Unchanged, "b.txt": Unchanged}
    assert library.last_change() == changes
    write(papers, a="会議は来月開く。")
    assert kinds(take_in(library, [papers])) == {"a.txt": Replaced, "b.txt": Unchanged}
    assert library.counts() == (2, 2)
    document = library.find("a.txt")
    assert document is not None
    assert [passage.text for passage in library.passages(document.id)] == ["会議は来月開く。"]


def test_a_file_that_fails_keeps_no_other_out(library: Library, papers: Path) -> None:
    write(papers, a="会議を開く。", z="資料を配る。")
    (papers / "b.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (papers / "c.docx").write_bytes(b"")
    outcomes = take_in(library, [papers, papers / "gone.txt"])
    assert {source for source, outcome in outcomes.items() if isinstance(outcome, Ingested)} == {"a.txt", "z.txt"}
    failed = {source: outcome.reason for source, outcome in outcomes.items() if isinstance(outcome, Failed)}
    assert "壊れて" in failed["b.pdf"]
    assert "空" in failed["c.docx"]
    assert len(failed) == 3
    assert sources(library) == ["a.txt", "z.txt"]


def test_a_file_that_fails_leaves_its_earlier_contents_in(library: Library, papers: Path) -> None:
    write(papers, a="会議を開く。")
    take_in(library, [papers])
    (papers / "a.txt").write_bytes(b"")
    assert kinds(take_in(library, [papers])) == {"a.txt": Failed}
    assert library.counts() == (1, 1)


def test_stopped_and_gone_on(library: Library, papers: Path) -> None:
    write(papers, **{f"p{n}": f"議題{n}を話す。" for n in range(8)})
    asked = iter([False, False, False])
    first = take_in(library, [papers], stop=lambda: next(asked, True))
    assert kinds(first) == dict.fromkeys(("p0.txt", "p1.txt", "p2.txt"), Ingested)
    second = take_in(library, [papers])
    assert sum(isinstance(outcome, Ingested) for outcome in second.values()) == 5
    assert sum(isinstance(outcome, Unchanged) for outcome in second.values()) == 3


def test_progress_counts_every_file_and_views_catch_up_once(library: Library, papers: Path) -> None:
    write(papers, a="一。", b="二。", c="三。")
    view = Counting()
    events = list(Pipeline(library, [view], workers=2).ingest([papers]))
    progress = [event for event in events if isinstance(event, Progress)]
    assert [(one.done, one.total) for one in progress] == [(1, 3), (2, 3), (3, 3), (3, 3)]
    assert view.times == 1


def test_workers_at_hand_are_used_and_ended(library: Library, papers: Path) -> None:
    write(papers, a="会議を開く。", b="資料を配る。")
    used: list[str] = []

    class Noting(Workers):
        def run(self, items: Any, call: Any) -> Any:
            used.append("at hand")
            return super().run(items, call)

    workers = Noting(2)
    workers.warm()
    assert kinds(take_in(library, [papers], workers=workers)) == {"a.txt": Ingested, "b.txt": Ingested}
    assert used == ["at hand"]
    with pytest.raises(RuntimeError):
        workers.warm()


def test_nothing_given_is_no_failure(library: Library) -> None:
    assert take_in(library, []) == {}


def test_a_file_that_vanishes_is_named(library: Library, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(papers, a="会議を開く。", b="資料を配る。")
    run = Worker.run

    def vanish(self: Worker, job: str, path: str, *rest: object) -> Any:
        if path.endswith("a.txt"):
            Path(path).unlink()
        return run(self, job, path, *rest)

    monkeypatch.setattr(Worker, "run", vanish)
    outcomes = take_in(library, [papers])
    assert kinds(outcomes) == {"a.txt": Failed, "b.txt": Ingested}


def test_a_file_that_vanishes_after_it_was_read_is_named(
    library: Library, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(papers, a="会議を開く。", b="資料を配る。")
    run = Worker.run

    def vanish(self: Worker, job: str, path: str, *rest: object) -> Any:
        answer = run(self, job, path, *rest)
        if path.endswith("a.txt"):
            Path(path).unlink()
        return answer

    monkeypatch.setattr(Worker, "run", vanish)
    outcomes = take_in(library, [papers])
    assert kinds(outcomes) == {"a.txt": Failed, "b.txt": Ingested}
    assert sources(library) == ["b.txt"]


def test_a_file_that_changes_while_it_is_read_is_not_mixed(
    library: Library, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(papers, a="会議を開く。")
    run = Worker.run

    def change(self: Worker, job: str, path: str, *rest: object) -> Any:
        answer = run(self, job, path, *rest)
        Path(path).write_text("まったく別の話。", encoding="utf-8")
        return answer

    monkeypatch.setattr(Worker, "run", change)
    for outcome in take_in(library, [papers]).values():
        assert isinstance(outcome, Failed) or library.original(outcome.document).read_text("utf-8") == "会議を開く。"
    monkeypatch.undo()
    take_in(library, [papers])
    document = library.find("a.txt")
    assert document is not None
    assert library.text(document.id).strip() == "まったく別の話。"
    assert library.original(document).read_text(encoding="utf-8") == "まったく別の話。"


def test_a_worker_cannot_speak_for_another_paper(
    library: Library, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(papers, a="会議を開く。", b="資料を配る。")
    take_in(library, [papers / "a.txt"])
    run = Worker.run
    monkeypatch.setattr(Worker, "run", lambda self, job, path, source, digest: run(self, job, path, "a.txt", digest))
    assert kinds(take_in(library, [papers / "b.txt"])) == {"b.txt": Failed}
    assert sources(library) == ["a.txt"]


def test_three_hundred_small_files(library: Library, papers: Path) -> None:
    write(papers, **{f"p{n:03}": f"第{n}号の議題を話す。" for n in range(300)})
    started = time.monotonic()
    outcomes = take_in(library, [papers])
    assert sum(isinstance(outcome, Ingested) for outcome in outcomes.values()) == 300
    assert library.counts() == (300, 300)
    assert time.monotonic() - started < 30  # two seconds on a quiet machine


def test_a_killed_ingest_leaves_whole_papers_only(tmp_path: Path, papers: Path) -> None:
    write(papers, **{f"p{n:03}": f"第{n}号の議題を話す。\n" * 200 for n in range(120)})
    home = tmp_path / "home"
    process = subprocess.Popen(
        [sys.executable, "-c", TAKE_IN, str(home), str(papers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(b"Ingested"):
            break
    process.send_signal(signal.SIGKILL) if sys.platform != "win32" else process.kill()
    process.wait()
    process.stdout.close()
    with Library(home) as library:
        documents, passages = library.counts()
        assert 0 < documents < 120
        assert passages == sum(document.passages for document in library.documents(CLERK))
        assert library.prove() == ()
        again = take_in(library, [papers])
        assert sum(isinstance(outcome, Unchanged) for outcome in again.values()) == documents
        assert library.counts()[0] == 120
    with sqlite3.connect(home / "library.sqlite") as truth:
        assert truth.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_nobody_asks_to_stop() -> None:
    assert not never()


@pytest.mark.slow
@pytest.mark.skipif("SHIRUBE_TEST_DATA" not in os.environ, reason="SHIRUBE_TEST_DATA names no folder of real papers")
def test_broken_files_are_in_or_named(library: Library, capfd: pytest.CaptureFixture[str]) -> None:
    folder = Path(os.environ["SHIRUBE_TEST_DATA"]) / "broken"
    outcomes = take_in(library, [folder])
    assert len(outcomes) == sum(path.is_file() for path in folder.rglob("*"))
    for outcome in outcomes.values():
        assert isinstance(outcome, Ingested) or (isinstance(outcome, Failed) and outcome.reason.endswith("。"))
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
