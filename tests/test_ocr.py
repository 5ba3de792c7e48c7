"""Pages that are pictures are read by Tesseract, once, and say so; without it they wait and say what is missing."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from assistant import as_json, showing
from assistant.answer_docx import to_text
from assistant.answering.values import Answer, Citation, ReadAs, Sentence, Verdict
from assistant.ui.shown import answer_shown, places_of
from ingest.library.library import Library
from ingest.library.recognitions import Recognitions
from ingest.model import Document, Page, PageState, Passage
from ingest.outcomes import Ingested, Outcome, Progress, Replaced, Unchanged
from ingest.pipeline import Pipeline, never
from ingest.readers import ocr
from ingest.readers.ocr_columns import parts
from ingest.readers.ocr_picture import bearing, without_rules
from ingest.readers.ocr_words import characters, mended, trusted, words_of
from ingest.readers.pdf_page import picture
from ingest.readers.recognised import Recognised, from_json, packed, to_json
from ingest.sandbox import Worker
from ingest.structure.marking import rectangles
from tests.scans import A5, error_rate, in_columns, scan, spoilt, written

ROOT = Path(__file__).parents[1]
LINES = (
    "令和５年度 学童保育室の入室案内",
    "学童保育室は、保護者が仕事などで昼間家庭に",
    "いない小学生に、放課後の生活の場を提供します。",
    "申込みの受付は令和５年11月15日から12月8日まで、",
    "子育て支援課の窓口で行います。",
    "保育料は月額6,500円、延長は30分ごとに200円です。",
)
COLUMNS = (
    "市長は市民の皆様とともに歩む市政を進めます。",
    "第一に子育てと教育の充実に力を入れてまいります。",
    "第二に災害に強いまちづくりを急ぎます。",
    "第三に持続できる財政の運営に努めてまいります。",
)

needs_tesseract = pytest.mark.skipif(
    ocr.find() is None, reason="no Tesseract: apt-get install tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert"
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script and signals")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as one:
        yield one


def take_in(library: Library, path: Path, **settings: Any) -> dict[str, Outcome]:
    stop = settings.pop("stop", never)
    events = Pipeline(library, [], workers=1, **settings).ingest([path], stop=stop)
    return {event.source: event for event in events if not isinstance(event, Progress)}


def kept(library: Library, source: str = "scan.pdf") -> tuple[Document, tuple[Page, ...]]:
    document = library.find(source)
    assert document is not None
    return document, library.pages(document.id, boxes=True)


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that a worker was asked to recognise, in order."""
    asked: list[int] = []
    run = Worker.run

    def count(self: Worker, job: str, *arguments: Any, **limit: Any) -> Any:
        if job == "recognise":
            asked.append(arguments[1])
        return run(self, job, *arguments, **limit)

    monkeypatch.setattr(Worker, "run", count)
    return asked


# ---- reading


@needs_tesseract
def test_a_scan_is_read_with_its_places_and_says_so(library: Library, tmp_path: Path) -> None:
    outcomes = take_in(library, scan(tmp_path / "scan.pdf", written(LINES)))
    assert isinstance(outcomes["scan.pdf"], Ingested)
    document, (page,) = kept(library)
    assert (page.state, page.ocr) == (PageState.TEXT, True)
    assert error_rate(page.text, "".join(LINES)) < 0.03
    assert [problem.page for problem in document.problems] == [None]
    assert "文字認識" in document.problems[0].message
    passages = library.passages(document.id)
    assert all(passage.ocr for passage in passages)
    # 6,500円 stands in the sixth line, of 1.8 times 11 points each, the first 2 times 11 points below the edge.
    at = page.text.index("6,500")
    ((left, top, right, bottom),) = rectangles(page, at, at + 5)
    line = (2 + 1.8 * 5) * 11 / A5[1]
    assert line - 0.01 < top < bottom < line + 0.04
    assert 0.1 < left < right < 0.6


@needs_tesseract
def test_a_tilted_scan_with_grain_is_read(tmp_path: Path) -> None:
    tesseract = ocr.find()
    assert tesseract is not None
    page = ocr.recognise(scan(tmp_path / "a.pdf", spoilt(written(LINES))), 1, tesseract)
    assert error_rate(page.text, "".join(LINES)) < 0.08
    # The first line begins where it was drawn, a little lower to the right.
    boxes = np.frombuffer(page.boxes, dtype="<u2").reshape(-1, 4) / 65535
    end = page.text.index("\n")
    assert boxes[0, 1] < boxes[end - 1, 1] < boxes[0, 1] + 0.03


