"""Work beside the work: what nobody waits for, done in one thread, once more where it is asked for meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Beside:
    """`work` in a thread of its own. Any thread may ask; however many do, one runs at a time and one more after it."""

    def __init__(self, work: Callable[[], None], name: str) -> None:
        self._work, self._name = work, name
        self._lock = threading.Lock()
        self._again = False
        self._running: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether it is being done."""
        return self._running is not None

    def ask(self) -> None:
        """Has the work done, from its beginning, after this call."""
        with self._lock:
            self._again = True
            if self._running is None:
                self._running = threading.Thread(target=self._run, name=self._name)
                self._running.start()

    def wait(self) -> None:
        """Returns when nothing is being done."""
        while (running := self._running) is not None:
            running.join()

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
