"""Random papers, people and ways in: does anything of a paper reach someone who may not read it?

Each paper has words that stand in no other (its title, its file's name, its speakers, its matter, what it left to do).
A trial takes a person and a way in, often aimed at a paper which that person may not read, and looks for the words and
the id of every such paper in all that comes back: values, sentences, files, errors. Only what the person put in by
hand may come back. Between trials papers go to other readers, and at times the views are kept from following.

    python -m tests.leaks --trials 2000 --seed 1
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

from filelock import FileLock
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.answering.langchain_retriever import LibraryRetriever
from assistant.answering.values import Answered, Earlier
from assistant.conversations import Turn
from assistant.drafting.ledger import Entry, State
from assistant.drafting.values import LineKind
from assistant.secretary import Given
from assistant.settings import load
from assistant.trials.trials import Attempt
from assistant.wiring import Office, build_office
from ingest.audience import HOUSE, PUBLIC, of_departments, own
from ingest.errors import ShirubeError
from ingest.library.library import Library
from ingest.library.putting import Paper
from ingest.model import Document, Filters, Person, Rank
from ingest.preparing import prepare
from tests import one_meeting

TODAY = date(2023, 9, 4)
DEPARTMENTS = ("総務課", "財政課", "税務課", "福祉課")
PEOPLE = ("森", "林", "原")
AUDIENCES = (
    PUBLIC, HOUSE, *(of_departments([one]) for one in DEPARTMENTS), of_departments(DEPARTMENTS[:2]),
    of_departments(DEPARTMENTS[1:3]), *map(own, PEOPLE),
)  # fmt: skip
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
_KANJI = "桐樟楡榎椿楓橘柊榊樺楢檜杉松柏梓桂柚梢桜"


@dataclass(frozen=True, slots=True)
class Planted:
    """A paper and the words that stand in it alone."""

    source: str
    title: str
    speaker: str
    matter: str
    figure: str
    left_to_do: str

    @property
    def words(self) -> frozenset[str]:
        """All of them; a file's name counts without its ending."""
        stem = self.source.partition(".")[0]
        return frozenset({stem, self.title, self.speaker, self.matter, self.figure, self.left_to_do})


def _word(chance: random.Random, letters: str = _KATAKANA, length: int = 7) -> str:
    return "".join(chance.choices(letters, k=length))


def plant(chance: random.Random) -> Planted:
    """Words that no other paper has."""
    return Planted(
        source=f"{_word(chance)}.{chance.choice(('txt', 'txt', 'txt', 'pdf', 'csv'))}",
        title=_word(chance),
        speaker=_word(chance, _KANJI, 5),
        matter=_word(chance),
        figure=str(chance.randrange(10**8, 10**9)),
        left_to_do=_word(chance),
    )


def text_of(one: Planted, chance: random.Random) -> str:
    """Minutes of an assembly, notes of a meeting, or a table: each with a matter that all papers share, and its own."""
    year = chance.choice((3, 4, 5))
    if one.source.endswith(".csv"):
        rows = (f"{one.matter}会館,{one.speaker},{one.figure}円", f"{one.title}広場,{one.left_to_do},120円")
        return "".join(f"{row}\n" for row in ("施設,担当,金額", *rows))
    if one.source.endswith(".pdf") or chance.random() < 0.4:
        return (
            f"令和{year}年度{one.title}検討会議 議事録\n日時　令和{year}年7月3日\n場所　大会議室\n"
            f"出席者　{one.speaker}課長\n"
            f"協議\n空き家の補助について、{one.matter}の費用は{one.figure}円とする案が示された。\n"
            f"決定事項\n・{one.matter}の補助は9月から始める。\n"
            f"宿題\n・{one.left_to_do}の照会（{one.speaker}、8月末）\n"
        )
    return (
        f"令和{year}年第2回{one.title}町議会定例会会議録\n\n令和{year}年6月15日\n\n議事日程\n　日程第1　一般質問\n\n"
        "○議長（久我昇君）　これより本日の会議を開きます。\n"
        f"○三番（{one.speaker}君）　空き家について伺います。{one.matter}の補助は行いますか。\n"
        f"○町長（長谷川環君）　空き家についてお答えします。\n　{one.matter}の補助は{one.figure}円で行います。"
        f"{one.left_to_do}については来年度に検討いたします。空き家の調査を毎年行っています。\n"
        "○議長（久我昇君）　本日はこれをもって散会いたします。\n"
    )


