"""Minutes written by a model, item by item within the token budget, and every line of them checked by code.

The model is shown numbered speeches and writes lines of a fixed form, each with the numbers it rests on. Code turns the
numbers into bases, the sentences that carry the line; a number that was never shown is dropped, a line without one is
marked. A decision needs words that decide, a to-do words that promise or ask, whatever the model says.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant import model_errors as errors
from assistant.answering import marks, offering
from assistant.answering.quotes import best_sentences
from assistant.answering.values import Verdict
from assistant.chat import ChatModel, Delta, Sent
from assistant.drafting.checking import checked
from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.agenda import Section
from assistant.drafting.hearing.due import due
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.replies import Held, Replies, call_name
from assistant.drafting.styles import Style
from assistant.drafting.values import Basis, Item, Line, LineKind, Occasion, Said, Task, Transcript
from assistant.prompting import Prompt
from assistant.tokens import Budget, TokenCounter
from ingest.japanese.dates import in_era
from ingest.japanese.folding import squeeze

_KINDS = {
    "説明": LineKind.EXPLANATION, "報告": LineKind.EXPLANATION, "意見": LineKind.OPINION, "要望": LineKind.OPINION,
    "質問": LineKind.QUESTION, "質疑": LineKind.QUESTION,
    "答え": LineKind.ANSWER, "回答": LineKind.ANSWER, "答弁": LineKind.ANSWER,
    "決定": LineKind.DECISION, "決定事項": LineKind.DECISION, "宿題": LineKind.TODO, "次回": LineKind.NEXT,
}  # fmt: skip
_LINE = re.compile(
    rf"\s*(?:[-・*]\s*)?(?P<kind>{'|'.join(_KINDS)})\s*(?:[（(](?P<by>[^）)]*)[）)])?\s*[:：]\s*(?P<text>.+)"
)
_NOBODY = frozenset({"", "なし", "未定", "不明", "-", "—"})
_REPLIES = 4  # sentences after a question put to the room in which it is agreed to
_NO_DECISION = "決めたことを示す発言が、根拠にありません"
_NO_PROMISE = "引き受けた、または頼んだ発言が、根拠にありません"
_OTHER_SPEAKER = "発言者が根拠の発言と違います"
_OTHER_PERSON = "担当の名前が根拠の発言にありません"


@dataclass(frozen=True, slots=True)
class Writer:
    """A model, what it is asked by, what it may cost, and its replies for items of which others are missing."""

    model: ChatModel
    prompt: Prompt
    counter: TokenCounter
    budget: Budget
    replies: Replies = field(default_factory=Held)

    def write(
        self, section: Section, transcript: Transcript, occasion: Occasion, style: Style
    ) -> Iterator[Sent | Item]:
        """What is sent, and the item of a section as it grows: once after each part of it that fits the budget.

        Raises `ModelError`; what was yielded before stands, and is not asked for again the next time.
        """
        said = {one.number: one for one in transcript.said}
        lines: list[Line] = []
        asked: list[str] = []
        for part in self._parts(section, said, occasion, style):
            reply = yield from self._reply(section, part, occasion, style, asked)
            lines += read(reply, part, section.heard, occasion)
            yield Item(section.title, tuple(judged(line, section.heard, transcript, occasion) for line in lines))
        self.replies.forget(asked)

    def _reply(
        self, section: Section, part: Sequence[Said], occasion: Occasion, style: Style, asked: list[str]
    ) -> Generator[Sent, None, str]:
        values = {
            "title": section.title or "（議題の名前なし）",
            "occasion": _occasion(occasion),
            "style": style.text,
            "said": "\n".join(_block(one) for one in part),
            "fence": offering.fence([one.text for one in part]),
        }
        name = call_name(self.model.name, self.prompt, values)
        asked.append(name)
        if (kept := self.replies.get(name)) is not None:
            return kept
        messages = self.prompt.messages(**values)
        reply = ""
        with closing(self.model.stream(messages)) as events:  # type: ignore[type-var]  # a generator in every model
            for event in events:
                if isinstance(event, Sent):
                    yield event
                elif isinstance(event, Delta):
                    reply += event.text
                elif event.reason == "content_filter":
                    raise errors.ModelRefused
                elif event.reason == "length":
                    raise errors.ModelCutOff
        if not reply.strip():
            raise errors.ModelEmpty
        self.replies.keep(name, reply)
        return reply

    def _parts(self, section: Section, said: dict[int, Said], occasion: Occasion, style: Style) -> Iterator[list[Said]]:
        """The speeches of a section in runs that fit the budget. A speech that is too long alone is divided."""
        bare = self.prompt.messages(
            title=section.title, occasion=_occasion(occasion), style=style.text, said="", fence="0" * 12
        )
        # A reply needs about as much as half of what it reports.
        room = min(self.budget.prompt - sum(self.counter.count(one.text) for one in bare), 2 * self.budget.answer)
        if room < 200:
            raise errors.ModelContextTooLong
        part, left = list[Said](), room
        for one in _whole(section, said):
            for piece in _pieces(one, room, self.counter):
                cost = self.counter.count(_block(piece)) + 1
                if cost > left and part:
                    yield part
                    part, left = [], room
                part.append(piece)
                left -= cost
        if part:
            yield part


def read(reply: str, shown: Sequence[Said], heard: Sequence[Heard], occasion: Occasion) -> list[Line]:
    """The lines of a model's reply. What is in no known form is kept as an explanation without proof."""
    by_number = {one.number: one for one in shown}
    lines: list[Line] = []
    question = ""
    for written in reply.splitlines():
        if not written.strip() or written.strip().startswith("```"):
            continue
        line = _read_line(written, by_number, heard, occasion, f"m{shown[0].number}-{len(lines)}")
        if line.kind is LineKind.QUESTION:
            question = line.id
        elif line.kind is LineKind.ANSWER:
            line = replace(line, answers=question)
        lines.append(line)
    return lines


