"""argparse in Japanese: its help, its usage line and what it says of a mistake."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NoReturn

# What argparse says, as whole messages; what it says besides these is shown as it is.
_SAID = (
    (r"the following arguments are required: (.+)", r"\1 を指定してください。"),
    (r"unrecognized arguments: (.+)", r"使えない指定があります: \1"),
    (
        r"argument コマンド: invalid choice: '(.+?)' \(choose from (.+)\)",
        r"「\1」というコマンドはありません。使えるコマンド: \2",
    ),
    (r"argument (.+?): invalid choice: '(.+?)' \(choose from (.+)\)", r"\1 に「\2」は使えません。使える値: \3"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 には整数を指定してください（「\2」は使えません）。"),
    (r"argument (.+?): expected (?:one|at least one|\d+) arguments?", r"\1 の値を指定してください。"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 に値（「\2」）は付けられません。"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)
_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=[をに])")
_LISTED = re.compile(r"^( +)(\S+(?: \S+)*) {2,}(?=\S)", re.MULTILINE)


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose every word is Japanese. Mistakes end the process with 2. Without `parents`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "allow_abbrev": False, **options}, add_help=False)
        self._positionals.title, self._optionals.title = "指定するもの", "オプション"
        self.add_argument("-h", "--help", action="help", help="このヘルプを表示して終わる")

    def format_help(self) -> str:
        """The help, its columns aligned where the words are twice as wide as argparse thinks."""
        help_text = super().format_help()
        column = max((_cells(f"{indent}{words}  ") for indent, words in _LISTED.findall(help_text)), default=0)
        return _LISTED.sub(lambda one: one[0].rstrip() + " " * (column - _cells(one[1] + one[2])), help_text)

    def error(self, message: str) -> NoReturn:
        """Says in Japanese what is wrong, and where to read how the command is used."""
        self.exit(2, f"{translated(message)}\n使い方は {self.prog} --help で見られます。\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)

    def add_argument(self, action: argparse.Action) -> None:
        super().add_argument(action)
        # argparse forgets that commands stand further in, and would break the line after the longest.
        names = [len(one.dest) for one in self._iter_indented_subactions(action)]
        self._action_max_length = max(self._action_max_length, max(names, default=0) + 2 * self._indent_increment)


def translated(message: str) -> str:
    """One message of argparse's in Japanese."""
    for english, japanese in _SAID:
        if match := re.fullmatch(english, message, re.DOTALL):
            return _GAP.sub("", match.expand(japanese).replace("'", ""))
    return message


def _cells(text: str) -> int:
    """How wide a terminal shows `text`."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
