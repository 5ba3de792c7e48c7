"""The styles of minutes: one file each in prompts/minutes_styles/, which a clerk can add to without code.

A style begins with a head between two lines of ---: purpose, share (of the explanations and opinions that an extract
keeps, 0 to 1), opinions (yes or no), brief (yes or no: lines are made short, those of less weight kept aside), pairs
(where it is brief: how many questions of an item are written with their answers; all without it) and version. What
follows is told to a model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from ingest.errors import ShirubeError

FOLDER = "minutes_styles"  # in prompts; of the house's own, in the library's home
DEFAULT = "要点"
_KEYS = frozenset({"purpose", "share", "opinions", "version"})
_MORE = frozenset({"brief", "pairs"})  # may be left out
_YES_OR_NO = {"yes": True, "no": False, "はい": True, "いいえ": False}


class StyleError(ShirubeError):
    """A file of a style that is not as it should be, or a style that is not there."""

    hint = "議事録の様式ファイルを読み取れません。prompts/minutes_styles の見本に合わせて直してください。"


@dataclass(frozen=True, slots=True)
class Style:
    """How minutes are written: how much an extract keeps, and what a model is told."""

    name: str
    purpose: str
    share: float
    opinions: bool
    brief: bool  # whether lines are made short
    pairs: int | None  # how many questions of an item are written; None for all
    version: int
    text: str
    sha256: str

    @property
    def identity(self) -> str:
        """What a draft remembers of it: 要点 v1 (3f2a9c1b)."""
        return f"{self.name} v{self.version} ({self.sha256[:8]})"


def load(name: str = DEFAULT, own: Path | None = None) -> Style:
    """The style of that name: from `own`, a clerk's folder, before those that come along. Raises `StyleError`."""
    for file in _files(own):
        if file.name == f"{name}.md":
            return read(name, file.read_text(encoding="utf-8"))
    known = "、".join(style for style in names(own))
    raise StyleError(f"「{name}」という様式はありません。使える様式は、{known}です。")


def names(own: Path | None = None) -> tuple[str, ...]:
    """The names of all styles, the usual one first."""
    found = dict.fromkeys(file.name.removesuffix(".md") for file in _files(own))
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def read(name: str, text: str) -> Style:
    """The style in `text`. Raises `StyleError`, which names the line that is wrong."""
    parts = text.replace("\r\n", "\n").removeprefix("\ufeff").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise StyleError(f"様式「{name}」は、--- の行で囲んだ見出しから始めてください。")
    head: dict[str, str] = {}
    for number, line in enumerate(parts[1].splitlines(), 2):
        key, colon, value = line.partition(":")
        if line.strip() and (not colon or key.strip() not in _KEYS | _MORE):
            raise StyleError(f"様式「{name}」の{number}行目「{line.strip()}」を読み取れません。")
        head[key.strip()] = value.strip()
    head.pop("", None)
    if missing := sorted(_KEYS - head.keys()):
        raise StyleError(f"様式「{name}」の見出しに {', '.join(missing)} がありません。")
    return Style(
        name,
        head["purpose"],
        _share(name, head["share"]),
        _yes_or_no(name, "opinions", head["opinions"]),
        _yes_or_no(name, "brief", head.get("brief", "no")),
        _whole(name, "pairs", head["pairs"]) if head.get("pairs") else None,
        _whole(name, "version", head["version"]),
        parts[2].strip(),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def _share(name: str, text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise StyleError(f"様式「{name}」の share は 0 から 1 までの数にしてください（「{text}」は使えません）。")
    return share


def _yes_or_no(name: str, key: str, text: str) -> bool:
    if text.lower() not in _YES_OR_NO:
        raise StyleError(f"様式「{name}」の {key} は yes か no にしてください（「{text}」は使えません）。")
    return _YES_OR_NO[text.lower()]


def _whole(name: str, key: str, text: str) -> int:
    if not text.isdecimal():
        raise StyleError(f"様式「{name}」の {key} は整数にしてください（「{text}」は使えません）。")
    return int(text)


def _files(own: Path | None) -> Iterator[Traversable]:
    if own is not None and own.is_dir():
        yield from sorted((one for one in own.iterdir() if one.suffix == ".md"), key=lambda one: one.name)
    folder = resources.files("prompts").joinpath(FOLDER)
    yield from sorted((one for one in folder.iterdir() if one.name.endswith(".md")), key=lambda one: one.name)
