"""Recordings of meetings, cut into the pieces in which they are sent."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BrokenFile, EmptyFile, IngestError, TooCostly, UnsupportedFormat
from ingest.readers.formats import UNOPENABLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_BYTES = 25 * 1000 * 1000  # of one request; OpenAI's limit, and that of most servers
FORMATS = {".wav": "wav", ".mp3": "mp3", ".m4a": "mov"}  # by ffmpeg's names
TOO_LARGE = (
    "音声が25MBを超えているため、そのままでは文字起こしに送れません。"
    "ffmpeg（無料のソフト）を入れるか、音声をWAV形式で保存し直してください。"
)
NOT_AUDIO = "文字起こしできる音声ではありません。MP3、M4A、WAVのファイルを指定してください。"
BROKEN = "音声のファイルが壊れているため読めません。再生できるかを確かめて、保存し直してください。"
EMPTY = "音声のファイルが空です。録音できているかを確かめてください。"
_HEADER = 4096  # bytes that a WAV's header may take, with room to spare
_RATE = 16_000  # samples a second are enough for speech
_SLOWEST = 3600.0  # seconds that ffmpeg may take
_STEP = 0.1  # seconds of which the loudness is measured
_PAUSE = 5  # steps that are quiet together where a recording is cut
_LOOK_BACK = 0.2  # of a piece's length, in which the quietest place is looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a recording in frames of its WAV; the whole of a file that is sent as it is where `end` is 0."""

    start: int
    end: int


class Recording:
    """A recording that is ready to be sent piece by piece."""

    def __init__(self, path: Path, name: str, pieces: tuple[Piece, ...], rate: int) -> None:
        self._path, self._name, self._rate = path, name, rate
        self.pieces = pieces

    def seconds(self, piece: Piece) -> float:
        """When the piece begins."""
        return piece.start / self._rate

    def name(self, piece: Piece) -> str:
        """A file's name that tells a server the format, and nothing of the meeting."""
        return f"{self.pieces.index(piece) + 1}{self._name}"

    def bytes(self, piece: Piece) -> bytes:
        """The piece as a file of its own."""
        if not piece.end:
            return self._path.read_bytes()
        with _opened(self._path) as whole:
            whole.setpos(piece.start)
            frames = whole.readframes(piece.end - piece.start)
            out = io.BytesIO()
            with wave.open(out, "wb") as part:
                part.setnchannels(1 if _mixes(whole) else whole.getnchannels())
                part.setsampwidth(whole.getsampwidth())
                part.setframerate(whole.getframerate())
                part.writeframes(_mixed(frames, whole) if _mixes(whole) else frames)
        return out.getvalue()


def prepare(path: Path, work: Path, minutes: float) -> Recording:
    """The recording in pieces of at most so many minutes, cut where nobody speaks.

    What ffmpeg makes of it is kept in the folder `work`. Without ffmpeg a WAV is cut all the same, and another format
    goes as it is where it is small enough. Raises an IngestError that says what to do.
    """
    kind = check(path)
    try:
        if kind == "wav" and _is_plain(path):
            return _in_pieces(path, minutes)
        if program := shutil.which("ffmpeg"):
            return _in_pieces(_as_wav(path, kind, work, program), minutes)
        if path.stat().st_size > MOST_BYTES:
            raise UnsupportedFormat(TOO_LARGE)
        return Recording(path, path.suffix.lower(), (Piece(0, 0),), 1)
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause


def check(path: Path) -> str:
    """The format of a recording, as its name and its first bytes agree on it. Nothing else is ever sent anywhere."""
    kind = FORMATS.get(path.suffix.lower())
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause
    if kind is None:
        raise UnsupportedFormat(NOT_AUDIO)
    if not head:
        raise EmptyFile(EMPTY)
    is_so = {
        "wav": head[:4] == b"RIFF" and head[8:12] == b"WAVE",
        "mp3": head[:3] == b"ID3" or (head[0] == 0xFF and len(head) > 1 and head[1] & 0xE6 == 0xE2),
        "mov": head[4:8] == b"ftyp",
    }
    if not is_so[kind]:
        raise UnsupportedFormat(NOT_AUDIO)
    return kind


