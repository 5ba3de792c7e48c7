"""The log of uses as a file that people open: CSV, Excel, or one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from assistant.governance.use_log import Entry, canonical
from assistant.tables import Cell, Sheet, to_book, to_csv
from ingest.errors import ShirubeError

WHAT = {
    "ask": "質問", "search": "検索", "list": "一覧", "history": "経緯", "summary": "要約", "minutes": "議事録",
    "minutes again": "議事録の作り直し", "use case": "使い方の実行", "ingest": "登録", "remove": "取り除き",
    "audience": "公開範囲の変更", "original": "元の資料の保存", "export": "書き出し", "sign in": "サインイン",
    "forget": "期限による削除", "preview": "送信内容の確認",
}  # fmt: skip
_VERDICTS = {"supported": "確認済み", "partial": "一部のみ", "unsupported": "根拠なし"}
_WIDTHS = {
    "番号": 8, "日時": 20, "人": 14, "したこと": 14, "入れた文（伏せたもの）": 50, "資料": 50, "作り方": 14,
    "指示文": 24, "判定": 24, "伏せて送ったもの": 24, "詳細": 60, "ハッシュ": 20,
}  # fmt: skip


def as_json(one: Entry) -> dict[str, Any]:
    """An entry by its own names."""
    return {
        "number": one.number,
        "at": one.at,
        "who": one.who,
        "what": one.what,
        "about": dict(one.about),
        "said": dict(one.said),
        "hash": one.hash,
    }


def as_line(one: Entry) -> str:
    """An entry in one line."""
    words = " ".join(" ".join(one.said.values()).split())
    return f"{one.number} {_when(one)} {one.who or '（名前なし）'} {WHAT.get(one.what, one.what)} {words[:60]}".rstrip()


def to_file(entries: Sequence[Entry], ending: str) -> bytes:
    """The entries as .csv, .xlsx or .jsonl. Raises `ShirubeError` for another ending."""
    if ending.lower() == ".jsonl":
        return "".join(f"{json.dumps(as_json(one), ensure_ascii=False)}\n" for one in entries).encode()
    rows = [tuple(_WIDTHS), *(tuple(columns(one).values()) for one in entries)]
    if ending.lower() == ".csv":
        return to_csv(rows)
    if ending.lower() == ".xlsx":
        return to_book([Sheet("利用の記録", rows, tuple(_WIDTHS.values()))])
    raise ShirubeError("書き出す先の名前は、.csv、.xlsx、.jsonl のいずれかで終わるようにしてください。")


def columns(one: Entry) -> dict[str, Cell]:
    """What stands in each column of a table of entries."""
    about = one.about
    verdicts = "、".join(f"{_VERDICTS.get(name, name)} {count}" for name, count in about.get("verdicts", {}).items())
    masked = "、".join(f"{name} {count}" for name, count in about.get("masked", {}).items())
    said = "\n".join(one.said.values())
    made = (str(about.get("engine", "")), str(about.get("prompt", "")), verdicts, masked)
    does = WHAT.get(one.what, one.what)
    cells = (one.number, _when(one), one.who, does, said, "\n".join(_papers(about)), *made, canonical(about), one.hash)
    return dict(zip(_WIDTHS, cells, strict=True))


def _papers(about: Any) -> list[str]:
    """The papers of an entry with their pages: what is cited, else what was found, taken in or taken out."""
    places = about.get("cited") or about.get("passages") or ()
    found = [f"{place['source']} p.{place['page']}" if place["page"] else str(place["source"]) for place in places]
    found += [str(about["source"])] if "source" in about else []
    return list(dict.fromkeys([*found, *map(str, about.get("sources", ())), *about.get("files", {})]))


def _when(one: Entry) -> str:
    return f"{datetime.fromisoformat(one.at).astimezone():%Y-%m-%d %H:%M:%S}"
