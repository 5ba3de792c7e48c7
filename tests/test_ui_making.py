"""使い方をつくる over the real office: from a form into the catalogue, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.settings import load
from assistant.trials.sketch import Row, Sketch, to_file
from assistant.trials.values import InputKind, Stage
from assistant.wiring import Office, build_office
from ingest.model import Person, local_person
from tests.trial_pages import fine, html, opened, press, session, told

AUTHOR = local_person("野々村")
LETTER = Sketch(
    title="照会文の案",
    purpose="ほかの課に尋ねる文の案を作る。",
    checked_by="照会する職員",
    cannot="相手の課の事情は分からない。",
    told="｛調子｝な調子で書きます。",
    asked="次の内容で照会文を書いてください。\n\n【宛先】\n｛宛先｝",
    rows=(
        Row("宛先", InputKind.TEXT, hint="だれに送るか", example="各課の庶務担当"),
        Row("調子", InputKind.CHOICE, choices="ていねい／ふつう", example="ふつう"),
        Row("尋ねること", InputKind.LONG_TEXT, example="公用車の台数"),
    ),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with build_office(load(tmp_path)) as one:
        yield one


def fill(app: AppTest, begun: int = 1) -> None:
    """Types what `LETTER` has into the form, as a person would."""
    for name, said in (
        ("title", LETTER.title), ("purpose", LETTER.purpose), ("checked", LETTER.checked_by), ("cannot", LETTER.cannot),
    ):  # fmt: skip
        app.text_input(key=f"make-{begun}-{name}").set_value(said).run()
    for n, row in enumerate(LETTER.rows):
        if n:
            press(app, "欄を足す")
        key = f"make-{begun}-row-{n}"
        app.text_input(key=f"{key}-name").set_value(row.name).run()
        app.selectbox(key=f"{key}-kind").set_value(row.kind).run()
        if row.choices:
            app.text_input(key=f"{key}-choices").set_value(row.choices).run()
        app.text_input(key=f"{key}-hint").set_value(row.hint).run()
        app.text_area(key=f"{key}-example").set_value(row.example).run()
    app.text_area(key=f"make-{begun}-told").set_value(LETTER.told).run()
    app.text_area(key=f"make-{begun}-asked").set_value(LETTER.asked).run()


def test_from_a_form_into_the_catalogue(office: Office) -> None:
    app = press(opened("make", office), "新しくつくる")
    fill(app)
    assert session(app).making.sketch == LETTER
    press(app, "下書きを保存する")
    assert told(app) == ["✓ 下書きを保存しました。"]
    (mine,) = office.trials.made.own(Person())
    assert (mine.stage, mine.use_case.title) == (Stage.DRAFT, "照会文の案")
    press(app, "保存して提案する")
    press(app, "承認する")
    assert "照会文の案" in [one.title for one in office.trials.all()]
    one = office.trials.use_case("照会文の案")
    assert [field.name for field in one.inputs] == ["宛先", "調子", "尋ねること"]
    assert one.messages[1][1].endswith("【尋ねること】\n${尋ねること}")  # nobody wrote where it goes


def test_what_is_not_saved_waits_in_the_list(office: Office) -> None:
    app = press(opened("make", office), "新しくつくる")
    app.text_input(key="make-1-title").set_value("照会文の案").run()
    press(app, "← 使い方の一覧へ")
    assert "「照会文の案」に、保存していない入力があります。" in told(app)[0]
    press(app, "続きを開く")
    assert app.text_input(key="make-1-title").value == "照会文の案"
    session(app).making.sketch = LETTER
    press(app, "下書きを保存する")
    press(app, "← 使い方の一覧へ")
    assert told(app) == []


def test_the_form_that_it_makes_is_shown_beside_it(office: Office) -> None:
    app = press(opened("make", office), "新しくつくる")
    assert "「題名」、「目的」、「確認する人」、「できないこと」を入れてください。" in html(app)
    fill(app)
    assert app.text_input(key="preview-1-宛先").value == "各課の庶務担当"
    assert app.radio(key="preview-1-調子").options == ["ていねい", "ふつう"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "「題名」を入れてください。"),
        ({"rows": ()}, "入力する欄を1つ以上作ってください。"),
        ({"rows": (Row(""),)}, "入力する欄のすべてに、名前を入れてください。"),
        ({"rows": (Row("宛先"), Row("宛先"))}, "「宛先」という名前の欄が2つあります。"),
        ({"rows": (Row("調子", InputKind.CHOICE, choices="ふつう"),)}, "「調子」の選択肢を2つ以上"),
        ({"told": "｛宛先｝に宛てます。"}, "｛宛先｝は「頼むこと」に書いてください。"),
        ({"rows": (Row("2番目"),)}, "入力の名前「2番目」は"),
    ],
)
def test_what_is_missing_is_told_in_the_words_of_the_form(office: Office, change: dict[str, object], said: str) -> None:
    app = press(opened("make", office), "新しくつくる")
    session(app).making.sketch = replace(LETTER, **change)  # type: ignore[arg-type]
    press(app, "下書きを保存する")
    assert said in told(app)[0]
    assert "行目" not in told(app)[0]
    assert office.trials.made.own(Person()) == ()


def test_a_copy_of_any_use_case(office: Office) -> None:
    app = opened("make", office)
    app.selectbox(key="copy-of").set_value("メール文案").run()
    press(app, "写しをつくる")
    assert app.text_input(key="make-1-title").value == "庁内メールの文案の写し"
    assert "｛宛先｝" in (app.text_area(key="make-1-asked").value or "")


def test_a_file_that_breaks_the_rules_is_refused_with_its_line_beside_the_text(office: Office) -> None:
    app = press(opened("make", office), "新しくつくる")
    session(app).making.sketch = LETTER
    press(app, "ファイルの形で見る")
    assert "✓ 決まりに合っています。" in told(app)
    text = session(app).making.text
    app.text_area(key="file-text-1").set_value(text.replace("- 宛先 | 一行", "- 宛先 | 一枚")).run()
    wrong = text.split("\n").index("- 宛先 | 一行 | 必須 | だれに送るか") + 1
    assert told(app)[0].startswith(f"✕ {wrong}行目：入力の種類「一枚」は")
    assert '<mark>- 宛先 | 一枚 | 必須 | だれに送るか</mark><p class="shirube-problem">✕ 入力の種類' in html(app)
    press(app, "下書きを保存する")
    assert office.trials.made.own(Person()) == ()


def proposed(office: Office) -> str:
    id = office.trials.made.begin(to_file(LETTER), AUTHOR).use_case.id
    office.trials.made.propose(id, AUTHOR)
    return id


def test_a_proposal_is_sent_back_only_with_a_reason(office: Office) -> None:
    id = proposed(office)
    app = press(opened("make", office), "差し戻す")
    assert told(app) == ["✕ 差し戻すときは、理由を入れてください。作成者に伝わります。"]
    app.text_input(key=f"reason-{id}").set_value("期限の欄がほしい").run()
    press(app, "差し戻す")
    assert office.trials.made.newest(id).reason == "期限の欄がほしい"
    mine = session(app)
    mine.trying.name = AUTHOR.name
    assert "差し戻されました：期限の欄がほしい" in html(fine(app.run()))


def test_versions_tell_what_changed_and_an_earlier_one_comes_back(office: Office) -> None:
    id = proposed(office)
    office.trials.made.approve(id, AUTHOR)
    office.trials.made.save(id, to_file(replace(LETTER, cannot="期限は決められない。")), AUTHOR)
    app = opened("make", office)
    session(app).trying.name = AUTHOR.name
    fine(app.run())
    fine(app.button(key=f"use-{id}").click().run())
    assert (
        "<dt>できないこと</dt><dd><p><del>相手の課の事情は分からない。</del>（削る）</p>"
        "<p><ins>期限は決められない。</ins>（加える）</p></dd>"
    ) in html(app)
    press(app, "第1版に戻す")
    newest = office.trials.made.newest(id).use_case
    assert (newest.version, newest.cannot) == (2, LETTER.cannot)
    assert office.trials.use_case("照会文の案").version == 1


def test_a_draft_is_tried_at_once(office: Office) -> None:
    app = press(opened("make", office), "新しくつくる")
    session(app).making.sketch = LETTER
    press(app, "保存して試す")
    assert app.session_state["went"] == "trying"
    page = opened("try", office, session(app))
    assert "承認される前の使い方です。" in next(box.value for box in page.info)


def test_an_approved_one_is_withdrawn(office: Office) -> None:
    id = proposed(office)
    office.trials.made.approve(id, AUTHOR)
    app = opened("make", office)
    fine(app.button(key=f"withdraw-{id}").click().run())
    assert "照会文の案" not in [one.title for one in office.trials.all()]
