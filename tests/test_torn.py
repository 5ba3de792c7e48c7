"""Spoilt files: noticed, mended or told with what to do; no crash, and nothing called healthy that lost something."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from assistant.backup import contents
from assistant.governance import use_log
from assistant.governance.use_log import UseLog
from assistant.small_database import prove
from ingest.errors import LibraryError
from ingest.library.footers import are_sound
from ingest.library.library import Library
from ingest.library.words import WordsView
from ingest.model import local_person
from tests import tearing, three_papers
from tests.shelf import paper
from tests.terminal import Terminal
from tests.test_kept import KEPT, open_all


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kept") / "home"
    with zipfile.ZipFile(KEPT[0]) as packed:
        packed.extractall(home)
    open_all(home)
    UseLog(home / use_log.FILE, home / use_log.ANCHOR).append("野々村", "search", {"hits": 3}, {"question": "予算は"})
    return home


@pytest.mark.parametrize("damage", [name for name in tearing.DAMAGES if name != "gone"])
@pytest.mark.parametrize("name", [name for name in contents.schemas() if name != "library.sqlite"])
def test_a_spoilt_file_of_records_is_told_or_has_lost_nothing(
    kept: Path, tmp_path: Path, name: str, damage: str
) -> None:
    """Of every block: a zeroed one may have held nothing, but then every row is there."""
    written = (kept / name).read_bytes()
    places = range(0, len(written), 512) if damage == "zeroed" else (0,)
    told = 0
    for at in places:
        whole = damage != "zeroed"
        spoilt = tearing.DAMAGES[damage](written) if whole else written[:at] + bytes(512) + written[at + 512 :]
        assert spoilt is not None
        (tmp_path / name).write_bytes(spoilt)
        said = list(prove([tmp_path / name]))
        told += bool(said)
        if not said:
            assert tearing.contents_of(tmp_path / name) == tearing.contents_of(kept / name), at
    assert told


def test_every_block_of_the_truth_is_proved(kept: Path, tmp_path: Path) -> None:
    """Each 512 bytes of library.sqlite zeroed: told, refused, or nothing was lost."""
    written = (kept / "library.sqlite").read_bytes()
    columns = "SELECT id, source, title, text FROM documents JOIN pages ON document = id ORDER BY 1"
    with closing(sqlite3.connect(kept / "library.sqlite")) as truth:
        papers, passages = truth.execute(columns).fetchall(), truth.execute("SELECT * FROM passages").fetchall()
    told = 0
    for at in range(0, len(written), 512):
        home = tmp_path / str(at)
        shutil.copytree(kept / "originals", home / "originals")
        (home / "library.sqlite").write_bytes(written[:at] + bytes(512) + written[at + 512 :])
        try:
            with Library(home) as library:
                said = library.prove()
        except (LibraryError, ValueError):  # what `cli` tells in a sentence, and what `json` says of a torn list
            told += 1
            continue
        told += bool(said)
        if not said:
            with closing(sqlite3.connect(home / "library.sqlite")) as truth:
                assert truth.execute(columns).fetchall() == papers, at
                assert truth.execute("SELECT * FROM passages").fetchall() == passages, at
    assert told > 10


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET title = '別の題' WHERE source LIKE '公園%'",
        "UPDATE passages SET heading = '別の見出し' WHERE rowid = 1",
        "UPDATE passages SET text = replace(text, '円', '銭') WHERE text LIKE '%円%'",
        "UPDATE pages SET text = replace(text, '円', '銭') WHERE text LIKE '%円%'",
        "DELETE FROM passages WHERE rowid = 2",
        "DELETE FROM pages WHERE document IN (SELECT id FROM documents WHERE source LIKE '公園%')",
        "UPDATE documents SET tokens = x'00' WHERE source LIKE '公園%'",
    ],
)
def test_each_part_of_a_paper_that_changed_is_told(kept: Path, tmp_path: Path, change: str) -> None:
    """What SQLite itself finds sound: a change that nobody made."""
    shutil.copytree(kept, tmp_path / "home")
    with closing(sqlite3.connect(tmp_path / "home" / "library.sqlite")) as truth, truth:
        assert truth.execute(change).rowcount == 1
    with Library(tmp_path / "home") as library:
        (said,) = library.prove()
    assert "登録したときと変わって" in said


def test_any_byte_of_the_words_view_that_changes_is_noticed(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as library:
        library.add_all([paper(tmp_path, "1.txt", "議案第123号を可決した。\n" * 30)])
        words = WordsView(tmp_path / "words", library)
        words.catch_up()
        words.close()
        (version,) = (tmp_path / "words").glob("v-*")
        assert are_sound(version)
        for path in version.iterdir():
            written = path.read_bytes()
            if path.suffix in (".json", ".lock") or not written:
                continue
            # After the body comes which version wrote it, which is no part of what is found.
            for at in range(0, written.rindex(b'{"version"'), max(1, len(written) // 40)):
                path.write_bytes(written[:at] + bytes([written[at] ^ 1]) + written[at + 1 :])
                assert not are_sound(version), (path, at)
            path.write_bytes(written)
        assert are_sound(version)


def test_a_library_whose_database_is_gone_is_not_begun_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would take the files of all its papers for what a stopped ingest left, and delete them."""
    with Library(tmp_path / "home") as library:
        library.add_all([paper(tmp_path, "1.txt", "一\n")])
    path = tmp_path / "home" / "library.sqlite"
    for left in (b"", None):
        path.unlink(missing_ok=True)
        if left is not None:
            path.write_bytes(left)
        with pytest.raises(LibraryError, match="元のファイルは残って"):
            Library(tmp_path / "home")
        assert len(list((tmp_path / "home" / "originals").rglob("*.txt"))) == 1
    said = Terminal(tmp_path / "home", capsys)("check")
    assert (said.code, "shirube restore" in said.err) == (2, True)


