"""Tables of any format: where the column names stand, and what the search should know of each row.

A row is shown as it stands, cells parted by tabs. For the search it also gets the column names beside its values, the
values of merged cells that reach into it, its dates as people say them, and what an English column name means:
「回 第6回、日程 9/29(金)、場所 地階大会議室」, and 9月29日 on a second line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.model import BlockKind
from ingest.readers.composing import Composer
from ingest.structure.column_names import in_japanese

Rows = Sequence[Sequence[str]]

_FIGURE = re.compile(r"[△▲+\-−－(]?[¥￥]?[\d０-９][\d０-９,，.．]*\s*[%％)]?|[-－―ー〃]")
_YEAR = re.compile(r"(19|20)\d\d年?度?")
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: [\d:]+)?")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})\s*([(（][月火水木金土日祝・]+[)）])?")
_DATED = re.compile(r"日|date|day|期限|締切|締め切り|いつ", re.IGNORECASE)
_ENTRY = re.compile(r"[（(]?[0-9０-９]{1,2}[)）.．、\s]")  # 「１　住所」 is a line of a form
_USUAL_NAMES = frozenset({
    "内容", "概要", "説明", "備考", "理由", "意見", "回答", "対応", "担当", "担当課", "所管", "所管課", "名称", "氏名",
    "役職", "所属", "住所", "所在地", "電話番号", "連絡先", "方法", "時期", "期限", "期間", "目標", "効果",
    "課題", "対策", "取組", "取組内容", "具体例", "例", "意味", "定義", "結果", "評価",
    "主な内容", "改正内容", "改正後", "変更後",
})  # fmt: skip
_LONGEST_OF_A_PAIR = 12
_LONGEST_DATE = 30
_LONGEST_TITLE = 60
_LONGEST_NAME = 30  # characters of a column name
_LOOK_AHEAD = 8  # rows that must look as if they stood under a header
_LOOK_FOR = 30  # rows in which a header is looked for
_MOST_MERGED = 1_000_000  # places that merged cells of one table may cover; what is larger is decoration
_ERAS = ((date(2019, 5, 1), "令和", 2018), (date(1989, 1, 8), "平成", 1988), (date(1926, 12, 25), "昭和", 1925))


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell, bounds included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `rows` as shown, with an empty string where a merged cell's value stands elsewhere."""

    rows: Rows
    merges: tuple[Merge, ...] = ()
    owners: dict[tuple[int, int], Merge] = field(init=False)  # the merged cell that covers a place
    tops: dict[tuple[int, int], Merge] = field(init=False)  # the merged cell that begins there
    reached: dict[int, list[int]] = field(init=False)  # by row, the left columns of cells that reach into it from above

    def __post_init__(self) -> None:
        owners: dict[tuple[int, int], Merge] = {}
        reached: dict[int, list[int]] = {}
        for merge in self.merges:
            rows = range(merge.top, min(merge.bottom, len(self.rows) - 1) + 1)
            columns = range(merge.left, merge.right + 1)
            if len(owners) + len(rows) * len(columns) > _MOST_MERGED:
                continue
            owners.update(((r, c), merge) for r in rows for c in columns)
            for r in rows[1:]:
                reached.setdefault(r, []).append(merge.left)
        object.__setattr__(self, "owners", owners)
        object.__setattr__(self, "reached", reached)
        object.__setattr__(self, "tops", {(merge.top, merge.left): merge for merge in self.merges})

    def value(self, row: int, column: int) -> str:
        """What is shown there, or the value of the merged cell that covers it."""
        if self.owners and (merge := self.owners.get((row, column))) is not None:
            row, column = merge.top, merge.left
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def covered(self, row: int) -> set[int]:
        """Columns of `row` that hold a value of their own, with the columns that its merged cells cover."""
        found: set[int] = set()
        for column, cell in enumerate(self.rows[row]):
            if cell:
                merge = self.tops.get((row, column))
                found |= set(range(column, min(merge.right, column + 1000) + 1)) if merge else {column}
        return found

    def wide(self, row: int) -> list[Merge]:
        """The merged cells of `row` that span several columns and hold a value."""
        merges = (self.tops.get((row, column)) for column, cell in enumerate(self.rows[row]) if cell)
        return [merge for merge in merges if merge is not None and merge.left < merge.right]


