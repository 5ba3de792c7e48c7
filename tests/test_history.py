"""How it changed: the answers of three sittings beside each other, worked out by hand; exchanges as one value."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.exchanges_view import excerpt, question_of
from assistant.answering.history import Point, Standing, compare, figures_changed
from assistant.answering.topic import Topic
from assistant.answering.values import Answer, Answered, Mention, Verdict
from assistant.desk import Desk
from assistant.settings import load
from assistant.wiring import build
from ingest.errors import ShirubeError
from ingest.model import Person, local_person
from tests.three_sittings import FIRST, SECOND, THIRD, write

CLERK = Person("窓口", frozenset({"窓口課"}))
STRANGER = Person("ほかの人", frozenset({"ほかの課"}))
TODAY = date(2026, 6, 1)
HOMES = Topic("空き家", ("空き家",))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sittings")
    with build(load(folder / "home")) as desk:
        list(desk.ingest([write(folder / "papers")], local_person(), audience="dept:窓口課"))
    return folder / "home"


@pytest.fixture
def desk(home: Path, tmp_path: Path) -> Iterator[Desk]:
    with build(load(shutil.copytree(home, tmp_path / "home"))) as desk:
        yield desk


def answer(desk: Desk, question: str) -> Answer:
    *_, last = desk.ask(question, CLERK, today=TODAY)
    assert isinstance(last, Answered)
    return last.answer


def said(*texts: str) -> list[Mention]:
    return [Mention(text, n, n + 1, "p") for n, text in enumerate(texts)]


def standings(points: tuple[Point, ...]) -> list[Standing]:
    return [point.standing for point in points]


def test_the_answers_on_a_topic_in_order_of_date(desk: Desk) -> None:
    history = desk.history("空き家の答弁の変遷", CLERK, today=TODAY)
    assert history.topic == "空き家"
    assert [(one.entry.document.source, one.entry.speaker) for one in history.stages] == [
        (FIRST, "町長（長谷川環）"),
        (SECOND, "町長（長谷川環）"),
        (THIRD, "町長（山野楓）"),
    ]
    first, second, third = history.stages
    assert standings(first.points) == [Standing.FIRST] * 3
    assert standings(second.points) == [Standing.CHANGED, Standing.SAME, Standing.NEW]
    assert second.points[0].figures == ("180戸→210戸",)
    assert [one.text for one in second.unsaid] == ["空き家の除却の補助は行っておりません。"]
    (subsidy,) = third.points
    assert subsidy.standing is Standing.CHANGED
    assert subsidy.since is not None  # the answer between says nothing of the subsidy
    assert subsidy.since.source == FIRST


def test_ask_tells_the_history_with_its_proof(desk: Desk) -> None:
    told = answer(desk, "空き家の答弁の変遷")
    assert [one.text.partition("　")[0] for one in told.sentences] == [
        "令和3年6月15日(火)",
        "令和4年6月14日(火)",
        "令和5年6月13日(火)",
    ]
    assert "町内の空き家は210戸です。〔変更：180戸→210戸〕" in told.sentences[1].text
    assert (
        "空き家の調査を毎年行っています。〔前回と同じ〕空き家バンクを始めました。〔新しい〕" in told.sentences[1].text
    )
    assert "〔令和3年6月15日(火)は「空き家の除却の補助は行っておりません。」〕" in told.sentences[2].text
    assert [one.citations for one in told.sentences] == [(1,), (2, 1), (3, 1)]
    assert all(one.verdict is Verdict.SUPPORTED for one in told.sentences)
    assert all(one.quote in one.passage.text for one in told.citations)
    assert (
        told.citations[1].quote == "町内の空き家は210戸です。空き家の調査を毎年行っています。空き家バンクを始めました。"
    )


def test_a_history_keeps_to_what_was_read_and_to_who_may_read(desk: Desk) -> None:
    only = desk.history("令和4年の空き家の答弁の変遷", CLERK, today=TODAY)
    assert [one.entry.document.source for one in only.stages] == [SECOND]
    assert desk.history("空き家の答弁の変遷", STRANGER, today=TODAY).stages == ()
    with pytest.raises(ShirubeError, match="話題"):
        desk.history("答弁の変遷", CLERK, today=TODAY)


def test_an_answer_to_a_short_question_need_not_name_the_topic(tmp_path: Path) -> None:
    text = (
        "総務委員会会議録\n\n令和5年6月1日（木曜日）\n\n○堺委員長　ただいまから総務委員会を開会いたします。\n"
        "○乾委員　空き家は何戸ありますか。\n○住宅課長（堀道夫君）　二百十戸であります。\n"
        "○乾委員　図書館はどうですか。\n○教育部長（宮和男君）　三館であります。\n○堺委員長　散会いたします。\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with build(load(tmp_path / "home")) as desk:
        list(desk.ingest([tmp_path / "a.txt"], local_person()))
        (stage,) = desk.history("空き家の答弁の変遷", CLERK, today=TODAY).stages
    assert [point.said.text for point in stage.points] == ["二百十戸であります。"]


@pytest.mark.parametrize(
    ("now", "before", "standing"),
    [
        ("空き家の調査を行います。", "空き家の調査を行います。", Standing.SAME),
        ("空き家は210戸です。", "空き家は180戸です。", Standing.CHANGED),
        ("空き家の除却を補助しません。", "空き家の除却を補助します。", Standing.CHANGED),
        ("空き家の調査を令和5年度に終えます。", "空き家の調査を令和4年度に終えます。", Standing.CHANGED),
        ("空き家の相談窓口を設けました。", "空き家の除却を補助します。", Standing.NEW),
        (  # half of a longer sentence
            "空き家の解消を町政の最重要課題に位置づけ、関係団体の皆様と力を合わせて活用の場を広げてまいりました。",
            "空き家の解消を町政の最重要課題に位置づけてまいりました。",
            Standing.CHANGED,
        ),
    ],
)
def test_what_a_sentence_is_beside_the_one_before(now: str, before: str, standing: Standing) -> None:
    assert standings(compare(said(now), said(before), HOMES)) == [standing]


def test_no_sentence_is_held_against_twice() -> None:
    points = compare(said("空き家は210戸です。", "空き家は30戸です。"), said("空き家は180戸です。"), HOMES)
    assert standings(points) == [Standing.CHANGED, Standing.NEW]


@pytest.mark.parametrize(
    ("now", "before", "changed"),
    [
        ("210戸で、30件です。", "180戸で、30件です。", ("180戸→210戸",)),
        ("1,000円です。", "千円です。", ()),
        ("令和5年6月に始めます。", "令和4年6月に始めます。", ("令和4年6月→令和5年6月",)),
        ("上限50万円です。", "補助です。", ("（なし）→50万円",)),
        ("十分に調べます。", "一人ひとりに聞きます。", ()),
    ],
)
def test_figures_that_changed(now: str, before: str, changed: tuple[str, ...]) -> None:
    assert figures_changed(now, before) == changed


# ---- exchanges


def test_a_question_and_its_answers_are_one_value(desk: Desk) -> None:
    cited = answer(desk, "空き家の答弁の変遷").citations[2]
    exchange = desk.question_and_answers(cited.passage.id, CLERK)
    assert exchange is not None
    assert [one.text for one in exchange.questions] == [
        "図書館について伺います。",
        "再質問いたします。空き家の補助はどうなりますか。",
    ]
    assert [(one.speaker, one.text) for one in exchange.answers] == [
        ("教育長（三宅典子）", "図書館の開館時間を午後八時までに延ばします。"),
        ("町長（山野楓）", "空き家の除却の補助を上限50万円で行います。"),
    ]
    assert question_of(exchange, cited.quote).text.startswith("再質問")
    assert desk.question_and_answers(cited.passage.id, STRANGER) is None


def test_what_belongs_to_no_exchange_has_none(desk: Desk) -> None:
    paper = next(one for one in desk.documents(CLERK) if one.source == FIRST)
    opening = next(one for one in desk.passages(paper.id, CLERK) if one.exchange is None)
    assert desk.question_and_answers(opening.id, CLERK) is None


def test_an_excerpt_is_what_speaks_of_the_quote() -> None:
    text = "はじめに挨拶します。" * 30 + "空き家の補助を伺います。" + "次に道路を伺います。" * 30
    cut = excerpt(text, "空き家の補助を行います。", 60)
    assert "空き家の補助を伺います。" in cut
    assert len(cut) <= 62  # and the two marks of what is left out
    assert cut.startswith("…")
    assert excerpt("短い。", "空き家", 60) == "短い。"
