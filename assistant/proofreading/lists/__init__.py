"""Words and expressions as tables: one a line, its columns parted by tabs, `#` before a remark and the source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from assistant.proofreading.values import Rule


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `name`.tsv, each as its columns."""
    text = resources.files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def pairs(name: str) -> Mapping[str, str]:
    """A table of two columns: what is written to what to write."""
    return {row[0]: row[1] for row in table(name)}


@cache
def patterns(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """A table of two columns: an expression to what to write."""
    return tuple((re.compile(pattern), instead) for pattern, instead in table(name))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list that has many on a line."""
    return frozenset(word for row in table(name) for column in row for word in column.split())


@cache
def group(name: str) -> frozenset[str]:
    """One of the groups of words that rules of grammar use."""
    return frozenset(word for row in table("grammar") if row[0] == name for word in row[1].split())


def reasons(rule: Rule) -> Mapping[str, str]:
    """Why each kind of finding of `rule` is one."""
    return pairs(f"why_{rule.value}")
