"""Speakers renamed and merged before anything is drafted."""

from __future__ import annotations

import pytest

from assistant.drafting.sources.gathering import HEADING
from assistant.drafting.sources.speakers import UnknownSpeaker, rename
from assistant.drafting.values import Said, Transcript


def transcript(*said: tuple[str, str]) -> Transcript:
    return Transcript(tuple(Said(n, who, words, f"発言{n}", "a.txt") for n, (who, words) in enumerate(said, 1)))


def lines(one: Transcript) -> list[tuple[int, str, str, str]]:
    return [(said.number, said.speaker, said.text, said.label) for said in one.said]


def test_a_number_becomes_an_office() -> None:
    talk = transcript(("話者1", "始めます。"), ("話者2", "はい。"), ("話者1", "終わります。"))
    assert lines(rename(talk, {"話者1": "総務課長"})) == [
        (1, "総務課長", "始めます。", "発言1"),
        (2, "話者2", "はい。", "発言2"),
        (3, "総務課長", "終わります。", "発言3"),
    ]


def test_two_names_of_one_speaker_become_one() -> None:
    talk = transcript(("話者1", "次回は"), ("話者3", "8月4日です。"), ("話者2", "はい。"), ("話者3", "以上。"))
    assert lines(rename(talk, {"話者1": "課長", "話者3": "課長"})) == [
        (1, "課長", "次回は8月4日です。", "発言1"),
        (2, "話者2", "はい。", "発言3"),
        (3, "課長", "以上。", "発言4"),
    ]


def test_names_change_places_at_once() -> None:
    talk = transcript(("山田", "はい。"), ("佐藤", "いいえ。"))
    assert [one.speaker for one in rename(talk, {"山田": "佐藤", "佐藤": "山田"}).said] == ["佐藤", "山田"]


def test_what_is_apart_stays_apart() -> None:
    """Points of notes, long speeches whose sentences end, headings, other files."""
    talk = transcript(("山田", "番号札"), ("山田", "掲示"), ("佐藤", "あ" * 500 + "。"), ("鈴木", "い" * 500 + "。"))
    heading = Said(5, "", "２ その他", HEADING, "a.txt")
    other = Said(6, "佐藤", "はい。", "発言1", "b.txt")
    renamed = rename(Transcript((*talk.said, heading, other)), {"鈴木": "佐藤"})
    assert [(one.number, one.speaker) for one in renamed.said] == [
        (1, "山田"), (2, "山田"), (3, "佐藤"), (4, "佐藤"), (5, ""), (6, "佐藤"),
    ]  # fmt: skip


def test_a_name_that_nobody_bears() -> None:
    with pytest.raises(UnknownSpeaker, match="「話者9」という話し手はいません。文字起こしの話し手: 話者1、話者2"):
        rename(transcript(("話者1", "はい。"), ("話者2", "はい。")), {"話者9": "課長"})
    with pytest.raises(UnknownSpeaker, match="いません（名前のない"):
        rename(transcript(("", "はい。")), {"話者1": "課長"})
