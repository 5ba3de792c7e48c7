"""The figures of the made-up trial, against those worked out by hand, and what must not be seen in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.trials.counts import By
from assistant.trials.figures import OTHERS, WHOLE, Cost, Ratings, Report, Row, Saved, Use, quantile, report
from assistant.trials.records import FILE, Records
from assistant.trials.values import Month, Rating, Record
from assistant.trials.withholding import withheld
from ingest.model import Person
from tests import a_trial


@pytest.fixture
def july(tmp_path: Path) -> Report:
    return report(a_trial.JULY, a_trial.kept(tmp_path).counts(a_trial.JULY), frozenset({"mail"}))


def figures(row: Row) -> tuple[object, ...]:
    return row.runs, row.people, row.ratings, row.use, row.saved, row.cost


def test_the_whole(july: Report) -> None:
    # saved: -15, 5, 10, 10, 20, 20, 30, 40
    assert figures(july.total) == (
        12, 8, Ratings(6, 2, 2), Use(7, 3), Saved(8, 6, 1, 15.0, 8.75, 22.5), Cost(10.0, 10),
    )  # fmt: skip
    assert (july.departments, july.use_cases, july.tokens_in, july.tokens_out, july.mean_seconds) == (
        3,
        3,
        1100,
        550,
        2,
    )


def test_by_use_case(july: Report) -> None:
    """FAQ has two persons; the total less the others would show it, so やさしい日本語 (four persons) joins."""
    mail, others = july.by[By.USE_CASE]
    assert (mail.label, others.label) == ("庁内メールの文案", OTHERS)
    assert figures(mail) == (5, 5, Ratings(3, 1, 1), Use(3, 2), Saved(5, 5, 1, 10.0, 5.0, 20.0), Cost(8.0, 4))
    assert figures(others) == (7, 6, Ratings(3, 1, 1), Use(4, 1), Saved(3, 3, 0, 30.0, 20.0, 35.0), Cost(2.0, 6))


def test_by_department(july: Report) -> None:
    """税務課 has one person, so 総務課 joins. Of 福祉課 two persons told minutes: withheld there and in the rest."""
    welfare, others = july.by[By.DEPARTMENT]
    assert (welfare.label, others.label) == ("福祉課", OTHERS)
    assert figures(welfare) == (5, 4, Ratings(3, 1, 0), Use(4, 0), None, Cost(0.0, 4))
    assert figures(others) == (7, 4, Ratings(3, 1, 2), Use(3, 3), None, Cost(10.0, 6))


def test_by_week(july: Report) -> None:
    week, others = july.by[By.WEEK]
    assert (week.label, week.runs, week.people) == ("第28週（7月10日〜16日）", 5, 4)
    assert (others.label, others.runs, others.people) == (OTHERS, 7, 4)


def test_weeks_of_two_years_name_the_year(tmp_path: Path) -> None:
    records = a_trial.kept(tmp_path)
    for person in ("p", "q", "r"):
        records.add(a_trial.record(person, "mail", "総務課", person, "2024-01-04T01:00:00+00:00"))
    labels = [row.label for row in report(None, records.counts()).by[By.WEEK]]
    assert labels[-2:] == ["2024年第1週（1月1日〜7日）", OTHERS]


def test_reasons_stand_under_their_use_case_only_where_three_wrote_one(tmp_path: Path, july: Report) -> None:
    """Of the joined use cases two persons wrote one, so no reason stands under its use case, until a third one does."""
    (whole,) = july.reasons
    assert (whole.label, whole.total, len(whole.said)) == (WHOLE, 5, 5)
    records = Records(tmp_path / FILE)
    records.rate("6", Person("e"), Rating.SERVED, reason="通訳の方にほめられた")
    mail, others = report(a_trial.JULY, records.counts(a_trial.JULY)).reasons
    assert (mail.label, mail.total) == ("庁内メールの文案", 3)
    assert {one.words for one in mail.said} == {"早く書けた", "言い回しが固い", "直すほうが長くかかった"}
    assert {one.words for one in others.said} == {
        "子ども向けのお知らせに使えた",
        "数字が違っていた",
        "通訳の方にほめられた",
    }
    assert others.label == OTHERS


def test_what_worked(tmp_path: Path, july: Report) -> None:
    """A word stands beside it only where reasons stand under their use case."""
    (mail,) = july.worked
    assert (mail.row.label, mail.by_staff, mail.word) == ("庁内メールの文案", True, "")
    records = Records(tmp_path / FILE)
    records.rate("6", Person("e"), Rating.SERVED, reason="通訳の方にほめられた")
    assert [one.word for one in report(a_trial.JULY, records.counts(a_trial.JULY)).worked] == ["早く書けた"]


def test_what_served_in_less_than_half_did_not_work(tmp_path: Path) -> None:
    records = a_trial.kept(tmp_path)
    records.rate("1", Person("a"), Rating.NOT)
    assert report(a_trial.JULY, records.counts(a_trial.JULY)).worked == ()


def test_the_survey(july: Report) -> None:
    assert july.survey.answers == 3
    assert july.survey.uses == (("使っている", 1), ("使ったことがある", 0), ("使っていない", 2))
    reasons = dict(july.survey.reasons)
    assert (reasons["試す時間がない"], reasons["その他"], sum(reasons.values())) == (2, 1, 3)
    assert july.survey.words == ("手が離せない",)


def test_a_month_without_records(tmp_path: Path) -> None:
    none = report(Month(2023, 8), a_trial.kept(tmp_path).counts(Month(2023, 8)))
    assert none.is_empty
    assert figures(none.total) == (0, 0, Ratings(0, 0, 0), Use(0, 0), Saved(0, 0), Cost(0, 0))
    assert (none.by, none.mean_seconds) == (dict.fromkeys(By, ()), None)


@pytest.mark.parametrize(
    ("answers", "quartiles"),
    [
        ([], (None, None, None)),
        ([7], (7, 7, 7)),
        ([10, 20], (12.5, 15, 17.5)),
        ([-5, 0, 5, 10, 100], (0, 5, 10)),
        ([3, 3, 3, 4], (3, 3, 3.25)),
    ],
)
def test_quartiles(answers: list[int], quartiles: tuple[float | None, ...]) -> None:
    assert tuple(quantile(Counter(answers), part) for part in (0.25, 0.5, 0.75)) == quartiles


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({"A": "abc", "B": "def"}, ""),
        ({"A": "abc", "B": "de"}, "AB"),  # B is the total less A
        ({"A": "abcd", "B": "efg", "C": "h"}, "BC"),  # of the others the smallest joins
        ({"A": "abc", "B": "d", "C": "e", "D": "f"}, "BCD"),  # three persons stand behind what is joined
        ({"A": "abc", "B": "d", "C": "d", "D": "d"}, "ABCD"),  # one person in three groups is one person
        ({"A": "abc", "B": "", "C": "d"}, "AC"),  # nobody covers for nobody
        ({"A": "a", "B": "b"}, "AB"),
        ({}, ""),
    ],
)
def test_withheld(people: dict[str, str], hidden: str) -> None:
    assert withheld({name: set(some) for name, some in people.items()}) == set(hidden)


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.sets(st.sampled_from("abcdefgh"))))
def test_what_is_not_shown_is_never_that_of_one_or_two(people: dict[str, set[str]]) -> None:
    hidden = withheld(people)
    assert all(len(some) >= 3 or not some for name, some in people.items() if name not in hidden)
    behind = set().union(*(people[name] for name in hidden))
    whole = set().union(*people.values())
    assert (
        not hidden or len(behind) >= 3 or hidden == {name for name, some in people.items() if some} or whole == behind
    )


_RUNS = st.lists(
    st.builds(
        a_trial.record,
        st.uuids().map(str),
        st.sampled_from(sorted(a_trial.TITLES)),
        st.sampled_from(["総務課", "税務課", "福祉課", "市民課"]),
        st.sampled_from("abcdefgh"),
        st.sampled_from([f"2023-07-{day:02}T01:00:00+00:00" for day in (3, 10, 17, 24)]),
        rating=st.sampled_from([None, *Rating]),
        used=st.sampled_from([None, True, False]),
        minutes_before=st.sampled_from([None, 30]),
        minutes_actual=st.integers(0, 60),
        cost=st.sampled_from([None, 1.0]),
        reason=st.sampled_from(["", "理由"]),
    ),
    max_size=60,
)
_BEHIND: dict[str, Callable[[Record], bool]] = {
    "ratings": lambda one: one.rating is not None,
    "use": lambda one: one.used is not None,
    "saved": lambda one: one.minutes_saved is not None,
    "cost": lambda one: one.cost is not None,
}
_GROUP: dict[By, Callable[[Record], str]] = {
    By.USE_CASE: lambda one: one.use_case,
    By.DEPARTMENT: lambda one: one.department,
    By.WEEK: lambda one: one.at[:10],  # all runs are on Mondays
}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_RUNS)
def test_neither_a_row_nor_the_whole_less_the_rows_is_of_one_or_two(runs: list[Record]) -> None:
    """In each table, for each kind of figure: who stands behind what is shown, and behind what is not."""
    with TemporaryDirectory() as folder:
        records = Records(Path(folder, FILE))
        with records.database.open() as database:
            database.executemany(
                f"INSERT INTO run VALUES ({', '.join('?' * 19)})", [(*astuple(one), one.at[:10]) for one in runs]
            )
        made = report(None, records.counts())
    for by in By:
        for kind, is_behind in _BEHIND.items():
            shown = [row.of for row in made.by[by] if getattr(row, kind) is not None]
            behind = [{one.person for one in runs if is_behind(one) and _GROUP[by](one) in of} for of in shown]
            rest = {one.person for one in runs if is_behind(one) and not any(_GROUP[by](one) in of for of in shown)}
            assert all(not some or len(some) >= 3 for some in behind)
            assert not rest or len(rest) >= 3 or not any(behind)
