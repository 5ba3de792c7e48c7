"""A transcript heard sentence by sentence: what each one does, and who leads the meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.content_words import content
from assistant.drafting import jotted, spoken
from assistant.drafting.acts import Act, acts
from assistant.drafting.gathering import is_heading
from assistant.drafting.jotted import is_jotted
from assistant.drafting.values import Basis, Said, Transcript
from ingest.japanese.folding import fold

_LEADS = re.compile(r"委員長|議長|座長|会長|司会|進行|ファシリテーター")
_FLOOR = frozenset({Act.CALLS, Act.INVITES, Act.CONFIRMS})
# Where a meeting begins and ends; what is said before and after is no part of it.
_OPENS = re.compile(
    r"(?:会議|委員会|審議会|協議会|部会|検討会|打ち?合わせ|ミーティング|定例会?|説明会"
    r"|ヒアリング)[^。]{0,24}(?:を|ということで|に)?[^。]{0,10}(?:開会|始め|開催|スタート)|^(?:それでは|では"
    r"|じゃあ?|えー)?、?[^。]{0,24}(?:会議|委員会|審議会|協議会|部会|検討会|打ち?合わせ"
    r"|ミーティング)(?:ということで|を)|開会(?:いた)?し"
)
_CLOSES = re.compile(
    r"(?:以上(?:で|を(?:もち|持ち)まして)|これ(?:で|を(?:もち|持ち)まして)|本日は(?:これで|ここまで)"
    r"|(?:じゃあ?|では|それでは)、?以上で)[^。]{0,40}(?:終わ|閉会|終了|散会|おしまい|です)|^(?:閉会|散会)(?:し"
    r"|いた|と)|お(?:疲れ|つかれ)(?:さま|様)(?:でした|です)"
)
_EDGE = 0.12  # part of the meeting at its head and end in which it opens and closes
# 613じゃなくて631です: the figure said before is taken back.
_CORRECTION = re.compile(
    r"(?P<wrong>\d[\d,.]*)[^\d、。]{0,6}(?:じゃなくて|ではなくて|じゃなく|ではなく)、?(?P<right>\d[\d,.]*)"
)
_DAY = re.compile(r"\d日|[月火水木金土日]曜")
_HOUR = re.compile(r"\d時|\d:\d\d")
# A second leader calls and asks at least this much as often as the first, in all and of what he says.
_OFTEN, _AS_MUCH = 0.4, 0.6
_BACK = 4  # sentences in which a figure is corrected


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence: characters `start` to `end` of what `said` holds; `text` is the same without its fillers."""

    ordinal: int  # place among the sentences of the meeting, from 0
    said: Said
    start: int
    end: int
    text: str
    acts: frozenset[Act]
    leads: bool = False  # spoken by who leads the meeting, or by nobody named
    within: bool = True  # after the opening and before the end of the meeting
    corrected: Basis | None = None  # words said later that correct a figure in it
    noted: bool = False  # a line of notes by hand, not somebody's words

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The words themselves, fillers and all."""
        own = Basis(self.said.number, self.start, self.end, self.said.text[self.start : self.end])
        return (own, self.corrected) if self.corrected else (own,)

    @property
    def speaker(self) -> str:
        """Who says it; empty where nobody is named."""
        return self.said.speaker

    @property
    def tells(self) -> bool:
        """Whether it has something to report: more than thanks, nods and the running of the meeting."""
        return self.within and not self.acts & {Act.COURTESY, Act.CALLS, Act.INVITES, Act.AGREES}

    def does(self, *any_of: Act) -> bool:
        """Whether it does one of these."""
        return bool(self.acts & set(any_of))


def hear(transcript: Transcript) -> tuple[Heard, ...]:
    """Every sentence of the meeting in order."""
    noted = is_jotted([one for one in transcript.said if not is_heading(one)])
    found: list[Heard] = []
    for said in transcript.said:
        if is_heading(said):
            found.append(Heard(len(found), said, 0, len(said.text), said.text, frozenset({Act.CALLS})))
        elif noted:
            found.extend(_lines(said, len(found)))
        else:
            found.extend(_sentences(said, len(found)))
    leaders = frozenset() if noted else _leaders(found)
    first, last = (0, len(found)) if noted else _edges(found)
    heard = [
        replace(one, leads=not leaders or one.speaker in leaders, within=first <= one.ordinal <= last) for one in found
    ]
    _correct(heard)
    _put_off(heard)
    return tuple(heard)


def _sentences(said: Said, first: int) -> Iterator[Heard]:
    for ordinal, (start, end) in enumerate(spoken.split(said.text), first):
        text = spoken.plain(said.text[start:end])
        yield Heard(ordinal, said, start, end, text, acts(text))


def _lines(said: Said, first: int) -> Iterator[Heard]:
    """A line of notes is one matter, whatever full stops stand in it."""
    spans = [match.span() for match in re.finditer(r"[^\n]*[^\s][^\n]*", said.text)]
    for ordinal, (start, end) in enumerate(spans, first):
        line = said.text[start:end]
        yield Heard(ordinal, said, start, end, jotted.plain(line), jotted.acts_of(line), noted=True)


def turns(heard: Sequence[Heard]) -> list[list[Heard]]:
    """Runs of sentences of one speaker; where nobody is named, each sentence is a run of its own."""
    found: list[list[Heard]] = []
    for one in heard:
        if found and one.speaker and found[-1][0].speaker == one.speaker:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def says_little(one: Heard, fewest: int = 2) -> bool:
    """Whether the sentence leans on what was said before it: そのようにします, はい、やっておきます."""
    return len(set(content(fold(one.text)))) < fewest


def _leaders(heard: Sequence[Heard]) -> frozenset[str]:
    """Who gives the floor, asks for agreement, or is called the chair; nobody where that is not plain.

    There may be two: a deputy who takes over, or one chair whom the recorder calls by two names.
    """
    named = frozenset(one.speaker for one in heard if one.speaker and _LEADS.search(one.speaker))
    if named:
        return named
    counts = Counter(one.speaker for one in heard if one.speaker and one.acts & _FLOOR)
    said = Counter(one.speaker for one in heard if one.speaker)
    if not counts:
        return frozenset()
    first, most = counts.most_common(1)[0]
    usual = most / said[first]
    return frozenset(
        one
        for one, count in counts.items()
        if one == first or (count >= _OFTEN * most and count / said[one] >= _AS_MUCH * usual)
    )


def _edges(heard: Sequence[Heard]) -> tuple[int, int]:
    """The ordinals of the sentences that open and close the meeting; first and last where none does."""
    reach = max(8, int(len(heard) * _EDGE))
    opens = next((one.ordinal for one in heard[:reach] if _OPENS.search(one.text)), 0)
    closes = next((one.ordinal for one in heard[-reach:] if _CLOSES.search(one.text)), len(heard))
    return opens, closes if closes > opens else len(heard)


def _put_off(heard: list[Heard]) -> None:
    """Once the next meeting is spoken of, its leader's day and hour are that meeting's: じゃあ20日の14時からで."""
    spoken_of = next((one.ordinal for one in heard if one.does(Act.NEXT)), len(heard))
    for n, one in enumerate(heard):
        near = spoken_of < n and any(other.does(Act.NEXT) for other in heard[max(0, n - 20) : n])
        if near and one.leads and _DAY.search(fold(one.text)) and _HOUR.search(fold(one.text)):
            kept = one.acts - {Act.DECIDES, Act.REQUESTS, Act.CALLS}
            heard[n] = replace(one, acts=kept | {Act.NEXT})


def _correct(heard: list[Heard]) -> None:
    """Puts the right figure in the place of one that its speaker corrects a few sentences later."""
    for n, one in enumerate(heard):
        for found in _CORRECTION.finditer(fold(one.text)):
            heard[n] = replace(heard[n], text=_CORRECTION.sub(lambda match: match["right"], fold(heard[n].text)))
            for back in range(max(0, n - _BACK), n):
                before = heard[back]
                pattern = re.compile(rf"(?<![\d,.]){re.escape(found['wrong'])}(?![\d,.])")
                if before.speaker == one.speaker and pattern.search(fold(before.text)):
                    text = pattern.sub(found["right"], fold(before.text))
                    heard[back] = replace(before, text=text, corrected=one.bases[0])
