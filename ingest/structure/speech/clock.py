"""Times as transcripts write them: 0:03, 00:00:03.120, [10:03:22], 1分3秒, 10:03 AM."""

from __future__ import annotations

import re

_D = "[0-9０-９]"
_HALF = r"(?:(?:午前|午後|AM|PM)[ 　]?)"
_FRACTION = rf"(?:[.,．]{_D}{{1,6}})"
_COLON = rf"{_HALF}?{_D}{{1,3}}[:：]{_D}{{1,2}}(?:[:：]{_D}{{1,2}})?{_FRACTION}?(?:[ 　]?[AaPp][Mm])?"
_SPOKEN = rf"(?:{_D}{{1,2}}[ 　]?時間[ 　]?)?{_D}{{1,3}}[ 　]?分[ 　]?{_D}{{1,2}}[ 　]?秒"
TIME = rf"(?:{_COLON}|{_SPOKEN})"
_FIRST_HOUR, _LAST_HOUR = 7, 23  # within which a meeting begins
_HALF_DAY = 12 * 3600


def seconds(written: str, *, clock: bool = False) -> float:
    """Seconds of one `TIME`. `clock` says that a time of two parts is hours and minutes, not minutes and seconds."""
    whole = re.sub(rf"{_FRACTION}", "", written)
    parts = [int(part) for part in re.findall(f"{_D}+", whole)]
    if len(parts) == 2 and clock and "分" not in written:
        parts.append(0)
    total = sum(part * factor for part, factor in zip(reversed(parts), (1, 60, 3600), strict=False))
    half = written.casefold()
    if ("午後" in half or "pm" in half) and total < _HALF_DAY:
        total += _HALF_DAY
    return float(total)


def are_of_day(written: list[str]) -> bool:
    """Whether times of two parts are hours and minutes: a recording begins near zero, a meeting not before seven."""
    lengths = {len(re.split("[:：]", time)) for time in written if "分" not in time}
    first = next((time for time in written if "分" not in time), "")
    if lengths != {2}:  # 59:50 goes on as 1:00:10
        return False
    if re.search("午前|午後|[AaPp][Mm]", first):
        return True
    return _FIRST_HOUR <= int(re.split("[:：]", first)[0]) <= _LAST_HOUR


def label(at: float) -> str:
    """00:12:30, as a place is named."""
    whole = int(at)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
