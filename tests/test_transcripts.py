"""The transcripts and their gold lists agree, and the scorer counts as one would by hand."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.transcripts_score import Entry, holds_figure, overlap, score

FOLDER = Path(__file__).parent / "transcripts"
GOLD = sorted(FOLDER.glob("*.gold.json"))


def gold_of(path: Path) -> Entry:
    gold: Entry = json.loads(path.read_text(encoding="utf-8"))
    return gold


def transcript_of(path: Path) -> str:
    name = path.name.removesuffix(".gold.json")
    there = [FOLDER / f"{name}{end}" for end in (".vtt", ".txt") if (FOLDER / f"{name}{end}").exists()]
    return there[0].read_text(encoding="utf-8")


def spoken(transcript: str) -> str:
    """The words alone, run together."""
    lines = transcript.splitlines()
    if lines[0] == "WEBVTT":
        lines = [line.partition(">")[2].removesuffix("</v>") for line in lines if line.startswith("<v ")]
    return "".join(lines)


def leaves(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the gold list with the key it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, key)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, name)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_what_the_gold_list_quotes_was_said(path: Path) -> None:
    transcript = transcript_of(path)
    said = list(leaves(gold_of(path)))
    quoted = [text for key, text in said if key.endswith("quote") or key == "small_talk"]
    run_on = "".join(transcript.splitlines())  # a recorder that breaks its lines anywhere
    assert [text for text in quoted if text not in transcript and text not in run_on] == []
    # These may run over the end of a cue.
    words = spoken(transcript)
    assert [text for key, text in said if key in ("said", "due_as_said") and text not in words] == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_the_transcript_says_that_it_is_invented(path: Path) -> None:
    assert "架空の市「みなと野市」の見本です" in transcript_of(path)[:300]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_dates_of_the_gold_list_are_dates(path: Path) -> None:
    gold = gold_of(path)
    days = [gold["held_on"], *(day["date"] for day in gold["dates"]), *(todo["due_date"] for todo in gold["todos"])]
    marks = "月火水木金土日"
    for day in gold["dates"]:
        if "曜" in day["said"]:
            assert marks[date.fromisoformat(day["date"]).weekday()] + "曜" in day["said"]
    assert all(date.fromisoformat(day) for day in days if day)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_minutes_that_hold_the_gold_list_miss_nothing(path: Path) -> None:
    gold = gold_of(path)
    whole = {**copy.deepcopy(gold), "items": gold["agenda"], "meeting": "", "small_talk": [], "not_numbers": []}
    tallies = score(whole, gold)
    assert {name: tally.missed for name, tally in tallies.items()} == {name: [] for name in tallies}
    assert {name: tally.false + tally.misplaced for name, tally in tallies.items()} == {name: [] for name in tallies}


def test_a_line_is_found_by_the_words_it_shares() -> None:
    said = "では、えー、この案のとおり進めることとします。"
    assert overlap(said, "この案のとおり進めることとします")
    assert overlap("委員長：この案のとおり進める", said)
    assert not overlap("とします", said)
    assert not overlap("別の案のとおりに検討を続けることとなった", said)


def test_figures_are_compared_by_their_worth() -> None:
    assert holds_figure("年額は792,000円", "79万2千円")
    assert holds_figure("1200万円です", "1,200万円")
    assert not holds_figure("11,200万円です", "1,200万円")


def test_claims_are_accounted_for() -> None:
    gold = {
        "decisions": [{"text": "4月から始める", "quote": "では4月から始めることに決めます"}],
        "not_decisions": [{"quote": "昨年度の会議で決まったことですが", "why": ""}],
        "todos": [{"what": "表を送る", "who": "田中", "due_date": None, "quote": "表はあとで私から送ります"}],
        "qa": [],
        "numbers": ["3人"],
        "dates": [],
        "next_meeting": None,
        "agenda": ["開会"],
        "small_talk": ["寒いですね今日は"],
    }
    minutes = {
        "meeting": "会議",
        "items": [{"title": "1 開会", "points": ["3人が出た"]}],
        "decisions": [
            {"text": "昨年度に決まった", "quote": "昨年度の会議で決まったことですが"},
            {"text": "表はあとで私から送ります", "quote": "表はあとで私から送ります"},
            {"text": "どこにもない", "quote": "誰も言っていない言葉です"},
        ],
        "todos": [{"what": "表を送る", "who": "田中 一", "due_date": None, "quote": "表はあとで私から送ります"}],
    }
    tallies = score(minutes, gold)
    decisions = tallies["decisions"]
    assert (decisions.found, decisions.missed) == (0, ["4月から始める"])
    assert decisions.forbidden == ["昨年度に決まった"]
    assert decisions.misplaced == ["表はあとで私から送ります"]
    assert decisions.false == ["どこにもない"]
    assert tallies["todos"].right == {"who": (1, 1), "due_date": (1, 1)}
    assert [tallies[name].found for name in ("numbers", "agenda", "small_talk")] == [1, 1, 1]
