"""The vectors view on real Chroma folders: one owner, follows the library, exact, mends itself."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.audience import HOUSE, PUBLIC, own
from ingest.errors import LibraryError
from ingest.library.embeddings import Embedder, EmbeddingError, HashingEmbedder
from ingest.library.health import check
from ingest.library.library import Library
from ingest.library.vector_filling import Shown
from ingest.library.vectors import VectorsView
from ingest.library.words import WordsView
from ingest.model import Filters, Person, local_person
from ingest.outcomes import Health
from tests.chroma_server import ChromaServer, shared
from tests.shelf import paper
from tests.truths import TRUTHS, opened

# Chroma's client of a server leaves closing its socket to Python, which says so.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """What it leaves is closed here, where it is known, and not at the end of all tests."""
    yield
    gc.collect()


_BROKEN = "検索用の索引（意味の近さ）が壊れています。索引を作り直してください。"


@pytest.fixture(params=["folder", "server", "server, PostgreSQL"])
def setting(request: pytest.FixtureRequest) -> str:
    """Where the vectors lie, and the truth."""
    return str(request.param)


@pytest.fixture
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    postgres = "setting" in request.fixturenames and "PostgreSQL" in request.getfixturevalue("setting")
    with opened("postgres" if postgres else "sqlite", tmp_path / "home") as library:
        yield library


@pytest.fixture
def vectors(library: Library, tmp_path: Path, setting: str) -> Iterator[VectorsView]:
    view = _view(library, tmp_path, setting)
    yield view
    view.close()


@pytest.fixture
def folder_view(library: Library, tmp_path: Path) -> Iterator[VectorsView]:
    view = _view(library, tmp_path, "folder")
    yield view
    view.close()


def _view(library: Library, tmp_path: Path, setting: str, embedder: Embedder | None = None) -> VectorsView:
    server = shared().address if setting.startswith("server") else ""
    return VectorsView(tmp_path / "home" / "vectors", library, embedder or HashingEmbedder(), server)


def _found(view: VectorsView, question: str, person: Person = Person(), filters: Filters = Filters()) -> list[str]:
    return [key for key, _ in view.search(question, person, filters)]


def test_it_follows_the_library(library: Library, vectors: VectorsView, tmp_path: Path) -> None:
    assert (vectors.count(), vectors.prove(), vectors.catch_up()) == (0, (), 0)
    assert _found(vectors, "予算") == []
    one, two = paper(tmp_path, "1.txt", "予算の議案\n道路の工事\n"), paper(tmp_path, "2.txt", "保育所の開設\n")
    library.add_all([one, two])
    assert vectors.prove() == ("検索用の索引（意味の近さ）に、まだ反映されていない資料があります。",)
    assert vectors.catch_up() == 2
    assert vectors.catch_up() == 0
    assert (vectors.count(), vectors.prove(), vectors.unavailable) == (3, (), "")
    assert _found(vectors, "道路工事")[0] == one.passages[1].id

    library.add_all([three := paper(tmp_path, "3.txt", "道路工事\n")])
    assert vectors.catch_up() == 1
    assert [key for key, _ in vectors.related(one.passages[1], Person(), Filters(), 1)] == [three.passages[0].id]
    library.add_all([paper(tmp_path, "1.txt", "決算の認定\n")])
    library.remove("3.txt")
    vectors.catch_up()
    assert (vectors.count(), vectors.prove()) == (2, ())
    assert not {p.id for p in (*one.passages[1:], *three.passages)} & set(_found(vectors, "道路工事"))


def test_nothing_of_a_removed_paper_stays_on_the_disk(library: Library, tmp_path: Path) -> None:
    gone = paper(tmp_path, "秘密.txt", "秘密の議案\n", speaker="滅紫太郎")
    library.add_all([gone, paper(tmp_path, "2.txt", "公開\n")])
    vectors = VectorsView(tmp_path / "home" / "vectors", library, Counting())
    vectors.catch_up()
    row = Counting().query("秘密\n\n\n秘密の議案\n").tobytes()
    traces = (row, gone.passages[0].id.encode(), "滅紫太郎".encode())
    folder = tmp_path / "home"
    assert all(_files_with(folder, trace) for trace in traces)
    assert not vectors.forget()
    library.remove("秘密.txt")
    vectors.catch_up()
    assert (vectors.count(), vectors.prove()) == (1, ())
    assert vectors.forget()
    assert not vectors.forget()
    assert [_files_with(folder, trace) for trace in traces] == [[], [], []]
    vectors.close()


def _files_with(folder: Path, trace: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and trace in path.read_bytes()]


def test_chroma_holds_no_text(library: Library, folder_view: VectorsView, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path, "1.txt", "東雲色の議案\n")])
    folder_view.catch_up()
    assert _files_with(tmp_path / "home" / "vectors", "東雲色の議案".encode()) == []


def test_filters(library: Library, vectors: VectorsView, tmp_path: Path) -> None:
    mine = paper(tmp_path, "a.txt", "予算\n", kind="会議録", fiscal_year=2023, speaker="市長")
    library.add_all([mine, paper(tmp_path, "b.txt", "予算\n", fiscal_year=2022), paper(tmp_path, "c.txt", "予算\n")])
    vectors.catch_up()
    for filters in (
        Filters(sources=("a.txt",)), Filters(kinds=("会議録", "議案")), Filters(fiscal_years=(2021, 2023)),
        Filters(speakers=("市長",)), Filters(documents=(mine.document.id,)),
        Filters(sources=("a.txt", "b.txt"), fiscal_years=(2023,), kinds=("会議録",)),
    ):  # fmt: skip
        assert _found(vectors, "予算", filters=filters) == [mine.passages[0].id]
    for filters in (Filters(sources=("ない.txt",)), Filters(sources=("b.txt",), documents=(mine.document.id,))):
        assert _found(vectors, "予算", filters=filters) == []


_DEPARTMENTS = ("人事課", "総務課", "税務課")
_AUDIENCES = (PUBLIC, HOUSE, "dept:人事課", "dept:人事課|総務課", own("森"), own("林"))


@given(
    audiences=st.lists(st.sampled_from(_AUDIENCES), min_size=1, max_size=5),
    departments=st.frozensets(st.sampled_from(_DEPARTMENTS)),
)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_finds_what_others_may_read(
    tmp_path_factory: pytest.TempPathFactory, audiences: list[str], departments: frozenset[str]
) -> None:
    folder = tmp_path_factory.mktemp("audience")
    with Library(folder / "home") as library:
        shelf = [paper(folder, f"{n}.txt", "予算\n", audience=audience) for n, audience in enumerate(audiences)]
        library.add_all(shelf)
        view = VectorsView(folder / "home" / "vectors", library, HashingEmbedder())
        view.catch_up()
        person = Person("森", departments)
        may_read = {PUBLIC, HOUSE, own("森")}
        may_read |= {one for one in _AUDIENCES if departments & set(one.removeprefix("dept:").split("|"))}
        allowed = {one.passages[0].id for one in shelf if one.document.audience in may_read}
        assert set(_found(view, "予算", person)) == allowed
        for one in shelf:
            near = {key for key, _ in view.related(one.passages[0], person, Filters(), 9)}
            assert near == (allowed - {one.passages[0].id} if one.document.audience in may_read else set())
        view.close()


def test_a_paper_for_other_readers_is_found_by_them_and_no_one_else(
    library: Library, vectors: VectorsView, tmp_path: Path
) -> None:
    library.add_all([one := paper(tmp_path, "a.txt", "予算\n"), paper(tmp_path, "b.txt", "予算\n")])
    vectors.catch_up()
    library.set_audience(one.document.id, "dept:総務課")
    assert vectors.catch_up() > 0
    clerk, other = Person("林", frozenset({"総務課"})), Person("森")
    assert len(_found(vectors, "予算", clerk)) == 2
    assert len(_found(vectors, "予算", other)) == 1
    assert vectors.prove() == ()


def test_answers_equal_an_exact_search(library: Library, vectors: VectorsView, tmp_path: Path) -> None:
    subjects = ("道路", "保育", "防災", "下水道", "図書館", "観光", "税務", "福祉", "農業", "選挙")
    acts = ("補正予算", "整備計画", "条例改正", "調査結果", "工事契約", "利用料金", "人員配置")
    lines = [f"令和{y}年度{a}の{b}について第{n}号を{c}と比べる" for y in range(3) for n, a in enumerate(subjects)
             for b in acts for c in subjects]  # fmt: skip
    library.add_all([added := paper(tmp_path, "a.txt", "\n".join(lines) + "\n", title="題")])
    vectors.catch_up()
    embedder = HashingEmbedder()
    rows = embedder.documents([f"題\n\n\n{passage.text}" for passage in added.passages])
    for line in lines[::47]:
        exact = np.sort(rows @ embedder.query(line))[::-1][:10]
        found = [alike for _, alike in vectors.search(line, Person(), Filters(), 10)]
        assert found == pytest.approx(exact, abs=1e-4)


def test_other_threads_move_while_it_catches_up_gently(
    library: Library, folder_view: VectorsView, tmp_path: Path
) -> None:
    """Chroma holds Python's lock while it works: an app would stand still (20 s and more for one paper replaced)."""
    lines = [f"第{n}号議案は{n * 7919 % 1013}号線の改良に{n * 104729 % 9973}万円を充てる。\n" for n in range(900)]
    library.add_all([paper(tmp_path, f"{n}.txt", "".join(lines[n * 30 : n * 30 + 30])) for n in range(30)])
    moved, done = [time.perf_counter()], threading.Event()

    def move() -> None:
        while not done.wait(0.01):
            moved.append(time.perf_counter())

    thread = threading.Thread(target=move)
    thread.start()
    try:
        assert folder_view.catch_up(gently=True) == 30
        library.add_all([paper(tmp_path, "3.txt", "公園の遊具を改める。\n")])
        assert folder_view.catch_up(gently=True) == 1
    finally:
        done.set()
        thread.join()
    assert folder_view.count() == 871
    assert folder_view.prove() == ()
    assert max(after - before for before, after in pairwise(moved)) < 3


