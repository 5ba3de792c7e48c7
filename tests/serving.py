"""The app in a process of its own, as a person starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
START = 120.0  # seconds for a server to answer on a busy machine


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, seconds: float = START) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < end, f"nothing answered at {url} within {seconds:.0f} s"
            time.sleep(0.1)


def with_model(url: str, name: str = "recorded") -> dict[str, str]:
    """The settings that set a model of any OpenAI-compatible server."""
    return {"SHIRUBE_LLM_PROVIDER": "compatible", "SHIRUBE_LLM_MODEL": name, "SHIRUBE_LLM_BASE_URL": url}


@contextmanager
def serve(
    settings: Mapping[str, str],
    *options: str,
    script: str = "streamlit_app.py",
    arguments: tuple[str, ...] = (),
    port: int = 0,
) -> Iterator[str]:
    """Where the app answers, with `settings` in its environment and `options` for Streamlit, until the block ends.

    What it says on stderr stands among what pytest shows of a test that fails.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    with subprocess.Popen([*command, "--", *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as app:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()
