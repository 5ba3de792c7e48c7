"""The ledger reads what papers list under 決定事項 and 宿題, in columns or in brackets."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.drafting.ledger import of_paper
from assistant.drafting.values import LineKind
from ingest.model import Document

HEAD = "第3回 花壇検討会 会議録\n\n日時：令和6年4月12日（金）10時\n場所：会議室\n出席者：緑地係 3名\n\n"
PAPER = Document("d", "花壇.docx", "0", "docx", "第3回 花壇検討会", "会議録", 1, date(2024, 4, 12))


@pytest.mark.parametrize(
    ("line", "who", "due"),
    [
        ("・苗の見積り（緑地係、4月30日）", "緑地係", date(2024, 4, 30)),
        ("・苗の見積り　｜　柏木主査　｜　4月30日（火）", "柏木主査", date(2024, 4, 30)),
        ("(1) 苗の見積り\t柏木主査\t4月末", "柏木主査", date(2024, 4, 30)),
        ("・4月30日（火）までに苗の見積りを取る", "", date(2024, 4, 30)),
        ("・苗の見積り", "", None),
    ],
)
def test_a_to_do_says_who_and_by_when(line: str, who: str, due: date | None) -> None:
    (entry,) = of_paper(PAPER, f"{HEAD}宿題\n{line}\n")
    assert "苗の見積り" in entry.what
    assert (entry.kind, entry.who, entry.due, entry.paper) == (LineKind.TODO, who, due, "d")


def test_decisions_are_listed_and_nothing_is_no_entry() -> None:
    text = f"{HEAD}決定事項\n・夏の花は日日草とする。\n・水やりは当番制とする。\n\n宿題\n特になし\n"
    assert [(entry.kind, entry.what) for entry in of_paper(PAPER, text)] == [
        (LineKind.DECISION, "夏の花は日日草とする。"),
        (LineKind.DECISION, "水やりは当番制とする。"),
    ]


def test_a_paper_without_the_parts_of_notes_has_no_entries() -> None:
    assert list(of_paper(PAPER, "決定事項とは何かについて\n本文です。\n")) == []
