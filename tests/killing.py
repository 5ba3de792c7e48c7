"""The real command on a library of its own, killed with all its workers at a random moment, again and again.

`python -m tests.killing --kills 200 --seed 1` prints what came of it. What was acknowledged is what the command had
said by then: outcomes of `ingest --json` come line by line, removals as messages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.wiring import build
from ingest.library.library import Library
from ingest.model import Person, local_person
from ingest.preparing import prepare

ROOT = Path(__file__).parents[1]
SHIRUBE = (sys.executable, "-c", "from assistant.cli import main; raise SystemExit(main())")
LONGEST = 300.0  # seconds that any command may take
_LINES = ("{mark}の事業は令和5年度に始めた。", "{mark}の担当は第{n}係である。", "予算は{n}千円で、{mark}に充てる。")
_GONE = None  # a state of a paper: not in
_HOUSE, _OFFICE = "house", "dept:総務課"
_CLERK, _STRANGER = local_person(), Person("他課の職員", frozenset({"税務課"}))


@dataclass
class Tally:
    """What came of the kills. All but the first six must be zero."""

    kills: int = 0
    kills_while_recovering: int = 0
    in_command: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    looked_at: int = 0
    mended: int = 0
    unhealthy: int = 0
    lost: int = 0
    half: int = 0
    come_back: int = 0
    leaked: int = 0
    not_found: int = 0
    remains: int = 0
    seconds: float = 0.0

    @property
    def damage(self) -> int:
        return self.unhealthy + self.lost + self.half + self.come_back + self.leaked + self.not_found + self.remains


class Papers:
    """Papers of an invented city in two wordings each, every one with a word that no other has."""

    def __init__(self, folder: Path, large: int, small: int) -> None:
        self._folder = folder
        self._lines = {f"事業{n:02}.txt": 1200 if n < large else 12 for n in range(large + small)}
        self.names = tuple(self._lines)

    def mark(self, name: str, wording: int) -> str:
        """Letters that stand in one wording of one paper alone."""
        told = hashlib.sha256(f"{name}/{wording}".encode()).digest()
        return "".join(chr(0x30A2 + byte % 80) for byte in told[:7])

    def write(self, name: str, wording: int) -> Path:
        """The paper in that wording, in the folder that is taken in."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        mark = self.mark(name, wording)
        lines = (_LINES[n % 3].format(mark=mark, n=n) for n in range(self._lines[name]))
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        return path

    @cache  # noqa: B019 -- lives as long as its run
    def passages(self, name: str, wording: int) -> tuple[str, ...]:
        """The passages that the paper has when it is whole."""
        path = self.write(name, wording)
        return tuple(passage.text for passage in prepare(path, name, self.sha256(name, wording)).passages)

    @cache  # noqa: B019
    def sha256(self, name: str, wording: int) -> str:
        return hashlib.sha256(self.write(name, wording).read_bytes()).hexdigest()

    @property
    def folder(self) -> Path:
        return self._folder


