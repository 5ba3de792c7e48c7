"""A real Chroma server on loopback, as its own package starts it."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import cache
from pathlib import Path

from tests.serving import free_port


class ChromaServer:
    """One server with data of its own; it can be stopped and started again at the same address."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="shirube-chroma-"))
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Starts it and waits until it answers."""
        program = Path(sys.executable).with_name("chroma")
        host, port = self.address.split(":")
        command = [str(program), "run", "--path", str(self.folder), "--host", host, "--port", port]
        settings = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
        self._process = subprocess.Popen(
            command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder
        )
        end = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://{self.address}/api/v2/heartbeat", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                assert self._process.poll() is None, "the server ended"
                assert time.monotonic() < end, "the server did not answer"
                time.sleep(0.05)

    def stop(self) -> None:
        """Ends it as a machine that goes down does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def end(self) -> None:
        """Stops it and deletes its data."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def shared() -> ChromaServer:
    """One server for all tests: each library has collections of its own."""
    server = ChromaServer()
    atexit.register(server.end)
    return server