@needs_tesseract
def test_columns_are_read_from_right_to_left(library: Library, tmp_path: Path) -> None:
    take_in(library, scan(tmp_path / "scan.pdf", in_columns(COLUMNS)))
    _, (page,) = kept(library)
    assert error_rate(page.text, "".join(COLUMNS)) < 0.08


@needs_tesseract
def test_columns_of_lines_are_read_one_after_the_other(tmp_path: Path) -> None:
    tesseract = ocr.find()
    assert tesseract is not None
    left = [line * 2 for line in ("令和五年度の学童", "保育室の入室案内", "申込みの受付期間")]
    right = [line * 2 for line in ("市長は子育ての支", "援に力を注ぎ教育", "環境を整えてゆく")]
    lines = [f"{one}　　　{other}" for one, other in zip(left * 4, right * 4, strict=True)]
    page = ocr.recognise(scan(tmp_path / "a.pdf", written(lines, points=9)), 1, tesseract)
    assert error_rate(page.text, "".join(left * 4 + right * 4)) < 0.05


def test_labels_beside_their_matter_are_no_column() -> None:
    lines = [f"{label}　　　市役所の庁舎の二階にある大きな会議室" for label in ("場所", "日時", "次第") * 4]
    shown = written(lines, points=9)
    assert parts(shown) == [(0, 0, shown.shape[1], shown.shape[0])]


@needs_tesseract
def test_words_in_a_ruled_table_are_read(tmp_path: Path) -> None:
    tesseract = ocr.find()
    assert tesseract is not None
    ruled = written(LINES).copy()
    for n in range(7):
        y = round((1.8 + 1.8 * n) * 11 * 200 / 72)
        ruled[y : y + 2, 20:1100] = 0
    for x in (20, 1098):
        ruled[round(1.8 * 11 * 200 / 72) : y, x : x + 2] = 0
    page = ocr.recognise(scan(tmp_path / "a.pdf", ruled), 1, tesseract)
    assert error_rate(page.text, "".join(LINES)) < 0.05


@needs_tesseract
def test_pages_with_and_without_characters_stand_in_one_paper(library: Library, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "front.pdf"))
    canvas.drawString(72, 700, "A page with characters of its own, and enough of them.")
    canvas.drawString(72, 680, "It ends here.")
    canvas.save()
    scan(tmp_path / "back.pdf", written(LINES))
    writer = PdfWriter()
    for name in ("front.pdf", "back.pdf"):
        writer.append(tmp_path / name)
    writer.write(tmp_path / "scan.pdf")
    take_in(library, tmp_path / "scan.pdf")
    document, pages = kept(library)
    assert [page.ocr for page in pages] == [False, True]
    marked = [(passage.page, passage.ocr) for passage in library.passages(document.id)]
    assert (marked[0], marked[-1]) == ((1, False), (2, True))


@needs_tesseract
def test_a_picture_without_words_waits_no_more(library: Library, tmp_path: Path, recognised: list[int]) -> None:
    smooth = np.tile(np.linspace(0, 255, 800).astype(np.uint8), (1000, 1))
    take_in(library, scan(tmp_path / "scan.pdf", smooth))
    document, (page,) = kept(library)
    assert page.state is PageState.NO_TEXT
    assert "見つかりません" in document.problems[0].message
    assert isinstance(take_in(library, tmp_path / "scan.pdf")["scan.pdf"], Unchanged)
    assert recognised == [1]


# ---- once


@needs_tesseract
def test_stopped_and_gone_on(library: Library, tmp_path: Path, recognised: list[int]) -> None:
    path = scan(tmp_path / "scan.pdf", *(written(LINES[n : n + 3]) for n in range(3)))
    stop = iter([False, False])  # one file, one page
    assert take_in(library, path, stop=lambda: next(stop, True)) == {}
    assert recognised == [1]
    assert library.counts() == (0, 0)
    events = list(Pipeline(library, [], workers=1).ingest([path]))
    assert recognised == [1, 2, 3]
    assert [one.now for one in events if isinstance(one, Progress) and "文字認識" in one.now] == [
        f"scan.pdf（文字認識 {n}/3ページ）" for n in (1, 2, 3)
    ]
    assert all(page.ocr for page in kept(library)[1])


