"""Everything a person can ask of drafting: minutes from a transcript, changes to a draft, decisions and to-dos.

Terminal and app call this, beside the desk, and nothing behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.answering import ordering
from assistant.drafting import editing, itemising, ledger, minutes, styles
from assistant.drafting.drafts import Drafts, Heading, Kept
from assistant.drafting.generate import Writer
from assistant.drafting.ledger import Entry, Ledger, State, Wanted
from assistant.drafting.sources import occasion, speakers, transcripts
from assistant.drafting.summaries.kept import MayRead, Summaries, SummaryHeading, renewed
from assistant.drafting.summaries.values import By, Length, Source, Summary
from assistant.drafting.values import Draft, LineKind, Occasion, Task, Transcript
from assistant.governance.recording import NOT_RECORDED, Recorder
from assistant.transcribing import transcribe
from ingest.errors import ShirubeError
from ingest.library.library import Library
from ingest.model import Person
from ingest.outcomes import Progress
from ingest.pipeline import never
from ingest.readers.spoken import AUDIO

if TYPE_CHECKING:
    from assistant.hearing import Transcriber

_NO_MODEL = "続きを書く言語モデルが設定されていません。設定してから、もう一度 --go-on を付けて実行してください。"
_NOTHING_LEFT = "途中で止まった下書きはありません。--go-on を付けずに実行すると、初めから作ります。"
_READ = 200_000  # characters of a paper in which notes of a meeting are looked for


@dataclass(frozen=True, slots=True)
class Given:
    """What a clerk gives for one meeting. `names` are speakers as they should be called: 話者1 to 総務課長."""

    transcripts: tuple[Path, ...]
    agenda: Path | None = None
    materials: tuple[Path, ...] = ()
    names: Mapping[str, str] | None = None


class Summariser(Protocol):
    """Makes summaries of papers."""

    def summarise(self, sources: Sequence[Source], length: Length, by: By) -> Iterator[Progress | Summary]: ...


def _written(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _now() -> datetime:
    return datetime.now(UTC)


class Secretary:
    """Drafts, kept on this machine, and the ledger over them. Safe for the threads of one process."""

    def __init__(
        self,
        drafts: Drafts,
        library: Library,
        home: Path,
        summariser: Summariser,
        writer: Writer | None = None,
        transcriber: Transcriber | None = None,
        piece: float = 10.0,
        clock: Callable[[], datetime] = _now,
        recorder: Recorder = NOT_RECORDED,
    ) -> None:
        """`writer` is the model that writes minutes, `transcriber` the one that listens, if there are such.

        In `home` lie a clerk's own styles and the pieces of recordings, each of `piece` minutes.
        """
        self._drafts, self._library, self._writer = drafts, library, writer
        self._summariser, self._transcriber, self._piece = summariser, transcriber, piece
        self._home, self._styles, self._clock = home, home / styles.FOLDER, clock
        self._ledger, self._summaries, self._recorder = Ledger(drafts), Summaries(drafts.database), recorder
        self._of_papers: dict[str, tuple[Entry, ...]] = {}

    @property
    def engine(self) -> str:
        """What drafts: "extract", or the model's name."""
        return self._writer.model.name if self._writer else "extract"

    @property
    def styles(self) -> tuple[styles.Style, ...]:
        """All styles of minutes, the usual one first."""
        return tuple(styles.load(name, self._styles) for name in styles.names(self._styles))

    # ---- one meeting

    def listen(self, recordings: Sequence[Path]) -> Iterator[Progress | Transcript]:
        """Progress by pieces, then what is said in recordings of one meeting. A stopped run goes on where it was.

        Raises `ShirubeError`, also where nobody is set who could listen; `ModelError` where the endpoint fails.
        """
        for step in transcribe(recordings, self._transcriber, self._home, minutes=self._piece):
            yield step if isinstance(step, Transcript) else Progress(step.done, step.total, step.name)

    @property
    def listener(self) -> str:
        """The name of the model that listens to recordings; empty where none is set."""
        return self._transcriber.name if self._transcriber else ""

    def take_down(self, given: Given) -> Iterator[Progress | tuple[Transcript, Occasion]]:
        """What `read` gives, after the progress of listening where recordings are given. Raises `ShirubeError`."""
        recordings = [path for path in given.transcripts if path.suffix.lower() in AUDIO]
        if 0 < len(recordings) < len(given.transcripts):
            raise ShirubeError("音声と文字起こしは一緒に指定できません。どちらか一方だけにしてください。")
        transcript = None
        for step in self.listen(recordings) if recordings else ():
            if isinstance(step, Transcript):
                transcript = step
            else:
                yield step
        yield self.read(given, transcript)

    def read(self, given: Given, transcript: Transcript | None = None) -> tuple[Transcript, Occasion]:
        """The meeting as it was taken down, and what is known of it beside. Raises `ShirubeError`.

        `transcript` is given where it does not come from files: of recordings.
        """
        transcript = transcript or transcripts.read(given.transcripts)
        if given.names:
            transcript = speakers.rename(transcript, given.names)
        return transcript, occasion.occasion(transcript, given.agenda, given.materials, self.today())

    def draft(
        self,
        transcript: Transcript,
        about: Occasion,
        style: str,
        person: Person,
        stop: Callable[[], bool] = never,
    ) -> Iterator[Progress | Kept]:
        """Progress, then the draft as it is kept. What earlier meetings left to do is carried into it."""
        steps = self._drafting(transcript, about, style, person, stop)
        yield from self._recorder.making(person, "minutes", {"style": style}, steps, _drafted)

    def _drafting(
        self, transcript: Transcript, about: Occasion, style: str, person: Person, stop: Callable[[], bool]
    ) -> Iterator[Progress | Kept]:
        made = minutes.draft(
            transcript,
            about,
            styles.load(style, self._styles),
            now=self._at(),
            writer=self._writer,
            open_tasks=self._left_open(transcript, about, person),
            stop=stop,
        )
        for step in made:
            if isinstance(step, Draft):
                id = self._drafts.add(step, transcript, person)
                self._ledger.hand_over(id, person, self._at())
                yield self._drafts.load(id, person)
            else:
                yield step

    def go_on(
        self, transcript: Transcript, person: Person, stop: Callable[[], bool] = never
    ) -> Iterator[Progress | Kept]:
        """Progress, then the newest draft of this meeting with the items that a model left unwritten.

        Raises `ShirubeError` where nothing is left; `ModelError` where it fails again: what it wrote until then stays.
        """
        drafts = self._ledger.same_meeting(transcript, Occasion(), person)
        kept = next((one for one in drafts if minutes.left(one.draft)), None)
        if self._writer is None:
            raise ShirubeError(_NO_MODEL)
        if kept is None:
            raise ShirubeError(_NOTHING_LEFT)
        items = minutes.left(kept.draft)
        for done, item in enumerate(items):
            yield Progress(done, len(items), kept.draft.items[item].title)
            kept = self.remake(kept.id, item, person, stop)
        yield self._save(kept, minutes.completed(kept.draft), "残りを書き終える", person)

    # ---- drafts and their versions

    def drafts(self, person: Person) -> tuple[Heading, ...]:
        """The person's drafts, the one changed last first."""
        return self._drafts.newest(person)

    def open(self, id: str, person: Person) -> Kept:
        """A draft as it is now. Raises `UnknownDraft`."""
        return self._drafts.load(id, person)

    def rewrite(self, id: str, line: str, text: str, person: Person, task: Task | None = None) -> Kept:
        """A line with another text, checked anew."""
        kept = self.open(id, person)
        return self._save(kept, editing.rewrite(kept.draft, line, text, kept.transcript, task), "行を直す", person)

    def mark(self, id: str, line: str, checked_by: str, person: Person) -> Kept:
        """A line as compared with its words by somebody; an empty name takes the mark back."""
        kept = self.open(id, person)
        what = "確認済みにする" if checked_by else "確認を取り消す"
        return self._save(kept, editing.mark(kept.draft, line, checked_by), what, person)

    def change_kind(self, id: str, line: str, kind: LineKind, person: Person) -> Kept:
        """A line as another kind: what was taken for an opinion is a decision."""
        kept = self.open(id, person)
        return self._save(kept, editing.change_kind(kept.draft, line, kind), "種類を変える", person)

    def remove(self, id: str, line: str, person: Person) -> Kept:
        """The draft without a line."""
        kept = self.open(id, person)
        return self._save(kept, editing.remove(kept.draft, line), "行を消す", person)

    def add_line(
        self, id: str, item: int, kind: LineKind, text: str, words: str, person: Person, after: str = ""
    ) -> str:
        """Adds a line of one's own, which rests on `words` that were said or on none; returns the line's id."""
        kept = self.open(id, person)
        draft, line = editing.add(kept.draft, item, kind, text, words, kept.transcript, after)
        self._save(kept, draft, "行を加える", person)
        return line

    def move(self, id: str, line: str, to: int, person: Person) -> Kept:
        """A line, with its answers, in another item."""
        kept = self.open(id, person)
        return self._save(kept, editing.move(kept.draft, line, to), "行を移す", person)

    def put_aside(self, id: str, line: str, person: Person, *, aside: bool) -> Kept:
        """A line written into the minutes, or kept in the draft alone."""
        kept = self.open(id, person)
        what = "議事録に載せない" if aside else "議事録に載せる"
        return self._save(kept, editing.put_aside(kept.draft, line, aside=aside), what, person)

    def rename_item(self, id: str, item: int, title: str, person: Person) -> Kept:
        """An item under another title."""
        kept = self.open(id, person)
        return self._save(kept, itemising.rename(kept.draft, item, title), "議題の名前を直す", person)

    def add_item(self, id: str, after: int, title: str, person: Person) -> Kept:
        """A new item behind another."""
        kept = self.open(id, person)
        return self._save(kept, itemising.add(kept.draft, after, title), "議題を加える", person)

    def join_item(self, id: str, item: int, person: Person) -> Kept:
        """An item joined to the one before it."""
        kept = self.open(id, person)
        return self._save(kept, itemising.join(kept.draft, item), "議題をまとめる", person)

    def remove_item(self, id: str, item: int, person: Person) -> Kept:
        """The draft without an item and its lines."""
        kept = self.open(id, person)
        return self._save(kept, itemising.remove(kept.draft, item), "議題を消す", person)

    def describe(self, id: str, about: Occasion, person: Person) -> Kept:
        """The draft with what is known of the meeting put right: title, day, place, who was there."""
        kept = self.open(id, person)
        described = self._save(kept, replace(kept.draft, occasion=about), "会議の情報を直す", person)
        self._ledger.hand_over(id, person, self._at())
        return described

    def remake(self, id: str, item: int, person: Person, stop: Callable[[], bool] = never) -> Kept:
        """One item drafted anew. Raises `ModelError`; then, and where it was told to `stop`, nothing has changed."""
        kept = self.open(id, person)
        style = styles.load(kept.draft.style, self._styles)
        self._recorder.ready()
        new = minutes.remake(kept.draft, item, kept.transcript, style, writer=self._writer)
        self._recorder.note(person, "minutes again", {"engine": self.engine, "style": kept.draft.style})
        if stop():
            return kept
        made = self._save(kept, new, f"「{kept.draft.items[item].title or '冒頭'}」を作り直す", person)
        self._ledger.carry(tuple(ledger.entries(kept)), tuple(ledger.entries(made)), self._at())
        return made

    def undo(self, id: str, person: Person) -> Kept:
        """The draft as it was before the newest change."""
        self._drafts.undo(id, person)
        return self.open(id, person)

    def expire(self, before: datetime) -> int:
        """Deletes drafts and summaries of everybody that were last changed before then; returns how many."""
        return self._drafts.expire(before) + self._summaries.expire(_written(before))

    def delete(self, id: str, person: Person) -> bool:
        """Deletes a draft and its versions for good."""
        return self._drafts.delete(id, person)

    # ---- summaries

    def summarise(
        self, names: Sequence[str], person: Person, length: Length = Length.MIDDLE, by: By = By.WHOLE
    ) -> Iterator[Progress | Summary]:
        """Progress, then the summary of the papers of these names. Closing it stops; asking again goes on from there.

        Raises `ShirubeError` for a paper that is not there.
        """
        given = self._given(names, person)
        steps = self._summariser.summarise(given, length, by)
        about = {"sources": [one.document.source for one in given], "length": length.value, "by": by.value}
        ordered = ordering.told_of((one.document, passage) for one in given for passage in one.passages)
        for step in self._recorder.making(person, "summary", about, steps, _summarised):
            if isinstance(step, Summary) and ordered:
                yield replace(step, notices=(ordered, *step.notices))
            else:
                yield step

    def unsent(self, names: Sequence[str], person: Person, silent: Summariser) -> Iterator[Progress | Summary]:
        """The steps of a summary by a summariser whose model says nothing: for seeing what would be sent."""
        self._recorder.note(person, "preview", {"sources": list(names)})
        yield from silent.summarise(self._given(names, person), Length.MIDDLE, By.WHOLE)

    def _given(self, names: Sequence[str], person: Person) -> list[Source]:
        papers = {name: self._library.named(name, person) for name in dict.fromkeys(names)}
        if unknown := [name for name, found in papers.items() if not found]:
            raise ShirubeError(f"「{unknown[0]}」という資料はありません。「資料」の一覧で名前を確かめてください。")
        return [
            Source(paper, self._library.pages(paper.id), self._library.passages(paper.id))
            for found in papers.values()
            for paper in found
        ]

    def keep_summary(self, summary: Summary, person: Person) -> str:
        """Keeps a summary until its owner deletes it; returns its id."""
        return self._summaries.add(summary, self._at(), person)

    def summaries(self, person: Person) -> tuple[SummaryHeading, ...]:
        """The person's summaries, the newest first."""
        return self._summaries.newest(person, self._may_have_read(person))

    def open_summary(self, id: str, person: Person) -> Summary:
        """A kept summary, its places looked up in the papers as they are now. Raises `UnknownSummary`."""
        papers = {paper.source: paper for paper in self._library.documents(person)}
        kept = self._summaries.load(id, person, self._may_have_read(person))
        return renewed(kept, papers, lambda paper: self._library.text(paper.id))

    def delete_summary(self, id: str, person: Person) -> bool:
        """Deletes a kept summary for good."""
        return self._summaries.delete(id, person)

    # ---- decisions and to-dos of all meetings

    def ledger(self, person: Person, wanted: Wanted = Wanted()) -> tuple[Entry, ...]:
        """The decisions and to-dos of the person's drafts and of the papers he or she may read."""
        found = (*self._ledger.of_drafts(person), *self._ledger.followed(self._in_papers(person)))
        there = {one.id for one in found}
        # What took the place of a decision may be another's to read.
        shown = (one if one.superseded_by in there else replace(one, superseded_by="") for one in found)
        return ledger.narrowed(shown, wanted)

    def follow(self, entry: Entry, person: Person) -> None:
        """Keeps what became of an entry: done, taken over by somebody, superseded by a later decision.

        Raises `ShirubeError` for an entry that is not in the person's ledger.
        """
        if all(one.id != entry.id for one in self.ledger(person)):
            raise ShirubeError("この決定や宿題は見つかりません。一覧を読み込み直してください。")
        self._ledger.follow(entry, self._at())

    def today(self) -> date:
        """The day by which a to-do is late."""
        return self._clock().astimezone().date()

    def _left_open(self, transcript: Transcript, about: Occasion, person: Person) -> tuple[Task, ...]:
        """What earlier meetings of the same body left to do."""
        who_meets = ledger.body(about.title)
        same = {one.id for one in self._ledger.same_meeting(transcript, about, person)}
        open_ones = self.ledger(person, Wanted(LineKind.TODO, State.OPEN)) if who_meets else ()
        return tuple(
            one.task
            for one in open_ones
            if ledger.body(one.meeting) == who_meets
            and one.draft not in same
            and (one.held_on is None or about.held_on is None or one.held_on < about.held_on)
        )

    def _in_papers(self, person: Person) -> list[Entry]:
        found: list[Entry] = []
        for paper in self._library.documents(person):
            if paper.id not in self._of_papers:
                text = self._library.text(paper.id) if paper.kind in _NOTED else ""
                self._of_papers[paper.id] = tuple(ledger.of_paper(paper, text[:_READ]))
            found.extend(self._of_papers[paper.id])
        return found

    def _save(self, kept: Kept, draft: Draft, what: str, person: Person) -> Kept:
        if draft == kept.draft:
            return kept
        self._drafts.save(kept.id, draft, what, self._at(), person)
        return self.open(kept.id, person)

    def _may_have_read(self, person: Person) -> MayRead:
        return lambda ids: self._library.could_read(ids, person) >= frozenset(ids)

    def _at(self) -> str:
        return _written(self._clock())


def _drafted(step: Progress | Kept) -> Draft | None:
    return step.draft if isinstance(step, Kept) else None


def _summarised(step: Progress | Summary) -> Summary | None:
    return step if isinstance(step, Summary) else None


# The kinds of paper that notes of a meeting go by.
_NOTED = frozenset({"会議録", "議事録", "資料"})
