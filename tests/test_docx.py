"""Word files: what stands on the printed page, in its order."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument

from ingest.errors import BrokenFile, EmptyFile, HostileFile
from ingest.model import BlockKind, PageState
from ingest.readers.docx import read
from tests.papers import assert_sound, paragraph, shown, texts, word_parts, write_word, write_zip

H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW


def save(document: WordDocument, path: Path) -> Path:
    document.save(str(path))
    return path


def test_paragraphs_headings_lists_and_tables_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("会議の記録", 0)
    document.add_heading("1 日程", 1)
    document.add_paragraph("次のとおり開く。")
    document.add_paragraph("資料の確認", style="List Bullet")
    table = document.add_table(2, 3)
    for cell, words in zip(table.rows[0].cells, ("回", "日程", "場所"), strict=True):
        cell.text = words
    for cell, words in zip(table.rows[1].cells, ("第6回", "9/29(金)", "地階大会議室"), strict=True):
        cell.text = words
    document.add_paragraph("以上")
    reading = read(save(document, tmp_path / "a.docx"))
    assert shown(reading) == [
        (H, "会議の記録"),
        (H, "1 日程"),
        (P, "次のとおり開く。"),
        (L, "資料の確認"),
        (R, "回\t日程\t場所"),
        (R, "第6回\t9/29(金)\t地階大会議室"),
        (P, "以上"),
    ]
    page = reading.pages[0]
    assert_sound(page)
    assert (page.number, page.label, reading.title) == (None, "本文", "会議の記録")
    assert [block.level for block in page.blocks][:2] == [1, 1]
    assert page.blocks[2].label == "1 日程"
    assert page.blocks[5].index == "回 第6回、日程 9/29(金)、場所 地階大会議室\n9月29日"


def test_merged_cells_are_shown_once_and_searched_everywhere(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for r, row in enumerate(
        [("区分", "事業", "金額"), ("福祉", "見守り", "120"), ("", "配食", "80"), ("計", "", "200")]
    ):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    page = read(save(document, tmp_path / "a.docx")).pages[0]
    assert page.text == "区分\t事業\t金額\n福祉\t見守り\t120\n\t配食\t80\n計\t\t200\n"
    assert [block.index for block in page.blocks[1:]] == [
        "区分 福祉、事業 見守り、金額 120",
        "区分 福祉、事業 配食、金額 80",
        "区分 事業 計、金額 200",
    ]


def test_a_table_of_names_and_values_has_no_column_names(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for r, row in enumerate([("日時", "令和5年8月31日"), ("場所", "議会委員会室")]):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    assert [b.index for b in read(save(document, tmp_path / "a.docx")).pages[0].blocks] == ["", ""]


def test_tables_within_tables_and_frames_around_text(tmp_path: Path) -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "囲みの中の文。"
    inner = frame.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "側"
    assert shown(read(save(document, tmp_path / "a.docx"))) == [(P, "囲みの中の文。"), (R, "内\t側")]


def test_heads_and_feet_are_furniture(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "大海市"
    document.sections[0].footer.paragraphs[0].text = "企画課"
    document.add_paragraph("本文です。")
    page = read(save(document, tmp_path / "a.docx")).pages[0]
    assert (page.text, set(page.furniture)) == ("本文です。\n", {"大海市", "企画課"})


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>予算は</w:t></w:r><w:del><w:r><w:delText>百</w:delText><w:t>百</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>二百</w:t></w:r></w:ins><w:r><w:t>万円。</w:t></w:r></w:p>"
        f"<w:ins>{paragraph('加えた段落')}</w:ins>"
    )
    assert texts(read(write_word(tmp_path / "a.docx", body))) == ["予算は二百万円。", "加えた段落"]


def test_what_is_not_seen_is_not_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>よさん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>予算</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r></w:p>"
    )
    assert texts(read(write_word(tmp_path / "a.docx", body))) == ["予算"]


def test_text_boxes_once_and_content_controls(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('箱の中')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>外</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:wsp>"
        f"{box}</wps:wsp></mc:Choice><mc:Fallback><v:shape>{box}</v:shape></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('様式の欄')}</w:sdtContent></w:sdt>"
    )
    assert texts(read(write_word(tmp_path / "a.docx", body))) == ["外", "箱の中", "様式の欄"]


def test_japanese_style_names_outlines_and_numbered_paragraphs(tmp_path: Path) -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="2"><w:name w:val="見出し 2"/></w:style>'
        '<w:style w:styleId="x"><w:name w:val="市の見出し"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:styleId="o"><w:name w:val="o"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="c"><w:name w:val="c"/><w:basedOn w:val="c"/></w:style></w:styles>'
    )
    body = "".join(
        [
            paragraph("大きな見出し", '<w:pStyle w:val="o"/>'),
            paragraph("中の見出し", '<w:pStyle w:val="x"/>'),
            paragraph("項目", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'),
            paragraph("輪になった様式", '<w:pStyle w:val="c"/>'),
            paragraph("第2条　この要綱において"),
        ]
    )
    reading = read(write_word(tmp_path / "a.docx", body, styles=styles))
    assert [(b.kind, b.level) for b in reading.pages[0].blocks] == [(H, 1), (H, 2), (L, 1), (P, 0), (H, 3)]
    assert reading.title == "大きな見出し"


def test_footnotes_come_at_the_end(tmp_path: Path) -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator">{paragraph("―")}</w:footnote><w:footnote>{paragraph("注の文")}</w:footnote>'
        "</w:footnotes>"
    )
    assert texts(read(write_word(tmp_path / "a.docx", paragraph("本文"), footnotes=notes))) == ["本文", "注の文"]


def test_the_title_is_what_a_person_wrote(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("見出し", 1)
    document.core_properties.title = "Microsoft Word - 文書1.docx"
    assert read(save(document, tmp_path / "a.docx")).title == "見出し"
    document.core_properties.title = "LINEの運用について"
    assert read(save(document, tmp_path / "b.docx")).title == "LINEの運用について"


def test_a_file_with_macros_and_a_strict_one(tmp_path: Path) -> None:
    parts = word_parts(paragraph("予算"))
    kinds, main = str(parts["[Content_Types].xml"]), str(parts["word/document.xml"])
    macro = parts | {
        "[Content_Types].xml": kinds.replace(
            "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled"
        )
    }
    strict = parts | {
        "word/document.xml": main.replace(
            "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
        )
    }
    for variant in (macro, strict):
        assert texts(read(write_zip(tmp_path / "a.docm", variant))) == ["予算"]


def test_nothing_on_it_and_only_a_picture(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(write_word(tmp_path / "a.docx", "<w:p/>"))
    reading = read(write_word(tmp_path / "b.docx", "<w:p><w:r><w:drawing/></w:r></w:p>"))
    assert reading.pages[0].state is PageState.NO_TEXT
    assert "文字認識" in reading.problems[0].message


@pytest.mark.parametrize(
    "document",
    ["<w:document", "", "<a/>", "not xml", "<w:document xmlns:w='urn:x'/>", "<a>" * 100_000],
)
def test_a_broken_part(tmp_path: Path, document: str) -> None:
    with pytest.raises(BrokenFile):
        read(write_zip(tmp_path / "a.docx", word_parts("") | {"word/document.xml": document}))


def test_no_document_part(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile):
        read(write_zip(tmp_path / "a.docx", {"word/other.xml": "<a/>"}))


def test_entities_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    main = str(word_parts(paragraph("&e;"))["word/document.xml"])
    dtd = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(HostileFile):
        read(write_zip(tmp_path / "a.docx", word_parts("") | {"word/document.xml": dtd + main}))


def test_absurd_numbers_and_deep_tables_do_not_hang(tmp_path: Path) -> None:
    cell = '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr>'
    deep = cell * 40 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 40
    wide = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>'
        + paragraph("広")
        + "</w:tc></w:tr></w:tbl>"
    )
    reading = read(write_word(tmp_path / "a.docx", wide + deep + paragraph("後")))
    assert texts(reading) == ["広", "底", "後"]


def test_a_long_file(tmp_path: Path) -> None:
    body = paragraph("予算の説明です。") * 20_000
    assert len(read(write_word(tmp_path / "a.docx", body)).pages[0].blocks) == 20_000
