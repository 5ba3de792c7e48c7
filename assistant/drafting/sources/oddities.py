"""What is odd about a transcript, said to a clerk in Japanese: nothing here stops a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.japanese.dates import dates
from ingest.structure.kinds import held_on
from ingest.structure.speech import Form, Speech, Utterance
from ingest.structure.speech.clock import label
from ingest.structure.speech.front import is_day, is_title

_OVERLAP = 5.0  # seconds by which somebody may begin before another has begun
_BEGINS = 120.0  # seconds within which a recording that starts again has its first words
_SOME_TIME = 300.0  # seconds after which a time near zero is the beginning of another recording
_LONG = 5 * 3600.0
_LONG_TEXT = 90_000  # characters that are said in five hours
_FEW = 5  # utterances on either side of a change of meetings
_NEAR = 4  # headings between a title and its day
_MEETING = r"(?:会議|委員会|審議会|協議会|打合せ|打ち合わせ|打合わせ|ミーティング|部会|検討会|連絡会|会)"
_CLOSES = re.compile(
    rf"(?:以上で|以上をもちまして|これで|これをもちまして|これにて)[^。\n]{{0,40}}{_MEETING}[^。\n]{{0,10}}(?:終わ|終了|閉会|散会)"
    rf"|(?:閉会|散会)(?:いた|と)?し?(?:ます|たいと思います)"
)
_OPENS = re.compile(
    rf"(?:ただいまから|ただ今から|それでは|これより|定刻|時間になりました)[^。\n]{{0,60}}{_MEETING}[^。\n]{{0,8}}(?:開会|始め|開始|開催)"
)
_RESUMES = re.compile(r"再開|午後の|引き続き|休憩")


@dataclass(frozen=True, slots=True)
class _Change:
    """Where another meeting may begin: before utterance `number`."""

    number: int
    why: str


def problems(speech: Speech, source: str) -> Iterator[str]:
    """The oddities of one file."""
    spoken = [one for one in speech.utterances if not one.heading]
    again = _starts_again(spoken)
    yield from _backwards(spoken)
    if change := again or _other_heading(speech) or _closed_and_opened(spoken) or _others_speak(spoken):
        yield f"{source}に別の会議の記録が混ざっているかもしれません。{change.why}会議ごとにファイルを分けてください。"
    if not any(one.speaker for one in spoken) and speech.form is not Form.NOTES:
        yield f"{source}には話す人の名前がありません。だれの発言かを書き分けない下書きになります。"
    if long := _long(spoken):
        yield f"{source}は{long}の長い記録です。1回の会議だけか、録音の止め忘れがないかを確かめてください。"


def of_days(sources: Sequence[str]) -> Iterator[str]:
    """Files whose names say that they are of different days."""
    days = {source: day for source in sources if (day := held_on("", source, ""))}
    if len(set(days.values())) > 1:
        named = "、".join(days)
        yield f"ファイル名の日付が異なります（{named}）。同じ会議の記録かどうかを確かめてください。"


def _starts_again(spoken: Sequence[Utterance]) -> _Change | None:
    furthest = 0.0
    for number, one in enumerate(spoken):
        if one.at is None:
            continue
        if one.at <= _BEGINS and furthest >= _SOME_TIME:
            others = _are_others(spoken, number)
            who = "し、話す人も入れ替わっています。" if others else "しています。"
            return _Change(number, f"時刻が{label(furthest)}のあとで{label(one.at)}に戻って始まり直{who}")
        furthest = max(furthest, one.at)
    return None


def _backwards(spoken: Sequence[Utterance]) -> Iterator[str]:
    timed = [one.at for one in spoken if one.at is not None]
    falls = [
        (before, at)
        for before, at in pairwise(timed)
        if at < before - _OVERLAP and not (at <= _BEGINS and before >= _SOME_TIME)
    ]
    if falls:
        first = f"{label(falls[0][0])}の次が{label(falls[0][1])}"
        more = f"、ほか{len(falls) - 1}か所" if len(falls) > 1 else ""
        yield f"時刻が前に戻る箇所があります（{first}{more}）。ファイルに書かれた順のまま読みました。"


def _other_heading(speech: Speech) -> _Change | None:
    """A title or a day of another meeting below words that were said.

    Minutes and notes name other meetings in their headings, the next one for instance; there it takes both together.
    """
    title = day = ""
    spoken = False
    new: list[tuple[int, str, bool]] = []  # where a new heading stands, its words, and whether it is a title
    for number, one in enumerate(speech.utterances):
        spoken = spoken or not one.heading
        if one.heading and is_title(one.text):
            title = title or one.text
            if spoken and _squeezed(one.text) != _squeezed(title):
                new.append((number, one.text, True))
        elif one.heading and is_day(one.text):
            day = day or one.text
            if spoken and _day(one.text) != _day(day):
                new.append((number, one.text, False))
    if speech.form in (Form.MINUTES, Form.NOTES):
        new = [one for one in new if any(0 < other[0] - one[0] <= _NEAR and other[2] != one[2] for other in new)]
    return _Change(new[0][0], f"途中に「{new[0][1][:40]}」という見出しがあります。") if new else None


def _day(line: str) -> object:
    return next((found for when in dates(line) if (found := when.as_date())), None)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def _closed_and_opened(spoken: Sequence[Utterance]) -> _Change | None:
    """Somebody opens a meeting after one was closed."""
    closed = False
    for number, one in enumerate(spoken):
        opens = _OPENS.search(one.text)
        if closed and opens and not _RESUMES.search(one.text) and len(spoken) - number >= _FEW:
            return _Change(number, f"会議を閉じる言葉のあとに、「{opens[0][:40]}」と開く言葉があります。")
        closed = closed or (number >= _FEW and _CLOSES.search(one.text) is not None)
    return None


def _others_speak(spoken: Sequence[Utterance]) -> _Change | None:
    """Nobody who speaks before a place speaks after it: a meeting has somebody who leads it throughout."""
    last = {one.speaker: number for number, one in enumerate(spoken) if one.speaker}
    before: set[str] = set()
    ends = -1  # the last words of all who have spoken so far
    for number, one in enumerate(spoken):
        if number > ends >= 0 and len(before) > 1 and number >= 2 * _FEW:
            after = {other.speaker for other in spoken[number:] if other.speaker}
            if len(after) > 1 and len(spoken) - number >= 2 * _FEW:
                return _Change(number, "途中で、話す人がすべて入れ替わっています。")
        if one.speaker:
            before.add(one.speaker)
            ends = max(ends, last[one.speaker])
    return None


def _are_others(spoken: Sequence[Utterance], number: int) -> bool:
    before = {one.speaker for one in spoken[:number] if one.speaker}
    after = {one.speaker for one in spoken[number:] if one.speaker}
    return bool(before and after) and not before & after


def _long(spoken: Sequence[Utterance]) -> str:
    timed = [one.at for one in spoken if one.at is not None]
    length = max(timed) - min(timed) if timed else 0.0
    if length >= _LONG:
        return f"約{round(length / 3600)}時間"
    characters = sum(len(one.text) for one in spoken)
    return f"約{round(characters / 10_000)}万字" if not timed and characters >= _LONG_TEXT else ""
