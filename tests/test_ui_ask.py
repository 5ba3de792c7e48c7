"""質問する, page by page state, over the small desk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.conversations import Conversations
from ingest.model import Filters, Person, local_person
from tests.small_desk import SmallDesk

if TYPE_CHECKING:
    from assistant.desk import Desk

ANYONE = Person()


def script(desk: object, conversations: object) -> None:
    from typing import cast

    from assistant.ui import ask

    ask.page(cast("Desk", desk), cast("Conversations", conversations))


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.sqlite")


def opened(desk: SmallDesk, conversations: Conversations) -> AppTest:
    app = AppTest.from_function(script, args=(desk, conversations), default_timeout=20).run()
    assert not app.exception
    return app


def asked(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def answers(app: AppTest) -> list[dict[str, Any]]:
    shown = [json.loads(part.proto.json) for part in app.get("bidi_component")]
    return [one for one in shown if "sentences" in one]


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_the_empty_page_offers_questions_that_can_be_answered(conversations: Conversations) -> None:
    app = opened(SmallDesk(), conversations)
    assert labels(app) == ["会場", "図書館費"]
    (answer,) = answers(press(app, "会場"))
    assert [sentence["text"] for sentence in answer["sentences"]] == ["会場は本庁舎3階の会議室です。"]


def test_without_papers_the_page_says_how_to_add_one(conversations: Conversations) -> None:
    app = opened(SmallDesk(()), conversations)
    assert "資料がまだ登録されていません" in html(app)
    assert labels(app) == []


def test_an_answer_is_sentences_with_numbers_verdicts_and_cards(conversations: Conversations) -> None:
    app = asked(opened(SmallDesk(), conversations), "千円")
    (answer,) = answers(app)
    assert [[mark["number"] for mark in sentence["marks"]] for sentence in answer["sentences"]] == [[1], [2]]
    assert answer["sentences"][0]["verdict"] == {
        "kind": "partial",
        "words": "△ 一部のみ",
        "why": "金額の年度を確かめられませんでした。",
        "meaning": "引用した資料で確かめられたのは一部です。",
    }
    first, _ = answer["cards"]
    assert (first["title"], first["date"], first["place"], first["source"], first["quote"]) == (
        "令和5年度当初予算の概要",
        "令和5年度（2023年度）",
        "p.1",
        "yosan.xlsx",
        "図書館費は12,000千円です。",
    )
    assert "質問の読み取り：語：千円" in html(app)
    assert "Wordで保存" in [button.proto.label for button in app.get("download_button")]


def test_what_the_papers_do_not_say_is_said_with_what_comes_closest(conversations: Conversations) -> None:
    (answer,) = answers(asked(opened(SmallDesk(), conversations), "存在しない言葉"))
    assert answer["lead"] == "資料には書かれていません"
    assert answer["heading"] == "近い箇所"
    assert [card["quote"] for card in answer["cards"]] == [
        "会議は令和5年5月26日に開きました。",
        "会場は本庁舎3階の会議室です。",
    ]


def test_a_follow_up_takes_the_conversation_along(conversations: Conversations) -> None:
    desk = SmallDesk()
    asked(asked(opened(desk, conversations), "会場"), "担当")
    assert [earlier.question for earlier in desk.asked[1][2]] == ["会場"]


def test_the_filters_reach_the_desk_and_are_named(conversations: Conversations) -> None:
    desk = SmallDesk()
    app = opened(desk, conversations)
    app.multiselect(key="filter-種類").set_value(["予算"]).run()
    app.multiselect(key="filter-年度").set_value([2023]).run()
    assert app.expander[0].label == "絞り込み：予算、令和5年度（2023年度）"
    asked(app, "情報政策課")
    assert desk.asked[-1][1] == Filters(kinds=("予算",), fiscal_years=(2023,))


def test_what_cannot_be_asked_is_said_and_not_kept(conversations: Conversations) -> None:
    app = asked(opened(SmallDesk(), conversations), "？？")
    assert [error.value for error in app.error] == ["✕ 質問の文を入れてください。"]
    assert conversations.newest(ANYONE) == ()
    assert not app.run().error


def test_an_answer_that_breaks_is_not_called_stopped(conversations: Conversations) -> None:
    app = opened(SmallDesk(), conversations)
    app.chat_input[0].set_value("こわれる").run()
    assert len(app.exception) == 1
    assert answers(app.run()) == []
    assert not app.exception


def test_a_conversation_is_found_and_opened_again(conversations: Conversations) -> None:
    app = press(asked(opened(SmallDesk(), conversations), "会場"), "新しい質問")
    assert answers(app) == []
    asked(app, "千円")
    app.text_input(key="history").set_value("本庁舎").run()
    (listed,) = [button for button in app.button if (button.key or "").startswith("conversation-")]
    assert listed.label.startswith("会場  \n")
    listed.click().run()
    (answer,) = answers(app)
    assert answer["sentences"][0]["text"] == "会場は本庁舎3階の会議室です。"
    assert {"消す", "やめる"} <= set(labels(press(app, "この会話を消す")))


def test_a_rating_with_its_reason_is_kept(conversations: Conversations) -> None:
    app = press(asked(opened(SmallDesk(), conversations), "会場"), "役に立たなかった")
    assert "✓ 役に立たなかった" in labels(app)
    next(box for box in app.text_input if (box.key or "").startswith("why-")).set_value("部屋の名前がない").run()
    (kept,) = conversations.load(conversations.newest(ANYONE)[0].id, ANYONE)
    assert (kept.useful, kept.why) == (False, "部屋の名前がない")
    press(app, "✓ 役に立たなかった")
    assert conversations.load(conversations.newest(ANYONE)[0].id, ANYONE)[0].useful is None


def test_an_answer_left_half_way_is_kept_as_what_it_is(conversations: Conversations) -> None:
    from assistant.answering.values import Found, Hit, Piece, ReadAs
    from assistant.ui.session import Live

    desk = SmallDesk()
    app = opened(desk, conversations)
    hits = (Hit(1, desk.passages("d-memo.docx", ANYONE)[0], desk.documents(ANYONE)[2], 1.0),)
    live = Live("担当").after(Found(ReadAs(label="語：担当"), hits)).after(Piece("担当は")).after(Piece("情報[1]"))
    app.session_state["session"].live = live
    app.run()
    (answer,) = answers(app)
    assert answer["sentences"][0]["text"] == "担当は情報"
    assert answer["sentences"][0]["verdict"]["words"] == "－ 未確認"
    assert answer["notice"].startswith("途中で止めました。")
    assert [card["quote"] for card in answer["cards"]] == ["担当は情報政策課です。"]
    (kept,) = conversations.load(conversations.newest(ANYONE)[0].id, ANYONE)
    assert kept.stopped
    asked(app, "会場")
    assert desk.asked[-1][2] == ()  # half an answer is nothing to build on


def test_conversations_that_cannot_be_kept_do_not_take_the_answer_away(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = asked(opened(SmallDesk(), Conversations(tmp_path / "file" / "c.sqlite")), "会場")
    assert answers(app)[0]["sentences"][0]["text"] == "会場は本庁舎3階の会議室です。"
    assert "会話の記録を読み書きできません" in app.error[0].value


def test_words_of_a_question_are_never_markup(conversations: Conversations) -> None:
    app = asked(opened(SmallDesk(), conversations), "<img src=x onerror=alert(1)> ![a](http://example.com/a.png)")
    assert '<h2 class="shirube-question">&lt;img src=x onerror=alert(1)&gt;' in html(app)
    assert "<img" not in html(app)
    (listed,) = [button for button in app.button if (button.key or "").startswith("conversation-")]
    assert r"\!\[a\]\(http" in listed.label


def test_a_citation_of_a_draft_says_where_the_draft_is_opened(conversations: Conversations) -> None:
    from assistant.ui.cards import open_place
    from assistant.ui.shown import Place
    from ingest.model import Document

    paper = Document("draft:1", "第1回会議", "", "draft", "第1回会議", "議事録の下書き", 0)
    place = Place(paper, 0, 5, "00:00:32", "作ってください", "draft:1:L1")

    def dialog(open_it: object, place: object, desk: object, person: object) -> None:
        open_it(place, desk, person)  # type: ignore[operator]

    app = AppTest.from_function(dialog, args=(open_place, place, SmallDesk(), ANYONE), default_timeout=20).run()
    assert not app.exception
    assert "「決定と宿題」のページから、下書きを開けます。" in html(app)
    assert not app.warning


def test_a_citation_of_a_paper_that_is_gone_says_so(conversations: Conversations) -> None:
    from assistant.ui.cards import open_place
    from assistant.ui.shown import Place

    desk = SmallDesk()
    gone = Place(desk.documents(ANYONE)[2], 0, 5, "p.1", "担当は情報", "d-memo.docx-0")
    desk.remove("memo.docx", local_person())

    def dialog(open_it: object, place: object, desk: object, person: object) -> None:
        open_it(place, desk, person)  # type: ignore[operator]

    app = AppTest.from_function(dialog, args=(open_place, gone, desk, ANYONE), default_timeout=20).run()
    assert not app.exception
    assert "取り除かれたか" in app.warning[0].value
    assert list(app.get("download_button")) == []
