"""Minutes without a model: what of the written transcripts' gold lists they have, and how long they take."""

from __future__ import annotations

from tests.bench.measure import Figure
from tests.drafted import FORMLESS, MEETINGS, UNMET, drafted, share

LISTS = {"decisions and to-dos": ("decisions", "todos"), "questions with their answers": ("qa",)}


def drafting() -> list[Figure]:
    """The shares over all meetings and over those not learned from, then each meeting's counts and seconds."""
    figures = [Figure(f"{name} kept", share(*lists), "", "at least 0.85") for name, lists in LISTS.items()]
    figures += [Figure(f"{name} that stand in 要点", share(*lists, written=True), "") for name, lists in LISTS.items()]
    for name, lists in LISTS.items():
        if UNMET:
            figures.append(Figure(f"{name} kept, of meetings not met", share(*lists, of=UNMET), "", "at least 0.85"))
        figures.append(Figure(f"{name} kept, where nothing is settled by any form", share(*lists, of=FORMLESS), ""))
    for name in (*MEETINGS, *UNMET, *FORMLESS):
        one = drafted(name)
        figures.append(Figure(f"{name}: characters said", one.transcript.length, "characters"))
        for of in ("decisions", "todos", "qa", "numbers"):
            tally = one.tallies[of]
            figures.append(Figure(f"  {of}, of {tally.total}", tally.found, "found"))
            figures.append(Figure(f"  {of} claimed beside the gold list", len(tally.false), "entries"))
        figures.append(Figure("  seconds, reading included", one.seconds, "s", "under 20 for two hours"))
    return figures
