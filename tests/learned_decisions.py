"""Learns how decisions are come to from the gold lists: `python -m tests.learned_decisions` writes the weights.

`python -m tests.learned_decisions --alone` leaves out the newest ordinary meetings, and then the formless ones, learns
from all others, and says how many decisions of those left out the rules find alone, and with the weighing at several
thresholds. The same meetings give the same file, byte for byte.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.sentences import hear
from assistant.drafting.outcomes import weighing
from assistant.drafting.outcomes.decisions import Decision, decisions
from assistant.drafting.outcomes.signs import Signs, points_at
from assistant.drafting.sources import transcripts
from tests.drafted import FOLDER, FORMLESS, MEETINGS, ORDINARY
from tests.learning import Care, Example, learn, write
from tests.transcripts_score import Entry, Tally, compare, fold, overlap

ALL = (*MEETINGS, *FORMLESS)
NEWEST = ORDINARY[-7:]  # met after the rules had been made
LEFT_OUT = {"the newest": NEWEST, "the formless": FORMLESS}
CARE = Care(seen=8, decay=1e-2, smallest=0.05)
_FEW = 5  # letters of a deciding word that is told from others by what it points at


@cache
def meeting(name: str) -> tuple[Heard, ...]:
    """What was heard in a meeting."""
    return hear(transcripts.read([FOLDER / name]))


@cache
def gold(name: str) -> Entry:
    """The gold list of a meeting."""
    found: dict[str, Any] = json.loads((FOLDER / f"{Path(name).stem}.gold.json").read_text(encoding="utf-8"))
    return found


@cache
def examples(name: str) -> tuple[Example, ...]:
    """The sentences of a meeting that may settle something."""
    heard = meeting(name)
    signs = Signs(heard)
    quotes = [entry["quote"] for entry in gold(name)["decisions"]]
    pieces = [piece for quote in quotes for piece in (quote if isinstance(quote, list) else [quote])]
    return tuple(
        Example(signs.of(n), any(_is_of(one, piece) for piece in pieces))
        for n, one in enumerate(heard)
        if weighing.may_settle(one)
    )


def _is_of(one: Heard, quote: str) -> bool:
    """Whether a sentence is among deciding words; of short ones (それで) only what points at something."""
    said = fold(one.raw)
    within = len(said) >= 3 and said in fold(quote) and (len(said) >= _FEW or points_at(one.folded))
    return within or overlap(one.raw, quote)


def learned_from(names: Iterable[str]) -> dict[str, float]:
    """Weights from these meetings."""
    return learn([one for name in names for one in examples(name)], CARE)


def claim(one: Decision) -> Entry:
    """A decision as the scorer reads it."""
    beside = (*one.sentences, *one.agreed, *((one.matter.at,) if one.matter else ()))
    text = (f"{one.matter.text}：" if one.matter else "") + "".join(sentence.text for sentence in one.sentences)
    return {"text": text, "quote": [basis.quote for sentence in beside for basis in sentence.bases]}


def kept(names: Iterable[str], weights: dict[str, float]) -> str:
    """What the rules and a weighing find of these meetings."""
    tallies: list[Tally] = []
    for name in names:
        found = decisions(meeting(name), lambda: weights)
        tallies.append(compare("decisions", {"decisions": [claim(one) for one in found]}, gold(name)))
    counts = {"false": 0, "forbidden": 0, "misplaced": 0}
    for one in tallies:
        for what in counts:
            counts[what] += len(getattr(one, what))
    found_of = f"{sum(one.found for one in tallies)} of {sum(one.total for one in tallies)}"
    return f"{found_of}, " + ", ".join(f"{count} {what}" for what, count in counts.items())


def alone() -> None:
    """What the rules alone and with the weighing find of meetings from which nothing was learned."""
    for what, names in LEFT_OUT.items():
        weights = learned_from(name for name in ALL if name not in names)
        print(f"{what}, the rules alone: {kept(names, {'*': -3.0})}")
        for least in (0.5, 0.0, -0.5, -0.75, -1.0, -1.25, -1.5, -2.0):
            # The weight of what every sentence has moves the threshold; what is never believed moves along.
            moved = {**weights, "*": weights.get("*", 0.0) + weighing.LEAST - least}
            print(f"{what}, from {least}: {kept(names, moved)}", flush=True)


def main(arguments: list[str]) -> None:
    if "--alone" in arguments:
        alone()
        return
    write(learned_from(ALL), weighing.WEIGHTS)


if __name__ == "__main__":
    main(sys.argv[1:])
