"""An answer as a Word file or as plain text, with its sources beside it, to be passed on or filed."""

from __future__ import annotations

from datetime import date

from assistant import word_file
from assistant.answering.values import Answer
from assistant.phrasing import ABSTAINED, document_title, long_date, made_by, marks
from assistant.word_file import CHECK, add


def to_docx(answer: Answer, today: date | None = None) -> bytes:
    """`answer` as an A4 Word file: question, answer with numbered citations, sources with quotes and verdicts.

    `today` is written on it as the day of making, where given. Characters that XML cannot hold are left out.
    """
    word = word_file.new("しるべの回答")
    if today is not None:
        add(word, f"作成日：{long_date(today)}")
    add(word, "質問", "Heading 1")
    add(word, answer.question)
    if answer.read_as.label:
        add(word, f"質問の読み取り：{answer.read_as.label}")
    add(word, "回答", "Heading 1")
    for sentence in answer.sentences:
        word_file.add_sentence(word, sentence)
    for line in _around(answer):
        add(word, line)
    if answer.citations:
        add(word, "引用元の資料", "Heading 1")
        word_file.add_sources(word, answer)
    add(word, "この回答について", "Heading 1")
    add(word, f"{made_by(answer)}{CHECK}")
    return word_file.contents(word)


def to_text(answer: Answer) -> str:
    """`answer` as plain text to be pasted into a mail: question, marked sentences, numbered sources."""
    said = [f"{sentence.text}{marks(sentence.citations)}" for sentence in answer.sentences]
    lines = [f"質問：{answer.question}", "", "回答：", *said, *_around(answer)]
    if answer.citations:
        lines += ["", "引用元：", *word_file.source_lines(answer)]
    return "\n".join([*lines, "", f"{made_by(answer)}{CHECK}"])


def _around(answer: Answer) -> list[str]:
    """What is said beside the sentences: that the papers do not say, what comes closest, what went wrong."""
    lines = [f"{ABSTAINED}。"] if answer.abstained else []
    if answer.abstained:
        lines += [f"近い箇所：{document_title(hit.document)}　{hit.passage.label}" for hit in answer.nearest]
    return [*lines, *([f"（{answer.notice}）"] if answer.notice else [])]
