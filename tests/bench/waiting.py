"""What a person waits for: a search among 30,000 passages, a command's start, the app's first page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.bench.material import SAMPLES, questions, varied
from tests.bench.measure import ROOT, Figure, checked, environment, median, percentile, run, seconds_of, shirube
from tests.serving import free_port

PASSAGES = 30_000
QUESTION = "次の会議はいつ開かれますか"


def search() -> list[Figure]:
    """Search of a library of 30,000 passages, in a process that has just begun, then 200 times more."""
    with tempfile.TemporaryDirectory() as folder:
        home, made = Path(folder, "home"), Path(folder, "papers")
        made.mkdir()
        passages = _fill(home, made)
        command = [sys.executable, "-m", "tests.bench.waiting", str(home)]
        times = json.loads(checked(run(command, home)).out)
    ms = [seconds * 1000 for seconds in times["calls"]]
    return [
        Figure("passages", passages, "passages"),
        Figure("opening the library", times["open"] * 1000, "ms"),
        Figure("first call", times["first"] * 1000, "ms"),
        Figure("opening and first call", (times["open"] + times["first"]) * 1000, "ms", "under 1000"),
        Figure(f"p50 of {len(ms)} calls", percentile(ms, 0.5), "ms"),
        Figure(f"p95 of {len(ms)} calls", percentile(ms, 0.95), "ms", "under 50"),
        Figure(f"slowest of {len(ms)} calls", max(ms), "ms"),
    ]


def _fill(home: Path, made: Path) -> int:
    """Fill a library until it holds enough passages; the number that it holds."""
    passages, part = 0, 0
    while passages < PASSAGES:
        part += 1
        # A passage is about 400 characters in the end; what is missing is made and taken in.
        varied(made, (PASSAGES - passages) * 400 + 60_000, seed=part)
        checked(run(shirube("ingest", str(made)), home, every=1.0))
        passages = json.loads(checked(run(shirube("check", "--json"), home)).out)["passages"]
        made = made / "more"
        made.mkdir()
    return passages


def _measure_search(home: str) -> None:
    """Open, ask once, ask on; print the seconds as JSON. Needs a process of its own, for the first call."""
    from assistant.settings import load
    from assistant.wiring import build
    from ingest.model import Person

    person = Person()
    began = time.perf_counter()
    with build(load(home)) as desk:
        opened = time.perf_counter() - began
        first = seconds_of(lambda: desk.search(QUESTION, person))
        chosen = [passage.text for paper in desk.documents(person)[:5] for passage in desk.passages(paper.id, person)]
        asked = questions(chosen)
        calls = [seconds_of(lambda one=one: desk.search(one, person)) for one in asked]  # type: ignore[misc]
    print(json.dumps({"open": opened, "first": first, "calls": calls}))


def start() -> list[Figure]:
    """`--help`, a question asked of the sample papers by a process that has just begun, and the app's first page."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        help_times = [checked(run(shirube("--help"), home)).seconds for _ in range(5)]
        checked(run(shirube("ingest", str(SAMPLES)), home), 0, 1)
        ask_times = [checked(run(shirube("ask", QUESTION), home)).seconds for _ in range(3)]
        served, shown = _app(home)
    figures = [
        Figure("shirube --help, median of 5", median(help_times), "s", "0.4"),
        Figure("shirube ask, cold, median of 3", median(ask_times), "s", "2.5"),
        Figure("app answers over HTTP", served, "s"),
    ]
    return figures + ([Figure("app to its first page in a browser", shown, "s", "6")] if shown else [])


def _app(home: Path) -> tuple[float, float | None]:
    """Seconds from the command to the first answer over HTTP, and to the first page drawn where there is a browser."""
    port = free_port()
    began = time.perf_counter()
    with subprocess.Popen(
        shirube("app", "--port", str(port), "--no-browser"), cwd=ROOT, env=environment(home),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}/", process)
            served = time.perf_counter() - began
            return served, _drawn(f"http://127.0.0.1:{port}/", began)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command and the server that it started."""
    import psutil

    for one in [*psutil.Process(process.pid).children(recursive=True), process]:
        one.terminate()


def _wait_for(address: str, process: subprocess.Popen[bytes], patience: float = 60.0) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                answer.read()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise SystemExit("the app did not come up")


def _drawn(address: str, began: float) -> float | None:
    """When the page's question box is there for the eye; None without a browser. The browser's own start counts."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        page = play.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        page.goto(address)
        page.get_by_test_id("stChatInputTextArea").wait_for(timeout=60_000)
        return time.perf_counter() - began


if __name__ == "__main__":
    _measure_search(sys.argv[1])
