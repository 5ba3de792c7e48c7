"""Summaries written by a language model, every sentence of them traced to a passage and checked by code.

Map: as many passages as the budget holds are summarised at a time, each sentence with the numbers of its passages.
Reduce: sentences of several calls are joined to one summary; their numbers stand for the same passages still, and each
sentence is held against these again. Where the model gives nothing that can be used, verbatim sentences of the papers
take the place of what it did not write, and a notice says so. So 300 pages are covered, or it is said what is not.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from assistant import model_errors as errors
from assistant.answering import marks, offering
from assistant.answering.proving import prove
from assistant.answering.values import Hit
from assistant.chat import ChatModel, Delta, Finish, Masked, Message, Sent, added, masked_words
from assistant.drafting.replies import Held, Replies, call_name
from assistant.drafting.summaries.citing import Citations
from assistant.drafting.summaries.extract import ASKED, EACH, WHOLE, extract
from assistant.drafting.summaries.matters import Section, divide
from assistant.drafting.summaries.notes import FENCE, Block, Note, batches, groups, numbered, part_of, verbatim
from assistant.drafting.summaries.values import By, Length, Source, Summary, SummaryPart, names_of
from assistant.prompting import Prompt
from assistant.tokens import Budget, TokenCounter
from ingest.outcomes import Progress

_NOTES = {Length.SHORT: 3, Length.MIDDLE: 5, Length.LONG: 8}  # sentences of one call of several
_SENTENCE = 70  # tokens that a sentence with its marks may take
_FEWEST = 2000  # tokens of a prompt in which the rules and some passages have room
_SIGN = 40  # characters of a reply between two signs of life
# One reply of these is lost, or a shorter prompt mends it; after any other failure the endpoint is left alone.
_PASSING = (errors.ModelCutOff, errors.ModelEmpty, errors.ModelRefused, errors.ModelContextTooLong)
_TOO_MUCH = (errors.ModelCutOff, errors.ModelContextTooLong)
_SPOKEN_HEAD = re.compile(r"(?:質問|問|答弁|答|要旨)[:：][ 　]*")
_NO_MARKS = "言語モデルの返事に根拠の番号がありませんでした。"
_GOES_ON = "もう一度作成すると、できたところの続きから始めます。"

Notes = Generator[Progress, None, list[Note]]
Reply = Generator[Progress, None, tuple[str, errors.ModelError | None]]


@dataclass(slots=True)
class _Run:
    """How far one summary has come, and what a person must be told of the way."""

    length: Length
    total: int
    done: int = 0
    title: str = ""
    stopped: errors.ModelError | None = None  # the endpoint is left alone from here on
    notices: dict[str, None] = field(default_factory=dict)
    dropped: int = 0  # marks that were never offered
    unproven: int = 0  # sentences that were not handed on
    masked: Masked = ()
    asked: dict[str, None] = field(default_factory=dict)  # the names of its calls

    def progress(self, characters: int = 0) -> Progress:
        return Progress(self.done, self.total, f"{self.title}（{characters}字）" if characters else self.title)


class GenerativeSummariser:
    """Asks `model` with the prompts summary_map and summary_reduce, never with more than `budget` holds.

    Replies that came to their end are kept in `replies` until the summary is whole: after a stop or a failure, asking
    again for the same goes on from there.
    """

    def __init__(
        self,
        model: ChatModel,
        map_prompt: Prompt,
        reduce_prompt: Prompt,
        counter: TokenCounter,
        budget: Budget,
        replies: Replies | None = None,
    ) -> None:
        if budget.prompt < _FEWEST:
            raise ValueError(f"budget must leave at least {_FEWEST} tokens for the prompt, not {budget.prompt}")
        self._model, self._map, self._reduce = model, map_prompt, reduce_prompt
        self._counter, self._budget = counter, budget
        self._most = max(3, budget.answer // _SENTENCE)
        self._replies: Replies = replies or Held()

    @property
    def name(self) -> str:
        """The model's name as it was set."""
        return self._model.name

    def summarise(self, sources: Sequence[Source], length: Length, by: By) -> Iterator[Progress | Summary]:
        """Progress before each call and while replies come, then exactly one `Summary`. Closing it hangs up."""
        division = divide(sources, by)
        documents = tuple(source.document for source in sources)
        titles = [_title(section) or names_of(documents) for section in division.sections]
        planned = [
            (section, title, self._planned(section, title, length))
            for section, title in zip(division.sections, titles, strict=True)
        ]
        run = _Run(length, sum(len(calls) + (len(calls) > 1) for _, _, calls in planned))
        citations = Citations(sources)
        parts: list[SummaryPart] = []
        for section, title, calls in planned:
            run.title = title
            if calls:
                part = part_of(section, (yield from self._section(section, calls, run)), citations)
            else:
                part = extract(section, length, citations)
            if part.sentences or part.asked:
                parts.append(part)
        if not run.notices:  # else what is there is not asked for again where the rest is
            self._replies.forget(run.asked)
        wrote = any(part.engine != "extract" for part in parts)
        yield Summary(
            documents,
            length,
            by,
            tuple(parts),
            citations.all,
            self._model.name if wrote else "extract",
            f"{self._map.identity}、{self._reduce.identity}" if wrote else "",
            (*division.notices, *_told(run)),
            unfinished=run.stopped is not None,
            masked=run.masked,
        )

    def _planned(self, section: Section, title: str, length: Length) -> list[list[Block]]:
        """The section in calls; none where nothing was answered, or where it is no longer than its summary may be."""
        if not section.said or sum(map(len, (*section.asked, *section.said))) <= _sentences(section, length):
            return []
        return batches(section, self._room(self._map, title, passages=""), self._counter.count)

    # ---- map

    def _section(self, section: Section, calls: Sequence[Sequence[Block]], run: _Run) -> Notes:
        final = min(self._most, _sentences(section, run.length))
        each = final if len(calls) == 1 else min(self._most, _NOTES[run.length])
        notes: list[Note] = []
        for batch in calls:
            notes += yield from self._summarised(section, batch, each, run)
            run.done += 1
        if len(calls) > 1:
            notes = yield from self._joined(notes, final, run)
            run.done += 1
        return notes

    def _summarised(self, section: Section, batch: Sequence[Block], count: int, run: _Run) -> Notes:
        """The sentences of one call; of two where it was too much for one."""
        if run.stopped:
            return verbatim(batch, section.title, count)
        offered = {number: block.hit for number, block in enumerate(batch, 1)}
        fence = offering.fence([run.title, *(hit.passage.text for hit in offered.values())])
        passages = "\n".join(offering.block(number, hit, fence) for number, hit in offered.items())
        values = {"title": run.title, "passages": passages, "sentences": str(count), "fence": fence}
        reply, trouble = yield from self._ask(self._map, values, run)
        if isinstance(trouble, _TOO_MUCH) and len(batch) > 1:
            middle = len(batch) // 2
            first = yield from self._summarised(section, batch[:middle], count, run)
            return first + (yield from self._summarised(section, batch[middle:], count, run))
        notes = self._read(reply, offered, run) if trouble is None or isinstance(trouble, errors.ModelCutOff) else []
        if any(note.proof for note in notes):
            if trouble:
                run.notices[f"「{run.title}」：{trouble}"] = None
            return notes
        if run.stopped:
            instead = f"「{run.title}」から後は、資料の文をそのまま抜き出しました。{_GOES_ON}"
        else:
            instead = f"「{run.title}」の一部は、資料の文をそのまま抜き出しました。"
        run.notices[f"{trouble or _NO_MARKS}{instead}"] = None
        return verbatim(batch, section.title, count)

    # ---- reduce

    def _joined(self, notes: list[Note], count: int, run: _Run) -> Notes:
        """The sentences of several calls as one summary, group by group where they do not fit one call."""
        while True:
            proven = [note for note in notes if note.is_proven]
            if not proven:
                return notes
            run.unproven += len(notes) - len(proven)
            room = self._room(self._reduce, run.title, notes="")
            some = groups(proven, room, self._counter.count)
            if len(some) == 1:
                return (yield from self._join(proven, count, run))
            notes = []
            for group in some:
                notes += yield from self._join(group, max(2, min(self._most, len(group) // 3)), run)
            if len(notes) >= len(proven):  # nothing was joined: the endpoint is gone, or says all again
                return notes

    def _join(self, notes: list[Note], count: int, run: _Run) -> Notes:
        """One summary of these sentences; they themselves where the model gives none."""
        if run.stopped or len(notes) <= count:
            return notes
        lines, offered = numbered(notes)
        fence = offering.fence([run.title, lines])
        values = {"title": run.title, "notes": lines, "sentences": str(count), "fence": fence}
        reply, trouble = yield from self._ask(self._reduce, values, run)
        joined = [] if trouble else self._read(reply, offered, run)
        if any(note.proof for note in joined):
            return joined
        again = _GOES_ON if run.stopped else ""
        run.notices[f"{trouble or _NO_MARKS}「{run.title}」は、部分ごとの要旨をまとめずに並べました。{again}"] = None
        return notes

    # ---- a call

    def _ask(self, prompt: Prompt, values: Mapping[str, str], run: _Run) -> Reply:
        """The reply and what is wrong with it. One that was received whole before is not asked for again."""
        key = call_name(self._model.name, prompt, values)
        run.asked[key] = None
        if (kept := self._replies.get(key)) is not None:
            return kept, None
        yield run.progress()
        messages = prompt.messages(**values)
        if self._cost(messages) > self._budget.prompt:
            return "", errors.ModelContextTooLong()
        reply, trouble, shown = "", None, 0
        try:
            with closing(_as_generator(self._model.stream(messages))) as events:
                for event in events:
                    if isinstance(event, Sent):
                        run.masked = added(run.masked, event.masked)
                    elif isinstance(event, Finish):
                        trouble = errors.trouble_of(event, reply)
                    else:
                        reply += event.text
                        if len(reply) >= shown + _SIGN:
                            shown = len(reply)
                            yield run.progress(shown)
        except errors.ModelError as error:
            trouble = error
            run.stopped = None if isinstance(error, _PASSING) else error
        if trouble is None:
            self._replies.keep(key, reply)
        return reply, trouble

    def _read(self, reply: str, offered: Mapping[int, Hit], run: _Run) -> list[Note]:
        """The sentences of a reply, each held against the passages whose numbers it bears."""
        reading = marks.read(reply, offered)
        run.dropped += len(reading.dropped)
        notes = []
        for claim in reading.claims:
            head = _SPOKEN_HEAD.match(claim.text)
            text = claim.text[head.end() :] if head else claim.text
            hits = [offered[number] for number in claim.numbers]
            spans, verdict, reason = prove(text, hits)
            proof = tuple((hit, *span) for hit, span in zip(hits, spans, strict=True))
            notes.append(Note(text, proof, verdict, reason, self._model.name))
        return notes

    def _room(self, prompt: Prompt, title: str, **empty: str) -> int:
        """Tokens that are left for what is summarised."""
        bare = prompt.messages(title=title, sentences="00", fence=FENCE, **empty)
        return self._budget.prompt - self._cost(bare)

    def _cost(self, messages: Sequence[Message]) -> int:
        return sum(self._counter.count(message.text) for message in messages)


def _title(section: Section) -> str:
    return "：".join(filter(None, (section.under, section.title)))


def _sentences(section: Section, length: Length) -> int:
    """How many sentences the part of a section may have."""
    if section.whole:
        return WHOLE[length]
    return ASKED[length] * len(section.asked) + EACH[length] * max(1, len(section.said))


def _told(run: _Run) -> Iterator[str]:
    yield from run.notices
    if run.dropped:
        yield f"渡していない資料の番号が{run.dropped}か所にあったため、外しました。"
    if run.unproven:
        yield f"根拠を確かめられなかった途中の文{run.unproven}件は、まとめに使いませんでした。"
    if run.masked:
        yield masked_words(run.masked)


def _as_generator(events: Iterator[Sent | Delta | Finish]) -> Generator[Sent | Delta | Finish, None, None]:
    yield from events
