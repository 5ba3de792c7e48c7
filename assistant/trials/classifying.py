"""Free answers sorted by key words, without a model: counts that add up, and every line where it belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.japanese.folding import fold, squeeze

OTHER = "どれにも当てはまらないもの"
_BULLET = re.compile(r"\s*(?:[-*・●○]\s*|[(（]?\d{1,3}[)）.．、]\s*)")
_NAME = re.compile(r"\s*([^:：]+?)\s*(?:[:：]\s*(.*))?")
_COMMA = re.compile(r"[、,，]\s*")


@dataclass(frozen=True, slots=True)
class Class:
    """A class with the words that tell of it, and the answers that hold one of them."""

    name: str
    words: tuple[str, ...]
    lines: tuple[str, ...] = ()


def answers(text: str) -> list[str]:
    """The answers, one a line, without bullets and numbers."""
    return [_BULLET.sub("", line, count=1).strip() for line in text.splitlines() if line.strip()]


def classes(text: str) -> list[Class]:
    """窓口：待ち時間、混雑: a class a line, and its key words; a class without any is told by its name."""
    found = []
    for line in map(str.strip, text.splitlines()):
        if line and (match := _NAME.fullmatch(_BULLET.sub("", line, count=1))):
            words = tuple(filter(None, _COMMA.split(match[2] or "")))
            found.append(Class(match[1], words or (match[1],)))
    return found


def sort(lines: list[str], known: list[Class]) -> list[Class]:
    """Every class with its lines, and last those of none. A line may stand in several."""
    folded = [squeeze(fold(line)).lower() for line in lines]
    held = [[any(squeeze(fold(word)).lower() in line for word in one.words) for line in folded] for one in known]
    sorted_in = [
        Class(one.name, one.words, tuple(line for line, has in zip(lines, row, strict=True) if has))
        for one, row in zip(known, held, strict=True)
    ]
    rest = tuple(line for n, line in enumerate(lines) if not any(row[n] for row in held))
    return [*sorted_in, Class(OTHER, (), rest)] if rest else sorted_in


def report(text: str, wanted: str) -> str:
    """The counts and the lines of each class."""
    lines = answers(text)
    found = sort(lines, classes(wanted))
    twice = sum(len(one.lines) for one in found) - len(lines)
    head = [f"回答 {len(lines):,}件", *(f"{one.name}：{len(one.lines):,}件" for one in found)]
    if twice:
        head.append("（1件の回答が二つ以上の分類に入ることがあるため、合計は回答の数と一致しません。）")
    body = [line for one in found if one.lines for line in ("", f"■ {one.name}（{len(one.lines):,}件）", *_items(one))]
    return "\n".join(head + body)


def _items(one: Class) -> list[str]:
    return [f"・{line}" for line in one.lines]
