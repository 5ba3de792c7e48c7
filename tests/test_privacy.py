"""Nothing leaves the machine: the real commands and the real app, with every socket but loopback forbidden.

Two watchers at once. Inside Python an audit hook records and refuses (tests/no_network); where strace is installed, the
system calls of every process and thread are read too, so that a library in C or Rust is seen as well.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests import a_trial
from tests.serving import free_port

ROOT = Path(__file__).parents[1]
GUARD = ROOT / "tests" / "no_network"
STRACE = shutil.which("strace")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
SHIRUBE = (sys.executable, "-c", "from assistant.cli import main; raise SystemExit(main())")
QUESTION = "次の会議はいつ開かれますか"
# What other programs on the machine may have set. None of it is a permission.
KEYS = {
    "OPENAI_API_KEY": "sk-of-another-program",
    "AZURE_OPENAI_API_KEY": "of-another-program",
    "AZURE_OPENAI_ENDPOINT": "https://example.openai.azure.com",
    "LANGSMITH_API_KEY": "ls-of-another-program",
    "LANGSMITH_TRACING": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "HF_TOKEN": "hf-of-another-program",
}
# An address of documentation (RFC 5737): nobody answers there.
ELSEWHERE = "192.0.2.1"
CHILD = (
    "import subprocess, sys;"
    "lookup = 'import urllib.request as r; r.urlopen(\\'http://example.com\\')';"
    "subprocess.run([sys.executable, '-c', lookup], check=True)"
)
CALL = re.compile(r"^\d+ +(?:connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=AF_INET6?, .*?\"(?P<host>[^\"]*)\"")


class Watch:
    """Runs commands under both watchers; `attempts` is everything that was tried beyond this machine."""

    def __init__(self, folder: Path, keys: dict[str, str]) -> None:
        self._folder, self._keys, self._runs = folder, keys, 0
        self._record = folder / "attempts.txt"

    def environment(self) -> dict[str, str]:
        """Ours, without proxies: through one on loopback anything could leave unseen."""
        mine = {name: value for name, value in os.environ.items() if not re.search(r"(?i)_proxy$|^SHIRUBE_", name)}
        return {
            **mine,
            **self._keys,
            "BROWSER": "true",  # the command of that name: no window opens on the machine of who runs the tests
            "SHIRUBE_HOME": str(self._folder / "library"),
            "SHIRUBE_NO_NETWORK_RECORD": str(self._record),
            "PYTHONPATH": os.pathsep.join((str(GUARD), str(ROOT))),
        }

    def command(self, arguments: Sequence[str]) -> list[str]:
        self._runs += 1
        calls = str(self._folder / f"calls-{self._runs}.txt")
        watched = ["-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", calls]
        return [*([STRACE, *watched] if STRACE else []), *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(arguments), env=self.environment(), cwd=self._folder, timeout=120, check=False,
            capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    @contextlib.contextmanager
    def serve(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        with subprocess.Popen(
            self.command(arguments), env=self.environment(), cwd=self._folder, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            try:
                yield process
            finally:
                # Its whole session: strace would leave the app running otherwise.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGTERM)

    def attempts(self) -> list[str]:
        python = self._record.read_text(encoding="utf-8").splitlines() if self._record.exists() else []
        calls = [line for path in sorted(self._folder.glob("calls-*.txt"))
                 for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]  # fmt: skip
        return python + [line for line in calls if (seen := CALL.match(line)) and not is_here(seen["host"])]


def is_here(host: str) -> bool:
    return host.startswith("127.") or host in ("::1", "0.0.0.0", "::", "::ffff:127.0.0.1")


@pytest.fixture
def watch(tmp_path: Path, request: pytest.FixtureRequest) -> Watch:
    return Watch(tmp_path, getattr(request, "param", {}))


def load(address: str, process: subprocess.Popen[bytes]) -> str:
    """The first page over HTTP, once the app is up."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the app did not come up")


def some_papers() -> list[str]:
    """A few of the sample papers, of different formats."""
    papers = sorted((ROOT / "corpus" / "papers").iterdir())
    chosen = {path.suffix: path for path in papers if path.is_file()}
    return [str(path) for path in chosen.values()]