@posix
@needs_tesseract
def test_a_killed_ingest_goes_on_with_the_page_it_was_at(tmp_path: Path, recognised: list[int]) -> None:
    path = scan(tmp_path / "scan.pdf", *(written(LINES[n : n + 3]) for n in range(3)))
    program = (
        "import sys\nfrom pathlib import Path\nfrom ingest.library.library import Library\n"
        "from ingest.pipeline import Pipeline\n"
        "for event in Pipeline(Library(Path(sys.argv[1])), [], workers=1).ingest([Path(sys.argv[2])]):\n"
        "    print(event, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "home"), str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "文字認識 2/3".encode() in line:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Library(tmp_path / "home") as library:
        take_in(library, path)
        assert len(kept(library)[1]) == 3
    assert recognised == [2, 3]


@needs_tesseract
def test_the_same_contents_are_recognised_once_until_they_leave(
    library: Library, tmp_path: Path, recognised: list[int]
) -> None:
    path = scan(tmp_path / "scan.pdf", written(LINES))
    take_in(library, path)
    (tmp_path / "again.pdf").write_bytes(path.read_bytes())
    assert isinstance(take_in(library, tmp_path / "again.pdf")["again.pdf"], Ingested)
    assert recognised == [1]
    library.remove("scan.pdf")
    assert list((tmp_path / "home" / "ocr").glob("*/*.json")) != []
    library.remove("again.pdf")
    assert list((tmp_path / "home" / "ocr").iterdir()) == []


def test_a_kept_page_comes_back_as_it_was(tmp_path: Path) -> None:
    kept_pages = Recognitions(tmp_path)
    page = Recognised(3, 595.5, 842.0, "𠮷野\n", packed([(0, 0, 0.5, 0.1), (0.5, 0, 1, 0.1), (1, 0, 1, 0.1)]))
    kept_pages.keep("ab", page, "5.3.0-jpn")
    assert kept_pages.find("ab", 3, "5.3.0-jpn") == page
    assert kept_pages.find("ab", 3, "5.4.0-jpn") is None
    assert kept_pages.find("ab", 2, "5.3.0-jpn") is None
    (file,) = (tmp_path / "ab").iterdir()
    whole = file.read_text(encoding="utf-8")
    for spoil in ("", "[]", "{}", whole[:-9], whole.replace("野", "野野"), whole.replace('"page": 3', '"page": 4')):
        file.write_text(spoil, encoding="utf-8")
        assert kept_pages.find("ab", 3, "5.3.0-jpn") is None
    kept_pages.drop("ab")
    assert list(tmp_path.iterdir()) == []


def test_pages_of_files_that_never_came_leave_after_a_while(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        for name in ("old", "new"):
            library.recognitions.keep(name, Recognised(1, 1.0, 1.0), "5")
        os.utime(tmp_path / "ocr" / "old", (1, 1))
    with Library(tmp_path):
        assert [path.name for path in (tmp_path / "ocr").iterdir()] == ["new"]


@given(st.text(max_size=8))
def test_what_is_kept_is_what_was_recognised(text: str) -> None:
    page = Recognised(1, 100.0, 200.0, text, bytes(8 * len(text)))
    assert from_json(to_json(page)) == page


# ---- without


def test_without_tesseract_the_page_waits_and_names_the_line_that_installs_it(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(tmp_path / "scan.pdf", written(LINES[:3]))
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        take_in(library, path)
        assert isinstance(take_in(library, path)["scan.pdf"], Unchanged)
    document, (page,) = kept(library)
    assert page.state is PageState.NO_TEXT
    assert document.problems[0].page == 1
    assert ocr.how_to_install() in document.problems[0].message
    if ocr.find() is not None:  # it came meanwhile
        assert isinstance(take_in(library, path)["scan.pdf"], Replaced)
        assert kept(library)[1][0].state is PageState.TEXT


@pytest.mark.parametrize(("system", "words"), [("linux", "apt-get"), ("win32", "winget"), ("darwin", "brew")])
def test_each_system_has_its_line(system: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert words in ocr.how_to_install()
    assert "\n" not in ocr.how_to_install()


def test_turned_off_it_says_so(library: Library, tmp_path: Path, recognised: list[int]) -> None:
    take_in(library, scan(tmp_path / "scan.pdf", written(LINES[:3])), ocr=False)
    assert "SHIRUBE_OCR=off" in kept(library)[0].problems[0].message
    assert recognised == []


# ---- trouble


def false_tesseract(folder: Path, page: str) -> Path:
    """A program that says it is Tesseract and runs the shell command `page` for each page."""
    program = folder / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\ncase "$1" in\n--version) echo "tesseract 5.9";;\n--list-langs) printf "jpn\\njpn_vert\\n";;\n'
        f"*) {page};;\nesac\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@posix
def test_a_page_that_takes_too_long_is_left_and_not_tried_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recognised: list[int]
) -> None:
    program = false_tesseract(tmp_path, "exec sleep 9")
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(ocr, "SECONDS", 0.3)
    path = scan(tmp_path / "scan.pdf", *(written(LINES[:2]) for _ in range(5)))
    take_in(library, path)
    document, pages = kept(library)
    assert recognised == [1, 2, 3]  # the rest of the paper is left alone
    assert {page.state for page in pages} == {PageState.NO_TEXT}
    assert ["時間" in problem.message for problem in document.problems if problem.page] == [True] * 3 + [False] * 2
    take_in(library, path)
    assert recognised == [1, 2, 3]


@posix
@pytest.mark.parametrize(("page", "said"), [("exec sleep 9", "時間"), ("exit 3", "止まりました"), ("cat", "")])
def test_a_program_that_fails_is_told_of_the_page(
    page: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = false_tesseract(tmp_path, page)
    monkeypatch.setattr(ocr, "_ASKED", 0.5)
    tesseract = ocr.Tesseract(str(program), "5.9", ("jpn",))
    read = ocr.recognise(scan(tmp_path / "a.pdf", written(LINES[:2])), 1, tesseract)
    assert read.text == ""
    assert said in read.trouble


def test_a_program_that_is_gone_is_told_of_the_page(tmp_path: Path) -> None:
    tesseract = ocr.Tesseract(str(tmp_path / "gone"), "5.9", ("jpn",))
    assert "止まりました" in ocr.recognise(scan(tmp_path / "a.pdf", written(LINES[:2])), 1, tesseract).trouble
    assert "壊れて" in ocr.recognise(scan(tmp_path / "a.pdf", written(LINES[:2])), 2, tesseract).trouble


@pytest.mark.parametrize("size", [(14400.0, 14400.0), (14400.0, 3.0), (3.0, 14400.0), (1e6, 1e6), (0.01, 0.01)])
def test_a_page_of_any_size_makes_a_picture_within_bounds(size: tuple[float, float], tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=size)
    canvas.rect(0, 0, size[0] / 2, size[1] / 2, fill=1)
    canvas.save()
    shown, width, height = picture(tmp_path / "a.pdf", 1, 200)
    assert 0 < shown.size <= 21_000_000
    assert max(shown.shape) <= 10_001
    assert (width, height) == pytest.approx(size, rel=0.01)


# ---- from words to characters


@pytest.mark.parametrize("shape", [(1, 1), (1, 4000), (4000, 1), (40, 40), (900, 700)])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_any_picture_has_a_bearing(shape: tuple[int, int], shade: int) -> None:
    plain = np.full(shape, shade, dtype=np.uint8)
    assert bearing(plain).tilt == 0.0
    assert without_rules(plain, 110).shape == shape


def test_the_bearing_of_lines_and_columns() -> None:
    lying, standing = bearing(spoilt(written(LINES), tilt=1.5)), bearing(in_columns(COLUMNS))
    assert lying.tilt == pytest.approx(1.5, abs=0.2)
    assert lying.sureness > 1
    assert standing.tilt == pytest.approx(0.0, abs=0.2)


def test_rules_go_and_letters_stay() -> None:
    page = np.full((400, 600), 255, dtype=np.uint8)
    page[100:103, 50:550] = 0  # a rule
    page[50:350, 300:302] = 0  # one that crosses it
    page[200:240, 100:104] = 0  # a stroke of a letter
    page[300:380, 400:580] = 0  # a filled surface
    cleared = without_rules(page, 110)
    assert cleared[100:103].min() == 255
    assert cleared[50:200, 300:302].min() == 255
    assert cleared[200:240, 100:104].max() == 0
    assert (cleared[310:370, 410:570] == 0).mean() > 0.9


def table(*rows: tuple[int, str, float]) -> str:
    """Lines of Tesseract's table: number of the line, word, confidence; each word 20 pixels a character."""
    at = 0
    lines = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    for n, (line, word, confidence) in enumerate(rows):
        lines.append(f"5\t1\t1\t1\t{line}\t{n}\t{at}\t{40 * line}\t{20 * len(word)}\t20\t{confidence}\t{word}")
        at += 20 * len(word)
    return "\n".join(lines) + "\n"


def test_words_become_characters_with_boxes() -> None:
    words = words_of(table(*((0, word, 90) for word in ("予算", "は", "AI", "OK", "3,", "011"))))
    apart = [word.moved(8 * n, 0, 0) for n, word in enumerate(words)]
    assert characters(apart, vertical=False)[0] == "予算はAI OK 3,011\n"
    text, boxes = characters(words, vertical=False)
    assert text == "予算はAIOK3,011\n"
    assert boxes[:3] == [(0, 0, 20, 20), (20, 0, 40, 20), (40, 0, 60, 20)]
    assert len(boxes) == len(text)


def test_lines_that_the_program_hardly_believes_in_are_left_out() -> None:
    read = trusted(words_of(table((0, "予算", 90), (1, "汚", 10), (1, "れ", 40), (2, "決算", 31))))
    assert [word.text for word in read] == ["予算", "決算"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("〇議長", "○議長"),
        ("〇〇市", "〇〇市"),
        ("〇年", "〇年"),
        ("〇歳児", "〇歳児"),
        ("二〇", "二〇"),
        ("生成Alの", "生成AIの"),
        ("lCT", "ICT"),
        ("Excel", "Excel"),
        ("ml", "ml"),
        ("月額6.500円、1.842.100千円", "月額6,500円、1,842,100千円"),
        ("1.842万人、1.842倍、3.5人、12.3456人", "1.842万人、1.842倍、3.5人、12.3456人"),
    ],
)
def test_shapes_that_look_alike(read: str, meant: str) -> None:
    assert mended(read) == meant


@given(st.text(max_size=300), st.booleans())
def test_any_table_is_read_without_harm(spoilt_table: str, vertical: bool) -> None:
    words = words_of(table((0, "予算", 90)) + spoilt_table)
    text, boxes = characters(trusted(words), vertical=vertical)
    assert len(text) == len(boxes)
    Recognised(1, 1.0, 1.0, text, packed(boxes))


# ---- shown


def answer(*, ocr: bool) -> Answer:
    document = Document("d", "scan.pdf", "0" * 64, "pdf", "入室案内", "資料", 1)
    passage = Passage("d-0", "d", 0, 1, "p.1", 0, 6, "6,500円", ocr=ocr)
    citation = Citation(1, passage, document, passage.text, 0, 6, 1, "p.1")
    return Answer("保育料は", ReadAs(), (Sentence("6,500円", (1,), Verdict.SUPPORTED),), (citation,))


def test_an_answer_marks_what_was_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.conversations import Turn

    for recognised in (True, False):
        one = answer(ocr=recognised)
        showing.answer(one)
        assert ("読み取り値（未確認）" in capsys.readouterr().out) is recognised
        assert ("読み取り値（未確認）" in to_text(one)) is recognised
        assert as_json.answer(one)["citations"][0].get("ocr") is (True if recognised else None)
        (card,) = answer_shown(Turn("t", "保育料は", one, "2023-01-01T00:00:00+00:00"), places_of(one))["cards"]
        assert card["note"] == ("読み取り値（未確認）" if recognised else "")


def test_a_library_keeps_the_mark(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("予算", encoding="utf-8")
    take_in(library, tmp_path / "a.txt")
    document = library.find("a.txt")
    assert document is not None
    (passage,) = library.passages(document.id)
    (page,) = library.pages(document.id)
    assert (passage.ocr, page.ocr) == (False, False)
    library.add(document, [replace(page, ocr=True)], [replace(passage, ocr=True)], tmp_path / "a.txt")
    assert library.passages(document.id)[0].ocr
    assert library.page_at(document.id, 0)[0].ocr
