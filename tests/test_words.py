"""The words view on real folders: it follows the library, keeps to who may read what, and mends itself."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.audience import HOUSE, PUBLIC, own
from ingest.errors import LibraryError
from ingest.library.library import Library
from ingest.library.words import WordsView
from ingest.model import Filters, Person
from tests.shelf import paper
from tests.truths import TRUTHS, opened


@pytest.fixture(params=TRUTHS)
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Library]:
    with opened(request.param, tmp_path / "home") as library:
        yield library


@pytest.fixture
def words(library: Library, tmp_path: Path) -> Iterator[WordsView]:
    view = WordsView(tmp_path / "home" / "words", library)
    yield view
    view.close()


def _found(view: WordsView, *words: str, person: Person = Person(), filters: Filters = Filters()) -> set[str]:
    return set(view.search(words, (), person, filters).words)


def test_it_follows_the_library(library: Library, words: WordsView, tmp_path: Path) -> None:
    assert (words.count(), words.prove(), words.catch_up()) == (0, (), 0)
    assert _found(words, "予算") == set()
    one, two = paper(tmp_path, "1.txt", "予算の議案\n道路の議案\n"), paper(tmp_path, "2.txt", "予算の補正\n")
    library.add_all([one, two])
    assert words.prove() == ("検索用の索引（ことば）に、まだ反映されていない資料があります。",)

    told: list[tuple[int, int]] = []
    assert words.catch_up(lambda done, total: told.append((done, total))) == 2
    assert told == [(1, 2), (2, 2)]
    assert _found(words, "予算") == {one.passages[0].id, two.passages[0].id}
    assert words.catch_up() == 0
    assert (words.count(), words.prove()) == (3, ())

    three = paper(tmp_path, "3.txt", "予算の執行\n")
    library.add_all([three])
    assert words.catch_up() == 1
    library.add_all([replaced := paper(tmp_path, "1.txt", "決算の認定\n")])
    library.remove("2.txt")
    words.catch_up()
    assert _found(words, "予算") == {three.passages[0].id}
    assert _found(words, "決算") == {replaced.passages[0].id}
    assert (words.count(), words.prove()) == (2, ())


def test_scores_are_bm25(library: Library, words: WordsView, tmp_path: Path) -> None:
    """Three passages of 3, 2 and 2 words (title first), `予算` twice in the first: k1 1.2, b 0.75, mean length 7/3."""
    library.add_all([
        paper(tmp_path, "a.txt", "予算予算\n", title="題"), paper(tmp_path, "b.txt", "予算\n", title="題"),
        paper(tmp_path, "c.txt", "道路\n", title="題"),
    ])  # fmt: skip
    words.catch_up()
    # N 4, since the entry that holds the view's state counts in tantivy as well.
    scores = list(words.search(["予算"], (), Person(), Filters()).words.values())
    idf = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    mean = 7 / 4
    expected = [idf * 2.2 * n / (n + 1.2 * (0.25 + 0.75 * length / mean)) for n, length in ((2, 3), (1, 2))]
    assert scores == pytest.approx(expected, rel=1e-5)


def test_filters_do_not_change_scores(library: Library, words: WordsView, tmp_path: Path) -> None:
    mine = paper(tmp_path, "a.txt", "予算\n", kind="会議録", fiscal_year=2023, speaker="市長 山田")
    library.add_all([mine, paper(tmp_path, "b.txt", "予算\n", fiscal_year=2022), paper(tmp_path, "c.txt", "予算\n")])
    words.catch_up()
    free = words.search(["予算"], ["予算"], Person(), Filters())
    key = mine.passages[0].id
    for filters in (
        Filters(sources=("a.txt",)), Filters(kinds=("会議録", "議案")), Filters(fiscal_years=(2021, 2023)),
        Filters(speakers=("市長 山田",)), Filters(documents=(mine.document.id,)),
        Filters(sources=("a.txt", "b.txt"), fiscal_years=(2023,)),
    ):  # fmt: skip
        narrowed = words.search(["予算"], ["予算"], Person(), filters)
        assert narrowed.words == {key: free.words[key]}
        assert narrowed.grams == {key: free.grams[key]}
    assert _found(words, "予算", filters=Filters(sources=("a.txt",), fiscal_years=(2022,))) == set()


def test_white_space_in_a_token_is_no_border(library: Library, words: WordsView, tmp_path: Path) -> None:
    library.add_all([one := paper(tmp_path, "a.txt", "予算\n")])
    words.catch_up()
    assert _found(words, "予\u3000算") == {one.passages[0].id}
    assert _found(words, " ", "") == set()


_DEPARTMENTS = ("人事課", "総務課", "税務課")
_AUDIENCES = (PUBLIC, HOUSE, "dept:人事課", "dept:人事課|総務課", own("森"), own("林"))


@given(
    papers=st.lists(
        st.tuples(st.sampled_from(_AUDIENCES), st.sampled_from(("会議録", "資料"))), min_size=1, max_size=6
    ),
    departments=st.frozensets(st.sampled_from(_DEPARTMENTS)),
    kinds=st.sampled_from(((), ("会議録",))),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_finds_what_others_may_read(
    tmp_path_factory: pytest.TempPathFactory,
    papers: list[tuple[str, str]],
    departments: frozenset[str],
    kinds: tuple[str, ...],
) -> None:
    folder = tmp_path_factory.mktemp("audience")
    with Library(folder / "home") as library:
        shelf = [paper(folder, f"{n}.txt", "予算\n", audience=a, kind=k) for n, (a, k) in enumerate(papers)]
        library.add_all(shelf)
        view = WordsView(folder / "home" / "words", library)
        view.catch_up()
        person = Person("森", departments)
        found = view.search(["予算"], ["予算"], person, Filters(kinds=kinds))
        may_read = {PUBLIC, HOUSE, own("森")}
        may_read |= {one for one in _AUDIENCES if departments & set(one.removeprefix("dept:").split("|"))}
        allowed = {
            one.passages[0].id
            for one in shelf
            if one.document.audience in may_read and (not kinds or one.document.kind in kinds)
        }
        assert set(found.words) == set(found.grams) == allowed


def test_a_paper_for_other_readers_is_found_by_them_and_no_one_else(
    library: Library, words: WordsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add_all([one := paper(tmp_path, "a.txt", "予算\n"), paper(tmp_path, "b.txt", "予算\n")])
    words.catch_up()
    monkeypatch.setattr(words, "_build", lambda progress: pytest.fail("what is in need not be read again"))
    library.set_audience(one.document.id, "dept:総務課")
    assert words.catch_up() == 1
    clerk, other = Person("林", frozenset({"総務課"})), Person("森")
    assert len(words.search(["予算"], ["予算"], clerk, Filters()).words) == 2
    assert len(words.search(["予算"], ["予算"], other, Filters()).words) == 1
    assert words.count() == 2
    assert words.prove() == ()
    assert words.catch_up() == 0


def test_removed_words_leave_the_disk(library: Library, words: WordsView, tmp_path: Path) -> None:
    def known() -> int:  # deleted passages are counted too, for as long as the index keeps their terms
        index = words._index()
        return index._searcher().doc_freq("words", "zqxj") if index else 0

    library.add_all([paper(tmp_path, "a.txt", "zqxj と予算\n"), paper(tmp_path, "b.txt", "公開\n")])
    words.catch_up()
    folder = tmp_path / "home" / "words"
    before = set(folder.rglob("*.*"))
    assert (known(), words.forget()) == (1, False)
    library.remove("a.txt")
    assert words.catch_up() == 1
    assert _found(words, "zqxj") == set()
    assert (words.count(), words.prove(), known()) == (1, (), 1)

    # What was left to do outlives the process, and papers that come do not make it forgotten.
    library.add_all([three := paper(tmp_path, "c.txt", "予算\n")])
    again = WordsView(folder, library)
    again.catch_up()
    assert again.forget()
    assert (known(), words.count(), words.prove()) == (0, 2, ())
    assert _found(words, "予算") == {three.passages[0].id}
    assert before & set(folder.rglob("*.*")) <= {folder / "writer.lock", folder / "builder.lock"}
    assert not words.forget()


def test_nobody_waits_for_a_building_and_nothing_is_lost_by_it(library: Library, tmp_path: Path) -> None:
    """A version is built while papers come and go: they are found at once, and are in the new version too."""
    folder = tmp_path / "home" / "words"
    library.add_all([paper(tmp_path, f"{n}.txt", f"予算第{n}号\n") for n in range(2)])
    view, other = WordsView(folder, library), WordsView(folder, library)
    view.catch_up()

    def meanwhile(done: int, total: int) -> None:
        if done < total:
            return
        library.add_all([paper(tmp_path, "new.txt", "zqxj\n")])
        library.remove("0.txt")
        assert other.catch_up() == 2
        assert len(_found(other, "zqxj")) == 1
        assert len(_found(other, "予算")) == 1
        with pytest.raises(LibraryError, match="ほかの処理が検索用の索引を作っています"):
            _impatient(other)

    version = (folder / "current").read_text()
    view.rebuild(meanwhile)
    assert (folder / "current").read_text() != version
    for one in (view, other):
        assert (one.count(), one.prove(), one.catch_up()) == (2, (), 0)
        assert len(_found(one, "zqxj")) == len(_found(one, "予算")) == 1
    assert view.forget()  # the paper that went during the building left remains in the new version


def _impatient(view: WordsView) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.library.words._PATIENCE", 0.0)
        view.rebuild()


def test_who_asks_never_notices_that_another_version_takes_its_place(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "words"
    asking, building = WordsView(folder, library), WordsView(folder, library)
    library.add_all([one := paper(tmp_path, "1.txt", "予算の議案\n")])
    building.catch_up()
    done = threading.Event()
    seen: list[object] = []

    def ask() -> None:
        while not done.is_set():
            seen.append(_found(asking, "予算") == {one.passages[0].id})
            seen.append(asking.rarity(["予算"])["予算"] > 0 and asking.count() == 1 and asking.prove() == ())

    with ThreadPoolExecutor(4) as people:
        asked = [people.submit(ask) for _ in range(4)]
        for _ in range(40):
            building.rebuild()
        done.set()
        assert [one.result() for one in asked] == [None] * 4
    assert len(seen) > 40
    assert all(seen)


def test_a_deleted_folder_is_built_again(library: Library, words: WordsView, tmp_path: Path) -> None:
    library.add_all([one := paper(tmp_path, "a.txt", "予算\n")])
    words.catch_up()
    shutil.rmtree(tmp_path / "home" / "words")
    assert _found(words, "予算") == set()
    assert words.catch_up() == 1
    assert _found(words, "予算") == {one.passages[0].id}


@pytest.mark.parametrize("suffix", ["store", "term", "idx", "fieldnorm"])
def test_a_torn_file_is_named_and_mended(library: Library, tmp_path: Path, suffix: str) -> None:
    library.add_all([one := paper(tmp_path, "a.txt", "予算\n")])
    folder = tmp_path / "home" / "words"
    WordsView(folder, library).catch_up()
    (torn,) = folder.rglob(f"*.{suffix}")
    torn.write_bytes(torn.read_bytes()[: torn.stat().st_size // 2])

    view = WordsView(folder, library)
    assert view.prove() == ("検索用の索引（ことば）が壊れています。索引を作り直してください。",)
    with pytest.raises(LibraryError, match="壊れています"):
        view.search(["予算"], (), Person(), Filters())
    assert "作り直しました" in view.mend()
    assert view.mend() == ""
    assert view.prove() == ()
    assert _found(view, "予算") == {one.passages[0].id}


def test_files_that_a_killed_process_left_do_not_keep_it_from_following(library: Library, tmp_path: Path) -> None:
    """Killed while it committed, it has written the deletions of a segment and not yet that they count."""
    library.add_all([paper(tmp_path, "a.txt", "予算\n"), one := paper(tmp_path, "b.txt", "道路\n")])
    folder = tmp_path / "home" / "words"
    view = WordsView(folder, library)
    view.catch_up()
    (segment,) = folder.rglob("*.store")
    for number in range(1, 60):
        segment.with_suffix(f".{number}.del").touch()
    library.remove("a.txt")
    assert view.catch_up()
    assert (_found(view, "予算"), _found(view, "道路")) == (set(), {one.passages[0].id})
    assert view.prove() == ()


def test_missing_passages_are_noticed(library: Library, words: WordsView, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path, "a.txt", "予算\n道路\n")])
    words.catch_up()
    with library._database.writing() as truth:
        truth.execute("UPDATE documents SET passages = 3")
    assert words.prove() == ("検索用の索引（ことば）の件数が資料庫の件数と合いません。作り直してください。",)


def test_another_library_in_the_same_folder_is_not_taken_for_this_one(library: Library, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path, "a.txt", "予算\n")])
    WordsView(tmp_path / "w", library).catch_up()
    with Library(tmp_path / "other") as other:
        other.add_all([two := paper(tmp_path, "b.txt", "予算\n")])
        view = WordsView(tmp_path / "w", other)
        assert view.catch_up() == 1
        assert _found(view, "予算") == {two.passages[0].id}


def test_a_second_writer_leaves_it_to_the_first(library: Library, words: WordsView, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path, "a.txt", "予算\n")])
    folder = tmp_path / "home" / "words"
    folder.mkdir()
    with FileLock(folder / "writer.lock"):
        assert words.catch_up() == 0
    assert words.catch_up() == 1


def test_another_process_sees_what_this_one_adds(library: Library, words: WordsView, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.truths import again;"
        "from ingest.library.words import WordsView; from ingest.model import Filters, Person;"
        "home = Path(sys.argv[1]); view = WordsView(home / 'words', again(home));"
        "[print(len(view.search(['予算'], (), Person(), Filters()).words), flush=True) for line in sys.stdin]"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "home")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def ask() -> str:
            print("?", file=reader.stdin, flush=True)
            return reader.stdout.readline().strip() if reader.stdout else ""

        assert ask() == "0"
        for count in (1, 2):
            library.add_all([paper(tmp_path, f"{count}.txt", "予算\n")])
            words.catch_up()
            assert ask() == str(count)
        library.remove("1.txt")
        words.catch_up()
        assert ask() == "1"
        reader.stdin.close()
