"""PowerPoint: a page a slide, its title first, then what stands on it from the top down, then the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from ingest.errors import BrokenFile, EmptyFile, IngestError
from ingest.model import BlockKind, Page, PageState, Problem, Reading
from ingest.readers import zipguard
from ingest.readers.composing import Composer, one_line
from ingest.readers.headings import is_item
from ingest.readers.office import core_title, parse
from ingest.readers.titles import real_title
from ingest.structure.grid import Grid, Merge, lay

if TYPE_CHECKING:
    from lxml import etree
    from pptx.presentation import Presentation
    from pptx.slide import Slide

# Shapes of python-pptx have no common type that says what each can do, and some attributes only some of them have.
Shape = Any

NO_WORDS = "文字がありません（画像だけのスライドです）。"

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BULLETS = (f"{_A}buChar", f"{_A}buAutoNum", f"{_A}buBlip")
_PICTURES = ("}pic", "}graphicFrame", "}grpSp")
_LARGER = 1.2  # times the size of the other texts
_LONGEST_TITLE = 60
_FURNITURE = {"DATE", "FOOTER", "HEADER", "SLIDE_NUMBER"}
_LISTS = {"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"}
_ROW_OF_SHAPES = 180_000  # EMU, half a centimetre: what begins so close is read from left to right
_MOST_ROWS = 500  # of a chart's figures


def read(path: Path) -> Reading:
    """The slides that are shown. Raises an IngestError; a presentation without a word or picture is an EmptyFile."""
    zipguard.check(path)
    pages: list[Page] = []
    problems: list[Problem] = []
    with _presentation(path) as presentation:
        for number, slide in enumerate(presentation.slides, 1):
            if slide.element.get("show") in ("0", "false"):
                problems.append(Problem("非表示のスライドは読み込んでいません。", number))
                continue
            pages.append(_page(slide, number, problems))
    if all(page.state is PageState.EMPTY for page in pages):
        raise EmptyFile
    return Reading("pptx", tuple(pages), core_title(path) or _first_title(pages), tuple(problems))


@contextmanager
def _presentation(path: Path) -> Iterator[Presentation]:
    """The open presentation. Whatever python-pptx says of a bad file becomes a BrokenFile."""
    import pptx

    try:
        yield pptx.Presentation(str(path))
    except (IngestError, OSError):
        raise
    except Exception as cause:
        # python-pptx has no class of errors for a bad file: it fails with KeyError, AttributeError, ValueError,
        # PackageNotFoundError, XMLSyntaxError and others, wherever in a slide the bad spot is touched.
        raise BrokenFile from cause


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is gathered from one slide."""

    number: int
    composer: Composer
    furniture: list[str]
    problems: list[Problem]


def _page(slide: Slide, number: int, problems: list[Problem]) -> Page:
    walk = _Walk(number, Composer(), [], problems)
    title = _title(slide)
    if title is not None:
        walk.composer.add(BlockKind.HEADING, one_line(title.text_frame.text), level=1)
    for shape in _in_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _lay_shape(shape, walk)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None and frame.text.strip():
        walk.composer.add(BlockKind.PARAGRAPH, f"ノート: {frame.text.strip()}")
    printed = any(shape.element.tag.endswith(_PICTURES) for shape in slide.shapes)
    page = walk.composer.page(number, f"スライド{number}", furniture=tuple(walk.furniture), printed=printed)
    if page.state is PageState.NO_TEXT:
        problems.append(Problem(NO_WORDS, number))
    return page


def _title(slide: Slide) -> Shape | None:
    """The slide's title; where its layout has none, the short text that is set larger than the others."""
    if (title := slide.shapes.title) is not None and title.text_frame.text.strip():
        return title
    texts = [shape for shape in _in_order(slide.shapes) if shape.has_text_frame and shape.text_frame.text.strip()]
    sizes = {shape.shape_id: _size(shape) for shape in texts}
    short = [shape for shape in texts if _could_be_title(shape)]
    if len(texts) < 2 or not short:
        return None
    largest = max(short, key=lambda shape: sizes[shape.shape_id])
    others = [size for number, size in sizes.items() if number != largest.shape_id]
    return largest if sizes[largest.shape_id] >= _LARGER * median(others) else None


def _could_be_title(shape: Shape) -> bool:
    text = shape.text_frame.text.strip()
    return len(text) <= _LONGEST_TITLE and text[0] not in "※・～〜" and "。" not in text and any(map(str.isalpha, text))


