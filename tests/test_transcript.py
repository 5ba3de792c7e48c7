"""Transcripts: who said what, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import BrokenFile, EmptyFile
from ingest.model import BlockKind, Reading
from ingest.readers import transcript
from tests.papers import assert_sound, texts


def read(tmp_path: Path, words: str, encoding: str = "utf-8") -> Reading:
    path = tmp_path / "a.vtt"
    path.write_bytes(words.encode(encoding))
    return transcript.read(path)


def said(reading: Reading) -> list[tuple[str, str, str]]:
    assert all(block.kind is BlockKind.SPEECH for block in reading.pages[0].blocks)
    return [
        (block.label, block.speaker, words)
        for block, words in zip(reading.pages[0].blocks, texts(reading), strict=True)
    ]


def test_vtt_with_voices(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "WEBVTT - 会議\n\nNOTE 見えない\n00:00 の注\n\nSTYLE\n::cue{}\n\n"
        "1\n00:00:01.000 --> 00:00:04.000 align:start\n<v 山田 太郎>おはよう<i>ございます</i>。</v>\n\n"
        "00:00:05.000 --> 00:00:08.000\n<v 山田 太郎>始めます。\n\n"
        "00:12:30.500 --> 00:12:33.000\n<v.loud 鈴木>A &amp; Bの\n件です。</v><v 山田 太郎>はい。</v>\n\n"
        "1:00:00.000 --> 1:00:01.000\n名前のない声\n",
    )
    assert said(reading) == [
        ("00:00:01", "山田 太郎", "おはようございます。始めます。"),
        ("00:12:30", "鈴木", "A & Bの件です。"),
        ("00:12:30", "山田 太郎", "はい。"),
        ("01:00:00", "", "名前のない声"),
    ]
    page = reading.pages[0]
    assert_sound(page)
    assert (reading.format, page.number, page.label, reading.problems) == ("vtt", None, "", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_srt_with_names_before_the_words(tmp_path: Path, encoding: str) -> None:
    reading = read(
        tmp_path,
        "1\r\n00:00:01,000 --> 00:00:04,000\r\n柏木主幹：次の会議は10:30からです。\r\n\r\n"
        "2\r\n00:00:04,000 --> 00:00:06,000\r\n場所：大会議室です。\r\n\r\n"
        "3\r\n00:00:07,000 --> 00:00:09,000\r\n話者2: {\\an8}質問です\r\n\r\n",
        encoding,
    )
    assert said(reading) == [
        ("00:00:01", "柏木主幹", "次の会議は10:30からです。場所：大会議室です。"),
        ("00:00:07", "話者2", "質問です"),
    ]
    assert reading.format == "srt"


def test_one_speaker_is_parted_after_a_minute_and_after_400_characters(tmp_path: Path) -> None:
    minute = "".join(
        f"{n * 20 // 60:02}:{n * 20 % 60:02}.000 --> {n * 20 // 60:02}:{n * 20 % 60 + 9:02}.000\nはい\n\n"
        for n in range(6)
    )
    assert [label for label, _, _ in said(read(tmp_path, "WEBVTT\n\n" + minute))] == ["00:00:00", "00:01:00"]
    long = "".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{'あ' * 150}\n\n" for n in range(6))
    assert [len(words) for _, _, words in said(read(tmp_path, "WEBVTT\n\n" + long))] == [450, 450]


def test_times_that_run_backwards_are_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "WEBVTT\n\n00:10.000 --> 00:11.000\nあ\n\n00:05.000 --> 00:06.000\nい\n")
    assert [label for label, _, _ in said(reading)] == ["00:00:10", "00:00:05"]
    assert "00:00:10の次が00:00:05" in reading.problems[0].message


def test_no_times_and_no_words(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="時刻"):
        read(tmp_path, "WEBVTT\n\nただの文\n")
    with pytest.raises(EmptyFile):
        read(tmp_path, " \n")
