"""The log of uses: nothing in it can be changed, removed, inserted, moved or cut off without being found out."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.governance.use_log import FIRST, MIGRATIONS, Head, LogUnavailable, UseLog, Wanted, canonical, linked
from assistant.small_database import prove

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[1]


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def log(tmp_path: Path) -> UseLog:
    """Five entries, the words of a question with each."""
    one = UseLog(tmp_path / "uses.sqlite", tmp_path / "second" / "anchor", Clock())
    for n in range(5):
        one.append("山田", "ask", {"engine": "extract", "n": n}, {"question": f"質問{n}"})
    return one


def tamper(folder: Path, *statements: str) -> None:
    """What somebody with the file and an SQLite shell can do: the triggers are theirs to drop."""
    with closing(sqlite3.connect(folder / "uses.sqlite")) as database, database:
        for trigger in ("entry_stays", "entry_is_kept", "said_stays"):
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            database.execute(statement)


def test_the_chain_can_be_worked_out_by_hand(tmp_path: Path) -> None:
    log = UseLog(tmp_path / "uses.sqlite", tmp_path / "anchor", Clock())
    first = log.append("山田", "ask", {"b": 1, "a": "あ"})
    at = "2024-07-01T12:01:00.000+00:00"
    line = f'{{"about":{{"a":"あ","b":1}},"at":"{at}","number":1,"said":{{}},"what":"ask","who":"山田"}}'
    assert canonical(json.loads(line)) == line
    assert first == Head(1, linked(FIRST, line))
    second = log.append("佐藤", "remove", {"source": "a.pdf"})
    (_, entry) = log.entries()
    assert (entry.number, entry.who, entry.what, entry.hash) == (2, "佐藤", "remove", second.hash)
    assert (tmp_path / "anchor").read_text(encoding="utf-8") == f"2:{second.hash}\n"


def test_a_log_as_it_was_written_is_sound(log: UseLog) -> None:
    assert log.verify() == ()
    assert [entry.said["question"] for entry in log.entries()] == [f"質問{n}" for n in range(5)]


def test_no_log_is_no_fault(tmp_path: Path) -> None:
    assert UseLog(tmp_path / "uses.sqlite", tmp_path / "anchor").verify() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET line = replace(line, '山田', '田中') WHERE number = 3",
        "DELETE FROM entry WHERE number = 3",
        "DELETE FROM entry WHERE number = 1",
        "UPDATE said SET text = '別の質問' WHERE entry = 2",
    ],
)
def test_the_file_itself_refuses(log: UseLog, tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(tmp_path / "uses.sqlite")) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)
    assert log.verify() == ()


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("UPDATE entry SET line = replace(line, '\"n\":2', '\"n\":9') WHERE number = 3",), "3番の記録が"),
        (("UPDATE entry SET line = 'x' WHERE number = 3",), "3番の記録が、書かれた時と違い"),
        (("UPDATE entry SET hash = lower(hex(zeroblob(32))) WHERE number = 5",), "5番の記録が、書かれた時と違い"),
        (("DELETE FROM entry WHERE number = 3",), "3番から3番までの記録がありません"),
        (("DELETE FROM entry WHERE number < 3",), "1番から2番までの記録がありません"),
        (
            ("DELETE FROM entry WHERE number = 3", "UPDATE entry SET number = number - 1 WHERE number > 3"),
            "3番の記録が、書かれた時と違い",
        ),
        (
            ("UPDATE entry SET number = 99 WHERE number = 2", "UPDATE entry SET number = 2 WHERE number = 3",
             "UPDATE entry SET number = 3 WHERE number = 99"),
            "2番の記録が、書かれた時と違い",
        ),
        (("DELETE FROM entry WHERE number = 5",), "控えでは5番まで記録がありますが、確かめられたのは4番まで"),
        (("DELETE FROM entry",), "控えでは5番まで記録がありますが、確かめられたのは0番まで"),
        (("UPDATE said SET text = '別の質問' WHERE entry = 2",), "2番の記録に付いた文（question）が"),
        (("INSERT INTO said VALUES (9, 'question', '', '', 'ない')",), "9番の記録に付いた文（question）が"),
    ],
)  # fmt: skip
def test_whoever_has_the_file_is_found_out(log: UseLog, tmp_path: Path, statements: tuple[str, ...], said: str) -> None:
    tamper(tmp_path, *statements)
    problems = log.verify()
    assert any(problem.startswith(said) for problem in problems), problems


def test_a_chain_made_anew_is_found_by_the_anchor_and_by_who_noted_the_head(log: UseLog, tmp_path: Path) -> None:
    noted = log.head()
    (tmp_path / "uses.sqlite").unlink()
    forged = UseLog(tmp_path / "uses.sqlite", tmp_path / "elsewhere", Clock())
    for n in range(7):
        forged.append("田中", "ask", {"n": n})
    assert log.verify() == ("5番の記録が控えと違います（作り直されています）。",)
    (tmp_path / "elsewhere").replace(tmp_path / "second" / "anchor")  # and the second place is theirs too
    assert log.verify() == ()
    assert log.verify(noted) == ("5番の記録が書き留めた値と違います（作り直されています）。",)


def test_a_lost_anchor_is_told(log: UseLog, tmp_path: Path) -> None:
    anchor = tmp_path / "second" / "anchor"
    anchor.write_text("?", encoding="utf-8")
    assert log.verify()[0].startswith("記録の末尾の控え（anchor）を読めません")
    anchor.unlink()
    assert log.verify()[0].startswith("記録の末尾の控え（anchor）がありません")


def test_a_process_that_ended_before_it_noted_the_head_does_no_harm(log: UseLog, tmp_path: Path) -> None:
    anchor = tmp_path / "second" / "anchor"
    before = anchor.read_bytes()
    log.append("山田", "ask", {})
    anchor.write_bytes(before)
    assert log.verify() == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=30)), min_size=1, max_size=6), st.data())
def test_any_change_of_any_character_is_found(uses: list[tuple[str, str]], data: st.DataObject) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        log = UseLog(Path(folder) / "uses.sqlite", Path(folder) / "anchor", Clock())
        for who, text in uses:
            log.append(who.replace("\0", ""), "ask", {"text": text})
        assert log.verify() == ()
        number = data.draw(st.integers(1, len(uses)))
        with closing(sqlite3.connect(Path(folder) / "uses.sqlite")) as database:
            (line,) = database.execute("SELECT line FROM entry WHERE number = ?", (number,)).fetchone()
        at = data.draw(st.integers(0, len(line) - 1))
        changed = line[:at] + ("x" if line[at] != "x" else "y") + line[at + 1 :]
        with closing(sqlite3.connect(Path(folder) / "uses.sqlite")) as database, database:
            database.execute("DROP TRIGGER entry_stays")
            database.execute("UPDATE entry SET line = ? WHERE number = ?", (changed, number))
        assert log.verify() != ()


def test_words_are_deleted_for_good_and_the_chain_still_holds(log: UseLog, tmp_path: Path) -> None:
    assert log.forget(NOON + timedelta(minutes=4)) == 3  # those of minutes 1, 2 and 3
    contents = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert [f"質問{n}".encode() in contents for n in range(5)] == [False, False, False, True, True]
    assert log.verify() == ()
    assert [dict(entry.said) for entry in log.entries()][2:] == [{}, {"question": "質問3"}, {"question": "質問4"}]


def test_a_range_of_days(log: UseLog) -> None:
    found = log.entries(Wanted("2024-07-01T12:02", "2024-07-01T12:04"))
    assert [entry.number for entry in found] == [2, 3]


def test_the_newest_by_whom_and_of_what(log: UseLog) -> None:
    log.append("", "ingest", {"files": {"a.txt": "ingested"}})
    log.append("佐藤", "ask", {}, {"question": "予算は"})
    assert log.people() == ("", "佐藤", "山田")
    entries, count = log.newest(Wanted(), 2)
    assert ([entry.number for entry in entries], count) == ([7, 6], 7)
    assert entries[0].said == {"question": "予算は"}
    entries, count = log.newest(Wanted(who="山田", since="2024-07-01T12:02"), 3)
    assert ([entry.number for entry in entries], count) == ([5, 4, 3], 4)
    assert [entry.number for entry in log.entries(Wanted(who=""))] == [6]
    assert [entry.number for entry in log.entries(Wanted(what="ask", who="佐藤"))] == [7]


def test_several_processes_append_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from assistant.governance.use_log import UseLog;"
        "log = UseLog(Path(sys.argv[1]) / 'uses.sqlite', Path(sys.argv[1]) / 'anchor');"
        "[log.append(sys.argv[2], 'ask', {'n': n}, {'question': '問'}) for n in range(40)]"
    )
    arguments = [sys.executable, "-c", program, str(tmp_path)]
    running = [subprocess.Popen([*arguments, name], cwd=ROOT) for name in "abc"]
    assert [one.wait(timeout=60) for one in running] == [0, 0, 0]
    log = UseLog(tmp_path / "uses.sqlite", tmp_path / "anchor")
    assert log.verify() == ()
    entries = list(log.entries())
    assert [entry.number for entry in entries] == list(range(1, 121))
    for name in "abc":
        assert [entry.about["n"] for entry in entries if entry.who == name] == list(range(40))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["anchor", "uses.sqlite"]


def test_a_log_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "uses.sqlite").mkdir()
    log = UseLog(tmp_path / "uses.sqlite", tmp_path / "anchor")
    for verb in (log.ready, lambda: log.append("山田", "ask", {})):
        with pytest.raises(LogUnavailable, match="利用の記録を書けないため"):
            verb()


def test_the_migrations_are_whole_statements() -> None:
    for script in MIGRATIONS:
        assert sqlite3.complete_statement(script)


def test_no_words_look_like_a_block_that_a_disk_lost(tmp_path: Path) -> None:
    log = UseLog(tmp_path / "uses.sqlite", tmp_path / "uses.anchor")
    log.append("森", "search", {}, {"question": "予算\0は"})
    assert list(prove([tmp_path / "uses.sqlite"])) == []
    assert log.verify() == ()
