"""Recordings to a transcript: piece by piece through a model that listens, each piece kept until all are there.

A run that was stopped goes on with the first piece that is missing. When the transcript is handed over the pieces are
deleted: the words of a meeting lie in its draft and nowhere else.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

from assistant.drafting.sources.transcripts import in_order, of_speeches
from assistant.drafting.values import Transcript
from assistant.hearing import Heard, Transcriber
from assistant.recordings import Piece, Recording, check, prepare
from ingest.errors import EmptyFile, IngestError, ShirubeError
from ingest.readers.formats import UNOPENABLE
from ingest.readers.spoken import NOTHING_SAID
from ingest.structure.speech import Form, Speech, Utterance

log = logging.getLogger(__name__)

FOLDER = "transcriptions"  # in the library's home
_KEPT = 30 * 24 * 3600.0  # seconds that the pieces of a stopped run wait for it to go on
_RECIPE = 1  # raised when pieces are cut in another way


class NotSet(ShirubeError):
    """There is nobody who could listen."""

    hint = (
        "音声の文字起こしには、通信先の設定（SHIRUBE_TRANSCRIPTION_MODEL など）が要ります。"
        "会議アプリの文字起こし（VTT、Word、テキスト）があれば、そのまま使えます。"
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: `done` of `total` pieces of the recording `name`."""

    name: str
    done: int
    total: int


def transcribe(
    paths: Sequence[Path | str], transcriber: Transcriber | None, home: Path, *, minutes: float = 10.0
) -> Iterator[Progress | Transcript]:
    """Progress before and after each piece, then the transcript of all recordings in the order of the meeting.

    Closing the iterator stops; the next call with the same recordings goes on. Raises `NotSet`, an IngestError for what
    is no recording, or a `ModelError`; what was heard by then is kept.
    """
    if transcriber is None:
        raise NotSet
    ordered = in_order([Path(path) for path in paths])
    for path in ordered:  # nothing is sent of the first while the second could not be
        check(path)
    folder = home / FOLDER
    _forget_old(folder)
    heard: list[tuple[str, Speech]] = []
    works: list[Path] = []
    for path in ordered:
        works.append(folder / _name_of(path, transcriber.name, minutes))
        recording = prepare(path, works[-1], minutes)
        utterances: list[Utterance] = []
        for number, piece in enumerate(recording.pieces):
            yield Progress(path.name, number, len(recording.pieces))
            found = _piece(recording, piece, works[-1] / f"{number:04}.json", transcriber)
            utterances += _utterances(found, recording, piece)
        yield Progress(path.name, len(recording.pieces), len(recording.pieces))
        heard.append((path.name, Speech(Form.CUES, tuple(utterances))))
    if not any(speech.utterances for _, speech in heard):
        raise EmptyFile(NOTHING_SAID)
    try:
        yield of_speeches(heard)
    finally:
        for work in works:
            shutil.rmtree(work, ignore_errors=True)


def _piece(recording: Recording, piece: Piece, kept: Path, transcriber: Transcriber) -> list[Heard]:
    """What is heard in one piece, from the disk where an earlier run left it."""
    try:
        written = json.loads(kept.read_text(encoding="utf-8"))
        if written["piece"] == [piece.start, piece.end]:
            return [Heard(**one) for one in written["heard"]]
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not there, or not whole
    found = list(transcriber.hear(recording.bytes(piece), recording.name(piece)))
    written = {"piece": [piece.start, piece.end], "heard": [asdict(one) for one in found]}
    try:
        _keep(kept, json.dumps(written, ensure_ascii=False))
    except OSError as error:  # it is heard; only a stopped run would hear it once more
        log.warning("A piece of a recording could not be kept: %s", type(error).__name__)
    return found


def _keep(path: Path, text: str) -> None:
    """Writes a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _utterances(found: Sequence[Heard], recording: Recording, piece: Piece) -> Iterator[Utterance]:
    """What was heard, at its time in the whole recording.

    Voices are told apart within a piece alone: the A of the next may be somebody else, until a person says who is who.
    """
    begin = recording.seconds(piece)
    which = f"（{recording.pieces.index(piece) + 1}）" if len(recording.pieces) > 1 else ""
    for one in found:
        speaker = f"話者{one.speaker}{which}" if one.speaker else ""
        yield Utterance(one.text, speaker, begin + max(0.0, one.start or 0.0))


def _name_of(path: Path, model: str, minutes: float) -> str:
    """A folder's name for this recording, model and length of pieces."""
    try:
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause
    return f"{digest[:32]}-{re.sub(r'[^0-9A-Za-z.]', '_', model)[:40]}-{minutes:g}-{_RECIPE}"


def _forget_old(folder: Path) -> None:
    """Deletes what stopped runs left long ago."""
    limit = time.time() - _KEPT
    for one in folder.iterdir() if folder.is_dir() else ():
        if one.is_dir() and one.stat().st_mtime < limit:
            shutil.rmtree(one, ignore_errors=True)