def run(arguments: Sequence[str], seconds: float | None, said: Path) -> bool:
    """Runs `shirube` in a process group of its own, killed after `seconds`; whether it was. Its words are in `said`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (said / "out").open("wb") as out, (said / "err").open("wb") as err:
        process = subprocess.Popen(
            [*SHIRUBE, *arguments], stdout=out, stderr=err, cwd=said, env=environment, start_new_session=True
        )
        try:
            process.wait(LONGEST if seconds is None else seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
    return False


class Siege:
    """One library under kills; what may be in it is kept beside, paper by paper."""

    def __init__(self, work: Path, seed: int, *, large: int = 10, small: int = 20) -> None:
        self._random = random.Random(seed)
        self._home, self._said = work / "home", work / "said"
        self._said.mkdir(parents=True)
        self._papers = Papers(work / "papers", large, small)
        # Of each paper the states that it may be in: a wording, or gone. One, where something was acknowledged.
        self._allowed: dict[str, set[int | None]] = {name: {_GONE} for name in self._papers.names}
        self._wording = dict.fromkeys(self._papers.names, 0)
        self._audiences: dict[str, set[str]] = {name: {_HOUSE} for name in self._papers.names}
        self._length: dict[str, float] = dict.fromkeys(("ingest", "remove", "rebuild", "audience", "check"), 8.0)
        self._wanted = "", _HOUSE  # of the last change of readers
        self._in_a_row = dict.fromkeys(self._length, 0)
        self.tally = Tally()
        self._fill()

    def round(self) -> None:
        """One command killed, perhaps its recovery too, then everything looked at."""
        began = time.monotonic()
        command = self._random.choice(("ingest", "ingest", "remove", "rebuild", "audience"))
        arguments, touched = getattr(self, f"_{command}")()
        killed = self._kill(command, [*arguments, "--home", str(self._home)])
        self._acknowledge(command, touched)
        if killed:
            self.tally.kills += 1
            self.tally.in_command[command] = self.tally.in_command.get(command, 0) + 1
            if self._random.random() < 0.3 and self._kill("check", ["check", "--json", "--home", str(self._home)]):
                self.tally.kills += 1
                self.tally.kills_while_recovering += 1
        self._look()
        self.tally.seconds += time.monotonic() - began

    def _fill(self) -> None:
        """All papers in, and the time that each command takes when nobody kills it."""
        for command in ("ingest", "rebuild", "check"):
            arguments, touched = (["check", "--json"], {}) if command == "check" else getattr(self, f"_{command}")()
            began = time.monotonic()
            assert not run([*arguments, "--home", str(self._home)], None, self._said)
            self._length[command] = time.monotonic() - began
            self._acknowledge(command, touched)
        self._length["remove"] = self._length["audience"] = self._length["check"] * 1.3
        self.tally.acknowledged = 0

    # ---- what is done

    def _ingest(self) -> tuple[list[str], dict[str, int]]:
        touched = {}
        for path in self._papers.folder.glob("*"):
            path.unlink()
        for name in self._random.sample(self._papers.names, k=self._random.randint(8, len(self._papers.names))):
            if self._random.random() < 0.5:
                self._wording[name] = 1 - self._wording[name]
            self._papers.write(name, self._wording[name])
            touched[name] = self._wording[name]
        return ["ingest", str(self._papers.folder), "--json"], touched

    def _remove(self) -> tuple[list[str], dict[str, int | None]]:
        there = [name for name, states in self._allowed.items() if states != {_GONE}] or list(self._papers.names)
        chosen = self._random.sample(there, k=min(len(there), self._random.randint(1, 6)))
        return ["remove", *chosen], dict.fromkeys(chosen)

    def _audience(self) -> tuple[list[str], dict[str, int | None]]:
        there = [name for name, states in self._allowed.items() if _GONE not in states]
        if not there:
            return self._rebuild()
        name = self._random.choice(there)
        wanted = self._random.choice((_HOUSE, _OFFICE))
        self._wanted = name, wanted
        self._audiences[name].add(wanted)
        return ["audience", name, {_HOUSE: "庁内", _OFFICE: "総務課"}[wanted]], {}

    def _rebuild(self) -> tuple[list[str], dict[str, int | None]]:
        return ["rebuild", "--json"], {}

    def _kill(self, command: str, arguments: Sequence[str]) -> bool:
        usual = self._length[command]
        # Most of the time goes into starting: most kills come in the later part, where it writes.
        share = self._random.choice((1.1 * self._random.random(), *(0.4 + 0.7 * self._random.random() for _ in "12")))
        began = time.monotonic()
        killed = run(arguments, usual * share, self._said)
        self._in_a_row[command] = self._in_a_row[command] + 1 if killed else 0
        if not killed:
            self._length[command] = time.monotonic() - began
        elif self._in_a_row[command] % 3 == 0:
            self._length[command] = usual * 1.3  # one that is always killed may have become slower
        return killed

    def _acknowledge(self, command: str, touched: dict[str, int | None]) -> None:
        out = (self._said / "out").read_text(encoding="utf-8", errors="ignore")
        err = (self._said / "err").read_text(encoding="utf-8", errors="ignore")
        assert "Traceback" not in err, err
        said = set()
        if command == "ingest":
            for line in re.findall(r'^\{"source".*\}(?=,?$)', out, re.MULTILINE):
                outcome = json.loads(line)
                assert outcome["outcome"] != "failed", outcome
                said.add(outcome["source"])
        elif command == "remove":
            said = set(re.findall(r"^外しました: (.+)$", err, re.MULTILINE))
        elif "公開範囲を" in err:
            name, wanted = self._wanted
            self._audiences[name] = {wanted}
            self.tally.acknowledged += 1
        self.tally.acknowledged += len(said)
        for name, state in touched.items():
            self._allowed[name] = {state} if name in said else self._allowed[name] | {state}

    # ---- what is looked at

    def _look(self) -> None:
        with build(Settings(home=self._home)) as desk:
            health = desk.check(_CLERK)
            self.tally.mended += bool(health.mended)
            self.tally.unhealthy += not health.healthy or (health.words, health.vectors) != (health.passages,) * 2
            if not health.healthy:
                print(health.problems, file=sys.stderr)
            found = {name: self._found(desk, name, _CLERK) for name in self._papers.names}
            told = {name: self._found(desk, name, _STRANGER) for name in self._papers.names}
        with Library(self._home) as library:
            for name in self._papers.names:
                self._look_at(name, library, found[name])
                closed = [one.audience for one in library.named(name, _CLERK)] == [_OFFICE]
                self.tally.leaked += closed and any(told[name])
        self._look_for_remains()

    def _found(self, desk: Desk, name: str, person: Person) -> list[set[str]]:
        """What each wording's own word finds: the names of papers whose passages have it."""
        marks = [self._papers.mark(name, wording) for wording in (0, 1)]
        hits = [desk.search(f"「{mark}」", person, k=3).hits for mark in marks]
        pairs = zip(marks, hits, strict=True)
        return [{hit.document.source for hit in some if mark in hit.passage.text} for mark, some in pairs]

    def _look_at(self, name: str, library: Library, found: list[set[str]]) -> None:
        self.tally.looked_at += 1
        papers = library.named(name, _CLERK)
        self.tally.half += len(papers) > 1
        document = papers[0] if papers else None
        states = {self._papers.sha256(name, wording): wording for wording in (0, 1)}
        state = states[document.sha256] if document else _GONE
        if state not in self._allowed[name]:
            if state is _GONE:
                self.tally.lost += 1
            else:
                self.tally.come_back += 1
            print(f"{name} is {state}, not one of {self._allowed[name]}", file=sys.stderr)
        if document is not None and document.audience not in self._audiences[name]:
            self.tally.leaked += 1
            print(f"{name} is for {document.audience}, not {self._audiences[name]}", file=sys.stderr)
        self._audiences[name] = {document.audience if document else _HOUSE}
        self._allowed[name] = {state}
        if document is not None and state is not None:
            texts = tuple(passage.text for passage in library.passages(document.id))
            original = hashlib.sha256(library.original(document).read_bytes()).hexdigest()
            whole = texts == self._papers.passages(name, state) and original == document.sha256
            self.tally.half += not whole
            self.tally.not_found += name not in found[state]
        for wording in (0, 1):
            self.tally.come_back += wording != state and name in found[wording]

    def _look_for_remains(self) -> None:
        """Words of wordings that are not in must be on the disk nowhere, once everybody has closed the library."""
        truth = b"".join(path.read_bytes() for path in sorted(self._home.glob("library.sqlite*")))
        for name, (state,) in self._allowed.items():
            for wording in (0, 1):
                if wording != state and self._papers.mark(name, wording).encode() in truth:
                    self.tally.remains += 1
                    print(f"words of {name} are still in the database", file=sys.stderr)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        siege = Siege(Path(work), asked.seed)
        while siege.tally.kills < asked.kills:
            siege.round()
            print(json.dumps(asdict(siege.tally)), file=sys.stderr, flush=True)
    print(json.dumps(asdict(siege.tally)))
    sys.exit(1 if siege.tally.damage else 0)


if __name__ == "__main__":
    main()
