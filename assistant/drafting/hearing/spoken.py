"""Spoken words as minutes give them: fillers, restarts and stutters go, every other word stays as it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.hearing import directions
from assistant.drafting.hearing.wordings import any_of, words
from ingest.japanese import sentences

_LONGEST = 60  # characters after which a recorder seems to have left out the full stops
_SHORTEST = 6  # characters of a sentence

# 入ります, 入りました, 入りませんか, 入りましょう: where polite speech may end,
_POLITE = "(?:です|ます|(?:まし|でし)た|ません(?:でした)?|でしょう|ましょう|ください)"
# unless it goes on: 入りますので, 入りますが.
_GOES_ON = any_of(
    words("が けど けれど ので のに から と って よう か ね よ っけ もの もん ほう 方 ませ は も に を の"),
    "し[、てた]?|で[、すし]|[、。？?]",
)
_POLITE_END = re.compile(rf"{_POLITE}(?:か(?!ら)|よ?ね|よ)?(?=[ 　\n]|$|(?!{_GOES_ON}))")
# What ends a sentence before a space in the place of a full stop: 入ります ただ 洋式が.
_ENDS = any_of(
    f"{_POLITE}(?:か|よ?ね|よ|わね?)?",  # 始めますね
    "[うくすつぬむぶぐるただい](?:よ?ね|よ|わね?|のよ?|かな|かしら)",  # ないかな
    "って(?:さ|ね)?|(?:という|って)こと[でに]",  # 3階ってことで
    "(?:です|ます)けど|んで",  # 遠いんで
)
_SPACED_END = re.compile(rf"{_ENDS}(?=[ 　])")

# Spaces between Japanese words are pauses.
_PAUSE = re.compile(r"(?<=[^\x00-\x7f、。])[ 　]+(?=\S)|(?<=[^\s、。])[ 　]+(?=[^\x00-\x7f])")
_YOU_SEE = "(?:です?ね)?"  # えーとですね
_FINE = "[かのわよじねぞんやがけで。]|と思|$"  # ええかね, ええよ, やったらええ: in the west ええ is いい
_SOUND = any_of(
    f"(?:(?:え[ー〜～]|ええ+(?!{_FINE}))[ーえ〜～]*(?:っ?と)?|え+っ?と[ーお]*){_YOU_SEE}",  # えー, えーと, えっと
    f"(?:あの[ーお〜～]+|そのー+){_YOU_SEE}|[あそ]の{_YOU_SEE}(?=、)",  # あのー, その、
    f"ま[ーあぁ]+{_YOU_SEE}(?=、|$|そ|こ|基本|一応)|ま(?=、)",  # まあ、
    "う[ーん]+(?=、|。|と|$)|ん[ーん]+と?|[あお]ー+|ねー*(?=、)",  # うーん、
    "なん(?:ていう|て言う|という)(?:ん(?:でしょう)?)?か|何[とて](?:いう|言う)ん?か",  # なんていうんでしょうか
)
_WORD_AS_SOUND = "(?:こう|なんか|ちょっと)(?=、)"  # words elsewhere, so only between pauses
_FILLER = re.compile(
    rf"(?:(?:^|(?<=[、。\s…はがをにでとものらて])){_SOUND}|(?:^|(?<=[、。\s…])){_WORD_AS_SOUND})[、,\s]*"
)
# ですね behind a particle or a name: 試行はですね、7月から; 寒いですね is said of something.
_TAG = re.compile("(?:(?<=[はがをにでともへてらのずばかつ一-龠々ァ-ヶー])|(?<=ただ))(?:です|でして)ねー*、")
_NOD = re.compile(r"^(?:(?:はい|ええ|うん|そうです?ね|なるほど|ああ?)(?:、|。|\s)+)+(?=.)")
# き、金曜日: the first sound of a word before the word itself.
_FIRST_SOUND = re.compile("^[ぁ-ん]、(?=[一-龠々])")
# A word said twice: 全部で、全部で三つ, 修…修正. Not of two words that share a character: 市民、市民団体, 取締役、役員.
_K = "[一-龠々ァ-ヶーA-Za-z0-9０-９]"
_TWICE = any_of(
    rf"(?<!{_K})(?P<phrase>{_K}(?:{_K}|[ぁ-ん]){{0,10}}[ぁ-ん])[、\s]+(?=(?P=phrase))",
    rf"(?<!{_K})(?P<name>{_K}{{1,8}})[、\s]+(?=(?P=name)(?!{_K}))",
    r"(?:^|(?<=[、。\s]))(?P<kana>[ぁ-ん]{2,8})[、\s]+(?=(?P=kana))",
    rf"(?<!{_K})(?P<cut>{_K}{{1,8}}|[ぁ-ん]{{1,4}})…[、…\s]*(?=(?P=cut))",
)
_STUTTER = re.compile(_TWICE)

# 120万、あ、すみません、130万円です: what the speaker takes back goes with the word that takes it back.
_SORRY = any_of("す[みい]ません|失礼(?:(?:いた)?しました)?|もとい|ごめんなさい", "訂正します|間違えました")
_TAKEN_BACK = re.compile(
    rf"(?P<wrong>[^、。]{{1,24}})(?:[、…\s]+(?:(?:あ+っ?|いえ|いや)、?)?{_SORRY}[、。\s]+|[、…](?:(?:あ+っ?|いや|いえ)、)+)(?=\S)"
)
# One of a sort is corrected by another of it: a number by a number, a weekday by a weekday.
_SORTS = (
    re.compile(r"[0-9０-９][0-9０-９,.]*|[一二三四五六七八九十百千万]+(?=円|人|名|件|日|月|時|回)"),
    re.compile("[月火水木金土日]曜"),
)
_NAME = re.compile("[一-龠々]{2,}|[ァ-ヶー]{2,}")


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of spoken words, also where a recorder set no punctuation, or spaces instead."""
    return [
        part
        for whole in sentences.split(text)
        for start, end, is_direction in directions.parts(text, *whole)
        for part in ([(start, end)] if is_direction else _parts(text, start, end))
    ]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    ends = {match.end() for match in _SPACED_END.finditer(text, start, end)}
    if end - start > _LONGEST:
        ends |= {match.end() for match in _POLITE_END.finditer(text, start, end)}
    at = start
    for place in sorted(ends | {end}):
        quoting = text.count("「", at, place) != text.count("」", at, place)
        if place == end or (place - at >= _SHORTEST and not quoting):
            begin = place - len(text[at:place].lstrip())
            if begin < place:
                yield begin, place
            at = place


def plain(said: str) -> str:
    """One sentence without its fillers, stutters, nods, and without what its speaker takes back."""
    text = _TAKEN_BACK.sub(_kept, _PAUSE.sub("、", "".join(said.split("\n")).strip()))
    before = ""
    while text != before:  # えーと、あのー、その、: one makes room for the next
        text, before = _FILLER.sub("", text), text
    text = _FIRST_SOUND.sub("", _STUTTER.sub("", _TAG.sub("、", _NOD.sub("", text))))
    text = re.sub("、{2,}", "、", text).lstrip("、。 　")
    return re.sub("、(?=[。？！?]|$)", "", text)


def _kept(match: re.Match[str]) -> str:
    """What stays of words that were taken back: all of them, where what follows corrects something of another sort."""
    wrong = match["wrong"]
    right = re.split("[、。]", match.string[match.end() :], maxsplit=1)[0]
    begins = [wrong.index(name) for name in _NAME.findall(wrong) if name in right]
    for sort in _SORTS:
        old, new = list(sort.finditer(wrong)), sort.findall(right)
        if old and not new:
            return match[0]
        if old:
            begins.append(old[-min(len(old), len(new))].start())
    return wrong[: min(begins)] if begins else match[0]
