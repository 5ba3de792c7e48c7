"""Forty people at one app for ten minutes, with papers coming in by the command and by the app."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import crowd
from tests.bench.material import varied
from tests.bench.measure import Figure, checked, percentile, run, shirube

PEOPLE, SECONDS, PAUSE = 40, 600, 30


def forty() -> list[Figure]:
    """Each asks every half minute of what is planted for them alone, in a library of about 30,000 passages."""
    with tempfile.TemporaryDirectory() as folder:
        home, papers = Path(folder, "home"), Path(folder, "papers")
        crowd.plant(home, papers / "planted", PEOPLE)
        (papers / "more").mkdir()
        varied(papers / "more", 7_000_000)
        checked(run(shirube("ingest", str(papers / "more")), home, every=1.0))
        told = crowd.crowd(home, PEOPLE, SECONDS, PAUSE)
    for trouble in told.troubles[:10]:
        print(f"  {trouble}")
    searches, answers = ([1000 * one for one in some] for some in (told.searches, told.answers))
    return [
        Figure("questions", len(answers), ""),
        Figure("papers that came by the command meanwhile", told.ingested, ""),
        Figure("errors, and answers of another", len(told.troubles), "", "0"),
        Figure("search in the app, p50", percentile(searches, 0.5), "ms"),
        Figure("search in the app, p95", percentile(searches, 0.95), "ms", "under 300"),
        Figure("answer until the page is drawn, p50", percentile(answers, 0.5), "ms"),
        Figure("answer until the page is drawn, p95", percentile(answers, 0.95), "ms"),
    ]
