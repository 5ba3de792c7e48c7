"""A page's picture before its characters are recognised: which way its lines run, and how far they are tilted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # (height, width), 0 is black

_SMALL = 800  # pixels of the longer side of the picture that the tilt is measured on
_DARK = 0.6  # of the paper's brightness: ink
_TWO_LINES = 40  # pixels of that picture: within so many, a page with lines is dark and light by turns
_MOST_INK = 60_000  # pixels of ink that are looked at
_COARSE = np.arange(-3.0, 3.01, 0.25)  # degrees
_FINE = np.arange(-0.2, 0.21, 0.05)
_STRAIGHT = 0.12  # degrees that do no harm
_FEWEST = 200  # pixels of ink: with fewer there is nothing to measure
_GRAIN = 14.0  # spread of the paper's brightness, of 255: smooth paper has 7 to 9, from the edges of letters
_BLUR = 1.0  # pixels
_GREY = 0.8  # of the paper's brightness: rules are often drawn in grey
_UNBROKEN = 0.97  # of a rule's pixels are dark; rows of bold letters come near
_THICK = 9  # pixels: a surface, no rule


@dataclass(frozen=True, slots=True)
class Bearing:
    """How the lines of a picture lie: `tilt` in degrees, positive where they sink to the right.

    `sureness` is the contrast of horizontal lines against that of columns. Measured on 24 printed pages, clean and
    grainy, it is 3 to 40 for lines and 0.14 to 0.2 for columns.
    """

    tilt: float
    sureness: float


def bearing(picture: Picture) -> Bearing:
    """Which way the lines run and their tilt, from projection profiles (Postl, 1986), to a twentieth of a degree."""
    x, y = _ink(picture)
    if len(x) < _FEWEST:
        return Bearing(0.0, 1.0)
    across, rows = _best(x, y)
    down, columns = _best(y, -x)
    sureness = rows / max(columns, 1e-9)
    tilt = across if sureness >= 1 else down
    return Bearing(tilt if abs(tilt) > _STRAIGHT else 0.0, sureness)


def _ink(picture: Picture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where there is ink, in pixels of a smaller picture."""
    y, x = np.nonzero(ink_of(picture, max(1, round(max(picture.shape) / _SMALL))))
    every = max(1, len(x) // _MOST_INK)
    return x[::every].astype(np.float64), y[::every].astype(np.float64)


def ink_of(picture: Picture, step: int) -> NDArray[np.bool_]:
    """Where there is ink in the picture made smaller by `step`; what is left over at its right and foot is left out."""
    height, width = picture.shape[0] // step, picture.shape[1] // step
    cells = picture[: height * step, : width * step].reshape(height, step, width, step)
    small = cells.mean(axis=(1, 3))
    dark: NDArray[np.bool_] = small < _DARK * np.percentile(small, 90) if small.size else small > 0
    return dark


def _best(along: NDArray[np.float64], across: NDArray[np.float64]) -> tuple[float, float]:
    """The tilt at which lines that run `along` part best, and how well they do."""
    coarse = max(_COARSE, key=lambda angle: _contrast(along, across, float(angle)))
    fine = max(coarse + _FINE, key=lambda angle: _contrast(along, across, float(angle)))
    return float(fine), _contrast(along, across, float(fine))


def _contrast(along: NDArray[np.float64], across: NDArray[np.float64], angle: float) -> float:
    """How far the profile of lines at this tilt swings about its own mean of about two lines."""
    places = across - along * np.tan(np.radians(angle))
    profile = np.bincount((places - places.min()).astype(np.int64)).astype(np.float64)
    mean = np.convolve(profile, np.ones(_TWO_LINES) / _TWO_LINES, mode="full")
    start = _TWO_LINES // 2
    mean = mean[start : start + len(profile)]
    return float(((profile - mean) ** 2).sum() / (mean**2).sum())


def without_rules(picture: Picture, longest_stroke: int) -> Picture:
    """The picture without its straight rules, level or upright, that are longer than any stroke of a letter.

    Tesseract takes a ruled table for a drawing and leaves its words out. `longest_stroke` counts pixels.
    """
    dark = picture < _GREY * np.percentile(picture, 90)
    level, upright = _rules(dark, longest_stroke), _rules(dark.T, longest_stroke).T
    if not (level.any() or upright.any()):
        return picture
    cleared = picture.copy()
    # The edges of a rule are grey; where two cross they are thicker than either.
    gone = _grown(level | upright, 2) | (_grown(level, _THICK) & _grown(upright, _THICK))
    cleared[gone] = np.percentile(picture, 90)
    return cleared


def _grown(marked: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """The marked pixels and those up to `by` from them, along rows and columns."""
    wide = marked.copy()
    for step in range(1, by + 1):
        wide[step:] |= marked[:-step]
        wide[:-step] |= marked[step:]
    grown = wide.copy()
    for step in range(1, by + 1):
        grown[:, step:] |= wide[:, :-step]
        grown[:, :-step] |= wide[:, step:]
    return grown


def _rules(dark: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Where a row is dark over `length` pixels, but for a few that noise has broken, and no thicker than a rule."""
    return dark & _runs(dark, length, round(_UNBROKEN * length)) & ~_runs(dark.T, _THICK, _THICK - 1).T


def _runs(dark: NDArray[np.bool_], length: int, least: int) -> NDArray[np.bool_]:
    """The pixels of every stretch of `length` in a row of which at least so many are dark."""
    if dark.shape[1] < length:
        return np.zeros_like(dark)
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    begins = sums[:, length:] - sums[:, :-length] >= least
    # A pixel is of such a stretch when one begins there or less than `length` before.
    begun = np.cumsum(np.pad(begins, ((0, 0), (length, length - 1))), axis=1, dtype=np.int32)
    found: NDArray[np.bool_] = begun[:, length:] - begun[:, :-length] > 0
    return found


def without_grain(picture: Picture) -> Picture:
    """A grainy picture a little blurred, which halves Tesseract's errors on it; a smooth one as it is.

    The grain of a page with few words can hold it up for a minute.
    """
    if not picture.size:
        return picture
    paper = picture[picture > _DARK * np.median(picture)]
    if not paper.size or paper.std() < _GRAIN:
        return picture
    from PIL import Image, ImageFilter

    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(_BLUR)))
