"""Question files: one JSON object a line, with at least a `question`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.errors import ShirubeError


def read(path: Path) -> tuple[dict[str, Any], ...]:
    """The rows of `path`, empty lines left out. Raises `ShirubeError` that names the line which is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ShirubeError(f"質問のファイル「{path}」がありません。名前と場所を確かめてください。") from error
    except (OSError, UnicodeDecodeError) as error:
        message = f"質問のファイル「{path}」を読めません。読み取りの権限と文字コード（UTF-8）を確かめてください。"
        raise ShirubeError(message) from error
    # Not splitlines(): U+2028 and others may stand inside a JSON text.
    return tuple(_row(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ShirubeError(f"{path.name} の{number}行目がJSONになっていません。") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise ShirubeError(f"{path.name} の{number}行目に質問（question）がありません。")
    return row
