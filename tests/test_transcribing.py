"""Recordings to a transcript: cut where nobody speaks, heard over real HTTP, and gone on with after a stop."""

from __future__ import annotations

import io
import math
import stat
import struct
import sys
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant import model_errors as errors
from assistant import recordings, transcribing
from assistant.drafting.values import Transcript
from assistant.llm import EndpointTranscriber
from assistant.settings import Settings
from assistant.transcribing import NotSet, Progress, transcribe
from assistant.wiring_models import transcriber as wired
from ingest.errors import BrokenFile, EmptyFile, IngestError, UnsupportedFormat
from tests import model_server as server

RATE = 8000
Ears = Callable[..., EndpointTranscriber]


@pytest.fixture
def ears() -> Iterator[Ears]:
    made: list[EndpointTranscriber] = []

    def build(url: str, pauses: list[float] | None = None, **settings: object) -> EndpointTranscriber:
        values: dict[str, object] = {
            "transcription_provider": "compatible", "transcription_model": "whisper", "transcription_base_url": url,
            "transcription_timeout": 5.0,
        }  # fmt: skip
        chosen = Settings(home=Path("unused"), **(values | settings))  # type: ignore[arg-type]
        made.append(EndpointTranscriber(chosen, pause=(pauses if pauses is not None else []).append))
        return made[-1]

    yield build
    for one in made:
        one.close()


@pytest.fixture(autouse=True)
def without_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


def sound(path: Path, seconds: float, quiet: tuple[float, float] = (0.0, 0.0), channels: int = 1) -> Path:
    """A tone with silence in between."""
    samples = b"".join(
        struct.pack("<h", 0 if quiet[0] <= n / RATE < quiet[1] else int(9000 * math.sin(n / 3))) * channels
        for n in range(int(seconds * RATE))
    )
    with wave.open(str(path), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples)
    return path


def length(audio: bytes) -> float:
    with wave.open(io.BytesIO(audio), "rb") as read:
        return read.getnframes() / read.getframerate()


def drain(steps: Iterator[Progress | Transcript]) -> tuple[list[Progress], Transcript]:
    *progress, transcript = steps
    assert isinstance(transcript, Transcript)
    return [one for one in progress if isinstance(one, Progress)], transcript


def said(transcript: Transcript) -> list[tuple[str, str, str]]:
    return [(one.label, one.speaker, one.text) for one in transcript.said]


def test_a_recording_is_cut_where_nobody_speaks_and_heard_piece_by_piece(tmp_path: Path, ears: Ears) -> None:
    # Pieces of 6 seconds at most: the quietest half second of 4.8 to 6 begins at 5, its middle is 5.25.
    audio = sound(tmp_path / "会議.wav", 11, quiet=(5.0, 5.5))
    first, second = server.hears((0.5, "始めます。"), (2.0, "資料です。")), server.hears((1.0, "終わります。"))
    with server.serve(first, second) as there:
        progress, transcript = drain(transcribe([audio], ears(there.url), tmp_path, minutes=0.1))
    assert progress == [Progress("会議.wav", n, 2) for n in (0, 1, 2)]
    assert said(transcript) == [("00:00:00", "", "始めます。資料です。終わります。")]
    assert transcript.sources == ("会議.wav",)
    assert [length(asked["file"][1]) for asked in there.asked] == [5.25, 5.75]
    assert there.paths == ["/v1/audio/transcriptions"] * 2
    assert {name: value for name, value in there.asked[0].items() if name != "file"} == {
        "model": "whisper", "language": "ja", "response_format": "verbose_json",
    }  # fmt: skip
    assert there.asked[0]["file"][0] == "1.wav"  # the name of the meeting stays here
    assert list((tmp_path / "transcriptions").iterdir()) == []


