"""Forty people at one app, each asking of what is planted for them alone, while papers come in from two sides.

They come as a proxy of the house sends them, each by an account and of a department of their own.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.material import varied
from tests.one_person import OnePerson
from tests.serving import ROOT, serve

_BIRDS = "鶲鵤鷦鷯鶫鴫鵯鷽鶉鵐鴗鵠鸛鶸鷸鵙"


@dataclass(slots=True)
class Told:
    """What a crowd saw. `searches` are seconds until the passages were found, as the app itself measured them."""

    searches: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)  # seconds until the whole page was drawn
    troubles: list[str] = field(default_factory=list)  # errors, and answers that were another's
    ingested: int = 0  # papers that the command took in meanwhile


def name(person: int) -> str:
    """The project that only this person asks about."""
    return f"{_BIRDS[person % 16]}{_BIRDS[(person // 16 + person + 5) % 16]}計画"


def plant(home: Path, folder: Path, people: int) -> None:
    """Takes in a paper for each person, whose department alone may read it; nothing in it stands in another's."""
    home.mkdir(parents=True)
    rules = "".join(f'"section{one}/*" = "section{one}"\n' for one in range(people))
    (home / "settings.toml").write_text(f"[audience_rules]\n{rules}", encoding="utf-8")
    for one in range(people):
        (folder / f"section{one}").mkdir(parents=True)
        cost, place = f"{name(one)}の予算額は{_yen(one)}円です。", f"{name(one)}は来年から第{one + 101}庁舎で進めます。"
        text = f"{cost}\n{place}\n"
        (folder / f"section{one}" / f"計画{one + 101}.txt").write_text(text, encoding="utf-8")
    program = "from assistant.cli import main; raise SystemExit(main())"
    subprocess.run([sys.executable, "-c", program, "ingest", str(folder), "--home", str(home)], cwd=ROOT, check=True)


def _yen(person: int) -> str:
    return f"{(person + 23) * 1013:,}"


def crowd(home: Path, people: int, seconds: float, pause: float) -> Told:
    """`people` ask for so many seconds, each about every `pause` seconds, of the papers that were planted in `home`."""
    told = Told()
    with tempfile.TemporaryDirectory() as made:
        inbox, outside, log = Path(made, "inbox"), Path(made, "outside"), Path(made, "log")
        for folder, seed in ((inbox, 3), (outside, 4)):
            (folder / str(seed)).mkdir(parents=True)
            varied(folder / str(seed), int(30_000 * max(4, seconds / 5)), seed=seed)
        with _app(home, log, inbox / "3") as address:
            ends = time.monotonic() + seconds
            everyone = [
                threading.Thread(target=_person, args=(address, one, ends, pause, told)) for one in range(people)
            ]
            command = threading.Thread(target=_command, args=(home, outside, ends, told))
            for thread in (*everyone, command):
                thread.start()
            for thread in (*everyone, command):
                thread.join()
        told.searches = [float(line) for line in log.read_text(encoding="utf-8").split()]
    return told


def _person(address: str, number: int, ends: float, pause: float, told: Told) -> None:
    chance = random.Random(number)
    others = [name(one) for one in range(40) if one != number]
    try:
        with OnePerson(address, headers={"X-Account": f"person{number}", "X-Department": f"section{number}"}) as person:
            told.troubles += _faults("the first page", person.open().text)
            time.sleep(chance.uniform(0, pause))
            while time.monotonic() < ends:
                asked, proof = chance.choice([
                    (f"{name(number)}の予算額はいくらですか", f"{_yen(number)}円"),
                    (f"{name(number)}はどこで進めますか", f"第{number + 101}庁舎"),
                ])  # fmt: skip
                drawn = person.ask(asked)
                told.answers.append(drawn.seconds)
                if proof not in drawn.text:
                    told.troubles.append(f"{asked}: {proof} is missing in {drawn.text[-300:]}")
                told.troubles += _faults(asked, drawn.text)
                told.troubles += [f"{asked}: {one} was shown" for one in others if one in drawn.text]
                time.sleep(chance.uniform(0.5, 1.5) * pause)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted
        told.troubles.append(f"person {number}: {error!r}")


def _faults(what: str, drawn: str) -> list[str]:
    return [f"{what}: {drawn[-300:]}"] if "✕" in drawn or "思わぬ問題" in drawn else []


def _command(home: Path, folder: Path, ends: float, told: Told) -> None:
    """The command takes papers in, one by one, in processes of their own."""
    for path in sorted(folder.rglob("*.txt")):
        if time.monotonic() > ends:
            return
        program = "from assistant.cli import main; raise SystemExit(main())"
        command = [sys.executable, "-c", program, "ingest", str(path), "--home", str(home)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            told.troubles.append(done.stderr[-300:])
        told.ingested += 1


@contextmanager
def _app(home: Path, log: Path, inbox: Path) -> Iterator[str]:
    settings = {
        "SHIRUBE_HOME": str(home), "FORWARDED_ALLOW_IPS": "", "SHIRUBE_AUTH": "proxy",
        "SHIRUBE_AUTH_ADDRESSES": '["127.0.0.1"]', "SHIRUBE_AUTH_ACCOUNT": "X-Account",
        "SHIRUBE_AUTH_DEPARTMENTS": "X-Department", "SHIRUBE_AUTH_EVERYONE": "閲覧",
    }  # fmt: skip
    with serve(settings, script="tests/many_app.py", arguments=(str(log), str(inbox))) as url:
        address = url.removeprefix("http://")
        with OnePerson(address, headers={"X-Account": "first"}) as first:
            first.open()  # the office is made
        yield address
