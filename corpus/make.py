"""Makes the sample papers: python -m corpus.make [WORD...] writes those whose name holds a word, or all.

Run it from the project's root, in an environment of its own; corpus/README.md says what it needs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpus.builders import deck, office, plain, reportlab_pdf, typst_pdf, web_pdf
from corpus.shapes import deck as read_deck
from corpus.shapes import marked, minutes, survey

PAPERS = Path(__file__).parent / "papers"


def builders() -> dict[str, Callable[[Path], None]]:
    """Each paper's file name and what writes it."""
    return {
        "R5第1回デジタル推進PT会議資料.pdf": partial(deck.print_pdf, read_deck("deck_april")),
        "R5第1回デジタル推進PT会議録.pdf": partial(reportlab_pdf.write_minutes, minutes("minutes_april")),
        "R5第2回デジタル推進PT会議録.pdf": partial(typst_pdf.write_minutes, minutes("minutes_may")),
        "R5第3回デジタル推進PT会議資料.pdf": partial(deck.print_pdf, read_deck("deck_june")),
        "R5第3回デジタル推進PT会議資料.pptx": partial(deck.write_pptx, read_deck("deck_june")),
        "R5第4回デジタル推進PT会議_文字起こし.vtt": plain.write_transcript,
        "R5第5回デジタル推進PT会議資料.pdf": partial(web_pdf.write_deck, read_deck("deck_august")),
        "R5第5回デジタル推進PT会議録.docx": partial(office.write_minutes, minutes("minutes_august")),
        "令和5年第3回定例会会議録_第2号.pdf": partial(typst_pdf.write_assembly, marked("assembly")),
        "生成AI利用ガイドライン.pdf": partial(web_pdf.write_guideline, marked("guideline")),
        "令和4年度生成AI職員アンケート結果.pdf": partial(reportlab_pdf.write_survey, survey("r4")),
        "令和5年度生成AI職員アンケート結果.pdf": partial(web_pdf.write_survey, survey("r5")),
        "情報システム一覧_R5.10.1現在.xlsx": office.write_systems,
        "LINE公式アカウント運用_事務連絡.docx": office.write_memo,
        "LINE友だち登録者数の推移_R5.csv": plain.write_counts,
        "LINE公式アカウント開設のお知らせ.html": plain.write_notice,
    }


def main(words: list[str]) -> None:
    """Write the papers whose names hold one of `words`, all without a word."""
    PAPERS.mkdir(exist_ok=True)
    for name, write in builders().items():
        if not words or any(word in name for word in words):
            write(PAPERS / name)
            print(f"{(PAPERS / name).stat().st_size:>8,}  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
