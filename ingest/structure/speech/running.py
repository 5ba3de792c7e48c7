"""Lines of spoken words put together again: programs break them where a subtitle is full, not where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.japanese.sentences import split

_MARKED_END = re.compile(r"[。！？!?．」』）)…♪]\s*$")
# Where a sentence ends in words that a program wrote without a single 。
_SPOKEN_END = re.compile(
    r"(?:です|ます|でした|ました|ません|でしょう|ましょう|ください|下さい|ございます|だった|ですって)(?:か|ね|よ|よね|かね|かな|わ)?$"
)
_PUNCTUATED = 150  # characters within which a punctuated text has a mark


def is_punctuated(texts: Iterable[str]) -> bool:
    """Whether sentences are marked as such in these lines."""
    whole = "".join(texts)
    return len(re.findall("[。！？]", whole)) * _PUNCTUATED >= len(whole)


def ends(text: str, *, punctuated: bool) -> bool:
    """Whether a sentence ends where `text` does; in a punctuated text only a mark ends one."""
    return bool(_MARKED_END.search(text)) or (not punctuated and bool(_SPOKEN_END.search(text.rstrip())))


def join(lines: Iterable[str], *, punctuated: bool) -> str:
    """`lines` as running words.

    Nothing stands between Japanese, a space between words of Latin letters; a line break stays only where a sentence
    ends that no mark ends, for later readers of sentences go by it.
    """
    text = ""
    for line in lines:
        text += between(text, line.strip(), punctuated=punctuated) + line.strip()
    return text


def between(text: str, line: str, *, punctuated: bool) -> str:
    """What stands between `text` and the `line` that goes on with it."""
    if not text or not line:
        return ""
    if text[-1].isascii() and line[0].isascii():
        return " "
    return "\n" if not _MARKED_END.search(text) and ends(text, punctuated=punctuated) else ""


def sentence_ends(text: str) -> list[int]:
    """Where sentences end in `text`, the last one included."""
    return [end for _, end in split(text)]