def _write(path: Path, text: str) -> None:
    if path.suffix != ".pdf":
        path.write_text(text, encoding="utf-8")
        return
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    canvas = Canvas(str(path))
    canvas.setFont("HeiseiMin-W3", 11)
    for number, line in enumerate(text.splitlines()):
        canvas.drawString(40, 780 - 20 * number, line)
    canvas.save()


def read(folder: Path, one: Planted, chance: random.Random, audience: str) -> Paper:
    """The paper as a worker would read it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / one.source
    _write(path, text_of(one, chance))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    made = prepare(path, one.source, sha256)
    return Paper(replace(made.document, audience=audience), made.pages, made.passages, path, made.tokens)


@dataclass(slots=True)
class Shown:
    """What a person has been given of conversations and answers so far, by name."""

    conversations: dict[str, str] = field(default_factory=dict)
    earlier: dict[str, list[Earlier]] = field(default_factory=dict)


class CityHall:
    """An office over a library of planted papers, and one random thing after the other done in it."""

    def __init__(self, folder: Path, seed: int, papers: int = 30) -> None:
        self.chance = random.Random(seed)
        self._folder = folder
        self.office: Office = build_office(load(folder / "home"))
        self.library: Library = self.office.desk._library
        self.planted: dict[str, Planted] = {}  # by id
        self._drafted = one_meeting.write(folder / "meeting")[0]
        self._shown = Shown()
        self.tried: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()  # with something of a paper that the person may read: the way is open
        for number in range(papers):
            self.add(number)

    def close(self) -> None:
        self.office.desk.close()

    def add(self, number: int) -> None:
        """One paper more; one in six has the name of another that is for other readers."""
        one, audience = plant(self.chance), self.chance.choice(AUDIENCES)
        if self.planted and self.chance.random() < 1 / 6:
            other = self.chance.choice(list(self.planted.values()))
            if self.library.find(other.source, audience) is None:
                one = Planted(other.source, one.title, one.speaker, one.matter, one.figure, one.left_to_do)
        paper = read(self._folder / "in" / str(number), one, self.chance, audience)
        (kept,) = self.library.add_all([paper])
        self.planted[kept.id] = one

    def person(self) -> Person:
        """Somebody of none, one or two departments."""
        departments = frozenset(self.chance.sample(DEPARTMENTS, self.chance.choice((0, 1, 1, 2))))
        return Person(self.chance.choice((*PEOPLE, "誰か")), departments, self.chance.choice(list(Rank)))

    def change_readers(self) -> None:
        """A paper goes to other readers, as if in another process."""
        paper = self.chance.choice(self.library.documents(_Everyone()))
        wanted = self.chance.choice(AUDIENCES)
        if self.library.find(paper.source, wanted) is None:
            self.library.set_audience(paper.id, wanted)

    def take_away(self, person: Person) -> Document | None:
        """A paper that the views know as one of the person's goes to readers whom they are not among."""
        self.office.desk._words.catch_up()
        theirs = [paper for paper in self.library.documents(_Everyone()) if person.may_read(paper.audience)]
        others = [audience for audience in AUDIENCES if not person.may_read(audience)]
        self.chance.shuffle(theirs)
        for paper in theirs:
            wanted = self.chance.choice(others)
            if self.library.find(paper.source, wanted) is None:
                self.library.set_audience(paper.id, wanted)
                return self.library.document(paper.id)
        return None

    @contextmanager
    def lagging(self) -> Iterator[None]:
        """Another process is at the words view, so it does not follow for now."""
        with FileLock(self._folder / "home" / "words" / "writer.lock", timeout=5):
            yield

    def trial(self) -> tuple[str, list[str], str]:
        """One way in; its name, what leaked, and what came back."""
        if self.chance.random() < 0.2:
            self.change_readers()
        person = self.person()
        lagging = self.chance.random() < 0.3
        taken_away = self.take_away(person) if lagging else None
        papers = self.library.documents(_Everyone())
        hidden = [paper for paper in papers if not person.may_read(paper.audience)]
        aim = taken_away or self.chance.choice(hidden if hidden and self.chance.random() < 0.8 else papers)
        words = {paper.id: (*self.planted[paper.id].words, paper.sha256) for paper in papers}
        mine = {word for paper in papers if paper not in hidden for word in words[paper.id]}
        name, way = self.chance.choice(WAYS)
        put_in: list[str] = []
        with self.lagging() if lagging else nullcontext():
            try:
                came = way(self, person, aim, put_in)
            except ShirubeError as error:
                came = str(error)
        said = repr(came)
        given = "\n".join(put_in)
        leaked = [
            f"{paper.source} ({paper.audience}): {word}"
            for paper in hidden
            for word in (*words[paper.id], paper.id)
            # Papers of one name, or of the same contents, share words: those of one's own may come back.
            if word in said and word not in given and word not in mine
        ]
        self.tried[name] += 1
        self.answered[name] += any(word in said for word in mine)
        return name, leaked, said

    # ---- what is asked

    def question(self, aim: Document, put_in: list[str]) -> str:
        """A question that names one word of the paper aimed at, or none of them."""
        one = self.planted[aim.id]
        bait = self.chance.choice((one.matter, one.title, one.speaker, one.source.partition(".")[0], ""))
        put_in.append(bait)
        return self.chance.choice((
            f"{bait}の補助はいくらですか",
            f"{bait}の空き家の補助について",
            f"空き家の補助についての{bait}の発言をすべて",
            f"「{bait or '空き家'}」の記述をすべて",
            f"空き家の答弁の変遷{bait}",
            f"{bait}検討会議の決定事項は",
            "未了の宿題は",
            "前回の会議で決まったことは",
            f"{bait}では空き家の費用はいくらか",
        ))  # fmt: skip

    def filters(self, aim: Document, put_in: list[str]) -> Filters:
        """Nothing, or the paper aimed at by its name or id."""
        kind = self.chance.randrange(4)
        if kind == 0:
            put_in.append(aim.source.partition(".")[0])
            return Filters(sources=(aim.source,))
        if kind == 1:
            put_in.append(aim.id)
            return Filters(documents=(aim.id,))
        return Filters()


