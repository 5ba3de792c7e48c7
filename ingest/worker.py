"""The process that opens papers: started by `ingest.sandbox`, jobs on standard input, answers on standard output.

Papers come from anywhere and their parsers are large programs, so they run here, under limits of memory and, from the
other side, of time. Nothing of a paper is run: macros, scripts and links stay dead text.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ingest.errors import BrokenFile, IngestError, TooCostly

if TYPE_CHECKING:
    from ingest.readers.ocr import Tesseract
    from ingest.readers.recognised import Recognised

log = logging.getLogger(__name__)


def warm() -> None:
    """Loads what most papers take, which is a fifth of a second's work: the readers and the dictionary of words."""
    from ingest.japanese.tokens import words

    for module in ("ingest.preparing", "ingest.readers.pdf"):
        import_module(module)
    words("")


def take_in(path: str, source: str, sha256: str, recognised: Sequence[Recognised] = ()) -> object:
    """Reads, chunks and tokenises one paper: `Prepared`. `recognised` are pages read from their pictures."""
    from ingest.preparing import prepare

    return prepare(Path(path), source, sha256, recognised)


def read(path: str) -> object:
    """What stands in one paper: `Reading`."""
    from ingest.readers.dispatch import read as read_paper

    return read_paper(Path(path))


def hear(path: str) -> object:
    """What is said in one transcript: `Speech`."""
    from ingest.readers.spoken import read as read_speech

    return read_speech(Path(path))


def recognise(path: str, page: int, tesseract: Tesseract) -> object:
    """The characters that one page of a PDF shows: `Recognised`."""
    from ingest.readers.ocr import recognise as recognise_page

    return recognise_page(Path(path), page, tesseract)


def draw(path: str, page: int, width: int, boxes: list[tuple[float, float, float, float]]) -> bytes:
    """A page as PNG with the given boxes marked."""
    from ingest.readers.pdf_page import draw as draw_page

    return draw_page(Path(path), page, width, boxes)


JOBS: dict[str, Callable[..., object]] = {
    "warm": warm,
    "take_in": take_in,
    "read": read,
    "hear": hear,
    "recognise": recognise,
    "draw": draw,
}


def receive(stream: IO[bytes]) -> bytes:
    """One message: four bytes of length, then that many; empty at the end of the stream."""
    head = stream.read(4)
    return stream.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""


def send(stream: IO[bytes], message: bytes) -> None:
    """Writes one message."""
    stream.write(struct.pack(">I", len(message)) + message)
    stream.flush()


def _limit_memory(most: int) -> None:
    """Caps this process's address space, where the system can (not on Windows)."""
    if sys.platform != "win32" and most:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _answer(name: str, arguments: tuple[object, ...]) -> object:
    try:
        return JOBS[name](*arguments)
    except IngestError as error:
        return error
    except (MemoryError, RecursionError):
        return TooCostly()
    except Exception:  # the outermost door of this process: a parser failed in a way nobody foresaw
        log.info("A paper could not be read", exc_info=True)
        return BrokenFile()


def main() -> None:
    """Answers jobs until the stream ends.

    The arguments are the most memory to use, in bytes (0 for no limit), and the level of the log.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for our parent, who ends us when it stops
    logging.basicConfig(level=int(sys.argv[2]), stream=sys.stderr)
    jobs = sys.stdin.buffer
    # Libraries that print must not write into the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit_memory(int(sys.argv[1]))
    while message := receive(jobs):
        name, arguments = pickle.loads(message)  # noqa: S301 - from our own parent
        send(answers, pickle.dumps(_answer(name, arguments), protocol=5))


if __name__ == "__main__":
    main()
