"""Every use case that comes along: its form is made, its example runs with a recorded reply and without a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.values import Piece, Verdict
from assistant.governance.masking import find
from assistant.settings import Settings, load
from assistant.trials.catalogue import coming_along
from assistant.trials.running import NEEDS_MODEL
from assistant.trials.trials import Attempt
from assistant.trials.use_case_file import read, write
from assistant.trials.use_case_words import ENGINES, KEYS, KINDS
from assistant.trials.values import InputKind, Made, UseCase
from assistant.wiring import Office, build_office
from ingest.model import Person, local_person
from tests import model_server as server
from tests.use_case_replies import REPLIES

ROOT = Path(__file__).parents[1]
PAPERS = [
    ROOT / "corpus" / "papers" / name for name in ("令和5年第3回定例会会議録_第2号.pdf", "生成AI利用ガイドライン.pdf")
]
EVERY = pytest.mark.parametrize("use_case", coming_along(), ids=lambda one: one.id)
CLERK = Person("総務課 野々村")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a sitting of the assembly and the guideline."""
    folder = tmp_path_factory.mktemp("trials")
    with build_office(load(folder)) as office:
        list(office.desk.ingest(PAPERS, local_person()))
    return folder


@pytest.fixture(scope="module")
def without_model(home: Path) -> Iterator[Office]:
    with build_office(load(home)) as office:
        yield office


def made(office: Office, attempt: Attempt) -> tuple[str, Made]:
    """What streamed, and what was made of it."""
    *pieces, last = office.trials.run(attempt, CLERK)
    assert isinstance(last, Made)
    return "".join(piece.text for piece in pieces if isinstance(piece, Piece)), last


def test_there_are_sixteen_and_each_has_a_recorded_reply() -> None:
    assert len(coming_along()) >= 16
    assert {one.id for one in coming_along()} == REPLIES.keys()


@EVERY
def test_the_file_is_complete(use_case: UseCase) -> None:
    path = ROOT / "prompts" / "use_cases" / f"{use_case.id}.md"
    assert read(use_case.id, write(use_case)) == use_case
    assert all(f"\n{key}:" in path.read_text(encoding="utf-8") for key in KEYS)
    assert [role for role, _ in use_case.messages] == ["system", "user"]
    required = {one.name for one in use_case.inputs if one.required}
    assert required <= dict(use_case.example).keys()
    assert any(one.kind is InputKind.LONG_TEXT and one.required for one in use_case.inputs)


@EVERY
def test_the_example_runs_with_a_recorded_reply(use_case: UseCase, home: Path) -> None:
    with server.serve(server.says(REPLIES[use_case.id])) as model:
        settings = Settings(home=home, llm_provider="compatible", llm_model="recorded", llm_base_url=model.url)
        with build_office(settings) as office:
            streamed, found = made(office, Attempt(use_case, dict(use_case.example)))
        prompt = model.prompt()
    assert streamed == REPLIES[use_case.id]
    assert found.engine == "recorded"
    assert found.notice == ""
    assert use_case.identity in found.prompt
    # What looks like personal data in an example leaves masked, the rest word for word.
    hidden = {span.of(value) for _, value in use_case.example for span in find(value)}
    assert not any(words in prompt for words in hidden)
    assert found.masked or not hidden
    shown = (value for _, value in use_case.example if not value[:4].isdigit() and not find(value))
    assert all(value in prompt for value in shown)
    assert "$" not in prompt.replace("$B$2:$B$120", "")
    assert bool(found.sentences) == use_case.draws_on_library
    assert [one.reason for one in found.sentences if one.verdict is not Verdict.SUPPORTED] == []


@EVERY
def test_the_example_runs_without_a_model(use_case: UseCase, without_model: Office) -> None:
    streamed, found = made(without_model, Attempt(use_case, dict(use_case.example)))
    assert streamed == ""
    if use_case.engine:
        assert found.text
        assert found.engine in ("rules", "extract")
    else:
        assert (found.text, found.notice) == ("", NEEDS_MODEL)


def test_earlier_answers_are_verbatim_and_cited(without_model: Office) -> None:
    use_case = without_model.trials.use_case("議会答弁案")
    _, found = made(without_model, Attempt(use_case, dict(use_case.example)))
    first = found.citations[0]
    assert first.passage.speaker.startswith("企画政策部長")
    assert "令和6年4月から、乗車の1時間前までの当日予約ができるよう改めてまいります" in first.quote
    assert first.passage.text[first.start - first.passage.start : first.end - first.passage.start] == first.quote
    assert [one.text for one in found.sentences] == [one.quote for one in found.citations]


def test_where_nothing_was_answered_before_it_says_so(without_model: Office) -> None:
    use_case = without_model.trials.use_case("議会答弁案")
    values = {**dict(use_case.example), "質問": "下水道管の老朽化への対策を伺う。"}
    _, found = made(without_model, Attempt(use_case, values))
    assert (found.text, found.citations) == ("", ())
    assert "見つかりませんでした" in found.notice


def table(heading: str) -> dict[str, str]:
    """The first two columns of the table under a heading of docs/use_cases.md."""
    page = (ROOT / "docs" / "use_cases.md").read_text(encoding="utf-8")
    part = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("|")]
    rows = [[cell.strip().strip("`") for cell in line] for line in lines]
    return {row[0]: row[1] for row in rows[2:]}


def test_the_page_for_staff_has_every_key_kind_and_use_case() -> None:
    needed = {True: "必ず", False: "任意"}
    assert table("見出しに書くこと") == {key: needed[must] for key, must in KEYS.items()}
    assert list(table("入力の種類")) == [f"{KINDS[kind]}{'（甲／乙）' * (kind is InputKind.CHOICE)}" for kind in KINDS]
    assert table("はじめからある使い方") == {one.id: one.title for one in coming_along()}
    assert table("言語モデルがないとき").keys() == set(ENGINES.values())


def test_the_sample_on_the_page_for_staff_can_be_used() -> None:
    page = (ROOT / "docs" / "use_cases.md").read_text(encoding="utf-8")
    (sample,) = [part for part in page.split("```") if part.startswith("\n---\n")]
    assert read("見本", sample.lstrip("\n")).title == "照会文の案"
