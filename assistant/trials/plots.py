"""Plots of the report as pictures that print well: told apart by hatching and figures, never by colour alone.

No font is fetched. Where the system has none for Japanese there are no plots, and the report says so.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from threading import Thread
from typing import TYPE_CHECKING

from assistant.trials.counts import By
from assistant.trials.figures import Report, Row
from assistant.trials.report_tables import BY_NAMES, RATING_NAMES, WITHHELD, number
from assistant.trials.values import Rating

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NO_FONT = "この端末に日本語の書体が見つからないため、図を省きました。数字は表にあります。"
MOST = 12  # bars in a plot; the table has them all
_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "BIZ UDPGothic",
    "BIZ UDGothic",
    "Yu Gothic",
    "Meiryo",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "IPAexGothic",
    "MS Gothic",
)
_TEXT = "#1a1a1a"
_WIDTH, _NAMES, _ABOVE, _BAR, _BELOW = 6.7, 2.1, 0.45, 0.36, 0.85  # inches
_LOOKS = {  # fill, hatch, colour of the figure on it
    Rating.SERVED: ("#0017c1", "", "white"),
    Rating.PARTLY: ("#c5d7fb", "///", _TEXT),
    Rating.NOT: ("#c74700", "xx", _TEXT),
    None: ("white", "", _TEXT),
}
_WITHHELD_LOOK = ("#f2f2f2", "...", _TEXT)


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture (PNG), its title, and what it shows in words for those who do not see it."""

    title: str
    picture: bytes
    told: str


def ratings(report: Report, by: By) -> Plot | None:
    """How often, and how it served. None where there is nothing to draw or no font to write with."""
    rows = _drawn(report.by[by], by)
    if not rows or not _font():
        return None
    title = f"{BY_NAMES[by]}ごとの回数と評価{_part(report.by[by], by)}"
    figure, axes = _axes(title, len(rows), "回数")
    widest = max(row.runs for row in rows)
    for look, bars in _bars(rows).items():
        fill, hatch, ink = look
        places, lefts, runs = zip(*bars, strict=True)
        axes.barh(places, runs, 0.6, lefts, color=fill, hatch=hatch, edgecolor=_TEXT, linewidth=0.6)
        for place, left, some in bars:
            if some >= widest * 0.04:
                _write(axes, left + some / 2, place, f"{some:,}", ink, on_hatch=bool(hatch))
    for place, row in enumerate(rows):
        axes.text(
            row.runs + widest * 0.01, place, f"{row.runs:,}回・{row.people:,}人", va="center", color=_TEXT, fontsize=9
        )
    axes.set_xlim(0, widest * 1.22)
    _name(axes, rows)
    _legend(figure, any(row.ratings is None for row in rows))
    told = "、".join(f"{row.label} {row.runs:,}回" for row in rows)
    return Plot(title, _png(figure), f"{title}：{told}")


def minutes(report: Report) -> Plot | None:
    """Minutes saved in a run: the median, and the range of the middle half. None as above."""
    rows = [row for row in (*report.by[By.USE_CASE][:MOST], report.total) if row.saved and row.saved.answers]
    if not rows or not _font():
        return None
    title = "1回あたりの減った時間（分。点は中央値、線は中ほどの半分）"
    figure, axes = _axes(title, len(rows), "減った分（本人の見込みによる。0より左は、かえって長くかかったもの）")
    told = []
    for place, row in enumerate(rows):
        assert row.saved is not None  # chosen so above
        median, lower, upper = (one or 0 for one in (row.saved.median, row.saved.lower, row.saved.upper))
        words = f"{number(median)}分（{number(lower)}〜{number(upper)}分、{row.saved.answers:,}件）"
        axes.plot((lower, upper), (place, place), color="#0017c1", linewidth=4, alpha=0.35, solid_capstyle="butt")
        axes.plot(median, place, "o" if row is not report.total else "D", color="#0017c1", markersize=8)
        axes.annotate(words, (upper, place), (8, 0), textcoords="offset points", va="center", color=_TEXT, fontsize=9)
        told.append(f"{row.label} {words}")
    axes.axvline(0, color=_TEXT, linewidth=1)
    ends = [0, *(end or 0 for row in rows if row.saved for end in (row.saved.lower, row.saved.upper))]
    width = max(ends) - min(ends) or 1
    axes.set_xlim(min(ends) - width * 0.05, max(ends) + width * 0.85)  # room for the words
    _name(axes, rows)
    return Plot(title, _png(figure), f"{title}：{'、'.join(told)}")


