"""The truth: what goes in comes out, whole or not at all, and what is removed is gone from the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pg8000.exceptions import DatabaseError

from ingest.audience import HOUSE, own
from ingest.errors import LibraryError
from ingest.library import schema
from ingest.library.changes import Change
from ingest.library.database import Database
from ingest.library.indexing import tokenise, unpack
from ingest.library.library import Library
from ingest.library.originals import Originals
from ingest.library.putting import Paper
from ingest.model import Block, BlockKind, Document, Page, PageState, Passage, Person, Problem, local_person
from tests.shelf import paper
from tests.truths import TRUTHS, opened


@pytest.fixture(params=TRUTHS)
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Library]:
    with opened(request.param, tmp_path / "home") as library:
        yield library


def test_a_paper_comes_out_as_it_went_in(library: Library, tmp_path: Path) -> None:
    original = tmp_path / "議事録.PDF"
    original.write_bytes(b"%PDF")
    document = Document(
        id="d1", source="議事録.PDF", sha256=hashlib.sha256(b"%PDF").hexdigest(), format="pdf", title="会議",
        kind="会議録", pages=3, held_on=date(2023, 7, 21), fiscal_year=2023,
        problems=(Problem("画像です。", 2), Problem("注意")),
        added_at="2026-11-23T00:00:00Z", passages=2, audience="dept:総務課", audience_said=True,
    )  # fmt: skip
    pages = (
        Page(1, "p.1", "見出し\n本文",
             (Block(BlockKind.HEADING, 0, 3, 1), Block(BlockKind.SPEECH, 4, 6, speaker="市長")),
             b"\x01\x00" * 24, PageState.TEXT, ("市議会", "- 1 -")),
        Page(2, "p.2", "", (), state=PageState.NO_TEXT),
        Page(None, "別紙", "表\t値", (Block(BlockKind.ROW, 0, 3, index="列名", label="00:12"),)),
    )  # fmt: skip
    passages = (
        Passage("a", "d1", 0, 1, "p.1", 0, 6, "見出し\n本文", "章", "話題", "市長", headings=((3, "章 > 見出し"),)),
        Passage("b", "d1", 1, None, "別紙", 6, 9, "表\t値", tabular=True),
    )

    library.add(document, pages, passages, original)

    assert library.find("議事録.PDF", "dept:総務課") == document == library.document("d1")
    assert library.pages("d1", boxes=True) == pages
    assert library.pages("d1") == (replace(pages[0], boxes=b""), *pages[1:])
    assert library.passages("d1") == passages
    assert library.text("d1") == "見出し\n本文表\t値"
    assert library.page_at("d1", 5) == (pages[0], 0, 0)
    assert library.page_at("d1", 6) == (pages[2], 6, 2)  # the empty page between holds nothing
    assert library.original(document).read_bytes() == b"%PDF"
    assert library.original(document).suffix == ".pdf"
    assert library.counts() == (1, 2)
    assert library.prove() == ()
    for outside in (-1, 9):
        with pytest.raises(LookupError):
            library.page_at("d1", outside)


def test_passages_by_id_and_neighbours(library: Library, tmp_path: Path) -> None:
    added = paper(tmp_path, "五行.txt", "一\n二\n三\n四\n五\n")
    library.add_all([added])
    ids = [passage.id for passage in added.passages]

    assert list(library.passages_by_id([ids[3], "ない", ids[0]])) == [ids[3], ids[0]]
    assert [p.text for p in library.neighbours(added.passages[2], 1, 2)] == ["二\n", "四\n", "五\n"]
    assert [p.text for p in library.neighbours(added.passages[0], 3, 1)] == ["二\n"]
    assert len(library.passages_by_id([f"{n}" for n in range(2000)] + ids)) == 5
    assert [p.id for p in library.sample(3)] == [ids[0], ids[1], ids[3]]  # 0, 5/3 and 10/3


def test_papers_are_listed_for_those_who_may_read_them(library: Library, tmp_path: Path) -> None:
    library.add_all([
        paper(tmp_path, "b.txt", "全員\n"), paper(tmp_path, "a.txt", "人事\n", audience="dept:人事課|総務課"),
        paper(tmp_path, "c.txt", "私物\n", audience=own("森")),
    ])  # fmt: skip
    assert [d.source for d in library.documents(Person())] == ["b.txt"]
    assert [d.source for d in library.documents(Person("林", frozenset({"人事課"})))] == ["a.txt", "b.txt"]
    assert [d.source for d in library.documents(Person("森"))] == ["b.txt", "c.txt"]
    assert [d.source for d in library.documents(local_person())] == ["a.txt", "b.txt"]
    assert library.audiences(Person("森", frozenset({"税務課"}))) == (HOUSE, own("森"))


def test_papers_of_one_name_stand_side_by_side_for_other_readers(library: Library, tmp_path: Path) -> None:
    mine, theirs, ours = (
        paper(tmp_path / audience, "予算.txt", f"{audience}\n", audience=audience)
        for audience in ("dept:財政課", "dept:総務課", HOUSE)
    )
    kept = library.add_all([mine, theirs, ours])  # `shelf.paper` makes ids of names alone: all three have the same
    assert len({one.id for one in kept}) == 3
    for one in kept:
        assert [passage.text for passage in library.passages(one.id)] == [f"{one.audience}\n"]
        assert all(passage.id == f"{one.id}-0" for passage in library.passages(one.id))
    accountant = Person("林", frozenset({"財政課"}))
    assert [one.audience for one in library.named("予算.txt", accountant)] == ["dept:財政課", HOUSE]
    assert set(library.documents_by_id([one.id for one in kept], accountant)) == {kept[0].id, kept[2].id}

    library.add_all([paper(tmp_path / "new", "予算.txt", "新しい\n", audience="dept:財政課")])
    assert [library.text(one.id) for one in library.named("予算.txt", local_person())] == [
        "dept:総務課\n", "新しい\n", "house\n",
    ]  # fmt: skip
    assert library.remove("予算.txt")
    assert [one.audience for one in library.named("予算.txt", local_person())] == ["dept:総務課", "dept:財政課"]


def test_an_id_says_nothing_of_a_paper_that_its_giver_may_not_read(library: Library, tmp_path: Path) -> None:
    given = paper(tmp_path, "予算.txt", "同じ\n")
    first, *_ = library.add_all([replace(given, with_new_id=True)])
    assert first.id != given.document.id
    again, *_ = library.add_all([replace(given, with_new_id=True)])  # the same file once more keeps its id
    assert again.id == first.id


def test_a_paper_goes_to_other_readers(library: Library, tmp_path: Path) -> None:
    one = paper(tmp_path, "1.txt", "一\n")
    library.add_all([one, paper(tmp_path, "2.txt", "二\n")])
    library.set_audience(one.document.id, "dept:総務課")
    assert library.find("1.txt") is None
    moved = library.find("1.txt", "dept:総務課")
    assert moved is not None
    assert moved.audience_said
    assert library.changes(2) == (Change(3, one.document.id, False, 1),)  # its contents came with the first change
    library.set_audience(one.document.id, "dept:総務課")
    assert library.last_change() == 3
    library.add_all([paper(tmp_path / "other", "1.txt", "別\n")])
    with pytest.raises(LibraryError, match="「庁内」には、同じ名前の資料"):
        library.set_audience(one.document.id, HOUSE)
    with pytest.raises(LibraryError, match="見つかりません"):
        library.set_audience("ない", HOUSE)


def test_a_library_of_the_first_form_opens_with_all_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the first release left it, its tables written out by its own migration."""
    home = tmp_path / "home"
    home.mkdir()
    with sqlite3.connect(home / "library.sqlite", isolation_level=None) as truth:
        monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        schema.migrate(truth)
        monkeypatch.undo()
        for source, audience in (("1.txt", "all"), ("2.txt", "人事課")):
            text = f"{source}の文\n"
            original = tmp_path / source
            original.write_text(text, encoding="utf-8")
            sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
            Originals(home / "originals").keep(f"{sha256[:2]}/{sha256}.txt", original)
            added = paper(tmp_path, source, text)
            row = (source, source, sha256, "txt", source, "資料", 1, None, None, "[]", "", 1, audience, None, "", 2,
                   f"{sha256[:2]}/{sha256}.txt", tokenise(added.document, added.passages))  # fmt: skip
            truth.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(row))})", row)
            page = (source, 0, 0, len(text), 1, "p.1", "text", text, "[]", "[]", 0, b"")
            truth.execute(f"INSERT INTO pages VALUES ({', '.join('?' * len(page))})", page)
            passage = (f"{source}-0", source, 0, 1, "p.1", 0, len(text), text, "", "", "", 0, *[None] * 3, 0, 0,
                           hashlib.sha256(f"{source}\n\n\n{text}".encode()).digest())  # fmt: skip
            truth.execute(f"INSERT INTO passages VALUES ({', '.join('?' * len(passage))})", passage)
            truth.execute("INSERT INTO changes (document, removed) VALUES (?, 0)", (source,))
    truth.close()
    with Library(home) as library:
        assert [(one.source, one.audience, one.audience_said) for one in library.documents(local_person())] == [
            ("1.txt", HOUSE, False), ("2.txt", "dept:人事課", True),
        ]  # fmt: skip
        assert [one.source for one in library.documents(Person())] == ["1.txt"]
        assert library.text("2.txt") == "2.txtの文\n"
        assert [one.id for one in library.passages("1.txt")] == ["1.txt-0"]
        assert library.changes(0) == (Change(1, "1.txt", False, 1), Change(2, "2.txt", False, 2))
        assert library.remove("1.txt")  # what refers to a paper still goes with it
        assert library.passages("1.txt") == ()
        assert library.prove() == ()


