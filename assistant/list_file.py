"""A complete list as a table file, CSV or Excel."""

from __future__ import annotations

import io

from assistant import tables
from assistant.answering.values import Entry, Listing
from assistant.phrasing import document_date, document_title
from ingest.model import Role

HEADER = ("番号", "日付", "年月日", "資料", "ファイル", "場所", "発言者", "立場", "話題に触れた文")
_WIDTHS = (6, 12, 30, 36, 30, 12, 24, 10, 100)
_ROLES = {Role.CHAIR: "議長・委員長", Role.QUESTIONER: "質問", Role.EXECUTIVE: "答弁", Role.SECRETARIAT: "事務局"}


def rows(listing: Listing) -> list[tuple[str, ...]]:
    """The header and one row an entry."""
    return [HEADER, *(_row(number, entry) for number, entry in enumerate(listing.entries, 1))]


def to_csv(listing: Listing) -> bytes:
    """The list as CSV."""
    return tables.to_csv(rows(listing))


def to_xlsx(listing: Listing) -> bytes:
    """One sheet with the list, one with the counts."""
    import xlsxwriter  # type: ignore[import-untyped]  # it has none

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        tables.add_sheet(book, "一覧", rows(listing), _WIDTHS)
        bold = book.add_format({"bold": True})
        counts = book.add_worksheet("件数")
        counts.set_column(0, 0, 36)
        at = 0
        for name, some in (("年", listing.by_year), ("発言者", listing.by_speaker)):
            counts.write_row(at, 0, (name, "件数"), bold)
            for place, count in enumerate(some, at + 1):
                counts.write_string(place, 0, tables.safe(count.name))
                counts.write_number(place, 1, count.entries)
            at += len(some) + 2
    return out.getvalue()


def to_file(listing: Listing, ending: str) -> bytes:
    """The list as Excel where the ending is .xlsx, else as CSV."""
    return to_xlsx(listing) if ending.lower() == ".xlsx" else to_csv(listing)


def _row(number: int, entry: Entry) -> tuple[str, ...]:
    paper = entry.document
    day = paper.held_on.isoformat() if paper.held_on else ""
    said = "\n".join(" ".join(mention.text.split()) for mention in entry.mentions)
    role = _ROLES.get(entry.role, "") if entry.role else ""
    cells = (day, document_date(paper), document_title(paper), paper.source, entry.label, entry.speaker, role, said)
    return (str(number), *cells)
