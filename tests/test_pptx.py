"""PowerPoint files: a page a slide, read as a person would."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm, Pt

from ingest.errors import BrokenFile, EmptyFile, IngestError
from ingest.model import BlockKind, PageState
from ingest.readers.pptx import read
from tests.papers import assert_sound, parts_of, shown, spoilt, texts, write_zip

H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW
TITLE_AND_BODY, TITLE_ONLY, BLANK = 1, 5, 6

# The types of python-pptx do not say what each shape can do.
Deck = Any
Slide = Any


def add_slide(deck: Deck, layout: int, title: str = "") -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    return slide


def add_text(slide: Slide, top: float, left: float, text: str, size: int = 18) -> None:
    frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(8), Cm(1)).text_frame
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def save(deck: Deck, path: Path) -> Path:
    deck.save(str(path))
    return path


def test_title_first_then_from_the_top_down_then_the_notes(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = add_slide(deck, TITLE_ONLY, "令和5年度の\v取組")
    add_text(slide, 12, 2, "下")
    add_text(slide, 8.2, 2, "左")
    add_text(slide, 8, 12, "右")
    slide.notes_slide.notes_text_frame.text = "ここで質問を受ける。"
    reading = read(save(deck, tmp_path / "a.pptx"))
    assert shown(reading) == [
        (H, "令和5年度の 取組"),
        (P, "左"),
        (P, "右"),
        (P, "下"),
        (P, "ノート: ここで質問を受ける。"),
    ]
    page = reading.pages[0]
    assert_sound(page)
    assert (page.number, page.label, reading.title) == (1, "スライド1", "令和5年度の 取組")


def test_lists_groups_and_tables(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = add_slide(deck, TITLE_AND_BODY, "日程")
    slide.placeholders[1].text = "一つ目\n二つ目"
    group = slide.shapes.add_group_shape()
    inner = group.shapes.add_group_shape().shapes.add_textbox(Cm(1), Cm(14), Cm(3), Cm(1))
    inner.text_frame.text = "組の中"
    table = slide.shapes.add_table(3, 3, Cm(1), Cm(16), Cm(20), Cm(3)).table
    for r, row in enumerate(
        [("回", "日程", "場所"), ("第6回", "9/29(金)", "地階大会議室"), ("第7回", "10/27(金)", "")]
    ):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    reading = read(save(deck, tmp_path / "a.pptx"))
    assert shown(reading)[1:] == [
        (L, "一つ目"),
        (L, "二つ目"),
        (P, "組の中"),
        (R, "回\t日程\t場所"),
        (R, "第6回\t9/29(金)\t地階大会議室"),
        (R, "第7回\t10/27(金)"),
    ]
    assert reading.pages[0].blocks[-1].index == "回 第7回、日程 10/27(金)、場所 地階大会議室\n10月27日"


def test_hidden_slides_are_left_out_and_said(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for number in range(3):
        add_slide(deck, TITLE_ONLY, f"その{number + 1}")
    deck.slides[1].element.set("show", "0")
    reading = read(save(deck, tmp_path / "a.pptx"))
    assert [page.number for page in reading.pages] == [1, 3]
    assert [(problem.page, "非表示" in problem.message) for problem in reading.problems] == [(2, True)]


def test_the_largest_text_is_the_title_where_there_is_no_title_box(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = add_slide(deck, BLANK)
    add_text(slide, 1, 1, "※見本", 12)
    add_text(slide, 2, 1, "庁内調査の結果", 32)
    add_text(slide, 5, 1, "5月に実施した。", 18)
    assert shown(read(save(deck, tmp_path / "a.pptx"))) == [
        (H, "庁内調査の結果"),
        (P, "※見本"),
        (P, "5月に実施した。"),
    ]


def test_footers_are_furniture(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = add_slide(deck, TITLE_ONLY, "題")
    layout_footer = next(p for p in slide.slide_layout.placeholders if p.placeholder_format.type.name == "FOOTER")
    slide.shapes.clone_placeholder(layout_footer)
    slide.placeholders[layout_footer.placeholder_format.idx].text = "大海市"
    page = read(save(deck, tmp_path / "a.pptx")).pages[0]
    assert (page.text, page.furniture) == ("題\n", ("大海市",))


def test_a_chart_is_the_table_of_its_figures(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = add_slide(deck, TITLE_ONLY, "登録者数")
    figures = CategoryChartData()
    figures.categories = ["8月", "9月"]
    figures.add_series("登録者", (1842, 2615.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(5), Cm(10), Cm(6), figures)
    assert texts(read(save(deck, tmp_path / "a.pptx")))[1:] == ["\t登録者", "8月\t1842", "9月\t2615.5"]


def test_slides_of_nothing_and_of_pictures(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    add_slide(deck, BLANK)
    with pytest.raises(EmptyFile):
        read(save(deck, tmp_path / "a.pptx"))
    picture = tmp_path / "a.png"
    picture.write_bytes(_png())
    add_slide(deck, BLANK).shapes.add_picture(str(picture), 0, 0)
    reading = read(save(deck, tmp_path / "b.pptx"))
    assert [page.state for page in reading.pages] == [PageState.EMPTY, PageState.NO_TEXT]
    assert [problem.page for problem in reading.problems] == [2]


def _png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (4, 4), "white").save(stream, "PNG")
    return stream.getvalue()


def test_parts_that_are_missing_or_broken(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    add_slide(deck, TITLE_ONLY, "題")
    parts = parts_of(save(deck, tmp_path / "a.pptx"))
    outcomes: set[str] = set()
    for name in parts:
        if "slideLayout" in name and not name.endswith("slideLayout6.xml"):
            continue  # eleven of a kind
        for broken in spoilt(parts, name):
            try:
                read(write_zip(tmp_path / "b.pptx", broken))
            except IngestError as error:
                outcomes.add(type(error).__name__)
    assert outcomes == {"BrokenFile"}
    with pytest.raises(BrokenFile):
        read(write_zip(tmp_path / "c.pptx", parts | {"ppt/presentation.xml": b"<a/>"}))
