"""What XML can hold of a text, for everything that is written as Word."""

from __future__ import annotations


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold; a stray one would make the whole file unreadable."""
    return "".join(
        c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
