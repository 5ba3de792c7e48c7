"""How dates and verdicts are said."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.phrasing import fiscal_year, long_date


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2023, 5, 26), "令和5年5月26日(金)・2023年"),
        (date(2019, 5, 1), "令和元年5月1日(水)・2019年"),
        (date(2019, 4, 30), "平成31年4月30日(火)・2019年"),
        (date(1989, 1, 7), "昭和64年1月7日(土)・1989年"),
        (date(1926, 12, 24), "1926年12月24日(金)・1926年"),
    ],
)
def test_a_day_is_said_in_its_era(day: date, said: str) -> None:
    assert long_date(day) == said


def test_a_fiscal_year_is_named_by_the_era_of_its_may() -> None:
    assert fiscal_year(2019) == "令和元年度（2019年度）"
    assert fiscal_year(2023) == "令和5年度（2023年度）"
