"""The tools of the measurements: figures with their unit, times, and the memory of a process and all its children."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `wanted` says in words what it should be, for the reader; nobody fails by it.

    `at` is how many passages the library held, where that is what the figure grows with.
    """

    name: str
    value: float
    unit: str
    wanted: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What a command cost: wall seconds, all its processes' seconds of work, the most MB that they held at once."""

    seconds: float
    work: float
    peak_mb: float
    code: int
    out: str
    errors: str


def shirube(*arguments: str) -> list[str]:
    """The command line of `shirube` in the environment that runs the measurement."""
    return [sys.executable, "-c", "from assistant.cli import main; raise SystemExit(main())", *arguments]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """Ours, with a library of its own and without a model: what is measured is what a fresh machine does.

    `settings` are SHIRUBE_ variables, for a measurement that wants one set.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("SHIRUBE_")}
    return {**own, "SHIRUBE_HOME": str(home), "PYTHONPATH": str(ROOT), **settings}


def run(command: Sequence[str], home: Path, every: float = 0.1, **settings: str) -> Run:
    """Run `command` to its end. Memory is looked at `every` so many seconds, so a shorter peak can be missed."""
    began, worked = time.perf_counter(), _work_of_children()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(home, **settings), text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        watch = _Watch(process.pid, every)
        watch.start()
        out, errors = process.communicate()
        seconds = time.perf_counter() - began
        watch.stop()
    return Run(seconds, _work_of_children() - worked, watch.peak / 1e6, process.returncode, out, errors)


def _work_of_children() -> float:
    """Processor seconds of all processes that we started and that have ended, theirs included."""
    times = os.times()
    return times.children_user + times.children_system


def checked(done: Run, *codes: int) -> Run:
    """`done`, if it ended with one of `codes` (0 when none is given); else the reader is shown what it said."""
    if done.code not in (codes or (0,)):
        raise SystemExit(f"exit code {done.code}\n{done.errors[-2000:]}")
    return done


class _Watch(threading.Thread):
    """The sum of the resident memory of a process and its children; memory they share is counted for each."""

    def __init__(self, pid: int, every: float) -> None:
        super().__init__(daemon=True)
        self._pid, self._every, self._done, self.peak = pid, every, threading.Event(), 0

    def run(self) -> None:
        while not self._done.wait(self._every):
            self.peak = max(self.peak, _resident(self._pid))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _resident(pid: int) -> int:
    import psutil

    total = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            try:
                total += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
    except psutil.NoSuchProcess:
        return total
    return total


def seconds_of(work: Callable[[], object]) -> float:
    """How long one call of `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` (0 to 1) of `values` lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def median(values: Sequence[float]) -> float:
    """The middle of `values`."""
    return statistics.median(values)
