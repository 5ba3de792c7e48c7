"""Lines of spoken words put together again: programs break them where a subtitle is full, not where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.japanese.sentences import split

_MARKS = "。！？!?．」』）)…♪"
# Where a sentence ends in words that a program wrote without a single 。
_SPOKEN_END = re.compile(
    r"(?:です|ます|でした|ました|ません|でしょう|ましょう|ください|下さい|ございます|だった|ですって)(?:か|ね|よ|よね|かね|かな|わ)?$"
    r"|^(?:はい|ええ|うん|いえ|いいえ)$"
)
_POINTS = frozenset("→⇒※・■□◆◇●")  # a line that begins so is one of its own
_LONGEST_END = 20
_FEWEST_LINES = 12  # that show how a recorder breaks them
_PUNCTUATED = 150  # characters within which a punctuated text has a mark


def is_punctuated(texts: Iterable[str]) -> bool:
    """Whether sentences are marked as such in these lines."""
    whole = "".join(texts)
    return len(re.findall("[。！？]", whole)) * _PUNCTUATED >= len(whole)


def are_sentences(lines: Sequence[str]) -> bool:
    """Whether a recorder that sets no 。 wrote a sentence to a line: most of them sound as one does at its end.

    Where lines are broken by their width, about one in five does.
    """
    if len(lines) < _FEWEST_LINES or is_punctuated(lines):
        return False
    return sum(ends(line, punctuated=False) for line in lines) > len(lines) / 2


def ends(text: str, *, punctuated: bool) -> bool:
    """Whether a sentence ends where `text` does; in a punctuated text only a mark ends one."""
    # The last characters say it; a whole meeting may be one line.
    tail = text[-_LONGEST_END:].rstrip()
    return tail.endswith(tuple(_MARKS)) or (not punctuated and bool(_SPOKEN_END.search(tail)))


def is_apart(before: Sequence[str]) -> bool:
    """Whether what follows the lines `before` can be no part of a sentence that they begin."""
    return not before or not before[-1] or ends(before[-1], punctuated=False)


def join(lines: Iterable[str], *, punctuated: bool) -> str:
    """`lines` as running words.

    Nothing stands between Japanese, a space between words of Latin letters; a line break stays only where a sentence
    ends that no mark ends, for later readers of sentences go by it.
    """
    pieces: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if pieces:
            pieces.append(between(pieces[-1], line, punctuated=punctuated))
        pieces.append(line)
    return "".join(pieces)


def between(text: str, line: str, *, punctuated: bool) -> str:
    """What stands between `text` and the `line` that goes on with it."""
    if not text or not line:
        return ""
    if line[0] in _POINTS:
        return "\n"
    if text[-1].isascii() and line[0].isascii():
        return " "
    return "\n" if not ends(text, punctuated=True) and ends(text, punctuated=punctuated) else ""


def sentence_ends(text: str) -> list[int]:
    """Where sentences end in `text`, the last one included."""
    return [end for _, end in split(text)]