def test_a_second_process_is_told_and_works_without(library: Library, folder_view: VectorsView, tmp_path: Path) -> None:
    library.add_all([one := paper(tmp_path, "1.txt", "予算\n")])
    folder_view.catch_up()
    program = (
        "import sys; from pathlib import Path; from tests.truths import again;"
        "from ingest.library.vectors import VectorsView; from ingest.library.embeddings import HashingEmbedder;"
        "from ingest.model import Filters, Person;"
        "home = Path(sys.argv[1]); view = VectorsView(home / 'vectors', again(home), HashingEmbedder());"
        "print(len(view.search('予算', Person(), Filters())), view.owner, view.count(), view.catch_up(), view.mend());"
        "print(view.unavailable); print('chromadb' in sys.modules)"
    )

    def other() -> list[str]:
        command, here = [sys.executable, "-c", program, str(tmp_path / "home")], Path(__file__).parents[1]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=here).stdout.split("\n")

    first, reason, imported, _ = other()
    assert first == "0 False None 0 "
    assert reason.startswith("別のしるべがこの資料庫を開いている")
    assert imported == "False"
    assert _found(folder_view, "予算") == [one.passages[0].id]
    folder_view.close()
    first, reason, *_ = other()
    assert (first, reason) == ("1 True 1 0 ", "")


