"""How each thing grows with the library: 30,000, 100,000 and 300,000 passages, one library that is filled on and on.

Who searches has a process of his own, which tells what it took as JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from tests.bench.material import questions, varied
from tests.bench.measure import Figure, checked, percentile, run, seconds_of, shirube

if TYPE_CHECKING:
    from assistant.desk import Desk

_VECTORS_UP_TO = 100_000
_READERS = ("house", "dept:甲課", "dept:乙課", "dept:丙課", "dept:丁課", "dept:甲課|乙課", "house", "public")
SIZES = (30_000, 100_000, 300_000)
QUESTION = "次の会議はいつ開かれますか"
_PLANTED = "瑠璃鶲（るりびたき）の観察会は令和8年2月14日に中央公園で開きます。\n"
_WANTED = {
    ("search, p95", 100_000): "under 60",
    ("search with an audience, p95", 100_000): "under 80",
    ("memory of who searches", 100_000): "under 1500",
    ("cold start to the first answer", 100_000): "under 5",
}


def scale() -> list[Figure]:
    """Each figure at each size, and how often the p95 at 300,000 is that at 100,000."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        for size in SIZES:
            figures += [*(_taken_in(home, Path(folder, "papers")) if size == SIZES[0] else _copied(home, size))]
            figures += [*_kept_up(home, size), *at_size(home, size)]
    p95 = {figure.at: figure.value for figure in figures if figure.name == "search, p95"}
    ratio = p95[SIZES[-1]] / p95[SIZES[-2]]
    return [*figures, Figure("search, p95, 300,000 against 100,000", ratio, "times", "2.5 at most")]


def _taken_in(home: Path, made: Path) -> list[Figure]:
    """The command takes papers in until there are as many passages as the smallest size."""
    made.mkdir()
    varied(made, SIZES[0] * 250)  # a passage is about 200 characters in the end
    with _without_vectors(home):
        seconds = checked(run(shirube("ingest", str(made)), home, every=1.0)).seconds
    return [Figure("taking papers in, with the words view", _held(home) / seconds, "passages/s", at=SIZES[0])]


def _copied(home: Path, size: int) -> list[Figure]:
    """The same papers under other names, for other departments and of other years, until there are `size` passages.

    They need not be read again, which would take hours.
    """
    checked(run([sys.executable, "-m", "tests.bench.scale", "copy", str(home), str(size)], home, every=1.0))
    return []


def _held(home: Path) -> int:
    with _without_vectors(home):
        return int(json.loads(checked(run(shirube("check", "--json"), home), 0, 1).out)["passages"])


def _kept_up(home: Path, size: int) -> list[Figure]:
    """Both views catch up by themselves: the words first, then, up to a size that one can wait for, the vectors."""
    with _without_vectors(home):
        words = checked(run([sys.executable, "-m", "tests.bench.scale", "words", str(home)], home)).seconds
    figures = [Figure("the words view built anew", words, "s", at=size)]
    if size <= _VECTORS_UP_TO:
        vectors = checked(run(shirube("rebuild"), home, every=1.0)).seconds
        figures.append(Figure("both views built anew", vectors, "s", at=size))
    return figures


def _without_vectors(home: Path) -> FileLock:
    """Another process owns the vectors view for the length of the block."""
    (home / "vectors").mkdir(parents=True, exist_ok=True)
    return FileLock(home / "vectors" / "owner.lock", thread_local=False)


def at_size(home: Path, size: int) -> list[Figure]:
    """What a library of `size` passages costs whoever starts, searches, adds and removes."""
    with _without_vectors(home):  # the default does not rank by them
        cold = min(checked(run(shirube("ask", QUESTION), home), 0, 1).seconds for _ in range(3))
        told = json.loads(checked(run([sys.executable, "-m", "tests.bench.scale", "search", str(home)], home)).out)
    parts = {"library.sqlite": ["library.sqlite", "library.sqlite-wal"], "originals": ["originals"]}
    parts |= {"words": ["words"], "vectors": ["vectors"]}
    told.insert(0, ("cold start to the first answer", cold, "s"))
    return [
        *(Figure(name, value, unit, _WANTED.get((name, size), ""), size) for name, value, unit in told),
        *(
            Figure(f"disk: {part}", sum(_bytes(home / name) for name in names) / 1e6, "MB", at=size)
            for part, names in parts.items()
        ),
    ]


