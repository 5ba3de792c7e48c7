"""A meeting divided by its agenda, announced by number, by title, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.hearing.agenda import divide
from assistant.drafting.hearing.announcing import count_of, title_of
from tests.small_meeting import heard

AGENDA = ("生成AIの試行について", "LINEの開設について", "その他")
OPENING = ("岸本：では、第4回の会議を始めます。",)
TRIAL = ("岸本：まず、生成AIの試行です。柏木さん、お願いします。", "柏木：試行の参加者は30人でした。")
LINE = ("岸本：続いて、LINEの開設についてです。藤堂さん、お願いします。", "藤堂：開設は8月1日です。")
OTHER = ("岸本：最後に、その他です。", "大槻：駐輪場は来週から工事です。")


def sections(*lines: str, agenda: tuple[str, ...] = AGENDA) -> dict[str, str]:
    return {one.title: "".join(sentence.text for sentence in one.heard) for one in divide(heard(*lines), agenda)}


def test_items_are_announced_by_their_titles() -> None:
    found = sections(*OPENING, *TRIAL, *LINE, *OTHER)
    assert list(found) == ["", *AGENDA]
    assert "30人" in found[AGENDA[0]]
    assert "8月1日" in found[AGENDA[1]]
    assert "駐輪場" in found[AGENDA[2]]


def test_items_are_announced_by_their_numbers() -> None:
    found = sections(
        *OPENING,
        "岸本：それでは議題の1です。柏木さん。",
        "柏木：試行の参加者は30人でした。",
        "岸本：次に議題の2です。藤堂さん。",
        "藤堂：開設は8月1日です。",
    )
    assert "30人" in found[AGENDA[0]]
    assert "8月1日" in found[AGENDA[1]]


def test_an_item_that_nobody_announced_stays_empty() -> None:
    found = sections(*OPENING, *TRIAL, *OTHER)
    assert found[AGENDA[1]] == ""
    assert "30人" in found[AGENDA[0]]


def test_the_items_keep_the_order_of_the_agenda() -> None:
    """試行 is spoken of again under その他: that does not open its item anew."""
    found = sections(
        *OPENING, *TRIAL, *LINE, *OTHER, "岸本：では、生成AIの試行のことで一つ。", "柏木：研修の定員は20人です。"
    )
    assert "研修の定員" in found[AGENDA[2]]


def test_the_first_item_may_begin_without_a_word() -> None:
    found = sections(*OPENING, "柏木：試行の参加者は30人でした。", *LINE)
    assert found[""] == "第4回の会議を始めます。" or "30人" not in found[""]
    assert "30人" in found[AGENDA[0]]


def test_two_items_of_one_title_keep_their_own_words() -> None:
    agenda = ("報告", "報告")
    parts = divide(
        heard(
            "岸本：まず議題の1、報告です。",
            "柏木：参加者は30人です。",
            "岸本：次に議題の2、報告です。",
            "藤堂：開設は8月です。",
        ),
        agenda,
    )
    assert [len(one.heard) for one in parts if one.title] == [2, 2]


def test_without_an_agenda_the_announcements_give_the_titles() -> None:
    found = divide(heard(*OPENING, *TRIAL, *LINE))
    assert [one.title for one in found] == ["", "生成AIの試行", "LINEの開設"]


def test_without_announcements_there_is_one_section() -> None:
    (one,) = divide(heard("柏木：試行の参加者は30人でした。"))
    assert (one.title, len(one.heard)) == ("", 1)


@pytest.mark.parametrize(
    ("said", "count"),
    [("それでは議題の2です。", 2), ("次第3に移ります。", 3), ("二つ目は研修です。", 2), ("参加者は30人です。", None)],
)
def test_the_number_of_an_item(said: str, count: int | None) -> None:
    assert count_of(said) == count


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("続いて、職員研修についてです。", "職員研修"),
        ("それでは議題の2、LINEの開設につきまして、お願いします。", "LINEの開設"),
        ("次に、大槻さんの説明です。", ""),
        ("では、この資料についてです。", ""),
    ],
)
def test_the_title_that_is_announced(said: str, title: str) -> None:
    assert title_of(said) == title


@given(st.lists(st.sampled_from([*OPENING, *TRIAL, *LINE, *OTHER, "柏木：はい。"]), max_size=14), st.booleans())
def test_every_sentence_is_in_exactly_one_section_in_order(lines: list[str], with_agenda: bool) -> None:
    spoken = heard(*lines)
    parts = divide(spoken, AGENDA if with_agenda else ())
    assert [one.ordinal for part in parts for one in part.heard] == [one.ordinal for one in spoken]
