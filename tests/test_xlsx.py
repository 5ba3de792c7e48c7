"""Excel files: what the sheets show, and what the search should know of each row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from ingest.errors import EmptyFile, IngestError, TooCostly
from ingest.model import BlockKind
from ingest.readers import xlsx
from ingest.readers.xlsx import read
from tests.papers import assert_sound, parts_of, shown, spoilt, texts, write_zip

R, H = BlockKind.ROW, BlockKind.HEADING

# xlsxwriter has no types of its own.
Book = Any


def write(path: Path, fill: Callable[[Book], None]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    fill(book)
    book.close()
    return path


def rows_of(path: Path, rows: list[list[object]], *, first: int = 0) -> Path:
    def fill(book: Book) -> None:
        sheet = book.add_worksheet("予算")
        for r, row in enumerate(rows, first):
            sheet.write_row(r, 0, row)

    return write(path, fill)


def test_a_title_then_names_then_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["会議の日程（令和5年度）"],
        [],
        ["回", "日程", "場所", "備考"],
        ["第6回", "9/29(金)", "地階大会議室", ""],
        ["第7回", "", "議会委員会室", ""],
    ]
    reading = read(rows_of(tmp_path / "a.xlsx", rows))
    page = reading.pages[0]
    assert_sound(page)
    assert shown(reading) == [
        (H, "会議の日程（令和5年度）"),
        (R, "回\t日程\t場所\t備考"),
        (R, "第6回\t9/29(金)\t地階大会議室"),
        (R, "第7回\t\t議会委員会室"),
    ]
    assert (page.number, page.label, reading.title) == (None, "シート「予算」", "会議の日程（令和5年度）")
    assert [block.index for block in page.blocks[2:]] == [
        "回 第6回、日程 9/29(金)、場所 地階大会議室\n9月29日",
        "回 第7回、場所 議会委員会室",
    ]


def test_values_as_a_person_would_type_them(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy/m/d"})
        clock = book.add_format({"num_format": "h:mm"})
        both = book.add_format({"num_format": "yyyy/m/d h:mm"})
        sheet.write_row(0, 0, [1.0, 0.1 + 0.2, -7, 1e6, True, "１行目\n２行目\tの続き"])
        sheet.write_datetime(1, 0, date(2025, 6, 12), day)
        sheet.write_datetime(1, 1, datetime(2025, 6, 12, 13, 30), both)  # noqa: DTZ001 - Excel knows no zones
        sheet.write_datetime(1, 2, time(9, 5), clock)

    reading = read(write(tmp_path / "a.xlsx", fill))
    assert texts(reading) == [
        "1\t0.3\t-7\t1000000\tTRUE\t１行目 ２行目 の続き",
        "2025-06-12\t2025-06-12 13:30\t9:05",
    ]
    index = reading.pages[0].blocks[1].index
    assert "令和7年6月12日" in index
    assert "2025年6月12日 6/12" in index


def test_percentages_as_shown(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        sheet = book.add_worksheet()
        whole, fine = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["区分", "割合", "前回", "件数"])
        for r, name in enumerate(("満足", "不満"), 1):
            sheet.write(r, 0, name)
            sheet.write_number(r, 1, 0.254, fine)
            sheet.write_number(r, 2, 0.3, whole)
            sheet.write_number(r, 3, 0.5)

    assert texts(read(write(tmp_path / "a.xlsx", fill)))[1:] == ["満足\t25.4%\t30%\t0.5", "不満\t25.4%\t30%\t0.5"]


def test_merged_names_in_two_rows_and_merged_values(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        sheet = book.add_worksheet("表")
        sheet.merge_range(0, 0, 1, 0, "事業")
        sheet.merge_range(0, 1, 0, 2, "令和4年度")
        sheet.merge_range(0, 3, 0, 4, "令和5年度")
        sheet.write_row(1, 1, ["件数", "金額", "件数", "金額"])
        sheet.merge_range(2, 0, 3, 0, "見守り")
        sheet.write_row(2, 1, [1, 10, 2, 20])
        sheet.write_row(3, 1, [3, 30, 4, 40])

    page = read(write(tmp_path / "a.xlsx", fill)).pages[0]
    assert page.text.split("\n")[2:4] == ["見守り\t1\t10\t2\t20", "\t3\t30\t4\t40"]
    assert page.blocks[3].index == (
        "事業 見守り、令和4年度 件数 3、令和4年度 金額 30、令和5年度 件数 4、令和5年度 金額 40"
    )


def test_a_form_has_no_column_names(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        sheet = book.add_worksheet()
        for r, name in enumerate(("１　名称", "２　面積", "３　用途", "４　住所")):
            sheet.merge_range(r, 0, r, 1, name)
            sheet.write(r, 2, "記入")
            sheet.write(r, 3, "確認")

    assert {block.index for block in read(write(tmp_path / "a.xlsx", fill)).pages[0].blocks} == {""}


def test_graph_paper_loses_its_empty_columns(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        sheet = book.add_worksheet()
        for r, (name, value) in enumerate([("氏名", "山田"), ("住所", "大海市")], 3):
            sheet.merge_range(r, 5, r, 15, name)
            sheet.merge_range(r, 16, r, 40, value)

    assert texts(read(write(tmp_path / "a.xlsx", fill))) == ["氏名\t山田", "住所\t大海市"]


def test_hidden_sheets_are_left_out_and_said(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.add_worksheet("見える").write(0, 0, "あ")
        for name, hide in (("隠れる", "hide"), ("もっと隠れる", "very_hidden")):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "秘")
            getattr(sheet, hide)()
        book.add_worksheet("空")

    reading = read(write(tmp_path / "a.xlsx", fill))
    assert [page.label for page in reading.pages] == ["シート「見える」"]
    assert [problem.message.split("」")[0] for problem in reading.problems] == [
        "非表示のシート「隠れる",
        "非表示のシート「もっと隠れる",
    ]


def test_nothing_on_it(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match="値の入ったセル"):
        read(rows_of(tmp_path / "a.xlsx", []))


def test_rows_past_the_most_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 5)
    reading = read(rows_of(tmp_path / "a.xlsx", [["項目", "額"], *([f"費目{n}", n] for n in range(9))], first=2))
    assert len(reading.pages[0].blocks) == 5
    assert "最後の5行" in reading.problems[0].message


def test_two_values_a_world_apart_do_not_fill_the_memory(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "あ")
        sheet.write(1_048_575, 16_383, "ん")

    with pytest.raises(TooCostly, match="範囲が広すぎ"):
        read(write(tmp_path / "a.xlsx", fill))


def test_a_merge_of_the_whole_sheet(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.xlsx", lambda book: book.add_worksheet().merge_range("A1:B2", "全部"))
    parts = parts_of(whole)
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"A1:B2", b"A1:XFD1048576")
    assert b"XFD1048576" in sheet
    wide = write_zip(tmp_path / "b.xlsx", parts | {"xl/worksheets/sheet1.xml": sheet})
    assert texts(read(wide)) == ["全部"]


def test_parts_that_are_missing_or_broken(tmp_path: Path) -> None:
    parts = parts_of(rows_of(tmp_path / "a.xlsx", [["項目", "額"], ["報償費", 100]]))
    refused = 0
    for name in parts:
        for broken in spoilt(parts, name):
            try:
                read(write_zip(tmp_path / "b.xlsx", broken))
            except IngestError:
                refused += 1
    assert refused >= 6
