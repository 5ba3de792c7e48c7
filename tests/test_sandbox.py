"""Worker processes: whatever a paper does to one, the others go in and nothing of it is run here."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import BrokenFile, EncryptedFile, IngestError, TooCostly
from ingest.model import Problem
from ingest.sandbox import Worker, Workers

STRANGE = (sys.executable, str(Path(__file__).with_name("strange_worker.py")))


@pytest.fixture
def worker() -> Iterator[Worker]:
    one = Worker(seconds=20, memory=1024**3, command=STRANGE)
    yield one
    one.close()


def test_a_job_is_answered(worker: Worker) -> None:
    assert worker.run("echo", "あ") == Problem("あ")
    assert worker.run("echo", "い" * 300_000) == Problem("い" * 300_000)


@pytest.mark.parametrize("job", ["exit", "crash", "fail"])
def test_a_process_that_dies_takes_one_paper_with_it(worker: Worker, job: str) -> None:
    with pytest.raises(BrokenFile):
        worker.run(job)
    assert worker.run("echo", "次") == Problem("次")


def test_a_reason_comes_back_as_it_is(worker: Worker) -> None:
    with pytest.raises(EncryptedFile, match="パスワード"):
        worker.run("refuse")


def test_a_job_that_takes_too_long_is_ended() -> None:
    worker = Worker(seconds=1.0, command=STRANGE)
    started = time.monotonic()
    with pytest.raises(TooCostly):
        worker.run("sleep")
    assert time.monotonic() - started < 10
    worker.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limit of memory")
def test_a_job_that_eats_memory_is_refused(worker: Worker) -> None:
    with pytest.raises(TooCostly):
        worker.run("hungry")
    assert worker.run("echo", "次") == Problem("次")


def test_a_job_that_never_returns_from_itself_is_refused(worker: Worker) -> None:
    with pytest.raises(TooCostly):
        worker.run("deep")


def test_what_a_library_prints_stays_out_of_the_answer(worker: Worker) -> None:
    assert worker.run("noisy") == Problem("読めました。")
    assert worker.run("garbage") == Problem("読めました。")


def test_an_answer_cannot_run_anything_here(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(BrokenFile):
        worker.run("touch", str(tmp_path / "made"))
    assert not (tmp_path / "made").exists()


def test_an_answer_cannot_call_our_own_functions(worker: Worker) -> None:
    with pytest.raises(BrokenFile):
        worker.run("calls")


def test_an_unknown_job_harms_no_one(worker: Worker) -> None:
    with pytest.raises(IngestError):
        worker.run("no such job")
    assert worker.run("echo", "次") == Problem("次")


def test_answers_come_in_the_order_of_the_jobs() -> None:
    with Workers(2) as workers:
        done = [(item, future.result()) for item, future in workers.run(range(20), lambda worker, item: -item)]
    assert done == [(item, -item) for item in range(20)]


def loaded(workers: Workers) -> list[Problem]:
    """What two jobs side by side say of whether their processes have the reader of PDF at hand."""
    return [future.result() for _, future in workers.run(["loaded"] * 2, Worker.run)]


def test_processes_started_beforehand_have_loaded_what_papers_take() -> None:
    with Workers(2, command=STRANGE) as workers:
        assert loaded(workers) == [Problem("いいえ")] * 2
    with Workers(2, command=STRANGE) as workers:
        workers.warm()
        assert loaded(workers) == [Problem("はい")] * 2


def test_closing_does_not_wait_for_a_slow_paper() -> None:
    started = time.monotonic()
    with Workers(2, command=STRANGE) as workers:
        next(workers.run(range(9), lambda worker, item: worker.run("sleep")))
    assert time.monotonic() - started < 10


def test_at_least_one_worker() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Workers(0)


def test_a_worker_ends_with_its_parent() -> None:
    """A parent that is killed leaves no process behind: the end of its standard input ends the worker."""
    process = subprocess.Popen([*STRANGE, "0", "40"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == 0
    assert process.stdout is not None
    process.stdout.close()
