"""Transcripts in a table: a column each for time, speaker and words, as some programs export them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.speech.clock import TIME, are_of_day, seconds
from ingest.structure.speech.running import is_punctuated, join
from ingest.structure.speech.values import Utterance

_SPEAKER = re.compile(r"発言者|話者|話し手|スピーカー|氏名|名前|発話者|speaker(?:[ _]?name)?|name", re.IGNORECASE)
_WORDS = re.compile(
    r"発言(?:内容)?|内容|発話(?:内容)?|テキスト|文字起こし|認識結果|本文|text|transcript|content|words", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:開始)?(?:時刻|時間)|開始|タイム(?:スタンプ|コード)?|start(?:[ _]?time)?|time(?:stamp)?", re.IGNORECASE
)
_LOOK_FOR = 20  # rows in which the names of the columns are looked for


def read(rows: Sequence[Sequence[str]]) -> list[Utterance] | None:
    """The utterances of a table's rows; None where no row names a column of words beside one of speakers or times."""
    for number, row in enumerate(rows[:_LOOK_FOR]):
        words, speaker, time = (_column(row, form) for form in (_WORDS, _SPEAKER, _TIME))
        if words is not None and (speaker is not None or time is not None):
            front = [Utterance(" ".join(filter(None, before)), heading=True) for before in rows[:number] if any(before)]
            said = _said(rows[number + 1 :], words, speaker, time)
            return [*front, *said] if said else None
    return None


def _column(row: Sequence[str], form: re.Pattern[str]) -> int | None:
    return next((n for n, cell in enumerate(row) if form.fullmatch(cell.strip())), None)


def _said(rows: Sequence[Sequence[str]], words: int, speaker: int | None, time: int | None) -> list[Utterance]:
    times = [match[0] if (match := re.match(TIME, _cell(row, time))) else "" for row in rows]
    clock = are_of_day([one for one in times if one])
    punctuated = is_punctuated(_cell(row, words) for row in rows)
    found: list[Utterance] = []
    for row, written in zip(rows, times, strict=True):
        if said := join(_cell(row, words).split("\n"), punctuated=punctuated):
            name = " ".join(_cell(row, speaker).split())
            found.append(Utterance(said, name, seconds(written, clock=clock) if written else None))
    return found


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
