"""`shirube` as a test runs it: in this process, on a library of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import cli


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """The command line on one library."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def __call__(self, *arguments: str | Path, home: Path | None = None) -> Ran:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main([*map(str, arguments), *(("--home", str(home or self.home)) if arguments else ())])
        said = self._capsys.readouterr()
        return Ran(int(end.value.code or 0), said.out, said.err)
