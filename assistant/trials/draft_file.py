"""A draft as it stands on the screen, as a Word file or as plain text, with what it rests on beside it."""

from __future__ import annotations

from datetime import date

from assistant import word_file
from assistant.phrasing import long_date, made_by
from assistant.trials.prices import WITHOUT_MODEL
from assistant.trials.values import Made, UseCase
from assistant.word_file import add

_EDITED = "下書きは、できた後に職員が直しています。直した所は、資料と照らし合わせていません。"


def to_docx(use_case: UseCase, text: str, made: Made, today: date) -> bytes:
    """A4: the draft as it was edited, the sentences and papers it rests on, who must check it."""
    word = word_file.new(f"{use_case.title}（下書き）")
    add(word, f"作成日：{long_date(today)}")
    for line in text.splitlines():
        add(word, line)
    if made.sentences:
        add(word, "根拠の確認", "Heading 1")
        for sentence in made.sentences:
            word_file.add_sentence(word, sentence)
    if made.citations:
        add(word, "引用元の資料", "Heading 1")
        word_file.add_sources(word, made)
    add(word, "この下書きについて", "Heading 1")
    for line in about(use_case, text, made):
        add(word, line, "List Bullet")
    return word_file.contents(word)


def to_text(use_case: UseCase, text: str, made: Made) -> str:
    """The same to be pasted or kept as .txt: the draft, its sources, what to mind."""
    lines = [text]
    if made.citations:
        lines += ["", "引用元：", *word_file.source_lines(made)]
    return "\n".join([*lines, "", *(f"※ {line}" for line in about(use_case, text, made))])


def about(use_case: UseCase, text: str, made: Made) -> list[str]:
    """How the draft came to be, what to look at, and who must check it."""
    lines = [how_made(made)]
    lines += [made.notice] if made.notice else []
    lines += [_EDITED] if text.strip() != made.text.strip() else []
    lines.append(f"確認する人：{use_case.checked_by}")
    if not use_case.may_leave:
        lines.append("庁内だけで使います。庁外に出すことはできません。")
    return lines


def how_made(made: Made) -> str:
    """One sentence on how the draft came to be."""
    if not made.engine:
        return "この下書きは、途中で止めたものです。"
    if made.engine == "rules":
        return "この下書きは、言語モデルを使わず、決まった規則で作りました。"
    if made.sentences and made.engine not in WITHOUT_MODEL:
        return made_by(made, "下書き")
    if made.engine == "extract":
        return "この下書きは、言語モデルを使わず、もとの文をそのまま抜き出して作りました。"
    return f"この下書きは、言語モデル {made.engine} が作りました。書かれている内容は、確かめられていません。"
