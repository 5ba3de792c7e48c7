"""A small trial of July 2023, its figures worked out by hand. People are letters.

| run | use | department | person | day | rating | before, actual | used | yen |
A run at 15:00 UTC on 30 June is on 1 July in Japan; one a minute earlier is not of this month.
"""

from __future__ import annotations

from pathlib import Path

from assistant.trials.records import FILE, Records
from assistant.trials.values import Month, Rating, Record, SurveyAnswer
from ingest.model import Person

JULY = Month(2023, 7)
SERVED, PARTLY, NOT = Rating.SERVED, Rating.PARTLY, Rating.NOT
TITLES = {"mail": "庁内メールの文案", "easy": "やさしい日本語への書き換え", "faq": "FAQの下書き"}
NO_TIME = "試す時間がない"
_RUNS = (
    ("1", "mail", "総務課", "a", "07-03", SERVED, 30, 10, True, 2.0, "早く書けた"),
    ("2", "mail", "総務課", "b", "07-04", SERVED, 20, 10, True, 2.0, ""),
    ("3", "mail", "総務課", "c", "07-05", PARTLY, 20, 15, False, 2.0, "言い回しが固い"),
    ("4", "mail", "税務課", "d", "07-06", NOT, 10, 25, False, 2.0, "直すほうが長くかかった"),
    ("5", "mail", "福祉課", "e", "07-10", SERVED, 40, 20, True, None, ""),
    ("6", "easy", "福祉課", "e", "07-11", SERVED, 60, 20, True, 0.0, ""),
    ("7", "easy", "福祉課", "f", "07-12", SERVED, 60, 30, True, 0.0, "子ども向けのお知らせに使えた"),
    ("8", "easy", "福祉課", "g", "07-13", PARTLY, None, None, True, 0.0, ""),
    ("9", "easy", "福祉課", "h", "07-14", None, 15, None, None, 0.0, ""),
    ("10", "faq", "総務課", "a", "07-18", NOT, None, None, False, 1.0, "数字が違っていた"),
    ("11", "faq", "総務課", "b", "07-19", SERVED, 50, 40, True, 1.0, ""),
)


def record(id: str, use: str, department: str, person: str, at: str, **more: object) -> Record:
    return Record(id, use, TITLES[use], 1, department, person, "rules", at, 2.0, **more)  # type: ignore[arg-type]


RECORDS = (
    *(
        record(
            id, use, department, person, f"2023-{day}T01:00:00+00:00", rating=rating, minutes_before=before,
            minutes_actual=actual, used=used, cost=yen, reason=reason, tokens_in=100, tokens_out=50,
        )
        for id, use, department, person, day, rating, before, actual, used, yen, reason in _RUNS
    ),
    record("12", "faq", "総務課", "z", "2023-06-30T14:59:00+00:00", rating=NOT, reason="六月の言葉"),
    record("13", "faq", "総務課", "a", "2023-06-30T15:00:00+00:00"),
)  # fmt: skip

SURVEY = (
    ("c", SurveyAnswer("2023-07-20T01:00:00+00:00", "総務課", "使っている")),
    ("x", SurveyAnswer("2023-07-20T02:00:00+00:00", "土木課", "使っていない", (NO_TIME, "その他"), "手が離せない")),
    ("y", SurveyAnswer("2023-07-21T01:00:00+00:00", "土木課", "使っていない", (NO_TIME,))),
    ("y", SurveyAnswer("2023-06-21T01:00:00+00:00", "土木課", "使っていない", ("その他",), "六月の答え")),
)  # fmt: skip


def kept(home: Path) -> Records:
    records = Records(home / FILE)
    for one in RECORDS:
        records.add(one)
    for person, answer in SURVEY:
        records.answer(answer, Person(person))
    return records