def test_times_count_from_the_beginning_of_the_recording(tmp_path: Path, ears: Ears) -> None:
    audio = sound(tmp_path / "会議.wav", 11, quiet=(5.0, 5.5))
    voices = (
        server.hears((1.0, "始めます。"), (2.0, "はい。"), speakers="AB"),
        server.hears((1.0, "はい。"), speakers="A"),
    )
    with server.serve(*voices) as there:
        model = ears(there.url, transcription_model="gpt-4o-transcribe-diarize")
        _, transcript = drain(transcribe([audio], model, tmp_path, minutes=0.1))
    # The second piece begins at 5.25 seconds; its A may be somebody else.
    assert said(transcript) == [
        ("00:00:01", "話者A（1）", "始めます。"),
        ("00:00:02", "話者B（1）", "はい。"),
        ("00:00:06", "話者A（2）", "はい。"),
    ]
    assert (there.asked[0]["response_format"], there.asked[0]["chunking_strategy"]) == ("diarized_json", "auto")


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, ears: Ears) -> None:
    audio = sound(tmp_path / "会議.wav", 11, quiet=(5.0, 5.5))
    with server.serve(server.hears((0.0, "前。")), server.hears((0.0, "後。"))) as there:
        run = transcribe([audio], ears(there.url), tmp_path, minutes=0.1)
        assert [next(run), next(run)] == [Progress("会議.wav", 0, 2), Progress("会議.wav", 1, 2)]
        run.close()  # type: ignore[attr-defined]
        assert len(there.asked) == 1
        _, transcript = drain(transcribe([audio], ears(there.url), tmp_path, minutes=0.1))
        assert len(there.asked) == 2
    assert said(transcript) == [("00:00:00", "", "前。後。")]
    assert list((tmp_path / "transcriptions").iterdir()) == []


def test_an_error_in_the_middle_keeps_what_was_heard(tmp_path: Path, ears: Ears) -> None:
    audio = sound(tmp_path / "会議.wav", 11, quiet=(5.0, 5.5))
    with server.serve(server.hears((0.0, "前。")), server.fails(401), server.hears((0.0, "後。"))) as there:
        with pytest.raises(errors.ModelKeyRefused, match="文字起こしの通信先に利用を断られました"):
            drain(transcribe([audio], ears(there.url), tmp_path, minutes=0.1))
        assert said(drain(transcribe([audio], ears(there.url), tmp_path, minutes=0.1))[1]) == [
            ("00:00:00", "", "前。後。")
        ]
        assert len(there.asked) == 3


def test_a_piece_that_was_not_written_whole_is_heard_again(tmp_path: Path, ears: Ears) -> None:
    audio = sound(tmp_path / "会議.wav", 2)
    with server.serve(server.hears((0.0, "はい。"))) as there:
        run = transcribe([audio], ears(there.url), tmp_path)
        next(run), next(run)
        (kept,) = (tmp_path / "transcriptions").glob("*/0000.json")
        kept.write_text('{"piece": [0,', encoding="utf-8")
        drain(transcribe([audio], ears(there.url), tmp_path))
        assert len(there.asked) == 2


def test_several_recordings_of_one_meeting(tmp_path: Path, ears: Ears) -> None:
    second, first = sound(tmp_path / "会議2.wav", 1), sound(tmp_path / "会議1.wav", 2)
    with server.serve(server.hears((0.0, "前。")), server.hears((0.0, "後。"))) as there:
        _, transcript = drain(transcribe([second, first], ears(there.url), tmp_path))
    assert [(one.number, one.text, one.source) for one in transcript.said] == [
        (1, "前。", "会議1.wav"), (2, "後。", "会議2.wav"),
    ]  # fmt: skip


def test_a_server_without_times_is_asked_once_more(tmp_path: Path, ears: Ears) -> None:
    audio = sound(tmp_path / "会議.wav", 11, quiet=(5.0, 5.5))
    with server.serve(server.hears_without_times("はい。")) as there:
        _, transcript = drain(transcribe([audio], ears(there.url), tmp_path, minutes=0.1))
    assert [asked["response_format"] for asked in there.asked] == ["verbose_json", "json", "json"]
    assert said(transcript) == [("00:00:00", "", "はい。はい。")]


def test_what_passes_is_tried_again(tmp_path: Path, ears: Ears) -> None:
    audio, pauses = sound(tmp_path / "会議.wav", 1), list[float]()
    with server.serve(server.fails(429, retry_after="3"), server.fails(503), server.hears((0.0, "はい。"))) as there:
        _, transcript = drain(transcribe([audio], ears(there.url, pauses), tmp_path))
    assert pauses == [3.0, 2.0]
    assert said(transcript) == [("00:00:00", "", "はい。")]


