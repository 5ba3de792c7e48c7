"""An exchange as one value: the question and what was answered to it, turn by turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.answering.listing import spoken_from
from assistant.answering.values import Exchange, Utterance
from ingest.japanese import sentences
from ingest.japanese.folding import squeeze
from ingest.model import Document, Passage, Role

_RUN = re.compile(r"[一-龠々]{2,}|[ァ-ヺー]{2,}|[a-z0-9]{2,}")


def exchange_of(document: Document, passages: Sequence[Passage]) -> Exchange | None:
    """The exchange that `passages` of a paper make up, in order; None where nothing is asked or nothing is answered."""
    questions: list[Utterance] = []
    answers: list[Utterance] = []
    for _, turn in groupby(passages, lambda one: one.turn):
        said = list(turn)
        side = questions if said[0].role is Role.QUESTIONER else answers
        side.append(Utterance(said[0].speaker, _text(said), said[0].label))
    return Exchange(document, tuple(questions), tuple(answers)) if questions and answers else None


def _text(said: Sequence[Passage]) -> str:
    """The words of a turn without the mark and name that open it."""
    first = said[0]
    opening = first.text[spoken_from(first.text.split("\n", 1)[0], first) :]
    return "\n".join(text.strip() for text in (opening, *(one.text for one in said[1:])))


def question_of(exchange: Exchange, quote: str) -> Utterance:
    """Of several questions the one that speaks most of what is quoted, the first where they tie."""
    return nearest(exchange.questions, quote)


def nearest(said: Sequence[Utterance], quote: str) -> Utterance:
    """What speaks most of what is quoted, the first where they tie; `said` is not empty."""
    return max(said, key=lambda one: _shared(one.text, quote))


def excerpt(text: str, quote: str, longest: int = 400) -> str:
    """At most `longest` characters of `text`, whole sentences where they fit: those that speak most of `quote`.

    What is left out before and after is shown by … .
    """
    if len(text) <= longest:
        return text
    spans = sentences.split(text)
    quoted = squeeze(quote)
    runs = set(_RUN.findall(quoted))
    squeezed = {span: squeeze(text[span[0] : span[1]]) for span in spans}
    best, most = (0, min(longest, len(text))), -1.0
    for n, (start, _) in enumerate(spans):
        within = [span for span in spans[n:] if span[1] - start <= longest]
        end = within[-1][1] if within else min(start + longest, len(text))
        held = "".join(squeezed[span] for span in within) or squeezed[spans[n]]
        if (shared := sum(len(run) for run in runs if run in held)) > most:
            best, most = (start, end), float(shared)
    start, end = best
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _shared(text: str, quote: str) -> float:
    """How much of what a quote speaks of stands in a text: its words in kanji, katakana and Latin letters."""
    held = squeeze(text)
    return sum(len(run) for run in set(_RUN.findall(squeeze(quote))) if run in held)
