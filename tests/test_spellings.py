"""One word in several spellings: which ones the papers have, and that a complete list counts them all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.spellings import SpeltTopic, ways_of
from assistant.desk import Desk
from assistant.settings import load
from assistant.wiring import build
from ingest.model import Person, local_person

CLERK = Person("窓口")


@pytest.mark.parametrize(
    ("part", "texts", "ways"),
    [
        ("空き家", ["空家の数", "空き家の数", "空地の数"], ("空き家", "空家")),
        ("空家等対策", ["空き家等を減らす"], ("空家等対策", "空き家等対策")),
        ("取組", ["今後の取り組み", "取組みの例"], ("取組", "取り組み")),  # 取組み has 取組 in it
        ("取り組み", ["今後の取組み", "取組の例"], ("取り組み", "取組み", "取組")),
        ("子ども", ["子供の数", "こども家庭庁", "子育て"], ("子ども", "子供", "こども")),
        ("打合せ", ["打ち合わせの日"], ("打合せ", "打ち合わせ")),
        ("見積もり", ["見積りを取る", "見積書の見積"], ("見積もり", "見積り", "見積")),
        ("障害者", ["障がい者の数"], ("障害者", "障がい者")),
        ("まちづくり", ["街づくりの会", "町作りの会"], ("まちづくり", "街づくり", "町作り")),
        ("子ども食堂", ["子供の食堂"], ("子ども食堂", "子供食堂")),
        ("予算", ["予算の額", "決算の額"], ("予算",)),
        ("空き家", ["町の空\n家の数"], ("空き家", "空家")),  # a line break parts it
        ("空き家", [], ("空き家",)),
    ],
)
def test_the_spellings_that_the_papers_have(part: str, texts: list[str], ways: tuple[str, ...]) -> None:
    assert ways_of(part, texts) == ways


def test_a_topic_is_named_in_any_of_its_spellings() -> None:
    topic = SpeltTopic("空き家の調査", ("空き家", "調査"), (("空き家", "空家"), ("調査",)))
    assert topic.named_in("空家の調査")
    assert topic.touched_in("空家の数") == 1
    assert not topic.named_in("空地の調査")


SITTING = (
    "令和5年第2回みどり町議会定例会会議録\n\n令和5年6月13日（火曜日）\n\n"
    "○議長（久我昇君）　これより本日の会議を開きます。\n"
    "○三番（桐生和子君）　空家について伺います。子ども食堂の数も伺います。\n"
    "○町長（長谷川環君）　空き家は180戸です。見積りを取り、取組を進めます。\n"
    "○教育長（三宅典子君）　子供食堂は三つです。こどもの居場所づくりの取り組みを続けます。打ち合わせも重ねます。\n"
    "○議長（久我昇君）　空地の話ではありません。以上をもって桐生和子君の質問は終わりました。\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("spellings")
    (folder / "令和5年第2回定例会会議録.txt").write_text(SITTING, encoding="utf-8")
    with build(load(folder / "home")) as desk:
        list(desk.ingest([folder / "令和5年第2回定例会会議録.txt"], local_person()))
        yield desk


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        (("空き家", "空家"), ["桐生和子", "町長（長谷川環）"]),
        (("子ども", "子供", "こども"), ["桐生和子", "教育長（三宅典子）"]),
        (("取組", "取り組み", "取組み"), ["町長（長谷川環）", "教育長（三宅典子）"]),
        (("見積", "見積り", "見積もり"), ["町長（長谷川環）"]),
        (("打合せ", "打ち合わせ", "打合わせ"), ["教育長（三宅典子）"]),
        (("子ども食堂", "子供食堂"), ["桐生和子", "教育長（三宅典子）"]),
    ],
)
def test_a_list_is_the_same_in_whatever_spelling_it_is_asked_for(
    desk: Desk, words: tuple[str, ...], speakers: list[str]
) -> None:
    for word in words:
        found = desk.find_all(f"{word}についての発言をすべて", CLERK)
        assert [entry.speaker for entry in found.entries] == speakers, word
        assert found.topic == word


def test_the_list_says_which_other_spellings_it_counts(desk: Desk) -> None:
    found = desk.find_all("空き家についての発言をすべて", CLERK)
    assert [mention.text for mention in found.entries[0].mentions] == ["空家について伺います。"]
    assert "表記の異なる「空家」も数えています。" in found.notice
    assert "表記" not in desk.find_all("居場所についての発言をすべて", CLERK).notice


def test_a_phrase_in_quotation_marks_is_spelled_as_it_is(desk: Desk) -> None:
    found = desk.find_all("「空家」についての発言をすべて", CLERK)
    assert [entry.speaker for entry in found.entries] == ["桐生和子"]


def test_a_history_follows_every_spelling(desk: Desk) -> None:
    traced = desk.history("空家の答弁の変遷", CLERK)
    assert [stage.entry.mentions[0].text for stage in traced.stages] == ["空き家は180戸です。"]
