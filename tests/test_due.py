"""Words of time against the days they mean, said on Wednesday 18 October 2023, the next meeting on 20 November."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.hearing.due import due, last_day

HELD_ON, NEXT_ON = date(2023, 10, 18), date(2023, 11, 20)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        # a day with its month, or month and year
        ("11月8日までに送ります", date(2023, 11, 8)),
        ("11月の8日、水曜日までに送ります", date(2023, 11, 8)),
        ("１１月８日（水）までに送ります", date(2023, 11, 8)),
        ("十一月八日までに送ります", date(2023, 11, 8)),
        ("1月10日までに送ります", date(2024, 1, 10)),
        ("11/8までに送ります", date(2023, 11, 8)),
        ("令和6年2月1日までに送ります", date(2024, 2, 1)),
        ("R6.2.1までに送ります", date(2024, 2, 1)),
        ("2024年2月1日の正午までに送ります", date(2024, 2, 1)),
        ("2024/2/1までに送ります", date(2024, 2, 1)),
        # a day of a month that is named by its distance, or not at all
        ("25日までに送ります", date(2023, 10, 25)),
        ("10日までに送ります", date(2023, 11, 10)),
        ("今月25日に送ります", date(2023, 10, 25)),
        ("来月の5日に送ります", date(2023, 11, 5)),
        ("再来月5日に送ります", date(2023, 12, 5)),
        # a part of a month
        ("月末までに送ります", date(2023, 10, 31)),
        ("来月末までに送ります", date(2023, 11, 30)),
        ("今月中に送ります", date(2023, 10, 31)),
        ("来月中旬に送ります", date(2023, 11, 20)),
        ("12月上旬に送ります", date(2023, 12, 10)),
        ("1月下旬に送ります", date(2024, 1, 31)),
        ("2月いっぱいで送ります", date(2024, 2, 29)),
        ("11月中に送ります", date(2023, 11, 30)),
        ("12月末に送ります", date(2023, 12, 31)),
        # a week and its days
        ("来週の金曜日までに送ります", date(2023, 10, 27)),
        ("今週の金曜に送ります", date(2023, 10, 20)),
        ("再来週の月曜に送ります", date(2023, 10, 30)),
        ("金曜日までに送ります", date(2023, 10, 20)),
        ("次の水曜日に送ります", date(2023, 10, 25)),
        ("今週中に送ります", date(2023, 10, 20)),
        ("来週中に送ります", date(2023, 10, 27)),
        ("来週送ります", date(2023, 10, 27)),
        ("来週の頭に送ります", date(2023, 10, 23)),
        ("週明けに送ります", date(2023, 10, 23)),
        # days from now
        ("今日中に送ります", date(2023, 10, 18)),
        ("明日の朝までに送ります", date(2023, 10, 19)),
        ("あさって送ります", date(2023, 10, 20)),
        ("10日以内に送ります", date(2023, 10, 28)),
        ("2週間以内に送ります", date(2023, 11, 1)),
        ("1か月後に送ります", date(2023, 11, 18)),
        ("三ヶ月以内に送ります", date(2024, 1, 18)),
        ("半年以内に送ります", date(2024, 4, 18)),
        # the end of the year
        ("年内に送ります", date(2023, 12, 31)),
        ("年度内に送ります", date(2024, 3, 31)),
        ("年度末までに送ります", date(2024, 3, 31)),
        # the next meeting
        ("次回までに送ります", NEXT_ON),
        ("次回の会議までに送ります", NEXT_ON),
        ("次の委員会で報告します", NEXT_ON),
        ("それまでに送ります", NEXT_ON),
    ],
)
def test_words_of_time(said: str, day: date) -> None:
    found = due(said, HELD_ON, NEXT_ON)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("早急に送ります", "早急に"),
        ("後日送ります", "後日"),
        ("議会の前までに送ります", "議会の前までに"),
        ("来月の初めに送ります", "来月の初め"),
        ("来週の前半に送ります", "来週の前半"),
        ("2月30日までに送ります", "2月30日までに"),
    ],
)
def test_vague_words_are_kept_without_a_day(said: str, words: str) -> None:
    found = due(said, HELD_ON, NEXT_ON)
    assert found is not None
    assert (found.said, found.day) == (words, None)


@pytest.mark.parametrize(
    "said", ["一覧を送ります", "10月2日に始まった件です", "3月ぐらいかかります", "第3回の資料です"]
)
def test_other_words_name_no_limit(said: str) -> None:
    assert due(said, HELD_ON, NEXT_ON) is None


@pytest.mark.parametrize(
    ("said", "words", "why"),
    [
        ("来週の会議の資料を月末までに送ります", "月末までに", "words of a limit before others"),
        ("来週の金曜日に送ります", "来週の金曜日", "the longer of two that overlap"),
        ("11月の初め、11月6日に送ります", "11月6日", "a day before vague words"),
        ("金曜日に、あ、木曜日に送ります", "木曜日", "what follows a correction"),
        ("11月8日まで", "11月8日まで", "the words stay whole"),
    ],
)
def test_of_several_days_one_is_meant(said: str, words: str, why: str) -> None:
    found = due(said, HELD_ON, NEXT_ON)
    assert found is not None
    assert found.said == words, why


def test_without_the_day_of_the_meeting_only_full_dates_and_the_next_meeting_are_days() -> None:
    assert [one and one.day for one in (due("来週までに", None), due("11月8日までに", None))] == [None, None]
    assert [one and one.said for one in (due("来週までに", None),)] == ["来週までに"]
    full = due("令和6年2月1日までに", None)
    assert full is not None
    assert full.day == date(2024, 2, 1)
    following = due("次回までに", None, NEXT_ON)
    assert following is not None
    assert following.day == NEXT_ON


def test_a_meeting_put_off_is_on_the_last_day_that_is_named() -> None:
    assert last_day("次回は11月13日を11月20日に変更します", HELD_ON) == NEXT_ON
    assert last_day("次回は11月の20日、月曜日、夜の7時です", HELD_ON) == NEXT_ON
    assert last_day("次回は未定です", HELD_ON) is None


@given(st.text(alphabet="来今週月末日中まで12345金曜（）の、次回年度", max_size=60))
def test_the_words_stand_where_it_says(said: str) -> None:
    found = due(said, HELD_ON, NEXT_ON)
    assert found is None or said[found.start : found.end] == found.said
