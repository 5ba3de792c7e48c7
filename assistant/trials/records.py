"""The records of the trial, kept on this machine: figures and reasons, never what was put in or came out unshared.

A record belongs to its person: only they rate it, take it out as a file, or delete it for good. Counting is done in
SQL, so that a report of 100,000 runs opens at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, fields
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

from assistant.small_database import SmallDatabase
from assistant.trials.counts import By, Counts, Said, Saving, Share
from assistant.trials.values import Month, Rating, Record, SurveyAnswer
from ingest.errors import ShirubeError
from ingest.model import Person

FILE = "trials.sqlite"  # in the library's home
MIGRATIONS = (
    """
    CREATE TABLE run (
        id TEXT PRIMARY KEY, use_case TEXT NOT NULL, title TEXT NOT NULL, version INTEGER NOT NULL,
        department TEXT NOT NULL, person TEXT NOT NULL, engine TEXT NOT NULL, at TEXT NOT NULL, seconds REAL NOT NULL,
        tokens_in INTEGER, tokens_out INTEGER, cost REAL, rating TEXT, minutes_before INTEGER, minutes_actual INTEGER,
        used INTEGER, reason TEXT NOT NULL, shared TEXT NOT NULL, day TEXT NOT NULL);
    CREATE TABLE survey (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, department TEXT NOT NULL, person TEXT NOT NULL, uses TEXT NOT NULL,
        reasons TEXT NOT NULL, words TEXT NOT NULL, day TEXT NOT NULL);
    CREATE INDEX run_person ON run (person, at DESC);
    """,
    """
    CREATE TABLE written (number INTEGER NOT NULL);
    INSERT INTO written VALUES (0)
    """,
)
"""Each entry brings the file from version n to n + 1; entries are only ever added. `day` is the day in Japan.

It has no index: to count a hundred thousand runs, reading the table in order is twice as fast as going through one.
`written` counts what was written, so that a report that was made holds until it rises.
"""

LONGEST_REASON = 1000  # characters
MOST_MINUTES = 60 * 24 * 31
_JAPAN = timezone(timedelta(hours=9))
_COLUMNS = tuple(field.name for field in fields(Record))
_GROUPS = {
    By.USE_CASE: "use_case",
    By.DEPARTMENT: "department",
    By.WEEK: "date(day, '-6 days', 'weekday 1')",
}
_SHARES = """
    SELECT {group}, person, count(*), count(*) FILTER (WHERE rating = 'served'),
        count(*) FILTER (WHERE rating = 'partly'), count(*) FILTER (WHERE rating = 'not'),
        count(*) FILTER (WHERE used), count(*) FILTER (WHERE NOT used), count(minutes_before - minutes_actual),
        count(*) FILTER (WHERE reason != ''), count(*) FILTER (WHERE shared != ''), count(cost), total(cost),
        coalesce(sum(tokens_in), 0), coalesce(sum(tokens_out), 0), total(seconds)
    FROM run WHERE day BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1, 2
"""
_SAVINGS = """
    SELECT {group}, minutes_before - minutes_actual AS saved, count(*) FROM run
    WHERE day BETWEEN ? AND ? AND saved IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
"""
_SAID = """
    SELECT use_case, rating, {words} FROM (
        SELECT *, row_number() OVER (PARTITION BY use_case, rating ORDER BY at DESC, rowid DESC) AS place FROM run
        WHERE day BETWEEN ? AND ? AND {words} != '')
    WHERE place <= ? ORDER BY at DESC
