"""Spoken words as minutes give them: fillers, restarts and stutters go, every other word stays as it was said."""

from __future__ import annotations

import re

from ingest.japanese import sentences

# A recorder without punctuation: a polite ending that nothing goes on from ends a sentence.
_LONGEST = 60
_POLITE_END = re.compile(
    r"(?:(?:です|ます)(?:か|ね|よ|よね)?|(?:まし|でし)た(?:か|ね|よ|よね)?|ません(?:でした)?(?:か|ね|よ)?"
    r"|でしょう(?:か|ね)?|ましょう(?:か|ね)?"
    r"|ください(?:ね)?)"
    r"(?=[ 　\n]|$|(?!(?:が|けど|けれど|ので|のに|から|し[、てた]?|と|って|よう|か|ね|よ|、|。|？|\?|っけ|もの"
    r"|もん|ほう|方|で[、すし]|ませ|は|も|に|を|の)))"
)
# Spaces in the place of full stops: 入ります ただ 洋式が.
_SPACED_END = re.compile(
    r"(?:(?:です|ます|ました|でした|ません|でしょう|ましょう|ください)(?:か|ね|よ|よね|わ|わね)?"
    r"|(?:[うくすつぬむぶぐるただい])(?:よ|ね|わ|わね|よね|のよ|かな|かしら|の)|って(?:さ|ね)?|(?:という"
    r"|って)こと(?:で|に)|ですけど|ますけど|んで)(?=[ 　])"
)
_SHORTEST = 6  # characters of a sentence
# Spaces between Japanese words are pauses.
_PAUSE = re.compile(r"(?<=[^\x00-\x7f、。])[ 　]+(?=\S)|(?<=[^\s、。])[ 　]+(?=[^\x00-\x7f])")
_FILLER = re.compile(
    r"(?:(?<=^)|(?<=[、。\s…])|(?<=[はがをにでとものらて]))"
    r"(?:え[ーえ〜～]+(?:っ?と)?(?:です?ね)?|え+っ?と[ーお]*(?:です?ね)?|あの[ーお〜～]+(?:です?ね)?"
    r"|あの(?:です?ね)?(?=、)|そのー+(?:です?ね)?|その(?:です?ね)?(?=、)"
    r"|ま[ーあぁ]+(?:です?ね)?(?=、|$|そ|こ|基本|一応)|ま(?=、)|う[ーん]+(?=、|。|と|$)|ん[ーん]+(?:と)?"
    r"|こう(?=、)|なんか(?=、)|なんて(?:いう|言う)んでしょう(?:か)?"
    r"|なんという(?:ん)?か|何(?:と|て)(?:いう|言う)(?:ん)?か|あー+|おー+|ねー*(?=、)|ちょっと(?=、))[、,\s]*"
)
# ですね in the middle of a sentence: 試行はですね、7月から.
_TAG = re.compile(r"(?<=[ぁ-んァ-ヶ一-龠])(?:です|でして)ね(?:ー*)、")
_NOD = re.compile(r"^(?:はい|ええ|うん|そうです?ね|なるほど|あ|ああ)(?:、|。|\s)+(?=.)")
# き、金曜日: the first sound of a word before the word itself.
_FIRST_SOUND = re.compile(r"^[ぁ-ん]、(?=[一-龠々])")
_STUTTER = re.compile(r"([一-龠々ァ-ヶーぁ-んA-Za-z0-9０-９]{1,8})(?:、|…|\s)+(?=\1)")
# 120万、あ、すみません、130万円です: what the speaker takes back goes with the word that takes it back.
_TAKEN_BACK = re.compile(
    r"(?P<wrong>[^、。]{1,24})(?:、|…|\s)+(?:あ+っ?、?|いえ、?|いや、?)?"
    r"(?:すみません|すいません|失礼(?:いた)?しました|失礼|もとい|訂正します|間違えました|ごめんなさい)[、。\s]+(?=\S)"
    r"|(?P<before>[^、。]{1,24})(?:、|…)(?:(?:あ+っ?|いや|いえ)、)+(?=\S)"
)

_FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万]+(?:円|人|名|件|日|月|時|回)")
_WORD = re.compile(r"[一-龠々]+|[ァ-ヶー]{2,}")


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of spoken words, also where a recorder set no punctuation, or spaces instead."""
    return [part for start, end in sentences.split(text) for part in _parts(text, start, end)]


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SPACED_END.finditer(text, start, end)]
    if end - start > _LONGEST:
        ends += [match.end() for match in _POLITE_END.finditer(text, start, end)]
    parts, at = [], start
    for place in sorted({*ends, end}):
        # Never within a quotation.
        if place == end or (
            place - at >= _SHORTEST and text.count("「", start, place) == text.count("」", start, place)
        ):
            parts.append((at, place))
            at = place
    return [(start + lead, end) for start, end in parts for lead in (_space(text, start, end),) if start + lead < end]


def _space(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return len(piece) - len(piece.lstrip(" 　\n\t"))


def plain(said: str) -> str:
    """One sentence without its fillers, stutters, nods, and without what its speaker takes back."""
    text = _PAUSE.sub("、", "".join(said.split("\n")).strip())
    text = _taken_back(text)
    for _ in range(3):  # えーと、あのー、その、: one makes room for the next
        text, before = _FILLER.sub("", text), text
        if text == before:
            break
    text = _FIRST_SOUND.sub("", _STUTTER.sub("", _TAG.sub("、", text)))
    text = re.sub(r"、{2,}", "、", _NOD.sub("", text)).lstrip("、。 　")
    return re.sub(r"、(?=[。？！?]|$)", "", text)


def _taken_back(text: str) -> str:
    """`text` without what is corrected in it, where the correction is of the same sort: a figure for a figure."""
    return _TAKEN_BACK.sub(_kept, text)


def _kept(match: re.Match[str]) -> str:
    """What stays of words that were taken back: all of them, where what follows corrects something else."""
    wrong = match["wrong"] or match["before"]
    following = match.string[match.end() : match.end() + 24]
    if figure := _FIGURE.search(wrong):
        return wrong[: figure.start()] if _FIGURE.search(following) else match[0]
    return "" if any(word in following for word in _WORD.findall(wrong)) else match[0]