def test_the_watchers_see_what_python_tries(watch: Watch) -> None:
    for attempt in (
        f"import socket; socket.socket().connect(('{ELSEWHERE}', 80))",
        f"import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('{ELSEWHERE}', 53))",
        "import socket; socket.getaddrinfo('example.com', 443)",
        CHILD,
    ):
        assert watch.run(sys.executable, "-c", attempt).returncode != 0
    assert [line.split()[1] for line in watch.attempts()] == [
        "socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.getaddrinfo",
    ]  # fmt: skip


def test_the_watchers_let_this_machine_talk_to_itself(watch: Watch) -> None:
    program = (
        "import socket; s = socket.create_server(('127.0.0.1', 0));"
        "c = socket.create_connection(s.getsockname()); c.sendall(b'a');"
        "socket.create_connection(('localhost', s.getsockname()[1]))"
    )
    assert watch.run(sys.executable, "-c", program).returncode == 0
    assert watch.attempts() == []


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_the_watchers_see_what_a_library_in_c_tries(watch: Watch) -> None:
    """Bytes of a sockaddr_in for port 80, handed to the C library: Python does not know of it."""
    program = (
        "import ctypes, socket, struct; s = socket.socket(); s.settimeout(0.1);"
        f"goal = struct.pack('=HH4s8x', socket.AF_INET, socket.htons(80), socket.inet_aton('{ELSEWHERE}'));"
        "ctypes.CDLL(None).connect(s.fileno(), goal, len(goal))"
    )
    watch.run(sys.executable, "-c", program)
    assert [ELSEWHERE in line for line in watch.attempts()] == [True]


@pytest.mark.parametrize("watch", [{}, KEYS], ids=["plain", "keys of other programs"], indirect=True)
def test_commands_stay_on_this_machine(watch: Watch) -> None:
    taken = watch.run(*SHIRUBE, "ingest", *some_papers())
    assert taken.returncode == 0, taken.stderr
    for command in ("search", "ask"):
        done = watch.run(*SHIRUBE, command, QUESTION)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
    for arguments in (("preview", QUESTION), ("audit", "verify"), ("audit", "export", "--json")):
        done = watch.run(*SHIRUBE, *arguments)
        assert done.returncode == 0, done.stderr
    assert watch.attempts() == []


def test_the_report_of_a_trial_stays_on_this_machine(watch: Watch, tmp_path: Path) -> None:
    """With its plots, where a Japanese font is found."""
    a_trial.kept(tmp_path / "library")
    done = watch.run(*SHIRUBE, "trials", "report", "--out", str(tmp_path / "report.docx"))
    assert done.returncode == 0, done.stderr
    assert watch.attempts() == []


@pytest.mark.parametrize("watch", [KEYS], ids=["keys of other programs"], indirect=True)
def test_the_app_stays_on_this_machine(watch: Watch) -> None:
    port = free_port()
    with watch.serve(*SHIRUBE, "app", "--port", str(port), "--no-browser") as app:
        assert "<html" in load(f"http://127.0.0.1:{port}/", app)
        time.sleep(1)  # what it would do right after its start
    assert watch.attempts() == []


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no browser")
@pytest.mark.parametrize("watch", [KEYS], ids=["keys of other programs"], indirect=True)
def test_a_page_asks_nobody_else(watch: Watch) -> None:
    """A question is asked in a real browser; every address that the page fetches is of this machine.

    The app is started as a clerk does, so what Streamlit does only then (offers of its own) would be seen.
    """
    from playwright.sync_api import sync_playwright

    assert watch.run(*SHIRUBE, "ingest", *some_papers()).returncode == 0
    port, fetched = free_port(), []
    with watch.serve(*SHIRUBE, "app", "--port", str(port)) as app, sync_playwright() as play:
        load(f"http://127.0.0.1:{port}/", app)
        page = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"]).new_page()
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(f"http://127.0.0.1:{port}/")
        box = page.get_by_test_id("stChatInputTextArea")
        box.fill(QUESTION, timeout=60_000)
        box.press("Enter")
        page.get_by_text("役に立った").first.wait_for(timeout=60_000)  # stands under an answer that is complete
        page.wait_for_timeout(2000)
        assert not re.search("Streamlit|Install", page.locator("body").inner_text())
    assert fetched
    assert [url for url in fetched if not re.match(rf"(?:https?|wss?)://127\.0\.0\.1:{port}/|data:|blob:", url)] == []
    assert watch.attempts() == []
