"""How the values of an answer are said to a person in Japanese, on the screen and in Word alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from assistant.answering.values import Citation, Sentence, Verdict
from ingest.japanese.folding import squeeze
from ingest.model import BETWEEN_HEADINGS, Document

VERDICT_WORDS = {Verdict.SUPPORTED: "確認済み", Verdict.PARTIAL: "一部のみ", Verdict.UNSUPPORTED: "根拠なし"}
VERDICT_MARKS = {Verdict.SUPPORTED: "✓", Verdict.PARTIAL: "△", Verdict.UNSUPPORTED: "✕"}
VERDICT_MEANINGS = {
    Verdict.SUPPORTED: "引用した資料の言葉と合っています。",
    Verdict.PARTIAL: "引用した資料で確かめられたのは一部です。",
    Verdict.UNSUPPORTED: "引用した資料では確かめられませんでした。",
}
ABSTAINED = "資料には書かれていません"
STOPPED = "途中で止めました"
FROM_PICTURE = "読み取り値（未確認）"  # beside words that were recognised in a picture

_ERAS = ((date(2019, 5, 1), "令和", 2018), (date(1989, 1, 8), "平成", 1988), (date(1926, 12, 25), "昭和", 1925))


class Cited(Protocol):
    """What has sentences with citations: an answer, a summary."""

    @property
    def sentences(self) -> tuple[Sentence, ...]: ...
    @property
    def citations(self) -> tuple[Citation, ...]: ...


class Made(Protocol):
    """What an engine has made, with or without a prompt."""

    @property
    def engine(self) -> str: ...
    @property
    def prompt(self) -> str: ...


def era_year(day: date) -> str:
    """令和5年 for 2023; the plain western year before 昭和."""
    for begins, era, before in _ERAS:
        if day >= begins:
            year = day.year - before
            return f"{era}{'元' if year == 1 else year}年"
    return f"{day.year}年"


def long_date(day: date) -> str:
    """令和5年5月26日(金)・2023年: the western year stands at hand."""
    weekday = "月火水木金土日"[day.weekday()]
    return f"{era_year(day)}{day.month}月{day.day}日({weekday})・{day.year}年"


def fiscal_year(year: int) -> str:
    """令和5年度（2023年度）for 2023."""
    return f"{era_year(date(year, 5, 1))}度（{year}年度）"


def document_date(document: Document) -> str:
    """When the paper is from, as far as it is known; empty where nothing is."""
    if document.held_on is not None:
        return long_date(document.held_on)
    return fiscal_year(document.fiscal_year) if document.fiscal_year is not None else ""


def document_title(document: Document) -> str:
    """The title as people know it, else the file's name."""
    return document.title or document.source


def citation_verdict(cited: Cited, number: int) -> Verdict | None:
    """The weakest verdict among the sentences that cite `number`; None where no sentence does."""
    order = (Verdict.UNSUPPORTED, Verdict.PARTIAL, Verdict.SUPPORTED)
    found = {sentence.verdict for sentence in cited.sentences if number in sentence.citations}
    return next((verdict for verdict in order if verdict in found), None)


def verdict_words(verdict: Verdict | None) -> str:
    """✓ 確認済み: the mark and the words, so that nothing hangs on a colour."""
    return "" if verdict is None else f"{VERDICT_MARKS[verdict]} {VERDICT_WORDS[verdict]}"


def under_heading(headings: str, document: Document, label: str) -> str:
    """The headings above some words as people read them, without those that title or label of the place say already."""
    said = squeeze(f"{document_title(document)}\n{label}")
    return "　＞　".join(one for one in headings.split(BETWEEN_HEADINGS) if squeeze(one) not in said)


def place(citation: Citation) -> str:
    """Title, date, heading and page of a citation in one line, and that it was recognised in a picture if it was."""
    document, label = citation.document, citation.label
    note = FROM_PICTURE if citation.ocr else ""
    heading = under_heading(citation.heading, document, label)
    parts = (document_title(document), document_date(document), heading, label, note)
    return "　".join(part for part in parts if part)


def marks(numbers: Iterable[int]) -> str:
    """[1][2] for (1, 2)."""
    return "".join(f"[{number}]" for number in numbers)


def made_by(made: Made, what: str = "回答") -> str:
    """One sentence on how the answer, or whatever else `what` says, came to be."""
    if made.engine == "extract":
        return f"この{what}は、言語モデルを使わず、資料の文をそのまま抜き出して作りました。"
    prompt = f"（指示文 {made.prompt}）" if made.prompt else ""
    by = f"言語モデル {made.engine}{prompt}"
    return f"この{what}の文は、{by}が資料をもとに作り、プログラムが1文ずつ資料と照らし合わせました。"
