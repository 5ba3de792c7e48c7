"""`python -m tests.bench [--only NAME...] [--json FILE] [--plots FOLDER]`: run measurements one by one, print them."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.bench import crowd, drafting, finding, growth, papers, scale, scanned, summaries, trials, waiting
from tests.bench.measure import Figure

MEASUREMENTS: dict[str, tuple[str, Callable[[], list[Figure]]]] = {
    "start": ("Starting", waiting.start),
    "stock": ("Taking in PDFs, against the stock recipe", papers.against_stock),
    "broken": ("A folder of broken files", papers.broken),
    "minutes": ("All minutes of an assembly", papers.assembly),
    "finding": ("What is found, against the stock recipes", finding.finding),
    "drafting": ("Minutes without a model", drafting.drafting),
    "summaries": ("Summaries without a model, against an assembly's own", summaries.summaries),
    "ocr": ("Recognising the characters of scans", scanned.recognition),
    "trials": ("The report of a trial of 100,000 runs", trials.trials),
    "search": ("Search at 30,000 passages", waiting.search),
    "scale": ("From 30,000 to 300,000 passages", scale.scale),
    "crowd": ("Forty people at one app for ten minutes, with papers coming in", crowd.forty),
}


def show(figure: Figure) -> str:
    """One line: the name, the figure with its unit, and what is wanted of it."""
    digits = 0 if figure.value == int(figure.value) or abs(figure.value) >= 100 else 2
    wanted = f"  (wanted: {figure.wanted})" if figure.wanted else ""
    name = f"{figure.at:,} passages: {figure.name}" if figure.at else figure.name
    return f"  {name:<72} {figure.value:>10,.{digits}f} {figure.unit}{wanted}"


def main() -> None:
    """Run what was asked for and print it; what was measured so far is in the file even if a later part breaks."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="draw what grows with the library")
    chosen = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}")
    written: dict[str, list[dict[str, object]]] = {}
    for name in chosen.only:
        title, measure = MEASUREMENTS[name]
        print(f"\n{title}", flush=True)
        figures = measure()
        for figure in figures:
            print(show(figure))
        if not figures:
            print("  left out: SHIRUBE_TEST_DATA is not set, or Tesseract is not installed")
        if chosen.plots:
            growth.draw(figures, chosen.plots)
        written[name] = [asdict(figure) for figure in figures]
        if chosen.json:
            chosen.json.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
