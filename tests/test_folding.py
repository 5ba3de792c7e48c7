"""The index form of Japanese text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.japanese.folding import fold, nfkc, squeeze

# What papers are made of, and what breaks foldings: radicals, half-width kana with their marks, dashes, spaces.
_TROUBLE = (
    "⻑⻄⺠⼾⼀㈱㍿㎡①½ｶﾞﾊﾟー－−—―─‐~〜～●■\uf077\ufe00\U000e0100\u200b\ufeff\u3099゛\u3000 \t\n"
    "髙﨑𠮷ヶ々神(（1１aＡß予算ァﾞİ"
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("⻑野県⻄部の⺠生", "長野県西部の民生"),  # of the CJK Radicals Supplement, which NFKC leaves
        ("⼾籍の⼀覧", "戸籍の一覧"),  # NFKC would make 戶 of the first
        ("葛\U000e0100城市", "葛城市"),
        ("神\ufe00社", "神社"),
        ("①目的", "1目的"),
        ("ｶﾞｲﾄﾞﾗｲﾝ", "ガイドライン"),
        ("㈱みなと", "(株)みなと"),
        ("面積120㎡", "面積120m2"),
        ("髙橋 﨑山", "高橋崎山"),
        ("𠮷田邉", "吉田辺"),
        ("會議・學校", "会議・学校"),
        ("ＡＩ活用", "ai活用"),
        ("第 6 回", "第6回"),
        ("件　　名", "件名"),
        ("令和 5 年", "令和5年"),
        ("Microsoft Word", "microsoft word"),
        ("生成 AI", "生成 ai"),
        ("10:00～11:30", "10:00~11:30"),
        ("6月〜9月", "6月~9月"),
        ("０１９２－３３－４３２１", "0192-33-4321"),
        ("0192ー33ー4321", "0192-33-4321"),
        ("サ−バ−", "サーバー"),
        ("ﾃﾞｰﾀ", "データ"),
        ("ページ", "ページ"),
        ("2023-05-26", "2023-05-26"),
        ("\uf077導入", "・導入"),
        ("●導入", "・導入"),
        ("霞ヶ関", "霞ケ関"),
        ("５，５１１千円", "5,511千円"),
        ("一行目\n二行目", "一行目\n二行目"),
        ("第10\t年齢\t区分", "第10\t年齢\t区分"),  # cells of a row
        ("予\udde5算", "予算"),
        ("", ""),
    ],
)
def test_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_lines_stay_apart() -> None:
    assert fold("予算 \n 決算").split("\n") == ["予算 ", " 決算"]


def test_squeezed_texts_are_compared_without_white_space() -> None:
    assert squeeze("令 和 ５ 年\n生成 AI") == "令和5年生成ai"


@given(st.text(alphabet=st.sampled_from(_TROUBLE), max_size=12) | st.text(max_size=30))
@example("ｶ ﾞ")
@example("ｶ‐ 1")
@example("1ー 1")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_line_break_parts_what_is_folded(before: str, after: str) -> None:
    assert fold(f"{before}\n{after}").count("\n") == fold(before).count("\n") + fold(after).count("\n") + 1


_JOINING = "かはハ가\u1100\u1161\u11a8e\u0301\u0323\u309aﾞﾟ、。（）"


@given(st.text(st.sampled_from(_TROUBLE + _JOINING) | st.characters(), max_size=12))
@example("か\u3099き")
def test_only_what_is_not_plain_is_normalised_and_nothing_else_comes_out(text: str) -> None:
    assert nfkc(text) == unicodedata.normalize("NFKC", text)


def test_plain_characters_are_normal_and_join_none_before_them() -> None:
    plain = [*range(0x20, 0x7F), *range(0x3001, 0x302A), *range(0x3041, 0x3097), *range(0x30A1, 0x30FF)]
    plain += range(0x4E00, 0xA000)
    assert all(unicodedata.normalize("NFKC", chr(code)) == chr(code) for code in plain)
    halves = (unicodedata.decomposition(chr(code)).split() for code in range(0x110000))
    second = {int(half[1], 16) for half in halves if len(half) == 2 and not half[0].startswith("<")}
    assert second.isdisjoint(plain)
