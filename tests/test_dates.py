"""Dates as Japanese papers write them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.japanese.dates import When, dates, either_way, fiscal_year_of, in_era, in_kanji, number, spans
from ingest.japanese.folding import fold


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("令和5年4月21日", [When(2023, 4, 21)]),
        ("令和５年４月２１日（金）", [When(2023, 4, 21)]),
        ("令和 5 年 4 月 21 日", [When(2023, 4, 21)]),
        ("令和五年四月二十一日", [When(2023, 4, 21)]),
        ("令和五年四月四日", [When(2023, 4, 4)]),
        ("令和元年", [When(2019)]),
        ("令和元年５月１日", [When(2019, 5, 1)]),
        ("令和二十年十二月", [When(2038, 12)]),
        ("平成31年3月", [When(2019, 3)]),
        ("平成三十一年三月三十一日", [When(2019, 3, 31)]),
        ("昭和64年1月7日", [When(1989, 1, 7)]),
        ("大正12年9月1日", [When(1923, 9, 1)]),
        ("明治22年", [When(1889)]),
        ("令和5年度", [When(2023, fiscal=True)]),
        ("令和５年度予算", [When(2023, fiscal=True)]),
        ("平成30年度から令和2年度まで", [When(2018, fiscal=True), When(2020, fiscal=True)]),
        ("R5年度", [When(2023, fiscal=True)]),
        ("2023年度", [When(2023, fiscal=True)]),
        ("R5.4.21", [When(2023, 4, 21)]),
        ("R５．４．２１", [When(2023, 4, 21)]),
        ("r05.04.21", [When(2023, 4, 21)]),
        ("R5/4/21", [When(2023, 4, 21)]),
        ("R5-4-21", [When(2023, 4, 21)]),
        ("令和5.4.21", [When(2023, 4, 21)]),
        ("H31.3", [When(2019, 3)]),
        ("H31.3.29～R1.5.7", [When(2019, 3, 29), When(2019, 5, 7)]),
        ("S63.12.1", [When(1988, 12, 1)]),
        ("R5年4月", [When(2023, 4)]),
        ("2023年4月21日", [When(2023, 4, 21)]),
        ("２０２３年４月", [When(2023, 4)]),
        ("2023年", [When(2023)]),
        ("2023/4/21", [When(2023, 4, 21)]),
        ("2023-04-21", [When(2023, 4, 21)]),
        ("2023.4.21", [When(2023, 4, 21)]),
        ("二〇二三年", [When(2023)]),
        ("二〇二三年十月一日", [When(2023, 10, 1)]),
        ("一九九八年", [When(1998)]),
        ("令和5年（2023年）4月21日", [When(2023, 4, 21)]),
        ("2023年（令和5年）4月21日", [When(2023, 4, 21)]),
        ("4月21日", [When(None, 4, 21)]),
        ("十二月", [When(None, 12)]),
        ("6月定例会", [When(None, 6)]),
        ("4月から6月まで", [When(None, 4), When(None, 6)]),
        ("4/21(金)", [When(None, 4, 21)]),
        ("4/21（金）", [When(None, 4, 21)]),
        ("1/2(木)", [When(None, 1, 2)]),
        ("日程 5/6", [When(None, 5, 6)]),
        ("締切:1/5", [When(None, 1, 5)]),
        ("3/4まで受け付けます", [When(None, 3, 4)]),
        ("10/1現在", [When(None, 10, 1)]),
        ("9/29", [When(None, 9, 29)]),
        ("令和5年4月99日", [When(2023, 4, None)]),
        ("令和5年2月30日", [When(2023, 2, 30)]),
    ],
)
def test_dates(written: str, meant: list[When]) -> None:
    assert dates(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "1/2", "補助率は1/2です", "議員の2/3以上", "3/10の額", "1/1000", "24/7", "議案第16号", "10:00",
        "3か月", "3カ月分", "月曜日", "毎月", "1月当たり", "1月につき", "1000年", "5年間", "12345年", "2000人",
        "PM2.5", "V2.3", "第1.2節", "192.168.1.2", "0192-33-4321", "令和", "年度", "R5", "一部改正", "",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_date_knows_where_it_stands() -> None:
    text = fold("会議は令和５年５月２６日（金）に開く。")
    assert [text[start:end] for start, end, _ in spans(text)] == ["令和5年5月26日"]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert When(2023, 2, 30).as_date() is None
    assert When(2023, 2).as_date() is None
    assert When(2024, 2, 29).as_date() == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("元", 1),
        ("26", 26),
        ("二十六", 26),
        ("十", 10),
        ("百二十", 120),
        ("二〇二三", 2023),
        ("千三", 1003),
        ("多", None),
        ("", None),
    ],
)
def test_numbers_in_kanji(written: str, value: int | None) -> None:
    assert number(written) == value


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2023, 4, 1), 2023), (date(2024, 3, 31), 2023), (date(2023, 12, 31), 2023), (date(2024, 1, 1), 2023)],
)
def test_fiscal_years_begin_in_april(day: date, year: int) -> None:
    assert fiscal_year_of(day) == year


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2023, 5, 26), "令和5年5月26日(金)"),
        (date(2019, 5, 1), "令和元年5月1日(水)"),
        (date(2019, 4, 30), "平成31年4月30日(火)"),
        (date(1989, 1, 7), "昭和64年1月7日(土)"),
        (date(1912, 7, 30), "大正元年7月30日(火)"),
        (date(1912, 7, 29), "明治45年7月29日(月)"),
    ],
)
def test_days_in_era(day: date, written: str) -> None:
    assert in_era(day) == written


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_written_in_era_is_read_back(day: date) -> None:
    assert [when.as_date() for when in dates(f"会議は{in_era(day)}に開く。")] == [day]


@given(st.text(alphabet="令和平成元年度月日0123456789/.-()一二十rh ", max_size=30))
def test_no_text_is_misread_into_months_that_do_not_exist(text: str) -> None:
    folded, last = fold(text), 0
    for start, end, when in spans(folded):
        assert last <= start < end <= len(folded)
        assert when.month is None or 1 <= when.month <= 12
        assert when.day is None or 1 <= when.day <= 31
        last = end


@pytest.mark.parametrize(("count", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六")])
def test_a_number_is_written_in_kanji(count: int, written: str) -> None:
    assert in_kanji(count) == written


@given(st.integers(min_value=1, max_value=99))
def test_a_number_in_kanji_reads_as_itself(count: int) -> None:
    assert number(in_kanji(count)) == count
    assert re.fullmatch(either_way(count), in_kanji(count))
    assert re.fullmatch(either_way(count), str(count))
