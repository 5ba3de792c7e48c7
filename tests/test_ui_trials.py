"""試行の記録: the figures on the page are those worked out by hand, own records, and the survey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.settings import load
from assistant.trials.values import Rating
from assistant.wiring import Office, build_office
from ingest.model import Person
from tests import a_trial
from tests.trial_pages import fine, html, opened, press, session, told


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    a_trial.kept(tmp_path)
    with build_office(load(tmp_path)) as one:
        yield one


def test_of_nothing_the_page_leads_to_trying(tmp_path: Path) -> None:
    with build_office(load(tmp_path)) as office:
        app = opened("trials", office)
        assert "試行の記録は、まだありません。" in html(app)
        press(app, "生成AIを試す")
    assert app.session_state["went"] == "trying"


def test_a_month_has_its_figures(office: Office) -> None:
    app = opened("trials", office)
    assert app.selectbox(key="trials-month").options == ["令和5年7月", "令和5年6月", "全期間"]
    page = html(app)
    # 12 runs of 8 persons in 3 departments; of 10 rated ones 6 served, 2 partly, 2 not
    assert "8人が、3部署で、3種類の使い方を、合わせて12回試しました。" in page
    assert (
        "評価のあった10回のうち、役に立ったものが6回（60%）、一部役に立ったものが2回、役に立たなかったものが2回です。"
        in page
    )
    # 20, 10, 5, -15, 20, 40, 30, 10 minutes: the middle of them 15, the middle half 8.75 to 22.5
    assert "1回あたり15分（中央値）で、中ほどの半分は8.75分から22.5分までです。" in page
    assert '<td class="figure">12</td>' in page
    assert "六月の言葉" not in page
    assert len(app.get("image")) == 4  # use cases, minutes, departments, weeks
    app.selectbox(key="trials-month").set_value("all").run()
    assert "合わせて13回試しました。" in html(fine(app))


def test_the_report_can_be_taken_away(office: Office) -> None:
    app = opened("trials", office)
    assert [one.proto.label for one in app.get("download_button")] == [
        "Word（図入り）で保存", "Excelで保存", "CSVで保存",
    ]  # fmt: skip


def test_a_report_is_made_anew_when_something_was_written(office: Office) -> None:
    before = office.trials.report(a_trial.JULY)
    assert office.trials.report(a_trial.JULY) is before
    plot = office.trials.plot(before, None)
    assert office.trials.plot(before, None) is plot
    office.trials.records.rate("9", Person("h"), Rating.SERVED)
    after = office.trials.report(a_trial.JULY)
    assert after.total.ratings is not None
    assert after.total.ratings.served == 7
    assert office.trials.plot(after, None) is not plot


def own(office: Office, name: str) -> AppTest:
    app = opened("trials", office)
    session(app).trying.name = name
    app.segmented_control(key="trials-view").set_value("自分の記録").run()
    return fine(app)


def test_ones_own_records_are_rated_later_shared_and_deleted(office: Office) -> None:
    app = own(office, "h")
    assert "1件</strong>（評価していないもの 1件）" in html(app)
    app.segmented_control(key="own-record-9-rating").set_value(Rating.PARTLY)
    app.text_area(key="own-record-9-share").set_value("よくできた例")
    press(app, "記録を直す")
    kept = office.trials.records.own("9", Person("h"))
    assert (kept.rating, kept.minutes_before, kept.shared) == (Rating.PARTLY, 15, "よくできた例")
    app.text_area(key="own-record-9-share").set_value("")
    press(app, "記録を直す")
    assert office.trials.records.own("9", Person("h")).shared == ""
    press(app, "この記録を消す")
    assert office.trials.records.of_person(Person("h")) == ()
    assert "まだありません" in html(app)


def test_another_name_sees_nothing_of_it(office: Office) -> None:
    assert "やさしい日本語への書き換え" not in html(own(office, "だれか"))


def test_the_survey_is_for_those_who_do_not_use_it(office: Office) -> None:
    app = opened("trials", office)
    app.segmented_control(key="trials-view").set_value("アンケート").run()
    app.text_input(key="who-department").set_value("土木課").run()
    press(app, "答える")
    assert told(app) == ["✕ 「生成AIを仕事で使っていますか」に答えてください。"]
    app.radio(key="survey-uses").set_value("使っていない")
    app.pills(key="survey-reasons").set_value(["試す時間がない"])
    app.text_area(key="survey-words").set_value("災害の当番が続く")
    press(app, "答える")
    assert told(app) == ["✓ 答えを受け取りました。ありがとうございます。"]
    (answer,) = office.trials.records.answers_of(Person())
    assert (answer.department, answer.uses, answer.reasons, answer.words) == (
        "土木課", "使っていない", ("試す時間がない",), "災害の当番が続く",
    )  # fmt: skip
    app.segmented_control(key="trials-view").set_value("報告").run()
    assert "災害の当番が続く" in html(fine(app))
