"""Papers without a layout: counts as CSV, a transcript as WebVTT, a notice as HTML."""

from __future__ import annotations

import csv
from html import escape
from pathlib import Path

from corpus.shapes import city, toml

NOTICE = """<!doctype html>
<html lang="ja">
<head><meta charset="utf-8"><title>{title} | {city}</title>
<style>
body {{ font-family: sans-serif; line-height: 1.8; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ border-bottom: 3px solid #2a7f83; }} h2 {{ border-left: 6px solid #2a7f83; padding-left: .6rem; }}
nav, footer {{ font-size: .85rem; color: #555; }}
</style></head>
<body>
<nav><a href="#">ホーム</a> ＞ <a href="#">お知らせ</a> ＞ {title}</nav>
<main>
<h1>{title}</h1>
<p>掲載日：{posted}</p>
<p>{lead}</p>
{parts}
<p>{notice}</p>
</main>
<footer>{city}役所</footer>
</body>
</html>
"""


def write_counts(path: Path) -> None:
    """Write the monthly counts of the LINE account as Excel in Japan saves CSV: CP932 with CRLF."""
    counts = toml("line")["counts"]
    with path.open("w", encoding="cp932", newline="") as out:
        table = csv.writer(out)
        table.writerows([counts["head"], *counts["rows"]])
        table.writerow([city().notice] + [""] * (len(counts["head"]) - 1))


def write_transcript(path: Path) -> None:
    """Write the fourth meeting as WebVTT, one cue a remark, speakers as voice tags."""
    raw = toml("meeting_july")
    ends = [start - 1 for start, _, _ in raw["says"][1:]] + [raw["says"][-1][0] + 6]
    cues = ["WEBVTT", f"NOTE\n{raw['title']}\n※{raw['notice']}", f"00:00:00.000 --> 00:00:00.500\n※{raw['notice']}"]
    for (start, who, words), end in zip(raw["says"], ends, strict=True):
        cues.append(f"{_clock(start, 500)} --> {_clock(end, 900)}\n<v {who}>{words}</v>")
    path.write_text("\n\n".join(cues) + "\n", encoding="utf-8")


def write_notice(path: Path) -> None:
    """Write the notice to residents as a page of the city's site."""
    raw = toml("line")["notice"]
    parts = []
    for part in raw["parts"]:
        items = "\n".join(f"<li>{escape(line)}</li>" for line in part["lines"])
        parts.append(f"<h2>{escape(part['heading'])}</h2>\n<ul>\n{items}\n</ul>")
    page = NOTICE.format(
        title=escape(raw["title"]),
        posted=raw["posted"],
        lead=escape(raw["lead"]),
        parts="\n".join(parts),
        notice=city().notice,
        city=city().name,
    )
    path.write_text(page, encoding="utf-8")


def _clock(seconds: int, thousandths: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
