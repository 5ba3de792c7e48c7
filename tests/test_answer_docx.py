"""An answer as Word and as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
from docx.oxml.ns import qn

from assistant.answer_docx import to_docx, to_text
from assistant.answering.values import Answer, Citation, Hit, ReadAs, Sentence, Verdict
from assistant.word_file import BODY_FONT
from ingest.model import Document, Passage

PAPER = Document("d1", "a.pdf", "0" * 64, "pdf", "第2回会議", "資料", 3, date(2023, 5, 26))
PASSAGE = Passage("p1", "d1", 0, 2, "p.2", 0, 9, "会場は本庁舎です。")
ANSWER = Answer(
    "会場はどこ",
    ReadAs(label="令和5年度"),
    (
        Sentence("会場は本庁舎です。", (1,), Verdict.SUPPORTED),
        Sentence("定員は50人です。", (1, 2), Verdict.PARTIAL, "人数を確かめられませんでした。"),
    ),
    (
        Citation(1, PASSAGE, PAPER, "会場は本庁舎です。", 0, 9, 2, "p.2"),
        Citation(2, PASSAGE, replace(PAPER, title="", source="b.docx", held_on=None), "定員\t50人", 0, 6, None, "本文"),
    ),
)
MADE_BY = (
    "この回答は、言語モデルを使わず、資料の文をそのまま抜き出して作りました。"
    "正式な文書に使う前に、引用元の資料を確かめてください。"
)
ABSTAINED = Answer("何", ReadAs(), abstained=True, nearest=(Hit(1, PASSAGE, PAPER, 1.0),), notice="接続できません。")


def paragraphs(answer: Answer) -> list[str]:
    return [p.text for p in docx.Document(BytesIO(to_docx(answer))).paragraphs]


def test_question_answer_and_verdicts_are_in_word() -> None:
    assert paragraphs(ANSWER) == [
        "しるべの回答",
        "質問",
        "会場はどこ",
        "質問の読み取り：令和5年度",
        "回答",
        "会場は本庁舎です。[1]（✓ 確認済み）",
        "定員は50人です。[1][2]（△ 一部のみ：人数を確かめられませんでした。）",
        "引用元の資料",
        "この回答について",
        MADE_BY,
    ]


def test_sources_stand_in_a_table_with_the_weakest_verdict() -> None:
    (table,) = docx.Document(BytesIO(to_docx(ANSWER))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["番号", "資料", "箇所", "引用", "確認"],
        ["1", "第2回会議\n令和5年5月26日(金)・2023年\n（a.pdf）", "p.2", "会場は本庁舎です。", "△ 一部のみ"],
        ["2", "b.docx\n（b.docx）", "本文", "定員 ｜ 50人", "△ 一部のみ"],
    ]
    assert [round(column.width.cm, 1) for column in table.columns if column.width] == [1.2, 4.6, 1.8, 6.9, 2.5]


def test_the_page_is_a4_and_the_fonts_are_japanese() -> None:
    word = docx.Document(BytesIO(to_docx(ANSWER)))
    section = word.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 2), round(section.page_height.cm, 2)) == (21, 29.7)
    fonts = word.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == BODY_FONT
    assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert word.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsiaTheme")) is None


def test_an_abstained_answer_says_so_with_what_comes_closest() -> None:
    said = ["回答", "資料には書かれていません。", "近い箇所：第2回会議　p.2", "（接続できません。）"]
    assert paragraphs(ABSTAINED)[3:7] == said
    assert docx.Document(BytesIO(to_docx(ABSTAINED))).tables == []


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert "a\tb\nc" in paragraphs(replace(ABSTAINED, question="a\tb\x00\x0b\ufffe\nc"))


def test_the_day_of_making_is_written_where_it_is_given() -> None:
    word = docx.Document(BytesIO(to_docx(ABSTAINED, date(2024, 2, 29))))
    assert word.paragraphs[1].text == "作成日：令和6年2月29日(木)・2024年"


def test_text_to_paste_holds_marks_and_sources() -> None:
    assert to_text(ANSWER).split("\n")[:9] == [
        "質問：会場はどこ",
        "",
        "回答：",
        "会場は本庁舎です。[1]",
        "定員は50人です。[1][2]",
        "",
        "引用元：",
        "[1] 第2回会議　令和5年5月26日(金)・2023年　p.2（a.pdf）",
        "　「会場は本庁舎です。」",
    ]


def test_a_model_is_named() -> None:
    assert "言語モデル gpt-x（指示文 answer@1）が" in to_text(replace(ANSWER, engine="gpt-x", prompt="answer@1"))
