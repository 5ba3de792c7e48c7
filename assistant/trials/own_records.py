"""One person's own records and answers as a file: all that is kept of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.tables import Cell, to_csv
from assistant.trials.report_tables import RATING_NAMES
from assistant.trials.values import Record, SurveyAnswer

_RUNS = (
    "番号", "使い方", "版", "部署", "氏名", "作り方", "日時（協定世界時）", "秒", "入力トークン", "出力トークン",
    "費用（円）", "評価", "作業前の見込み（分）", "実際（分）", "使ったか", "理由", "共有した文",
)  # fmt: skip
_ANSWERS = ("日時（協定世界時）", "部署", "使っているか", "理由", "言葉")
_USED = {True: "使った", False: "使わなかった", None: ""}


def as_json(records: Sequence[Record], answers: Sequence[SurveyAnswer]) -> dict[str, Any]:
    """Everything by its own name."""
    return {"records": [asdict(one) for one in records], "survey": [asdict(one) for one in answers]}


def to_file(records: Sequence[Record], answers: Sequence[SurveyAnswer], ending: str) -> bytes:
    """JSON for .json, else CSV with the records above the answers."""
    if ending.lower() == ".json":
        return json.dumps(as_json(records, answers), ensure_ascii=False, indent=1).encode()
    rows: list[tuple[Cell, ...]] = [("試行の記録",), _RUNS, *map(_run, records)]
    rows += [(), ("アンケートの答え",), _ANSWERS, *map(_answer, answers)]
    return to_csv(rows)


def _run(one: Record) -> tuple[Cell, ...]:
    figures = (one.tokens_in, one.tokens_out, one.cost)
    minutes = (one.minutes_before, one.minutes_actual)
    return (
        one.id,
        one.title,
        one.version,
        one.department,
        one.person,
        one.engine,
        one.at,
        one.seconds,
        *("" if figure is None else figure for figure in figures),
        RATING_NAMES[one.rating],
        *("" if figure is None else figure for figure in minutes),
        _USED[one.used],
        one.reason,
        one.shared,
    )


def _answer(one: SurveyAnswer) -> tuple[Cell, ...]:
    return one.at, one.department, one.uses, "、".join(one.reasons), one.words