def test_taking_a_paper_in_again_mends_its_file_and_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shirube = Terminal(tmp_path / "home", capsys)
    three_papers.write(tmp_path / "in")
    assert shirube("ingest", tmp_path / "in").code == 0
    files = sorted((tmp_path / "home" / "originals").rglob("*.*"))
    files[0].unlink()
    files[1].write_bytes(bytes(files[1].stat().st_size))
    with closing(sqlite3.connect(tmp_path / "home" / "library.sqlite")) as truth, truth:
        truth.execute("UPDATE passages SET text = replace(text, '35,000', '95,000')")
    checked = shirube("check", "--json")
    assert (checked.code, len(checked.json["problems"])) == (1, 3)
    assert all("もう一度登録してください" in problem for problem in checked.json["problems"])
    assert shirube("ingest", tmp_path / "in").code == 0
    assert shirube("check").code == 0
    assert "35,000円" in shirube("ask", three_papers.QUESTION).out


def test_a_library_older_than_its_index_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As when a log was torn, or somebody copied an old file over it."""
    shirube = Terminal(tmp_path / "home", capsys)
    three_papers.write(tmp_path / "in")
    assert shirube("ingest", tmp_path / "in").code == 0
    old = (tmp_path / "home" / "library.sqlite").read_bytes()
    (tmp_path / "新着.txt").write_text("あとから来た資料。\n", encoding="utf-8")
    assert shirube("ingest", tmp_path / "新着.txt").code == 0
    (tmp_path / "home" / "library.sqlite").write_bytes(old)
    checked = shirube("check", "--json").json
    assert (checked["healthy"], checked["documents"], checked["words"]) == (True, 3, checked["passages"])
    assert "古い状態" in "".join(checked["mended"])
    assert "mended" not in shirube("check", "--json").json


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["library.sqlite", "drafts.sqlite", "meta.json", ".idx", "chroma.sqlite3", "current"])
def test_commands_on_a_spoilt_home(tmp_path: Path, kind: str) -> None:
    """The real commands in a process of their own, which a torn file could take with it."""
    whole = tearing.home(tmp_path)
    file = next(path for path in tearing.files(whole) if path.name.endswith(kind))
    for damage in tearing.DAMAGES:
        seen = tearing.spoil(whole, file, damage, tmp_path)
        assert not seen.crashed, seen
        # A file of records that is not there is one that was never begun; nobody can know better.
        assert not seen.lied or (damage == "gone" and kind == "drafts.sqlite"), seen
        assert seen.healthy or seen.said, seen


def test_small_libraries_do_not_notice_who_reads_them(tmp_path: Path) -> None:
    """The checks themselves change nothing."""
    with Library(tmp_path / "home") as library:
        library.add_all([paper(tmp_path, "1.txt", "一\n")])
    before = {path: path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()}
    with Library(tmp_path / "home") as library:
        assert library.prove() == ()
        assert library.documents(local_person())
    assert {path: path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()} == before