class _Everyone(Person):
    """The test itself, which knows of all papers."""

    def may_read(self, audience: str) -> bool:
        return True


# ---- ways in: what a person can call, each with what was put in


Way = Callable[[CityHall, Person, Document, list[str]], object]


def _documents(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    return hall.office.desk.documents(person)


def _passages(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    return hall.office.desk.passages(aim.id, person)


def _search(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    return hall.office.desk.search(
        hall.question(aim, put_in), person, k=50, filters=hall.filters(aim, put_in), today=TODAY
    )


def _ask(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    """Asks, also on from what was said before, and keeps the answer."""
    question = hall.question(aim, put_in)
    earlier = hall._shown.earlier.setdefault(person.name, [])
    put_in.extend(one.question for one in earlier[-2:])
    events = list(hall.office.desk.ask(question, person, earlier=earlier[-2:], today=TODAY))
    last = events[-1]
    assert isinstance(last, Answered)
    turn = Turn(uuid4().hex, question, last.answer, "2023-09-04T00:00:00+00:00")
    before = hall._shown.conversations.get(person.name, "")
    kept = hall.office.conversations.save(turn, person, before)
    hall._shown.conversations[person.name] = kept
    earlier.append(turn.earlier)
    return events


def _find_all(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    return hall.office.desk.find_all(hall.question(aim, put_in), person, today=TODAY)


def _history(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    return hall.office.desk.history(hall.question(aim, put_in), person, today=TODAY)


def _beside(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    """Passages near a passage, and the exchange that it is of."""
    passage = hall.chance.choice(hall.library.passages(aim.id))
    desk = hall.office.desk
    return (
        desk.related(passage.id, person, 10),
        desk.exchange(passage.id, person),
        desk.question_and_answers(passage.id, person),
    )


def _near_ones_own(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    mine = hall.office.desk.documents(person)
    passages = hall.office.desk.passages(hall.chance.choice(mine).id, person) if mine else ()
    return hall.office.desk.related(hall.chance.choice(passages).id, person, 50) if passages else ()


def _suggestions(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    return hall.office.desk.suggestions(person, 8)


def _page(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    desk = hall.office.desk
    image = desk.page_image(aim.id, 0, 5, person, width=100)
    # A picture cannot be read here, so that there is one counts for all that stands on it.
    return aim.id if image is not None and not person.may_read(aim.audience) else desk.page_text(aim.id, 0, 20, person)


def _original(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    name, contents = hall.office.desk.original(aim.id, person)
    return name, contents.decode("utf-8", "replace"), hashlib.sha256(contents).hexdigest()


def _check(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    """Health, with an original that is gone, and counts held against what may be read."""
    lost = hall.library.original(aim)
    aside = lost.with_suffix(".aside")
    lost.rename(aside)
    try:
        health = hall.office.desk.check(person)
    finally:
        aside.rename(lost)
    mine = hall.office.desk.documents(person)
    assert (health.documents, health.passages) == (len(mine), sum(paper.passages for paper in mine))
    assert health.vectors in (health.passages, None)
    return health


def _take_out(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    """Another's paper by its name: not taken out, not given away, and nobody says that it is there."""
    put_in.append(aim.source.partition(".")[0])
    if person.may_read(aim.audience):
        return ()
    desk, nothing = hall.office.desk, "ない資料.txt"
    for verb in (
        lambda source: desk.remove(source, person, aim.audience),
        lambda source: desk.set_audience(source, HOUSE, person, aim.audience),
    ):
        assert _outcome(partial(verb, aim.source)) == _outcome(partial(verb, nothing)).replace(nothing, aim.source)
    found = hall.library.document(aim.id)
    assert found == aim
    return ()


def _outcome(verb: Callable[[], object]) -> str:
    try:
        return repr(verb())
    except ShirubeError as error:
        return str(error)


def _give(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    """A file of the name of another's paper, at times with the same contents; the other one stays as it was."""
    put_in.append(aim.source.partition(".")[0])
    same = hall.chance.random() < 0.5
    path = hall._folder / "given" / uuid4().hex / aim.source
    path.parent.mkdir(parents=True)
    path.write_bytes(hall.library.original(aim).read_bytes() if same else "空き家の費用は別に定める。\n".encode())
    if same:
        put_in.extend((*hall.planted[aim.id].words, aim.sha256))
    wanted = hall.chance.choice(("", HOUSE, *map(own, PEOPLE), *(of_departments([one]) for one in DEPARTMENTS)))
    before = hall.library.documents(_Everyone())
    came = list(hall.office.desk.ingest([path], person, audience=wanted))
    hidden = [paper for paper in before if not person.may_read(paper.audience)]
    assert all(hall.library.document(paper.id) == paper for paper in hidden), "another's paper was written over"
    for paper in hall.library.documents(_Everyone()):
        if paper.id not in hall.planted:
            hall.planted[paper.id] = hall.planted[aim.id] if same else plant(hall.chance)
            if not same:
                hall.library.remove(paper.source, paper.audience)
                del hall.planted[paper.id]
    for id in set(hall.planted) - {paper.id for paper in hall.library.documents(_Everyone())}:
        del hall.planted[id]
    return came


def _summarise(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    put_in.append(aim.source.partition(".")[0])
    return list(hall.office.secretary.summarise([aim.source], person))


def _ledger(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    secretary = hall.office.secretary
    theirs = [one for one in secretary.ledger(_Everyone("誰も")) if one.paper == aim.id]
    if theirs and not person.may_read(aim.audience):
        entry = hall.chance.choice(theirs)
        state = State.DONE if entry.kind is LineKind.TODO else State.STANDS
        made_up = Entry(entry.id, entry.kind, "", "", None, state, "", "", who="盗み見")
        assert _outcome(lambda: secretary.follow(made_up, person)).startswith("この決定や宿題は見つかりません")
    return secretary.ledger(person)


def _draft(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    """Minutes of a meeting of the very body whose paper lists what it left to do."""
    secretary = hall.office.secretary
    transcript, about = secretary.read(Given((hall._drafted,)))
    one = hall.planted[aim.id]
    put_in.append(one.title)
    titled = replace(about, title=f"令和6年度{one.title}検討会議", held_on=date(2024, 7, 1))
    *_, kept = secretary.draft(transcript, titled, "要点", person)
    secretary.delete(kept.id, person)  # type: ignore[union-attr]
    return kept


def _trial(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    trials = hall.office.trials
    values = {"質問": hall.question(aim, put_in), "答弁者": "町長", "今回伝えること": "", "長さ": "ふつう"}
    return list(trials.run(Attempt(trials.use_case("議会の答弁案"), values), person, confirmed=True))


def _conversations(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    """Answers of before, and looking for them by words of a paper that has gone to others since."""
    kept = hall.office.conversations.load(hall._shown.conversations.get(person.name, ""), person)
    put_in.extend(turn.question for turn in kept)
    put_in.extend(heading.title for heading in hall.office.conversations.newest(person))
    one = hall.planted[aim.id]
    if not person.may_read(aim.audience):
        for word in (one.figure, one.left_to_do):
            if not any(word in said for said in put_in):
                assert hall.office.conversations.newest(person, word) == ()
    return kept


def _retriever(hall: CityHall, person: Person, aim: Document, put_in: list[str]) -> object:
    return LibraryRetriever(desk=hall.office.desk, person=person, k=30).invoke(hall.question(aim, put_in))


WAYS: tuple[tuple[str, Way], ...] = (
    ("documents", _documents), ("passages", _passages), ("search", _search), ("ask", _ask), ("find_all", _find_all),
    ("history", _history), ("related, exchange", _beside), ("related to one's own", _near_ones_own),
    ("suggestions", _suggestions), ("page", _page), ("original", _original), ("check", _check),
    ("remove, set_audience", _take_out), ("ingest", _give), ("summarise", _summarise), ("ledger", _ledger),
    ("draft", _draft), ("trial", _trial), ("conversations", _conversations), ("retriever", _retriever),
)  # fmt: skip


def main() -> None:
    """Runs trials and prints what leaked."""
    options = argparse.ArgumentParser(description="Leaks over random trials.")
    options.add_argument("--trials", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    leaks, began = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        hall = CityHall(Path(folder), asked.seed)
        try:
            for number in range(asked.trials):
                name, leaked, _ = hall.trial()
                for what in leaked:
                    print(f"trial {number}, {name}: {what}")
                leaks += bool(leaked)
        finally:
            hall.close()
    print(f"{asked.trials} trials, seed {asked.seed}: {leaks} leaks, {time.monotonic() - began:.0f} s")
    print(", ".join(f"{name} {hall.answered[name]}/{count}" for name, count in hall.tried.most_common()))


if __name__ == "__main__":
    main()
