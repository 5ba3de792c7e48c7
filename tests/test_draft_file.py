"""A draft of a trial taken away: what stands in the Word file and in the text, and what is said of it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from assistant.answering.values import Citation, Sentence, Verdict
from assistant.trials import draft_file
from assistant.trials.catalogue import coming_along
from assistant.trials.values import Made
from ingest.model import Document, Passage

(ANSWER,) = (one for one in coming_along() if one.id == "議会答弁案")
(MAIL,) = (one for one in coming_along() if one.id == "メール文案")
PAPER = Document("d", "kaigi.pdf", "", "pdf", "第3回定例会会議録", "会議録", 1, passages=1)
PASSAGE = Passage("d-0", "d", 0, 4, "p.4", 0, 9, "予約を改めてまいる。")
CITED = Made(
    "予約を改めます。時期は来年です。",
    "recorded",
    prompt="議会の答弁案 v1",
    notice="根拠を確かめられない文が1つあります。",
    sentences=(
        Sentence("予約を改めます。", (1,), Verdict.SUPPORTED),
        Sentence("時期は来年です。", (), Verdict.UNSUPPORTED, "根拠の番号がありません"),
    ),
    citations=(Citation(1, PASSAGE, PAPER, "予約を改めてまいる。", 0, 9, 4, "p.4"),),
)


def test_the_word_file_has_the_draft_as_it_was_put_right_with_what_it_rests_on() -> None:
    word = docx.Document(
        io.BytesIO(draft_file.to_docx(ANSWER, "予約を改めます。\n直した文です。", CITED, date(2023, 9, 4)))
    )
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert lines[:4] == [
        "議会の答弁案（下書き）",
        "作成日：令和5年9月4日(月)・2023年",
        "予約を改めます。",
        "直した文です。",
    ]
    assert "予約を改めます。[1]（✓ 確認済み）" in lines
    assert "時期は来年です。（✕ 根拠なし：根拠の番号がありません）" in lines
    assert "第3回定例会会議録" in word.tables[0].rows[1].cells[1].text
    assert f"確認する人：{ANSWER.checked_by}" in lines
    assert "庁内だけで使います。庁外に出すことはできません。" in lines
    assert any("職員が直しています" in line for line in lines)


def test_the_text_has_its_sources() -> None:
    text = draft_file.to_text(ANSWER, CITED.text, CITED)
    assert text.startswith(f"{CITED.text}\n\n引用元：\n[1] 第3回定例会会議録")
    assert "※ 根拠を確かめられない文が1つあります。" in text
    assert "職員が直しています" not in text


def test_what_may_leave_is_not_called_for_the_house_alone() -> None:
    assert not any("庁内だけ" in line for line in draft_file.about(MAIL, "文", Made("文", "recorded")))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (Made("文", "rules"), "決まった規則で作りました"),
        (Made("文", "extract"), "そのまま抜き出して"),
        (Made("文", "recorded"), "書かれている内容は、確かめられていません"),
        (replace(CITED, engine="extract"), "そのまま抜き出して"),
        (CITED, "1文ずつ資料と照らし合わせました"),
        (Made("文", ""), "途中で止めたものです"),
    ],
)
def test_how_it_was_made_is_told(made: Made, said: str) -> None:
    assert said in draft_file.how_made(made)
