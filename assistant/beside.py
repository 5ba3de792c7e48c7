"""Work beside the work: what nobody waits for, done in one thread, once more where it is asked for meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Beside:
    """`work` in a thread of its own. Any thread may ask; however many do, one runs at a time and one more after it."""

    def __init__(self, work: Callable[[], None], name: str) -> None:
        self._work, self._name = work, name
        self._lock = threading.Lock()
        self._again = self._closed = False
        self._running: threading.Thread | None = None
        self._later: threading.Timer | None = None

    @property
    def busy(self) -> bool:
        """Whether it is being done."""
        return self._running is not None

    def ask(self) -> None:
        """Has the work done, from its beginning, after this call; nothing is begun once it was closed."""
        with self._lock:
            if self._closed:
                return
            self._again = True
            if self._running is None:
                self._running = threading.Thread(target=self._run, name=self._name)
                self._running.start()

    def ask_later(self, seconds: float) -> None:
        """Has it done in so many seconds, unless the process has ended by then; one that waits already stays."""
        with self._lock:
            if self._later is None and not self._closed:
                self._later = threading.Timer(seconds, self._wake)
                self._later.daemon = True
                self._later.start()

    def close(self) -> None:
        """Forgets what was to be done later, and returns when nothing is being done any more."""
        with self._lock:
            self._closed = True
            if self._later is not None:
                self._later.cancel()
        self.wait()

    def wait(self) -> None:
        """Returns when nothing is being done."""
        while (running := self._running) is not None:
            running.join()

    def _wake(self) -> None:
        with self._lock:
            self._later = None
        self.ask()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._again:
                    self._running = None
                    return
                self._again = False
            try:
                self._work()
            except BaseException:
                with self._lock:
                    self._running = None
                raise
