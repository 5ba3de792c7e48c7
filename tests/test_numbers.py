"""Numbers and amounts as Japanese papers write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.japanese.folding import fold
from ingest.japanese.numbers import numbers


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5,511,532千円", [{5_511_532, 5_511_532_000}]),
        ("55億1,153万2千円", [{5_511_532_000}]),
        ("５５億１，１５３万２千円", [{5_511_532_000}]),
        ("233億4千万円", [{23_340_000_000}]),
        ("12百万円", [{12, 12_000_000}]),
        ("3千万円", [{30_000_000}]),
        ("5百万円", [{5, 5_000_000}]),
        ("3万5,750円", [{35_750}]),
        ("1万2千5百人", [{12_500}]),
        ("2千5百人", [{2_500}]),
        ("3.5万人", [{35_000}]),
        ("1兆2,000億円", [{1_200_000_000_000}]),
        ("三十歳", [{30}]),
        ("百二十名", [{120}]),
        ("二千二十三年", [{2023}]),
        ("二〇二三年", [{2023}]),
        ("三百万円", [{3_000_000}]),
        ("千五百億円", [{150_000_000_000}]),
        ("第3回、10名", [{3}, {10}]),
        ("10:30", [{10}, {30}]),
        ("12.5%", [{Decimal("12.5")}]),
        ("0.014", [{Decimal("0.014")}]),
        ("1,234.5", [{Decimal("1234.5")}]),
        ("1,2,3", [{1}, {2}, {3}]),
        ("１０人と五人", [{10}, {5}]),
        ("一部改正の一方で", []),
        ("十分に検討する", []),
        ("市民一人ひとり", []),
        ("一時的な対応", []),
        ("数十人", []),
        ("万人のため", []),
        ("", []),
    ],
)
def test_numbers(written: str, meant: list[set[int | Decimal]]) -> None:
    assert numbers(fold(written)) == [frozenset(map(Decimal, values)) for values in meant]


@given(st.integers(min_value=0, max_value=10**16))
def test_digits_with_and_without_commas_are_one(number: int) -> None:
    assert numbers(f"{number:,}円") == numbers(f"{number}円") == [frozenset({Decimal(number)})]


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999), st.integers(1, 9999))
def test_a_number_in_parts_is_their_sum(oku: int, man: int, rest: int) -> None:
    assert numbers(f"{oku:,}億{man:,}万{rest:,}円") == [frozenset({Decimal(oku * 10**8 + man * 10**4 + rest)})]
