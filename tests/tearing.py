"""Files of a home spoilt one at a time, as disks and people spoil them, and what the real commands say to it.

`python -m tests.tearing` prints the table of docs/durability.md.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.backup import contents
from assistant.settings import Settings
from assistant.wiring import build
from ingest.model import local_person
from tests import three_papers
from tests.kept.make import fill, rows

ROOT = Path(__file__).parents[1]
# Both commands in one process: a library in C that falls over a torn file takes them with it.
PROGRAM = """
import sys
from assistant import cli
for arguments in (["check", "--json"], ["ask", sys.argv[2]]):
    try:
        cli.main([*arguments, "--home", sys.argv[1]])
    except SystemExit as end:
        print(f"\\n=== {end.code}", flush=True)
        print(f"\\n=== {end.code}", file=sys.stderr, flush=True)
"""


def _cut(written: bytes) -> bytes | None:
    return written[: len(written) // 2]


def _emptied(written: bytes) -> bytes | None:
    return b""


def _zeroed(written: bytes) -> bytes | None:
    at = len(written) // 3 // 512 * 512
    return written[:at] + bytes(min(512, len(written) - at)) + written[at + 512 :]


def _garbage(written: bytes) -> bytes | None:
    return random.Random(1).randbytes(max(1, len(written)))


def _gone(written: bytes) -> bytes | None:
    return None


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "cut": _cut, "emptied": _emptied, "zeroed": _zeroed, "garbage": _garbage, "gone": _gone,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One file spoilt in one way: what the commands said, and whether what they said is so."""

    file: str
    damage: str
    codes: tuple[str, ...]
    healthy: bool | None
    said: str
    answered: bool
    crashed: bool
    whole: bool

    @property
    def lied(self) -> bool:
        return bool(self.healthy) and not self.whole


def home(work: Path) -> Path:
    """A home with something in every kind of file."""
    made = work / "whole"
    fill(made, work / "papers")
    with build(Settings(home=made)) as desk:
        list(desk.rebuild(local_person()))
    (made / "settings.toml").write_text('ocr = "off"\n', encoding="utf-8")
    return made


def files(whole: Path) -> list[Path]:
    """Those that hold something: the locks are empty."""
    return sorted(path for path in whole.rglob("*") if path.is_file() and path.stat().st_size)


def spoil(whole: Path, file: Path, damage: str, work: Path) -> Seen:
    """Spoils one file of a copy, and asks."""
    copy = work / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(whole, copy)
    path = copy / file.relative_to(whole)
    written = DAMAGES[damage](path.read_bytes())
    if written is None:
        path.unlink()
    else:
        path.write_bytes(written)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(copy), three_papers.QUESTION], cwd=ROOT, capture_output=True, text=True,
        timeout=300, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    checked, _, asked = done.stdout.partition("\n===")
    codes = tuple(re.findall(r"^=== (\S+)", done.stdout, re.MULTILINE))
    crashed = done.returncode != 0 or len(codes) != 2 or "Traceback" in done.stderr or "思わぬ問題" in done.stderr
    health = json.loads(checked) if checked.strip() else {}
    said = (*health.get("problems", ()), *health.get("mended", ()), *done.stderr.partition("\n===")[0].splitlines())
    return Seen(
        kind_of(file, whole), damage, codes, health.get("healthy"), "／".join(filter(None, said)),
        "35,000円" in asked, crashed, is_whole(copy, whole),
    )  # fmt: skip


def is_whole(copy: Path, whole: Path) -> bool:
    """Whether all that a person would miss is there: every row of every database, every original byte by byte."""
    for path in (whole / "originals").rglob("*.*"):
        there = copy / path.relative_to(whole)
        if not there.is_file() or there.read_bytes() != path.read_bytes():
            return False
    try:
        return all(
            # What was asked meanwhile has come into the log of uses.
            (copy / name).is_file() and set(contents_of(whole / name)) <= set(contents_of(copy / name))
            for name in contents.databases(whole)
        )
    except Exception:  # noqa: BLE001 -- whatever it is, it is not whole
        return False


def contents_of(path: Path) -> list[tuple[object, ...]]:
    import sqlite3

    with closing(sqlite3.connect(path)) as database:
        return [row for name in rows(path) for row in database.execute(f'SELECT * FROM "{name}" ORDER BY 1')]


def kind_of(file: Path, whole: Path) -> str:
    """The file's name with what is made up left out."""
    name = file.relative_to(whole).as_posix()
    name = re.sub(r"v-[0-9a-f]{12}", "v-…", name)
    name = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}[0-9a-f-]*", "…", name)
    return re.sub(r"(?:[0-9a-f]{2}/)?[0-9a-f]{32,64}", "…", name)


def every(work: Path) -> Iterator[Seen]:
    """Each kind of file spoilt in each way."""
    whole = home(work)
    kinds = {kind_of(file, whole): file for file in files(whole)}
    for file in kinds.values():
        for damage in DAMAGES:
            yield spoil(whole, file, damage, work)


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        for seen in every(Path(work)):
            mark = "CRASH" if seen.crashed else "LIE" if seen.lied else ""
            said = (seen.damage, seen.healthy, seen.codes, seen.answered, seen.whole, seen.said, mark)
            print(f"| `{seen.file}` | " + " | ".join(map(str, said)), flush=True)


if __name__ == "__main__":
    main()