"""
_TITLES = "SELECT use_case, title, max(at) FROM run WHERE day BETWEEN ? AND ? GROUP BY use_case"


class RecordsUnavailable(ShirubeError):
    """The file of records could not be opened or written."""

    hint = "試行の記録を読み書きできません。保存先のフォルダに空きがあり、書き込めるか確かめてください。"


class UnknownRecord(ShirubeError):
    """There is no such record of this person."""

    hint = "この試行の記録は見つかりません。ご自分の記録か確かめてください。"


class RatingRefused(ShirubeError):
    """What was said of a run cannot be kept."""


class Records:
    """The records in one SQLite file. Raises `RecordsUnavailable` where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.database = SmallDatabase(path, MIGRATIONS, RecordsUnavailable)

    def add(self, record: Record) -> None:
        """Keeps what a run brought."""
        row = (*astuple(record), _day(record.at))
        with self._writing() as database:
            database.execute(f"INSERT INTO run VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608

    def rate(
        self,
        id: str,
        person: Person,
        rating: Rating | None,
        minutes_before: int | None = None,
        minutes_actual: int | None = None,
        used: bool | None = None,
        reason: str = "",
        shared: str = "",
    ) -> None:
        """Puts what the person says of their own run in place of what they said before.

        Raises `UnknownRecord`, and `RatingRefused` for minutes or a reason that cannot be.
        """
        if any(not 0 <= minutes <= MOST_MINUTES for minutes in (minutes_before, minutes_actual) if minutes is not None):
            raise RatingRefused(f"時間は0から{MOST_MINUTES:,}までの分で入力してください。")
        if len(reason) > LONGEST_REASON:
            raise RatingRefused(f"理由は{LONGEST_REASON:,}文字までにしてください。")
        row = (rating, minutes_before, minutes_actual, used, reason.strip(), shared, id, person.name)
        with self._writing() as database:
            done = database.execute(
                "UPDATE run SET rating = ?, minutes_before = ?, minutes_actual = ?, used = ?, reason = ?, shared = ?"
                " WHERE id = ? AND person = ?",
                row,
            ).rowcount
        if not done:
            raise UnknownRecord

    def of_person(self, person: Person, most: int = -1) -> tuple[Record, ...]:
        """The person's own records, newest first; the newest `most` where that is not negative."""
        query = f"SELECT {', '.join(_COLUMNS)} FROM run WHERE person = ? ORDER BY at DESC, rowid DESC LIMIT ?"  # noqa: S608
        with self.database.open() as database:
            return tuple(map(_record, database.execute(query, (person.name, most))))

    def own(self, id: str, person: Person) -> Record:
        """One of the person's own records. Raises `UnknownRecord`."""
        query = f"SELECT {', '.join(_COLUMNS)} FROM run WHERE id = ? AND person = ?"  # noqa: S608
        with self.database.open() as database:
            found = database.execute(query, (id, person.name)).fetchone()
        if found is None:
            raise UnknownRecord
        return _record(found)

    def delete(self, id: str, person: Person) -> bool:
        """Deletes one of the person's own records for good; False where there is none."""
        with self._writing() as database:
            done = database.execute("DELETE FROM run WHERE id = ? AND person = ?", (id, person.name)).rowcount
        if done:
            self.database.vacuum()
        return bool(done)

    def delete_all(self, person: Person) -> int:
        """Deletes all that the person recorded and answered for good; how many there were."""
        with self._writing() as database:
            done = sum(
                database.execute(statement, (person.name,)).rowcount
                for statement in ("DELETE FROM run WHERE person = ?", "DELETE FROM survey WHERE person = ?")
            )
        if done:
            self.database.vacuum()
        return done

    def answer(self, answer: SurveyAnswer, person: Person) -> None:
        """Keeps an answer to the survey. A named person's newer answer of a month takes the older one's place."""
        day = _day(answer.at)
        reasons = json.dumps(answer.reasons, ensure_ascii=False)
        row = (uuid4().hex, answer.at, answer.department, person.name, answer.uses, reasons, answer.words, day)
        with self._writing() as database:
            database.execute(
                "DELETE FROM survey WHERE person = ? AND person != '' AND substr(day, 1, 7) = ?", (person.name, day[:7])
            )
            database.execute("INSERT INTO survey VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def answers_of(self, person: Person) -> tuple[SurveyAnswer, ...]:
        """The person's own answers to the survey, newest first."""
        with self.database.open() as database:
            return _answers(database, "person = ?", person.name)

    def months(self) -> tuple[Month, ...]:
        """The months in which something was tried or answered, newest first."""
        query = "SELECT DISTINCT substr(day, 1, 7) FROM run UNION SELECT substr(day, 1, 7) FROM survey ORDER BY 1 DESC"
        with self.database.open() as database:
            return tuple(Month(int(said[:4]), int(said[5:])) for (said,) in database.execute(query))

    def written(self) -> int:
        """A number that rises with everything that is written here."""
        with self.database.open() as database:
            return int(database.execute("SELECT number FROM written").fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self.database.open() as database:
            database.execute("UPDATE written SET number = number + 1")
            yield database

    def counts(self, month: Month | None = None, words: int = 100) -> Counts:
        """All that a report of `month` (None: of all time) is made of.

        `words` says how many reasons are given of each use case and rating.
        """
        days = _days(month)
        with self.database.open() as database:
            return Counts(
                {by: _shares(database, group, days) for by, group in _GROUPS.items()},
                {by: _savings(database, group, days) for by, group in _GROUPS.items()},
                {id: title for id, title, _ in database.execute(_TITLES, days)},
                _said(database, "reason", (*days, words)),
                _said(database, "shared", (*days, words)),
                _answers(database, "day BETWEEN ? AND ?", *days),
            )


def today_in_japan(now: datetime) -> date:
    """The day that it is in Japan at `now`."""
    return now.astimezone(_JAPAN).date()


def _day(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return today_in_japan(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _days(month: Month | None) -> tuple[str, str]:
    """The first and the last day as they are compared; every month has a 31st as far as letters go."""
    if month is None:
        return "", "9999-12-31"
    return f"{month.year:04}-{month.month:02}-01", f"{month.year:04}-{month.month:02}-31"


def _record(row: tuple[Any, ...]) -> Record:
    said = dict(zip(_COLUMNS, row, strict=True))
    rating, used = said.pop("rating"), said.pop("used")
    return Record(
        **said,
        rating=Rating(rating) if rating else None,
        used=None if used is None else bool(used),
    )


def _shares(database: sqlite3.Connection, group: str, days: tuple[str, str]) -> tuple[Share, ...]:
    return tuple(map(Share._make, database.execute(_SHARES.format(group=group), days)))


def _savings(database: sqlite3.Connection, group: str, days: tuple[str, str]) -> tuple[Saving, ...]:
    return tuple(Saving(*row) for row in database.execute(_SAVINGS.format(group=group), days))


def _said(database: sqlite3.Connection, words: str, limits: tuple[str, str, int]) -> tuple[Said, ...]:
    found = database.execute(_SAID.format(words=words), limits)
    return tuple(Said(use_case, Rating(rating) if rating else None, text) for use_case, rating, text in found)


def _answers(database: sqlite3.Connection, which: str, *values: str) -> tuple[SurveyAnswer, ...]:
    found = database.execute(
        f"SELECT at, department, uses, reasons, words FROM survey WHERE {which} ORDER BY at DESC, rowid DESC",  # noqa: S608
        values,
    )
    return tuple(
        SurveyAnswer(at, department, uses, tuple(json.loads(reasons)), words)
        for at, department, uses, reasons, words in found
    )
