"""Words and character 2-grams of folded text, the two halves of the search.

Words are Sudachi's, split mode A, in their normalised form, without particles, auxiliaries, symbols and spaces; on
JSQuAD and JaQuAD the sum of both halves' BM25 beats either alone (docs/quality.md).
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sudachipy import Dictionary, Tokenizer

_STOP = ("助詞", "助動詞", "補助記号", "空白")
# Sudachi refuses more than 49,149 bytes at once.
_PIECE = 12_000
_FOREIGN = re.compile(r"[ァ-ヺー]{3,}|[a-z]{2,}")
_RUN = re.compile(r"[^\W_]+")
_local = threading.local()


class Part(NamedTuple):
    """One morpheme of a text: where it stands, and its part of speech from the coarsest to the finest."""

    start: int
    end: int
    surface: str
    kinds: tuple[str, ...]
    known: bool  # whether the dictionary has it


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A word as the dictionary knows it, and where it stands; `kind` is its part of speech with its conjugation."""

    start: int
    end: int
    surface: str
    kind: tuple[str, ...]
    plain: str  # the form that a dictionary lists, spelt as written: 行なっ → 行なう
    normal: str  # the usual spelling of the same: 行なう → 行う
    reading: str  # in katakana; empty where the dictionary has none
    cuts: tuple[int, ...] = ()  # where shorter words end inside it


@cache
def _dictionary() -> Dictionary:
    import sudachipy

    return sudachipy.Dictionary(dict="core")


def _tokenizer() -> Tokenizer:
    # A tokenizer keeps state between calls, so each thread has its own over one dictionary.
    if not hasattr(_local, "tokenizer"):
        from sudachipy import SplitMode

        _local.tokenizer = _dictionary().tokenizer(mode=SplitMode.A)
    tokenizer: Tokenizer = _local.tokenizer
    return tokenizer


def words(folded: str) -> list[str]:
    """The content words of `folded` in order, normalised (引越し and 引っ越し are one)."""
    return [word for _, _, word in placed_words(folded)]


def placed_words(folded: str) -> list[tuple[int, int, str]]:
    """The content words of `folded` with where each begins and ends."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for piece in _pieces(folded):
        for morpheme in _tokenizer().tokenize(piece):
            if morpheme.part_of_speech()[0] not in _STOP:
                word = morpheme.normalized_form().strip().replace(" ", "")
                if word:
                    found.append((at + morpheme.begin(), at + morpheme.end(), word))
        at += len(piece)
    return found


def parts_of_speech(text: str) -> list[Part]:
    """The morphemes of `text` in order, spaces and marks too.

    Of ㎡ and the like, which the dictionary reads as m and 2, the one morpheme that bears the character.
    """
    found: list[Part] = []
    at = 0
    for piece in _pieces(text):
        found += [
            Part(at + one.begin(), at + one.end(), one.surface(), tuple(one.part_of_speech()[:4]), not one.is_oov())
            for one in _tokenizer().tokenize(piece)
            if one.surface()
        ]
        at += len(piece)
    return found


def morphemes(text: str) -> list[Morpheme]:
    """Every word, particle and mark of `text` as it is written, the longest that the dictionary has (split mode C)."""
    from sudachipy import SplitMode

    found: list[Morpheme] = []
    at = 0
    for piece in _pieces(text):
        for one in _tokenizer().tokenize(piece, mode=SplitMode.C):
            if not one.surface():
                continue  # the 2 of ㎡
            reading = "" if one.is_oov() else one.reading_form()
            start, end, kind = at + one.begin(), at + one.end(), one.part_of_speech()
            plain, normal = one.dictionary_form(), one.normalized_form()
            cuts = tuple(at + part.end() for part in one.split(SplitMode.A, add_single=False))[:-1]
            found.append(Morpheme(start, end, one.surface(), kind, plain, normal, reading, cuts))
        at += len(piece)
    return found


@lru_cache(maxsize=20_000)
def readings(word: str) -> frozenset[str]:
    """What `word` can be: of proper nouns 姓, 名, 人名, 地名, 固有名詞, else its part of speech."""
    found = set()
    for one in _dictionary().lookup(word):
        kind, finer, third, fourth = one.part_of_speech()[:4]
        if finer != "固有名詞":
            found.add(finer if kind == "名詞" else kind)
        elif third == "人名":
            found.add(fourth if fourth in ("姓", "名") else "人名")
        else:
            found.add(third if third == "地名" else "固有名詞")
    return frozenset(found)


def is_person(folded: str) -> bool:
    """Whether `folded`, a few characters, begins with the name of a person."""
    first = next(iter(_tokenizer().tokenize(folded[:40])), None)
    return first is not None and first.part_of_speech()[1:3] == ("固有名詞", "人名")


def compounds(folded: str) -> list[list[tuple[str, bool]]]:
    """Each run of neighbouring nouns, as written, numbers left out; of each noun whether it is a name.

    A name is what the dictionary has as a proper noun, or katakana and Latin letters that it does not know.
    """
    found: list[list[tuple[str, bool]]] = []
    for piece in _pieces(folded):
        last = -1
        for morpheme in _tokenizer().tokenize(piece):
            kind, finer, *_ = morpheme.part_of_speech()
            if kind not in ("名詞", "接頭辞", "接尾辞") or finer == "数詞":
                continue
            surface = morpheme.surface()
            name = finer == "固有名詞" or (morpheme.is_oov() and _FOREIGN.fullmatch(surface) is not None)
            if morpheme.begin() == last and found:
                found[-1].append((surface, name))
            else:
                found.append([(surface, name)])
            last = morpheme.end()
    return found


def bigrams(folded: str) -> list[str]:
    """Each two neighbouring letters or digits of `folded`, never across a mark or a space; a lone one by itself."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        found.extend(run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else found.append(run)
    return found


def _pieces(text: str) -> list[str]:
    if len(text) <= _PIECE:
        return [text]
    pieces, start = [], 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            end = max(text.rfind(mark, start, end) for mark in "。\n ") + 1 or end
            end = end if end > start else start + _PIECE
        pieces.append(text[start:end])
        start = end
    return pieces