def warm() -> None:
    """Loads what draws in a thread of its own, which takes most of a second; for while figures are counted."""
    Thread(target=_font, name="warming").start()


def has_font() -> bool:
    """Whether plots can be drawn here."""
    return bool(_font())


@cache
def _font() -> str:
    """The first font of the list that this system has; empty where it has none."""
    import matplotlib.backends.backend_agg  # noqa: F401 -- what draws is loaded here, not at the first plot
    from matplotlib import font_manager

    there = {one.name for one in font_manager.fontManager.ttflist}
    return next((name for name in _FONTS if name in there), "")


def _axes(title: str, bars: int, below: str) -> tuple[Figure, Axes]:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams["font.family"] = _font()  # the same in every thread
    mpl.rcParams["hatch.linewidth"] = 0.6
    # Placed by hand: bars begin at one line in all plots, and a layout that is searched for costs a second drawing.
    height = _ABOVE + _BAR * bars + _BELOW
    figure = Figure(figsize=(_WIDTH, height))
    inner = _WIDTH - _NAMES - 0.15
    axes = figure.add_axes((_NAMES / _WIDTH, _BELOW / height, inner / _WIDTH, _BAR * bars / height))
    figure.text(0.01, 1 - 0.12 / height, title, fontsize=11, color=_TEXT, va="top")
    axes.set_xlabel(below, fontsize=9, color=_TEXT)
    axes.grid(axis="x", color="#d9d9d9", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.locator_params(axis="x", integer=True)
    return figure, axes


def _bars(rows: Sequence[Row]) -> dict[tuple[str, str, str], list[tuple[int, int, int]]]:
    """Place, beginning and length of the pieces of each look: all of one look are drawn at once."""
    found: dict[tuple[str, str, str], list[tuple[int, int, int]]] = {}
    for place, row in enumerate(rows):
        left = 0
        for runs, look in _pieces(row):
            found.setdefault(look, []).append((place, left, runs))
            left += runs
    return found


def _pieces(row: Row) -> list[tuple[int, tuple[str, str, str]]]:
    if row.ratings is None:
        return [(row.runs, _WITHHELD_LOOK)]
    rated = row.ratings
    parts = (rated.served, rated.partly, rated.not_served, row.runs - rated.rated)
    return [(runs, look) for runs, look in zip(parts, _LOOKS.values(), strict=True) if runs]


def _write(axes: Axes, x: float, y: float, words: str, ink: str, *, on_hatch: bool) -> None:
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 1.2} if on_hatch else None
    axes.text(x, y, words, ha="center", va="center", color=ink, fontsize=9, bbox=behind)


def _name(axes: Axes, rows: Sequence[Row]) -> None:
    axes.set_yticks(range(len(rows)), [_wrapped(row.label) for row in rows], fontsize=9, color=_TEXT)
    axes.set_ylim(len(rows) - 0.4, -0.6)  # the first on top


def _wrapped(label: str, width: int = 14) -> str:
    """A long name on two lines, before a bracket where there is one, longer ones cut."""
    name, bracket, more = label.partition("（")
    first, rest = (
        (name, bracket + more) if bracket and len(name) <= width < len(label) else (label[:width], label[width:])
    )
    lines = f"{first}\n{rest if len(rest) <= width + 2 else rest[:width] + '…'}".strip()
    return lines.replace("$", r"\$")  # a $ would begin a formula


def _legend(figure: Figure, withheld: bool) -> None:
    from matplotlib.patches import Patch

    looks = [(name, _LOOKS[rating]) for rating, name in RATING_NAMES.items()]
    looks += [(f"評価は{WITHHELD}", _WITHHELD_LOOK)] * withheld
    keys = [Patch(facecolor=fill, hatch=hatch, edgecolor=_TEXT, label=name) for name, (fill, hatch, _) in looks]
    figure.legend(handles=keys, loc="lower center", ncols=len(keys), fontsize=8, frameon=False)


def _drawn(rows: Sequence[Row], by: By) -> Sequence[Row]:
    return rows[-MOST:] if by is By.WEEK else rows[:MOST]


def _part(rows: Sequence[Row], by: By) -> str:
    which = "新しい" if by is By.WEEK else "回数の多い"
    return f"（{len(rows):,}のうち、{which}{MOST}）" if len(rows) > MOST else ""


def _png(figure: Figure) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a letter that the font lacks is drawn as a box
        figure.savefig(out, format="png", dpi=200, pil_kwargs={"compress_level": 3})  # half the time, a tenth larger
    return out.getvalue()