@pytest.mark.parametrize(
    ("behaviour", "error", "words", "requests"),
    [
        (server.fails(413), errors.ModelContextTooLong, "TRANSCRIPTION_MINUTES", 1),
        (server.fails(404), errors.ModelNotFound, "文字起こしのモデル", 1),
        (server.fails(400, "Invalid file format."), errors.ModelRequestRefused, "音声を受け付けません", 1),
        (server.fails(500), errors.ModelBroken, "続きから", 3),
        (server.sends(b"<html>", "text/html"), errors.ModelGarbled, "読み取れない応答", 1),
        (server.sends(b"[]", "application/json"), errors.ModelGarbled, "読み取れない応答", 1),
        (server.stalls(), errors.ModelTimeout, "時間内", 1),
        (server.redirects("http://192.0.2.1/"), errors.ModelNotFound, "文字起こしのモデル", 1),
    ],
)
def test_failures_are_told_in_words_of_recordings(
    tmp_path: Path, ears: Ears, behaviour: server.Behaviour, error: type[errors.ModelError], words: str, requests: int
) -> None:
    audio = sound(tmp_path / "会議.wav", 1)
    with server.serve(behaviour) as there:
        with pytest.raises(error, match=words):
            drain(transcribe([audio], ears(there.url, transcription_timeout=0.5), tmp_path))
        assert len(there.asked) == requests
        there.hung_up.set()


def test_every_failure_of_a_model_has_words_for_recordings() -> None:
    known = errors._OF_TRANSCRIPTION
    # A reply that is cut off or empty is none of a transcription.
    assert {one for one in errors.ModelError.__subclasses__() if one not in known} == {
        errors.ModelCutOff, errors.ModelEmpty,
    }  # fmt: skip


def test_without_an_endpoint_nothing_is_sent(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, llm_provider="compatible", llm_model="m", llm_base_url="http://localhost/v1")
    assert wired(settings) is None
    with pytest.raises(NotSet, match="SHIRUBE_TRANSCRIPTION_MODEL"):
        next(transcribe([sound(tmp_path / "会議.wav", 1)], wired(settings), tmp_path))


def test_the_language_models_endpoint_listens_too(tmp_path: Path) -> None:
    with server.serve(server.hears((0.0, "はい。"))) as there:
        settings = Settings(
            home=tmp_path, llm_provider="compatible", llm_model="m", llm_base_url=there.url,
            llm_api_key=SecretStr("kagi"), transcription_model="whisper",
        )  # fmt: skip
        listening = wired(settings)
        assert listening is not None
        drain(transcribe([sound(tmp_path / "会議.wav", 1)], listening, tmp_path))
        listening.close()
    assert there.headers[0]["authorization"] == "Bearer kagi"
    assert there.headers[0].keys() <= {
        "host", "accept", "accept-encoding", "connection", "content-type", "content-length", "authorization",
        "x-stainless-raw-response",
    }  # fmt: skip


def test_azure_is_called_by_the_deployment_of_the_model_that_listens(tmp_path: Path, ears: Ears) -> None:
    with server.serve(server.hears((0.0, "はい。"))) as there:
        model = ears(
            there.url.removesuffix("/v1"), transcription_provider="azure", transcription_api_key="kagi",
            transcription_deployment="mimi",
        )  # fmt: skip
        drain(transcribe([sound(tmp_path / "会議.wav", 1)], model, tmp_path))
    assert there.paths == ["/openai/deployments/mimi/audio/transcriptions?api-version=2024-10-21"]
    assert there.headers[0]["api-key"] == "kagi"


def test_two_channels_become_one(tmp_path: Path) -> None:
    audio = sound(tmp_path / "会議.wav", 1, channels=2)
    recording = recordings.prepare(audio, tmp_path / "work", 10)
    with wave.open(io.BytesIO(recording.bytes(recording.pieces[0])), "rb") as sent:
        assert (sent.getnchannels(), sent.getnframes(), sent.getsampwidth()) == (1, RATE, 2)
    mono = recordings.prepare(sound(tmp_path / "mono.wav", 1), tmp_path / "work", 10)
    assert recording.bytes(recording.pieces[0]) == mono.bytes(mono.pieces[0])


