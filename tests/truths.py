"""The databases that may hold the truth, for tests that hold for each: an SQLite file, a real PostgreSQL server."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from ingest.library.library import Library
from ingest.library.postgres import Postgres
from tests.serving import free_port

TRUTHS = ("sqlite", "postgres")
_NUMBERS = count(1)
_ADDRESS = "postgres.txt"  # of a library whose truth is there


@contextmanager
def opened(kind: str, home: Path) -> Iterator[Library]:
    """A new library in `home` whose truth is of that kind."""
    if kind == "postgres":
        home.mkdir(parents=True, exist_ok=True)
        (home / _ADDRESS).write_text(new_database(), encoding="utf-8")
    with again(home) as library:
        yield library


def again(home: Path) -> Library:
    """The library that was `opened` there, for another process."""
    address = home / _ADDRESS
    return Library(home, Postgres(address.read_text(encoding="utf-8")) if address.exists() else None)


def new_database() -> str:
    """The address of an empty database of its own. Skips the test where PostgreSQL is not installed."""
    server = _server()
    if server is None:
        pytest.skip("no PostgreSQL on this machine (looked for initdb below /usr/lib/postgresql and on PATH)")
    name = f"shirube_{os.getpid()}_{next(_NUMBERS)}"
    server.create(name)
    return f"{server.url}/{name}"


class Server:
    """A PostgreSQL server on loopback with data of its own."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="shirube-postgres-"))
        # The server refuses to be run by root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        self._run("initdb", "-D", self._folder / "data", "-U", "shirube", "-A", "trust", "-E", "UTF8", "--locale=C")
        self._port = free_port()
        self.url = f"postgresql://shirube@127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        """Starts it and waits until it answers."""
        # Nothing of a test outlives the machine, so the disk need not be waited for.
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._folder} -c fsync=off"
        self._run("pg_ctl", "-D", self._folder / "data", "-l", self._folder / "log", "-o", options, "-w", "start")

    def stop(self) -> None:
        """Stops it at once, as a machine that goes down does to its clients."""
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "-w", "stop")

    def create(self, name: str) -> None:
        """Makes a database."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "shirube", name)

    def end(self) -> None:
        """Stops it, where it is not stopped yet, and deletes its data."""
        with suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        subprocess.run(command, check=True, user=self._user, stdout=subprocess.DEVNULL, cwd="/", timeout=60)


@cache
def _server() -> Server | None:
    if (programs := programs_of_postgres()) is None:
        return None
    server = Server(programs)
    atexit.register(server.end)
    return server


def programs_of_postgres() -> Path | None:
    """Where the server's programs lie."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))  # Debian keeps them off the PATH
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None
