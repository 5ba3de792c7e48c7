"""Where a paper goes that somebody gives: by what is said, by the rule of its folder, by what was there before."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.audience import HOUSE, PUBLIC, own
from ingest.filing import Given, NotAmongReaders, Place, SeveralOfThatName, by_rule, place
from ingest.library.library import Library
from ingest.model import Document, Person, local_person
from ingest.outcomes import Failed, Ingested, Moved, Progress, Replaced, Unchanged
from ingest.pipeline import Pipeline

RULES = {
    "人事課": "dept:人事課",
    "人事課/募集": PUBLIC,
    "財政課/査定*": "dept:企画課|財政課",
    "*部": HOUSE,
    "総務部": "dept:総務課",
}
CLERK = Person("森", frozenset({"総務課"}))
SHA, OTHER = "0" * 64, "1" * 64


def paper(audience: str, sha256: str = SHA, *, said: bool = False) -> Document:
    return Document(audience, "a.txt", sha256, "txt", "a", "資料", 1, audience=audience, audience_said=said)


@pytest.mark.parametrize(("folder", "wanted"), [
    ("share/人事課", "dept:人事課"),
    ("share/人事課/R5/面接", "dept:人事課"),
    ("share/人事課/募集/R5", PUBLIC),  # two folders tell more than one
    ("share/募集/人事課", "dept:人事課"),
    ("share/財政課/査定R5", "dept:企画課|財政課"),
    ("share/財政課", ""),
    ("share/総務部", "dept:総務課"),  # of two that fit the longer pattern
    ("share/土木部", HOUSE),
    ("share/ＡＢＣ部", HOUSE),
    ("share/人事課人事係", ""),  # a folder's name is the whole of it
    ("share", ""),
])  # fmt: skip
def test_the_rule_that_fits_best(folder: str, wanted: str) -> None:
    assert by_rule(RULES, Path("/") / folder / "a.txt") == wanted


def test_a_rule_reads_names_as_systems_write_them() -> None:
    rules = {"給与が\\明細": "dept:人事課"}
    assert by_rule(rules, Path("/x/給与か\u3099/明細/a.txt")) == "dept:人事課"  # が in two letters, as a Mac has it
    assert by_rule({"ABC": PUBLIC}, Path("/x/abc/a.txt")) == PUBLIC
    assert by_rule({"": PUBLIC, "/": PUBLIC}, Path("/x/a.txt")) == ""


@pytest.mark.parametrize(("said", "folder", "there", "goes"), [
    # nothing said: where its namesake is, else to all in the house
    ("", "x", (), Place(HOUSE)),
    ("", "x", (paper(HOUSE, OTHER),), Place(HOUSE, False, paper(HOUSE, OTHER))),
    ("", "x", (paper("dept:総務課", said=True),), Place("dept:総務課", True, paper("dept:総務課", said=True))),
    # said: the paper of that audience gives way, the others stay
    ("dept:総務課", "x", (), Place("dept:総務課", True)),
    ("dept:総務課", "x", (paper(HOUSE, OTHER),), Place("dept:総務課", True)),
    ("dept:総務課", "x", (paper("dept:総務課"), paper(HOUSE)), Place("dept:総務課", True, paper("dept:総務課"))),
    (own("森"), "x", (paper(HOUSE, said=True),), Place(own("森"), True)),
    # the very same file that is in for all only because nothing was said
    ("dept:総務課", "x", (paper(HOUSE),), Place("dept:総務課", True, paper(HOUSE))),
    ("", "総務部", (paper(HOUSE),), Place("dept:総務課", False, paper(HOUSE))),
    # a rule does not take back what a person said, nor does a person's word give way to a rule
    ("", "総務部", (paper(HOUSE, said=True),), Place("dept:総務課", False)),
    (HOUSE, "総務部", (), Place(HOUSE, True)),
])  # fmt: skip
def test_where_it_goes(said: str, folder: str, there: tuple[Document, ...], goes: Place) -> None:
    assert place(Given(CLERK, said, RULES), Path("/") / folder / "a.txt", SHA, there) == goes


def test_nobody_gives_to_readers_whom_they_are_not_among() -> None:
    for wanted in ("dept:財政課", own("林")):
        with pytest.raises(NotAmongReaders):
            place(Given(CLERK, wanted), Path("a.txt"), SHA, ())
    with pytest.raises(NotAmongReaders):  # by a rule too, so that nothing that is hidden could be written over
        place(Given(CLERK, "", RULES), Path("/人事課/a.txt"), SHA, ())


def test_of_several_the_giver_says_which() -> None:
    there = (paper(HOUSE), paper("dept:総務課"), paper(own("森")))
    with pytest.raises(SeveralOfThatName, match="「庁内」、「総務課」、「個人」"):
        place(Given(CLERK), Path("a.txt"), SHA, there)
    assert place(Given(CLERK, own("森")), Path("a.txt"), SHA, there).known == there[2]


def test_two_departments_have_papers_of_one_name(tmp_path: Path) -> None:
    hayashi = Person("林", frozenset({"財政課"}))

    def give(text: str, person: Person, audience: str = "") -> type:
        folder = tmp_path / person.name
        folder.mkdir(exist_ok=True)
        (folder / "予算.txt").write_text(text, encoding="utf-8")
        events = Pipeline(library, [], workers=1).ingest([folder / "予算.txt"], Given(person, audience))
        (became,) = (event for event in events if not isinstance(event, Progress))
        return type(became)

    with Library(tmp_path / "home") as library:
        assert give("総務の予算は1千円。\n", CLERK, "dept:総務課") is Ingested
        assert give("財政の予算は2千円。\n", hayashi, "dept:財政課") is Ingested  # not Replaced: for 林 there is none
        assert give("財政の予算は2千円。\n", hayashi) is Unchanged
        assert give("財政の予算は3千円。\n", hayashi) is Replaced
        assert give("財政の予算は3千円。\n", hayashi, "dept:総務課") is Failed
        assert give("財政の予算は3千円。\n", Person("原")) is Ingested  # the same file, for all: another paper
        texts = {one.audience: library.text(one.id) for one in library.named("予算.txt", local_person())}
        theirs = "財政の予算は3千円。\n"
        assert texts == {"dept:総務課": "総務の予算は1千円。\n", "dept:財政課": theirs, HOUSE: theirs}
        assert give("財政の予算は4千円。\n", hayashi) is Failed  # which one? 庁内 would open it
        assert give("財政の予算は3千円。\n", local_person(), PUBLIC) is Moved
        assert library.find("予算.txt") is None
        assert library.prove() == ()
