"""How figures grow with the library, drawn: one picture a unit, a line for each thing measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import Figure


def draw(figures: Sequence[Figure], folder: Path) -> None:
    """Writes `grows-UNIT.png` into `folder` for the figures that were measured at two sizes and more."""
    from matplotlib.figure import Figure as Picture

    lines: dict[str, dict[str, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.at and figure.unit:
            lines[figure.unit][figure.name].append((figure.at, figure.value))
    folder.mkdir(parents=True, exist_ok=True)
    for unit, named in lines.items():
        picture = Picture(figsize=(9, 6))
        axes = picture.subplots()
        for name, points in named.items():
            if len(points) > 1:
                axes.plot(*zip(*points, strict=True), marker="o", label=name)
        axes.set(xscale="log", yscale="log", xlabel="passages", ylabel=unit)
        axes.grid(which="both", alpha=0.3)
        axes.legend(fontsize=8)
        picture.savefig(folder / f"grows-{unit.replace('/', ' per ')}.png", dpi=120, bbox_inches="tight")
