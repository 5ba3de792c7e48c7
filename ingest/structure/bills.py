"""Bills in papers that gather several: the line that names one stands above all that is said of it, over pages too.

A list of bills (議案一覧, an agenda) names them one below the other, and none of these lines is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.japanese.folding import squeeze
from ingest.model import Block, BlockKind, Page

LEVEL = 1  # of a bill's heading: the highest, as what is said of one bill is never said of the next
_N = r"[\d０-９一二三四五六七八九十百]+"
_KIND = (
    r"(?:(?:市長|町長|村長|議員|委員会|議会)提出)?"
    r"(?:議案|報告|陳情|請願|諮問|同意案?|承認|認定|発議|議|意見書案|決議案)"
)
_NUMBER = rf"(?:{_KIND}\s*第\s*{_N}\s*号|第\s*{_N}\s*号\s*(?:議案|報告|諮問))"
_BILL = re.compile(rf"\s*【?(?P<number>{_NUMBER})】?(?:[\s　:：・（(「一-龠].*)?", re.DOTALL)
_LEADER = re.compile(r"[.．・･…‥·‧∙⋅]{4,}|[…‥]{2,}|\t")  # in an entry of a table of contents; a row
_SENTENCE = re.compile(r"[。、，]\s*$|。|(?:します|ました|である|ものです)\s*$")
# Who submits a bill signs below the day, in bigger type than the bill is set in.
_SUBMITTED = re.compile(r"提\s*出\W*$")
_SIGNED = re.compile(r"[市町村区]長|知事|議長|議員|委員長|管理者")
_LONGEST = 120
_TOGETHER = 4  # bills that one reason is given for; more in a row are a list
NAMING = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM})  # blocks that may name a bill


def bill(line: str) -> str:
    """The number of the bill that a line names as a heading does (議案第7号：令和8年度予算), squeezed; else ""."""
    if len(line) > _LONGEST or _LEADER.search(line) or _SENTENCE.search(line):
        return ""
    match = _BILL.fullmatch(line)
    return squeeze(match["number"]) if match else ""


def headed(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The same pages; lines that name bills are headings where the paper tells of each, and who signs one is none."""
    lines = [
        (p, b, block, page.text[block.start : block.end])
        for p, page in enumerate(pages)
        for b, block in enumerate(page.blocks)
    ]
    found: dict[tuple[int, int], Block] = {}
    runs = [list(run) for _, run in groupby(lines, key=lambda line: line[2].kind in NAMING and bool(bill(line[3])))]
    for run, after in zip(runs, [*runs[1:], []], strict=False):  # of a scan without words there is no run
        if not (run[0][2].kind in NAMING and bill(run[0][3]) and after):
            continue
        if _LEADER.search(after[0][3]):  # a table of contents
            found |= {(p, b): replace(block, kind=BlockKind.ITEM, level=0) for p, b, block, _ in run}
        elif len(run) <= _TOGETHER and after[0][2].kind is not BlockKind.ROW:
            for p, b, block, _ in run:
                found[p, b] = replace(block, kind=BlockKind.HEADING, level=LEVEL)
            p, b, block, words = after[0]
            if _is_bare(run[-1][3]) and _is_name(block, words):
                found[p, b] = replace(block, kind=BlockKind.HEADING, level=LEVEL + 1)
    for (*_, before), (p, b, block, words) in pairwise(lines):
        if block.kind is BlockKind.HEADING and _SUBMITTED.search(before) and _SIGNED.search(squeeze(words)):
            found[p, b] = replace(block, kind=BlockKind.PARAGRAPH, level=0)
    return tuple(_with(page, p, found) for p, page in enumerate(pages)) if found else tuple(pages)


def _with(page: Page, p: int, found: dict[tuple[int, int], Block]) -> Page:
    return replace(page, blocks=tuple(found.get((p, b), block) for b, block in enumerate(page.blocks)))


def _is_bare(line: str) -> bool:
    """Whether a line gives a bill's number and no name."""
    return squeeze(line).strip("【】") == bill(line)


def _is_name(block: Block, words: str) -> bool:
    """Whether the line after a bare number names the bill."""
    return block.kind in NAMING and len(words) <= _LONGEST and not _SENTENCE.search(words) and not _LEADER.search(words)
