"""Where Japanese sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.japanese.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\u3000\n", []),
        ("会議を開く。資料を配る。", ["会議を開く。", "資料を配る。"]),
        ("会議を開く。\u3000資料を配る", ["会議を開く。", "資料を配る"]),
        ("一行目\n二行目", ["一行目", "二行目"]),
        ("「よい。」と述べた。次に移る。", ["「よい。」と述べた。", "次に移る。"]),
        ("市長は「進める。続ける。」と答えた。", ["市長は「進める。続ける。」と答えた。"]),
        ("導入する（詳細は別紙。）。終わる。", ["導入する（詳細は別紙。）。", "終わる。"]),
        ("「はい。」\n「いいえ。」", ["「はい。」", "「いいえ。」"]),
        ("以上です。）次へ。", ["以上です。）", "次へ。"]),
        ("伸び率は3.5％です。前年は2.1％です。", ["伸び率は3.5％です。", "前年は2.1％です。"]),
        ("伸び率は３．５％です．次へ", ["伸び率は３．５％です．", "次へ"]),
        ("https://www.example.lg.jp/?q=a!b を見る。", ["https://www.example.lg.jp/?q=a!b を見る。"]),
        ("本当か？そうだ！よし", ["本当か？", "そうだ！", "よし"]),
        ("本当か？！ええ", ["本当か？！", "ええ"]),
        ("Is it? Yes! OK", ["Is it?", "Yes!", "OK"]),
        ("1.5 vs. 2", ["1.5 vs. 2"]),  # a half-width point ends nothing: it is as often a decimal or an abbreviation
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_bracket_that_never_closes_swallows_no_paper() -> None:
    text = "（注" + "あ" * 200 + "。次の文。その次。"
    assert sentences(text) == ["（注" + "あ" * 200 + "。", "次の文。", "その次。"]


@given(st.text(alphabet="あ漢a1。．.！？!?「」（）() \n\u3000\t、", max_size=60) | st.text(max_size=60))
def test_sentences_are_the_text_without_the_space_between_them(text: str) -> None:
    found = split(text)
    last = 0
    for start, end in found:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()
