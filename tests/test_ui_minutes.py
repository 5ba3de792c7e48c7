"""議事録をつくる over the real secretary without a model: from a transcript to a draft, its changes, its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.drafting.drafts import Kept
from assistant.drafting.values import Basis, Line, LineKind, Said, Transcript
from assistant.drafting.word.template import placeholders_in
from assistant.governance.door import MaskedModel
from assistant.llm import EndpointModel
from assistant.secretary import Given, Secretary
from assistant.settings import load
from assistant.ui import minutes_new, work
from assistant.ui.said import words_of
from assistant.wiring import build_office
from ingest.model import Person
from tests import model_server as server
from tests import one_meeting
from tests.templates import template
from tests.test_transcribing import sound

if TYPE_CHECKING:
    from assistant.ui.session import Minutes

ANYONE = Person()
NOW = datetime(2023, 9, 4, 3, 0, tzinfo=UTC)
DECISION = f"{one_meeting.DECISION}。"
HOSTILE = """**太郎**：では第1回<b>安全</b>会議を始めます。本日は令和5年7月25日です。
次郎：はい。
**太郎**：では、![絵](http://example.com/a.png)の利用は<img src=x onerror=alert(1)>やめることにします。
次郎：分かりました。
"""


@pytest.fixture
def secretary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Secretary]:
    with build_office(load(tmp_path / "home")) as office:
        monkeypatch.setattr(office.secretary, "_clock", lambda: NOW)
        yield office.secretary


@pytest.fixture
def kept(secretary: Secretary, tmp_path: Path) -> Kept:
    """The draft of the first meeting."""
    transcript, about = secretary.read(Given((one_meeting.write(tmp_path / "in")[0],)))
    *_, made = secretary.draft(transcript, about, "要点", ANYONE)
    assert isinstance(made, Kept)
    return made


def script(secretary: object) -> None:
    from typing import cast

    from assistant.ui import minutes

    minutes.page(cast("Secretary", secretary))


def opened(secretary: Secretary) -> AppTest:
    app = AppTest.from_function(script, args=(secretary,), default_timeout=20).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    return settled(app)


def settled(app: AppTest) -> AppTest:
    """The page when the work that was begun is done."""
    while not app.exception and mine(app).work is not None:
        app.run()
    assert not app.exception
    return app


def mine(app: AppTest) -> Minutes:
    found: Minutes = app.session_state["session"].minutes
    return found


def lines(app: AppTest) -> list[dict[str, Any]]:
    shown = [json.loads(part.proto.json) for part in app.get("bidi_component")]
    return [line for one in shown if "lines" in one for line in one["lines"]]


def told(app: AppTest) -> list[str]:
    return [box.value for box in (*app.error, *app.success)]


def draft(secretary: Secretary, kept: Kept) -> AppTest:
    """The page with the draft open, all items shown."""
    app = opened(secretary)
    mine(app).open(kept.id, -1)
    app.run()
    assert not app.exception
    return app


def line_of(kept: Kept, kind: LineKind) -> Line:
    return kept.draft.of_kind(kind)[0]


def looked_at(app: AppTest, line: Line) -> AppTest:
    mine(app).choose(line.id)
    app.run()
    assert not app.exception
    return app


def field(app: AppTest, label: str) -> Any:
    return next(one for one in (*app.text_input, *app.text_area, *app.selectbox) if one.label == label)


def view(app: AppTest, name: str) -> AppTest:
    app.segmented_control[0].set_value(name).run()
    assert not app.exception
    return app


def given(app: AppTest, text: str = one_meeting.FIRST, name: str = "第1回.vtt") -> AppTest:
    app.file_uploader[0].set_value([(name, text.encode(), "text/vtt")]).run()
    return press(app, "読み取る")


# ---- a new draft


def test_the_first_visit_asks_for_a_transcript(secretary: Secretary) -> None:
    app = opened(secretary)
    assert [one.label.split("（")[0] for one in app.file_uploader] == ["文字起こし", "次第", "配布資料"]
    assert [button.disabled for button in app.button if button.label == "読み取る"] == [True]
    assert "文字起こしのファイルを選ぶと、「読み取る」を押せます。" in html(app)
    app.file_uploader[0].set_value([("第1回.vtt", one_meeting.FIRST.encode(), "text/vtt")]).run()
    assert [button.disabled for button in app.button if button.label == "読み取る"] == [False]


def test_what_was_understood_can_be_put_right_before_drafting(secretary: Secretary) -> None:
    app = given(opened(secretary))
    assert field(app, "開催日").value == "令和5年7月25日(火)"
    assert field(app, "議題（1行に1つ）").value == "生成AIの試行\nLINEの開設"
    field(app, "会議の名前").set_value("第1回デジタル推進会議（臨時）").run()
    field(app, "開催日").set_value("R5.7.26").run()
    assert field(app, "開催日").value == "令和5年7月26日(水)"
    field(app, "出席者（1行に1人）").set_value("岸本課長\n\n 柏木主幹 ").run()
    press(app, "下書きをつくる")
    (heading,) = secretary.drafts(ANYONE)
    about = secretary.open(heading.id, ANYONE).draft.occasion
    assert (about.title, about.held_on) == ("第1回デジタル推進会議（臨時）", date(2023, 7, 26))
    assert about.present == ("岸本課長", "柏木主幹")
    assert "第1回デジタル推進会議（臨時）" in html(app)
    assert lines(app)


def test_a_day_that_cannot_be_read_is_told_and_the_day_before_stays(secretary: Secretary) -> None:
    app = given(opened(secretary))
    field(app, "開催日").set_value("来月あたり").run()
    assert "日付を読み取れません" in told(app)[0]
    assert field(app, "開催日").value == "令和5年7月25日(火)"


def test_two_names_of_one_speaker_become_one(secretary: Secretary) -> None:
    app = given(opened(secretary))
    assert "4人・" in html(app)
    field(app, "藤堂主査（1回・23字）").set_value("柏木主幹").run()
    press(app, "下書きをつくる")
    kept = secretary.open(mine(app).draft, ANYONE)
    assert kept.transcript.speakers == ("岸本課長", "柏木主幹", "大槻主査")


def test_the_style_says_what_it_is_for(secretary: Secretary) -> None:
    app = given(opened(secretary))
    assert app.radio[0].options[:2] == ["要点", "委員会報告"]
    app.radio[0].set_value("逐語に近い")
    press(app, "下書きをつくる")
    assert secretary.open(mine(app).draft, ANYONE).draft.style == "逐語に近い"


def test_a_file_that_cannot_be_read_is_told_and_stays_chosen(secretary: Secretary) -> None:
    app = given(opened(secretary), "", "空.vtt")
    assert len(told(app)) == 1
    assert "文字起こしに発言がありません" in told(app)[0]
    assert app.file_uploader[0].value
    assert "読み取る" in labels(app)


def test_oddities_of_a_transcript_are_told_before_drafting(secretary: Secretary) -> None:
    app = given(opened(secretary), "本日は令和5年7月25日です。\n試行は9月末まで延長することにします。", "memo.txt")
    assert "△ memo.txtには話す人の名前がありません。" in html(app)


# ---- the draft beside its source


def test_the_lines_stand_by_item_with_what_is_left_to_check(secretary: Secretary, kept: Kept) -> None:
    app = draft(secretary, kept)
    (decision,) = [line for line in lines(app) if line["kind"] == "決定"]
    assert decision["text"] == DECISION
    assert decision["from"] == "岸本課長　00:00:32"
    assert decision["verdict"]["words"] == "✓ 確認済み"
    (todo,) = [line for line in lines(app) if line["kind"] == "宿題"]
    assert todo["task"].startswith("担当 大槻主査　期限 8月25日まで")
    assert f"✓ 要確認の行はありません（全{len(kept.draft.lines)}行）" in html(app)
    item = field(app, "議題")
    assert item.options[0] == f"すべての議題（{len(kept.draft.lines)}行）"
    place = next(n for n, one in enumerate(kept.draft.items) if one.title == "LINEの開設")
    item.set_value(place).run()
    assert [line["text"] for line in lines(app)] == [line.text for line in kept.draft.items[place].lines]


def test_a_line_shows_its_words_within_the_speech_around(secretary: Secretary, kept: Kept) -> None:
    app = looked_at(draft(secretary, kept), line_of(kept, LineKind.DECISION))
    shown = html(app)
    assert f"<mark>では、{one_meeting.DECISION}。</mark>" in shown
    assert "端末を開く時間がないという方が3人でした。" in shown
    assert "公式アカウントの開設は" not in shown
    press(app, "前後の発言をもっと見る")
    assert "公式アカウントの開設は" in html(app)
    press(app, "閉じる")
    assert "<mark>" not in html(app)


def test_an_edit_is_checked_anew_and_taken_back(secretary: Secretary, kept: Kept) -> None:
    app = looked_at(draft(secretary, kept), line_of(kept, LineKind.DECISION))
    field(app, "文").set_value("試行は10月末まで延長することにします。").run()
    (decision,) = [line for line in lines(app) if line["kind"] == "決定"]
    assert decision["verdict"]["words"] == "✕ 根拠なし"
    assert "10月" in decision["verdict"]["why"]
    assert f"△ 要確認 1行（全{len(kept.draft.lines)}行）" in html(app)
    press(app, "一つ前に戻す（行を直す）")
    assert field(app, "文").value == DECISION
    assert secretary.open(kept.id, ANYONE).draft == kept.draft
    assert not [label for label in labels(app) if label.startswith("一つ前に戻す")]


def test_an_empty_text_is_refused_and_the_line_stays(secretary: Secretary, kept: Kept) -> None:
    app = looked_at(draft(secretary, kept), line_of(kept, LineKind.DECISION))
    field(app, "文").set_value("  ").run()
    assert "行の文が空です" in told(app)[0]
    assert field(app, "文").value == DECISION


def test_who_and_by_when_of_a_to_do_are_put_right(secretary: Secretary, kept: Kept) -> None:
    todo = line_of(kept, LineKind.TODO)
    app = looked_at(draft(secretary, kept), todo)
    field(app, "担当").set_value("総務課").run()
    field(app, "期限").set_value("9月1日まで").run()
    task = line_of(secretary.open(kept.id, ANYONE), LineKind.TODO).task
    assert task is not None
    assert (task.who, task.due_as_said, task.due) == ("総務課", "9月1日まで", date(2023, 9, 1))
    assert "期限の日：令和5年9月1日(金)" in html(app)
    field(app, "期限").set_value("なるべく早く").run()
    assert "日付としては読み取れません" in html(app)


def test_a_person_s_mark_takes_a_line_off_the_count(secretary: Secretary, kept: Kept) -> None:
    decision = line_of(kept, LineKind.DECISION)
    secretary.rewrite(kept.id, decision.id, "試行は10月末まで延長することにします。", ANYONE)
    app = looked_at(draft(secretary, kept), decision)
    field(app, "確認する人の名前").set_value("総務課 野々村").run()
    press(app, "✓ 発言と見比べて確認した")
    assert "要確認の行はありません" in html(app)
    assert "確認した人：総務課 野々村" in html(app)
    press(app, "確認を取り消す")
    assert "△ 要確認 1行" in html(app)


def test_only_what_is_to_be_checked_is_walked_through(secretary: Secretary, kept: Kept) -> None:
    first, second, *_ = kept.draft.lines
    for line in (first, second):
        secretary.rewrite(kept.id, line.id, "費用は999円でした。", ANYONE)
    app = draft(secretary, kept)
    app.checkbox[0].check().run()
    assert [line["id"] for line in lines(app)] == [first.id, second.id]
    assert all(line["to_check"] for line in lines(app))
    press(looked_at(app, first), "✓ 発言と見比べて確認した")
    assert mine(app).line == second.id
    press(app, "✓ 発言と見比べて確認した")
    assert (mine(app).line, lines(app)) == ("", [])


def test_kind_and_removal(secretary: Secretary, kept: Kept) -> None:
    decision = line_of(kept, LineKind.DECISION)
    app = looked_at(draft(secretary, kept), decision)
    field(app, "種類").set_value(LineKind.OPINION).run()
    assert secretary.open(kept.id, ANYONE).draft.of_kind(LineKind.DECISION) == ()
    press(app, "この行を消す")
    assert decision.id not in [line["id"] for line in lines(app)]
    assert "行を消しました。" in told(app)[0]
    assert mine(app).line == ""


def test_an_item_is_made_anew(secretary: Secretary, kept: Kept) -> None:
    written = kept.draft.written.items
    place = next(n for n, one in enumerate(written) if one.lines)
    texts = [line.text for line in written[place].lines]
    secretary.remove(kept.id, written[place].lines[0].id, ANYONE)
    app = draft(secretary, kept)
    field(app, "議題").set_value(place).run()
    assert len(lines(app)) == len(texts) - 1
    press(app, "作り直す")
    assert [line["text"] for line in lines(app)] == texts
    assert mine(app).item == place


def test_a_long_item_is_shown_leaf_by_leaf(secretary: Secretary, tmp_path: Path) -> None:
    said = "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\n"
        f"<v 係{n % 3}>第{n}案の費用は{n}円です。</v>\n\n"
        for n in range(1, 121)
    )
    path = tmp_path / "long.vtt"
    path.write_text(f"WEBVTT\n\n{said}", encoding="utf-8")
    transcript, about = secretary.read(Given((path,)))
    *_, made = secretary.draft(transcript, about, "逐語に近い", ANYONE)
    assert isinstance(made, Kept)
    assert len(made.draft.lines) > 80
    app = draft(secretary, made)
    assert len(lines(app)) == 40
    app.number_input[0].set_value(2).run()
    assert lines(app)[0]["id"] == made.draft.lines[40].id


def test_the_meeting_itself_can_be_put_right(secretary: Secretary, kept: Kept) -> None:
    app = view(draft(secretary, kept), "会議の情報")
    field(app, "場所").set_value("本庁舎3階 会議室").run()
    assert secretary.open(kept.id, ANYONE).draft.occasion.place == "本庁舎3階 会議室"
    press(app, "一つ前に戻す（会議の情報を直す）")
    assert field(app, "場所").value == ""
    view(app, "変更の記録")
    assert "下書きを作成" in html(app)


def test_a_draft_that_is_gone_leads_back_to_the_list(secretary: Secretary, kept: Kept) -> None:
    app = draft(secretary, kept)
    secretary.delete(kept.id, ANYONE)
    app.run()
    assert "この下書きは見つかりません" in told(app)[0]
    assert "読み取る" in labels(app)


def test_drafts_are_listed_opened_and_deleted_after_asking(secretary: Secretary, kept: Kept) -> None:
    app = opened(secretary)
    assert "令和5年7月25日(火)・2023年　変更 2023年9月4日" in html(app)
    press(app, kept.draft.occasion.title)
    assert lines(app)
    press(app, "一覧に戻る")
    press(app, "消す")
    assert "元には戻せません" in html(app)
    assert {"消す", "やめる"} <= set(labels(app))


# ---- out


def test_a_form_of_the_city_is_checked_and_kept(secretary: Secretary, kept: Kept) -> None:
    app = view(draft(secretary, kept), "書き出す")
    contents = template("{{会議名}}", "{{議亊}}")
    app.file_uploader[0].set_value(("../様式.docx", contents, "application/octet-stream")).run()
    assert not app.exception
    form = mine(app).form
    assert form is not None
    assert (form.name, form.placeholders) == ("様式.docx", placeholders_in(contents))
    assert "「議亊」という差し込み項目はありません。" in html(app)
    assert "<td>議事</td><td>－ 様式にありません</td>" in html(app)
    press(app, "標準のひな形に戻す")
    assert mine(app).form is None


def test_a_form_that_cannot_be_filled_says_why(secretary: Secretary, kept: Kept) -> None:
    app = view(draft(secretary, kept), "書き出す")
    app.file_uploader[0].set_value(("様式.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword")).run()
    assert "ひな形には Word の文書" in told(app)[0]
    assert mine(app).form is None


def test_every_kind_of_file_is_offered(secretary: Secretary, kept: Kept) -> None:
    app = view(draft(secretary, kept), "書き出す")
    named = [button.proto.label for button in app.get("download_button")]
    assert named == ["Wordで保存", "テキストで保存", "Markdownで保存", "標準のひな形を保存"]


# ---- words of others


def test_words_of_a_transcript_are_never_markup(secretary: Secretary) -> None:
    app = given(opened(secretary), HOSTILE, "<b>x</b>.txt")
    assert "<b>" not in html(app)
    assert any(r"\*\*太郎\*\*" in one.label for one in app.text_input)
    press(app, "下書きをつくる")
    kept = secretary.open(mine(app).draft, ANYONE)
    app = looked_at(app, line_of(kept, LineKind.DECISION))
    assert "&lt;img src=x onerror=alert(1)&gt;" in html(app)
    assert "<img" not in html(app)


def test_words_far_from_each_other_stand_apart_and_long_speech_is_cut() -> None:
    long = "あ" * 400 + "ここが決まった。" + "い" * 400
    said = tuple(
        Said(n, f"話者{n}", long if n == 2 else f"第{n}の発言。", f"00:00:0{n}", "a.vtt") for n in range(1, 10)
    )
    bases = (Basis(2, 400, 408, "ここが決まった。"), Basis(8, 0, 5, "第8の発言"))
    shown = words_of(Transcript(said, ("a.vtt",)), bases, 1)
    assert shown.count("（中略）") == 1
    assert "…ああ" in shown
    assert "いい…" in shown
    assert "<mark>ここが決まった。</mark>" in shown
    assert "<mark>第8の発言</mark>。" in shown
    assert "第5の発言" not in shown


# ---- with a model


def by_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *behaviours: server.Behaviour) -> Iterator[Secretary]:
    """A secretary whose minutes are written by a recorded model, over real HTTP."""
    with server.serve(*behaviours) as model:
        monkeypatch.setenv("SHIRUBE_LLM_PROVIDER", "compatible")
        monkeypatch.setenv("SHIRUBE_LLM_MODEL", "recorded")
        monkeypatch.setenv("SHIRUBE_LLM_BASE_URL", model.url)
        with build_office(load(tmp_path / "by-model")) as office:
            yield office.secretary
            assert office.secretary._writer is not None
            masked = office.secretary._writer.model
            assert isinstance(masked, MaskedModel)
            assert isinstance(masked._model, EndpointModel)
            masked._model.close()


def test_a_draft_that_is_stopped_keeps_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[AppTest] = []

    def stop_while_writing(handler: server.Handler) -> None:
        under_way = mine(begun[0]).work
        assert under_way is not None
        assert under_way.slow
        under_way.stop.set()
        server.says("説明（柏木主幹）: 試行の参加者は30人です[3]。")(handler)

    for secretary in by_model(tmp_path, monkeypatch, stop_while_writing, server.says("決定: 書かれない[1]。")):
        begun.append(given(opened(secretary)))
        assert "言語モデル recorded が書きます。" in html(begun[0])
        app = press(begun[0], "下書きをつくる")
        made = secretary.open(mine(app).draft, ANYONE).draft
        assert "recorded" in [item.engine for item in made.items]
        assert "extract" in [item.engine for item in made.items]
        assert "途中で止めたため" in html(app)


def test_an_item_that_a_model_cannot_write_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for secretary in by_model(tmp_path, monkeypatch, server.fails(401)):
        app = press(given(opened(secretary)), "下書きをつくる")
        before = secretary.open(mine(app).draft, ANYONE)
        assert {item.engine for item in before.draft.items} == {"extract"}
        press(app, "作り直す")
        assert len(told(app)) == 1
        assert told(app)[0].startswith("✕ ")
        assert secretary.open(before.id, ANYONE) == before


def test_an_item_that_is_stopped_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lets_go = Event()

    def waits(handler: server.Handler) -> None:
        lets_go.wait(10)
        server.says("説明（柏木主幹）: 試行の参加者は30人です[3]。")(handler)

    for secretary in by_model(tmp_path, monkeypatch, server.fails(401), waits):
        app = press(given(opened(secretary)), "下書きをつくる")
        before = secretary.open(mine(app).draft, ANYONE)
        session = app.session_state["session"]
        minutes_new.remake(mine(app).item, before, session, secretary)
        begun = mine(app).work
        assert begun is not None
        minutes_new.leave(session, begun)  # while it waits for the model
        lets_go.set()
        assert begun.done.wait(10)
        assert begun.made == before
        app.run()
        assert told(app) == ["✓ 途中で止めました。議題は元のままです。"]
        assert secretary.open(before.id, ANYONE) == before


def test_work_that_was_left_is_met_again(secretary: Secretary, kept: Kept) -> None:
    app = opened(secretary)
    goes_on = Event()

    def draft_of(stop: object) -> Iterator[Kept]:
        goes_on.wait(10)
        yield kept

    mine(app).work = work.begin("下書きをつくっています", draft_of, slow=True)
    app.run()
    assert "■ 止める" in labels(app)
    goes_on.set()
    settled(app)
    assert mine(app).draft == kept.id
    assert lines(app)


def test_a_recording_is_listened_to_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = server.hears((0.0, "では会議を始めます。本日は令和5年7月25日です。"), (4.0, DECISION))
    with server.serve(heard) as model:
        monkeypatch.setenv("SHIRUBE_TRANSCRIPTION_PROVIDER", "compatible")
        monkeypatch.setenv("SHIRUBE_TRANSCRIPTION_MODEL", "ear")
        monkeypatch.setenv("SHIRUBE_TRANSCRIPTION_BASE_URL", model.url)
        with build_office(load(tmp_path / "home")) as office:
            app = opened(office.secretary)
            assert "音声を聞き取るモデル ear の通信先に送ります。" in html(app)
            recording = ("会議.wav", sound(tmp_path / "a.wav", 8.0).read_bytes(), "audio/wav")
            app.file_uploader[0].set_value([recording]).run()
            press(app, "読み取る")
            press(app, "下書きをつくる")
            made = office.secretary.open(mine(app).draft, ANYONE).draft
            assert [line.text for line in made.of_kind(LineKind.DECISION)] == [DECISION]
            assert office.secretary._transcriber is not None
            office.secretary._transcriber.close()


def test_a_line_of_ones_own_is_added_behind_the_one_looked_at(secretary: Secretary, kept: Kept) -> None:
    app = looked_at(draft(secretary, kept), line_of(kept, LineKind.DECISION))
    field(app, "加える文").set_value("会場は大会議室とする。")
    press(app, "加える")
    (own,) = [line for line in secretary.open(kept.id, ANYONE).draft.lines if line.by_hand]
    assert own.text == "会場は大会議室とする。"
    assert "手で加えた行" in html(app)
    press(app, "一つ前に戻す（行を加える）")
    assert secretary.open(kept.id, ANYONE).draft == kept.draft


def test_words_that_nobody_said_are_refused(secretary: Secretary, kept: Kept) -> None:
    app = looked_at(draft(secretary, kept), line_of(kept, LineKind.DECISION))
    field(app, "加える文").set_value("会場は大会議室とする。")
    field(app, "もとになる発言（任意）").set_value("誰も言っていない言葉です")
    press(app, "加える")
    assert "文字起こしに見つかりません" in told(app)[0]
    assert secretary.open(kept.id, ANYONE).draft == kept.draft


def test_an_item_gets_another_name_and_a_line_another_item(secretary: Secretary, kept: Kept) -> None:
    app = draft(secretary, kept)
    mine(app).item = 1
    app.run()
    field(app, "議題の名前").set_value("生成AIのこと").run()
    titles = [item.title for item in secretary.open(kept.id, ANYONE).draft.items]
    assert titles.count("生成AIのこと") == 1
    assert len(titles) == len(kept.draft.items)
    field(app, "この後に加える議題").set_value("視察のこと").run()
    assert len(secretary.open(kept.id, ANYONE).draft.items) == len(titles) + 1
    press(app, "前の議題とまとめる")
    assert len(secretary.open(kept.id, ANYONE).draft.items) == len(titles)


def test_a_line_is_kept_out_of_the_minutes_and_put_in_again(secretary: Secretary, kept: Kept) -> None:
    decision = line_of(kept, LineKind.DECISION)
    app = looked_at(draft(secretary, kept), decision)
    press(app, "議事録に載せない")
    now = secretary.open(kept.id, ANYONE).draft
    assert decision.id not in {line.id for line in now.written.lines}
    press(app, "議事録に載せる")
    assert secretary.open(kept.id, ANYONE).draft == kept.draft