def judged(line: Line, heard: Sequence[Heard], transcript: Transcript, occasion: Occasion) -> Line:
    """`line` with its verdict: its words as everywhere, and then what its kind claims."""
    line = checked(line, transcript, occasion)
    said = {one.number: one for one in transcript.said}
    fault = _fault(line, heard, said)
    return (
        replace(line, verdict=Verdict.UNSUPPORTED, reason=fault)
        if fault and line.verdict is not Verdict.UNSUPPORTED
        else line
    )


def _fault(line: Line, heard: Sequence[Heard], said: dict[int, Said]) -> str:
    """What a line claims by its form that its bases do not bear out."""
    speakers = {said[basis.said].speaker for basis in line.bases}
    if line.bases and line.speaker and any(speakers) and not any(_same_person(line.speaker, one) for one in speakers):
        return _OTHER_SPEAKER
    rested = [one for one in heard if any(_covers(basis, one) for basis in line.bases)]
    if line.kind is LineKind.DECISION and not any(_decides(one, heard) for one in rested):
        return _NO_DECISION
    if line.kind is LineKind.TODO and not any(one.does(Act.PROMISES, Act.REQUESTS, Act.DECIDES) for one in rested):
        return _NO_PROMISE
    if line.task and line.task.who:
        quoted = squeeze("".join(basis.quote for basis in line.bases))
        if (
            not any(_same_person(line.task.who, one) for one in speakers)
            and squeeze(_stem(line.task.who)) not in quoted
        ):
            return _OTHER_PERSON
    return ""


def _decides(one: Heard, heard: Sequence[Heard]) -> bool:
    if one.does(Act.DECIDES):
        return True
    after = [other for other in heard if one.ordinal < other.ordinal <= one.ordinal + _REPLIES]
    return one.does(Act.CONFIRMS, Act.PROPOSES) and any(other.does(Act.AGREES, Act.DECIDES) for other in after)


def _covers(basis: Basis, one: Heard) -> bool:
    return basis.said == one.said.number and basis.start < one.end and one.start < basis.end


