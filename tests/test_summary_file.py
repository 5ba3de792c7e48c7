"""A summary as text, Markdown and Word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx

from assistant.answering.values import Citation, Sentence, Verdict
from assistant.drafting.summaries.extract import ExtractiveSummariser
from assistant.drafting.summaries.values import By, Length, Summary, SummaryPart
from assistant.summary_file import to_docx, to_markdown, to_text
from ingest.model import Document, Passage, Role
from tests.made_papers import SITTING, source

PAPER = Document("d1", "会議録.txt", "0" * 64, "txt", "第3回会議録", "会議録", 1, date(2023, 9, 12))
ASKS = Passage("p1", "d1", 0, None, "発言2", 0, 10, "費用はいくらですか。", speaker="桐生和子", role=Role.QUESTIONER)
ANSWERS = Passage(
    "p2", "d1", 1, None, "発言3", 10, 21, "費用は50万円です。", speaker="町長（長谷川環）", role=Role.EXECUTIVE
)
SUMMARY = Summary(
    (PAPER,),
    Length.SHORT,
    By.QUESTION,
    (
        SummaryPart(
            "補助の費用",
            (
                Sentence("費用は50万円です。", (2,), Verdict.SUPPORTED),
                Sentence("費用は国が持ちます。", (2,), Verdict.UNSUPPORTED, "根拠の文にほとんど書かれていません"),
            ),
            "桐生和子",
            (Sentence("費用はいくらですか。", (1,), Verdict.SUPPORTED),),
        ),
        SummaryPart("補助の対象", (), "桐生和子", (Sentence("対象は誰ですか。", (1,), Verdict.SUPPORTED),)),
        SummaryPart("要望", (), "桐生和子", (Sentence("拡充を求めます。", (1,), Verdict.SUPPORTED),)),
    ),
    (
        Citation(1, ASKS, PAPER, ASKS.text, 0, 10, None, "発言2"),
        Citation(2, ANSWERS, PAPER, ANSWERS.text, 10, 21, None, "発言3"),
    ),
    notices=("一部は抜き出しました。",),
)
LAST = (
    "この要旨は、言語モデルを使わず、資料の文をそのまま抜き出して作りました。"
    "正式な文書に使う前に、引用元の資料を確かめてください。"
)


def test_as_text() -> None:
    assert to_text(SUMMARY).splitlines() == [
        "要旨　第3回会議録",
        "まとめ方：質問者ごと　長さ：各1文",
        "",
        "■ 桐生和子",
        "",
        "□ 補助の費用",
        "質問",
        "・費用はいくらですか。[1]",
        "答弁　町長（長谷川環）",
        "・費用は50万円です。[2]",
        "・費用は国が持ちます。[2]（✕ 根拠なし：根拠の文にほとんど書かれていません）",
        "",
        "□ 補助の対象",
        "質問",
        "・対象は誰ですか。[1]",
        "（対応する答弁を見つけられませんでした。）",
        "",
        "□ 要望",
        "質問",
        "・拡充を求めます。[1]",
        "",
        "引用元：",
        "[1] 第3回会議録　令和5年9月12日(火)・2023年　発言2（会議録.txt）",
        "　「費用はいくらですか。」",
        "[2] 第3回会議録　令和5年9月12日(火)・2023年　発言3（会議録.txt）",
        "　「費用は50万円です。」",
        "",
        "（一部は抜き出しました。）",
        LAST,
    ]


def test_as_markdown_nothing_that_is_quoted_becomes_markup() -> None:
    odd = Sentence("1. <b>太字</b> と *強調* と [名](http://example.com)", (1,), Verdict.SUPPORTED)
    made = to_markdown(replace(SUMMARY, by=By.WHOLE, parts=(SummaryPart("", (odd,)),)))
    assert (
        "- 1\\. \\<b\\>太字\\</b\\> と \\*強調\\* と \\[名\\](http://example.com)\\[1\\]（桐生和子）"
        in made.splitlines()
    )
    assert made.startswith("# 要旨 第3回会議録\n")
    assert "## 引用元" in made


def test_headings_of_markdown_by_question() -> None:
    lines = to_markdown(SUMMARY).splitlines()
    assert [line for line in lines if line.startswith(("#", "**"))] == [
        "# 要旨 第3回会議録",
        "## 桐生和子",
        "### 補助の費用",
        "**質問**",
        "**答弁 町長（長谷川環）**",
        "### 補助の対象",
        "**質問**",
        "**（対応する答弁を見つけられませんでした。）**",
        "### 要望",
        "**質問**",
        "## 引用元",
    ]


def test_as_word_with_marks_verdicts_and_the_table_of_sources() -> None:
    word = docx.Document(BytesIO(to_docx(SUMMARY, date(2023, 9, 20))))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[:8] == [
        "要旨　第3回会議録",
        "作成日：令和5年9月20日(水)・2023年",
        "まとめ方：質問者ごと　長さ：各1文",
        "桐生和子",
        "補助の費用",
        "質問",
        "費用はいくらですか。[1]（✓ 確認済み）",
        "答弁　町長（長谷川環）",
    ]
    assert [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 2"] == [
        "補助の費用",
        "補助の対象",
        "要望",
    ]
    (table,) = word.tables
    assert [cell.text for cell in table.rows[2].cells][2:] == ["発言3", "費用は50万円です。", "✕ 根拠なし"]
    assert texts[-2:] == ["（一部は抜き出しました。）", LAST]


def test_who_says_it_is_named_once(tmp_path: Path) -> None:
    paper = source(tmp_path, "会議録.txt", SITTING)
    *_, whole = ExtractiveSummariser().summarise([paper], Length.SHORT, By.WHOLE)
    assert isinstance(whole, Summary)
    assert "補助してまいります。[2]（町長（長谷川環））" in to_text(whole)
    *_, each = ExtractiveSummariser().summarise([paper], Length.SHORT, By.SPEAKER)
    assert isinstance(each, Summary)
    assert "■ 町長（長谷川環）" in to_text(each)
    assert "（町長（長谷川環））" not in to_text(each)


def test_several_papers_are_named_up_to_three() -> None:
    papers = tuple(replace(PAPER, title=f"第{n}回") for n in range(1, 6))
    assert replace(SUMMARY, documents=papers).title == "第1回、第2回、第3回 ほか2件"