def test_the_change_log_keeps_the_latest_of_each_document(library: Library, tmp_path: Path) -> None:
    one, two = paper(tmp_path, "1.txt", "一\n"), paper(tmp_path, "2.txt", "二\n")
    library.add_all([one, two])
    assert library.changes(0) == (Change(1, one.document.id, False, 1), Change(2, two.document.id, False, 2))
    library.remove("1.txt")
    assert library.changes(2) == (Change(3, one.document.id, True, 3),)
    assert library.changes(0) == (Change(2, two.document.id, False, 2), Change(3, one.document.id, True, 3))
    assert library.last_change() == 3
    assert library.remove("1.txt") is False
    assert library.last_change() == 3


def test_a_paper_of_the_same_source_gives_way(library: Library, tmp_path: Path) -> None:
    old = paper(tmp_path, "規程.txt", "古い規程\n廃止\n")
    library.add_all([old])
    kept = library.original(old.document)
    new = paper(tmp_path, "規程.txt", "新しい規程\n")
    new = replace(new, document=replace(new.document, id="x"), passages=[replace(new.passages[0], document="x")])
    library.add_all([new])

    assert [p.text for p in library.passages("x")] == ["新しい規程\n"]
    assert library.passages(old.document.id) == ()
    assert library.counts() == (1, 1)
    assert [(c.document_id, c.removed) for c in library.changes(1)] == [(old.document.id, True), ("x", False)]
    assert not kept.exists()