def _is_plain(path: Path) -> bool:
    """Whether the standard library can cut the WAV: linear samples, no compression."""
    try:
        with wave.open(str(path), "rb") as whole:
            return whole.getframerate() > 0 and 1 <= whole.getnchannels() <= 16
    except wave.Error as error:
        if "unknown format" in str(error):
            return False
        raise BrokenFile(BROKEN) from error
    except EOFError as error:
        raise BrokenFile(BROKEN) from error


def _as_wav(path: Path, kind: str, work: Path, program: str) -> Path:
    """The recording as a WAV of one channel; made once."""
    made, part = work / "recording.wav", work / "recording.part"
    if made.exists():
        return made
    work.mkdir(parents=True, exist_ok=True)
    # The format is given, and only files may be opened: what calls itself audio could be a list of addresses.
    command = [
        program, "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-protocol_whitelist", "file,pipe",
        "-f", kind, "-i", f"file:{path.absolute()}", "-map", "0:a:0", "-ac", "1", "-ar", str(_RATE),
        "-c:a", "pcm_s16le", "-f", "wav", f"file:{part.absolute()}",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SLOWEST, check=False)
    except subprocess.TimeoutExpired as cause:
        part.unlink(missing_ok=True)
        raise TooCostly from cause
    if done.returncode != 0 or not part.exists():
        part.unlink(missing_ok=True)
        raise BrokenFile(BROKEN)
    os.replace(part, made)  # noqa: PTH105 - one step, also over what another process has made meanwhile
    return made


@contextmanager
def _opened(path: Path) -> Iterator[wave.Wave_read]:
    try:
        with wave.open(str(path), "rb") as whole:
            yield whole
    except (wave.Error, EOFError) as cause:
        raise BrokenFile(BROKEN) from cause


def _in_pieces(path: Path, minutes: float) -> Recording:
    with _opened(path) as whole:
        rate = whole.getframerate()
        width = whole.getsampwidth() * (1 if _mixes(whole) else whole.getnchannels())
        # A header may promise more than the file has.
        frames = min(whole.getnframes(), path.stat().st_size // (whole.getsampwidth() * whole.getnchannels()))
        longest = max(rate, min(int(minutes * 60 * rate), (MOST_BYTES - _HEADER) // width))
        pieces: list[Piece] = []
        start = 0
        while start < frames:
            end = (
                frames
                if frames - start <= longest
                else _quiet(whole, start + int(longest * (1 - _LOOK_BACK)), start + longest)
            )
            pieces.append(Piece(start, end))
            start = end
    if not pieces:
        raise EmptyFile(EMPTY)
    return Recording(path, ".wav", tuple(pieces), rate)


def _quiet(whole: wave.Wave_read, start: int, end: int) -> int:
    """The middle of the quietest half second between two frames."""
    import numpy as np

    whole.setpos(start)
    step = max(1, int(whole.getframerate() * _STEP))
    samples = _samples(whole.readframes(end - start), whole)
    loud = np.abs(samples.reshape(-1, whole.getnchannels()).astype(np.float64)).mean(axis=1)
    steps = loud[: len(loud) // step * step].reshape(-1, step).mean(axis=1)
    if len(steps) <= _PAUSE:
        return end
    windows = np.convolve(steps, np.ones(_PAUSE), "valid")
    return start + int((int(windows.argmin()) + _PAUSE / 2) * step)


def _samples(frames: bytes, whole: wave.Wave_read) -> NDArray[np.signedinteger]:
    """Samples as numbers around zero; of 24 bits the upper 16."""
    import numpy as np

    width = whole.getsampwidth()
    usable = frames[: len(frames) // (width * whole.getnchannels()) * width * whole.getnchannels()]
    if width == 1:  # unsigned, alone among the widths
        return np.frombuffer(usable, "u1").astype("<i2") - 128
    if width == 3:
        return np.frombuffer(usable, "u1").reshape(-1, 3)[:, 1:].copy().view("<i2").reshape(-1)
    return np.frombuffer(usable, f"<i{width}")


def _mixes(whole: wave.Wave_read) -> bool:
    """Whether its channels are put into one: half the bytes, and no less to hear."""
    return whole.getnchannels() > 1 and whole.getsampwidth() == 2


def _mixed(frames: bytes, whole: wave.Wave_read) -> bytes:
    import numpy as np

    samples = _samples(frames, whole).reshape(-1, whole.getnchannels())
    return bytes(samples.astype(np.int32).mean(axis=1).astype("<i2").tobytes())
