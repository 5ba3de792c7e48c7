"""Taking papers in: against the stock recipe, the minutes of a whole assembly, and a folder of broken files."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ingest.errors import ShirubeError
from ingest.model import local_person
from tests.bench.material import given, minutes, pdfs
from tests.bench.measure import Figure, checked, median, run, shirube

ROUNDS = 3


def against_stock() -> list[Figure]:
    """Pages a second of both recipes on the same PDFs, by turns in one run, each time in a process of its own.

    The whole command counts for both, imports included. Of the rounds each recipe's best counts, and the seconds of
    work (of all processes, on all cores) are given too: they depend least on what else the machine does. Pages without
    text stay unread by both: the stock recipe reads no scans.
    """
    ours, theirs, stock = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder, "papers")
        papers.mkdir()
        pdfs(papers)
        for number in range(ROUNDS):
            home = Path(folder, f"home-{number}")
            command = [sys.executable, "-m", "tests.bench.stock", str(papers), str(Path(folder, f"stock-{number}"))]
            theirs.append(checked(run(command, home)))
            stock.append(json.loads(theirs[-1].out))
            ours.append(checked(run(shirube("ingest", str(papers)), home, SHIRUBE_OCR="off"), 0, 1))
        taken = len(json.loads(checked(run(shirube("list", "--json"), home)).out))
        given_in = len(list(papers.glob("*.pdf")))
    pages, best = stock[0]["pages"], min(stock, key=lambda steps: float(steps["seconds"]))
    our_time, their_time = (min(one.seconds for one in runs) for runs in (ours, theirs))
    our_work, their_work = (min(one.work for one in runs) for runs in (ours, theirs))
    return [
        Figure("papers", given_in, "files"),
        Figure("papers that Shirube did not take", given_in - taken, "files", "0"),
        Figure("pages", pages, "pages"),
        Figure("stock recipe", their_time, "s"),
        *(Figure(f"  of it, {step}", best[step], "s") for step in ("load", "split", "embed", "store")),
        Figure("Shirube", our_time, "s"),
        Figure("stock recipe", pages / their_time, "pages/s"),
        Figure("Shirube", pages / our_time, "pages/s"),
        Figure("Shirube against the stock recipe", their_time / our_time, "times", "at least 3"),
        Figure("the same without the stock recipe's imports", best["seconds"] / our_time, "times"),
        Figure("the same by seconds of work on all cores", their_work / our_work, "times"),
        Figure("peak memory, stock recipe", max(one.peak_mb for one in theirs), "MB"),
        Figure("peak memory, Shirube", max(one.peak_mb for one in ours), "MB"),
    ]


def assembly() -> list[Figure]:
    """Seconds and peak memory of taking in all minutes of an assembly as plain text."""
    with tempfile.TemporaryDirectory() as folder:
        home, made = Path(folder, "home"), Path(folder, "minutes")
        made.mkdir()
        source = minutes(made)
        texts = [path for path in source.rglob("*.txt") if path.is_file()]
        size = sum(path.stat().st_size for path in texts)
        done = checked(run(shirube("ingest", str(source)), home), 0, 1)
        health = json.loads(checked(run(shirube("check", "--json"), home), 0, 1).out)
    return [
        Figure("files", len(texts), "files"),
        Figure("size", size / 1e6, "MB"),
        Figure("documents taken in", health["documents"], "papers"),
        Figure("passages", health["passages"], "passages"),
        Figure("seconds", done.seconds, "s", "under 90"),
        Figure("peak memory of the process tree", done.peak_mb, "MB", "under 1000"),
    ]


def broken() -> list[Figure]:
    """Seconds a file of a folder of broken files, each given by itself to an open library."""
    from assistant.settings import load
    from assistant.wiring import build
    from ingest.outcomes import Progress

    folder = given("broken")
    if folder is None:
        return []
    times: dict[str, float] = {}
    became: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home, build(load(home)) as desk:
        for path in sorted(one for one in folder.iterdir() if one.is_file()):
            began = time.perf_counter()
            try:
                events = desk.ingest([path], local_person())
                outcomes = [event for event in events if not isinstance(event, Progress)]
            except ShirubeError as error:
                outcomes = []
                print(f"{path.name}: {error}", file=sys.stderr)
            times[path.name] = time.perf_counter() - began
            became.update(type(outcome).__name__ for outcome in outcomes)
            if not outcomes:
                became["without an outcome"] += 1
    slowest = max(times, key=times.__getitem__)
    return [
        Figure("files", len(times), "files"),
        *(Figure(f"  {name}", count, "files") for name, count in sorted(became.items())),
        Figure("seconds a file, median", median(list(times.values())), "s", "under 2"),
        Figure(f"seconds a file, most ({slowest})", times[slowest], "s"),
    ]
