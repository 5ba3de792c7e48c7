"""The verbatim quote that carries a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.quotes import choose
from ingest.model import Passage

TEXT = (
    "第3回会議は令和5年7月21日に開いた。出席者は12名であった。座長は総務部長が務めた。\n"
    "予算は350万円である。このうち200万円は国の補助金で賄う。"
)


def passage(text: str, start: int = 100) -> Passage:
    return Passage("p", "d", 0, 1, "p.1", start, start + len(text), text)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("出席した人は12名です。", "出席者は12名であった。"),
        ("会議は2023年7月21日に開かれました。", "第3回会議は令和5年7月21日に開いた。"),
        ("予算350万円のうち、200万円は国の補助金です。", "予算は350万円である。このうち200万円は国の補助金で賄う。"),
        ("座長は総務部長です。", "座長は総務部長が務めた。"),
        ("予算は三百五十万円です。", "予算は350万円である。"),
    ],
)
def test_the_sentences_that_carry_it(sentence: str, quote: str) -> None:
    start, end = choose(sentence, passage(TEXT))
    assert TEXT[start - 100 : end - 100] == quote


def test_a_number_weighs_more_than_words() -> None:
    text = "保育所の定員は今後も増える見込みである。240人とする。"
    start, end = choose("保育所の定員は二百四十人です。", passage(text))
    assert text[start - 100 : end - 100] == text
    start, end = choose(
        "定員は二百四十人です。",
        passage("定員は増える見込み。\n対象は市民。\n市は令和8年度に認可を予定。\n240人とする。"),
    )
    assert end - start == len("240人とする。")


def test_a_passage_without_a_sentence_is_quoted_whole() -> None:
    assert choose("はい。", passage("  ")) == (100, 102)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="会議予算は12。\n 「」", max_size=20),
    st.text(alphabet="会議予算は12。\n 「」", min_size=1, max_size=80),
)
def test_a_quote_lies_within_its_passage(sentence: str, text: str) -> None:
    start, end = choose(sentence, passage(text))
    assert 100 <= start < end <= 100 + len(text)
