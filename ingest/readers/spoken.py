"""Transcripts of any form: what is said in a file, by whom and when."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import EmptyFile, IngestError
from ingest.model import BlockKind, Reading
from ingest.readers import dispatch
from ingest.readers.composing import clean
from ingest.readers.encoding import decode
from ingest.readers.formats import UNOPENABLE, detect
from ingest.readers.transcript import cues, notes
from ingest.structure.speech import Form, Speech, Utterance, speech, table, timed

AUDIO = frozenset({".mp3", ".m4a", ".wav", ".mp4", ".aac", ".wma", ".flac", ".ogg", ".webm"})
NOTHING_SAID = "文字起こしに発言がありません。録音と文字起こしができているか、ファイルを開いて確かめてください。"


def read(path: Path) -> Speech:
    """What is said in `path`. Raises an IngestError; an EmptyFile where nobody says anything."""
    kind = detect(path)
    try:
        found = _text(path) if kind in ("txt", "md", "vtt", "srt") else _paper(dispatch.read(path))
    except EmptyFile as cause:
        raise EmptyFile(NOTHING_SAID) from cause
    except OSError as cause:
        raise IngestError(UNOPENABLE) from cause
    if all(one.heading or not one.text for one in found.utterances):
        raise EmptyFile(NOTHING_SAID)
    return found


def _text(path: Path) -> Speech:
    """Text of any name; subtitles by their times, for programs save them as .txt too."""
    text = clean(decode(path.read_bytes()))
    lines = text.split("\n")
    if "-->" in text and (found := cues(text)):
        # Names on a line of their own below the times, as older versions of Teams write them.
        below = None if any(cue.speaker for cue in found) else timed.read(lines)
        if below is not None and any(one.speaker for one in below):
            return Speech(Form.TIMED, tuple(below))
        said = [Utterance(cue.text, cue.speaker, cue.start) for cue in found]
        return Speech(Form.CUES, (*(Utterance(line, heading=True) for line in notes(text)), *said))
    return speech([line for line in lines if not line.startswith("WEBVTT")])


def _paper(reading: Reading) -> Speech:
    rows = [
        page.text[block.start : block.end].split("\t")
        for page in reading.pages
        for block in page.blocks
        if block.kind is BlockKind.ROW
    ]
    if rows and (found := table.read(rows)) is not None:
        front = [
            Utterance(page.text[block.start : block.end].strip(), heading=True)
            for page in reading.pages
            for block in page.blocks
            if block.kind is BlockKind.HEADING
        ]
        return Speech(Form.TIMED, (*front, *found))
    return speech("".join(page.text for page in reading.pages).split("\n"))