def _size(shape: Shape) -> float:
    """The size of its largest characters in points; 18, the default, where the slide does not say."""
    runs = [run.font.size for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    return max((size.pt for size in runs if size is not None), default=18.0)


def _in_order(shapes: Any) -> list[Shape]:
    """Shapes from the top down; of those that begin at about the same height, from left to right."""
    rest = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    ordered: list[Shape] = []
    while rest:
        top = rest[0].top or 0
        row = [shape for shape in rest if (shape.top or 0) - top <= _ROW_OF_SHAPES]
        ordered += sorted(row, key=lambda shape: shape.left or 0)
        rest = rest[len(row) :]
    return ordered


def _lay_shape(shape: Shape, walk: _Walk) -> None:
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    name = kind.name if kind is not None else ""
    if name in _FURNITURE:
        if text := one_line(shape.text_frame.text):
            walk.furniture.append(text)
    elif hasattr(shape, "shapes"):
        for inner in _in_order(shape.shapes):
            _lay_shape(inner, walk)
    elif getattr(shape, "has_table", False):
        lay(_grid(shape.table), walk.composer)
    elif getattr(shape, "has_chart", False):
        _lay_chart(shape, walk)
    elif shape.has_text_frame:
        _lay_paragraphs(shape.text_frame, walk.composer, listed=name in _LISTS)
    else:
        _lay_diagram(shape, walk.composer)


def _lay_paragraphs(frame: Any, composer: Composer, *, listed: bool) -> None:
    filled = [paragraph for paragraph in frame.paragraphs if paragraph.text.strip()]
    for paragraph in filled:
        properties = paragraph._p.pPr  # noqa: SLF001 - bullets have no public name in python-pptx
        bullet = properties is not None and any(properties.find(name) is not None for name in _BULLETS)
        item = bullet or paragraph.level > 0 or (listed and len(filled) > 1) or is_item(paragraph.text.strip())
        kind = BlockKind.ITEM if item else BlockKind.PARAGRAPH
        composer.add(kind, one_line(paragraph.text), level=paragraph.level)


def _grid(table: Any) -> Grid:
    rows: list[list[str]] = []
    merges: list[Merge] = []
    for r, row in enumerate(table.rows):
        cells = list(row.cells)
        rows.append(["" if cell.is_spanned else one_line(cell.text_frame.text) for cell in cells])
        merges += [
            Merge(r, c, r + cell.span_height - 1, c + cell.span_width - 1)
            for c, cell in enumerate(cells)
            if cell.is_merge_origin
        ]
    return Grid(rows, tuple(merges))


def _lay_chart(shape: Shape, walk: _Walk) -> None:
    """A chart as its title and the table of its figures."""
    try:
        title, grids = _figures(shape.chart)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError):
        # Charts come in kinds that python-pptx does not know; the words of the slide are worth having without it.
        walk.problems.append(Problem("グラフの数値を読み取れませんでした。", walk.number))
        return
    walk.composer.add(BlockKind.PARAGRAPH, title)
    for grid in grids:
        lay(grid, walk.composer, header=0)


def _figures(chart: Any) -> tuple[str, list[Grid]]:
    titled = chart.has_title and chart.chart_title.has_text_frame
    grids: list[Grid] = []
    for plot in chart.plots:
        series = [(one_line(one.name or ""), list(one.values)) for one in plot.series]
        rows = [["", *(name for name, _ in series)]]
        for i, category in enumerate(list(plot.categories)[:_MOST_ROWS]):
            values = [values[i] if i < len(values) else None for _, values in series]
            rows.append([one_line(str(category)), *("" if value is None else f"{value:.15g}" for value in values)])
        grids.append(Grid(rows))
    return one_line(chart.chart_title.text_frame.text) if titled else "", grids


def _lay_diagram(shape: Shape, composer: Composer) -> None:
    """The words of a SmartArt diagram, which stand in a part of their own."""
    relation: etree._Element | None = next(shape.element.iter(f"{_DGM}relIds"), None)
    if relation is None:
        return
    root = parse(shape.part.related_part(relation.get(f"{_REL}dm", "")).blob)
    for paragraph in root.iter(f"{_A}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
        composer.add(BlockKind.ITEM, one_line(text))


def _first_title(pages: list[Page]) -> str:
    """The heading of the first slide; where it has none, its first line."""
    first = next((page for page in pages if page.blocks), None)
    if first is None:
        return ""
    block = first.blocks[0]
    text = first.text[block.start : block.end]
    return real_title(text) if block.kind is BlockKind.HEADING or len(text) <= 60 else ""
