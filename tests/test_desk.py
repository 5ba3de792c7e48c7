"""The desk over a real library: papers in and out reach both views, and other processes are seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.answering.langchain_retriever import LibraryRetriever
from assistant.answering.values import Answer, Answered, Found, Piece
from assistant.desk import Desk
from assistant.settings import load
from assistant.wiring import build
from ingest.errors import LibraryError, ShirubeError
from ingest.library.embeddings import EmbeddingError, HashingEmbedder
from ingest.library.words import WordsView
from ingest.model import Filters, Person, local_person
from ingest.outcomes import Failed, Ingested, Progress, Replaced, Unchanged
from tests.three_papers import LEAFLET, LIMIT, MINUTES, PARKS, QUESTION, TEXTS, write

ROOT = Path(__file__).parents[1]
CLERK = Person("窓口", frozenset({"窓口課"}))
STRANGER = Person("ほかの人", frozenset({"ほかの課"}))


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "LLM_PROVIDER", "EMBEDDING_PROVIDER", "EMBEDDING_WEIGHT"):
        monkeypatch.delenv(f"SHIRUBE_{name}", raising=False)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write(tmp_path / "papers")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the three papers, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    with build(load(folder / "home")) as desk:
        take_in(desk, write(folder / "papers"))
    return folder / "home"


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    with build(load(shutil.copytree(filled, tmp_path / "home"))) as desk:
        yield desk


def take_in(desk: Desk, *paths: Path) -> dict[str, type]:
    return {one.source: type(one) for one in desk.ingest(paths, local_person()) if not isinstance(one, Progress)}


def sources(found: Found) -> list[str]:
    return [hit.document.source for hit in found.hits]


def answer(desk: Desk, question: str, person: Person = CLERK) -> Answer:
    events = list(desk.ask(question, person))
    assert isinstance(events[0], Found)
    assert all(isinstance(event, Piece) for event in events[1:-1])
    assert isinstance(events[-1], Answered)
    return events[-1].answer


def elsewhere(home: Path, *arguments: str | Path) -> None:
    """The command in a process of its own."""
    program = "from assistant.cli import main; main()"
    command = [sys.executable, "-c", program, *map(str, arguments), "--home", str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr


# ---- papers in and out


def test_papers_in_again_and_changed(desk: Desk, papers: Path) -> None:
    assert take_in(desk, papers) == dict.fromkeys(TEXTS, Unchanged)
    (papers / LEAFLET).write_text("生ごみ処理機の補助の上限額は40,000円とする。\n", encoding="utf-8")
    (papers / "空.txt").write_bytes(b"")
    assert take_in(desk, papers) == dict.fromkeys(TEXTS, Unchanged) | {LEAFLET: Replaced, "空.txt": Failed}
    assert answer(desk, QUESTION).citations[0].quote == "生ごみ処理機の補助の上限額は40,000円とする。"
    assert "35,000" not in "".join(hit.passage.text for hit in desk.search(QUESTION, CLERK).hits)
    assert desk.check(local_person()).healthy


def test_a_removed_paper_is_in_no_view(desk: Desk) -> None:
    paper = next(one for one in desk.documents(CLERK) if one.source == LEAFLET)
    passage = desk.passages(paper.id, CLERK)[0]
    other = desk.passages(next(one for one in desk.documents(CLERK) if one.source == MINUTES).id, CLERK)[0]
    assert passage.id in {hit.passage.id for hit in desk.related(other.id, CLERK)}
    assert desk.remove(LEAFLET, local_person())
    assert not desk.remove(LEAFLET, local_person())
    assert LEAFLET not in sources(desk.search(QUESTION, CLERK))
    assert passage.id not in {hit.passage.id for hit in desk.related(other.id, CLERK)}
    assert desk.related(passage.id, CLERK) == ()
    assert desk.passages(paper.id, CLERK) == ()
    health = desk.check(local_person())
    assert (health.healthy, health.documents) == (True, 2)
    assert health.words == health.vectors == health.passages


def test_a_paper_that_goes_while_it_is_answered_from_harms_no_answer(desk: Desk) -> None:
    events = desk.ask(QUESTION, CLERK)
    found = next(events)
    assert isinstance(found, Found)
    assert sources(found)[0] == LEAFLET
    assert desk.remove(LEAFLET, local_person())  # by another person
    *_, last = events
    assert isinstance(last, Answered)
    assert all(one.page is None for one in last.answer.citations if one.document.source == LEAFLET)


def test_stopping_leaves_what_is_in(tmp_path: Path, papers: Path) -> None:
    with build(load(tmp_path / "other")) as desk:
        stopped = desk.ingest([papers], local_person(), stop=lambda: True)
        assert [one for one in stopped if not isinstance(one, Progress)] == []
        assert take_in(desk, papers) == dict.fromkeys(TEXTS, Ingested)


def test_another_process_takes_in_and_out_while_the_desk_is_open(desk: Desk, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert desk.check(local_person()).vectors is not None  # this process owns the vectors
    more = tmp_path / "ばら園.txt"
    more.write_text("ばら園の開園時間は午前9時から午後5時までである。\n", encoding="utf-8")
    elsewhere(home, "ingest", more)
    assert sources(desk.search("ばら園の開園時間", CLERK))[0] == "ばら園.txt"
    assert desk.check(local_person()).healthy  # the search brought the vectors up to date too
    paper = next(one for one in desk.documents(CLERK) if one.source == "ばら園.txt")
    rose = desk.passages(paper.id, CLERK)[0].id
    assert desk.related(rose, CLERK)
    elsewhere(home, "remove", "ばら園.txt")
    assert "ばら園.txt" not in sources(desk.search("ばら園の開園時間", CLERK))
    assert desk.check(local_person()).healthy


def test_a_desk_that_stays_follows_what_commands_do_and_no_question_waits(desk: Desk, tmp_path: Path) -> None:
    """The app owns the vectors, so a command can do nothing for them: the next question has them caught up."""
    home = tmp_path / "home"
    desk.tidy()
    passages = desk.check(local_person()).passages
    more = tmp_path / "ばら園.txt"
    more.write_text("ばら園の開園時間は午前9時から午後5時までである。\n", encoding="utf-8")
    elsewhere(home, "ingest", more)
    assert sources(desk.search("ばら園の開園時間", CLERK))[0] == "ばら園.txt"
    desk._upkeep.wait()
    assert (desk._words.count(), desk._vectors.count()) == (passages + 1, passages + 1)
    elsewhere(home, "remove", "ばら園.txt")
    assert "ばら園.txt" not in sources(desk.search("ばら園の開園時間", CLERK))
    desk._upkeep.wait()
    assert (desk._words.count(), desk._vectors.count()) == (passages, passages)
    assert not desk._words.forget()  # nothing is left of it on the disk, in either view
    assert not desk._vectors.forget()
    assert desk.check(local_person()).healthy


def test_an_app_rests_between_two_buildings_for_the_sake_of_removed_papers(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who removes paper after paper does not have the view of meaning built all day; the last building takes all."""
    monkeypatch.setattr("assistant.upkeep._REST", 1_000.0)
    desk.tidy()
    for name in ("ばら園.txt", "梅園.txt", "菊園.txt"):
        paper = tmp_path / name
        paper.write_text(f"{name}の開園時間は午前9時から午後5時までである。\n", encoding="utf-8")
        elsewhere(tmp_path / "home", "ingest", paper)
    desk.search("開園時間", CLERK)
    desk._upkeep.wait()
    for name, left in (("ばら園.txt", False), ("梅園.txt", True), ("菊園.txt", True)):
        assert desk.remove(name, local_person())
        desk._upkeep.wait()
        state = desk._vectors._state()
        assert state is not None
        assert state.remains is left, name
        assert name not in sources(desk.search("開園時間", CLERK))
    desk._upkeep._rested = 0.0
    desk.tidy()
    desk._upkeep.wait()
    assert not desk._vectors.forget()


