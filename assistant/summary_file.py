"""A summary as a Word file, as Markdown or as plain text, with its sources beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant import word_file
from assistant.answering.values import Sentence, Verdict
from assistant.drafting.summaries.values import BY_NAMES, EACH_NAMES, LENGTH_NAMES, By, Summary, SummaryPart
from assistant.phrasing import long_date, made_by, marks, verdict_words
from assistant.word_file import CHECK, add

_NO_ANSWER = "（対応する答弁を見つけられませんでした。）"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_LIST = re.compile(r"^(\d*)([-+.)])(?=\s)")  # would begin a list within the list


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a summary: a heading (`level` 1 or 2), a note of who asks or answers (3), or a sentence (0)."""

    text: str
    level: int = 0
    sentence: Sentence | None = None
    speaker: str = ""  # of a sentence, where no line above names who says it


def rows(summary: Summary) -> Iterator[Row]:
    """The lines of a summary in order; whoever shows one shows these."""
    for under, parts in groupby(summary.parts, lambda part: part.under):
        if under:
            yield Row(under, 1)
        for part in parts:
            if part.title:
                yield Row(part.title, 2 if under else 1)
            yield from _question(summary, part) if under else _sentences(summary, part)


def to_text(summary: Summary) -> str:
    """`summary` as plain text to be pasted into a mail."""
    leads = {0: "・", 1: "\n■ ", 2: "\n□ ", 3: ""}
    lines = [_title(summary), _how(summary)]
    lines += [f"{leads[row.level]}{row.text}{_after(row)}" for row in rows(summary)]
    if summary.citations:
        lines += ["", "引用元：", *word_file.source_lines(summary)]
    return "\n".join([*lines, "", *_around(summary)])


def to_markdown(summary: Summary) -> str:
    """`summary` as Markdown. What papers and models say is escaped, so that none of it becomes a heading or a link."""
    lines = [f"# {_escaped(_title(summary))}", "", _how(summary), ""]
    for row in rows(summary):
        text = f"{_escaped(row.text)}{_escaped(_after(row))}"
        lines += (
            [f"- {text}"]
            if row.level == 0
            else ["", f"**{text}**" if row.level == 3 else f"#{'#' * row.level} {text}", ""]
        )
    if summary.citations:
        lines += ["", "## 引用元", ""]
        lines += [f"{_escaped(line)}  " for line in word_file.source_lines(summary)]
    return "\n".join([*lines, "", *map(_escaped, _around(summary)), ""])


def to_docx(summary: Summary, today: date | None = None) -> bytes:
    """`summary` as an A4 Word file: sentences with numbered citations and verdicts, then the table of what is cited."""
    word = word_file.new(_title(summary))
    if today is not None:
        add(word, f"作成日：{long_date(today)}")
    add(word, _how(summary))
    for row in rows(summary):
        if row.sentence is not None:
            word_file.add_sentence(word, row.sentence, row.speaker)
        elif row.level in (1, 2):
            add(word, row.text, f"Heading {row.level}")
        else:
            add(word, row.text).runs[0].bold = row.level == 3
    if summary.citations:
        add(word, "引用元の資料", "Heading 1")
        word_file.add_sources(word, summary)
    add(word, "この要旨について", "Heading 1")
    for line in _around(summary):
        add(word, line)
    return word_file.contents(word)


def _question(summary: Summary, part: SummaryPart) -> Iterator[Row]:
    if part.asked:
        yield Row("質問", 3)
    yield from (Row(sentence.text, 0, sentence) for sentence in part.asked)
    for speaker, said in groupby(part.sentences, lambda sentence: _speaker(summary, sentence)):
        yield Row(f"答弁　{speaker}" if speaker else "答弁", 3)
        yield from (Row(sentence.text, 0, sentence) for sentence in said)
    if part.asked and not part.sentences and not part.only_wishes:
        yield Row(_NO_ANSWER, 3)


def _sentences(summary: Summary, part: SummaryPart) -> Iterator[Row]:
    for sentence in part.sentences:
        speaker = _speaker(summary, sentence)
        yield Row(sentence.text, 0, sentence, "" if speaker == part.title else speaker)


def _speaker(summary: Summary, sentence: Sentence) -> str:
    """Who says what a sentence reports; empty where several do or nobody does."""
    found = {summary.citations[number - 1].passage.speaker for number in sentence.citations}
    return found.pop() if len(found) == 1 else ""


def _title(summary: Summary) -> str:
    return f"要旨　{summary.title}"


def _how(summary: Summary) -> str:
    names = LENGTH_NAMES if summary.by is By.WHOLE else EACH_NAMES
    return f"まとめ方：{BY_NAMES[summary.by]}　長さ：{names[summary.length]}"


def _after(row: Row) -> str:
    """What follows the words of a sentence: its marks, who says it, and its verdict where it is not a full one."""
    if row.sentence is None:
        return ""
    speaker = f"（{row.speaker}）" if row.speaker else ""
    verdict, why = row.sentence.verdict, row.sentence.reason
    doubt = "" if verdict is Verdict.SUPPORTED else f"（{verdict_words(verdict)}{f'：{why}' if why else ''}）"
    return f"{marks(row.sentence.citations)}{speaker}{doubt}"


def _around(summary: Summary) -> list[str]:
    return [*(f"（{notice}）" for notice in summary.notices), f"{made_by(summary, '要旨')}{CHECK}"]


def _escaped(text: str) -> str:
    return _LIST.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))
