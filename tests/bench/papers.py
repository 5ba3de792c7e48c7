"""Taking papers in: against the stock recipe, the minutes of a whole assembly, and a folder of broken files."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ingest.errors import ShirubeError
from tests.bench.material import given, minutes, pdfs
from tests.bench.measure import Figure, checked, median, run, shirube


def against_stock() -> list[Figure]:
    """Pages a second of both recipes on the same PDFs, in one run, each in a process of its own.

    The whole command counts for both, imports included; the stock recipe's work without its imports is given too.
    """
    with tempfile.TemporaryDirectory() as folder:
        papers, home = Path(folder, "papers"), Path(folder, "home")
        papers.mkdir()
        pdfs(papers)
        command = [sys.executable, "-m", "tests.bench.stock", str(papers), str(Path(folder, "stock"))]
        theirs = checked(run(command, home))
        ours = checked(run(shirube("ingest", str(papers)), home), 0, 1)
        stock = json.loads(theirs.out)
        started = checked(run(shirube("list", "--json"), home))
        failed = len(list(papers.glob("*.pdf"))) - len(json.loads(started.out))
    pages = stock["pages"]
    inside = [Figure(f"  of it, {step}", stock[step], "s") for step in ("load", "split", "embed", "store")]
    return [
        Figure("papers", len(json.loads(started.out)), "files"),
        Figure("papers that Shirube did not take", failed, "files", "0"),
        Figure("pages", pages, "pages"),
        Figure("stock recipe, whole command", theirs.seconds, "s"),
        *inside,
        Figure("stock recipe, work alone", pages / stock["seconds"], "pages/s"),
        Figure("stock recipe, whole command", pages / theirs.seconds, "pages/s"),
        Figure("Shirube, whole command", ours.seconds, "s"),
        Figure("Shirube, whole command", pages / ours.seconds, "pages/s"),
        Figure("Shirube against stock, whole commands", theirs.seconds / ours.seconds, "times", "at least 3"),
        Figure("Shirube's whole command against stock's work alone", stock["seconds"] / ours.seconds, "times"),
        Figure("peak memory, stock recipe", theirs.peak_mb, "MB"),
        Figure("peak memory, Shirube", ours.peak_mb, "MB"),
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
                outcomes = [event for event in desk.ingest([path]) if not isinstance(event, Progress)]
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
