"""The short survey for everyone, those who do not use it first of all: half of what is learned is why not."""

from __future__ import annotations

USES = ("使っている", "使ったことがある", "使っていない")
REASONS = (
    "自分の仕事に合う使い方がない",
    "使い方が分からない",
    "何を入れてよいか分からず、不安がある",
    "出てきたものを確かめる手間のほうが大きい",
    "出てきたものが役に立たなかった",
    "試す時間がない",
    "今のやり方で困っていない",
    "職場で使ってよい雰囲気がない",
    "その他",
)
"""Why somebody does not use it, or not more; several may be chosen."""
