"""Whether characters that came out of a file are Japanese a person could read."""

from __future__ import annotations

import pytest

from ingest.structure.legible import Legibility, legibility

_JAPANESE = "令和５年度の生成AI活用プロジェクト・チームは、市民サービスの向上を図る。"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        _JAPANESE,
        "㈱みなと ①目的 ～10：00 △5,000千円 ※１ ㎡ Ⅲ ★ → 髙橋𠮷田⻑",
        _JAPANESE + "\uf06c\uf077",  # bullets of a symbol font
        _JAPANESE + "\ufffd",
        "Quản lý rác thải sinh hoạt của thành phố",
        "쓰레기는 월요일과 목요일에 내놓으십시오.",
        "Правила сортировки мусора в городе",
        "ระเบียบการทิ้งขยะ",
    ],
)
def test_good(text: str) -> None:
    assert legibility(text) is Legibility.GOOD


@pytest.mark.parametrize(
    "text",
    [
        "ίϯύϥϒϧֶ",  # CIDs of kana read as Unicode
        "ࡦѯҿՑ࣏ढ़ੱ௨ໟ",  # of kanji
        "\ue000\ue123\uf8ff",
        "\ufffd" * 5,
        "㐂㐄㐆㐈㐊㐌",
        "あ" * 82 + "\ufffd" * 18,  # four in five are not enough when the rest is known to be lost
        "あ" * 79 + "ϯ" * 21,
    ],
)
def test_garbled(text: str) -> None:
    assert legibility(text) is Legibility.GARBLED


def test_a_few_strangers_do_no_harm() -> None:
    assert legibility("あ" * 81 + "ϯ" * 19) is Legibility.GOOD
