"""生成AIを試す over the real office: with no model, and with recorded replies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings, load
from assistant.trials.catalogue import coming_along
from assistant.trials.trials import Attempt
from assistant.trials.use_case_words import GROUPS
from assistant.trials.values import Made, Rating, UseCase
from assistant.wiring import Office, build_office
from ingest.model import Person, local_person
from tests import model_server as server
from tests.trial_pages import fine, html, opened, press, session, shown, told

PAPER = Path(__file__).parents[1] / "corpus" / "papers" / "令和5年第3回定例会会議録_第2号.pdf"
MAIL = "庁内メールの文案"
REPLY = "件名：【依頼】生成AI研修の出欠（10月6日まで）\n\nお疲れさまです。"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with build_office(load(tmp_path)) as one:
        yield one


@pytest.fixture
def with_model(tmp_path: Path) -> Iterator[tuple[Office, server.ModelServer]]:
    with server.serve(server.says(REPLY)) as model:
        settings = Settings(home=tmp_path, llm_provider="compatible", llm_model="recorded", llm_base_url=model.url)
        with build_office(settings) as one:
            yield one, model


def test_the_catalogue_lists_every_use_case_by_what_it_is_about(office: Office) -> None:
    app = opened("try", office)
    assert [one.value for one in app.subheader] == [name for name in GROUPS if name != "その他"]
    cards = [button.label.replace("\\", "") for button in app.button if (button.key or "").startswith("use-")]
    assert sorted(cards) == sorted(one.title for one in coming_along())
    assert "いまは言語モデルが設定されていません" in html(app)


def test_the_search_narrows_it(office: Office) -> None:
    app = opened("try", office)
    app.text_input(key="try-search").set_value("やさしい").run()
    assert [button.label for button in app.button if (button.key or "").startswith("use-")] == [
        "やさしい日本語への書換え"
    ]
    app.text_input(key="try-search").set_value("どこにもない").run()
    assert "見つかりません" in html(app)


@pytest.mark.parametrize("use_case", coming_along(), ids=lambda one: one.id)
def test_every_form_is_made_says_what_to_mind_and_takes_its_example(use_case: UseCase, office: Office) -> None:
    app = opened("try", office)
    fine(app.button(key=f"use-{use_case.id}").click().run())
    page = html(app)
    assert use_case.cannot in page
    assert use_case.checked_by in page
    assert office.trials.at_the_box(use_case) in page
    press(app, "見本を入れる")
    assert session(app).trying.typed[use_case.id].items() >= dict(use_case.example).items()
    if use_case.engine:
        assert any(button.label == "下書きをつくる" for button in app.button)
    else:
        assert any("情報担当の職員に、言語モデルの設定を頼んでください" in said for said in told(app))
        assert not any(button.label == "下書きをつくる" for button in app.button)


def test_without_a_model_the_rules_find_and_the_record_is_kept(office: Office) -> None:
    app = opened("try", office)
    app.text_input(key="who-department").set_value("総務課").run()
    app.text_input(key="who-name").set_value("野々村").run()
    press(press(app, "公用文のチェック"), "見本を入れる")
    press(app, "下書きをつくる")
    (text,) = [area.value for area in app.text_area if area.label.startswith("下書き")]
    assert "下さい" in (text or "")
    assert "決まった規則で作りました" in html(app)
    (kept,) = office.trials.records.of_person(Person("野々村"))
    key = f"record-{session(app).trying.rounds[0][0].id}"
    app.segmented_control(key=f"{key}-rating").set_value(Rating.SERVED)
    app.pills(key=f"{key}-before").set_value(30)
    app.number_input(key=f"{key}-actual-typed").set_value(8)
    app.segmented_control(key=f"{key}-used").set_value(True)
    app.text_input(key=f"{key}-reason").set_value("直すところがすぐ分かった")
    press(app, "記録する")
    assert told(app) == ["✓ 記録しました。ありがとうございます。"]
    (kept,) = office.trials.records.of_person(Person("野々村"))
    assert (kept.department, kept.rating, kept.minutes_before, kept.minutes_actual) == ("総務課", Rating.SERVED, 30, 8)
    assert (kept.used, kept.reason, kept.shared) == (True, "直すところがすぐ分かった", "")


def test_a_notice_of_plain_japanese_is_checked_with_and_without_readings(office: Office) -> None:
    app = opened("try", office)
    press(press(app, "やさしい日本語への書換え"), "見本を入れる")
    press(app, "下書きをつくる")
    (page,) = [area.value for area in app.text_area if area.label.startswith("下書き")]
    heads = [line.partition("（")[0] for line in (page or "").splitlines() if line.startswith("■")]
    assert heads == [
        "■ 書き直しを考えるところ", "■ 置き換えるところ", "■ 読み仮名を付けるところ", "■ 置き換える理由",
    ]  # fmt: skip
    assert "→「2023年」" in (page or "")
    typed = session(app).trying.typed["やさしい日本語"]
    without = Attempt(office.trials.use_case("やさしい日本語"), {**typed, "ふりがな": "付けない"})
    (made,) = [one for one in office.trials.run(without, Person()) if isinstance(one, Made)]
    assert "■ 読み仮名" not in made.text
    assert "→「2023年」" in made.text


def test_a_draft_is_shared_only_where_its_person_ticks_it_and_then_as_it_was_put_right(office: Office) -> None:
    app = opened("try", office)
    press(press(app, "公用文のチェック"), "見本を入れる")
    press(app, "下書きをつくる")
    draft = session(app).trying.rounds[0][0]
    app.text_area(key=f"text-{draft.id}").set_value("直した下書き").run()
    app.checkbox(key=f"record-{draft.id}-share").set_value(True)
    press(app, "記録する")
    assert office.trials.records.own(draft.record, Person()).shared == "直した下書き"
    app.checkbox(key=f"record-{draft.id}-share").set_value(False)
    press(app, "記録を直す")
    assert office.trials.records.own(draft.record, Person()).shared == ""


def test_what_looks_personal_in_a_reason_keeps_the_record_back(office: Office) -> None:
    app = opened("try", office)
    press(press(app, "公用文のチェック"), "見本を入れる")
    press(app, "下書きをつくる")
    draft = session(app).trying.rounds[0][0]
    app.text_input(key=f"record-{draft.id}-reason").set_value("090-1234-5678に電話した")
    press(app, "記録する")
    assert "個人情報に見えるものがあります（「090-1234-5678」）" in told(app)[0]
    assert office.trials.records.own(draft.record, Person()).reason == ""
    app.checkbox(key=f"record-{draft.id}-sure").set_value(True)
    press(app, "記録する")
    assert office.trials.records.own(draft.record, Person()).reason == "090-1234-5678に電話した"


def test_with_a_model_the_draft_can_be_put_right_and_made_again(with_model: tuple[Office, server.ModelServer]) -> None:
    office, model = with_model
    app = opened("try", office)
    press(press(app, MAIL), "見本を入れる")
    press(app, "下書きをつくる")
    draft = session(app).trying.rounds[0][0]
    assert draft.text == REPLY
    app.text_area(key=f"text-{draft.id}").set_value("直した文").run()
    app.radio(key="in-メール文案-調子").set_value("お願い").run()
    press(app, "もう一度つくる")
    newest, earlier = session(app).trying.rounds
    assert (newest[0].text, earlier[0].text) == (REPLY, "直した文")
    assert "お願い" in model.prompt()
    assert '<p class="shirube-words">直した文</p>' in html(app)
    app.toggle(key=f"with-earlier-{newest[0].id}").set_value(True).run()
    assert [area.value for area in app.text_area if area.label.startswith("下書き")] == [REPLY, "直した文"]


def test_what_looks_personal_is_marked_and_going_on_is_a_press_of_its_own(
    with_model: tuple[Office, server.ModelServer],
) -> None:
    office, model = with_model
    app = opened("try", office)
    press(press(app, MAIL), "見本を入れる")
    app.text_area(key="in-メール文案-用件").set_value("山田太郎様（090-1234-5678）に返事をする").run()
    press(app, "下書きをつくる")
    assert "<mark>090-1234-5678</mark>（電話番号）" in html(app)
    assert "まだ何も送っていません" in html(app)
    assert model.asked == []
    press(app, "入力を直す")
    assert "個人情報に見えるものがあります" not in html(app)
    press(app, "下書きをつくる")
    press(app, "個人情報でないことを確かめました。送って下書きをつくる")
    assert len(model.asked) == 1
    assert session(app).trying.rounds[0][0].text == REPLY


def test_what_was_made_stays_while_another_use_case_is_looked_at(with_model: tuple[Office, server.ModelServer]) -> None:
    office, _ = with_model
    app = press(press(opened("try", office), MAIL), "見本を入れる")
    press(app, "下書きをつくる")
    press(press(app, "← 使い方の一覧へ"), "アイデア出し")
    assert session(app).trying.rounds == ()
    press(press(app, "← 使い方の一覧へ"), MAIL)
    assert [area.value for area in app.text_area if area.label.startswith("下書き")] == [REPLY]


def test_an_incomplete_form_says_what_is_missing(with_model: tuple[Office, server.ModelServer]) -> None:
    office, model = with_model
    app = press(press(opened("try", office), MAIL), "下書きをつくる")
    assert told(app) == ["✕ 「宛先」、「用件」を入れてください。"]
    assert model.asked == []


def test_two_use_cases_stand_side_by_side(with_model: tuple[Office, server.ModelServer]) -> None:
    office, model = with_model
    copy = office.trials.made.copy(office.trials.use_case(MAIL), Person())
    app = press(press(opened("try", office), MAIL), "見本を入れる")
    app.selectbox(key="beside").set_value(f"use:{copy.use_case.id}").run()
    press(app, "並べてつくる")
    (pair,) = session(app).trying.rounds
    assert [one.attempt.use_case.title for one in pair] == [MAIL, f"{MAIL}の写し"]
    assert len(model.asked) == 2
    assert len(office.trials.records.of_person(Person())) == 1  # a draft of a use case is not of the trial


def test_a_draft_that_rests_on_papers_shows_its_sentences_and_sources(tmp_path: Path) -> None:
    with build_office(load(tmp_path)) as office:
        list(office.desk.ingest([PAPER], local_person()))
        app = press(press(opened("try", office), "議会の答弁案"), "見本を入れる")
        press(app, "下書きをつくる")
        (basis,) = shown(app)
    assert all(one["verdict"]["words"] == "✓ 確認済み" for one in basis["sentences"])
    assert basis["cards"][0]["source"] == PAPER.name


def test_a_failing_model_is_told(tmp_path: Path) -> None:
    with server.serve(server.fails(429, Connection="close")) as model:
        settings = Settings(home=tmp_path, llm_provider="compatible", llm_model="recorded", llm_base_url=model.url)
        with build_office(settings) as office:
            app = press(press(opened("try", office), MAIL), "見本を入れる")
            press(app, "下書きをつくる")
    assert any(said.startswith("△ ") for said in told(app))
    assert office.trials.records.of_person(Person()) == ()
