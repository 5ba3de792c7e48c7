"""送信内容の確認: what would leave is shown word for word, and nothing leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.settings import Settings
from assistant.wiring import build
from ingest.model import local_person
from tests import model_server as server
from tests.test_recording import LETTER, QUESTION

SCRIPT = """
import sys
from pathlib import Path
from assistant.settings import load
from assistant.ui import outflow
from assistant.wiring import build_office
office = build_office(load(Path({home!r})))
outflow.page(office.desk, office.outflow, office.trials)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "要望.txt").write_text(LETTER + "<b>太字</b>", encoding="utf-8")
    with build(Settings(home=tmp_path / "home")) as desk:
        assert list(desk.ingest([tmp_path / "要望.txt"], local_person()))
    return tmp_path / "home"


def page(home: Path) -> AppTest:
    return AppTest.from_string(SCRIPT.format(home=str(home)), default_timeout=60).run()


def words(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


def test_without_a_model_nothing_leaves(home: Path) -> None:
    app = page(home)
    assert not app.exception
    assert "この端末の外には何も送りません" in words(app)
    assert not app.button


def test_a_question_is_shown_as_it_would_go(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server.serve(server.says("x")) as model:
        for name, value in (("PROVIDER", "compatible"), ("MODEL", "recorded"), ("BASE_URL", model.url)):
            monkeypatch.setenv(f"SHIRUBE_LLM_{name}", value)
        app = page(home)
        app.text_area(key="outflow-question").input(QUESTION).run()
        app.button(key="outflow-look").click().run()
        assert not app.exception
        shown = words(app)
        assert "<mark>〔氏名1〕</mark>様（電話 <mark>〔電話1〕</mark>）が、駐車場を増やすよう求めた。" in shown
        assert "&lt;b&gt;太字&lt;/b&gt;" in shown
        assert "個人情報に見えるもの3件（氏名2、電話1）を伏せて送ります。" in shown
        assert "山田太郎" not in shown
        app.toggle(key="words-preview-1").set_value(True).run()
        assert "<td>〔氏名1〕</td><td>山田太郎</td>" in words(app)

        app.radio(key="outflow-what").set_value("資料の要約").run()
        app.multiselect(key="outflow-papers").select("要望.txt").run()
        app.button(key="outflow-look").click().run()
        assert not app.exception

        app.radio(key="outflow-what").set_value("生成AIの使い方").run()
        app.button(key="outflow-look").click().run()
        assert not app.exception
        assert "を入れてください" in app.warning[0].value  # the form is empty
        assert model.asked == []
