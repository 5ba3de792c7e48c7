"""The records of the trial: whose they are, what is counted, and that nothing stays that was not shared."""

from __future__ import annotations

from dataclasses import astuple, replace
from pathlib import Path

import pytest

from assistant.settings import Price, SettingsError, load
from assistant.small_database import SmallDatabase
from assistant.trials.counts import By, Said, Saving
from assistant.trials.prices import cost
from assistant.trials.records import FILE, MIGRATIONS, RatingRefused, Records, RecordsUnavailable, UnknownRecord
from assistant.trials.values import Made, Month, Rating, Record, SurveyAnswer
from ingest.model import Person
from tests import a_trial

A, B = Person("a"), Person("b")


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return a_trial.kept(tmp_path)


def test_a_record_comes_back_as_it_went_in(records: Records) -> None:
    assert records.of_person(Person("d")) == (a_trial.RECORDS[3],)
    assert [one.id for one in records.of_person(A)] == ["10", "1", "13"]


def test_only_its_own_person_rates_a_record(records: Records) -> None:
    records.rate("13", A, Rating.SERVED, 30, 20, True, " 助かった ", "案内文")
    rated = next(one for one in records.of_person(A) if one.id == "13")
    assert (rated.rating, rated.minutes_saved, rated.used) == (Rating.SERVED, 10, True)
    assert (rated.reason, rated.shared) == ("助かった", "案内文")
    for id, person in (("13", B), ("13", Person()), ("99", A)):
        with pytest.raises(UnknownRecord):
            records.rate(id, person, Rating.NOT)


def test_minutes_and_reasons_that_cannot_be_are_refused(records: Records) -> None:
    for wrong in ({"minutes_before": -1}, {"minutes_actual": 1_000_000}, {"reason": "あ" * 1001}):
        with pytest.raises(RatingRefused):
            records.rate("1", A, Rating.SERVED, **wrong)
    assert records.of_person(A)[1] == a_trial.RECORDS[0]


def test_the_month_is_that_of_japan(records: Records) -> None:
    june = records.counts(Month(2023, 6))
    assert [(one.person, one.runs) for one in june.shares[By.DEPARTMENT]] == [("z", 1)]
    assert sum(one.runs for one in records.counts(a_trial.JULY).shares[By.WEEK]) == 12
    assert sum(one.runs for one in records.counts().shares[By.WEEK]) == 13
    assert records.counts(Month(2023, 8)).shares[By.WEEK] == ()


def test_counts_by_group_and_person(records: Records) -> None:
    counts = records.counts(a_trial.JULY)
    weeks = {(one.group, one.person): one.runs for one in counts.shares[By.WEEK]}
    assert {week for week, _ in weeks} == {"2023-06-26", "2023-07-03", "2023-07-10", "2023-07-17"}
    assert weeks["2023-07-10", "e"] == 2
    (mail_d,) = (one for one in counts.shares[By.USE_CASE] if one.person == "d")
    assert (mail_d.group, mail_d.runs, mail_d.not_served, mail_d.unused, mail_d.timed) == ("mail", 1, 1, 1, 1)
    assert (mail_d.reasons, mail_d.priced, mail_d.yen, mail_d.tokens_in, mail_d.seconds) == (1, 1, 2.0, 100, 2.0)
    assert Saving("mail", 20, 2) in counts.savings[By.USE_CASE]
    assert counts.titles == a_trial.TITLES
    assert Said("faq", Rating.NOT, "数字が違っていた") in counts.said
    assert [one.words for one in records.counts(a_trial.JULY, words=0).said] == []


def test_a_named_persons_newest_answer_of_a_month_counts(records: Records) -> None:
    y = Person("y")
    records.answer(SurveyAnswer("2023-07-30T01:00:00+00:00", "土木課", "使ったことがある"), y)
    assert [one.uses for one in records.answers_of(y)] == ["使ったことがある", "使っていない"]
    for _ in range(2):  # who gives no name cannot be told from another
        records.answer(SurveyAnswer("2023-07-30T01:00:00+00:00", "", "使っていない"), Person())
    assert len(records.counts(a_trial.JULY).survey) == 5