def lay(
    grid: Grid,
    composer: Composer,
    *,
    numbers: Sequence[int] | None = None,
    header: int | None = None,
    titled: bool = False,
) -> None:
    """Put each row of `grid` that is not empty on the page as a block.

    `numbers` are the rows' line numbers, for a label; `header` is the row of column names where the format says so;
    with `titled` what stands alone in the first row is the heading of the table.
    """
    for r, index in indexed(grid, header=header):
        label = f"{numbers[r]}行目" if numbers is not None else ""
        if titled and not composer and _is_title(grid, r):
            composer.add(BlockKind.HEADING, next(filter(None, grid.rows[r])), level=1, label=label)
            continue
        composer.add(BlockKind.ROW, "\t".join(grid.rows[r]).rstrip("\t"), index=index, label=label)


def indexed(grid: Grid, *, header: int | None = None) -> Iterator[tuple[int, str]]:
    """Each row of `grid` that is not empty, with what the search should know of it beside its words."""
    names: dict[int, str] = {}
    last_name_row = -1
    looked, after_gap = 0, True
    for r, cells in enumerate(grid.rows):
        if not any(cells):
            after_gap = True
            continue
        if r > last_name_row and (r == header or (header is None and (looked < _LOOK_FOR or after_gap))):
            if r == header or _is_header(grid, r, again=bool(names)):
                names, last_name_row = _names(grid, r)
                looked = _LOOK_FOR
            looked += not names
        after_gap = False
        yield r, _index(grid, r, names if r > last_name_row else {})


def _is_title(grid: Grid, r: int) -> bool:
    filled = [cell for cell in grid.rows[r] if cell]
    alone = len(filled) == 1 and len(filled[0]) <= _LONGEST_TITLE and "。" not in filled[0]
    return alone and not _is_figure(filled[0]) and any(sum(map(bool, cells)) > 1 for cells in grid.rows[r + 1 : r + 20])


def _is_header(grid: Grid, r: int, *, again: bool) -> bool:
    """Whether row `r` names the columns of the rows under it; `again` asks for more, as there is a header already."""
    cells = [cell for cell in grid.rows[r] if cell]
    texts = [cell for cell in cells if not _is_figure(cell)]
    if len(texts) < 2 or len(texts) < 0.6 * len(cells) or len(set(texts)) < 0.6 * len(texts):
        return False
    if any(len(cell) > _LONGEST_NAME or "。" in cell or _ENTRY.match(cell) for cell in cells):
        return False
    below = _rows_below(grid, r)
    if len(cells) == 2 and not grid.wide(r) and not _is_pair_of_names(grid, r, below):
        return False
    covered = grid.covered(r)
    if not below or len(covered) < 0.5 * max(sum(map(bool, grid.rows[b])) for b in below):
        return False
    if sum(_fits(grid.rows[b], covered) for b in below) < 0.6 * len(below) or _is_form(grid, r, below):
        return False
    return not again or _has_figures_under_texts(grid, r, below[:2])


def _is_pair_of_names(grid: Grid, r: int, below: list[int]) -> bool:
    """Whether a row of two cells names columns (項目, 件数), or is itself a name and its value (場所, 会議室)."""
    names = [cell for cell in grid.rows[r] if cell]
    if len(names[1]) > _LONGEST_OF_A_PAIR or any(character.isdigit() for character in names[1]):
        return False
    return _has_figures_under_texts(grid, r, below) or names[1] in _USUAL_NAMES


def _rows_below(grid: Grid, r: int) -> list[int]:
    below: list[int] = []
    for b in range(r + 1, min(len(grid.rows), r + 1 + 2 * _LOOK_AHEAD)):
        if any(grid.rows[b]):
            below.append(b)
        elif below:
            break
        if len(below) == _LOOK_AHEAD:
            break
    return below


def _fits(cells: Sequence[str], covered: set[int]) -> bool:
    """Whether a row's values stand under the names; what stands left of them are the names of the rows."""
    first = min(covered)
    filled = [column for column, cell in enumerate(cells) if cell]
    under = sum(column in covered or (column < first <= 3) for column in filled)
    return len(filled) >= 2 and under >= 0.8 * len(filled)


def _is_form(grid: Grid, r: int, below: list[int]) -> bool:
    """Whether most rows have merged cells across the columns of `r`: a form is laid out so, a table is not."""
    edges = {c for c, cell in enumerate(grid.rows[r]) if cell}
    across = sum(any(edges & set(range(m.left + 1, m.right + 1)) for m in grid.wide(b)) for b in below)
    return across > 0.5 * len(below)


