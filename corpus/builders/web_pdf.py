"""PDFs printed from HTML: the guideline by WeasyPrint, a survey and a deck by Chromium."""

from __future__ import annotations

import re
import subprocess
import tempfile
from html import escape
from pathlib import Path

import weasyprint

from corpus.shapes import Box, Deck, Line, Row, Slide, Survey, city, toml

HEAD = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body>{body}</body></html>"""

GUIDELINE_STYLE = """
@page { size: A4; margin: 20mm 24mm 18mm; @bottom-center { content: counter(page); font: 9pt "Noto Serif CJK JP"; } }
body { font: 10.5pt/1.6 "Noto Serif CJK JP"; } h1 { font: bold 15pt "Noto Sans CJK JP"; text-align: center; }
.date { text-align: right; } .note { font-size: 8.5pt; color: #555; text-align: center; }
h2 { font: bold 11pt "Noto Sans CJK JP"; margin: 1.4em 0 .3em; } p { margin: 0; padding-left: 1em; text-indent: -1em; }
p.topic { margin-top: .45em; padding-left: 1em; text-indent: 0; break-after: avoid; } p.number { padding-left: 3em; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; } th, td { border: .6pt solid #555; padding: 4pt; }
th { background: #eef1f4; font-family: "Noto Sans CJK JP"; } td:first-child { white-space: nowrap; }
"""

SURVEY_STYLE = """
@page { size: A4; margin: 18mm 20mm; } body { font: 10.5pt/1.6 "Noto Sans CJK JP"; color: #222; margin: 0 1px 0 0; }
h1 { font-size: 16pt; color: #fff; background: #1f3a5f; padding: 8pt 12pt; margin: 0 0 6pt; } .by { text-align: right; }
.note { font-size: 8.5pt; color: #555; } h2 { font-size: 12pt; border-left: 5pt solid #2a7f83; padding-left: 6pt; }
h3 { font-size: 10.5pt; margin: 12pt 0 4pt; break-after: avoid; } ul { margin: 0; padding-left: 1.3em; }
table { border-collapse: collapse; width: 100%; break-inside: avoid; }
th, td { border: .6pt solid #999; padding: 3pt 6pt; }
th { background: #e8f1f2; } td.n { text-align: right; width: 16%; } td.bar { width: 30%; padding: 3pt 0; }
td.bar i { display: block; height: 9pt; background: #2a7f83; } .facts th { width: 22%; text-align: left; }
"""

DECK_STYLE = """
@page { size: A4 landscape; margin: 0; } body { margin: 0; font: 17pt/1.55 IPAexGothic; color: #222; }
section { width: 297mm; height: 209.5mm; box-sizing: border-box; padding: 12mm 16mm; position: relative;
  break-after: page; overflow: hidden; } section:last-child { break-after: auto; }
h1 { margin: 52mm 0 8mm; text-align: center; font-size: 25pt; color: #7a3b1d; }
.cover { border: 5mm solid #f1e4d8; text-align: center; }
h2 { margin: 0 0 5mm; font-size: 23pt; color: #7a3b1d; border-bottom: 1.2mm solid #d98b4b; padding-bottom: 2mm; }
.lead { font-weight: bold; font-size: 19pt; margin: 0 0 4mm; }
table { border-collapse: collapse; width: 100%; margin-bottom: 5mm; }
th { background: #d98b4b; color: #fff; } th, td { border: .3mm solid #b9a08c; padding: 2mm 3mm; }
th, td:first-child, td:nth-child(2) { white-space: nowrap; } .boxes { display: flex; gap: 7mm; }
.box { flex: 1; border: .5mm solid #d98b4b; border-radius: 3mm; background: #fdf7f1; overflow: hidden; }
.box b { display: block; background: #f1dcc6; padding: 2mm 4mm; } .box ul { margin: 3mm; padding-left: 6mm; }
h2 + .boxes { font-size: 19pt; } h2 + .boxes .box { min-height: 85mm; } h2 + table td { padding: 5mm 4mm; }
.foot { position: absolute; bottom: 16mm; font-size: 14pt; color: #555; }
.page { position: absolute; bottom: 8mm; right: 16mm; font-size: 10pt; color: #777; }
.note { font-size: 12pt; color: #666; }
"""


def write_guideline(lines: tuple[Line, ...], path: Path) -> None:
    """Write the guideline, its articles and its table of uses with WeasyPrint."""
    title = next(line.text for line in lines if line.kind == "#")
    uses = toml("guideline")
    body = "".join(_article(line) for line in lines) + _table((tuple(uses["head"]), *map(tuple, uses["rows"])))
    weasyprint.HTML(string=_page(title, GUIDELINE_STYLE, body)).write_pdf(path)


def write_survey(survey: Survey, path: Path) -> None:
    """Write `survey` with a bar beside each share, printed by Chromium."""
    facts = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in survey.facts)
    body = f"<h1>{escape(survey.title)}</h1><div class=by>{escape(survey.by)}</div>"
    body += f"<div class=note>{city().notice}</div>"
    body += f"<h2>1　調査の概要</h2><table class=facts>{facts}</table><h2>2　結果の要点</h2>{_list(survey.summary)}"
    body += "<h2>3　設問ごとの結果</h2>"
    body += "".join(f"<h3>{escape(heading)}</h3>{_bars(rows)}" for heading, rows in survey.questions)
    body += f"<h2>4　自由記述（抜粋）</h2>{_list(survey.remarks)}"
    _chromium(_page(survey.title, SURVEY_STYLE, body), path)


def write_deck(deck: Deck, path: Path) -> None:
    """Write `deck` on A4 landscape pages, printed by Chromium."""
    cover = f"<section class=cover><h1>{escape(deck.title).replace(' ', '<br>', 1)}</h1><p>{escape(deck.when)}</p>"
    cover += f"<p class=note>{city().notice}</p></section>"
    body = cover + "".join(_slide(slide, number) for number, slide in enumerate(deck.slides, 2))
    _chromium(_page(deck.title, DECK_STYLE, body), path)


def _page(title: str, style: str, body: str) -> str:
    return HEAD.replace("{title}", escape(title)).replace("{style}", style).replace("{body}", body)


def _article(line: Line) -> str:
    words = escape(line.text)
    if line.kind:
        return {
            "#": f"<h1>{words}</h1>",
            "=": f"<div class=date>{words}</div>",
            "!": f"<div class=note>{words}</div>",
            "==": f"<h2>{words}</h2>",
        }[line.kind]
    kind = "topic" if line.text.startswith("（") else "number" if re.match(r"\(\d+\)", line.text) else "article"
    return f"<p class={kind}>{words}</p>"


def _slide(slide: Slide, number: int) -> str:
    parts = [f"<h2>{escape(slide.title)}</h2>"]
    if slide.lead:
        parts.append(f"<p class=lead>{escape(slide.lead)}</p>")
    if slide.rows:
        parts.append(_table(slide.rows))
    if slide.boxes:
        parts.append(f"<div class=boxes>{''.join(_box(box) for box in slide.boxes)}</div>")
    if slide.foot:
        parts.append(f"<div class=foot>※{escape(slide.foot.lstrip('※'))}</div>")
    return f"<section>{''.join(parts)}<div class=page>{number}</div></section>"


def _box(box: Box) -> str:
    return f"<div class=box><b>{escape(box.head)}</b>{_list(box.lines)}</div>"


def _list(lines: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(rows: tuple[Row, ...]) -> str:
    head = "".join(f"<th>{escape(words)}</th>" for words in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(words)}</td>" for words in row) + "</tr>" for row in rows[1:])
    return f"<table><tr>{head}</tr>{body}</table>"


def _bars(rows: tuple[Row, ...]) -> str:
    head = "".join(f"<th>{escape(words)}</th>" for words in rows[0]) + "<th></th>"
    lines = []
    for first, *numbers in rows[1:]:
        cells = "".join(f"<td class=n>{escape(words)}</td>" for words in numbers)
        bar = f'<td class=bar><i style="width:{numbers[-1].rstrip("％")}%"></i></td>'
        lines.append(f"<tr><td>{escape(first)}</td>{cells}{bar}</tr>")
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"


def _chromium(page: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        path.write_bytes(out.read_bytes())
