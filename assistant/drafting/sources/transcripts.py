"""Files to a transcript: VTT, SRT, Word as Teams saves it, text as Zoom saves it, text with names or without, notes.

Files are opened in a worker process under limits of time and memory, like every paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from assistant.drafting.sources.gathering import gather
from assistant.drafting.sources.oddities import of_days, problems
from assistant.drafting.values import Transcript
from ingest.errors import EmptyFile, IngestError, UnsupportedFormat
from ingest.japanese.dates import number
from ingest.readers.spoken import AUDIO, NOTHING_SAID
from ingest.sandbox import Worker
from ingest.structure.speech import Speech

_NO_FILES = "文字起こしのファイルを1つ以上指定してください。"
_IS_AUDIO = "音声のファイルです。先に文字起こしをしてください（文字起こしの通信先を設定すると、ここから行えます）。"
# Words by which people number the parts of one meeting.
_PARTS = (("午前", "1"), ("午後", "2"), ("前半", "1"), ("後半", "2"), ("前編", "1"), ("中編", "2"), ("後編", "3"))
_KANJI = re.compile(r"(?<=[その第部巻])[一二三四五六七八九十]{1,3}")


def read(paths: Sequence[Path | str], worker: Worker | None = None) -> Transcript:
    """What was said in one meeting, from its files.

    Files whose names differ by a number, a day, or 前半 and 後半 alone come in the order of these; others as they are
    given. Raises an IngestError that tells a clerk what to do, with the file's name where there are several.
    """
    ordered = in_order([Path(path) for path in paths])
    if not ordered:
        raise IngestError(_NO_FILES)
    own = worker or Worker()
    try:
        heard = [(path.name, _hear(path, own, named=len(ordered) > 1)) for path in ordered]
    finally:
        if worker is None:
            own.close()
    return of_speeches(heard)


def of_speeches(heard: Sequence[tuple[str, Speech]]) -> Transcript:
    """The transcript of files that are read: their names and what is said in them, in the order of the meeting."""
    transcript = Transcript(())
    for name, speech in heard:
        transcript = Transcript(
            (*transcript.said, *gather(speech, name, len(transcript.said) + 1)),
            (*transcript.sources, name),
            (*transcript.problems, *problems(speech, name)),
        )
    return replace(transcript, problems=(*transcript.problems, *of_days(transcript.sources)))


def in_order(paths: Sequence[Path]) -> list[Path]:
    """The files of one meeting in the order that their names tell, else as they are given."""
    keys = [_numbers(path.stem) for path in paths]
    same = len({skeleton for skeleton, _ in keys}) == 1
    if not same or len({numbers for _, numbers in keys}) < len(paths):
        return list(paths)
    return [path for _, path in sorted(zip((numbers for _, numbers in keys), paths, strict=True))]


def _numbers(stem: str) -> tuple[str, tuple[int, ...]]:
    """A name without its numbers, and these."""
    for word, digit in _PARTS:
        stem = stem.replace(word, digit)
    stem = _KANJI.sub(lambda match: str(number(match[0]) or match[0]), stem)
    return re.sub(r"\d+", "#", stem), tuple(int(one) for one in re.findall(r"\d+", stem))


def _hear(path: Path, worker: Worker, *, named: bool) -> Speech:
    try:
        if path.suffix.lower() in AUDIO:
            raise UnsupportedFormat(_IS_AUDIO)
        return cast("Speech", worker.run("hear", str(path)))
    except IngestError as error:
        # An empty paper is to be saved anew; an empty transcript was perhaps never recorded.
        why = NOTHING_SAID if isinstance(error, EmptyFile) else str(error)
        raise type(error)(f"{path.name}: {why}" if named else why) from error
