"""Whether what a file calls itself is a title, or only what an application wrote there."""

from __future__ import annotations

import re

_NOT_A_TITLE = re.compile(
    r"""
    (microsoft\s+(word|excel|powerpoint)\b.*          # what print drivers write
    |(文書|ブック|プレゼンテーション|スライド|タイトル|book|sheet|document|presentation|slide|title)\s*\d*
    |powerpoint\s*(プレゼンテーション|presentation)
    |untitled.*|無題.*|タイトルなし|no\s*title|word\s*document|[\W\d_]*
    |.*\.(docx?|docm|pptx?|pptm|xlsx?|xlsm|jtd|pdf|txt|csv|html?|rtf))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 120


def real_title(text: str | None) -> str:
    """`text` on one line if a person could have meant it as a title, else an empty string."""
    title = " ".join((text or "").split())
    return "" if len(title) > _LONGEST or _NOT_A_TITLE.fullmatch(title) else title
