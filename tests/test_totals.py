"""Sums: the paper's own goes before that of a part, also where a search finds its row late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answering.parts import parts_of
from assistant.answering.query import read
from assistant.answering.totals import Sum, asks_for_a_sum, sum_in
from ingest.japanese.folding import fold
from tests.asked import Ask, asking, said

_WORKS = "".join(
    f"{n},補正予算の説明,霧ヶ浜市の補正予算による{place}の照明の工事費です,{n * 120}\n"
    for n, place in enumerate(("港", "駅前", "坂の上", "川沿い", "広場", "岬", "橋", "浜"), 1)
)
PAPERS = {
    "R7補正予算の概要.csv": (
        f"番号,区分,説明,金額\n{_WORKS}"
        "9,水道,霧ヶ浜市の令和7年9月補正予算による水道料金の減免総額,305\n"
        ",補正額合計,,4625\n"
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(tmp_path_factory.mktemp("totals"), PAPERS, date(2025, 9, 1)) as ask:
        yield ask


@pytest.mark.parametrize(
    "question", ["霧ヶ浜市の令和7年9月補正予算の総額はいくらですか", "霧ヶ浜市の令和7年9月補正予算の合計"]
)
def test_the_sum_of_all_goes_before_that_of_a_part(ask: Ask, question: str) -> None:
    assert [text for text in said(ask(question)) if "4625" in text] == said(ask(question))


def test_the_sum_of_a_part_answers_where_it_is_asked_for(ask: Ask) -> None:
    assert "305" in said(ask("水道料金の減免総額はいくらですか"))[0]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("補　正　額　合　計\t604,855", Sum.OF_ALL),
        ("補正予算の総額は、604,855千円です。", Sum.OF_ALL),
        ("合　計\t604,855", Sum.UNNAMED),
        ("＜減免総額＞　305,659千円", Sum.OF_A_PART),
        ("地方債の総額は、1,200千円です。", Sum.OF_A_PART),
        ("歳入歳出補正予算の規模は、604,855千円の増額計上であります。", Sum.OF_ALL),
        ("総額の見方を説明します。", Sum.NONE),  # no figure
        ("一般会計\t604,855", Sum.NONE),
        ("計画は3年ごとに見直します。", Sum.NONE),
    ],
)
def test_of_what_a_sum_is(text: str, gives: Sum) -> None:
    parts = parts_of(read("9月補正予算の総額はいくらですか"), lambda words: dict.fromkeys(words, 1.0))
    assert sum_in(text, parts) is gives


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("予算の総額は", True),
        ("全体で何人か", True),
        ("利用者数の合計は", True),
        ("補正予算はいくら減額されますか", True),
        ("補正予算の規模は", True),
        ("総務費はいくら", False),
        ("補正予算で総務費はいくらか", False),
        ("市全体で何をするか", False),
    ],
)
def test_questions_for_a_sum(question: str, *, asks: bool) -> None:
    assert asks_for_a_sum(fold(question)) is asks
