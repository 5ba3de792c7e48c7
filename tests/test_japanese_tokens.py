"""Words and character 2-grams of folded text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.japanese.folding import fold
from ingest.japanese.tokens import bigrams, morphemes, parts_of_speech, words


def test_words_are_those_that_mean_something() -> None:
    assert words("市役所で会議を開きました。") == ["市", "役所", "会議", "開く"]


def test_two_spellings_of_a_word_are_one() -> None:
    assert words("引越し") == words("引っ越し")


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("予算案", ["予算", "算案"]),
        ("予算、案", ["予算", "案"]),
        ("第6回", ["第6", "6回"]),
        ("ai 活用", ["ai", "活用"]),
        ("令和5年\n予算", ["令和", "和5", "5年", "予算"]),
        ("10:00", ["10", "00"]),
        ("。、", []),
        ("", []),
    ],
)
def test_two_grams(folded: str, expected: list[str]) -> None:
    assert bigrams(folded) == expected


@given(st.text(alphabet="予算aー1、。・ \n_(", max_size=40))
def test_two_grams_never_cross_a_mark(folded: str) -> None:
    runs = re.split(r"[、。・ \n_(]+", folded)
    for gram in bigrams(folded):
        assert any(gram in run for run in runs)
    assert sum(max(len(run) - 1, 1) for run in runs if run) == len(bigrams(folded))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=50))
def test_no_text_stops_the_words(text: str) -> None:
    assert all(word and word == word.strip() for word in words(fold(text)))


def test_words_of_a_long_text_are_those_of_its_parts() -> None:
    sentence = "予算を審議しました。"
    assert words(sentence * 3000) == words(sentence) * 3000


def test_morphemes_say_what_a_word_is_and_where_it_stands() -> None:
    text = "会議を行なった。"
    found = morphemes(text)
    assert [text[one.start : one.end] for one in found] == [one.surface for one in found]
    assert [one.surface for one in found] == ["会議", "を", "行なっ", "た", "。"]
    verb = found[2]
    assert (verb.kind[0], verb.plain, verb.normal, verb.reading) == ("動詞", "行なう", "行う", "オコナッ")


def test_morphemes_cover_a_long_text_without_a_gap() -> None:
    text = "予算を審議しました。\n" * 1500
    assert "".join(one.surface for one in morphemes(text)) == text


@pytest.mark.parametrize("mark", ["㎡", "㎥", "㌔", "㍍", "½", "㈱", "㍻", "…", "ﾊﾟ"])
def test_a_character_that_the_dictionary_reads_as_two_is_one_word(mark: str) -> None:
    """Of ㎡ it makes m and an empty 2: whoever walks from word to word would stand still there."""
    text = f"面積 1,480{mark} 代理人 行政書士"

    for read in (parts_of_speech(text), morphemes(text)):
        assert all(word.end > word.start for word in read)
        assert "".join(text[word.start : word.end] for word in read) == text
