"""What can be said of a sentence and its place in the talk, for a learned weighing of what settles something.

A sign is a short string: what the sentence does, how it begins and ends, who says it, what was said before it and what
the others say to it. Words that name a matter are no signs, so that what is learned are ways of talking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.asking import names_which
from assistant.drafting.hearing.acts.deciding import leaves_undecided
from assistant.drafting.hearing.acts.telling import is_of_others, is_past, is_supposed
from assistant.drafting.hearing.announcing import moves_on
from assistant.drafting.hearing.due import due
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import SO, YES
from assistant.drafting.outcomes import room
from ingest.japanese.numbers import numbers
from ingest.japanese.tokens import Morpheme, morphemes

_MARKS = ("補助記号", "空白")
_OF_FORM = ("助詞", "助動詞", "接続詞", "感動詞", "代名詞", "連体詞")  # their words say how something is told
# Nouns, adverbs and verbs that say how something is told, not what of.
_OF_TELLING = frozenset(
    (
        "事", "形", "方向", "方", "儘", "通り", "無し", "為", "所", "線", "案", "筈", "訳", "感じ", "全部", "両方",
        "後", "其れ", "此れ", "其の", "此の", "然う", "斯う", "結構", "一旦", "取り敢えず", "当面", "原則", "一応",
        "以上", "先ず", "為る", "遣る", "行く", "成る", "有る", "居る", "頂く", "下さる", "貰う", "呉れる", "置く",
        "見る", "願う", "御願い", "思う", "良い", "宜しい", "無い", "止める", "見送る", "決める", "決まり",
        "決まる", "出す", "入れる", "使う", "分ける", "載せる", "付ける", "変える", "続ける", "進める", "始める",
        "延ばす", "揃える", "残す", "外す", "認める", "任せる", "掛ける",
    )
)  # fmt: skip
_SO = re.compile(f"^(?P<yes>{YES})(?P<so>{SO}|そしたら|そうしたら|ということで|とりあえず|なら|それなら|で(?=、))?")
_POINTS = re.compile(
    "[そこ]れ[でにはも]|そう(?:し|いう|いき|です)|その(?:案|形|線|方向|ほう|よう|\\d)|この(?:案|形|線|方向|よう)|案の|原案|[今こ]のまま"
)
_LENGTHS, _COUNTS, _SHARES = (4, 8, 13, 20, 30, 45, 70), (0, 1, 2, 3, 5, 8), (0.0, 0.2, 0.4, 0.6, 0.8)
_BACK, _ENDING = 6, 4


class Signs:
    """The signs of every sentence of a meeting."""

    def __init__(self, heard: Sequence[Heard]) -> None:
        self._heard = heard
        self._words: dict[int, list[Morpheme]] = {}

    def of(self, n: int) -> tuple[str, ...]:
        """The signs of the sentence at place `n`."""
        own = tuple(self._own(n))
        return (*own, *self._of_before(n), *self._of_after(n), *self._of_place(n))

    def _parts(self, n: int) -> list[Morpheme]:
        if n not in self._words:
            self._words[n] = [one for one in morphemes(self._heard[n].folded) if one.kind[0] not in _MARKS]
        return self._words[n]

    def _own(self, n: int) -> Iterator[str]:
        one, said = self._heard[n], self._heard[n].folded
        who = self._who(n)
        acts = sorted(map(str, one.acts - {Act.DECIDES})) or ["-"]  # its rules know the meetings learned from
        yield from ("*", f"who={who}")
        yield from (f"act={act}" for act in acts)
        yield from (f"{who} act={act}" for act in acts)
        sorts = [_sort(part) for part in self._parts(n)]
        tail = [*["^"] * _ENDING, *sorts][-_ENDING:]
        for many in range(1, _ENDING + 1):
            ending = " ".join(tail[-many:])
            yield f"end={ending}"
            if many < 4:
                yield f"{who} end={ending}"
        begins = _SO.match(said)
        so = (begins["so"] or "-") if begins else "-"
        yes = "y" if begins and begins["yes"] else ""
        yield from (f"so={so}", f"so={so != '-'} {who}", f"yes={yes}", f"so={so != '-'} end={tail[-1]}")
        yield f"begin={sorts[0] if sorts else '^'}"
        yield from sorted({f"has={sort}" for sort in sorts[:-1] if sort[0] != "<"})
        points = points_at(said)
        figure, when = bool(numbers(said)), due(one.text, None) is not None
        verb = any(part.kind[0] in ("動詞", "形容詞") for part in self._parts(n))
        yield from (f"points={points}", f"figure={figure}", f"when={when}", f"verb={verb}", f"topic={one.has_topic}")
        yield f"verb={verb} figure={figure} {who}"
        yield f"length={_step(len(one.text), _LENGTHS)}"
        yield f"says={_step(len(one.words), _COUNTS)}"
        yield f"says={_step(len(one.words), _COUNTS)} so={so != '-'}"
        for name, holds in _READINGS:
            if holds(said):
                yield f"is={name}"

    def _who(self, n: int) -> str:
        one = self._heard[n]
        return "nobody" if not one.speaker else "leads" if one.leads else "other"

    def _of_before(self, n: int) -> Iterator[str]:
        one, heard = self._heard[n], self._heard
        near = heard[max(0, n - _BACK) : n]
        others = [other for other in near if other.speaker != one.speaker or not other.speaker]
        for act in (Act.PROPOSES, Act.ASKS, Act.OPINES, Act.CONFIRMS, Act.DECIDES, Act.OBJECTS, Act.AGREES):
            of_others = any(other.does(act) for other in others)
            own = any(other.does(act) for other in near if other not in others)
            yield f"before {act}={of_others:d}{own:d}"
        wants = [other for other in near if other.does(Act.PROPOSES, Act.ASKS, Act.OPINES)]
        same, proposed = (max((_again(one, other) for other in some), default=0.0) for some in (others, wants))
        yield from (f"again={_step(same, _SHARES)}", f"proposed={_step(proposed, _SHARES)}")
        figures = set(numbers(one.folded))
        if figures:
            yield f"figures again={any(figures <= set(numbers(o.folded)) for o in near)}"

    def _of_after(self, n: int) -> Iterator[str]:
        one, who, after = self._heard[n], self._who(n), self._heard[n + 1 : n + 1 + _BACK]
        replies = [other for other in after if other.speaker != one.speaker or not other.speaker]
        gap = replies[0].ordinal - n - 1 if replies else _BACK
        yield f"gap={min(gap, 3)}"
        for place, reply in enumerate(replies[:2]):
            yield from (f"reply{place}={act}" for act in _acts(reply))
            yield f"reply{place} length={_step(len(reply.text), _LENGTHS)}"
            begins = next(iter(self._parts(reply.ordinal)), None)
            yield f"reply{place} begin={_sort(begins) if begins else '^'}"
        for reply in replies[:1]:
            yield from (f"{who} reply={act}" for act in _acts(reply))
            yield from (f"act={own} reply={act}" for act in _acts(reply) for own in _acts(one))
            yield f"reply again={_step(_again(one, reply), _SHARES)}"
            yield f"reply leads={reply.leads and bool(reply.speaker)}"
            yield f"reply doubts={room.doubts(reply.folded)}"
        yield f"yes after={sum(other.does(Act.AGREES, Act.CONSENTS) for other in replies[:4])}"
        yield f"no after={any(other.does(Act.OBJECTS) for other in replies[:4])}"

    def _of_place(self, n: int) -> Iterator[str]:
        one, heard = self._heard[n], self._heard
        after = heard[n + 1 : n + 9]
        on = next((k for k, o in enumerate(after) if o.does(Act.CALLS, Act.INVITES) or moves_on(o.folded)), 9)
        yield f"moves on={min(on, 6)}"
        yield f"moves on={min(on, 6)} {self._who(n)}"
        first = n == 0 or heard[n - 1].speaker != one.speaker or not one.speaker
        last = n + 1 >= len(heard) or heard[n + 1].speaker != one.speaker or not one.speaker
        yield f"turn={'first' if first else ''}{'last' if last else ''}"
        yield f"turn={'first' if first else ''}{'last' if last else ''} {self._who(n)}"
        part = n / max(1, len(heard))
        yield f"part={'head' if part < 0.08 else 'end' if part > 0.92 else 'midst'}"


_READINGS = (
    ("supposed", is_supposed),
    ("of others", is_of_others),
    ("past", is_past),
    ("which", names_which),
    ("undecided", leaves_undecided),
    ("moves on", moves_on),
    ("for all", room.concludes_for_all),
)


def _again(one: Heard, other: Heard) -> float:
    """How much of what one says the other says too."""
    return len(other.words & one.words) / max(1, len(one.words))


def points_at(said: str) -> bool:
    """Whether it points at what was said before: それで, その2台で."""
    return _POINTS.search(said) is not None


def _acts(one: Heard) -> list[str]:
    return sorted(one.acts) or ["-"]


def _sort(part: Morpheme) -> str:
    """How a word counts among signs: by itself where it tells how something is told, else by its part of speech."""
    kind = part.kind[0]
    if kind in _OF_FORM:
        return part.surface
    form = part.kind[5].split("-")[0] if kind in ("動詞", "形容詞") else ""
    if part.normal in _OF_TELLING:
        return f"{part.normal}{form}"
    return f"<{'0' if part.kind[1] == '数詞' else kind}{form}>"


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value > step for step in steps)
