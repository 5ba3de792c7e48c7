"""Marks in a reply, and the sentences they belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.marks import Claim, read, without

OFFERED = range(1, 6)


def claims(reply: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.numbers) for claim in read(reply, OFFERED).claims]


@pytest.mark.parametrize(
    ("reply", "meant"),
    [
        ("Aです[1]。", [("Aです。", (1,))]),
        ("Aです。[1]", [("Aです。", (1,))]),
        ("Aです。[1]Bです。[2]", [("Aです。", (1,)), ("Bです。", (2,))]),
        ("Aです。[1] Bです。[2]", [("Aです。", (1,)), ("Bです。", (2,))]),
        ("Aです[1]。Bです[2][3]。", [("Aです。", (1,)), ("Bです。", (2, 3))]),
        ("Aです[1,2]。", [("Aです。", (1, 2))]),
        ("Aです[1、 2]。", [("Aです。", (1, 2))]),
        ("Aです[1-3]。", [("Aです。", (1, 2, 3))]),
        ("Aです［１］［２］。", [("Aです。", (1, 2))]),
        ("Aです【3】。", [("Aです。", (3,))]),
        ("Aです【資料3】。", [("Aです。", (3,))]),
        ("Aです(資料1)。", [("Aです。", (1,))]),
        ("Aです（資料１、資料２）。", [("Aです。", (1, 2))]),
        ("Aです [1] 。", [("Aです。", (1,))]),
        ("Aです[ 1 ]。", [("Aです。", (1,))]),
        ("Aです[^1]。", [("Aです。", (1,))]),
        ("Aです【2†source】。", [("Aです。", (2,))]),
        ("Aです[source: 2]。", [("Aです。", (2,))]),
        ("Aです[2](https://example.jp/2)。", [("Aです。", (2,))]),
        ("Aです[1][1]。", [("Aです。", (1,))]),
        ("A[1]と、Bです[2]。", [("Aと、Bです。", (1, 2))]),
        ("[1]によると、Aです。", [("この資料によると、Aです。", (1,))]),
        ("Aです。[2]ではBです。", [("Aです。", ()), ("この資料ではBです。", (2,))]),
        ("Aです。Bです[1]。", [("Aです。", ()), ("Bです。", (1,))]),
        ("Aは「はい。」と答えた[1]。", [("Aは「はい。」と答えた。", (1,))]),
        ("Aです。\n[1][2]\nBです。", [("Aです。", (1, 2)), ("Bです。", ())]),
        ("- **A**です[1]\n* Bです[2]", [("Aです", (1,)), ("Bです", (2,))]),
        ("1. Cです[3]\n（2）Dです[4]", [("Cです", (3,)), ("Dです", (4,))]),
        ("## 見出し\n---\n```\nAです[1]。\n```", [("見出し", ()), ("Aです。", (1,))]),
        ("3.5万円です[1]。", [("3.5万円です。", (1,))]),
        # not marks
        ("令和[2023]年（1）に開く。", [("令和[2023]年（1）に開く。", ())]),
        ("[注]Aです。", [("[注]Aです。", ())]),
        ("第1回（2名）です。", [("第1回（2名）です。", ())]),
        ("", []),
        ("[1]", []),
    ],
)  # fmt: skip
def test_each_mark_belongs_to_its_sentence(reply: str, meant: list[tuple[str, tuple[int, ...]]]) -> None:
    assert claims(reply) == meant


def test_numbers_never_offered_are_dropped_and_kept_apart() -> None:
    reading = read("Aです[1][9]。Bです[0]。Cです[2,12]。", OFFERED)
    assert [claim.numbers for claim in reading.claims] == [(1,), (), (2,)]
    assert reading.dropped == (9, 0, 12)


def test_the_entries_of_a_list_are_told_apart() -> None:
    assert read("次のとおりです。\n・Aです[1]\n・Bです[2]", OFFERED).claims == (
        Claim("次のとおりです。", ()),
        Claim("Aです", (1,), item=True),
        Claim("Bです", (2,), item=True),
    )


@given(st.text(alphabet="あい。！[]［］【】()（）12９,、-†資料 \n*#`|", max_size=60))
def test_no_reply_breaks_it_and_no_number_is_made_up(reply: str) -> None:
    reading = read(reply, OFFERED)
    assert all(number in OFFERED for claim in reading.claims for number in claim.numbers)
    assert not any(number in OFFERED for number in reading.dropped)
    assert "\n" not in "".join(claim.text for claim in reading.claims)


@given(
    st.lists(st.sampled_from(["会議は7月です。", "対象は市民です。", "予算は3.5万円です。"]), min_size=1, max_size=5),
    st.data(),
)
def test_marks_put_in_are_the_marks_read(sentences: list[str], data: st.DataObject) -> None:
    numbers = [tuple(data.draw(st.lists(st.sampled_from(OFFERED), unique=True, max_size=3))) for _ in sentences]
    reply = "".join(
        sentence[:-1] + "".join(f"[{number}]" for number in marks) + "。"
        for sentence, marks in zip(sentences, numbers, strict=True)
    )
    assert claims(reply) == list(zip(sentences, numbers, strict=True))
    assert without(reply) == "".join(sentences)