def _tear(folder: Path, what: str) -> None:
    version = folder / (folder / "current").read_text()
    if what == "mark":
        (version / "opening").touch()
        return
    for torn in version.rglob(what):
        torn.write_bytes(torn.read_bytes()[: torn.stat().st_size // 2])


@pytest.mark.parametrize("what", ["index_metadata.pickle", "chroma.sqlite3", "mark"])
def test_a_torn_folder_is_named_and_mended(
    library: Library, folder_view: VectorsView, tmp_path: Path, what: str
) -> None:
    # More than a thousand, so that Chroma has written its index out.
    library.add_all([paper(tmp_path, "1.txt", "".join(f"第{n}号議案\n" for n in range(1100)))])
    folder_view.catch_up()
    folder_view.close()
    folder = tmp_path / "home" / "vectors"
    _tear(folder, what)

    assert _found(folder_view, "議案") == []
    assert folder_view.unavailable == _BROKEN
    assert folder_view.prove() == (_BROKEN,)
    words = WordsView(tmp_path / "home" / "words", library)
    words.catch_up()
    assert check(library, words, folder_view).problems == (_BROKEN,)
    assert "作り直しました" in folder_view.mend()
    assert folder_view.mend() == ""
    health = check(library, words, folder_view)
    assert health == Health(healthy=True, problems=(), documents=1, passages=1100, words=1100, vectors=1100)


class Counting:
    """The length of a text and the number of its 案, as a vector; counts what it is asked, and fails when told to."""

    costly = True

    def __init__(self, name: str = "counting") -> None:
        self.name, self.asked, self.fails = name, 0, False

    def documents(self, texts: Sequence[str]) -> Any:
        if self.fails:
            raise EmbeddingError("つながりません。")
        self.asked += len(texts)
        rows = np.array([[len(text), 1 + text.count("案")] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def query(self, text: str) -> Any:
        return self.documents([text])[0]


def test_what_was_paid_for_is_not_paid_for_again(library: Library, tmp_path: Path) -> None:
    embedder = Counting()
    view = VectorsView(tmp_path / "v", library, embedder)
    library.add_all([paper(tmp_path, "1.txt", "議案\n道路\n道路\n")])
    view.catch_up()
    assert embedder.asked == 2  # two lines read the same
    view.rebuild()
    library.add_all([paper(tmp_path, "1.txt", "議案\n道路\n道路\n橋梁\n")])
    view.catch_up()
    assert embedder.asked == 3
    view.close()


def test_another_embedder_has_the_view_built_anew(
    library: Library, vectors: VectorsView, tmp_path: Path, setting: str
) -> None:
    library.add_all([paper(tmp_path, "1.txt", "議案\n道路\n")])
    vectors.catch_up()
    vectors.close()
    other = _view(library, tmp_path, setting, Counting())
    assert other.prove() == ("検索用の索引（意味の近さ）に、まだ反映されていない資料があります。",)
    assert other.catch_up() == 1
    assert (other.count(), other.prove()) == (2, ())
    other.close()


def test_an_embedder_that_fails_leaves_the_view_as_it_was(library: Library, tmp_path: Path) -> None:
    embedder = Counting()
    view = VectorsView(tmp_path / "v", library, embedder)
    library.add_all([paper(tmp_path, "1.txt", "議案\n")])
    view.catch_up()
    library.add_all([paper(tmp_path, "2.txt", "道路\n")])
    embedder.fails = True
    with pytest.raises(EmbeddingError):
        view.catch_up()
    embedder.fails = False
    assert view.count() == 1
    assert view.catch_up() == 1
    assert (view.count(), view.prove()) == (2, ())
    view.close()


def test_a_server_that_is_away(library: Library, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path, "1.txt", "議案\n")])
    view = VectorsView(tmp_path / "v", library, HashingEmbedder(), server="127.0.0.1:9")
    assert _found(view, "議案") == []
    assert view.unavailable.startswith("Chroma サーバーにつながらない")
    assert view.prove() == (view.unavailable,)
    assert view.mend() == ""
    with pytest.raises(LibraryError, match="Chroma サーバー"):
        view.catch_up()


def test_papers_that_an_embedder_may_not_be_shown_have_no_vector(library: Library, tmp_path: Path) -> None:
    """Their text is not embedded, the view is sound without them, and by another rule it is built anew."""
    told: list[str] = []

    class Told(HashingEmbedder):
        def documents(self, texts: Sequence[str]) -> Any:
            told.extend(texts)
            return super().documents(texts)

    open_one = paper(tmp_path, "a.txt", "予算の議案\n")
    secret = paper(tmp_path, "b.txt", "滞納者\n", audience="dept:税務課")
    library.add_all([open_one, secret])
    everyone = local_person()
    in_house = Shown("/house", lambda audience: audience == HOUSE)
    for shown, found in ((in_house, [open_one]), (Shown(), [open_one, secret])):
        told.clear()
        view = VectorsView(tmp_path / "v", library, Told(), shown=shown)
        view.catch_up()
        assert any("滞納者" in text for text in told) is (secret in found)
        assert sorted(_found(view, "滞納者", everyone)) == sorted(one.passages[0].id for one in found)
        assert (view.count(), view.prove()) == (len(found), ())
        assert view.related(secret.passages[0], everyone, Filters()) is not None
        view.close()


def test_a_server_that_goes_and_comes_back(library: Library, tmp_path: Path) -> None:
    server = ChromaServer()
    try:
        library.add_all([one := paper(tmp_path, "1.txt", "議案\n")])
        view = VectorsView(tmp_path / "v", library, HashingEmbedder(), server.address)
        view.catch_up()
        server.stop()
        assert _found(view, "議案") == []
        assert view.unavailable.startswith("Chroma サーバーにつながらない")
        assert view.prove() == (view.unavailable,)
        library.add_all([two := paper(tmp_path, "2.txt", "議案\n")])
        server.start()
        assert _found(view, "議案") == [one.passages[0].id]
        assert view.catch_up() == 1
        assert set(_found(view, "議案")) == {one.passages[0].id, two.passages[0].id}
        assert (view.unavailable, view.prove()) == ("", ())
    finally:
        server.end()


def test_collections_that_were_lost_on_a_server_are_made_again(library: Library, tmp_path: Path) -> None:
    library.add_all([one := paper(tmp_path, "1.txt", "議案\n")])
    view = _view(library, tmp_path, "server")
    view.catch_up()
    store = view._store()
    assert store is not None
    for name in store._names():
        store._client.delete_collection(name)
    assert _found(view, "議案") == []
    assert view.catch_up() == 1
    assert _found(view, "議案") == [one.passages[0].id]
    view.close()


def test_nothing_of_a_removed_paper_is_left_among_a_servers_collections(library: Library, tmp_path: Path) -> None:
    library.add_all([gone := paper(tmp_path, "1.txt", "秘密\n"), paper(tmp_path, "2.txt", "公開\n")])
    view = _view(library, tmp_path, "server")
    view.catch_up()
    store = view._store()
    assert store is not None
    before = set(store._names())
    library.remove("1.txt")
    view.catch_up()
    assert view.forget()
    left = set(store._names())
    assert len(left) == len(before) == 2  # the state, and one of the audience
    assert len(left & before) == 1
    for name in left:
        assert gone.passages[0].id not in store._found[name].get(include=[])["ids"]
    view.close()


_MANY = """
import sys
from pathlib import Path
from ingest.library.embeddings import HashingEmbedder
from ingest.library.vectors import VectorsView
from tests.shelf import paper
from tests.truths import again
home, name, server = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
library = again(home)
view = VectorsView(home / name, library, HashingEmbedder(), server)
for n in range(12):
    library.add_all([paper(home / name, f"{name}{n}.txt", f"第{n}号の議案\\n予算\\n")])
    if n % 3 == 2:
        library.remove(f"{name}{n - 1}.txt")
    view.catch_up()
    if n % 5 == 4:
        view.forget()
"""


@pytest.mark.parametrize("truth", TRUTHS)
def test_two_processes_keep_up_one_servers_collections(truth: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened(truth, home) as library:
        command = [sys.executable, "-c", _MANY, str(home)]
        both = [
            subprocess.Popen([*command, name, shared().address], cwd=Path(__file__).parents[1]) for name in ("a", "b")
        ]
        assert [one.wait(120) for one in both] == [0, 0]
        view = _view(library, tmp_path, "server")
        view.catch_up()
        assert (view.count(), view.prove()) == (library.counts()[1], ())
        assert library.counts()[0] == 2 * (12 - 4)
        view.close()
