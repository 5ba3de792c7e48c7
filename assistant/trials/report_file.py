"""The report as a file: Word with plots and tables, Excel with a sheet a table, CSV with one table below the other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant import word_file
from assistant.phrasing import long_date
from assistant.tables import Cell, Sheet, to_book, to_csv
from assistant.trials import report_tables as content
from assistant.trials.counts import By
from assistant.trials.figures import Report
from assistant.trials.report_tables import Table

if TYPE_CHECKING:
    from docx.document import Document as Word

    from assistant.trials.plots import Plot

ENDINGS = (".docx", ".xlsx", ".csv")
REASONS_IN_WORD = 5  # of each use case and rating; Excel and CSV have all that the report has
_WIDTHS = (3.4, *(1.7,) * 8)  # cm
_LONGEST_SHARED = 400  # characters of a shared text in Word


def to_file(report: Report, ending: str, today: date) -> bytes:
    """The report in the kind of file that `ending` names."""
    ending = ending.lower()
    if ending == ".docx":
        return to_docx(report, today)
    return to_xlsx(report) if ending == ".xlsx" else to_csv(_lines(report))


def to_docx(report: Report, today: date) -> bytes:
    """A4, to be printed: the whole in sentences, plots with their tables, people's own words, how it was counted."""
    word = word_file.new(content.title(report))
    word_file.add(word, f"作成日 {long_date(today)}")
    for sentence in content.sentences(report):
        word_file.add(word, sentence, None if report.is_empty else "List Bullet")
    if not report.is_empty:
        _add_figures(word, report)
    if report.survey.answers:
        _add_survey(word, report)
    word_file.add(word, "数え方", "Heading 1")
    for note in content.HOW_COUNTED:
        word_file.add(word, note, "List Bullet")
    return word_file.contents(word)


def to_xlsx(report: Report) -> bytes:
    """A sheet a table, figures as numbers."""
    first = [(content.title(report),), *((one,) for one in (*content.sentences(report), "", *content.HOW_COUNTED))]
    sheets = [Sheet("概要", first, (110,))]
    for table in content.tables(report):
        widths = [_characters(name, table, column) for column, name in enumerate(table.header)]
        sheets.append(Sheet(table.title.partition("（")[0], [table.header, *table.rows], widths))
    return to_book(sheets)


def _lines(report: Report) -> list[tuple[Cell, ...]]:
    lines: list[tuple[Cell, ...]] = [(content.title(report),), *((one,) for one in content.sentences(report))]
    for table in content.tables(report):
        lines += [(), (table.title,), table.header, *table.rows]
    return [*lines, (), ("数え方",), *((note,) for note in content.HOW_COUNTED)]


def _add_figures(word: Word, report: Report) -> None:
    from assistant.trials import plots

    if not plots.has_font():
        word_file.add(word, f"△ {plots.NO_FONT}")
    for by in By:
        word_file.add(word, f"{content.BY_NAMES[by]}ごと", "Heading 1")
        _add_plot(word, plots.ratings(report, by))
        _add_table(word, content.use(report, by), _WIDTHS)
        if by is By.USE_CASE:
            _add_plot(word, plots.minutes(report))
        _add_table(word, content.time(report, by), _WIDTHS)
    _add_words(word, content.worked(report), (4.6, 1.6, 2.4, 2.4, 6.0))
    reasons = content.said("理由（本人の言葉）", report.reasons, REASONS_IN_WORD)
    _add_words(word, reasons, (4.2, 2.8, 10.0))
    shared = content.said("共有された例", report.shared, REASONS_IN_WORD)
    _add_words(word, shared, (4.2, 2.8, 10.0), longest=_LONGEST_SHARED)


def _add_survey(word: Word, report: Report) -> None:
    table = content.survey(report)
    word_file.add(word, table.title, "Heading 1")
    word_file.add_table(word, _columns(table, (5.0, 10.0, 2.0)), _texts(table), {2})
    for words in report.survey.words:
        word_file.add(word, f"「{words}」", "List Bullet")


def _add_plot(word: Word, plot: Plot | None) -> None:
    if plot:
        word_file.add_picture(word, plot.picture, plot.told)


def _add_table(word: Word, table: Table, widths: tuple[float, ...]) -> None:
    word_file.add(word, table.title, "Heading 2").paragraph_format.keep_with_next = True
    word_file.add_table(word, _columns(table, widths), _texts(table), set(range(1, len(widths))))


def _add_words(word: Word, table: Table, widths: tuple[float, ...], longest: int = 2000) -> None:
    if table.rows:
        word_file.add(word, table.title, "Heading 1")
        word_file.add_table(word, _columns(table, widths), [[_cut(t, longest) for t in row] for row in _texts(table)])


def _columns(table: Table, widths: tuple[float, ...]) -> list[tuple[str, float]]:
    return list(zip(table.header, widths, strict=True))


def _texts(table: Table) -> list[list[str]]:
    return [[content.text(cell) for cell in row] for row in table.rows]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…（以下略）"


def _characters(name: str, table: Table, column: int) -> int:
    longest = max((len(content.text(row[column])) for row in table.rows), default=0)
    return min(80, max(10, 2 * longest + 2, len(name) + 2))