def _bytes(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def _measure(home: Path) -> None:
    """Search and ask, add a paper and remove it again; print name, figure and unit of each."""
    import psutil

    from assistant.settings import load
    from assistant.wiring import build
    from ingest.model import Filters, Person

    person, officer = Person(), Person("林", frozenset({"甲課", "乙課"}))
    told: list[tuple[str, float, str]] = []
    with build(load(str(home))) as desk:
        told.append(("first search of a process", seconds_of(partial(desk.search, QUESTION, person)) * 1000, "ms"))
        papers = desk.documents(person)
        told.append(("papers", len(papers), ""))
        chosen = [passage.text for paper in papers[:5] for passage in desk.passages(paper.id, person)]
        asked = questions(chosen)
        years = tuple(sorted({paper.fiscal_year for paper in papers if paper.fiscal_year}))[:3]
        kinds = tuple({papers[0].kind})
        within = Filters(fiscal_years=years, kinds=kinds)
        dated = [f"令和{number % 7 + 1}年度の{one}" for number, one in enumerate(asked[:100])]
        told += _quantiles("search", asked, lambda one: desk.search(one, person))
        told += _quantiles(
            "search within years and a kind", asked, lambda one: desk.search(one, person, filters=within)
        )
        told += _quantiles("search with an audience", asked, lambda one: desk.search(one, officer))
        told += _quantiles("search for a year said in the question", dated, lambda one: desk.search(one, person))
        told += _quantiles("answer without a model", asked[:50], lambda one: list(desk.ask(one, person)))
        told.append(("memory of who searches", psutil.Process().memory_info().rss / 1e6, "MB"))
        told += _one_more_and_gone(desk, asked)
    print(json.dumps(told, ensure_ascii=False))


def _quantiles(name: str, asked: list[str], answer: Callable[[str], object]) -> list[tuple[str, float, str]]:
    ms = [seconds_of(partial(answer, one)) * 1000 for one in asked]
    return [(f"{name}, p50", percentile(ms, 0.5), "ms"), (f"{name}, p95", percentile(ms, 0.95), "ms")]


def _one_more_and_gone(desk: Desk, asked: list[str]) -> list[tuple[str, float, str]]:
    """One paper added until it is found, and removed until its words have left the disk, with people searching on."""
    from ingest.model import Person, local_person

    person, clerk, told = Person(), local_person(), list[tuple[str, float, str]]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "観察会のお知らせ.txt")
        path.write_text(_PLANTED, encoding="utf-8")
        began = time.perf_counter()
        list(desk.ingest([path], clerk))
        assert any("瑠璃鶲" in hit.passage.text for hit in desk.search("瑠璃鶲の観察会", person).hits)
        told.append(("one paper more, until it is found", (time.perf_counter() - began), "s"))
    with ThreadPoolExecutor(1) as other:
        began = time.perf_counter()
        desk.remove(path.name, clerk)
        told.append(("one paper removed, until it is found no more", time.perf_counter() - began, "s"))
        leaving = other.submit(desk.check, clerk)
        waited: list[float] = []
        while not leaving.done():
            waited += [seconds_of(partial(desk.search, one, person)) * 1000 for one in asked[:10]]
        told.append(("the same, until its remains have left the disk", time.perf_counter() - began, "s"))
        told.append(("search meanwhile, p95", percentile(waited, 0.95), "ms"))
        assert leaving.result().healthy
    return told


def _copy(home: Path, size: int) -> None:
    from ingest.library.library import Library
    from ingest.library.putting import Paper
    from ingest.model import local_person

    with Library(home) as library:
        papers = [one for one in library.documents(local_person()) if "/" not in one.source]
        held, number = library.counts()[1], library.counts()[0]
        while held < size:
            paper, number = papers[number % len(papers)], number + 1
            key = f"{number:08x}{paper.id[:8]}"
            passages = [
                replace(one, id=f"{key}-{one.ordinal}", document=key) for one in library.passages(paper.id)
            ]
            readers, year = _READERS[number % len(_READERS)], 2017 + number % 9
            copy = replace(paper, id=key, source=f"{number}/{paper.source}", audience=readers, fiscal_year=year)
            pages, original = library.pages(paper.id, boxes=True), library.original(paper)
            library.add_all([Paper(copy, pages, passages, original, library.tokens(paper.id))])
            held += len(passages)


def _build_words(home: Path) -> None:
    from ingest.library.library import Library
    from ingest.library.words import WordsView

    with Library(home) as library:
        WordsView(home / "words", library).rebuild()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["search", home]:
            _measure(Path(home))
        case ["copy", home, size]:
            _copy(Path(home), int(size))
        case ["words", home]:
            _build_words(Path(home))