def _has_figures_under_texts(grid: Grid, r: int, below: list[int]) -> bool:
    return any(
        cell and not _is_figure(cell) and column < len(grid.rows[b]) and _is_figure(grid.rows[b][column])
        for column, cell in enumerate(grid.rows[r])
        for b in below
    )


def _is_figure(cell: str) -> bool:
    if _YEAR.fullmatch(cell):
        return False
    return bool(_FIGURE.fullmatch(cell) or _ISO_DATE.fullmatch(cell) or _SHORT_DATE.fullmatch(cell))


def _names(grid: Grid, r: int) -> tuple[dict[int, str], int]:
    """The name of each column, put together from one to three rows, and the last of these rows."""
    names = {c: _without_spaces(grid.value(r, c)) for c in grid.covered(r)}
    last = r
    while last < r + 2 and _names_go_on(grid, last):
        last += 1
        under = {c for merge in grid.wide(last - 1) for c in range(merge.left, merge.right + 1)}
        for c in under & grid.covered(last):
            names[c] = f"{names.get(c, '')} {_without_spaces(grid.value(last, c))}".strip()
    return names, last


def _names_go_on(grid: Grid, r: int) -> bool:
    """Whether the row after `r` parts the wide names of `r` into narrower ones."""
    wide = grid.wide(r)
    if not wide or r + 1 >= len(grid.rows):
        return False
    cells = {c: cell for c, cell in enumerate(grid.rows[r + 1]) if cell}
    if any(_is_figure(cell) or len(cell) > _LONGEST_NAME for cell in cells.values()):
        return False
    parts = [sum(merge.left <= c <= merge.right for c in cells) for merge in wide]
    outside = any(not any(merge.left <= c <= merge.right for merge in wide) for c in cells)
    return min(parts) >= 2 or (max(parts) >= 2 and not outside)


def _without_spaces(name: str) -> str:
    # 「名　　称」 and 「市の\n概算数」 are set for looks; words of Latin letters keep theirs.
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", name)


def _index(grid: Grid, r: int, names: dict[int, str]) -> str:
    """Row `r` as a person would read it out; empty where that says nothing more than the row itself."""
    words: list[str] = []
    otherwise: list[str] = []  # on a line of its own: searched, not read out
    more = bool(names)
    for c in sorted({c for c, cell in enumerate(grid.rows[r]) if cell}.union(grid.reached.get(r, ()))):
        value = grid.value(r, c)
        if not value:
            continue
        own = bool(grid.rows[r][c]) if c < len(grid.rows[r]) else False
        name = _name(grid, r, c, names)
        said = _dates(value, name)
        spoken = " ".join(word for word in (name if name != value else "", value) if word)
        # A paragraph that reaches in from a merged cell is for the search; reading it out would drown the row.
        (words if own or len(value) <= _LONGEST_NAME else otherwise).append(spoken)
        otherwise += filter(None, (said, in_japanese(name)))
        more = more or not own or bool(said)
    return "\n".join(filter(None, ["、".join(words), " ".join(otherwise)])) if more else ""


def _name(grid: Grid, r: int, c: int, names: dict[int, str]) -> str:
    merge = grid.owners.get((r, c)) if grid.owners else None
    if merge is None or merge.left == merge.right:
        return names.get(c, "")
    spanned = dict.fromkeys(names[k] for k in range(merge.left, merge.right + 1) if k in names)
    return " ".join(list(spanned)[:6])


def _dates(value: str, name: str) -> str:
    """The same date in the other ways in which people write it; empty where `value` is no date."""
    if not value[0].isdigit() or len(value) > _LONGEST_DATE:
        return ""
    if (found := _ISO_DATE.fullmatch(value)) is not None:
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return ""
        return f"{_era(day)}{day.year}年{day.month}月{day.day}日 {day.month}/{day.day}"
    if (found := _SHORT_DATE.fullmatch(value)) is not None and (found[3] or _DATED.search(name)):
        month, number = int(found[1]), int(found[2])
        return f"{month}月{number}日" if 1 <= month <= 12 and 1 <= number <= 31 else ""
    return ""


def _era(day: date) -> str:
    for first, era, before in _ERAS:
        if day >= first:
            year = day.year - before
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日 "
    return ""