def test_related_catches_up_by_itself(desk: Desk, tmp_path: Path) -> None:
    first = desk.search(QUESTION, CLERK).hits[0].passage
    assert desk.related(first.id, CLERK)
    more = tmp_path / "補助の変更.txt"
    more.write_text("生ごみ処理機の補助の上限額は35,000円とする。申請書は環境課の窓口に出す。\n", encoding="utf-8")
    elsewhere(tmp_path / "home", "ingest", more)
    assert desk.related(first.id, CLERK)[0].document.source == "補助の変更.txt"


# ---- questions


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "質問が入力されていません。"),
        (" \n\u3000", "質問が入力されていません。"),
        ("\x00\x07\x1b", "質問が入力されていません。"),
        ("？！…", "記号だけでは探せません。"),
        ("あ" * 20_000, "質問が長すぎます（20,000文字）。"),
    ],
    ids=["empty", "spaces", "control", "symbols", "long"],
)
def test_a_question_that_cannot_be_asked(desk: Desk, question: str, said: str) -> None:
    with pytest.raises(ShirubeError, match=said.replace("（", ".").replace("）", ".")):
        desk.search(question, CLERK)
    with pytest.raises(ShirubeError, match=said.replace("（", ".").replace("）", ".")):
        list(desk.ask(question, CLERK))


def test_an_answer_and_its_place(desk: Desk) -> None:
    given = answer(desk, QUESTION)
    assert (given.engine, desk.engine, given.abstained, given.notice) == ("extract", "extract", False, "")
    citation = given.citations[0]
    assert given.sentences[0].text == citation.quote == LIMIT
    assert (citation.document.source, citation.page, citation.label) == (LEAFLET, None, "本文")
    before, marked, after = desk.page_text(citation.document.id, citation.start, citation.end, CLERK)
    assert (before.strip(), marked, after.strip()) == ("生ごみ処理機の補助", LIMIT, "申請書は環境課の窓口に出す。")
    assert desk.page_image(citation.document.id, citation.start, citation.end, CLERK) is None
    assert desk.original(citation.document.id, CLERK) == (LEAFLET, TEXTS[LEAFLET].encode())


