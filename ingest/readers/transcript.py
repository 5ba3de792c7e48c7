"""Transcripts (WebVTT and SRT): a block for what one speaker says in a row, with the time at which it begins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ingest.errors import BrokenFile, EmptyFile
from ingest.model import BlockKind, Problem, Reading
from ingest.readers.composing import Composer, clean
from ingest.readers.encoding import decode
from ingest.structure.speech.names import BEFORE_COLON, speakers

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s{1,9}([^<>]{1,100})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,200}\}")
_PREFIX = re.compile(rf"(?:[-–][ 　]?)?{BEFORE_COLON.pattern}")
# 12 "山田 太郎" (123456), as Webex numbers its subtitles.
_IDENTIFIED = re.compile(r"\s*\d+\s+\"([^\"<>]{1,60})\"\s+\(\d+\)\s*")
_JAPANESE = re.compile(r"[々\u3041-\u30ff\u4e00-\u9fff]")
_LONGEST_NOTE = 120
_LONGEST = 400  # characters of a block
_LONGEST_TIME = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Cue:
    """The words of one speaker in one subtitle."""

    start: float  # seconds
    end: float
    speaker: str
    text: str


def read(path: Path) -> Reading:
    """What was said, by whom, and when. Raises EmptyFile, or BrokenFile where no time can be read."""
    text = clean(decode(path.read_bytes()))
    if not text.strip():
        raise EmptyFile
    found = cues(text)
    if not found:
        raise BrokenFile(
            "発言の時刻（00:00:00 --> 00:00:00 の行）が見つかりません。"
            "文字起こしのアプリからVTTまたはSRT形式で書き出し直してください。"
        )
    composer = Composer()
    for speech in _speeches(found):
        composer.add(BlockKind.SPEECH, speech.text, speaker=speech.speaker, label=_clock(speech.start))
    kind = "vtt" if text.lstrip().startswith("WEBVTT") else "srt"
    return Reading(kind, (composer.page(None, ""),), problems=tuple(_problems(found)))


def cues(text: str) -> list[Cue]:
    """Every subtitle with words in it, one for each voice that speaks in it; notes, styles and numbers are left out."""
    shown = list(_shown(text))
    named = [match[1] for _, _, words in shown for line in words if (match := _PREFIX.match(line))]
    known = speakers(named, usual=len(named) >= 0.6 * len(shown))
    return list(_with_speakers(shown, known))


def notes(text: str) -> list[str]:
    """The Japanese lines of a subtitle file's notes: people write there what the meeting was."""
    found = re.findall(r"^NOTE(?:[ \t]+|\n)((?:[^\n]+(?:\n|$))+)", text, re.MULTILINE)
    lines = [line.strip() for note in found for line in note.split("\n")]
    return [line for line in lines if 0 < len(line) <= _LONGEST_NOTE and _JAPANESE.search(line)]


def _shown(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Each subtitle's times and lines."""
    lines = text.split("\n")
    i = 0
    while i < len(lines):
        times, begin = _TIMES.fullmatch(lines[i]), i
        i += 1
        if times is None:
            continue
        words: list[str] = []
        while i < len(lines) and lines[i].strip() and not _TIMES.fullmatch(lines[i]):
            words.append(lines[i].strip())
            i += 1
        # A cue without the empty line after it runs into the number of the next.
        if words and i < len(lines) and lines[i].strip() and (words[-1].isdigit() or _IDENTIFIED.fullmatch(words[-1])):
            words.pop()
        if words:
            if (named := _IDENTIFIED.fullmatch(lines[begin - 1] if begin else "")) is not None:
                words[0] = f"<v {named[1]}>{words[0]}"
            yield _seconds(times.groups()[:4]), _seconds(times.groups()[4:]), words


def _with_speakers(shown: list[tuple[float, float, list[str]]], known: frozenset[str]) -> Iterator[Cue]:
    """A cue for each voice tag, or for each line that one of the `known` names opens.

    A subtitle without a name goes on with the speaker of the last name before a colon.
    """
    speaker = ""
    for start, end, lines in shown:
        parts = _VOICE.split(_run(lines))
        if len(parts) > 1:
            speaker = ""
            for voice, words in zip(["", *parts[1::2]], parts[0::2], strict=True):
                yield from _cue(start, end, " ".join(html.unescape(voice).split()), words)
            continue
        said: list[str] = []
        for line in lines:
            match = _PREFIX.match(line)
            if match is None or match[1] not in known:
                said.append(line)
                continue
            yield from _cue(start, end, speaker, _run(said))
            speaker, said = match[1], [line[match.end() :]]
        yield from _cue(start, end, speaker, _run(said))


def _cue(start: float, end: float, speaker: str, text: str) -> Iterator[Cue]:
    plain = html.unescape(_TAG.sub("", text)).strip()
    if plain:
        yield Cue(start, end, speaker, plain)


def _speeches(found: list[Cue]) -> Iterator[Cue]:
    """Cues of one speaker in a row as one, up to some 400 characters or a minute."""
    speech = found[0]
    for cue in found[1:]:
        together = cue.speaker == speech.speaker and cue.start >= speech.start
        if together and len(speech.text) < _LONGEST and cue.end - speech.start <= _LONGEST_TIME:
            speech = replace(speech, end=cue.end, text=_run([speech.text, cue.text]))
        else:
            yield speech
            speech = cue
    yield speech


def _run(lines: list[str]) -> str:
    text = "\n".join(lines)
    return re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", text).replace("\n", " ")


def _problems(found: list[Cue]) -> Iterator[Problem]:
    for before, cue in pairwise(found):
        if cue.start < before.start:
            yield Problem(f"時刻が前に戻る箇所があります（{_clock(before.start)}の次が{_clock(cue.start)}）。")
            return


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