def test_the_original_stays_while_another_paper_has_the_same_contents(library: Library, tmp_path: Path) -> None:
    one, two = paper(tmp_path, "写し1.txt", "同じ\n"), paper(tmp_path, "写し2.txt", "同じ\n")
    library.add_all([one, two])
    library.remove("写し1.txt")
    assert library.original(two.document).read_text(encoding="utf-8") == "同じ\n"
    library.remove("写し2.txt")
    assert not any(path.is_file() for path in (tmp_path / "home" / "originals").rglob("*"))


def test_all_of_a_batch_or_nothing(library: Library, tmp_path: Path) -> None:
    good, bad = paper(tmp_path, "1.txt", "一\n"), paper(tmp_path, "2.txt", "二\n")
    untrue = replace(bad, passages=[replace(bad.passages[0], text="三\n")])
    with pytest.raises(ValueError, match="is not characters 0 to 2"):
        library.add_all([good, untrue])
    twice = replace(bad, passages=[replace(bad.passages[0], id=good.passages[0].id)])
    with pytest.raises((sqlite3.IntegrityError, DatabaseError)):
        library.add_all([good, twice])
    assert library.counts() == (0, 0)
    assert library.last_change() == 0


def test_a_file_that_changed_since_it_was_read_is_refused(library: Library, tmp_path: Path) -> None:
    read = paper(tmp_path, "1.txt", "一\n")
    read.original.write_text("二\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="内容が変わりました"):
        library.add_all([read])
    read.original.unlink()
    with pytest.raises(LibraryError, match="見つかりません"):
        library.add_all([read])
    assert not any(path.is_file() for path in (tmp_path / "home" / "originals").rglob("*"))


def test_what_is_removed_is_in_no_file(tmp_path: Path) -> None:
    secret = "滅紫色の機密事項"
    text = "".join(f"{n}行目 {secret}の第{n}項\n" for n in range(400))
    with Library(tmp_path / "home") as library:
        library.add_all([paper(tmp_path / "in", f"{n}.txt", f"公開{n}\n" * 50) for n in range(5)])
        library.add_all([paper(tmp_path / "in", "秘.txt", text)])
        assert _files_with(tmp_path / "home", secret)
        library.remove("秘.txt")
        assert _files_with(tmp_path / "home", secret) == []
        library.add_all([paper(tmp_path / "in", "秘.txt", text)])
        library.add_all([paper(tmp_path / "in", "秘.txt", "公開版\n")])
        assert _files_with(tmp_path / "home", secret) == []


def test_what_is_removed_leaves_no_copies_where_rows_were_moved(tmp_path: Path) -> None:
    """SQLite leaves some for one removal in some hundreds: rows that make room for others are copied, not moved."""
    draw = random.Random(1)
    database = Database(tmp_path / "a.sqlite")
    with database.writing() as truth:
        truth.execute("CREATE TABLE said (id TEXT PRIMARY KEY, body TEXT)")
    there: dict[str, str] = {}
    for _ in range(600):
        with database.writing() as truth:
            if there and draw.random() < 0.45:
                gone = draw.choice(sorted(there))
                truth.execute("DELETE FROM said WHERE id = ?", (there.pop(gone),))
            else:
                words, key = f"M{draw.randbytes(8).hex()}", draw.randbytes(4).hex()
                truth.execute("INSERT INTO said VALUES (?, ?)", (key, f"{words} " * draw.randint(3, 60)))
                there[words] = key
    database.write_anew()
    database.close()
    found = set(re.findall(rb"M[0-9a-f]{16}", (tmp_path / "a.sqlite").read_bytes()))
    assert found == {words.encode() for words in there}


def test_the_library_is_written_anew_once_after_papers_went(library: Library, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path / "in", f"{n}.txt", f"公開{n}\n") for n in range(3)])
    assert not library.clean()
    library.remove("0.txt")
    library.add_all([paper(tmp_path / "in", "1.txt", "公開版\n")])
    assert library.clean()
    assert not library.clean()
    assert library.prove() == ()
    assert library.text(library.documents(local_person())[0].id)


