"""Which words of a passage carry a sentence: the verbatim quote of a citation, found by code and never by a model."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.japanese import sentences, tokens
from ingest.japanese.folding import fold
from ingest.japanese.numbers import numbers
from ingest.model import Passage

_LONGEST = 3  # sentences of one quote
# A further sentence must bring more than this share of the sentence's 2-grams and more than one, or a number.
_WORTH, _CHANCE = 0.08, 1.5
_NUMBERS = 0.5  # weight of the numbers beside that of the words


def choose(sentence: str, passage: Passage) -> tuple[int, int]:
    """Start and end, in the paper's text, of the sentences of `passage` that best carry `sentence`."""
    start, end = best_sentences(sentence, passage.text)
    return passage.start + start, passage.start + end


def best_sentences(sentence: str, text: str) -> tuple[int, int]:
    """Start and end, in `text`, of its sentences that best carry `sentence`.

    One to three neighbours, those that share the most character 2-grams and numbers with it; fewer where they tie. The
    whole of a text that has no sentence.
    """
    spans = sentences.split(text)
    if not spans:
        return 0, len(text)
    said = fold(sentence)
    grams, wanted = set(tokens.bigrams(said)), numbers(said)
    folded = [fold(text[start:end]) for start, end in spans]
    carried = [set(tokens.bigrams(one)) & grams for one in folded]
    values = [{value for found in numbers(one) for value in found} for one in folded]
    worth = max(_WORTH, _CHANCE / max(1, len(grams)))
    best, most = (0, 1), -1.0
    for length in range(1, min(_LONGEST, len(spans)) + 1):
        for first in range(len(spans) - length + 1):
            window = range(first, first + length)
            words = len(set().union(*(carried[i] for i in window))) / max(1, len(grams))
            score = words + _NUMBERS * _share(wanted, [values[i] for i in window]) - worth * (length - 1)
            if score > most + 1e-9:
                best, most = (first, first + length), score
    return spans[best[0]][0], spans[best[1] - 1][1]


def _share(wanted: Sequence[frozenset[Decimal]], shown: Sequence[set[Decimal]]) -> float:
    known: set[Decimal] = set().union(*shown)
    return sum(bool(values & known) for values in wanted) / len(wanted) if wanted else 0.0
