"""The report of a trial of 100,000 runs: a year of a thousand people in forty departments, thirty use cases."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import astuple
from pathlib import Path

from assistant.settings import load
from assistant.trials.figures import report
from assistant.trials.records import FILE, Records
from assistant.trials.values import Rating, Record
from assistant.wiring import build_office
from tests.bench.measure import Figure, checked, run, shirube
from tests.trial_pages import opened

RUNS = 100_000


def trials() -> list[Figure]:
    """Counting and figures in a process that has begun, and each file with the start of the command."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        records = _made(home / FILE)
        start = time.perf_counter()
        runs = report(None, records.counts()).total.runs
        figures = [
            Figure("runs", runs, "runs"),
            Figure("the figures of the report", time.perf_counter() - start, "s", "under 3"),
        ]
        figures += _page(home)
        for ending in ("docx", "xlsx", "csv"):
            command = shirube("trials", "report", "--out", str(Path(folder, f"report.{ending}")))
            figures.append(Figure(f"the command, as .{ending}", checked(run(command, home)).seconds, "s", "under 3"))
    return figures


def _page(home: Path) -> list[Figure]:
    """試行の記録 drawn whole, plots and all: the first time in a process, and again while nothing was written."""
    with build_office(load(home)) as office:
        figures = []
        for which in ("opened", "opened again"):
            start = time.perf_counter()
            page = opened("trials", office)
            month = time.perf_counter()
            page.selectbox(key="trials-month").set_value("all").run()
            whole = time.perf_counter()
            figures.append(Figure(f"the page with the newest month, {which}", month - start, "s", "under 3"))
            figures.append(Figure(f"all time, {which}", whole - month, "s", "under 3"))
    return figures


def _made(path: Path) -> Records:
    records, chance = Records(path), random.Random(1)
    rows = []
    for number in range(RUNS):
        timed = chance.random() < 0.6
        day = f"2023-{1 + number * 12 // RUNS:02}-{chance.randrange(1, 29):02}"
        person, use = chance.randrange(1000), chance.randrange(30)
        one = Record(
            str(number), f"use{use}", f"使い方その{use}", 1, f"第{person % 40}課", f"p{person}", "model",
            f"{day}T03:00:00+00:00", 3.0, 500, 300, 0.5, chance.choice(list(Rating)), 30 if timed else None,
            chance.randrange(60) if timed else None, chance.random() < 0.5,
            f"言い回しを直して使った。その{number}" if chance.random() < 0.3 else "",
        )  # fmt: skip
        rows.append((*astuple(one), day))
    with records.database.open() as database:  # at once: one by one takes minutes
        database.executemany(f"INSERT INTO run VALUES ({', '.join('?' * len(rows[0]))})", rows)
    return records