def test_what_is_deleted_is_gone_from_the_file(tmp_path: Path, records: Records) -> None:
    x = Person("x")
    assert not records.delete("4", A)
    assert records.delete("4", Person("d"))
    assert records.delete_all(x) == 1
    assert records.delete_all(x) == 0
    on_disk = everything(tmp_path)
    assert "言い回しが固い".encode() in on_disk
    assert "直すほうが長くかかった".encode() not in on_disk
    assert "手が離せない".encode() not in on_disk


def test_what_is_shared_can_be_taken_back(tmp_path: Path, records: Records) -> None:
    records.rate("1", A, Rating.SERVED, shared="市民まつりのお知らせの案" * 50)
    assert "市民まつり".encode() in everything(tmp_path)
    records.rate("1", A, Rating.SERVED)
    assert "市民まつり".encode() not in everything(tmp_path)


def test_a_record_has_no_place_for_what_was_put_in(tmp_path: Path) -> None:
    """A run whose text is known leaves no trace of it, unless it is shared."""
    made = Made("回答：来庁の予約は不要です", "rules", prompt="mail v1", seconds=1.0)
    records = Records(tmp_path / "trials.sqlite")
    records.add(replace(a_trial.RECORDS[0], engine=made.engine, seconds=made.seconds, cost=cost(made, {})))
    records.rate("1", A, Rating.SERVED, 20, 10, True, "早い")
    assert made.text.encode() not in everything(tmp_path)
    fields = set(Record.__slots__)
    assert fields & {"text", "input", "output", "inputs", "prompt", "messages"} == set()


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "trials.sqlite").write_text("これはデータベースではありません" * 100, encoding="utf-8")
    with pytest.raises(RecordsUnavailable):
        Records(tmp_path / "trials.sqlite").counts()


@pytest.mark.parametrize(
    ("engine", "tokens", "yen"),
    [
        ("rules", (None, None), 0.0),
        ("extract", (None, None), 0.0),
        ("gpt", (2000, 500), 2000 * 0.4 / 1000 + 500 * 1.6 / 1000),
        ("gpt", (2000, None), None),
        ("other", (2000, 500), None),
    ],
)
def test_cost(engine: str, tokens: tuple[int | None, int | None], yen: float | None) -> None:
    made = Made("", engine, tokens_in=tokens[0], tokens_out=tokens[1])
    assert cost(made, {"gpt": Price(input=0.4, output=1.6)}) == yen


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[prices."gpt-5"]\ninput = 0.4\n', "SHIRUBE_PRICES.GPT-5.OUTPUT は、1,000トークンあたりの円の数に"),
        ("prices = 3\n", "SHIRUBE_PRICES は、モデルの名前ごとの表に"),
        ("[prices]\ngpt = 3\n", "input と output（1,000トークンあたりの円）のある表に"),
        ("[prices.gpt]\ninput = -1\noutput = 1\n", "0 以上の数に"),
    ],
)
def test_a_price_table_that_cannot_be_used(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        load(tmp_path)


def test_prices_from_the_file_and_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.toml").write_text('[prices."gpt-5"]\ninput = 0.4\noutput = 1.6\n', encoding="utf-8")
    assert load(tmp_path).prices == {"gpt-5": Price(input=0.4, output=1.6)}
    monkeypatch.setenv("SHIRUBE_PRICES", '{"small": {"input": 1, "output": 2}}')
    assert load(tmp_path).prices == {"small": Price(input=1, output=2)}
    monkeypatch.setenv("SHIRUBE_PRICES", "small=1")
    with pytest.raises(SettingsError, match="JSON"):
        load(tmp_path)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_file_of_the_first_version_is_taken_over_with_what_is_in_it(tmp_path: Path) -> None:
    first = SmallDatabase(tmp_path / FILE, MIGRATIONS[:1], RecordsUnavailable)
    row = (*astuple(a_trial.RECORDS[0]), "2023-07-03")
    with first.open() as database:
        database.execute(f"INSERT INTO run VALUES ({', '.join('?' * len(row))})", row)
    records = Records(tmp_path / FILE)
    assert records.of_person(Person("a")) == (a_trial.RECORDS[0],)
    before = records.written()
    records.delete(a_trial.RECORDS[0].id, Person("a"))
    assert records.written() > before


def test_the_months_are_those_in_which_something_was_tried_or_answered(records: Records) -> None:
    assert records.months() == (Month(2023, 7), Month(2023, 6))
