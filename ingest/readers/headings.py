"""Which lines of a plain text are headings, by the ways in which Japanese papers number theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 40  # characters of a heading
_NUMBER = "[0-9０-９一二三四五六七八九十百〇]+"
_LEVELS = (
    (1, re.compile(rf"第{_NUMBER}[編部]([\s　].*)?")),
    (1, re.compile(rf"第{_NUMBER}章([\s　].*|[^\s　]{{1,20}})?")),
    (2, re.compile(rf"第{_NUMBER}節([\s　].*|[^\s　]{{1,20}})?")),
    (3, re.compile(rf"第{_NUMBER}条(の{_NUMBER})?([\s　].*|[（(].*)?")),
    (2, re.compile("[■◆□◇▼].*|【[^】]+】.*")),
    (3, re.compile("[●◎].*")),
    (2, re.compile(r"([0-9０-９]{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])([.．、]\s*|[\s　]+)\S.*")),
    (3, re.compile(r"[（(]([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[)）].*|[⑴-⒇].*")),
)
# Most lines are told apart by their first character, which keeps long minutes quick.
_FIRST = frozenset("第■◆□◇▼【●◎0123456789０１２３４５６７８９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ（(⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
_CERTAIN = frozenset({1, 2, 3, 4})  # 編, 章, 節, 条
_COUNTED = frozenset({1, 2, 3, 4, 7, 8})
_NOT_WITH = re.compile("[。、，]$|。|[:：]\\s*\\S|[\\t]")

_NUMBERED = frozenset({7, 8})
_ITEM = re.compile(r"[・‐•▪▸▶◦]\s*\S|[-*○◯][\s　]+\S|[①-⑳]|[ア-ン][\s　.．]|[a-z][).]\s")


def pattern(line: str) -> int:
    """Which way of numbering `line` follows, from 1; 0 where it is no heading by itself.

    `line` has no white space around it.
    """
    if line[:1] not in _FIRST or len(line) > _LONGEST or _NOT_WITH.search(line):
        return 0
    return next((number for number, (_, form) in enumerate(_LEVELS, 1) if form.fullmatch(line)), 0)


def is_numbered(pattern: int) -> bool:
    """Whether a way of numbering counts (第2章, ２　目的), and is no mark alone (■, 【】)."""
    return pattern in _COUNTED


def levels(lines: Sequence[str]) -> list[int]:
    """The level of each line as a heading, from 1; 0 for a line of text, -1 for an entry of a list.

    Lines of one kind in a row are a list, not headings: an agenda, a table of contents.
    """
    kinds = [pattern(line) for line in lines]
    found = [0] * len(lines)
    for i, kind in enumerate(kinds):
        if kind:
            beside = (kinds[i - 1] if i else 0, kinds[i + 1] if i + 1 < len(kinds) else -1)
            found[i] = -1 if kind in beside or beside[1] == -1 else _LEVELS[kind - 1][0]
    return found


def certain(line: str) -> int:
    """The level of a line that is a heading wherever it stands (第2章 総則, 第3条（定義）); 0 for any other."""
    kind = pattern(line)
    return _LEVELS[kind - 1][0] if kind in _CERTAIN else 0


def is_item(line: str) -> bool:
    """Whether `line` is an entry of a list by its first characters, or numbered as one."""
    return _ITEM.match(line) is not None or pattern(line) in _NUMBERED
