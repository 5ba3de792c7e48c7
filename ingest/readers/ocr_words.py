"""From Tesseract's table of words to characters with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

_LOWEST = 30.0  # confidence of a line, of 100
_LIKE = 0.25  # a line's height may differ so much from the page's usual one and still be of the same type
_LATIN = re.compile(r"[!-~]")
_SPACE = 0.15  # of a line's height: a gap between words
_WIDE = 1.0  # of a line's height: a gap between two cells
_WORD = re.compile("[A-Za-z]{2,}")
# 1.842人 is 1,842人: what is counted in whole has no thousandths.
_COUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?=千?円|人|名|件|世帯|戸|台|冊|部|回|食|票|か所|箇所)")
_NUMERALS = "〇一二三四五六七八九十年歳人件割％%"

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels


@dataclass(frozen=True, slots=True)
class Word:
    """What the program takes for a word; in Japanese often a single character."""

    line: tuple[int, ...]  # part of the page, block, paragraph and line
    text: str
    box: Box
    confidence: float  # 0 to 100

    def moved(self, x: float, y: float, part: int) -> Word:
        """The word on the page, of whose part `part` it was read; the part lies at `x` and `y`."""
        left, top, right, bottom = self.box
        return replace(self, line=(part, *self.line), box=(left + x, top + y, right + x, bottom + y))


def words_of(table: str) -> list[Word]:
    """The words in Tesseract's table (TSV), in its order; lines that are no words, or none at all, are left out."""
    words = []
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        try:
            block, paragraph, line = int(cells[2]), int(cells[3]), int(cells[4])
            left, top, width, height = (float(cell) for cell in cells[6:10])
            confidence = float(cells[10])
        except ValueError:
            continue
        text = "".join(cells[11].split())
        words.append(Word((block, paragraph, line), text, (left, top, left + width, top + height), confidence))
    return words


def trusted(words: Sequence[Word]) -> list[Word]:
    """Without the lines that the program itself hardly believes in: stains, stamps, the grain of the paper."""
    lines = (list(group) for _, group in groupby(words, key=lambda word: word.line))
    return [word for line in lines if confidence_of(line) >= _LOWEST for word in line]


def confidence_of(words: Sequence[Word]) -> float:
    """The mean over all characters, 0 to 100; 0 where there are none."""
    count = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / count if count else 0.0


def characters(words: Sequence[Word], *, vertical: bool) -> tuple[str, list[Box]]:
    """The text and one box a character. All characters of a line are as high as the line, as those of a font are."""
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    low, high = (0, 2) if vertical else (1, 3)  # the sides of a line
    heights = [max(word.box[high] - word.box[low] for word in line) for line in lines]
    usual = float(np.median(np.repeat(heights, [sum(len(w.text) for w in line) for line in lines]))) if lines else 0.0
    text: list[str] = []
    boxes: list[Box] = []
    for line, height in zip(lines, heights, strict=True):
        # What the height of ink says of a type's size is coarse: 「一」 and 「こ」 are lower than 「議」.
        size = usual if abs(height - usual) < _LIKE * usual else height
        tallest = max(line, key=lambda word: word.box[high] - word.box[low])
        middle = (tallest.box[low] + tallest.box[high]) / 2
        written = ""
        for word in line:
            if _parts_words(written, word, boxes, size, vertical=vertical):
                written += " "
                boxes.append(boxes[-1])
            written += word.text
            boxes += _split(word, middle - size / 2, middle + size / 2, vertical=vertical)
        text.append(mended(written) + "\n")
        boxes.append(boxes[-1])
    return "".join(text), boxes


def _parts_words(written: str, word: Word, boxes: list[Box], size: float, *, vertical: bool) -> bool:
    """Whether a space stands before `word`: two Latin words, or two figures, with a gap between them."""
    if not (_LATIN.match(written[-1:]) and _LATIN.match(word.text[0])):
        return False
    gap = word.box[1] - boxes[-1][3] if vertical else word.box[0] - boxes[-1][2]
    # 353,011 is one figure, however wide its comma is set.
    within = written[-1] in ",." and word.text[0].isdigit()
    return gap > (_WIDE if within else _SPACE) * size


def mended(line: str) -> str:
    """A line with the characters it must have where the shapes of two are the same; as long as it was."""
    # ○議長: the mark of a speaker, not the numeral 〇.
    if line[:1] == "〇" and line[1:2] not in _NUMERALS:
        line = "○" + line[1:]
    line = _WORD.sub(_capitals, line)
    return _COUNT.sub(lambda count: count[0].replace(".", ","), line)


def _capitals(word: re.Match[str]) -> str:
    """生成Al is 生成AI: a lower-case l among capitals is an I."""
    rest = word[0].replace("l", "")
    return word[0].replace("l", "I") if rest and rest.isupper() else word[0]


def _split(word: Word, low: float, high: float, *, vertical: bool) -> list[Box]:
    left, top, right, bottom = word.box
    edges = np.linspace(top if vertical else left, bottom if vertical else right, len(word.text) + 1).tolist()
    if vertical:
        return [(low, edges[n], high, edges[n + 1]) for n in range(len(word.text))]
    return [(edges[n], low, edges[n + 1], high) for n in range(len(word.text))]