def test_a_page_is_a_picture_that_says_how_far_down_it_is_marked(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "館.pdf"), pagesize=(400, 600))
    canvas.setFont("Helvetica", 20)
    canvas.drawString(40, 540, "The hall has 32 rooms.")
    canvas.drawString(40, 120, "The garden has 10 trees.")
    canvas.save()
    with build(load(tmp_path / "home")) as desk:
        take_in(desk, tmp_path / "館.pdf")
        (paper,) = desk.documents(CLERK)
        start = "".join(desk.page_text(paper.id, 0, 0, CLERK)).index("garden")
        image = desk.page_image(paper.id, start, start + len("garden"), CLERK, width=200)
    assert image is not None
    assert image.png.startswith(b"\x89PNG")
    assert image.marked_at == pytest.approx(1 - 135 / 600, abs=0.02)  # the letters stand 120 to 135 points up


def test_a_library_without_papers_says_how_to_add_one(tmp_path: Path) -> None:
    with build(load(tmp_path / "empty")) as desk:
        given = answer(desk, QUESTION)
        assert given.abstained
        assert "shirube ingest" in given.notice
        assert desk.search(QUESTION, CLERK).hits == ()
        assert desk.suggestions(CLERK) == ()
        assert desk.check(local_person()).healthy


def of_one_department(desk: Desk) -> None:
    for one in desk.documents(CLERK):
        assert desk.set_audience(one.source, "dept:窓口課", local_person())


def test_papers_of_others_are_not_to_be_had(desk: Desk) -> None:
    of_one_department(desk)
    paper = next(one for one in desk.documents(CLERK) if one.source == LEAFLET)
    passage = desk.passages(paper.id, CLERK)[0]
    assert desk.documents(STRANGER) == ()
    assert desk.passages(paper.id, STRANGER) == ()
    assert desk.search(QUESTION, STRANGER).hits == ()
    assert desk.related(passage.id, STRANGER) == ()
    assert desk.page_text(paper.id, 0, 5, STRANGER) == ("", "", "")
    assert desk.page_image(paper.id, 0, 5, STRANGER) is None
    assert desk.suggestions(STRANGER) == ()
    assert answer(desk, QUESTION, STRANGER).abstained
    with pytest.raises(ShirubeError):
        desk.original(paper.id, STRANGER)


def test_the_retriever_for_other_chains_works_over_the_desk(desk: Desk) -> None:
    found = LibraryRetriever(desk=desk, person=CLERK, k=1).invoke(QUESTION)
    assert [(one.metadata["source"], one.metadata["page"]) for one in found] == [(LEAFLET, None)]
    assert LIMIT in found[0].page_content
    narrowed = LibraryRetriever(desk=desk, person=CLERK, filters=Filters(sources=(PARKS,))).invoke("みどり公園")
    assert {one.metadata["source"] for one in narrowed} == {PARKS}
    of_one_department(desk)
    assert LibraryRetriever(desk=desk, person=STRANGER).invoke(QUESTION) == []


# ---- views that fail


class AwayEmbedder:
    """An embedding model that answered while papers came in and is away now."""

    costly = False

    def __init__(self) -> None:
        self._true = HashingEmbedder()
        self.name, self.away = self._true.name, False

    def documents(self, texts: Sequence[str]) -> object:
        return self._true.documents(texts)

    def query(self, text: str) -> object:
        if self.away:
            raise EmbeddingError
        return self._true.query(text)


def test_words_find_while_the_embedding_model_is_away(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = AwayEmbedder()
    monkeypatch.setattr("assistant.wiring_models.embedder", lambda settings: model)
    monkeypatch.setenv("SHIRUBE_EMBEDDING_WEIGHT", "0.3")
    with build(load(tmp_path / "home")) as desk:
        take_in(desk, papers)
        assert answer(desk, QUESTION).notice == ""
        model.away = True
        given = answer(desk, QUESTION)
        assert given.notice == EmbeddingError.hint
        assert given.citations[0].quote == LIMIT
        assert sources(desk.search(QUESTION, CLERK))[0] == LEAFLET


def test_a_damaged_words_view_is_mended_and_the_person_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = WordsView.search, []

    def broken_once(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise LibraryError
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(WordsView, "search", broken_once)
    monkeypatch.setattr(WordsView, "mend", lambda self: "作り直しました。")
    given = answer(desk, QUESTION)
    assert given.notice == "作り直しました。"
    assert given.citations[0].quote == LIMIT


def test_views_that_are_gone_come_back(desk: Desk, tmp_path: Path) -> None:
    steps = list(desk.rebuild(local_person()))
    assert (steps[0].done, steps[-1].done, steps[-1].total) == (0, 2, 2)
    assert desk.check(local_person()).healthy
    assert answer(desk, QUESTION).citations[0].quote == LIMIT
