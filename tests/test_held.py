"""When and where a meeting was held: by the head of its own paper, or by a table that names it, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.held import asks_when_held
from assistant.answering.query import read
from tests.asked import Ask, asking, said

PAPERS = {
    "令和7年第3回定例会会議録.txt": (
        "令和7年第3回霧ヶ浜市議会定例会会議録（第1号）\n"
        "令和7年9月4日（木曜日）\n"
        "出席議員\n1番　森　春子君\n2番　谷　一郎君\n"
        "午前10時開議\n"
        "○議長（堺　司君）　ただいまから本日の会議を開きます。1番森春子君。\n"
        "○1番（森　春子君）　港の照明についてお尋ねいたします。見解を伺います。\n"
        "○市長（辻　環君）　港の照明は年度内に替えてまいります。\n"
        "○議長（堺　司君）　次回の本会議は、9月11日午前10時に開きます。本日はこれで散会いたします。\n"
    ),
    "第1回港づくり会議資料.txt": (
        "令和7年度第1回港づくり会議\n"
        "日時　令和7年5月20日（火）10:00～\n"
        "場所　市民交流館 研修室\n"
        "今年度の会議の日程は次の表のとおりです。\n"
        "回\t日程\t場所\n第2回\t7/8（火）\t本庁舎 第2会議室\n第3回\t10/7（火）\t港湾事務所 会議室\n"
    ),
    "第2回港づくり会議_文字起こし.txt": (
        "第2回港づくり会議 文字起こし\n"
        "座長：これから第2回の会議を始めます。\n"
        "委員：桟橋の修理は、8月10日までに終えます。\n"
        "座長：次の第3回は10月です。時間は13時30分、場所は議会委員会室です。以上で第2回を終わります。\n"
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(tmp_path_factory.mktemp("held"), PAPERS) as ask:
        yield ask


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("第3回定例会はいつ開かれましたか", "令和7年9月4日（木曜日）"),
        ("9月定例会の日程は", "令和7年9月4日（木曜日）"),
        ("第1回の会議はいつですか", "日時　令和7年5月20日（火）10:00～"),
    ],
)
def test_the_day_in_the_head_of_its_own_paper(ask: Ask, question: str, day: str) -> None:
    assert [" ".join(text.split()) for text in said(ask(question))] == [" ".join(day.split())]


def test_day_and_place(ask: Ask) -> None:
    assert [text.split()[0] for text in said(ask("第1回はいつどこで開かれましたか"))] == ["日時", "場所"]


def test_only_the_place(ask: Ask) -> None:
    assert [" ".join(text.split()) for text in said(ask("第1回の会場は"))] == ["場所 市民交流館 研修室"]


def test_a_table_that_names_the_meeting_goes_before_what_its_own_paper_says_of_other_days(ask: Ask) -> None:
    (only,) = said(ask("第2回はいつどこで開かれますか"))
    assert "7/8" in only
    assert "第2会議室" in only


def test_no_paper_says_when(ask: Ask) -> None:
    answer = ask("第4回はいつどこで開かれますか")
    assert answer.abstained
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("第3回定例会はいつ開かれましたか", True),
        ("第4回はいつ、どこで開催されますか", True),
        ("第2回港づくり会議の日時と場所を教えてください", True),
        ("6月定例会はいつですか", True),
        ("第3回定例会で市長は照明をいつ替えると答えましたか", False),
        ("第37回浜の祭りはいつ開かれましたか", False),
        ("第2回の会議の出席者は何人ですか", False),
        ("次回の会議はいつですか", False),
    ],
)
def test_what_asks_when_a_meeting_was(question: str, *, asks: bool) -> None:
    assert asks_when_held(read(question)) is asks
