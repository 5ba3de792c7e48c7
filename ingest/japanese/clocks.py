"""Times of day as Japanese papers write them: 午後1時30分, 13時30分, 13:30, 1時半."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOCK = re.compile(
    r"(?P<half>午前|午後|[ap]\.?m\.?\s?)?(?P<hour>(?<!\d)[0-2]?\d)"
    r"(?:時(?![間々期点])(?:(?P<minute>[0-5]?\d)分|(?P<thirty>半))?|:(?P<colon>[0-5]\d)(?![\d:]))"
)


def spans(folded: str) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Start, end and minutes after midnight of every time of day in a folded text.

    An hour up to 12 without 午前 or 午後 may be either, so it stands for two.
    """
    for match in _CLOCK.finditer(folded):
        hour = int(match["hour"])
        if hour > 24:
            continue
        minute = 30 if match["thirty"] else int(match["minute"] or match["colon"] or 0)
        half = (match["half"] or "")[:2]
        if half.startswith(("午後", "p")):
            hours = {hour % 12 + 12}
        elif half or hour > 12:
            hours = {hour}
        else:
            hours = {hour, hour + 12}
        yield match.start(), match.end(), frozenset(one * 60 + minute for one in hours)
