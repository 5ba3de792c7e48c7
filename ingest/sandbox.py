"""Worker processes for papers: a job has limits of time and memory, and a process that dies takes one file with it."""

from __future__ import annotations

import io
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, Self, TypeVar

from ingest.errors import BrokenFile, IngestError, TooCostly
from ingest.worker import receive, send

SECONDS = 120.0
MEMORY = 3 * 1024**3
COMMAND = (sys.executable, "-m", "ingest.worker")
_Item = TypeVar("_Item")
# What an answer may be made of. A worker that a paper has taken over could send anything; unpickling must not run it.
_ALLOWED = {
    "ingest.model",
    "ingest.errors",
    "ingest.prepared",
    "ingest.readers.recognised",
    "ingest.structure.speech.values",
}
_ALLOWED_NAMES = {("datetime", "date")}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _ALLOWED_NAMES:
            return super().find_class(module, name)
        if module in _ALLOWED and "." not in name:
            found = super().find_class(module, name)
            # The values and errors that a module defines, none of the functions it uses.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not part of an answer")


class Worker:
    """One process, one job at a time. `command` starts it; the limit of memory and the level of the log come after."""

    def __init__(
        self,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._seconds, self._memory, self._command = seconds, memory, command
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._lock = threading.Lock()  # one thread works with it, another may end it

    def run(self, job: str, *arguments: object, seconds: float | None = None) -> Any:
        """The job's answer. Raises the `IngestError` it ended in; `TooCostly` when it ran out of time.

        `seconds` is the time this job may take, where it is another than the worker's own.
        """
        process = self._started()
        jobs, answers = process.stdin, process.stdout
        assert jobs is not None
        assert answers is not None
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds if seconds is None else seconds, kill)
        timer.start()
        try:
            send(jobs, pickle.dumps((job, arguments)))
            message = receive(answers)
        except (OSError, ValueError):  # the process is gone, or was ended and its pipes closed
            message = b""
        finally:
            timer.cancel()
        if not message:
            self.close()
            raise TooCostly if late.is_set() else BrokenFile
        try:
            answer = _Unpickler(io.BytesIO(message)).load()
        except (
            pickle.UnpicklingError,
            EOFError,
            AttributeError,
            ImportError,
            IndexError,
            TypeError,
            ValueError,
        ) as error:
            self.close()
            raise BrokenFile from error
        if isinstance(answer, IngestError):
            raise answer
        return answer

    @property
    def ended(self) -> bool:
        """Whether it was ended for good."""
        return self._ended

    def close(self) -> None:
        """Ends the process; the next job starts another."""
        with self._lock:
            self._close()

    def end(self) -> None:
        """Ends the process for good, also from another thread; the job it is at fails."""
        with self._lock:
            self._ended = True
            self._close()

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # a job that it never read
                    pipe.close()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._ended:
                raise BrokenFile
            if self._process is None or self._process.poll() is not None:
                self._close()
                self._process = self._open()
            return self._process

    def _open(self) -> subprocess.Popen[bytes]:
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(path for path in sys.path if path))
        # One thread a process: the number libraries would otherwise start a pool in each.
        environment.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        return subprocess.Popen(
            [*self._command, str(self._memory), str(_level())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )


def _level() -> int:
    """The level of a worker's log: parsers complain about every crooked paper, which helps only who asked for it."""
    level = logging.getLogger().getEffectiveLevel()
    return level if level <= logging.INFO else logging.ERROR


def usual() -> int:
    """How many workers are set to work side by side: one a core, four at most."""
    return min(4, os.cpu_count() or 1)


class Workers:
    """Several workers side by side; `run` gives the answers in the order of the jobs."""

    def __init__(
        self, count: int, seconds: float = SECONDS, memory: int = MEMORY, command: Sequence[str] = COMMAND
    ) -> None:
        if count < 1:
            raise ValueError(f"count must be at least 1, not {count!r}")
        self._count = count
        self._threads = ThreadPoolExecutor(max_workers=count, thread_name_prefix="papers")
        self._start = partial(Worker, seconds, memory, command)
        self._idle: deque[Worker] = deque()
        self._all: list[Worker] = []
        self._closed = False
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Starts all processes and has them load what papers take, for while something else is being done."""
        for _ in range(self._count):
            self._threads.submit(self._with_worker, Worker.run, "warm")

    def run(self, items: Iterable[_Item], call: Callable[[Worker, _Item], Any]) -> Iterator[tuple[_Item, Future[Any]]]:
        """Each item with the future of `call(worker, item)`, in order; at most a few jobs are ahead of the reader."""
        ahead: deque[tuple[_Item, Future[Any]]] = deque()
        for item in items:
            ahead.append((item, self._threads.submit(self._with_worker, call, item)))
            if len(ahead) > 2 * self._count:
                yield ahead.popleft()
        while ahead:
            yield ahead.popleft()

    def _with_worker(self, call: Callable[[Worker, _Item], Any], item: _Item) -> Any:
        with self._lock:
            if self._closed:
                raise CancelledError
            if self._idle:
                worker = self._idle.popleft()
            else:
                worker = self._start()
                self._all.append(worker)
        try:
            return call(worker, item)
        finally:
            with self._lock:
                self._idle.append(worker)

    def close(self) -> None:
        """Ends all processes, also those at work; what they were reading is lost."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._closed = True
            for worker in self._all:
                worker.end()
        self._threads.shutdown(wait=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