def _same_person(name: str, speaker: str) -> bool:
    """大槻 and 大槻主査 are one; so is who is called by the office alone."""
    ours, theirs = squeeze(name), squeeze(speaker)
    return bool(theirs) and (ours in theirs or theirs in ours or _stem(ours) == _stem(theirs))


def _stem(name: str) -> str:
    return re.sub(r"(?:さん|氏|様|君|委員|課長補佐|課長|係長|部長|局長|主幹|主査|主任|主事)$", "", name)


def _read_line(written: str, shown: dict[int, Said], heard: Sequence[Heard], occasion: Occasion, id: str) -> Line:
    form = _LINE.fullmatch(written)
    kind = _KINDS[form["kind"]] if form else LineKind.EXPLANATION
    text, by = (form["text"], form["by"] or "") if form else (written.strip(), "")
    claims = marks.read(text, shown).claims
    plain = "".join(claim.text for claim in claims).strip() or marks.without(text).strip()
    numbers = dict.fromkeys(number for claim in claims for number in claim.numbers)
    bases = tuple(basis for number in numbers for basis in _bases(plain, number, shown, heard, kind))
    speaker = "" if kind in (LineKind.DECISION, LineKind.TODO, LineKind.NEXT) else _name(by)
    task = _task(plain, by, occasion) if kind is LineKind.TODO else None
    return Line(id, kind, plain, bases, speaker=speaker, task=task)


def _task(text: str, by: str, occasion: Occasion) -> Task:
    who, _, until = by.replace("|", "｜").partition("｜")
    limit = due(_name(until), occasion.held_on) if _name(until) else None
    return Task(text.rstrip("。"), _name(who), _name(until), limit.day if limit else None)


def _name(text: str) -> str:
    return "" if text.strip() in _NOBODY else text.strip()


def _bases(text: str, number: int, shown: dict[int, Said], heard: Sequence[Heard], kind: LineKind) -> list[Basis]:
    """The sentences of a speech that carry `text`; of a decision or a to-do also the one that decides or promises."""
    one = shown[number]
    start, end = best_sentences(text, one.text)
    deciding = {
        LineKind.DECISION: (Act.DECIDES, Act.CONFIRMS),
        LineKind.TODO: (Act.PROMISES, Act.REQUESTS),
    }.get(kind, ())
    found = {(start, end)}
    for sentence in heard:
        if sentence.said.number == number and sentence.does(*deciding) and not start <= sentence.start < end:
            found.add((sentence.start, sentence.end))
    return [Basis(number, start, end, one.text[start:end]) for start, end in sorted(found) if one.text[start:end]]


def _whole(section: Section, said: dict[int, Said]) -> list[Said]:
    """The speeches of a section; of one that two sections share, the sentences of this one."""
    spans: dict[int, tuple[int, int]] = {}
    for one in section.heard:
        start, _ = spans.get(one.said.number, (one.start, one.end))
        spans[one.said.number] = start, one.end
    return [_cut(said[number], start, end) for number, (start, end) in spans.items()]


def _cut(one: Said, start: int, end: int) -> Said:
    """The speech with what lies outside blanked, so that its characters keep their places."""
    return replace(one, text=" " * start + one.text[start:end])


def _pieces(one: Said, room: int, counter: TokenCounter) -> list[Said]:
    if counter.count(_block(one)) < room:
        return [one]
    length = len(one.text)
    middle = max(one.text.rfind("。", 0, length // 2), one.text.rfind("、", 0, length // 2)) + 1 or length // 2
    if not one.text[:middle].strip():
        middle = length - len(one.text.strip()) // 2 - 1
    return [*_pieces(_cut(one, 0, middle), room, counter), *_pieces(_cut(one, middle, length), room, counter)]


def _block(one: Said) -> str:
    place = f"{one.label} " if one.label else ""
    return f"[{one.number}] {place}{one.speaker or '（発言者不明）'}: {' '.join(one.text.split())}"


def _occasion(occasion: Occasion) -> str:
    day = in_era(occasion.held_on) if occasion.held_on else ""
    present = "、".join(occasion.present)
    lines = {"会議": occasion.title, "開催日": day, "出席者": present}
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value) or "（分かっていることはありません）"
