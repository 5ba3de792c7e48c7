"""What the desk keeps of the papers: to each group of people its own, also when many ask while papers come and go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.values import Answer, ReadAs
from assistant.knowing import Knowing
from ingest.audience import HOUSE
from ingest.library.library import Library
from ingest.model import Person
from tests.shelf import paper

_DEPARTMENTS = tuple(f"{name}課" for name in "甲乙丙丁戊己庚辛")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as opened:
        yield opened


def _nothing(question: str, person: Person) -> Answer:
    return Answer(question, ReadAs(), abstained=True)


def test_many_at_once_get_what_is_theirs(library: Library, tmp_path: Path) -> None:
    """Eight departments ask at once while papers come: a name of another's paper is never among theirs."""
    for one in _DEPARTMENTS:
        library.add_all([
            paper(tmp_path / one, f"{one}の計画書.txt", "予算\n", audience=f"dept:{one}", speaker=f"{one}の長"),
        ])  # fmt: skip
    knowing = Knowing(library, _nothing)
    wrong: list[object] = []

    def ask(department: str) -> None:
        person = Person(department, frozenset({department}))
        try:
            for _ in range(40):
                known = knowing.names(person)
                mine = [one for one in known.sources if one.endswith("の計画書.txt")]
                if mine != [f"{department}の計画書.txt"] or known.speakers != (f"{department}の長",):
                    wrong.append(known)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the main thread tells
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(one,)) for one in _DEPARTMENTS]
    for thread in threads:
        thread.start()
    for number in range(10):
        library.add_all([paper(tmp_path / "house", f"{number}.txt", "予算\n", audience=HOUSE)])
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(knowing.names(Person()).sources) == 10


def test_a_paper_that_goes_or_goes_to_others_is_forgotten_at_once(library: Library, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path, "防災計画.txt", "予算\n"), paper(tmp_path, "観光計画.txt", "予算\n")])
    knowing = Knowing(library, _nothing)
    assert knowing.names(Person()).sources == ("観光計画.txt", "防災計画.txt")
    found = library.find("防災計画.txt")
    assert found is not None
    library.set_audience(found.id, "dept:総務課")
    assert knowing.names(Person()).sources == ("観光計画.txt",)
    library.remove("観光計画.txt")
    assert knowing.names(Person()).sources == ()
    assert knowing.names(Person("林", frozenset({"総務課"}))).sources == ("防災計画.txt",)
    assert knowing.suggestions(Person(), 4) == ()


def test_another_process_is_seen(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as one, Library(tmp_path / "home") as two:
        knowing = Knowing(one, _nothing)
        two.add_all([paper(tmp_path, "防災計画.txt", "予算\n", speaker="市長")])
        assert knowing.names(Person()).speakers == ("市長",)
        assert [paper.source for paper in one.documents(Person())] == ["防災計画.txt"]
        two.add_all([paper(tmp_path, "防災計画.txt", "決算\n", speaker="町長")])
        assert knowing.names(Person()).speakers == ("町長",)
        two.remove("防災計画.txt")
        assert (one.documents(Person()), one.speakers(Person()), one.audiences(Person())) == ((), (), ())
