"""Spoken words without fillers, stutters and what is taken back; nothing else changes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.hearing import spoken

SOUNDS = "えーとあのまそうんねですはい、。…　 今日は試行の件数、12件です市民団体公民館でしたありますすみません"


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spoken.split(text)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("えーと、試行は、あのー、7月からです。", "試行は、7月からです。"),
        ("えっとですね、試行はですね、7月からです。", "試行は、7月からです。"),
        ("まあ、その、なんていうんでしょうか、使いやすいです。", "使いやすいです。"),
        ("はい、そうですね、うーん、来月には出ます。", "来月には出ます。"),
        ("き、金曜日に配ります。", "金曜日に配ります。"),
        ("試行は、試行は7月からです。", "試行は7月からです。"),
        ("経費は、22…22万円です。", "経費は、22万円です。"),
        ("修…修正したものを配ります。", "修正したものを配ります。"),
        ("会場は3階　時間は10時です", "会場は3階、時間は10時です"),
        ("試行は7月か\nらです。", "試行は7月からです。"),
        ("経費は120万、あ、すみません、130万円です。", "経費は130万円です。"),
        ("経費は120万、失礼しました、経費は130万円です。", "経費は130万円です。"),
        ("次は10月3日、いや、10月4日です。", "次は10月4日です。"),
        ("5ページの2つ、すみません、3つです。", "5ページの3つです。"),
        ("締切は来週の金曜、いえ、来週の木曜です。", "締切は来週の木曜です。"),
        ("配るのは金曜、あ、木曜です。", "配るのは木曜です。"),
    ],
)
def test_fillers_restarts_and_corrections_go(said: str, told: str) -> None:
    assert spoken.plain(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "今日は暑いですね、窓を開けましょう。",
        "それでいいですね、皆さん。",
        "私たちなんか、もう若くないですから。",
        "市民、市民団体、企業に配ります。",
        "取締役、役員の報酬です。",
        "感染が広がる中、中小企業を支えます。",
        "その損失は、はかり知れません。",
        "時間もありませんけれども、もう一つだけ。",
        "午後、後藤係長が説明します。",
        "割合は25、50、70です。",
        "その話は、すみません、あとでお答えします。",
        "対象は100人、失礼しました、研修のことは別の資料です。",
        "あの人に、その資料を渡しました。",
    ],
)
def test_words_that_only_look_like_fillers_and_stutters_stay(said: str) -> None:
    assert spoken.plain(said) == said


def test_a_recorder_without_full_stops_is_cut_at_polite_endings() -> None:
    said = (
        "試行は7月から始めますので職員には来週知らせます対象は6つの課で100人です"
        "経費は月に10万円かかりますが予算の中で足りますほかの課は来年度に考えましょう"
    )
    assert sentences(said) == [
        "試行は7月から始めますので職員には来週知らせます",
        "対象は6つの課で100人です",
        "経費は月に10万円かかりますが予算の中で足ります",
        "ほかの課は来年度に考えましょう",
    ]


def test_spaces_in_the_place_of_full_stops_end_sentences() -> None:
    assert sentences("会場は3階です ただ 午後は使えないんですよ 午前にしますね") == [
        "会場は3階です",
        "ただ 午後は使えないんですよ",
        "午前にしますね",
    ]


def test_a_quotation_is_not_cut() -> None:
    assert len(sentences("職員から「便利です もっと使いたいです 来年もお願いします」という声がありました。")) == 1


@given(st.text(alphabet=SOUNDS + "\n「」", max_size=200))
def test_sentences_hold_every_character_in_order(text: str) -> None:
    parts = spoken.split(text)
    assert all(start < end for start, end in parts)
    assert all(before[1] <= after[0] for before, after in pairwise(parts))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text(alphabet=SOUNDS, max_size=120))
def test_nothing_is_added_but_commas(said: str) -> None:
    told = iter(re.sub(r"[\s、]", "", said))
    assert all(character in told for character in re.sub(r"[\s、]", "", spoken.plain(said)))


@given(st.text(alphabet=SOUNDS, max_size=120))
def test_plain_words_are_plain_to_begin_with(said: str) -> None:
    assert not spoken.plain(said).startswith(("、", " ", "。"))
