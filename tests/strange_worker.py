"""The worker process with jobs that no paper should be able to do; the tests of the sandbox start it."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from typing import Any

from ingest import worker
from ingest.errors import EncryptedFile
from ingest.model import Problem


class _Call:
    """Pickles as a call of `function`."""

    def __init__(self, function: Any, *arguments: object) -> None:
        self._call = (function, arguments)

    def __reduce__(self) -> Any:
        return self._call


def _refuse() -> object:
    raise EncryptedFile


def _fail() -> object:
    raise ZeroDivisionError("a parser's own mistake")


def _hungry() -> object:
    return len(bytearray(8 * 1024**3))


def _deep() -> object:
    return _deep()


def _noisy() -> object:
    print("a library that prints")
    return Problem("読めました。")


def _calls() -> object:
    from ingest.readers.recognised import Recognised, glyphs_of

    return _Call(glyphs_of, Recognised(1, 0, 0))


worker.JOBS |= {
    "echo": Problem,
    "sleep": partial(time.sleep, 60),
    "exit": lambda: os._exit(3),
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "refuse": _refuse,
    "fail": _fail,
    "hungry": _hungry,
    "deep": _deep,
    "noisy": _noisy,
    "loaded": lambda: Problem("はい" if "ingest.readers.pdf" in sys.modules else "いいえ"),
    "touch": partial(_Call, os.mkdir),
    "calls": _calls,
    "garbage": lambda: sys.stdout.buffer.write(b"\x00\x00\x00\x05hello") and Problem("読めました。"),
}

if __name__ == "__main__":
    worker.main()
