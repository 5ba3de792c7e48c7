"""要約する over a real desk and the real secretary without a model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.drafting.summaries.values import By, Length, Summary
from assistant.settings import load
from assistant.ui.session import Summing
from assistant.wiring import Office, build_office
from ingest.model import Person, local_person
from tests.three_sittings import THIRD, write

ANYONE = Person()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sittings")
    with build_office(load(folder / "home")) as office:
        list(office.desk.ingest([write(folder / "papers")], local_person()))
    return folder / "home"


@pytest.fixture
def office(home: Path, tmp_path: Path) -> Iterator[Office]:
    with build_office(load(shutil.copytree(home, tmp_path / "home"))) as one:
        yield one


def script(office: object) -> None:
    from typing import cast

    from assistant.ui import summaries

    one = cast("Office", office)
    summaries.page(one.desk, one.secretary)


def opened(office: Office) -> AppTest:
    app = AppTest.from_function(script, args=(office,), default_timeout=20).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    return settled(app)


def settled(app: AppTest) -> AppTest:
    """The page when the work that was begun is done."""
    while not app.exception and mine(app).work is not None:
        app.run()
    assert not app.exception
    return app


def mine(app: AppTest) -> Summing:
    found: Summing = app.session_state["session"].summing
    return found


def shown(app: AppTest) -> list[dict[str, Any]]:
    parts = [json.loads(part.proto.json) for part in app.get("bidi_component")]
    return [one for one in parts if "sentences" in one]


def summarised(office: Office, **wished: object) -> AppTest:
    app = opened(office)
    app.multiselect[0].set_value([THIRD]).run()
    for key, value in wished.items():
        app.selectbox(key=f"summary-{key}").set_value(value).run()
    return press(app, "要約する")


def test_without_papers_the_page_says_how_to_add_one(tmp_path: Path) -> None:
    with build_office(load(tmp_path / "empty")) as office:
        assert "資料がまだ登録されていません" in html(opened(office))


def test_papers_have_to_be_chosen(office: Office) -> None:
    app = press(opened(office), "要約する")
    assert [box.value for box in app.error] == ["✕ 要約する資料を選んでください。"]


def test_every_sentence_has_its_place(office: Office) -> None:
    app = summarised(office, length=Length.SHORT)
    (summary,) = shown(app)
    assert len(summary["sentences"]) == 3
    assert all(sentence["marks"] and sentence["verdict"]["words"] == "✓ 確認済み" for sentence in summary["sentences"])
    assert [card["source"] or card["title"] for card in summary["cards"]] == [THIRD] * len(summary["cards"])
    assert "この要旨は、言語モデルを使わず" in html(app)
    saved = [button.proto.label for button in app.get("download_button")]
    assert saved == ["Wordで保存", "テキストで保存", "Markdownで保存"]


def test_a_sitting_is_divided_by_who_asks(office: Office) -> None:
    app = summarised(office, by=By.QUESTION)
    (summary,) = shown(app)
    headings = [row["text"] for row in summary["sentences"] if row.get("level") == 1]
    assert any("桐生和子" in heading for heading in headings)
    assert "質問" in [row["text"] for row in summary["sentences"] if row.get("level") == 3]
    assert "（各3文）" in app.selectbox(key="summary-length").options[1]


def test_what_was_wished_for_and_what_came_stay(office: Office) -> None:
    app = summarised(office, by=By.SPEAKER)
    made = mine(app).summary
    assert isinstance(made, Summary)
    window = app.session_state["session"]
    app = opened(office)  # the page is left, and with it what its fields held; then it is seen again
    app.session_state["session"] = window
    app.run()
    assert mine(app).summary is made
    assert (app.multiselect[0].value, app.selectbox(key="summary-by").value) == ([THIRD], By.SPEAKER)
    assert len(shown(app)) == 1


def test_a_paper_that_was_taken_out_meanwhile_is_told(office: Office) -> None:
    app = opened(office)
    mine(app).sources = (THIRD, "gone.pdf")
    press(app, "要約する")
    assert "「gone\\.pdf」という資料はありません。" in app.error[0].value


def test_a_summary_outlives_its_window_until_it_is_deleted(office: Office) -> None:
    made = mine(summarised(office, length=Length.SHORT)).summary
    app = opened(office)
    assert shown(app) == []
    assert "これまでの要約（1件）" in html(app)
    press(app, "開く")
    assert mine(app).summary == made
    assert len(shown(app)) == 1
    next(button for button in app.button if button.key and button.key.startswith("delete-")).click().run()
    assert "これまでの要約" not in html(app)
    assert shown(app) == []


def test_a_summary_of_a_paper_that_is_gone_says_so(office: Office) -> None:
    summarised(office, length=Length.SHORT)
    (paper,) = [one for one in office.desk.documents(ANYONE) if one.source == THIRD]
    office.desk.remove(paper.source, local_person())
    app = press(opened(office), "開く")
    (summary,) = shown(app)
    assert {sentence["verdict"]["words"] for sentence in summary["sentences"]} == {"✕ 根拠なし"}
    assert "登録から外れている" in summary["sentences"][0]["verdict"]["why"]
