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

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s{1,9}([^<>]{1,100})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,200}\}")
_PREFIX = re.compile(r"[\s　]*([^\s:：。、，,「」<>/][^:：。、，,「」<>/]{0,18}?)[\s　]*[:：][\s　]*(?=\S)")
# What stands before a colon in speech that is written down, and names nobody.
_NOBODY = re.compile(
    r".*\d$|https?|例|例えば|注|件名|日時|日程|日付|場所|会場|議題|議案|次第|資料|目的|出席者?|欠席者?|対象|期間|期限|時間|担当|備考|参考|問|答|Q|A|まとめ|結論|理由|ポイント"
)
_NUMBERED = re.compile(r"(話者|発言者|スピーカー|speaker|参加者|委員)\s*[\dA-Z０-９]+", re.IGNORECASE)
_LONGEST = 400  # characters of a block
_LONGEST_TIME = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float  # seconds
    end: float
    speaker: str
    text: str


def read(path: Path) -> Reading:
    """What was said, by whom, and when. Raises EmptyFile, or BrokenFile where no time can be read."""
    text = clean(decode(path.read_bytes()))
    if not text.strip():
        raise EmptyFile
    cues = list(_with_speakers(_cues(text)))
    if not cues:
        raise BrokenFile(
            "発言の時刻（00:00:00 --> 00:00:00 の行）が見つかりません。"
            "文字起こしのアプリからVTTまたはSRT形式で書き出し直してください。"
        )
    composer = Composer()
    for speech in _speeches(cues):
        composer.add(BlockKind.SPEECH, speech.text, speaker=speech.speaker, label=_clock(speech.start))
    kind = "vtt" if text.lstrip().startswith("WEBVTT") else "srt"
    return Reading(kind, (composer.page(None, ""),), problems=tuple(_problems(cues)))


def _cues(text: str) -> Iterator[_Cue]:
    """Each cue with words in it; notes, styles and numbers are passed over."""
    lines = text.split("\n")
    i = 0
    while i < len(lines):
        times = _TIMES.fullmatch(lines[i])
        i += 1
        if times is None:
            continue
        words: list[str] = []
        while i < len(lines) and lines[i].strip() and not _TIMES.fullmatch(lines[i]):
            words.append(lines[i].strip())
            i += 1
        # A cue without the empty line after it runs into the number of the next.
        if words and i < len(lines) and lines[i].strip() and words[-1].isdigit():
            words.pop()
        if words:
            yield from _voices(_seconds(times.groups()[:4]), _seconds(times.groups()[4:]), words)


def _voices(start: float, end: float, words: list[str]) -> Iterator[_Cue]:
    """One cue for each voice that speaks in it."""
    parts = _VOICE.split(_run(words))
    for speaker, said in zip(["", *parts[1::2]], parts[0::2], strict=True):
        plain = html.unescape(_TAG.sub("", said)).strip()
        if plain:
            yield _Cue(start, end, " ".join(html.unescape(speaker).split()), plain)


def _with_speakers(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Cues with their speakers, where 「山田：」 before the words names them.

    A cue without a name goes on with the speaker of the last.
    """
    speaker = ""
    for cue in cues:
        found = None if cue.speaker else _PREFIX.match(cue.text)
        if found is not None and (_NUMBERED.fullmatch(found[1]) or not _NOBODY.fullmatch(found[1])):
            speaker = found[1].strip()
            yield replace(cue, speaker=speaker, text=cue.text[found.end() :])
        else:
            speaker = "" if cue.speaker else speaker
            yield replace(cue, speaker=cue.speaker or speaker)


def _speeches(cues: list[_Cue]) -> Iterator[_Cue]:
    """Cues of one speaker in a row as one, up to some 400 characters or a minute."""
    speech = cues[0]
    for cue in cues[1:]:
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


def _problems(cues: list[_Cue]) -> Iterator[Problem]:
    for before, cue in pairwise(cues):
        if cue.start < before.start:
            yield Problem(f"時刻が前に戻る箇所があります（{_clock(before.start)}の次が{_clock(cue.start)}）。")
            return


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