def _files_with(home: Path, words: str) -> list[str]:
    return [path.name for path in home.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_how_far_a_proof_has_come_is_told(library: Library, tmp_path: Path) -> None:
    library.add_all([paper(tmp_path, f"{n}.txt", "予算の議案\n") for n in range(3)])
    told: list[tuple[int, int]] = []
    assert library.prove(progress=lambda done, total: told.append((done, total))) == ()
    assert told == [(1, 3), (2, 3), (3, 3)] * 2  # the papers, then the files that they came as


def test_files_left_by_a_stopped_ingest_are_swept_when_old(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as library:
        library.add_all([paper(tmp_path, "1.txt", "一\n")])
    folder = tmp_path / "home" / "originals" / "ab"
    folder.mkdir()
    for name, age in (("ab00.pdf", 3600), ("ab01.pdf.77.part", 3600), ("ab02.pdf", 0)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age,) * 2)
    with Library(tmp_path / "home") as library:
        assert [path.name for path in folder.iterdir()] == ["ab02.pdf"]
        assert library.prove() == ()


def test_vectors_once_paid_for_are_kept_as_long_as_their_text(library: Library, tmp_path: Path) -> None:
    from ingest.library.indexing import digest

    one = paper(tmp_path, "1.txt", "一\n二\n")
    library.add_all([one])
    keys = [digest(one.document, passage) for passage in one.passages]
    library.keep_vectors("m", {keys[0]: b"1234", keys[1]: b"5678", b"unknown": b"0000"})
    assert library.vectors("m", [*keys, b"unknown"]) == {keys[0]: b"1234", keys[1]: b"5678"}
    assert library.vectors("n", keys) == {}
    library.add_all([paper(tmp_path, "1.txt", "一\n")])
    assert library.vectors("m", keys) == {keys[0]: b"1234"}
    library.remove("1.txt")
    assert library.vectors("m", keys) == {}


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=5))
def test_tokens_come_back_passage_by_passage(texts: list[str]) -> None:
    document = Document("d", "s", "", "txt", "題", "資料", 1)
    passages = [Passage(str(n), "d", n, None, "", 0, len(t), t) for n, t in enumerate(texts)]
    lines = unpack(tokenise(document, passages))
    assert len(lines) == len(texts)
    assert all("題" in words.split() and "題" in grams.split() for words, grams in lines)


def test_words_and_grams_of_a_passage() -> None:
    document = Document("d", "s", "", "txt", "通学路", "資料", 1)
    passage = Passage("p", "d", 0, None, "", 0, 7, "予算を決める。", heading="安全")
    ((words, grams),) = unpack(tokenise(document, [passage]))
    assert words == "通学 路 安全 予算 決める"
    assert grams == "通学 学路 安全 予算 算を を決 決め める"


# ---- opening


def test_a_foreign_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match=r"library\.sqlite"):
        Library(tmp_path)


