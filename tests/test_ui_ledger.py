"""決定と宿題 over the real secretary: what is listed, how it is narrowed, and what becomes of an entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.drafting.drafts import Kept
from assistant.drafting.ledger import Entry, State, Wanted
from assistant.drafting.values import Item, LineKind
from assistant.secretary import Given, Secretary
from assistant.settings import load
from assistant.ui.session import Session
from assistant.wiring import Office, build_office
from ingest.model import Person, local_person
from tests import one_meeting

ANYONE = Person()
NOW = datetime(2023, 9, 4, 3, 0, tzinfo=UTC)  # the to-do of the first meeting is late by ten days
LATER = "配信は平日の午前8時に行うことにします。"
EARLIER = f"{one_meeting.DECISION}。"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with build_office(load(tmp_path / "home")) as one:
        monkeypatch.setattr(one.secretary, "_clock", lambda: NOW)
        yield one


@pytest.fixture
def secretary(office: Office, tmp_path: Path) -> Secretary:
    """With the drafts of both meetings."""
    for path in one_meeting.write(tmp_path / "in"):
        drafted(office.secretary, path)
    return office.secretary


def drafted(secretary: Secretary, path: Path) -> Kept:
    transcript, about = secretary.read(Given((path,)))
    *_, kept = secretary.draft(transcript, about, "要点", ANYONE)
    assert isinstance(kept, Kept)
    return kept


def script(secretary: object, led: list[str]) -> None:
    from typing import cast

    from assistant.ui import ledger

    ledger.page(cast("Secretary", secretary), lambda: led.append("minutes"))


def opened(secretary: Secretary) -> AppTest:
    app = AppTest.from_function(script, args=(secretary, []), default_timeout=20).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def rows(app: AppTest) -> list[dict[str, Any]]:
    shown = [json.loads(part.proto.json) for part in app.get("bidi_component")]
    return [row for one in shown if "rows" in one for row in one["rows"]]


def whats(app: AppTest) -> list[str]:
    return [row["what"] for row in rows(app)]


def entry(secretary: Secretary, kind: LineKind, words: str = "") -> Entry:
    (found,) = secretary.ledger(ANYONE, Wanted(kind, words=words))
    return found


def dialog(secretary: object, entry: object, every: object, led: list[str]) -> None:
    from typing import cast

    from assistant.ui import ledger
    from assistant.ui.session import current

    ledger._open(cast("Any", entry), cast("Any", every), current(), cast("Any", secretary), lambda: led.append("x"))


def entry_opened(secretary: Secretary, one: Entry, led: list[str] | None = None) -> AppTest:
    args = (secretary, one, secretary.ledger(ANYONE), [] if led is None else led)
    app = AppTest.from_function(dialog, args=args, default_timeout=20).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_before_the_first_draft_the_page_says_where_entries_come_from(office: Office) -> None:
    app = opened(office.secretary)
    assert "「議事録をつくる」で下書きをつくると" in html(app)
    assert rows(app) == []


def test_what_is_due_comes_first_and_what_is_late_is_said_by_a_word(secretary: Secretary) -> None:
    app = opened(secretary)
    todo, later, earlier = rows(app)
    assert (todo["kind"], todo["who"], todo["due"]) == ("宿題", "大槻主査", "令和5年8月25日(金)")
    assert (todo["state"], todo["late"], todo["to_check"]) == ("未了", True, False)
    assert (todo["held_on"], todo["where"]) == ("令和5年7月25日(火)", "00:00:32")
    assert (later["what"], later["state"], later["late"]) == (LATER, "有効", False)
    assert earlier["what"] == EARLIER
    assert "3件（宿題 1件、うち期限切れ 1件。決定 2件）" in html(app)


def test_the_list_is_narrowed_by_kind_state_words_and_lateness(secretary: Secretary) -> None:
    app = opened(secretary)
    app.selectbox(key="ledger-kind").set_value(LineKind.DECISION).run()
    assert whats(app) == [LATER, EARLIER]
    app.text_input(key="ledger-words").set_value("配信").run()
    assert whats(app) == [LATER]
    assert "1件（宿題 0件。決定 1件）　全3件のうち" in html(app)
    app.selectbox(key="ledger-kind").set_value(None)
    app.text_input(key="ledger-words").set_value("")
    app.checkbox(key="ledger-late").check().run()
    assert [row["kind"] for row in rows(app)] == ["宿題"]
    app.selectbox(key="ledger-state").set_value(State.DONE).run()
    assert rows(app) == []
    assert [button.proto.label for button in app.get("download_button")] == []


def test_the_list_goes_out_as_excel_and_csv(secretary: Secretary) -> None:
    named = [button.proto.label for button in opened(secretary).get("download_button")]
    assert named == ["Excelで保存", "CSVで保存"]


def test_a_to_do_shows_its_words_and_is_done(secretary: Secretary) -> None:
    app = entry_opened(secretary, entry(secretary, LineKind.TODO))
    assert f"{one_meeting.TASK}。</mark>" in html(app)
    app.radio[0].set_value(State.DONE)
    press(app, "保存する")
    assert entry(secretary, LineKind.TODO).state is State.DONE
    page = opened(secretary)
    assert [(row["state"], row["late"]) for row in rows(page) if row["kind"] == "宿題"] == [("完了", False)]


def test_a_to_do_is_taken_over_until_another_day(secretary: Secretary) -> None:
    app = entry_opened(secretary, entry(secretary, LineKind.TODO))
    app.text_input[0].set_value("総務課")
    app.text_input[1].set_value("9月15日")
    press(app, "保存する")
    found = entry(secretary, LineKind.TODO)
    assert (found.who, found.due, found.state) == ("総務課", date(2023, 9, 15), State.OPEN)
    assert [row["due"] for row in rows(opened(secretary)) if row["kind"] == "宿題"] == ["令和5年9月15日(金)"]


def test_a_limit_that_names_no_day_is_not_kept(secretary: Secretary) -> None:
    app = entry_opened(secretary, entry(secretary, LineKind.TODO))
    app.text_input[1].set_value("なるべく早く")
    press(app, "保存する")
    assert "期限の日付を読み取れません" in app.warning[0].value
    assert entry(secretary, LineKind.TODO).due == date(2023, 8, 25)


def test_a_decision_names_the_later_one_that_took_its_place(secretary: Secretary) -> None:
    earlier, later = entry(secretary, LineKind.DECISION, "延長"), entry(secretary, LineKind.DECISION, "配信")
    app = entry_opened(secretary, earlier)
    assert app.selectbox[0].options == ["変わっていません（有効）", f"令和5年8月31日(木)　{LATER}"]
    app.selectbox[0].set_value(later.id)
    press(app, "保存する")
    found = entry(secretary, LineKind.DECISION, "延長")
    assert (found.state, found.superseded_by) == (State.SUPERSEDED, later.id)
    app = entry_opened(secretary, found)
    app.selectbox[0].set_value("")
    press(app, "保存する")
    assert entry(secretary, LineKind.DECISION, "延長").state is State.STANDS
    assert entry_opened(secretary, later).selectbox[0].options == ["変わっていません（有効）"]


def test_an_entry_leads_to_its_line_in_the_draft(secretary: Secretary) -> None:
    led: list[str] = []
    todo = entry(secretary, LineKind.TODO)
    app = press(entry_opened(secretary, todo, led), "下書きを開く")
    session = app.session_state["session"]
    assert isinstance(session, Session)
    assert led == ["x"]
    assert f"{session.minutes.draft}:{session.minutes.line}" == todo.id
    item = secretary.open(todo.draft, ANYONE).draft.items[session.minutes.item]
    assert session.minutes.line in [line.id for line in item.lines]


def test_what_stands_in_papers_is_listed_too(office: Office, tmp_path: Path) -> None:
    notes = tmp_path / "第1回広報会議_会議録.txt"
    notes.write_text(
        "第1回広報会議 会議録\n日時：令和5年6月1日\n出席者：岸本、柏木\n\n決定事項\n・広報紙は<b>月1回</b>にする\n\n"
        "宿題\n・掲示板の場所を調べる（総務課、6月末）\n",
        encoding="utf-8",
    )
    list(office.desk.ingest([notes], local_person()))
    app = opened(office.secretary)
    assert {row["what"] for row in rows(app)} == {"広報紙は<b>月1回</b>にする", "掲示板の場所を調べる"}
    app = entry_opened(office.secretary, entry(office.secretary, LineKind.DECISION))
    assert "広報紙は&lt;b&gt;月1回&lt;/b&gt;にする" in html(app)
    assert "下書きを開く" not in [button.label for button in app.button]


def test_a_long_list_is_shown_leaf_by_leaf(secretary: Secretary, tmp_path: Path) -> None:
    kept = drafted(secretary, one_meeting.write(tmp_path / "again")[0])
    (todo,) = kept.draft.of_kind(LineKind.TODO)
    many = tuple(replace(todo, id=f"L{n}") for n in range(1000, 1300))
    longer = replace(kept.draft, items=(Item("", many),))
    secretary._drafts.save(kept.id, longer, "ふやす", "2023-09-04T03:00:00+00:00", ANYONE)
    app = opened(secretary)
    assert "301件" in html(app)
    assert len(rows(app)) == 50
    app.number_input[0].set_value(7).run()
    assert len(rows(app)) == 1
    app.text_input(key="ledger-words").set_value("配信").run()
    assert whats(app) == [LATER]