@pytest.mark.parametrize("width", [1, 3, 4])
def test_samples_of_every_width_are_cut(tmp_path: Path, width: int) -> None:
    """Silence from 5 to 5.5 seconds in a constant tone; 8 bits count from 128."""
    loud, quiet = {1: (b"\xf0", b"\x80"), 3: (b"\0\0\x40", b"\0\0\0"), 4: (b"\0\0\0\x40", b"\0\0\0\0")}[width]
    with wave.open(str(tmp_path / "a.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(width)
        out.setframerate(100)
        out.writeframes(loud * 500 + quiet * 50 + loud * 550)
    recording = recordings.prepare(tmp_path / "a.wav", tmp_path / "work", 0.1)
    assert [(piece.start, piece.end) for piece in recording.pieces] == [(0, 525), (525, 1100)]


def test_no_piece_is_larger_than_a_server_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "MOST_BYTES", 50_000)
    recording = recordings.prepare(sound(tmp_path / "a.wav", 11), tmp_path / "work", 10)
    assert all(len(recording.bytes(piece)) <= 50_000 for piece in recording.pieces)
    assert sum(piece.end - piece.start for piece in recording.pieces) == 11 * RATE


FFMPEG = """#!{python}
import sys, wave
source, target = (one.removeprefix("file:") for one in (sys.argv[sys.argv.index("-i") + 1], sys.argv[-1]))
assert sys.argv[sys.argv.index("-protocol_whitelist") + 1] == "file,pipe"
assert sys.argv[sys.argv.index("-f") + 1] == "mp3"
if b"broken" in open(source, "rb").read():
    sys.exit(1)
with wave.open(target, "wb") as out:
    out.setnchannels(1), out.setsampwidth(2), out.setframerate(16000)
    out.writeframes(b"\\1\\1" * 16000 * 3)
"""


@pytest.fixture
def with_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "ffmpeg"
    program.write_text(FFMPEG.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
@pytest.mark.usefixtures("with_ffmpeg")
def test_mp3_is_cut_with_ffmpeg(tmp_path: Path, ears: Ears) -> None:
    (tmp_path / "会議.mp3").write_bytes(b"ID3 and so on, a hundred bytes of it")
    with server.serve(server.hears((0.0, "前。")), server.hears((0.0, "後。"))) as there:
        _, transcript = drain(
            transcribe([tmp_path / "会議.mp3"], ears(there.url), tmp_path, minutes=0.1 * 0.4 + 0.0601)
        )
    assert [length(asked["file"][1]) for asked in there.asked] == [3.0]
    assert said(transcript) == [("00:00:00", "", "前。")]
    (tmp_path / "b.mp3").write_bytes(b"ID3 broken")
    with pytest.raises(BrokenFile, match="音声のファイルが壊れている"):
        recordings.prepare(tmp_path / "b.mp3", tmp_path / "work", 10)
    assert list((tmp_path / "work").iterdir()) == []


def test_mp3_without_ffmpeg_goes_whole_where_it_is_small(
    tmp_path: Path, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    audio = tmp_path / "会議.m4a"
    audio.write_bytes(b"\0\0\0\x20ftypM4A and so on")
    with server.serve(server.hears((61.0, "はい。"))) as there:
        _, transcript = drain(transcribe([audio], ears(there.url), tmp_path))
    assert there.asked[0]["file"] == ("1.m4a", audio.read_bytes())
    assert said(transcript) == [("00:01:01", "", "はい。")]
    monkeypatch.setattr(recordings, "MOST_BYTES", 10)
    with pytest.raises(UnsupportedFormat, match="25MBを超えている"):
        recordings.prepare(audio, tmp_path / "work", 10)


@pytest.mark.parametrize(
    ("name", "contents", "error", "words"),
    [
        ("a.wav", b"", EmptyFile, "空です"),
        ("a.docx", b"PK\x03\x04", UnsupportedFormat, "MP3、M4A、WAV"),
        ("a.mp3", "秘密の文書".encode("utf-16"), UnsupportedFormat, "MP3、M4A、WAV"),
        ("a.m4a", b"%PDF-1.7 not a recording", UnsupportedFormat, "MP3、M4A、WAV"),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", BrokenFile, "壊れている"),
    ],
)
def test_what_is_no_recording_is_never_sent(
    tmp_path: Path, ears: Ears, name: str, contents: bytes, error: type[IngestError], words: str
) -> None:
    (tmp_path / name).write_bytes(contents)
    with server.serve(server.hears((0.0, "はい。"))) as there:
        with pytest.raises(error, match=words):
            drain(transcribe([sound(tmp_path / "0.wav", 1), tmp_path / name], ears(there.url), tmp_path))
        assert name == "a.wav" or there.asked == []


def test_a_recording_in_which_nobody_speaks(tmp_path: Path, ears: Ears) -> None:
    with server.serve(server.hears()) as there, pytest.raises(EmptyFile, match="発言がありません"):
        drain(transcribe([sound(tmp_path / "a.wav", 1)], ears(there.url), tmp_path))


def test_what_was_left_long_ago_is_deleted(tmp_path: Path, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "transcriptions" / "old"
    old.mkdir(parents=True)
    monkeypatch.setattr(transcribing, "_KEPT", -1.0)
    with server.serve(server.hears((0.0, "はい。"))) as there:
        drain(transcribe([sound(tmp_path / "a.wav", 1)], ears(there.url), tmp_path))
    assert not old.exists()