def test_a_newer_library_is_left_alone(tmp_path: Path) -> None:
    Library(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as truth:
        truth.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="新しい版"):
        Library(tmp_path)


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(LibraryError, match="書き込めません"):
        Library(tmp_path / "home")


def test_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, to whom every folder is writable.
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(LibraryError, match="書き込めません"):
        Library(tmp_path / "home")


def test_a_full_disk_leaves_what_was_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(tmp_path / "home") as library:
        library.add_all([paper(tmp_path, "1.txt", "一\n")])
        with library._database.writing() as truth:
            (pages,) = truth.execute("PRAGMA page_count").fetchone()
        assert isinstance(library._database, Database)
        library._database._writer.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LibraryError, match="空きがありません"):
            library.add_all([paper(tmp_path, "2.txt", "長い文\n" * 5000)])
        assert [d.source for d in library.documents(Person())] == ["1.txt"]
        assert library.prove() == ()

        def no_room(*_: object) -> str:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("ingest.library.originals._copy", no_room)
        with pytest.raises(LibraryError, match="空きがありません"):
            library.add_all([paper(tmp_path, "3.txt", "三\n")])


def test_migrations_run_once_each_and_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(tmp_path) as library:
        library.add_all([paper(tmp_path / "in", "1.txt", "一\n")])
        first = library.id
    released = schema.MIGRATIONS
    broken = "ALTER TABLE documents ADD COLUMN shelf TEXT;\nINSERT INTO nowhere VALUES (1);\n"
    before = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*before, broken))
    with pytest.raises(LibraryError):
        Library(tmp_path)
    monkeypatch.setattr(schema, "MIGRATIONS", (*released, "ALTER TABLE documents ADD COLUMN shelf TEXT;\n"))
    for _ in range(2):
        with Library(tmp_path) as library:
            assert library.id == first
            assert library.counts() == (1, 1)
    with sqlite3.connect(tmp_path / "library.sqlite") as truth:
        assert truth.execute("PRAGMA user_version").fetchone() == (len(released) + 1,)
        assert truth.execute("SELECT shelf FROM documents").fetchall() == [(None,)]


# ---- several at once


def test_threads_read_while_one_writes(library: Library, tmp_path: Path) -> None:
    papers = [paper(tmp_path, f"{n}.txt", f"第{n}号\n議案\n") for n in range(40)]
    failures: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(100):
                documents = library.documents(Person())
                assert all(len(library.passages(document.id)) == 2 for document in documents[-3:])
        except Exception as error:  # noqa: BLE001 -- whatever it is, the main thread tells
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in readers:
        thread.start()
    for one in papers:
        library.add_all([one])
    for thread in readers:
        thread.join()
    assert failures == []
    assert library.counts() == (40, 80)


_WRITER = """
import sys
from pathlib import Path
from ingest.library.library import Library
from tests.shelf import paper
from tests.truths import TRUTHS, opened
folder, name = Path(sys.argv[1]), sys.argv[2]
with Library(folder / "home") as library:
    for n in range(int(sys.argv[3])):
        library.add_all([paper(folder / name, f"{name}{n}.txt", f"第{n}号の議案を可決した。\\n" * 20)])
        print(n, flush=True)
"""


def _writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    writers = [_writer(tmp_path, name, 15) for name in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    with Library(tmp_path / "home") as library:
        assert library.counts() == (30, 600)
        assert library.prove() == ()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_killed_in_the_middle_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    for round_, told in enumerate((1, 4, 9)):
        writer = _writer(tmp_path, f"r{round_}-", 10_000)
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(told)][-1]
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        acknowledged += len(writer.stdout.readlines())
        writer.stdout.close()
        with Library(tmp_path / "home") as library:
            assert library.prove() == ()
            for n in range(acknowledged + 1):
                document = library.find(f"r{round_}-{n}.txt")
                assert document is not None
                assert len(library.passages(document.id)) == document.passages == 20


def test_an_original_that_another_process_removed_meanwhile_is_kept_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = paper(tmp_path, "1.txt", "一\n")
    keep = Originals.keep
    calls: list[str] = []

    def keep_then_lose(self: Originals, name: str, original: Path) -> None:
        keep(self, name, original)
        if not calls:
            self.drop(name)
        calls.append(name)

    monkeypatch.setattr(Originals, "keep", keep_then_lose)
    library.add_all([added])
    assert library.original(added.document).is_file()


def test_papers_are_values(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        paper(tmp_path, "1.txt", "一\n").tokens = b""  # type: ignore[misc]
    assert isinstance(paper(tmp_path, "1.txt", "一\n"), Paper)
